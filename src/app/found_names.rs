//! How often the articles name each thing that the engine found, by outlet and form: sums that are kept while articles
//! come, go and are corrected, so that one more article costs as much as it names and not what the corpus does. What
//! people made of the things is not in it; see [`super::entity_table`].

use super::article_state::ArticleState;
use super::entities::{Entities, EntityInfo};
use super::entity_table::EntityRow;
use super::forms::Form;
use std::rc::Rc;

/// The sums. Rows that did not change are shared with the tables that show them.
#[derive(Debug, Default)]
pub(super) struct FoundNames {
    /// Which linking the places are of.
    linking: u32,
    /// The outlets of all articles, in reading order.
    pub(super) outlets: Vec<Rc<str>>,
    articles: Vec<Option<Counted>>,
    /// By the places of the things among the engine's links.
    rows: Vec<Rc<EntityRow>>,
}

/// What was added for an article.
#[derive(Debug)]
struct Counted {
    forms: Rc<[Form]>,
    /// Of each entity of the document.
    places: Vec<u32>,
    outlet: u32,
    /// [`Entities::version_of`] the places.
    version: u32,
}

impl FoundNames {
    /// Brings the sums in line with these articles. Those in which a coder corrected names, or words are covered, are
    /// left out: their mentions are to be counted one by one.
    pub(super) fn follow(&mut self, articles: &[ArticleState], entities: &Entities) {
        let mut outlets: Vec<Rc<str>> = Vec::new();
        let mut outlet_of: Vec<u32> = Vec::with_capacity(articles.len());
        for state in articles {
            let outlet = &state.article.outlet;
            // Mostly the one before: in reading order an outlet's articles stand together.
            let ix = outlets.iter().rposition(|known| known == outlet).unwrap_or_else(|| {
                outlets.push(outlet.clone());
                outlets.len() - 1
            });
            outlet_of.push(ix as u32);
        }
        if (self.linking, self.articles.len()) != (entities.linking(), articles.len()) || self.outlets != outlets {
            *self = FoundNames { linking: entities.linking(), outlets, ..FoundNames::default() };
            self.articles.resize_with(articles.len(), || None);
        }
        for place in self.rows.len()..entities.n_places() {
            self.rows.push(Rc::new(EntityRow::new(entities.id_at(place as u32).clone())));
        }
        let mut is_changed = vec![false; self.rows.len()];
        for (ix, state) in articles.iter().enumerate() {
            let forms = state.is_as_found.then(|| state.forms());
            let is_same = match (&self.articles[ix], forms) {
                (Some(counted), Some(forms)) => {
                    let is_there = Rc::ptr_eq(&counted.forms, forms) && counted.outlet == outlet_of[ix];
                    is_there && counted.version == entities.version_of(ix)
                }
                (counted, forms) => counted.is_none() && forms.is_none(),
            };
            if is_same {
                continue;
            }
            let now = forms.map(|forms| {
                let (forms, places) = (forms.clone(), entities.places_of(ix).collect());
                Counted { forms, places, outlet: outlet_of[ix], version: entities.version_of(ix) }
            });
            let before = self.articles[ix].take();
            self.sum(before.as_ref(), &mut is_changed, EntityRow::subtract);
            self.sum(now.as_ref(), &mut is_changed, EntityRow::add);
            self.articles[ix] = now;
        }
        for (row, _) in self.rows.iter_mut().zip(is_changed).filter(|(_, is_changed)| *is_changed) {
            Rc::make_mut(row).settle();
        }
    }

    fn sum(&mut self, counted: Option<&Counted>, is_changed: &mut [bool], add: fn(&mut EntityRow, &Rc<str>, u32, u32)) {
        let Some(Counted { forms, places, outlet, .. }) = counted else { return };
        for form in forms.iter() {
            if let Some(place) = places.get(form.entity as usize) {
                add(Rc::make_mut(&mut self.rows[*place as usize]), &form.form, *outlet, form.n);
                is_changed[*place as usize] = true;
            }
        }
    }

    /// The row of a thing with the sums of all that the engine found of it.
    pub(super) fn row(&self, place: u32) -> &Rc<EntityRow> {
        &self.rows[place as usize]
    }

    /// The same under this name and type.
    pub(super) fn shown(&mut self, place: u32, info: &EntityInfo, aliases: &[Rc<str>]) -> Rc<EntityRow> {
        let row = &mut self.rows[place as usize];
        // Most names are the very ones of the last time.
        let is_named_so = Rc::ptr_eq(&row.name, &info.name) || row.name == info.name;
        if !is_named_so || row.kind != info.kind || *row.aliases != *aliases {
            Rc::make_mut(row).call(info, aliases);
        }
        row.clone()
    }
}
