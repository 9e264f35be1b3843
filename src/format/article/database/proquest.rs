//! ProQuest's text export: articles between lines of underscores, each with its headline, its fields one a paragraph,
//! the text behind `Full text:`, and more fields below it.

use super::Layout;
use super::story::{Line, Story, joined, labelled, numbered, value_of};
use std::ops::Range;

/// Reads what ProQuest writes.
pub(super) struct ProQuest;

const FULL_TEXT: &[&str] = &["Full text"];
/// Every field that such files are known to have.
const KNOWN: &[&str] = &[
    "Abstract",
    "Abstract (English)",
    "Accession number",
    "Alternate title",
    "Author",
    "Author affiliation",
    "Business indexing term",
    "CODEN",
    "Classification",
    "Column",
    "Company",
    "Company / organization",
    "Copyright",
    "Correspondence author",
    "Country of publication",
    "Credit",
    "DOI",
    "Database",
    "Dateline",
    "Document feature",
    "Document type",
    "Document URL",
    "Edition",
    "First page",
    "Full text",
    "Identifier / keyword",
    "Illustration",
    "Image",
    "ISSN",
    "Issue",
    "Language",
    "Language of publication",
    "Last page",
    "Last updated",
    "Links",
    "Location",
    "Manufacturer",
    "Number of pages",
    "Number of references",
    "Pages",
    "People",
    "Place of publication",
    "Product",
    "Product name",
    "ProQuest document ID",
    "Publication date",
    "Publication info",
    "Publication subject",
    "Publication title",
    "Publication year",
    "Publisher",
    "Release date",
    "Section",
    "Series",
    "Series title",
    "Source type",
    "Start page",
    "Subject",
    "Supplement",
    "Title",
    "Volume",
    "Word count",
];

/// Fields that every article has below its text, and no text.
const SURE: &[&str] =
    &["Publication title", "Publication date", "Publication year", "ProQuest document ID", "Document URL"];

impl Layout for ProQuest {
    fn name(&self) -> &'static str {
        "a ProQuest export"
    }

    fn words(&self) -> &'static [&'static str] {
        &["ProQuest", "Publication title:", "Publication info:"]
    }

    fn recognizes(&self, lines: &[Line<'_>]) -> bool {
        let has = |labels: &[&str]| lines.iter().any(|line| value_of(line.text, labels).is_some());
        let is_cut = lines.iter().any(|line| is_rule(line.text));
        has(FULL_TEXT)
            && (has(&["ProQuest document ID"])
                || (is_cut && has(&["Publication title", "Publication info", "Document URL"])))
    }

    fn cut(&self, lines: &[Line<'_>]) -> Vec<Range<usize>> {
        let rules = (0..lines.len()).filter(|&ix| is_rule(lines[ix].text));
        let starts: Vec<usize> = [0].into_iter().chain(rules).collect();
        let ends = starts.iter().skip(1).copied().chain([lines.len()]);
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let mut waiting = 0;
        for (start, end) in starts.iter().copied().zip(ends) {
            // The report above the first article and the address below the last have no fields of an article.
            let is_article = lines[start..end].iter().filter(|line| is_field(line.text)).count() >= 2;
            if is_article {
                ranges.push(waiting..end);
            } else if let Some(last) = ranges.last_mut() {
                last.end = end;
            }
            waiting = ranges.last().map_or(0, |last| last.end);
        }
        ranges
    }

    fn read(&self, lines: &[Line<'_>], story: &mut Story) {
        let first_field = lines.iter().position(|line| is_field(line.text)).unwrap_or(lines.len());
        let above = lines[..first_field].iter().rposition(|line| is_rule(line.text) || numbered(line.text).is_some());
        let begin = above.map_or(0, |at| at + 1);
        let close = lines[first_field..].iter().position(|line| is_rule(line.text));
        let end = close.map_or(lines.len(), |at| first_field + at);
        story.cover(&lines[..begin]);
        let heading = &lines[begin..first_field];
        story.metadata.title = joined(heading);
        story.fields(heading);
        let lines_of = &lines[..end];
        match (first_field..end).find(|&ix| value_of(lines[ix].text, FULL_TEXT).is_some()) {
            Some(text) => {
                read_fields(&lines_of[first_field..text], story);
                let below = text + 1 + text_end(&lines_of[text + 1..]);
                let first = value_of(lines[text].text, FULL_TEXT).unwrap_or("");
                story.labelled_text(&lines[text..below], first);
                read_fields(&lines_of[below..], story);
            }
            None => read_fields(&lines_of[first_field..], story),
        }
        story.cover(&lines[end..]);
    }
}

/// A line that parts articles.
fn is_rule(line: &str) -> bool {
    line.len() >= 20 && line.bytes().all(|byte| byte == b'_')
}

fn is_field(line: &str) -> bool {
    value_of(line, KNOWN).is_some()
}

/// Where the text ends: at the first field from which one field follows the other up to one that no text has.
fn text_end(lines: &[Line<'_>]) -> usize {
    let mut end = lines.len();
    // Whether fields lead from here to a sure one.
    let mut leads = false;
    for ix in (0..lines.len()).rev().filter(|&ix| !lines[ix].text.is_empty()) {
        leads = value_of(lines[ix].text, SURE).is_some() || (leads && begins_field(lines, ix));
        if leads && is_field(lines[ix].text) {
            end = ix;
        }
    }
    end
}

/// Fields, each with the lines up to the next.
fn read_fields(lines: &[Line<'_>], story: &mut Story) {
    let mut at = 0;
    while at < lines.len() {
        let next = (at + 1..lines.len()).find(|&ix| begins_field(lines, ix)).unwrap_or(lines.len());
        read_field(&lines[at..next], story);
        at = next;
    }
}

/// A known field anywhere, another one below an empty line.
fn begins_field(lines: &[Line<'_>], ix: usize) -> bool {
    let is_below = ix.checked_sub(1).is_none_or(|above| lines[above].text.is_empty());
    is_field(lines[ix].text) || (is_below && labelled(lines[ix].text).is_some())
}

fn read_field(lines: &[Line<'_>], story: &mut Story) {
    let first = lines[0];
    if first.text.is_empty() {
        return story.fields(lines);
    }
    let rest = joined(&lines[1..]);
    let value = |label: &str| {
        let first = value_of(first.text, &[label])?;
        Some([first, &rest].join(" ").trim().to_owned()).filter(|value| !value.is_empty())
    };
    let metadata = &mut story.metadata;
    if let Some(title) = value("Title") {
        metadata.title = title;
    } else if let Some(author) = value("Author") {
        metadata.author = author;
    } else if let Some(outlet) = value("Publication title") {
        // Behind a semicolon is where it appears.
        metadata.outlet = outlet.split(';').next().unwrap_or("").trim().to_owned();
    } else if let Some(info) = value("Publication info").filter(|_| metadata.outlet.is_empty()) {
        metadata.outlet = info.split([';', '[']).next().unwrap_or("").trim().to_owned();
    } else if let Some(date) = value("Publication date") {
        metadata.date = date;
    } else if let Some(url) = value("Document URL") {
        metadata.url = url;
    } else if let Some(language) = value("Language of publication").or_else(|| value("Language")) {
        metadata.lang = language;
    } else if !is_field(first.text) {
        story.unknown(first);
        return story.fields(&lines[1..]);
    }
    story.fields(lines);
}
