//! Who stands where in the current sentence: the stances it has, and what the stance keys would write.

use super::super::kbd::{Kbd, key_of};
use crate::app::update::Action;
use crate::app::view::{StanceMark, sentence_view, stance_mark};
use crate::app::words;
use crate::model::{AnnotationId, Body};
use crate::web::store::{ByPtr, use_select, use_store};
use yew::prelude::*;

/// The stances of the sentence with the controls that add more.
#[component]
pub fn Stances() -> Html {
    let store = use_store();
    // The view changes with the tags, so it is what tells this list to draw itself again.
    let _view = use_select(|session| {
        let place = session.place();
        ByPtr(sentence_view(session, place.article_ix, place.sentence_ix))
    });
    let stances: Vec<(AnnotationId, StanceMark)> = store.read(|session| {
        let place = session.place();
        let Some(state) = session.article() else { return Vec::new() };
        let tags = state.tags(place.sentence_ix);
        tags.stances.iter().filter_map(|a| Some((a.id.clone(), stance_mark(session, place.article_ix, a)?))).collect()
    });
    let target = use_select(|session| session.target().map(|target| session.target_name(target)));
    let holder = use_select(|session| session.holder_name(session.place().article_ix, &session.holder()));
    let is_proposed = use_select(|session| session.holder() == session.proposed_holder());
    html! {
        <section aria-labelledby="stance-title">
            <h2 id="stance-title">{ "Stance" }</h2>
            <ul class="stances">
                { for stances.into_iter().map(|(id, stance)| html! {
                    <li key={id.as_str()}>
                        <span class={classes!("shape", format!("p{}", stance.position_ix))} aria-hidden="true">
                            { words::position_shape(stance.position_ix) }
                        </span>
                        <span><b>{ &*stance.holder }</b>{ " " }{ &*stance.position }{ " " }<b>{ &*stance.target }</b></span>
                        <button type="button" class="remove" onclick={store.on(Action::Remove(id.clone()))}
                            aria-label={format!("Remove {} {} {}", stance.holder, stance.position, stance.target)}>{ "×" }</button>
                    </li>
                }) }
            </ul>
            <button type="button" class="pick" onclick={store.command("target")}>
                <span><small>{ "toward " }</small><b>{ target.as_deref().unwrap_or("choose a target") }</b></span>
                <Kbd keys={key_of("target")} />
            </button>
            <button type="button" class="pick" onclick={store.command("holder")}>
                <span>
                    <small>{ "held by " }</small><b>{ &*holder }</b>
                    if is_proposed { <small>{ " (proposed)" }</small> }
                </span>
                <Kbd keys={key_of("holder")} />
            </button>
            <Positions />
        </section>
    }
}

/// The four positions, each a key away.
#[component]
fn Positions() -> Html {
    const IDS: [&str; 4] = ["stance-favor", "stance-against", "stance-neutral", "stance-unclear"];
    let store = use_store();
    let codebook = use_select(|session| ByPtr(session.project().codebook.clone()));
    let chosen = use_select(|session| {
        let tags = session.article()?.tags(session.place().sentence_ix);
        match &tags.stance(&session.holder(), session.target()?)?.body {
            Body::Stance { position, .. } => Some(position.clone()),
            _ => None,
        }
    });
    html! {
        <div class="four" role="group" aria-label="Position">
            { for codebook.0.positions.iter().zip(IDS).enumerate().map(|(ix, (position, id))| html! {
                <button type="button" key={id} class={format!("p{ix}")} onclick={store.command(id)}
                    aria-pressed={(chosen.as_ref() == Some(position)).to_string()}>
                    <i aria-hidden="true">{ words::position_shape(ix) }</i>
                    <span>{ words::capital(position) }</span>
                    <Kbd keys={key_of(id)} />
                </button>
            }) }
        </div>
    }
}
