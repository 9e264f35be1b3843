//! The page's side of the worker: one worker, started when the page is at rest, with a module of its own. It has the
//! engine, imports, exports, merges and searches by pattern; the page itself comes without the code for that.
//!
//! Where it cannot start (an address of `file:`, an old browser, or `?worker=off` for tests) the same module serves
//! on the page, in slices. Nobody who asks needs to know.

use super::later::when_idle;
use super::outbox::{Outbox, Waiting};
use super::request::{Export, Input, PORT, Port, READY, Request};
use super::starting::{spawn, start_script};
use crate::app::protocol::{Decoder, Reply};
use crate::model::{ArticleId, Document, Project};
use crate::text::{Map, Set};
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::{Array, Promise, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlScriptElement, MessageChannel, MessageEvent};
use yew::Callback;

/// A worker that does not report in this many milliseconds never will.
const START_MS: u32 = 10_000;

/// The worker, wherever it runs. Cheap to clone.
#[derive(Clone)]
pub struct EngineWorker(Rc<Inner>);

/// A request under way.
#[derive(Clone)]
pub struct Asked {
    engine: EngineWorker,
    ticket: u32,
}

/// The worker stopped before it answered: a bug in it. The article stays readable without highlights.
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

/// Articles that a request names.
type Texts = Vec<(ArticleId, Rc<str>)>;

#[derive(Default)]
struct Inner {
    place: RefCell<Place>,
    next_ticket: Cell<u32>,
    pending: RefCell<Map<u32, Pending>>,
    /// What was not sent yet. A text goes whatever becomes of the request that first named it.
    outbox: Outbox,
    /// Whose texts the worker has, or will have when it starts.
    known: RefCell<Set<ArticleId>>,
    is_started: Cell<bool>,
    /// Whether the module was loaded into the page.
    is_here: Cell<bool>,
    /// Files that were written and not yet taken.
    files: RefCell<Map<u32, Blob>>,
}

#[derive(Default)]
enum Place {
    /// Not started yet, or has not reported: requests wait.
    #[default]
    Starting,
    /// In a worker, or on the page.
    Serving(Port),
    /// Neither could be had: requests are given up at once.
    Nowhere,
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
    /// Starts the worker when the page is idle or asks for something: no later import needs the network.
    pub fn start() -> EngineWorker {
        let engine = EngineWorker(Rc::default());
        let later = engine.clone();
        when_idle(move || later.start_now());
        engine
    }

    /// What the engine finds in a text.
    pub async fn analyze(&self, id: &ArticleId, text: &Rc<str>) -> Result<Rc<Document>, EngineStopped> {
        let found: Rc<RefCell<Option<Rc<Document>>>> = Rc::default();
        let on_reply = {
            let found = found.clone();
            Callback::from(move |reply| {
                if let Reply::Document(_, document) = reply {
                    found.replace(Some(document));
                }
            })
        };
        self.ask_to_the_end(Request::Analyze(id.clone()), vec![(id.clone(), text.clone())], on_reply).await;
        found.take().ok_or(EngineStopped)
    }

    /// How what is in a sentence was found: for each thing what it is, a tab, and the rule.
    pub async fn explain(&self, id: &ArticleId, text: &Rc<str>, sentence_ix: u32) -> Vec<String> {
        let lines: Rc<RefCell<Vec<String>>> = Rc::default();
        let on_reply = {
            let lines = lines.clone();
            Callback::from(move |reply| {
                if let Reply::Note(line) = reply {
                    lines.borrow_mut().push(line);
                }
            })
        };
        let request = Request::Explain(id.clone(), sentence_ix);
        self.ask_to_the_end(request, vec![(id.clone(), text.clone())], on_reply).await;
        lines.take()
    }

    /// Reads files and pasted text. `on_reply` gets each article and what it holds as they come, in small tasks, and
    /// at the end [`Reply::Done`].
    pub fn import(&self, inputs: Vec<Input>, on_reply: Callback<Reply>) -> Asked {
        self.ask(Request::Import(inputs), Vec::new(), on_reply)
    }

    /// Finds a pattern in all articles: [`Reply::Found`] for each, or [`Reply::Problem`].
    pub fn search(&self, query: &Rc<str>, project: &Project, on_reply: Callback<Reply>) -> Asked {
        let all = project.articles.keys().cloned().collect();
        self.ask(Request::Search(query.clone(), all), texts_of(project), on_reply)
    }

    /// Asks something for which the worker may need any of the project's texts.
    pub fn ask_of(&self, request: Request, project: &Project, on_reply: Callback<Reply>) -> Asked {
        self.ask(request, texts_of(project), on_reply)
    }

    /// Merges project files into the project, of which `snapshot` is the journal's form: [`Reply::Edits`] in the order
    /// in which they are to be done, and a [`Reply::Report`] for each file.
    pub fn merge(&self, inputs: Vec<Input>, project: &Project, snapshot: String, on_reply: Callback<Reply>) {
        self.ask(Request::Merge(inputs, snapshot), texts_of(project), on_reply);
    }

    /// Writes the project to a file, which comes with what reading it again came to.
    pub async fn export(&self, export: Export, project: &Project) -> Result<(Blob, String), EngineStopped> {
        let report: Rc<RefCell<String>> = Rc::default();
        let told = report.clone();
        let on_reply = Callback::from(move |reply| {
            if let Reply::Report(text) = reply {
                told.replace(text.to_string());
            }
        });
        let ticket = self.ask_to_the_end(Request::Export(export), texts_of(project), on_reply).await;
        let file = self.0.files.borrow_mut().remove(&ticket).ok_or(EngineStopped)?;
        Ok((file, report.take()))
    }

    /// Asks, and comes back with the ticket when the last reply was handed out.
    async fn ask_to_the_end(&self, request: Request, texts: Texts, on_reply: Callback<Reply>) -> u32 {
        let mut resolve = None;
        let done = Promise::new(&mut |resolved, _| resolve = Some(resolved));
        let on_reply = Callback::from(move |reply| {
            let is_done = reply == Reply::Done;
            on_reply.emit(reply);
            if let (true, Some(resolve)) = (is_done, &resolve) {
                // A promise's own `resolve` cannot throw.
                drop(resolve.call0(&JsValue::UNDEFINED));
            }
        });
        let asked = self.ask(request, texts, on_reply);
        // The promise is never rejected.
        drop(JsFuture::from(done).await);
        asked.ticket
    }

    /// Asks, and sends the texts ahead that the worker does not have.
    fn ask(&self, request: Request, texts: Texts, on_reply: Callback<Reply>) -> Asked {
        let ticket = self.0.next_ticket.get() + 1;
        self.0.next_ticket.set(ticket);
        self.0.outbox.count_looks(texts.len());
        let mut known = self.0.known.borrow_mut();
        let unknown = texts.into_iter().filter(|(id, _)| known.insert(id.clone()));
        unknown.for_each(|(id, text)| self.0.outbox.push(Waiting::Text(id, text)));
        drop(known);
        self.0.outbox.push(Waiting::Request(ticket));
        let pending = Pending { request: Some(request), decoder: Decoder::default(), on_reply };
        self.0.pending.borrow_mut().insert(ticket, pending);
        self.start_now();
        self.send_waiting();
        Asked { engine: self.clone(), ticket }
    }

    /// Sends what has not been sent, oldest first, some in each task.
    fn send_waiting(&self) {
        let place = self.0.place.borrow();
        let port = match &*place {
            Place::Starting => return,
            Place::Serving(port) => port.clone(),
            Place::Nowhere => {
                drop(place);
                return self.give_up_all();
            }
        };
        drop(place);
        while let Some(waiting) = self.0.outbox.next() {
            let (ticket, request) = match waiting {
                Waiting::Text(id, text) => (0, Some(Request::Text(id, text))),
                Waiting::Request(ticket) => {
                    let mut pending = self.0.pending.borrow_mut();
                    (ticket, pending.get_mut(&ticket).and_then(|pending| pending.request.take()))
                }
            };
            if let Some(request) = request {
                port.post(&request.to_js(ticket));
            }
        }
        if self.0.outbox.begin_rest() {
            let engine = self.clone();
            Timeout::new(0, move || {
                engine.0.outbox.end_rest();
                engine.send_waiting();
            })
            .forget();
        }
    }

    fn start_now(&self) {
        if self.0.is_started.replace(true) {
            return;
        }
        if gloo_utils::window().location().search().is_ok_and(|query| query.contains("worker=off")) {
            return self.serve_here();
        }
        let Ok(worker) = spawn() else { return self.serve_here() };
        self.hear(worker.clone().unchecked_into());
        let on_error = EventListener::new(&worker, "error", {
            let (engine, worker) = (self.clone(), worker.clone());
            move |_| {
                // Nothing it may still say counts.
                worker.terminate();
                if !engine.0.is_here.get() {
                    engine.lose_worker();
                }
            }
        });
        // It lives as long as the page: there is one worker.
        on_error.forget();
        let engine = self.clone();
        Timeout::new(START_MS, move || {
            let is_late = matches!(*engine.0.place.borrow(), Place::Starting);
            if is_late {
                worker.terminate();
                engine.serve_here();
            }
        })
        .forget();
    }

    /// Listens to whoever serves; it is asked from its first word on.
    fn hear(&self, port: Port) {
        let engine = self.clone();
        let of_listener = port.clone();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            if data.as_string().is_some_and(|text| text == READY) {
                engine.0.place.replace(Place::Serving(of_listener.clone()));
                engine.send_waiting();
            } else {
                engine.read(&data.unchecked_into());
            }
        });
        port.listen(on_message.as_ref().unchecked_ref());
        // It listens as long as the page lives.
        on_message.forget();
    }

    fn read(&self, message: &Array) {
        let ticket = message.get(0).as_f64().unwrap_or(0.0) as u32;
        let bytes = match message.get(1).dyn_into::<Blob>() {
            Ok(file) => {
                if self.0.pending.borrow().contains_key(&ticket) {
                    self.0.files.borrow_mut().insert(ticket, file);
                }
                return;
            }
            Err(bytes) => bytes.unchecked_into::<Uint8Array>().to_vec(),
        };
        let replies = match self.0.pending.borrow_mut().get_mut(&ticket) {
            Some(pending) => pending.decoder.read(&bytes),
            // Cancelled meanwhile.
            None => return,
        };
        match replies {
            Ok(replies) => replies.into_iter().for_each(|reply| self.hand_out(ticket, reply)),
            Err(broken) => self.give_up(ticket, &broken.to_string()),
        }
    }

    fn give_up(&self, ticket: u32, why: &str) {
        self.hand_out(ticket, Reply::Problem(why.to_owned()));
        self.hand_out(ticket, Reply::Done);
    }

    fn hand_out(&self, ticket: u32, reply: Reply) {
        let on_reply = self.0.pending.borrow().get(&ticket).map(|pending| pending.on_reply.clone());
        match &reply {
            Reply::Done => drop(self.0.pending.borrow_mut().remove(&ticket)),
            Reply::Article(article) => drop(self.0.known.borrow_mut().insert(article.id.clone())),
            _ => {}
        }
        if let Some(on_reply) = on_reply {
            on_reply.emit(reply);
        }
    }

    /// The worker failed. Before it was ready: it cannot start here. After: the engine died on what it was reading,
    /// so that is given up, and the next request finds the page, which begins without any text.
    fn lose_worker(&self) {
        let was_serving = matches!(self.0.place.replace(Place::Starting), Place::Serving(_));
        self.serve_here();
        if was_serving {
            self.0.known.replace(Set::new());
            self.give_up_all();
        }
    }

    /// Ends every request that is under way.
    fn give_up_all(&self) {
        let tickets: Vec<u32> = self.0.pending.borrow().keys().copied().collect();
        for ticket in tickets {
            self.give_up(ticket, &EngineStopped.to_string());
        }
    }

    /// Loads the worker's module into the page, with a port to it.
    fn serve_here(&self) {
        if self.0.is_here.replace(true) {
            return;
        }
        // A browser without message channels or modules cannot run this page at all.
        let Ok(channel) = MessageChannel::new() else { return };
        self.hear(channel.port1().unchecked_into());
        let document = gloo_utils::document();
        let Ok(script) = document.create_element("script") else { return };
        let script: HtmlScriptElement = script.unchecked_into();
        script.set_type("module");
        script.set_src(&start_script());
        drop(Reflect::set(&gloo_utils::window(), &PORT.into(), &channel.port2()));
        let engine = self.clone();
        EventListener::once(&script, "error", move |_| engine.end()).forget();
        let engine = self.clone();
        Timeout::new(START_MS, move || engine.end()).forget();
        drop(document.head().map(|head| head.append_child(&script)));
    }

    /// Neither worker nor page can serve, unless it does by now.
    fn end(&self) {
        let is_late = matches!(*self.0.place.borrow(), Place::Starting);
        if is_late {
            self.0.place.replace(Place::Nowhere);
            self.give_up_all();
        }
    }
}

impl Asked {
    /// The file that was asked for, if it has come; once.
    pub fn file(&self) -> Option<Blob> {
        self.engine.0.files.borrow_mut().remove(&self.ticket)
    }

    /// Stops it; no more replies come. What has come stays.
    pub fn cancel(&self) {
        self.engine.0.pending.borrow_mut().remove(&self.ticket);
        drop(self.file());
        if let Place::Serving(port) = &*self.engine.0.place.borrow() {
            port.post(&Array::of1(&self.ticket.into()));
        }
    }
}

fn texts_of(project: &Project) -> Texts {
    project.articles.values().map(|article| (article.id.clone(), article.text.clone())).collect()
}
