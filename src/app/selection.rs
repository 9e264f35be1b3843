//! The stretch chosen for a label: a word caret moved by keys, or what the mouse selected.

use super::panel::Scope;
use crate::model::{Document, Token};
use crate::text::{Span, tokens};
use std::borrow::Cow;

/// A chosen stretch of the open article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// All of it.
    pub span: Span,
    /// How far naming it reaches.
    pub scope: Scope,
    /// The word where it began.
    pub(super) anchor: Span,
    /// The word that the keys move.
    pub(super) focus: Span,
}

/// Which way the caret goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Toward the end of the text.
    Forward,
    /// Toward its beginning.
    Backward,
}

/// Whether the stretch grows or starts anew at the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extend {
    /// The stretch is the one word under the caret.
    Move,
    /// The stretch reaches from where it began to the caret.
    Grow,
}

impl Selection {
    /// The caret on the first word of a stretch; `None` if there is no word in it.
    pub fn at_first_word(document: &Document, text: &str, within: Span) -> Option<Selection> {
        let tokens = tokens_of(document, text);
        let first = tokens.partition_point(|token| token.span.start < within.start);
        let word = tokens[first..].iter().map(|t| t.span).find(|span| is_word(text, *span))?;
        within.contains(word).then_some(Selection { span: word, scope: Scope::default(), anchor: word, focus: word })
    }

    /// What the mouse selected, without the white space at its ends; `None` if nothing is left. Keys go on from its
    /// last word, as they do after the mouse in any text.
    pub fn of(text: &str, span: Span) -> Option<Selection> {
        let words = span.of(text);
        let start = span.start as usize + (words.len() - words.trim_start().len());
        let words = words.trim();
        let end = start + words.len();
        let anchor = Span::new(start, start + words.split_whitespace().next()?.len());
        let focus = Span::new(end - words.split_whitespace().next_back()?.len(), end);
        Some(Selection { span: Span::new(start, end), scope: Scope::default(), anchor, focus })
    }

    /// The caret one word on or back; stays at the ends of the text.
    pub fn moved(self, document: &Document, text: &str, direction: Direction, extend: Extend) -> Selection {
        let tokens = tokens_of(document, text);
        let next = match direction {
            Direction::Forward => {
                let from = tokens.partition_point(|token| token.span.start < self.focus.end);
                tokens[from..].iter().map(|t| t.span).find(|span| is_word(text, *span))
            }
            Direction::Backward => {
                let to = tokens.partition_point(|token| token.span.end <= self.focus.start);
                tokens[..to].iter().rev().map(|t| t.span).find(|span| is_word(text, *span))
            }
        };
        let Some(focus) = next else { return self };
        match extend {
            Extend::Move => Selection { span: focus, anchor: focus, focus, ..self },
            Extend::Grow => {
                let start = self.anchor.start.min(focus.start);
                let end = self.anchor.end.max(focus.end);
                Selection { span: Span { start, end }, focus, ..self }
            }
        }
    }

    /// The byte that the reader should keep in sight.
    pub fn focus_byte(self) -> u32 {
        self.focus.start
    }
}

/// The document's tokens. What the build found has none, and keys do not wait until the engine has read: the bundled
/// articles are short.
fn tokens_of<'d>(document: &'d Document, text: &str) -> Cow<'d, [Token]> {
    if document.tokens.is_empty() {
        tokens(text).into_iter().map(|span| Token { span }).collect()
    } else {
        Cow::Borrowed(&document.tokens)
    }
}

fn is_word(text: &str, span: Span) -> bool {
    span.of(text).chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Token;

    fn document(text: &str) -> Document {
        let mut document = Document::default();
        let mut at = 0;
        for word in text.split(' ') {
            let (start, end) = (at, at + word.len());
            document.tokens.push(Token { span: Span::new(start, end) });
            at = end + 1;
        }
        document
    }

    #[test]
    fn the_caret_walks_over_words_and_grows() {
        let text = "never accept – a deal";
        let document = document(text);
        let first = Selection::at_first_word(&document, text, Span::new(0, text.len())).expect("there are words");
        assert_eq!(first.span.of(text), "never");
        let grown = first.moved(&document, text, Direction::Forward, Extend::Grow);
        let grown = grown.moved(&document, text, Direction::Forward, Extend::Grow);
        assert_eq!(grown.span.of(text), "never accept – a", "a dash is no word to stop at");
        let back = grown.moved(&document, text, Direction::Backward, Extend::Grow);
        assert_eq!(back.span.of(text), "never accept");
        assert_eq!(back.moved(&document, text, Direction::Forward, Extend::Move).span.of(text), "a");
        assert_eq!(first.moved(&document, text, Direction::Backward, Extend::Move), first);
    }

    #[test]
    fn the_caret_walks_before_the_engine_has_read() {
        let (text, unread) = ("“Never,” she said. It rained.", Document::default());
        let first = Selection::at_first_word(&unread, text, Span::new(0, text.len())).expect("there are words");
        let two = first.moved(&unread, text, Direction::Forward, Extend::Grow);
        assert_eq!([first, two].map(|chosen| chosen.span.of(text)), ["Never", "Never,” she"]);
    }

    #[test]
    fn what_the_mouse_selected_loses_its_white_space() {
        let text = "say  good words now";
        assert_eq!(Selection::of(text, Span::new(3, 15)).map(|s| s.span.of(text)), Some("good words"));
        assert_eq!(Selection::of(text, Span::new(3, 5)), None);
    }

    #[test]
    fn keys_take_words_from_the_end_of_what_the_mouse_selected() {
        let text = "it never was a deal";
        let document = document(text);
        let chosen = Selection::of(text, Span::new(3, 15)).expect("words are selected");
        assert_eq!(chosen.span.of(text), "never was a");
        let grown = |chosen: Selection, way| chosen.moved(&document, text, way, Extend::Grow);
        assert_eq!(grown(chosen, Direction::Forward).span.of(text), "never was a deal");
        let shorter = grown(chosen, Direction::Backward);
        assert_eq!(shorter.span.of(text), "never was");
        assert_eq!(grown(grown(shorter, Direction::Backward), Direction::Backward).span.of(text), "it never");
    }
}
