//! The part of the Data view that is about several coders: who tags, what they may see, who codes what.

use super::assignments::Assignments;
use super::control::{Button, section};
use super::topbar::CommandButton;
use crate::web::store::Store;
use yew::prelude::*;

/// The sections.
pub(super) fn coders(store: &Store) -> Html {
    let is_blind = store.read(|session| session.is_outlet_blind());
    html! {
        <>
            { section("data-coders", "Coders".into(), html! {
                <>
                    <p>
                        { "Each coder's tags are a layer of their own, and each sees only their own. Files of other \
                           coders that are opened here are merged; nothing is overwritten." }
                    </p>
                    <CommandButton id="coder" label="Change who is tagging" />
                    <CommandButton id="all-coders" label="Show all coders' tags, or only your own" />
                    { Button::pressed(is_blind)
                        .draw(store.command("outlet-blind"), "Hide outlets until articles are locked".into()) }
                    <p><small>{ "Outlet, byline, address and the outlet's own name in its text are covered until a \
                        coder locks the article; tags made so are marked blind in the file." }</small></p>
                </>
            }) }
            { section("data-assignments", "Assignments".into(), html! { <Assignments /> }) }
        </>
    }
}
