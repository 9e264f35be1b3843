//! W3C Web Annotations: a list, a page or collection with `items`, a single one, or one a line.
//!
//! The file has no texts, so every annotation is placed by merging: by its offsets, counted in code points or else in
//! UTF-16 units, where the quotation stands there, else by the quotation. Of ours everything comes back. Of others' a
//! body that tags becomes a label, other text a comment; selectors that are neither quotation nor position stay behind.

use super::build::{Builder, Far, What};
use super::rows::{fields, items, plain};
use super::tags::body_of;
use super::{About, Input, Reader};
use crate::format::export::OffsetUnit;
use crate::format::json::Fields;
use crate::format::raw::Raw;
use crate::model::{ArticleId, Body, Unit};

pub(super) struct W3c;

impl Reader for W3c {
    fn about(&self) -> &'static About {
        &About {
            id: "w3c",
            name: "W3C Web Annotation",
            unit: OffsetUnit::CodePoints,
            brings: "tags as labels, comments; of our own files every tag",
            leaves: "the texts, which the file does not have: open the articles as well",
        }
    }

    fn recognise(&self, input: &Input<'_>) -> bool {
        let Some(mut row) = input.first().and_then(fields) else { return false };
        let context = row.take("@context").is_some_and(|raw| raw.get().contains("www.w3.org/ns/anno"));
        let has_body = row.take("target").is_some() || row.take("items").is_some() || row.take("first").is_some();
        let types = items(row.take("type"));
        has_body && (context || types.iter().any(|kind| kind.get().starts_with("\"Annotation")))
    }

    fn read(&self, input: &Input<'_>, into: &mut Builder) {
        for (line, row) in input.rows() {
            match row {
                Ok(raw) => node(raw, line, into),
                Err(what) => into.issue(Some(line), what, "The other annotations came in."),
            }
        }
    }
}

/// An annotation, or what holds several.
fn node(raw: Raw<'_>, line: u32, into: &mut Builder) {
    let Some(mut row) = fields(raw) else {
        return into.issue(Some(line), "expected an annotation", "It was left out; the others came in.");
    };
    let mut inner = items(row.take("items"));
    if let Some(mut first) = row.take("first").and_then(fields) {
        inner.extend(items(first.take("items")));
    }
    if inner.is_empty() {
        return annotation(row, line, into);
    }
    // Items hold no items: what nests deeper is no annotation.
    for raw in inner {
        match fields(raw) {
            Some(row) => annotation(row, line, into),
            None => into.issue(Some(line), "expected an annotation", "It was left out; the others came in."),
        }
    }
}

/// What selects a stretch.
#[derive(Default)]
struct Selected {
    offsets: Option<(u32, u32)>,
    quote: String,
    prefix: String,
    suffix: String,
    n_unknown: usize,
}

fn annotation(mut row: Fields<'_>, line: u32, into: &mut Builder) {
    let motivation = row.take("motivation").and_then(plain).unwrap_or_default();
    let (created, modified) = (time(&mut row, "created"), time(&mut row, "modified"));
    let coder = match items(row.take("creator")).first().copied() {
        None => into.coder("", ""),
        Some(raw) => match fields(raw) {
            Some(mut creator) => {
                let mut text = |name: &str| creator.take(name).and_then(plain).unwrap_or_default();
                let (nickname, name, id) = (text("nickname"), text("name"), text("id"));
                let name = if name.is_empty() && !nickname.starts_with("c:") { &nickname } else { &name };
                into.coder(&nickname, if name.is_empty() && nickname.is_empty() { &id } else { name })
            }
            None => into.coder("", &plain(raw).unwrap_or_default()),
        },
    };
    let bodies = bodies(&mut row, &motivation, into);
    let targets = items(row.take("target"));
    if targets.is_empty() || bodies.is_empty() {
        let what = if targets.is_empty() { "it has no target" } else { "it says nothing: no body with text, no tag" };
        return into.issue(Some(line), what, "The annotation was left out; the others came in.");
    }
    for target in targets {
        let (source, selected) = selected(target);
        let digest = source.strip_prefix("urn:sha256:").map(|hex| format!("sha256:{hex}"));
        let has_place = selected.offsets.is_some() || !selected.quote.is_empty();
        if !has_place && selected.n_unknown > 0 {
            into.issue(Some(line), "expected a quotation or a position in the text", "The annotation was left out.");
            continue;
        }
        for body in &bodies {
            into.far(Far {
                article: ArticleId::new(digest.clone().unwrap_or_else(|| source.clone())),
                // What is said of the whole resource stands at its beginning.
                offsets: selected.offsets.or((!has_place).then_some((0, 0))),
                quote: &selected.quote,
                prefix: &selected.prefix,
                suffix: &selected.suffix,
                body: body.clone(),
                coder: coder.clone(),
                created,
                modified,
            });
        }
    }
}

fn time(row: &mut Fields<'_>, name: &str) -> Option<crate::model::Time> {
    row.take(name).and_then(plain)?.parse().ok()
}

/// What it says; of the comments of one annotation one is made.
fn bodies(row: &mut Fields<'_>, motivation: &str, into: &mut Builder) -> Vec<Body> {
    let mut said: Vec<Body> = Vec::new();
    let mut comments: Vec<String> = Vec::new();
    let all = items(row.take("body")).into_iter().chain(items(row.take("bodyValue")));
    for raw in all {
        let (purpose, value) = match fields(raw) {
            Some(mut body) => {
                let purpose = body.take("purpose").and_then(plain);
                let value = ["value", "source", "id"].into_iter().find_map(|name| body.take(name).and_then(plain));
                (purpose.unwrap_or_else(|| motivation.to_owned()), value.unwrap_or_default())
            }
            None => (motivation.to_owned(), plain(raw).unwrap_or_default()),
        };
        match purpose.as_str() {
            _ if value.is_empty() && purpose != "commenting" => {}
            "commenting" | "replying" | "describing" | "" => comments.push(value),
            _ => match body_of(&value, Unit::Sentence) {
                Some(body) => said.push(body),
                None => {
                    if let What::Body(body) = into.label(&value) {
                        said.push(body);
                    }
                }
            },
        }
    }
    if !comments.is_empty() {
        said.push(Body::Comment(comments.join("\n").into()));
    }
    if said.is_empty()
        && motivation == "highlighting"
        && let What::Body(body) = into.label("highlight")
    {
        said.push(body);
    }
    said
}

/// The resource of a target and what is selected of it.
fn selected(target: Raw<'_>) -> (String, Selected) {
    let mut found = Selected::default();
    let Some(mut object) = fields(target) else { return (plain(target).unwrap_or_default(), found) };
    let source = ["source", "id"]
        .into_iter()
        .find_map(|name| object.take(name))
        .map(|raw| plain(raw).or_else(|| fields(raw)?.take("id").and_then(plain)).unwrap_or_default());
    for raw in items(object.take("selector")) {
        let Some(mut selector) = fields(raw) else { continue };
        match selector.take("type").and_then(plain).as_deref() {
            Some("TextQuoteSelector") => {
                let mut text = |name: &str| selector.take(name).and_then(plain).unwrap_or_default();
                (found.quote, found.prefix, found.suffix) = (text("exact"), text("prefix"), text("suffix"));
            }
            Some("TextPositionSelector") => {
                let mut number = |name: &str| selector.number(name).ok().flatten();
                found.offsets = number("start").zip(number("end"));
            }
            _ => found.n_unknown += 1,
        }
    }
    (source.unwrap_or_default(), found)
}
