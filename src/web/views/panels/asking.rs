//! Panels that ask for one text: the comment of a sentence, the name of the coder.

use super::super::dialog::Dialog;
use crate::app::update::Action;
use crate::web::store::use_store;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// A comment's properties.
#[derive(Properties, PartialEq)]
pub(super) struct CommentProps {
    /// The comment as it stands.
    pub text: AttrValue,
}

/// The comment of the current sentence. Ctrl Enter saves, so that Enter can make a new line.
#[component]
pub(super) fn CommentPanel(props: &CommentProps) -> Html {
    let store = use_store();
    let text = use_node_ref();
    use_effect_with(text.clone(), |text| {
        if let Some(text) = text.cast::<HtmlTextAreaElement>() {
            let _ = text.focus();
        }
    });
    let save = {
        let (store, text) = (store.clone(), text.clone());
        move || {
            if let Some(text) = text.cast::<HtmlTextAreaElement>() {
                store.dispatch(Action::SaveComment(text.value()));
            }
        }
    };
    let onkeydown = {
        let save = save.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                save();
            }
        })
    };
    // What was typed is never dropped: leaving keeps it, and undo takes it back.
    let leave = {
        let save = save.clone();
        Callback::from(move |()| save())
    };
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        save();
    });
    html! {
        <Dialog title="Comment on the sentence" {leave}>
            <form {onsubmit}>
                <textarea ref={text} rows="4" aria-label="Comment" {onkeydown} defaultvalue={props.text.clone()} />
                <div class="dialog-buttons">
                    <button type="submit" class="primary">{ "Save comment" }</button>
                    <small>{ "Closing saves it too; an empty one is removed" }</small>
                </div>
            </form>
        </Dialog>
    }
}

/// Asks who is tagging, once.
#[component]
pub(super) fn CoderPanel() -> Html {
    let store = use_store();
    let name = use_node_ref();
    use_effect_with(name.clone(), |name| {
        if let Some(name) = name.cast::<HtmlInputElement>() {
            let _ = name.focus();
        }
    });
    let onsubmit = {
        let name = name.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(name) = name.cast::<HtmlInputElement>() {
                store.dispatch(Action::SetCoder(name.value().into()));
            }
        })
    };
    html! {
        <Dialog title="Who is tagging?">
            <form {onsubmit}>
                <p>
                    { "Your name or a code goes with your tags, so that several people's can be told apart. It stays on \
                       this device until you download a file." }
                </p>
                <input ref={name} type="text" class="query" aria-label="Your name" autocomplete="nickname"
                    required=true maxlength="60" />
                <div class="dialog-buttons"><button type="submit" class="primary">{ "Start tagging" }</button></div>
            </form>
        </Dialog>
    }
}
