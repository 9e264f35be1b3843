//! Our own two files in the list of writers: the project and the table of tags.
//!
//! The project file has everybody's annotations behind all articles, so it is written in one piece at the end.

use super::{About, Form, Kind, OffsetUnit, Out, Run, Scene, Sheet, Writer};
use crate::format::csv::Rows;
use crate::format::project::{self, Facts};
use crate::model::ArticleId;
use crate::text::{Map, Span};

/// The whole project as JSON.
pub(super) static PROJECT: Own = Own;

/// The table of tags.
pub(super) static TABLE: Table = Table;

/// The id of the project file.
pub const PROJECT_ID: &str = "standpoint";

/// The id of the table of tags.
pub const TABLE_ID: &str = "csv";

pub(super) struct Own;

pub(super) struct Table;

impl Writer for Own {
    fn about(&self) -> &About {
        &About {
            id: PROJECT_ID,
            name: "Standpoint project",
            extension: "json",
            media_type: "application/json",
            tools: "Standpoint; scripts, by schema/standpoint-1.schema.json",
            unit: OffsetUnit::CodePoints,
            form: Form::One,
            holds: "Everything: articles, codebook, coders and their annotations, in code points and UTF-16 units",
            losses: &["names that the engine found and nobody corrected; they are found again"],
        }
    }

    fn start<'p>(&'p self, scene: Scene<'p>) -> Box<dyn Run + 'p> {
        Box::new(OwnRun { scene, sentences: Map::new() })
    }
}

struct OwnRun<'p> {
    scene: Scene<'p>,
    sentences: Map<ArticleId, Vec<Span>>,
}

impl Run for OwnRun<'_> {
    fn article(&mut self, sheet: &Sheet<'_>, out: &mut Out) {
        let sentences: Vec<Span> = sheet.document.sentences.iter().map(|sentence| sentence.span).collect();
        out.report.records += sentences.len() as u32;
        self.sentences.insert(sheet.article.id.clone(), sentences);
        sheet.all().for_each(|(_, annotation)| out.wrote(annotation));
    }

    fn end(&mut self, out: &mut Out) {
        let Scene { project, entities, version, engine, exported } = self.scene;
        let sentences = |id: &ArticleId| self.sentences.get(id).cloned().unwrap_or_default();
        let facts = Facts { version, engine, exported, sentences: &sentences, entities };
        out.text.push_str(&project::write(project, &facts));
    }
}

impl Writer for Table {
    fn about(&self) -> &About {
        &About {
            id: TABLE_ID,
            name: "Table of tags (CSV)",
            extension: "csv",
            media_type: "text/csv",
            tools: "R, pandas, spreadsheets",
            unit: OffsetUnit::CodePoints,
            form: Form::One,
            holds: "A row for each sentence, coder and stance, with the codebook's variables as columns",
            losses: &["sentences that nobody tagged", "corrections of names and speakers", "locks"],
        }
    }

    fn start<'p>(&'p self, scene: Scene<'p>) -> Box<dyn Run + 'p> {
        Box::new(TableRun { rows: Rows::new(scene.project, scene.entities) })
    }
}

struct TableRun<'p> {
    rows: Rows<'p>,
}

impl Run for TableRun<'_> {
    fn article(&mut self, sheet: &Sheet<'_>, out: &mut Out) {
        let sentences: Vec<Span> = sheet.document.sentences.iter().map(|sentence| sentence.span).collect();
        self.rows.article(sheet.article, &sentences);
        out.text.push_str(&self.rows.take());
        for (_, annotation) in sheet.all() {
            match Kind::of(&annotation.body) {
                Kind::Correction | Kind::Speaker | Kind::Lock => out.lost(annotation, "the table has no column for it"),
                _ => out.wrote(annotation),
            }
        }
    }

    fn end(&mut self, out: &mut Out) {
        // A project without articles has the header alone.
        out.text.push_str(&self.rows.take());
    }
}
