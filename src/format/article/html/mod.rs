//! HTML pages: the article of a saved page, its headings and captions marked, the rest of the page on record.

mod described;
mod entities;
mod linked_data;
mod main_part;
mod page;
mod reader;
mod tokens;

pub(super) use reader::Html;

/// What markup decides about a paragraph of a page: the rule's name and its reason.
pub static HTML_RULES: &[(&str, &str)] = &[
    (page::CODE, "scripts, styles and frames are for the browser"),
    (page::NAVIGATION, "menus lead to other pages"),
    (page::ASIDE, "an aside stands beside the article: teasers, boxes, advertisements"),
    (page::PAGE_EDGE, "the page's own header and footer are on every page of the site"),
    (page::HIDDEN, "the page does not show it"),
    (page::FORM, "forms and buttons are for use, not for reading"),
    (
        page::OUTSIDE,
        "the page's article is elsewhere on it: where it is marked, or where most of the running text stands",
    ),
    (page::TITLE, "the headline is shown above the text and not tagged twice"),
    (page::HEADING, "`h1` to `h6` are headings"),
    (page::CAPTION, "`figcaption` is the words under a picture"),
];
