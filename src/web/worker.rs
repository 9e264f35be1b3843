//! The worker's program: everything that takes long or is seldom needed, in a module of its own that the page loads
//! when it is at rest. Where no worker can start, the same module serves the page on the page.
//!
//! It stops between articles, so that on the page a long import is many short tasks, and in the worker a message to
//! cancel gets through. One article is analysed in one go.

mod files;
mod suggest;

use super::digest::HEAD_ABOVE_BYTES;
use super::platform::request::{Input, PORT, Port, READY, Request};
use crate::app::find::MOST_MATCHES;
use crate::app::protocol::{Encoder, Reply};
use crate::app::tutor::Tutor;
use crate::app::words;
use crate::find::query::{Sense, SentenceQuery};
use crate::find::{self, Explained, analyze, sentence_hits};
use crate::format::journal;
use crate::model::{Article, ArticleId, Document, Project};
use crate::text::{Map, Set, Span};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// How much of a long text is announced ahead of the rest: several screens.
const HEAD_BYTES: usize = 32 << 10;

/// A text with a name, a number and a quotation.
const WARM_UP: &str = "“We met in Oslo on Friday,” Anna Berg of the UN said. It cost $3 million.";

/// How long to work without a stop, in milliseconds: in the worker for a message to come in, on the page for a frame.
const WORKER_SLICE_MS: f64 = 100.0;
const PAGE_SLICE_MS: f64 = 8.0;

/// Serves whoever started the module: the page from inside a worker, or on the page through a port.
pub fn main() {
    let scope = js_sys::global();
    if scope.is_instance_of::<DedicatedWorkerGlobalScope>() {
        serve(scope.unchecked_into(), WORKER_SLICE_MS);
    } else if let Ok(port) = Reflect::get(&scope, &PORT.into()) {
        serve(port.unchecked_into(), PAGE_SLICE_MS);
    }
}

/// What is asked and what is known, as long as the module lives.
struct Desk {
    port: Port,
    slice_ms: f64,
    texts: RefCell<Map<ArticleId, Rc<str>>>,
    /// The article that was explained last: who steps through one asks at each sentence.
    explained: RefCell<Option<(ArticleId, Explained)>>,
    sentences: RefCell<Map<ArticleId, Rc<[Span]>>>,
    tutor: RefCell<Tutor>,
    queue: RefCell<VecDeque<(u32, Request)>>,
    cancelled: RefCell<Set<u32>>,
    is_busy: Cell<bool>,
}

fn serve(port: Port, slice_ms: f64) {
    let desk = Rc::new(Desk {
        port: port.clone(),
        slice_ms,
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
                    answer.out.reply(&Reply::Document(id, document));
                }
            }
            Request::Explain(id, sentence_ix) => {
                for reason in self.explain(id, sentence_ix as usize) {
                    answer.out.reply(&Reply::Note(words::reason(&reason)));
                }
            }
            Request::Import(inputs) => answer.import(&inputs).await,
            Request::Search(query, articles) => answer.search(&query, articles).await,
            // Each key asks again, and only the last answer is heard.
            Request::Suggest(wish) if !answer.is_cancelled() => answer.suggest(&wish),
            Request::Suggest(_) => {}
            Request::Learn(part, edits) => answer.learn(part, &edits),
            Request::SeekUncertain(target, articles) => answer.seek(target.as_ref(), articles).await,
            Request::Merge(inputs, project) => answer.merge(&inputs, &project).await,
            Request::Export(export) => answer.export(&export),
        }
        if !answer.is_cancelled() {
            answer.out.reply(&Reply::Done);
            answer.out.flush();
        }
    }

    fn text(&self, id: &ArticleId) -> Option<Rc<str>> {
        self.texts.borrow().get(id).cloned()
    }

    fn explain(&self, id: ArticleId, sentence_ix: usize) -> Vec<find::Reason> {
        let mut last = self.explained.borrow_mut();
        if last.as_ref().is_none_or(|(explained, _)| *explained != id) {
            // The former one goes first: both need room.
            *last = None;
            *last = self.text(&id).map(|text| (id, Explained::new(text)));
        }
        last.as_ref().map(|(_, explained)| explained.sentence(sentence_ix)).unwrap_or_default()
    }

    /// What the engine finds; where its sentences are is kept, to look for words in them.
    fn read(&self, id: &ArticleId, text: &str) -> Rc<Document> {
        let document = analyze(text);
        let sentences = document.sentences.iter().map(|sentence| sentence.span).collect();
        self.sentences.borrow_mut().insert(id.clone(), sentences);
        Rc::new(document)
    }

    fn sentences(&self, id: &ArticleId, text: &str) -> Rc<[Span]> {
        let known = self.sentences.borrow().get(id).cloned();
        known.unwrap_or_else(|| self.read(id, text).sentences.iter().map(|sentence| sentence.span).collect())
    }

    fn project(&self, snapshot: &str) -> Result<Project, String> {
        journal::decode_snapshot(snapshot, &|id| self.text(id)).map_err(|error| error.to_string())
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
        self.out.reply(&Reply::Problem(text));
    }

    /// Lets others have the thread when it is time.
    async fn stop(&mut self) {
        if now() - self.since >= self.desk.slice_ms {
            self.out.flush();
            TimeoutFuture::new(0).await;
            self.since = now();
        }
    }

    async fn import(&mut self, inputs: &[Input]) {
        let n_total = inputs.iter().map(Input::n_bytes).sum();
        let mut n_done = 0;
        for (nth, input) in inputs.iter().enumerate() {
            let articles = self.articles_of(nth as u32, input).await;
            let n_text: usize = articles.iter().map(|article| article.text.len()).sum();
            let n_before = n_done;
            let mut n_read = 0;
            for article in articles {
                self.stop().await;
                if self.is_cancelled() {
                    return;
                }
                self.article(&article);
                n_read += article.text.len();
                n_done = n_before + input.n_bytes() * n_read as u64 / n_text.max(1) as u64;
                self.out.reply(&Reply::Progress { n_done, n_total });
            }
            n_done = n_before + input.n_bytes();
        }
    }

    /// The article, then what it holds; of a long one first what its beginning holds.
    fn article(&mut self, article: &Rc<Article>) {
        let (id, text) = (&article.id, &article.text);
        // The page counts what it was sent as known here.
        self.desk.texts.borrow_mut().insert(id.clone(), text.clone());
        self.out.reply(&Reply::Article(article.clone()));
        if text.len() > HEAD_ABOVE_BYTES {
            // The page takes in the text, which is a task of its own, while its beginning is analysed here.
            self.out.flush();
            let head = &text[..text.floor_char_boundary(HEAD_BYTES)];
            let head = &head[..head.rfind('\n').map_or(head.len(), |at| at + 1)];
            self.out.reply(&Reply::Head(id.clone(), Rc::new(analyze(head))));
            self.out.flush();
        }
        let document = self.desk.read(id, text);
        self.out.reply(&Reply::Document(id.clone(), document));
    }

    async fn search(&mut self, typed: &str, articles: Vec<ArticleId>) {
        let query = match SentenceQuery::read(typed) {
            Ok(query) => query,
            Err(error) => return self.problem(error.to_string()),
        };
        let mut terms: Vec<(Sense, find::Query)> = Vec::new();
        for (sense, text) in query.texts() {
            match find::Query::new(text) {
                Ok(term) => terms.push((sense, term)),
                Err(error) => return self.problem(error.to_string()),
            }
        }
        let mut n_matches = 0;
        for id in articles {
            self.stop().await;
            if self.is_cancelled() || n_matches > MOST_MATCHES {
                return;
            }
            let Some(text) = self.desk.text(&id) else { continue };
            let sentences = self.desk.sentences(&id, &text);
            let found: Vec<(Sense, Vec<Span>)> =
                terms.iter().map(|(sense, term)| (*sense, term.find_in(&text))).collect();
            let (hits, matches) = sentence_hits(&found, &sentences);
            let whole = || hits.iter().map(|ix| sentences[*ix as usize]).collect();
            let mut spans: Vec<Span> = if query.wants_text() { matches } else { whole() };
            spans.truncate(MOST_MATCHES);
            n_matches += spans.len();
            self.out.reply(&Reply::Found(id, spans));
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
