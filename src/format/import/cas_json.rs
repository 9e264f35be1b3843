//! UIMA CAS JSON, as INCEpTION and dkpro-cassis write it.
//!
//! Each text of the file is an article. Annotations of types of the user's become labels: by their feature `value` or
//! `label`, else by the name of the type. Of ours everything comes back but the names, which the engine finds again.
//! Sentences, tokens, other layers of grammar, relations between annotations and links stay behind.

use super::build::{Builder, Place, Said, TextIx, What};
use super::meta::Meta;
use super::rows::{fields, plain};
use super::tags::{action_named, lock, stance};
use super::{About, Input, Reader};
use crate::format::export::OffsetUnit;
use crate::format::json::Fields;
use crate::format::raw::Raw;
use crate::model::{Body, EntityId, Unit, VariableId};
use crate::text::Map;

pub(super) struct CasJson;

const OWN: &str = "webanno.custom.";

/// Layers that come from programs and say nothing of what people think.
const GRAMMAR: [&str; 12] = [
    ".segmentation.",
    ".lexmorph.",
    ".syntax.",
    ".metadata.",
    ".morph.",
    ".semantics.",
    ".coref.",
    ".transform.",
    ".anomaly.",
    ".structure.",
    "uima.cas.",
    "uima.tcas.",
];

impl Reader for CasJson {
    fn about(&self) -> &'static About {
        &About {
            id: "cas-json",
            name: "UIMA CAS JSON",
            unit: OffsetUnit::Utf16,
            brings: "annotations of custom layers and named entities as labels; of our own files every tag",
            leaves: "sentences, tokens, grammar, relations, links",
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
    let mut metas: Map<String, Meta> = Map::new();
    for structure in &structures {
        if structure.kind.ends_with(".DocumentMetaData") {
            let mut features = structure.features();
            let mut text = |name: &str| features.take(name).and_then(plain).unwrap_or_default();
            let meta = Meta {
                title: text("documentTitle"),
                url: text("documentUri"),
                outlet: if is_ours { text("collectionId") } else { String::new() },
                lang: Some(text("language")).filter(|lang| lang != "x-unspecified").unwrap_or_default(),
                ..Meta::default()
            };
            metas.insert(text("@sofa"), meta);
        }
    }
    let mut texts: Map<String, TextIx> = Map::new();
    for structure in structures.iter().filter(|structure| structure.kind == "uima.cas.Sofa") {
        let mut features = structure.features();
        if let Some(text) = features.take("sofaString").and_then(plain).filter(|text| !text.is_empty()) {
            let meta = metas.remove(&structure.id).unwrap_or_default();
            texts.insert(structure.id.clone(), into.article(&text, meta));
        }
    }
    if texts.is_empty() {
        into.issue(None, "expected a Sofa with a sofaString, found no text", "Export the document with its text.");
    }
    let mut n_left = 0;
    for structure in &structures {
        let is_name = structure.kind.ends_with(".NamedEntity");
        let is_grammar = GRAMMAR.iter().any(|part| structure.kind.contains(part));
        if is_grammar || structure.kind.ends_with("[]") || (is_ours && is_name) {
            continue;
        }
        let mut features = structure.features();
        let sofa = features.take("@sofa").and_then(plain).unwrap_or_default();
        let mut number = |names: [&str; 2]| names.into_iter().find_map(|name| features.number(name).ok().flatten());
        let (start, end) = (number(["begin", "^begin"]), number(["end", "^end"]));
        let (Some(text), Some(start), Some(end)) = (texts.get(&sofa).copied(), start, end) else {
            n_left += 1;
            continue;
        };
        let coder = features.take("coder").and_then(plain).unwrap_or_default();
        let what = own(structure.kind, &mut features, is_ours).unwrap_or_else(|| {
            let value =
                ["value", "label", "Value", "Label"].into_iter().find_map(|name| features.take(name).and_then(plain));
            let name = structure.kind.rsplit('.').next().unwrap_or_default().to_owned();
            into.label(&value.unwrap_or(name))
        });
        let is_label = matches!(what, What::Body(Body::Span(_)));
        let coder = into.coder(&coder, "");
        let is_article = start == end && start == 0 && !is_label;
        let place = if is_article { Place::Article } else { Place::Stretch { start, end, quote: None } };
        into.say(Said { text, place, what, coder, created: None, line: 1 });
    }
    into.left(n_left, "structures without a place in a text stay behind: relations, links and the like");
}

/// What an annotation of our types says.
fn own(kind: &str, features: &mut Fields<'_>, is_ours: bool) -> Option<What> {
    let name = kind.strip_prefix(OWN).filter(|_| is_ours)?;
    let mut text = |name: &str| features.take(name).and_then(plain).unwrap_or_default();
    let entity = |id: String| (!id.is_empty()).then(|| EntityId::new(id));
    Some(What::Body(match name {
        "Sentiment" => Body::Sentiment(text("value").into()),
        "Stance" => stance(&text("position"), &text("holder"), &text("target"))?,
        "Answer" => {
            let unit = text("unit");
            let unit = Unit::ALL.into_iter().find(|known| known.name() == unit).unwrap_or_default();
            Body::Variable { variable: VariableId::new(text("variable")), unit, value: text("value").into() }
        }
        "Comment" => Body::Comment(text("value").into()),
        "Flag" => Body::Flag(text("value").into()),
        "Correction" => {
            let (action, kind) = (action_named(&text("action"))?, text("kind").parse().ok()?);
            Body::Mention { action, kind, entity: entity(text("entity")) }
        }
        "Speaker" => Body::Speaker(entity(text("entity"))),
        "Lock" => Body::Lock(lock(&text("value"))?),
        _ => return None,
    }))
}

/// A feature structure.
struct Structure<'a> {
    id: String,
    kind: &'a str,
    raw: Raw<'a>,
}

impl<'a> Structure<'a> {
    fn features(&self) -> Fields<'a> {
        Fields::of_text(self.raw.get())
    }
}

/// A list, or as the first drafts had it an object by id.
fn structures(raw: Raw<'_>) -> Vec<Structure<'_>> {
    let all = raw.items().map(|all| all.into_iter().map(|raw| (String::new(), raw)).collect());
    let by_id = || raw.fields().unwrap_or_default().into_iter().map(|(id, raw)| (id.into_owned(), raw)).collect();
    let all: Vec<(String, Raw<'_>)> = all.unwrap_or_else(by_id);
    all.into_iter().filter_map(structure).collect()
}

fn structure((key, raw): (String, Raw<'_>)) -> Option<Structure<'_>> {
    let mut head = fields(raw)?;
    let kind = head.take("%TYPE")?.get().trim_matches('"');
    Some(Structure { id: head.take("%ID").and_then(plain).unwrap_or(key), kind, raw })
}
