//! The recode queue: one tag at a time with its sentence, and a key for each thing that can be done about it.

use super::Shown;
use super::form::to_element;
use crate::app::codebook::recode::{self, Decision, Waiting};
use crate::app::codebook::settle;
use crate::app::session::Session;
use crate::app::words;
use crate::model::Annotation;
use crate::web::views::control::{Button, section};
use crate::web::views::kbd::kbd;
use std::rc::Rc;
use yew::prelude::*;

const ID: &str = "recode-tag";

/// What waits for whoever tags here.
pub(super) fn queue(shown: &Shown) -> Html {
    let (queue, n_others) = shown.store.read(|session| {
        let queue = session.coder().map(|coder| recode::queue(&shown.project, coder)).unwrap_or_default();
        (queue, recode::n_waiting(&shown.project, session.coder()).1)
    });
    let content = html! {
        <>
            <p class="lead">{ lead(&queue, n_others) }</p>
            if let Some(first) = queue.first() { { waiting(shown, first) } }
            if queue.len() > 1 {
                <ul class="later">
                    { for queue[1..].iter().map(|waiting| html! {
                        <li key={format!("{:?}", waiting.revision.code)}>{ headline(shown, waiting) }</li>
                    }) }
                </ul>
            }
        </>
    };
    section("book-queue", "Recode queue".into(), content)
}

fn lead(queue: &[Waiting], n_others: usize) -> String {
    let n_mine: usize = queue.iter().map(|waiting| waiting.annotations.len()).sum();
    let mut lead = match n_mine {
        0 => "Nothing waits. When a code changes its meaning, the tags that say it come here to be looked at; no tag \
              is ever changed by itself."
            .to_owned(),
        n => format!("{} for your decision.", words::counted(n, "tag waits", "tags wait")),
    };
    if n_others > 0 {
        let others = words::counted(n_others, "tag of another coder waits", "tags of other coders wait");
        lead = format!("{lead} {others} for them.");
    }
    lead
}

fn headline(shown: &Shown, waiting: &Waiting) -> String {
    let told = recode::told(&shown.codebook, &waiting.revision);
    format!(
        "{told} (version {}): {}",
        waiting.revision.version,
        words::counted(waiting.annotations.len(), "tag", "tags")
    )
}

/// The first tag of those that wait for one revision. Keys work while the focus is in here.
fn waiting(shown: &Shown, waiting: &Waiting) -> Html {
    let Some(tag) = waiting.annotations.first() else { return Html::default() };
    let decisions = recode::decisions(&shown.codebook, &waiting.revision);
    let OfTag { quote, place, said, is_locked } = shown.store.read(|session| of_tag(session, tag));
    let decide = {
        let (store, revision, id) = (shown.store.clone(), waiting.revision.clone(), tag.id.clone());
        move |decision: &Decision, is_all: bool| {
            store.dispatch(settle(revision.clone(), (!is_all).then(|| id.clone()), decision.clone()));
            to_element(ID.into());
        }
    };
    let n = waiting.annotations.len();
    let button = |(key, decision): &(String, Decision), is_all: bool| {
        let all = if is_all { format!(" all {n}") } else { String::new() };
        let label = match decision {
            Decision::Keep => format!("Keep{all}"),
            Decision::Say(code) => format!("Change{all} to {}", shown.store.read(|session| session.code_name(code))),
            Decision::Remove => format!("Remove{all}"),
        };
        let key = if is_all && !key.is_empty() { format!("Shift+{key}") } else { key.clone() };
        let (decide, decision) = (decide.clone(), decision.clone());
        let onclick = Callback::from(move |_: MouseEvent| decide(&decision, is_all));
        Button::default().draw(onclick, html! { <>{ label }if !key.is_empty() { { kbd(&key) } }</> })
    };
    let (one, all): (Html, Html) = (
        decisions.iter().map(|each| button(each, false)).collect(),
        decisions.iter().map(|each| button(each, true)).collect(),
    );
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let is_other = event.ctrl_key() || event.meta_key() || event.alt_key();
        let decided = recode::decision_of(&decisions, &event.key(), &event.code(), event.shift_key());
        if let Some((decision, is_all)) = decided.filter(|_| !is_other) {
            event.prevent_default();
            event.stop_propagation();
            decide(decision, is_all);
        }
    });
    html! {
        <div class="recode" id={ID} tabindex="-1" role="group" aria-label="Tag to decide about" {onkeydown}>
            <h3>{ headline(shown, waiting) }</h3>
            <blockquote>{ quote }</blockquote>
            <p><b>{ said }</b>{ " " }<small>{ place }</small></p>
            if is_locked {
                <p><small>
                    { "You have locked its article. What you decide here holds all the same, and the lock stays." }
                </small></p>
            }
            <div class="decisions" role="group" aria-label="This tag">{ one }</div>
            if n > 1 {
                <div class="decisions" role="group" aria-label={format!("All {n} tags")}>{ all }</div>
            }
        </div>
    }
}

/// A tag that waits, in words.
#[derive(Default)]
struct OfTag {
    /// The words of its place.
    quote: String,
    /// Where that is.
    place: String,
    /// What it says.
    said: String,
    /// Whether its coder has locked the article.
    is_locked: bool,
}

fn of_tag(session: &Session, tag: &Rc<Annotation>) -> OfTag {
    let Some(article_ix) = session.article_ix(&tag.article) else { return OfTag::default() };
    let state = &session.articles()[article_ix];
    let sentence_ix = state.sentence_at(tag.span.start);
    let sentence = state.sentence(sentence_ix).filter(|sentence| sentence.contains(tag.span));
    let quote = state.words(sentence.unwrap_or(tag.span));
    let place = match &*state.article.outlet {
        "" => format!("{}, sentence {}", session.article_name(article_ix), sentence_ix + 1),
        outlet => format!("{}, {outlet}, sentence {}", session.article_name(article_ix), sentence_ix + 1),
    };
    let said = recode::said(&session.project().codebook, &tag.body, |holder, target| match target {
        Some(target) => session.target_name(target),
        None => session.holder_name(article_ix, holder),
    });
    OfTag { quote, place, said, is_locked: state.is_locked() }
}
