//! How each format is read again, and in what its file may differ from the project without being wrong.
//!
//! A format of its own manners is a line in [`of`]; the fields that it does not name are as in [`PLAIN`].

use super::ruler::Ruler;
use super::{Part, Proof, graph, marks, recal, records, tables};
use crate::format::export::{codes, conll, label_studio_config, xml};
use crate::format::hash::{article_id, sha256_hex};
use crate::format::import::{key_of, rows_of, unpacked};
use crate::model::{ArticleId, Body, CoderId, LabelId, Project, Unit, VariableId};
use crate::text::{CharSpan, Span};
use std::rc::Rc;

/// A way to read a format again, and its manners.
#[derive(Clone, Copy)]
pub(super) struct Manner {
    pub(super) way: Way,
    pub(super) texts: Texts,
    /// What tells a text from others.
    pub(super) text_id: fn(&str) -> ArticleId,
    /// Places in a text as they are compared.
    pub(super) ruler: fn(&str) -> Ruler,
    /// What a stretch loses at its ends.
    pub(super) trim: fn(&str, Span) -> Span,
    /// Where something that is said stands.
    pub(super) at: fn(&Body) -> At,
    /// What comes back of something that is said; `None` if no reader here reads that layer.
    pub(super) narrow: fn(&Project, &Body, CharSpan) -> Option<Body>,
    pub(super) coder: fn(&CoderId) -> Rc<str>,
    /// The field that several of a kind share.
    pub(super) field: fn(&Body) -> Option<Rc<str>>,
    /// What stands between them there.
    pub(super) joint: &'static str,
}

/// How a file is read again.
#[derive(Clone, Copy)]
pub(super) enum Way {
    /// By the reader of this id.
    Reader { id: &'static str, cut: Cut },
    /// By a check of its own.
    Check(fn(&mut Proof<'_>, &Part), Cut),
}

/// Where a file may be cut.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// Nowhere.
    Whole,
    /// Between values of JSON.
    Rows,
    /// Between rows of CSV; each part has the columns' names.
    Table,
    /// Between files of a zip.
    Files,
    /// Between files of a zip that belong together: those of one name, with what configures all.
    Stems,
}

/// What of the texts a file has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Texts {
    /// Articles.
    Whole,
    /// Parts, or none.
    Parts,
}

/// Where something stands in a file.
pub(super) enum At {
    /// Where it was said.
    Own,
    /// At the sentence that it belongs to.
    Unit,
}

/// Rows of so many bytes are read in one go.
const ROWS_BYTES: usize = 256 << 10;

const PLAIN: Manner = Manner {
    way: Way::Check(records::project, Cut::Whole),
    texts: Texts::Whole,
    text_id: article_id,
    ruler: Ruler::of_chars,
    trim: |_, span| span,
    at: |_| At::Own,
    narrow: |_, body, _| Some(unitless(body)),
    coder: |coder| coder.as_str().into(),
    field: |_| None,
    joint: "\n",
};

/// The manner of a format.
pub(super) fn of(id: &str) -> Manner {
    let reader = |id: &'static str, cut| Manner { way: Way::Reader { id, cut }, ..PLAIN };
    match id {
        "w3c" | "w3c-utf16" => Manner { texts: Texts::Parts, ..reader("w3c", Cut::Rows) },
        "doccano" => reader("doccano", Cut::Rows),
        "doccano-sentences" => sentences("doccano"),
        "prodigy" => sentences("prodigy"),
        "label-studio" => Manner { at: by_unit, narrow: controlled, ..reader("label-studio", Cut::Rows) },
        "cas-json" => reader("cas-json", Cut::Files),
        "cas-xmi" => Manner {
            narrow: |_, body, _| Some(in_xml(&unitless(body))),
            text_id: |text| article_id(&xml::held(text)),
            ..reader("cas-xmi", Cut::Files)
        },
        "brat" => Manner {
            at: by_unit,
            trim: line_ends,
            narrow: |_, body, _| names_apart(body).map(|body| unitless(&body)),
            ..reader("brat", Cut::Stems)
        },
        "conll" => Manner {
            at: by_unit,
            narrow: |_, body, _| names_apart(body).map(|body| unitless(&body)),
            text_id: |text| ArticleId::new(sha256_hex(conll::dense(text).as_bytes())),
            ruler: Ruler::of_tokens,
            ..reader("conll", Cut::Files)
        },
        "refi" => Manner { narrow: of_refi, ..reader("refi", Cut::Whole) },
        "refi-plain" => Manner {
            narrow: of_refi,
            text_id: |text| article_id(&text.replace(|c| c > '\u{FFFF}', "\u{FFFD}")),
            ..reader("refi", Cut::Whole)
        },
        "own" => Manner { texts: Texts::Parts, ..PLAIN },
        "csv" => Manner {
            way: Way::Check(tables::tags, Cut::Table),
            texts: Texts::Parts,
            at: |body| if matches!(body, Body::Variable { unit: Unit::Span, .. }) { At::Unit } else { At::Own },
            narrow: tables::worded,
            field: |body| match body {
                Body::Variable { variable, .. } => Some(variable.as_str().into()),
                _ => None,
            },
            joint: "; ",
            ..PLAIN
        },
        "csv-long" => Manner { way: Way::Check(tables::long, Cut::Table), texts: Texts::Parts, at: by_unit, ..PLAIN },
        "jsonl" => Manner {
            way: Way::Check(records::sentences, Cut::Rows),
            texts: Texts::Parts,
            at: |body| if matches!(body, Body::Variable { .. }) { At::Own } else { by_unit(body) },
            ..PLAIN
        },
        "recal" => Manner {
            way: Way::Check(recal::matrices, Cut::Whole),
            texts: Texts::Parts,
            at: |_| At::Unit,
            narrow: recal::numbered,
            ..PLAIN
        },
        "graphml" => check(graph::network),
        "label-studio-config" => check(marks::controls),
        "refi-codebook" => check(marks::codes),
        _ => PLAIN,
    }
}

/// What no annotation is compared with.
fn check(check: fn(&mut Proof<'_>, &Part)) -> Manner {
    Manner { way: Way::Check(check, Cut::Whole), texts: Texts::Parts, ..PLAIN }
}

/// Records by sentence, with one field for all comments and one for all flags.
fn sentences(id: &'static str) -> Manner {
    Manner {
        way: Way::Reader { id, cut: Cut::Rows },
        texts: Texts::Parts,
        at: by_unit,
        narrow: |_, body, _| names_apart(body).map(|body| unitless(&body)),
        field: |body| match body {
            Body::Comment(_) => Some("comment".into()),
            Body::Flag(_) => Some("flag".into()),
            _ => None,
        },
        ..PLAIN
    }
}

fn by_unit(body: &Body) -> At {
    match body {
        Body::Span(_) | Body::Mention { .. } | Body::Variable { unit: Unit::Span, .. } => At::Own,
        _ => At::Unit,
    }
}

/// Files seldom say what a question is asked of.
fn unitless(body: &Body) -> Body {
    match body {
        Body::Variable { variable, value, .. } => {
            Body::Variable { variable: variable.clone(), unit: Unit::Sentence, value: value.clone() }
        }
        other => other.clone(),
    }
}

/// Corrected names are part of the layer of names, which the engine makes anew for who opens the file.
fn names_apart(body: &Body) -> Option<Body> {
    (!matches!(body, Body::Mention { .. })).then(|| body.clone())
}

/// Variables as Label Studio's controls name them.
fn controlled(_: &Project, body: &Body, _: CharSpan) -> Option<Body> {
    Some(match unitless(body) {
        Body::Variable { variable, unit, value } => {
            let name = label_studio_config::control(variable.as_str().trim_start_matches("v:"), false);
            Body::Variable { variable: VariableId::new(format!("v:{}", key_of(&name).unwrap_or(name))), unit, value }
        }
        other => other,
    })
}

/// Codes name values as they are stored; comments of a source's description.
fn of_refi(_: &Project, body: &Body, _: CharSpan) -> Option<Body> {
    Some(in_xml(&unitless(body)))
}

/// With another character for those that XML has no place for.
fn in_xml(body: &Body) -> Body {
    let held = |text: &Rc<str>| -> Rc<str> { xml::held(text).into() };
    match body {
        Body::Span(label) => Body::Span(LabelId::new(xml::held(label.as_str()))),
        Body::Sentiment(value) => Body::Sentiment(held(value)),
        Body::Comment(text) => Body::Comment(held(text)),
        Body::Flag(text) => Body::Flag(held(text)),
        Body::Variable { variable, unit, value } => {
            Body::Variable { variable: variable.clone(), unit: *unit, value: held(value) }
        }
        other => other.clone(),
    }
}

/// brat's stretches begin and end inside a line.
fn line_ends(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start as usize + (words.len() - words.trim_start_matches(codes::is_line_end).len());
    let end = span.start as usize + words.trim_end_matches(codes::is_line_end).len();
    Span::new(start, end.max(start))
}

impl Way {
    pub(super) fn cut(self) -> Cut {
        match self {
            Way::Reader { cut, .. } | Way::Check(_, cut) => cut,
        }
    }
}

/// A line of the file and what is wrong there.
pub(super) type Fault = (Option<u32>, String);

/// The parts of a zip.
pub(super) fn parts_of_zip(cut: Cut, bytes: &[u8]) -> Result<Vec<Part>, Fault> {
    let whole = |name: String, bytes: Vec<u8>| Part { name, line: 0, bytes };
    if cut != Cut::Stems {
        return Ok(files(bytes)?.into_iter().map(|(name, bytes)| whole(name, bytes)).collect());
    }
    let (conf, files): (Vec<_>, Vec<_>) = files(bytes)?.into_iter().partition(|(name, _)| name.ends_with(".conf"));
    let stem = |name: &str| name.rsplit_once('.').map_or(name.to_owned(), |(stem, _)| stem.to_owned());
    let group = |group: &[(String, Vec<u8>)]| {
        let mut zip = crate::format::export::zip::Zip::default();
        let mut out = Vec::new();
        conf.iter().chain(group).for_each(|(name, content)| zip.add(name, content, &mut out));
        zip.finish(&mut out);
        whole(stem(&group[0].0), out)
    };
    Ok(files.chunk_by(|(a, _), (b, _)| stem(a) == stem(b)).map(group).collect())
}

fn files(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Fault> {
    let entry = |(name, content): (String, Result<Vec<u8>, &str>)| match content {
        Ok(content) => Ok((name, content)),
        Err(why) => Err((None, format!("{name}: {why}"))),
    };
    let files = unpacked(bytes).into_iter().map(entry).collect::<Result<Vec<_>, Fault>>()?;
    if files.is_empty() { Err((None, "the zip cannot be read".to_owned())) } else { Ok(files) }
}

/// Rows of JSON in parts of some size, a value a line, behind so many lines of the file.
pub(super) fn rows(bytes: &[u8], before: u32) -> Result<Vec<Part>, Fault> {
    let mut parts: Vec<Part> = Vec::new();
    for (line, row) in rows_of(bytes) {
        let line = before + line;
        let row = row.map_err(|what| (Some(line), what))?;
        let last = parts.last_mut().filter(|part| part.bytes.len() < ROWS_BYTES);
        // Rows stand a line each in our files, so lines are counted on from the first of a part.
        match last {
            Some(part) => {
                part.bytes.push(b'\n');
                part.bytes.extend(row.bytes());
            }
            None => parts.push(Part { name: String::new(), line: line.saturating_sub(1), bytes: row.into() }),
        }
    }
    Ok(parts)
}

/// A line of codes as what it says; `None` if it is none.
pub(super) fn stance(position: &str, holder: &str, target: &str) -> Option<Body> {
    let line = codes::stance_line(position, holder, target);
    crate::format::import::body_of(&line, Unit::Sentence)
}
