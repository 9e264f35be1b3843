//! The description of an article that a page has for machines: JSON-LD in a script, read as data and never run.

use super::tokens::Tag;
use crate::format::article::Metadata;
use crate::format::raw::Raw;
use std::borrow::Cow;

/// A description that is larger holds something else.
const MOST_BYTES: usize = 1 << 20;

/// Things that are looked at in a list or a graph.
const MOST_THINGS: usize = 256;

/// Types of articles, besides those that end so: `NewsArticle`, `ReportageNewsArticle`.
const TYPES: [&str; 3] = ["BlogPosting", "LiveBlogPosting", "Report"];

/// Whether a script holds such a description.
pub(super) fn is_data(tag: &Tag<'_>) -> bool {
    tag.is("script")
        && tag.attribute("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"))
}

/// What the first article in it is said to be; nothing where it is not JSON or has none.
pub(super) fn read(text: &str) -> Metadata {
    let whole = if text.len() <= MOST_BYTES { Raw::of(text.trim()).ok() } else { None };
    let mut waiting: Vec<Raw<'_>> = whole.into_iter().collect();
    let mut n_things = 0;
    while let Some(thing) = waiting.pop() {
        n_things += 1;
        if n_things > MOST_THINGS {
            break;
        }
        if let Some(items) = thing.items() {
            waiting.extend(items.into_iter().rev());
        } else if let Some(fields) = thing.fields() {
            if is_article(&fields) {
                return described(&fields);
            }
            let inside = ["@graph", "mainEntity"].iter().filter_map(|name| field(&fields, name));
            waiting.extend(inside);
        }
    }
    Metadata::default()
}

type Thing<'a> = [(Cow<'a, str>, Raw<'a>)];

fn field<'a>(thing: &Thing<'a>, name: &str) -> Option<Raw<'a>> {
    thing.iter().find(|(known, _)| known == name).map(|(_, value)| *value)
}

fn is_article(thing: &Thing<'_>) -> bool {
    let is_one = |kind: Raw<'_>| kind.text().is_some_and(|kind| kind.ends_with("Article") || TYPES.contains(&&*kind));
    let Some(kind) = field(thing, "@type") else { return false };
    is_one(kind) || kind.items().is_some_and(|kinds| kinds.into_iter().any(is_one))
}

fn described(article: &Thing<'_>) -> Metadata {
    let text = |name: &str| field(article, name).and_then(Raw::text).unwrap_or_default().into_owned();
    Metadata {
        title: text("headline"),
        outlet: field(article, "publisher").map(names).unwrap_or_default(),
        date: text("datePublished"),
        author: field(article, "author").map(names).unwrap_or_default(),
        ..Metadata::default()
    }
}

/// A name, that of a thing, or those of several.
fn names(value: Raw<'_>) -> String {
    let name = |value: Raw<'_>| -> Option<String> {
        let of_thing = || value.fields().and_then(|fields| field(&fields, "name"))?.text();
        let name = value.text().or_else(of_thing)?;
        Some(name.trim().to_owned()).filter(|name| !name.is_empty() && !name.starts_with("http"))
    };
    match value.items() {
        Some(items) => items.into_iter().filter_map(name).collect::<Vec<_>>().join(", "),
        None => name(value).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_found_wherever_they_stand() {
        let article = r#"{"@type": ["Thing", "NewsArticle"], "headline": "Dam", "datePublished": "2025-08-15",
            "author": [{"name": "Ana"}, "Bo", {"name": "https://x.example"}], "publisher": {"name": "Gazette"}}"#;
        for text in [
            article.to_owned(),
            format!("[{{\"@type\": \"Organization\", \"name\": \"X\"}}, {article}]"),
            format!("{{\"@context\": \"https://schema.org\", \"@graph\": [{{\"@type\": \"WebPage\"}}, {article}]}}"),
            format!("{{\"@type\": \"WebPage\", \"mainEntity\": {article}}}"),
        ] {
            let found = read(&text);
            assert_eq!(
                [&*found.title, &*found.outlet, &*found.date, &*found.author],
                ["Dam", "Gazette", "2025-08-15", "Ana, Bo"]
            );
        }
    }

    #[test]
    fn what_is_not_one_says_nothing() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        for text in ["", "{", "7", "alert(1)", r#"{"@type": "Person", "headline": "x"}"#, &deep] {
            assert_eq!(read(text), Metadata::default());
        }
    }
}
