//! An HTML text into tags and text, as browsers do it in the main: no error is an error.
//!
//! Written here because a tokenizer that follows the whole standard weighs more than the rest of the readers together,
//! and a saved page needs only tags, attributes, comments and raw text. Not a tree builder: tags are told as they come.

/// One piece of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text between tags, entities not yet read.
    Text(&'a str),
    /// `<name …>`
    Start(Tag<'a>),
    /// `</name>`
    End(Tag<'a>),
    /// What stands in `<script>`, `<style>` and their like.
    Raw(&'a str),
}

/// A tag as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// In the page's letter case.
    pub(super) name: &'a str,
    attributes: &'a str,
}

/// The tokens of a page, each with the byte where it begins.
pub(super) struct Tokens<'a> {
    html: &'a str,
    at: usize,
    /// Name of the element whose raw text comes next.
    raw: Option<&'a str>,
    /// No tag ends behind this byte.
    tags_end: usize,
}

/// Elements whose content is not markup.
const RAW: [&str; 7] = ["script", "style", "textarea", "title", "noscript", "iframe", "template"];

impl<'a> Tokens<'a> {
    pub(super) fn new(html: &'a str) -> Tokens<'a> {
        Tokens { html, at: 0, raw: None, tags_end: usize::MAX }
    }

    /// A comment, doctype or processing instruction at the current byte: goes behind it.
    fn skip_declaration(&mut self) -> bool {
        let rest = &self.html[self.at..];
        let end = if let Some(comment) = rest.strip_prefix("<!--") {
            comment.find("-->").map(|end| "<!--".len() + end + "-->".len())
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            rest.find('>').map(|end| end + 1)
        } else {
            return false;
        };
        self.at += end.unwrap_or(rest.len());
        true
    }

    /// The tag at the current byte.
    fn tag(&mut self) -> Option<Token<'a>> {
        let rest = &self.html[self.at..];
        let is_end = rest.starts_with("</");
        let inner = &rest[if is_end { 2 } else { 1 }..];
        if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let end = end_of_tag(inner)?;
        let content = &inner[..end];
        let name_end = content.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(content.len());
        let tag = Tag { name: &content[..name_end], attributes: &content[name_end..] };
        self.at += rest.len() - inner.len() + end + 1;
        if is_end {
            return Some(Token::End(tag));
        }
        self.raw = RAW.iter().any(|raw| tag.is(raw)).then_some(tag.name);
        Some(Token::Start(tag))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (usize, Token<'a>);

    fn next(&mut self) -> Option<(usize, Token<'a>)> {
        if let Some(name) = self.raw.take() {
            let start = self.at;
            self.at = end_of_raw(self.html, start, name);
            if self.at > start {
                return Some((start, Token::Raw(&self.html[start..self.at])));
            }
        }
        while self.html[self.at..].starts_with('<') && self.skip_declaration() {}
        let start = self.at;
        let rest = &self.html[start..];
        if rest.is_empty() {
            return None;
        }
        if rest.starts_with('<') && self.at < self.tags_end {
            match self.tag() {
                Some(tag) => return Some((start, tag)),
                // Each further `<` would have the rest of the page looked through again.
                None if begins_tag(rest) => self.tags_end = start,
                None => {}
            }
        }
        // A `<` that begins no tag is text.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[first..].find('<').map_or(rest.len(), |end| first + end);
        self.at += end;
        Some((start, Token::Text(&rest[..end])))
    }
}

impl<'a> Tag<'a> {
    /// Whether it has this name, given in small letters.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute, entities not yet read; empty if it has none.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let ends = |c: char| c.is_ascii_whitespace() || c == '=' || c == '/';
            let end = rest[first..].find(ends).map_or(rest.len(), |end| first + end);
            let found = &rest[..end];
            rest = rest[end..].trim_start();
            let mut value = "";
            if let Some(behind) = rest.strip_prefix('=') {
                (value, rest) = attribute_value(behind.trim_start());
            }
            if found.eq_ignore_ascii_case(name) {
                return Some(value);
            }
        }
    }
}

/// The value at the beginning of `text`, and what follows it.
fn attribute_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    text.split_at(text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len()))
}

/// Tags longer than this hold a picture in figures, which has no `>`.
const MOST_QUOTED: usize = 1 << 16;

/// Where the `>` of a tag is, quoted values skipped.
fn end_of_tag(inner: &str) -> Option<usize> {
    let mut quote = 0;
    let mut is_value = false;
    for (at, byte) in inner.bytes().take(MOST_QUOTED).enumerate() {
        match byte {
            _ if byte == quote => quote = 0,
            _ if quote != 0 => {}
            b'>' => return Some(at),
            b'"' | b'\'' if is_value => quote = byte,
            _ => {}
        }
        is_value = byte == b'=' || (is_value && byte.is_ascii_whitespace());
    }
    // A quotation mark that is never closed, or a picture written into the tag: the first `>` ends the tag after all.
    inner.find('>')
}

/// Whether the `<` that `text` begins with is one of a tag.
fn begins_tag(text: &str) -> bool {
    text[1..].strip_prefix('/').unwrap_or(&text[1..]).starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Where `</name` closes raw text that begins at `start`.
fn end_of_raw(html: &str, start: usize, name: &str) -> usize {
    let mut at = start;
    while let Some(found) = html[at..].find("</") {
        let behind = &html[at + found + 2..];
        let is_name = behind.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
        if is_name && !behind[name.len()..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return at + found;
        }
        at += found + 2;
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> Vec<String> {
        let show = |(at, token)| match token {
            Token::Text(text) => format!("{at} {text:?}"),
            Token::Raw(text) => format!("{at} raw {text:?}"),
            Token::Start(tag) => format!("{at} <{}>", tag.name),
            Token::End(tag) => format!("{at} </{}>", tag.name),
        };
        Tokens::new(html).map(show).collect()
    }

    #[test]
    fn tags_text_comments_and_raw_text_are_told_apart() {
        assert_eq!(
            shown(
                "<!doctype html><P class='a>b'>It <br/>rained<!-- <p> -->.</P><script>if (a < b) '</p>'</SCRIPT>é < 5"
            ),
            [
                "15 <P>",
                "30 \"It \"",
                "33 <br>",
                "38 \"rained\"",
                "56 \".\"",
                "57 </P>",
                "61 <script>",
                "69 raw \"if (a < b) '</p>'\"",
                "86 </SCRIPT>",
                "95 \"é \"",
                "98 \"< 5\""
            ]
        );
    }

    #[test]
    fn broken_markup_ends_somewhere() {
        assert_eq!(shown("<p class=\"a>It rained."), ["0 <p>", "12 \"It rained.\""]);
        assert_eq!(shown("<p"), ["0 \"<p\""]);
        assert_eq!(shown("a<!-- b"), ["0 \"a\""]);
        assert_eq!(shown("<script>a"), ["0 <script>", "8 raw \"a\""]);
    }

    #[test]
    fn attributes_are_read_in_every_spelling() {
        let Some((_, Token::Start(tag))) =
            Tokens::new("<meta hidden NAME=author content = \"Ana &amp; Bo\" x='>'>").next()
        else {
            panic!("no tag")
        };
        assert_eq!(tag.attribute("name"), Some("author"));
        assert_eq!(tag.attribute("content"), Some("Ana &amp; Bo"));
        assert_eq!((tag.attribute("hidden"), tag.attribute("x"), tag.attribute("y")), (Some(""), Some(">"), None));
    }
}
