//! From what the mouse or a finger did in the reader to places in the text.
//!
//! Quirks met here (see Recogito's `selection-handler.ts` for a longer list): a selection may start or end
//! outside the reader or between sentences; on touch screens it changes without any pointer event, so it is
//! read when the pointer lifts and once more when the browser says it changed.

use super::store::Store;
use crate::app::session::Session;
use crate::app::update::Action;
use crate::text::{OffsetMap, Span, Utf16Span};
use gloo_utils::document;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, Node, Range};

thread_local! {
    /// Whether the pointer that is down, or was last, selected something.
    static HAS_SELECTED: Cell<bool> = const { Cell::new(false) };
    /// Whether a pointer is down in the reader.
    static IS_DOWN: Cell<bool> = const { Cell::new(false) };
    /// What is done when it is lifted.
    static ON_LIFT: RefCell<Vec<Act>> = const { RefCell::new(Vec::new()) };
}

type Act = Box<dyn FnOnce()>;

/// A click in the reader: on a name it opens the name, on a sentence it goes there; with Shift it chooses all sentences
/// up to there, with Ctrl or ⌘ this one beside those chosen.
pub fn click(store: &Store, event: &MouseEvent) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    // The click that ends a selection is not one on a name.
    if HAS_SELECTED.take() {
        return;
    }
    let number = |selector: &str, attribute: &str| -> Option<u32> {
        target.closest(selector).ok().flatten()?.get_attribute(attribute)?.parse().ok()
    };
    let sentence_ix = number("[data-sentence]", "data-sentence").or_else(|| number("[data-slot]", "data-slot"));
    let Some(sentence_ix) = sentence_ix else { return };
    if event.shift_key() {
        return store.dispatch(Action::RangeTo(sentence_ix));
    }
    if event.ctrl_key() || event.meta_key() {
        return store.dispatch(Action::ToggleSentence(sentence_ix));
    }
    let Some(article) = store.read(|session| session.article().map(|state| state.article.id.clone())) else { return };
    store.dispatch(Action::GoTo { article, sentence_ix });
    if let Some(mention_ix) = number("[data-mention]", "data-mention")
        && let Some(action) = store.read(|session| open_mention(session, mention_ix))
    {
        store.dispatch(action);
    }
}

fn open_mention(session: &Session, mention_ix: u32) -> Option<Action> {
    let mention = session.article()?.mentions.get(mention_ix as usize)?;
    Some(Action::OpenEntity(mention.entity.clone(), Some((session.place().article_ix, mention.span))))
}

/// A pointer goes down: what follows is a click until something is selected.
pub fn press() {
    HAS_SELECTED.set(false);
    IS_DOWN.set(true);
}

/// The pointer is lifted, or the browser took it for something else.
pub fn lift() {
    IS_DOWN.set(false);
    ON_LIFT.take().into_iter().for_each(|act| act());
}

/// Does this while no pointer is down in the reader: a text that is drawn anew loses what is being selected in it.
pub fn when_lifted(act: impl FnOnce() + 'static) {
    if IS_DOWN.get() {
        ON_LIFT.with_borrow_mut(|acts| acts.push(Box::new(act)));
    } else {
        act();
    }
}

/// A button of the mouse goes down. With Shift it chooses sentences, so the browser is not to select words.
pub fn press_button(event: &MouseEvent) {
    if event.shift_key() {
        event.prevent_default();
    }
}

/// Takes what is selected in the reader as the stretch to label; nothing selected leaves span mode as it is.
pub fn take_selection(store: &Store) {
    let Some(range) = selected_range() else { return };
    let span = store.read(|session| {
        let start = place(session, &range.start_container().ok()?, range.start_offset().ok()?)?;
        let end = place(session, &range.end_container().ok()?, range.end_offset().ok()?)?;
        (start < end).then_some(Span { start, end })
    });
    if let Some(span) = span {
        if let Ok(Some(selection)) = document().get_selection() {
            let _ = selection.remove_all_ranges();
        }
        HAS_SELECTED.set(true);
        store.dispatch(Action::Select(Some(span)));
    }
}

fn selected_range() -> Option<Range> {
    let selection = document().get_selection().ok()??;
    if selection.is_collapsed() || selection.range_count() == 0 {
        return None;
    }
    let range = selection.get_range_at(0).ok()?;
    let common = range.common_ancestor_container().ok()?;
    let element = common.dyn_ref::<Element>().cloned().or_else(|| common.parent_element())?;
    element.closest(".sheet").ok()?.map(|_| range)
}

/// The byte in the article at a DOM position. A position outside every sentence counts as the end of the one before.
fn place(session: &Session, node: &Node, offset: u32) -> Option<u32> {
    let state = session.article()?;
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    let Some(sentence) = element.closest("[data-sentence]").ok()? else {
        let unit = element.closest(".unit").ok()??;
        let sentence = unit.query_selector("[data-sentence]").ok()??;
        return Some(state.sentence(sentence.get_attribute("data-sentence")?.parse().ok()?)?.end);
    };
    let span = state.sentence(sentence.get_attribute("data-sentence")?.parse().ok()?)?;
    let text = span.of(&state.article.text);
    let utf16 = utf16_before(&sentence, node, offset)?;
    let before = OffsetMap::new(text).from_utf16(text, Utf16Span { start: 0, end: utf16 })?;
    Some(span.start + before.end)
}

/// UTF-16 units of text in `root` before the position.
fn utf16_before(root: &Element, node: &Node, offset: u32) -> Option<u32> {
    let range = document().create_range().ok()?;
    range.set_start(root, 0).ok()?;
    range.set_end(node, offset).ok()?;
    // `toString` of a range is its text alone, whatever elements it crosses.
    let text: String = range.to_string().into();
    Some(text.encode_utf16().count() as u32)
}
