//! The text of the open article. Draws the chunks near the view; a short article is drawn whole soon after.

use super::legend::legend;
use super::sentence::SentenceRow;
use super::topbar::CommandButton;
use crate::app::article_state::{Chunk, Part};
use crate::app::prefs::{Layout, Prefs};
use crate::app::words;
use crate::model::Article;
use crate::web::mouse;
use crate::web::store::{ByPtr, Store, use_select, use_select_later, use_store};
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};
use yew::prelude::*;

/// An article up to this many bytes is drawn whole once the page is at rest, so that the browser's own
/// find, its selection and printing see all of it.
const WHOLE_BYTES: usize = 200_000;

/// How far beyond the view chunks are drawn.
const MARGIN: &str = "150% 0px";

/// What the middle pane shows, apart from the sentences themselves.
#[derive(Clone, PartialEq)]
struct Shown {
    article: ByPtr<Article>,
    article_ix: usize,
    chunks: ByPtr<[Chunk]>,
    n_mentions: usize,
    prefs: Prefs,
}

/// The middle pane.
#[component]
pub(super) fn Reader() -> Html {
    let store = use_store();
    let shown = use_select(|session| {
        session.article().map(|state| Shown {
            article: ByPtr(state.article.clone()),
            article_ix: session.place().article_ix,
            chunks: ByPtr(state.chunks.clone()),
            n_mentions: state.mentions.len(),
            prefs: session.prefs().clone(),
        })
    });
    // The heading has it.
    use_select_later(|session| session.article().map(|state| state.n_tagged()));
    let onclick = {
        let store = store.clone();
        Callback::from(move |event: MouseEvent| {
            if let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
                mouse::click(&store, &target);
            }
        })
    };
    let onpointerdown = Callback::from(|_: PointerEvent| mouse::press());
    let onpointerup = {
        let store = store.clone();
        Callback::from(move |_: PointerEvent| mouse::take_selection(&store))
    };
    let Some(shown) = shown else {
        return html! {
            <main class="text" id="article" aria-label="Article">
                <div class="sheet empty">
                    <h1>{ "No articles yet" }</h1>
                    <p>{ "Add articles by pasting their text, or drop files anywhere on this page." }</p>
                    <CommandButton id="add-articles" label="Add the first article" />
                </div>
            </main>
        };
    };
    let Shown { article, article_ix, chunks, prefs, .. } = shown;
    let mut sheet_class = classes!("sheet", prefs.layout.word(), prefs.reading.word());
    sheet_class.extend(prefs.hidden.iter().map(|kind| format!("hide-{kind}")));
    let lang = (!article.0.lang.is_empty()).then(|| article.0.lang.to_string());
    html! {
        <main class="text" id="article" aria-label="Article">
            <div class={sheet_class} {lang} {onclick} {onpointerdown} {onpointerup}>
                { heading(&store, &article.0) }
                { legend(&store) }
                <Body key={article.0.id.as_str()} {article_ix} {chunks} layout={prefs.layout}
                    n_bytes={article.0.text.len()} />
            </div>
        </main>
    }
}

/// Outlet, date, title and counts of the open article.
fn heading(store: &Store, article: &Article) -> Html {
    let (name, n_tagged, n_sentences) = store.read(|session| {
        let counts = session.article().map(|state| (state.n_tagged(), state.n_sentences()));
        let (n_tagged, n_sentences) = counts.unwrap_or_default();
        (session.article_name(session.place().article_ix), n_tagged, n_sentences)
    });
    let n_left_out = article.source.dropped.iter().filter(|dropped| !dropped.text.trim().is_empty()).count();
    let outlet = if article.outlet.is_empty() { words::OUTLET_UNKNOWN } else { &*article.outlet };
    html! {
        <header>
            <p class="facts">
                <b>{ outlet }</b>
                if !article.date.is_empty() { <span>{ words::date(&article.date) }</span> }
                if !article.author.is_empty() { <span>{ &*article.author }</span> }
                <span>
                    { words::counted(n_sentences as usize, "sentence", "sentences") }{ format!(", {n_tagged} tagged") }
                </span>
                if n_left_out > 0 {
                    <button type="button" class="link" onclick={store.command("left-out")}>
                        { words::counted(n_left_out, "line left out", "lines left out") }
                    </button>
                }
                <button type="button" class="link" onclick={store.command("details")}>{ "Edit details" }</button>
            </p>
            <h1 class={article.title.is_empty().then_some("untitled")}>{ name }</h1>
        </header>
    }
}

#[derive(Properties, PartialEq)]
struct BodyProps {
    article_ix: usize,
    chunks: ByPtr<[Chunk]>,
    layout: Layout,
    n_bytes: usize,
}

/// The chunks of one article.
#[component]
fn Body(props: &BodyProps) -> Html {
    let article_ix = props.article_ix;
    // The chunk of the current sentence is always drawn, so that a jump has somewhere to land.
    let (is_unread, chunk_now) = use_select(move |session| {
        let is_unread = session.articles().get(article_ix).is_some_and(|state| state.document.is_none());
        (is_unread, session.article().map_or(0, |state| state.chunk_of(session.place().sentence_ix)))
    });
    let near = use_state(|| Rc::new(BTreeSet::<usize>::new()));
    let is_whole = use_state(|| false);
    let element = use_node_ref();
    use_effect_with((element.clone(), props.chunks.0.len()), {
        let near = near.clone();
        move |(element, _)| {
            let watch = element.cast::<HtmlElement>().and_then(|element| Watch::new(&element, near));
            move || drop(watch)
        }
    });
    use_effect_with(props.n_bytes <= WHOLE_BYTES, {
        let is_whole = is_whole.clone();
        move |is_short| {
            let timer = is_short.then(|| Timeout::new(120, move || is_whole.set(true)));
            move || drop(timer)
        }
    });
    if is_unread {
        return html! { <p class="reading-now" role="status">{ "Reading the article…" }</p> };
    }
    html! {
        <div class="body" ref={element}>
            { for props.chunks.0.iter().enumerate().map(|(ix, chunk)| {
                let is_live = *is_whole || near.contains(&ix) || ix == chunk_now || ix == chunk_now + 1;
                html! {
                    <ChunkView key={ix} {ix} {article_ix} {is_live} layout={props.layout} n_bytes={chunk.n_bytes}
                        parts={ByPtr(Rc::from(chunk.parts.as_slice()))} chunks={props.chunks.clone()} />
                }
            }) }
        </div>
    }
}

#[derive(Properties)]
struct ChunkProps {
    ix: usize,
    article_ix: usize,
    is_live: bool,
    layout: Layout,
    parts: ByPtr<[Part]>,
    n_bytes: u32,
    chunks: ByPtr<[Chunk]>,
}

impl PartialEq for ChunkProps {
    /// A chunk shows nothing of the others; the list it is from tells whether it is still the same chunk.
    fn eq(&self, other: &ChunkProps) -> bool {
        self.ix == other.ix
            && self.article_ix == other.article_ix
            && self.is_live == other.is_live
            && self.layout == other.layout
            && self.chunks == other.chunks
    }
}

/// A few paragraphs, or the room they take while they are far away.
#[component]
fn ChunkView(props: &ChunkProps) -> Html {
    let element = use_node_ref();
    let height = use_mut_ref(|| None::<f64>);
    // Before the paragraphs go, the height they had is kept; the room stays the same to the pixel.
    use_effect_with((element.clone(), props.is_live), {
        let n_bytes = props.n_bytes;
        let n_parts = props.parts.0.len();
        move |(element, is_live)| {
            let found = element.cast::<HtmlElement>();
            if let Some(html) = &found {
                let room = height.borrow().unwrap_or_else(|| guessed_height(n_bytes, n_parts));
                let tenths = (room * 10.0).round() as u32;
                let value = if *is_live { String::new() } else { format!("{}.{}px", tenths / 10, tenths % 10) };
                let _ = html.style().set_property("height", &value);
            }
            let is_live = *is_live;
            move || {
                if is_live {
                    *height.borrow_mut() = found.map(|html| html.get_bounding_client_rect().height());
                }
            }
        }
    });
    let article_ix = props.article_ix;
    let layout = props.layout;
    html! {
        <div class={classes!("chunk", props.is_live.then_some("live"))} ref={element} data-chunk={props.ix.to_string()}>
            if props.is_live {
                { for props.parts.0.iter().map(|part| {
                    let rows = part.sentences.clone();
                    let rows = rows.map(|ix| html! { <SentenceRow key={ix} {article_ix} {ix} {layout} /> });
                    let mark = part.mark.map(words::mark_name);
                    html! {
                        <div key={part.sentences.start} class={classes!("para", mark.map(|_| "marked-para"))}
                            data-mark={mark}>
                            if let Some(mark) = mark { <span class="mark-name">{ mark }</span> }
                            { for rows }
                        </div>
                    }
                }) }
            }
        </div>
    }
}

/// A guess for a chunk that was never drawn, in pixels: lines of some 66 letters and a gap after each paragraph.
fn guessed_height(n_bytes: u32, n_parts: usize) -> f64 {
    f64::from(n_bytes) / 62.0 * 31.0 + n_parts as f64 * 34.0
}

/// Knows which chunks are near the view.
struct Watch {
    observer: IntersectionObserver,
    _on_change: Closure<dyn FnMut(js_sys::Array)>,
}

impl Watch {
    fn new(body: &HtmlElement, near: UseStateHandle<Rc<BTreeSet<usize>>>) -> Option<Watch> {
        let seen: RefCell<BTreeMap<usize, bool>> = RefCell::default();
        let on_change = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let mut seen = seen.borrow_mut();
            for entry in entries.iter().filter_map(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok()) {
                let ix = entry.target().get_attribute("data-chunk").and_then(|ix| ix.parse().ok());
                if let Some(ix) = ix {
                    seen.insert(ix, entry.is_intersecting());
                }
            }
            near.set(Rc::new(seen.iter().filter(|(_, is_near)| **is_near).map(|(ix, _)| *ix).collect()));
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(MARGIN);
        if let Ok(Some(main)) = body.closest("main") {
            options.set_root(Some(&main));
        }
        let observer = IntersectionObserver::new_with_options(on_change.as_ref().unchecked_ref(), &options).ok()?;
        let chunks = body.children();
        for ix in 0..chunks.length() {
            if let Some(chunk) = chunks.item(ix) {
                observer.observe(&chunk);
            }
        }
        Some(Watch { observer, _on_change: on_change })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
