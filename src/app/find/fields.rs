//! The fields of a query over the session: which sentences of an article have the tags, names and speakers asked for.
//!
//! Tags are those of whoever tags here, or with `by:` another coder's. What is asked of stances must hold of one and
//! the same stance: `holder:putin stance:against` is not two stances that have one each.

use crate::app::article_state::ArticleState;
use crate::app::layers::LayersShown;
use crate::app::picker::fits;
use crate::app::session::{Place, Session};
use crate::find::query::{Field, Sense, SentenceQuery, State, Term, What};
use crate::model::{Annotation, Body, CoderId, EntityId};
use crate::text::{Set, folded};
use std::rc::Rc;

/// The fields of a query, looked up in a project.
#[derive(Debug, Default)]
pub struct Filter {
    tests: Vec<(Sense, Test)>,
    /// Whose tags are meant.
    coders: Vec<CoderId>,
}

#[derive(Debug)]
enum Test {
    /// The article's outlet or title is one of these.
    Article(Field, Set<Rc<str>>),
    /// One of the things is named in the sentence.
    Name(Set<EntityId>),
    /// One of them speaks it.
    Speaker(Set<EntityId>),
    State(State),
    Sentiment(Set<Rc<str>>),
    Label(Set<Rc<str>>),
    /// Some stance is as all of these say.
    Stance(Vec<(Field, Rc<str>)>),
    /// Somebody who is meant said anything.
    By,
}

impl Filter {
    /// Looks the fields up.
    ///
    /// # Errors
    /// A sentence for a person, where a value means nothing in this project.
    pub fn of(session: &Session, query: &SentenceQuery) -> Result<Filter, Rc<str>> {
        let mut filter = Filter { tests: Vec::new(), coders: session.coder().cloned().into_iter().collect() };
        let mut stance: Vec<(Field, Rc<str>)> = Vec::new();
        for Term { sense, what } in &query.terms {
            let test = match what {
                What::Text(_) => continue,
                What::State(state) => Test::State(*state),
                What::Field(field, value) => match test(session, *field, value)? {
                    Test::By => {
                        filter.coders = coders(session, value)?;
                        Test::By
                    }
                    Test::Stance(asked) if *sense == Sense::Wanted => {
                        stance.extend(asked);
                        continue;
                    }
                    test => test,
                },
            };
            filter.tests.push((*sense, test));
        }
        if !stance.is_empty() {
            filter.tests.push((Sense::Wanted, Test::Stance(stance)));
        }
        Ok(filter)
    }

    /// For each sentence of an article whether all fields hold; `None` if they do in none.
    pub fn of_article(&self, session: &Session, article_ix: usize) -> Option<Vec<bool>> {
        let state = session.articles().get(article_ix)?;
        let mut allowed = vec![true; state.n_sentences() as usize];
        for (sense, test) in &self.tests {
            let mut holds = vec![false; allowed.len()];
            self.mark(session, article_ix, state, test, &mut holds);
            let is_wanted = *sense == Sense::Wanted;
            allowed.iter_mut().zip(holds).for_each(|(allowed, holds)| *allowed &= holds == is_wanted);
        }
        allowed.contains(&true).then_some(allowed)
    }

    /// Marks the sentences of which a test holds.
    fn mark(&self, session: &Session, article_ix: usize, state: &ArticleState, test: &Test, holds: &mut [bool]) {
        let mut mark = |ix: u32| holds.get_mut(ix as usize).into_iter().for_each(|holds| *holds = true);
        let mut mark_tags = |is_meant: &dyn Fn(&Annotation) -> bool| {
            for coder in &self.coders {
                let layer = session.project().layer(coder, &state.article.id);
                let meant = layer.into_iter().flat_map(|layer| layer.values()).filter(|a| is_meant(a));
                meant.for_each(|annotation| mark(state.sentence_at(annotation.span.start)));
            }
        };
        match test {
            Test::Article(field, names) => {
                if names.contains(article_name(session, article_ix, *field).as_str()) {
                    holds.fill(true);
                }
            }
            Test::Name(ids) => {
                let named = state.mentions.iter().filter(|mention| ids.contains(&mention.entity));
                named.for_each(|mention| mark(state.sentence_at(mention.span.start)));
            }
            Test::Speaker(ids) => {
                // As people set it right, where they did.
                let is_said = |ix: &u32| {
                    let speaker = session.speaker_of(Place { article_ix, sentence_ix: *ix });
                    speaker.is_some_and(|id| ids.contains(&id))
                };
                (0..state.n_sentences()).filter(is_said).for_each(mark);
            }
            Test::State(State::Tagged) => mark_tags(&is_tag),
            Test::State(State::Untagged) => {
                mark_tags(&is_tag);
                holds.iter_mut().for_each(|holds| *holds = !*holds);
            }
            Test::State(State::Flagged) => mark_tags(&|a| matches!(a.body, Body::Flag(_))),
            Test::State(State::Commented) => mark_tags(&|a| matches!(a.body, Body::Comment(_))),
            Test::Sentiment(values) => {
                mark_tags(&|a| matches!(&a.body, Body::Sentiment(value) if values.contains(value)));
            }
            Test::Label(ids) => mark_tags(&|a| matches!(&a.body, Body::Span(id) if ids.contains(id.as_str()))),
            Test::Stance(asked) => {
                mark_tags(&|a| asked.iter().all(|(field, value)| is_stance(session, article_ix, a, *field, value)));
            }
            Test::By => mark_tags(&|_| true),
        }
    }
}

fn is_tag(annotation: &Annotation) -> bool {
    matches!(annotation.body, Body::Sentiment(_) | Body::Stance { .. } | Body::Span(_))
}

fn is_stance(session: &Session, article_ix: usize, annotation: &Annotation, field: Field, value: &str) -> bool {
    let Body::Stance { holder, target, position } = &annotation.body else { return false };
    match field {
        Field::Stance => fits(value, position),
        Field::Target => fits(value, &session.target_name(target)),
        _ => fits(value, &session.holder_name(article_ix, holder)),
    }
}

fn article_name(session: &Session, article_ix: usize, field: Field) -> String {
    match field {
        Field::Title => session.article_name(article_ix),
        _ => session.articles()[article_ix].article.outlet.to_string(),
    }
}

fn test(session: &Session, field: Field, value: &Rc<str>) -> Result<Test, Rc<str>> {
    let codebook = &session.project().codebook;
    Ok(match field {
        Field::Outlet | Field::Title => {
            let names = (0..session.articles().len()).map(|ix| article_name(session, ix, field).into());
            Test::Article(field, fitting(field, value, names.collect())?)
        }
        Field::Sentiment => {
            Test::Sentiment(fitting(field, value, codebook.sentiment.values.iter().cloned().collect())?)
        }
        Field::Label => {
            let names = fitting(field, value, codebook.labels.iter().map(|label| label.name.clone()).collect())?;
            let meant = codebook.labels.iter().filter(|label| names.contains(&label.name));
            Test::Label(meant.map(|label| label.id.as_str().into()).collect())
        }
        Field::Stance => {
            fitting(field, value, codebook.positions.iter().cloned().collect())?;
            Test::Stance(vec![(field, value.clone())])
        }
        Field::Target => {
            let is_concept = codebook.targets.iter().any(|concept| fits(value, &concept.name));
            if !is_concept && entities(session, value).is_empty() {
                return Err(nobody(field, value));
            }
            Test::Stance(vec![(field, value.clone())])
        }
        Field::Holder => {
            let mut outlets = session.articles().iter().map(|state| &state.article.outlet);
            let is_other = outlets.any(|outlet| fits(value, outlet))
                || ["The outlet", "Somebody"].iter().any(|name| fits(value, name));
            if !is_other && entities(session, value).is_empty() {
                return Err(nobody(field, value));
            }
            Test::Stance(vec![(field, value.clone())])
        }
        Field::Name | Field::Speaker => {
            let ids = entities(session, value);
            if ids.is_empty() {
                return Err(nobody(field, value));
            }
            if field == Field::Name { Test::Name(ids) } else { Test::Speaker(ids) }
        }
        Field::By => Test::By,
    })
}

fn coders(session: &Session, value: &str) -> Result<Vec<CoderId>, Rc<str>> {
    let coders = || session.project().coders.values();
    let names = fitting(Field::By, value, coders().map(|coder| coder.name.clone()).collect())?;
    let ids: Vec<CoderId> =
        coders().filter(|coder| names.contains(&coder.name)).map(|coder| coder.id.clone()).collect();
    if session.layers_shown() == LayersShown::Own && ids.iter().any(|id| session.coder() != Some(id)) {
        return Err("Other coders’ tags are hidden; Shift+W shows all coders’ tags".into());
    }
    Ok(ids)
}

/// Things called so, or called so somewhere in a text.
fn entities(session: &Session, value: &str) -> Set<EntityId> {
    let called = session.entities().iter().filter(|(_, info)| fits(value, &info.name));
    let called: Set<EntityId> = called.map(|(id, _)| id.clone()).collect();
    if !called.is_empty() {
        return called;
    }
    let table = session.entity_table();
    let named = table.rows.iter().filter(|row| row.names().any(|name| fits(value, name)));
    named.map(|row| row.id.clone()).collect()
}

/// The names that are the value, else those it begins.
fn fitting(field: Field, value: &str, names: Set<Rc<str>>) -> Result<Set<Rc<str>>, Rc<str>> {
    let wanted = folded(value);
    let exact: Set<Rc<str>> = names.iter().filter(|name| folded(name) == wanted).cloned().collect();
    if !exact.is_empty() {
        return Ok(exact);
    }
    let begun: Set<Rc<str>> = names.iter().filter(|name| fits(value, name)).cloned().collect();
    if !begun.is_empty() {
        return Ok(begun);
    }
    const N_TOLD: usize = 8;
    let told: Vec<&str> = names.iter().map(|name| &**name).filter(|name| !name.is_empty()).take(N_TOLD).collect();
    let more = if names.len() > N_TOLD { " and more" } else { "" };
    Err(format!("No {} is called {value}. There are: {}{more}.", field.word(), told.join(", ")).into())
}

fn nobody(field: Field, value: &str) -> Rc<str> {
    format!("Nothing that could be a {} is called {value}.", field.word()).into()
}
