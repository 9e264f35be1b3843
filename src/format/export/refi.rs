//! REFI-QDA 1.0: the project as `.qdpx`, a zip of `project.qde` and the articles' texts.
//!
//! Every tag is a selection of its own with its codes: a stance has three (position, holder, target), so that what
//! belongs together stays together. Words of comments, flags and free answers are the selection's description. Outlet,
//! date and the like are variables of the source. Programs disagree on what a position counts; ours are code points.
//! They agree while a text has no character beyond U+FFFF, so the second writer puts a replacement character for each
//! of those, and the first one reports where they stand. Line ends are single line feeds.

use super::codes::guid;
use super::refi_codebook::{code, codes, meanings};
use super::sheet::Work;
use super::{About, Form, OffsetUnit, Out, Run, Scene, Sheet, Thing, Writer, xml};
use crate::model::{Annotation, Body};
use crate::text::{Map, Span};
use std::rc::Rc;

/// With the texts as they are.
pub(super) static PROJECT: Refi = Refi { texts: Texts::AsTheyAre };

/// With texts in which all programs count alike.
pub(super) static PROJECT_BMP: Refi = Refi { texts: Texts::OneUnitEach };

pub(super) struct Refi {
    texts: Texts,
}

#[derive(Clone, Copy, PartialEq)]
enum Texts {
    AsTheyAre,
    OneUnitEach,
}

const TOOLS: &str = "NVivo, MAXQDA, ATLAS.ti, QualCoder, Quirkos";
const HOLDS: &str = "Articles with their metadata, the codebook as codes, every coder's tags as coded selections";
const LOSSES: &[&str] = &["corrections of names and speakers", "locks", "origins", "whether a scale has an order"];

/// A character that takes two units in UTF-16.
fn is_wide(c: char) -> bool {
    c > '\u{FFFF}'
}

impl Writer for Refi {
    fn about(&self) -> &About {
        match self.texts {
            Texts::AsTheyAre => &About {
                id: "refi",
                name: "REFI-QDA project (.qdpx)",
                extension: "qdpx",
                media_type: "application/zip",
                tools: TOOLS,
                unit: OffsetUnit::CodePoints,
                form: Form::Several,
                holds: HOLDS,
                losses: LOSSES,
            },
            Texts::OneUnitEach => &About {
                id: "refi-plain",
                name: "REFI-QDA project (.qdpx), emoji replaced",
                extension: "qdpx",
                media_type: "application/zip",
                tools: TOOLS,
                unit: OffsetUnit::CodePoints,
                form: Form::Several,
                holds: HOLDS,
                losses: &[
                    "emoji and other characters beyond U+FFFF",
                    "corrections of names and speakers",
                    "locks",
                    "origins",
                ],
            },
        }
    }

    fn start<'p>(&'p self, scene: Scene<'p>) -> Box<dyn Run + 'p> {
        Box::new(RefiRun { texts: self.texts, scene, sources: String::new(), things: Map::new() })
    }
}

struct RefiRun<'p> {
    texts: Texts,
    scene: Scene<'p>,
    /// The part of the project that is about articles; the codes before it are known at the end only.
    sources: String,
    /// Holders and targets that tags name.
    things: Map<(&'static str, Rc<str>), Rc<str>>,
}

/// What a source says of itself, as document variables.
const VARIABLES: [(&str, &str); 6] =
    [("outlet", "Outlet"), ("date", "Date"), ("author", "Author"), ("url", "URL"), ("lang", "Language"), ("id", "Id")];

impl Run for RefiRun<'_> {
    fn article(&mut self, sheet: &Sheet<'_>, out: &mut Out) {
        let article = sheet.article;
        let source = guid(&["source", article.id.as_str()]);
        let content = self.text_of(sheet, out).into_bytes();
        out.files.push((format!("sources/{source}.txt"), content));
        let title = if article.title.is_empty() { article.id.as_str() } else { &article.title };
        let path = format!("internal://{source}.txt");
        let mut text = std::mem::take(&mut self.sources);
        xml::open(&mut text, "TextSource", &[("guid", &source), ("name", title), ("plainTextPath", &path)]);
        text.push('\n');
        let mut of_source = String::new();
        for (work, annotation) in sheet.all() {
            let Some((codings, words)) = self.codings(sheet, work, annotation, out) else { continue };
            if annotation.span.is_empty() {
                of_source.push_str(&codings);
                continue;
            }
            let chars = sheet.chars(annotation.span);
            let name: String = sheet.text(annotation.span).chars().take(80).collect();
            xml::open(
                &mut text,
                "PlainTextSelection",
                &[
                    ("guid", &guid(&["selection", article.id.as_str(), annotation.id.as_str()])),
                    ("name", &name),
                    ("startPosition", &chars.start.to_string()),
                    ("endPosition", &chars.end.to_string()),
                    ("creatingUser", &user(work)),
                    ("creationDateTime", &annotation.created.to_string()),
                    ("modifyingUser", &user(work)),
                    ("modifiedDateTime", &annotation.modified.to_string()),
                ],
            );
            if !words.is_empty() {
                xml::element(&mut text, "Description", &[], words);
            }
            text.push_str(&codings);
            text.push_str("</PlainTextSelection>\n");
            out.report.records += 1;
        }
        text.push_str(&of_source);
        let values = [&article.outlet, &article.date, &article.author, &article.url, &article.lang];
        let values = values.into_iter().map(|value| &**value).chain([article.id.as_str()]);
        for ((id, _), value) in VARIABLES.iter().zip(values).filter(|(_, value)| !value.is_empty()) {
            text.push_str("<VariableValue>");
            xml::empty(&mut text, "VariableRef", &[("targetGUID", &guid(&["variable", id]))]);
            xml::element(&mut text, "TextValue", &[], value);
            text.push_str("</VariableValue>\n");
        }
        text.push_str("</TextSource>\n");
        self.sources = text;
    }

    fn end(&mut self, out: &mut Out) {
        let scene = self.scene;
        let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let name = if scene.project.name.is_empty() { "Standpoint" } else { &scene.project.name };
        xml::open(
            &mut text,
            "Project",
            &[
                ("xmlns", "urn:QDA-XML:project:1.0"),
                ("name", name),
                ("origin", &format!("Standpoint {}", scene.version)),
                ("creationDateTime", &scene.exported.to_string()),
            ],
        );
        text.push('\n');
        if !scene.project.coders.is_empty() {
            text.push_str("<Users>\n");
            for coder in scene.project.coders.values() {
                let id = guid(&["user", coder.id.as_str()]);
                xml::empty(&mut text, "User", &[("guid", &id), ("name", &coder.name), ("id", coder.id.as_str())]);
                text.push('\n');
            }
            text.push_str("</Users>\n");
        }
        text.push_str("<CodeBook>\n");
        codes(scene, &self.things, &mut text);
        text.push_str("</CodeBook>\n<Variables>\n");
        for (id, name) in VARIABLES {
            let given = [("guid", &*guid(&["variable", id])), ("name", name), ("typeOfVariable", "Text")];
            xml::empty(&mut text, "Variable", &given);
            text.push('\n');
        }
        text.push_str("</Variables>\n");
        if !self.sources.is_empty() {
            text.push_str("<Sources>\n");
            text.push_str(&self.sources);
            text.push_str("</Sources>\n");
        }
        text.push_str("</Project>\n");
        meanings(scene, &self.things, &mut text);
        out.files.push(("project.qde".to_owned(), text.into_bytes()));
    }
}

impl RefiRun<'_> {
    fn text_of(&self, sheet: &Sheet<'_>, out: &mut Out) -> String {
        let (article, text) = (sheet.article, &sheet.article.text);
        let wide = text.char_indices().filter(|(_, c)| is_wide(*c)).map(|(at, c)| Span::new(at, at + c.len_utf8()));
        let why = match self.texts {
            Texts::AsTheyAre => "programs that count UTF-16 units see what follows it one place further on",
            Texts::OneUnitEach => "it takes two units in UTF-16; U+FFFD stands for it",
        };
        for span in wide {
            out.altered(article, span, why);
        }
        match self.texts {
            Texts::AsTheyAre => text.to_string(),
            Texts::OneUnitEach => text.replace(is_wide, "\u{FFFD}"),
        }
    }

    /// The codes of an annotation as elements, and words that no code says.
    fn codings<'s>(
        &mut self,
        sheet: &Sheet<'_>,
        work: &Work<'_>,
        annotation: &'s Annotation,
        out: &mut Out,
    ) -> Option<(String, &'s str)> {
        let mut words = "";
        let codes = match &annotation.body {
            Body::Sentiment(value) => vec![code("sentiment", value)],
            Body::Stance { holder, target, position } => {
                let holder = self.thing("holder", sheet.holder(holder));
                let target = self.thing("target", sheet.target(target));
                vec![code("position", position), holder, target]
            }
            Body::Span(label) => vec![code("label", label.as_str())],
            Body::Variable { variable, value, .. } => {
                let known = self.scene.project.codebook.variable(variable).and_then(|known| known.scale.as_ref());
                if known.is_some_and(|scale| !scale.values.is_empty()) {
                    vec![code(variable.as_str(), value)]
                } else {
                    words = value;
                    vec![code("variable", variable.as_str())]
                }
            }
            Body::Comment(text) => {
                words = text;
                vec![code("note", "comment")]
            }
            Body::Flag(text) => {
                words = text;
                vec![code("note", "flag")]
            }
            Body::Mention { .. } | Body::Speaker(_) | Body::Lock(_) => {
                out.lost(annotation, "there is no code for it");
                return None;
            }
        };
        if annotation.span.is_empty() && !words.is_empty() {
            out.lost(annotation, "a source has codes, and no place for words of a coder");
            return None;
        }
        out.wrote(annotation);
        let mut text = String::new();
        for target in codes {
            let id = guid(&["coding", sheet.article.id.as_str(), annotation.id.as_str(), &target]);
            let created = annotation.created.to_string();
            let given = [("guid", &*id), ("creatingUser", &*user(work)), ("creationDateTime", &*created)];
            xml::open(&mut text, "Coding", &given);
            xml::empty(&mut text, "CodeRef", &[("targetGUID", &target)]);
            text.push_str("</Coding>");
        }
        Some((text, words))
    }

    fn thing(&mut self, of: &'static str, thing: Thing) -> String {
        let name = match thing.kind {
            "outlet" => "The outlet".into(),
            "unknown" => "Unknown".into(),
            _ => thing.name,
        };
        let target = code(of, &thing.id);
        self.things.insert((of, thing.id), name);
        target
    }
}

fn user(work: &Work<'_>) -> String {
    guid(&["user", work.coder.as_str()])
}
