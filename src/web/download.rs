//! Hands files to the person.

use super::platform::saver::now;
use crate::app::session::Session;
use crate::app::update::DownloadKind;
use crate::find;
use crate::format::{csv, project};
use crate::model::{ArticleId, Entity, EntityId};
use crate::text::{Map, Set, Span};
use gloo_utils::document;
use js_sys::{Array, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Writes the project as a file of this kind and has the browser save it.
pub fn project(session: &Session, kind: DownloadKind) {
    let at = now();
    let sentences = |id: &ArticleId| sentences(session, id);
    let aliases = session.aliases();
    let entities = |id: &EntityId| entity(session, &aliases, id);
    let facts = project::Facts {
        version: env!("CARGO_PKG_VERSION"),
        engine: find::ENGINE_VERSION,
        exported: at,
        sentences: &sentences,
        entities: &entities,
    };
    let (text, mime, ending) = match kind {
        DownloadKind::Json => (project::write(session.project(), &facts), "application/json", "json"),
        DownloadKind::Csv => (csv::write(session.project(), &facts), "text/csv", "csv"),
    };
    let day: String = at.to_string().chars().take(10).collect();
    // A browser without Blob or object URLs cannot run this page at all.
    let _ = save(&format!("standpoint-{day}.{ending}"), mime, &text);
}

fn sentences(session: &Session, id: &ArticleId) -> Vec<Span> {
    let Some(state) = session.article_ix(id).map(|ix| &session.articles()[ix]) else { return Vec::new() };
    match &state.document {
        Some(document) => document.sentences.iter().map(|sentence| sentence.span).collect(),
        None => find::analyze(&state.article.text).sentences.iter().map(|sentence| sentence.span).collect(),
    }
}

fn entity(session: &Session, aliases: &Map<EntityId, Set<Rc<str>>>, id: &EntityId) -> Option<Entity> {
    let info = session.entities().get(id)?;
    let aliases = aliases.get(id).into_iter().flat_map(|forms| forms.iter().cloned()).collect();
    Some(Entity { id: id.clone(), name: info.name.clone(), kind: info.kind, aliases })
}

fn save(name: &str, mime: &str, text: &str) -> Result<(), JsValue> {
    let parts = Array::of1(&Uint8Array::from(text.as_bytes()));
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser has taken the blob by the time the click returns, but Safari reads it a little later.
    gloo_timers::callback::Timeout::new(60_000, move || drop(Url::revoke_object_url(&url))).forget();
    Ok(())
}
