//! Takes emphasis, links and escapes out of Markdown lines and keeps their words.

use super::image_leftover;
use crate::text::clean::Rule;
use crate::text::clean::draft::Draft;

pub(in crate::text::clean) const RULE: Rule =
    Rule { name: "markdown-inline", reason: "`*emphasis*` and `[words](address)` are read without their signs", apply };

fn apply(draft: &mut Draft<'_>) {
    for line in draft.lines.iter_mut().filter(|line| !line.is_dropped()) {
        if !line.text().contains(['*', '_', '[', '`', '\\', '<']) {
            continue;
        }
        let words = read_inline(line.text());
        if words.is_empty() {
            line.drop(RULE.name);
        } else if words != line.text() {
            line.rewrite(words, RULE.name);
        }
    }
}

/// The line as it is read. Images are left to their own rule, except inside a link.
fn read_inline(line: &str) -> String {
    read_in(line, 0)
}

/// What stands inside of so many signs.
fn read_in(line: &str, depth: u32) -> String {
    if depth > MOST_DEPTH {
        return line.to_owned();
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['*', '_', '[', '`', '\\', '<', '!']) {
        out.push_str(&rest[..at]);
        let before = out.chars().next_back();
        rest = &rest[at..];
        let near = &rest[..floor_boundary(rest, MOST_BYTES)];
        let used = match rest.as_bytes()[0] {
            b'!' if rest.starts_with("![") => {
                image_leftover::next_image(near, 0).map(|image| (image.end, rest[..image.end].to_owned()))
            }
            b'[' => link(near, depth),
            b'<' => address(near),
            b'`' => near[1..].find('`').map(|end| (end + 2, rest[1..=end].to_owned())),
            b'\\' => rest[1..].chars().next().filter(char::is_ascii_punctuation).map(|c| (2, c.to_string())),
            sign @ (b'*' | b'_') => match near.bytes().take_while(|byte| *byte == sign).count() {
                // A line to be filled in, or one that parts what stands above and below.
                n_signs if n_signs > MOST_SIGNS => Some((n_signs, near[..n_signs].to_owned())),
                _ => emphasis(near, before, depth),
            },
            _ => None,
        };
        // What opens nothing stands for itself. All signs looked for are one byte long.
        let (length, words) = used.unwrap_or_else(|| (1, rest[..1].to_owned()));
        out.push_str(&words);
        rest = &rest[length..];
    }
    // A backslash at the end is a line break.
    out.push_str(rest.strip_suffix('\\').unwrap_or(rest));
    out.trim().to_owned()
}

/// `[words](address)` or `[words][1]`: its length and words.
fn link(rest: &str, depth: u32) -> Option<(usize, String)> {
    let mut n_open = 0;
    let end = rest.bytes().position(|byte| {
        n_open += i32::from(byte == b'[') - i32::from(byte == b']');
        n_open == 0
    })?;
    let behind = &rest[end + 1..];
    let (close, opens) = if behind.starts_with('(') { (')', true) } else { (']', behind.starts_with('[')) };
    let length = opens.then(|| behind.find(close)).flatten()?;
    let words = read_in(&rest[1..end], depth + 1);
    let words = image_leftover::without_images(&words).unwrap_or(words);
    Some((end + 1 + length + 1, words))
}

/// `<https://a.example/>`.
fn address(rest: &str) -> Option<(usize, String)> {
    let end = rest.find('>')?;
    let inner = &rest[1..end];
    (inner.starts_with("http") && !inner.contains(' ')).then(|| (end + 1, inner.to_owned()))
}

/// `*words*`, `__words__`: opens at the beginning of a word, closes at the end of one.
fn emphasis(rest: &str, before: Option<char>, depth: u32) -> Option<(usize, String)> {
    let sign = rest.as_bytes()[0];
    let n_signs = rest.bytes().take_while(|&byte| byte == sign).count().min(3);
    let fence = &rest[..n_signs];
    let inside = &rest[n_signs..];
    if before.is_some_and(char::is_alphanumeric) || inside.starts_with(char::is_whitespace) || inside.is_empty() {
        return None;
    }
    let end = inside.match_indices(fence).map(|(at, _)| at).find(|&at| {
        let behind = inside[at + n_signs..].chars().next();
        at > 0
            && !inside[..at].ends_with(char::is_whitespace)
            && !behind.is_some_and(|c| c.is_alphanumeric() || c == char::from(sign))
    })?;
    Some((2 * n_signs + end, read_in(&inside[..end], depth + 1)))
}

/// Markup is closed within this many bytes or not at all, which keeps the search linear.
const MOST_BYTES: usize = 2000;

/// More signs in a row are no emphasis.
const MOST_SIGNS: usize = 6;

/// Markup stands so deep in other markup: a picture in bold words of a link. What is deeper stays as it stands.
const MOST_DEPTH: u32 = 6;

fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::read_inline;

    #[test]
    fn words_stay_and_signs_go() {
        for (line, expected) in [
            ("The **dam** *broke* on __Monday__ _night_.", "The dam broke on Monday night."),
            ("The [mayor](http://a.example/b \"c\") and [**all**][1] of us", "The mayor and all of us"),
            ("[![a dam](dam.jpg)](http://a.example/)", ""),
            ("![a dam](dam_at_night.jpg) stays", "![a dam](dam_at_night.jpg) stays"),
            ("5 * 3 * 2 and snake_case_name", "5 * 3 * 2 and snake_case_name"),
            ("A footnote* and [sic] \\*no emphasis\\*", "A footnote* and [sic] *no emphasis*"),
            ("`code` <https://a.example/> a < b", "code https://a.example/ a < b"),
            ("**“It rained,”** he said", "“It rained,” he said"),
            ("Name: ________, [**_`the`_ dam**](a)", "Name: ________, the dam"),
        ] {
            assert_eq!(read_inline(line), expected, "{line}");
        }
    }

    #[test]
    fn signs_without_end_take_no_time() {
        let since = std::time::Instant::now();
        for line in ["_", "*a(", "[", "[[a](b)", "*_", "**a** "].map(|signs| signs.repeat(30_000)) {
            assert!(read_inline(&line).len() <= line.len());
        }
        assert!(since.elapsed().as_secs() < 20, "{:?}", since.elapsed());
    }
}
