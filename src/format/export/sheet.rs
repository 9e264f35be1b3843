//! One article as writers see it: its sentences with what each coder said there, and every offset in every unit.

use super::Scene;
use crate::model::{
    Annotation, Article, Body, CoderId, Document, EntityId, EntityKind, Holder, LabelId, Layer, MentionAction,
    Standing, Target,
};
use crate::text::{CharSpan, Map, OffsetMap, Span, Utf16Span, order};
use std::rc::Rc;

/// One article with what was found in it and said of it.
pub struct Sheet<'a> {
    /// What is exported.
    pub scene: &'a Scene<'a>,
    /// The article.
    pub article: &'a Article,
    /// What the engine found in it.
    pub document: &'a Document,
    /// Its sentences, and places outside all sentences of which something was said; ascending.
    pub units: Vec<UnitOfText>,
    /// What each coder said who said anything, by coder.
    pub work: Vec<Work<'a>>,
    map: OffsetMap,
}

/// A stretch that carries tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnitOfText {
    /// Where, in bytes.
    pub span: Span,
    /// Which sentence of the article it is, from 0; `None` if it is outside all of them.
    pub sentence: Option<u32>,
}

/// What one coder said of one article.
pub struct Work<'a> {
    /// Who.
    pub coder: &'a CoderId,
    /// As given.
    pub name: &'a str,
    /// Said of the whole article.
    pub whole: Vec<&'a Annotation>,
    /// Said of a unit or of a stretch that begins in it, by place, then what is said; index into [`Sheet::units`].
    pub by_unit: Map<usize, Vec<&'a Annotation>>,
}

/// Who holds a stance, or what it is toward.
pub struct Thing {
    /// `entity`, `outlet`, `unknown` or `concept`.
    pub kind: &'static str,
    /// An id with its prefix, or `outlet` or `unknown`.
    pub id: Rc<str>,
    /// As shown; empty if nobody knows.
    pub name: Rc<str>,
}

/// A name in the text.
pub(super) struct Name {
    pub(super) span: Span,
    pub(super) kind: EntityKind,
    pub(super) entity: EntityId,
}

impl<'a> Sheet<'a> {
    /// Sorts what was said of an article.
    pub fn new(scene: &'a Scene<'a>, article: &'a Article, document: &'a Document) -> Sheet<'a> {
        let sentences: Vec<Span> = document.sentences.iter().map(|sentence| sentence.span).collect();
        let layer = |coder: &'a CoderId| Some((coder, &**scene.project.layer(coder, &article.id)?));
        let layers: Vec<(&CoderId, &Layer)> = scene.project.coders.keys().filter_map(layer).collect();
        let is_whole = |annotation: &Annotation| annotation.span.is_empty();
        let placed = |span: Span| unit_at(&sentences, span);
        let units = sentences.iter().enumerate().map(|(ix, span)| unit(*span, Some(ix)));
        let annotations = layers.iter().flat_map(|(_, layer)| layer.values()).filter(|a| !is_whole(a));
        let others = annotations.map(|a| placed(a.span)).filter(|unit| unit.sentence.is_none());
        let mut units: Vec<UnitOfText> = units.chain(others).collect();
        order::sort(&mut units);
        units.dedup();
        let work = layers.into_iter().map(|(coder, layer)| {
            let mut said: Vec<&Annotation> = layer.values().map(Rc::as_ref).collect();
            order::sort_by(&mut said, |a, b| (a.span, &a.body, &a.id).cmp(&(b.span, &b.body, &b.id)));
            let name = scene.project.coders.get(coder).map_or("", |coder| &coder.name);
            let mut work = Work { coder, name, whole: Vec::new(), by_unit: Map::new() };
            for annotation in said {
                if is_whole(annotation) {
                    work.whole.push(annotation);
                    continue;
                }
                let Ok(ix) = units.binary_search(&placed(annotation.span)) else { continue };
                if work.by_unit.get(&ix).is_none() {
                    work.by_unit.insert(ix, Vec::new());
                }
                work.by_unit.get_mut(&ix).into_iter().for_each(|list| list.push(annotation));
            }
            work
        });
        let work: Vec<Work<'a>> = work.collect();
        Sheet { scene, article, document, units, work, map: OffsetMap::new(&article.text) }
    }

    /// Everything that was said, with who said it.
    pub fn all(&self) -> impl Iterator<Item = (&Work<'a>, &'a Annotation)> {
        let of = |work: &'_ Work<'a>| -> Vec<&'a Annotation> {
            work.whole.iter().chain(work.by_unit.values().flatten()).copied().collect()
        };
        self.work.iter().flat_map(move |work| of(work).into_iter().map(move |annotation| (work, annotation)))
    }

    /// The text under a span.
    pub fn text(&self, span: Span) -> &'a str {
        span.of(&self.article.text)
    }

    /// A span in code points.
    pub fn chars(&self, span: Span) -> CharSpan {
        self.map.chars(&self.article.text, span)
    }

    /// A span in UTF-16 units.
    pub fn utf16(&self, span: Span) -> Utf16Span {
        self.map.utf16(&self.article.text, span)
    }

    /// Whose stance it is.
    pub fn holder(&self, holder: &Holder) -> Thing {
        match holder {
            Holder::Entity(id) => self.entity(id),
            Holder::Outlet => Thing { kind: "outlet", id: "outlet".into(), name: self.article.outlet.clone() },
            Holder::Unknown => Thing { kind: "unknown", id: "unknown".into(), name: "".into() },
        }
    }

    /// What a stance is toward.
    pub fn target(&self, target: &Target) -> Thing {
        match target {
            Target::Entity(id) => self.entity(id),
            Target::Concept(id) => {
                let concept = self.scene.project.codebook.concept(id);
                let name = concept.map(|concept| concept.name.clone()).unwrap_or_default();
                Thing { kind: "concept", id: id.as_str().into(), name }
            }
        }
    }

    /// An entity as it is after merging.
    pub fn entity(&self, id: &EntityId) -> Thing {
        let id = self.scene.project.standing(id);
        let own = self.scene.project.entities.get(id).map(|entity| entity.name.clone());
        let name = own.or_else(|| (self.scene.entities)(id).map(|entity| entity.name)).unwrap_or_default();
        Thing { kind: "entity", id: id.as_str().into(), name }
    }

    /// The article's name in a zip: letters and digits of ASCII, and a part of its id.
    pub(super) fn file_stem(&self) -> String {
        let digest = self.article.id.as_str().trim_start_matches("sha256:");
        format!("{}{}", file_part(&self.article.title, "-"), &digest[..digest.len().min(12)])
    }

    /// The names that the engine found, with those corrections of a coder's that are about them.
    pub(super) fn names(&self, work: Option<&Work<'_>>) -> Vec<Name> {
        let said = work.into_iter().flat_map(|work| work.by_unit.values().flatten());
        let corrections: Vec<&Annotation> = said.copied().filter(|a| matches!(a.body, Body::Mention { .. })).collect();
        let is_corrected = |span: Span| {
            corrections.iter().any(|correction| {
                let is_added = matches!(&correction.body, Body::Mention { action: MentionAction::Add, .. });
                correction.span == span || (is_added && correction.span.overlaps(span))
            })
        };
        let entities = &self.scene.project.entities;
        let found = self.document.mentions.iter().filter(|mention| !is_corrected(mention.span)).filter_map(|mention| {
            let key = &self.document.entities.get(mention.entity as usize)?.key;
            let own = EntityId::new(format!("e:{key}"));
            let entity = self.scene.project.standing(&own);
            let is_removed = entities.get(entity).is_some_and(|known| known.standing == Standing::Removed);
            (!is_removed).then(|| Name { span: mention.span, kind: mention.kind, entity: entity.clone() })
        });
        let corrected = corrections.iter().filter_map(|correction| match &correction.body {
            Body::Mention { action, kind, entity: Some(entity) } if *action != MentionAction::Remove => {
                let entity = self.scene.project.standing(entity).clone();
                Some(Name { span: correction.span, kind: *kind, entity })
            }
            _ => None,
        });
        let mut names: Vec<Name> = found.chain(corrected).collect();
        order::sort_by_key(&mut names, |name| name.span);
        names
    }
}

/// Those of an article's names that lie in a stretch. Names ascend, so a long article is not gone through again for
/// each of its sentences.
pub(super) fn names_in(names: &[Name], span: Span) -> impl Iterator<Item = &Name> {
    let first = names.partition_point(|name| name.span.start < span.start);
    names[first..].iter().take_while(move |name| name.span.start < span.end).filter(move |n| span.contains(n.span))
}

/// Letters and digits of ASCII with `end` behind them; nothing if there are none.
pub(super) fn file_part(text: &str, end: &str) -> String {
    let mut part = String::new();
    for c in text.chars() {
        if part.len() >= 48 {
            break;
        } else if c.is_ascii_alphanumeric() {
            part.push(c.to_ascii_lowercase());
        } else if !part.is_empty() && !part.ends_with('-') {
            part.push('-');
        }
    }
    let part = part.trim_end_matches('-');
    if part.is_empty() { String::new() } else { format!("{part}{end}") }
}

/// A label's id without its prefix, as other tools show it.
pub(super) fn label_code(label: &LabelId) -> &str {
    label.as_str().strip_prefix("l:").unwrap_or(label.as_str())
}

fn unit(span: Span, ix: Option<usize>) -> UnitOfText {
    UnitOfText { span, sentence: ix.map(|ix| ix as u32) }
}

/// The sentence in which a stretch begins, else the stretch itself.
fn unit_at(sentences: &[Span], span: Span) -> UnitOfText {
    let after = sentences.partition_point(|sentence| sentence.start <= span.start);
    let before = after.checked_sub(1).filter(|ix| span.start < sentences[*ix].end);
    before.map_or(unit(span, None), |ix| unit(sentences[ix], Some(ix)))
}
