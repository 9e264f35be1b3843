//! Saving and coming back, without a browser: the save state machine, replay of what was stored, the worker's messages.

use standpoint::app::protocol::{Decoder, Encoder, MESSAGE_BYTES, Reply};
use standpoint::app::replay::{Decode, Notice, Replayed, Unreadable, replay};
use standpoint::app::save::{
    Action, Entry, Event, MAX_RETRY_MS, ReadOnly, SNAPSHOT_AFTER, Save, SaveState, StorageError,
};
use standpoint::edit::{Cause, Edit, Meta, Record, Transaction, apply};
use standpoint::find::analyze;
use standpoint::format::{article, journal};
use standpoint::model::{Article, ArticleId, Coder, CoderId, Project, Time};
use standpoint::text::Span;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

mod machine {
    use super::*;

    fn entry(name: &str) -> Entry {
        let meta = Meta { coder: None, at: Time(0), label: "".into(), cause: Cause::Do };
        Entry(Rc::new(Transaction { id: name.into(), edits: Vec::new(), meta }))
    }

    fn writer() -> Save {
        let mut save = Save::default();
        assert_eq!(save.on(Event::BecameWriter), []);
        save
    }

    fn written(actions: &[Action]) -> Vec<&str> {
        let [Action::Write(batch)] = actions else { panic!("expected one write, got {actions:?}") };
        batch.iter().map(|entry| &*entry.0.id).collect()
    }

    #[test]
    fn saved_is_said_only_after_the_write_has_completed() {
        let mut save = Save::default();
        assert_eq!(save.state(), SaveState::Loading);
        save.on(Event::BecameWriter);
        assert_eq!(save.state(), SaveState::Saved { at: None });
        assert_eq!(written(&save.on(Event::Enqueued(entry("a")))), ["a"]);
        assert_eq!(save.state(), SaveState::Saving);
        assert_eq!(save.on(Event::WriteDone(Time(7))), []);
        assert_eq!(save.state(), SaveState::Saved { at: Some(Time(7)) });
    }

    #[test]
    fn only_what_a_person_did_is_work_that_a_closing_page_asks_about() {
        let mut save = Save::default();
        let Entry(transaction) = entry("bundled articles");
        let meta = Meta { cause: Cause::System, ..transaction.meta.clone() };
        save.on(Event::Enqueued(Entry(Rc::new(Transaction { meta, ..(*transaction).clone() }))));
        assert!(!save.holds_work());
        save.on(Event::Enqueued(entry("a tag")));
        assert!(save.holds_work());
        save.on(Event::BecameWriter);
        assert!(save.holds_work(), "it is on its way and not yet there");
        save.on(Event::WriteDone(Time(1)));
        assert!(!save.holds_work());
    }

    #[test]
    fn what_comes_during_a_write_goes_together_into_the_next() {
        let mut save = writer();
        save.on(Event::Enqueued(entry("a")));
        assert_eq!(save.on(Event::Enqueued(entry("b"))), []);
        assert_eq!(save.on(Event::Enqueued(entry("c"))), []);
        assert_eq!(save.state(), SaveState::Saving);
        assert_eq!(written(&save.on(Event::WriteDone(Time(1)))), ["b", "c"]);
        assert_eq!(save.state(), SaveState::Saving);
    }

    #[test]
    fn what_comes_while_loading_waits_for_the_role() {
        let mut save = Save::default();
        assert_eq!(save.on(Event::Enqueued(entry("a"))), []);
        assert_eq!(written(&save.on(Event::BecameWriter)), ["a"]);
    }

    #[test]
    fn a_failed_write_keeps_its_queue_in_order_and_takes_new_work_along() {
        let mut save = writer();
        save.on(Event::Enqueued(entry("a")));
        save.on(Event::Enqueued(entry("b")));
        assert_eq!(save.on(Event::WriteFailed(StorageError::Quota)), [Action::ScheduleRetry(500)]);
        assert_eq!(save.state(), SaveState::Failed { why: StorageError::Quota, n_waiting: 2 });
        assert_eq!(save.on(Event::Enqueued(entry("c"))), []);
        assert_eq!(written(&save.on(Event::RetryDue)), ["a", "b", "c"]);
        // Not called saved, nor saving, before it is known to be well again.
        assert_eq!(save.state(), SaveState::Failed { why: StorageError::Quota, n_waiting: 3 });
        save.on(Event::WriteDone(Time(2)));
        assert_eq!(save.state(), SaveState::Saved { at: Some(Time(2)) });
    }

    #[test]
    fn pauses_double_up_to_the_limit_and_start_anew_after_a_success() {
        let mut save = writer();
        save.on(Event::Enqueued(entry("a")));
        let mut pauses = Vec::new();
        for _ in 0..40 {
            match save.on(Event::WriteFailed(StorageError::Aborted("disk".into())))[..] {
                [Action::ScheduleRetry(pause_ms)] => pauses.push(pause_ms),
                ref other => panic!("expected a retry, got {other:?}"),
            }
            save.on(Event::RetryDue);
        }
        assert_eq!(pauses[..8], [500, 1000, 2000, 4000, 8000, 16_000, MAX_RETRY_MS, MAX_RETRY_MS]);
        assert_eq!(pauses.last(), Some(&MAX_RETRY_MS));
        save.on(Event::WriteDone(Time(1)));
        save.on(Event::Enqueued(entry("b")));
        assert_eq!(save.on(Event::WriteFailed(StorageError::Quota)), [Action::ScheduleRetry(500)]);
    }

    #[test]
    fn without_storage_nothing_is_written_and_the_count_of_unsaved_work_grows() {
        let why = StorageError::Unavailable("refused".into());
        let mut save = Save::default();
        save.on(Event::LoadFailed(why.clone()));
        assert_eq!(save.on(Event::Enqueued(entry("a"))), []);
        assert_eq!(save.on(Event::RetryDue), []);
        assert_eq!(save.state(), SaveState::Failed { why, n_waiting: 1 });
    }

    #[test]
    fn a_read_only_tab_writes_nothing_until_its_turn() {
        let mut save = Save::default();
        save.on(Event::BecameReadOnly(ReadOnly::OtherTab));
        assert_eq!(save.state(), SaveState::ReadOnly { why: ReadOnly::OtherTab });
        assert_eq!(save.on(Event::RetryDue), []);
        save.on(Event::BecameWriter);
        assert_eq!(save.state(), SaveState::Saved { at: None });
    }

    #[test]
    fn work_that_a_newer_version_cut_off_is_not_hidden() {
        let mut save = writer();
        save.on(Event::Enqueued(entry("a")));
        save.on(Event::BecameReadOnly(ReadOnly::NewerVersion));
        assert_eq!(save.state(), SaveState::Failed { why: StorageError::NewerVersion, n_waiting: 1 });
        save.on(Event::WriteDone(Time(1)));
        assert_eq!(save.state(), SaveState::ReadOnly { why: ReadOnly::NewerVersion });
    }

    #[test]
    fn a_snapshot_is_due_after_so_many_entries_and_only_in_a_pause() {
        let mut save = writer();
        for _ in 0..SNAPSHOT_AFTER - 1 {
            save.on(Event::Enqueued(entry("a")));
            save.on(Event::WriteDone(Time(1)));
        }
        assert!(!save.is_snapshot_due());
        save.on(Event::Enqueued(entry("a")));
        assert!(!save.is_snapshot_due(), "a write is under way");
        save.on(Event::WriteDone(Time(1)));
        assert!(save.is_snapshot_due());

        save.on(Event::SnapshotBegun);
        assert!(!save.is_snapshot_due(), "one is enough");
        assert_eq!(save.on(Event::Enqueued(entry("b"))), [], "texts may be trimmed just now");
        assert_eq!(written(&save.on(Event::SnapshotEnded(Ok(())))), ["b"]);
        save.on(Event::WriteDone(Time(2)));
        assert!(!save.is_snapshot_due());
    }

    #[test]
    fn the_whole_project_written_takes_the_place_of_what_waited_then() {
        let mut save = writer();
        save.on(Event::Enqueued(entry("a")));
        save.on(Event::Enqueued(entry("b")));
        let n_waiting = save.n_waiting();
        save.on(Event::Enqueued(entry("c")));
        assert_eq!(written(&save.on(Event::WholeWritten { at: Time(3), n_waiting })), ["c"]);
    }

    #[test]
    fn every_failure_is_a_sentence_with_a_way_out() {
        let errors = [
            StorageError::Unavailable("x".into()),
            StorageError::Quota,
            StorageError::Blocked,
            StorageError::NewerVersion,
            StorageError::Aborted("x".into()),
        ];
        for error in errors {
            let text = error.to_string();
            let ways = ["download your work", "reload", "Reload"];
            assert!(ways.iter().any(|way| text.contains(way)), "{text}");
        }
    }
}

/// A browser's storage in miniature: what was written, as texts.
struct Stored {
    snapshot: Option<(String, u64)>,
    journal: Vec<(u64, String)>,
    texts: BTreeMap<ArticleId, Rc<str>>,
}

impl Stored {
    fn replay(&self) -> Replayed {
        let text = |id: &ArticleId| self.texts.get(id).cloned();
        let unreadable = |error| match error {
            journal::JournalError::Newer { .. } => Unreadable::Newer,
            error => Unreadable::Damaged(error.to_string()),
        };
        let decode = Decode {
            project: &|json| journal::decode_snapshot(json, &text).map_err(unreadable),
            transaction: &|json| journal::decode(json, &text).map_err(unreadable),
        };
        let snapshot = self.snapshot.as_ref().map(|(json, up_to)| (json.as_str(), *up_to));
        replay(snapshot, &self.journal, &decode)
    }
}

fn put(project: &Project, id: &str, cause: Cause, record: Record) -> Transaction {
    let edits = Edit::put(project, record).into_iter().collect();
    let coder = Some(CoderId::new(format!("c:{id}")));
    let meta = Meta { coder, at: Time(1), label: "test".into(), cause };
    Transaction { id: id.into(), edits, meta }
}

/// A project that grew by `n` steps, each project on the way, and its journal. Step 0 is an article; the others
/// name and rename one coder, so that each builds on the one before.
fn grown(n: usize) -> (Vec<Project>, Stored) {
    let mut projects = vec![Project::default()];
    let mut stored = Stored { snapshot: None, journal: Vec::new(), texts: BTreeMap::new() };
    for ix in 0..n {
        let project = projects.last().expect("it starts with one");
        let record = if ix == 0 {
            let read = article::read("a.txt", "Ana Silva spoke.\nThe mayor 😀 agreed.\n".as_bytes());
            let article = Rc::new(read.articles.into_iter().next().expect("one article"));
            stored.texts.insert(article.id.clone(), article.text.clone());
            Record::Article(article)
        } else {
            Record::Coder(Rc::new(Coder {
                id: CoderId::new("c:ana"),
                name: format!("Ana {ix}").into(),
                suggestions: Vec::new(),
            }))
        };
        let transaction = put(project, &format!("t{ix}"), Cause::Do, record);
        let (next, _) = apply(project, &transaction).expect("it fits");
        projects.push(next);
        stored.journal.push((ix as u64 + 1, journal::encode(&transaction)));
    }
    (projects, stored)
}

#[test]
fn replay_of_the_journal_is_the_project() {
    let (projects, stored) = grown(6);
    let replayed = stored.replay();
    assert_eq!(replayed.project.as_ref(), projects.last());
    assert_eq!(replayed.n_since_snapshot, 6);
    assert_eq!(replayed.history.to_undo().map(|t| &*t.id), Some("t5"));
    assert_eq!(replayed.coder, Some(CoderId::new("c:t5")), "who did the last step");
    assert_eq!(replayed.notices, []);
}

#[test]
fn nothing_stored_is_no_project() {
    let replayed = grown(0).1.replay();
    assert_eq!((replayed.project, replayed.notices), (None, vec![]));
}

#[test]
fn a_cut_anywhere_in_the_last_record_costs_that_record_alone() {
    let (projects, mut stored) = grown(4);
    let whole = stored.journal[3].1.clone();
    for cut in (0..whole.len()).filter(|cut| whole.is_char_boundary(*cut)) {
        stored.journal[3].1 = whole[..cut].to_owned();
        let replayed = stored.replay();
        assert_eq!(replayed.project.as_ref(), Some(&projects[3]), "cut at {cut}");
        assert_eq!(replayed.notices, [Notice::LastSetAside], "cut at {cut}");
        assert_eq!(replayed.set_aside, [(4, whole[..cut].to_owned())], "cut at {cut}");
    }
}

#[test]
fn a_damaged_record_in_the_middle_takes_along_only_what_builds_on_it() {
    let (projects, mut stored) = grown(4);
    let project = &projects[4];
    let other =
        Record::Coder(Rc::new(Coder { id: CoderId::new("c:ben"), name: "Ben".into(), suggestions: Vec::new() }));
    let apart = put(project, "apart", Cause::Do, other);
    stored.journal.push((5, journal::encode(&apart)));
    stored.journal[2].1.replace_range(10..12, "??");

    let replayed = stored.replay();
    let (expected, _) = apply(&projects[2], &apart).expect("it builds on none of the others");
    assert_eq!(replayed.project, Some(expected));
    assert_eq!(replayed.set_aside.iter().map(|(key, _)| *key).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(replayed.notices, [Notice::SetAside { n_damaged: 1, n_dependent: 1 }]);
}

#[test]
fn a_record_of_a_newer_version_is_left_alone_with_all_that_follow() {
    let (projects, mut stored) = grown(4);
    // Sealed as a newer page would: the checksum covers version and body, so only that page's own can be right.
    let newer = newer_record(&stored.journal[2].1);
    stored.journal[2].1 = newer;
    let replayed = stored.replay();
    assert!(replayed.is_newer);
    assert_eq!(replayed.project.as_ref(), Some(&projects[2]));
    assert_eq!(replayed.set_aside, []);
    assert_eq!(replayed.notices, [Notice::Newer]);
}

fn newer_record(record: &str) -> String {
    let body = record.split_once(r#""body":"#).expect("a sealed record").1;
    let body = &body[..body.len() - 1];
    let sum = &standpoint::format::hash::sha256_hex(format!("2:{body}").as_bytes())[..16];
    format!(r#"{{"v":2,"sum":"{sum}","body":{body}}}"#)
}

#[test]
fn a_snapshot_and_the_rest_of_the_journal_are_the_project_and_keep_the_history() {
    let (projects, mut stored) = grown(6);
    for up_to in 1..=6 {
        stored.snapshot = Some((journal::encode_snapshot(&projects[up_to]), up_to as u64));
        let replayed = stored.replay();
        assert_eq!(replayed.project.as_ref(), projects.last(), "snapshot of {up_to}");
        assert_eq!(replayed.n_since_snapshot, 6 - up_to);
        assert_eq!(replayed.history.to_undo().map(|t| &*t.id), Some("t5"));
    }
}

#[test]
fn a_damaged_snapshot_is_said_and_nothing_is_made_of_the_rest() {
    let (projects, mut stored) = grown(3);
    let mut json = journal::encode_snapshot(&projects[2]);
    json.truncate(json.len() / 2);
    stored.snapshot = Some((json, 2));
    let replayed = stored.replay();
    assert!(replayed.is_snapshot_damaged);
    assert_eq!((replayed.project, replayed.notices), (None, vec![Notice::SnapshotSetAside]));
}

/// Sends replies through messages and gives back what arrives and how long the messages were.
fn through(replies: &[Reply]) -> (Vec<Reply>, Vec<usize>) {
    let messages: Rc<RefCell<Vec<Vec<u8>>>> = Rc::default();
    let mut encoder = Encoder::new({
        let messages = messages.clone();
        move |message| messages.borrow_mut().push(message)
    });
    replies.iter().for_each(|reply| encoder.reply(reply));
    encoder.flush();
    let mut decoder = Decoder::default();
    let messages = messages.borrow();
    let arrived = messages.iter().flat_map(|message| decoder.read(message).expect("our own message")).collect();
    (arrived, messages.iter().map(Vec::len).collect())
}

#[test]
fn articles_and_documents_arrive_as_they_were_sent() {
    let text = "TITLE IN CAPITALS\nVolodymyr Zelensky met 😀 Donald Trump in Kyiv on Friday. “No,” he said.\n\nIt cost $5 million.\n";
    let mut replies = Vec::new();
    for name in ["a.txt", "b.md"] {
        for article in article::read(name, format!("{name}\n{text}").as_bytes()).articles {
            let document = Rc::new(analyze(&article.text));
            replies.push(Reply::Article(Rc::new(article.clone())));
            replies.push(Reply::Head(article.id.clone(), document.clone()));
            replies.push(Reply::Document(article.id, document));
            replies.push(Reply::Progress { n_done: 1, n_total: u64::MAX });
        }
    }
    replies.push(Reply::Problem("b.csv, line 3: no text. Give it one.".into()));
    replies.push(Reply::Note("".into()));
    replies.push(Reply::ProjectFile(3));
    let long = Rc::new(article::read("c.txt", text.repeat(9).as_bytes()).articles.remove(0));
    let renamed = Rc::new(Article { title: "Another".into(), ..(*long).clone() });
    let edit = |before, after| Edit { before, after: Some(Record::Article(after)) };
    replies.push(Reply::Edits(vec![edit(None, long.clone()), edit(Some(Record::Article(long.clone())), renamed)]));
    replies.push(Reply::Edits(Vec::new()));
    replies.push(Reply::Found(long.id.clone(), vec![Span { start: 0, end: 3 }, Span { start: 7, end: 90 }]));
    replies.push(Reply::Found(long.id.clone(), Vec::new()));
    replies.push(Reply::Done);
    assert!(replies.len() >= 12, "the files have articles");
    let (arrived, lengths) = through(&replies);
    assert_eq!(arrived, replies);
    assert_eq!(lengths.len(), 1, "small replies share a message");
}

#[test]
fn a_long_article_arrives_in_messages_of_bounded_length() {
    let paragraph =
        "Volodymyr Zelensky met Donald Trump in Kyiv — über 5 million dollars 😀 were at stake. Nobody agreed.\n";
    let text = paragraph.repeat(10_000);
    let article = Rc::new(article::read("pasted text", text.as_bytes()).articles.remove(0));
    let document = Rc::new(analyze(&article.text));
    let replies = [Reply::Article(article.clone()), Reply::Document(article.id.clone(), document), Reply::Done];
    let (arrived, lengths) = through(&replies);
    assert_eq!(arrived, replies);
    let longest = lengths.iter().max().expect("there are messages");
    assert!(*longest <= MESSAGE_BYTES + 64, "{longest} bytes in one message");
    assert!(lengths.len() > 10);
}

#[test]
fn messages_that_are_not_ours_are_refused() {
    for message in [
        &[200u8, 0, 0, 0, 0][..],
        &[5],
        &[5, 9, 0, 0, 0, 1],
        &[11, 16, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 99, 0, 0, 0, 0, 0, 0, 0],
    ] {
        assert!(Decoder::default().read(message).is_err(), "{message:?}");
    }
}
