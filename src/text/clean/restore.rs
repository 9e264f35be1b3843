//! The inverse of cleaning a line-based text.

use super::draft::JOINED;
use super::rules;
use crate::text::order;

/// One line of the record, as [`restore`] needs it.
#[derive(Clone, Copy, Debug)]
pub struct Removed<'a> {
    /// Name of the rule.
    pub rule: &'a str,
    /// 1-based line of the original.
    pub line: u32,
    /// How many lines it is the record of.
    pub n_lines: u32,
    /// From one of them to the next.
    pub step: u32,
    /// The line as it stood.
    pub text: &'a str,
    /// Whether a part of the line is in the text.
    pub is_kept: bool,
}

/// The original, byte for byte, from the cleaned texts of all its articles in order, each with its record.
pub fn restore<'a>(articles: impl IntoIterator<Item = (&'a str, Vec<Removed<'a>>)>) -> String {
    let mut separator = "\n";
    let mut removed = Vec::new();
    let mut kept_lines = Vec::new();
    for (text, record) in articles {
        for entry in record {
            if entry.rule == rules::line_ends::RULE.name {
                separator = entry.text;
            } else {
                let lines = (0..entry.n_lines).map(|nth| entry.line.saturating_add(nth.saturating_mul(entry.step)));
                removed.extend(lines.map(|line| Removed { line, ..entry }));
            }
        }
        if !text.is_empty() {
            kept_lines.extend(text.split('\n'));
        }
    }
    // Records stand where their first line is.
    order::sort_by(&mut removed, |a, b| a.line.cmp(&b.line));
    let mut removed = removed.into_iter().peekable();
    let mut kept_lines = kept_lines.into_iter().peekable();
    let mut original = String::new();
    let mut number = 1;
    while removed.peek().is_some() || kept_lines.peek().is_some() {
        if number > 1 {
            original.push_str(separator);
        }
        let line = match removed.next_if(|entry| entry.line <= number) {
            Some(entry) => {
                // The words of a joined line belong to a line that was taken before.
                if entry.is_kept && entry.rule != JOINED {
                    kept_lines.next();
                }
                entry.text
            }
            None => kept_lines.next().unwrap_or(""),
        };
        original.push_str(line);
        number += 1;
    }
    original
}
