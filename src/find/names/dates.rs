//! Days, months and years by name and number: the calendar half of `amounts.rs`.

use super::amounts::{Amount, Amounts};
use crate::find::lexicon::class::*;
use crate::find::words::Shape;
use crate::model::EntityKind;

impl Amounts<'_> {
    /// Days and months by name.
    pub(super) fn calendar(&self, ix: usize) -> Option<Amount> {
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
            if self.text_at(ix) == "Today" && !word.starts() {
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
        let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
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

    /// "last week", "this month", "the next day", "a year ago", "early 2020s".
    pub(super) fn relative(&self, ix: usize) -> Option<Amount> {
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
    pub(super) fn year(&self, ix: usize) -> Option<Amount> {
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
        // 2025-08-15
        if self.is_year(ix) && self.text_at(ix + 1) == "-" && self.text_at(ix + 3) == "-" && self.is_day(ix + 4) {
            return Self::done(ix, ix + 5, EntityKind::Date);
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
        // 8/15/2025, and the season 2023/24
        let slashes = word.matches('/').count() == 2 && word.len() >= 6 && word.len() <= 10;
        let is_season = word.len() == 7 && word.as_bytes()[4] == b'/' && matches!(&word[..2], "18" | "19" | "20");
        (slashes || is_season).then_some(Amount { start: ix, end: ix + 1, kind: EntityKind::Date })
    }
}
