//! The engine's work on a request, wherever it runs: in the worker, or on the page where no worker can start.
//!
//! It stops between articles, so that on the page a long import is many short tasks, and in the worker a message to
//! cancel gets through. One article is analysed in one go; on the page that is one task as long as the article takes.

use crate::app::protocol::{Encoder, Reply};
use crate::find::analyze;
use crate::format::article;
use crate::model::{Article, ArticleId};
use crate::text::Set;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, JsString, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};
use yew::Callback;

/// What the worker says once it listens.
pub(super) const READY: &str = "ready";

/// Texts above this many bytes are announced by what their first part holds.
const HEAD_ABOVE_BYTES: usize = 128 << 10;

/// That first part: several screens.
const HEAD_BYTES: usize = 32 << 10;

/// How long to work without a stop, in milliseconds: in the worker for a message to come in, on the page for a frame.
const WORKER_SLICE_MS: f64 = 100.0;
const PAGE_SLICE_MS: f64 = 8.0;

/// Something to import.
#[derive(Clone, Debug)]
pub enum Input {
    /// A chosen or dropped file.
    File(File),
    /// Pasted text, which need not pass through the page's own memory.
    Pasted(JsString),
}

/// What the engine is asked for.
#[derive(Clone, Debug)]
pub(super) enum Request {
    /// One [`Reply::Document`].
    Analyze(ArticleId, Rc<str>),
    /// Articles and their documents.
    Import(Vec<Input>),
}

/// Where replies go.
pub(super) enum Out {
    /// To the page, in messages.
    Messages(Encoder<Box<dyn FnMut(Vec<u8>)>>),
    /// To the asker, as they are.
    Direct(Callback<Reply>),
}

/// Answers a request; the last reply is [`Reply::Done`], unless `is_cancelled` says to stop.
pub(super) async fn answer(request: Request, mut out: Out, is_cancelled: &dyn Fn() -> bool) {
    let mut pace = Pace::of(&out);
    match request {
        Request::Analyze(id, text) => out.reply(Reply::Document(id, Rc::new(analyze(&text)))),
        Request::Import(inputs) => {
            let n_total = inputs.iter().map(Input::n_bytes).sum();
            let mut n_done = 0;
            for input in &inputs {
                let articles = read(input, &mut out).await;
                let n_text: usize = articles.iter().map(|article| article.text.len()).sum();
                let n_before = n_done;
                let mut n_read = 0;
                for article in articles {
                    pace.stop(&mut out).await;
                    if is_cancelled() {
                        return;
                    }
                    out.article(&article);
                    n_read += article.text.len();
                    n_done = n_before + input.n_bytes() * n_read as u64 / n_text.max(1) as u64;
                    out.reply(Reply::Progress { n_done, n_total });
                }
                n_done = n_before + input.n_bytes();
            }
        }
    }
    out.reply(Reply::Done);
    out.flush();
}

/// Serves the page from inside the worker. `main` calls it where [`is_worker`].
pub fn serve() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let queue: Rc<RefCell<VecDeque<(f64, Request)>>> = Rc::default();
    let cancelled: Rc<RefCell<Set<u64>>> = Rc::default();
    let is_busy = Rc::new(Cell::new(false));
    let on_message = Closure::<dyn Fn(MessageEvent)>::new({
        let scope = scope.clone();
        move |event: MessageEvent| {
            let message: Array = event.data().unchecked_into();
            let ticket = message.get(0).as_f64().unwrap_or(0.0);
            let Some(request) = Request::from_js(&message) else {
                cancelled.borrow_mut().insert(ticket as u64);
                return;
            };
            queue.borrow_mut().push_back((ticket, request));
            if is_busy.replace(true) {
                return;
            }
            let (scope, queue, cancelled, is_busy) = (scope.clone(), queue.clone(), cancelled.clone(), is_busy.clone());
            spawn_local(async move {
                loop {
                    let next = queue.borrow_mut().pop_front();
                    let Some((ticket, request)) = next else { break };
                    let out = Out::Messages(Encoder::new(post(&scope, ticket)));
                    answer(request, out, &|| cancelled.borrow().contains(&(ticket as u64))).await;
                }
                is_busy.set(false);
            });
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    on_message.forget();
    drop(scope.post_message(&READY.into()));
}

/// Whether this is the worker and not the page.
pub fn is_worker() -> bool {
    js_sys::global().is_instance_of::<DedicatedWorkerGlobalScope>()
}

fn post(scope: &DedicatedWorkerGlobalScope, ticket: f64) -> Box<dyn FnMut(Vec<u8>)> {
    let scope = scope.clone();
    Box::new(move |message| {
        let bytes = Uint8Array::from(&message[..]);
        let parts = Array::of2(&ticket.into(), &bytes);
        // Fails only if the buffer were detached, and it is new.
        drop(scope.post_message_with_transfer(&parts, &Array::of1(&bytes.buffer())));
    })
}

/// Reads an input; what did not come in, and what is no article, goes out at once.
async fn read(input: &Input, out: &mut Out) -> Vec<Rc<Article>> {
    let (name, bytes) = match input {
        Input::Pasted(text) => ("pasted text".to_owned(), String::from(text).into_bytes()),
        Input::File(file) => match JsFuture::from(file.array_buffer()).await {
            Ok(buffer) => (file.name(), Uint8Array::new(&buffer).to_vec()),
            Err(_) => {
                let name = file.name();
                out.reply(Reply::Problem(format!("{name}: the browser could not read the file. Choose it again.")));
                return Vec::new();
            }
        },
    };
    if is_project(&bytes) {
        // Not UTF-8 is the project reader's to report, with a place.
        let text = String::from_utf8_lossy(&bytes).into_owned();
        out.reply(Reply::ProjectFile { file: name, text });
        return Vec::new();
    }
    let imported = article::read(&name, &bytes);
    for issue in &imported.issues {
        out.reply(Reply::Problem(issue.to_string()));
    }
    for note in &imported.notes {
        out.reply(Reply::Note(note.to_string()));
    }
    imported.articles.into_iter().map(Rc::new).collect()
}

/// Whether a file is one of our own: they begin with their format.
fn is_project(bytes: &[u8]) -> bool {
    let head: Vec<u8> = bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).take(64).collect();
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
    head.starts_with(b"{\"format\":\"standpoint/")
}

impl Input {
    /// The text of a paste, `None` if it has none. Kept as the browser's own string: 5 MB through the page's memory
    /// and back would take longer than a frame.
    pub fn of_paste(event: &web_sys::ClipboardEvent) -> Option<Input> {
        let clipboard = event.clipboard_data()?;
        let get: Function = Reflect::get(&clipboard, &"getData".into()).ok()?.dyn_into().ok()?;
        let text: JsString = get.call1(&clipboard, &"text/plain".into()).ok()?.dyn_into().ok()?;
        (text.trim().length() > 0).then_some(Input::Pasted(text))
    }

    fn n_bytes(&self) -> u64 {
        match self {
            Input::File(file) => file.size() as u64,
            Input::Pasted(text) => u64::from(text.length()),
        }
    }
}

impl Request {
    /// As it is posted to the worker.
    pub(super) fn to_js(&self, ticket: u32) -> Array {
        let mut message = Array::of1(&ticket.into());
        match self {
            Request::Analyze(id, text) => {
                message.push(&id.as_str().into());
                message.push(&Uint8Array::from(text.as_bytes()));
            }
            Request::Import(inputs) => {
                message.extend(inputs.iter().map(|input| match input {
                    Input::File(file) => JsValue::from(file),
                    Input::Pasted(text) => Array::of1(text).into(),
                }));
            }
        }
        message
    }

    /// `None` for a message that is no request but takes one back.
    fn from_js(message: &Array) -> Option<Request> {
        let mut parts = message.iter().skip(1);
        let first = parts.next()?;
        if let Some(id) = first.as_string() {
            let text = String::from_utf8(parts.next()?.unchecked_into::<Uint8Array>().to_vec()).ok()?;
            return Some(Request::Analyze(ArticleId::new(id), text.into()));
        }
        let input = |part: JsValue| match part.dyn_into::<File>() {
            Ok(file) => Input::File(file),
            Err(part) => Input::Pasted(part.unchecked_into::<Array>().get(0).unchecked_into()),
        };
        Some(Request::Import(std::iter::once(first).chain(parts).map(input).collect()))
    }
}

impl Out {
    fn reply(&mut self, reply: Reply) {
        match self {
            Out::Messages(encoder) => encoder.reply(&reply),
            Out::Direct(on_reply) => on_reply.emit(reply),
        }
    }

    fn flush(&mut self) {
        if let Out::Messages(encoder) = self {
            encoder.flush();
        }
    }

    /// The article, then what it holds; of a long one first what its beginning holds.
    fn article(&mut self, article: &Rc<Article>) {
        let (id, text) = (&article.id, &article.text);
        self.reply(Reply::Article(article.clone()));
        if text.len() > HEAD_ABOVE_BYTES {
            let head = &text[..text.floor_char_boundary(HEAD_BYTES)];
            let head = &head[..head.rfind('\n').map_or(head.len(), |at| at + 1)];
            self.reply(Reply::Head(id.clone(), Rc::new(analyze(head))));
            self.flush();
        }
        self.reply(Reply::Document(id.clone(), Rc::new(analyze(text))));
    }
}

/// When to stop for others.
struct Pace {
    slice_ms: f64,
    since: f64,
}

impl Pace {
    fn of(out: &Out) -> Pace {
        let slice_ms = match out {
            Out::Messages(_) => WORKER_SLICE_MS,
            Out::Direct(_) => PAGE_SLICE_MS,
        };
        Pace { slice_ms, since: js_sys::Date::now() }
    }

    async fn stop(&mut self, out: &mut Out) {
        if js_sys::Date::now() - self.since >= self.slice_ms {
            out.flush();
            TimeoutFuture::new(0).await;
            self.since = js_sys::Date::now();
        }
    }
}
