//! How the engine found what it found in a sentence: which rule fired, or what the tagger was how sure of.
//!
//! Nothing of this is kept with a document; the text is read once more when somebody asks, and then serves for all of
//! its sentences.

use super::analyze::Reading;
use super::lexicon::Lexicon;
use super::names::{Candidate, Finder, Letters, NameRule};
use super::tagger::Model;
use crate::model::{Document, EntityKind, Mention, SpeakerRule};
use crate::text::{Break, each_sentence_in};
use std::rc::Rc;

/// Something that was found in a sentence, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What: a name, "Speaker: …", "Ends here".
    pub what: String,
    /// The type of a name.
    pub kind: Option<EntityKind>,
    /// The rule's name; `trained-model` where none decided.
    pub rule: &'static str,
    /// The rule in words.
    pub how: String,
    /// How sure the tagger is, from 0 to 1; `None` for rules.
    pub score: Option<f64>,
}

impl Reason {
    fn by_rule(what: String, rule: &'static str, how: &str) -> Reason {
        Reason { what, kind: None, rule, how: how.to_owned(), score: None }
    }
}

/// A text read so that it can be told how each thing in it was found.
pub struct Explained {
    text: Rc<str>,
    reading: Reading,
}

impl Explained {
    /// Reads the whole text.
    pub fn new(text: Rc<str>) -> Explained {
        let reading = Reading::new(&text, Model::shipped());
        Explained { text, reading }
    }

    /// How everything in sentence `sentence_ix` was found; empty past the last sentence.
    pub fn sentence(&self, sentence_ix: usize) -> Vec<Reason> {
        let Explained { text, reading } = self;
        let Some(sentence) = reading.document.sentences.get(sentence_ix).map(|sentence| sentence.span) else {
            return Vec::new();
        };
        let document = &reading.document;
        let from = document.mentions.partition_point(|mention| mention.span.end <= sentence.start);
        let here = document.mentions[from..].iter().take_while(|mention| mention.span.start < sentence.end);
        let mut reasons: Vec<Reason> = here.map(|mention| reading.name(text, sentence_ix, mention)).collect();
        if let Some(said) = reading.said[sentence_ix] {
            let name = &document.entities[said.by as usize].name;
            reasons.push(Reason::by_rule(format!("Speaker: {name}"), said.rule.as_str(), told_by(said.rule)));
        }
        let quoted = document.quotations.iter().filter(|quotation| quotation.span.overlaps(sentence));
        for (by, rule) in quoted.filter_map(|quotation| quotation.speaker.zip(quotation.rule)) {
            let what = format!("Speaker: {}", document.entities[by as usize].name);
            let reason = Reason::by_rule(what, rule.as_str(), told_by(rule));
            if !reasons.iter().any(|known| known.what == reason.what) {
                reasons.push(reason);
            }
        }
        let why = break_after(text, document, sentence_ix);
        reasons.push(Reason::by_rule("Ends here".to_owned(), why.as_str(), why.in_words()));
        reasons
    }
}

/// A rule about speakers in words.
pub fn told_by(rule: SpeakerRule) -> &'static str {
    match rule {
        SpeakerRule::AccordingTo => "named after \u{201c}according to\u{201d}",
        SpeakerRule::Inverted => "named after a verb of saying",
        SpeakerRule::Subject => "named before a verb of saying",
        SpeakerRule::Apposition => "named before a description and a verb of saying",
        SpeakerRule::Pronoun => "a pronoun with a verb of saying, and who was named before",
        SpeakerRule::Role => "an office or role with a verb of saying, and who holds it",
        SpeakerRule::Paragraph => "speaks in another sentence of the paragraph",
        SpeakerRule::ParagraphBefore => "spoke in the paragraph before, and this one is all quotation",
        SpeakerRule::Label => "named before a colon at the start of the paragraph",
        SpeakerRule::Continued => "the quotation goes on over paragraphs, and another of them tells who speaks",
    }
}

/// Why a sentence ends where it does.
fn break_after(text: &str, document: &Document, sentence_ix: usize) -> Break {
    let end = document.sentences[sentence_ix].span.end;
    let paragraph = document.paragraphs.partition_point(|p| p.sentences.end as usize <= sentence_ix);
    let within = document.paragraphs[paragraph].span;
    let from = document.tokens.partition_point(|token| token.span.start < within.start);
    let tokens = document.tokens[from..].iter().map(|token| token.span).take_while(|span| span.start < within.end);
    let mut why = Break::LineEnd;
    each_sentence_in(text, &tokens.collect::<Vec<_>>(), |span, found| {
        if span.end == end {
            why = found;
        }
    });
    why
}

impl Reading {
    fn name(&self, text: &str, sentence_ix: usize, mention: &Mention) -> Reason {
        let (name, kind) = (mention.span.of(text), mention.kind);
        let first = if sentence_ix == 0 { 0 } else { self.ends[sentence_ix - 1] };
        let words = &self.words[first..self.ends[sentence_ix]];
        let at = words.partition_point(|word| word.span.start < mention.span.start);
        let past = first + words.partition_point(|word| word.span.start < mention.span.end);
        let is_here = |candidate: &&Candidate| (candidate.start as usize, candidate.end as usize) == (first + at, past);
        let nearest = self.candidates.partition_point(|candidate| (candidate.start as usize) < first + at);
        let candidate = self.candidates.get(nearest).filter(is_here);
        let is_small = |word: &super::words::Word| self.is_small(word);
        // No candidate: the surname was found when the rest of the document was known.
        let rule = candidate.map_or(NameRule::Surname, |candidate| candidate.rule);
        let (mut how, mut score) = (rule.in_words(), None);
        if rule == NameRule::Tagger {
            let found =
                Finder::new(Model::shipped(), Lexicon::get(), Letters::Mixed).certainty(text, words, &is_small, at);
            score = found.map(|(_, score)| score);
            let is_known = candidate.is_some_and(|candidate| candidate.target.is_some());
            match found {
                Some((Some(taken), _)) if taken != kind && is_known => {
                    how = "the trained model took it for another type, the word list has it as this";
                }
                Some((Some(taken), _)) if taken != kind => {
                    how = "the trained model took it for another type, which the rest of the article outvotes";
                }
                _ if is_known => how = "the trained model, and on the word list",
                _ => {}
            }
        }
        let (rule, how) = (rule.as_str(), how.to_owned());
        Reason { what: name.to_owned(), kind: Some(kind), rule, how, score }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reasons(text: &str, sentence_ix: usize) -> Vec<(String, String)> {
        Explained::new(text.into()).sentence(sentence_ix).into_iter().map(|reason| (reason.what, reason.how)).collect()
    }

    #[test]
    fn names_speakers_and_ends_have_their_rule() {
        let text = "Mayor Elena D\u{ed}az came on Friday. \u{201c}The dam will hold for years,\u{201d} D\u{ed}az said.";
        let explained = Explained::new(text.into());
        let first = explained.sentence(0);
        let tagged = first.iter().find(|reason| reason.what.starts_with("Elena")).expect("she is named");
        assert!(
            tagged.how.starts_with("the trained model")
                && tagged.score.is_some_and(|score| score > 0.5 && score <= 1.0)
        );
        let found = reasons(text, 0);
        assert!(found.contains(&("Friday".into(), "a pattern of dates and amounts".into())), "{found:?}");
        assert!(found.contains(&("Ends here".into(), Break::FullStop.in_words().into())), "{found:?}");
        let found = reasons(text, 1);
        assert!(
            found.contains(&("Speaker: Elena D\u{ed}az".into(), told_by(SpeakerRule::Subject).into())),
            "{found:?}"
        );
        assert!(found.contains(&("Ends here".into(), Break::LineEnd.in_words().into())), "{found:?}");
        assert!(explained.sentence(2).is_empty());
    }
}
