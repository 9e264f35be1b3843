//! Cleaning of imported texts: named rules that drop, shorten, join and mark lines, and a record that undoes them.
//!
//! A rule is one file of `rules/` and one line of the lists below, which say in which order rules run.
//! Cleaning is not a summary: running prose is never rewritten, and [`restore`] gives back every byte.
//! Unicode is left as it came (no NFC), since composing letters would need tables and change what was printed.

mod article;
mod draft;
mod restore;
mod rules;
mod shape;

pub use article::{Block, BlockFate, Change, CleanedArticle, CleanedMark, LineKind};
pub use draft::{clean, clean_blocks, clean_markdown};
pub use restore::{Removed, restore};
pub use shape::day_of;

/// One way of telling prose from what surrounds it.
pub struct Rule {
    /// Short name, as the record of dropped lines shows it.
    pub name: &'static str,
    /// Why the rule exists, in one line.
    pub reason: &'static str,
    apply: fn(&mut draft::Draft<'_>),
}

/// How lines are told apart and trimmed; first of all, for line-based texts.
pub static LAYOUT: &[Rule] = &[
    rules::line_ends::RULE,
    rules::byte_order_mark::RULE,
    rules::outer_white_space::RULE,
    rules::blank_line::RULE,
    rules::final_newline::RULE,
];

/// For plain texts only: their paragraphs may be broken into lines.
pub static PLAIN: &[Rule] = &[rules::hard_wrap::RULE];

/// Markup, for Markdown texts only.
pub static MARKDOWN: &[Rule] = &[
    rules::front_matter::RULE,
    rules::markdown_heading::RULE,
    rules::markdown_block::RULE,
    rules::markdown_link_bar::RULE,
    rules::markdown_wrap::RULE,
    rules::markdown_inline::RULE,
    rules::markdown_title::RULE,
];

/// What a line is; for every kind of text, after its lines are known. Later rules see what earlier ones decided.
pub static CONTENT: &[Rule] = &[
    rules::related_articles::RULE,
    rules::sign_up_box::RULE,
    rules::page_furniture::RULE,
    rules::page_label::RULE,
    rules::live_feed_status::RULE,
    rules::menu_run::RULE,
    rules::page_tail::RULE,
    rules::image_leftover::RULE,
    rules::table_cell::RULE,
    rules::caption::RULE,
    rules::repeated_caption::RULE,
    rules::date_line::RULE,
    rules::byline::RULE,
    rules::post_byline::RULE,
    rules::media_prompt::RULE,
    rules::headline::RULE,
    rules::linked_headline::RULE,
    rules::pull_quote::RULE,
    rules::subheading::RULE,
];
