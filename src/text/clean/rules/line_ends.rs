//! Splits the text into lines and remembers how they ended.

use crate::text::clean::Rule;
use crate::text::clean::draft::{Draft, Line};

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "line-ends",
    reason: "Windows and old Macintosh files end their lines differently; offsets must not depend on it",
    apply,
};

fn apply(draft: &mut Draft<'_>) {
    let original = draft.lines[0].raw();
    draft.separator = separator_of(original);
    // Split at one character, which is ten times as fast as at a text of two.
    let last = if draft.separator == "\r" { '\r' } else { '\n' };
    let mut parts = original.split(last).zip(1..).peekable();
    draft.lines.clear();
    while let Some((line, number)) = parts.next() {
        let has_end = draft.separator == "\r\n" && parts.peek().is_some();
        let line = if has_end { line.strip_suffix('\r').unwrap_or(line) } else { line };
        draft.lines.push(Line::new(number, line));
    }
}

/// `\r\n` only if every `\n` has its `\r`: a file of mixed ends is split at `\n`, and the rest is white space.
fn separator_of(text: &str) -> &'static str {
    let bytes = text.as_bytes();
    match bytes.iter().position(|&b| b == b'\n') {
        None if bytes.contains(&b'\r') => "\r",
        None => "\n",
        Some(_) => {
            let is_windows = bytes.iter().enumerate().all(|(at, &b)| b != b'\n' || (at > 0 && bytes[at - 1] == b'\r'));
            if is_windows { "\r\n" } else { "\n" }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::text::clean::clean;

    #[test]
    fn every_kind_of_line_end_gives_the_same_text() {
        for original in [
            "The dam broke.\nNobody was hurt.",
            "The dam broke.\r\nNobody was hurt.",
            "The dam broke.\rNobody was hurt.",
        ] {
            let article = clean(original, "").remove(0);
            assert_eq!(article.text, "The dam broke.\nNobody was hurt.", "{original:?}");
            let n_records = if original.contains('\r') { 1 } else { 0 };
            assert_eq!(article.changes.len(), n_records, "one record for the whole file: {original:?}");
        }
    }

    #[test]
    fn what_follows_the_last_line_end_is_left_as_it_is() {
        let article = clean("The dam broke.\r\nNobody was hurt.\r\n\r", "").remove(0);
        assert_eq!(article.text, "The dam broke.\nNobody was hurt.");
        let dropped: Vec<_> = article.changes.iter().map(|change| (change.line, &*change.text)).collect();
        assert_eq!(dropped, [(1, "\r\n"), (3, "\r")]);
    }

    #[test]
    fn mixed_line_ends_are_recorded_line_by_line() {
        let article = clean("The dam broke.\r\nNobody was hurt.\n", "").remove(0);
        let rules: Vec<_> = article.changes.iter().map(|change| (change.rule, change.line)).collect();
        assert_eq!(rules, [("outer-white-space", 1), ("final-newline", 3)]);
    }
}
