//! The tags of an HTML page: enough of a reader to check pages that this project wrote, not the whole standard.

/// A start tag.
#[derive(Debug)]
pub(crate) struct Tag {
    /// Lower case.
    pub(crate) name: String,
    /// Lower-case names; character references are not resolved.
    pub(crate) attributes: Vec<(String, String)>,
    /// Counted from 1.
    pub(crate) line: usize,
}

impl Tag {
    /// The value of an attribute, empty when it has none.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// All start tags outside comments and outside the text of scripts and styles.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let rest = &html[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            at = start + 4 + comment.find("-->").map_or(comment.len(), |end| end + 3);
        } else if rest.starts_with(|first: char| first.is_ascii_alphabetic()) {
            let name_length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(rest.len());
            let name = rest[..name_length].to_ascii_lowercase();
            let (attributes, length) = attributes(&rest[name_length..]);
            at = start + 1 + name_length + length;
            if matches!(name.as_str(), "script" | "style") {
                let close = format!("</{name}");
                at += html[at..].to_ascii_lowercase().find(&close).unwrap_or(html.len() - at);
            }
            let line = html[..start].matches('\n').count() + 1;
            tags.push(Tag { name, attributes, line });
        } else {
            at = start + 1;
        }
    }
    tags
}

/// The attributes up to the closing `>`, and how many bytes were read.
fn attributes(text: &str) -> (Vec<(String, String)>, usize) {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            let read = text.len() - rest.len() + usize::from(rest.starts_with('>'));
            return (found, read);
        }
        let ends_name = |c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/');
        let end = rest.char_indices().skip(1).find(|&(_, c)| ends_name(c)).map_or(rest.len(), |(at, _)| at);
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let Some(after) = rest.strip_prefix('=') else {
            found.push((name, String::new()));
            continue;
        };
        let after = after.trim_start();
        let quote = after.chars().next().filter(|first| matches!(first, '"' | '\''));
        let (value, left) = match quote {
            Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
            None => after.split_at(after.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(after.len())),
        };
        found.push((name, value.to_owned()));
        rest = left;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_in_all_spellings() {
        let tags = tags("<!-- <b> -->\n<A HREF='x>y' b=c d/>t</a><script>if (1<b) '<i>'</script><br>");
        let names: Vec<_> = tags.iter().map(|tag| tag.name.as_str()).collect();
        assert_eq!(names, ["a", "script", "br"]);
        assert_eq!(tags[0].attribute("href"), Some("x>y"));
        assert_eq!(tags[0].attribute("b"), Some("c"));
        assert_eq!(tags[0].attribute("d"), Some(""));
        assert_eq!(tags[0].line, 2);
    }
}
