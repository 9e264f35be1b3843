//! JSON Lines: a record for each sentence, with what every coder said of it and the names in it.
//!
//! Offsets are of the article's text, in code points and in UTF-16 units. Sentences that nobody tagged are there too,
//! with an empty list of coders: the file is the whole corpus. Fields that are empty in an article stay, so that every
//! record has the same columns.

use super::sheet::{UnitOfText, Work, names_in};
use super::{About, Form, OffsetUnit, Out, Run, Scene, Sheet, Thing, Writer};
use crate::format::json::{Object, push_list, push_text};
use crate::model::{Annotation, Body};
use crate::text::Span;

/// A record a sentence.
pub(super) static JSONL: Jsonl = Jsonl;

pub(super) struct Jsonl;

impl Writer for Jsonl {
    fn about(&self) -> &About {
        &About {
            id: "jsonl",
            name: "Sentences (JSON Lines)",
            extension: "jsonl",
            media_type: "application/jsonl",
            tools: "pandas, jq, DuckDB, Hugging Face datasets",
            unit: OffsetUnit::CodePoints,
            form: Form::One,
            holds: "A record for each sentence, tagged or not: what each coder said there, and the names in it",
            losses: &["text between sentences", "corrections of speakers", "locks", "times, origins"],
        }
    }

    fn start<'p>(&'p self, _: Scene<'p>) -> Box<dyn Run + 'p> {
        Box::new(JsonlRun)
    }
}

struct JsonlRun;

impl Run for JsonlRun {
    fn article(&mut self, sheet: &Sheet<'_>, out: &mut Out) {
        let names = sheet.names(None);
        if sheet.work.iter().any(|work| !work.whole.is_empty()) {
            record(sheet, None, out, |work| &work.whole);
            out.text.push_str("}\n");
        }
        for (ix, unit) in sheet.units.iter().enumerate() {
            record(sheet, Some(*unit), out, |work| work.by_unit.get(&ix).map_or(&[], |said| said.as_slice()));
            let inside: Vec<_> = names_in(&names, unit.span).collect();
            out.report.names += inside.len() as u32;
            out.text.push_str(",\"names\":");
            push_list(&mut out.text, &inside, |text, name| {
                let mut row = place(sheet, name.span, text);
                row.text("kind", name.kind.as_str());
                row.text("entity", name.entity.as_str());
                row.close();
            });
            out.text.push_str("}\n");
        }
    }
}

/// Appends a record without its end.
fn record<'s>(
    sheet: &'s Sheet<'_>,
    unit: Option<UnitOfText>,
    out: &mut Out,
    said: impl Fn(&'s Work<'_>) -> &'s [&'s Annotation],
) {
    let article = sheet.article;
    let mut text = std::mem::take(&mut out.text);
    text.push('{');
    for (name, value) in [
        ("article", article.id.as_str()),
        ("title", &article.title),
        ("outlet", &article.outlet),
        ("date", &article.date),
        ("author", &article.author),
        ("url", &article.url),
        ("lang", &article.lang),
        ("unit", if unit.is_some() { "sentence" } else { "article" }),
    ] {
        push_text(&mut text, name);
        text.push(':');
        push_text(&mut text, value);
        text.push(',');
    }
    text.push_str("\"sentence\":");
    text.push_str(&unit.and_then(|unit| unit.sentence).map_or("null".to_owned(), |ix| ix.to_string()));
    text.push(',');
    let mut at = String::new();
    place(sheet, unit.map(|unit| unit.span).unwrap_or_default(), &mut at).close();
    text.push_str(at.trim_matches(['{', '}']));
    text.push_str(",\"coders\":");
    let coders: Vec<(&Work<'_>, &[&Annotation])> = sheet.work.iter().map(|work| (work, said(work))).collect();
    let coders: Vec<_> = coders.into_iter().filter(|(_, said)| said.iter().any(|a| has_field(&a.body))).collect();
    push_list(&mut text, &coders, |text, (work, said)| coder(sheet, work, said, text));
    out.text = text;
    out.report.records += 1;
    for annotation in sheet.work.iter().flat_map(said) {
        if has_field(&annotation.body) {
            out.wrote(annotation);
        } else {
            out.lost(annotation, "a record has no field for it");
        }
    }
}

fn has_field(body: &Body) -> bool {
    !matches!(body, Body::Mention { .. } | Body::Speaker(_) | Body::Lock(_))
}

/// Which annotations go into a list.
type Wanted = fn(&Body) -> bool;

fn coder(sheet: &Sheet<'_>, work: &Work<'_>, said: &[&Annotation], out: &mut String) {
    let mut row = Object::open(out);
    row.text("coder", work.coder.as_str());
    row.text("name", work.name);
    let of = |wanted: Wanted| said.iter().copied().filter(|a| wanted(&a.body)).collect::<Vec<_>>();
    let text = |body: &Body| -> String {
        match body {
            Body::Sentiment(text) | Body::Comment(text) | Body::Flag(text) => text.to_string(),
            _ => String::new(),
        }
    };
    // Of each of these a coder says one a sentence; where the engine cut otherwise then, two may meet in one.
    let lists: [(&str, Wanted); 3] = [
        ("sentiment", |body| matches!(body, Body::Sentiment(_))),
        ("comment", |body| matches!(body, Body::Comment(_))),
        ("flag", |body| matches!(body, Body::Flag(_))),
    ];
    for (name, wanted) in lists {
        match of(wanted).as_slice() {
            [] => row.raw(name, "null"),
            [one] => row.text(name, &text(&one.body)),
            many => push_list(row.field(name), many, |out, a| push_text(out, &text(&a.body))),
        }
    }
    push_list(row.field("stances"), &of(|body| matches!(body, Body::Stance { .. })), |out, a| {
        let Body::Stance { holder, target, position } = &a.body else { return };
        let mut stance = Object::open(out);
        thing(stance.field("holder"), &sheet.holder(holder));
        thing(stance.field("target"), &sheet.target(target));
        stance.text("position", position);
        stance.close();
    });
    push_list(row.field("spans"), &of(|body| matches!(body, Body::Span(_))), |out, a| {
        let Body::Span(label) = &a.body else { return };
        let mut span = place(sheet, a.span, out);
        span.text("label", label.as_str());
        span.close();
    });
    push_list(row.field("answers"), &of(|body| matches!(body, Body::Variable { .. })), |out, a| {
        let Body::Variable { variable, unit, value } = &a.body else { return };
        let mut answer = place(sheet, a.span, out);
        answer.text("variable", variable.as_str());
        answer.text("unit", unit.name());
        answer.text("value", value);
        answer.close();
    });
    row.close();
}

fn thing(out: &mut String, thing: &Thing) {
    let mut object = Object::open(out);
    object.text("kind", thing.kind);
    object.text("id", &thing.id);
    object.text("name", &thing.name);
    object.close();
}

/// Begins an object with a place and its text.
fn place<'o>(sheet: &Sheet<'_>, span: Span, out: &'o mut String) -> Object<'o> {
    let (chars, utf16) = (sheet.chars(span), sheet.utf16(span));
    let mut object = Object::open(out);
    object.number("start", chars.start);
    object.number("end", chars.end);
    object.number("start_utf16", utf16.start);
    object.number("end_utf16", utf16.end);
    object.text("text", sheet.text(span));
    object
}
