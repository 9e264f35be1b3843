//! What is shown of opened files: lines for a person, made when they are drawn, so that they never tell more than the
//! coder may see at that moment.
//!
//! While outlets are hidden, names of files of articles, what a file says of its rows and words without a place are
//! kept back: any of them may name an outlet, and there is no article to tell which words to cover. Titles and
//! sentences are those of the shown copies. What another coder said is never told, only that it has its place.

use super::blind::readable;
use super::import_report::{FileKind, FileReport};
use super::session::Session;
use super::update::Action;
use super::words::counted;
use crate::format::project::Realigned;

/// What is shown of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileLines {
    /// Its name, or its number where the name is kept back.
    pub name: String,
    /// What became of it, a sentence each.
    pub summary: Vec<String>,
    /// Annotations that their quotes placed.
    pub realigned: Vec<PlaceLine>,
    /// Annotations without a place: the words, and why.
    pub unplaced: Vec<(String, String)>,
    /// Rows repaired or left out: where in the file, and what.
    pub issues: Vec<(String, String)>,
    /// What of the lists is not shown, in words; empty if nothing.
    pub more: String,
}

/// An annotation that has another place than its file said.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceLine {
    /// Of this article.
    pub article: String,
    /// The sentence it is in.
    pub sentence: String,
    /// Whose it is.
    pub coder: String,
    /// Goes there; `None` while the article is being read or is gone.
    pub go: Option<Action>,
}

/// Stands for words that may name an outlet.
const KEPT_BACK: &str = "Not shown while outlets are hidden";

/// Longest part of a sentence that is shown, in characters.
const SENTENCE_CHARS: usize = 160;

/// What is shown of the files opened last; none if that was put away.
pub fn import_lines(session: &Session) -> Vec<FileLines> {
    let reports = session.import_report().map_or(&[][..], |reports| reports);
    reports.iter().enumerate().map(|(ix, report)| lines_of(session, ix, report)).collect()
}

fn lines_of(session: &Session, ix: usize, report: &FileReport) -> FileLines {
    let is_blind = session.is_outlet_blind();
    let account = &report.account;
    let keep_back = |text: String| if is_blind { KEPT_BACK.to_owned() } else { text };
    let unplaced = account.unplaced.iter().map(|lost| {
        let quote = if lost.quote.is_empty() { "No words quoted".to_owned() } else { format!("“{}”", lost.quote) };
        (keep_back(quote), lost.why.to_string())
    });
    let issues = report.issues.iter().map(|issue| {
        let line = issue.line.map(|line| format!("Line {line}"));
        let column = issue.column.filter(|_| line.is_some()).map(|column| format!(", column {column}"));
        let place = line.map_or_else(|| "The file".to_owned(), |line| line + &column.unwrap_or_default());
        (place, format!("{}. {}", keep_back(issue.what.clone()), issue.todo).trim_end().to_owned())
    });
    let n_more = [
        (account.tally.n_realigned as usize).saturating_sub(account.realigned.len()),
        (account.tally.n_unplaced as usize).saturating_sub(account.unplaced.len()),
        (report.n_issues as usize).saturating_sub(report.issues.len()),
    ];
    let more = n_more.iter().sum::<usize>();
    FileLines {
        // A project file goes by its coder's name as a rule; one of articles by its outlet's.
        name: if is_blind { format!("File {}", ix + 1) } else { report.file.to_string() },
        summary: summary(report),
        realigned: account.realigned.iter().map(|realigned| place_line(session, realigned)).collect(),
        unplaced: unplaced.collect(),
        issues: issues.collect(),
        more: if more == 0 { String::new() } else { format!("And {more} more, which are not listed.") },
    }
}

/// What became of a file, in sentences.
fn summary(report: &FileReport) -> Vec<String> {
    let account = &report.account;
    let tally = account.tally;
    let mut told = Vec::new();
    let n_articles = account.n_matched + account.n_new;
    if n_articles > 0 || report.kind == FileKind::Articles {
        let here = match account.n_matched {
            0 => String::new(),
            n => format!(", {n} here already with the same text"),
        };
        told.push(format!("{}: {} new{here}.", count(n_articles, "article"), account.n_new));
    }
    if report.kind == FileKind::Project {
        let parts = [
            (tally.n_added, "added"),
            (tally.n_same, "here already"),
            (tally.n_newer, "instead of an earlier one"),
            (tally.n_older, "earlier than what is here and left out"),
            (tally.n_unplaced, "not placed"),
        ];
        let parts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        let colon = if parts.is_empty() { "" } else { ": " };
        told.push(format!("{}{colon}{}.", count(tally.n_rows(), "annotation"), parts.join(", ")));
        if tally.n_realigned > 0 {
            let n = tally.n_realigned;
            let were = if n == 1 { "was" } else { "were" };
            told.push(format!(
                "{n} of these {were} realigned by quotation: the words stand elsewhere than the file says."
            ));
        }
        if tally.n_found > 0 {
            let n = count(tally.n_found, "annotation");
            told.push(format!("{n} of earlier files found their place in its texts."));
        }
    }
    if !account.coders.is_empty() {
        told.push(format!("New coders: {}.", account.coders.join(", ")));
    }
    if let Some(version) = account.codebook {
        told.push(format!("The codebook changed; it is version {version} now."));
    }
    if account.has_plan {
        told.push("Its assignments and its setting for hiding outlets hold now.".to_owned());
    }
    if account.n_entities > 0 {
        told.push(format!("{} as others named, merged or removed them.", count(account.n_entities, "named thing")));
    }
    told
}

/// An annotation's place, as it may be shown now.
pub(super) fn place_line(session: &Session, realigned: &Realigned) -> PlaceLine {
    let Realigned { article, span, coder } = realigned;
    let article_ix = session.article_ix(article);
    let found = article_ix.and_then(|ix| {
        let state = &session.articles()[ix];
        state.document.as_ref()?;
        let sentence_ix = state.sentence_at(span.start);
        let text = readable(state.sentence(sentence_ix)?.of(&state.article.text)).into_owned();
        Some((sentence_ix, text))
    });
    PlaceLine {
        article: article_ix.map_or_else(|| "An article that is gone".to_owned(), |ix| session.article_name(ix)),
        sentence: found.as_ref().map_or_else(String::new, |(_, text)| cut(text)),
        coder: session.coder_name(coder).to_string(),
        go: found.map(|(sentence_ix, _)| Action::GoTo { article: article.clone(), sentence_ix }),
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(SENTENCE_CHARS) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

fn count(n: u32, one: &str) -> String {
    counted(n as usize, one, &format!("{one}s"))
}
