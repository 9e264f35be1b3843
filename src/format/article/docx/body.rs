//! The paragraphs of a document's part, in one pass over its XML; nothing here recurses.

use super::styles::{Style, Styles, is_level, style_of};
use super::{CAPTION, DELETED, HEADING, HIDDEN};
use crate::format::encoding::decoded;
use crate::format::xml_events::{Fault, Node, Open, Xml};
use crate::text::clean::{BlockFate, LineKind};

/// What a part holds.
#[derive(Default)]
pub(super) struct Content {
    pub(super) paragraphs: Vec<Paragraph>,
    /// Places that comments are about.
    pub(super) n_comments: usize,
    /// Where the XML broke off.
    pub(super) fault: Option<Fault>,
}

/// A paragraph, a row of a table, or words that are not in the text.
pub(in crate::format::article) struct Paragraph {
    pub(in crate::format::article) text: String,
    pub(in crate::format::article) fate: BlockFate,
    pub(in crate::format::article) is_title: bool,
}

/// Reads a part.
pub(super) fn read(bytes: &[u8], styles: &Styles) -> Content {
    let (bytes, _) = decoded(bytes);
    let mut xml = Xml::new(&bytes);
    let mut walk = Walk {
        styles,
        content: Content::default(),
        open: Vec::new(),
        carried: None,
        rows: Vec::new(),
        n_skipped: 0,
        n_gone: 0,
        is_words: false,
        is_hidden: false,
    };
    loop {
        match xml.next() {
            Ok(Some(node)) => walk.step(node),
            Ok(None) => break,
            Err(fault) => {
                walk.content.fault = Some(fault);
                break;
            }
        }
    }
    walk.finish()
}

struct Walk<'a> {
    styles: &'a Styles,
    content: Content,
    /// Paragraphs that are open: a text box stands within one.
    open: Vec<Draft>,
    /// A paragraph whose end a tracked change took out: the next one goes on with it.
    carried: Option<Draft>,
    /// Rows that are open: a table may stand within a cell.
    rows: Vec<Vec<Vec<Paragraph>>>,
    /// How deep in what is not read at all.
    n_skipped: usize,
    /// How deep in what a tracked change took out.
    n_gone: usize,
    /// Whether the text that comes is the document's, and not between its elements.
    is_words: bool,
    /// Whether the run that is open is hidden.
    is_hidden: bool,
}

/// A paragraph in the making.
#[derive(Default)]
struct Draft {
    text: String,
    deleted: String,
    hidden: String,
    style: Option<Style>,
    /// Paragraphs of text boxes in it.
    inside: Vec<Paragraph>,
    /// How deep in properties that a tracked change replaced.
    n_old: usize,
    /// Whether what comes is what holds of it.
    is_described: bool,
    /// Whether a tracked change took out its end.
    is_endless: bool,
}

/// Whose content is not read: the older of two renderings.
const SKIPPED: &[&str] = &["Fallback", "sectPr"];
/// Properties as they were before a change.
const OLD: &[&str] = &["pPrChange", "rPrChange"];
/// What a tracked change took out.
const GONE: &[&str] = &["del", "moveFrom"];

impl Walk<'_> {
    fn step(&mut self, node: Node) {
        match node {
            Node::Open(open) if self.n_skipped > 0 || SKIPPED.contains(&&*open.name) => self.n_skipped += 1,
            Node::Open(open) => self.begin(&open),
            Node::Close(_) if self.n_skipped > 0 => self.n_skipped -= 1,
            Node::Close(name) => self.end(&name),
            Node::Text(text) if self.is_words => self.add(&text),
            Node::Text(_) | Node::Instruction(..) => {}
        }
    }

    fn begin(&mut self, open: &Open) {
        let value = value_of(open);
        let is_on = !matches!(value, "0" | "false" | "off");
        match &*open.name {
            "p" => {
                // The style is that of the paragraph whose end stands.
                let before = self.carried.take().unwrap_or_default();
                self.open.push(Draft { style: None, is_endless: false, ..before });
            }
            "pPr" => self.open.last_mut().into_iter().for_each(|draft| draft.is_described = true),
            "tr" => {
                self.flush();
                self.rows.push(Vec::new());
            }
            "tc" => self.rows.last_mut().into_iter().for_each(|row| row.push(Vec::new())),
            "r" => self.is_hidden = false,
            "t" | "delText" => self.is_words = true,
            // Of the places that tabs go to, told before the words, the blanks are trimmed again.
            "tab" => self.add(" "),
            "br" | "cr" => self.add("\n"),
            "noBreakHyphen" => self.add("\u{2011}"),
            "softHyphen" => self.add("\u{ad}"),
            "commentReference" => self.content.n_comments += 1,
            "vanish" if is_on && self.properties().is_some() => self.is_hidden = true,
            "pStyle" => {
                let style = style_of(self.styles, value);
                self.properties().into_iter().for_each(|draft| draft.style = Some(style));
            }
            "outlineLvl" if is_level(value) => {
                self.properties()
                    .into_iter()
                    .for_each(|draft| draft.style = Some(draft.style.unwrap_or(Style::Heading)));
            }
            name if OLD.contains(&name) => self.open.last_mut().into_iter().for_each(|draft| draft.n_old += 1),
            name if GONE.contains(&name) => {
                self.n_gone += 1;
                // In a paragraph's properties they are about its end alone, and empty.
                self.properties().into_iter().for_each(|draft| draft.is_endless |= draft.is_described);
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => {
                self.flush();
                match self.open.pop() {
                    Some(draft) if draft.is_endless => self.carried = Some(draft),
                    Some(draft) => self.close(draft),
                    None => {}
                }
            }
            "pPr" => self.open.last_mut().into_iter().for_each(|draft| draft.is_described = false),
            // Nothing goes on behind these.
            "tc" | "txbxContent" => self.flush(),
            "tr" => {
                if let Some(row) = self.rows.pop() {
                    row_of(row).into_iter().for_each(|paragraph| self.hand_on(paragraph));
                }
            }
            "t" | "delText" => self.is_words = false,
            name if OLD.contains(&name) => {
                self.open.last_mut().into_iter().for_each(|draft| draft.n_old = draft.n_old.saturating_sub(1));
            }
            name if GONE.contains(&name) => self.n_gone = self.n_gone.saturating_sub(1),
            _ => {}
        }
    }

    /// The open paragraph, if what comes now is what holds of it.
    fn properties(&mut self) -> Option<&mut Draft> {
        self.open.last_mut().filter(|draft| draft.n_old == 0)
    }

    fn add(&mut self, text: &str) {
        let Some(draft) = self.open.last_mut() else { return };
        let place = match (self.n_gone > 0, self.is_hidden) {
            (true, _) => &mut draft.deleted,
            (_, true) => &mut draft.hidden,
            _ => &mut draft.text,
        };
        place.push_str(text);
    }

    /// Hands on a paragraph that waits for the next one in vain.
    fn flush(&mut self) {
        self.carried.take().into_iter().for_each(|draft| self.close(draft));
    }

    /// Hands on what a paragraph holds, a line of it a paragraph of the article.
    fn close(&mut self, draft: Draft) {
        let style = draft.style.unwrap_or(Style::Text);
        let fate = match style {
            Style::Heading => BlockFate::Marked(LineKind::Heading, HEADING),
            Style::Caption => BlockFate::Marked(LineKind::Caption, CAPTION),
            Style::Text | Style::Title => BlockFate::Text,
        };
        let deleted = (draft.deleted, BlockFate::Dropped(DELETED));
        let hidden = (draft.hidden, BlockFate::Dropped(HIDDEN));
        for (text, fate) in [(draft.text, fate), deleted, hidden] {
            for line in text.split('\n') {
                let text = line.split([' ', '\t', '\r']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
                if !text.is_empty() {
                    self.hand_on(Paragraph { text, fate, is_title: style == Style::Title });
                }
            }
        }
        draft.inside.into_iter().for_each(|paragraph| self.hand_on(paragraph));
    }

    /// To the paragraph around it, the cell around it, or the text.
    fn hand_on(&mut self, paragraph: Paragraph) {
        if let Some(around) = self.open.last_mut() {
            around.inside.push(paragraph);
        } else if let Some(row) = self.rows.last_mut() {
            match row.last_mut() {
                Some(cell) => cell.push(paragraph),
                None => row.push(vec![paragraph]),
            }
        } else {
            self.content.paragraphs.push(paragraph);
        }
    }

    /// What was open when the XML broke off counts as well.
    fn finish(mut self) -> Content {
        self.flush();
        while let Some(draft) = self.open.pop() {
            self.close(draft);
        }
        while let Some(row) = self.rows.pop() {
            row.into_iter().flatten().for_each(|paragraph| self.hand_on(paragraph));
        }
        self.content
    }
}

/// The `val` of an element, whatever prefix the document gives it.
fn value_of(open: &Open) -> &str {
    let is_value = |name: &str| name == "val" || name.ends_with(":val");
    open.attributes.iter().find(|(name, _)| is_value(name)).map_or("", |(_, value)| value)
}

/// A row whose cells hold a line each is one paragraph; others are as they stand.
fn row_of(row: Vec<Vec<Paragraph>>) -> Vec<Paragraph> {
    let is_line =
        |cell: &Vec<Paragraph>| cell.len() <= 1 && cell.iter().all(|paragraph| paragraph.fate == BlockFate::Text);
    if !row.iter().all(is_line) {
        return row.into_iter().flatten().collect();
    }
    let words: Vec<String> = row.into_iter().flatten().map(|paragraph| paragraph.text).collect();
    let text = words.join(" ");
    if text.is_empty() { Vec::new() } else { vec![Paragraph { text, fate: BlockFate::Text, is_title: false }] }
}
