//! Factiva's text: an article ends with a line `Document` and its accession number. With field labels (`HD`, `LP`,
//! `TD`) the fields are named; without them they are lines in a fixed order around the number of words.

use super::Layout;
use super::dates;
use super::story::{Line, Story, is_copyright, joined, writer};
use std::ops::Range;

/// Reads what Factiva writes.
pub(super) struct Factiva;

/// Labels of fields. `LP` and `TD` are the text.
const LABELS: &[&str] = &[
    "SE", "CLM", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "CX", "ART", "LP",
    "TD", "CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "DLN", "RST", "GC",
];
/// Labels that are English words in capitals: behind a single blank only a name makes them labels.
const NAMED: &[&str] = &["BY", "CT", "ED", "SE", "ART", "PUB"];
/// The same with codes: `IN i814 : Banking`.
const CODED: &[&str] = &["IN", "CO", "RE"];
const DOCUMENT: &[&str] = &["Document", "Dokument", "Documento"];
const UNITS: &[&str] = &["words", "word", "mots", "Wörter", "Worte", "palabras", "parole", "palavras", "woorden"];

impl Layout for Factiva {
    fn name(&self) -> &'static str {
        "a Factiva export"
    }

    fn words(&self) -> &'static [&'static str] {
        &["Document ", "Dokument ", "Documento "]
    }

    fn recognizes(&self, lines: &[Line<'_>]) -> bool {
        let has = |fits: &dyn Fn(&str) -> bool| lines.iter().any(|line| fits(line.text));
        let has_label = |wanted: &str| has(&|line| label(line).is_some_and(|(label, _)| label == wanted));
        has(&ends_article) && (has(&is_count) || (has_label("HD") && (has_label("LP") || has_label("TD"))))
    }

    fn cut(&self, lines: &[Line<'_>]) -> Vec<Range<usize>> {
        let ends: Vec<usize> = (0..lines.len()).filter(|&ix| ends_article(lines[ix].text)).map(|ix| ix + 1).collect();
        let starts = [0].into_iter().chain(ends.iter().copied());
        let mut ranges: Vec<Range<usize>> = starts.zip(ends.iter().copied()).map(|(start, end)| start..end).collect();
        let Some(last) = ranges.last_mut() else { return ranges };
        let rest = last.end..lines.len();
        // An article that was cut off still has its number of words or its headline; terms of use have neither.
        let is_article =
            |line: &Line<'_>| is_count(line.text) || label(line.text).is_some_and(|(label, _)| label == "HD");
        if lines[rest.clone()].iter().any(is_article) {
            ranges.push(rest);
        } else {
            last.end = rest.end;
        }
        ranges
    }

    fn read(&self, lines: &[Line<'_>], story: &mut Story) {
        let end = lines.iter().position(|line| ends_article(line.text));
        if end.is_none() {
            let last = lines.iter().rfind(|line| !line.text.is_empty()).map_or(1, |line| line.number);
            story.missing(
                last,
                "expected a line Document with its number at the end of the article",
                "It may be cut off.",
            );
        }
        let end = end.unwrap_or(lines.len());
        if lines[..end].iter().any(|line| label(line.text).is_some_and(|(label, _)| label == "HD")) {
            read_labelled(&lines[..end], story);
        } else {
            read_plain(&lines[..end], story);
        }
        let number = lines.len().min(end + 1);
        story.fields(&lines[end..number]);
        story.cover(&lines[number..]);
    }
}

/// `Document REUT000020250815el8f000xx`, by itself or behind its label.
fn ends_article(line: &str) -> bool {
    let line = label(line).filter(|(label, _)| *label == "AN").map_or(line, |(_, value)| value);
    let Some((word, number)) = line.split_once(' ') else { return false };
    let number = number.trim();
    DOCUMENT.contains(&word)
        && (16..=48).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && number.bytes().filter(u8::is_ascii_digit).count() >= 8
}

/// `1,234 words`.
fn is_count(line: &str) -> bool {
    let Some((number, unit)) = line.rsplit_once([' ', '\u{a0}']) else { return false };
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ' | '\u{a0}' | '\u{202f}' | '\''));
    is_number && UNITS.contains(&unit)
}

/// The label that a line begins with, and what is behind it.
fn label(line: &str) -> Option<(&str, &str)> {
    let end = line.bytes().take(4).take_while(u8::is_ascii_uppercase).count();
    let (name, rest) = line.split_at(end);
    if !LABELS.contains(&name) {
        return None;
    }
    let value = rest.trim_start();
    let is_wide = rest.is_empty() || rest.starts_with(['\t', '\u{a0}']) || rest.starts_with("  ");
    let is_name = || value.starts_with(char::is_uppercase) && value.chars().nth(1).is_some_and(char::is_lowercase);
    let fits = match name {
        "AN" => ends_article(value),
        _ if CODED.contains(&name) => value.contains(" : "),
        _ if NAMED.contains(&name) => is_name(),
        _ => true,
    };
    let is_said = rest.starts_with(' ') && fits;
    (is_wide || is_said).then_some((name, value))
}

fn read_labelled(lines: &[Line<'_>], story: &mut Story) {
    let starts: Vec<usize> = (0..lines.len()).filter(|&ix| label(lines[ix].text).is_some()).collect();
    story.cover(&lines[..starts.first().copied().unwrap_or(lines.len())]);
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    for (start, end) in starts.iter().copied().zip(ends) {
        let Some((name, value)) = label(lines[start].text) else { continue };
        if matches!(name, "LP" | "TD") {
            story.labelled_text(&lines[start..end], value);
            continue;
        }
        let first = [Line { number: lines[start].number, text: value }];
        let field = [&first, &lines[start + 1..end]].concat();
        let metadata = &mut story.metadata;
        match name {
            "HD" => metadata.title = joined(&field),
            "BY" => metadata.author = writer(&joined(&field)),
            "SN" => metadata.outlet = joined(&field),
            "PD" => metadata.date = joined(&field),
            "LA" => metadata.lang = joined(&field),
            _ => {}
        }
        story.fields(&lines[start..end]);
    }
}

/// Section, headline and byline; number of words, day, time, outlet, code, pages, language, copyright; text.
fn read_plain(lines: &[Line<'_>], story: &mut Story) {
    let Some(count) = lines.iter().position(|line| is_count(line.text)) else {
        let first = lines.iter().find(|line| !line.text.is_empty()).map_or(1, |line| line.number);
        story.missing(
            first,
            "expected a line with the number of words",
            "All its lines came in as text; look at them.",
        );
        return story.text(lines);
    };
    let head: Vec<Line<'_>> = lines[..count].iter().copied().filter(|line| !line.text.is_empty()).collect();
    read_head(&head, story);
    story.fields(&lines[count..=count]);
    let mut at = count + 1;
    let mut seen_language = false;
    // No more lines than these are fields; a copyright is the last of them.
    for _ in 0..MOST_FIELDS {
        let Some(next) = (at..lines.len()).find(|&ix| !lines[ix].text.is_empty()) else { break };
        let line = lines[next];
        let metadata = &mut story.metadata;
        if is_copyright(line.text) {
            story.fields(&lines[at..=next]);
            at = next + 1;
            break;
        }
        if seen_language || is_prose(line.text) {
            break;
        }
        if metadata.date.is_empty() {
            metadata.date = line.text.to_owned();
            if dates::first_day(line.text).is_none() {
                story.missing(line.number, "expected a day below the number of words", "Give the article its date.");
            }
        } else if dates::language(line.text).is_some() && !metadata.outlet.is_empty() {
            metadata.lang = line.text.to_owned();
            seen_language = true;
        } else if metadata.outlet.is_empty() && !is_time(line.text) {
            metadata.outlet = line.text.to_owned();
        }
        story.fields(&lines[at..=next]);
        at = next + 1;
    }
    story.text(&lines[at..]);
}

/// Day, time, outlet, code, edition, page, volume, language, and two more.
const MOST_FIELDS: usize = 10;

/// The longest line is the headline; the section is above it, who wrote it below.
fn read_head(head: &[Line<'_>], story: &mut Story) {
    let by = head.iter().rposition(|line| writer(line.text) != line.text && line.text.len() < 80);
    let titles = &head[..by.filter(|by| *by > 0).unwrap_or(head.len())];
    let Some(longest) = (0..titles.len()).rev().max_by_key(|&ix| titles[ix].text.len()) else { return };
    story.metadata.title = titles[longest].text.to_owned();
    story.metadata.author = writer(&joined(&head[longest + 1..]));
    story.fields(head);
}

fn is_time(line: &str) -> bool {
    line.len() <= 12 && line.contains(':') && line.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether it is a sentence rather than a field.
fn is_prose(line: &str) -> bool {
    line.len() > 80 || (line.ends_with(['.', '!', '?', '”', '"']) && line.split_whitespace().count() > 6)
}
