//! What is wrong with a part of a file, in words for the person who opened it.
//!
//! An issue never stops a reader: the good rows come in and the issues are listed beside them.

use std::fmt;
use std::rc::Rc;

/// One thing that a reader could not take as it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// File name as the person knows it, or `pasted text`.
    pub file: Rc<str>,
    /// 1-based line; `None` where a line says nothing.
    pub line: Option<u32>,
    /// 1-based column in code points; `None` where a column says nothing.
    pub column: Option<u32>,
    /// What was found and what was expected, no full stop at the end.
    pub what: String,
    /// What to do about it, a sentence with its full stop.
    pub todo: String,
}

/// So many issues of a file are told one by one: a long file of nothing but bad rows would fill the memory with them.
pub(in crate::format) const MOST_TOLD: usize = 1000;

/// The issue that stands for `n_more` others; `None` if there are none.
pub(in crate::format) fn others(file: &Rc<str>, n_more: usize) -> Option<Issue> {
    let what = format!("{n_more} more issues are not told one by one");
    let todo = "Mend those above and open the file again.".to_owned();
    (n_more > 0).then(|| Issue { file: file.clone(), line: None, column: None, what, todo })
}

impl fmt::Display for Issue {
    /// `file, line 3, column 5: what. todo`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        if let Some(column) = self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}.", self.what)?;
        if self.todo.is_empty() { Ok(()) } else { write!(f, " {}", self.todo) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issue_says_where_what_and_what_to_do() {
        let mut issue = Issue {
            file: "news.csv".into(),
            line: Some(3),
            column: Some(5),
            what: "expected a column named text".to_string(),
            todo: "Name the column that holds the article.".to_string(),
        };
        assert_eq!(
            issue.to_string(),
            "news.csv, line 3, column 5: expected a column named text. Name the column that holds the article."
        );
        (issue.line, issue.column) = (None, None);
        assert_eq!(
            issue.to_string(),
            "news.csv: expected a column named text. Name the column that holds the article."
        );
    }
}
