//! What the panes are made of: buttons and titled sections. Functions, since the code for an element stands wherever
//! it is written, and a button is some 400 bytes of it.

use yew::prelude::*;

/// A button apart from what it does and what is on it.
#[derive(Default)]
pub(super) struct Button {
    /// Its class, if it has one.
    pub class: Option<AttrValue>,
    /// Its name for those who cannot see what is on it.
    pub name: Option<AttrValue>,
    /// More about it.
    pub title: Option<AttrValue>,
    /// The code it is about, by value or id: `g` shows its guideline.
    pub code: Option<AttrValue>,
    /// The type of the names it is about.
    pub kind: Option<&'static str>,
    /// Whether it is pressed, if it is one of those that stay so.
    pub pressed: Option<bool>,
}

impl Button {
    /// A button of this class.
    pub(super) fn of(class: &'static str) -> Button {
        Button { class: Some(class.into()), ..Button::default() }
    }

    /// A button that stays pressed or not.
    pub(super) fn pressed(is_pressed: bool) -> Button {
        Button { pressed: Some(is_pressed), ..Button::default() }
    }

    /// The same, about this code.
    pub(super) fn about(self, code: &str) -> Button {
        Button { code: Some(code.to_owned().into()), ..self }
    }

    /// The button.
    pub(super) fn draw(self, onclick: Callback<MouseEvent>, content: Html) -> Html {
        let pressed = self.pressed.map(|is_pressed| if is_pressed { "true" } else { "false" });
        html! {
            <button type="button" class={self.class} aria-label={self.name} title={self.title} data-kind={self.kind}
                data-code={self.code} aria-pressed={pressed} {onclick}>{ content }</button>
        }
    }
}

/// The small cross that takes something away.
pub(super) fn remove(what: String, onclick: Callback<MouseEvent>) -> Html {
    Button { name: Some(format!("Remove {what}").into()), ..Button::of("remove") }.draw(onclick, "×".into())
}

/// A section under a heading of its own.
pub(super) fn section(id: &'static str, heading: Html, content: Html) -> Html {
    html! { <section aria-labelledby={id}><h2 {id}>{ heading }</h2>{ content }</section> }
}
