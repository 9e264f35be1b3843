//! What stands at a name without being part of it: an article, a title, a possessive.

use crate::find::lexicon::Lexicon;
use crate::find::lexicon::class::{TITLE, TITLE_MOD};
use crate::find::words::hash_of;
use crate::model::{Document, EntityKind, Mention};
use crate::text::Span;

/// What stands at a mention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    /// The title or office right before a person: "Prime Minister".
    pub title: Option<Span>,
    /// Whether "the" stands before the name, or before its title.
    pub has_article: bool,
    /// Whether "'s" or the apostrophe of a plural follows.
    pub is_possessive: bool,
}

/// What stands at mention `mention_ix` of a document's. Its tokens must be there.
pub fn attributes(text: &str, document: &Document, mention_ix: usize) -> Attributes {
    let Some(Mention { span, kind, .. }) = document.mentions.get(mention_ix).copied() else {
        return Attributes::default();
    };
    let tokens = &document.tokens;
    let first = tokens.partition_point(|token| token.span.start < span.start);
    let after = tokens.partition_point(|token| token.span.start < span.end);
    // "Secretary of State": "of" between two of them.
    let is_title = |ix: &usize| {
        let (classes, _) = Lexicon::get().look_up(hash_of(tokens[*ix].span.of(text)));
        classes & (TITLE | TITLE_MOD) != 0 || tokens[*ix].span.of(text) == "of" && ix + 1 < first
    };
    let sentence = document.sentences.partition_point(|sentence| sentence.span.end <= span.start);
    let floor = document.sentences.get(sentence).map_or(span.start, |sentence| sentence.span.start);
    let begins = tokens.partition_point(|token| token.span.start < floor);
    let n_title = match kind {
        EntityKind::Person => {
            let n_title = (begins..first).rev().take_while(is_title).count();
            n_title - usize::from(n_title > 0 && tokens[first - n_title].span.of(text) == "of")
        }
        _ => 0,
    };
    let from = first - n_title;
    let title = (n_title > 0).then(|| Span { start: tokens[from].span.start, end: tokens[first - 1].span.end });
    let before = (from > begins).then(|| tokens[from - 1].span.of(text));
    let next = tokens.get(after).filter(|token| token.span.start == span.end).map_or("", |token| token.span.of(text));
    let is_plural = span.of(text).ends_with('s');
    Attributes {
        title,
        has_article: before.is_some_and(|word| word.eq_ignore_ascii_case("the")),
        is_possessive: matches!(next, "'s" | "\u{2019}s") || is_plural && matches!(next, "'" | "\u{2019}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::analyze;

    #[test]
    fn title_article_and_possessive() {
        let text = "Prime Minister Narendra Modi's friends met the European Union. The Russian President Putin left.";
        let document = analyze(text);
        let of = |name: &str| {
            let ix = document.mentions.iter().position(|mention| mention.span.of(text) == name).expect(name);
            attributes(text, &document, ix)
        };
        let modi = of("Narendra Modi");
        assert_eq!(modi.title.map(|span| span.of(text)), Some("Prime Minister"));
        assert!(modi.is_possessive && !modi.has_article);
        assert_eq!(of("European Union"), Attributes { title: None, has_article: true, is_possessive: false });
        assert_eq!(of("Putin").title.map(|span| span.of(text)), Some("President"));
        assert_eq!(attributes(text, &document, 99), Attributes::default());
    }
}
