//! LexisNexis and Nexis Uni. Both name their fields before and behind the text; they differ in what comes first.
//!
//! The older export begins an article with `3 of 20 DOCUMENTS`, then outlet, day and headline, each a paragraph;
//! `LENGTH:` ends the fields. The newer one, a word processor's file saved as text, has headline, outlet and day, one a
//! line, then the fields; `Body` begins the text and `End of Document` ends the article.

use super::Layout;
use super::dates;
use super::story::{Line, Story, is_copyright, joined, labelled, numbered, value_of, writer};
use std::ops::Range;

/// Reads what LexisNexis writes.
pub(super) struct Nexis;

const END: &str = "End of Document";
const BODY: &str = "Body";
const LENGTH: &[&str] = &["LENGTH", "LÄNGE", "LNGE", "LONGUEUR"];
const BYLINE: &[&str] = &["BYLINE", "AUTOR", "AUTEUR", "VON"];
const TITLE: &[&str] = &["HEADLINE", "TITLE"];
const LANGUAGE: &[&str] = &["LANGUAGE", "SPRACHE", "LANGUE"];
/// Other fields above the text.
const ABOVE: &[&str] = &[
    "SECTION",
    "RUBRIK",
    "RUBRIQUE",
    "DATELINE",
    "HIGHLIGHT",
    "SHOW",
    "ANCHORS",
    "GUESTS",
    "SERIES",
    "COLUMN",
    "COPYRIGHT",
    "BODY",
    "LOAD-DATE",
    "CONTACT",
    "DISTRIBUTION",
];
/// Fields below the text that prose does not begin a line with, as they are written there.
const BELOW: &[&str] = &[
    "LOAD-DATE",
    "Load-Date",
    "LANGUAGE",
    "SPRACHE",
    "LANGUE",
    "PUBLICATION-TYPE",
    "ZEITUNGS-CODE",
    "TYPE-PUBLICATION",
    "GRAPHIC",
    "GRAFIK",
    "GRAPHIQUE",
    "JOURNAL-CODE",
    "DISTRIBUTION",
    "UPDATE",
    "ACC-NO",
];
/// Fields below the text that may stand above those.
const BESIDE: &[&str] = &[
    "SUBJECT",
    "TYPE",
    "NOTES",
    "CORRECTION",
    "CORRECTION-DATE",
    "COMPANY",
    "ORGANIZATION",
    "PERSON",
    "GEOGRAPHIC",
    "COUNTRY",
    "STATE",
    "CITY",
    "INDUSTRY",
    "TICKER",
    "DOCUMENT-TYPE",
    "URL",
    "COPYRIGHT",
    "SERIES",
];
/// What the newer export calls its parts below the text, alone on a line.
const PARTS: &[&str] = &["Classification", "Graphic", "Notes", "Correction"];

impl Layout for Nexis {
    fn name(&self) -> &'static str {
        "a Nexis export"
    }

    fn words(&self) -> &'static [&'static str] {
        &["DOCUMENT", "Document ", "Dokument ", END]
    }

    fn recognizes(&self, lines: &[Line<'_>]) -> bool {
        let has = |fits: &dyn Fn(&str) -> bool| lines.iter().any(|line| fits(line.text));
        let is_counted = has(&|line| numbered(line).is_some());
        let has_length =
            has(&|line| value_of(line, LENGTH).is_some_and(|words| words.starts_with(|c: char| c.is_ascii_digit())));
        let has_load = has(&|line| value_of(line, &["LOAD-DATE"]).is_some());
        let has_body = has(&|line| line == BODY || value_of(line, &["BODY"]).is_some());
        let ends = has(&|line| line.eq_ignore_ascii_case(END));
        (is_counted && (has_length || has_load)) || (ends && (has_length || has_load || has_body))
    }

    fn cut(&self, lines: &[Line<'_>]) -> Vec<Range<usize>> {
        let mut starts: Vec<usize> = (0..lines.len()).filter(|&ix| numbered(lines[ix].text).is_some()).collect();
        if starts.is_empty() {
            let is_end = |ix: &usize| lines[*ix].text.eq_ignore_ascii_case(END);
            starts = (0..lines.len()).filter(is_end).map(|ix| ix + 1).collect();
            // Behind the last one only empty lines follow, or an article that was cut off.
            let has_rest = starts.last().is_some_and(|&last| lines[last..].iter().any(|line| !line.text.is_empty()));
            if !has_rest {
                starts.pop();
            }
            starts.insert(0, 0);
        }
        starts[0] = 0;
        let ends = starts.iter().skip(1).copied().chain([lines.len()]);
        starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
    }

    fn read(&self, lines: &[Line<'_>], story: &mut Story) {
        let begin = lines.iter().position(|line| numbered(line.text).is_some()).map_or(0, |at| at + 1);
        // Newer files have the number of the page above the headline.
        let is_cover = |line: &Line<'_>| line.text.is_empty() || is_page(line.text);
        let n_above = lines[begin..].iter().position(|line| !is_cover(line)).unwrap_or(0);
        let begin =
            begin + lines[begin..][..n_above].iter().rposition(|line| is_page(line.text)).map_or(0, |at| at + 1);
        story.cover(&lines[..begin]);
        let lines = &lines[begin..];
        let end = lines.iter().position(|line| line.text.eq_ignore_ascii_case(END)).unwrap_or(lines.len());
        let is_body = |line: &Line<'_>| line.text == BODY || value_of(line.text, &["BODY"]).is_some();
        let from = match lines[..end].iter().position(is_body) {
            Some(body) if lines[body].text == BODY => {
                read_newer(&lines[..body], story);
                story.fields(&lines[body..=body]);
                body + 1
            }
            Some(body) => {
                read_older(&lines[..body], story);
                body
            }
            None => {
                let above = fields_end(&lines[..end], story);
                read_older(&lines[..above], story);
                above
            }
        };
        let below = text_end(&lines[from..end]) + from;
        let body = &lines[from..below];
        match body.first().and_then(|line| value_of(line.text, &["BODY"])) {
            Some(text) => story.labelled_text(body, text),
            None => story.broken_text(body),
        }
        read_below(&lines[below..end], story);
        story.cover(&lines[end..]);
    }
}

/// Where the older export's fields end: behind the last one above the text.
fn fields_end(lines: &[Line<'_>], story: &mut Story) -> usize {
    let is_field = |line: &Line<'_>| is_above(line.text) || is_copyright(line.text);
    let length = lines.iter().position(|line| value_of(line.text, LENGTH).is_some());
    let Some(mut at) = length.or_else(|| lines.iter().position(|line| is_above(line.text))) else {
        let first = lines.iter().find(|line| !line.text.is_empty()).map_or(1, |line| line.number);
        story.missing(first, "expected a line LENGTH: above the text", "Look at where the text begins.");
        // Outlet, day, headline.
        return paragraphs(lines).get(2).map_or(0, |third| third.end);
    };
    loop {
        at += lines[at..].iter().take_while(|line| !line.text.is_empty()).count();
        match lines[at..].iter().position(|line| !line.text.is_empty()).map(|n| at + n) {
            Some(next) if is_field(&lines[next]) => at = next,
            _ => return at,
        }
    }
}

/// `Page 1 of 2`, in the languages whose fields are known.
fn is_page(line: &str) -> bool {
    let words: Vec<&str> = line.split_ascii_whitespace().collect();
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    match words[..] {
        ["Page" | "Seite", n, "of" | "von" | "de" | "sur", of] => is_number(n) && is_number(of),
        _ => false,
    }
}

fn is_above(line: &str) -> bool {
    [LENGTH, BYLINE, TITLE, ABOVE].iter().any(|labels| value_of(line, labels).is_some())
}

/// Outlet, day and headline, a paragraph each; fields among and below them.
fn read_older(lines: &[Line<'_>], story: &mut Story) {
    let (fields, loose): (Vec<_>, Vec<_>) = paragraphs(lines).into_iter().partition(|paragraph| {
        let first = lines[paragraph.start].text;
        is_above(first) || is_copyright(first) || labelled_in_capitals(first)
    });
    for paragraph in fields {
        read_field(&lines[paragraph], story);
    }
    let dated = |paragraph: &Range<usize>| lines[paragraph.clone()].iter().find_map(|line| dates::day(line.text));
    let begins = |paragraph: &Range<usize>| dates::first_day(lines[paragraph.start].text);
    let found = loose.iter().position(|paragraph| dated(paragraph).is_some());
    let found = found.or_else(|| loose.iter().position(|paragraph| begins(paragraph).is_some()));
    let (above, below) = match found {
        Some(day) => {
            story.metadata.date = dated(&loose[day]).or_else(|| begins(&loose[day])).unwrap_or_default();
            story.fields(&lines[loose[day].clone()]);
            (&loose[..day], &loose[day + 1..])
        }
        None => {
            let first = lines.first().map_or(1, |line| line.number);
            story.missing(first, "expected a day below the outlet's name", "Give the article its date.");
            loose.split_at(loose.len().min(1))
        }
    };
    let mut set = |place: fn(&mut Story) -> &mut String, paragraphs: &[Range<usize>]| {
        for paragraph in paragraphs {
            let lines = &lines[paragraph.clone()];
            if place(story).is_empty() {
                *place(story) = joined(lines);
                story.fields(lines);
            } else {
                lines.iter().for_each(|line| story.unknown(*line));
            }
        }
    };
    set(|story| &mut story.metadata.outlet, above);
    set(|story| &mut story.metadata.title, below);
}

/// Headline, outlet and day, one a line; then fields.
fn read_newer(lines: &[Line<'_>], story: &mut Story) {
    let known = |line: &Line<'_>| is_above(line.text) || is_copyright(line.text);
    let head_end = lines.iter().position(known).unwrap_or(lines.len());
    let head: Vec<Line<'_>> = lines[..head_end].iter().copied().filter(|line| !line.text.is_empty()).collect();
    let day = head.iter().rposition(|line| dates::day(line.text).is_some());
    let day = day.or_else(|| head.iter().rposition(|line| dates::first_day(line.text).is_some()));
    let cover = head.iter().any(|line| is_cover(line.text));
    if let Some(day) = day {
        story.metadata.date = head[day].text.to_owned();
    } else {
        let first = head.first().map_or(1, |line| line.number);
        story.missing(first, "expected a day below the outlet's name", "Give the article its date.");
    }
    // Without a day: headline, then outlet.
    let outlet = day.map_or(1, |day| day.saturating_sub(1));
    if day != Some(0) {
        story.metadata.outlet = head.get(outlet).map(|line| line.text.to_owned()).unwrap_or_default();
    }
    let title_end = outlet.min(head.len());
    // Below a cover only the line above the outlet is sure to be of this article.
    let title = if cover { title_end.saturating_sub(1) } else { 0 };
    story.metadata.title = joined(&head[title..title_end]);
    story.cover(&head[..title]);
    story.fields(&head[title..]);
    for paragraph in fields(&lines[head_end..]) {
        read_field(&lines[head_end..][paragraph], story);
    }
}

/// What is above the first article of a newer export.
fn is_cover(line: &str) -> bool {
    let is_count = |rest: &str| rest.ends_with(')') && rest.trim_end_matches(')').parse::<u32>().is_ok();
    ["Date and Time:", "Job Number:", "User Name:"].iter().any(|start| line.starts_with(start))
        || line.strip_prefix("Documents (").or_else(|| line.strip_prefix("Document (")).is_some_and(is_count)
}

/// One field, whose value may go on in further lines.
fn read_field(lines: &[Line<'_>], story: &mut Story) {
    let Some(first) = lines.first() else { return };
    let value = |labels: &[&str]| {
        let first = value_of(first.text, labels)?;
        Some([first, &joined(&lines[1..])].join(" ").trim().to_owned())
    };
    if let Some(name) = value(BYLINE) {
        story.metadata.author = writer(&name);
    } else if let Some(title) = value(TITLE) {
        story.metadata.title = title;
    } else if let Some(language) = value(LANGUAGE) {
        story.metadata.lang = language;
    } else if let Some(url) = value(&["URL"]) {
        story.metadata.url = url;
    } else if !is_known(first.text) && !is_copyright(first.text) {
        return lines.iter().for_each(|line| story.unknown(*line));
    }
    story.fields(lines);
}

fn is_known(line: &str) -> bool {
    [LENGTH, ABOVE, BELOW, BESIDE].iter().any(|labels| value_of(line, labels).is_some())
}

/// Where the text ends: at the first field below it.
fn text_end(lines: &[Line<'_>]) -> usize {
    let is_sure = |line: &Line<'_>| {
        labelled(line.text).is_some_and(|(label, _)| BELOW.contains(&label)) || PARTS.contains(&line.text)
    };
    let sure = lines.iter().position(is_sure);
    let mut end = sure.or_else(|| lines.iter().rposition(|line| is_copyright(line.text))).unwrap_or(lines.len());
    for paragraph in paragraphs(&lines[..end]).into_iter().rev() {
        let first = lines[paragraph.start].text;
        let is_beside = labelled(first).is_some_and(|(label, _)| BESIDE.contains(&label));
        if !is_beside && !is_copyright(first) {
            break;
        }
        end = paragraph.start;
    }
    end
}

/// The fields below the text.
fn read_below(lines: &[Line<'_>], story: &mut Story) {
    for paragraph in fields(lines) {
        let lines = &lines[paragraph];
        let first = lines[0].text;
        // Words of a picture or a note go on over paragraphs.
        if labelled_in_capitals(first) || value_of(first, &[LANGUAGE, &["URL"]].concat()).is_some() {
            read_field(lines, story);
        } else {
            story.fields(lines);
        }
    }
}

/// Whether it is a field of the older export, known or not.
fn labelled_in_capitals(line: &str) -> bool {
    labelled(line).is_some_and(|(label, _)| !label.chars().any(char::is_lowercase) && !label.contains(' '))
}

/// Runs of lines that are not empty.
fn paragraphs(lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    for (ix, _) in lines.iter().enumerate().filter(|(_, line)| !line.text.is_empty()) {
        match all.last_mut() {
            Some(last) if last.end == ix => last.end = ix + 1,
            _ => all.push(ix..ix + 1),
        }
    }
    all
}

/// As paragraphs, but a line with a label begins one of its own.
fn fields(lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    for paragraph in paragraphs(lines) {
        let mut start = paragraph.start;
        for ix in paragraph.clone().skip(1) {
            if is_known(lines[ix].text) || is_above(lines[ix].text) || is_copyright(lines[ix].text) {
                all.push(start..ix);
                start = ix;
            }
        }
        all.push(start..paragraph.end);
    }
    all
}
