//! The texts of a file's records: articles, or pieces of articles that the file does not have whole.

use crate::format::export::OffsetUnit;
use crate::format::json::push_text;
use crate::model::{ArticleId, Unit};
use crate::text::{CharSpan, OffsetMap, Span, sentences};
use std::rc::Rc;

/// Quotations carry so much of the text on either side, in code points.
const N_AROUND: usize = 32;

/// A text longer than this is no single sentence.
const SENTENCE_BYTES: usize = 2000;

/// A record's text.
pub(super) struct Text {
    pub(super) article: ArticleId,
    pub(super) text: Rc<str>,
    pub(super) map: OffsetMap,
    /// Where it begins in the article; `None` if it is the article.
    pub(super) from: Option<From>,
    /// The file it is in.
    pub(super) file: Rc<str>,
}

/// Where a record's text begins in its article.
#[derive(Clone, Copy, Debug)]
pub(super) struct From {
    pub(super) unit: OffsetUnit,
    pub(super) start: u32,
}

impl Text {
    pub(super) fn new(article: ArticleId, text: Rc<str>, from: Option<From>, file: Rc<str>) -> Text {
        Text { article, map: OffsetMap::new(&text), text, from, file }
    }

    /// The span of what is said of all of it.
    pub(super) fn whole(&self) -> (Span, Unit) {
        if self.from.is_some() {
            return (Span::new(0, self.text.len()), Unit::Sentence);
        }
        let is_short = self.text.len() <= SENTENCE_BYTES;
        match if is_short { sentences(&self.text) } else { Vec::new() }.as_slice() {
            [one] => (*one, Unit::Sentence),
            _ => (Span::default(), Unit::Article),
        }
    }

    /// Offsets in the article, quotation and surroundings.
    pub(super) fn fields(&self, span: Span, from: From) -> Vec<(&'static str, String)> {
        let (start, end, names) = match from.unit {
            OffsetUnit::Utf16 => {
                let at = self.map.utf16(&self.text, span);
                (at.start, at.end, ["start_utf16", "end_utf16"])
            }
            _ => {
                let CharSpan { start, end } = self.map.chars(&self.text, span);
                (start, end, ["start", "end"])
            }
        };
        let (before, after) = (&self.text[..span.start as usize], &self.text[span.end as usize..]);
        let prefix = before.char_indices().nth_back(N_AROUND - 1).map_or(0, |(at, _)| at);
        let suffix = after.char_indices().nth(N_AROUND).map_or(after.len(), |(at, _)| at);
        let quoted = |text: &str| {
            let mut json = String::new();
            push_text(&mut json, text);
            json
        };
        vec![
            (names[0], from.start.saturating_add(start).to_string()),
            (names[1], from.start.saturating_add(end).to_string()),
            ("quote", quoted(span.of(&self.text))),
            ("prefix", quoted(&before[prefix..])),
            ("suffix", quoted(&after[..suffix])),
        ]
    }
}

/// A place that was found.
pub(super) struct Found {
    pub(super) span: Span,
    pub(super) is_by_quote: bool,
}

impl Found {
    pub(super) fn here(span: Span) -> Found {
        Found { span, is_by_quote: false }
    }
}
