//! The gold marks of the bundled articles: `lab/gold/bundled.tsv`.

use crate::data::{Problem, Row};
use standpoint::format::bundled;
use std::fs;
use std::path::Path;

/// What is named at a place: start, end (code points), the key that all names of one thing share.
pub(crate) type Named = (usize, usize, String);

/// The bundled articles as rows, and for each what its names name.
pub(crate) struct Gold {
    pub(crate) rows: Vec<Row>,
    pub(crate) named: Vec<Vec<Named>>,
}

impl Gold {
    /// Reads the marks. A mark that is outside of its article is an error with its line.
    pub(crate) fn read(root: &Path) -> Result<Gold, Problem> {
        let path = root.join("lab/gold/bundled.tsv");
        let table = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let articles = bundled();
        let texts = articles.iter().map(|article| article.text.as_ref());
        let row = |text: &str| Row { id: text.chars().take(24).collect(), text: text.to_owned(), ..Row::default() };
        let rows: Vec<Row> = texts.map(row).collect();
        let mut gold = Gold { named: vec![Vec::new(); rows.len()], rows };
        let lengths: Vec<usize> = gold.rows.iter().map(|row| row.text.chars().count()).collect();
        for (nth, line) in table.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let problem = || format!("{}:{}: expected article, start, end, what, whom", path.display(), nth + 1);
            let fields: Vec<&str> = line.split('\t').collect();
            let [article, start, end, what, whom] = fields[..] else { return Err(problem()) };
            let number = |text: &str| text.parse::<usize>().map_err(|_| problem());
            let (article, start, end) = (number(article)?, number(start)?, number(end)?);
            if lengths.get(article).is_none_or(|length| end > *length || start >= end) {
                return Err(problem());
            }
            let row = &mut gold.rows[article];
            match what {
                "sentence" => row.sentences.push((start, end)),
                "quotation" => row.quotations.push((start, end, whom.to_owned())),
                kind => {
                    row.names.push((start, end, kind.to_owned()));
                    gold.named[article].push((start, end, whom.to_owned()));
                }
            }
        }
        Ok(gold)
    }
}
