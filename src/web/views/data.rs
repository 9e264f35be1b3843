//! The Data view: files in and out.

use super::coders::coders;
use super::control::section;
use super::topbar::CommandButton;
use crate::web::store::Store;
use yew::prelude::*;

/// What stands under the heading.
pub(super) fn data(store: &Store) -> Html {
    let (n_articles, n_coders) = store.read(|session| (session.articles().len(), session.project().coders.len()));
    html! {
        <>
            { section("data-in", "Files in".into(), html! {
                <>
                    <p>{ format!("{n_articles} articles, {n_coders} coders.") }</p>
                    <CommandButton id="add-articles" label="Add articles" />
                </>
            }) }
            { section("data-out", "Files out".into(), html! {
                <>
                    <CommandButton id="download-json" label="Download JSON" />
                    <CommandButton id="download-csv" label="Download CSV" />
                </>
            }) }
            { coders(store) }
        </>
    }
}
