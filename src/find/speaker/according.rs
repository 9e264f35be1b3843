//! Who speaks by "according to".

use super::listener::Heard;
use crate::find::lexicon::class::TITLE;
use crate::find::words::hashed;
use crate::model::EntityKind;

const ACCORDING: u32 = hashed("according");

impl Heard<'_> {
    /// "according to Bogdan Ivanov".
    pub(super) fn according_to(&self) -> Option<u32> {
        let at = (0..self.words.len())
            .find(|&ix| self.words[ix].short_hash() == ACCORDING && !self.quoted[ix] && self.text_at(ix + 1) == "to")?;
        let stop =
            (at + 2..self.words.len()).find(|&ix| matches!(self.text_at(ix), "." | ";" | "“" | "\"" | "who" | "which"));
        let end = stop.map_or(u32::MAX, |ix| self.words[ix].span.start);
        let start = self.words[at].span.end;
        let named = || self.speakers().filter(move |m| m.span.start > start && m.span.start < end);
        let comma = (at + 2..self.words.len()).find(|&ix| self.text_at(ix) == ",");
        let before = comma.map_or(end, |ix| self.words[ix].span.start);
        let near = named().find(|m| m.kind == EntityKind::Person && m.span.start < before);
        // "according to the mayor of Porto, Elena Díaz": not "according to the plan, Berlin will pay".
        let apposition = || {
            let comma = comma.filter(|&comma| self.words[at + 2..comma].iter().any(|word| word.is(TITLE)))?;
            let start = self.words.get(comma + 1)?.span.start;
            named().find(|m| m.kind == EntityKind::Person && m.span.start == start)
        };
        near.or_else(apposition)
            .or_else(|| named().rfind(|m| m.kind == EntityKind::Org && m.span.start < before))
            .or_else(|| named().find(|m| m.span.start < before))
            .map(|m| m.entity)
    }
}
