//! A file read only to see what it says: nothing gives way, nothing is merged. For comparing a file that was just
//! written with what went into it.

use super::build::{Builder, Placed};
use super::texts::From;
use super::{Reader, built};
use crate::format::Issue;
use crate::format::export::OffsetUnit;
use crate::format::unzip;
use crate::model::{Annotation, AnnotationId, Article, ArticleId, Time, Unplaced};
use crate::text::Set;
use std::rc::Rc;

/// What a file says.
pub(in crate::format) struct Retold {
    /// Its whole texts.
    pub(in crate::format) articles: Vec<Rc<Article>>,
    /// What is said of them.
    pub(in crate::format) placed: Vec<Rc<Annotation>>,
    /// Those of them that stand where their words are, and not where their offsets say.
    pub(in crate::format) by_quote: Set<AnnotationId>,
    /// What is said of articles whose text is not in the file, as rows of a project file.
    pub(in crate::format) unplaced: Vec<Rc<Unplaced>>,
    /// Parts of such articles.
    pub(in crate::format) pieces: Vec<Piece>,
    /// What offsets count; `None` where that makes no difference.
    pub(in crate::format) unit: Option<OffsetUnit>,
    /// What did not come in.
    pub(in crate::format) issues: Vec<Issue>,
}

/// A part of an article that the file names.
pub(in crate::format) struct Piece {
    pub(in crate::format) article: ArticleId,
    pub(in crate::format) text: Rc<str>,
    /// What `start` counts.
    pub(in crate::format) unit: OffsetUnit,
    pub(in crate::format) start: u32,
}

/// Reads a file, or those of a zip, as [`super::read`] does, and leaves everything as it stands there.
pub(in crate::format) fn retell(reader: &dyn Reader, name: &str, bytes: &[u8]) -> Retold {
    let mut builder: Builder = built(reader, name, bytes, Time(0));
    let Placed { annotations, by_quote, unit, texts, .. } = builder.place();
    let piece = |text: &super::texts::Text| {
        let From { unit, start } = text.from?;
        Some(Piece { article: text.article.clone(), text: text.text.clone(), unit, start })
    };
    Retold {
        articles: builder.project.articles.values().cloned().collect(),
        placed: annotations,
        by_quote: by_quote.into_iter().collect(),
        unplaced: builder.project.unplaced.values().cloned().collect(),
        pieces: texts.iter().filter_map(piece).collect(),
        unit,
        issues: builder.issues,
    }
}

/// The files of a zip by path, each with its content or why there is none.
pub(in crate::format) fn unpacked(bytes: &[u8]) -> Vec<(String, Result<Vec<u8>, &'static str>)> {
    unzip::entries(bytes)
        .map(|entry| (entry.path, entry.content.and_then(|content| entry.damage.map_or(Ok(content), Err))))
        .collect()
}
