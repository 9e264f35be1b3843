//! The project folder, in the Data view: opened, connected again, read again, left.

use super::control::Button;
use super::topbar::CommandButton;
use crate::app::folder::{FolderState, Trouble, may_write};
use crate::web::platform::folder::can_pick;
use crate::web::store::{Store, use_select_later, use_store};
use crate::web::{focus, folder};
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// What stands under the heading.
#[component]
pub(super) fn ProjectFolder() -> Html {
    let store = use_store();
    let (state, own_file, may) = use_select_later(|session| {
        (session.folder().clone(), folder::own_file_of(session), may_write(session.save_state()))
    });
    // A button that was pressed makes way for others; whoever pressed it is not to be left at the top of the page.
    let is_pressed = use_memo((), |()| Cell::new(false));
    let section = use_node_ref();
    use_effect_with((state.clone(), section.clone()), {
        let is_pressed = is_pressed.clone();
        move |(_, section)| {
            if is_pressed.get() && focus::is_lost() {
                is_pressed.set(false);
                to_first_control(section);
            }
        }
    });
    if !can_pick() {
        return html! {
            <p>
                { "This browser does not let a page keep a folder. By hand it goes as well: Download my tags, under \
                   Files out, is the file to put into the folder's annotations, and Add articles opens the others'." }
            </p>
        };
    }
    if !may {
        return html! { <p>{ "The tab, or the version of this page, that saves the work keeps the folder too." }</p> };
    }
    let press = |name: &'static str, act: fn(&Store)| {
        let (store, is_pressed) = (store.clone(), is_pressed.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            is_pressed.set(true);
            act(&store);
        });
        Button::default().draw(onclick, name.into())
    };
    let open = press("Open a folder…", folder::open);
    let stop = press("Stop using this folder", folder::stop);
    let read = press("Read the others' files again", folder::read_again);
    let again = press("Reconnect", folder::reconnect);
    let set_up = press("Write project.json", folder::write_project);
    let buttons = match &state {
        FolderState::None => open,
        FolderState::Reading { .. } => Html::default(),
        FolderState::Asleep { .. } | FolderState::Failed { why: Trouble::NotAllowed, .. } => {
            html! { <>{ again }{ stop }</> }
        }
        FolderState::Failed { why: Trouble::TooMany, .. } => html! { <>{ open }{ stop }</> },
        FolderState::Failed { why: Trouble::Gone, .. } => html! { <>{ again }{ open }{ stop }</> },
        FolderState::Behind { .. } | FolderState::Written { .. } | FolderState::Failed { .. } => {
            html! { <>{ read }{ set_up }{ stop }</> }
        }
    };
    let whose = match (&state, own_file) {
        (FolderState::None, _) => html! {
            <p>
                { "A folder that a team shares, or a repository: articles, codebook.json, and annotations with a file \
                   for each coder. What is in it comes in here, and from then on your own file in it, and no other, \
                   is kept as your tags are." }
            </p>
        },
        (_, Some(path)) => html! { <p>{ "Your own file is " }<code>{ path }</code>{ "." }</p> },
        (_, None) => html! {
            <>
                <p>{ "Nothing is written before it is known who tags here." }</p>
                <CommandButton id="coder" label="Say who is tagging" />
            </>
        },
    };
    html! {
        <>
            if state != FolderState::None { <p>{ state.to_string() }</p> }
            { whose }
            if let FolderState::Behind { .. } | FolderState::Written { .. } = &state {
                <p>
                    { "Who sets the project up writes project.json: the articles, the codebook and the assignments, \
                       for whoever opens the folder. It has nobody's tags." }
                </p>
            }
            <div class="book-files" role="group" aria-label="Project folder" tabindex="-1" ref={section}>
                { buttons }
            </div>
        </>
    }
}

/// Gives the first button the focus, or where there is none for now, the place in which one will be.
fn to_first_control(section: &NodeRef) {
    let Some(section) = section.cast::<HtmlElement>() else { return };
    let button = section.query_selector("button").ok().flatten().and_then(|button| button.dyn_into().ok());
    // What is in the page takes the focus.
    let _ = button.unwrap_or(section).focus();
}
