//! Laws of editing, merging and the journal, tried on many projects made by chance.

use crate::random_project::{Chance, all, annotation, plan, project, slot_of, tag, transaction, with, written};
use standpoint::edit::{Cause, Edit, History, Record, Transaction, apply};
use standpoint::format::journal::{JournalError, decode, decode_snapshot, encode, encode_snapshot};
use standpoint::format::project::{Account, ReadProject, merge, merge_with_account, read};
use standpoint::model::{Annotation, ArticleId, Body, Project, Time};
use std::collections::BTreeSet;
use std::rc::Rc;

const N_CASES: u64 = 60;

fn open(into: &Project, file: &str) -> Project {
    let (read, issues) = read("p.json", file.as_bytes()).expect("our own file opens");
    assert_eq!(issues, [], "our own file has no issues");
    with(into, merge(into, &read))
}

/// A copy on which somebody else worked on.
fn variant(chance: &mut Chance, base: &Project) -> Project {
    let mut copy = base.clone();
    for layer in copy.layers.values_mut() {
        let layer = Rc::make_mut(layer);
        layer.retain(|_, _| !chance.one_in(5));
        for annotation in layer.values_mut() {
            if !chance.one_in(3) {
                continue;
            }
            let modified = Time(annotation.modified.0 + chance.below(3) as i64);
            let body = match &annotation.body {
                Body::Sentiment(_) => Body::Sentiment(chance.of(&["negative", "positive"]).into()),
                other => other.clone(),
            };
            *annotation = Rc::new(Annotation { modified, body, ..Annotation::clone(annotation) });
        }
    }
    copy.layers.retain(|_, layer| !layer.is_empty());
    if chance.one_in(2) {
        copy.plan = Rc::new(plan(chance, &copy));
    }
    tag(chance, &mut copy, 12);
    copy
}

fn as_read(project: &Project) -> ReadProject {
    ReadProject { project: project.clone(), ..ReadProject::default() }
}

fn merged(ours: &Project, theirs: &Project) -> Project {
    with(ours, merge(ours, &as_read(theirs)))
}

#[test]
fn opening_a_written_project_restores_it() {
    for seed in 0..N_CASES {
        let original = project(&mut Chance(seed), 30);
        let file = written(&original);
        let restored = open(&Project::default(), &file);
        assert_eq!(restored, original, "seed {seed}");
        assert_eq!(written(&restored), file, "seed {seed}: equal projects, equal bytes");
        assert_eq!(merge(&restored, &as_read(&original)), [], "seed {seed}: opening it again changes nothing");
    }
}

/// What must not depend on the order of merging: tags, texts, coders, the plan, and what has no place yet.
fn shared(project: &Project) -> impl PartialEq + std::fmt::Debug {
    let ids: Vec<ArticleId> = project.articles.keys().cloned().collect();
    let coders: Vec<_> = project.coders.keys().cloned().collect();
    (project.layers.clone(), project.plan.clone(), project.unplaced.clone(), ids, coders)
}

#[test]
fn merging_is_commutative_associative_and_idempotent() {
    for seed in 0..N_CASES {
        let chance = &mut Chance(seed);
        let base = project(chance, 25);
        let [a, b, c] = [(); 3].map(|()| variant(chance, &base));
        let (ab, ba) = (merged(&a, &b), merged(&b, &a));
        assert_eq!(shared(&ab), shared(&ba), "seed {seed}: order of two");
        assert_eq!(merge(&a, &as_read(&a)), [], "seed {seed}: nothing is new in one's own");
        let a_bc = merged(&a, &merged(&b, &c));
        assert_eq!(shared(&merged(&ab, &c)), shared(&a_bc), "seed {seed}: grouping of three");
        for [x, y, z] in [[&a, &c, &b], [&b, &a, &c], [&b, &c, &a], [&c, &a, &b], [&c, &b, &a]] {
            assert_eq!(shared(&merged(&merged(x, y), z)), shared(&a_bc), "seed {seed}: order of three");
        }
        assert_eq!(merge(&ab, &as_read(&b)), [], "seed {seed}: a second time changes nothing");
        let mut slots = BTreeSet::new();
        assert!(all(&a_bc).all(|annotation| slots.insert(slot_of(annotation))), "seed {seed}: one a slot");
    }
}

fn account(ours: &Project, theirs: &Project) -> (Project, Account) {
    let (edits, account) = merge_with_account(ours, &as_read(theirs));
    let (n_articles, n_rows) = (theirs.articles.len(), all(theirs).count() + theirs.unplaced.len());
    assert_eq!((account.n_matched + account.n_new) as usize, n_articles, "each article is counted once");
    assert_eq!(account.tally.n_rows() as usize, n_rows, "each annotation is counted once");
    (with(ours, edits), account)
}

#[test]
fn a_report_counts_every_row_once_and_nothing_twice() {
    let mut n_kinds = [0; 4];
    for seed in 0..N_CASES {
        let chance = &mut Chance(seed);
        let base = project(chance, 25);
        let files = [(); 3].map(|()| variant(chance, &base));
        let mut sums = BTreeSet::new();
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let (mut project, mut sum) = (base.clone(), [0; 3]);
            let n_before = all(&base).count() as u32;
            for file in order.map(|ix| &files[ix]) {
                let (next, first) = account(&project, file);
                project = next;
                let tally = first.tally;
                sum = [sum[0] + tally.n_added, sum[1] + first.n_new, sum[2] + tally.n_unplaced];
                let kinds = [tally.n_added, tally.n_same, tally.n_newer, tally.n_older];
                n_kinds.iter_mut().zip(kinds).for_each(|(sum, n)| *sum += n);
                let (same, again) = account(&project, file);
                assert_eq!(same, project);
                let new =
                    [again.n_new, again.tally.n_added, again.tally.n_newer, again.tally.n_found, again.n_entities];
                assert_eq!(new, [0; 5], "seed {seed}: a second time brings nothing");
                assert_eq!((again.codebook, again.has_plan, again.coders.len()), (None, false, 0), "seed {seed}");
                assert_eq!(again.realigned, [], "seed {seed}");
            }
            assert_eq!(all(&project).count() as u32, n_before + sum[0], "seed {seed}: what is added is there");
            sums.insert(sum);
        }
        assert_eq!(sums.len(), 1, "seed {seed}: the order of files does not show in what came in: {sums:?}");
    }
    assert!(n_kinds.iter().all(|n| *n > 100), "every fate was tried: {n_kinds:?}");
}

#[test]
fn an_edit_taken_back_leaves_no_trace() {
    for seed in 0..N_CASES {
        let chance = &mut Chance(seed);
        let base = project(chance, 25);
        let edits = merge(&base, &as_read(&variant(chance, &base)));
        let step = transaction("t1", edits, Cause::Do);
        let (after, _) = apply(&base, &step).expect("it fits");
        let (back, _) =
            apply(&after, &transaction("t2", step.inverse_edits(), Cause::Undo("t1".into()))).expect("it fits");
        assert_eq!(back, base, "seed {seed}");
    }
}

/// A session: work, undo and redo by chance, with the journal it leaves.
fn session(chance: &mut Chance) -> (Project, Project, History, Vec<String>) {
    let start = project(chance, 10);
    let (mut live, mut history, mut journal) = (start.clone(), History::default(), Vec::new());
    let articles: Vec<_> = start.articles.values().cloned().collect();
    for step in 0..25 {
        let id = format!("t{step:03}");
        let next: Transaction = match (chance.below(4), history.to_undo(), history.to_redo()) {
            (0, Some(top), _) => transaction(&id, top.inverse_edits(), Cause::Undo(top.id.clone())),
            (1, _, Some(top)) => transaction(&id, top.edits.clone(), Cause::Redo(top.id.clone())),
            _ => {
                let article = chance.of(&articles);
                let new = annotation(chance, &article);
                let record = match chance.below(6) {
                    0 => {
                        let title = format!("title {step} \"q\"").into();
                        Record::Article(Rc::new(standpoint::model::Article {
                            title,
                            ..(*live.articles[&article.id]).clone()
                        }))
                    }
                    1 => Record::Info { id: live.id.clone(), name: id.as_str().into(), extra: live.extra.clone() },
                    2 => {
                        let version = live.codebook.version + 1;
                        Record::Codebook(Rc::new(standpoint::model::Codebook { version, ..(*live.codebook).clone() }))
                    }
                    _ => Record::Annotation(Rc::new(new)),
                };
                transaction(&id, Edit::put(&live, record).into_iter().collect(), Cause::Do)
            }
        };
        let next = Rc::new(next);
        (live, _) = apply(&live, &next).expect("it fits");
        history.record(&next);
        journal.push(encode(&next));
    }
    (start, live, history, journal)
}

fn replay(start: &Project, journal: &[String]) -> (Project, History, Option<JournalError>) {
    let texts = |id: &ArticleId| start.articles.get(id).map(|article| article.text.clone());
    let (mut project, mut history) = (start.clone(), History::default());
    for record in journal {
        match decode(record, &texts) {
            Ok(transaction) => {
                let transaction = Rc::new(transaction);
                (project, _) = apply(&project, &transaction).expect("it fits");
                history.record(&transaction);
            }
            Err(error) => return (project, history, Some(error)),
        }
    }
    (project, history, None)
}

#[test]
fn replaying_the_journal_gives_the_live_project_and_its_history() {
    for seed in 0..N_CASES {
        let (start, live, history, journal) = session(&mut Chance(seed));
        let (again, history_again, error) = replay(&start, &journal);
        assert_eq!((error, &again), (None, &live), "seed {seed}");
        assert_eq!(history_again.to_undo(), history.to_undo(), "seed {seed}");
        assert_eq!(history_again.to_redo(), history.to_redo(), "seed {seed}");
    }
}

#[test]
fn a_last_record_cut_anywhere_is_noticed_and_the_rest_stands() {
    for seed in 0..4 {
        let (start, _, _, mut journal) = session(&mut Chance(seed));
        let last = journal.pop().expect("a session leaves records");
        let (before, _, _) = replay(&start, &journal);
        for cut in (0..last.len()).filter(|&at| last.is_char_boundary(at)) {
            // On top of what stands: a long journal read anew for every cut would take minutes.
            let (project, _, error) = replay(&before, &[last[..cut].to_string()]);
            assert!(matches!(error, Some(JournalError::Damaged { .. })), "seed {seed}, cut at {cut}: {error:?}");
            assert_eq!(project, before, "seed {seed}, cut at {cut}");
        }
    }
}

#[test]
fn a_changed_byte_is_noticed() {
    let (start, _, _, journal) = session(&mut Chance(1));
    let texts = |id: &ArticleId| start.articles.get(id).map(|article| article.text.clone());
    let record = journal.iter().find(|record| record.contains("annotation")).expect("something was tagged");
    for at in (0..record.len()).filter(|&at| record.as_bytes()[at].is_ascii_alphanumeric()) {
        let mut changed = record.clone().into_bytes();
        changed[at] = if changed[at] == b'7' { b'8' } else { b'7' };
        let changed = String::from_utf8(changed).expect("ASCII for ASCII");
        let error = decode(&changed, &texts).expect_err("it is not what was written");
        assert!(matches!(error, JournalError::Damaged { .. }), "byte {at}: {error}");
    }
}

#[test]
fn a_newer_record_and_a_missing_text_are_not_called_damage() {
    // The sum is that of version 2, so the record is whole.
    let sum = &standpoint::format::hash::sha256_hex(b"2:{}")[..16];
    let newer = format!(r#"{{"v":2,"sum":"{sum}","body":{{}}}}"#);
    assert_eq!(decode(&newer, &|_| None), Err(JournalError::Newer { version: 2 }));

    let base = project(&mut Chance(5), 0);
    let article = base.articles.values().next().expect("a project has articles").clone();
    let import =
        transaction("t", vec![Edit { before: None, after: Some(Record::Article(article.clone())) }], Cause::Do);
    let json = encode(&import);
    assert!(!json.contains(&*article.text.lines().next().unwrap_or("").replace('"', "\\\"")), "no text in the journal");
    assert_eq!(decode(&json, &|_| None), Err(JournalError::MissingText { article: article.id.clone() }));
    assert_eq!(decode(&json, &|_| Some(article.text.clone())), Ok(import));
}

#[test]
fn a_snapshot_gives_the_project_back() {
    for seed in 0..N_CASES {
        let original = project(&mut Chance(seed), 30);
        let texts = |id: &ArticleId| original.articles.get(id).map(|article| article.text.clone());
        let json = encode_snapshot(&original);
        assert_eq!(decode_snapshot(&json, &texts).as_ref(), Ok(&original), "seed {seed}");
        let cut = json.char_indices().nth(json.chars().count() / 2).map_or(0, |(at, _)| at);
        assert!(matches!(decode_snapshot(&json[..cut], &texts), Err(JournalError::Damaged { .. })));
    }
}
