//! The rest of the current sentence: labelled spans, names, comment and flag.

use super::Shown;
use crate::app::update::Action;
use crate::app::view::label_name;
use crate::model::{AnnotationId, EntityId, EntityKind};
use crate::text::Span;
use crate::web::store::Store;
use crate::web::views::control::{Button, remove, section};
use crate::web::views::kbd::{kbd, key_of};
use std::rc::Rc;
use yew::prelude::*;

/// The labelled stretches of the sentence.
pub(super) fn spans(store: &Store) -> Html {
    let spans = store.read(|session| {
        let Some(state) = session.article() else { return Vec::new() };
        let tags = state.tags(session.place().sentence_ix);
        tags.spans.iter().filter_map(|a| Some((a.id.clone(), label_name(session, a)?, state.words(a.span)))).collect()
    });
    let spans = spans.into_iter().map(|(id, label, text): (AnnotationId, Rc<str>, String)| {
        html! {
            <li key={id.as_str()}>
                <span><b>{ &*label }</b>{ " " }<q>{ &text }</q></span>
                { remove(format!("{label}: {text}"), store.on(Action::Remove(id.clone()))) }
            </li>
        }
    });
    let select = html! { <>{ "Select words" }{ kbd(key_of("span")) }</> };
    let heading = html! { <>{ "Spans" }{ Button::of("link").draw(store.command("span"), select) }</> };
    section("spans-title", heading, html! { <ul class="spans">{ for spans }</ul> })
}

/// The names of the sentence, each a way to all its mentions.
pub(super) fn names(store: &Store) -> Html {
    let names: Vec<(EntityId, EntityKind, Span, String, u32)> = store.read(|session| {
        let (Some(state), Some(sentence)) = (session.article(), session.sentence()) else { return Vec::new() };
        state.mentions[state.mentions_in(sentence)]
            .iter()
            .map(|mention| {
                let n_mentions = session.entities().n_mentions(&mention.entity);
                let text = state.words(mention.span);
                (mention.entity.clone(), mention.kind, mention.span, text, n_mentions)
            })
            .collect()
    });
    let article_ix = store.read(|session| session.place().article_ix);
    let names = names.into_iter().map(|(entity, kind, span, text, n_mentions)| {
        let action = Action::OpenEntity(entity, Some((article_ix, span)));
        let button = Button { kind: Some(kind.as_str()), ..Button::default() };
        button.draw(store.on(action), html! { <>{ text }{ " " }<small>{ n_mentions }</small></> })
    });
    let heading = html! { <>{ "Names" }{ kbd(key_of("entity")) }</> };
    section("names-title", heading, html! { <div class="names">{ for names }</div> })
}

/// Comment and flag.
pub(super) fn notes(store: &Store, shown: &Shown) -> Html {
    let comment = &shown.view.0.comment;
    let label = if comment.is_some() { "Edit comment" } else { "Comment" };
    let with_key = |label: &'static str, id| html! { <>{ label }{ kbd(key_of(id)) }</> };
    let content = html! {
        <>
            if let Some(comment) = comment { <p class="comment">{ &**comment }</p> }
            <div class="note-buttons">
                { Button::default().draw(store.command("comment"), with_key(label, "comment")) }
                { Button::pressed(shown.view.0.is_flagged).draw(store.command("flag"), with_key("⚑ Flag", "flag")) }
            </div>
        </>
    };
    section("notes-title", "Notes".into(), content)
}
