//! From an empty page to a mounted app on the stored project.

use super::parts::Load;
use super::platform::boot::{self, Booted, Handlers, Role};
use super::platform::panic;
use super::platform::request::Input;
use super::platform::saver::now;
use super::store::Store;
use super::views::App;
use super::{focus, import, keys, mouse, parts};
use crate::app::prefs::Prefs;
use crate::app::route::Route;
use crate::app::save::SaveState;
use crate::app::session::Session;
use crate::app::update::{Action, Effect};
use crate::edit::{History, Transaction};
use crate::format;
use crate::model::{Article, Project};
use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use gloo_utils::{document, window};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{ClipboardEvent, Element};
use yew::Callback;

/// Runs the page; `load` fetches what the first screen has no need of.
pub fn main(load: Load) {
    panic::install();
    let prefs = focus::prefs();
    focus::show_prefs(&prefs);
    parts::connect(load);
    spawn_local(start(prefs));
}

async fn start(prefs: Prefs) {
    let store: Rc<OnceCell<Store>> = Rc::default();
    let first_state: Rc<RefCell<Option<SaveState>>> = Rc::default();
    let bundled: Vec<Rc<Article>> = format::bundled().into_iter().map(Rc::new).collect();
    let seed = (js_sys::Math::random() * 2f64.powi(53)) as u64 ^ (js_sys::Date::now() as u64).rotate_left(40);
    let (booted, first) =
        boot::both(boot::load(handlers(&store, &first_state)), begin(bundled.clone(), prefs.clone(), seed)).await;
    let Booted { project, history, coder, notices, role, saver } = booted;
    let FirstVisit { session, effects } = first;
    let is_first = project.is_none() && !matches!(role, Role::Reader(_));
    let page = if is_first {
        Store::new(session)
    } else {
        // A killed browser loses the last seconds of localStorage, and with them who tags; the journal knows.
        let prefs = Prefs { coder: prefs.coder.clone().or(coder), ..prefs };
        Store::new(Session::new(project.unwrap_or_default(), history, prefs, seed))
    };
    let page = store.get_or_init(|| page).clone();
    page.connect(saver);
    if let Some(state) = first_state.take() {
        page.dispatch(Action::Saving(state));
    }
    if is_first {
        page.follow(effects);
    } else {
        page.dispatch(begin_with(bundled));
        page.set_documents(format::bundled_documents());
    }
    // What was open last may be gone since; who follows an address is told.
    let is_known = |route: &Route| page.read(|session| session.articles().iter().any(|s| route.is_for(&s.article.id)));
    let is_asked_for = focus::address().len() > 1;
    if let Some(route) = Route::read(&focus::first_address()).filter(|route| is_asked_for || is_known(route)) {
        page.dispatch(Action::Visit(route));
    }
    for notice in notices {
        page.dispatch(Action::Notice(notice.into()));
    }
    if !is_first {
        // Reading a large project was work enough for one task.
        TimeoutFuture::new(0).await;
    }
    listen(&page);
    if let Some(root) = document().get_element_by_id("app") {
        let props = super::views::AppProps { store: page.clone() };
        yew::Renderer::<App>::with_root_and_props(root, props).render();
    }
    parts::fetch_when_idle(&page);
}

/// What a first visitor begins with.
struct FirstVisit {
    session: Session,
    /// What is to be done for it once there is a store.
    effects: Vec<Effect>,
}

/// Makes the session of a first visitor, while the browser opens its database; in the pauses it can answer.
async fn begin(bundled: Vec<Rc<Article>>, prefs: Prefs, seed: u64) -> FirstVisit {
    TimeoutFuture::new(0).await;
    let mut session = Session::new(Project::default(), History::default(), prefs, seed);
    let effects = session.update_early(begin_with(bundled), now()).unwrap_or_default();
    TimeoutFuture::new(0).await;
    session.set_documents(format::bundled_documents());
    FirstVisit { session, effects }
}

/// The bundled articles and codebook.
pub(super) fn begin_with(articles: Vec<Rc<Article>>) -> Action {
    Action::Begin { articles, codebook: Rc::new(format::codebook::bundled()) }
}

/// What storage has to say goes to the store, once there is one.
fn handlers(store: &Rc<OnceCell<Store>>, first_state: &Rc<RefCell<Option<SaveState>>>) -> Handlers {
    let with_store = |act: Rc<dyn Fn(&Store)>| {
        let store = store.clone();
        Callback::from(move |()| store.get().into_iter().for_each(|store| act(store)))
    };
    let (of_state, of_foreign, of_project) = (store.clone(), store.clone(), store.clone());
    let first_state = first_state.clone();
    Handlers {
        on_state: Callback::from(move |state: SaveState| match of_state.get() {
            Some(store) => store.dispatch(Action::Saving(state)),
            None => drop(first_state.replace(Some(state))),
        }),
        on_foreign: Callback::from(move |transactions: Vec<Rc<Transaction>>| {
            for transaction in transactions {
                if let Some(store) = of_foreign.get() {
                    store.dispatch(Action::Foreign(transaction));
                }
            }
        }),
        on_become_writer: with_store(Rc::new(|store| {
            store.dispatch(Action::Notice("The other tab was closed: this one saves the work now.".into()));
        })),
        on_left_behind: with_store(Rc::new(|store| {
            let text = "This tab can no longer follow the other one. Load the page again to see its changes.";
            store.dispatch(Action::Notice(text.into()));
        })),
        project: Rc::new(move || of_project.get().map(|s| s.read(|s| s.project().clone())).unwrap_or_default()),
    }
}

/// Listens to what no view can hear.
fn listen(store: &Store) {
    keys::listen(store.clone());
    store.restore_times(focus::times());
    let of_times = store.clone();
    EventListener::new(&document(), "visibilitychange", move |_| {
        if document().hidden() {
            of_times.read(|session| focus::keep_times(session.time_spent()));
        }
    })
    .forget();
    let of_address = store.clone();
    EventListener::new(&window(), "hashchange", move |_| {
        focus::settle_address();
        if let Some(route) = Route::read(&focus::address()) {
            of_address.dispatch(Action::Visit(route));
        }
    })
    .forget();
    for name in ["pointerup", "pointercancel"] {
        // After the reader, which takes what is selected.
        EventListener::new(&window(), name, |_| mouse::lift()).forget();
    }
    let of_touch = store.clone();
    // A finger's selection ends without a pointer event in the reader.
    EventListener::new(&document(), "touchend", move |_| mouse::take_selection(&of_touch)).forget();
    let of_paste = store.clone();
    EventListener::new(&document(), "paste", move |event| {
        let Some(event) = event.dyn_ref::<ClipboardEvent>() else { return };
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| focus::is_text_box(&target)) {
            return;
        }
        let Some(clipboard) = event.clipboard_data() else { return };
        if let Some(files) = clipboard.files().filter(|files| files.length() > 0) {
            import::files(&of_paste, &files);
        } else if let Some(text) = Input::text_of_paste(event) {
            import::pasted(&of_paste, text);
        }
    })
    .forget();
}
