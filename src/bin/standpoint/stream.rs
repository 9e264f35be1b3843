//! `standpoint convert --stream`: JSON Lines into a file of another tool, record by record.
//!
//! What is held is one article with its tags; neither the file before it nor the one after. So articles stay in the
//! order of the input, and records about one text are one article only where they follow each other. A first pass
//! gathers the codes that tags say, since some formats begin with them, and what the offsets count; standard input is
//! read once and has none.

use crate::analyze::usage;
use crate::convert::{Task, merge, time_of};
use crate::output::Output;
use crate::told::account;
use standpoint::find::{ENGINE_VERSION, analyze};
use standpoint::format::export::{Export, Scene};
use standpoint::format::import::Evidence;
use standpoint::format::{article, codebook, import};
use standpoint::model::{Entity, EntityId, Project, Time};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::ExitCode;
use std::rc::Rc;

/// A longer line is no record.
const MOST_LINE_BYTES: u64 = 1 << 30;

/// Formats whose writers hold no more than the article at hand.
const STREAMED: [&str; 12] = [
    "csv-long",
    "jsonl",
    "w3c",
    "w3c-utf16",
    "doccano",
    "doccano-sentences",
    "label-studio",
    "prodigy",
    "brat",
    "cas-json",
    "cas-xmi",
    "conll",
];

/// Runs the task record by record.
pub(crate) fn run(task: &Task) -> ExitCode {
    let about = task.to.about();
    if !STREAMED.contains(&about.id) {
        return usage(&format!("{} cannot be written record by record; there are {}", about.id, STREAMED.join(", ")));
    }
    if task.report.is_some() {
        return usage("--stream holds one article and keeps no report; leave --report out");
    }
    match write(task) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => crate::analyze::write_failed(&error),
    }
}

fn write(task: &Task) -> io::Result<bool> {
    let mut codes = Project { codebook: Rc::new(codebook::bundled()), ..Project::default() };
    let mut evidence: Vec<Option<Evidence>> = Vec::new();
    for file in &task.files {
        if file == "-" {
            evidence.push(None);
            continue;
        }
        // What is wrong is told by the second pass.
        let mut quiet = Told { is_quiet: true, ..Told::default() };
        let _ = each(task, file, &mut quiet, |part| {
            let read = import::codes(&part.codebook);
            let _ = merge(&mut codes, &read);
            Ok(())
        });
        evidence.push(Some(quiet.seen));
    }
    let mut out = Output::open(&task.out)?;
    let exported = task.files.iter().map(|file| time_of(file)).max().unwrap_or_default();
    let version = env!("CARGO_PKG_VERSION");
    let scene = Scene { project: &codes, entities: &|_| None, version, engine: ENGINE_VERSION, exported };
    let mut export = Export::start(task.to, scene);
    let mut told = Told::default();
    for (file, of_file) in task.files.iter().zip(evidence) {
        told.of_file = of_file;
        let done = each(task, file, &mut told, |part| {
            for article in part.articles.values() {
                let document = analyze(&article.text);
                let named = |id: &EntityId| {
                    let key = id.as_str().strip_prefix("e:")?;
                    let entity = document.entities.iter().find(|entity| *entity.key == *key)?;
                    Some(Entity::new(id.clone(), entity.name.clone(), entity.kind))
                };
                let project = Project { codebook: codes.codebook.clone(), ..part.clone() };
                export.article_in(&Scene { project: &project, entities: &named, ..scene }, article, &document);
            }
            out.write_all(&export.take())
        });
        match done {
            Ok(()) => {}
            // Where the output cannot be written nothing else can.
            Err(Stopped::Writing(error)) => return Err(error),
            Err(Stopped::Reading(why)) => told.tell(&format!("{}: {why}", file.to_string_lossy())),
        }
    }
    let (bytes, report) = export.finish();
    if report.articles == 0 && told.n_told > 0 {
        eprintln!("standpoint: nothing could be read, so nothing was written");
        return Ok(false);
    }
    out.write_all(&bytes)?;
    out.finish()?;
    eprint!("{}", account(&Project::default(), &report));
    if told.n_unplaced > 0 {
        told.tell(&format!("{} tags have no place in a text of their record and are left out", told.n_unplaced));
    }
    if let Some(peak) = peak_memory() {
        eprintln!("  memory: {} MB at most", peak >> 10);
    }
    Ok(told.n_told == 0)
}

/// What went wrong on the way.
#[derive(Default)]
struct Told {
    n_told: usize,
    n_unplaced: usize,
    is_quiet: bool,
    /// What the records so far say about what their offsets count.
    seen: Evidence,
    /// What all records of the file say, where it could be read before.
    of_file: Option<Evidence>,
    /// What is told of a file is told once.
    notes: Vec<String>,
}

impl Told {
    fn tell(&mut self, line: &str) {
        self.n_told += 1;
        if !self.is_quiet {
            eprintln!("standpoint: {line}");
        }
    }

    fn note(&mut self, line: String) {
        if !self.is_quiet && self.notes.len() < 50 && !self.notes.contains(&line) {
            eprintln!("standpoint: {line}");
            self.notes.push(line);
        }
    }
}

/// Why a file was not gone through to its end.
enum Stopped {
    Reading(String),
    Writing(io::Error),
}

/// Reads a file record by record; what belongs to one article is handed on together.
fn each(
    task: &Task,
    file: &OsStr,
    told: &mut Told,
    mut each: impl FnMut(&Project) -> io::Result<()>,
) -> Result<(), Stopped> {
    let name = file.to_string_lossy().into_owned();
    let reading = |error: io::Error| Stopped::Reading(format!("cannot be read: {error}"));
    let mut input: Box<dyn BufRead> = if file == "-" {
        Box::new(BufReader::new(io::stdin()))
    } else {
        Box::new(BufReader::new(File::open(file).map_err(reading)?))
    };
    let mut reader: Option<Option<&'static dyn import::Reader>> = None;
    let (mut open, mut row, mut nth) = (Project::default(), Vec::new(), 0);
    loop {
        row.clear();
        if input.by_ref().take(MOST_LINE_BYTES).read_until(b'\n', &mut row).map_err(reading)? == 0 {
            break;
        }
        nth += 1;
        if row.len() as u64 == MOST_LINE_BYTES {
            return Err(Stopped::Reading(format!("line {nth} has more than 1 GiB")));
        }
        if nth == 1 && [&b"\xFF\xFE"[..], b"\xFE\xFF"].iter().any(|mark| row.starts_with(mark)) {
            return Err(Stopped::Reading("is in UTF-16, which has no lines of bytes: leave --stream out".to_owned()));
        }
        let row = row.strip_prefix(b"\xEF\xBB\xBF").filter(|_| nth == 1).unwrap_or(&row);
        if row.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        // The first record says what all are.
        let reader = *reader.get_or_insert_with(|| match task.tool() {
            Some(tool) => Some(tool),
            None => import::reader_of(&name, row).filter(|_| task.may_be_of_a_tool()),
        });
        let (part, n_unplaced) = record(reader, &name, nth, row, time_of(file), told);
        told.n_unplaced += n_unplaced;
        let is_same = part.articles.keys().all(|id| open.articles.contains_key(id));
        if !is_same {
            each(&std::mem::take(&mut open)).map_err(Stopped::Writing)?;
        }
        let read = standpoint::format::project::ReadProject { project: part, ..Default::default() };
        if let Err(why) = merge(&mut open, &read) {
            told.tell(&format!("{name}, line {nth}: {why}"));
        }
    }
    each(&open).map_err(Stopped::Writing)
}

/// One record as a part of a project, and how many of its tags have no place.
fn record(
    reader: Option<&'static dyn import::Reader>,
    name: &str,
    nth: u32,
    row: &[u8],
    at: Time,
    told: &mut Told,
) -> (Project, usize) {
    let line = |what: &str, todo: &str| format!("{name}, line {nth}: {what}. {todo}");
    match reader {
        Some(reader) => {
            let brought = match told.of_file {
                Some(of_file) => import::read_part(reader, name, row, at, of_file),
                None => import::read(reader, name, row, at),
            };
            told.seen.add(&brought.evidence);
            brought.issues.iter().for_each(|issue| told.tell(&line(&issue.what, &issue.todo)));
            brought.notes.iter().for_each(|note| told.note(format!("{name}: {}", note.what)));
            let n_unplaced = brought.read.project.unplaced.len();
            (Project { unplaced: Default::default(), ..brought.read.project }, n_unplaced)
        }
        None => {
            let read = article::read("row.jsonl", row);
            read.issues.iter().for_each(|issue| told.tell(&line(&issue.what, &issue.todo)));
            read.notes.iter().for_each(|note| told.note(format!("{name}: {}", note.what)));
            let articles = read.articles.into_iter().map(|article| (article.id.clone(), Rc::new(article))).collect();
            (Project { articles, ..Project::default() }, 0)
        }
    }
}

/// The most memory that this program had, in KB, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().split(' ').next()?.parse().ok()
}
