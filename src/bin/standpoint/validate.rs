//! `standpoint validate`: what is in files, whatever wrote them, and what is wrong with them.

use crate::analyze::{print, usage};
use crate::convert::{From, kind_of, read, time_of};
use standpoint::format::encoding::decoded;
use standpoint::format::{Issue, article, codebook, import, project};
use standpoint::model::Project;
use std::ffi::{OsStr, OsString};
use std::process::ExitCode;

const HELP: &str = "\
standpoint validate: says what is in files, and what is wrong with them

Usage: standpoint validate FILE...

  FILE            a project file, a codebook, articles, or a file of another tool; - is standard input
  -h, --help      this text

Standard output has for each file its format, how many articles and annotations came in, what its offsets count where
that makes a difference, and every issue with its line and what to do.

Exit code: 0 nothing was wrong; 1 something was, and the rest was read; 2 some file could not be read at all.
";

/// How a file did.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Fine,
    Faulty,
    Unread,
}

/// What is in a file.
struct Content {
    format: String,
    project: Project,
    issues: Vec<Issue>,
    notes: Vec<Issue>,
}

/// Runs the command with these arguments.
pub(crate) fn run(args: &[OsString]) -> ExitCode {
    if args.iter().any(|arg| arg == "-h" || arg == "--help") {
        return print(HELP);
    }
    if let Some(option) = args.iter().find(|arg| arg.to_string_lossy().starts_with('-') && *arg != "-") {
        return usage(&format!("validate has no option {:?}", option.to_string_lossy()));
    }
    if args.is_empty() {
        return usage("validate needs a file; - is standard input");
    }
    let mut worst = State::Fine;
    for file in args {
        let (text, state) = told(file);
        worst = worst.max(state);
        if print(&text) != ExitCode::SUCCESS {
            return ExitCode::FAILURE;
        }
    }
    ExitCode::from(match worst {
        State::Fine => 0,
        State::Faulty => 1,
        State::Unread => 2,
    })
}

/// What to say of a file.
fn told(file: &OsStr) -> (String, State) {
    let name = file.to_string_lossy();
    let content = read(file).map_err(|error| format!("cannot be read: {error}")).and_then(|bytes| {
        let (text, encoding) = decoded(&bytes);
        let mut content = content(&name, file, &bytes, &text)?;
        // Readers tell it themselves; project files and codebooks do not.
        if let Some((what, todo)) = encoding.told()
            && content.notes.iter().all(|note| note.what != what)
        {
            let (file, todo) = (name.as_ref().into(), todo.to_owned());
            content.notes.push(Issue { file, line: None, column: None, what, todo });
        }
        Ok(content)
    });
    let Content { format, project, issues, notes } = match content {
        Ok(content) => content,
        Err(why) => return (format!("{name}\n  not read: {why}\n"), State::Unread),
    };
    let n_placed: usize = project.layers.values().map(|layer| layer.len()).sum();
    let (n_articles, n_unplaced) = (project.articles.len(), project.unplaced.len());
    let mut out = format!("{name}\n  format: {format}\n  articles: {n_articles}\n");
    out.push_str(&format!("  annotations: {}\n", n_placed + n_unplaced));
    if n_unplaced > 0 {
        out.push_str(&format!("  without a place in a text of the file: {n_unplaced}\n"));
    }
    notes.iter().for_each(|note| out.push_str(&format!("  note: {}\n", line(note))));
    issues.iter().for_each(|issue| out.push_str(&format!("  issue: {}\n", line(issue))));
    let is_nothing = n_articles + n_placed + n_unplaced == 0 && !issues.is_empty();
    let state = match (is_nothing, issues.is_empty()) {
        (true, _) => State::Unread,
        (_, true) => State::Fine,
        _ => State::Faulty,
    };
    (out, state)
}

/// Place, what, and what to do.
fn line(issue: &Issue) -> String {
    let text = issue.to_string();
    text.trim_end().to_owned()
}

fn content(name: &str, file: &OsStr, bytes: &[u8], text: &[u8]) -> Result<Content, String> {
    match kind_of(name, text) {
        From::Standpoint => match project::read(name, text) {
            Ok((read, issues)) => {
                let format = "Standpoint project".to_owned();
                Ok(Content { format, project: read.project, issues, notes: Vec::new() })
            }
            Err(error) => Err(error.issue(name).to_string()),
        },
        From::Tool(reader) => {
            let brought = import::read(reader, name, bytes, time_of(file));
            let (issues, notes) = (brought.issues, brought.notes);
            Ok(Content { format: reader.about().name.to_owned(), project: brought.read.project, issues, notes })
        }
        From::Articles => {
            if let Some(book) = std::str::from_utf8(text).ok().and_then(|text| codebook::read(text).ok()) {
                let project = Project { codebook: book.into(), ..Project::default() };
                let format = "Standpoint codebook".to_owned();
                return Ok(Content { format, project, issues: Vec::new(), notes: Vec::new() });
            }
            let read = article::read(name, bytes);
            let articles = read.articles.into_iter().map(|article| (article.id.clone(), article.into())).collect();
            let project = Project { articles, ..Project::default() };
            Ok(Content { format: "articles".to_owned(), project, issues: read.issues, notes: read.notes })
        }
    }
}
