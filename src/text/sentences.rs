//! Where sentences end.
//!
//! One rule-driven pass over the tokens of a paragraph; no model, no look-back beyond the sentence.
//! A sentence never crosses a line. Quotations are not kept whole: `“It rained. We left,” he said.`
//! is two sentences, as in most corpora and as a coder tags them.

use super::Span;
use super::abbreviations::{self, Abbreviation};
use super::chars::{closes_quote, opens_quote};
use super::paragraphs;
use super::starters::{is_calendar_or_zone, is_cue_verb, is_starter};
use super::tokens::tokens_in;

/// The sentences of a text, without surrounding white space; every other character is in one.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut tokens = Vec::new();
    for paragraph in paragraphs(text) {
        tokens.clear();
        tokens_in(text, paragraph, &mut tokens);
        sentences_in(text, &tokens, &mut out);
    }
    out
}

/// Appends the sentences of one paragraph, given its tokens.
pub fn sentences_in(text: &str, tokens: &[Span], out: &mut Vec<Span>) {
    let mut paragraph = Paragraph { text, tokens, list: ListStyle::of(text, tokens), open_straight: false };
    let mut first = 0;
    let mut ix = 0;
    while ix < tokens.len() {
        match paragraph.next_start(first, ix) {
            Some(next) => {
                if next < tokens.len() {
                    out.push(Span { start: tokens[first].start, end: tokens[next - 1].end });
                    first = next;
                }
                ix = next;
            }
            None => ix += 1,
        }
    }
    if first < tokens.len() {
        out.push(Span { start: tokens[first].start, end: tokens[tokens.len() - 1].end });
    }
}

/// The markers of a list that runs on in one line: `1. … 2. …`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ListStyle {
    None,
    Numbers,
    Letters,
    Bullets,
}

impl ListStyle {
    fn of(text: &str, tokens: &[Span]) -> ListStyle {
        let word = |ix: usize| tokens.get(ix).map_or("", |t| t.of(text));
        if is_bullet(word(0)) {
            return ListStyle::Bullets;
        }
        if is_item(word(0), word(1)) {
            return ListStyle::Numbers;
        }
        if matches!(word(0), "a" | "A." | "A") && matches!(word(1), "." | ")") || word(0) == "A." {
            return ListStyle::Letters;
        }
        ListStyle::None
    }
}

fn is_bullet(word: &str) -> bool {
    matches!(word, "•" | "⁃" | "‣" | "◦" | "▪" | "●" | "·")
}

fn is_item(number: &str, sign: &str) -> bool {
    number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit()) && !number.is_empty() && matches!(sign, "." | ")")
}

struct Paragraph<'a> {
    text: &'a str,
    tokens: &'a [Span],
    list: ListStyle,
    /// Inside a quotation between straight double quotes.
    open_straight: bool,
}

impl<'a> Paragraph<'a> {
    fn word(&self, ix: usize) -> &'a str {
        self.tokens.get(ix).map_or("", |t| t.of(self.text))
    }

    /// Whether no white space stands before token `ix`.
    fn is_glued(&self, ix: usize) -> bool {
        ix > 0 && ix < self.tokens.len() && self.tokens[ix - 1].end == self.tokens[ix].start
    }

    /// If a sentence ends at token `ix`, the token that the next one starts with.
    fn next_start(&mut self, first: usize, ix: usize) -> Option<usize> {
        let word = self.word(ix);
        if word == "\"" {
            self.open_straight = !self.open_straight;
        }
        if self.list != ListStyle::None && self.starts_item(first, ix + 1) {
            return Some(ix + 1);
        }
        let end = word.chars().next_back()?;
        if !matches!(end, '.' | '!' | '?' | '…' | '。' | '！' | '？') {
            return None;
        }
        let is_stop = word.starts_with(['.', '!', '?', '…', '。', '！', '？']);
        if is_stop && ix == first && !matches!(end, '…' | '.') {
            return None;
        }
        let closers = self.closers_after(ix);
        let next = ix + 1 + closers.count;
        if next >= self.tokens.len() {
            return None;
        }
        let ends = if !is_stop {
            self.abbreviation_ends(first, ix, next)
        } else if end == '.' && word.len() == 1 {
            self.stop_ends(first, ix, next, &closers)
        } else if matches!(end, '.' | '…') {
            self.ellipsis_ends(ix, next, &closers)
        } else {
            self.shout_ends(ix, next, &closers)
        };
        if ends && closers.straight {
            self.open_straight = false;
        }
        ends.then_some(next)
    }

    fn closers_after(&self, ix: usize) -> Closers {
        let mut closers = Closers::default();
        let mut open_straight = self.open_straight;
        let mut at = ix + 1;
        while at < self.tokens.len() {
            let word = self.word(at);
            let Some(c) = word.chars().next() else { break };
            let glued = self.is_glued(at);
            let before_gap = at + 1 == self.tokens.len() || !self.is_glued(at + 1);
            match c {
                '"' if glued && (open_straight || before_gap) => {
                    open_straight = false;
                    closers.straight = true;
                    closers.quote = true;
                }
                '\'' if glued && before_gap && word != "'s" => closers.quote = true,
                _ if closes_quote(c) && glued && word.chars().nth(1) != Some('s') => closers.quote = true,
                ')' | ']' | '}' if glued => closers.bracket = true,
                '.' if glued && closers.bracket && word == "." => {}
                // A footnote mark set right after the stop.
                '[' if (glued
                    || self.word(at + 3).chars().next().is_none_or(|c| c.is_uppercase() || c == '"' || c == '“'))
                    && self.word(at + 1).bytes().all(|b| b.is_ascii_digit())
                    && self.word(at + 2) == "]" =>
                {
                    closers.count += 2;
                    at += 2;
                }
                _ => break,
            }
            closers.count += 1;
            at += 1;
        }
        closers
    }

    /// A plain full stop.
    fn stop_ends(&self, first: usize, ix: usize, next: usize, closers: &Closers) -> bool {
        if self.is_list_number(first, ix) {
            return false;
        }
        let start = self.start_of(next);
        let before_stop = self.word(ix.wrapping_sub(1));
        if matches!(before_stop, "°" | "º") {
            return false;
        }
        // "Albert I. Jones"
        if before_stop == "I" && ix >= 2 && self.start_of(ix - 2) == Start::Capital && start == Start::Capital {
            return is_starter(self.word(next));
        }
        if self.is_glued(next) {
            // "left.In": only where a word stands before and a capitalised one after.
            let before = self.word(ix - usize::from(ix > 0));
            let words = before.chars().count() > 1 && before.chars().next().is_some_and(char::is_alphanumeric);
            return words && matches!(start, Start::Capital | Start::Quote) || closers.quote && start == Start::Capital;
        }
        // ". . ." is an ellipsis.
        if self.word(ix.wrapping_sub(1)) == "." || self.word(next) == "." || self.word(next) == "..." {
            return self.word(next) != "." && start == Start::Capital && self.word(next) != "I";
        }
        match start {
            Start::Capital | Start::Quote | Start::Number | Start::Sign => true,
            Start::Small => {
                // `“No.” he said` goes on; after a bare stop a small letter is careless writing.
                !closers.quote && !closers.bracket && !is_cue_verb(self.word(next))
            }
            Start::Other => false,
        }
    }

    fn ellipsis_ends(&self, ix: usize, next: usize, closers: &Closers) -> bool {
        let start = self.start_of(next);
        let spaced = ix > 0 && !self.is_glued(ix) && !self.is_glued(next);
        match start {
            Start::Capital => {
                let word = self.word(next);
                let goes_on = word == "I" || word.starts_with("I'") || word.starts_with("I’");
                let is_inside = spaced && self.is_glued(next) && !closers.quote;
                !goes_on && !is_inside
            }
            Start::Quote => closers.quote && !self.is_glued(next),
            _ => false,
        }
    }

    /// An exclamation or question mark.
    fn shout_ends(&self, ix: usize, next: usize, closers: &Closers) -> bool {
        let start = self.start_of(next);
        if self.is_glued(next) {
            return matches!(start, Start::Capital) && ix > 0;
        }
        match start {
            // Careless writing: a new sentence in small letters after a bare question mark.
            Start::Small => {
                let word = self.word(next);
                self.word(ix).ends_with('?')
                    && closers.count == 0
                    && !is_cue_verb(word)
                    && !matches!(word, "and" | "or" | "but" | "he" | "she" | "they")
            }
            Start::Capital if closers.quote => !self.is_attribution(next),
            Start::Capital | Start::Quote | Start::Number => true,
            Start::Sign => self.word(ix) != "?" || !self.word(next).starts_with(['–', '—']),
            Start::Other => false,
        }
    }

    /// `“Really?” Díaz said`: a name and a cue verb right after a quotation.
    fn is_attribution(&self, next: usize) -> bool {
        (next..next + 4)
            .take_while(|&at| self.start_of(at) == Start::Capital || is_cue_verb(self.word(at)))
            .any(|at| at > next && is_cue_verb(self.word(at)))
    }

    /// A token with its own stop: an abbreviation or initials.
    fn abbreviation_ends(&self, first: usize, ix: usize, next: usize) -> bool {
        if self.is_glued(next) {
            return false;
        }
        let start = self.start_of(next);
        let (word, following) = (self.word(ix), self.word(next));
        let bare = word.trim_end_matches('.');
        let mut starts_anew = start == Start::Capital && is_starter(following);
        if start == Start::Quote {
            starts_anew = true;
        }
        let Some(kind) = abbreviations::of(bare) else {
            // Initials: a name goes on unless the next word can only start a sentence.
            let single = bare.chars().nth(1).is_none();
            if single && (ix == first || self.start_of(ix - 1) == Start::Capital) {
                return start == Start::Capital
                    && is_starter(following)
                    && ix > first + 1
                    && self.start_of(ix - 2) != Start::Capital;
            }
            return starts_anew || (bare == "I" && start == Start::Capital);
        };
        match kind {
            Abbreviation::Title | Abbreviation::Inner | Abbreviation::BeforeNumber => false,
            Abbreviation::Calendar => starts_anew,
            Abbreviation::MayEnd if matches!(bare, "a.m" | "p.m" | "A.M" | "P.M") => {
                let title = abbreviations::of(following.trim_end_matches('.')) == Some(Abbreviation::Title);
                start == Start::Quote
                    || start == Start::Capital
                        && !is_calendar_or_zone(following)
                        && (!title || self.opens_with_time(first, ix))
            }
            Abbreviation::MayEnd => starts_anew,
        }
    }

    /// In "At 5 a.m. Mr. Smith went", the time opens the sentence and the rest follows.
    fn opens_with_time(&self, first: usize, ix: usize) -> bool {
        ix - first > 3
    }

    /// "1." at the start of a sentence is a marker, not a sentence.
    fn is_list_number(&self, first: usize, ix: usize) -> bool {
        let from = if is_bullet(self.word(first)) { first + 1 } else { first };
        let word = self.word(ix.wrapping_sub(1));
        ix == from + 1 && word.len() <= 3 && (word.bytes().all(|b| b.is_ascii_digit()) || word.len() == 1)
    }

    /// Whether an item of the running list starts at token `ix`.
    fn starts_item(&self, first: usize, ix: usize) -> bool {
        if ix <= first + 1 || ix >= self.tokens.len() {
            return false;
        }
        let (word, sign) = (self.word(ix), self.word(ix + 1));
        match self.list {
            ListStyle::None => false,
            ListStyle::Bullets => is_bullet(word),
            ListStyle::Numbers => {
                is_item(word, sign)
                    && !self.is_glued(ix)
                    && !self.word(ix - 1).ends_with(['.', ',', '$'])
                    && self.start_of(ix + 2) == Start::Capital
                    || (is_item(word, sign) && self.word(ix + 2) == ")")
            }
            ListStyle::Letters => {
                let letter = word.trim_end_matches('.');
                letter.len() == 1
                    && letter.bytes().all(|b| b.is_ascii_lowercase())
                    && (sign == "." || sign == ")")
                    && letter != "a"
                    && self.is_glued(ix + 1)
            }
        }
    }

    /// What kind of thing starts at token `ix`.
    fn start_of(&self, ix: usize) -> Start {
        let word = self.word(ix);
        let Some(c) = word.chars().next() else { return Start::Other };
        if c.is_lowercase() {
            // "iPhone", "eBay" and the like are capitalised further on.
            return if word.chars().nth(1).is_some_and(char::is_uppercase) { Start::Capital } else { Start::Small };
        }
        if c.is_uppercase() {
            return Start::Capital;
        }
        if c.is_alphabetic() {
            return Start::Capital;
        }
        if c.is_numeric() {
            return Start::Number;
        }
        if opens_quote(c) || matches!(c, '"' | '\'') {
            return Start::Quote;
        }
        match c {
            '(' | '[' | '-' | '–' | '—' | '•' | '*' | '#' | '@' | '$' | '€' | '£' | '¿' | '¡' | '⁃' | '<' | '>' => {
                Start::Sign
            }
            _ if !c.is_ascii() && !c.is_alphanumeric() && !closes_quote(c) => Start::Sign,
            _ => Start::Other,
        }
    }
}

/// Quotation marks and brackets that close after a stop.
#[derive(Default)]
struct Closers {
    count: usize,
    quote: bool,
    straight: bool,
    bracket: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    Capital,
    Small,
    Number,
    Quote,
    Sign,
    Other,
}
