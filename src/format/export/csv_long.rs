//! A long table for measures of agreement: a row for each unit, coder and variable.
//!
//! RFC 4180 with a byte order mark and guarded cells, as [`crate::format::csv`] has it. The same unit has the same
//! `unit_id` for every coder, so `pivot(index="unit_id", columns="coder", values="value")` of one variable is what
//! agreement functions take.
//!
//! | column | what it holds |
//! | --- | --- |
//! | `row` | number of the row, from 1 |
//! | `unit_id` | the article's digest, `:`, and start and end of the unit in code points |
//! | `unit` | `sentence`, `span` or `article` |
//! | `article`, `title`, `outlet`, `date` | of the article |
//! | `sentence` | place of the sentence in the article, from 0, in which the unit is or begins |
//! | `start`, `end`, `text` | the unit in code points, end exclusive |
//! | `coder`, `coder_name` | who says it |
//! | `variable` | `sentiment`, `stance`, `label`, `comment`, `flag`, or the id of a variable of the codebook |
//! | `holder`, `target` | of a stance, after merging: an id, `outlet` or `unknown` |
//! | `value` | the value as stored, the position, the label's id, the text |

use super::sheet::{UnitOfText, Work};
use super::{About, Form, OffsetUnit, Out, Run, Scene, Sheet, Writer};
use crate::format::csv::push_record;
use crate::model::{Annotation, Body, Unit};
use std::rc::Rc;

/// The long table.
pub(super) static LONG: Long = Long;

pub(super) struct Long;

const COLUMNS: [&str; 17] = [
    "row",
    "unit_id",
    "unit",
    "article",
    "title",
    "outlet",
    "date",
    "sentence",
    "start",
    "end",
    "text",
    "coder",
    "coder_name",
    "variable",
    "holder",
    "target",
    "value",
];

impl Writer for Long {
    fn about(&self) -> &About {
        &About {
            id: "csv-long",
            name: "Long table for agreement (CSV)",
            extension: "csv",
            media_type: "text/csv",
            tools: "R (irr, irrCAC), Python (krippendorff, pandas), SPSS",
            unit: OffsetUnit::CodePoints,
            form: Form::One,
            holds: "A row for each unit, coder and variable; several coders side by side",
            losses: &["sentences that nobody tagged", "corrections of names and speakers", "locks", "times, origins"],
        }
    }

    fn start<'p>(&'p self, _: Scene<'p>) -> Box<dyn Run + 'p> {
        Box::new(LongRun { n_rows: 0 })
    }
}

struct LongRun {
    n_rows: u32,
}

impl Run for LongRun {
    fn begin(&mut self, out: &mut Out) {
        out.text.push('\u{feff}');
        push_record(&mut out.text, COLUMNS);
    }

    fn article(&mut self, sheet: &Sheet<'_>, out: &mut Out) {
        for work in &sheet.work {
            for annotation in &work.whole {
                self.row(sheet, work, None, annotation, out);
            }
        }
        for (ix, unit) in sheet.units.iter().enumerate() {
            for work in &sheet.work {
                for annotation in work.by_unit.get(&ix).into_iter().flatten() {
                    self.row(sheet, work, Some(*unit), annotation, out);
                }
            }
        }
    }
}

impl LongRun {
    fn row(&mut self, sheet: &Sheet<'_>, work: &Work<'_>, unit: Option<UnitOfText>, said: &Annotation, out: &mut Out) {
        let none = || -> Rc<str> { "".into() };
        let (variable, holder, target, value): (&str, Rc<str>, Rc<str>, &str) = match &said.body {
            Body::Sentiment(value) => ("sentiment", none(), none(), value),
            Body::Stance { holder, target, position } => {
                ("stance", sheet.holder(holder).id, sheet.target(target).id, position)
            }
            Body::Span(label) => ("label", none(), none(), label.as_str()),
            Body::Variable { variable, value, .. } => (variable.as_str(), none(), none(), value),
            Body::Comment(text) => ("comment", none(), none(), text),
            Body::Flag(text) => ("flag", none(), none(), text),
            Body::Mention { .. } | Body::Speaker(_) | Body::Lock(_) => {
                return out.lost(said, "it is no variable of a unit");
            }
        };
        let kind = match (&said.body, unit) {
            (_, None) => Unit::Article,
            (Body::Span(_) | Body::Variable { unit: Unit::Span, .. }, _) => Unit::Span,
            _ => Unit::Sentence,
        };
        // What is said of a sentence is said of the sentence as it is cut now, so that coders meet.
        let span = unit.filter(|_| kind == Unit::Sentence).map_or(said.span, |unit| unit.span);
        let chars = sheet.chars(span);
        let article = sheet.article;
        self.n_rows += 1;
        out.report.records += 1;
        out.wrote(said);
        push_record(
            &mut out.text,
            [
                &*self.n_rows.to_string(),
                &format!("{}:{}-{}", article.id.as_str().trim_start_matches("sha256:"), chars.start, chars.end),
                kind.name(),
                article.id.as_str(),
                &article.title,
                &article.outlet,
                &article.date,
                &unit.and_then(|unit| unit.sentence).map(|ix| ix.to_string()).unwrap_or_default(),
                &chars.start.to_string(),
                &chars.end.to_string(),
                sheet.text(span),
                work.coder.as_str(),
                work.name,
                variable,
                &holder,
                &target,
                value,
            ],
        );
    }
}
