//! Who stands where in the current sentence: the stances it has, and what the stance keys would write.

use super::Shown;
use crate::app::speakers::Said;
use crate::app::update::Action;
use crate::app::view::{StanceMark, stance_mark};
use crate::app::words;
use crate::find::told_by;
use crate::model::{AnnotationId, Body, Target};
use crate::web::store::Store;
use crate::web::views::control::{Button, remove, section};
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
    let stances = stances.into_iter().map(|(id, stance)| {
        let StanceMark { position_ix, holder, position, target, .. } = stance;
        html! {
            <li key={id.as_str()}>
                <span class={classes!("shape", format!("p{position_ix}"))} aria-hidden="true">
                    { words::position_shape(position_ix) }
                </span>
                <span><b>{ &*holder }</b>{ " " }{ &*position }{ " " }<b>{ &*target }</b></span>
                { remove(format!("{holder} {position} {target}"), store.on(Action::Remove(id.clone()))) }
            </li>
        }
    });
    let proposed = if shown.is_holder_proposed { " (proposed)" } else { "" };
    let picks = [
        ("target", "toward ", target.as_deref().unwrap_or("choose a target"), ""),
        ("holder", "held by ", &*holder, proposed),
    ];
    let picks = picks.map(|(id, before, name, after)| {
        let content = html! {
            <><span><small>{ before }</small><b>{ name }</b><small>{ after }</small></span>{ kbd(key_of(id)) }</>
        };
        let about = shown.target.as_ref().filter(|_| id == "target").map_or("", |target| match target {
            Target::Entity(id) => id.as_str(),
            Target::Concept(id) => id.as_str(),
        });
        Button::of("pick").about(about).draw(store.command(id), content)
    });
    let content = html! {
       <><ul class="stances">{ for stances }</ul>{ for picks }{ positions(store, shown) }{ speaker(store, shown) }</>
    };
    section("stance-title", "Stance".into(), content)
}

/// Who speaks in the sentence, and how the page knows; to be set right by a key and a pick.
fn speaker(store: &Store, shown: &Shown) -> Html {
    let (name, how) = store.read(|session| match session.said(shown.place.article_ix, shown.place.sentence_ix) {
        None => ("nobody quoted".into(), ""),
        Some(Said { speaker, rule, correction }) => {
            let name = speaker.map_or_else(|| "nobody named".into(), |id| session.entity_name(&id));
            let how = if correction.is_some() { "set by hand" } else { rule.map_or("", told_by) };
            (name, how)
        }
    });
    let content = html! {
        <>
            <span><small>{ "said by " }</small><b>{ &*name }</b>
                if !how.is_empty() { <small class="rule">{ " " }{ how }</small> }
            </span>
            { kbd(key_of("speaker")) }
        </>
    };
    Button::of("pick").draw(store.command("speaker"), content)
}

/// The four positions, each a key away.
fn positions(store: &Store, shown: &Shown) -> Html {
    const IDS: [&str; 4] = ["stance-favor", "stance-against", "stance-neutral", "stance-unclear"];
    let chosen = store.read(|session| {
        let tags = session.article()?.tags(session.place().sentence_ix);
        match &session.stance_in(&tags, &shown.holder, shown.target.as_ref()?)?.body {
            Body::Stance { position, .. } => Some(position.clone()),
            _ => None,
        }
    });
    let buttons = shown.codebook.0.positions.iter().zip(IDS).enumerate().map(|(ix, (position, id))| {
        let content = html! {
            <>
                <i aria-hidden="true">{ words::position_shape(ix) }</i>
                <span>{ words::capital(shown.codebook.0.position_words.name(position)) }</span>
                { kbd(key_of(id)) }
            </>
        };
        let class = Some(format!("p{ix}").into());
        Button { class, ..Button::pressed(chosen.as_ref() == Some(position)) }
            .about(position)
            .draw(store.command(id), content)
    });
    html! { <div class="four" role="group" aria-label="Position">{ for buttons }</div> }
}
