//! Which unit the offsets of a file count, found by trying.
//!
//! What a format should count is tried first and stays unless the words say otherwise: where a file quotes, the unit
//! in which most quotes stand; where it does not, another unit only if nearly all its stretches begin and end with
//! words and those of the declared one mostly do not. Stretches that are the same in every unit tell nothing.

use crate::format::export::OffsetUnit;
use crate::text::{CharSpan, OffsetMap, Span, Utf16Span};

/// The units there are, in the order in which they are tried after the declared one.
pub(super) const UNITS: [OffsetUnit; 3] = [OffsetUnit::Utf16, OffsetUnit::CodePoints, OffsetUnit::Bytes];

/// A stretch as a file states it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stated<'a> {
    pub(super) text: &'a str,
    pub(super) map: &'a OffsetMap,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) quote: Option<&'a str>,
}

/// What trying the units came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// All units say the same.
    Same,
    /// This one fits best.
    Unit(OffsetUnit),
}

impl Stated<'_> {
    /// The stretch in a unit; `None` if it is none there.
    pub(super) fn span(&self, unit: OffsetUnit) -> Option<Span> {
        let Stated { text, map, start, end, .. } = *self;
        match unit {
            OffsetUnit::Bytes => Span::checked(text, start as usize, end as usize),
            OffsetUnit::Utf16 => map.from_utf16(text, Utf16Span { start, end }),
            OffsetUnit::CodePoints => map.from_chars(text, CharSpan { start, end }),
            OffsetUnit::None => None,
        }
    }

    /// The stretch in a unit if the quote, where there is one, stands there.
    pub(super) fn fitting(&self, unit: OffsetUnit) -> Option<Span> {
        self.span(unit).filter(|span| self.quote.is_none_or(|quote| span.of(self.text) == quote))
    }

    fn tells(&self) -> bool {
        !self.text.is_ascii() && UNITS.iter().any(|unit| self.span(*unit) != self.span(UNITS[0]))
    }
}

/// Who wrote a file, as far as that says what its offsets count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writer {
    /// Our own, which counts what it says: only quotations could tell otherwise.
    Ours,
    Unknown,
}

/// The unit that the stretches of a file are in.
pub(super) fn unit_of(declared: OffsetUnit, writer: Writer, all: &[Stated<'_>]) -> Fit {
    let telling: Vec<&Stated<'_>> = all.iter().filter(|stated| stated.tells()).collect();
    if telling.is_empty() {
        return Fit::Same;
    }
    let is_quoted = telling.iter().any(|stated| stated.quote.is_some());
    if !is_quoted && writer == Writer::Ours {
        return Fit::Unit(declared);
    }
    let fits = |unit: OffsetUnit| {
        let is_fit = |stated: &&&Stated<'_>| match stated.quote {
            Some(_) => stated.fitting(unit).is_some(),
            None => !is_quoted && stated.span(unit).is_some_and(|span| is_of_words(stated.text, span)),
        };
        telling.iter().filter(is_fit).count()
    };
    let known = fits(declared);
    let (mut best, mut best_fits) = (declared, known);
    for unit in UNITS.into_iter().filter(|unit| *unit != declared) {
        let n = fits(unit);
        let is_better = is_quoted || (n > 2 * known && n * 5 >= telling.len() * 4);
        if n > best_fits && is_better {
            (best, best_fits) = (unit, n);
        }
    }
    Fit::Unit(best)
}

/// Whether a stretch begins and ends where words do.
fn is_of_words(text: &str, span: Span) -> bool {
    let inside = span.of(text);
    let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
    let is_cut =
        |a: Option<char>, b: Option<char>| a.zip(b).is_some_and(|(a, b)| a.is_alphanumeric() && b.is_alphanumeric());
    !inside.is_empty()
        && inside.trim() == inside
        && !is_cut(before.chars().next_back(), inside.chars().next())
        && !is_cut(inside.chars().next_back(), after.chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOY: &str = "😀 Mayor Díaz backs the dam. Greens oppose it.";

    fn found(declared: OffsetUnit, places: &[(u32, u32, Option<&str>)]) -> Fit {
        let map = OffsetMap::new(TOY);
        let stated = |&(start, end, quote)| Stated { text: TOY, map: &map, start, end, quote };
        unit_of(declared, Writer::Unknown, &places.iter().map(stated).collect::<Vec<_>>())
    }

    #[test]
    fn the_words_tell_the_unit() {
        for (unit, places) in [
            (OffsetUnit::CodePoints, [(2, 12), (19, 26)]),
            (OffsetUnit::Utf16, [(3, 13), (20, 27)]),
            (OffsetUnit::Bytes, [(5, 16), (23, 30)]),
        ] {
            let bare = places.map(|(start, end)| (start, end, None));
            let quoted = [(places[0].0, places[0].1, Some("Mayor Díaz")), (places[1].0, places[1].1, Some("the dam"))];
            for declared in UNITS {
                assert_eq!(found(declared, &quoted), Fit::Unit(unit), "{unit:?} declared {declared:?}");
                assert_eq!(found(declared, &bare), Fit::Unit(unit), "{unit:?} declared {declared:?}, no quotes");
            }
        }
    }

    #[test]
    fn what_tells_nothing_leaves_the_declared_unit() {
        assert_eq!(found(OffsetUnit::Utf16, &[(0, 0, None)]), Fit::Same);
        // Cuts words in every unit.
        assert_eq!(found(OffsetUnit::Utf16, &[(4, 9, None), (5, 7, None)]), Fit::Unit(OffsetUnit::Utf16));
    }
}
