//! What a file says: every annotation that was handed to its writer, with the unit of text that it belongs to, and
//! whether the writer had a place for it. Kept while a file is written, for [`super::proof`] to look for in the file.

use super::Sheet;
use crate::model::{Annotation, AnnotationId, ArticleId};
use crate::text::{Set, Span};

/// All that a file should say.
#[derive(Default)]
pub struct Told {
    /// The articles in the order of the file.
    pub(super) articles: Vec<ArticleId>,
    pub(super) units: Vec<ToldUnit>,
}

/// One annotation.
pub(super) struct ToldUnit {
    pub(super) annotation: Annotation,
    /// The sentence that it belongs to, else its own stretch; empty where it is said of the whole article.
    pub(super) unit: Span,
    pub(super) fate: Fate,
}

/// What the writer did with it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Written,
    LeftOut,
}

impl Told {
    /// What the writer left out after all.
    pub(super) fn leave(&mut self, left: &[AnnotationId]) {
        let left: Set<&AnnotationId> = left.iter().collect();
        for unit in self.units.iter_mut().filter(|unit| left.contains(&&unit.annotation.id)) {
            unit.fate = Fate::LeftOut;
        }
    }

    /// Adds an article that was written, with what the writer left out of it.
    pub(super) fn add(&mut self, sheet: &Sheet<'_>, left: &[AnnotationId]) {
        let left: Set<&AnnotationId> = left.iter().collect();
        self.articles.push(sheet.article.id.clone());
        let mut add = |annotation: &Annotation, unit: Span| {
            let fate = if left.contains(&&annotation.id) { Fate::LeftOut } else { Fate::Written };
            self.units.push(ToldUnit { annotation: annotation.clone(), unit, fate });
        };
        for work in &sheet.work {
            work.whole.iter().for_each(|annotation| add(annotation, Span::default()));
            for (ix, said) in &work.by_unit {
                said.iter().for_each(|annotation| add(annotation, sheet.units[*ix].span));
            }
        }
    }
}
