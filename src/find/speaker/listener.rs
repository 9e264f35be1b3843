//! Who speaks the quotation or reported speech of a sentence.
//!
//! By verbs of saying and where names stand around them. It does not parse; a pronoun is looked up some sentences back,
//! an office in the whole document around.

use super::cues::{CLAUSE_WORDS, DOING_CUES, INVERTED, WEAK_CUES, is_auxiliary, is_closing, is_pronoun};
use super::gender::Gender;
use super::offices::{Offices, ends_office};
use crate::find::lexicon::Ready;
use crate::find::lexicon::class::{CUE, FUNCTION, TITLE, TITLE_MOD};
use crate::find::names::Place;
use crate::find::words::{Shape, Word};
use crate::model::{Document, EntityKind, Mention, SpeakerRule};
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// How many sentences of the paragraph a quotation may run on without saying who speaks.
pub(in crate::find) const REACH: usize = 6;

/// No sentence that anybody says has more verbs of saying; a list of them is not searched for each.
const MOST_CUES: usize = 12;

/// How many words before its verb the subject is looked for.
const LONGEST_CLAUSE: usize = 100;

/// `None` without a verb of saying or "according to"; else who speaks, if that is told.
type Attribution = Option<Option<Said>>;

/// Attributions by sentence and reach.
pub(in crate::find) type Attributions = HashMap<(usize, usize), Attribution, BuildHasherDefault<Ready>>;

/// Who speaks, as an index into [`Document::entities`], and what tells so.
#[derive(Clone, Copy)]
pub(in crate::find) struct Said {
    pub(in crate::find) by: u32,
    pub(in crate::find) rule: SpeakerRule,
}

impl Said {
    /// For [`Option::map`]: somebody by this rule.
    pub(in crate::find) fn with(rule: SpeakerRule) -> impl Fn(u32) -> Said {
        move |by| Said { by, rule }
    }
}

/// A document whose sentences are listened to.
#[derive(Clone, Copy)]
pub(in crate::find) struct Listener<'a> {
    pub(in crate::find) doc: &'a Document,
    pub(in crate::find) text: &'a str,
    /// All words of the document.
    pub(in crate::find) words: &'a [Word],
    /// For each sentence, one past its last word.
    pub(in crate::find) ends: &'a [usize],
    /// For each mention, where its words are.
    pub(in crate::find) places: &'a [Place],
    /// For each word, whether it stands inside a quotation.
    pub(in crate::find) quoted: &'a [bool],
    /// What [`Heard::attributed`] said of a sentence at a reach, for pronouns that ask again.
    pub(in crate::find) heard: &'a RefCell<Attributions>,
    /// Who holds which office, found out when the first one is meant.
    pub(in crate::find) offices: &'a OnceCell<Offices>,
    /// Who is a woman or a man, by entity, found out at the first pronoun.
    pub(in crate::find) genders: &'a OnceCell<Vec<Gender>>,
}

impl<'a> Listener<'a> {
    /// The index in [`Document::entities`] of who speaks the quotation or reported speech of sentence
    /// `sentence_ix`: a PERSON, ORG or GPE. `None` where nobody does, or nobody that is named.
    pub(in crate::find) fn speaker(&self, sentence_ix: usize) -> Option<Said> {
        let heard = self.hear(sentence_ix)?;
        let label = || heard.label().map(Said::with(SpeakerRule::Label));
        if let Some(found) = heard.attributed(REACH) {
            return found.or_else(label);
        }
        if let Some(found) = label() {
            return Some(found);
        }
        if !heard.has_quotation(1) && !heard.is_quotation() && !heard.inside_quotation {
            return None;
        }
        heard.around()
    }

    /// A sentence of the document.
    pub(in crate::find) fn hear(&self, sentence_ix: usize) -> Option<Heard<'a>> {
        let Listener { doc, text, words, ends, quoted, .. } = *self;
        let span = doc.sentences.get(sentence_ix)?.span;
        let paragraph = doc.paragraphs.partition_point(|p| (p.sentences.end as usize) <= sentence_ix);
        let sentences = &doc.paragraphs.get(paragraph)?.sentences;
        let first_word = if sentence_ix == 0 { 0 } else { ends[sentence_ix - 1] };
        let words = &words[first_word..ends[sentence_ix]];
        let is_first = sentences.start as usize == sentence_ix;
        let inside_quotation =
            !is_first && quoted[first_word - 1] && quoted.get(first_word).is_some_and(|quoted| *quoted);
        let quoted = &quoted[first_word..ends[sentence_ix]];
        let from = doc.mentions.partition_point(|m| m.span.start < span.start);
        let to = doc.mentions.partition_point(|m| m.span.start < span.end);

        let paragraph = (sentences.start as usize, sentences.end as usize);
        Some(Heard {
            of: *self,
            doc,
            text,
            sentence_ix,
            paragraph,
            words,
            mentions: &doc.mentions[from..to],
            quoted,
            inside_quotation,
        })
    }
}

/// A sentence being listened to.
pub(in crate::find) struct Heard<'a> {
    pub(in crate::find) of: Listener<'a>,
    pub(in crate::find) doc: &'a Document,
    pub(in crate::find) text: &'a str,
    pub(in crate::find) sentence_ix: usize,
    /// The first sentence of the paragraph, and one past the last.
    pub(in crate::find) paragraph: (usize, usize),
    pub(in crate::find) words: &'a [Word],
    pub(in crate::find) mentions: &'a [Mention],
    /// For each word, whether it stands inside a quotation.
    pub(in crate::find) quoted: &'a [bool],
    /// The sentence begins inside a quotation that an earlier one opened.
    inside_quotation: bool,
}

impl<'a> Heard<'a> {
    pub(in crate::find) fn text_at(&self, ix: usize) -> &'a str {
        self.words.get(ix).map_or("", |w| w.span.of(self.text))
    }

    /// Whether more than `n_words` words stand in quotation marks.
    fn has_quotation(&self, n_words: usize) -> bool {
        let quoted = self.words.iter().zip(self.quoted);
        quoted.filter(|(word, quoted)| **quoted && word.shape != Shape::Sign).count() > n_words
    }

    /// Whether all words of the sentence stand in quotation marks.
    fn is_quotation(&self) -> bool {
        let mut words = self.words.iter().zip(self.quoted).filter(|(word, _)| word.shape != Shape::Sign).peekable();
        words.peek().is_some() && words.all(|(_, quoted)| *quoted)
    }

    /// Who a verb of saying, or "according to", names: `None` if the sentence has neither.
    pub(in crate::find) fn attributed(&self, reach: usize) -> Attribution {
        if reach == REACH {
            return self.attributed_now(reach);
        }
        let place = (self.sentence_ix, reach);
        let known = self.of.heard.borrow().get(&place).copied();
        known.unwrap_or_else(|| {
            let found = self.attributed_now(reach);
            self.of.heard.borrow_mut().insert(place, found);
            found
        })
    }

    /// Whether a verb of saying or "according to" is in the sentence. Each of its quotations asks this.
    pub(super) fn is_told(&self) -> bool {
        let place = (self.sentence_ix, REACH);
        if let Some(known) = self.of.heard.borrow().get(&place) {
            return known.is_some();
        }
        let found = self.attributed_now(REACH);
        self.of.heard.borrow_mut().insert(place, found);
        found.is_some()
    }

    fn attributed_now(&self, reach: usize) -> Attribution {
        if let Some(found) = self.according_to() {
            return Some(Some(Said { by: found, rule: SpeakerRule::AccordingTo }));
        }
        let quotes = self.quoted.iter().any(|q| *q);
        let mut any_cue = false;
        let cues = (0..self.words.len()).filter(|&ix| !self.quoted[ix] && self.words[ix].is(CUE));
        for ix in cues.take(MOST_CUES) {
            let cue = self.text_at(ix);
            let is_weak = !quotes && (WEAK_CUES.contains(&cue) || DOING_CUES.contains(&cue) && !self.has_clause(ix));
            if self.words[ix].shape != Shape::Lower || is_weak || self.is_noun(ix) {
                continue;
            }
            any_cue = true;
            let inverted = self.inverted(ix).map(Said::with(SpeakerRule::Inverted));
            let found = inverted.or_else(|| self.subject(ix, reach)).or_else(|| {
                let at = self.somebody(ix)?;
                self.antecedent(at, reach).map(Said::with(SpeakerRule::Role))
            });
            if found.is_some() {
                return Some(found);
            }
        }
        any_cue.then_some(None)
    }

    /// Whether what stands behind word `ix` has a verb of its own, as what is said has: "claimed the village is safe".
    fn has_clause(&self, ix: usize) -> bool {
        self.words[ix + 1..].iter().take(LONGEST_CLAUSE).any(|word| word.is_one_of(&CLAUSE_WORDS))
    }

    /// "the reported plan", "to claim": a verb of saying that says nothing here.
    fn is_noun(&self, ix: usize) -> bool {
        let before = if ix == 0 { "" } else { self.text_at(ix - 1) };
        if matches!(self.text_at(ix), "notes" | "claims" | "calls" | "reports" | "posted" | "claimed" | "estimated") {
            let subject = ix > 0 && (self.words[ix - 1].is_cap() || is_pronoun(before) || is_auxiliary(before));
            if !subject && before != "," && !is_closing(before) {
                return true;
            }
        }
        matches!(
            before,
            "the" | "a" | "an" | "to" | "be" | "been" | "is" | "are" | "was" | "were" | "being" | "of" | "so" | "-"
        )
    }

    /// Mentions outside quotations that may speak.
    pub(in crate::find) fn speakers(&self) -> impl DoubleEndedIterator<Item = &'a Mention> + '_ {
        self.mentions.iter().filter(|m| can_speak(m.kind)).filter(|m| {
            let ix = self.words.partition_point(|w| w.span.start < m.span.start);
            !self.quoted.get(ix).copied().unwrap_or(false)
        })
    }

    /// `…,” said Peskov`.
    fn inverted(&self, cue: usize) -> Option<u32> {
        let before = if cue == 0 { "," } else { self.text_at(cue - 1) };
        let after_quote = matches!(before, "," | "”" | "\"" | "’" | "'" | "-" | "–" | "—");
        if !INVERTED.contains(&self.text_at(cue)) || !after_quote {
            return None;
        }
        // The noun phrase after the verb: up to the next comma or stop.
        let end =
            (cue + 1..self.words.len()).find(|&ix| matches!(self.text_at(ix), "," | "." | ";" | "that" | "“" | "\""));
        let end = end.unwrap_or(self.words.len());
        let (from, to) = (self.words[cue].span.end, self.words.get(end).map_or(u32::MAX, |w| w.span.start));
        let named = || self.speakers().filter(move |m| m.span.start >= from && m.span.start < to);
        let first = named().find(|m| m.kind == EntityKind::Person);
        if first.is_some_and(|first| self.is_possessive(first)) {
            // "said Stone's mother, Elena Díaz": whom the apposition names.
            let start = self.words.get(end + 1)?.span.start;
            return self.speakers().find(|m| m.span.start == start && m.kind == EntityKind::Person).map(|m| m.entity);
        }
        // "said the owner of Lamar Travel": not the firm.
        let found = first.or_else(|| named().rfind(|m| !self.is_complement(m)))?;
        let stop = self.words.partition_point(|w| w.span.start < found.span.start);
        let between = &self.words[cue + 1..stop];
        let plain = between.iter().all(|w| {
            !w.is(FUNCTION)
                || w.is(TITLE)
                || matches!(w.span.of(self.text), "the" | "a" | "an" | "of" | "former" | "his" | "her")
                || w.is_cap()
        });
        plain.then_some(found.entity)
    }

    /// The subject of the verb at `cue`, from what stands before it.
    fn subject(&self, cue: usize, reach: usize) -> Option<Said> {
        let pronoun = |ix: usize| self.antecedent(ix, reach).map(Said::with(SpeakerRule::Pronoun));
        let mut head = cue.checked_sub(1)?;
        while head > 0 && (is_auxiliary(self.text_at(head)) || self.text_at(head).ends_with("ly")) {
            head -= 1;
        }
        let word = self.text_at(head);
        if is_pronoun(word) {
            return pronoun(head);
        }
        if self.quoted[head] || self.closes(head) {
            return None;
        }
        let clause = (0..=head)
            .rev()
            .take(LONGEST_CLAUSE)
            .find(|&ix| self.quoted[ix] || self.closes(ix) || self.text_at(ix) == ";");
        let clause_start = clause.map_or(0, |ix| self.words[ix].span.end);
        let end = self.words[head].span.end;
        let named = || self.speakers().filter(move |m| m.span.start >= clause_start && m.span.end <= end);
        // "stating", "adding": the subject of the verb before, the one that a verb follows.
        if self.text_at(cue).ends_with("ing") {
            let subject = named().rfind(|m| self.has_verb(m));
            let subject = subject.map(|m| (m.span.start, Said { by: m.entity, rule: SpeakerRule::Subject }));
            let before = (0..head).rev().find(|&ix| !self.quoted[ix] && is_pronoun(self.text_at(ix)));
            return match (before, subject) {
                (Some(ix), Some((start, subject))) if self.words[ix].span.start < start => Some(subject),
                (Some(ix), _) => pronoun(ix),
                (None, subject) => subject.map(|(_, subject)| subject),
            };
        }
        if word == "," {
            // "Viktor Petrov, the head of the council, has said": the name in front of the apposition, and none in it.
            let is_person = |m: &&Mention| m.kind == EntityKind::Person;
            let after = |m: &Mention| self.words.partition_point(|w| w.span.start < m.span.end);
            let Some(opens) = (0..head).rev().find(|&ix| self.text_at(ix) == ",") else {
                return named().next_back().map(|m| Said { by: m.entity, rule: SpeakerRule::Apposition });
            };
            // "their principal, Ettore Bonfanti, said": the name is the whole of it.
            let is_whole = |m: &&Mention| {
                let first = self.words.partition_point(|w| w.span.start < m.span.start);
                let titles = self.words.get(opens + 1..first).unwrap_or(&[]);
                after(m) == head && first > opens && titles.iter().all(|w| w.is(TITLE | TITLE_MOD))
            };
            if let Some(named) = named().next_back().filter(is_person).filter(is_whole) {
                return Some(Said { by: named.entity, rule: SpeakerRule::Apposition });
            }
            let before = || named().filter(|m| after(m) <= opens);
            let fronted = || before().filter(|m| self.text_at(after(m)) == ",");
            let person = fronted().find(is_person).or_else(|| before().find(is_person));
            let found = person.or_else(|| fronted().next()).or_else(|| before().next());
            return found.map(|m| Said { by: m.entity, rule: SpeakerRule::Apposition });
        }
        // "A critic of Díaz said", "her friend who met Díaz said": somebody else.
        let last = named().next_back().filter(|mention| !self.is_complement(mention));
        if let Some(last) = last
            && last.span.end == end
        {
            return Some(Said { by: last.entity, rule: SpeakerRule::Subject });
        }
        // "the US president said", "the outlet reported", "a Kremlin official said"
        if let Some(by) = self.described(head).or_else(|| self.outlet(head)).or_else(|| self.titled(head)) {
            return Some(Said { by, rule: SpeakerRule::Role });
        }
        let last = last?;
        // Somebody holds it whom nobody names here: not the country.
        if ends_office(&self.words[head]) && last.kind != EntityKind::Person {
            return None;
        }
        let after = self.words.partition_point(|w| w.span.start < last.span.end);
        let plain = self.words[after..=head]
            .iter()
            .all(|w| !matches!(w.span.of(self.text), "," | "and" | "that") && !w.is(CUE));
        (plain && head - after < 8).then_some(Said { by: last.entity, rule: SpeakerRule::Subject })
    }

    /// Whether "'s" follows the name.
    pub(super) fn is_possessive(&self, mention: &Mention) -> bool {
        let after = self.words.partition_point(|word| word.span.start < mention.span.end);
        matches!(self.text_at(after), "'s" | "’s")
    }

    /// Whether a name only tells more of somebody unnamed who stands before it. Whoever speaks for an organisation or a
    /// country speaks as it.
    fn is_complement(&self, mention: &Mention) -> bool {
        let at = self.words.partition_point(|word| word.span.start < mention.span.start);
        if mention.kind == EntityKind::Person && self.is_possessive(mention) {
            return true;
        }
        let is_skipped = |ix: &usize| self.text_at(*ix) == "the" || self.words[*ix].is(TITLE | TITLE_MOD);
        let Some(before) = (0..at).rev().find(|ix| !is_skipped(ix)) else { return false };
        let is_joined = matches!(self.text_at(before), "of" | "to" | "for" | "from" | "by" | "against" | "near");
        let is_met = before > 0 && matches!(self.text_at(before - 1), "who" | "whom");
        let speaks_for = (before.saturating_sub(8)..before).any(|ix| {
            let word = self.text_at(ix);
            word.starts_with("spokes") || matches!(word, "official" | "officials" | "ministry" | "minister")
        });
        (is_joined || is_met) && before > 0 && !(speaks_for && mention.kind != EntityKind::Person)
    }

    /// Whether word `ix` is a mark that closes a quotation, and not an apostrophe.
    fn closes(&self, ix: usize) -> bool {
        is_closing(self.text_at(ix)) && (ix == 0 || self.quoted[ix - 1])
    }

    /// Whether a verb follows the mention.
    fn has_verb(&self, mention: &Mention) -> bool {
        let after = self.words.partition_point(|w| w.span.start < mention.span.end);
        let word = self.text_at(after);
        is_auxiliary(word)
            || matches!(word, "is" | "was" | "will" | "told" | "met" | "did" | "spoke")
            || self.words.get(after).is_some_and(|w| w.is(CUE) && w.shape == Shape::Lower)
            || (word.ends_with("ed") && word.len() > 3)
            || self.text_at(after + 1) == "welcomed"
    }
}

fn can_speak(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Person | EntityKind::Org | EntityKind::Gpe)
}
