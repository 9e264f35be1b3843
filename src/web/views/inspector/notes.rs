//! The rest of the current sentence: labelled spans, names, comment and flag.

use super::Shown;
use crate::app::update::Action;
use crate::app::view::label_name;
use crate::model::{EntityId, EntityKind};
use crate::text::Span;
use crate::web::store::Store;
use crate::web::views::kbd::{kbd, key_of};
use yew::prelude::*;

/// The labelled stretches of the sentence.
pub(super) fn spans(store: &Store) -> Html {
    let spans = store.read(|session| {
        let Some(state) = session.article() else { return Vec::new() };
        let tags = state.tags(session.place().sentence_ix);
        tags.spans
            .iter()
            .filter_map(|a| Some((a.id.clone(), label_name(session, a)?, a.span.of(&state.article.text).to_owned())))
            .collect()
    });
    html! {
        <section aria-labelledby="spans-title">
            <h2 id="spans-title">{ "Spans" }<button type="button" class="link" onclick={store.command("span")}>
                { "Select words" }{ kbd(key_of("span")) }
            </button></h2>
            <ul class="spans">
                { for spans.into_iter().map(|(id, label, text)| html! {
                    <li key={id.as_str()}>
                        <span><b>{ &*label }</b>{ " " }<q>{ &text }</q></span>
                        <button type="button" class="remove" aria-label={format!("Remove {label}: {text}")}
                            onclick={store.on(Action::Remove(id.clone()))}>{ "×" }</button>
                    </li>
                }) }
            </ul>
        </section>
    }
}

/// The names of the sentence, each a way to all its mentions.
pub(super) fn names(store: &Store) -> Html {
    let names: Vec<(EntityId, EntityKind, Span, String, u32)> = store.read(|session| {
        let (Some(state), Some(sentence)) = (session.article(), session.sentence()) else { return Vec::new() };
        state.mentions[state.mentions_in(sentence)]
            .iter()
            .map(|mention| {
                let n_mentions = session.entities().get(&mention.entity).map_or(1, |info| info.n_mentions);
                let text = mention.span.of(&state.article.text).to_owned();
                (mention.entity.clone(), mention.kind, mention.span, text, n_mentions)
            })
            .collect()
    });
    let article_ix = store.read(|session| session.place().article_ix);
    html! {
        <section aria-labelledby="names-title">
            <h2 id="names-title">{ "Names" }{ kbd(key_of("entity")) }</h2>
            <div class="names">
                { for names.into_iter().map(|(entity, kind, span, text, n_mentions)| html! {
                    <button type="button" key={span.start} data-kind={kind.as_str()}
                        onclick={store.on(Action::OpenEntity(entity, Some((article_ix, span))))}>
                        { text }{ " " }<small>{ n_mentions }</small>
                    </button>
                }) }
            </div>
        </section>
    }
}

/// Comment and flag.
pub(super) fn notes(store: &Store, shown: &Shown) -> Html {
    let comment = &shown.view.0.comment;
    html! {
        <section aria-labelledby="notes-title">
            <h2 id="notes-title">{ "Notes" }</h2>
            if let Some(comment) = comment { <p class="comment">{ &**comment }</p> }
            <div class="note-buttons">
                <button type="button" onclick={store.command("comment")}>
                    { if comment.is_some() { "Edit comment" } else { "Comment" } }{ kbd(key_of("comment")) }
                </button>
                <button type="button" aria-pressed={shown.view.0.is_flagged.to_string()}
                    onclick={store.command("flag")}>
                    { "⚑ Flag" }{ kbd(key_of("flag")) }
                </button>
            </div>
        </section>
    }
}
