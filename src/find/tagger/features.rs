//! What speaks for or against a label of a word: the word, how it is written, its neighbours, what the lexicons know.

use super::gazetteer::{Gazetteer, Lists};
use super::{Model, N_LABELS, Scores};
use crate::find::lexicon::class;
use crate::find::lexicon::{Classes, Lexicon};
use crate::find::style::Style;
use crate::find::words::Word;
use crate::text::fold;
use std::ops::Range;

/// How many features a word has whatever stands around it.
const N_ALONE: usize = 9;

/// How many features it has through what stands around it.
const N_AROUND: usize = 38;

/// How many features each word has.
pub const N_FEATURES: usize = N_ALONE + N_AROUND;

/// The features of one word, as hashes.
pub type Features = [u32; N_FEATURES];

/// One sentence, and the lists that say something of its words.
pub(in crate::find) struct Sentence<'a> {
    pub(in crate::find) text: &'a str,
    pub(in crate::find) words: &'a [Word],
    pub(in crate::find) lexicon: &'a Lexicon,
    pub(in crate::find) gazetteer: &'a Gazetteer,
    /// How it uses capitals.
    pub(in crate::find) style: Style,
    /// Whether the document has the word in small letters too.
    pub(in crate::find) is_small: &'a dyn Fn(&Word) -> bool,
}

/// The classes that tell something about a name, apart from those that only serve amounts.
const TELLING: Classes = class::GIVEN
    | class::TITLE
    | class::TITLE_MOD
    | class::ORG_HEAD
    | class::ORG_TAIL
    | class::FAC_HEAD
    | class::LOC_HEAD
    | class::LOC_FRONT
    | class::EVENT_HEAD
    | class::MONTH
    | class::WEEKDAY
    | class::NUMBER
    | class::CUE
    | class::PLACE_PREP
    | class::NO_NAME
    | class::DIRECTION
    | class::PARTICLE
    | class::FUNCTION
    | class::COMMON
    | class::WORK_HEAD;

/// Lists whose names are words: names of people, ordinary words.
const SINGLE_ONLY: Lists = 0b1000_0000_0010;

/// Two 64-bit values and the number of their template, mixed. What is done with the first alone is the same in all
/// templates, so it is done once.
#[inline(always)]
fn mix(template: u64, a: u64, b: u64) -> u32 {
    let a = a.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (a ^ template.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_add(b);
    (hash.wrapping_mul(0x94d0_49bb_1331_11eb) >> 40) as u32
}

/// What a word's letters tell.
struct Letters {
    /// Hashes of the last one to four and first two and three letters.
    tails: [u64; 3],
    heads: [u64; 2],
    /// How capitals, digits and signs alternate.
    pattern: u64,
}

impl Letters {
    fn of(word: &str) -> Letters {
        let mut chars = [0u32; 24];
        let mut length = 0;
        let mut pattern = 7u64;
        let mut last = 0;
        let mut run = 0;
        for c in word.chars() {
            let class = match c {
                _ if c.is_uppercase() => 1,
                _ if c.is_alphabetic() => 2,
                _ if c.is_numeric() => 3,
                '.' => 4,
                _ => 5,
            };
            run = if class == last { run + 1 } else { 1 };
            if run <= 2 || (class == 3 && run <= 4) {
                pattern = pattern.wrapping_mul(6).wrapping_add(class);
            }
            last = class;
            if length < chars.len() {
                chars[length] = fold(c).0 as u32;
                length += 1;
            }
        }
        let chars = &chars[..length];
        let hash = |part: &[u32]| part.iter().fold(part.len() as u64, |h, &c| h.wrapping_mul(1_000_003) ^ u64::from(c));
        let tail = |n: usize| hash(&chars[length.saturating_sub(n)..]);
        let head = |n: usize| hash(&chars[..n.min(length)]);
        Letters { tails: [tail(2), tail(3), tail(4)], heads: [head(2), head(3)], pattern }
    }
}

/// A word with all that features ask of it.
#[derive(Clone, Copy)]
struct View {
    hash: u64,
    classes: u64,
    shape: u64,
    is_glued: bool,
    /// The lists that hold the word alone.
    lists: u64,
    /// The lists that hold the longest name over the word, and where in the name it stands.
    name: u64,
    /// What the longest form of the lexicon over the word says: its kind, and where in it the word stands.
    known: u64,
}

/// How many words around a stretch features look at.
const AROUND: usize = 2;

/// Stands for the words before the first of a sentence.
const BEFORE: View =
    View { hash: 1, classes: 1 << 62, shape: 7, is_glued: false, lists: 1 << 20, name: 0, known: NO_STRETCH };

/// Stands for the words after the last of a sentence.
const AFTER: View =
    View { hash: 2, classes: 1 << 63, shape: 8, is_glued: false, lists: 1 << 20, name: 0, known: NO_STRETCH + 1 };

/// What stands for [`View::known`] outside of a stretch.
const NO_STRETCH: u64 = 98;

impl Sentence<'_> {
    /// The words of a stretch, with [`AROUND`] more on each side.
    fn views(&self, stretch: &Range<usize>, views: &mut Vec<View>) {
        let outer = [stretch.start, stretch.end + 2 * AROUND - 1];
        let view = |ix: usize| match self.words.get(ix.wrapping_sub(AROUND)) {
            None if ix < AROUND => BEFORE,
            None => AFTER,
            Some(word) => View {
                hash: word.hash,
                classes: u64::from(word.classes & TELLING),
                shape: word.shape as u64,
                is_glued: word.is_glued(),
                // Features ask this of the nearest words alone.
                lists: if outer.contains(&ix) { 0 } else { self.gazetteer.lists(word).into() },
                name: 0,
                known: if ix < stretch.start + AROUND { NO_STRETCH } else { NO_STRETCH + 1 },
            },
        };
        views.clear();
        views.extend((stretch.start..stretch.end + 2 * AROUND).map(view));
        let inner = &mut views[AROUND..AROUND + stretch.len()];
        inner.iter_mut().for_each(|view| view.known = 0);
        self.know(stretch, inner);
        self.list(stretch, inner);
    }

    /// Fills in what the lexicon says.
    fn know(&self, stretch: &Range<usize>, views: &mut [View]) {
        let mut ix = stretch.start;
        while ix < stretch.end {
            let Some((length, target)) = self.lexicon.longest(&self.words[ix..]) else {
                ix += 1;
                continue;
            };
            let kind = self.lexicon.targets[target as usize].kind as u64;
            for (nth, view) in views[ix - stretch.start..].iter_mut().take(length).enumerate() {
                view.known = 1 + 8 * kind + 2 * u64::from(nth > 0) + u64::from(nth + 1 == length);
            }
            ix += length;
        }
    }

    /// Fills in what the gazetteer says of names of several words.
    fn list(&self, stretch: &Range<usize>, views: &mut [View]) {
        let mut ix = stretch.start;
        while ix < stretch.end {
            let name = &self.words[ix..stretch.end];
            let found = if name[0].is_cap() { self.gazetteer.longest(name, !SINGLE_ONLY) } else { None };
            let Some((n, lists)) = found else {
                ix += 1;
                continue;
            };
            for (nth, view) in views[ix - stretch.start..].iter_mut().take(n).enumerate() {
                view.name = u64::from(lists) * 4 + 1 + u64::from(nth > 0) + u64::from(nth + 1 == n && nth > 0);
            }
            ix += n;
        }
    }

    /// The features of the words of a stretch, appended to `out`.
    pub(in crate::find) fn features(&self, stretch: Range<usize>, out: &mut Vec<Features>) {
        self.each(stretch, &mut Vec::new(), |word, starts, view, around| {
            let mut features = [0; N_FEATURES];
            features[..N_ALONE].copy_from_slice(&alone(word.span.of(self.text), view, starts));
            features[N_ALONE..].copy_from_slice(around);
            out.push(features);
        });
    }

    /// What the features of the words of a stretch say under a model, appended to `out`.
    pub(in crate::find) fn scores(&self, stretch: Range<usize>, model: &Model, memo: &mut Memo, out: &mut Vec<Scores>) {
        let Memo { kept, views } = memo;
        self.each(stretch, views, |word, starts, view, around| {
            let text = word.span.of(self.text);
            let of_word = kept.get(text, starts, || model.scores(&alone(text, view, starts)));
            let mut scores = model.scores(around);
            for (score, of_word) in scores.iter_mut().zip(of_word) {
                *score += of_word;
            }
            out.push(scores);
        });
    }

    /// Calls `visit` for each word of a stretch: the word, how it starts, what is known of it, the features that it
    /// has through others.
    fn each(
        &self,
        stretch: Range<usize>,
        views: &mut Vec<View>,
        mut visit: impl FnMut(&Word, u64, &View, &[u32; N_AROUND]),
    ) {
        self.views(&stretch, views);
        // The run of capitals around the word: where it starts and ends.
        let mut run = stretch.start..stretch.start;
        for ix in stretch.clone() {
            if ix >= run.end {
                let is_cap = self.words[ix].is_cap();
                let end = (ix + 1..stretch.end)
                    .find(|&at| self.words[at].is_cap() != is_cap || self.words[at].is_glued())
                    .unwrap_or(stretch.end);
                run = ix..end;
            }
            let word = &self.words[ix];
            let starts = u64::from(word.starts()) * 2 + u64::from((self.is_small)(word));
            let around = Around {
                views,
                ix: ix - stretch.start + AROUND,
                run: run.start - stretch.start + AROUND..run.end - stretch.start + AROUND,
            };
            visit(word, starts, &views[around.ix], &around.features(self.style as u64, starts));
        }
    }
}

/// The features that a word has whatever stands around it.
fn alone(text: &str, word: &View, starts: u64) -> [u32; N_ALONE] {
    let letters = Letters::of(text);
    let pairs = [
        (word.hash, 0),
        (letters.pattern, starts),
        (letters.tails[0], word.shape),
        (letters.tails[1], word.shape),
        (letters.tails[2], 0),
        (letters.heads[0], word.shape),
        (letters.heads[1], 0),
        (word.classes, word.shape),
        (word.lists, word.shape * 4 + starts),
    ];
    let mut template = 0;
    pairs.map(|(a, b)| {
        template += 1;
        mix(template, a, b)
    })
}

/// What is kept from stretch to stretch.
pub(in crate::find) struct Memo {
    kept: Kept,
    /// The words of the stretch.
    views: Vec<View>,
}

impl Memo {
    pub(in crate::find) fn new() -> Memo {
        Memo { kept: Kept(vec![(0, [0; N_LABELS - 1]); Kept::SIZE]), views: Vec::new() }
    }
}

/// What the features that words have alone say, kept for the words met last: a text uses its names again and again.
struct Kept(Vec<(u64, Scores)>);

impl Kept {
    /// How many words are kept.
    const SIZE: usize = 1 << 10;

    /// What was kept for a word that is written like this and starts like this, or what `make` says.
    fn get(&mut self, text: &str, starts: u64, make: impl FnOnce() -> Scores) -> Scores {
        // Never 0, which is what an empty slot has.
        let key = key_of(text.as_bytes(), starts) | 1;
        let (kept, scores) = &mut self.0[(key >> 32) as usize % Kept::SIZE];
        if *kept != key {
            (*kept, *scores) = (key, make());
        }
        *scores
    }
}

/// A hash of the bytes of a word and of how it starts.
fn key_of(bytes: &[u8], starts: u64) -> u64 {
    let (whole, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let numbers = whole.iter().chain([&last]).map(|chunk| u64::from_le_bytes(*chunk));
    let hash = numbers.fold(starts + 4 * bytes.len() as u64, |hash, number| {
        (hash.rotate_left(23) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    });
    hash ^ hash >> 29
}

/// A word among those around it.
struct Around<'a> {
    views: &'a [View],
    /// The word, as an index into `views`.
    ix: usize,
    /// The run of capitals that it stands in, the same way.
    run: Range<usize>,
}

impl Around<'_> {
    /// A function of its own for the same reason as [`Model::scores`].
    #[cfg_attr(not(target_arch = "wasm32"), inline(never))]
    fn features(&self, style: u64, starts: u64) -> [u32; N_AROUND] {
        let Around { views, ix, run } = self;
        let [before2, before, word, after, after2] = [ix - 2, ix - 1, *ix, ix + 1, ix + 2].map(|at| &views[at]);
        let (run_before, run_after) = (&views[run.start - 1], &views[run.end]);
        let (run_first, head) = (&views[run.start], &views[run.end - 1]);
        let place = ((ix + 1 - run.start).min(4) * 8 + (run.end - ix).min(4)) as u64;
        let shapes = before.shape * 100 + word.shape * 10 + after.shape;
        let wide = (before2.shape * 10 + after2.shape) * 1000 + shapes;
        let mut features = [0; N_AROUND];
        let mut n = 0;
        let mut add = |a: u64, b: u64| {
            features[n] = mix((N_ALONE + n) as u64 + 1, a, b);
            n += 1;
        };
        add(style, 0);
        add(before.hash, 0);
        add(after.hash, 0);
        add(before2.hash, 0);
        add(after2.hash, 0);
        add(before.hash, word.hash);
        add(word.hash, after.hash);
        add(before.hash, after.hash);
        add(before2.hash, before.hash);
        add(after.hash, after2.hash);
        add(shapes, u64::from(word.is_glued) * 2 + u64::from(after.is_glued));
        add(wide, 0);
        add(before.classes, before.shape);
        add(after.classes, after.shape);
        add(before.classes, word.classes);
        add(word.classes, after.classes);
        add(before.classes, after.classes);
        add(word.known, style);
        add(word.known, after.known);
        add(before.known, word.known);
        add(word.known, after.hash);
        add(word.known, before.hash);
        add(starts * 10 + word.shape, style);
        add(run_before.hash, place);
        add(run_after.hash, place);
        add(head.hash, place);
        add(head.classes, place);
        add(run_first.hash, place);
        add(run_first.classes, head.classes);
        add(run_before.hash, run_after.hash);
        add(word.name, 0);
        add(word.lists, after.lists);
        add(before.lists, word.lists);
        add(word.lists, before.hash);
        add(word.lists, after.hash);
        add(word.lists, head.lists * 64 + place);
        add(run_first.lists, word.lists * 64 + place);
        add(word.lists, word.name);
        debug_assert_eq!(n, N_AROUND);
        features
    }
}
