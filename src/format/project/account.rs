//! What opening a file did: which of its articles and annotations were here, which came in, and how.
//!
//! It tells what [`super::merge`] decided and decides nothing. Every row of the file is counted once.

use super::merge::Said;
use super::read::ReadProject;
use super::settle::is_same_slot;
use crate::edit::{Edit, Record};
use crate::format::json::Fields;
use crate::model::{Annotation, AnnotationId, ArticleId, CoderId, Project, Unplaced};
use crate::text::{Map, Set, Span, order};
use std::rc::Rc;

/// What became of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    /// Articles of the file whose text was here, by its hash.
    pub n_matched: u32,
    /// Articles that came in.
    pub n_new: u32,
    /// What became of its annotations.
    pub tally: Tally,
    /// Annotations that came in at the place that their quote told, by article and place.
    pub realigned: Vec<Realigned>,
    /// Annotations without a place in any text, by id.
    pub unplaced: Vec<NotPlaced>,
    /// The version of the codebook that came in, if it is another than before.
    pub codebook: Option<u32>,
    /// Whether the file's assignments, or its hiding of outlets, stand from now on.
    pub has_plan: bool,
    /// Names of coders who were not known here.
    pub coders: Vec<Rc<str>>,
    /// Named things that are told otherwise than before.
    pub n_entities: u32,
}

/// Annotations of a file by what became of them. All but the last two add up to its rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Came in.
    pub n_added: u32,
    /// Were here already, the same.
    pub n_same: u32,
    /// Took the place of an earlier one of the same coder.
    pub n_newer: u32,
    /// Gave way to a later one of the same coder that was here.
    pub n_older: u32,
    /// Have no place.
    pub n_unplaced: u32,
    /// Those of the added and newer ones that their quotes placed.
    pub n_realigned: u32,
    /// Not of this file: they waited here for a text, and found their place in one of this file's.
    pub n_found: u32,
}

/// An annotation that was placed by its quote.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Realigned {
    /// In this article.
    pub article: ArticleId,
    /// At this place.
    pub span: Span,
    /// Whose it is.
    pub coder: CoderId,
}

/// An annotation without a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotPlaced {
    /// The words it is about, as the file quotes them; empty if it does not.
    pub quote: Rc<str>,
    /// Why there is no place for it, no capital and no full stop.
    pub why: Rc<str>,
}

impl Tally {
    /// Rows of the file.
    pub fn n_rows(&self) -> u32 {
        self.n_added + self.n_same + self.n_newer + self.n_older + self.n_unplaced
    }
}

/// What a merge came to, for the account of it.
pub(super) struct Outcome<'m> {
    /// The project before.
    pub(super) ours: &'m Project,
    /// The file.
    pub(super) read: &'m ReadProject,
    /// The rows that found a place only in the project's texts, with those that waited there.
    pub(super) placed: &'m [Rc<Annotation>],
    /// Which of them their quotes placed.
    pub(super) by_quote: &'m Set<AnnotationId>,
    /// The annotations that stand.
    pub(super) standing: &'m Map<AnnotationId, Rc<Annotation>>,
    /// What has no place still.
    pub(super) unplaced: &'m Map<AnnotationId, Unplaced>,
    /// What the merge changes.
    pub(super) edits: &'m [Edit],
}

impl Outcome<'_> {
    pub(super) fn account(&self) -> Account {
        let theirs = &self.read.project;
        let n_matched = theirs.articles.keys().filter(|id| self.ours.articles.contains_key(id)).count();
        let unplaced = theirs.unplaced.keys().filter_map(|id| self.unplaced.get(id)).map(not_placed).collect();
        let mut account = Account {
            n_matched: n_matched as u32,
            n_new: (theirs.articles.len() - n_matched) as u32,
            unplaced,
            ..Account::default()
        };
        account.tally.n_unplaced = account.unplaced.len() as u32;
        self.count_rows(&mut account);
        account.tally.n_realigned = account.realigned.len() as u32;
        order::sort(&mut account.realigned);
        self.edits.iter().for_each(|edit| note(edit, &mut account));
        account
    }

    fn count_rows(&self, account: &mut Account) {
        let theirs = &self.read.project;
        let layers = self.ours.layers.values();
        let before: Map<&AnnotationId, &Rc<Annotation>> = layers.flat_map(|layer| &**layer).collect();
        // Those whose place another one takes.
        let gone: Vec<&Rc<Annotation>> =
            before.iter().filter(|(id, _)| !self.standing.contains_key(id)).map(|(_, gone)| *gone).collect();
        let said: Set<Said<'_>> = before.values().map(|annotation| Said::of(annotation)).collect();
        let of_file = theirs.layers.values().flat_map(|layer| layer.values());
        let mut seen: Set<&AnnotationId> = Set::new();
        for annotation in of_file.chain(self.placed) {
            let id = &annotation.id;
            // The same row may also have waited here.
            if !seen.insert(id) {
                continue;
            }
            let tally = &mut account.tally;
            let is_of_file = theirs.unplaced.contains_key(id) || is_in(theirs, annotation);
            let stands = self.standing.get(id);
            if !is_of_file {
                tally.n_found += u32::from(stands.is_some());
                continue;
            }
            let was = before.get(id).copied();
            match (stands, was) {
                (Some(_), Some(was)) if was == annotation => tally.n_same += 1,
                _ if self.read.is_of_tool && said.contains(&Said::of(annotation)) => tally.n_same += 1,
                (Some(stands), _) if stands == annotation => {
                    let is_newer = was.is_some() || gone.iter().any(|gone| is_same_slot(gone, annotation));
                    *(if is_newer { &mut tally.n_newer } else { &mut tally.n_added }) += 1;
                    if self.read.by_quote.contains(id) || self.by_quote.contains(id) {
                        let Annotation { article, span, coder, .. } = &**annotation;
                        let (article, coder) = (article.clone(), coder.clone());
                        account.realigned.push(Realigned { article, span: *span, coder });
                    }
                }
                _ => tally.n_older += 1,
            }
        }
    }
}

fn is_in(project: &Project, annotation: &Annotation) -> bool {
    let place = (annotation.coder.clone(), annotation.article.clone());
    project.layers.get(&place).is_some_and(|layer| layer.contains_key(&annotation.id))
}

fn not_placed(unplaced: &Unplaced) -> NotPlaced {
    let quote = Fields::of_text(&unplaced.json).text("quote").ok().flatten().unwrap_or_default();
    NotPlaced { quote: quote.into(), why: unplaced.why.clone() }
}

/// What else a merge changes.
fn note(edit: &Edit, account: &mut Account) {
    match (&edit.before, &edit.after) {
        (_, Some(Record::Codebook(codebook))) => account.codebook = Some(codebook.version),
        (_, Some(Record::Plan(_))) => account.has_plan = true,
        (None, Some(Record::Coder(coder))) => account.coders.push(coder.name.clone()),
        (_, Some(Record::Entity(_))) => account.n_entities += 1,
        _ => {}
    }
}
