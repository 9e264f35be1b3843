//! What the page asks of the worker, and how it is posted: arrays of values that the browser copies.
//!
//! A message is `[ticket, kind, …]`. `[ticket]` alone takes a request back, and ticket 0 needs no answer.

use crate::app::protocol::{target_of, target_text};
use crate::app::suggesting::Wish;
use crate::app::written::Written;
use crate::model::{ArticleId, EntityId, Target, Time};
use crate::text::Span;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, JsString, Reflect, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

/// What the worker says once it listens.
pub const READY: &str = "ready";

/// Where the module finds the port on which to serve when it runs on the page instead of in a worker: a property of
/// the window.
pub const PORT: &str = "standpointPort";

/// Pasted text is encoded in pieces of so many UTF-16 units, each of which becomes at most three bytes.
const PIECE_UNITS: u32 = 1 << 16;

/// So many of them in one task.
const PIECES_AT_ONCE: u32 = 16;

#[wasm_bindgen]
extern "C" {
    /// Either end of the way between page and worker: a worker, its inside, or a message port.
    #[derive(Clone, Debug)]
    pub type Port;

    /// Posts a message.
    #[wasm_bindgen(method, js_name = postMessage)]
    pub fn post(this: &Port, message: &JsValue);

    /// Posts a message and hands over the memory of these.
    #[wasm_bindgen(method, js_name = postMessage)]
    pub fn post_with(this: &Port, message: &JsValue, transfer: &Array);

    /// Sets who listens.
    #[wasm_bindgen(method, setter, js_name = onmessage)]
    pub fn listen(this: &Port, listener: &Function);

    type TextEncoder;

    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;

    #[wasm_bindgen(method, js_name = encodeInto)]
    fn encode_into(this: &TextEncoder, text: &JsString, bytes: &Uint8Array) -> Progress;

    type Progress;

    #[wasm_bindgen(method, getter)]
    fn written(this: &Progress) -> u32;
}

/// Something to import.
#[derive(Clone, Debug)]
pub enum Input {
    /// A chosen or dropped file.
    File(File),
    /// Pasted text, as pieces of UTF-8 in memory of the browser's: 5 MB through the page's own and back would take
    /// longer than a frame.
    Pasted(Array),
}

/// What the worker is asked for. Articles are named by id: their texts are sent ahead, once.
#[derive(Clone, Debug)]
pub enum Request {
    /// Keep this text. No answer.
    Text(ArticleId, Rc<str>),
    /// What the engine finds in the article.
    Analyze(ArticleId),
    /// How what is in this sentence of the article was found.
    Explain(ArticleId, u32),
    /// Articles and what they hold.
    Import(Vec<Input>),
    /// Where the pattern matches in these articles.
    Search(Rc<str>, Vec<ArticleId>),
    /// What a coder tagged, or what changed in it: edits as the journal writes them.
    Learn(Part, String),
    /// What might be tagged.
    Suggest(Box<Wish>),
    /// Which untagged sentences of these articles are the least sure, with this target active.
    SeekUncertain(Option<Target>, Vec<ArticleId>),
    /// What merging these project files, one after the other, changes in the project of this snapshot.
    Merge(Vec<Input>, String),
    /// The project as a file of this kind.
    Export(Export),
    /// Which formats there are for other tools.
    Formats,
}

/// How much a lesson tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Everything.
    All,
    /// What is new.
    New,
}

/// What goes into a file beside the articles' texts.
#[derive(Clone, Debug)]
pub struct Export {
    /// Which file.
    pub written: Written,
    /// When it is written.
    pub at: Time,
    /// The project, as the journal writes a snapshot.
    pub project: String,
    /// The entities the engine found that the project refers to, as the journal writes their records.
    pub entities: String,
}

impl Input {
    /// The text of a paste, `None` if it has none.
    pub fn text_of_paste(event: &web_sys::ClipboardEvent) -> Option<JsString> {
        let clipboard = event.clipboard_data()?;
        let get: Function = Reflect::get(&clipboard, &"getData".into()).ok()?.dyn_into().ok()?;
        let text: JsString = get.call1(&clipboard, &"text/plain".into()).ok()?.dyn_into().ok()?;
        (text.trim().length() > 0).then_some(text)
    }

    /// A text from outside. `encodeInto` takes half the time of `encode`, and a third of what it takes to send the
    /// string and to encode it there. A long one is encoded in several tasks.
    pub async fn of_text(text: &JsString) -> Input {
        let (encoder, room) = (TextEncoder::new(), Uint8Array::new_with_length(3 * PIECE_UNITS));
        let (pieces, mut start) = (Array::new(), 0);
        while start < text.length() {
            let end = start + PIECE_UNITS;
            // A pair of surrogates is not to be cut.
            let is_cut = (0xd800..0xdc00).contains(&(text.char_code_at(end - 1) as u32));
            let end = end - u32::from(is_cut);
            let n_written = encoder.encode_into(&text.slice(start, end), &room).written();
            let n_pieces = pieces.push(&room.slice(0, n_written));
            start = end;
            if n_pieces.is_multiple_of(PIECES_AT_ONCE) {
                TimeoutFuture::new(0).await;
            }
        }
        Input::Pasted(pieces)
    }

    /// The bytes of a pasted text.
    pub fn bytes_of(pieces: &Array) -> Vec<u8> {
        let pieces: Vec<Vec<u8>> = pieces.iter().map(|piece| piece.unchecked_into::<Uint8Array>().to_vec()).collect();
        pieces.concat()
    }

    /// As people know it.
    pub fn name(&self) -> String {
        match self {
            Input::File(file) => file.name(),
            Input::Pasted(_) => "pasted text".to_owned(),
        }
    }

    /// How long it is, near enough to tell how far an import is.
    pub fn n_bytes(&self) -> u64 {
        match self {
            Input::File(file) => file.size() as u64,
            Input::Pasted(pieces) => {
                pieces.iter().map(|piece| u64::from(piece.unchecked_into::<Uint8Array>().length())).sum()
            }
        }
    }

    fn to_js(&self) -> JsValue {
        match self {
            Input::File(file) => file.into(),
            Input::Pasted(pieces) => pieces.into(),
        }
    }

    fn from_js(value: JsValue) -> Input {
        match value.dyn_into::<File>() {
            Ok(file) => Input::File(file),
            Err(pieces) => Input::Pasted(pieces.unchecked_into()),
        }
    }
}

impl Request {
    /// As it is posted to the worker.
    pub fn to_js(&self, ticket: u32) -> Array {
        let id = |id: &ArticleId| JsValue::from(id.as_str());
        let (kind, parts): (&str, Vec<JsValue>) = match self {
            Request::Text(of, text) => ("text", vec![id(of), Uint8Array::from(text.as_bytes()).into()]),
            Request::Analyze(of) => ("analyze", vec![id(of)]),
            Request::Explain(of, sentence_ix) => ("explain", vec![id(of), sentence_ix.to_string().into()]),
            Request::Import(inputs) => ("import", inputs.iter().map(Input::to_js).collect()),
            Request::Search(query, of) => {
                ("search", std::iter::once(JsValue::from(&**query)).chain(of.iter().map(id)).collect())
            }
            Request::Learn(Part::All, edits) => ("learn-all", vec![edits.into()]),
            Request::Learn(Part::New, edits) => ("learn", vec![edits.into()]),
            Request::Suggest(wish) => ("suggest", wish_to_js(wish)),
            Request::SeekUncertain(target, of) => {
                let target = JsValue::from(target.as_ref().map_or_else(String::new, target_text));
                ("seek", std::iter::once(target).chain(of.iter().map(id)).collect())
            }
            Request::Merge(inputs, project) => {
                ("merge", std::iter::once(project.into()).chain(inputs.iter().map(Input::to_js)).collect())
            }
            Request::Export(Export { written, at, project, entities }) => {
                ("export", vec![written.text().into(), at.to_string().into(), project.into(), entities.into()])
            }
            Request::Formats => ("formats", Vec::new()),
        };
        let mut message = Array::of2(&ticket.into(), &kind.into());
        message.extend(parts);
        message
    }

    /// The ticket, and what is asked; `None` for a message that takes a request back.
    pub fn from_js(message: &Array) -> (u32, Option<Request>) {
        let mut parts = message.iter();
        let ticket = parts.next().and_then(|ticket| ticket.as_f64()).unwrap_or(0.0) as u32;
        (ticket, Request::of_parts(parts))
    }

    fn of_parts(mut parts: impl Iterator<Item = JsValue>) -> Option<Request> {
        let kind = parts.next()?.as_string()?;
        let mut text = || parts.next().and_then(|part| part.as_string());
        Some(match &*kind {
            "text" => {
                let id = ArticleId::new(text()?);
                let bytes = parts.next()?.unchecked_into::<Uint8Array>().to_vec();
                Request::Text(id, String::from_utf8(bytes).ok()?.into())
            }
            "analyze" => Request::Analyze(ArticleId::new(text()?)),
            "explain" => Request::Explain(ArticleId::new(text()?), text()?.parse().ok()?),
            "import" => Request::Import(parts.map(Input::from_js).collect()),
            "search" => {
                Request::Search(text()?.into(), parts.filter_map(|part| part.as_string().map(ArticleId::new)).collect())
            }
            "learn-all" => Request::Learn(Part::All, text()?),
            "learn" => Request::Learn(Part::New, text()?),
            "suggest" => Request::Suggest(Box::new(wish_of(&mut parts)?)),
            "seek" => {
                let target = target_if_any(&text()?);
                Request::SeekUncertain(target, parts.filter_map(|part| part.as_string().map(ArticleId::new)).collect())
            }
            "merge" => {
                let project = text()?;
                Request::Merge(parts.map(Input::from_js).collect(), project)
            }
            "formats" => Request::Formats,
            _ => {
                let (written, at) = (Written::of(&text()?), text()?.parse().ok()?);
                Request::Export(Export { written, at, project: text()?, entities: text()? })
            }
        })
    }
}

fn wish_to_js(Wish { article, within, target, ids, n_lessons }: &Wish) -> Vec<JsValue> {
    let numbers = [within.start, within.end, *n_lessons].map(JsValue::from);
    let names = ids.iter().flatten().map(|id| JsValue::from(id.as_str()));
    let target = target.as_ref().map_or_else(String::new, target_text);
    [article.as_str().into(), target.into()].into_iter().chain(numbers).chain(names).collect()
}

fn wish_of(parts: &mut impl Iterator<Item = JsValue>) -> Option<Wish> {
    let article = ArticleId::new(parts.next()?.as_string()?);
    let target = target_if_any(&parts.next()?.as_string()?);
    let mut number = || parts.next().and_then(|number| number.as_f64()).map(|number| number as u32);
    let (start, end, n_lessons) = (number()?, number()?, number()?);
    let mut names = parts.filter_map(|name| name.as_string().map(EntityId::new));
    let mut ids = Vec::new();
    while let (Some(own), Some(id)) = (names.next(), names.next()) {
        ids.push([own, id]);
    }
    Some(Wish { article, within: Span { start, end }, target, ids, n_lessons })
}

fn target_if_any(text: &str) -> Option<Target> {
    (!text.is_empty()).then(|| target_of(text))
}
