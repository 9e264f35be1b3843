//! What the codes of the current sentence mean: when to use each, with examples.

use super::super::dialog::Dialog;
use crate::app::session::Session;
use crate::app::words;
use crate::model::{Body, Code, Codebook, Target};
use crate::web::store::Store;
use crate::web::views::markdown::markdown;
use yew::prelude::*;

/// The dialog; `first` is the value or id of the code that was asked about.
pub(super) fn guide(store: &Store, first: Option<&str>) -> Html {
    let codebook = store.read(|session| session.project().codebook.clone());
    let (asked, here) = store.read(|session| {
        let all = everything(&codebook);
        let asked = all.iter().find(|code| Some(code.text()) == first).cloned();
        (asked, codes_here(session))
    });
    let row = |code: &Code| row(store, &codebook, code);
    html! {
        <Dialog title="What the codes mean" class="wide">
            if let Some(code) = &asked { <dl class="guide asked">{ row(code) }</dl> }
            <h3>{ "At this sentence" }</h3>
            <dl class="guide">{ for here.iter().filter(|code| Some(*code) != asked.as_ref()).map(row) }</dl>
            if !codebook.guidelines.is_empty() {
                <h3>{ "In general" }</h3>
                <div class="prose">{ markdown(&codebook.guidelines) }</div>
            }
        </Dialog>
    }
}

fn row(store: &Store, codebook: &Codebook, code: &Code) -> Html {
    let name = store.read(|session| session.code_name(code));
    let examples = match code {
        Code::Concept(id) => codebook.concept(id).map(|concept| concept.examples.clone()),
        Code::Entity(id) => {
            let concept = codebook.targets.iter().find(|concept| concept.entity.as_ref() == Some(id));
            concept.map(|concept| concept.examples.clone())
        }
        _ => None,
    };
    let guideline = Some(codebook.guideline_of(code)).filter(|text| !text.is_empty());
    html! {
        <div key={format!("{code:?}")}>
            <dt>{ words::capital(&name) }</dt>
            <dd>
                { guideline.unwrap_or("No guideline is written for it yet.") }
                { for examples.into_iter().flatten().map(|example| html! { <blockquote>{ &*example }</blockquote> }) }
            </dd>
        </div>
    }
}

/// What can be said here: in span mode the labels; else the tones, the target in use, the positions, what is tagged
/// already and the questions.
fn codes_here(session: &Session) -> Vec<Code> {
    let book = &session.project().codebook;
    let labels = book.labels.iter().map(|label| Code::Label(label.id.clone()));
    if session.selection().is_some() {
        return labels.collect();
    }
    let target = session.target().map(|target| match target {
        Target::Entity(id) => Code::Entity(id.clone()),
        Target::Concept(id) => Code::Concept(id.clone()),
    });
    let tags = session.article().map(|state| state.tags(session.place().sentence_ix)).unwrap_or_default();
    let said = tags.spans.iter().filter_map(|a| match &a.body {
        Body::Span(id) => Some(Code::Label(id.clone())),
        _ => None,
    });
    let guided = |code: &Code| !book.guideline_of(code).is_empty();
    let tones = book.sentiment.values.iter().cloned().map(Code::Sentiment).filter(guided);
    let positions = book.positions.iter().cloned().map(Code::Position).filter(guided);
    let questions = book.variables.iter().map(|variable| Code::Variable(variable.id.clone()));
    let mut codes: Vec<Code> = Vec::new();
    for code in target.into_iter().chain(said).chain(questions).chain(tones).chain(positions) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

/// Every code of the codebook, targets as annotations say them.
fn everything(book: &Codebook) -> Vec<Code> {
    let sentiment = book.sentiment.values.iter().cloned().map(Code::Sentiment);
    let positions = book.positions.iter().cloned().map(Code::Position);
    let entities = book.targets.iter().filter_map(|concept| concept.entity.clone()).map(Code::Entity);
    let concepts = book.targets.iter().map(|concept| Code::Concept(concept.id.clone()));
    let labels = book.labels.iter().map(|label| Code::Label(label.id.clone()));
    let variables = book.variables.iter().map(|variable| Code::Variable(variable.id.clone()));
    sentiment.chain(positions).chain(entities).chain(concepts).chain(labels).chain(variables).collect()
}
