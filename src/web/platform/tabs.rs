//! One tab writes. The others are read-only, follow it, and one of them takes over when it closes.
//!
//! The writer holds the Web Lock `standpoint-writer` as long as it lives; the browser gives it on when the tab is
//! closed or killed, so there is no owner to time out. Where there are no Web Locks (plain http on a host that is not
//! localhost, Safari before 15.4), tabs ask each other on a [`BroadcastChannel`]; there a killed writer cannot say
//! goodbye, so a follower takes over when its question goes unanswered.

use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, MessageEvent};
use yew::Callback;

const NAME: &str = "standpoint-writer";

/// How long another tab may take to say that it is the writer, in milliseconds, where there are no Web Locks.
const ANSWER_MS: u32 = 250;

/// How often a follower asks whether the writer is still there, where there are no Web Locks.
const ASK_AGAIN_MS: u32 = 5_000;

/// This tab's line to the others. Whether it is the writer is found out by [`Tabs::claim`].
#[derive(Clone)]
pub struct Tabs(Rc<Inner>);

struct Inner {
    channel: Option<BroadcastChannel>,
    is_writer: Rc<Cell<bool>>,
    is_answered: Rc<Cell<bool>>,
    /// Gives the lock back.
    release: Rc<RefCell<Option<Function>>>,
    _on_message: Option<EventListener>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wait {
    Never,
    ForTurn,
}

/// What tabs say to each other.
mod said {
    /// Something was saved: followers may read it.
    pub(super) const SAVED: &str = "saved";
    /// Is there a writer?
    pub(super) const HELLO: &str = "hello";
    /// I am.
    pub(super) const OWNER: &str = "owner";
}

impl Tabs {
    /// Opens the line; `on_saved` is told when the writer has saved something.
    pub fn listen(on_saved: Callback<()>) -> Tabs {
        let (is_writer, is_answered) = (Rc::new(Cell::new(false)), Rc::new(Cell::new(false)));
        let channel = BroadcastChannel::new(NAME).ok();
        let on_message = channel.as_ref().map(|channel| {
            let (is_writer, is_answered, answer) = (is_writer.clone(), is_answered.clone(), channel.clone());
            EventListener::new(channel, "message", move |event| {
                let message = event.unchecked_ref::<MessageEvent>().data().as_string();
                match message.as_deref() {
                    Some(said::SAVED) => on_saved.emit(()),
                    Some(said::OWNER) => is_answered.set(true),
                    // A closed channel refuses; then this tab is going away.
                    Some(said::HELLO) if is_writer.get() => drop(answer.post_message(&said::OWNER.into())),
                    _ => {}
                }
            })
        });
        Tabs(Rc::new(Inner { channel, is_writer, is_answered, release: Rc::default(), _on_message: on_message }))
    }

    /// Tells the followers that something was saved.
    pub fn say_saved(&self) {
        if let Some(channel) = &self.0.channel {
            drop(channel.post_message(&said::SAVED.into()));
        }
    }

    /// Becomes the writer if there is none; answers whether it is.
    pub async fn claim(&self) -> bool {
        let is_writer = match self.ask_lock(Wait::Never).await {
            Ok(is_granted) => is_granted,
            Err(_) => !self.hears_writer().await,
        };
        self.0.is_writer.set(is_writer);
        is_writer
    }

    /// Resolves when this tab has become the writer, which may be never.
    pub async fn wait_for_turn(&self) {
        if self.ask_lock(Wait::ForTurn).await.is_err() {
            while self.hears_writer().await {
                TimeoutFuture::new(ASK_AGAIN_MS).await;
            }
        }
        self.0.is_writer.set(true);
    }

    /// Is the writer no longer, for a tab that has found out that it must not write.
    pub fn give_up(&self) {
        self.0.is_writer.set(false);
        if let Some(release) = self.0.release.take() {
            // A promise's own `resolve` cannot throw.
            drop(release.call0(&JsValue::UNDEFINED));
        }
    }

    async fn hears_writer(&self) -> bool {
        let Some(channel) = &self.0.channel else { return false };
        self.0.is_answered.set(false);
        drop(channel.post_message(&said::HELLO.into()));
        TimeoutFuture::new(ANSWER_MS).await;
        self.0.is_answered.get()
    }

    /// Asks for the lock and keeps it for good. `Err` where there are no locks.
    ///
    /// web-sys has `navigator.locks` only behind `web_sys_unstable_apis`, so it is called by name.
    async fn ask_lock(&self, wait: Wait) -> Result<bool, JsValue> {
        let locks = Reflect::get(&gloo_utils::window().navigator(), &"locks".into())?;
        let request: Function = Reflect::get(&locks, &"request".into())?.dyn_into()?;
        let options = Object::new();
        Reflect::set(&options, &"ifAvailable".into(), &(wait == Wait::Never).into())?;
        let mut asked = Ok(JsValue::UNDEFINED);
        let granted = Promise::new(&mut |resolve, _| {
            let release = self.0.release.clone();
            let on_lock = Closure::once_into_js(move |lock: JsValue| {
                let is_granted = !lock.is_null();
                // `resolve` cannot throw.
                drop(resolve.call1(&JsValue::UNDEFINED, &is_granted.into()));
                if !is_granted {
                    return JsValue::UNDEFINED;
                }
                // The lock is held until this promise settles.
                Promise::new(&mut |let_go, _| drop(release.replace(Some(let_go)))).into()
            });
            asked = request.call3(&locks, &NAME.into(), &options, &on_lock);
        });
        // The request itself rejects where locks are refused, as in a page without an origin.
        let first = Promise::race(&Array::of2(&granted, &asked?));
        Ok(JsFuture::from(first).await?.is_truthy())
    }
}
