//! The lines of the original that are not part of the text, each with the rule that left it out.

use super::super::dialog::Dialog;
use crate::app::words;
use crate::web::store::Store;
use yew::prelude::*;

/// The list of lines left out.
pub(super) fn left_out(store: &Store) -> Html {
    let Some(article) = store.read(|session| session.article().map(|state| state.article.clone())) else {
        return html! { <Dialog title="Lines left out"><p>{ "No article is open." }</p></Dialog> };
    };
    let source = &article.source;
    let lines: Vec<_> = source.dropped.iter().filter(|dropped| !dropped.text.trim().is_empty()).collect();
    html! {
        <Dialog title="Lines left out" class="wide">
            <p>
                { words::counted(lines.len(), "line", "lines") }{ " of " }{ &*source.file }
                { " are not part of the text, so that what you tag is the article's own prose." }
            </p>
            <table class="left-out">
                <thead>
                    <tr>{ for ["Line", "As it stood", "Rule"].map(|name| html! { <th scope="col">{ name }</th> }) }</tr>
                </thead>
                <tbody>
                    { for lines.into_iter().map(|dropped| html! {
                        <tr key={format!("{} {}", dropped.line, dropped.rule)}>
                            <td>{ dropped.line }</td>
                            <td>
                                { &*dropped.text }
                                if let Some(kept) = &dropped.kept { <small>{ " kept: " }{ &**kept }</small> }
                            </td>
                            <td>{ &*dropped.rule }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
        </Dialog>
    }
}
