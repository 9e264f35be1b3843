//! Dates, times, sums, percentages and measures, by hand-written patterns over words.
//!
//! No `regex`: its first call costs the page some 40 ms, these patterns none.

use super::lexicon::class::*;
use super::words::{Shape, Word};
use crate::model::EntityKind;

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
            return self.prefixed_currency(ix);
        }
        self.clock(ix)
            .or_else(|| self.calendar(ix))
            .or_else(|| self.counted(ix))
            .or_else(|| self.relative(ix))
            .or_else(|| self.year(ix))
    }

    fn text_at(&self, ix: usize) -> &'a str {
        self.words.get(ix).map_or("", |w| w.span.of(self.text))
    }

    fn is(&self, ix: usize, classes: u64) -> bool {
        self.words.get(ix).is_some_and(|w| w.is(classes))
    }

    fn is_any(&self, ix: usize, of: &[&str]) -> bool {
        let word = self.text_at(ix);
        of.iter().any(|o| o.eq_ignore_ascii_case(word))
    }

    fn is_number(&self, ix: usize) -> bool {
        self.words.get(ix).is_some_and(|w| w.shape == Shape::Number)
    }

    fn before(&self, ix: usize) -> &'a str {
        if ix == 0 { "" } else { self.text_at(ix - 1) }
    }

    fn done(start: usize, end: usize, kind: EntityKind) -> Option<Amount> {
        Some(Amount { start, end, kind })
    }

    /// `$4 billion`, `€3.5`.
    fn currency_sign(&self, ix: usize) -> Option<Amount> {
        let sign = self.text_at(ix);
        if !matches!(sign, "$" | "€" | "£" | "¥" | "₽" | "₴" | "₹" | "₩" | "₺" | "₪") || !self.is_number(ix + 1)
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
    fn prefixed_currency(&self, ix: usize) -> Option<Amount> {
        let word = self.text_at(ix);
        let code =
            matches!(word, "US" | "C" | "A" | "NZ" | "HK" | "S") && self.words.get(ix + 1).is_some_and(|w| w.glued);
        if code && let Some(sum) = self.currency_sign(ix + 1) {
            return Self::done(ix, sum.end, EntityKind::Money);
        }
        if matches!(word, "USD" | "EUR" | "GBP" | "RUB" | "Rs") && self.is_number(ix + 1) {
            let end = ix + 2 + usize::from(self.is(ix + 2, SCALE));
            return Self::done(ix, end, EntityKind::Money);
        }
        None
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
        if self.is_half_day(end) {
            end += 1;
            is_clock = true;
        } else if self.text_at(end) == "o'clock" || self.text_at(end) == "o’clock" {
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

    /// Days and months by name.
    fn calendar(&self, ix: usize) -> Option<Amount> {
        let word = self.words[ix];
        // "15 August 2025", "the 15th of August".
        if self.is_day(ix) {
            let of = usize::from(self.text_at(ix + 1) == "of");
            if self.is_month(ix + 1 + of) && (!self.is_number(ix + 2 + of) || self.is_year(ix + 2 + of)) {
                return Self::done(ix, self.with_year(ix + 2 + of), EntityKind::Date);
            }
            return None;
        }
        if self.is_month(ix) {
            let lead = ix - self.day_words_before(ix);
            let mut end = ix + 1;
            if self.is_day(end) {
                end += 1;
                // "July 3-5", "July 3 and 4"
                if matches!(self.text_at(end), "-" | "–") && self.is_day(end + 1) {
                    end += 2;
                }
            }
            end = self.with_year(end);
            let alone = end == ix + 1;
            let doubtful = matches!(self.text_at(ix), "May" | "March" | "Mar" | "Mar." | "Sun" | "Dec" | "Jan" | "Sep");
            if alone
                && doubtful
                && !self.is_any(
                    ix.wrapping_sub(1),
                    &[
                        "in", "since", "until", "by", "of", "last", "next", "this", "early", "late", "mid", "and",
                        "from", "to", "through", "-",
                    ],
                )
            {
                return None;
            }
            return Self::done(lead, end, EntityKind::Date);
        }
        if self.is_weekday(ix) {
            let lead = ix - usize::from(self.is_any(ix.wrapping_sub(1), &["last", "next", "early", "late", "this"]));
            let mut end = ix + 1;
            if self.text_at(end) == ","
                && (self.is_month(end + 1) && self.is_day(end + 2) || self.is_day(end + 1) && self.is_month(end + 2))
            {
                end = self.with_year(end + 3);
                return Self::done(lead, end, EntityKind::Date);
            }
            if self.is(end, DAYPART) || self.is_any(end, &["night"]) {
                return Self::done(lead, end + 1, EntityKind::Time);
            }
            return Self::done(lead, end, EntityKind::Date);
        }
        if word.is(TODAY) {
            // "Russia Today" and "USA Today" are names, taken before.
            if self.text_at(ix) == "Today" && !word.starts {
                return None;
            }
            return Self::done(
                ix,
                ix + 1,
                if self.is_any(ix, &["tonight"]) { EntityKind::Time } else { EntityKind::Date },
            );
        }
        None
    }

    fn is_month(&self, ix: usize) -> bool {
        self.words.get(ix).is_some_and(|w| w.is(MONTH) && w.is_cap())
    }

    fn is_weekday(&self, ix: usize) -> bool {
        self.words.get(ix).is_some_and(|w| {
            let short = w.span.len() <= 5 && !self.text_at(ix).ends_with("day");
            w.is(WEEKDAY) && w.is_cap() && (!short || (self.text_at(ix + 1) == "," && self.is_month(ix + 2)))
        })
    }

    /// A number from 1 to 31, `15th` too.
    fn is_day(&self, ix: usize) -> bool {
        let word = self.text_at(ix);
        let digits = word.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th");
        self.is_number(ix) && digits.len() <= 2 && digits.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day))
    }

    fn is_year(&self, ix: usize) -> bool {
        let word = self.text_at(ix);
        word.len() == 4 && word.parse::<u32>().is_ok_and(|year| (1400..=2100).contains(&year))
    }

    /// The end after a year that may follow, with a comma or without.
    fn with_year(&self, ix: usize) -> usize {
        let comma = usize::from(self.text_at(ix) == ",");
        if self.is_year(ix + comma) { ix + comma + 1 } else { ix }
    }

    /// "early", "mid-" before a date.
    fn day_words_before(&self, ix: usize) -> usize {
        if ix >= 1 && self.is(ix - 1, DAY_WORD) {
            1
        } else if ix >= 2 && matches!(self.text_at(ix - 1), "-") && self.is(ix - 2, DAY_WORD) {
            2
        } else {
            0
        }
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
        loop {
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
        let Some(counted) = self.words.get(unit).filter(|w| w.shape != Shape::Sign) else { return None };
        if counted.is(CURRENCY) && !(counted.is(UNIT) && !self.text_at(unit).ends_with('s')) && hyphen == 0 {
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

    fn is_plain_number(&self, ix: usize) -> bool {
        self.words.get(ix).is_some_and(|w| w.shape == Shape::Number || (w.is(NUMBER) && w.shape == Shape::Lower))
    }

    fn measures(&self, ix: usize) -> bool {
        self.is(ix, SCALE | UNIT | PERIOD | CLOCK | CURRENCY)
            || matches!(self.text_at(ix), "%" | "percent" | "per" | "-")
    }

    /// "last week", "this month", "the next day", "a year ago", "early 2020s".
    fn relative(&self, ix: usize) -> Option<Amount> {
        let unit_ok = |at: usize| {
            self.is(at, PERIOD)
                || self.is_any(at, &["spring", "summer", "autumn", "winter", "fall"])
                || self.is_month(at)
                || self.is_weekday(at)
        };
        if self.is_any(ix, &["last", "next", "this", "previous", "past", "coming", "earlier", "later", "following"]) {
            if self.is_any(ix, &["earlier", "later"]) {
                let rest = self.is_any(ix + 1, &["this", "that", "in"]).then_some(ix + 2)?;
                let the = usize::from(self.text_at(rest) == "the");
                return (unit_ok(rest + the) && self.text_at(ix + 1) != "in").then_some(Amount {
                    start: ix,
                    end: rest + 1,
                    kind: EntityKind::Date,
                });
            }
            if unit_ok(ix + 1) {
                return Self::done(ix, ix + 2, EntityKind::Date);
            }
            if self.is_any(ix, &["last", "this"]) && self.is(ix + 1, DAYPART) {
                return Self::done(ix, ix + 2, EntityKind::Time);
            }
            return None;
        }
        if self.is_any(ix, &["a", "an"])
            && (self.is(ix + 1, PERIOD | CLOCK))
            && self.is_any(ix + 2, &["ago", "earlier", "later"])
        {
            let kind = if self.is(ix + 1, CLOCK) { EntityKind::Time } else { EntityKind::Date };
            return Self::done(ix, ix + 3, kind);
        }
        None
    }

    /// "2022", "the 1990s", "late 2024", "6th-8th centuries".
    fn year(&self, ix: usize) -> Option<Amount> {
        let word = self.text_at(ix);
        if self.words[ix].shape != Shape::Number {
            let century = self.is(ix, ORDINAL) && matches!(self.text_at(ix + 1), "century" | "centuries");
            let dashed = self.is(ix, ORDINAL) && self.text_at(ix + 1) == "-" && self.text_at(ix + 2) == "century";
            return (century || dashed).then_some(Amount {
                start: ix,
                end: ix + if dashed { 3 } else { 2 },
                kind: EntityKind::Date,
            });
        }
        let lead = ix - self.day_words_before(ix);
        let bare = word.trim_start_matches(['\'', '’']);
        if bare.ends_with('s')
            && bare.len() >= 3
            && bare[..bare.len() - 1].bytes().all(|b| b.is_ascii_digit())
            && bare.len() <= 5
            && bare.as_bytes()[bare.len() - 2] == b'0'
        {
            let mut end = ix + 1;
            if matches!(self.text_at(end), "-" | "–") && self.text_at(end + 1).ends_with('s') && self.is_number(end + 1)
            {
                end += 2;
            }
            return Self::done(lead, end, EntityKind::Date);
        }
        if word.ends_with("th") || word.ends_with("st") || word.ends_with("nd") || word.ends_with("rd") {
            let mut end = ix + 1;
            while matches!(self.text_at(end), "-" | "–" | "and" | "to")
                && self.is_number(end + 1)
                && self.text_at(end + 1).ends_with("th")
            {
                end += 2;
            }
            return matches!(self.text_at(end), "century" | "centuries").then_some(Amount {
                start: lead,
                end: end + 1,
                kind: EntityKind::Date,
            });
        }
        if self.is_year(ix) {
            let date = word.parse::<u32>().is_ok_and(|year| (1800..=2060).contains(&year));
            let next = self.words.get(ix + 1);
            let counts = next.is_some_and(|w| w.is(UNIT | CURRENCY | SCALE) || w.span.of(self.text) == "%");
            let led = lead != ix
                || self.is_any(
                    ix.wrapping_sub(1),
                    &[
                        "in", "since", "by", "of", "from", "until", "till", "during", "between", "before", "after",
                        "and", "to", "through", "around", "the", "late", "early", "(", "–", "-", ",", "for", "about",
                        "mid", "than", "summer", "spring",
                    ],
                );
            let label =
                ix == 0 || next.is_none() || next.is_some_and(|w| w.shape == Shape::Lower || w.shape == Shape::Sign);
            let sign_before = matches!(self.before(ix), "$" | "€" | "£" | "#" | "/");
            return (date && !counts && !sign_before && (led || label)).then_some(Amount {
                start: lead,
                end: ix + 1,
                kind: EntityKind::Date,
            });
        }
        // 2025-08-15 and 8/15/2025
        let iso = word.len() == 4 && self.text_at(ix + 1) == "-" && self.text_at(ix + 3) == "-" && self.is_day(ix + 4);
        if iso {
            return Self::done(ix, ix + 5, EntityKind::Date);
        }
        let slashes = word.matches('/').count() == 2 && word.len() >= 6 && word.len() <= 10;
        slashes.then_some(Amount { start: ix, end: ix + 1, kind: EntityKind::Date })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::lexicon::Lexicon;
    use crate::find::words;
    use crate::text::tokens;

    /// Amounts in brackets, one after the other.
    fn check(text: &str, expected: &[(&str, &str)]) {
        let mut words = Vec::new();
        words::read(text, &tokens(text), Lexicon::get(), &mut words);
        let amounts = Amounts { text, words: &words };
        let mut found = Vec::new();
        let mut ix = 0;
        while ix < words.len() {
            if let Some(amount) = amounts.at(ix) {
                let (first, last) = (words[amount.start].span.start, words[amount.end - 1].span.end);
                found.push((&text[first as usize..last as usize], amount.kind.as_str()));
                ix = amount.end;
            } else {
                ix += 1;
            }
        }
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn dates() {
        check("on August 15th in Rome", &[("August 15th", "DATE")]);
        check("16 August 2025", &[("16 August 2025", "DATE")]);
        check("by Friday, May 3, 2024, at most", &[("Friday, May 3, 2024", "DATE")]);
        check("He may march on in 2022 and late 2024.", &[("2022", "DATE"), ("late 2024", "DATE")]);
        check(
            "last week, three years ago and in the 1960s",
            &[("last week", "DATE"), ("three years ago", "DATE"), ("1960s", "DATE")],
        );
        check("the 6th-8th centuries", &[("6th-8th centuries", "DATE")]);
    }

    #[test]
    fn times() {
        check(
            "at 8 a.m., 11am local time or 20:00 GMT",
            &[("8 a.m.", "TIME"), ("11am local time", "TIME"), ("20:00 GMT", "TIME")],
        );
        check("for 90 minutes", &[("90 minutes", "TIME")]);
        check("two hours and 45 minutes", &[("two hours and 45 minutes", "TIME")]);
    }

    #[test]
    fn sums_shares_and_measures() {
        check(
            "$4 billion, US$20, 5 million euros",
            &[("$4 billion", "MONEY"), ("US$20", "MONEY"), ("5 million euros", "MONEY")],
        );
        check("25% and ten percent", &[("25%", "PERCENT"), ("ten percent", "PERCENT")]);
        check("some 10 tons over 50 square miles", &[("10 tons", "QUANTITY"), ("50 square miles", "QUANTITY")]);
    }
}
