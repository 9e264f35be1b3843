//! W3C Web Annotation Data Model, JSON-LD: a list of annotations.
//!
//! The model counts code points; what runs in browsers (Recogito, Hypothes.is) counts UTF-16 units, hence two writers.
//! Each annotation has a quotation and a position, since some readers want both. The resource is the article's text,
//! named by its digest; `scope` is the page that the article stood on, whose own text is another one.

use super::sheet::Work;
use super::{About, Form, OffsetUnit, Out, Run, Scene, Sheet, Writer, codes};
use crate::format::json::{Object, push_list, push_number};
use crate::model::{Annotation, Body};

/// As the standard counts.
pub(super) static W3C: W3c = W3c { unit: OffsetUnit::CodePoints };

/// As browsers count.
pub(super) static W3C_UTF16: W3c = W3c { unit: OffsetUnit::Utf16 };

pub(super) struct W3c {
    unit: OffsetUnit,
}

/// So many code points on either side tell one place from others with the same words.
const N_AROUND: usize = 32;

const HOLDS: &str = "An annotation for each tag, with quotation and position, its coder as creator";

const LOSSES: &[&str] = &["the articles' texts: annotations name them by digest", "the codebook"];

impl Writer for W3c {
    fn about(&self) -> &About {
        match self.unit {
            OffsetUnit::Utf16 => &About {
                id: "w3c-utf16",
                name: "W3C Web Annotation, for browser tools",
                extension: "jsonld",
                media_type: "application/ld+json",
                tools: "Recogito, Annotorious, Hypothes.is",
                unit: OffsetUnit::Utf16,
                form: Form::One,
                holds: HOLDS,
                losses: LOSSES,
            },
            _ => &About {
                id: "w3c",
                name: "W3C Web Annotation",
                extension: "jsonld",
                media_type: "application/ld+json",
                tools: "tools of linked data, annotation servers",
                unit: OffsetUnit::CodePoints,
                form: Form::One,
                holds: HOLDS,
                losses: LOSSES,
            },
        }
    }

    fn start<'p>(&'p self, _: Scene<'p>) -> Box<dyn Run + 'p> {
        Box::new(W3cRun { unit: self.unit, separator: "\n" })
    }
}

struct W3cRun {
    unit: OffsetUnit,
    separator: &'static str,
}

impl Run for W3cRun {
    fn begin(&mut self, out: &mut Out) {
        out.text.push('[');
    }

    fn article(&mut self, sheet: &Sheet<'_>, out: &mut Out) {
        for (work, annotation) in sheet.all() {
            out.text.push_str(std::mem::replace(&mut self.separator, ",\n"));
            self.annotation(sheet, work, annotation, &mut out.text);
            out.report.records += 1;
            out.wrote(annotation);
        }
    }

    fn end(&mut self, out: &mut Out) {
        out.text.push_str("\n]\n");
    }
}

impl W3cRun {
    fn annotation(&self, sheet: &Sheet<'_>, work: &Work<'_>, annotation: &Annotation, out: &mut String) {
        let article = sheet.article;
        let mut row = Object::open(out);
        row.text("@context", "http://www.w3.org/ns/anno.jsonld");
        row.text("id", &format!("urn:uuid:{}", codes::guid(&[article.id.as_str(), annotation.id.as_str()])));
        row.text("type", "Annotation");
        let (motivation, value) = match &annotation.body {
            Body::Comment(text) => ("commenting", text.to_string()),
            Body::Flag(_) => ("moderating", codes::line(sheet, &annotation.body)),
            Body::Mention { .. } => ("identifying", codes::line(sheet, &annotation.body)),
            Body::Span(_) => ("tagging", codes::line(sheet, &annotation.body)),
            _ => ("classifying", codes::line(sheet, &annotation.body)),
        };
        row.text("motivation", motivation);
        row.text("created", &annotation.created.to_string());
        row.text("modified", &annotation.modified.to_string());
        let mut creator = Object::open(row.field("creator"));
        creator.text("id", &format!("urn:uuid:{}", codes::guid(&[work.coder.as_str()])));
        creator.text("type", "Person");
        creator.text("name", work.name);
        creator.text("nickname", work.coder.as_str());
        creator.close();
        push_list(row.field("body"), &[value], |out, value| {
            let mut body = Object::open(out);
            body.text("type", "TextualBody");
            body.text("purpose", motivation);
            body.text("format", "text/plain");
            body.text("value", value);
            body.close();
        });
        let mut target = Object::open(row.field("target"));
        target.text("source", &source(article.id.as_str()));
        if article.url.starts_with("http://") || article.url.starts_with("https://") {
            target.text("scope", &article.url);
        }
        // What is said of a whole article is said of the resource; an empty place would be no place.
        if !annotation.span.is_empty() {
            let text = &article.text;
            let (before, after) = (&text[..annotation.span.start as usize], &text[annotation.span.end as usize..]);
            let from = before.char_indices().nth_back(N_AROUND - 1).map_or(0, |(at, _)| at);
            let to = after.char_indices().nth(N_AROUND).map_or(after.len(), |(at, _)| at);
            let (start, end) = match self.unit {
                OffsetUnit::Utf16 => (sheet.utf16(annotation.span).start, sheet.utf16(annotation.span).end),
                _ => (sheet.chars(annotation.span).start, sheet.chars(annotation.span).end),
            };
            let selectors = target.field("selector");
            selectors.push('[');
            let mut quote = Object::open(selectors);
            quote.text("type", "TextQuoteSelector");
            quote.text("exact", sheet.text(annotation.span));
            quote.text("prefix", &before[from..]);
            quote.text("suffix", &after[..to]);
            quote.close();
            selectors.push(',');
            let mut position = Object::open(selectors);
            position.text("type", "TextPositionSelector");
            push_number(position.field("start"), start);
            push_number(position.field("end"), end);
            position.close();
            selectors.push(']');
        }
        target.close();
        row.close();
    }
}

/// The article's text as a resource.
fn source(id: &str) -> String {
    format!("urn:sha256:{}", id.trim_start_matches("sha256:"))
}
