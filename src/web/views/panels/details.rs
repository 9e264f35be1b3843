//! Title, outlet, date, author and address of the open article, to be set right by hand.

use super::super::dialog::Dialog;
use crate::app::update::Action;
use crate::web::store::use_store;
use web_sys::HtmlInputElement;
use yew::prelude::*;

const NAMES: [&str; 5] = ["Title", "Outlet", "Date", "Author", "Web address"];

/// The form.
#[component]
pub(super) fn Details() -> Html {
    let store = use_store();
    let values: [String; 5] = store.read(|session| {
        session.article().map_or_else(Default::default, |state| {
            let article = &state.article;
            [&article.title, &article.outlet, &article.date, &article.author, &article.url]
                .map(|value| value.to_string())
        })
    });
    let inputs: [NodeRef; 5] = [use_node_ref(), use_node_ref(), use_node_ref(), use_node_ref(), use_node_ref()];
    let onsubmit = {
        let inputs = inputs.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let typed =
                inputs.clone().map(|input| input.cast::<HtmlInputElement>().map_or_else(String::new, |i| i.value()));
            store.dispatch(Action::SetDetails(typed));
        })
    };
    html! {
        <Dialog title="Article details">
            <form {onsubmit}>
                { for NAMES.iter().zip(inputs).zip(values).map(|((name, input), value)| html! {
                    <label key={*name} class="field">
                        { *name }<input ref={input} type="text" {value} autocomplete="off" />
                    </label>
                }) }
                <p>
                    <small>{ "What the source does not say may stay empty. A date is best written 2025-08-15." }</small>
                </p>
                <div class="dialog-buttons"><button type="submit" class="primary">{ "Save details" }</button></div>
            </form>
        </Dialog>
    }
}
