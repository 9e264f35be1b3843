//! UIMA CAS JSON, as INCEpTION and dkpro-cassis write it.
//!
//! Each text of the file is an article. Annotations of types of the user's become labels: by their feature `value` or
//! `label`, else by the name of the type; their other features that are a text become answers about the stretch. Of
//! ours everything comes back but the names, which the engine finds again. Sentences, tokens, other layers of grammar,
//! relations between annotations, links and numbers stay behind.

use super::build::Builder;
use super::cas::{OWN, Structure, hand_in};
use super::rows::{fields, plain};
use super::{About, Input, Reader};
use crate::format::export::OffsetUnit;
use crate::format::json::Fields;
use crate::format::raw::Raw;

pub(super) struct CasJson;

impl Reader for CasJson {
    fn about(&self) -> &'static About {
        &About {
            id: "cas-json",
            name: "UIMA CAS JSON",
            unit: OffsetUnit::Utf16,
            brings: "annotations of custom layers and named entities as labels, texts of theirs as answers; of our own files every tag",
            leaves: "sentences, tokens, grammar, relations, links, numbers",
        }
    }

    fn recognise(&self, input: &Input<'_>) -> bool {
        if input.is_list() {
            return false;
        }
        // The first key tells, so the rest need not be read.
        let head = input.json().map(|text| text.trim_start().trim_start_matches('{').trim_start()).unwrap_or_default();
        ["\"%TYPES\"", "\"%FEATURE_STRUCTURES\"", "\"%VIEWS\"", "\"%HEADER\"", "\"%TYPE_SYSTEM\""]
            .iter()
            .any(|key| head.starts_with(key))
    }

    fn read(&self, input: &Input<'_>, into: &mut Builder) {
        for (line, row) in input.rows().into_iter().take(1) {
            match row.and_then(|raw| fields(raw).ok_or_else(|| "expected an object".to_owned())) {
                Ok(row) => cas(row, into),
                Err(what) => into.issue(Some(line), what, "Export the document again."),
            }
        }
    }
}

fn cas(mut row: Fields<'_>, into: &mut Builder) {
    let is_ours = row.object("%TYPES").ok().flatten().is_some_and(|mut types| {
        ["Sentiment", "Stance", "Lock"].iter().all(|name| types.take(&format!("{OWN}{name}")).is_some())
    });
    let structures = row.take("%FEATURE_STRUCTURES").map(structures).unwrap_or_default();
    hand_in(structures, is_ours, into);
}

/// A list, or as the first drafts had it an object by id.
fn structures(raw: Raw<'_>) -> Vec<Structure> {
    let all = raw.items().map(|all| all.into_iter().map(|raw| (String::new(), raw)).collect());
    let by_id = || raw.fields().unwrap_or_default().into_iter().map(|(id, raw)| (id.into_owned(), raw)).collect();
    let all: Vec<(String, Raw<'_>)> = all.unwrap_or_else(by_id);
    all.into_iter().filter_map(structure).collect()
}

fn structure((key, raw): (String, Raw<'_>)) -> Option<Structure> {
    let mut head = fields(raw)?;
    let kind = head.take("%TYPE")?.get().trim_matches('"').to_owned();
    let id = head.take("%ID").and_then(plain).unwrap_or(key);
    // A list or an object is named like a reference.
    let features = head.into_pairs().filter_map(|(name, raw)| match plain(raw) {
        Some(value) => Some((name.into_owned(), value)),
        None => (raw.get() != "null").then(|| (format!("@{name}"), raw.get().to_owned())),
    });
    let features = features.collect();
    Some(Structure { id, kind, features })
}
