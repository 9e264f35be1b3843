//! Files for other tools, as the page knows them: which formats there are, and what became of what was exported. The
//! worker has the writers and tells both as JSON, since naming a writer here would bring its code into the page.

use super::import_lines::{PlaceLine, place_line};
use super::layers::LayersShown;
use super::session::Session;
use crate::format::export::proof::Proved;
use crate::format::export::{About, Kind, Loss, OffsetUnit, Place, Report};
use crate::format::json::{Fields, Object, push_list, push_text};
use crate::format::project::Realigned;
use crate::format::raw::Raw;
use crate::model::{ArticleId, CoderId};
use crate::text::Span;
use std::rc::Rc;

/// So many places of one loss are told; the count is of all.
const MOST_TOLD: usize = 50;

/// A format that can be written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FormatInfo {
    /// As the worker is asked for it.
    pub id: Rc<str>,
    /// As shown.
    pub name: Rc<str>,
    /// Ending of the file, without a dot.
    pub extension: Rc<str>,
    /// Who opens it.
    pub tools: Rc<str>,
    /// What its offsets count.
    pub unit: Rc<str>,
    /// What is in it.
    pub holds: Rc<str>,
    /// What it leaves out, whatever the project.
    pub losses: Vec<Rc<str>>,
}

impl FormatInfo {
    /// A format as the worker tells it.
    pub fn encode(about: &About) -> String {
        let mut out = String::new();
        let mut object = Object::open(&mut out);
        object.text("id", about.id);
        object.text("name", about.name);
        object.text("extension", about.extension);
        object.text("tools", about.tools);
        object.text("unit", about.unit.name());
        object.text("holds", about.holds);
        push_list(object.field("losses"), about.losses, |out, loss| push_text(out, loss));
        object.close();
        out
    }

    /// Reads what [`FormatInfo::encode`] wrote; `None` for another text, which would be a bug.
    pub fn decode(text: &str) -> Option<FormatInfo> {
        let mut fields = Fields::of(Raw::of(text).ok()?).ok()?;
        let losses = fields.texts("losses").ok()?;
        let mut text = |name| fields.text_or_empty(name).ok();
        Some(FormatInfo {
            id: text("id")?,
            name: text("name")?,
            extension: text("extension")?,
            tools: text("tools")?,
            unit: text("unit")?,
            holds: text("holds")?,
            losses,
        })
    }
}

/// What became of everything that was exported.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExportReport {
    /// What was written, in words: `12 stances`.
    pub written: Vec<Rc<str>>,
    /// What was left out or changed.
    pub losses: Vec<ExportLoss>,
    /// What reading the file again came to, and what its offsets count, in a line.
    pub proof: Rc<str>,
    /// What did not come back as it was written.
    pub mismatches: Vec<ExportLoss>,
    /// What our reader could not take, in words.
    pub faults: Vec<Rc<str>>,
}

/// Something that the format has no place for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExportLoss {
    /// What, how often and why, in words: `3 comments: it has no place for them`.
    pub what: Rc<str>,
    /// The first of them.
    places: Vec<(ArticleId, Span, Option<CoderId>)>,
}

impl ExportReport {
    /// A report as the worker tells it.
    pub fn encode(report: &Report, proved: &Proved) -> String {
        let counts = [(report.articles, "articles"), (report.records, "records"), (report.names, "names")];
        let counts = counts.into_iter().map(|(n, what)| (what, n));
        let annotations = report.written.iter().map(|(kind, n)| (kind.name(), *n));
        let written = counts.chain(annotations).filter(|(_, n)| *n > 0);
        let written: Vec<Rc<str>> = written.map(|(what, n)| counted(n, what).into()).collect();
        let mut out = String::new();
        let mut object = Object::open(&mut out);
        object.texts("written", &written);
        push_losses(object.field("losses"), &report.losses);
        let unit = match report.unit {
            OffsetUnit::None => String::new(),
            unit => format!(" Offsets count {}.", unit.name()),
        };
        object.text("proof", &format!("{}{unit}", proved.line()));
        push_losses(object.field("mismatches"), &proved.mismatches);
        let mut faults: Vec<Rc<str>> = proved.issues.iter().map(|issue| issue.to_string().into()).collect();
        let n_more = proved.n_issues as usize - proved.issues.len().min(proved.n_issues as usize);
        faults.extend((n_more > 0).then(|| format!("and {n_more} more").into()));
        object.texts("faults", &faults);
        object.close();
        out
    }

    /// Reads what [`ExportReport::encode`] wrote; `None` for another text, which would be a bug.
    pub fn decode(text: &str) -> Option<ExportReport> {
        let mut fields = Fields::of(Raw::of(text).ok()?).ok()?;
        let loss = |raw| {
            let mut loss = Fields::of(raw).ok()?;
            let place = |raw| {
                let mut place = Fields::of(raw).ok()?;
                let (start, end) = (place.number("start").ok()??, place.number("end").ok()??);
                let coder = place.text("coder").ok()?.map(CoderId::new);
                Some((ArticleId::new(place.need_text("article").ok()?), Span { start, end }, coder))
            };
            let places = loss.list("places").ok()?.into_iter().filter_map(place).collect();
            Some(ExportLoss { what: loss.text_or_empty("what").ok()?, places })
        };
        let losses = fields.list("losses").ok()?.into_iter().filter_map(loss).collect();
        let mismatches = fields.list("mismatches").ok()?.into_iter().filter_map(loss).collect();
        let (proof, faults) = (fields.text_or_empty("proof").ok()?, fields.texts("faults").ok()?);
        Some(ExportReport { written: fields.texts("written").ok()?, losses, proof, mismatches, faults })
    }
}

impl ExportReport {
    /// What to say of a file of this name that does not say all that was written; `None` if it does.
    pub fn fault_of(&self, name: &str) -> Option<String> {
        let mut faults = self.mismatches.iter().map(|loss| &loss.what).chain(&self.faults);
        let first = faults.next()?;
        let n_more = faults.count();
        let more = if n_more > 0 { format!(" (and {n_more} more)") } else { String::new() };
        Some(format!(
            "{name} was saved, but does not say all that was to be written: {first}{more}. {} Please report this as a \
             fault of the page, and keep this browser's data: your work in it is whole.",
            self.proof
        ))
    }
}

impl ExportLoss {
    /// The first places of it, as they may be shown now: what other coders said is counted and not told, unless their
    /// layers are shown.
    pub fn lines(&self, session: &Session) -> Vec<PlaceLine> {
        let is_shown = |coder: &Option<CoderId>| {
            coder.as_ref().is_none_or(|coder| session.coder() == Some(coder))
                || session.layers_shown() == LayersShown::All
        };
        let line = |(article, span, coder): &(ArticleId, Span, Option<CoderId>)| {
            let coder = coder.clone().unwrap_or_else(|| CoderId::new(""));
            place_line(session, &Realigned { article: article.clone(), span: *span, coder })
        };
        self.places.iter().filter(|(_, _, coder)| is_shown(coder)).map(line).collect()
    }
}

fn push_losses(out: &mut String, losses: &[Loss]) {
    push_list(out, losses, |out, loss| {
        let mut object = Object::open(out);
        object.text("what", &words(loss));
        let places: Vec<&Place> = loss.places.iter().filter(|place| place.article.is_some()).collect();
        push_list(object.field("places"), &places[..places.len().min(MOST_TOLD)], |out, place| {
            let mut object = Object::open(out);
            object.text("article", place.article.as_ref().map_or("", |id| id.as_str()));
            object.number("start", place.span.start);
            object.number("end", place.span.end);
            if let Some(coder) = &place.coder {
                object.text("coder", coder.as_str());
            }
            object.close();
        });
        object.close();
    });
}

fn words(Loss { kind, why, n, .. }: &Loss) -> String {
    match kind {
        Some(kind) => format!("{}: {why}", counted(*n, kind.name())),
        None if *n == 1 => format!("Once: {why}"),
        None => format!("{n} times: {why}"),
    }
}

/// `1 stance`, `2 stances`; names of kinds are plurals.
fn counted(n: u32, plural: &str) -> String {
    let singular = || match plural.strip_suffix('s') {
        _ if plural == Kind::Answer.name() => "answer to a variable".to_owned(),
        Some(singular) => singular.to_owned(),
        None => plural.to_owned(),
    };
    format!("{n} {}", if n == 1 { singular() } else { plural.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::export;
    use crate::text::Map;

    #[test]
    fn every_format_travels() {
        for writer in export::ALL {
            let about = writer.about();
            let info = FormatInfo::decode(&FormatInfo::encode(about)).unwrap_or_default();
            assert_eq!((&*info.id, &*info.name, &*info.extension), (about.id, about.name, about.extension));
            assert_eq!((&*info.tools, &*info.holds, &*info.unit), (about.tools, about.holds, about.unit.name()));
            assert_eq!(info.losses.iter().map(|loss| &**loss).collect::<Vec<_>>(), about.losses);
        }
        assert_eq!(FormatInfo::decode("[]"), None);
    }

    #[test]
    fn a_report_travels_in_words() {
        let place = |start| Place {
            article: Some(ArticleId::new("sha256:1")),
            span: Span { start, end: start + 2 },
            coder: (start > 0).then(|| CoderId::new("c:ana")),
        };
        let nowhere = Place { article: None, span: Span::default(), coder: None };
        let report = Report {
            unit: OffsetUnit::Utf16,
            articles: 1,
            records: 0,
            names: 2,
            written: Map::from_iter([(Kind::Stance, 1), (Kind::Answer, 1)]),
            losses: vec![
                Loss { kind: Some(Kind::Comment), why: "no place", n: 3, places: vec![place(0), place(7), nowhere] },
                Loss { kind: None, why: "a space was put", n: 1, places: vec![] },
            ],
        };
        let mismatches = vec![Loss { kind: None, why: "it differs", n: 2, places: vec![place(7)] }];
        let proved = Proved { n_units: 3, n_equal: 1, mismatches, n_issues: 4, ..Proved::default() };
        let told = ExportReport::decode(&ExportReport::encode(&report, &proved)).unwrap_or_default();
        assert!(told.proof.starts_with("Read again: 1 of 3 units equal. The file does not say all"), "{}", told.proof);
        assert!(told.proof.ends_with("Offsets count UTF-16 code units."), "{}", told.proof);
        assert_eq!((&*told.mismatches[0].what, told.mismatches[0].places.len()), ("2 times: it differs", 1));
        assert_eq!(told.faults.iter().map(|fault| &**fault).collect::<Vec<_>>(), ["and 4 more"]);
        let written: Vec<&str> = told.written.iter().map(|line| &**line).collect();
        assert_eq!(written, ["1 article", "2 names", "1 stance", "1 answer to a variable"]);
        let losses: Vec<&str> = told.losses.iter().map(|loss| &*loss.what).collect();
        assert_eq!(losses, ["3 comments: no place", "Once: a space was put"]);
        let [_, second] = &told.losses[0].places[..] else { panic!("{:?}", told.losses[0].places) };
        assert_eq!(second, &(ArticleId::new("sha256:1"), Span { start: 7, end: 9 }, Some(CoderId::new("c:ana"))));
    }
}
