//! What the worker does beside reading single texts: imports, searches, reasons. In the built page this is a module of
//! its own, with the formats of files and the suggesters.

use super::{Answer, Desk, Tasks};
use crate::app::find::MOST_MATCHES;
use crate::app::protocol::Reply;
use crate::app::words;
use crate::app::written::Written;
use crate::find::query::{Sense, SentenceQuery};
use crate::find::{self, Explained, analyze, sentence_hits};
use crate::format::{export, journal};
use crate::model::{Article, ArticleId, Project};
use crate::text::Span;
use crate::web::digest::HEAD_ABOVE_BYTES;
use crate::web::platform::request::{Input, Request};
use std::rc::Rc;

/// How much of a long text is announced ahead of the rest: several screens.
const HEAD_BYTES: usize = 32 << 10;

/// The tasks themselves: whoever names this function has all of them in the same module.
pub fn tasks() -> Tasks {
    Tasks { answer: |answer, request| Box::pin(answer.task(request)) }
}

impl Answer<'_> {
    async fn task(&mut self, request: Request) {
        match request {
            Request::Explain(id, sentence_ix) => {
                for reason in self.desk.explain(id, sentence_ix as usize) {
                    self.out.reply(&Reply::Note(words::reason(&reason)));
                }
            }
            Request::Import(inputs) => self.import(&inputs).await,
            Request::Search(query, articles) => self.search(&query, articles).await,
            // Each key asks again, and only the last answer is heard.
            Request::Suggest(wish) if !self.is_cancelled() => self.suggest(&wish),
            Request::Learn(part, edits) => self.learn(part, &edits),
            Request::SeekUncertain(target, articles) => self.seek(target.as_ref(), articles).await,
            Request::Merge(inputs, project) => self.merge(&inputs, &project).await,
            Request::Export(export) => match &export.written {
                Written::Project => self.export_for(export::PROJECT_ID, &export).await,
                Written::Table => self.export_for(export::TABLE_ID, &export).await,
                Written::Tool(format) => self.export_for(format, &export).await,
                Written::Own(coder) => self.export_own(coder, &export),
            },
            Request::Formats => self.formats(),
            // Suggestions that nobody waits for; the other two are answered without the tasks.
            Request::Suggest(_) | Request::Text(..) | Request::Analyze(_) => {}
        }
    }

    async fn import(&mut self, inputs: &[Input]) {
        let n_total = inputs.iter().map(Input::n_bytes).sum();
        let mut n_done = 0;
        for (nth, input) in inputs.iter().enumerate() {
            let articles = self.articles_of(nth as u32, input).await;
            let n_text: usize = articles.iter().map(|article| article.text.len()).sum();
            let n_before = n_done;
            let mut n_read = 0;
            for article in articles {
                self.stop().await;
                if self.is_cancelled() {
                    return;
                }
                self.article(&article);
                n_read += article.text.len();
                n_done = n_before + input.n_bytes() * n_read as u64 / n_text.max(1) as u64;
                self.out.reply(&Reply::Progress { n_done, n_total });
            }
            n_done = n_before + input.n_bytes();
        }
    }

    /// The article, then what it holds; of a long one first what its beginning holds.
    fn article(&mut self, article: &Rc<Article>) {
        let (id, text) = (&article.id, &article.text);
        // The page counts what it was sent as known here.
        self.desk.texts.borrow_mut().insert(id.clone(), text.clone());
        self.out.reply(&Reply::Article(article.clone()));
        if text.len() > HEAD_ABOVE_BYTES {
            // The page takes in the text, which is a task of its own, while its beginning is analysed here.
            self.out.flush();
            let head = &text[..text.floor_char_boundary(HEAD_BYTES)];
            let head = &head[..head.rfind('\n').map_or(head.len(), |at| at + 1)];
            self.out.reply(&Reply::Head(id.clone(), Rc::new(analyze(head))));
            self.out.flush();
        }
        let document = self.desk.read(id, text);
        self.out.reply(&Reply::Document(id.clone(), document));
    }

    async fn search(&mut self, typed: &str, articles: Vec<ArticleId>) {
        let query = match SentenceQuery::read(typed) {
            Ok(query) => query,
            Err(error) => return self.problem(error.to_string()),
        };
        let mut terms: Vec<(Sense, find::Query)> = Vec::new();
        for (sense, text) in query.texts() {
            match find::Query::new(text) {
                Ok(term) => terms.push((sense, term)),
                Err(error) => return self.problem(error.to_string()),
            }
        }
        let mut n_matches = 0;
        for id in articles {
            self.stop().await;
            if self.is_cancelled() || n_matches > MOST_MATCHES {
                return;
            }
            let Some(text) = self.desk.text(&id) else { continue };
            let sentences = self.desk.sentences(&id, &text);
            let found: Vec<(Sense, Vec<Span>)> =
                terms.iter().map(|(sense, term)| (*sense, term.find_in(&text))).collect();
            let (hits, matches) = sentence_hits(&found, &sentences);
            let whole = || hits.iter().map(|ix| sentences[*ix as usize]).collect();
            let mut spans: Vec<Span> = if query.wants_text() { matches } else { whole() };
            spans.truncate(MOST_MATCHES);
            n_matches += spans.len();
            self.out.reply(&Reply::Found(id, spans));
        }
    }
}

impl Desk {
    fn explain(&self, id: ArticleId, sentence_ix: usize) -> Vec<find::Reason> {
        let mut last = self.explained.borrow_mut();
        if last.as_ref().is_none_or(|(explained, _)| *explained != id) {
            // The former one goes first: both need room.
            *last = None;
            *last = self.text(&id).map(|text| (id, Explained::new(text)));
        }
        last.as_ref().map(|(_, explained)| explained.sentence(sentence_ix)).unwrap_or_default()
    }

    fn sentences(&self, id: &ArticleId, text: &str) -> Rc<[Span]> {
        let known = self.sentences.borrow().get(id).cloned();
        known.unwrap_or_else(|| self.read(id, text).sentences.iter().map(|sentence| sentence.span).collect())
    }

    pub(super) fn project(&self, snapshot: &str) -> Result<Project, String> {
        journal::decode_snapshot(snapshot, &|id| self.text(id)).map_err(|error| error.to_string())
    }
}
