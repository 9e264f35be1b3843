//! The text itself, in chunks: those near the view are drawn, and runs of the others are each one empty box of the
//! height they have or will have. A short article is drawn whole soon after, so that the browser's own find, its
//! selection and printing see all of it.

use super::sentence::SentenceRow;
use crate::app::article_state::Chunk;
use crate::app::prefs::Layout;
use crate::app::words;
use crate::web::platform::later::later;
use crate::web::store::{ByPtr, use_select};
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use gloo_utils::{document, window};
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

/// An article up to this many bytes is drawn whole once the page is at rest.
const WHOLE_BYTES: usize = 200_000;

/// The page is at rest after so many milliseconds, and then so many chunks are drawn every so often: all at once would
/// keep it busy for several frames.
const REST_MS: u32 = 120;
const CHUNKS_AT_ONCE: usize = 2;
const STEP_MS: u32 = 24;

/// How far beyond the view chunks are drawn, in heights of the view.
const MARGIN: f64 = 1.5;

#[derive(Properties, PartialEq)]
pub(super) struct BodyProps {
    /// The article, in reading order.
    pub article_ix: usize,
    /// Its text in pieces.
    pub chunks: ByPtr<[Chunk]>,
    /// Inline or rows.
    pub layout: Layout,
    /// Length of the text.
    pub n_bytes: usize,
}

/// The height of each chunk in pixels: as it was drawn, else a guess.
type Heights = Rc<RefCell<Vec<f64>>>;

/// The chunks of one article.
#[component]
pub(super) fn Body(props: &BodyProps) -> Html {
    let (article_ix, layout, chunks) = (props.article_ix, props.layout, &props.chunks.0);
    // The chunk of the current sentence is always drawn, so that a jump has somewhere to land.
    let (is_unread, chunk_now) = use_select(move |session| {
        let is_unread = session.articles().get(article_ix).is_some_and(|state| state.document.is_none());
        (is_unread, session.article().map_or(0, |state| state.chunk_of(session.place().sentence_ix)))
    });
    let near = use_state_eq(|| 0..0);
    // Of a short article, the chunks before this one are drawn wherever they are.
    let n_whole = use_state_eq(|| 0);
    let is_whole = *n_whole >= chunks.len();
    let element = use_node_ref();
    let heights: Heights = use_mut_ref(Vec::new);
    let n_known = heights.borrow().len();
    heights.borrow_mut().extend(chunks.iter().skip(n_known).map(guessed_height));
    let extent = use_mut_ref(|| 0..0);
    let live: Rc<RefCell<Vec<usize>>> = use_mut_ref(Vec::new);
    let look: Rc<dyn Fn()> = Rc::new({
        let (element, near, heights, live) = (element.clone(), near.clone(), heights.clone(), live.clone());
        move || {
            let Some(body) = element.cast::<HtmlElement>().filter(|_| !is_whole) else { return };
            // A chunk gets its height only when the browser finds it in view.
            measure(&body, &live.borrow(), &mut heights.borrow_mut());
            let found = |margin| chunks_near(&body, &heights.borrow(), margin);
            // Drawing others is work, so a step or two within what is drawn changes nothing.
            let Some(needed) = found(MARGIN / 2.0) else { return };
            let is_drawn = needed.start >= extent.borrow().start && needed.end <= extent.borrow().end;
            if let Some(wanted) = found(MARGIN).filter(|_| !is_drawn) {
                extent.replace(wanted.clone());
                near.set(wanted);
            }
        }
    });
    use_effect_with((element.clone(), props.chunks.clone(), is_whole), {
        let look = look.clone();
        move |_| {
            // Whatever scrolls, the pane or in a small window the page; neither event bubbles.
            let options = EventListenerOptions { phase: gloo_events::EventListenerPhase::Capture, passive: true };
            let on_scroll = {
                let look = look.clone();
                EventListener::new_with_options(&document(), "scroll", options, move |_| look())
            };
            let on_resize = EventListener::new(&window(), "resize", move |_| look());
            move || drop((on_scroll, on_resize))
        }
    });
    use_effect_with((props.n_bytes <= WHOLE_BYTES && !is_whole, *n_whole), {
        let n_whole = n_whole.clone();
        move |(is_wanted, n)| {
            let (wait, next) = (if *n == 0 { REST_MS } else { STEP_MS }, n + CHUNKS_AT_ONCE);
            let timer = is_wanted.then(|| Timeout::new(wait, move || n_whole.set(next)));
            move || drop(timer)
        }
    });
    let is_live = |ix: usize| ix < *n_whole || near.contains(&ix) || ix == chunk_now;
    let all: Vec<usize> = (0..chunks.len()).filter(|ix| is_live(*ix)).collect();
    live.replace(all.clone());
    // What was drawn just now is measured in the next frame, and may leave room for more.
    use_effect_with((all.clone(), props.chunks.clone()), move |_| later(Box::new(move || look())));
    if is_unread {
        return html! { <p class="reading-now" role="status">{ "Reading the article…" }</p> };
    }
    let mut parts: Vec<Html> = Vec::new();
    let mut end = 0;
    for ix in all.into_iter().chain([chunks.len()]) {
        if ix > end {
            let height: f64 = heights.borrow()[end..ix].iter().sum();
            parts.push(room(end, height));
        }
        if let Some(chunk) = chunks.get(ix) {
            parts.push(drawn(article_ix, ix, chunk, layout));
        }
        end = ix + 1;
    }
    html! { <div class="body" ref={element}>{ for parts }</div> }
}

/// A few paragraphs.
fn drawn(article_ix: usize, ix: usize, chunk: &Chunk, layout: Layout) -> Html {
    html! {
        <div class="chunk" key={ix}>
            { for chunk.parts.iter().map(|part| {
                let rows = part.sentences.clone();
                let rows = rows.map(|ix| html! { <SentenceRow key={ix} {article_ix} {ix} {layout} /> });
                let mark = part.mark.map(words::mark_name);
                html! {
                    <div key={part.sentences.start} class={classes!("para", mark.map(|_| "marked-para"))}
                        data-mark={mark} dir={part.is_rtl.then_some("rtl")}>
                        if let Some(mark) = mark { <span class="mark-name">{ mark }</span> }
                        { for rows }
                    </div>
                }
            }) }
        </div>
    }
}

/// The room that chunks take while they are far away. A table's height is an attribute, so the box has it as soon as it
/// is there; a style attribute would be refused by the page's policy.
fn room(start: usize, height: f64) -> Html {
    // Whole pixels keep the formatting of floats out.
    let height = (height.round() as u64).to_string();
    html! { <table key={format!("room {start}")} class="room" {height} aria-hidden="true" /> }
}

/// A guess for a chunk that was never drawn, in pixels: lines of some 66 letters and a gap after each paragraph.
fn guessed_height(chunk: &Chunk) -> f64 {
    f64::from(chunk.n_bytes) / 62.0 * 31.0 + chunk.parts.len() as f64 * 34.0
}

/// The chunks that are at most so many views away; `None` while the text is not on the page.
fn chunks_near(body: &HtmlElement, heights: &[f64], margin: f64) -> Option<Range<usize>> {
    let pane = body.closest("main").ok()??.get_bounding_client_rect();
    let window_height = window().inner_height().ok()?.as_f64()?;
    let (top, bottom) = (pane.top().max(0.0), pane.bottom().min(window_height));
    let margin = (bottom - top).max(0.0) * margin;
    let body_top = body.get_bounding_client_rect().top();
    let mut end = body_top;
    let mut near: Option<Range<usize>> = None;
    for (ix, height) in heights.iter().enumerate() {
        let start = end;
        end += height;
        if end >= top - margin && start <= bottom + margin {
            near = Some(near.map_or(ix, |near| near.start)..ix + 1);
        }
    }
    Some(near.unwrap_or(0..0))
}

/// Keeps the heights of the chunks that are drawn.
fn measure(body: &HtmlElement, live: &[usize], heights: &mut [f64]) {
    let Ok(drawn) = body.query_selector_all(":scope > .chunk") else { return };
    for (nth, ix) in live.iter().enumerate() {
        let element = drawn.item(nth as u32).map(wasm_bindgen::JsCast::unchecked_into::<HtmlElement>);
        if let (Some(element), Some(height)) = (element, heights.get_mut(*ix)) {
            *height = element.get_bounding_client_rect().height();
        }
    }
}
