//! The session behind a pointer that never changes, and the hook with which a component takes its part of it.
//!
//! A context whose value changed would render every consumer; here a component renders only
//! when the part it selected differs. The text renders in the frame of the key, what stands beside it in the next.

use super::listeners::{Listener, Listeners, When};
use super::platform::later::later;
use super::platform::saver::{Saver, now};
use super::platform::worker::EngineWorker;
use super::{focus, mouse, parts};
use crate::app::route::Route;
use crate::app::session::Session;
use crate::app::time_spent::TimeSpent;
use crate::app::update::{Action, Effect, Trail};
use crate::edit::Transaction;
use crate::model::{ArticleId, Document};
use gloo_timers::callback::Timeout;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use yew::prelude::*;

/// The one session of the page. Equal to its clones and to nothing else.
#[derive(Clone)]
pub struct Store(Rc<Inner>);

struct Inner {
    session: RefCell<Session>,
    listeners: Listeners,
    is_performing: Cell<bool>,
    is_telling: Cell<bool>,
    /// What is to happen once the later part of the page is there, in order.
    waiting: RefCell<Vec<Action>>,
    saver: OnceCell<Saver>,
    engine: OnceCell<EngineWorker>,
}

/// Taking in more would be seen.
const DOCUMENTS_AT_ONCE: usize = 4;

impl PartialEq for Store {
    fn eq(&self, other: &Store) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// A shared value that counts as equal only to itself: comparing is one pointer.
#[derive(Debug)]
pub struct ByPtr<T: ?Sized>(pub Rc<T>);

impl<T: ?Sized> Clone for ByPtr<T> {
    fn clone(&self) -> ByPtr<T> {
        ByPtr(self.0.clone())
    }
}

impl<T: ?Sized> PartialEq for ByPtr<T> {
    fn eq(&self, other: &ByPtr<T>) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Store {
    /// A store around this session.
    pub fn new(session: Session) -> Store {
        Store(Rc::new(Inner {
            session: RefCell::new(session),
            listeners: Listeners::default(),
            is_performing: Cell::new(false),
            is_telling: Cell::new(false),
            waiting: RefCell::default(),
            saver: OnceCell::new(),
            engine: OnceCell::new(),
        }))
    }

    /// Connects the way to storage; what was done before is not saved by it.
    pub fn connect(&self, saver: Saver) {
        // A page connects once; a second time would be a bug that the first connection survives.
        let _ = self.0.saver.set(saver);
    }

    /// The engine in its worker, which starts when it is first asked for. For the later part, which comes with the
    /// code for it.
    pub(super) fn engine(&self) -> EngineWorker {
        self.0.engine.get_or_init(EngineWorker::start).clone()
    }

    /// Reads the session.
    pub fn read<T>(&self, select: impl FnOnce(&Session) -> T) -> T {
        select(&self.0.session.borrow())
    }

    /// Goes on from the times that an earlier visit spent on sentences.
    pub fn restore_times(&self, times: TimeSpent) {
        self.0.session.borrow_mut().set_time_spent(times);
    }

    /// Lets something happen: updates the session, does what follows, and tells the components. Before the later part
    /// of the page is there, what needs it waits for it.
    pub fn dispatch(&self, action: Action) {
        if super::platform::panic::is_dead() {
            return;
        }
        match self.update(action) {
            Ok(effects) => self.follow(effects),
            Err(action) => {
                self.0.waiting.borrow_mut().push(action);
                if self.0.waiting.borrow().len() == 1 {
                    parts::with_parts(self, |store, _| {
                        for action in store.0.waiting.take() {
                            // What was typed after a key that opens something was not meant for the text.
                            let is_typed = matches!(action, Action::Key(_));
                            if !is_typed || store.read(|session| session.panel().is_none()) {
                                store.dispatch(action);
                            }
                        }
                        // Keys that led away and back are drawn as one, in which no sentence changed.
                        later(Box::new(focus::follow_current));
                    });
                }
            }
        }
    }

    /// The later part could not be had: of what waits for it only going to other places happens.
    pub(super) fn go_without(&self) {
        self.0.waiting.take().into_iter().filter(is_going).for_each(|action| self.dispatch(action));
    }

    #[allow(clippy::result_large_err, reason = "it is no error but the way on, taken at once")]
    fn update(&self, action: Action) -> Result<Vec<Effect>, Action> {
        let mut session = self.0.session.borrow_mut();
        if let Some(parts) = parts::at_hand() {
            return Ok((parts.update)(&mut session, action, now()));
        }
        // Who presses a key and then goes elsewhere means the key to be first.
        let is_in_turn = !is_going(&action) || self.0.waiting.borrow().is_empty();
        if is_in_turn { session.update_early(action, now()) } else { Err(action) }
    }

    /// Does what follows from an update that the session had before there was a store.
    pub fn follow(&self, effects: Vec<Effect>) {
        if self.perform_all(effects) {
            self.notify();
        }
    }

    /// Lets an import happen whose documents are known already, so that nothing is analysed twice. It is drawn in
    /// another task, and all documents but that of the open article are taken in after it, some at a time.
    pub fn import(&self, action: Action, mut documents: Vec<(ArticleId, Rc<Document>)>) {
        // What imports is in the later part.
        let mut effects = self.update(action).unwrap_or_default();
        let is_open = |(id, _): &(ArticleId, _)| self.read(|s| s.article().is_some_and(|open| open.article.id == *id));
        if let Some(ix) = documents.iter().position(is_open) {
            documents.swap(0, ix);
        }
        let others = documents.split_off(documents.len().min(1));
        if !others.is_empty() {
            effects.retain(|effect| *effect != Effect::Analyse);
        }
        if !documents.is_empty() {
            self.0.session.borrow_mut().set_documents(documents);
        }
        if self.perform_all(effects) {
            focus::leave_sentence();
            let store = self.clone();
            Timeout::new(0, move || {
                store.notify();
                store.take_in(others);
            })
            .forget();
        }
    }

    /// Takes documents in, some at a time, and then has the engine read what there is none of.
    fn take_in(&self, mut documents: Vec<(ArticleId, Rc<Document>)>) {
        if documents.is_empty() {
            return;
        }
        let store = self.clone();
        let rest = documents.split_off(documents.len().min(DOCUMENTS_AT_ONCE));
        later(Box::new(move || {
            store.set_documents(documents);
            match rest.is_empty() {
                true => store.follow(vec![Effect::Analyse]),
                false => store.take_in(rest),
            }
        }));
    }

    /// Takes in what the engine found. A long article keeps the page busy with it, so it is drawn in another task.
    pub fn set_documents(&self, documents: Vec<(ArticleId, Rc<Document>)>) {
        if documents.is_empty() {
            return;
        }
        let store = self.clone();
        mouse::when_lifted(move || {
            store.0.session.borrow_mut().set_documents(documents);
            later(Box::new(move || {
                store.notify();
                store.later(|store| store.read(Session::count_names));
            }));
        });
    }

    /// A callback that lets `action` happen.
    pub fn on<E>(&self, action: Action) -> Callback<E> {
        let store = self.clone();
        Callback::from(move |_| store.dispatch(action.clone()))
    }

    /// A callback that lets the command of this id happen.
    pub fn command<E>(&self, id: &'static str) -> Callback<E> {
        self.on(Action::Command(id))
    }

    /// Makes a transaction durable: its own text, and those of the articles it brings.
    pub fn persist(&self, transaction: Rc<Transaction>) {
        if let Some(saver) = self.0.saver.get() {
            saver.enqueue(transaction);
        }
    }

    /// Whether the components are to be told: not from within another effect, which does so at its end.
    fn perform_all(&self, effects: Vec<Effect>) -> bool {
        let is_within = self.0.is_performing.replace(true);
        effects.into_iter().for_each(|effect| self.perform(effect));
        self.0.is_performing.set(is_within);
        !is_within
    }

    fn perform(&self, effect: Effect) {
        match effect {
            Effect::Persist(transaction) => self.persist(transaction),
            Effect::Navigate(route, trail) => {
                if let Route::Sentence { .. } = route {
                    let place = route.hash();
                    // The browser may go to the disk for it.
                    later(Box::new(move || focus::keep_place(&place)));
                }
                match trail {
                    Trail::Push => focus::push_address(&route.hash()),
                    Trail::Replace => focus::replace_address(&route.hash()),
                }
            }
            effect => parts::with_parts(self, |store, parts| (parts.perform)(store, effect)),
        }
    }

    /// Does something when what happened is on the screen.
    pub(super) fn later(&self, act: impl FnOnce(&Store) + 'static) {
        let store = self.clone();
        later(Box::new(move || act(&store)));
    }

    fn notify(&self) {
        let told = self.read(|session| self.0.listeners.now(session));
        told.iter().for_each(|listener| listener());
        if !self.0.is_telling.replace(true) {
            let store = self.clone();
            later(Box::new(move || {
                store.0.is_telling.set(false);
                store.0.listeners.later().iter().for_each(|listener| listener());
            }));
        }
    }

    /// Has something looked at whenever something happened, once that is on the screen; as long as the page lives.
    pub(super) fn listen(&self, listener: Rc<dyn Fn()>) {
        self.0.listeners.add(When::Later, listener);
    }
}

fn is_going(action: &Action) -> bool {
    matches!(action, Action::GoTo { .. } | Action::OpenArticle(_) | Action::Visit(_))
}

/// The store of the page.
#[hook]
pub fn use_store() -> Store {
    use_context::<Store>().expect("the app provides the store around every view")
}

/// A part of the session. The component renders again when this part differs, and only then;
/// so select ids, numbers and [`ByPtr`], never a list made on the spot.
#[hook]
pub fn use_select<T, F>(select: F) -> T
where
    T: PartialEq + Clone + 'static,
    F: Fn(&Session) -> T + 'static,
{
    let value = use_store().read(&select);
    let shown = value.clone();
    use_watch(When::Now, Rc::new(move |session| select(session) != shown));
    value
}

/// Like [`use_select`] for the row of a sentence, which is asked only when [`Session::rows_to_ask`] names it.
#[hook]
pub fn use_select_row<T, F>(sentence_ix: u32, select: F) -> T
where
    T: PartialEq + Clone + 'static,
    F: Fn(&Session) -> T + 'static,
{
    let value = use_store().read(&select);
    let shown = value.clone();
    use_watch(When::Row(sentence_ix), Rc::new(move |session| select(session) != shown));
    value
}

/// Like [`use_select`] for what need not be in the frame of the key: it renders in the one after.
#[hook]
pub fn use_select_later<T, F>(select: F) -> T
where
    T: PartialEq + Clone + 'static,
    F: Fn(&Session) -> T + 'static,
{
    let value = use_store().read(&select);
    let shown = value.clone();
    use_watch(When::Later, Rc::new(move |session| select(session) != shown));
    value
}

/// Whether what a component shows has changed.
type Differs = Rc<dyn Fn(&Session) -> bool>;

/// Renders the component again when `differs` says so. Kept apart from [`use_select`] so that the machinery of
/// subscribing is compiled once and not once for every selected type.
#[hook]
fn use_watch(when: When, differs: Differs) {
    let store = use_store();
    let again = use_force_update();
    let latest: Rc<RefCell<Differs>> = {
        let first = differs.clone();
        use_mut_ref(move || first)
    };
    *latest.borrow_mut() = differs;
    use_effect_with((), move |()| {
        let check: Listener = {
            let store = store.clone();
            Rc::new(move || {
                let differs = latest.borrow().clone();
                if store.read(|session| differs(session)) {
                    again.force_update();
                }
            })
        };
        let id = store.0.listeners.add(when, check.clone());
        // The session may have moved on between the render and this effect.
        check();
        move || store.0.listeners.remove(id, when)
    });
}
