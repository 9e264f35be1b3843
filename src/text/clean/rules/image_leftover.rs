//! Takes out what is left of pictures: Markdown image marks, with or without an address.

use crate::text::clean::Rule;
use crate::text::clean::draft::Draft;
use std::ops::Range;

pub(in crate::text::clean) const RULE: Rule =
    Rule { name: "image-leftover", reason: "a picture turned into text leaves `![](…)`, which nobody reads", apply };

fn apply(draft: &mut Draft<'_>) {
    for line in draft.lines.iter_mut().filter(|line| line.is_prose()) {
        // A character is found faster than a text of two.
        if !line.text().contains('!') {
            continue;
        }
        // The address stood in another line, or nowhere.
        if line.text().starts_with("![") && line.text().ends_with("](") {
            line.drop(RULE.name);
            continue;
        }
        let Some(rest) = without_images(line.text()) else { continue };
        if rest.trim_matches(|c: char| c == '|' || c.is_whitespace()).is_empty() {
            line.drop(RULE.name);
        } else {
            line.rewrite(rest.trim().to_owned(), RULE.name);
        }
    }
}

/// The line without its images; `None` if it has none. Reads every character once.
pub(super) fn without_images(line: &str) -> Option<String> {
    let mut rest = String::new();
    let mut done = 0;
    while let Some(image) = next_image(line, done) {
        rest.push_str(&line[done..image.start]);
        done = image.end;
    }
    rest.push_str(&line[done..]);
    (done > 0).then_some(rest)
}

pub(super) fn next_image(line: &str, from: usize) -> Option<Range<usize>> {
    let start = from + line[from..].find("![")?;
    let alt_end = start + line[start..].find("](")?;
    let end = alt_end + line[alt_end..].find(')')?;
    Some(start..end + 1)
}

#[cfg(test)]
mod tests {
    use super::super::check::{one, record};

    #[test]
    fn an_image_without_an_address_goes() {
        assert_eq!(record(&one("It rained.\n![A dam](\nIt snowed.")), [("image-leftover", 2, None)]);
    }

    #[test]
    fn lines_of_images_go_and_words_beside_an_image_stay() {
        let article = one("![]() |\n![A dam](dam.jpg)\nThe dam ![wall](w.png)held.\nWhat a day![1] Or (not).");
        assert_eq!(article.text, "The dam held.\nWhat a day![1] Or (not).");
        assert_eq!(
            record(&article),
            [("image-leftover", 1, None), ("image-leftover", 2, None), ("image-leftover", 3, Some("The dam held."))]
        );
    }
}
