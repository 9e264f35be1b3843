//! The page: three panes, what lies over them, and the line that is spoken.

use super::control::Button;
use super::corpus::Corpus;
use super::inspector::Inspector;
use super::kbd::key_of;
use super::other::Other;
use super::panels::Panels;
use super::reader::Reader;
use super::topbar::Topbar;
use crate::app::command::shown_key;
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
    // Keys are shown all over; other ones are chosen so seldom that everything is drawn anew.
    let keys = use_select(|session| session.prefs().keys.write());
    let (hint, _, announcement) =
        use_select_later(|session| (hint(session), session.notices().len(), session.announcement().clone()));
    // The text comes first, what stands around it a frame later: both are new code to the browser and cost it time.
    let is_whole = use_state_eq(|| false);
    use_effect_with((), {
        let is_whole = is_whole.clone();
        move |()| later(Box::new(move || is_whole.set(true)))
    });
    let is_whole = *is_whole;
    use_effect_with(view, |view| {
        if *view != View::Tag {
            focus::to_heading();
        }
    });
    // Closing a dialog gives the focus back to the sentence that the keys are about; in another view to what it was
    // opened from, which the dialog sees to, or else to the heading.
    use_effect_with((is_open, view), |(is_open, view)| match view {
        _ if *is_open => {}
        View::Tag => {
            let _ = focus::to_current_sentence();
        }
        _ => later(Box::new(focus::to_heading_if_lost)),
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
        <div key={keys} class="page" {ondragover} {ondrop}>
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
        let _ = focus::to_current_sentence();
    })
}

/// The line of help at the foot: in the first minute what to try, later the keys one forgets.
fn hint(session: &Session) -> String {
    let key = |id: &str| shown_key(key_of(id));
    let keys = |ids: &[&str]| ids.iter().map(|id| key(id)).collect::<Vec<_>>().join(" ");
    if session.selection().is_some() {
        "Arrows move the caret, Shift extends, a letter labels, 1 to 7 names, Esc leaves".to_owned()
    } else if session.batch().is_some() {
        let (range, leave) = (key("range"), key("leave-batch"));
        let moving = keys(&["next", "previous"]);
        format!(
            "Tags go to all selected sentences · {range}, then {moving}: a range · Ctrl click adds one · {leave} leaves"
        )
    } else if session.prefs().reading == Reading::Clean {
        format!("Clean reading: names and tags are hidden; {} shows them again", key("reading"))
    } else if session.articles().iter().all(|state| state.n_tagged() == 0) {
        words::FIRST_HELP.to_owned()
    } else {
        let tone = keys(&["sentiment-1", "sentiment-2", "sentiment-3"]);
        let stance = keys(&["stance-favor", "stance-against", "stance-neutral", "stance-unclear"]);
        let others = [
            ("target", "target"),
            ("holder", "holder"),
            ("span", "span"),
            ("repeat", "repeat"),
            ("range", "several"),
            ("next-untagged", "next untagged"),
            ("help", "all keys"),
        ];
        let others: Vec<String> = others.iter().map(|(id, name)| format!("{} {name}", key(id))).collect();
        format!("{tone} tone · {stance} stance · {}", others.join(" · "))
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
