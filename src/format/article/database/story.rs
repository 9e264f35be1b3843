//! One article of a database in the making: its fields, its paragraphs, and what was not understood.

use crate::format::article::Metadata;
use crate::text::clean::{Block, BlockFate};

pub(super) const FIELD: &str = "database-field";
pub(super) const COVER: &str = "database-cover";

/// One line of the file.
#[derive(Clone, Copy, Debug)]
pub(in crate::format::article) struct Line<'a> {
    /// 1-based.
    pub(super) number: u32,
    /// Without white space around it.
    pub(super) text: &'a str,
}

/// What was found of one article.
#[derive(Default)]
pub(in crate::format::article) struct Story {
    pub(super) metadata: Metadata,
    pub(super) blocks: Vec<Block>,
    /// Line, what, what to do.
    pub(super) issues: Vec<(u32, String, &'static str)>,
}

/// Letters in the widest line of a text that a program broke.
const WIDTHS: std::ops::RangeInclusive<usize> = 60..=110;

impl Story {
    /// Leaves lines out as fields.
    pub(super) fn fields(&mut self, lines: &[Line<'_>]) {
        self.leave(lines, FIELD);
    }

    /// Leaves lines out that are about the whole file.
    pub(super) fn cover(&mut self, lines: &[Line<'_>]) {
        self.leave(lines, COVER);
    }

    fn leave(&mut self, lines: &[Line<'_>], rule: &'static str) {
        self.blocks.extend(lines.iter().filter(|line| !line.text.is_empty()).map(|line| Block {
            line: line.number,
            text: line.text.to_owned(),
            fate: BlockFate::Dropped(rule),
        }));
    }

    /// Adds running text, a line a paragraph.
    pub(super) fn text(&mut self, lines: &[Line<'_>]) {
        let filled = lines.iter().filter(|line| !line.text.is_empty());
        self.blocks.extend(filled.map(|line| Block {
            line: line.number,
            text: line.text.to_owned(),
            fate: BlockFate::Text,
        }));
    }

    /// Adds running text whose paragraphs were broken into lines of one width.
    pub(super) fn broken_text(&mut self, lines: &[Line<'_>]) {
        let width = lines.iter().map(|line| line.text.chars().count()).max().unwrap_or(0);
        if !WIDTHS.contains(&width) {
            return self.text(lines);
        }
        let mut before = 0;
        for line in lines {
            let n_letters = line.text.chars().count();
            let n_first = line.text.split_whitespace().next().map_or(0, |word| word.chars().count());
            // The line above ended because this one's first word found no room there.
            let goes_on = before > 0 && n_first > 0 && before + 1 + n_first > width;
            before = n_letters;
            match self.blocks.last_mut() {
                Some(block) if goes_on => {
                    block.text.push(' ');
                    block.text.push_str(line.text);
                }
                _ => self.text(std::slice::from_ref(line)),
            }
        }
    }

    /// Adds running text that begins behind a label in its first line.
    pub(super) fn labelled_text(&mut self, lines: &[Line<'_>], text: &str) {
        let Some((first, rest)) = lines.split_first() else { return };
        let label = first.text.strip_suffix(text).unwrap_or(first.text).trim_end();
        self.fields(&[Line { number: first.number, text: label }]);
        self.text(&[Line { number: first.number, text }]);
        self.text(rest);
    }

    /// Names a line that nobody knows, and leaves it out.
    pub(super) fn unknown(&mut self, line: Line<'_>) {
        let words: String = line.text.chars().take(60).collect();
        let what = format!("“{words}” is no part of the article that is known here");
        self.issues.push((line.number, what, "It was left out; look whether the text is whole."));
        self.fields(&[line]);
    }

    /// Says that something is missing.
    pub(super) fn missing(&mut self, line: u32, what: &str, todo: &'static str) {
        self.issues.push((line, what.to_owned(), todo));
    }
}

/// The lines of a text, `\n` or `\r\n` between them.
pub(super) fn lines_of(text: &str) -> Vec<Line<'_>> {
    let is_blank = |c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}';
    let lines = text.split('\n').enumerate();
    lines.map(|(ix, line)| Line { number: ix as u32 + 1, text: line.trim_matches(is_blank) }).collect()
}

/// The number of `3 of 20 DOCUMENTS`, `Document 3 of 20`, `Dokument 3 von 20`, `Document 3 de 20`.
pub(super) fn numbered(line: &str) -> Option<u32> {
    if line.len() > 40 {
        return None;
    }
    let is_word = |word: &str, known: &[&str]| known.iter().any(|known| word.eq_ignore_ascii_case(known));
    let words: Vec<&str> = line.split_whitespace().collect();
    let (number, of, total) = match words[..] {
        [word, number, of, total] if is_word(word, &["Document", "Dokument", "Documento"]) => (number, of, total),
        [number, of, total, word] if is_word(word, &["DOCUMENTS", "DOCUMENT"]) => (number, of, total),
        _ => return None,
    };
    let number: u32 = number.parse().ok()?;
    (is_word(of, &["of", "von", "de", "di"]) && total.parse::<u32>().is_ok()).then_some(number)
}

/// The label before the first colon, if it looks like one, and what is behind it: `Load-Date`, `January 11`.
pub(super) fn labelled(line: &str) -> Option<(&str, &str)> {
    let (label, value) = line.split_once(':')?;
    let is_label = (2..=32).contains(&label.len())
        && label.starts_with(char::is_uppercase)
        && label.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '/' | '(' | ')'))
        && label.split_whitespace().count() <= 4;
    is_label.then(|| (label.trim_end(), value.trim()))
}

/// What stands behind any of `labels`, capitals and small letters alike.
pub(super) fn value_of<'a>(line: &'a str, labels: &[&str]) -> Option<&'a str> {
    let (label, value) = labelled(line)?;
    labels.iter().any(|known| known.eq_ignore_ascii_case(label)).then_some(value)
}

/// The lines in one, blanks between them.
pub(super) fn joined(lines: &[Line<'_>]) -> String {
    let texts: Vec<&str> = lines.iter().map(|line| line.text).filter(|text| !text.is_empty()).collect();
    texts.join(" ")
}

/// Whether the line says whose the article is.
pub(super) fn is_copyright(line: &str) -> bool {
    let is_said = ["©", "(c)", "(C)", "Copyright", "COPYRIGHT"].iter().any(|start| line.starts_with(start));
    is_said || line.trim_end_matches('.').eq_ignore_ascii_case("All Rights Reserved")
}

/// A byline without its first word.
pub(super) fn writer(byline: &str) -> String {
    let rest =
        byline.split_once(' ').filter(|(by, _)| ["by", "von", "par", "por"].iter().any(|s| by.eq_ignore_ascii_case(s)));
    rest.map_or(byline, |(_, name)| name.trim()).to_owned()
}
