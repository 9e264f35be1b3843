//! Where sentences end.
//!
//! One rule-driven pass over the tokens of a paragraph; no model, no look-back beyond the sentence.
//! A sentence never crosses a line. Quotations are not kept whole: `“It rained. We left,” he said.`
//! is two sentences, as in most corpora and as a coder tags them.

use super::Span;
use super::abbreviations::{self, Abbreviation};
use super::edges::{Closers, ListStyle, Paragraph, Start, is_bullet, is_item};
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

/// Why a sentence ends where it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// A full stop, and what follows starts anew.
    FullStop,
    /// An abbreviation that may end a sentence, and what follows starts one.
    Abbreviation,
    /// Dots that leave something out, before a capital.
    Ellipsis,
    /// A question or exclamation mark, or a stop of another script.
    Mark,
    /// The next item of a list in one line.
    Item,
    /// The line ends.
    LineEnd,
}

impl Break {
    /// All of them.
    pub const ALL: [Break; 6] =
        [Break::FullStop, Break::Abbreviation, Break::Ellipsis, Break::Mark, Break::Item, Break::LineEnd];

    /// The rule's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Break::FullStop => "full-stop",
            Break::Abbreviation => "abbreviation",
            Break::Ellipsis => "ellipsis",
            Break::Mark => "mark",
            Break::Item => "item",
            Break::LineEnd => "line-end",
        }
    }

    /// The rule in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Break::FullStop => "a full stop, and what follows starts anew",
            Break::Abbreviation => "an abbreviation, before a word that starts a sentence",
            Break::Ellipsis => "dots, before a capital",
            Break::Mark => "a mark that ends a sentence",
            Break::Item => "the next item of a list begins",
            Break::LineEnd => "the line ends",
        }
    }
}

/// Appends the sentences of one paragraph, given its tokens.
pub fn sentences_in(text: &str, tokens: &[Span], out: &mut Vec<Span>) {
    each_sentence_in(text, tokens, |span, _| out.push(span));
}

/// Calls `visit` with each sentence of one paragraph and why it ends there.
pub fn each_sentence_in(text: &str, tokens: &[Span], mut visit: impl FnMut(Span, Break)) {
    let mut paragraph = Paragraph { text, tokens, list: ListStyle::of(text, tokens), open_straight: false };
    let mut first = 0;
    let mut ix = 0;
    while ix < tokens.len() {
        match paragraph.next_start(first, ix) {
            Some((next, why)) => {
                if next < tokens.len() {
                    visit(Span { start: tokens[first].start, end: tokens[next - 1].end }, why);
                    first = next;
                }
                ix = next;
            }
            None => ix += 1,
        }
    }
    if first < tokens.len() {
        visit(Span { start: tokens[first].start, end: tokens[tokens.len() - 1].end }, Break::LineEnd);
    }
}

impl Paragraph<'_> {
    /// If a sentence ends at token `ix`, the token that the next one starts with, and why.
    fn next_start(&mut self, first: usize, ix: usize) -> Option<(usize, Break)> {
        // Most tokens are words and commas, after which nothing ends.
        let last = self.text.as_bytes()[self.tokens[ix].end as usize - 1];
        if (last.is_ascii_alphanumeric() || last == b',') && self.list == ListStyle::None {
            return None;
        }
        let word = self.word(ix);
        if word == "\"" {
            self.open_straight = !self.open_straight;
        }
        if self.list != ListStyle::None && self.starts_item(first, ix + 1) {
            return Some((ix + 1, Break::Item));
        }
        let end = word.chars().next_back()?;
        let first_char = word.chars().next()?;
        let is_stop = matches!(first_char, '.' | '…') || self.is_terminator(first_char, ix);
        if !is_stop && end != '.' {
            return None;
        }
        if is_stop && ix == first && !matches!(end, '…' | '.') {
            return None;
        }
        let closers = self.closers_after(ix);
        let next = ix + 1 + closers.count;
        if next >= self.tokens.len() {
            return None;
        }
        let (ends, why) = if !is_stop {
            (self.abbreviation_ends(first, ix, next), Break::Abbreviation)
        } else if first_char == '.' && !word[1..].starts_with(['.', '…']) {
            (self.stop_ends(first, ix, next, &closers), Break::FullStop)
        } else if matches!(first_char, '.' | '…') {
            (self.ellipsis_ends(ix, next, &closers), Break::Ellipsis)
        } else {
            (self.shout_ends(ix, next, &closers), Break::Mark)
        };
        if ends && closers.straight {
            self.open_straight = false;
        }
        ends.then_some((next, why))
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
        // "3. Oktober", "am 19. Mai", "2020. 3. 15.", "z. B."
        let is_after_year = self.word(ix.wrapping_sub(2)).bytes().filter(u8::is_ascii_digit).count() == 4;
        let is_short = is_one_small_letter(before_stop) && !is_after_year;
        if self.is_ordinal(ix, next) || is_short && start == Start::Capital {
            return false;
        }
        if self.is_glued(next) {
            // "left.In": only where a word stands before and a capitalised one after.
            let before = self.word(ix - usize::from(ix > 0));
            let is_digit = before.len() == 1 && before.bytes().all(|b| b.is_ascii_digit());
            let is_long = before.chars().count() > 1 && before.chars().next().is_some_and(char::is_alphanumeric);
            let words = is_long || is_digit && is_starter(self.word(next));
            return words && matches!(start, Start::Capital | Start::Quote) || closers.quote && start == Start::Capital;
        }
        // ". . ." is an ellipsis.
        if self.word(ix.wrapping_sub(1)) == "." || self.word(next) == "." || self.word(next) == "..." {
            return self.word(next) != "." && start == Start::Capital && self.word(next) != "I";
        }
        match start {
            Start::Capital | Start::Quote | Start::Number | Start::Sign => true,
            Start::Small => {
                // `“No.” he said` goes on; after a bare stop a small letter is careless writing, or what stands
                // before it is an abbreviation or an ordinal that is on no list.
                let may_be_short = before_stop.chars().nth(3).is_none() || self.start_of(ix - 1) == Start::Number;
                let is_careless = self.start_of(0) == Start::Small;
                !closers.quote && !closers.bracket && !is_cue_verb(self.word(next)) && (is_careless || !may_be_short)
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
            // Scripts without spaces, in which the word after a quotation may belong to it: 「…。」と.
            let is_wide = !self.word(ix).is_ascii() && !self.text.is_ascii();
            let opens = is_wide && matches!(start, Start::Sign | Start::Quote);
            let next_char = self.word(next).chars().next();
            let goes_on = closers.quote && next_char.is_some_and(|c| matches!(c, 'と' | 'っ' | '가'..='힣'));
            return (start == Start::Capital && !goes_on || opens) && ix > 0;
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
            Start::Sign => {
                let is_dash = self.word(next).starts_with(['-', '–', '—']);
                !is_dash || !closers.quote && self.word(ix) != "?"
            }
            Start::Other => false,
        }
    }

    /// `“Really?” Díaz said`: a name and a cue verb right after a quotation.
    fn is_attribution(&self, next: usize) -> bool {
        let joins = |at: usize| at > next && matches!(self.word(at), "of" | "for" | "and" | "the" | "-");
        (next..next + 9)
            .take_while(|&at| self.start_of(at) == Start::Capital || joins(at) || is_cue_verb(self.word(at)))
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
        let opens = |at: usize| matches!(self.start_of(at), Start::Quote) || self.word(at) == "(";
        let behind = (next..).take_while(|&at| opens(at)).count() + next;
        let is_small = behind > next && self.start_of(behind) == Start::Small;
        let starts_anew = start == Start::Capital && is_starter(following) || start == Start::Quote && !is_small;
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
                let is_zone = is_calendar_or_zone(following.trim_end_matches('.')) || self.word(next + 1) == "time";
                start == Start::Quote
                    || start == Start::Capital && !is_zone && (!title || self.opens_with_time(first, ix))
            }
            // "etc." of Russian and Greek; the words that start sentences are English.
            Abbreviation::MayEnd if following.starts_with(|c: char| matches!(c, '\u{370}'..='\u{52F}')) => {
                start == Start::Capital
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
        let is_number = word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
        ix == from + 1 && (is_number || word.chars().nth(1).is_none())
    }

    /// Whether the stop at token `ix` makes an ordinal of the number before it: before the name of a month, after a
    /// German article or preposition of dates, or in a date of numbers.
    fn is_ordinal(&self, ix: usize, next: usize) -> bool {
        let is_number = |word: &str| word.len() <= 2 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
        let (before, number) = (self.word(ix.wrapping_sub(2)), self.word(ix.wrapping_sub(1)));
        let in_numbers = number.bytes().all(|b| b.is_ascii_digit())
            && is_number(self.word(next))
            && (self.word(next + 1) == "." || self.word(next + 1) == "일")
            && self.is_glued(next + 1);
        let in_german = is_number(number)
            && (matches!(before, "am" | "im" | "dem" | "den" | "das" | "vom" | "zum" | "der" | "Der" | "Am")
                || is_german_month(self.word(next)));
        ix > 0 && (in_numbers || in_german)
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
}

/// One letter without capitals' weight: "z. B.", "г. Москва".
fn is_one_small_letter(word: &str) -> bool {
    let mut chars = word.chars();
    let is_small = |c: char| c.is_lowercase() && !matches!(c, '\u{10D0}'..='\u{10FF}');
    let is_thai = |c: char| matches!(c, '\u{E01}'..='\u{E2E}');
    chars.next().is_some_and(|c| is_small(c) || is_thai(c)) && chars.next().is_none()
}

/// Whether this is a month in German where English writes it otherwise or has no stop before it.
fn is_german_month(word: &str) -> bool {
    const MONTHS: &[&str] = &[
        "April",
        "August",
        "Dezember",
        "Februar",
        "Januar",
        "Juli",
        "Juni",
        "Jänner",
        "Mai",
        "März",
        "November",
        "Oktober",
        "September",
    ];
    MONTHS.contains(&word)
}
