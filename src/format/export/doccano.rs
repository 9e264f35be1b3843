//! doccano JSON Lines, for two of its project types.
//!
//! *Sequence labelling*: a record for each article and coder, spans as `[start, end, label]`. *Intent detection and
//! slot filling*: a record for each sentence and coder, spans as `entities`, what is said of the sentence as `cats`; it
//! is the one project type of doccano that holds both. doccano works in JavaScript and counts UTF-16 units. Several
//! coders are kept apart by records of their own, with the coder among the further fields, which doccano keeps.

use super::sheet::{Work, label_code};
use super::{About, Form, Kind, OffsetUnit, Out, Run, Scene, Sheet, Writer, codes};
use crate::format::json::{Object, push_list, push_number, push_text};
use crate::model::{Annotation, Body, Unit};
use crate::text::{Span, Utf16Span};

/// Whole articles with labelled spans.
pub(super) static SPANS: Doccano = Doccano { record: Record::Article };

/// Sentences with their tags.
pub(super) static SENTENCES: Doccano = Doccano { record: Record::Sentence };

pub(super) struct Doccano {
    record: Record,
}

#[derive(Clone, Copy)]
enum Record {
    Article,
    Sentence,
}

impl Writer for Doccano {
    fn about(&self) -> &About {
        match self.record {
            Record::Article => &About {
                id: "doccano",
                name: "doccano, sequence labelling",
                extension: "jsonl",
                media_type: "application/jsonl",
                tools: "doccano (project type Sequence Labeling, file format JSONL; allow overlapping spans)",
                unit: OffsetUnit::Utf16,
                form: Form::One,
                holds: "A record for each article and coder with the labelled spans",
                losses: &["everything said of sentences and articles", "names", "times, origins"],
            },
            Record::Sentence => &About {
                id: "doccano-sentences",
                name: "doccano, sentences with tags",
                extension: "jsonl",
                media_type: "application/jsonl",
                tools: "doccano (project type Intent Detection and Slot Filling, file format JSONL)",
                unit: OffsetUnit::Utf16,
                form: Form::One,
                holds: "A record for each sentence and coder: spans as entities; sentiment, stances and answers as cats",
                losses: &[
                    "spans that leave their sentence",
                    "what is said of whole articles",
                    "names",
                    "times, origins",
                ],
            },
        }
    }

    fn start<'p>(&'p self, _: Scene<'p>) -> Box<dyn Run + 'p> {
        match self.record {
            Record::Article => Box::new(Articles),
            Record::Sentence => Box::new(Sentences),
        }
    }
}

struct Articles;

impl Run for Articles {
    fn article(&mut self, sheet: &Sheet<'_>, out: &mut Out) {
        for (_, annotation) in sheet.all() {
            match annotation.body {
                Body::Span(_) => out.wrote(annotation),
                _ => out.lost(annotation, "sequence labelling knows spans with a label only"),
            }
        }
        let of = |work: &Work<'_>| labelled(sheet.all().filter(|(w, _)| w.coder == work.coder).map(|(_, a)| a));
        let mut records: Vec<(&str, Vec<(Span, &str)>)> = Vec::new();
        // Also where a coder labelled nothing: that is an answer, and not the same as an article nobody looked at.
        records.extend(sheet.work.iter().map(|work| (work.coder.as_str(), of(work))));
        if records.is_empty() {
            // Untagged articles are there to be tagged.
            records.push(("", Vec::new()));
        }
        for (coder, spans) in records {
            let mut row = Object::open(&mut out.text);
            row.text("text", &sheet.article.text);
            push_list(row.field("label"), &spans, |out, (span, label)| {
                let at = sheet.utf16(*span);
                out.push('[');
                push_number(out, at.start);
                out.push(',');
                push_number(out, at.end);
                out.push(',');
                push_text(out, label);
                out.push(']');
            });
            meta(&mut row, sheet, coder);
            row.close();
            out.text.push('\n');
            out.report.records += 1;
        }
    }
}

struct Sentences;

impl Run for Sentences {
    fn article(&mut self, sheet: &Sheet<'_>, out: &mut Out) {
        for annotation in sheet.work.iter().flat_map(|work| &work.whole) {
            out.lost(annotation, "a record is a sentence");
        }
        for (ix, unit) in sheet.units.iter().enumerate() {
            let of = |work: &'_ Work<'_>| -> Vec<Annotation> {
                work.by_unit.get(&ix).into_iter().flatten().map(|a| (*a).clone()).collect()
            };
            let mut records: Vec<(&str, Vec<Annotation>)> = Vec::new();
            records.extend(sheet.work.iter().map(|w| (w.coder.as_str(), of(w))).filter(|(_, said)| !said.is_empty()));
            if records.is_empty() {
                records.push(("", Vec::new()));
            }
            for (coder, said) in records {
                for annotation in &said {
                    match Kind::of(&annotation.body) {
                        Kind::Span if !unit.span.contains(annotation.span) => {
                            out.lost(annotation, "it leaves the sentence that it begins in");
                        }
                        Kind::Answer if !is_cat(&annotation.body) => {
                            out.lost(annotation, "it is the answer about a stretch, and cats are about the sentence");
                        }
                        Kind::Correction | Kind::Speaker | Kind::Lock => {
                            out.lost(annotation, "a record has no field for it");
                        }
                        _ => out.wrote(annotation),
                    }
                }
                let start = sheet.utf16(unit.span).start;
                let inside = labelled(said.iter().filter(|annotation| unit.span.contains(annotation.span)));
                let cats: Vec<String> =
                    said.iter().filter(|a| is_cat(&a.body)).map(|a| codes::line(sheet, &a.body)).collect();
                let mut row = Object::open(&mut out.text);
                row.text("text", sheet.text(unit.span));
                push_list(row.field("entities"), &inside, |out, (span, label)| {
                    let Utf16Span { start: from, end: to } = sheet.utf16(*span);
                    out.push('[');
                    push_number(out, from - start);
                    out.push(',');
                    push_number(out, to - start);
                    out.push(',');
                    push_text(out, label);
                    out.push(']');
                });
                push_list(row.field("cats"), &cats, |out, cat| push_text(out, cat));
                meta(&mut row, sheet, coder);
                if let Some(ix) = unit.sentence {
                    row.number("sentence", ix);
                }
                row.number("start", sheet.utf16(unit.span).start);
                let words = |wanted: fn(&Body) -> Option<&str>| -> Vec<&str> {
                    said.iter().filter_map(|annotation| wanted(&annotation.body)).collect()
                };
                let comments = words(|body| if let Body::Comment(text) = body { Some(text) } else { None });
                let flags = words(|body| if let Body::Flag(text) = body { Some(text) } else { None });
                for (name, texts) in [("comment", comments), ("flag", flags)] {
                    if !texts.is_empty() {
                        row.text(name, &texts.join("\n"));
                    }
                }
                row.close();
                out.text.push('\n');
                out.report.records += 1;
            }
        }
    }
}

/// What doccano shows as a category.
fn is_cat(body: &Body) -> bool {
    match body {
        Body::Variable { unit, .. } => *unit != Unit::Span,
        _ => matches!(body, Body::Sentiment(_) | Body::Stance { .. }),
    }
}

fn labelled<'a>(said: impl Iterator<Item = &'a Annotation>) -> Vec<(Span, &'a str)> {
    said.filter_map(|annotation| match &annotation.body {
        Body::Span(label) => Some((annotation.span, label_code(label))),
        _ => None,
    })
    .collect()
}

/// Fields that doccano keeps beside the text.
fn meta(row: &mut Object<'_>, sheet: &Sheet<'_>, coder: &str) {
    let article = sheet.article;
    row.text("article", article.id.as_str());
    row.text("title", &article.title);
    row.text("outlet", &article.outlet);
    row.text("date", &article.date);
    row.text("url", &article.url);
    row.text("coder", coder);
}
