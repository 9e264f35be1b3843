//! The worker's program: everything that takes long or is seldom needed, in modules of its own that the page loads
//! when it is at rest. Where no worker can start, the same modules serve the page on the page.
//!
//! The program is cut in `src/bin/worker.rs`: what is here reads texts with the engine, and the rest ([`tasks`]) comes
//! after it.
//!
//! It stops between articles, so that on the page a long import is many short tasks, and in the worker a message to
//! cancel gets through. One article is analysed in one go.

mod exports;
mod files;
mod suggest;
mod tasks;

use super::platform::request::{PORT, Port, READY, Request};
use crate::app::protocol::Encoder;
use crate::app::tutor::Tutor;
use crate::find::{Explained, analyze};
use crate::model::{ArticleId, Document};
use crate::text::{Map, Set, Span};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
pub use tasks::tasks;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// A text with a name, a number and a quotation.
const WARM_UP: &str = "“We met in Oslo on Friday,” Anna Berg of the UN said. It cost $3 million.";

/// How long to work without a stop, in milliseconds: in the worker for a message to come in, on the page for a frame.
const WORKER_SLICE_MS: f64 = 100.0;
const PAGE_SLICE_MS: f64 = 8.0;

/// What is said where the tasks could not be had.
const NOT_FETCHED: &str = "This part of the page could not be fetched. Is the network there? Then ask again.";

/// The way into what the engine is not needed for, or not alone.
#[derive(Clone, Copy, Debug)]
pub struct Tasks {
    /// Answers a request.
    answer: for<'a, 'd> fn(&'a mut Answer<'d>, Request) -> Task<'a>,
}

/// A request on its way to be answered.
type Task<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

/// Fetches the tasks, once; `None` if they cannot be had, and then it may be called again.
pub type Load = fn() -> Pin<Box<dyn Future<Output = Option<Tasks>>>>;

/// Serves whoever started the module: the page from inside a worker, or on the page through a port.
pub fn main(load: Load) {
    let scope = js_sys::global();
    if scope.is_instance_of::<DedicatedWorkerGlobalScope>() {
        serve(scope.unchecked_into(), WORKER_SLICE_MS, load);
    } else if let Ok(port) = Reflect::get(&scope, &PORT.into()) {
        serve(port.unchecked_into(), PAGE_SLICE_MS, load);
    }
}

/// What is asked and what is known, as long as the module lives.
struct Desk {
    port: Port,
    slice_ms: f64,
    load: Load,
    texts: RefCell<Map<ArticleId, Rc<str>>>,
    /// The article that was explained last: who steps through one asks at each sentence.
    explained: RefCell<Option<(ArticleId, Explained)>>,
    sentences: RefCell<Map<ArticleId, Rc<[Span]>>>,
    tutor: RefCell<Tutor>,
    queue: RefCell<VecDeque<(u32, Request)>>,
    cancelled: RefCell<Set<u32>>,
    is_busy: Cell<bool>,
}

fn serve(port: Port, slice_ms: f64, load: Load) {
    let desk = Rc::new(Desk {
        port: port.clone(),
        slice_ms,
        load,
        texts: RefCell::default(),
        explained: RefCell::default(),
        sentences: RefCell::default(),
        tutor: RefCell::default(),
        queue: RefCell::default(),
        cancelled: RefCell::default(),
        is_busy: Cell::new(false),
    });
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| desk.hear(&event));
    port.listen(on_message.as_ref().unchecked_ref());
    // It listens as long as the module lives.
    on_message.forget();
    // The lists and the code that the first text needs are made ready before it comes.
    analyze(WARM_UP);
    port.post(&READY.into());
    // So that nothing is asked of the network later. Where it does not come now, the first request asks again.
    spawn_local(async move {
        let _ = load().await;
    });
}

impl Desk {
    fn hear(self: &Rc<Desk>, event: &MessageEvent) {
        let (ticket, request) = Request::from_js(&event.data().unchecked_into());
        match request {
            None => drop(self.cancelled.borrow_mut().insert(ticket)),
            Some(request) => self.queue.borrow_mut().push_back((ticket, request)),
        }
        if self.is_busy.replace(true) {
            return;
        }
        let desk = self.clone();
        spawn_local(async move {
            loop {
                let next = desk.queue.borrow_mut().pop_front();
                let Some((ticket, request)) = next else { break };
                desk.answer(ticket, request).await;
            }
            desk.is_busy.set(false);
        });
    }

    /// Answers a request; the last reply is [`Reply::Done`], unless it was taken back.
    async fn answer(&self, ticket: u32, request: Request) {
        let mut answer = Answer { desk: self, ticket, out: Encoder::new(post(&self.port, ticket)), since: now() };
        match request {
            Request::Text(id, text) => return drop(self.texts.borrow_mut().insert(id, text)),
            Request::Analyze(id) => {
                if let Some(text) = self.text(&id) {
                    let document = self.read(&id, &text);
                    answer.out.analysed(&id, &document);
                }
            }
            other => match (self.load)().await {
                Some(tasks) => (tasks.answer)(&mut answer, other).await,
                None => answer.problem(NOT_FETCHED.to_owned()),
            },
        }
        if !answer.is_cancelled() {
            answer.out.done();
            answer.out.flush();
        }
        self.cancelled.borrow_mut().remove(&ticket);
    }

    fn text(&self, id: &ArticleId) -> Option<Rc<str>> {
        self.texts.borrow().get(id).cloned()
    }

    /// What the engine finds; where its sentences are is kept, to look for words in them.
    fn read(&self, id: &ArticleId, text: &str) -> Rc<Document> {
        let document = analyze(text);
        let sentences = document.sentences.iter().map(|sentence| sentence.span).collect();
        self.sentences.borrow_mut().insert(id.clone(), sentences);
        Rc::new(document)
    }
}

/// One request's answer on its way out.
struct Answer<'d> {
    desk: &'d Desk,
    ticket: u32,
    out: Encoder<Box<dyn FnMut(Vec<u8>)>>,
    /// When the last stop for others was.
    since: f64,
}

impl Answer<'_> {
    fn is_cancelled(&self) -> bool {
        self.desk.cancelled.borrow().contains(&self.ticket)
    }

    fn problem(&mut self, text: String) {
        self.out.problem(&text);
    }

    /// Lets others have the thread when it is time.
    async fn stop(&mut self) {
        if now() - self.since >= self.desk.slice_ms {
            self.out.flush();
            TimeoutFuture::new(0).await;
            self.since = now();
        }
    }
}

fn post(port: &Port, ticket: u32) -> Box<dyn FnMut(Vec<u8>)> {
    let port = port.clone();
    Box::new(move |message| {
        let bytes = Uint8Array::from(&message[..]);
        let parts = Array::of2(&ticket.into(), &bytes);
        port.post_with(&parts, &Array::of1(&bytes.buffer()));
    })
}

fn now() -> f64 {
    js_sys::Date::now()
}
