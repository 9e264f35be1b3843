//! A UIMA CAS, whatever it is written in: texts with annotations that have types and features.
//!
//! Each text of the file is an article. Annotations of types of the user's become labels: by their feature `value` or
//! `label`, else by the name of the type; their other features that are a text become answers about the stretch. Of
//! ours everything comes back but the names, which the engine finds again. Sentences, tokens, other layers of grammar,
//! relations between annotations, links and numbers stay behind.

use super::build::{Builder, Place, Said, TextIx, What};
use super::meta::Meta;
use super::tags::{action_named, key_of, lock, stance};
use crate::model::{Body, EntityId, Unit, VariableId};
use crate::text::Map;

/// The package of our own types.
pub(super) const OWN: &str = "webanno.custom.";

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

/// A feature structure.
pub(super) struct Structure {
    pub(super) id: String,
    /// Its type with the package.
    pub(super) kind: String,
    /// Those that are a text or a number; references as the ids that they name, `@sofa` among them.
    pub(super) features: Map<String, String>,
}

impl Structure {
    fn text(&self, name: &str) -> &str {
        self.features.get(name).map_or("", String::as_str)
    }

    fn number(&self, names: [&str; 2]) -> Option<u32> {
        names.into_iter().find_map(|name| self.features.get(name)?.parse().ok())
    }
}

/// Hands over all that a file has. `is_ours` where our writer made it.
pub(super) fn hand_in(structures: Vec<Structure>, is_ours: bool, into: &mut Builder) {
    if is_ours {
        into.is_ours();
    }
    let mut metas: Map<String, Meta> = Map::new();
    for of in structures.iter().filter(|of| of.kind.ends_with(".DocumentMetaData")) {
        let lang = of.text("language");
        let meta = Meta {
            title: of.text("documentTitle").to_owned(),
            url: of.text("documentUri").to_owned(),
            outlet: if is_ours { of.text("collectionId").to_owned() } else { String::new() },
            lang: if lang == "x-unspecified" { String::new() } else { lang.to_owned() },
            ..Meta::default()
        };
        metas.insert(of.text("@sofa").to_owned(), meta);
    }
    let mut texts: Map<String, TextIx> = Map::new();
    for sofa in structures.iter().filter(|of| of.kind == "uima.cas.Sofa" && of.features.get("sofaString").is_some()) {
        let meta = metas.remove(&sofa.id).unwrap_or_default();
        texts.insert(sofa.id.clone(), into.article(sofa.text("sofaString"), meta));
    }
    if texts.is_empty() {
        into.issue(None, "expected a Sofa with a sofaString, found no text", "Export the document with its text.");
    }
    let (mut n_left, mut n_features) = (0, 0);
    for of in &structures {
        let is_name = of.kind.ends_with(".NamedEntity");
        let is_grammar = GRAMMAR.iter().any(|part| of.kind.contains(part));
        if is_grammar || of.kind.ends_with("[]") || (is_ours && is_name) {
            continue;
        }
        let (start, end) = (of.number(["begin", "^begin"]), of.number(["end", "^end"]));
        let (Some(text), Some(start), Some(end)) = (texts.get(of.text("@sofa")).copied(), start, end) else {
            n_left += 1;
            continue;
        };
        let own_name = ["value", "label", "Value", "Label"].into_iter().find(|name| of.features.contains_key(*name));
        let what = own(of).filter(|_| is_ours).unwrap_or_else(|| {
            if is_ours && of.kind.strip_prefix(OWN) == Some("Label") {
                return into.own_label(of.text("value"));
            }
            let name = || of.kind.rsplit('.').next().unwrap_or_default();
            into.label(own_name.map_or_else(name, |name| of.text(name)))
        });
        let is_label = matches!(what, What::Body(Body::Span(_)));
        let coder = into.coder(of.text("coder"), "");
        let is_article = start == end && start == 0 && !is_label;
        let place = if is_article { Place::Article } else { Place::Stretch { start, end, quote: None } };
        let say = |place: Place, what: What, into: &mut Builder| {
            into.say(Said { text, place, what, coder: coder.clone(), created: None, line: 1 });
        };
        if !is_ours {
            for (name, value) in of.features.iter().filter(|(name, _)| Some(&***name) != own_name) {
                match answer(name, value) {
                    Feature::Answer(body) => say(place.clone(), What::Body(body), into),
                    Feature::Other => n_features += 1,
                    Feature::Place => {}
                }
            }
        }
        say(place, what, into);
    }
    into.left(n_features, "features that are numbers, lists or refer to something else stay behind");
    into.left(n_left, "structures without a place in a text stay behind: relations, links and the like");
}

/// What a feature of somebody else's annotation is.
enum Feature {
    Answer(Body),
    /// Where the annotation is, and by whom; or nothing.
    Place,
    Other,
}

fn answer(name: &str, value: &str) -> Feature {
    let is_place = ["begin", "end", "^begin", "^end", "@sofa", "coder"].contains(&name) || name.starts_with('%');
    if is_place || value.is_empty() {
        return Feature::Place;
    }
    // In XMI a reference is the number of what it leads to, several have blanks between.
    let is_number = value.bytes().all(|b| b.is_ascii_digit() || b == b' ');
    match key_of(name) {
        Some(key) if !is_number && !name.starts_with(['@', '^']) => {
            let variable = VariableId::new(format!("v:{key}"));
            Feature::Answer(Body::Variable { variable, unit: Unit::Span, value: value.into() })
        }
        _ => Feature::Other,
    }
}

/// What an annotation of our types says.
fn own(of: &Structure) -> Option<What> {
    let text = |name: &str| of.text(name);
    let entity = |name: &str| Some(of.text(name)).filter(|id| !id.is_empty()).map(EntityId::new);
    Some(What::Body(match of.kind.strip_prefix(OWN)? {
        "Sentiment" => Body::Sentiment(text("value").into()),
        "Stance" => stance(text("position"), text("holder"), text("target"))?,
        "Answer" => {
            let unit = text("unit");
            let unit = Unit::ALL.into_iter().find(|known| known.name() == unit).unwrap_or_default();
            Body::Variable { variable: VariableId::new(text("variable")), unit, value: text("value").into() }
        }
        "Comment" => Body::Comment(text("value").into()),
        "Flag" => Body::Flag(text("value").into()),
        "Correction" => {
            let (action, kind) = (action_named(text("action"))?, text("kind").parse().ok()?);
            Body::Mention { action, kind, entity: entity("entity") }
        }
        "Speaker" => Body::Speaker(entity("entity")),
        "Lock" => Body::Lock(lock(text("value"))?),
        _ => return None,
    }))
}
