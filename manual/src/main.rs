//! The manual as pages: each file of `docs/` becomes an HTML page in a folder beside the built page.
//!
//! `manual DOCS OUT TOKENS [PICTURES]`: `TOKENS` are the page's colours and faces, so that both look alike. A comment
//! `<!-- picture NAME: what it shows -->` becomes the picture that `cargo xtask shots` took of that state, light or
//! dark as the reader's system is; without pictures it stays unseen, as it is where the files are read as they stand.
#![allow(clippy::print_stderr, reason = "a command line program prints")]

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

/// How the pages look, after the colours.
const STYLES: &str = include_str!("manual.css");

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let ([docs, out, tokens], pictures) = match arguments.as_slice() {
        [docs, out, tokens] => ([docs, out, tokens], None),
        [docs, out, tokens, pictures] => ([docs, out, tokens], Some(&**pictures)),
        _ => {
            eprintln!("manual DOCS OUT TOKENS [PICTURES]");
            return ExitCode::from(2);
        }
    };
    match write(docs, out, tokens, pictures) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the manual could not be written from {} to {}: {error}", docs.display(), out.display());
            ExitCode::FAILURE
        }
    }
}

fn write(docs: &Path, out: &Path, tokens: &Path, pictures: Option<&Path>) -> io::Result<()> {
    fs::create_dir_all(out)?;
    fs::write(out.join("manual.css"), fs::read_to_string(tokens)? + STYLES)?;
    for entry in fs::read_dir(docs)? {
        let path = entry?.path();
        let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else { continue };
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let page = page(&fs::read_to_string(&path)?, &|name| pictures.is_some_and(|folder| has_both(folder, name)));
        fs::write(out.join(page_name(stem)), page.html)?;
        for name in page.pictures {
            for file in both(&name) {
                fs::copy(pictures.unwrap_or(docs).join(&file), out.join(&file))?;
            }
        }
    }
    Ok(())
}

/// What a file of the manual is called as a page.
fn page_name(stem: &str) -> String {
    if stem == "README" { "index.html".to_owned() } else { format!("{stem}.html") }
}

/// The pictures of a state, light and dark.
fn both(name: &str) -> [String; 2] {
    ["light", "dark"].map(|theme| format!("{name}-wide-{theme}.png"))
}

fn has_both(folder: &Path, name: &str) -> bool {
    both(name).iter().all(|file| folder.join(file).exists())
}

/// A page and the names of the states whose pictures it shows.
struct Page {
    html: String,
    pictures: Vec<String>,
}

/// Makes a page of a file. `is_there` says of which states there are pictures.
fn page(markdown: &str, is_there: &dyn Fn(&str) -> bool) -> Page {
    let mut pictures = Vec::new();
    let mut title = String::new();
    let mut is_title = false;
    let events: Vec<Event<'_>> = Parser::new_ext(markdown, Options::ENABLE_TABLES)
        .map(|event| match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
                is_title = true;
                event
            }
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => {
                is_title = false;
                event
            }
            Event::Text(ref text) if is_title => {
                title.push_str(text);
                event
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                Event::Start(Tag::Link { link_type, dest_url: as_page(dest_url), title, id })
            }
            Event::Html(ref text) => match picture(text) {
                Some((name, shows)) if is_there(name) => {
                    pictures.push(name.to_owned());
                    Event::Html(figure(name, shows).into())
                }
                _ => event,
            },
            event => event,
        })
        .collect();
    let mut body = String::new();
    html::push_html(&mut body, events.into_iter());
    Page { html: framed(&title, &body), pictures }
}

/// Where a link to a file of the manual leads.
fn as_page(target: CowStr<'_>) -> CowStr<'_> {
    let (file, place) = target.split_once('#').map_or((&*target, String::new()), |(file, at)| (file, format!("#{at}")));
    match file.strip_suffix(".md").filter(|stem| !stem.contains([':', '/'])) {
        Some(stem) => (page_name(stem) + &place).into(),
        None => target,
    }
}

/// The state and the words of a comment that stands for a picture.
fn picture(comment: &str) -> Option<(&str, &str)> {
    let inner = comment.trim().strip_prefix("<!-- picture ")?.strip_suffix("-->")?;
    let (name, shows) = inner.split_once(':')?;
    Some((name.trim(), shows.trim()))
}

fn figure(name: &str, shows: &str) -> String {
    let [light, dark] = both(name);
    let shows = escaped(shows);
    format!(
        "<figure><picture><source srcset=\"{dark}\" media=\"(prefers-color-scheme: dark)\">\
         <img src=\"{light}\" alt=\"{shows}\" width=\"1440\" height=\"900\"></picture>\
         <figcaption>{shows}</figcaption></figure>\n"
    )
}

fn framed(title: &str, body: &str) -> String {
    let title = escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; img-src 'self'\">\n\
         <title>{title} · Standpoint</title>\n<link rel=\"stylesheet\" href=\"manual.css\">\n</head>\n<body>\n\
         <nav aria-label=\"Manual\"><a href=\"../\">Standpoint</a> <a href=\"index.html\">All pages of the manual</a></nav>\n\
         <main>\n{body}</main>\n</body>\n</html>\n"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_pages_and_others_stay() {
        let text = "# Tag\n\n[Keys](keys.md#find), [all](README.md), [Rust](https://rust-lang.org/a.md).";
        let Page { html, .. } = page(text, &|_| false);
        for expected in
            ["keys.html#find", "index.html", "https://rust-lang.org/a.md", "<title>Tag · Standpoint</title>"]
        {
            assert!(html.contains(&format!("\"{expected}\"")) || html.contains(expected), "{expected} in {html}");
        }
        assert!(!html.contains("keys.md"));
    }

    #[test]
    fn a_picture_is_shown_where_there_is_one() {
        let text = "# Tag\n\n<!-- picture tagged: Tags & marks -->\n\nText.";
        let with = page(text, &|name| name == "tagged");
        assert_eq!(with.pictures, ["tagged"]);
        assert!(with.html.contains("src=\"tagged-wide-light.png\"") && with.html.contains("alt=\"Tags &amp; marks\""));
        let without = page(text, &|_| false);
        assert!(without.pictures.is_empty() && !without.html.contains("<img"));
    }
}
