//! What the row-based formats (CSV, JSON, JSON lines) share: the names of the columns, and a row into articles.

use super::{Imported, Input, Metadata, assemble};
use crate::text::Set;
use crate::text::clean::clean;

/// A column that articles have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Text,
    Title,
    Outlet,
    Date,
    Url,
    Author,
    Lang,
}

/// The field's own name first; the others are what exports of news archives call it.
const NAMES: [(Field, &[&str]); 7] = [
    (Field::Text, &["text", "body", "content"]),
    (Field::Title, &["title", "headline"]),
    (Field::Outlet, &["outlet", "source", "publisher"]),
    (Field::Date, &["date", "published"]),
    (Field::Url, &["url", "link"]),
    (Field::Author, &["author", "byline"]),
    (Field::Lang, &["lang", "language"]),
];

/// What to do about a file without a text column.
pub(super) const COLUMNS: &str =
    "Name the column that holds the article text; title, outlet, date, url, author and lang are read too.";

/// Which columns of a file are read, and as what.
#[derive(Default)]
pub(super) struct Columns {
    /// Names that are read under another name than the field's own.
    renamed: Set<(String, &'static str)>,
    ignored: Set<String>,
}

/// One article as a row gives it.
#[derive(Default)]
pub(super) struct Row {
    pub(super) text: String,
    pub(super) metadata: Metadata,
}

/// How a line of a row's text becomes a line of the file.
#[derive(Clone, Copy)]
pub(super) enum Lines {
    /// The text begins at this line, and its lines are the file's.
    From(u32),
    /// The whole row is at this line.
    All(u32),
}

impl Columns {
    /// The field of each of `names`, each field at most once: its own name goes before the others.
    pub(super) fn choose(&mut self, names: &[&str]) -> Vec<Option<Field>> {
        let mut chosen = vec![None; names.len()];
        for (field, known) in NAMES {
            let mut found = known.iter().filter_map(|name| {
                let at = names.iter().position(|given| given.trim().eq_ignore_ascii_case(name))?;
                Some((at, *name))
            });
            if let Some((at, name)) = found.next() {
                chosen[at] = Some(field);
                if name != known[0] {
                    self.renamed.insert((names[at].trim().to_owned(), known[0]));
                }
            }
        }
        let ignored = names.iter().zip(&chosen).filter(|(_, field)| field.is_none());
        self.ignored.extend(ignored.map(|(name, _)| name.trim().to_owned()));
        chosen
    }

    /// Tells what was read as something else, and what not at all.
    pub(super) fn report(&self, input: &Input<'_>, imported: &mut Imported) {
        for (name, field) in &self.renamed {
            imported.notes.push(input.issue(format!("the column {name} was read as {field}"), ""));
        }
        if !self.ignored.is_empty() {
            let names: Vec<&str> =
                self.ignored.iter().map(|name| if name.is_empty() { "(no name)" } else { name }).collect();
            imported.notes.push(input.issue(format!("columns that were not read: {}", names.join(", ")), ""));
        }
    }
}

impl Row {
    pub(super) fn set(&mut self, field: Field, value: String) {
        // Only the text has lines of its own.
        let metadata = || value.trim().to_owned();
        match field {
            Field::Text => self.text = value,
            Field::Title => self.metadata.title = metadata(),
            Field::Outlet => self.metadata.outlet = metadata(),
            Field::Date => self.metadata.date = metadata(),
            Field::Url => self.metadata.url = metadata(),
            Field::Author => self.metadata.author = metadata(),
            Field::Lang => self.metadata.lang = metadata(),
        }
    }

    /// Cleans the text and adds its articles; a row without words is an issue.
    pub(super) fn add(self, lines: Lines, input: &Input<'_>, imported: &mut Imported) {
        let (Lines::From(line) | Lines::All(line)) = lines;
        let mut cleaned = clean(&self.text, &self.metadata.title);
        for change in cleaned.iter_mut().flat_map(|article| &mut article.changes) {
            change.line = match lines {
                Lines::From(first) => first + change.line - 1,
                Lines::All(row) => row,
            };
        }
        let articles = assemble(cleaned, input, &self.metadata);
        if articles.is_empty() {
            imported.tell(input.issue_at(line, "the text is empty", "Fill it or take the row out."));
        }
        imported.articles.extend(articles);
    }
}
