//! Who is meant by a title alone: "the judge said".

use super::listener::Heard;
use super::offices::is_past;
use crate::find::lexicon::class::{FUNCTION, TITLE, TITLE_MOD};
use crate::find::names::Place;
use crate::find::words::{Shape, Word, hashes};
use crate::model::EntityKind;

/// How many names back whoever has a title is looked for.
const MOST_NAMES: usize = 40;

/// In words.
const LONGEST_APPOSITION: usize = 6;

impl Heard<'_> {
    /// "the judge said": who was named last with the title that word `head` is, before the name or behind it.
    pub(super) fn titled(&self, head: usize) -> Option<u32> {
        let title = &self.words[head];
        let is_alone = head > 0 && self.text_at(head - 1).eq_ignore_ascii_case("the");
        let is_one = title.shape == Shape::Lower && !self.text_at(head).ends_with('s');
        if !is_alone || !is_one || !title.is(TITLE) {
            return None;
        }
        let upto = self.doc.mentions.partition_point(|m| m.span.start < title.span.start);
        let names = (upto.saturating_sub(MOST_NAMES)..upto).rev();
        let mut people = names.filter(|&nth| self.doc.mentions[nth].kind == EntityKind::Person);
        let nth = people.find(|&nth| self.has_title(self.of.places[nth], title.hash))?;
        Some(self.doc.mentions[nth].entity)
    }

    /// Whether the name at this place of the document has this title: "Judge Ann Stone", "the new judge, Ann Stone",
    /// "Ann Stone, a judge in Leeds".
    fn has_title(&self, name: Place, title: u64) -> bool {
        const OTHER: [u32; 3] = hashes(["vice", "prime", "assistant"]);
        let (words, first, after) = (self.of.words, name.start as usize, name.end as usize);
        let is_comma = |ix: usize| words.get(ix).is_some_and(|word| word.span.of(self.text) == ",");
        let is_title = |ix: usize| {
            // "vice president", "ex-president": another one's office.
            let is_other = |word: &Word| is_past(word) || word.is_one_of(&OTHER);
            words[ix].hash == title && !words[..ix].last().is_some_and(is_other)
        };
        let start = first - words[..first].iter().rev().take_while(|word| word.is(TITLE | TITLE_MOD)).count();
        let is_fronted = start > 1 && is_comma(start - 1) && is_title(start - 2);
        is_fronted || (start..first).any(is_title) || is_comma(after) && self.apposition(after + 1).any(is_title)
    }

    /// The words at `start` of the document that only say what somebody is: "a high court judge", but nothing of "who
    /// threatened the judge".
    fn apposition(&self, start: usize) -> impl Iterator<Item = usize> {
        const ARTICLES: [u32; 3] = hashes(["a", "an", "the"]);
        let words = self.of.words.get(start..).unwrap_or_default();
        let begins = words.first().is_some_and(|word| word.is_one_of(&ARTICLES) || word.is(TITLE | TITLE_MOD));
        let is_within = |word: &&Word| word.shape != Shape::Sign && !word.is(FUNCTION);
        let n_more = words.iter().skip(1).take(LONGEST_APPOSITION - 1).take_while(is_within).count();
        start..start + if begins { 1 + n_more } else { 0 }
    }
}
