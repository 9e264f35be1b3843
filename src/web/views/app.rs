//! The page: three panes, what lies over them, and the line that is spoken.

use super::control::Button;
use super::corpus::Corpus;
use super::inspector::Inspector;
use super::other::Other;
use super::panels::Panels;
use super::reader::Reader;
use super::topbar::Topbar;
use crate::app::prefs::Reading;
use crate::app::route::View;
use crate::app::session::Session;
use crate::app::update::Action;
use crate::app::words;
use crate::web::platform::later::later;
use crate::web::store::{Store, use_select, use_select_later, use_store};
use crate::web::{focus, import};
use yew::prelude::*;

/// More notices than these are counted, not shown.
const N_NOTICES: usize = 5;

/// The app's properties.
#[derive(Properties, PartialEq)]
pub struct AppProps {
    /// The one session.
    pub store: Store,
}

/// The whole page.
#[component]
pub fn App(props: &AppProps) -> Html {
    html! {
        <ContextProvider<Store> context={props.store.clone()}>
            <Page />
        </ContextProvider<Store>>
    }
}

#[component]
fn Page() -> Html {
    let store = use_store();
    let (is_open, view) = use_select(|session| (session.panel().is_some(), session.view()));
    let (hint, _, announcement) =
        use_select_later(|session| (hint(session), session.notices().len(), session.announcement().clone()));
    // The text comes first, what stands around it a frame later: both are new code to the browser and cost it time.
    let is_whole = use_state_eq(|| false);
    use_effect_with((), {
        let is_whole = is_whole.clone();
        move |()| later(Box::new(move || is_whole.set(true)))
    });
    let is_whole = *is_whole;
    // Closing a dialog gives the focus back to the sentence that the keys are about, or to the view's heading.
    use_effect_with((is_open, view), |(is_open, view)| {
        if !is_open {
            match view {
                View::Tag => focus::to_current_sentence(),
                _ => focus::to_heading(),
            }
        }
    });
    let ondragover = Callback::from(|event: DragEvent| event.prevent_default());
    let ondrop = {
        let store = store.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            if let Some(files) = event.data_transfer().and_then(|transfer| transfer.files()) {
                import::files(&store, &files);
            }
        })
    };
    html! {
        <div class="page" {ondragover} {ondrop}>
            <a class="skip" href="#article" onclick={skip_to_text()}>{ "Skip to the text" }</a>
            if is_whole { <Topbar /> }
            if view == View::Tag {
                if is_whole { <Corpus /> }
                <Reader />
                if is_whole { <Inspector /> }
                <footer class="hints">{ hint }</footer>
            } else {
                <Other {view} />
            }
            { notices(&store) }
            // Always there, since a live region must be there before it speaks.
            <div class="spoken" role="status" aria-live="polite">
                <span key={announcement.number}>{ &*announcement.text }</span>
            </div>
            if is_whole { <Panels /> }
        </div>
    }
}

/// The link's address would be taken for a place in the corpus, so the focus moves without it.
fn skip_to_text() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        event.prevent_default();
        focus::to_current_sentence();
    })
}

/// The line of help at the foot: in the first minute what to try, later the keys one forgets.
fn hint(session: &Session) -> &'static str {
    if session.selection().is_some() {
        "Arrows move the caret, Shift extends, a letter labels, 1 to 7 names, Esc leaves"
    } else if session.batch().is_some() {
        "Tags go to all selected sentences · r, then j or k: a range · Ctrl click adds one · Esc leaves"
    } else if session.prefs().reading == Reading::Clean {
        "Clean reading: names and tags are hidden; x shows them again"
    } else if session.articles().iter().all(|state| state.n_tagged() == 0) {
        words::FIRST_HELP
    } else {
        "1 2 3 tone · f a n u stance · t target · h holder · s span · . repeat · Shift J next untagged · ? all keys"
    }
}

/// What went otherwise than expected, until it is put away.
fn notices(store: &Store) -> Html {
    let notices: Vec<_> = store.read(|session| session.notices().to_vec());
    let n_more = notices.len().saturating_sub(N_NOTICES);
    html! {
        <div class="notices" role="region" aria-label="Notices" hidden={notices.is_empty()}>
            { for notices.iter().take(N_NOTICES).enumerate().map(|(ix, text)| html! {
                <div class="notice" key={format!("{ix}{text}")}>
                    <p>{ &**text }</p>
                    { Button::default().draw(store.on(Action::PutAway(ix)), "Put away".into()) }
                </div>
            }) }
            if n_more > 0 { <p class="notice">{ format!("and {n_more} more") }</p> }
        </div>
    }
}
