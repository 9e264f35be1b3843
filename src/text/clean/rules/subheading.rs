//! Marks short lines that stand above paragraphs as headings.

use crate::text::clean::LineKind;
use crate::text::clean::draft::Draft;
use crate::text::clean::{Rule, shape};

pub(in crate::text::clean) const RULE: Rule =
    Rule { name: "subheading", reason: "long articles are broken up by short titles without a full stop", apply };

const LONGEST: usize = 80;
const MOST_WORDS: usize = 12;

fn apply(draft: &mut Draft<'_>) {
    for range in draft.ranges() {
        let kept = draft.kept(range);
        for (nth, pair) in kept.windows(2).enumerate() {
            let (line, next) = (&draft.lines[pair[0]], &draft.lines[pair[1]]);
            if line.text().len() > LONGEST || !line.is_prose() || !next.is_prose() {
                continue;
            }
            // Below a line without a stop it is one more entry of a list.
            let is_below_prose = nth == 0
                || !draft.lines[kept[nth - 1]].is_prose()
                || shape::ends_sentence(draft.lines[kept[nth - 1]].text());
            if is_below_prose
                && is_heading(line.text())
                && shape::ends_sentence(next.text())
                && next.text().len() > line.text().len()
            {
                draft.lines[pair[0]].mark(LineKind::Heading, RULE.name);
            }
        }
    }
}

fn is_heading(line: &str) -> bool {
    shape::starts_like_heading(line) && !shape::ends_sentence(line) && shape::n_words(line) <= MOST_WORDS
}

#[cfg(test)]
mod tests {
    use super::super::check::{marks, one};
    use crate::text::clean::LineKind;

    #[test]
    fn a_short_line_above_a_paragraph_is_a_heading() {
        let article = one("The dam broke.\nWho pays\nThe village pays for all of it.");
        assert_eq!(marks(&article), [(LineKind::Heading, "Who pays", "subheading")]);
    }

    #[test]
    fn lists_and_verses_have_no_headings() {
        assert!(marks(&one("He took:\nBread\nSalt\nThen he went away for good.")).len() <= 1);
        assert!(marks(&one("It rained.\nand it rained\nThe village sank in the mud.")).is_empty());
    }
}
