//! Who stands where in the current sentence: the stances it has, and what the stance keys would write.

use super::Shown;
use crate::app::update::Action;
use crate::app::view::{StanceMark, stance_mark};
use crate::app::words;
use crate::model::{AnnotationId, Body};
use crate::web::store::Store;
use crate::web::views::kbd::{kbd, key_of};
use yew::prelude::*;

/// The stances of the sentence with the controls that add more.
pub(super) fn stances(store: &Store, shown: &Shown) -> Html {
    let article_ix = shown.place.article_ix;
    let (stances, target, holder): (Vec<(AnnotationId, StanceMark)>, _, _) = store.read(|session| {
        let tags = session.article().map(|state| state.tags(session.place().sentence_ix)).unwrap_or_default();
        let marks = tags.stances.iter().filter_map(|a| Some((a.id.clone(), stance_mark(session, article_ix, a)?)));
        let target = shown.target.as_ref().map(|target| session.target_name(target));
        (marks.collect(), target, session.holder_name(article_ix, &shown.holder))
    });
    html! {
        <section aria-labelledby="stance-title">
            <h2 id="stance-title">{ "Stance" }</h2>
            <ul class="stances">
                { for stances.into_iter().map(|(id, stance)| html! {
                    <li key={id.as_str()}>
                        <span class={classes!("shape", format!("p{}", stance.position_ix))} aria-hidden="true">
                            { words::position_shape(stance.position_ix) }
                        </span>
                        <span>
                            <b>{ &*stance.holder }</b>{ " " }{ &*stance.position }{ " " }<b>{ &*stance.target }</b>
                        </span>
                        <button type="button" class="remove" onclick={store.on(Action::Remove(id.clone()))}
                            aria-label={format!("Remove {} {} {}", stance.holder, stance.position, stance.target)}>
                            { "×" }
                        </button>
                    </li>
                }) }
            </ul>
            <button type="button" class="pick" onclick={store.command("target")}>
                <span><small>{ "toward " }</small><b>{ target.as_deref().unwrap_or("choose a target") }</b></span>
                { kbd(key_of("target")) }
            </button>
            <button type="button" class="pick" onclick={store.command("holder")}>
                <span>
                    <small>{ "held by " }</small><b>{ &*holder }</b>
                    if shown.holder == shown.proposed { <small>{ " (proposed)" }</small> }
                </span>
                { kbd(key_of("holder")) }
            </button>
            { positions(store, shown) }
        </section>
    }
}

/// The four positions, each a key away.
fn positions(store: &Store, shown: &Shown) -> Html {
    const IDS: [&str; 4] = ["stance-favor", "stance-against", "stance-neutral", "stance-unclear"];
    let chosen = store.read(|session| {
        let tags = session.article()?.tags(session.place().sentence_ix);
        match &tags.stance(&shown.holder, shown.target.as_ref()?)?.body {
            Body::Stance { position, .. } => Some(position.clone()),
            _ => None,
        }
    });
    html! {
        <div class="four" role="group" aria-label="Position">
            { for shown.codebook.0.positions.iter().zip(IDS).enumerate().map(|(ix, (position, id))| html! {
                <button type="button" key={id} class={format!("p{ix}")} onclick={store.command(id)}
                    aria-pressed={(chosen.as_ref() == Some(position)).to_string()}>
                    <i aria-hidden="true">{ words::position_shape(ix) }</i>
                    <span>{ words::capital(position) }</span>
                    { kbd(key_of(id)) }
                </button>
            }) }
        </div>
    }
}
