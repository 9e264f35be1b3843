//! One named thing: its mentions across the corpus, and what can be corrected about the one it was opened from.

use super::super::control::Button;
use super::super::dialog::Dialog;
use super::super::inspector::selection::scopes;
use crate::app::blind::readable;
use crate::app::entities::stands_for;
use crate::app::entities_view::{EntityAction, act};
use crate::app::panel::{EntityPanel, Scope};
use crate::app::update::{Action, NameChange};
use crate::app::words;
use crate::model::{ArticleId, EntityKind};
use crate::text::Span;
use crate::web::store::Store;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// More mentions than these are counted, not listed.
const N_LISTED: usize = 200;

/// The dialog.
pub(super) fn entity(store: &Store, panel: &EntityPanel) -> Html {
    let (name, kind) = store.read(|session| {
        let kind = panel
            .at
            .and_then(|(ix, span)| session.articles().get(ix)?.mentions.iter().find(|m| m.span == span).map(|m| m.kind))
            .or_else(|| session.entities().get(&panel.entity).map(|info| info.kind));
        (session.entity_name(&panel.entity), kind)
    });
    let places = mentions(store, panel);
    html! {
        // Another dialog for another entity, so that the focus has a place in it.
        <Dialog key={panel.entity.as_str()} title={name.to_string()} class="wide entity">
            if let Some(kind) = kind {
                <p class="kind-line" data-kind={kind.as_str()}>{ words::kind_singular(kind) }</p>
            }
            { whole(store, panel) }
            if panel.at.is_some() { { corrections(store, panel, kind) } }
            <p>
                { Button::of("link").draw(
                    store.on(act(EntityAction::Visit(panel.entity.clone()))),
                    "Show in Entities: merge, part, rename".into(),
                ) }
            </p>
            <h3>{ words::counted(places.len(), "mention", "mentions") }</h3>
            <ul class="mentions">
                { for places.iter().take(N_LISTED).map(|place| html! {
                    <li key={format!("{} {}", place.article, place.span.start)}>
                        { Button::default().draw(store.on(place.visit()), html! {
                            <>
                                <span>{ &place.before }<b>{ &place.text }</b>{ &place.after }</span>
                                <small>{ &*place.article_name }</small>
                            </>
                        }) }
                    </li>
                }) }
            </ul>
            if places.len() > N_LISTED { <p>{ format!("and {} more", places.len() - N_LISTED) }</p> }
        </Dialog>
    }
}

/// A seat of government leads to whom it may stand for, if anybody names that too.
fn whole(store: &Store, panel: &EntityPanel) -> Html {
    let found = stands_for(&panel.entity).filter(|id| store.read(|session| session.entities().get(id).is_some()));
    let Some(id) = found else { return Html::default() };
    let name = store.read(|session| session.entity_name(&id));
    let link = Button::of("link").draw(store.on(Action::OpenEntity(id, None)), html! { <>{ &*name }</> });
    html! { <p>{ "May stand for " }{ link }</p> }
}

/// Another type, another entity, or none at all; here, in the article or everywhere.
fn corrections(store: &Store, panel: &EntityPanel, kind: Option<EntityKind>) -> Html {
    let on_kind = {
        let (store, panel) = (store.clone(), panel.clone());
        Callback::from(move |event: Event| {
            let chosen = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
            if let Some(Ok(kind)) = chosen.map(|select| select.value().parse()) {
                store.dispatch(Action::CorrectName(panel.clone(), NameChange::Retype(kind)));
            }
        })
    };
    let remove = Action::CorrectName(panel.clone(), NameChange::Remove);
    html! {
        <div class="corrections">
            { scopes(store, Scope::OF_NAME, panel.scope, "Changes apply") }
            <label>{ "Type " }
                <select onchange={on_kind}>
                    { for EntityKind::ALL.iter().map(|choice| html! {
                        <option key={choice.as_str()} value={choice.as_str()} selected={kind == Some(*choice)}>
                            { words::kind_singular(*choice) }
                        </option>
                    }) }
                </select>
            </label>
            { Button::default().draw(store.on(Action::PickOtherName), "Names something else …".into()) }
            { Button::default().draw(store.on(remove), "Not a name".into()) }
        </div>
    }
}

struct Place {
    article: ArticleId,
    article_name: Rc<str>,
    sentence_ix: u32,
    span: Span,
    before: String,
    text: String,
    after: String,
}

impl Place {
    fn visit(&self) -> Action {
        Action::GoTo { article: self.article.clone(), sentence_ix: self.sentence_ix }
    }
}

fn mentions(store: &Store, panel: &EntityPanel) -> Vec<Place> {
    store.read(|session| {
        let mut places = Vec::new();
        // What a person merged since the panel was opened is listed too.
        let entity = session.entities().standing(&panel.entity).clone();
        let only = &panel.places;
        let only_outlet = only.outlet.and_then(|ix| session.entity_table().outlets.get(ix as usize).cloned());
        for (ix, state) in session.articles().iter().enumerate() {
            if only_outlet.as_ref().is_some_and(|outlet| *outlet != state.article.outlet) {
                continue;
            }
            let article_name: Rc<str> = session.article_name(ix).into();
            let is_form = |span: Span| only.form.as_ref().is_none_or(|form| **form == *span.of(&state.article.text));
            for mention in state.mentions.iter().filter(|m| m.entity == entity && is_form(m.span)) {
                let text = &state.article.text;
                let sentence_ix = state.sentence_at(mention.span.start);
                let sentence = state.sentence(sentence_ix).unwrap_or(mention.span);
                let before = readable(text.get(sentence.start as usize..mention.span.start as usize).unwrap_or(""));
                let after = readable(text.get(mention.span.end as usize..sentence.end as usize).unwrap_or(""));
                places.push(Place {
                    article: state.article.id.clone(),
                    article_name: article_name.clone(),
                    sentence_ix,
                    span: mention.span,
                    before: last_chars(&before),
                    text: mention.span.of(text).to_owned(),
                    after: after.chars().take(60).collect(),
                });
            }
        }
        places
    })
}

fn last_chars(text: &str) -> String {
    let n_chars = text.chars().count();
    text.chars().skip(n_chars.saturating_sub(50)).collect()
}
