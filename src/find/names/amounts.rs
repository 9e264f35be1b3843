//! Dates, times, sums, percentages and measures, by hand-written patterns over words.
//!
//! No `regex`: its first call costs the page some 40 ms, these patterns none.

use crate::find::lexicon::Classes;
use crate::find::lexicon::class::*;
use crate::find::words::{Shape, Word};
use crate::model::EntityKind;

/// No number that anybody writes out has more words; a longer row of them is not read anew from each.
const MOST_NUMBER_WORDS: usize = 24;

/// Words for a currency that stand before the sum.
const CODES: [&str; 24] = [
    "USD", "EUR", "GBP", "RUB", "CHF", "JPY", "CNY", "INR", "AUD", "CAD", "SEK", "NOK", "PLN", "UAH", "KES", "NGN",
    "ZAR", "KSh", "Ksh", "Sh", "RM", "Tk", "Rs", "Rs.",
];

/// Units that are written right behind a number.
const GLUED_UNITS: [&str; 12] = ["ft", "in", "km", "cm", "mm", "kg", "lb", "lbs", "mph", "kph", "MW", "GW"];

/// An amount: words `start..end` of the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: EntityKind,
}

/// The words of a sentence and their text.
pub(super) struct Amounts<'a> {
    pub(super) text: &'a str,
    pub(super) words: &'a [Word],
}

impl<'a> Amounts<'a> {
    /// The amount that starts at word `ix`, if any.
    pub(super) fn at(&self, ix: usize) -> Option<Amount> {
        let word = self.words[ix];
        if word.shape == Shape::Sign {
            return self.currency_sign(ix);
        }
        let plain = word.classes
            & (MONTH | WEEKDAY | NUMBER | ORDINAL | TODAY | DAY_WORD | DAYPART | PERIOD | CLOCK | SCALE | DATE_LEAD)
            != 0;
        if word.shape != Shape::Number && !plain {
            return if word.is_cap() { self.prefixed_currency(ix) } else { None };
        }
        self.clock(ix)
            .or_else(|| self.calendar(ix))
            .or_else(|| self.measured(ix))
            .or_else(|| self.counted(ix))
            .or_else(|| self.relative(ix))
            .or_else(|| self.year(ix))
    }

    pub(super) fn text_at(&self, ix: usize) -> &'a str {
        self.words.get(ix).map_or("", |w| w.span.of(self.text))
    }

    pub(super) fn is(&self, ix: usize, classes: Classes) -> bool {
        self.words.get(ix).is_some_and(|w| w.is(classes))
    }

    pub(super) fn is_any(&self, ix: usize, of: &[&str]) -> bool {
        let word = self.text_at(ix);
        of.iter().any(|o| o.eq_ignore_ascii_case(word))
    }

    pub(super) fn is_number(&self, ix: usize) -> bool {
        self.words.get(ix).is_some_and(|w| w.shape == Shape::Number)
    }

    pub(super) fn before(&self, ix: usize) -> &'a str {
        if ix == 0 { "" } else { self.text_at(ix - 1) }
    }

    pub(super) fn done(start: usize, end: usize, kind: EntityKind) -> Option<Amount> {
        Some(Amount { start, end, kind })
    }

    /// `$4 billion`, `€3.5`.
    fn currency_sign(&self, ix: usize) -> Option<Amount> {
        let sign = self.text_at(ix);
        if !matches!(sign, "$" | "€" | "£" | "¥" | "₽" | "₴" | "₹" | "₩" | "₺" | "₪" | "₦" | "₱" | "₫")
            || !self.is_number(ix + 1)
        {
            return None;
        }
        let mut end = ix + 2;
        while self.is(end, SCALE) && self.words[end].shape == Shape::Lower {
            end += 1;
        }
        Self::done(ix, end, EntityKind::Money)
    }

    /// `US$4`, `USD 4 million`.
    pub(super) fn prefixed_currency(&self, ix: usize) -> Option<Amount> {
        let word = self.text_at(ix);
        let code = self.words.get(ix + 1).is_some_and(|w| w.is_glued())
            && matches!(word, "US" | "C" | "A" | "AU" | "NZ" | "HK" | "S" | "SG" | "R" | "NT" | "Can" | "CA");
        if code && let Some(sum) = self.currency_sign(ix + 1) {
            return Self::done(ix, sum.end, EntityKind::Money);
        }
        if self.is_number(ix + 1) && CODES.contains(&word) {
            let end = ix + 2 + usize::from(self.is(ix + 2, SCALE));
            return Self::done(ix, end, EntityKind::Money);
        }
        if !word.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        // "KSh2,000", "N5bn": one word. After one letter, only what is written as a sum.
        let sum = ["KSh", "Ksh", "USh", "TSh", "Sh", "Rs", "RM", "N", "R"].iter().find_map(|code| {
            let sum = word.strip_prefix(code).filter(|sum| sum.starts_with(|c: char| c.is_ascii_digit()))?;
            Some((code.len(), sum))
        });
        let is_sum = sum.is_some_and(|(n_letters, sum)| n_letters > 1 || sum.contains(',') || sum.ends_with("bn"));
        let end = ix + 1 + usize::from(self.is(ix + 1, SCALE));
        if is_sum { Self::done(ix, end, EntityKind::Money) } else { None }
    }

    /// `11am`, `8 a.m.`, `20:00 GMT`, `5.45 pm local time`, `noon`.
    fn clock(&self, ix: usize) -> Option<Amount> {
        let word = self.text_at(ix);
        if self.is(ix, DAYPART) && matches!(word, "noon" | "midnight") {
            return Self::done(ix, ix + 1, EntityKind::Time);
        }
        if !self.is_number(ix) {
            return None;
        }
        let lower = word.to_ascii_lowercase();
        let colon = word.len() >= 4
            && word.len() <= 8
            && word.contains(':')
            && word.bytes().all(|b| b.is_ascii_digit() || b == b':');
        let suffixed = lower.len() <= 7 && (lower.ends_with("am") || lower.ends_with("pm"));
        let mut end = ix + 1;
        let mut is_clock = colon || suffixed;
        if self.is_half_day(end) || matches!(self.text_at(end), "o'clock" | "o’clock") {
            end += 1;
            is_clock = true;
        }
        if !is_clock {
            return None;
        }
        while self.is_any(end, &["GMT", "UTC", "EST", "EDT", "PST", "PDT", "CET", "CEST", "MSK", "BST", "ET"])
            || (self.text_at(end) == "local" && self.text_at(end + 1) == "time")
            || (self.text_at(end) == "time" && self.text_at(end - 1) == "local")
        {
            end += 1;
        }
        Self::done(ix, end, EntityKind::Time)
    }

    fn is_half_day(&self, ix: usize) -> bool {
        let folded = crate::text::folded(self.text_at(ix));
        matches!(folded.as_str(), "am" | "pm" | "a.m." | "p.m." | "a.m" | "p.m")
            && !matches!(self.text_at(ix), "AM" if ix + 1 == self.words.len())
    }

    /// "10km", "5ft 10in": a number with its unit in one word.
    fn measured(&self, ix: usize) -> Option<Amount> {
        let unit = |ix: usize| {
            let word = self.text_at(ix);
            let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
            (unit.len() < word.len()).then_some(unit).filter(|unit| GLUED_UNITS.contains(unit))
        };
        let end = ix + 1 + usize::from(unit(ix)? == "ft" && unit(ix + 1) == Some("in"));
        Self::done(ix, end, EntityKind::Quantity)
    }

    /// A number and what it counts.
    fn counted(&self, ix: usize) -> Option<Amount> {
        let word = self.words[ix];
        let numeric =
            word.shape == Shape::Number || word.is(NUMBER) || (word.is(SCALE) && ix > 0 && self.is_any(ix - 1, &["a"]));
        if !numeric || word.shape == Shape::Sign {
            return None;
        }
        let mut start = ix;
        let mut end = ix + 1;
        // "two hundred thousand", "three and a half", "6.5-7", "twenty-one"
        while end - ix < MOST_NUMBER_WORDS {
            if self.is(end, SCALE)
                || (self.is(end, NUMBER)
                    && !self.is_any(end, &["half", "one"])
                    && self.words[end].shape == Shape::Lower)
            {
                end += 1;
            } else if matches!(self.text_at(end), "-" | "–" | "to" | "and")
                && self.is_plain_number(end + 1)
                && self.measures(end + 2)
            {
                end += 2;
            } else if self.text_at(end) == "and" && self.text_at(end + 1) == "a" && self.text_at(end + 2) == "half" {
                end += 3;
            } else {
                break;
            }
        }
        if matches!(self.text_at(end), "%" | "percent" | "pct")
            || (self.text_at(end) == "per" && self.text_at(end + 1) == "cent")
        {
            let end = end + if self.text_at(end) == "per" { 2 } else { 1 };
            return Self::done(start, end, EntityKind::Percent);
        }
        if self.text_at(end) == "percentage" && self.is_any(end + 1, &["points", "point"]) {
            return Self::done(start, end + 2, EntityKind::Percent);
        }
        // "50-kilometer", "US dollars", "square miles", "more years"
        let hyphen = usize::from(matches!(self.text_at(end), "-" | "‑"));
        let adjective = usize::from(self.is_any(
            end + hyphen,
            &[
                "US",
                "U.S.",
                "square",
                "cubic",
                "metric",
                "nautical",
                "straight",
                "consecutive",
                "more",
                "full",
                "calendar",
                "Russian",
            ],
        ));
        let unit = end + hyphen + adjective;
        let counted = self.words.get(unit).filter(|w| w.shape != Shape::Sign)?;
        // A "pound" is a weight, "pounds" are mostly money.
        let is_money = !counted.is(UNIT) || self.text_at(unit).ends_with('s');
        // "No. 5 won": few sums in won are so small.
        let is_verb = self.text_at(unit) == "won" && word.span.len() < 3;
        if counted.is(CURRENCY) && is_money && hyphen == 0 && !is_verb {
            if self.is_any(start.wrapping_sub(1), &["a"]) && word.is(SCALE) {
                start -= 1;
            }
            return Self::done(start, unit + 1, EntityKind::Money);
        }
        if counted.is(PERIOD) || counted.is(CLOCK) {
            let is_clock = counted.is(CLOCK) && !counted.is(PERIOD);
            let kind = if is_clock { EntityKind::Time } else { EntityKind::Date };
            let mut end = unit + 1;
            if self.is_any(end, &["ago", "earlier", "later", "old"]) {
                end += 1;
            } else if is_clock && self.text_at(end) == "and" && self.is_plain_number(end + 1) && self.is(end + 2, CLOCK)
            {
                end += 3;
            }
            if matches!(self.text_at(end), "-") && self.text_at(end + 1) == "old" {
                end += 2;
            }
            if self.is_any(start.wrapping_sub(1), &["last", "next", "past", "first", "coming", "previous"]) {
                start -= 1;
            }
            return Self::done(start, end, kind);
        }
        // A bare "m" or "ft" counts only after digits.
        if counted.is(UNIT)
            && (self.text_at(unit).len() > 2 || word.shape == Shape::Number)
            && counted.shape != Shape::Letter
        {
            return Self::done(start, unit + 1, EntityKind::Quantity);
        }
        None
    }

    pub(super) fn is_plain_number(&self, ix: usize) -> bool {
        self.words.get(ix).is_some_and(|w| w.shape == Shape::Number || (w.is(NUMBER) && w.shape == Shape::Lower))
    }

    fn measures(&self, ix: usize) -> bool {
        self.is(ix, SCALE | UNIT | PERIOD | CLOCK | CURRENCY)
            || matches!(self.text_at(ix), "%" | "percent" | "per" | "-")
    }
}
