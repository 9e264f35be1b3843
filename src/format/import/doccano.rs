//! doccano JSON Lines, of any of its project types: spans, categories, both, and relations' spans.
//!
//! `label` or `labels` holds `[start, end, label]` or categories; `entities` spans, `cats` categories. A record is an
//! article; one with `article` and `start`, as our writer makes them for sentences, is a piece of that article. Of
//! ours, sentiment, stances, answers, comments and flags of sentences come back. Relations stay behind.

use super::build::{Builder, Place, Said, TextIx, What};
use super::meta::Meta;
use super::rows::{fields, items, plain, texts};
use super::tags::body_of;
use super::texts::From;
use super::{About, Input, Reader};
use crate::format::export::OffsetUnit;
use crate::format::json::Fields;
use crate::format::raw::Raw;
use crate::model::{ArticleId, Body, CoderId, Unit};

pub(super) struct Doccano;

impl Reader for Doccano {
    fn about(&self) -> &'static About {
        &About {
            id: "doccano",
            name: "doccano",
            unit: OffsetUnit::Utf16,
            brings: "labelled spans, categories, comments",
            leaves: "relations",
        }
    }

    fn recognise(&self, input: &Input<'_>) -> bool {
        let Some(mut row) = input.first().and_then(fields) else { return false };
        let has_text = row.text("text").ok().flatten().or_else(|| row.text("data").ok().flatten()).is_some();
        let is_list = |name: &str, row: &mut Fields<'_>| {
            row.take(name).and_then(Raw::items).is_some_and(|all| all.into_iter().all(|item| is_item(item)))
        };
        has_text && ["label", "labels", "entities"].into_iter().any(|name| is_list(name, &mut row))
    }

    fn read(&self, input: &Input<'_>, into: &mut Builder) {
        let mut n_relations = 0;
        for (line, row) in input.rows() {
            let row = row.and_then(|raw| fields(raw).ok_or_else(|| "expected an object".to_owned()));
            match row {
                Ok(row) => n_relations += record(row, line, into),
                Err(what) => into.issue(Some(line), what, "The other records came in."),
            }
        }
        into.left(n_relations, "relations stay behind; there is nothing here that they could be");
    }
}

/// Whether it is a span or a category.
fn is_item(item: Raw<'_>) -> bool {
    span_of(item).is_some() || item.text().is_some()
}

/// A span's start, end and label.
fn span_of(item: Raw<'_>) -> Option<(u32, u32, String)> {
    if let Some(mut object) = fields(item) {
        let mut number = |names: [&str; 2]| names.into_iter().find_map(|name| object.number(name).ok().flatten());
        let (start, end) = (number(["start_offset", "start"])?, number(["end_offset", "end"])?);
        return Some((start, end, object.take("label").and_then(plain)?));
    }
    match item.items()?.as_slice() {
        [start, end, label] => Some((start.get().parse().ok()?, end.get().parse().ok()?, plain(*label)?)),
        _ => None,
    }
}

/// One record; answers how many relations it has.
fn record(mut row: Fields<'_>, line: u32, into: &mut Builder) -> usize {
    let text = ["text", "data"].into_iter().find_map(|name| row.text(name).ok().flatten());
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        into.issue(Some(line), "expected a text under text", "The record was left out; the others came in.");
        return 0;
    };
    let coder = ["coder", "annotator", "username"].into_iter().find_map(|name| row.take(name).and_then(plain));
    let coder = coder.unwrap_or_default();
    let article = row.text("article").ok().flatten().filter(|id| id.starts_with("sha256:"));
    let start = row.number("start").ok().flatten();
    let mut spans: Vec<Raw<'_>> = Vec::new();
    let mut categories: Vec<String> = Vec::new();
    for name in ["label", "labels", "entities", "cats"] {
        for item in items(row.take(name)) {
            match item.text() {
                Some(category) => categories.push(category.into_owned()),
                None => spans.push(item),
            }
        }
    }
    // A flag without words is a flag; of a comment without words nothing is left.
    let flag = row.text("flag").ok().flatten().map(|text| (text.into_owned(), true));
    let comments = ["comment", "Comments", "comments"].map(|name| {
        let words: Vec<String> = texts(row.take(name)).into_iter().filter(|text| !text.is_empty()).collect();
        Some((words.join("\n"), false)).filter(|(text, _)| !text.is_empty())
    });
    let words: Vec<(String, bool)> = comments.into_iter().flatten().chain(flag).collect();
    let n_relations = row.list("relations").map_or(0, |all| all.len());
    let meta = Meta::of(&mut row);
    let is_ours = article.is_some();
    let text_ix = match article.zip(start) {
        Some((id, start)) => into.piece(ArticleId::new(id), &text, From { unit: OffsetUnit::Utf16, start }),
        None => into.article(&text, meta),
    };
    let is_tagged = !spans.is_empty() || !categories.is_empty() || !words.is_empty();
    if !is_tagged {
        return n_relations;
    }
    let coder = into.coder(&coder, "");
    let said = |place: Place, what: What| said(text_ix, &coder, line, place, what);
    for item in spans {
        match span_of(item) {
            Some((start, end, label)) => {
                let what = if is_ours { into.own_label(&label) } else { into.label(&label) };
                into.say(said(Place::Stretch { start, end, quote: None }, what));
            }
            None => into.issue(Some(line), "expected [start, end, label]", "The span was left out."),
        }
    }
    for category in categories {
        let what = body_of(&category, Unit::Sentence).map_or(What::Category(category), What::Body);
        into.say(said(Place::Record, what));
    }
    for (text, is_flag) in words {
        let body = if is_flag { Body::Flag(text.into()) } else { Body::Comment(text.into()) };
        into.say(said(Place::Record, What::Body(body)));
    }
    n_relations
}

fn said(text: TextIx, coder: &CoderId, line: u32, place: Place, what: What) -> Said {
    Said { text, place, what, coder: coder.clone(), created: None, line }
}
