//! Prodigy and spaCy JSON Lines: accepted tasks with their spans, choices and label.
//!
//! A task is an article; one whose `meta` has `article` and `start`, as ours have, is a piece of that article. Of ours,
//! aligned and unaligned spans, sentiment, stances, answers, comments and flags come back. What was rejected or
//! ignored, names, corrections and relations stay behind.

use super::build::{Builder, Place, Said, What};
use super::meta::Meta;
use super::rows::{fields, plain, texts};
use super::tags::body_of;
use super::texts::From;
use super::{About, Input, Reader};
use crate::format::export::OffsetUnit;
use crate::format::json::Fields;
use crate::format::raw::Raw;
use crate::model::{ArticleId, Body, Time, Unit};

pub(super) struct Prodigy;

impl Reader for Prodigy {
    fn about(&self) -> &'static About {
        &About {
            id: "prodigy",
            name: "Prodigy",
            unit: OffsetUnit::CodePoints,
            brings: "spans, chosen options and labels of accepted tasks",
            leaves: "rejected and ignored tasks, relations, names",
        }
    }

    fn recognise(&self, input: &Input<'_>) -> bool {
        let Some(mut row) = input.first().and_then(fields) else { return false };
        let has_text = row.text("text").ok().flatten().is_some();
        let has_objects = |name: &str, row: &mut Fields<'_>| {
            let span =
                |item: Raw<'_>| fields(item).is_some_and(|mut f| f.take("start").is_some() && f.take("end").is_some());
            row.take(name).and_then(Raw::items).is_some_and(|all| all.into_iter().all(span))
        };
        let is_asked = row.take("_input_hash").is_some()
            || row.take("answer").is_some_and(|raw| ["\"accept\"", "\"reject\"", "\"ignore\""].contains(&raw.get()));
        has_text && (is_asked || has_objects("tokens", &mut row) || has_objects("spans", &mut row))
    }

    fn read(&self, input: &Input<'_>, into: &mut Builder) {
        let mut left = Left::default();
        for (line, row) in input.rows() {
            let row = row.and_then(|raw| fields(raw).ok_or_else(|| "expected an object".to_owned()));
            match row {
                Ok(row) => task(row, line, into, &mut left),
                Err(what) => into.issue(Some(line), what, "The other tasks came in."),
            }
        }
        into.left(left.n_relations, "relations stay behind; there is nothing here that they could be");
        into.left(left.n_refused, "tagged tasks were rejected or ignored; their texts came in without tags");
    }
}

#[derive(Default)]
struct Left {
    n_relations: usize,
    n_refused: usize,
}

fn task(mut row: Fields<'_>, line: u32, into: &mut Builder, left: &mut Left) {
    let Some(text) = row.text("text").ok().flatten().filter(|text| !text.is_empty()) else {
        return into.issue(Some(line), "expected a text under text", "The task was left out; the others came in.");
    };
    let mut meta = row.object("meta").ok().flatten().unwrap_or_else(|| Fields::of_text("{}"));
    let article = meta.text("article").ok().flatten().filter(|id| id.starts_with("sha256:"));
    let start = meta.number("start").ok().flatten();
    let words = ["comment", "flag"].map(|name| meta.take(name).and_then(plain));
    let is_ours = article.is_some();
    let text_ix = match article.zip(start) {
        Some((id, start)) => into.piece(ArticleId::new(id), &text, From { unit: OffsetUnit::CodePoints, start }),
        None => into.article(&text, Meta::of(&mut meta)),
    };
    left.n_relations += row.list("relations").map_or(0, |all| all.len());
    let lists = ["spans", "unaligned"].map(|name| row.list(name).unwrap_or_default()).concat();
    let mut choices = texts(row.take("accept"));
    choices.extend(row.take("label").and_then(plain));
    let is_tagged = !lists.is_empty() || !choices.is_empty() || words.iter().any(Option::is_some);
    let is_accepted = row.take("answer").is_none_or(|answer| answer.get() == "\"accept\"");
    left.n_refused += usize::from(is_tagged && !is_accepted);
    if !is_tagged || !is_accepted {
        return;
    }
    let coder = ["_annotator_id", "_session_id"].into_iter().find_map(|name| row.take(name).and_then(plain));
    let coder = into.coder(&coder.unwrap_or_default(), "");
    let seconds = row.take("_timestamp").and_then(|raw| raw.get().parse::<f64>().ok());
    let created = seconds.filter(|s| (0.0..1e11).contains(s)).map(|seconds| Time((seconds * 1000.0) as i64));
    let said = |place, what| Said { text: text_ix, place, what, coder: coder.clone(), created, line };
    for span in lists {
        let read = fields(span).and_then(|mut span| {
            let (start, end) = (span.number("start").ok()??, span.number("end").ok()??);
            let quote = span.text("text").ok().flatten().map(String::from);
            Some((Place::Stretch { start, end, quote }, span.take("label").and_then(plain)))
        });
        match read {
            Some((place, Some(label))) => {
                let what = if is_ours { into.own_label(&label) } else { into.label(&label) };
                into.say(said(place, what));
            }
            Some((_, None)) => into.issue(Some(line), "a span has no label", "It was left out."),
            None => into.issue(Some(line), "expected a span with start and end", "It was left out."),
        }
    }
    for choice in choices {
        let what = body_of(&choice, Unit::Sentence).map_or(What::Category(choice), What::Body);
        into.say(said(Place::Record, what));
    }
    let [comment, flag] = words;
    let bodies = [comment.map(|text| Body::Comment(text.into())), flag.map(|text| Body::Flag(text.into()))];
    for body in bodies.into_iter().flatten() {
        into.say(said(Place::Record, What::Body(body)));
    }
}
