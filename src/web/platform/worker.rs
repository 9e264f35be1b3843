//! The page's side of the engine's worker: one worker, started when the page is idle, that runs the same module.
//!
//! Where it cannot start (an address of `file:`, an old browser, or `?worker=off` for tests) the same functions run on
//! the page, in slices. Nobody who asks needs to know.

use super::engine::{self, Input, Out, READY, Request};
use crate::app::protocol::{Decoder, Reply};
use crate::model::{ArticleId, Document};
use crate::text::Map;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::{Array, Function, JsString, Object, Promise, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};
use yew::Callback;

/// A worker that does not report in this many milliseconds never will.
const START_MS: u32 = 10_000;

/// Latest time to start the worker after the page is mounted, in milliseconds.
const IDLE_MS: u32 = 2_000;

#[wasm_bindgen]
extern "C" {
    type ImportMeta;

    #[wasm_bindgen(thread_local_v2, js_namespace = import, js_name = meta)]
    static IMPORT_META: ImportMeta;

    #[wasm_bindgen(method, getter)]
    fn url(this: &ImportMeta) -> JsString;
}

/// The engine, wherever it runs. Cheap to clone.
#[derive(Clone)]
pub struct EngineWorker(Rc<Inner>);

/// An import under way.
#[derive(Clone)]
pub struct Import {
    engine: EngineWorker,
    ticket: u32,
}

/// The engine stopped before it answered: a bug in it. The article stays readable without highlights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EngineStopped;

impl fmt::Display for EngineStopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "The engine stopped while it read this text. Load the page again; if it happens again, please report it.",
        )
    }
}

impl std::error::Error for EngineStopped {}

#[derive(Default)]
struct Inner {
    place: RefCell<Place>,
    next_ticket: Cell<u32>,
    pending: RefCell<Map<u32, Pending>>,
}

#[derive(Default)]
enum Place {
    /// Not started yet, or has not reported: requests wait.
    #[default]
    Starting,
    Worker(Worker),
    Page,
}

struct Pending {
    /// Kept until it is sent.
    request: Option<Request>,
    decoder: Decoder,
    on_reply: Callback<Reply>,
}

impl PartialEq for EngineWorker {
    fn eq(&self, other: &EngineWorker) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl EngineWorker {
    /// Starts the worker as soon as the page is idle, so that no later import asks the network for anything.
    pub fn start() -> EngineWorker {
        let engine = EngineWorker(Rc::default());
        let later = engine.clone();
        when_idle(move || later.start_now());
        engine
    }

    /// What the engine finds in a text.
    pub async fn analyze(&self, id: &ArticleId, text: &Rc<str>) -> Result<Rc<Document>, EngineStopped> {
        let found: Rc<RefCell<Option<Rc<Document>>>> = Rc::default();
        let request = Request::Analyze(id.clone(), text.clone());
        let done = Promise::new(&mut |resolve, _| {
            let found = found.clone();
            let on_reply = Callback::from(move |reply| match reply {
                Reply::Document(_, document) => drop(found.replace(Some(document))),
                // A promise's own `resolve` cannot throw.
                Reply::Done => drop(resolve.call0(&JsValue::UNDEFINED)),
                _ => {}
            });
            self.ask(request.clone(), on_reply);
        });
        // The promise is never rejected.
        drop(JsFuture::from(done).await);
        found.take().ok_or(EngineStopped)
    }

    /// Reads files and pasted text. `on_reply` gets each article and what it holds as they come, in small tasks, and
    /// at the end [`Reply::Done`].
    pub fn import(&self, inputs: Vec<Input>, on_reply: Callback<Reply>) -> Import {
        let ticket = self.ask(Request::Import(inputs), on_reply);
        Import { engine: self.clone(), ticket }
    }

    fn ask(&self, request: Request, on_reply: Callback<Reply>) -> u32 {
        let ticket = self.0.next_ticket.get() + 1;
        self.0.next_ticket.set(ticket);
        let pending = Pending { request: Some(request), decoder: Decoder::default(), on_reply };
        self.0.pending.borrow_mut().insert(ticket, pending);
        self.send_waiting();
        ticket
    }

    /// Sends what has not been sent, oldest first.
    fn send_waiting(&self) {
        let place = self.0.place.borrow();
        if matches!(*place, Place::Starting) {
            return;
        }
        let waiting: Vec<(u32, Request)> = {
            let mut pending = self.0.pending.borrow_mut();
            let tickets: Vec<u32> = pending.keys().copied().collect();
            let take = |ticket| Some((ticket, pending.get_mut(&ticket)?.request.take()?));
            tickets.into_iter().filter_map(take).collect()
        };
        for (ticket, request) in waiting {
            match &*place {
                // Every part of a request can be cloned, so posting it cannot fail.
                Place::Worker(worker) => drop(worker.post_message(&request.to_js(ticket))),
                Place::Starting | Place::Page => spawn_local(self.clone().answer_here(ticket, request)),
            }
        }
    }

    async fn answer_here(self, ticket: u32, request: Request) {
        let engine = self.clone();
        let out = Out::Direct(Callback::from(move |reply| engine.hand_out(ticket, reply)));
        engine::answer(request, out, &|| !self.0.pending.borrow().contains_key(&ticket)).await;
    }

    fn start_now(&self) {
        if gloo_utils::window().location().search().is_ok_and(|query| query.contains("worker=off")) {
            return self.go_on_here();
        }
        let Ok(worker) = spawn() else { return self.go_on_here() };
        let on_message = EventListener::new(&worker, "message", {
            let (engine, worker) = (self.clone(), worker.clone());
            move |event| {
                let data = event.unchecked_ref::<MessageEvent>().data();
                match data.as_string() {
                    Some(text) if text == READY => {
                        engine.0.place.replace(Place::Worker(worker.clone()));
                        engine.send_waiting();
                    }
                    _ => engine.read(&data.unchecked_into()),
                }
            }
        });
        let on_error = EventListener::new(&worker, "error", {
            let engine = self.clone();
            move |_| engine.lose_worker()
        });
        // Both live as long as the page: there is one worker.
        on_message.forget();
        on_error.forget();
        let engine = self.clone();
        Timeout::new(START_MS, move || {
            let is_late = matches!(*engine.0.place.borrow(), Place::Starting);
            if is_late {
                worker.terminate();
                engine.go_on_here();
            }
        })
        .forget();
    }

    fn read(&self, message: &Array) {
        let ticket = message.get(0).as_f64().unwrap_or(0.0) as u32;
        let bytes = message.get(1).unchecked_into::<Uint8Array>().to_vec();
        let replies = match self.0.pending.borrow_mut().get_mut(&ticket) {
            Some(pending) => pending.decoder.read(&bytes),
            // Cancelled meanwhile.
            None => return,
        };
        match replies {
            Ok(replies) => replies.into_iter().for_each(|reply| self.hand_out(ticket, reply)),
            Err(broken) => {
                self.hand_out(ticket, Reply::Problem(broken.to_string()));
                self.hand_out(ticket, Reply::Done);
            }
        }
    }

    fn hand_out(&self, ticket: u32, reply: Reply) {
        let on_reply = self.0.pending.borrow().get(&ticket).map(|pending| pending.on_reply.clone());
        if reply == Reply::Done {
            self.0.pending.borrow_mut().remove(&ticket);
        }
        if let Some(on_reply) = on_reply {
            on_reply.emit(reply);
        }
    }

    /// The worker failed. Before it was ready: it cannot start here. After: the engine died on what it was reading,
    /// which would kill the page too, so that is given up, and the next request finds the page.
    fn lose_worker(&self) {
        let was_ready = matches!(*self.0.place.borrow(), Place::Worker(_));
        if was_ready {
            let sent: Vec<u32> = {
                let pending = self.0.pending.borrow();
                pending.iter().filter(|(_, pending)| pending.request.is_none()).map(|(ticket, _)| *ticket).collect()
            };
            for ticket in sent {
                self.hand_out(ticket, Reply::Problem(EngineStopped.to_string()));
                self.hand_out(ticket, Reply::Done);
            }
        }
        self.go_on_here();
    }

    fn go_on_here(&self) {
        self.0.place.replace(Place::Page);
        self.send_waiting();
    }
}

impl Import {
    /// Stops it; no more replies come. What has come stays.
    pub fn cancel(&self) {
        self.engine.0.pending.borrow_mut().remove(&self.ticket);
        if let Place::Worker(worker) = &*self.engine.0.place.borrow() {
            drop(worker.post_message(&Array::of1(&self.ticket.into())));
        }
    }
}

/// Starts `worker.js`, which lies beside the glue, and gives it the module that is already compiled.
fn spawn() -> Result<Worker, JsValue> {
    let glue = IMPORT_META.with(ImportMeta::url);
    let address = web_sys::Url::new_with_base("worker.js", &String::from(&glue))?.href();
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&address, &options)?;
    let message = Object::new();
    Reflect::set(&message, &"glue".into(), &glue)?;
    Reflect::set(&message, &"module".into(), &wasm_bindgen::module())?;
    worker.post_message(&message)?;
    Ok(worker)
}

/// Safari has `requestIdleCallback` only since 2025; without it, a moment later will do.
fn when_idle(act: impl FnOnce() + 'static) {
    let window = gloo_utils::window();
    let idle = Reflect::get(&window, &"requestIdleCallback".into()).and_then(|idle| idle.dyn_into::<Function>());
    match idle {
        Ok(idle) => {
            let options = Object::new();
            let act = Closure::once_into_js(act);
            // Neither can fail on a plain object and a function of the browser's.
            drop(Reflect::set(&options, &"timeout".into(), &IDLE_MS.into()));
            drop(idle.call2(&window, &act, &options));
        }
        Err(_) => {
            Timeout::new(200, act).forget();
        }
    }
}
