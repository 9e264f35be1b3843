//! The views beside the text: each a page of its own under the top bar, with one heading.

use super::codebook::codebook;
use super::data::data;
use super::entities::Entities;
use crate::app::route::View;
use crate::web::parts::use_parts;
use crate::web::store::{ByPtr, Store, use_select, use_store};
use yew::prelude::*;

/// Which view it is.
#[derive(Properties, PartialEq)]
pub(super) struct OtherProps {
    /// Any but the text.
    pub view: View,
}

/// A view beside the text.
#[component]
pub(super) fn Other(props: &OtherProps) -> Html {
    let store = use_store();
    // Every change of the project may show here.
    use_select(|session| {
        let of_project = (ByPtr(session.project().clone()), session.list_version(), session.coder().cloned());
        (of_project, session.save_state().clone(), session.prefs().times)
    });
    let content = use_parts(true).map(|parts| (parts.view)(&store, props.view));
    html! {
        <main class="view" id="article" aria-label={props.view.name()}>
            <div class="view-page">
                <h1 tabindex="-1">{ props.view.name() }</h1>
                { content }
            </div>
        </main>
    }
}

/// What stands under a view's heading; of the later part.
pub(in crate::web) fn drawn_view(store: &Store, view: View) -> Html {
    match view {
        View::Tag => Html::default(),
        View::Codebook => codebook(),
        View::Entities => html! { <Entities /> },
        View::Data => data(store),
    }
}
