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
        let mut found = Vec::new();
        for (nth, &at) in kept.iter().enumerate() {
            let Some(quotation) = quotation(draft.lines[at].text()).filter(|_| draft.lines[at].is_prose()) else {
                continue;
            };
            let pieces: Vec<String> = quotation.split(['.', '!', '?']).map(letters).filter(|p| !p.is_empty()).collect();
            let near = kept[nth.saturating_sub(NEAR)..].iter().take(2 * NEAR + 1).filter(|&&other| other != at);
            let is_there = |text: &str| {
                let text = letters(text);
                text.len() > pieces.iter().map(String::len).sum() && pieces.iter().all(|piece| text.contains(&**piece))
            };
            let mut paragraphs = near.map(|&other| &draft.lines[other]).filter(|line| line.is_prose());
            if paragraphs.any(|line| line.text().len() <= LONGEST_PARAGRAPH && is_there(line.text())) {
                found.push(at);
            }
        }
        for at in found {
            draft.lines[at].drop(RULE.name);
        }
    }
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
    let mut letters = String::from(" ");
    for c in text.chars() {
        if c.is_alphanumeric() {
            letters.extend(c.to_lowercase());
        } else if !letters.ends_with(' ') && !matches!(c, '\'' | '’') {
            letters.push(' ');
        }
    }
    if !letters.ends_with(' ') {
        letters.push(' ');
    }
    if letters == " " { String::new() } else { letters }
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
