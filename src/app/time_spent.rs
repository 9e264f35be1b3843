//! How long each sentence was the current one, for this browser alone: kept beside the preferences, never part of the
//! project, and in a file only if that is asked for.
//!
//! Time counts from one thing a person does to the next, up to a minute: longer, and they were elsewhere.

use super::route::View;
use super::session::Session;
use crate::format::time_field::SentenceTime;
use crate::model::{ArticleId, CoderId, Time};
use crate::text::Map;
use std::fmt::Write;

/// The longest stretch between two deeds that counts as work, in milliseconds.
const MOST_MS: i64 = 60_000;

/// Milliseconds by coder, article and the byte a sentence begins at.
#[derive(Clone, Debug, Default)]
pub struct TimeSpent {
    spent: Map<(CoderId, ArticleId, u32), u32>,
    last: Option<Time>,
}

impl TimeSpent {
    /// Something was done at `now`, while this sentence was the current one.
    pub(super) fn note(&mut self, now: Time, at: Option<(CoderId, ArticleId, u32)>) {
        let passed = self.last.replace(now).map_or(0, |last| now.0 - last.0);
        if let Some(key) = at.filter(|_| (1..=MOST_MS).contains(&passed)) {
            let ms = self.spent.get_or_insert_with(key, || 0);
            *ms = ms.saturating_add(passed as u32);
        }
    }

    /// What was spent, by coder, article and place.
    pub fn all(&self) -> Vec<SentenceTime> {
        let row = |((coder, article, byte_start), ms): (&(CoderId, ArticleId, u32), &u32)| SentenceTime {
            coder: coder.clone(),
            article: article.clone(),
            byte_start: *byte_start,
            ms: *ms,
        };
        self.spent.iter().map(row).collect()
    }

    /// As lines to keep.
    pub fn write(&self) -> String {
        let mut out = String::new();
        for ((coder, article, start), ms) in self.spent.iter() {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{start}\t{ms}\t{article}\t{coder}");
        }
        out
    }

    /// Reads what [`TimeSpent::write`] wrote; a line that is none is passed over.
    pub fn read(text: &str) -> TimeSpent {
        let line = |line: &str| {
            let mut parts = line.splitn(4, '\t');
            let (start, ms) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            let (article, coder) = (parts.next()?, parts.next()?);
            Some(((CoderId::new(coder), ArticleId::new(article), start), ms))
        };
        TimeSpent { spent: text.lines().filter_map(line).collect(), last: None }
    }
}

impl Session {
    /// How long each sentence was the current one here.
    pub fn time_spent(&self) -> &TimeSpent {
        &self.time_spent
    }

    /// Goes on from what was kept.
    pub fn set_time_spent(&mut self, spent: TimeSpent) {
        self.time_spent = spent;
    }

    /// Counts the time until something that a person does.
    pub(super) fn count_time(&mut self, now: Time) {
        let here = self.article().filter(|_| self.view() == View::Tag).map(|state| state.article.id.clone());
        let at = self.coder().cloned().zip(here).zip(self.sentence());
        self.time_spent.note(now, at.map(|((coder, article), sentence)| (coder, article, sentence.start)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_goes_to_the_sentence_that_was_current_and_pauses_do_not_count() {
        let at = |start| Some((CoderId::new("c:ana"), ArticleId::new("sha256:1"), start));
        let mut spent = TimeSpent::default();
        spent.note(Time(1_000), at(0));
        spent.note(Time(3_500), at(0));
        spent.note(Time(4_000), at(80));
        spent.note(Time(64_001), at(80));
        spent.note(Time(65_001), None);
        spent.note(Time(66_001), at(80));
        let told: Vec<_> = spent.all().iter().map(|row| (row.byte_start, row.ms)).collect();
        assert_eq!(told, [(0, 2_500), (80, 1_500)]);
        assert_eq!(TimeSpent::read(&spent.write()).all(), spent.all());
        assert_eq!(TimeSpent::read("x\ty\n1\t2\n").all(), []);
    }
}
