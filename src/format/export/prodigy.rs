//! JSON Lines for Prodigy and spaCy: a task for each sentence and coder, with tokens and token-aligned spans.
//!
//! spaCy takes a span only where it begins and ends with tokens, so those that do not are not in `spans` but in
//! `unaligned`, and in the report. Tokens are ours, with white space as spaCy counts it: one blank behind a token
//! belongs to it, anything more is a token, so that the tokens make up the text. `token_end` is the last token of a
//! span, not the one behind it. Names that the engine found, as the coder corrected them, are in `names`, in the same
//! form. What is said of the sentence stands in `accept`, as Prodigy's choices do.

use super::sheet::{Name, UnitOfText, Work, label_code, names_in};
use super::{About, Form, Kind, OffsetUnit, Out, Run, Scene, Sheet, Writer, codes};
use crate::format::json::{Object, push_list};
use crate::model::{Annotation, Body, Unit};
use crate::text::Span;
use std::rc::Rc;

/// Tasks by sentence.
pub(super) static PRODIGY: Prodigy = Prodigy;

pub(super) struct Prodigy;

impl Writer for Prodigy {
    fn about(&self) -> &About {
        &About {
            id: "prodigy",
            name: "Prodigy and spaCy (JSON Lines)",
            extension: "jsonl",
            media_type: "application/jsonl",
            tools: "Prodigy; spaCy, by Doc.char_span",
            unit: OffsetUnit::CodePoints,
            form: Form::One,
            holds: "A task for each sentence and coder: tokens, labelled spans, names, sentence tags as accepted choices",
            losses: &["spans that leave their sentence", "what is said of whole articles", "corrections of speakers"],
        }
    }

    fn start<'p>(&'p self, _: Scene<'p>) -> Box<dyn Run + 'p> {
        Box::new(ProdigyRun)
    }
}

struct ProdigyRun;

/// A token of a sentence, and whether a blank that belongs to it follows.
#[derive(Clone, Copy)]
struct Token {
    span: Span,
    blank: &'static str,
}

impl Run for ProdigyRun {
    fn article(&mut self, sheet: &Sheet<'_>, out: &mut Out) {
        for annotation in sheet.work.iter().flat_map(|work| &work.whole) {
            out.lost(annotation, "a task is a sentence");
        }
        let found = sheet.names(None);
        let of_coders: Vec<Vec<Name>> = sheet.work.iter().map(|work| sheet.names(Some(work))).collect();
        for (ix, unit) in sheet.units.iter().enumerate() {
            let tokens = tokens(sheet, unit.span);
            let workers = || sheet.work.iter().zip(&of_coders).filter(|(work, _)| work.by_unit.contains_key(&ix));
            if workers().next().is_none() {
                let sentence = Sentence { unit: *unit, tokens: &tokens, names: &found };
                task(sheet, &sentence, None, &[], out);
            }
            for (work, names) in workers() {
                let said = work.by_unit.get(&ix).map_or(&[][..], |said| said.as_slice());
                let sentence = Sentence { unit: *unit, tokens: &tokens, names };
                task(sheet, &sentence, Some(work), said, out);
            }
        }
    }
}

/// What a task is made of, whoever said what.
struct Sentence<'s> {
    unit: UnitOfText,
    tokens: &'s [Token],
    /// Of the whole article.
    names: &'s [Name],
}

fn task(sheet: &Sheet<'_>, sentence: &Sentence<'_>, work: Option<&Work<'_>>, said: &[&Annotation], out: &mut Out) {
    let Sentence { unit, tokens, names } = sentence;
    let mut aligned: Vec<(Span, &str)> = Vec::new();
    let mut unaligned: Vec<(Span, &str)> = Vec::new();
    let mut accept: Vec<Rc<str>> = Vec::new();
    let (mut comments, mut flags): (Vec<&str>, Vec<&str>) = Default::default();
    for annotation in said {
        match &annotation.body {
            Body::Span(_) if !unit.span.contains(annotation.span) => {
                out.lost(annotation, "it leaves the sentence that it begins in");
                continue;
            }
            Body::Span(label) if ends(tokens, annotation.span).is_none() => {
                unaligned.push((annotation.span, label_code(label)));
                out.lost(annotation, "it does not begin and end with tokens; it stands under `unaligned`");
                continue;
            }
            Body::Variable { unit: Unit::Span, .. } => {
                out.lost(annotation, "it is the answer about a stretch, and choices are about the sentence");
                continue;
            }
            Body::Span(label) => aligned.push((annotation.span, label_code(label))),
            Body::Comment(text) => comments.push(text),
            Body::Flag(text) => flags.push(text),
            _ if matches!(Kind::of(&annotation.body), Kind::Speaker | Kind::Lock) => {
                out.lost(annotation, "a task has no field for it");
                continue;
            }
            Body::Mention { .. } if !unit.span.contains(annotation.span) || ends(tokens, annotation.span).is_none() => {
                out.lost(annotation, "the name does not begin and end with tokens of its sentence");
                continue;
            }
            Body::Mention { .. } => {}
            body => accept.push(codes::line(sheet, body).into()),
        }
        out.wrote(annotation);
    }
    let names = names_in(names, unit.span).filter(|name| ends(tokens, name.span).is_some());
    let names: Vec<(Span, &str)> = names.map(|name| (name.span, name.kind.as_str())).collect();
    out.report.names += names.len() as u32;
    out.report.records += 1;

    let start = sheet.chars(unit.span).start;
    let place = |row: &mut Object<'_>, span: Span| {
        let chars = sheet.chars(span);
        row.number("start", chars.start - start);
        row.number("end", chars.end - start);
    };
    let mut row = Object::open(&mut out.text);
    row.text("text", sheet.text(unit.span));
    let numbered: Vec<(usize, &Token)> = tokens.iter().enumerate().collect();
    push_list(row.field("tokens"), &numbered, |out, (ix, token)| {
        let mut object = Object::open(out);
        object.text("text", sheet.text(token.span));
        place(&mut object, token.span);
        object.number("id", *ix as u32);
        object.raw("ws", if token.blank.is_empty() { "false" } else { "true" });
        object.close();
    });
    for (field, list) in [("spans", &aligned), ("unaligned", &unaligned), ("names", &names)] {
        push_list(row.field(field), list, |out, (span, label)| {
            let mut object = Object::open(out);
            place(&mut object, *span);
            if let Some((first, last)) = ends(tokens, *span) {
                object.number("token_start", first as u32);
                object.number("token_end", last as u32);
            }
            object.text("label", label);
            object.text("text", sheet.text(*span));
            object.close();
        });
    }
    push_list(row.field("options"), &accept, |out, line| {
        let mut option = Object::open(out);
        option.text("id", line);
        option.text("text", line);
        option.close();
    });
    row.texts("accept", &accept);
    row.text("answer", if work.is_some() { "accept" } else { "ignore" });
    if let Some(work) = work {
        row.text("_annotator_id", work.coder.as_str());
        row.text("_session_id", work.coder.as_str());
    }
    let mut meta = Object::open(row.field("meta"));
    meta.text("article", sheet.article.id.as_str());
    meta.text("title", &sheet.article.title);
    meta.text("outlet", &sheet.article.outlet);
    meta.text("date", &sheet.article.date);
    if let Some(ix) = unit.sentence {
        meta.number("sentence", ix);
    }
    meta.number("start", start);
    for (name, texts) in [("comment", comments), ("flag", flags)] {
        if !texts.is_empty() {
            meta.text(name, &texts.join("\n"));
        }
    }
    meta.close();
    row.close();
    out.text.push('\n');
}

/// The tokens that make up a stretch, white space included.
fn tokens(sheet: &Sheet<'_>, unit: Span) -> Vec<Token> {
    let mut all: Vec<Token> = Vec::new();
    let mut at = unit.start;
    let first = sheet.document.tokens.partition_point(|token| token.span.start < unit.start);
    let inside = sheet.document.tokens[first..].iter().map(|token| token.span);
    let inside = inside.take_while(|span| span.end <= unit.end).chain([Span { start: unit.end, end: unit.end }]);
    for span in inside {
        let mut gap = Span { start: at, end: span.start };
        if let Some(before) = all.last_mut().filter(|_| sheet.text(gap).starts_with(' ')) {
            before.blank = " ";
            gap.start += 1;
        }
        for span in [gap, span] {
            if !span.is_empty() {
                all.push(Token { span, blank: "" });
            }
        }
        at = span.end;
    }
    all
}

/// The first and the last token of a stretch that begins and ends with tokens.
fn ends(tokens: &[Token], span: Span) -> Option<(usize, usize)> {
    let first = tokens.iter().position(|token| token.span.start == span.start)?;
    let last = tokens.iter().position(|token| token.span.end == span.end)?;
    (first <= last).then_some((first, last))
}
