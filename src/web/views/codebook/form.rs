//! What the forms of the codebook are made of. A field is saved when it is left or Enter is pressed; Escape leaves it
//! as it was.

use super::Shown;
use crate::app::codebook::{BookStep, Field, edit};
use crate::app::ids::slug;
use crate::model::Code;
use crate::web::platform::later::later;
use crate::web::views::control::Button;
use gloo_utils::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// A line of text that a code has.
pub(super) fn line(shown: &Shown, code: &Code, field: Field, label: &'static str, value: &str) -> Html {
    let onchange = set(shown, code, field);
    html! {
        <label class="field" key={label}>
            { label }
            <input type="text" autocomplete="off" value={value.to_owned()} data-was={value.to_owned()} {onchange} />
        </label>
    }
}

/// Several lines of text that a code has.
pub(super) fn lines(shown: &Shown, code: &Code, field: Field, label: &'static str, value: &str) -> Html {
    let onchange = set(shown, code, field);
    html! {
        <label class="field" key={label}>
            { label }<textarea rows="3" value={value.to_owned()} data-was={value.to_owned()} {onchange} />
        </label>
    }
}

/// A choice of few: a button each, the one that holds pressed.
pub(super) fn choice(
    shown: &Shown,
    code: &Code,
    field: Field,
    label: &'static str,
    choices: impl Iterator<Item = (String, Html)>,
    chosen: &str,
) -> Html {
    let buttons = choices.map(|(value, content)| {
        let step = BookStep::Set(code.clone(), field, value.as_str().into());
        Button::pressed(value == chosen).draw(shown.store.on(edit(step)), content)
    });
    html! {
        <div class="field" key={label}>
            { label }<div class="scopes" role="group" aria-label={label}>{ for buttons }</div>
        </div>
    }
}

/// A control with a button: what stands in the control when the button is pressed, or Enter, becomes a step. The
/// control is empty again then.
pub(super) fn ask(
    shown: &Shown,
    button: &'static str,
    control: Html,
    step: impl Fn(String) -> BookStep + 'static,
) -> Html {
    let store = shown.store.clone();
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let form: Element = event.target_unchecked_into();
        let Ok(Some(control)) = form.query_selector("input, select") else { return };
        let value = text_of(&control);
        if value.trim().is_empty() {
            return;
        }
        let before = store.read(|session| session.project().clone());
        store.dispatch(edit(step(value)));
        // What was refused can be mended where it stands.
        if store.read(|session| !std::rc::Rc::ptr_eq(session.project(), &before)) {
            let _ = js_sys::Reflect::set(&control, &"value".into(), &"".into());
        }
    });
    html! {
        <form class="ask" key={button} {onsubmit}>{ control }<button type="submit">{ button }</button></form>
    }
}

/// Enter and Escape in a form: saved or as it was, the form closes and the focus is on its row again.
pub(super) fn keys(shown: &Shown, code: &Code) -> Callback<KeyboardEvent> {
    let (open, row) = (shown.open.clone(), row_id(code));
    Callback::from(move |event: KeyboardEvent| {
        let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return };
        let is_line = field.has_attribute("data-was");
        let is_area = field.tag_name() == "TEXTAREA";
        match event.key().as_str() {
            "Escape" => {
                if let Some(was) = field.get_attribute("data-was") {
                    let _ = js_sys::Reflect::set(&field, &"value".into(), &was.into());
                }
            }
            "Enter" if is_line && (!is_area || event.ctrl_key() || event.meta_key()) => {}
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
        // A field that is left is saved if it was changed.
        let _ = field.blur();
        open.set(None);
        to_element(row.clone());
    })
}

/// The id of a code's row.
pub(super) fn row_id(code: &Code) -> String {
    let kind = match code {
        Code::Sentiment(_) => "sentiment",
        Code::Position(_) => "position",
        Code::Value(id, _) => return format!("row-{}-{}", slug(id.as_str()), slug(code.text())),
        _ => "code",
    };
    format!("row-{kind}-{}", slug(code.text()))
}

/// Gives an element the focus once what happened is drawn.
pub(super) fn to_element(id: String) {
    later(Box::new(move || {
        if let Some(element) = document().get_element_by_id(&id).and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    }));
}

/// Brings a part of the codebook to the top and its first control into focus.
pub(super) fn to_part(id: &'static str) {
    let Some(heading) = document().get_element_by_id(id) else { return };
    heading.scroll_into_view();
    let first = heading.closest("section").ok().flatten();
    let first = first.and_then(|part| part.query_selector("button, input, textarea").ok().flatten());
    if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = first.focus_with_options(&options);
    }
}

/// What stands in the control that an event is about.
pub(super) fn value_of(event: &Event) -> String {
    event.target().map_or_else(String::new, |target| text_of(&target))
}

fn text_of(control: &JsValue) -> String {
    js_sys::Reflect::get(control, &"value".into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
}

fn set(shown: &Shown, code: &Code, field: Field) -> Callback<Event> {
    let (store, code) = (shown.store.clone(), code.clone());
    Callback::from(move |event: Event| {
        let value = value_of(&event);
        store.dispatch(edit(BookStep::Set(code.clone(), field, value.into())));
    })
}
