//! The cleaning rules, one a file: a line that tells what it is, and what is done with it.

pub(super) mod blank_line;
pub(super) mod byline;
pub(super) mod byte_order_mark;
pub(super) mod caption;
pub(super) mod date_line;
pub(super) mod final_newline;
pub(super) mod front_matter;
pub(super) mod hard_wrap;
pub(super) mod headline;
pub(super) mod image_leftover;
pub(super) mod line_ends;
pub(super) mod linked_headline;
pub(super) mod live_feed_status;
pub(super) mod markdown_block;
pub(super) mod markdown_heading;
pub(super) mod markdown_inline;
pub(super) mod markdown_link_bar;
pub(super) mod markdown_title;
pub(super) mod markdown_wrap;
pub(super) mod media_prompt;
pub(super) mod menu_run;
pub(super) mod outer_white_space;
pub(super) mod page_furniture;
pub(super) mod page_label;
pub(super) mod page_tail;
pub(super) mod post_byline;
pub(super) mod pull_quote;
pub(super) mod related_articles;
pub(super) mod repeated_caption;
pub(super) mod sign_up_box;
pub(super) mod subheading;
pub(super) mod table_cell;

/// What the rules' tests share: a cleaned text in few words.
#[cfg(test)]
pub(super) mod check {
    use crate::text::clean::{CleanedArticle, LineKind, clean};

    /// The only article of an invented text.
    pub(in crate::text::clean) fn one(original: &str) -> CleanedArticle {
        let mut articles = clean(original, "");
        assert_eq!(articles.len(), 1, "{original:?}");
        articles.remove(0)
    }

    /// `(rule, line, kept)` of everything recorded, blank lines and line ends aside.
    pub(in crate::text::clean) fn record(article: &CleanedArticle) -> Vec<(&'static str, u32, Option<&str>)> {
        let is_layout = |rule: &str| super::super::LAYOUT.iter().any(|layout| layout.name == rule);
        let changes = article.changes.iter().filter(|change| !is_layout(change.rule));
        changes.map(|change| (change.rule, change.line, change.kept.as_deref())).collect()
    }

    /// `(kind, text, rule)` of every mark.
    pub(in crate::text::clean) fn marks(article: &CleanedArticle) -> Vec<(LineKind, &str, &'static str)> {
        article.marks.iter().map(|mark| (mark.kind, mark.span.of(&article.text), mark.rule)).collect()
    }
}
