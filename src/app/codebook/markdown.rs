//! The Markdown that guidelines are written in, as blocks to draw: headings, paragraphs, lists, quotations, and in them
//! strong, emphasised and literal words. No links, images, tables or HTML: what is not known stands as typed.

/// A block of text.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading; its level counts from 1.
    Heading(usize, Vec<Words>),
    /// Running text.
    Paragraph(Vec<Words>),
    /// Items with dots.
    Dots(Vec<Vec<Words>>),
    /// Items with numbers.
    Numbers(Vec<Vec<Words>>),
    /// A quotation: an example.
    Quote(Vec<Words>),
}

/// Words of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// What they are.
    pub style: Style,
    /// The words.
    pub text: String,
}

/// How words are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Like their surroundings.
    Plain,
    /// `**so**`
    Strong,
    /// `*so*` or `_so_`
    Emphasis,
    /// `` `so` ``
    Literal,
}

/// The blocks of a text.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_after_blank = true;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            is_after_blank = true;
            continue;
        }
        let level = line.bytes().take_while(|b| *b == b'#').count();
        let numbered = line.split_once(". ").filter(|(n, _)| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
        if (1..=6).contains(&level) && line[level..].starts_with(' ') {
            blocks.push(Block::Heading(level, words(line[level..].trim())));
        } else if let Some(item) = ["- ", "* ", "+ "].iter().find_map(|dot| line.strip_prefix(dot)) {
            match blocks.last_mut() {
                Some(Block::Dots(items)) => items.push(words(item)),
                _ => blocks.push(Block::Dots(vec![words(item)])),
            }
        } else if let Some((_, item)) = numbered {
            match blocks.last_mut() {
                Some(Block::Numbers(items)) => items.push(words(item)),
                _ => blocks.push(Block::Numbers(vec![words(item)])),
            }
        } else if let Some(quoted) = line.strip_prefix('>') {
            match blocks.last_mut().filter(|_| !is_after_blank) {
                Some(Block::Quote(before)) => join(before, quoted),
                _ => blocks.push(Block::Quote(words(quoted.trim()))),
            }
        } else {
            // A line that follows without a gap goes on with what stands before it.
            match blocks.last_mut().filter(|_| !is_after_blank) {
                Some(Block::Paragraph(before) | Block::Quote(before)) => join(before, line),
                Some(Block::Dots(items) | Block::Numbers(items)) if !items.is_empty() => {
                    items.last_mut().into_iter().for_each(|item| join(item, line));
                }
                _ => blocks.push(Block::Paragraph(words(line))),
            }
        }
        is_after_blank = false;
    }
    blocks
}

fn join(before: &mut Vec<Words>, line: &str) {
    before.push(Words { style: Style::Plain, text: " ".into() });
    before.extend(words(line.trim()));
}

const SIGNS: [(&str, Style); 4] =
    [("**", Style::Strong), ("`", Style::Literal), ("*", Style::Emphasis), ("_", Style::Emphasis)];

fn words(line: &str) -> Vec<Words> {
    let mut found: Vec<Words> = Vec::new();
    let mut plain = String::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let styled = SIGNS.iter().find_map(|(sign, style)| {
            let inside = rest.strip_prefix(sign)?;
            let end = inside.find(sign)?;
            // A sign beside a space is one of multiplication, one within a word part of a name.
            let is_word = !inside[..end].trim().is_empty() && inside[..end].trim().len() == end;
            let is_within = *sign == "_" && plain.ends_with(char::is_alphanumeric);
            (is_word && !is_within).then(|| (*style, &inside[..end], &inside[end + sign.len()..]))
        });
        match styled {
            Some((style, text, after)) => {
                if !plain.is_empty() {
                    found.push(Words { style: Style::Plain, text: std::mem::take(&mut plain) });
                }
                found.push(Words { style, text: text.into() });
                rest = after;
            }
            None => {
                plain.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    if !plain.is_empty() {
        found.push(Words { style: Style::Plain, text: plain });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let of = |words: &[Words]| {
            let one = |w: &Words| match w.style {
                Style::Plain => w.text.clone(),
                Style::Strong => format!("<b>{}</b>", w.text),
                Style::Emphasis => format!("<i>{}</i>", w.text),
                Style::Literal => format!("<code>{}</code>", w.text),
            };
            words.iter().map(one).collect::<String>()
        };
        let items = |items: &[Vec<Words>]| items.iter().map(|item| of(item)).collect::<Vec<_>>().join("|");
        let one = |block: &Block| match block {
            Block::Heading(level, words) => format!("h{level}({})", of(words)),
            Block::Paragraph(words) => format!("p({})", of(words)),
            Block::Dots(all) => format!("ul({})", items(all)),
            Block::Numbers(all) => format!("ol({})", items(all)),
            Block::Quote(words) => format!("q({})", of(words)),
        };
        blocks(text).iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn blocks_and_words_are_told_apart() {
        for (text, expected) in [
            ("", ""),
            (
                "# How\n\nRead **all** of it\nfirst.\n\nThen *tag*.",
                "h1(How) p(Read <b>all</b> of it first.) p(Then <i>tag</i>.)",
            ),
            ("- one\n- `two`\n  goes on\n\n1. a\n2. b", "ul(one|<code>two</code> goes on) ol(a|b)"),
            ("> He said so\n> twice", "q(He said so twice)"),
            ("2 * 3 * 4, snake_case_name and a lone *", "p(2 * 3 * 4, snake_case_name and a lone *)"),
            ("#hashtag", "p(#hashtag)"),
            ("<script>x</script>", "p(<script>x</script>)"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
