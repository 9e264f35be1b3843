//! Candidates for names in one sentence: runs of capitals, cut by titles, lexicon and head words.
//!
//! What the rest of the text says about a doubtful candidate is decided in `memory.rs`.

use super::amounts::Amounts;
use super::lexicon::Lexicon;
use super::lexicon::class::*;
use super::words::{Shape, Word, is_closing_quote, is_hyphen};
use crate::model::EntityKind;
use std::collections::HashSet;

/// How much a candidate needs the rest of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trust {
    /// A lone capital whose kind is open.
    Open,
    /// The form speaks for the kind; other evidence may overrule.
    Likely,
    /// Lexicon, title, head word, given name.
    Sure,
}

/// A stretch of words that may be a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// First word and one past the last, as indices into the document's words.
    pub(super) start: u32,
    pub(super) end: u32,
    /// The best guess.
    pub(super) kind: EntityKind,
    /// The lexicon's target.
    pub(super) target: Option<u32>,
    pub(super) trust: Trust,
    /// A capital that the start of the sentence explains.
    pub(super) starts: bool,
}

/// One sentence of a document being read.
pub(super) struct Names<'a> {
    pub(super) text: &'a str,
    /// The words of this sentence.
    pub(super) words: &'a [Word],
    /// Index of the first of them in the document.
    pub(super) offset: usize,
    pub(super) lexicon: &'a Lexicon,
    /// Hashes of the words that the document has in small letters.
    pub(super) small: &'a HashSet<u64, std::hash::BuildHasherDefault<super::lexicon::Ready>>,
    /// How the sentence uses capitals.
    pub(super) style: Style,
}

/// How a sentence uses capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Capitals mark names.
    Prose,
    /// A headline: Most Words Begin With One.
    Title,
    /// ALL CAPITALS.
    Shouted,
}

impl Style {
    /// The style of these words.
    pub(super) fn of(words: &[Word]) -> Style {
        let (mut n_words, mut n_upper, mut n_cap, mut n_long) = (0, 0, 0, 0);
        for word in words.iter().filter(|w| !matches!(w.shape, Shape::Sign | Shape::Number)) {
            n_words += 1;
            n_upper += usize::from(word.shape == Shape::Upper);
            if word.span.len() > 3 {
                n_long += 1;
                n_cap += usize::from(word.shape == Shape::Cap || word.shape == Shape::Upper);
            }
        }
        if n_words >= 3 && n_upper * 10 >= n_words * 7 {
            return Style::Shouted;
        }
        let headline = n_long >= 4 && n_cap * 10 >= n_long * 8 && !words.last().is_some_and(|w| w.shape == Shape::Sign);
        if headline { Style::Title } else { Style::Prose }
    }
}

impl Names<'_> {
    /// Appends the candidates and amounts of the sentence, in order.
    pub(super) fn collect(&self, out: &mut Vec<Candidate>) {
        let amounts = Amounts { text: self.text, words: self.words };
        let mut ix = 0;
        while ix < self.words.len() {
            let word = &self.words[ix];
            if word.shape != Shape::Lower && word.forms != (0, 0) {
                if let Some(end) = self.known(ix, out) {
                    ix = end;
                    continue;
                }
            }
            if let Some(amount) = amounts.at(ix) {
                let floor = out.last().map_or(0, |c| c.end as usize - self.offset.min(c.end as usize));
                let start = if out.last().is_some_and(|c| c.end as usize > self.offset) {
                    amount.start.max(floor)
                } else {
                    amount.start
                };
                if start < amount.end {
                    out.push(self.candidate(start, amount.end, amount.kind, Trust::Sure));
                }
                ix = amount.end;
                continue;
            }
            if self.opens_run(ix) {
                let end = self.run_end(ix);
                self.cut(ix, end, out);
                ix = end.max(ix + 1);
                continue;
            }
            ix += 1;
        }
    }

    fn word(&self, ix: usize) -> Option<&Word> {
        self.words.get(ix)
    }

    fn text_at(&self, ix: usize) -> &str {
        self.words.get(ix).map_or("", |w| w.span.of(self.text))
    }

    fn is(&self, ix: usize, classes: u64) -> bool {
        self.words.get(ix).is_some_and(|w| w.is(classes))
    }

    fn candidate(&self, start: usize, end: usize, kind: EntityKind, trust: Trust) -> Candidate {
        Candidate {
            start: (self.offset + start) as u32,
            end: (self.offset + end) as u32,
            kind,
            target: None,
            trust,
            starts: self.words[start].starts,
        }
    }

    /// A form of the lexicon that stands alone here: not inside a longer run of capitals.
    fn known(&self, ix: usize, out: &mut Vec<Candidate>) -> Option<usize> {
        let (length, target) = self.lexicon.longest(&self.words[ix..])?;
        let end = ix + length;
        if self.joins(end) || !self.fits(ix, end, target) {
            return None;
        }
        let kind = self.lexicon.targets[target as usize].kind;
        let directed = self.is_directed(ix, target);
        let mut found = self.candidate(ix - usize::from(directed), end, kind, Trust::Sure);
        found.target = (!directed).then_some(target);
        out.push(found);
        Some(end)
    }

    /// "Western European", "South Asian": the people of a part of a continent.
    fn is_directed(&self, ix: usize, target: u32) -> bool {
        ix > 0
            && self.is(ix - 1, DIRECTION)
            && self.words[ix - 1].shape == Shape::Cap
            && matches!(self.lexicon.targets[target as usize].name, "European" | "Asian" | "African" | "American")
    }

    /// Whether a lone form may be meant as the lexicon means it.
    fn fits(&self, start: usize, end: usize, target: u32) -> bool {
        let word = &self.words[start];
        if end - start > 1 {
            return true;
        }
        let kind = self.lexicon.targets[target as usize].kind;
        let text = word.span.of(self.text);
        // Ordinary words that are names as well need a capital that means something.
        let ordinary = word.is(COMMON | FUNCTION) || (word.starts && self.small.contains(&word.hash));
        if ordinary && word.shape != Shape::Upper && (word.starts || self.style != Style::Prose) {
            return false;
        }
        if self.style == Style::Shouted
            && matches!(text, "US" | "IT" | "WHO" | "ICE" | "META" | "APPLE" | "SHELL" | "NICE" | "POLISH")
        {
            return text == "US";
        }
        // "Guardian" and the like are papers unless something else is named so.
        kind != EntityKind::Person || word.shape != Shape::Upper || text.len() > 3
    }

    /// Whether a capitalised word goes on right after a form that ended before `end`.
    fn joins(&self, end: usize) -> bool {
        let Some(next) = self.word(end) else { return false };
        if next.glued {
            return is_hyphen(self.text, next)
                && self.text_at(end) == "-"
                && self
                    .word(end + 1)
                    .is_some_and(|w| w.glued && w.is_cap() && w.forms == (0, 0) && !w.is(COMMON | FUNCTION));
        }
        next.is_cap() && !next.starts && !next.is(FUNCTION) && self.text_at(end) != "I"
    }

    /// Whether a run of capitals may start at `ix`.
    fn opens_run(&self, ix: usize) -> bool {
        let word = &self.words[ix];
        if !word.is_cap() {
            return self.is_article_name(ix);
        }
        if word.is(NO_NAME)
            && (word.shape != Shape::Upper || self.style != Style::Prose || word.span.len() < 6)
            && word.forms == (0, 0)
        {
            return false;
        }
        if word.is(FUNCTION) && !word.is(PARTICLE) && (word.shape != Shape::Upper || word.forms == (0, 0)) {
            return self.lexicon.longest(&self.words[ix..]).is_some_and(|(n, _)| n > 1);
        }
        if !word.starts {
            return true;
        }
        let next_is_cap = self.word(ix + 1).is_some_and(|w| w.is_cap() && !w.glued && !w.is(FUNCTION));
        if word.is(CUE) && !word.is(GIVEN) {
            return false;
        }
        if word.is(COMMON) {
            // "Foreign Minister", "Police Department", not "Speaking President".
            let leads = word.is(TITLE | TITLE_MOD) && self.is(ix + 1, TITLE | TITLE_MOD | ORG_HEAD) && next_is_cap;
            return leads || self.lexicon.longest(&self.words[ix..]).is_some_and(|(n, _)| n > 1);
        }
        // A word that the text has in small letters too begins the sentence, nothing more.
        !self.small.contains(&word.hash)
            || word.is(GIVEN | TITLE)
            || word.forms != (0, 0)
            || (next_is_cap && word.is(TITLE_MOD | ORG_HEAD))
    }

    /// "al-Assad", "von der Leyen" where the small word comes first.
    fn is_article_name(&self, ix: usize) -> bool {
        let word = &self.words[ix];
        word.shape == Shape::Lower
            && word.is(PARTICLE)
            && !word.is(FUNCTION)
            && !matches!(self.text_at(ix), "as" | "do" | "ad" | "ben")
            && matches!(self.text_at(ix), "al" | "el" | "von" | "van" | "bin" | "ibn" | "de")
            && (self.text_at(ix + 1) == "-" && self.word(ix + 2).is_some_and(|w| w.glued && w.is_cap())
                || self
                    .word(ix + 1)
                    .is_some_and(|w| !w.glued && w.is_cap() && matches!(self.text_at(ix), "von" | "van" | "bin")))
    }

    /// One past the last word of the run that starts at `start`.
    fn run_end(&self, start: usize) -> usize {
        let mut end = start + 1;
        if !self.words[start].is_cap() {
            end = start + if self.text_at(start + 1) == "-" { 3 } else { 2 };
        }
        loop {
            let Some(next) = self.word(end) else { return end };
            if next.glued {
                let sign = self.text_at(end);
                let after = self.word(end + 1);
                // A hyphen joins unless a side is a name by itself.
                if sign == "-"
                    && after.is_some_and(|w| w.glued && (w.is_cap() || w.shape == Shape::Number))
                    && self.hyphen_joins(start, end)
                {
                    end += 2;
                    continue;
                }
                return end;
            }
            if next.is_cap() {
                if next.is(FUNCTION) && next.shape != Shape::Upper && !next.is(PARTICLE | GIVEN)
                    || matches!(self.text_at(end), "I" | "I'm")
                    || next.starts
                    || (next.is(WEEKDAY | MONTH) && !next.is(GIVEN))
                {
                    return end;
                }
                end += 1;
                continue;
            }
            match self.connector_end(start, end) {
                Some(after) => end = after,
                None => return end,
            }
        }
    }

    fn hyphen_joins(&self, start: usize, hyphen: usize) -> bool {
        let (left, right) = (&self.words[hyphen - 1], &self.words[hyphen + 1]);
        if right.shape == Shape::Number {
            return true;
        }
        let is_name =
            |ix: usize, word: &Word| word.forms != (0, 0) && self.lexicon.longest(&self.words[ix..=ix]).is_some();
        if is_name(hyphen - 1, left) || is_name(hyphen + 1, right) {
            return self.lexicon.longest(&self.words[start..]).is_some_and(|(n, _)| start + n > hyphen + 1);
        }
        // A longer name ends before the hyphen: "New York-London".
        !(start..hyphen)
            .any(|ix| self.lexicon.longest(&self.words[ix..]).is_some_and(|(n, _)| ix + n == hyphen && n > 1))
    }

    /// Small words inside a name: the end after the capital that follows them.
    fn connector_end(&self, start: usize, at: usize) -> Option<usize> {
        let next_cap = |ix: usize| self.word(ix).is_some_and(|w| w.is_cap() && !w.starts);
        let word = self.text_at(at);
        if word == "&" && next_cap(at + 1) {
            return Some(at + 2);
        }
        let previous = &self.words[at - 1];
        let is_head = (start..at).any(|ix| self.is(ix, ORG_HEAD | FAC_HEAD | EVENT_HEAD | LOC_HEAD | LOC_FRONT));
        if matches!(word, "of" | "for" | "on" | "in") {
            let last_is_head =
                previous.is(ORG_HEAD | EVENT_HEAD | FAC_HEAD) || (previous.is(LOC_HEAD | LOC_FRONT) && word == "of");
            let last_is_title = previous.is(TITLE) && word == "of";
            let ordered = word == "of"
                || (word == "for" && previous.is(ORG_HEAD) && !previous.is(TITLE))
                || (word == "on"
                    && matches!(self.text_at(at - 1), "Council" | "Committee" | "Commission" | "Conference" | "Forum"));
            if !ordered || !(last_is_head || last_is_title) {
                return None;
            }
            let the = usize::from(self.text_at(at + 1) == "the");
            if !next_cap(at + 1 + the) {
                return None;
            }
            // "President of Ukraine": a title and a place; "Secretary of State" one title.
            let after = self.word(at + 1 + the)?;
            if last_is_title && !last_is_head {
                return (after.is(TITLE_MOD)
                    && self.lexicon.longest(&self.words[at + 1 + the..]).is_none_or(|(n, _)| n == 1))
                .then_some(at + 2 + the);
            }
            // "Embassy in Kyiv", "the Army of Russia": a lone head takes a place only after "of".
            return Some(at + 2 + the);
        }
        if word == "and" && is_head && next_cap(at + 1) {
            let of_before = (start..at).any(|ix| matches!(self.text_at(ix), "of" | "for" | "on"));
            let after = self.word(at + 1)?;
            let is_name = after.forms != (0, 0) || after.is(GIVEN | TITLE) || after.shape == Shape::Upper;
            let plain = after.is(COMMON | TITLE_MOD | ORG_HEAD) || self.small.contains(&after.hash);
            return (of_before && plain && !is_name && !self.is(at + 1, TITLE)).then_some(at + 2);
        }
        if self.is(at, PARTICLE) && !self.is(at, FUNCTION | PLACE_PREP) && previous.is_cap() {
            if next_cap(at + 1) {
                return Some(at + 2);
            }
            if self.text_at(at + 1) == "-" && self.word(at + 1).is_some_and(|w| w.glued) && next_cap(at + 2) {
                return Some(at + 3);
            }
            if self.is(at + 1, PARTICLE) && next_cap(at + 2) {
                return Some(at + 3);
            }
        }
        None
    }

    /// Cuts the run `start..end` at titles and hands the pieces on.
    fn cut(&self, start: usize, end: usize, out: &mut Vec<Candidate>) {
        let mut titled = start > 0 && self.is_role(start - 1);
        let mut at = start;
        while at < end {
            // A name of the lexicon wins over a title: "White House Press Secretary".
            if let Some(after) = self.title_end(at, end) {
                titled = after < end;
                at = after;
                continue;
            }
            let mut stop = at + 1;
            while stop < end && self.title_end(stop, end).is_none() {
                // Step over lexicon names as a whole.
                let step = self.lexicon.longest(&self.words[stop..end]).map_or(1, |(n, _)| n);
                stop += step;
            }
            self.segment(at, stop.min(end), titled, out);
            titled = false;
            at = stop;
        }
    }

    /// A role in small letters before the name: "spokesman", "counterpart".
    fn is_role(&self, ix: usize) -> bool {
        let word = &self.words[ix];
        word.is(TITLE) && !is_closing_quote(self.text, word)
    }

    /// One past the title that starts at `at`, if one does.
    fn title_end(&self, at: usize, end: usize) -> Option<usize> {
        if self.lexicon.longest(&self.words[at..end]).is_some_and(|(n, _)| n > 1) {
            return None;
        }
        let mut ix = at;
        while ix < end && self.is(ix, TITLE_MOD) && !self.is(ix, TITLE) {
            ix += 1;
        }
        let modified = ix > at;
        if ix >= end || !self.is(ix, TITLE) || !self.words[ix].is_cap() {
            return None;
        }
        // "Major League": more modifiers and no name of a person.
        while ix < end && self.is(ix, TITLE) {
            ix += 1;
            // "Secretary of State", "Chief of Staff"
            let the = usize::from(self.text_at(ix + 1) == "the");
            if ix + 1 + the < end && self.text_at(ix) == "of" && self.is(ix + 1 + the, TITLE_MOD) {
                ix += 2 + the;
            }
            if ix + 1 < end && self.text_at(ix) == "-" && self.is(ix + 1, TITLE | COMMON) {
                ix += 2;
            }
        }
        // "General Staff", "Chief Executive Officers Club": a head word makes it a name.
        let head_follows = ix < end && self.is(ix, ORG_HEAD | FAC_HEAD | EVENT_HEAD) && !self.is(ix, GIVEN);
        if head_follows && !modified {
            return None;
        }
        Some(ix)
    }

    /// A run without titles.
    fn segment(&self, mut start: usize, mut end: usize, titled: bool, out: &mut Vec<Candidate>) {
        while end > start && !self.words[end - 1].is_cap() && self.words[end - 1].shape != Shape::Number {
            end -= 1;
        }
        if start >= end {
            return;
        }
        if let Some((length, target)) = self.lexicon.longest(&self.words[start..end])
            && start + length == end
        {
            if self.fits(start, end, target) {
                let mut found = self.candidate(start, end, self.lexicon.targets[target as usize].kind, Trust::Sure);
                found.target = Some(target);
                out.push(found);
            }
            return;
        }
        if self.style == Style::Shouted {
            return self.known_only(start, end, out);
        }
        if self.is(end - 1, WORK_HEAD) && end - start > 1 {
            return self.known_only(start, end, out);
        }
        if let Some(kind) = self.head_kind(start, end, titled) {
            let stop = self.head_stop(start, end);
            out.push(self.candidate(start, stop, kind, Trust::Sure));
            if stop < end {
                self.segment(stop, end, false, out);
            }
            return;
        }
        // Names of places and peoples in front stand by themselves: "Russian Alaska", "Ukraine Volodymyr".
        if let Some((length, target)) = self.lexicon.longest(&self.words[start..end]) {
            let kind = self.lexicon.targets[target as usize].kind;
            let next_given = self.is(start + length, GIVEN) || start + length + 1 < end;
            let splits = match kind {
                EntityKind::Norp => !(length == 1 && self.is(start, GIVEN)),
                EntityKind::Person => length > 1,
                EntityKind::Gpe | EntityKind::Loc => !titled && (next_given || length > 1 || !self.is(start, GIVEN)),
                _ => true,
            };
            if splits && self.fits(start, start + length, target) {
                let mut found = self.candidate(start, start + length, kind, Trust::Sure);
                found.target = Some(target);
                out.push(found);
                start += length;
                while start < end && !self.words[start].is_cap() {
                    start += 1;
                }
                return self.segment(start, end, titled, out);
            }
        }
        // Style words in front of a known name: "Saying Putin", "Euroskeptic Ukrainian".
        if let Some(at) = (start + 1..end).find(|&ix| {
            self.lexicon.longest(&self.words[ix..end]).is_some_and(|(n, t)| {
                let kind = self.lexicon.targets[t as usize].kind;
                kind != EntityKind::Person && !self.is(start, GIVEN) || n > 1
            })
        }) {
            if let Some((length, target)) = self.lexicon.longest(&self.words[at..end])
                && at == start + 1
                && self.is_directed(at, target)
            {
                out.push(self.candidate(start, at + length, EntityKind::Norp, Trust::Sure));
                return self.segment(at + length, end, false, out);
            }
            self.unknown(start, at, titled, out);
            return self.segment(at, end, false, out);
        }
        self.unknown(start, end, titled, out);
    }

    /// Only what the lexicon knows, for text in capitals.
    fn known_only(&self, start: usize, end: usize, out: &mut Vec<Candidate>) {
        let mut at = start;
        while at < end {
            match self.lexicon.longest(&self.words[at..end]) {
                Some((length, target)) if self.fits(at, at + length, target) => {
                    let mut found =
                        self.candidate(at, at + length, self.lexicon.targets[target as usize].kind, Trust::Sure);
                    found.target = Some(target);
                    out.push(found);
                    at += length;
                }
                _ => at += 1,
            }
        }
    }

    /// The kind that a head word gives the run: "… Ministry", "University of …".
    fn head_kind(&self, start: usize, end: usize, titled: bool) -> Option<EntityKind> {
        let stop = self.head_stop(start, end);
        let of_at = (start..stop).find(|&ix| matches!(self.text_at(ix), "of" | "for" | "on"));
        let head = of_at.unwrap_or(stop).checked_sub(1)?;
        if head < start || !self.words[head].is_cap() {
            return None;
        }
        let word = &self.words[head];
        let lone = head == start && of_at.is_none();
        if lone {
            return (word.is(LOC_FRONT) && end - start > 1).then_some(EntityKind::Loc);
        }
        // "Jack Church" is a person, unless the given name is a place as well.
        let person_like =
            self.is(start, GIVEN) && self.words[start].forms == (0, 0) && of_at.is_none() && head == start + 1;
        if person_like && (titled || !word.is(ORG_TAIL)) && !word.is(EVENT_HEAD) {
            return None;
        }
        if titled && of_at.is_none() && end - start <= 2 && !word.is(ORG_TAIL) {
            return None;
        }
        if word.is(FAC_HEAD) && !(word.is(ORG_HEAD) && of_at.is_some()) {
            return Some(EntityKind::Facility);
        }
        if word.is(EVENT_HEAD) {
            // "US-Russia Summit" names two sides, not an event.
            if start > 0 && self.words[start].glued && is_hyphen(self.text, &self.words[start - 1]) {
                return None;
            }
            return Some(EntityKind::Event);
        }
        if word.is(ORG_HEAD) {
            return Some(EntityKind::Org);
        }
        if word.is(LOC_HEAD) {
            let governs =
                matches!(self.text_at(head), "Region" | "Province" | "Oblast" | "County" | "District" | "Republic");
            return Some(if governs { EntityKind::Gpe } else { EntityKind::Loc });
        }
        if self.is(start, LOC_FRONT) && head == start && of_at.is_some() {
            return Some(EntityKind::Loc);
        }
        None
    }

    /// One past the part of the run that its head word governs.
    fn head_stop(&self, start: usize, end: usize) -> usize {
        let heads = ORG_HEAD | FAC_HEAD | LOC_HEAD | EVENT_HEAD;
        if (start..end).any(|ix| matches!(self.text_at(ix), "of" | "for" | "on")) {
            return end;
        }
        (start..end)
            .rev()
            .find(|&ix| self.is(ix, heads) && self.words[ix].is_cap() && !self.words[ix].is(GIVEN))
            .map_or(end, |ix| ix + 1)
    }

    /// A run that nothing is known of.
    fn unknown(&self, start: usize, mut end: usize, titled: bool, out: &mut Vec<Candidate>) {
        while end > start && !self.words[end - 1].is_cap() {
            end -= 1;
        }
        if start >= end {
            return;
        }
        let caps = || (start..end).filter(|&ix| self.words[ix].is_cap());
        let n_caps = caps().count();
        let word = &self.words[start];
        if n_caps == 1 {
            return self.unknown_word(start, end, titled, out);
        }
        let has_initial = caps()
            .any(|ix| ix > start && self.words[ix].shape == Shape::Letter && self.text_at(ix).ends_with('.'))
            || (self.text_at(start).ends_with('.') && word.shape != Shape::Cap && self.words[start].span.len() <= 4);
        let given = word.is(GIVEN) || (n_caps > 2 && self.is(start + 1, GIVEN));
        let is_plain = |ix: usize| {
            self.words[ix].is(COMMON | FUNCTION | NO_NAME | TITLE_MOD) || self.small.contains(&self.words[ix].hash)
        };
        if caps().any(|ix| self.text_at(ix).bytes().any(|b| b.is_ascii_digit()))
            || (start..end).any(|ix| self.words[ix].shape == Shape::Number)
        {
            return;
        }
        let n_plain = caps().filter(|&ix| is_plain(ix)).count();
        let acronym = caps()
            .any(|ix| self.words[ix].shape == Shape::Upper && !self.text_at(ix).contains('.') && !self.is(ix, NO_NAME));
        if titled || given || has_initial {
            let trust = if self.style == Style::Prose || given { Trust::Sure } else { Trust::Likely };
            if n_plain == n_caps && !titled {
                return;
            }
            out.push(self.candidate(start, end, EntityKind::Person, trust));
            return;
        }
        if self.style != Style::Prose {
            return;
        }
        if (start..end).any(|ix| self.text_at(ix) == "&") || acronym {
            if n_plain + 1 < n_caps || acronym {
                out.push(self.candidate(start, end, EntityKind::Org, Trust::Likely));
            }
            return;
        }
        if n_plain == n_caps {
            return;
        }
        let the = start > 0 && self.text_at(start - 1).eq_ignore_ascii_case("the");
        if the || n_plain > 0 {
            if n_plain * 2 < n_caps || !word.starts {
                out.push(self.candidate(start, end, EntityKind::Org, Trust::Likely));
            }
            return;
        }
        let place = start > 0 && self.is(start - 1, PLACE_PREP) && !self.says(end);
        let kind = if n_caps > 4 {
            EntityKind::Org
        } else if place {
            EntityKind::Gpe
        } else {
            EntityKind::Person
        };
        out.push(self.candidate(start, end, kind, Trust::Likely));
    }

    /// A lone capitalised word that nothing is known of.
    fn unknown_word(&self, start: usize, end: usize, titled: bool, out: &mut Vec<Candidate>) {
        let word = &self.words[start];
        let text = word.span.of(self.text);
        if word.is(NO_NAME | FUNCTION | MONTH | WEEKDAY | NUMBER) && !titled {
            return;
        }
        if titled && word.shape == Shape::Cap && !word.starts {
            out.push(self.candidate(start, end, EntityKind::Person, Trust::Likely));
            return;
        }
        match word.shape {
            Shape::Upper => {
                let long_enough = text.chars().filter(|c| c.is_alphabetic()).count() >= 2 && text.len() <= 8;
                if long_enough && self.style == Style::Prose && self.text_at(end) != "-" {
                    out.push(self.candidate(start, end, EntityKind::Org, Trust::Likely));
                }
            }
            Shape::Letter => {
                // The network of one letter.
                let post = self.word(end).is_some_and(|w| !w.glued)
                    && matches!(self.text_at(end), "post" | "posts" | "account" | "user" | "users");
                let on = start > 0 && matches!(self.text_at(start - 1), "on" | "platform" | "via");
                if text == "X" && (post || on) {
                    out.push(self.candidate(start, end, EntityKind::Org, Trust::Sure));
                }
            }
            Shape::Cap if self.style == Style::Prose || !word.is(COMMON | TITLE_MOD | ORG_HEAD) => {
                if word.is(COMMON | ORG_HEAD | TITLE | TITLE_MOD | FAC_HEAD | LOC_HEAD | EVENT_HEAD | DIRECTION)
                    && !word.is(GIVEN)
                {
                    return;
                }
                let (kind, trust) = self.guess_word(start, end);
                out.push(self.candidate(start, end, kind, trust));
            }
            _ => {}
        }
    }

    fn guess_word(&self, start: usize, end: usize) -> (EntityKind, Trust) {
        let previous = if start > 0 { self.text_at(start - 1) } else { "" };
        let next = self.text_at(end);
        // "FlightRadar24", "BuzzFeed": capitals or digits inside are for brands.
        let word = self.text_at(start);
        let inner = word.chars().skip(3).any(|c| c.is_uppercase() || c.is_ascii_digit());
        if inner && !word.starts_with("Mac") && end == start + 1 {
            return (EntityKind::Org, Trust::Likely);
        }
        let the = previous.eq_ignore_ascii_case("the");
        if next == "-" && matches!(self.text_at(end + 1), "based" | "born" | "controlled" | "occupied" | "held") {
            return (EntityKind::Gpe, Trust::Likely);
        }
        if matches!(next, "region" | "province" | "oblast" | "district" | "county" | "city" | "village" | "town")
            && !the
        {
            return (EntityKind::Gpe, Trust::Likely);
        }
        if !the && (self.says(end) || (self.words[start].starts && self.acts(end) && !has_common_ending(word))) {
            return (EntityKind::Person, Trust::Likely);
        }
        if start > 1
            && matches!(previous, "of")
            && matches!(
                self.text_at(start - 2),
                "city" | "town" | "village" | "province" | "region" | "port" | "capital" | "state" | "island"
            )
        {
            return (EntityKind::Gpe, Trust::Likely);
        }
        if start > 0 && self.is(start - 1, PLACE_PREP) && !the {
            return (EntityKind::Gpe, Trust::Likely);
        }
        let said_by = start > 0 && self.is(start - 1, CUE) && self.words[start - 1].shape == Shape::Lower;
        let owns = matches!(next, "'s" | "’s");
        if self.is(start, GIVEN) || (!the && !self.words[start].starts && (said_by || owns || previous == "by")) {
            return (EntityKind::Person, Trust::Likely);
        }
        (if the { EntityKind::Org } else { EntityKind::Person }, Trust::Open)
    }

    /// Whether a verb in the third person follows, as after the name of somebody.
    fn acts(&self, end: usize) -> bool {
        let Some(next) = self.word(end).filter(|w| w.shape == Shape::Lower || w.glued) else { return false };
        let text = next.span.of(self.text);
        matches!(text, "has" | "had" | "was" | "is" | "will" | "would" | "also" | "who" | "did" | "could" | "'s" | "’s")
            || (text.ends_with("ed") && text.len() > 4 && next.shape == Shape::Lower)
    }

    /// Whether a verb of saying follows.
    fn says(&self, end: usize) -> bool {
        let auxiliary = usize::from(matches!(self.text_at(end), "has" | "had" | "also" | "then"));
        self.is(end + auxiliary, CUE) && self.word(end + auxiliary).is_some_and(|w| w.shape == Shape::Lower)
    }
}

/// Endings of ordinary English words that a sentence may begin with.
fn has_common_ending(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ing", "ly", "ed", "tion", "sion", "ment", "ness", "ity", "ical", "ous", "ful", "ive", "able", "ible", "ies",
        "ers", "ors", "ance", "ence", "ists", "isms", "ism", "ings", "ments", "tions", "ances", "ware", "thing",
    ];
    ENDINGS.iter().any(|ending| word.ends_with(ending)) || word.ends_with('s') && !word.ends_with("ss")
}
