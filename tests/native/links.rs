//! Linking articles one by one says what linking all of them at once says.

use crate::random_project::Chance;
use standpoint::find::corpus::CorpusEntities;
use standpoint::find::links::Links;
use standpoint::model::{ArticleId, Document, DocumentEntity, EntityKind, Mention};
use standpoint::text::Span;
use std::rc::Rc;

/// Two people of one surname, one of another, surnames alone, and what only looks like a surname.
const NAMES: [(&str, &str); 9] = [
    ("vladimir-putin", "Vladimir Putin"),
    ("vladimir-putin", "Vladimir Vladimirovich Putin"),
    ("vladimir-putin", "VLADIMIR PUTIN"),
    ("igor-putin", "Igor Putin"),
    ("putin", "Putin"),
    ("putin", "PUTIN, the president of Russia"),
    ("ana-diaz", "Ana Díaz"),
    ("diaz", "Díaz"),
    ("diaz", "Diaz"),
];
const KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Person, EntityKind::Gpe];

fn document(chance: &mut Chance) -> Rc<Document> {
    let mut document = Document::default();
    for _ in 0..chance.below(4) {
        let (key, name) = chance.of(&NAMES);
        if document.entities.iter().all(|known| *known.key != *key) {
            document.entities.push(DocumentEntity { key: key.into(), name: name.into(), kind: chance.of(&KINDS) });
        }
    }
    let n_mentions = if document.entities.is_empty() { 0 } else { chance.below(6) as u32 };
    for nth in 0..n_mentions {
        let entity = chance.below(document.entities.len()) as u32;
        document.mentions.push(Mention { span: Span { start: nth, end: nth + 1 }, kind: chance.of(&KINDS), entity });
    }
    Rc::new(document)
}

fn check(links: &Links, documents: &[Option<Rc<Document>>], step: &str) {
    let ids: Vec<ArticleId> = (0..documents.len()).map(|ix| ArticleId::new(format!("{ix}"))).collect();
    let read: Vec<(usize, &Document)> =
        documents.iter().enumerate().filter_map(|(ix, document)| Some((ix, document.as_deref()?))).collect();
    let all: Vec<_> = read.iter().map(|(ix, document)| (&ids[*ix], *document, "")).collect();
    let plain = CorpusEntities::linked(&all);

    let mut ours: Vec<_> = (0..links.len() as u32)
        .filter_map(|place| links.entity(place).map(|(name, kind)| (links.key(place).clone(), name, kind)))
        .collect();
    ours.sort();
    let theirs: Vec<_> = plain.entities().iter().map(|e| (e.key.clone(), e.name.clone(), e.kind)).collect();
    assert_eq!(ours, theirs, "{step}");
    for (nth, (ix, document)) in read.iter().enumerate() {
        let ours: Vec<_> = links.places(*ix).map(|place| links.key(place).clone()).collect();
        let theirs: Vec<_> =
            (0..document.entities.len() as u32).map(|e| plain.of(nth, e).unwrap().key.clone()).collect();
        assert_eq!(ours, theirs, "{step}, article {ix}");
    }
}

#[test]
fn articles_one_by_one_are_linked_as_all_at_once() {
    for seed in 0..400 {
        let mut chance = Chance(seed);
        let mut links = Links::default();
        let mut documents: Vec<Option<Rc<Document>>> = vec![None; 1 + chance.below(7)];
        let mut known: Vec<Option<(Rc<str>, EntityKind)>> = Vec::new();
        for step in 0..25 {
            let ix = chance.below(documents.len());
            match chance.below(12) {
                0 => documents.insert(ix, None),
                1 if documents.len() > 1 => drop(documents.remove(ix)),
                // The same again, as when an article that came with the page is read.
                2 => documents[ix] = documents[ix].as_deref().map(|document| Rc::new(document.clone())),
                3 => documents.rotate_left(ix),
                _ => documents[ix] = Some(document(&mut chance)),
            }
            let places_before: Vec<Vec<u32>> = (0..documents.len()).map(|ix| links.places(ix).collect()).collect();
            let changed = links.follow(&documents.iter().map(Option::as_ref).collect::<Vec<_>>());
            check(&links, &documents, &format!("seed {seed}, step {step}"));
            // Who keeps what was said before and takes over what changed has all of it.
            if changed.is_anew {
                known.clear();
            }
            known.resize(links.len(), None);
            for place in &changed.entities {
                known[*place as usize] = links.entity(*place);
            }
            let all: Vec<_> = (0..links.len() as u32).map(|place| links.entity(place)).collect();
            assert!(changed.is_anew || known == all, "seed {seed}, step {step}");
            known = all;
            for (ix, before) in places_before.iter().enumerate().filter(|_| !changed.is_anew) {
                let is_other = !links.places(ix).eq(before.iter().copied());
                assert!(!is_other || changed.articles.contains(&ix), "seed {seed}, step {step}, article {ix}");
            }
        }
    }
}
