//! A page's tokens into paragraphs, each with what its elements say of it, and the page's description of itself.

use super::entities::read_text;
use super::tokens::{Tag, Token, Tokens};
use crate::format::article::Metadata;
use crate::text::clean::{Block, BlockFate, LineKind};

pub(super) const CODE: &str = "html-code";
pub(super) const NAVIGATION: &str = "html-navigation";
pub(super) const ASIDE: &str = "html-aside";
pub(super) const PAGE_EDGE: &str = "html-page-edge";
pub(super) const FORM: &str = "html-form";
pub(super) const OUTSIDE: &str = "html-outside-article";
pub(super) const TITLE: &str = "html-title";
pub(super) const HEADING: &str = "html-heading";
pub(super) const CAPTION: &str = "html-caption";

/// A page as read.
#[derive(Default)]
pub(super) struct Page {
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) metadata: Metadata,
    /// Text of the first `h1` that is not dropped.
    pub(super) heading: String,
    /// Content of `<title>`, often with the site's name behind it.
    pub(super) window_title: String,
}

/// One paragraph and where it stands.
pub(super) struct Paragraph {
    pub(super) block: Block,
    /// Which `<article>` of the page, counted from 1, the outermost counts; 0 outside of any.
    pub(super) article: u32,
    pub(super) is_in_main: bool,
}

/// Reads a page once, from the top.
pub(super) fn read_page(html: &str) -> Page {
    let mut walk =
        Walk { page: Page::default(), open: Vec::new(), text: String::new(), line: 1, text_line: 1, n_articles: 0 };
    let mut known = 0;
    for (at, token) in Tokens::new(html) {
        walk.line += html.as_bytes()[known..at].iter().filter(|&&byte| byte == b'\n').count() as u32;
        known = at;
        walk.step(token);
    }
    walk.flush();
    walk.page
}

/// Elements that decide about the text inside them.
const DECIDING: &[(&str, Meaning)] = &[
    ("nav", Meaning::Dropped(NAVIGATION)),
    ("menu", Meaning::Dropped(NAVIGATION)),
    ("aside", Meaning::Dropped(ASIDE)),
    ("footer", Meaning::Dropped(PAGE_EDGE)),
    ("header", Meaning::PageHeader),
    ("form", Meaning::Dropped(FORM)),
    ("button", Meaning::Dropped(FORM)),
    ("select", Meaning::Dropped(FORM)),
    ("dialog", Meaning::Dropped(FORM)),
    ("svg", Meaning::Dropped(CODE)),
    ("article", Meaning::Article),
    ("main", Meaning::Main),
    ("h1", Meaning::Marked(LineKind::Heading, HEADING)),
    ("h2", Meaning::Marked(LineKind::Heading, HEADING)),
    ("h3", Meaning::Marked(LineKind::Heading, HEADING)),
    ("h4", Meaning::Marked(LineKind::Heading, HEADING)),
    ("h5", Meaning::Marked(LineKind::Heading, HEADING)),
    ("h6", Meaning::Marked(LineKind::Heading, HEADING)),
    ("figcaption", Meaning::Marked(LineKind::Caption, CAPTION)),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Dropped(&'static str),
    /// The page's if outside of an article, else the article's.
    PageHeader,
    Article,
    Main,
    Marked(LineKind, &'static str),
}

/// Elements that run along inside a paragraph; every other one begins and ends paragraphs.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "td", "th", "time",
    "tt", "u", "var", "wbr",
];

struct Walk {
    page: Page,
    /// Deciding elements that are open.
    open: Vec<(&'static str, Meaning)>,
    /// The paragraph so far.
    text: String,
    line: u32,
    text_line: u32,
    n_articles: u32,
}

impl Walk {
    fn step(&mut self, token: Token<'_>) {
        match token {
            Token::Text(raw) => self.add_text(raw),
            Token::Raw(raw) => self.add_raw(raw),
            Token::Start(tag) => {
                self.describe(&tag);
                self.separate(&tag);
                if let Some(&(name, meaning)) = DECIDING.iter().find(|(name, _)| tag.is(name)) {
                    if meaning == Meaning::Article && !self.is_in(Meaning::Article) {
                        self.n_articles += 1;
                    }
                    self.open.push((name, meaning));
                } else if tag.is("title") {
                    // Its content comes as raw text, and is no code.
                    self.page.window_title.push(' ');
                }
            }
            Token::End(tag) => {
                self.separate(&tag);
                if let Some(at) = self.open.iter().rposition(|(name, _)| tag.is(name)) {
                    self.open.truncate(at);
                }
            }
        }
    }

    /// Ends the paragraph where the element does not run along in one.
    fn separate(&mut self, tag: &Tag<'_>) {
        if tag.is("td") || tag.is("th") {
            if !self.text.ends_with(' ') {
                self.text.push(' ');
            }
        } else if !INLINE.iter().any(|name| tag.is(name)) {
            self.flush();
        }
    }

    fn add_text(&mut self, raw: &str) {
        let words = read_text(raw);
        if self.text.trim().is_empty() {
            self.text.clear();
            let n_blank = raw.len() - raw.trim_start().len();
            self.text_line = self.line + raw[..n_blank].bytes().filter(|&byte| byte == b'\n').count() as u32;
        }
        let is_doubled = self.text.is_empty() || self.text.ends_with(' ');
        self.text.push_str(if is_doubled { words.trim_start_matches(' ') } else { &words });
    }

    fn add_raw(&mut self, raw: &str) {
        if self.page.window_title == " " {
            self.page.window_title = read_text(raw).trim().to_owned();
        } else if !raw.trim().is_empty() {
            let text = format!("({} bytes of script, style or frame)", raw.len());
            self.push(text, self.line, BlockFate::Dropped(CODE));
        }
    }

    fn flush(&mut self) {
        let text = self.text.trim().to_owned();
        self.text.clear();
        if text.is_empty() {
            return;
        }
        let fate = self.fate();
        if self.page.heading.is_empty()
            && fate == BlockFate::Marked(LineKind::Heading, HEADING)
            && self.open.iter().any(|(name, _)| *name == "h1")
        {
            self.page.heading = text.clone();
        }
        self.push(text, self.text_line, fate);
    }

    fn push(&mut self, text: String, line: u32, fate: BlockFate) {
        self.page.paragraphs.push(Paragraph {
            block: Block { line, text, fate },
            article: if self.is_in(Meaning::Article) { self.n_articles } else { 0 },
            is_in_main: self.is_in(Meaning::Main),
        });
    }

    /// What the open elements say: the outermost that drops, else the innermost that marks.
    fn fate(&self) -> BlockFate {
        let mut is_in_article = false;
        let mut fate = BlockFate::Text;
        for (_, meaning) in &self.open {
            match *meaning {
                Meaning::Dropped(rule) => return BlockFate::Dropped(rule),
                Meaning::PageHeader if !is_in_article => return BlockFate::Dropped(PAGE_EDGE),
                Meaning::Article | Meaning::Main => is_in_article = true,
                Meaning::Marked(kind, rule) => fate = BlockFate::Marked(kind, rule),
                Meaning::PageHeader => {}
            }
        }
        fate
    }

    fn is_in(&self, meaning: Meaning) -> bool {
        self.open.iter().any(|(_, open)| *open == meaning)
    }

    /// Reads what the page says of itself. The first statement of a kind wins.
    fn describe(&mut self, tag: &Tag<'_>) {
        let metadata = &mut self.page.metadata;
        let (place, value) = if tag.is("html") {
            (&mut metadata.lang, tag.attribute("lang"))
        } else if tag.is("link") && tag.attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) {
            (&mut metadata.url, tag.attribute("href"))
        } else if tag.is("meta") {
            let keys = ["property", "name", "itemprop"];
            let Some(key) = keys.iter().find_map(|key| tag.attribute(key)) else { return };
            let place = match key.to_ascii_lowercase().as_str() {
                "og:title" => &mut metadata.title,
                "og:site_name" => &mut metadata.outlet,
                "article:published_time" | "datepublished" | "date" | "dc.date" | "pubdate" => &mut metadata.date,
                "author" | "article:author" | "dc.creator" => &mut metadata.author,
                "og:url" => &mut metadata.url,
                _ => return,
            };
            (place, tag.attribute("content"))
        } else {
            return;
        };
        let value = read_text(value.unwrap_or(""));
        // Some sites give their author's page on a social network instead of a name.
        let is_address = tag.is("link") || tag.attribute("property").is_some_and(|key| key == "og:url");
        let is_name = is_address || !value.starts_with("http");
        if place.is_empty() && is_name {
            *place = value.trim().to_owned();
        }
    }
}
