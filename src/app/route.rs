//! Addresses: `#/tag/ARTICLE/SENTENCE`, so that Back works and a place can be shared.

use crate::model::ArticleId;

/// A place in the page. The article stands in the address by the first 12 hex digits of its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The start of an article's digest.
    pub article: String,
    /// Index of a sentence, from 0; the address counts from 1.
    pub sentence_ix: u32,
}

const N_DIGITS: usize = 12;

impl Route {
    /// The address of a sentence.
    pub fn to(article: &ArticleId, sentence_ix: u32) -> Route {
        let digest = article.as_str().trim_start_matches("sha256:");
        Route { article: digest.chars().take(N_DIGITS).collect(), sentence_ix }
    }

    /// As it stands after the page's own address.
    pub fn hash(&self) -> String {
        format!("#/tag/{}/{}", self.article, self.sentence_ix + 1)
    }

    /// Reads an address; `None` if it is not one of ours.
    pub fn read(hash: &str) -> Option<Route> {
        let mut parts = hash.strip_prefix("#/tag/")?.split('/');
        let article = parts.next().filter(|part| !part.is_empty())?.to_owned();
        let number: u32 = parts.next().unwrap_or("1").parse().ok()?;
        Some(Route { article, sentence_ix: number.max(1) - 1 })
    }

    /// Whether the address means this article.
    pub fn is_for(&self, article: &ArticleId) -> bool {
        article.as_str().trim_start_matches("sha256:").starts_with(&self.article)
    }
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
    }

    #[test]
    fn other_addresses_are_nobodys() {
        for hash in ["", "#/", "#/tag/", "#/tag/ab/x", "#/compare"] {
            assert_eq!(Route::read(hash), None, "{hash}");
        }
        assert_eq!(Route::read("#/tag/ab"), Some(Route { article: "ab".into(), sentence_ix: 0 }));
    }
}
