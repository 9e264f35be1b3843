//! What a page says of itself, and whom to believe: the description for machines first, then the tags for others to
//! quote, then what stands in the text.

use super::entities::read_text;
use super::tokens::Tag;
use crate::format::article::Metadata;

/// Statements about the article, by where they were found. Within one kind the first wins.
#[derive(Debug, Default)]
pub(super) struct Described {
    /// From the description for machines (JSON-LD).
    linked: Metadata,
    /// From `<meta>`, `<link>` and `<html>`.
    head: Metadata,
    /// From elements of the text that say what they are.
    text: Metadata,
}

/// Names of `<meta>`, the field they are of first. The lists are in the order of trust within a page's own order.
const NAMES: &[(Field, &[&str])] = &[
    (Field::Title, &["og:title", "twitter:title", "dc.title", "citation_title", "headline"]),
    (Field::Outlet, &["og:site_name", "application-name", "dc.publisher", "citation_journal_title"]),
    (
        Field::Date,
        &[
            "article:published_time",
            "og:article:published_time",
            "datepublished",
            "date",
            "dc.date",
            "dc.date.issued",
            "dcterms.created",
            "pubdate",
            "publishdate",
            "publish-date",
            "parsely-pub-date",
            "sailthru.date",
            "citation_publication_date",
        ],
    ),
    (
        Field::Author,
        &["author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author", "citation_author"],
    ),
    (Field::Url, &["og:url", "twitter:url"]),
    (Field::Lang, &["og:locale", "content-language"]),
];

#[derive(Clone, Copy)]
enum Field {
    Title,
    Outlet,
    Date,
    Author,
    Url,
    Lang,
}

impl Described {
    /// Takes in what a tag says.
    pub(super) fn read(&mut self, tag: &Tag<'_>) {
        if tag.is("html") {
            set(&mut self.head, Field::Lang, tag.attribute("lang"));
        } else if tag.is("link") && tag.attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) {
            set(&mut self.head, Field::Url, tag.attribute("href"));
        } else if tag.is("meta") {
            let keys = ["property", "name", "itemprop", "http-equiv"];
            let Some(key) = keys.iter().find_map(|key| tag.attribute(key)) else { return };
            let is_of = |names: &[&str]| names.iter().any(|name| key.trim().eq_ignore_ascii_case(name));
            if let Some((field, _)) = NAMES.iter().find(|(_, names)| is_of(names)) {
                set(&mut self.head, *field, tag.attribute("content"));
            }
        } else if tag.is("time") {
            let is_said = tag.attribute("pubdate").is_some() || has(tag, "itemprop", "datePublished");
            // Of several times in a page, one that is not said to be the article's may be a teaser's.
            if is_said {
                set(&mut self.text, Field::Date, tag.attribute("datetime"));
            }
        }
    }

    /// Whether the words in an element are the writer's name.
    pub(super) fn names_author(&self, tag: &Tag<'_>) -> bool {
        let is_said = has(tag, "itemprop", "author") || has(tag, "rel", "author");
        is_said && !tag.is("meta") && !tag.is("link") && self.text.author.is_empty()
    }

    /// Takes in the words of such an element.
    pub(super) fn author(&mut self, words: &str) {
        let name = words.trim();
        let name = name.strip_prefix("By ").unwrap_or(name);
        if self.text.author.is_empty() && name.len() < 120 {
            self.text.author = name.to_owned();
        }
    }

    /// Takes in a description for machines.
    pub(super) fn linked(&mut self, said: Metadata) {
        let Metadata { title, outlet, date, author, .. } = said;
        let fields = [(Field::Title, title), (Field::Outlet, outlet), (Field::Date, date), (Field::Author, author)];
        for (field, value) in fields {
            set(&mut self.linked, field, Some(&value));
        }
    }

    /// The best of each, the host of its address where nothing names the outlet.
    pub(super) fn metadata(self) -> Metadata {
        let Described { linked, head, text } = self;
        let best = |values: [String; 3]| values.into_iter().find(|value| !value.is_empty()).unwrap_or_default();
        let outlet = best([head.outlet, linked.outlet, host(&head.url).to_owned()]);
        Metadata {
            // What is for others to quote is the headline as printed; the other one may be shortened for searches.
            title: best([head.title, linked.title, String::new()]),
            outlet,
            date: best([linked.date, head.date, text.date]),
            author: best([linked.author, head.author, text.author]),
            url: head.url,
            lang: head.lang,
        }
    }
}

/// Whether an attribute of several words has this one.
fn has(tag: &Tag<'_>, attribute: &str, word: &str) -> bool {
    let value = tag.attribute(attribute).unwrap_or("");
    value.split_whitespace().any(|said| said.eq_ignore_ascii_case(word))
}

fn set(metadata: &mut Metadata, field: Field, value: Option<&str>) {
    let value = read_text(value.unwrap_or(""));
    let value = value.trim();
    let is_address = value.starts_with("http://") || value.starts_with("https://");
    let (place, fits) = match field {
        Field::Title => (&mut metadata.title, true),
        Field::Outlet => (&mut metadata.outlet, true),
        Field::Date => (&mut metadata.date, true),
        // Some sites give their author's page on a social network instead of a name.
        Field::Author => (&mut metadata.author, !is_address),
        // Whatever else an address may be, a program or a place on this device is none.
        Field::Url => (&mut metadata.url, is_address),
        Field::Lang => (&mut metadata.lang, true),
    };
    if place.is_empty() && fits {
        *place = match field {
            Field::Lang => value.replace('_', "-"),
            _ => value.to_owned(),
        };
    }
}

/// The host of an address, without `www.`.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or("");
    host.strip_prefix("www.").unwrap_or(host)
}
