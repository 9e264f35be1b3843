//! `standpoint convert`: projects and articles into the files of other tools.
//!
//! Articles are read by the engine one by one and written as they are read, so memory holds the texts and one
//! analysis. What became of the tags is told on standard error.

use crate::analyze::{print, usage, write_failed};
use crate::output::Output;
use crate::stream;
use crate::told::{account, json_of, told_again};
use standpoint::edit::{Cause, Meta, Transaction, apply};
use standpoint::find::{ENGINE_VERSION, analyze};
use standpoint::format::encoding::decoded;
use standpoint::format::export::proof::{Proved, prove};
use standpoint::format::export::{self, Export, Form, Report, Scene, Writer};
use standpoint::format::project::ReadProject;
use standpoint::format::{article, codebook, import, project};
use standpoint::model::{Entity, EntityId, Project, Time};
use standpoint::text::{Map, Set};
use std::ffi::{OsStr, OsString};
use std::io::{self, Read, Write};
use std::process::ExitCode;
use std::rc::Rc;

const HELP: &str = "\
standpoint convert: projects and articles into the files of other tools

Usage: standpoint convert [--from FORMAT] --to FORMAT [--stream] IN... -o OUT
       standpoint convert --list

  IN              project files, codebooks or articles; several become one project; - is standard input
  --from FORMAT   standpoint (project files), articles (.txt, .md, .html, .docx, .rtf, .pdf, .json, .jsonl, .csv),
                  doccano, prodigy, label-studio, w3c, cas-json, cas-xmi, refi, brat, conll (each also in a zip);
                  auto or nothing: files are looked at
  --to FORMAT     what to write; --list names them all
  --stream        read JSON Lines record by record, whatever their length: articles stay in their order, and what is
                  held is one of them; for csv-long, jsonl, w3c, doccano, label-studio, prodigy, brat, CAS and CoNLL;
                  on standard input, what offsets count is found for each record by itself
  -o, --output    where to write; - is standard output
  --report FILE   write what became of the tags as JSON, with every place; the file is read again for it, and what
                  did not come back as it was written is named
  --list          the formats: id, file ending, what offsets count, who opens them; and those that are read
  -h, --help      this text

Standard error tells what was written and, with its place, what the format cannot hold.

Exit code: 0 all files read; 1 some file or row failed (named on standard error, the rest is written), or the file
written did not read back as it should;
2 wrong usage.
";

/// What to do.
pub(crate) struct Task {
    from: Option<From>,
    pub(crate) to: &'static dyn Writer,
    pub(crate) files: Vec<OsString>,
    pub(crate) out: OsString,
    pub(crate) report: Option<OsString>,
    pace: Pace,
}

/// How much is held at a time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pace {
    /// The whole project.
    Whole,
    /// An article.
    Records,
}

impl Task {
    /// The tool that the files are said to be of.
    pub(crate) fn tool(&self) -> Option<&'static dyn import::Reader> {
        if let Some(From::Tool(reader)) = self.from { Some(reader) } else { None }
    }

    /// Whether it is left to the files' looks.
    pub(crate) fn may_be_of_a_tool(&self) -> bool {
        self.from.is_none()
    }
}

/// What the input is said to be.
#[derive(Clone, Copy)]
pub(crate) enum From {
    Standpoint,
    Articles,
    Tool(&'static dyn import::Reader),
}

/// What the arguments ask for.
enum Asked {
    Help,
    List,
    Convert(Task),
}

/// Runs the command with these arguments.
pub(crate) fn run(args: &[OsString]) -> ExitCode {
    let task = match parse(args) {
        Ok(Asked::Help) => return print(HELP),
        Ok(Asked::List) => return print(&list()),
        Ok(Asked::Convert(task)) => task,
        Err(message) => return usage(&message),
    };
    if task.pace == Pace::Records {
        return stream::run(&task);
    }
    let (project, all_read) = read_all(&task);
    if project == Project::default() && !all_read {
        eprintln!("standpoint: nothing could be read, so nothing was written");
        return ExitCode::FAILURE;
    }
    let written = write(&task, &project).and_then(|(report, proved)| {
        let json = json_of(&project, task.to, &report, proved.as_ref());
        task.report.as_ref().map_or(Ok(()), |file| std::fs::write(file, json)).map(|()| (report, proved))
    });
    match written {
        Ok((report, proved)) => {
            eprint!("{}", account(&project, &report));
            eprint!("{}", proved.as_ref().map(|proved| told_again(&project, proved)).unwrap_or_default());
            let is_equal = proved.is_none_or(|proved| proved.is_equal());
            if all_read && is_equal { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => write_failed(&error),
    }
}

fn parse(args: &[OsString]) -> Result<Asked, String> {
    let (mut from, mut to, mut out, mut report, mut files) = (None, None, None, None, Vec::new());
    let mut pace = Pace::Whole;
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let text = arg.to_string_lossy();
        let mut value = |what: &str| args.next().cloned().ok_or(format!("{text} needs {what}"));
        match &*text {
            "-h" | "--help" => return Ok(Asked::Help),
            "--list" => return Ok(Asked::List),
            "--from" => from = from_of(&value("a format: standpoint, articles or that of a tool")?.to_string_lossy())?,
            "--to" => to = Some(writer_of(&value("a format; --list names them")?.to_string_lossy())?),
            "-o" | "--output" => out = Some(value("a file; - is standard output")?),
            "--stream" => pace = Pace::Records,
            "--report" => report = Some(value("a file")?),
            other if other.starts_with('-') && other != "-" => {
                return Err(format!("convert has no option {other:?}"));
            }
            _ => files.push(arg.clone()),
        }
    }
    let to = to.ok_or("convert needs --to and a format; `standpoint convert --list` names them")?;
    let out = out.ok_or("convert needs -o and a file to write; - is standard output")?;
    if files.is_empty() {
        return Err("convert needs a file to read; - is standard input".to_owned());
    }
    if files.iter().filter(|file| *file == "-").count() > 1 {
        return Err("standard input (-) can be read only once".to_owned());
    }
    Ok(Asked::Convert(Task { from, to, files, out, report, pace }))
}

fn from_of(name: &str) -> Result<Option<From>, String> {
    let tools = || import::ALL.iter().map(|reader| reader.about().id).collect::<Vec<_>>().join(", ");
    match name {
        "auto" => Ok(None),
        "standpoint" => Ok(Some(From::Standpoint)),
        "articles" => Ok(Some(From::Articles)),
        _ => match import::reader(name) {
            Some(reader) => Ok(Some(From::Tool(reader))),
            None => Err(format!("--from is auto, standpoint or articles, or of a tool: {}; not {name:?}", tools())),
        },
    }
}

fn writer_of(id: &str) -> Result<&'static dyn Writer, String> {
    let ids = || export::ALL.iter().map(|writer| writer.about().id).collect::<Vec<_>>().join(", ");
    export::writer(id).ok_or_else(|| format!("there is no format {id:?}; there are {}", ids()))
}

fn list() -> String {
    let mut out = String::new();
    for writer in export::ALL {
        let about = writer.about();
        let packed = if about.form == Form::Several && about.extension != "zip" { ", a zip" } else { "" };
        out.push_str(&format!("{:<20} .{}{packed}; {}\n", about.id, about.extension, about.unit.name()));
        for line in [about.name, about.holds] {
            out.push_str(&format!("    {line}.\n"));
        }
        out.push_str(&format!("    For {}.\n    Without: {}.\n", about.tools, about.losses.join("; ")));
    }
    out.push_str("\nRead as well, by --from or by their looks:\n");
    for reader in import::ALL {
        let about = reader.about();
        out.push_str(&format!("{:<20} {}\n    Brings {}.\n", about.id, about.name, about.brings));
        out.push_str(&format!("    Leaves {}.\n", about.leaves));
    }
    out
}

/// All inputs as one project, and whether everything in them came in.
fn read_all(task: &Task) -> (Project, bool) {
    let mut project = Project::default();
    let mut all_read = true;
    let mut fail = |line: String| {
        eprintln!("standpoint: {line}");
        all_read = false;
    };
    for file in &task.files {
        let name = file.to_string_lossy();
        let bytes = match read(file) {
            Ok(bytes) => bytes,
            Err(error) => {
                fail(format!("{name}: cannot be read: {error}"));
                continue;
            }
        };
        let (text, encoding) = decoded(&bytes);
        match task.from.unwrap_or_else(|| kind_of(&name, &text)) {
            From::Standpoint => match project::read(&name, &text) {
                Ok((read, issues)) => {
                    encoding.told().iter().for_each(|(what, todo)| eprintln!("standpoint: {name}: {what}. {todo}"));
                    issues.iter().for_each(|issue| fail(issue.to_string()));
                    merge(&mut project, &read).unwrap_or_else(|error| fail(format!("{name}: {error}")));
                }
                Err(error) => fail(error.issue(&name).to_string()),
            },
            From::Tool(reader) => {
                let brought = import::read(reader, &name, &bytes, time_of(file));
                brought.notes.iter().for_each(|note| eprintln!("standpoint: {note}"));
                brought.issues.iter().for_each(|issue| fail(issue.to_string()));
                merge(&mut project, &brought.read).unwrap_or_else(|error| fail(format!("{name}: {error}")));
            }
            From::Articles => {
                let file = if file == "-" { "pasted text" } else { &*name };
                let read = article::read(file, &bytes);
                read.notes.iter().for_each(|note| eprintln!("standpoint: {note}"));
                read.issues.iter().for_each(|issue| fail(issue.to_string()));
                for article in read.articles {
                    project.articles.insert(article.id.clone(), Rc::new(article));
                }
            }
        }
    }
    if *project.codebook == Default::default() && !project.articles.is_empty() {
        project.codebook = Rc::new(codebook::bundled());
    }
    (project, all_read)
}

/// What a file is, by its looks.
pub(crate) fn kind_of(name: &str, bytes: &[u8]) -> From {
    if is_project(bytes) {
        return From::Standpoint;
    }
    import::reader_of(name, bytes).map_or(From::Articles, From::Tool)
}

/// Brings what was read into a project.
pub(crate) fn merge(project: &mut Project, read: &ReadProject) -> Result<(), String> {
    let edits = project::merge(project, read);
    let meta = Meta { coder: None, at: Time::default(), label: "".into(), cause: Cause::System };
    let step = Transaction { id: "".into(), edits, meta };
    *project = apply(project, &step).map_err(|error| error.to_string())?.0;
    Ok(())
}

/// When a file was last changed: tags whose file has no times are said to be from then.
pub(crate) fn time_of(file: &OsStr) -> Time {
    let changed = std::fs::metadata(file).and_then(|data| data.modified()).ok();
    let since = changed.and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
    Time(since.map_or(0, |since| since.as_millis() as i64))
}

/// A file's bytes, or those of standard input.
pub(crate) fn read(file: &OsStr) -> io::Result<Vec<u8>> {
    if file != "-" {
        return std::fs::read(file);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
}

/// A project file begins with its format.
fn is_project(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let head: Vec<u8> = bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).take(64).collect();
    head.starts_with(b"{\"format\":\"standpoint/")
}

/// Writes the file and, where a report is asked for, reads it again.
fn write(task: &Task, project: &Project) -> io::Result<(Report, Option<Proved>)> {
    let found = entities_of(project);
    let entities = |id: &EntityId| found.get(id).cloned();
    let layers = project.layers.values().flat_map(|layer| layer.values());
    // When the newest tag was made, not now: equal projects give equal bytes.
    let exported = layers.map(|annotation| annotation.modified).max().unwrap_or_default();
    let version = env!("CARGO_PKG_VERSION");
    let scene = Scene { project, entities: &entities, version, engine: ENGINE_VERSION, exported };
    let mut out = Output::open(&task.out)?;
    let mut export = Export::start(task.to, scene);
    let mut kept: Vec<u8> = Vec::new();
    for article in export::articles(project) {
        export.article(&article, &analyze(&article.text));
        let bytes = export.take();
        out.write_all(&bytes)?;
        if task.report.is_some() {
            kept.extend(bytes);
        }
    }
    let (bytes, report, told) = export.finish_told();
    out.write_all(&bytes)?;
    out.finish()?;
    kept.extend(bytes);
    Ok((report, task.report.is_some().then(|| prove(task.to, scene, told, &kept))))
}

/// Those that tags name and only the engine knows; the first article that names one says what it is called.
fn entities_of(project: &Project) -> Map<EntityId, Entity> {
    let named: Set<EntityId> = project.entities_named().iter().map(|id| (*id).clone()).collect();
    let mut found: Map<EntityId, Entity> = Map::new();
    let is_missing = |found: &Map<EntityId, Entity>| {
        named.iter().any(|id| !project.entities.contains_key(id) && !found.contains_key(id))
    };
    for article in export::articles(project) {
        if !is_missing(&found) {
            break;
        }
        for entity in analyze(&article.text).entities {
            let id = EntityId::new(format!("e:{}", entity.key));
            if named.contains(&id) {
                found.get_or_insert_with(id.clone(), || Entity::new(id, entity.name, entity.kind));
            }
        }
    }
    found
}
