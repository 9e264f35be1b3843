//! The Data view: files in and out, whether the work is safe, and the history.

use super::coders::coders;
use super::control::section;
use super::exports::OtherTools;
use super::folder::ProjectFolder;
use super::history::History;
use super::topbar::CommandButton;
use crate::app::prefs::Times;
use crate::app::words;
use crate::web::download;
use crate::web::store::Store;
use yew::prelude::*;

/// What reading the last downloaded file again came to.
#[component]
fn LastFile() -> Html {
    let again = use_force_update();
    use_effect_with((), move |()| {
        download::on_last(Some(Callback::from(move |()| again.force_update())));
        || download::on_last(None)
    });
    html! { <p role="status">{ &*download::last() }</p> }
}

/// What stands under the heading.
pub(super) fn data(store: &Store) -> Html {
    let (n_articles, n_coders, state) =
        store.read(|session| (session.articles().len(), session.project().coders.len(), session.save_state().clone()));
    let has_times = store.read(|session| session.prefs().times == Times::Export);
    html! {
        <>
            { section("data-in", "Files in".into(), html! {
                <>
                    <p>{ format!(
                        "{}, {}.",
                        words::counted(n_articles, "article", "articles"),
                        words::counted(n_coders, "coder", "coders")
                    ) }</p>
                    <CommandButton id="add-articles" label="Add articles" />
                    <CommandButton id="opened" label="What the opened files brought" />
                </>
            }) }
            { section("data-out", "Files out".into(), html! {
                <>
                    <CommandButton id="download-json" label="Download JSON" />
                    <CommandButton id="download-csv" label="Download CSV" />
                    <CommandButton id="download-own" label="Download my tags" />
                    <p><small>
                        { "My tags are your own layer without the texts: a small file to hand on to colleagues who have \
                           the articles. The same tags always make the same file." }
                    </small></p>
                    <LastFile />
                    <label class="check">
                        <input type="checkbox" checked={has_times} onchange={store.command("times")} />
                        { "Put the time I spent on each sentence into the JSON file" }
                    </label>
                </>
            }) }
            { section("data-tools", "For other tools".into(), html! { <OtherTools /> }) }
            { section("data-folder", "Project folder".into(), html! { <ProjectFolder /> }) }
            { section("data-storage", "Storage".into(), html! {
                <>
                    <p>{ words::save_state(&state).1 }</p>
                    <p><small>
                        { "The work is kept in this browser, on this device; nothing is sent anywhere. Clearing the \
                           site's data deletes it, so download the JSON file now and then." }
                    </small></p>
                </>
            }) }
            { section("data-history", "History".into(), html! {
                <>
                    <p><small>
                        { "The latest steps, newest first. Going back is a step itself: undo takes it back. What other \
                           coders tagged stays." }
                    </small></p>
                    <History />
                </>
            }) }
            { coders(store) }
        </>
    }
}
