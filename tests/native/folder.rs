//! The project folder without a browser: which file is what, who writes which, and that nobody's work is lost when
//! several machines and coders share one.

use crate::coders::{Seat, TEXT};
use crate::own_file::own;
use crate::random_project::Chance;
use standpoint::app::folder::kept::Kept;
use standpoint::app::folder::layout::{EXTENSIONS, Kind, Listed, aside_path, damaged, kind_of, own_path, to_read};
use standpoint::app::folder::writing::{Next, due, next, taken_back};
use standpoint::app::folder::{FolderState, Trouble, may_write, now, take_in, take_in_quietly};
use standpoint::app::import_report::FileReport;
use standpoint::app::save::{ReadOnly, SaveState, StorageError};
use standpoint::app::timeline::{go_back_to, steps};
use standpoint::app::update::{Action, Effect};
use standpoint::edit::STEPS_KEPT;
use standpoint::edit::{Edit, Record};
use standpoint::format;
use standpoint::format::article::READERS;
use standpoint::format::hash::sha256_hex;
use standpoint::format::project::{merge, read};
use standpoint::model::{CoderId, Outlets, Plan, Project};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A folder in memory: what a file holds and when it was written.
#[derive(Default)]
struct Folder {
    files: BTreeMap<String, (String, i64)>,
    clock: i64,
}

impl Folder {
    fn put(&mut self, path: &str, text: &str) {
        self.clock += 1;
        self.files.insert(path.to_owned(), (text.to_owned(), self.clock));
    }

    fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(|(text, _)| &**text)
    }

    fn listed(&self) -> Vec<Listed> {
        let file = |(path, (text, time)): (&String, &(String, i64))| listed(path, text.len() as u64, *time);
        self.files.iter().map(file).collect()
    }
}

fn listed(path: &str, n_bytes: u64, modified_ms: i64) -> Listed {
    Listed { path: path.into(), n_bytes, modified_ms }
}

/// A browser that has the folder open, and does with it what the page does.
struct Machine {
    seat: Seat,
    kept: Kept,
    /// Who ever sat down here.
    sat: BTreeSet<CoderId>,
}

impl Machine {
    fn new(seed: u64) -> Machine {
        let articles = format::article::read("a.txt", TEXT.as_bytes()).articles;
        Machine { seat: Seat::seeded(articles, seed), kept: Kept::default(), sat: BTreeSet::new() }
    }

    fn sit(&mut self, name: &str) {
        self.seat.act(Action::SetCoder(name.into()));
        self.sat.extend(self.seat.session.coder().cloned());
    }

    fn project(&self) -> &Rc<Project> {
        self.seat.session.project()
    }

    /// Merges a coder's file and says whether all of it could be read.
    fn merge(&mut self, text: &str, take_in: fn(Vec<Edit>, Vec<Rc<str>>) -> Action) -> bool {
        let Ok((read, issues)) = read("own.json", text.as_bytes()) else { return false };
        let edits = merge(self.project(), &read);
        self.seat.act(take_in(edits, Vec::new()));
        issues.is_empty()
    }

    /// Reads what is new, as when the folder is opened or read again; answers how many files that were.
    fn read(&mut self, folder: &Folder) -> usize {
        if let Some(back) = taken_back(&self.seat.session, &self.kept) {
            self.kept.read_all_again(&back);
        }
        let listed = folder.listed();
        let wanted = to_read(&listed, &self.kept);
        for (kind, ix) in &wanted {
            let (path, text) = (&listed[*ix].path, folder.text(&listed[*ix].path).unwrap());
            assert_eq!(*kind, Kind::Coder);
            if self.merge(text, take_in) {
                self.kept.hold(path, &sha256_hex(text.as_bytes()));
            }
            self.kept.see(&listed[*ix]);
        }
        self.kept = Kept::read(&self.kept.write());
        wanted.len()
    }

    /// Writes what is due, as some seconds after a change.
    fn write(&mut self, folder: &mut Folder) {
        let lost = taken_back(&self.seat.session, &self.kept);
        let is_lost = lost.is_some();
        self.kept.note_lost(lost);
        if is_lost {
            return;
        }
        for due in due(&self.seat.session, &self.kept) {
            assert!(self.sat.contains(&due.coder), "{:?} never sat here", due.coder);
            let path = own_path(&due.coder);
            loop {
                let text = own(self.project(), &due.coder);
                let sha256 = sha256_hex(text.as_bytes());
                let there = folder.text(&path).map(str::to_owned);
                let sum = there.as_ref().map(|there| sha256_hex(there.as_bytes()));
                match next(self.kept.held(&path), sum.as_deref(), &sha256) {
                    Next::Nothing => {}
                    Next::Write => folder.put(&path, &text),
                    Next::TakeIn => {
                        let (there, sum) = (there.unwrap(), sum.unwrap());
                        if !self.merge(&there, take_in_quietly) {
                            folder.put(&aside_path(&due.coder, &sum), &there);
                        }
                        self.kept.hold(&path, &sum);
                        continue;
                    }
                }
                self.kept.hold(&path, &sha256);
                let file = folder.listed().into_iter().find(|file| *file.path == *path);
                file.iter().for_each(|file| self.kept.see(file));
                if let Some(step) = &due.step {
                    self.kept.wrote(&due.coder, step);
                }
                break;
            }
        }
    }

    fn layers(&self) -> String {
        self.project().coders.keys().map(|coder| own(self.project(), coder)).collect()
    }
}

#[test]
fn names_tell_what_is_what() {
    for (path, kind) in [
        ("rt.txt", Some(Kind::Articles)),
        ("2025/May/RT.TXT", Some(Kind::Articles)),
        ("a.b.html", Some(Kind::Articles)),
        ("project.json", Some(Kind::Articles)),
        ("codebook.json", Some(Kind::Codebook)),
        ("old/codebook.json", None),
        ("annotations/ana.json", Some(Kind::Coder)),
        ("annotations/ana (conflicted copy).json", Some(Kind::Coder)),
        ("annotations/ana.set-aside-12345678.txt", None),
        ("annotations/old/ana.json", None),
        ("more/annotations/ana.json", Some(Kind::Articles)),
        ("annotations", None),
        ("README.md", None),
        ("articles/Readme.txt", None),
        ("LICENSE", None),
        ("notes.docx", None),
        (".git/config.txt", None),
        (".hidden.txt", None),
        ("~$a.txt", None),
        ("a/.cache/b.txt", None),
        ("node_modules/x/y.json", None),
        ("txt", None),
    ] {
        assert_eq!(kind_of(path), kind, "{path}");
    }
    let readable: BTreeSet<&str> = READERS.iter().flat_map(|reader| reader.extensions().iter().copied()).collect();
    assert_eq!(readable, EXTENSIONS.into_iter().collect(), "what can be opened one by one can be in a folder");
}

#[test]
fn files_are_read_in_order_and_only_when_they_changed() {
    let paths = ["z.txt", "annotations/ben.json", "codebook.json", "a.txt", "annotations/ana.json", "x.exe"];
    let files: Vec<Listed> = paths.iter().map(|path| listed(path, 5, 7)).collect();
    let names = |kept: &Kept, files: &[Listed]| -> Vec<String> {
        to_read(files, kept).iter().map(|(_, ix)| files[*ix].path.to_string()).collect()
    };
    let mut kept = Kept::default();
    assert_eq!(
        names(&kept, &files),
        ["a.txt", "z.txt", "codebook.json", "annotations/ana.json", "annotations/ben.json"]
    );
    files.iter().for_each(|file| kept.see(file));
    assert_eq!(names(&kept, &files), Vec::<String>::new());
    for changed in [listed("a.txt", 6, 7), listed("a.txt", 5, 8)] {
        let files: Vec<Listed> = files.iter().filter(|file| *file.path != *"a.txt").cloned().chain([changed]).collect();
        assert_eq!(names(&kept, &files), ["a.txt"]);
    }
    assert_eq!(names(&Kept::default(), &[listed("annotations/ana.json", 0, 7)]), Vec::<String>::new());
    // A repository with a folder for its articles has other texts as well.
    let paths = ["notes.md", "data/rows.csv", "project.json", "articles/rt/1.txt", "articles.txt"];
    let files: Vec<Listed> = paths.iter().map(|path| listed(path, 5, 7)).collect();
    assert_eq!(names(&Kept::default(), &files), ["articles/rt/1.txt", "project.json"]);
}

#[test]
fn what_is_remembered_comes_back() {
    let mut kept = Kept::default();
    kept.see(&listed("a\tb é.txt", u64::MAX, -3));
    kept.hold("annotations/ana.json", "0f");
    kept.wrote(&CoderId::new("c:ana maría"), &"01A".into());
    assert_eq!(Kept::read(&kept.write()), kept);
    let mut anew = kept.clone();
    anew.read_all_again(&"01B".into());
    assert!(!anew.has_seen(&listed("a\tb é.txt", u64::MAX, -3)) && anew.held("annotations/ana.json").is_none());
    assert_eq!(Kept::read(&anew.write()), anew);
    assert_eq!(Kept::read(&kept.write()), kept);
    kept.see(&listed("two\nlines.txt", 1, 1));
    assert!(!Kept::read(&kept.write()).has_seen(&listed("two\nlines.txt", 1, 1)), "read again, and nothing else lost");
    assert_eq!(Kept::read("seen\tx\ty\n\nodd\nseen\t1\n"), Kept::default());
}

#[test]
fn a_file_written_by_somebody_else_is_read_before_it_is_written() {
    assert_eq!(next(None, None, "a"), Next::Write);
    assert_eq!(next(Some("b"), None, "a"), Next::Write, "somebody deleted it");
    assert_eq!(next(Some("a"), Some("a"), "a"), Next::Nothing);
    assert_eq!(next(None, Some("a"), "a"), Next::Nothing);
    assert_eq!(next(Some("b"), Some("b"), "a"), Next::Write);
    assert_eq!(next(Some("b"), Some("c"), "a"), Next::TakeIn);
    assert_eq!(next(None, Some("c"), "a"), Next::TakeIn);
}

#[test]
fn who_reads_a_folder_becomes_nobody_and_writes_nothing() {
    let mut ana = Machine::new(1);
    let mut folder = Folder::default();
    ana.sit("Ana");
    ana.write(&mut folder);
    assert!(folder.files.is_empty(), "there is nothing to write of who has done nothing");
    ana.seat.keys(&["1"]);
    ana.write(&mut folder);
    assert_eq!(folder.text("annotations/ana.json"), Some(&*own(ana.project(), &CoderId::new("c:ana"))));

    let mut guest = Machine::new(2);
    assert_eq!(guest.read(&folder), 1);
    assert_eq!(guest.layers(), ana.layers());
    assert_eq!(guest.seat.session.coder(), None, "one coder's file makes nobody that coder");
    guest.write(&mut folder);
    guest.sit("Ben");
    guest.write(&mut folder);
    guest.seat.keys(&["2"]);
    guest.write(&mut folder);
    assert_eq!(folder.files.keys().collect::<Vec<_>>(), ["annotations/ana.json", "annotations/ben.json"]);
    assert_eq!(folder.files["annotations/ana.json"].1, 1, "Ana's was written once, by Ana");
    assert_eq!((ana.read(&folder), ana.read(&folder)), (1, 0));
    assert_eq!(guest.layers(), ana.layers());
}

#[test]
fn undo_and_a_removed_tag_reach_the_file_and_do_not_come_back_from_it() {
    let (mut ana, mut folder) = (Machine::new(1), Folder::default());
    ana.sit("Ana");
    ana.seat.keys(&["1", "j", "2"]);
    ana.write(&mut folder);
    ana.seat.keys(&["2", "k", "1"]);
    ana.write(&mut folder);
    assert!(ana.project().layers.values().all(|layer| layer.is_empty()));
    assert!(!folder.text("annotations/ana.json").unwrap().contains("a:"), "no annotation is left");
    ana.seat.keys(&["Mod+z"]);
    ana.write(&mut folder);
    assert!(folder.text("annotations/ana.json").unwrap().contains("\"negative\""));
    ana.seat.act(Action::Command("undo"));
    assert_eq!(ana.read(&folder), 0, "one's own writing is nothing new");
}

#[test]
fn what_is_taken_back_here_stays_in_the_folder() {
    let (mut ana, mut folder) = (Machine::new(1), Folder::default());
    ana.sit("Ana");
    ana.seat.keys(&["1", "j", "2"]);
    ana.write(&mut folder);
    let before = folder.files.clone();

    let mut other = Machine::new(2);
    other.sit("Ana");
    other.read(&folder);
    other.seat.keys(&["Mod+z"]);
    assert!(other.project().layers.is_empty());
    other.write(&mut folder);
    other.seat.keys(&["j", "j", "3"]);
    other.write(&mut folder);
    assert_eq!(folder.files, before, "nothing is written");
    assert_eq!(other.read(&folder), 1, "all is read again");
    other.write(&mut folder);
    let written = folder.text("annotations/ana.json").unwrap();
    assert_eq!(written.matches("\"a:").count(), 3, "{written}");
    assert_eq!(written, own(other.project(), &CoderId::new("c:ana")));
}

#[test]
fn what_was_taken_back_stays_in_the_folder_when_the_history_has_forgotten_it() {
    let (mut ana, mut folder) = (Machine::new(1), Folder::default());
    ana.sit("Ana");
    ana.seat.keys(&["1", "j", "2"]);
    ana.write(&mut folder);
    let before = folder.files.clone();

    let mut other = Machine::new(2);
    other.sit("Ana");
    other.read(&folder);
    other.seat.keys(&["Mod+z"]);
    other.write(&mut folder);
    for _ in 0..STEPS_KEPT {
        other.seat.keys(&["3"]);
    }
    other.kept = Kept::read(&other.kept.write());
    other.write(&mut folder);
    assert_eq!(folder.files, before, "nothing is written");
    assert_eq!(other.read(&folder), 1, "all is read again");
    other.write(&mut folder);
    assert_eq!(folder.text("annotations/ana.json"), Some(&*own(other.project(), &CoderId::new("c:ana"))));
    assert!(other.project().layers.values().any(|layer| layer.len() > 1));

    // What is done again before it is forgotten is no loss.
    other.seat.keys(&["Mod+z", "Mod+Shift+z"]);
    other.write(&mut folder);
    assert_eq!(taken_back(&other.seat.session, &other.kept), None);
}

#[test]
fn what_comes_in_quietly_is_not_what_undo_takes_back() {
    let (mut ana, mut folder) = (Machine::new(1), Folder::default());
    ana.sit("Ana");
    ana.seat.keys(&["1"]);
    ana.write(&mut folder);
    let mut other = Machine::new(2);
    other.sit("Ana");
    other.seat.keys(&["j", "2"]);
    other.write(&mut folder);
    assert_eq!(folder.text("annotations/ana.json").unwrap().matches("\"a:").count(), 2, "merged before it was written");
    other.seat.keys(&["Mod+z"]);
    other.write(&mut folder);
    assert_eq!(other.project().layers, ana.project().layers, "her own step, and not what was merged");
}

#[test]
fn a_damaged_file_of_ones_own_is_kept_aside() {
    let (mut ana, mut folder) = (Machine::new(1), Folder::default());
    ana.sit("Ana");
    ana.seat.keys(&["1"]);
    ana.write(&mut folder);
    let damaged = format!("<<<<<<< HEAD\n{}", folder.text("annotations/ana.json").unwrap());
    folder.put("annotations/ana.json", &damaged);
    ana.read(&folder);
    ana.seat.keys(&["j", "2"]);
    ana.write(&mut folder);
    let aside = aside_path(&CoderId::new("c:ana"), &sha256_hex(damaged.as_bytes()));
    assert_eq!(folder.text(&aside), Some(&*damaged), "{:?}", folder.files.keys());
    assert_eq!(folder.text("annotations/ana.json"), Some(&*own(ana.project(), &CoderId::new("c:ana"))));
}

/// Three machines that have a lead's folder open. Ana works at two of them, and Ben sits down at one of those, too.
fn shared() -> (Folder, [Machine; 3]) {
    let (mut folder, mut lead) = (Folder::default(), Machine::new(9));
    lead.sit("Dan");
    lead.seat.keys(&["1"]);
    lead.write(&mut folder);
    let mut machines = [1, 2, 3].map(Machine::new);
    machines.iter_mut().for_each(|machine| assert_eq!(machine.read(&folder), 1));
    (folder, machines)
}

const NAMES: [[&str; 2]; 3] = [["Ana", "Ben"], ["Ana", "Ana"], ["Cem", "Cem"]];

/// Works at the machines by chance, with `tag` for what a coder does, and checks every write.
fn work(chance: &mut Chance, folder: &mut Folder, machines: &mut [Machine; 3], tag: fn(&mut Machine, &mut Chance)) {
    for step in 0..60 {
        let ix = chance.below(3);
        let machine = &mut machines[ix];
        // All clocks go alike: of two tags of one coder the later stands.
        machine.seat.now = (step + 1) * 100_000 + ix as i64;
        match chance.below(6) {
            0 => machine.sit(chance.of(&NAMES[ix])),
            1 | 2 if machine.seat.session.coder().is_some() => tag(machine, chance),
            3 => {
                machine.read(folder);
            }
            _ => {
                let before = folder.files.clone();
                machine.write(folder);
                for (path, file) in &folder.files {
                    let is_own = machine.sat.iter().any(|coder| own_path(coder) == **path);
                    assert!(is_own || before.get(path) == Some(file), "{path} is another's");
                }
                if taken_back(&machine.seat.session, &machine.kept).is_some() {
                    assert_eq!(folder.files, before);
                    continue;
                }
                let Some(coder) = machine.seat.session.coder() else { continue };
                let (path, mine) = (own_path(coder), own(machine.project(), coder));
                match machine.kept.held(&path) {
                    Some(_) => assert_eq!(folder.text(&path), Some(&*mine)),
                    // Somebody may have written it, but she has said nothing here.
                    None => assert!(!mine.contains("\"a:")),
                }
            }
        }
    }
}

#[test]
fn nobody_writes_anothers_file_and_ones_own_has_all_that_is_ones_own() {
    for seed in 0..60 {
        let (mut folder, mut machines) = shared();
        work(&mut Chance(seed), &mut folder, &mut machines, |machine, chance| {
            let keys = ["1", "2", "3", "j", "k", "!", "Mod+z"];
            (0..4).for_each(|_| machine.seat.keys(&[chance.of(&keys)]));
        });
    }
}

#[test]
fn machines_that_share_a_folder_lose_nothing_and_come_to_the_same() {
    for seed in 0..60 {
        let (mut folder, mut machines) = shared();
        work(&mut Chance(seed), &mut folder, &mut machines, |machine, chance| {
            machine.seat.keys(&[chance.of(&["j", "k"])]);
            let said = machine.seat.spoken(machine.seat.session.place().sentence_ix);
            // Another tone than before: the same once more would take it away.
            let tones = [("1", "Negative"), ("2", "Neutral"), ("3", "Positive")];
            let others: Vec<&str> =
                tones.iter().filter(|(_, tone)| !said.contains(tone)).map(|(key, _)| *key).collect();
            machine.seat.keys(&[chance.of(&others)]);
        });
        for _ in 0..2 {
            machines.iter_mut().for_each(|machine| machine.write(&mut folder));
            for machine in &mut machines {
                machine.read(&folder);
            }
        }
        let written = folder.files.clone();
        for machine in &mut machines {
            machine.write(&mut folder);
            assert_eq!(folder.files, written, "seed {seed}: at rest nothing is written");
        }
        for machine in &machines {
            let layers = |machine: &Machine| machine.project().layers.clone();
            assert_eq!(layers(machine), layers(&machines[0]), "seed {seed}");
        }
    }
}

/// The ids of all annotations.
fn ids(project: &Project) -> BTreeSet<String> {
    let layers = project.layers.values();
    layers.flat_map(|layer| layer.values().map(|annotation| annotation.id.to_string())).collect()
}

/// Does as a folder that is read in two steps does, as articles and what was said of them are: each undone by itself.
fn read_an_article(machine: &mut Machine, nth: u64) {
    let article = format::article::read("b.txt", format!("Text {nth}.").as_bytes()).articles.remove(0);
    let edits = Edit::put(machine.project(), Record::Article(article.into())).into_iter().collect();
    machine.seat.act(take_in(edits, Vec::new()));
}

#[test]
fn no_way_back_before_a_reading_takes_a_tag_from_the_file() {
    let mut n_refused = 0;
    for seed in 0..200 {
        let chance = &mut Chance(seed);
        let (mut folder, mut source, mut other) = (Folder::default(), Machine::new(1), Machine::new(2));
        source.sit("Ana");
        other.sit("Ana");
        // Her own tags she may take back at the other machine, even where they have come here.
        let mut made = BTreeSet::new();
        for step in 0..40 {
            source.seat.now = (step + 1) * 100_000;
            other.seat.now = source.seat.now + 1;
            match chance.below(8) {
                0 => {
                    source.seat.keys(&[chance.of(&["j", "k"])]);
                    let before = ids(source.project());
                    if source.seat.spoken(source.seat.session.place().sentence_ix).is_empty() {
                        source.seat.keys(&["2"]);
                    }
                    made.extend(ids(source.project()).difference(&before).cloned());
                    source.write(&mut folder);
                }
                1 => {
                    read_an_article(&mut other, seed * 100 + step as u64);
                    other.read(&folder);
                }
                2 => other.seat.keys(&["j", "!"]),
                3 | 4 => other.seat.keys(&["Mod+z"]),
                5 => other.seat.act(Action::Command("redo")).clear(),
                6 => {
                    let (steps, n_steps) = steps(&other.seat.session, "", usize::MAX);
                    if n_steps > 0 {
                        other.seat.act(go_back_to(steps[chance.below(n_steps)].id.clone()));
                    }
                }
                _ => {
                    let there = |folder: &Folder| folder.text("annotations/ana.json").unwrap_or_default().to_owned();
                    let before = there(&folder);
                    other.write(&mut folder);
                    n_refused += usize::from(taken_back(&other.seat.session, &other.kept).is_some());
                    let after = there(&folder);
                    for id in made.iter().filter(|id| before.contains(&**id)) {
                        assert!(after.contains(&**id), "seed {seed}, step {step}: {id} of the other machine is gone");
                    }
                }
            }
        }
    }
    assert!(n_refused > 50, "{n_refused}");
}

#[test]
fn only_the_tab_that_keeps_the_work_writes() {
    let failed = |why| SaveState::Failed { why, n_waiting: 1 };
    for (state, may) in [
        (SaveState::Saved { at: None }, true),
        (SaveState::Saving, true),
        (failed(StorageError::Quota), true),
        (failed(StorageError::NewerVersion), false),
        (SaveState::Loading, false),
        (SaveState::ReadOnly { why: ReadOnly::OtherTab }, false),
        (SaveState::ReadOnly { why: ReadOnly::NewerVersion }, false),
    ] {
        assert_eq!(may_write(&state), may, "{state:?}");
    }
}

#[test]
fn trouble_is_told_once_and_goes_when_it_is_over() {
    let mut seat = Seat::at(&[TEXT]);
    let failed = FolderState::Failed { name: "peace".into(), why: Trouble::Full };
    seat.act(now(failed.clone()));
    seat.act(now(failed));
    assert_eq!(seat.session.notices().len(), 1);
    let notice = &seat.session.notices()[0];
    assert!(notice.contains("disk is full") && notice.contains("saved in this browser"), "{notice}");
    assert_eq!(seat.session.folder().in_bar(), " · folder not written");
    seat.act(now(FolderState::Written { name: "peace".into() }));
    assert_eq!((seat.session.notices().len(), seat.session.folder().in_bar()), (0, " · folder"));
}

#[test]
fn a_folder_that_hides_outlets_has_the_preferences_kept_and_tells_no_file() {
    let mut seat = Seat::at(&[TEXT]);
    let plan = Plan { outlets: Outlets::HiddenUntilLocked, ..Plan::default() };
    let theirs = Project { plan: Rc::new(Plan { modified: standpoint::model::Time(5), ..plan }), ..Project::default() };
    let (file, _) = read("p.json", own(&theirs, &CoderId::new("c:x")).as_bytes()).unwrap();
    let edits = merge(seat.session.project(), &file);
    let effects = seat.act(take_in(edits, Vec::new()));
    assert!(seat.session.is_outlet_blind());
    assert!(effects.iter().any(|effect| matches!(effect, Effect::SavePrefs(_))));
    assert_eq!(&*seat.session.announcement().text, "project folder");
}

#[test]
fn a_damaged_file_is_told_from_another_of_the_same_name_in_another_folder() {
    let report = |file: &str, n_issues| FileReport { file: file.into(), n_issues, ..FileReport::default() };
    let merged: [Rc<str>; 3] = ["codebook.json".into(), "annotations/ana.json".into(), "annotations/b/ana.json".into()];
    // What was opened before the merging has its reports first.
    let before = [report("ana.json", 2), report("news.txt", 0)];
    for (n_issues, expected) in [([0, 0, 1], vec![2]), ([0, 1, 0], vec![1]), ([1, 0, 0], vec![0]), ([0; 3], vec![])] {
        let of_merged = ["codebook.json", "ana.json", "ana.json"].iter().zip(n_issues).map(|(file, n)| report(file, n));
        let reports: Vec<FileReport> = before.iter().cloned().chain(of_merged).collect();
        let paths: Vec<Rc<str>> = damaged(&merged, &reports).into_iter().collect();
        assert_eq!(paths, expected.into_iter().map(|ix: usize| merged[ix].clone()).collect::<Vec<_>>());
    }
}
