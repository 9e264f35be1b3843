//! What is derived from the project, kept in line with it: the list of articles, the names, the tags by sentence.

use super::article_state::ArticleState;
use super::names::{ShownMention, renamed_mentions, shown_mentions};
use super::session::{Place, Session};
use super::tagging;
use crate::edit::Touched;
use crate::model::{ArticleId, Body, Document, EntityId, Layer};
use crate::text::{Set, Span, order};
use std::rc::Rc;

impl Session {
    /// Takes in what the engine found in some articles.
    pub fn set_documents(&mut self, documents: Vec<(ArticleId, Rc<Document>)>) {
        let found: Vec<(usize, Rc<Document>)> =
            documents.into_iter().filter_map(|(id, document)| Some((self.article_ix(&id)?, document))).collect();
        for (ix, document) in &found {
            self.articles[*ix].set_document(document.clone());
        }
        self.relink();
        for (ix, _) in found {
            let layer = self.layer(ix);
            self.articles[ix].set_layer(layer.as_deref());
            self.relayer_others(ix);
        }
    }

    /// Counts names ahead of the first list of them, where nobody waits for it.
    pub fn count_names(&self) {
        self.found_names.borrow_mut().follow(&self.articles, &self.entities);
    }

    /// Brings everything derived in line with what a transaction changed.
    pub(super) fn refresh(&mut self, touched: &Touched) {
        if !touched.articles.is_empty() || touched.is_plan_touched {
            self.list_articles();
            // Names are kept by place in the list, and hidden outlets put it in another order.
            self.relink();
        }
        if !touched.entities.is_empty() {
            let renamed = self.entities.resettle(&self.project, &touched.entities);
            for ix in 0..self.articles.len() {
                let is_named = self.entities.ids_of(ix).iter().any(|id| renamed.contains(id));
                if !self.articles[ix].is_as_found {
                    // Corrections name things by themselves.
                    self.rename_mentions(ix);
                } else if is_named {
                    self.rename_found(ix, &renamed);
                }
            }
            self.table.take();
            // Stances show the names of their holders and targets.
            self.articles.iter().for_each(ArticleState::forget_views);
        }
        if touched.is_codebook_touched {
            self.forget_gone();
        }
        if touched.is_codebook_touched || touched.is_plan_touched {
            (0..self.articles.len()).for_each(|ix| self.relayer(ix));
        }
        for ix in 0..self.articles.len() {
            let id = self.articles[ix].article.id.clone();
            let spans: Vec<Span> = touched.spans.iter().filter(|(of, _)| *of == id).map(|(_, span)| *span).collect();
            if spans.is_empty() {
                continue;
            }
            if touched.is_mentions_touched {
                self.rename_mentions(ix);
            }
            let layer = self.layer(ix);
            self.articles[ix].retag(layer.as_deref(), &spans);
            self.relayer_others(ix);
        }
    }

    /// Sorts the coder's layer into every article again, as when another coder sits down.
    pub(super) fn relayer_all(&mut self) {
        (0..self.articles.len()).for_each(|ix| self.relayer(ix));
        self.recall_targets();
    }

    /// Goes on with the target of the coder's latest stance.
    pub(super) fn recall_targets(&mut self) {
        self.recent_targets = tagging::recent_targets(self);
        let book = &self.project.codebook;
        self.recent_targets.retain(|target| book.has_target(target));
        self.target = self.recent_targets.first().cloned();
    }

    /// Goes on without targets and tags that the codebook has no longer: a key would give what cannot be chosen.
    fn forget_gone(&mut self) {
        let book = &self.project.codebook;
        self.recent_targets.retain(|target| book.has_target(target));
        self.last_tagging.bodies.retain(|body| match body {
            Body::Sentiment(value) => book.sentiment.values.contains(value),
            Body::Stance { target, position, .. } => book.positions.contains(position) && book.has_target(target),
            _ => true,
        });
        if !self.target.as_ref().is_some_and(|target| book.has_target(target)) {
            self.target = self.recent_targets.first().cloned();
        }
    }

    fn relayer(&mut self, ix: usize) {
        self.set_sight(ix);
        let layer = self.layer(ix);
        let state = &self.articles[ix];
        // Where neither this coder nor the last one corrected a name, the same ones are shown.
        if !state.is_as_found || state.named_as.is_none() || layer.as_deref().is_some_and(corrects_names) {
            self.rename_mentions(ix);
        }
        self.articles[ix].set_layer(layer.as_deref());
        self.relayer_others(ix);
    }

    fn layer(&self, ix: usize) -> Option<Rc<Layer>> {
        self.project.layer(self.coder()?, &self.articles[ix].article.id).cloned()
    }

    /// Lists the articles again, keeping what is known of those that stay.
    pub(super) fn list_articles(&mut self) {
        self.n_lists += 1;
        self.table.take();
        // They count articles in their order, which is another one now.
        (self.batch, self.found) = (None, None);
        let open = self.article().map(|state| state.article.id.clone());
        let mut known: Vec<Option<ArticleState>> = std::mem::take(&mut self.articles).into_iter().map(Some).collect();
        let mut listed = self.project.reading_order();
        if self.is_outlet_blind() {
            // The order by outlets would tell which articles have the same.
            order::sort_by(&mut listed, |a, b| a.id.cmp(&b.id));
        }
        for article in listed {
            let place = self.article_places.get(&article.id);
            match place.and_then(|ix| known[*ix].take()) {
                Some(mut state) => {
                    state.set_article(article);
                    self.articles.push(state);
                }
                None => self.articles.push(ArticleState::unread(article)),
            }
        }
        let places = self.articles.iter().enumerate();
        self.article_places = places.map(|(ix, state)| (state.article.id.clone(), ix)).collect();
        known.iter().flatten().for_each(|gone| self.entities.recount(&gone.mentions, &[]));
        (0..self.articles.len()).for_each(|ix| self.set_sight(ix));
        match open.and_then(|id| self.article_ix(&id)) {
            Some(ix) => self.place.article_ix = ix,
            None => self.place = Place::default(),
        }
    }

    fn relink(&mut self) {
        let linked = self.entities.link(&self.articles);
        self.entities.settle(&self.project);
        for ix in 0..self.articles.len() {
            let named_as = self.articles[ix].named_as.as_deref();
            // Another article's names seldom change what this one's are.
            if named_as.is_none() || (linked.contains(&ix) && named_as != Some(self.entities.ids_of(ix))) {
                self.rename_mentions(ix);
            }
        }
    }

    fn rename_mentions(&mut self, ix: usize) {
        let Some(document) = self.articles[ix].document.clone() else { return };
        let layer = self.layer(ix);
        let ids = self.entities.ids_of(ix).to_vec();
        let text = self.articles[ix].article.text.clone();
        let mut mentions = shown_mentions(&document, &text, layer.as_deref(), &self.entities, ix);
        mentions.retain(|mention| !self.articles[ix].is_covered(mention.span));
        let is_corrected = layer.as_deref().is_some_and(corrects_names);
        self.articles[ix].is_as_found = !is_corrected && self.articles[ix].covered.is_empty();
        self.show_mentions(ix, mentions, ids);
    }

    /// Shows the mentions of some of the engine's ids anew, in an article in which nobody corrected any.
    fn rename_found(&mut self, ix: usize, renamed: &Set<EntityId>) {
        let state = &self.articles[ix];
        let Some(document) = &state.document else { return };
        let ids = self.entities.ids_of(ix).to_vec();
        let mentions = renamed_mentions(document, &state.article.text, &state.mentions, renamed, &self.entities, ix);
        self.show_mentions(ix, mentions, ids);
    }

    fn show_mentions(&mut self, ix: usize, mentions: Vec<ShownMention>, ids: Vec<EntityId>) {
        self.entities.recount(&self.articles[ix].mentions, &mentions);
        self.table.take();
        self.articles[ix].set_mentions(mentions, ids);
    }
}

/// Whether a coder's layer of an article has corrections of names.
fn corrects_names(layer: &Layer) -> bool {
    layer.values().any(|annotation| matches!(annotation.body, Body::Mention { .. }))
}
