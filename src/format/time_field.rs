//! Time on sentence in a project file: a field `time_on_sentence` that is there only if the person asked for it.
//!
//! `{"c:ana":{"sha256:…":[{"start":0,"ms":5200}]}}`, with `start` in Unicode code points as in the rest of the file.

use super::json::{Fields, Object, push_list};
use crate::model::{ArticleId, CoderId, Project};
use std::rc::Rc;

/// How long one coder spent on one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentenceTime {
    /// Who.
    pub coder: CoderId,
    /// In which article.
    pub article: ArticleId,
    /// Where the sentence begins, in bytes.
    pub byte_start: u32,
    /// Milliseconds.
    pub ms: u32,
}

const FIELD: &str = "time_on_sentence";

/// The project's own fields with these times, by coder, article and place, instead of any that stand there; articles
/// that the project does not hold are left out. Without any times the field goes.
pub fn with_times(project: &Project, times: &[SentenceTime]) -> Rc<str> {
    let mut fields = Fields::of_text(&project.extra);
    fields.take(FIELD);
    let rest = fields.rest();
    let known: Vec<&SentenceTime> = times.iter().filter(|time| project.articles.contains_key(&time.article)).collect();
    if known.is_empty() {
        return rest;
    }
    let mut out = String::new();
    let mut object = Object::open(&mut out);
    let mut by_coder = Object::open(object.field(FIELD));
    for of_coder in known.chunk_by(|a, b| a.coder == b.coder) {
        let mut by_article = Object::open(by_coder.field(of_coder[0].coder.as_str()));
        for of_article in of_coder.chunk_by(|a, b| a.article == b.article) {
            let text = &project.articles[&of_article[0].article].text;
            push_list(by_article.field(of_article[0].article.as_str()), of_article, |out, time| {
                let before = text.get(..time.byte_start as usize).unwrap_or("");
                let mut row = Object::open(out);
                row.number("start", before.chars().count() as u32);
                row.number("ms", time.ms);
                row.close();
            });
        }
        by_article.close();
    }
    by_coder.close();
    object.extra(&rest);
    object.close();
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Article;

    #[test]
    fn times_stand_by_coder_and_article_and_go_again() {
        let source = crate::model::Source { file: "".into(), sha256: "".into(), dropped: Vec::new() };
        let none: Rc<str> = "".into();
        let article = Article {
            id: ArticleId::new("sha256:1"),
            title: none.clone(),
            outlet: none.clone(),
            date: none.clone(),
            author: none.clone(),
            url: none.clone(),
            lang: none.clone(),
            text: "Né. Yes.".into(),
            marks: Rc::new([]),
            source: Rc::new(source),
            extra: none,
        };
        let mut project = Project { extra: r#"{"zone":1}"#.into(), ..Project::default() };
        project.articles.insert(article.id.clone(), Rc::new(article));
        let time = |article: &str, byte_start, ms| SentenceTime {
            coder: CoderId::new("c:ana"),
            article: ArticleId::new(article),
            byte_start,
            ms,
        };
        let times = [time("sha256:1", 0, 900), time("sha256:1", 5, 1200), time("sha256:2", 0, 7)];
        let extra = with_times(&project, &times);
        let rows = r#"[{"start":0,"ms":900},{"start":4,"ms":1200}]"#;
        assert_eq!(&*extra, format!(r#"{{"time_on_sentence":{{"c:ana":{{"sha256:1":{rows}}}}},"zone":1}}"#));
        assert_eq!(&*with_times(&Project { extra, ..project }, &[]), r#"{"zone":1}"#);
    }
}
