//! Drops quotations that a page prints a second time, in large letters.

use crate::text::clean::draft::Draft;
use crate::text::clean::{Rule, shape};

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "pull-quote",
    reason: "a page repeats a sentence of its text in large letters; tagged twice it would count twice",
    apply,
};

/// A shorter quotation may be a heading.
const FEWEST_WORDS: usize = 8;
const LONGEST: usize = 300;
/// How far from its sentence a page sets it, in lines.
const NEAR: usize = 8;
/// A longer paragraph is not searched, so that time stays linear.
const LONGEST_PARAGRAPH: usize = 20_000;

fn apply(draft: &mut Draft<'_>) {
    for range in draft.ranges() {
        let kept = draft.kept(range);
        let mut words: Vec<Option<WordSet>> = vec![None; kept.len()];
        let mut found = Vec::new();
        for (nth, &at) in kept.iter().enumerate() {
            let Some(quotation) = quotation(draft.lines[at].text()).filter(|_| draft.lines[at].is_prose()) else {
                continue;
            };
            let wanted = word_set(quotation);
            let pieces: Vec<String> = quotation.split(['.', '!', '?']).map(letters).filter(|p| !p.is_empty()).collect();
            let is_there = |text: &str| {
                let text = letters(text);
                text.len() > pieces.iter().map(String::len).sum() && pieces.iter().all(|piece| text.contains(&**piece))
            };
            let first = nth.saturating_sub(NEAR);
            let is_repeated =
                (first..kept.len().min(first + 2 * NEAR + 1)).filter(|&other| other != nth).any(|other| {
                    let line = &draft.lines[kept[other]];
                    line.is_prose()
                        && line.text().len() <= LONGEST_PARAGRAPH
                        && wanted & !*words[other].get_or_insert_with(|| word_set(line.text())) == 0
                        && is_there(line.text())
                });
            if is_repeated {
                found.push(at);
            }
        }
        for at in found {
            draft.lines[at].drop(RULE.name);
        }
    }
}

/// A bit for each word, which words may share: where one of a quotation's is missing, the quotation is not.
type WordSet = u128;

fn word_set(text: &str) -> WordSet {
    let (mut set, mut hash) = (0, 0_u32);
    fold(text, |c| match c {
        ' ' => (set, hash) = (set | 1 << (hash >> 25), 0),
        c => hash = (hash ^ u32::from(c)).wrapping_mul(0x0100_0193),
    });
    set
}

/// What the line says, if it is one quotation and nothing else.
fn quotation(line: &str) -> Option<&str> {
    if line.len() > LONGEST {
        return None;
    }
    let pairs = [('“', '”'), ('"', '"'), ('‘', '’'), ('«', '»')];
    let inner = pairs.iter().find_map(|&(open, close)| line.strip_prefix(open)?.strip_suffix(close))?;
    (shape::n_words(inner) >= FEWEST_WORDS && !inner.contains(['“', '”', '"', '«', '»'])).then_some(inner)
}

/// Letters and digits alone, each word between blanks.
fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len() + 2);
    fold(text, |c| letters.push(c));
    if letters == " " { String::new() } else { letters }
}

/// Gives the letters and digits of a text in small, with one blank before, between and after its words.
fn fold(text: &str, mut give: impl FnMut(char)) {
    give(' ');
    let mut is_within = false;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            give(c.to_ascii_lowercase());
            is_within = true;
        } else if !c.is_ascii() && c.is_alphanumeric() {
            c.to_lowercase().for_each(&mut give);
            is_within = true;
        } else if is_within && !matches!(c, '\'' | '’') {
            give(' ');
            is_within = false;
        }
    }
    if is_within {
        give(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::{one, record};

    #[test]
    fn a_quotation_printed_twice_goes_once() {
        let article = one("“I have never been wrong about a dam. About people, often.”\n\
             “I have never been wrong about a dam,” she says. “About people, often.”\nIt rained.");
        assert_eq!(article.text.lines().count(), 2);
        assert_eq!(record(&article), [("pull-quote", 1, None)]);
    }

    #[test]
    fn headings_and_paragraphs_that_are_quotations_stay() {
        for original in [
            "It rained.\n‘We were promised a dam’\n“We were promised a dam and we got a wall,” said Ana Gray.",
            "It rained.\n“We were promised a dam by the mayor and we got a wall.”\nAna Gray said so to the Gazette.",
        ] {
            assert_eq!(record(&one(original)), [], "{original}");
        }
    }
}
