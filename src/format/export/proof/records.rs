//! Our own two files of JSON read back: the project, and the records of sentences.

use super::manners::stance;
use super::{Part, Place, Proof};
use crate::format::json::Fields;
use crate::format::project;
use crate::format::raw::Raw;
use crate::model::{ArticleId, Body, CoderId, LabelId, Unit, VariableId};
use crate::text::{CharSpan, Span};
use std::borrow::Cow;

/// The project file, by the reader that opens it.
pub(super) fn project(proof: &mut Proof<'_>, part: &Part) {
    let (read, issues) = match project::read("", &part.bytes) {
        Ok(read) => read,
        Err(error) => return proof.issue("", None, error.to_string()),
    };
    issues.iter().for_each(|issue| proof.issue("", issue.line, issue.what.clone()));
    for article in read.project.articles.values() {
        let Some(ix) = proof.articles.by_text.get(&article.id).copied() else {
            proof.issue("", None, "it has a text that no article of the project has");
            continue;
        };
        proof.articles.seen.insert(ix);
        let own = &proof.articles.rows[ix as usize];
        if *own.article != **article {
            let place = Place { article: Some(article.id.clone()), span: Span::default(), coder: None };
            proof.found.mismatch(None, "the article has other facts in the file", place);
        }
    }
    for annotation in read.project.layers.values().flat_map(|layer| layer.values()) {
        let Some(ix) = proof.articles.by_id.get(&annotation.article).copied() else { continue };
        let own = &proof.articles.rows[ix as usize];
        let at = own.map.chars(&own.article.text, annotation.span);
        proof.found(ix, at, &annotation.coder, &annotation.body);
    }
    let written = proof.project();
    let read = &read.project;
    facts(
        proof,
        [
            ("the project's name", (&written.id, &written.name) == (&read.id, &read.name)),
            ("the codebook", written.codebook == read.codebook),
            ("the list of coders", written.coders == read.coders),
            ("the list of entities", written.entities == read.entities),
            ("the plan of who codes what", written.plan == read.plan),
            ("the list of tags without a place", written.unplaced == read.unplaced),
            ("what other programs added", written.extra == read.extra),
        ],
    );
}

/// Says which of these are not the same in the file.
pub(super) fn facts<const N: usize>(proof: &mut Proof<'_>, facts: [(&str, bool); N]) {
    for (what, _) in facts.into_iter().filter(|(_, is_same)| !is_same) {
        proof.issue("", None, format!("{what} is another in the file"));
    }
}

/// Records of sentences: each has the words that stand at its place, and its lists say what was tagged there.
pub(super) fn sentences(proof: &mut Proof<'_>, part: &Part) {
    let Ok(text) = std::str::from_utf8(&part.bytes) else {
        return proof.issue("", None, "it is not UTF-8");
    };
    for (line, row) in (part.line + 1..).zip(text.lines()).filter(|(_, row)| !row.is_empty()) {
        if record(proof, row).is_none() {
            proof.issue("", Some(line), "the record does not say what a record of this format says");
        }
    }
}

fn record(proof: &mut Proof<'_>, row: &str) -> Option<()> {
    let mut row = Fields::of(Raw::of(row).ok()?).ok()?;
    let id = ArticleId::new(row.need_text("article").ok()?);
    let Some(article) = proof.articles.by_id.get(&id).copied() else {
        proof.issue("", None, format!("it names an article that was not written: {id}"));
        return Some(());
    };
    let (whole, words) = place(&mut row)?;
    proof.piece(article, whole, &words);
    for coder in row.list("coders").ok()? {
        let mut said = Fields::of(coder).ok()?;
        let coder = CoderId::new(said.need_text("coder").ok()?);
        for (name, body) in [
            ("sentiment", Body::Sentiment as fn(std::rc::Rc<str>) -> Body),
            ("comment", Body::Comment),
            ("flag", Body::Flag),
        ] {
            let raw = said.take(name).filter(|raw| raw.get() != "null");
            let texts = raw.map_or_else(Vec::new, |raw| raw.items().unwrap_or_else(|| vec![raw]));
            for text in texts {
                proof.found(article, whole, &coder, &body(text.text()?.into()));
            }
        }
        for raw in said.list("stances").ok()? {
            let mut row = Fields::of(raw).ok()?;
            let mut id =
                |name: &str| -> Option<String> { Some(row.object(name).ok()??.need_text("id").ok()?.into_owned()) };
            let (holder, target) = (id("holder")?, id("target")?);
            let position = row.need_text("position").ok()?;
            proof.found(article, whole, &coder, &stance(&position, &holder, &target)?);
        }
        for raw in said.list("spans").ok()? {
            let mut row = Fields::of(raw).ok()?;
            let at = stretch(proof, article, &mut row)?;
            proof.found(article, at, &coder, &Body::Span(LabelId::new(row.need_text("label").ok()?)));
        }
        for raw in said.list("answers").ok()? {
            let mut row = Fields::of(raw).ok()?;
            let at = stretch(proof, article, &mut row)?;
            let variable = VariableId::new(row.need_text("variable").ok()?);
            let value = row.text_or_empty("value").ok()?;
            proof.found(article, at, &coder, &Body::Variable { variable, unit: Unit::Sentence, value });
        }
    }
    Some(())
}

/// Code points and words.
fn place<'a>(row: &mut Fields<'a>) -> Option<(CharSpan, Cow<'a, str>)> {
    let (start, end) = (row.number("start").ok()??, row.number("end").ok()??);
    Some((CharSpan { start, end }, row.need_text("text").ok()?))
}

/// The place of a stretch whose words stand there in both units.
fn stretch(proof: &Proof<'_>, article: u32, row: &mut Fields<'_>) -> Option<CharSpan> {
    let (at, words) = place(row)?;
    let own = &proof.articles.rows[article as usize];
    let span = own.map.from_chars(&own.article.text, at)?;
    let utf16 = own.map.utf16(&own.article.text, span);
    let is_same = (row.number("start_utf16").ok()??, row.number("end_utf16").ok()??) == (utf16.start, utf16.end);
    (is_same && span.of(&own.article.text) == words).then_some(at)
}
