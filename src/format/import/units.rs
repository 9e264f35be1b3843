//! Which unit the offsets of a file count, found by trying.
//!
//! What a format should count is tried first and stays unless the words say otherwise: where a file quotes, the unit
//! in which most quotes stand; where it does not, another unit only if nearly all its stretches begin and end with
//! words and those of the declared one mostly do neither. Stretches that are the same in every unit tell nothing.

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

/// What the stretches of a file say about the unit that they are in; those that are the same in all say nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    quoted: Counts,
    bare: Counts,
}

/// Stretches in all, and by unit in the order of [`UNITS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    n: usize,
    /// The quote stands there; without one, words begin and end there.
    fitting: [usize; 3],
    /// A word begins there or one ends.
    touching: [usize; 3],
}

impl Evidence {
    pub(super) fn of(all: &[Stated<'_>]) -> Evidence {
        let mut evidence = Evidence::default();
        for stated in all.iter().filter(|stated| stated.tells()) {
            let counts = if stated.quote.is_some() { &mut evidence.quoted } else { &mut evidence.bare };
            counts.n += 1;
            for (ix, unit) in UNITS.into_iter().enumerate() {
                let edges = || stated.span(unit).map_or([false; 2], |span| edges_of_words(stated.text, span));
                let (is_fitting, is_touching) = match stated.quote {
                    Some(_) => (stated.fitting(unit).is_some(), false),
                    None => (edges() == [true; 2], edges() != [false; 2]),
                };
                counts.fitting[ix] += usize::from(is_fitting);
                counts.touching[ix] += usize::from(is_touching);
            }
        }
        evidence
    }

    /// Adds what another part of the same file says.
    pub fn add(&mut self, other: &Evidence) {
        for (own, other) in [(&mut self.quoted, other.quoted), (&mut self.bare, other.bare)] {
            own.n += other.n;
            for ix in 0..UNITS.len() {
                own.fitting[ix] += other.fitting[ix];
                own.touching[ix] += other.touching[ix];
            }
        }
    }

    /// The unit that the file is in.
    pub(super) fn unit(&self, declared: OffsetUnit, writer: Writer) -> Fit {
        let is_quoted = self.quoted.n > 0;
        let counts = if is_quoted { self.quoted } else { self.bare };
        if counts.n == 0 {
            return Fit::Same;
        }
        let known = UNITS.iter().position(|unit| *unit == declared);
        let Some(known) = known.filter(|_| is_quoted || writer == Writer::Unknown) else {
            return Fit::Unit(declared);
        };
        let (mut best, mut most) = (known, counts.fitting[known]);
        // Somebody who labels parts of words has one end at a word's; what is moved mostly has neither.
        let n_half = counts.touching[known] - counts.fitting[known].min(counts.touching[known]);
        for (ix, n) in counts.fitting.into_iter().enumerate().filter(|(ix, _)| *ix != known) {
            let is_better = is_quoted || (n > 2 * counts.fitting[known] + n_half && n * 5 >= counts.n * 4);
            if n > most && is_better {
                (best, most) = (ix, n);
            }
        }
        Fit::Unit(UNITS[best])
    }
}

/// Whether a word begins where a stretch begins, and one ends where it ends.
fn edges_of_words(text: &str, span: Span) -> [bool; 2] {
    let inside = span.of(text);
    let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
    let is_cut =
        |a: Option<char>, b: Option<char>| a.zip(b).is_some_and(|(a, b)| a.is_alphanumeric() && b.is_alphanumeric());
    let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let (first, last) = (inside.chars().next(), inside.chars().next_back());
    [
        !is_blank(first) && !is_cut(before.chars().next_back(), first),
        !is_blank(last) && !is_cut(last, after.chars().next()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOY: &str = "😀 Mayor Díaz backs the dam. Greens oppose it.";

    fn found(declared: OffsetUnit, places: &[(u32, u32, Option<&str>)]) -> Fit {
        let map = OffsetMap::new(TOY);
        let stated = |&(start, end, quote)| Stated { text: TOY, map: &map, start, end, quote };
        Evidence::of(&places.iter().map(stated).collect::<Vec<_>>()).unit(declared, Writer::Unknown)
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
        // "Mayo", which is "Mayor" in code points that begin a letter later: parts of words are labelled too.
        let text = "😀 Mayor";
        let map = OffsetMap::new(text);
        let stated = [Stated { text, map: &map, start: 3, end: 7, quote: None }];
        assert_eq!(Evidence::of(&stated).unit(OffsetUnit::Utf16, Writer::Unknown), Fit::Unit(OffsetUnit::Utf16));
    }
}
