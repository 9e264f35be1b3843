//! brat standoff: a `.txt` and an `.ann` for each article and coder, and the `annotation.conf` for them.
//!
//! brat has one annotator a folder, so each coder's layer is a folder; articles that nobody tagged are in `untagged`.
//! A stance is an event: its trigger is the sentence, `Holder` and `Target` lead to the nearest mention of each in the
//! text, where there is one, and `Polarity` is an attribute. Since concepts and outlets need not be named in the text,
//! the whole stance stands in a note as well. Names are those that the engine found, as the coder corrected them. Types
//! and values of brat are ASCII words: others are rewritten. A note has such a value as it is; comments at the end of
//! `annotation.conf`, which brat passes over, say which id each word stands for and who is behind a folder.

use super::book::Book;
use super::sheet::{Name, Work, file_part, label_code};
use super::{About, Form, OffsetUnit, Out, Run, Scene, Sheet, codes};
use crate::format::hash::sha256_hex;
use crate::model::{Body, CoderId, EntityId, EntityKind, Holder, LabelId, Project, Target, Unit};
use crate::text::Span;
use std::fmt::Write;

/// Folders for brat.
pub(super) static BRAT: Brat = Brat;

pub(super) struct Brat;

impl super::Writer for Brat {
    fn about(&self) -> &About {
        &About {
            id: "brat",
            name: "brat standoff",
            extension: "zip",
            media_type: "application/zip",
            tools: "brat; INCEpTION and many converters read it",
            unit: OffsetUnit::CodePoints,
            form: Form::Several,
            holds: "A folder for each coder with .txt and .ann of each article, and annotation.conf",
            losses: &[
                "what is said of whole articles",
                "stretches of white space alone",
                "corrections of speakers",
                "times, origins, metadata of articles",
            ],
        }
    }

    fn start<'p>(&'p self, scene: Scene<'p>) -> Box<dyn Run + 'p> {
        Box::new(BratRun { book: Book::of(scene.project), project: scene.project })
    }
}

/// Types that carry what is said of a sentence or a stretch.
const CARRIERS: [&str; 3] = ["Sentence", "Coded", "Stance"];

struct BratRun<'p> {
    book: Book,
    project: &'p Project,
}

impl Run for BratRun<'_> {
    fn begin(&mut self, out: &mut Out) {
        out.files.push(("annotation.conf".to_owned(), configuration(&self.book, self.project).into_bytes()));
    }

    fn article(&mut self, sheet: &Sheet<'_>, out: &mut Out) {
        let mut folders: Vec<(String, Option<&Work<'_>>)> =
            sheet.work.iter().map(|work| (folder(work.coder), Some(work))).collect();
        if folders.is_empty() {
            folders.push(("untagged".to_owned(), None));
        }
        for (folder, work) in folders {
            let mut names = sheet.names(work);
            names.retain(|name| !is_blank(sheet.text(name.span)));
            let mut ann = Ann { sheet, names: &names, out: String::new(), n: [0; 4] };
            // The first ids are the names', in order.
            for name in &names {
                ann.text_bound(name.kind.as_str(), name.span);
            }
            out.report.names += names.len() as u32;
            if let Some(work) = work {
                self.coder(sheet, work, &mut ann, out);
            }
            let path = format!("{folder}/{}", sheet.file_stem());
            out.files.push((format!("{path}.ann"), ann.out.into_bytes()));
            out.files.push((format!("{path}.txt"), sheet.article.text.as_bytes().to_vec()));
        }
    }
}

impl BratRun<'_> {
    fn coder(&self, sheet: &Sheet<'_>, work: &Work<'_>, ann: &mut Ann<'_, '_>, out: &mut Out) {
        for annotation in &work.whole {
            out.lost(annotation, "it is said of the whole article, and brat annotates stretches of text");
        }
        for (ix, said) in &work.by_unit {
            let unit = sheet.units[*ix].span;
            let mut sentence = None;
            for annotation in said {
                let note = codes::line(sheet, &annotation.body);
                let is_own = match &annotation.body {
                    Body::Span(_) | Body::Mention { .. } => true,
                    Body::Variable { unit, .. } => *unit == Unit::Span,
                    _ => false,
                };
                if is_blank(sheet.text(if is_own { annotation.span } else { unit })) {
                    out.lost(annotation, "it is over white space alone, and brat's stretches have words");
                    continue;
                }
                match &annotation.body {
                    Body::Span(label) => {
                        ann.text_bound(&label_word(label), annotation.span);
                    }
                    Body::Stance { holder, target, position } => {
                        let trigger = ann.text_bound("Stance", unit);
                        let event = ann.event(trigger, unit, holder, target);
                        ann.attribute("Polarity", &event, &word(position));
                        ann.note(&event, &note);
                    }
                    Body::Variable { variable, unit: Unit::Span, value } => {
                        let id = ann.text_bound("Coded", annotation.span);
                        self.answer(ann, &format!("T{id}"), variable, value, &note);
                    }
                    Body::Mention { .. } => {}
                    Body::Speaker(_) | Body::Lock(_) => {
                        out.lost(annotation, "brat's configuration has no type for it");
                        continue;
                    }
                    body => {
                        let id = *sentence.get_or_insert_with(|| ann.text_bound("Sentence", unit));
                        let id = format!("T{id}");
                        match body {
                            Body::Sentiment(value) => {
                                ann.attribute("Sentiment", &id, &word(value));
                                if word(value) != **value {
                                    ann.note(&id, &note);
                                }
                            }
                            Body::Variable { variable, value, .. } => self.answer(ann, &id, variable, value, &note),
                            _ => ann.note(&id, &note),
                        }
                    }
                }
                out.wrote(annotation);
            }
        }
        out.report.records += work.by_unit.len() as u32;
    }

    /// An attribute where brat can offer the values, and a note where the attribute does not say it all.
    fn answer(&self, ann: &mut Ann<'_, '_>, id: &str, variable: &crate::model::VariableId, value: &str, note: &str) {
        let has_values = self.book.question(variable).is_some_and(|question| question.values.is_some());
        if has_values {
            ann.attribute(&word(variable.as_str()), id, &word(value));
        }
        if !has_values || word(value) != *value {
            ann.note(id, note);
        }
    }
}

/// One `.ann`.
struct Ann<'s, 'a> {
    sheet: &'s Sheet<'a>,
    names: &'s [Name],
    out: String,
    /// How many of T, E, A and #.
    n: [u32; 4],
}

impl Ann<'_, '_> {
    /// A stretch; one that goes over line ends is one piece a line, as brat asks. It reads its files with Python's idea
    /// of lines, and refuses a stretch whose words go on behind one's end.
    fn text_bound(&mut self, kind: &str, span: Span) -> u32 {
        self.n[0] += 1;
        let text = self.sheet.text(span);
        let start_of = |piece: &str| span.start as usize + (piece.as_ptr() as usize - text.as_ptr() as usize);
        let pieces: Vec<&str> = text.split(codes::is_line_end).filter(|piece| !piece.is_empty()).collect();
        let _ = write!(self.out, "T{}\t{kind} ", self.n[0]);
        for (ix, piece) in pieces.iter().enumerate() {
            let chars = self.sheet.chars(Span::new(start_of(piece), start_of(piece) + piece.len()));
            let _ = write!(self.out, "{}{} {}", if ix > 0 { ";" } else { "" }, chars.start, chars.end);
        }
        let _ = writeln!(self.out, "\t{}", pieces.join(" "));
        self.n[0]
    }

    fn event(&mut self, trigger: u32, unit: Span, holder: &Holder, target: &Target) -> String {
        self.n[1] += 1;
        let id = format!("E{}", self.n[1]);
        let _ = write!(self.out, "{id}\tStance:T{trigger}");
        let holder = if let Holder::Entity(id) = holder { self.mention(id, unit) } else { None };
        let target = if let Target::Entity(id) = target { self.mention(id, unit) } else { None };
        for (role, mention) in [("Holder", holder), ("Target", target)] {
            if let Some(mention) = mention {
                let _ = write!(self.out, " {role}:T{mention}");
            }
        }
        self.out.push('\n');
        id
    }

    /// Where a thing is named: in the sentence, else before it, else in the first place.
    fn mention(&self, entity: &EntityId, unit: Span) -> Option<usize> {
        let entity = self.sheet.scene.project.standing(entity);
        let named = || self.names.iter().enumerate().filter(|(_, name)| name.entity == *entity);
        let inside = named().find(|(_, name)| unit.contains(name.span));
        let found =
            inside.or_else(|| named().rfind(|(_, name)| name.span.end <= unit.start)).or_else(|| named().next());
        found.map(|(ix, _)| ix + 1)
    }

    fn attribute(&mut self, name: &str, of: &str, value: &str) {
        self.n[2] += 1;
        let _ = writeln!(self.out, "A{}\t{name} {of} {value}", self.n[2]);
    }

    fn note(&mut self, of: &str, text: &str) {
        self.n[3] += 1;
        let _ = writeln!(self.out, "#{}\tAnnotatorNotes {of}\t{text}", self.n[3]);
    }
}

/// A word that brat takes as a type or a value; one that had to be rewritten gets a part of its digest, so that no two
/// become one.
fn word(text: &str) -> String {
    // The colon of an id is the one character that is rewritten alike everywhere.
    if !text.is_empty() && text.chars().all(|c| is_fine(c) || c == ':') { plain(text) } else { apart(text) }
}

/// The type of a label; none that stands for something else.
fn label_word(label: &LabelId) -> String {
    let code = label_code(label);
    let is_taken = code.contains(':') || CARRIERS.contains(&code) || code.parse::<EntityKind>().is_ok();
    if is_taken { apart(code) } else { word(code) }
}

fn is_fine(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

fn plain(text: &str) -> String {
    text.chars().map(|c| if is_fine(c) { c } else { '_' }).collect()
}

fn apart(text: &str) -> String {
    format!("{}_{}", plain(text), &sha256_hex(text.as_bytes())[..6])
}

/// Whether brat sees no words there.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || codes::is_line_end(c) || c == '\u{1f}')
}

/// The folder of a coder.
pub(super) fn folder(coder: &CoderId) -> String {
    let id = coder.as_str().trim_start_matches("c:");
    let part = file_part(id, "");
    if part == id && part != "untagged" {
        return part;
    }
    format!("{}{}", file_part(id, "-"), &sha256_hex(coder.as_str().as_bytes())[..8])
}

fn configuration(book: &Book, project: &Project) -> String {
    let mut out = String::from("[entities]\n");
    let kinds = EntityKind::ALL.iter().map(|kind| kind.as_str().to_owned());
    let labels = book.labels.iter().map(|label| label_word(&label.id));
    for kind in kinds.chain(labels).chain(["Sentence", "Coded"].map(str::to_owned)) {
        let _ = writeln!(out, "{kind}");
    }
    out.push_str("\n[relations]\n\n[events]\nStance\tHolder?:<ENTITY>, Target?:<ENTITY>\n\n[attributes]\n");
    let values =
        |values: &[super::book::Value]| values.iter().map(|value| word(&value.value)).collect::<Vec<_>>().join("|");
    let _ = writeln!(out, "Polarity\tArg:<EVENT>, Value:{}", values(&book.positions));
    let _ = writeln!(out, "Sentiment\tArg:<ENTITY>, Value:{}", values(&book.sentiments));
    for question in &book.questions {
        if let Some(all) = &question.values {
            let _ = writeln!(out, "{}\tArg:<ENTITY>, Value:{}", word(question.id.as_str()), values(all));
        }
    }
    out.push('\n');
    for (id, coder) in project.coders.iter() {
        let parts = [("folder", &*folder(id)), ("coder", id.as_str()), ("name", &*coder.name)];
        let _ = writeln!(out, "# {}", codes::line_of(&parts));
    }
    let labels = book.labels.iter().map(|label| (label_word(&label.id), label.id.as_str()));
    let questions = book.questions.iter().map(|question| (word(question.id.as_str()), question.id.as_str()));
    for (word, id) in labels.chain(questions) {
        let _ = writeln!(out, "# {}", codes::line_of(&[("word", &word), ("id", id)]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_plain_and_stay_apart() {
        assert_eq!(word("favor"), "favor");
        assert_eq!(word("v:frame"), "v_frame");
        assert_ne!(word("très bon"), word("tr\u{e8}s_bon"));
        assert!(word("").starts_with('_'));
        assert_eq!(folder(&CoderId::new("c:ana")), "ana");
        assert_ne!(folder(&CoderId::new("c:Анна")), folder(&CoderId::new("c:Инна")));
    }
}
