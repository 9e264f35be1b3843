//! Addresses: `#/tag/ARTICLE/SENTENCE`, `#/codebook` and so on, so that Back works and a place can be shared.

use crate::model::ArticleId;

/// A place in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// A sentence of an article, in the view where sentences are tagged.
    Sentence {
        /// The first 12 hex digits of the article's hash.
        article: String,
        /// Index from 0; the address counts from 1.
        sentence_ix: u32,
    },
    /// One of the views; for [`View::Tag`] at the current sentence.
    View(View),
}

/// What fills the page under the top bar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// The text with its tags.
    #[default]
    Tag,
    /// What may be tagged, and how.
    Codebook,
    /// Everything that is named in the corpus.
    Entities,
    /// Files in and out, history, storage.
    Data,
}

const N_DIGITS: usize = 12;

impl View {
    /// All of them, in the order of the top bar.
    pub const ALL: [View; 4] = [View::Tag, View::Codebook, View::Entities, View::Data];

    /// As shown.
    pub fn name(self) -> &'static str {
        match self {
            View::Tag => "Tag",
            View::Codebook => "Codebook",
            View::Entities => "Entities",
            View::Data => "Data",
        }
    }

    /// As in the address.
    pub fn word(self) -> &'static str {
        match self {
            View::Tag => "tag",
            View::Codebook => "codebook",
            View::Entities => "entities",
            View::Data => "data",
        }
    }

    /// The command that opens it.
    pub const fn command(self) -> &'static str {
        match self {
            View::Tag => "view-tag",
            View::Codebook => "view-codebook",
            View::Entities => "view-entities",
            View::Data => "view-data",
        }
    }
}

impl Route {
    /// The address of a sentence.
    pub fn to(article: &ArticleId, sentence_ix: u32) -> Route {
        Route::Sentence { article: digest(article).chars().take(N_DIGITS).collect(), sentence_ix }
    }

    /// As it stands after the page's own address.
    pub fn hash(&self) -> String {
        match self {
            Route::Sentence { article, sentence_ix } => format!("#/tag/{article}/{}", sentence_ix + 1),
            Route::View(view) => format!("#/{}", view.word()),
        }
    }

    /// Reads an address; `None` if it is not one of ours.
    pub fn read(hash: &str) -> Option<Route> {
        let path = hash.strip_prefix("#/")?;
        if let Some(view) = View::ALL.into_iter().find(|view| view.word() == path) {
            return Some(Route::View(view));
        }
        let mut parts = path.strip_prefix("tag/")?.split('/');
        let article = parts.next().filter(|part| !part.is_empty())?.to_owned();
        let number: u32 = parts.next().unwrap_or("1").parse().ok()?;
        Some(Route::Sentence { article, sentence_ix: number.max(1) - 1 })
    }

    /// Whether the address means a sentence of this article.
    pub fn is_for(&self, article: &ArticleId) -> bool {
        matches!(self, Route::Sentence { article: start, .. } if digest(article).starts_with(start))
    }
}

fn digest(article: &ArticleId) -> &str {
    article.as_str().trim_start_matches("sha256:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_back_to_its_place() {
        let id = ArticleId::new("sha256:0123456789abcdef");
        let route = Route::to(&id, 13);
        assert_eq!(route.hash(), "#/tag/0123456789ab/14");
        assert_eq!(Route::read(&route.hash()), Some(route.clone()));
        assert!(route.is_for(&id));
        assert!(!route.is_for(&ArticleId::new("sha256:ff")));
        for view in View::ALL {
            assert_eq!(Route::read(&Route::View(view).hash()), Some(Route::View(view)));
            assert!(!Route::View(view).is_for(&id));
        }
    }

    #[test]
    fn other_addresses_are_nobodys() {
        for hash in ["", "#/", "#/tag/", "#/tag/ab/x", "#/nowhere"] {
            assert_eq!(Route::read(hash), None, "{hash}");
        }
        assert_eq!(Route::read("#/tag/ab"), Some(Route::Sentence { article: "ab".into(), sentence_ix: 0 }));
    }
}
