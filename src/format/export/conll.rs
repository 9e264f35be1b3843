//! CoNLL in two columns, IOB2: for each article and coder a file of labels and one of names.
//!
//! A token and its tag are parted by a tab, as doccano and most readers of two columns expect; sentences by a blank
//! line. What is said of a sentence stands above it in lines that begin with `# ` (a hash and a blank, which no token
//! line does). A label that is no word gets another for its tag, and a line at the top says which. A column holds no
//! overlap: of two spans that share a token the longer stays, then the earlier. A span that does not begin and end with
//! tokens, or leaves its sentence, has no place.

use super::brat::folder;
use super::sheet::{Work, label_code};
use super::{About, Form, OffsetUnit, Out, Run, Scene, Sheet, Writer, codes};
use crate::format::hash::sha256_hex;
use crate::model::{Annotation, Body, Unit};
use crate::text::{Set, Span, order};
use std::borrow::Cow;
use std::fmt::Write;

/// Files of tokens.
pub(super) static CONLL: Conll = Conll;

pub(super) struct Conll;

impl Writer for Conll {
    fn about(&self) -> &About {
        &About {
            id: "conll",
            name: "CoNLL, IOB2",
            extension: "zip",
            media_type: "application/zip",
            tools: "seqeval, Flair, spaCy convert, doccano, Hugging Face",
            unit: OffsetUnit::None,
            form: Form::Several,
            holds: "Tokens with tags, a file of labels and one of names for each article and coder",
            losses: &["overlapping spans", "spans that are not made of whole tokens of one sentence", "white space"],
        }
    }

    fn start<'p>(&'p self, _: Scene<'p>) -> Box<dyn Run + 'p> {
        Box::new(ConllRun)
    }
}

struct ConllRun;

impl Run for ConllRun {
    fn article(&mut self, sheet: &Sheet<'_>, out: &mut Out) {
        let stem = sheet.file_stem();
        if sheet.work.is_empty() {
            let names = names(sheet, None, out);
            out.files.push((format!("untagged/{stem}.names.conll"), file(sheet, None, &names)));
        }
        for work in &sheet.work {
            let labels = labels(sheet, work, out);
            let folder = folder(work.coder);
            out.files.push((format!("{folder}/{stem}.labels.conll"), file(sheet, Some(work), &labels)));
            let names = names(sheet, Some(work), out);
            out.files.push((format!("{folder}/{stem}.names.conll"), file(sheet, None, &names)));
        }
        out.report.records += sheet.document.sentences.len() as u32;
    }
}

/// The labelled spans that a column can hold, ascending.
fn labels<'a>(sheet: &Sheet<'a>, work: &Work<'a>, out: &mut Out) -> Vec<(Span, &'a str)> {
    let mut kept: Vec<(Span, &'a str)> = Vec::new();
    let mut spans: Vec<(&Annotation, &str)> = Vec::new();
    for annotation in &work.whole {
        out.lost(annotation, "it is said of the whole article");
    }
    for (ix, said) in &work.by_unit {
        for annotation in said {
            match &annotation.body {
                Body::Span(label) => match is_of_tokens(sheet, annotation.span) {
                    Ok(()) => spans.push((annotation, label_code(label))),
                    Err(why) => out.lost(annotation, why),
                },
                Body::Mention { .. } => match is_of_tokens(sheet, annotation.span) {
                    Ok(()) => out.wrote(annotation),
                    Err(why) => out.lost(annotation, why),
                },
                Body::Speaker(_) | Body::Lock(_) => out.lost(annotation, "there is no line for it"),
                Body::Variable { unit: Unit::Span, .. } => out.lost(annotation, "lines are about sentences"),
                _ if sheet.units[*ix].sentence.is_none() => out.lost(annotation, "it is said outside all sentences"),
                _ => out.wrote(annotation),
            }
        }
    }
    order::sort_by(&mut spans, |(a, _), (b, _)| (b.span.len(), a.span, &a.id).cmp(&(a.span.len(), b.span, &b.id)));
    for (annotation, label) in spans {
        if kept.iter().any(|(span, _)| span.overlaps(annotation.span)) {
            out.lost(annotation, "it overlaps a longer or an earlier span");
        } else {
            out.wrote(annotation);
            kept.push((annotation.span, label));
        }
    }
    order::sort(&mut kept);
    kept
}

/// A text without what no token has: white space and control characters.
pub(super) fn dense(text: &str) -> String {
    text.chars().filter(|c| is_dense(*c)).collect()
}

/// A character that a token may have.
pub(super) fn is_dense(c: char) -> bool {
    !c.is_whitespace() && !c.is_control()
}

/// A label as a tag has it: no reader of columns takes white space there. Such a one gets a part of its digest, so
/// that no two become one.
fn tag(code: &str) -> Cow<'_, str> {
    if !code.is_empty() && code.chars().all(is_dense) {
        return code.into();
    }
    let plain: String = code.chars().map(|c| if is_dense(c) { c } else { '_' }).collect();
    format!("{plain}_{}", &sha256_hex(code.as_bytes())[..6]).into()
}

fn names(sheet: &Sheet<'_>, work: Option<&Work<'_>>, out: &mut Out) -> Vec<(Span, &'static str)> {
    let mut kept: Vec<(Span, &'static str)> = Vec::new();
    for name in sheet.names(work) {
        let is_free = kept.last().is_none_or(|(span, _)| span.end <= name.span.start);
        if is_free && is_of_tokens(sheet, name.span).is_ok() {
            kept.push((name.span, name.kind.as_str()));
        }
    }
    out.report.names += kept.len() as u32;
    kept
}

/// Whether a stretch is made of whole tokens of one sentence.
fn is_of_tokens(sheet: &Sheet<'_>, span: Span) -> Result<(), &'static str> {
    let (sentences, tokens) = (&sheet.document.sentences, &sheet.document.tokens);
    let after = sentences.partition_point(|sentence| sentence.span.start <= span.start);
    if after.checked_sub(1).is_none_or(|ix| !sentences[ix].span.contains(span)) {
        return Err("it leaves the sentence that it begins in");
    }
    let begins = tokens.binary_search_by_key(&span.start, |token| token.span.start).is_ok();
    let ends = tokens.binary_search_by_key(&span.end, |token| token.span.end).is_ok();
    if begins && ends { Ok(()) } else { Err("it does not begin and end with tokens") }
}

/// What a line above a sentence can say.
fn is_of_sentence(body: &Body) -> bool {
    match body {
        Body::Variable { unit, .. } => *unit != Unit::Span,
        Body::Sentiment(_) | Body::Stance { .. } | Body::Comment(_) | Body::Flag(_) => true,
        Body::Span(_) | Body::Mention { .. } | Body::Speaker(_) | Body::Lock(_) => false,
    }
}

fn file(sheet: &Sheet<'_>, work: Option<&Work<'_>>, spans: &[(Span, &str)]) -> Vec<u8> {
    let mut out = String::new();
    let article = sheet.article;
    for (name, value) in [("newdoc id", article.id.as_str()), ("outlet", &article.outlet), ("date", &article.date)] {
        let _ = writeln!(out, "# {name} = {}", value.replace(['\n', '\r'], " "));
    }
    if let Some(work) = work {
        let _ = writeln!(out, "# coder = {}", work.coder);
    }
    let codes: Set<&str> = spans.iter().map(|(_, code)| *code).filter(|code| tag(code) != *code).collect();
    for code in codes.iter() {
        let _ = writeln!(out, "# {}", codes::line_of(&[("tag", &tag(code)), ("label", &format!("l:{code}"))]));
    }
    for (ix, unit) in sheet.units.iter().enumerate() {
        let Some(nth) = unit.sentence else { continue };
        if nth > 0 {
            out.push('\n');
        }
        let _ = writeln!(out, "# sent_id = {nth}");
        for annotation in work.and_then(|work| work.by_unit.get(&ix)).into_iter().flatten() {
            if is_of_sentence(&annotation.body) {
                let _ = writeln!(out, "# {}", codes::line(sheet, &annotation.body));
            }
        }
        let tokens = &sheet.document.tokens;
        let first = tokens.partition_point(|token| token.span.start < unit.span.start);
        for token in tokens[first..].iter().take_while(|token| token.span.end <= unit.span.end) {
            let at = spans.partition_point(|(span, _)| span.end <= token.span.start);
            let tag = spans
                .get(at)
                .filter(|(span, _)| span.contains(token.span))
                .map(|(span, label)| (if span.start == token.span.start { "B" } else { "I" }, tag(label)))
                .map(|(place, tag)| format!("{place}-{tag}"));
            let _ = writeln!(out, "{}\t{}", sheet.text(token.span), tag.as_deref().unwrap_or("O"));
        }
    }
    out.push('\n');
    out.into_bytes()
}
