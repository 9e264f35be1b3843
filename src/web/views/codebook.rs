//! The Codebook view: what may be tagged, and how.

use super::control::section;
use crate::web::store::Store;
use yew::prelude::*;

/// What stands under the heading.
pub(super) fn codebook(store: &Store) -> Html {
    let codebook = store.read(|session| session.project().codebook.clone());
    let words = |words: &[std::rc::Rc<str>]| html! { <p>{ words.join(", ") }</p> };
    let row = |name: &str, guideline: &str| html! { <><dt>{ name }</dt><dd>{ guideline }</dd></> };
    html! {
        <>
            { section("book-sentiment", "Sentiment".into(), words(&codebook.sentiment.values)) }
            { section("book-positions", "Positions".into(), words(&codebook.positions)) }
            { section("book-targets", "Targets".into(), html! {
                <dl>{ for codebook.targets.iter().map(|target| row(&target.name, &target.guideline)) }</dl>
            }) }
            { section("book-labels", "Labels".into(), html! {
                <dl>{ for codebook.labels.iter().map(|label| row(&label.name, &label.guideline)) }</dl>
            }) }
        </>
    }
}
