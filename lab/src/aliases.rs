//! How well forms of names are grouped: B-cubed (Bagga and Baldwin 1998) over the distinct forms of the corpus.
//!
//! For each form, precision is the share of the forms in its group of ours that belong to its group of gold; recall the
//! share of its group of gold that is in its group of ours. A form that is not found is a group by itself.

use crate::bundled::Gold;
use crate::data::Points;
use crate::eval::percent;
use crate::worst::Worst;
use standpoint::find::analyze_with;
use standpoint::find::corpus::CorpusEntities;
use standpoint::find::tagger::Model;
use standpoint::model::ArticleId;
use std::collections::{BTreeMap, BTreeSet};

/// Forms by the thing that they name.
type Groups = BTreeMap<String, BTreeSet<String>>;

/// One line for the corpus, and the groups that differ.
pub(crate) fn print(gold: &Gold, n_errors: usize, model: &Model) {
    // How often each form names what, by gold and by us.
    let mut votes: BTreeMap<String, [BTreeMap<String, usize>; 2]> = BTreeMap::new();
    let documents: Vec<_> = gold.rows.iter().map(|row| analyze_with(&row.text, model)).collect();
    let ids: Vec<ArticleId> = (0..documents.len()).map(|nth| ArticleId::new(format!("article {nth}"))).collect();
    let articles: Vec<_> = ids
        .iter()
        .zip(&documents)
        .zip(&gold.rows)
        .map(|((id, document), row)| (id, document, row.text.as_str()))
        .collect();
    let corpus = CorpusEntities::linked(&articles);
    for ((row, named), (nth, document)) in gold.rows.iter().zip(&gold.named).zip(documents.iter().enumerate()) {
        let points = Points::of(&row.text);
        for (start, end, key) in named {
            let form = row.text[points.byte(*start)..points.byte(*end)].to_owned();
            let vote = votes.entry(form).or_default();
            *vote[0].entry(key.clone()).or_default() += 1;
            let found = document.mentions.iter().find(|mention| points.span(mention.span) == (*start, *end));
            if let Some(mention) = found {
                let ours = corpus.of(nth, mention.entity).map_or("nothing", |entity| &*entity.key);
                *vote[1].entry(ours.to_owned()).or_default() += 1;
            }
        }
    }
    let most = |votes: &BTreeMap<String, usize>| votes.iter().max_by_key(|(_, n)| **n).map(|(key, _)| key.clone());
    let sides = [0, 1].map(|side| {
        let mut groups = Groups::new();
        let mut of_form = BTreeMap::new();
        for (form, votes) in &votes {
            let key = most(&votes[side]).unwrap_or_else(|| format!("not found: {form}"));
            groups.entry(key.clone()).or_default().insert(form.clone());
            of_form.insert(form.clone(), key);
        }
        (groups, of_form)
    });
    let [(gold_groups, gold_of), (our_groups, our_of)] = &sides;
    let (mut precision, mut recall, mut worst) = (0.0, 0.0, Worst::new(n_errors));
    for form in votes.keys() {
        let (theirs, ours) = (&gold_groups[&gold_of[form]], &our_groups[&our_of[form]]);
        let both = theirs.intersection(ours).count() as f64;
        precision += both / ours.len() as f64;
        recall += both / theirs.len() as f64;
        if theirs != ours {
            let n = theirs.symmetric_difference(ours).count() as f64;
            worst.add_weighed(n, vec![format!("{form}: with {theirs:?}, not {ours:?} ({})", our_of[form])]);
        }
    }
    let n = votes.len() as f64;
    let (p, r) = (precision / n, recall / n);
    let f1 = 2.0 * p * r / (p + r);
    println!(
        "{:28} {:5} forms  B-cubed P {} R {} F1 {}",
        "bundled articles",
        votes.len(),
        percent(p),
        percent(r),
        percent(f1)
    );
    worst.print();
    println!("  others: persons by last word 95.0, exact string 87.1");
}
