//! The Entities view: everything that is named in the corpus.

use crate::web::store::Store;
use yew::prelude::*;

/// What stands under the heading.
pub(super) fn entities(store: &Store) -> Html {
    let rows: Vec<(String, String)> = store.read(|session| {
        let aliases = session.aliases();
        aliases
            .iter()
            .map(|(id, forms)| {
                let forms: Vec<&str> = forms.iter().map(|form| &**form).collect();
                (session.entity_name(id).to_string(), forms.join(", "))
            })
            .collect()
    });
    html! {
        <dl>
            { for rows.into_iter().map(|(name, forms)| html! { <><dt>{ name }</dt><dd>{ forms }</dd></> }) }
        </dl>
    }
}
