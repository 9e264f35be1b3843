//! The analysis as one page that stands alone: no script, no address outside.

use crate::analyze::{Analysed, mentions_in};
use standpoint::text::Span;
use std::io::{self, Write};

/// Everything before the first text.
pub(crate) const HEAD: &str = "<!doctype html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width\">
<title>Names in the text</title>
<style>
:root { color-scheme: light dark }
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.1rem/1.6 Georgia, serif }
mark { background: none; color: inherit; border-bottom: 2px solid var(--hue, #777) }
mark::after { content: attr(data-kind); font: .6rem sans-serif; vertical-align: super; margin-left: .15em }
span:hover { background: color-mix(in srgb, currentColor 8%, transparent) }
[data-kind=PERSON] { --hue: #0072b2 } [data-kind=ORG] { --hue: #d55e00 } [data-kind=GPE] { --hue: #009e73 }
[data-kind=LOC] { --hue: #56b4e9 } [data-kind=NORP] { --hue: #cc79a7 } [data-kind=EVENT] { --hue: #e69f00 }
</style>
</head>
<body>
";

/// Everything after the last text.
pub(crate) const FOOT: &str = "</body>\n</html>\n";

/// Writes one text as an `article` element.
pub(crate) fn write(out: &mut impl Write, analysed: &Analysed) -> io::Result<()> {
    let Analysed { file, text, document } = analysed;
    writeln!(out, "<article>\n<h1>{}</h1>", escaped(file))?;
    let mut sentence_ix = 0;
    for paragraph in &document.paragraphs {
        out.write_all(b"<p>")?;
        let mut at = paragraph.span.start;
        while sentence_ix < paragraph.sentences.end as usize {
            let span = document.sentences[sentence_ix].span;
            write!(
                out,
                "{}<span data-sentence=\"{sentence_ix}\">",
                escaped(Span { start: at, end: span.start }.of(text))
            )?;
            at = span.start;
            for mention in mentions_in(document, span) {
                let entity = &document.entities[mention.entity as usize];
                let before = Span { start: at, end: mention.span.start };
                write!(
                    out,
                    "{}<mark data-kind=\"{}\" title=\"{}\">{}</mark>",
                    escaped(before.of(text)),
                    mention.kind,
                    escaped(&entity.name),
                    escaped(mention.span.of(text))
                )?;
                at = mention.span.end;
            }
            write!(out, "{}</span>", escaped(Span { start: at, end: span.end }.of(text)))?;
            at = span.end;
            sentence_ix += 1;
        }
        out.write_all(b"</p>\n")?;
    }
    out.write_all(b"</article>\n")
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}
