//! What opened files brought, kept until somebody puts it away: how the worker tells it, and where the page keeps it.
//! What is shown of it is in [`super::import_lines`].

use super::deed::Deed;
use super::panel::Panel;
use super::session::Session;
use super::update::{Action, Change};
use crate::format::Issue;
use crate::format::json::{Fields, Object, push_list, push_text};
use crate::format::project::{Account, NotPlaced, Realigned, Tally};
use crate::format::raw::Raw;
use crate::model::{ArticleId, CoderId};
use crate::text::Span;
use std::rc::Rc;

/// More rows of a kind than these are counted, not told: the file has them all.
pub const MOST_TOLD: usize = 500;

/// Longest quote that is told, in characters.
const QUOTE_CHARS: usize = 160;

/// What one file brought.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileReport {
    /// Its name.
    pub file: Rc<str>,
    /// What kind of file it is.
    pub kind: FileKind,
    /// What became of what is in it.
    pub account: Account,
    /// Of a file of articles: all of them. Which came in is known to the page.
    pub articles: Vec<ArticleId>,
    /// What was left out, repaired or read in a way worth knowing.
    pub issues: Vec<Issue>,
    /// How many issues there are; the last ones may not be told.
    pub n_issues: u32,
}

/// What kind of file was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileKind {
    /// Articles.
    #[default]
    Articles,
    /// A project file, or a part of one.
    Project,
}

impl FileReport {
    /// The report as the worker sends it.
    pub fn encode(&self) -> String {
        let mut out = String::new();
        let mut object = Object::open(&mut out);
        object.text("file", &self.file);
        if self.kind == FileKind::Project {
            object.text("kind", "project");
        }
        let Account { n_matched, n_new, tally, realigned, unplaced, codebook, has_plan, coders, n_entities } =
            &self.account;
        let Tally { n_added, n_same, n_newer, n_older, n_unplaced, n_realigned, n_found } = *tally;
        let plan = u32::from(*has_plan);
        let counts = [*n_matched, *n_new, *n_entities, plan, n_added, n_same, n_newer, n_older, n_unplaced, n_found];
        let counts = counts.into_iter().chain([n_realigned, self.n_issues.max(self.issues.len() as u32)]);
        let counts: Vec<Rc<str>> = counts.map(|n| n.to_string().into()).collect();
        object.texts("counts", &counts);
        if let Some(version) = codebook {
            object.number("codebook", *version);
        }
        object.texts("coders", coders);
        push_list(object.field("realigned"), first(realigned), |out, Realigned { article, span, coder }| {
            let mut object = Object::open(out);
            object.text("article", article.as_str());
            object.number("start", span.start);
            object.number("end", span.end);
            object.text("coder", coder.as_str());
            object.close();
        });
        push_list(object.field("unplaced"), first(unplaced), |out, lost| {
            let mut object = Object::open(out);
            object.text("quote", &cut(&lost.quote));
            object.text("why", &lost.why);
            object.close();
        });
        push_list(object.field("articles"), &self.articles, |out, id| push_text(out, id.as_str()));
        push_list(object.field("issues"), first(&self.issues), |out, issue| {
            let mut object = Object::open(out);
            for (name, number) in [("line", issue.line), ("column", issue.column)] {
                number.into_iter().for_each(|number| object.number(name, number));
            }
            object.text("what", &issue.what);
            object.text("todo", &issue.todo);
            object.close();
        });
        object.close();
        out
    }

    /// Reads what [`FileReport::encode`] wrote; `None` for another text, which would be a bug.
    pub fn decode(text: &str) -> Option<FileReport> {
        let mut fields = Fields::of(Raw::of(text).ok()?).ok()?;
        let file = fields.text_or_empty("file").ok()?;
        let kind = if fields.take("kind").is_some() { FileKind::Project } else { FileKind::Articles };
        let counts: Vec<u32> = fields.texts("counts").ok()?.iter().filter_map(|n| n.parse().ok()).collect();
        let [n_matched, n_new, n_entities, plan, counts @ ..] = &counts[..] else { return None };
        let [n_added, n_same, n_newer, n_older, n_unplaced, n_found, n_realigned, n_issues] = *counts else {
            return None;
        };
        let realigned = rows(&mut fields, "realigned", |row| {
            let (start, end) = (row.number("start").ok()??, row.number("end").ok()??);
            let article = ArticleId::new(row.need_text("article").ok()?);
            Some(Realigned { article, span: Span { start, end }, coder: CoderId::new(row.need_text("coder").ok()?) })
        });
        let unplaced = rows(&mut fields, "unplaced", |row| {
            Some(NotPlaced { quote: row.text_or_empty("quote").ok()?, why: row.text_or_empty("why").ok()? })
        });
        let issues = rows(&mut fields, "issues", |row| {
            let (line, column) = (row.number("line").ok()?, row.number("column").ok()?);
            let [what, todo] = ["what", "todo"].map(|name| row.need_text(name).unwrap_or_default().into_owned());
            Some(Issue { file: file.clone(), line, column, what, todo })
        });
        let articles = fields.texts("articles").ok()?.iter().map(|id| ArticleId::new(&**id)).collect();
        let account = Account {
            n_matched: *n_matched,
            n_new: *n_new,
            tally: Tally { n_added, n_same, n_newer, n_older, n_unplaced, n_realigned, n_found },
            realigned,
            unplaced,
            codebook: fields.number("codebook").ok()?,
            has_plan: *plan > 0,
            coders: fields.texts("coders").ok()?,
            n_entities: *n_entities,
        };
        Some(FileReport { file, kind, account, articles, issues, n_issues })
    }

    /// A report of a file of articles, which `is_new` knows apart from those that were here.
    pub fn with_new(mut self, mut is_new: impl FnMut(&ArticleId) -> bool) -> FileReport {
        if self.kind == FileKind::Articles {
            let n_new = self.articles.iter().filter(|id| is_new(id)).count() as u32;
            self.account.n_new = n_new;
            self.account.n_matched = self.articles.len() as u32 - n_new;
        }
        self
    }

    /// Whether a person should see it without asking.
    fn is_telling(&self) -> bool {
        self.kind == FileKind::Project || self.n_issues > 0
    }
}

/// Keeps what files brought, and shows it if there is more to say than that articles came in.
pub fn show(reports: Vec<FileReport>) -> Action {
    let reports: Rc<[FileReport]> = reports.into();
    Deed::action(move |session, _| {
        let is_telling = reports.iter().any(FileReport::is_telling);
        session.import_report = Some(reports.clone());
        is_telling.then(|| vec![Change::Panel(Some(Panel::Opened))])
    })
}

/// Keeps what files brought for whoever asks; what is open over the page stays.
pub fn keep(reports: Vec<FileReport>) -> Action {
    let reports: Rc<[FileReport]> = reports.into();
    Deed::action(move |session, _| {
        session.import_report = Some(reports.clone());
        None
    })
}

/// Puts the report away.
pub fn put_away() -> Action {
    Deed::action(|session, _| {
        session.import_report = None;
        Some(vec![Change::Panel(None)])
    })
}

impl Session {
    /// What the files opened last brought, until it is put away.
    pub fn import_report(&self) -> Option<&Rc<[FileReport]>> {
        self.import_report.as_ref()
    }
}

fn first<T>(list: &[T]) -> &[T] {
    &list[..list.len().min(MOST_TOLD)]
}

fn cut(quote: &str) -> String {
    match quote.char_indices().nth(QUOTE_CHARS) {
        Some((at, _)) => format!("{}…", &quote[..at]),
        None => quote.to_owned(),
    }
}

fn rows<T>(fields: &mut Fields<'_>, name: &str, read: impl Fn(&mut Fields<'_>) -> Option<T>) -> Vec<T> {
    let rows = fields.list(name).unwrap_or_default();
    rows.into_iter().filter_map(|raw| read(&mut Fields::of(raw).ok()?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_travels() {
        let article = ArticleId::new("sha256:1");
        let report = FileReport {
            file: "ana \"1\".json".into(),
            kind: FileKind::Project,
            account: Account {
                n_matched: 5,
                n_new: 1,
                tally: Tally {
                    n_added: 9,
                    n_same: 8,
                    n_newer: 7,
                    n_older: 6,
                    n_unplaced: 1,
                    n_realigned: 3,
                    n_found: 4,
                },
                realigned: vec![Realigned {
                    article: article.clone(),
                    span: Span::new(3, 9),
                    coder: CoderId::new("c:a"),
                }],
                unplaced: vec![NotPlaced { quote: "It\nfell.".into(), why: "no text".into() }],
                codebook: Some(3),
                has_plan: true,
                coders: vec!["Ana".into()],
                n_entities: 2,
            },
            articles: vec![article],
            issues: vec![Issue {
                file: "ana \"1\".json".into(),
                line: Some(3),
                column: None,
                what: "a".into(),
                todo: "B.".into(),
            }],
            n_issues: 1,
        };
        assert_eq!(FileReport::decode(&report.encode()), Some(report));
        let plain = FileReport { file: "a.txt".into(), ..FileReport::default() };
        assert_eq!(FileReport::decode(&plain.encode()), Some(plain));
        assert_eq!(FileReport::decode("[]"), None);
    }

    #[test]
    fn a_long_report_is_cut_and_still_counts() {
        let lost = NotPlaced { quote: "word ".repeat(100).into(), why: "".into() };
        let account = Account {
            unplaced: vec![lost; MOST_TOLD + 7],
            tally: Tally { n_unplaced: MOST_TOLD as u32 + 7, ..Tally::default() },
            ..Account::default()
        };
        let told = FileReport::decode(&FileReport { account, ..FileReport::default() }.encode()).expect("it is ours");
        assert_eq!((told.account.unplaced.len(), told.account.tally.n_unplaced), (MOST_TOLD, MOST_TOLD as u32 + 7));
        assert_eq!(told.account.unplaced[0].quote.chars().count(), QUOTE_CHARS + 1);
    }
}
