//! A page's tokens into paragraphs, each with what its elements say of it, and the page's description of itself.

use super::described::Described;
use super::entities::read_text;
use super::linked_data;
use super::tokens::{Tag, Token, Tokens};
use crate::text::clean::{Block, BlockFate, LineKind};

pub(super) const CODE: &str = "html-code";
pub(super) const NAVIGATION: &str = "html-navigation";
pub(super) const ASIDE: &str = "html-aside";
pub(super) const PAGE_EDGE: &str = "html-page-edge";
pub(super) const HIDDEN: &str = "html-hidden";
pub(super) const FORM: &str = "html-form";
pub(super) const OUTSIDE: &str = "html-outside-article";
pub(super) const TITLE: &str = "html-title";
pub(super) const HEADING: &str = "html-heading";
pub(super) const CAPTION: &str = "html-caption";

/// A page as read.
#[derive(Default)]
pub(super) struct Page {
    pub(super) paragraphs: Vec<Paragraph>,
    /// What it says of itself.
    pub(super) described: Described,
    /// Text of the first `h1` that is not dropped.
    pub(super) heading: String,
    /// Content of `<title>`, often with the site's name behind it.
    pub(super) window_title: String,
    /// The boxes in the order in which they open: for each the number of the first that opens behind its end.
    pub(super) boxes: Vec<u32>,
    /// The box that each box stands in; its own number where it stands in none.
    pub(super) parents: Vec<u32>,
}

/// One paragraph and where it stands.
pub(super) struct Paragraph {
    pub(super) block: Block,
    /// Which `<article>` of the page, counted from 1, the outermost counts; 0 outside of any.
    pub(super) article: u32,
    pub(super) is_in_main: bool,
    /// The innermost box, as in [`Page::boxes`]; `None` outside of all.
    pub(super) inside: Option<u32>,
    /// Bytes of the text that are links.
    pub(super) n_linked: usize,
}

/// Reads a page once, from the top.
pub(super) fn read_page(html: &str) -> Page {
    let mut walk = Walk { line: 1, text_line: 1, ..Walk::default() };
    let mut known = 0;
    for (at, token) in Tokens::new(html) {
        walk.line += html.as_bytes()[known..at].iter().filter(|&&byte| byte == b'\n').count() as u32;
        known = at;
        walk.step(token);
    }
    walk.flush();
    walk.close_to(0);
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
    ("div", Meaning::Nothing),
    ("section", Meaning::Nothing),
    ("td", Meaning::Nothing),
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
    /// It only holds others.
    Nothing,
}

/// What an element is that says what it is for.
const ROLES: &[(&str, Meaning)] = &[
    ("main", Meaning::Main),
    ("article", Meaning::Article),
    ("navigation", Meaning::Dropped(NAVIGATION)),
    ("menu", Meaning::Dropped(NAVIGATION)),
    ("complementary", Meaning::Dropped(ASIDE)),
    ("contentinfo", Meaning::Dropped(PAGE_EDGE)),
    ("search", Meaning::Dropped(FORM)),
    ("dialog", Meaning::Dropped(FORM)),
    ("heading", Meaning::Marked(LineKind::Heading, HEADING)),
];

/// No page has its boxes so deep in each other; what is deeper counts as what is around it.
const MOST_OPEN: usize = 512;

/// Elements that run along inside a paragraph; every other one begins and ends paragraphs.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "td", "th", "time",
    "tt", "u", "var", "wbr",
];

#[derive(Default)]
struct Walk {
    page: Page,
    /// Deciding elements that are open, and the box that each is.
    open: Vec<(&'static str, Meaning, u32)>,
    /// The paragraph so far.
    text: String,
    line: u32,
    text_line: u32,
    n_articles: u32,
    is_in_link: bool,
    /// Bytes of the paragraph so far that are links.
    n_linked: usize,
    /// Whether the raw text that comes is the page's description of its article.
    is_data: bool,
    /// Whether a text that comes is the name of the writer.
    is_author: bool,
}

impl Walk {
    fn step(&mut self, token: Token<'_>) {
        match token {
            Token::Text(raw) => self.add_text(raw),
            Token::Raw(raw) => self.add_raw(raw),
            Token::Start(tag) => {
                self.page.described.read(&tag);
                self.is_data = linked_data::is_data(&tag);
                self.is_author = self.page.described.names_author(&tag);
                self.is_in_link |= tag.is("a");
                self.separate(&tag);
                if let Some(&(name, meaning)) = DECIDING.iter().find(|(name, _)| tag.is(name)) {
                    self.begin(name, meaning_of(&tag, meaning));
                } else if tag.is("title") {
                    // Its content comes as raw text, and is no code.
                    self.page.window_title.push(' ');
                }
            }
            Token::End(tag) => {
                self.separate(&tag);
                self.is_author = false;
                self.is_in_link &= !tag.is("a");
                if let Some(at) = self.open.iter().rposition(|(name, ..)| tag.is(name)) {
                    self.close_to(at);
                }
            }
        }
    }

    fn begin(&mut self, name: &'static str, meaning: Meaning) {
        if self.open.len() == MOST_OPEN {
            return;
        }
        if meaning == Meaning::Article && !self.is_in(Meaning::Article) {
            self.n_articles += 1;
        }
        let number = self.page.boxes.len() as u32;
        self.page.parents.push(self.open.last().map_or(number, |(.., around)| *around));
        self.page.boxes.push(number + 1);
        self.open.push((name, meaning, number));
    }

    fn close_to(&mut self, n_open: usize) {
        let next = self.page.boxes.len() as u32;
        for (.., number) in self.open.drain(n_open..) {
            self.page.boxes[number as usize] = next;
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
            self.n_linked = 0;
            let n_blank = raw.len() - raw.trim_start().len();
            self.text_line = self.line + raw[..n_blank].bytes().filter(|&byte| byte == b'\n').count() as u32;
        }
        self.n_linked += if self.is_in_link { words.len() } else { 0 };
        if std::mem::take(&mut self.is_author) {
            self.page.described.author(&words);
        }
        let is_doubled = self.text.is_empty() || self.text.ends_with(' ');
        self.text.push_str(if is_doubled { words.trim_start_matches(' ') } else { &words });
    }

    fn add_raw(&mut self, raw: &str) {
        if self.page.window_title == " " {
            self.page.window_title = read_text(raw).trim().to_owned();
        } else if !raw.trim().is_empty() {
            if std::mem::take(&mut self.is_data) {
                self.page.described.linked(linked_data::read(raw));
            }
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
            && self.open.iter().any(|(name, ..)| *name == "h1")
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
            inside: self.open.last().map(|(.., number)| *number),
            n_linked: std::mem::take(&mut self.n_linked),
        });
    }

    /// What the open elements say: the outermost that drops, else the innermost that marks.
    fn fate(&self) -> BlockFate {
        let mut is_in_article = false;
        let mut fate = BlockFate::Text;
        for (_, meaning, _) in &self.open {
            match *meaning {
                Meaning::Dropped(rule) => return BlockFate::Dropped(rule),
                Meaning::PageHeader if !is_in_article => return BlockFate::Dropped(PAGE_EDGE),
                Meaning::Article | Meaning::Main => is_in_article = true,
                Meaning::Marked(kind, rule) => fate = BlockFate::Marked(kind, rule),
                Meaning::PageHeader | Meaning::Nothing => {}
            }
        }
        fate
    }

    fn is_in(&self, meaning: Meaning) -> bool {
        self.open.iter().any(|(_, open, _)| *open == meaning)
    }
}

/// What an element means that may say so itself.
fn meaning_of(tag: &Tag<'_>, meaning: Meaning) -> Meaning {
    let style = tag.attribute("style").unwrap_or("");
    let is_unseen = tag.attribute("hidden").is_some()
        || tag.attribute("aria-hidden").is_some_and(|value| value.eq_ignore_ascii_case("true"))
        || style.split(';').any(|rule| rule.replace(' ', "").eq_ignore_ascii_case("display:none"));
    if is_unseen {
        return Meaning::Dropped(HIDDEN);
    }
    if tag
        .attribute("itemprop")
        .is_some_and(|of| of.split_whitespace().any(|of| of.eq_ignore_ascii_case("articleBody")))
    {
        return Meaning::Main;
    }
    let role = tag.attribute("role").unwrap_or("").trim();
    let said = ROLES.iter().find(|(known, _)| role.eq_ignore_ascii_case(known)).map(|(_, meaning)| *meaning);
    said.filter(|_| meaning == Meaning::Nothing).unwrap_or(meaning)
}
