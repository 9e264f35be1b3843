//! Articles and project files in: paste, choose, or drop anywhere on the page.

use super::super::dialog::Dialog;
use crate::web::import;
use crate::web::store::use_store;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// The dialog.
#[component]
pub(super) fn AddArticles() -> Html {
    let store = use_store();
    let text = use_node_ref();
    let files = use_node_ref();
    let onchange = {
        let (store, files) = (store.clone(), files.clone());
        Callback::from(move |_: Event| {
            if let Some(chosen) = files.cast::<HtmlInputElement>().and_then(|input| input.files()) {
                import::files(&store, &chosen);
            }
        })
    };
    let onsubmit = {
        let text = text.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(text) = text.cast::<HtmlTextAreaElement>().filter(|text| !text.value().trim().is_empty()) {
                import::pasted(&store, text.value());
            }
        })
    };
    html! {
        <Dialog title="Add articles">
            <p>
                { "Text, Markdown, HTML, Word (.docx), RTF, PDF, JSON, JSON Lines and CSV files (columns text, title, outlet, \
                   date, url), many at once, zips of them, and text exports of Nexis, Factiva and ProQuest. Project \
                   files and files of other tools (doccano, Label Studio, Prodigy, brat, CoNLL, W3C, CAS JSON) are \
                   merged; nothing is overwritten. No file leaves this device." }
            </p>
            <label class="field">{ "Choose files" }
                <input ref={files} type="file" multiple=true {onchange}
                    accept=".txt,.md,.html,.htm,.docx,.rtf,.pdf,.json,.jsonl,.jsonld,.csv,.conll,.iob,.iob2,.bio,.xmi,.qdpx,.qdc,.zip,text/plain" />
            </label>
            <form {onsubmit}>
                <label class="field">{ "Or paste the text of an article" }
                    <textarea ref={text} rows="8" />
                </label>
                <div class="dialog-buttons"><button type="submit" class="primary">{ "Add pasted text" }</button></div>
            </form>
        </Dialog>
    }
}
