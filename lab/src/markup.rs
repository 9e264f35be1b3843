//! This project's own training texts: `seeds/training/GUIDELINE.md` has the format.

use crate::data::{Problem, Row};
use std::fs;
use std::path::Path;

/// The pieces of a marked file, one row each, paragraphs on lines of their own.
pub(crate) fn read_marked(path: &Path) -> Result<Vec<Row>, Problem> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut rows: Vec<Row> = Vec::new();
    for (nth, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = |why: &str| format!("{}:{}: {why}", path.display(), nth + 1);
        if let Some(header) = line.strip_prefix("==") {
            let fields: Vec<&str> = header.split('|').map(str::trim).collect();
            let [id, _, _] = fields[..] else { return Err(place("a header is \"== id | kind | English\"")) };
            rows.push(Row { id: id.to_owned(), ..Row::default() });
            continue;
        }
        let row = rows.last_mut().ok_or_else(|| place("text before the first \"== id | kind | English\""))?;
        if !row.text.is_empty() {
            row.text.push('\n');
        }
        read_paragraph(line.trim_end(), row).map_err(|why| place(&why))?;
    }
    Ok(rows)
}

/// Appends a marked paragraph to the row's text, and its marks to the row.
fn read_paragraph(line: &str, row: &mut Row) -> Result<(), Problem> {
    let mut at = row.text.chars().count();
    let mut name: Option<(usize, String)> = None;
    let mut quotation: Option<(usize, String)> = None;
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' if rest.starts_with(['[', ']', '{', '}']) => {
                row.text.push_str(&rest[..1]);
                rest = &rest[1..];
                at += 1;
            }
            '[' => {
                let (kind, after) = rest.split_once(' ').ok_or("a mark is [KIND text]")?;
                if name.is_some() || !kind.bytes().all(|b| b.is_ascii_uppercase()) {
                    return Err(format!("a mark is [KIND text], not nested: [{kind}"));
                }
                name = Some((at, kind.to_owned()));
                rest = after;
            }
            ']' => {
                let (start, kind) = name.take().ok_or("] without [")?;
                row.names.push((start, at, kind));
            }
            '{' => {
                let (speaker, after) = rest.split_once('|').ok_or("a quotation is {speaker| text}")?;
                if quotation.is_some() {
                    return Err(format!("a quotation inside a quotation: {{{speaker}|"));
                }
                quotation = Some((at, speaker.trim().to_owned()));
                rest = after.strip_prefix(' ').unwrap_or(after);
            }
            '}' => {
                let (start, speaker) = quotation.take().ok_or("} without {")?;
                row.quotations.push((start, at, speaker));
            }
            _ => {
                row.text.push(c);
                at += 1;
            }
        }
    }
    if name.is_some() || quotation.is_some() {
        return Err("a mark is not closed in its paragraph".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_offsets_in_code_points() {
        let mut row = Row::default();
        read_paragraph("Né, [PER Zoë Ō] said {Zoë Ō| “no \\[sic\\] [GPE Perú]”}.", &mut row)
            .unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(row.text, "Né, Zoë Ō said “no [sic] Perú”.");
        assert_eq!(row.names, [(4, 9, "PER".to_owned()), (25, 29, "GPE".to_owned())]);
        assert_eq!(row.quotations, [(15, 30, "Zoë Ō".to_owned())]);
    }

    #[test]
    fn faults_are_named() {
        for line in ["[PER a", "a]", "[PER a [GPE b]]", "{a “b”}", "{a| {b| c}}"] {
            assert!(read_paragraph(line, &mut Row::default()).is_err(), "{line}");
        }
    }
}
