//! REFI-QDA 1.0: a project (`.qdpx`, a zip of `project.qde` and sources) or a codebook (`.qdc`).
//!
//! Codes become labels, with the codes that they stand in; a selection's description becomes a comment; document
//! variables with the names of facts (outlet, date, author, URL, language) become those. Of ours every tag comes back.
//! Programs differ in what they count, and in whether a line end of two characters is one: both are found by trying,
//! the first as in every file, the second by which reading has more selections begin with their names. A path is
//! looked for as it stands, then by its name in any folder. Sources that are not plain text, cases, sets, links, notes
//! and graphs stay behind.

use super::build::{Builder, Place, Said, What};
use super::meta::Meta;
use super::refi_codes::{Code, Codes, Saying};
use super::{About, Input, Reader};
use crate::format::export::OffsetUnit;
use crate::format::unzip::{self, Entry};
use crate::format::xml_events::{Node, Open, Xml};
use crate::model::{Body, CoderId, Time, Unit};
use crate::text::Map;

pub(super) struct Refi;

/// So much of a file tells whether it is one.
const HEAD_BYTES: usize = 4096;

impl Reader for Refi {
    fn about(&self) -> &'static About {
        &About {
            id: "refi",
            name: "REFI-QDA",
            unit: OffsetUnit::CodePoints,
            brings: "codes as labels with those they stand in, coded selections, descriptions as comments",
            leaves: "sources that are not plain text, cases, sets, links, notes, graphs",
        }
    }

    fn recognise(&self, input: &Input<'_>) -> bool {
        if unzip::is_zip(input.bytes) {
            return unzip::paths(input.bytes).iter().any(|path| path.ends_with(".qde"));
        }
        let head = String::from_utf8_lossy(&input.bytes[..input.bytes.len().min(HEAD_BYTES)]);
        head.contains("urn:QDA-XML:project:1") || head.contains("urn:QDA-XML:codebook:1")
    }

    fn read(&self, input: &Input<'_>, into: &mut Builder) {
        let mut files: Map<String, Vec<u8>> = Map::new();
        if unzip::is_zip(input.bytes) {
            for Entry { path, content, damage } in unzip::entries_to_hold(input.bytes) {
                if let Some(what) = damage {
                    into.issue(None, format!("{path}: {what}"), "It was read as it is; export the project again.");
                }
                match content {
                    // Pictures and the like stay as they are.
                    Ok(content) if path.ends_with(".qde") || path.to_lowercase().ends_with(".txt") => {
                        let content = into.decoded(&content).into_owned();
                        files.insert(path, content);
                    }
                    Ok(content) => drop(files.insert(path, content)),
                    Err(why) => into.issue(None, format!("{path}: {why}"), "Export the project again."),
                }
            }
        } else {
            files.insert("project.qde".to_owned(), input.bytes.to_vec());
        }
        let Some(path) = files.keys().find(|path| path.ends_with(".qde")).cloned() else { return };
        let project = files.remove(&path).unwrap_or_default();
        let mut read = Project::default();
        read.parse(&project, into);
        read.hand_in(&files, into);
    }
}

/// What is in the XML, before it is known what it means.
#[derive(Default)]
struct Project {
    codes: Codes,
    /// Name and our id by GUID.
    users: Map<String, (String, String)>,
    variables: Map<String, String>,
    sources: Vec<Source>,
    n_left: usize,
    /// Kind and name of sources that are no plain text.
    others: Vec<(u32, String, String)>,
}

#[derive(Default)]
struct Source {
    line: u32,
    name: String,
    path: String,
    content: Option<String>,
    selections: Vec<Selection>,
    /// Codings of the whole source: code and who gave it.
    codings: Vec<(String, String)>,
    facts: Vec<(String, String)>,
}

#[derive(Default)]
struct Selection {
    line: u32,
    name: String,
    start: Option<u32>,
    end: Option<u32>,
    user: String,
    created: Option<Time>,
    description: String,
    /// Code and who gave it.
    codings: Vec<(String, String)>,
}

impl Project {
    fn parse(&mut self, bytes: &[u8], into: &mut Builder) {
        let mut xml = Xml::new(bytes);
        let mut open: Vec<String> = Vec::new();
        let mut codes: Vec<usize> = Vec::new();
        let mut user = String::new();
        loop {
            let node = match xml.next() {
                Ok(Some(node)) => node,
                Ok(None) => return,
                Err((line, what)) => {
                    return into.issue(Some(line), what, "What stands before it came in; export the project again.");
                }
            };
            match node {
                Node::Open(element) => {
                    let line = xml.line();
                    self.open(&element, line, &open, &mut codes, &mut user);
                    open.push(element.name);
                }
                Node::Text(text) => self.text(&text, &open, &codes),
                Node::Close(name) => {
                    open.pop();
                    if name == "Code" {
                        codes.pop();
                    }
                }
                Node::Instruction(program, what) if program == "standpoint" => self.codes.instruct(&what),
                Node::Instruction(..) => {}
            }
        }
    }

    fn open(&mut self, element: &Open, line: u32, above: &[String], codes: &mut Vec<usize>, user: &mut String) {
        let parent = above.last().map_or("", String::as_str);
        let is_in_selection = above.iter().any(|name| name == "PlainTextSelection");
        match element.name.as_str() {
            "User" => drop(self.users.insert(element.take("guid"), (element.take("name"), element.take("id")))),
            "Code" => {
                let code = Code {
                    guid: element.take("guid"),
                    name: element.take("name"),
                    description: String::new(),
                    parent: codes.last().copied(),
                };
                codes.push(self.codes.all.len());
                self.codes.all.push(code);
            }
            "Variable" => drop(self.variables.insert(element.take("guid"), element.take("name"))),
            // A PDF may have its words beside it.
            "TextSource" | "Representation" => self.sources.push(Source {
                line,
                name: element.take("name"),
                path: element.get("plainTextPath").or(element.get("richTextPath")).unwrap_or_default().to_owned(),
                ..Source::default()
            }),
            "PictureSource" | "AudioSource" | "VideoSource" | "PDFSource" => {
                self.others.push((line, element.name.clone(), element.take("name")));
            }
            "PlainTextSelection" => {
                if let Some(source) = self.sources.last_mut() {
                    source.selections.push(Selection {
                        line,
                        name: element.take("name"),
                        start: element.get("startPosition").and_then(|n| n.trim().parse().ok()),
                        end: element.get("endPosition").and_then(|n| n.trim().parse().ok()),
                        user: element.take("creatingUser"),
                        created: element.get("creationDateTime").and_then(|at| at.parse().ok()),
                        ..Selection::default()
                    });
                }
            }
            "Coding" => *user = element.take("creatingUser"),
            "CodeRef" if parent == "Coding" => {
                let coding = (element.take("targetGUID"), std::mem::take(user));
                let Some(source) = self.sources.last_mut() else { return };
                let of_source = above.iter().any(|name| name == "TextSource" || name == "Representation");
                match source.selections.last_mut().filter(|_| is_in_selection) {
                    Some(selection) => selection.codings.push(coding),
                    None if of_source => source.codings.push(coding),
                    None => self.n_left += 1,
                }
            }
            "VariableRef" if parent == "VariableValue" => {
                if let Some(source) = self.sources.last_mut() {
                    let name = self.variables.get(&element.take("targetGUID")).cloned().unwrap_or_default();
                    source.facts.push((name, String::new()));
                }
            }
            "Case" | "Set" | "Link" | "Note" | "Graph" | "NoteRef" => self.n_left += 1,
            _ => {}
        }
    }

    fn text(&mut self, text: &str, open: &[String], codes: &[usize]) {
        let [.., parent, name] = open else { return };
        match (parent.as_str(), name.as_str()) {
            ("Code", "Description") => {
                if let Some(code) = codes.last().and_then(|ix| self.codes.all.get_mut(*ix)) {
                    code.description.push_str(text);
                }
            }
            ("PlainTextSelection", "Description") => {
                let selection = self.sources.last_mut().and_then(|source| source.selections.last_mut());
                selection.into_iter().for_each(|selection| selection.description.push_str(text));
            }
            ("TextSource" | "Representation", "PlainTextContent") => {
                if let Some(source) = self.sources.last_mut() {
                    source.content.get_or_insert_default().push_str(text);
                }
            }
            ("VariableValue", value) if value.ends_with("Value") => {
                if let Some((_, fact)) = self.sources.last_mut().and_then(|source| source.facts.last_mut()) {
                    fact.push_str(text);
                }
            }
            _ => {}
        }
    }

    fn hand_in(self, files: &Map<String, Vec<u8>>, into: &mut Builder) {
        let labels = self.codes.labels();
        let book = self.codes.codebook(&labels, into);
        into.codes(book);
        let mut n_unknown = 0;
        for source in &self.sources {
            let text = match source.text(files) {
                Ok(text) => text,
                Err(what) => {
                    let todo = "Export the project with its sources; the others came in.";
                    into.issue(Some(source.line), format!("{}: {what}", source.name), todo);
                    continue;
                }
            };
            if text.is_empty() {
                continue;
            }
            let text = source.with_line_ends(text);
            let text_ix = into.article(&text, source.meta());
            for selection in &source.selections {
                let (Some(start), Some(end)) = (selection.start, selection.end) else {
                    into.issue(Some(selection.line), "expected a start and an end in numbers", "It was left out.");
                    continue;
                };
                let place = Place::Stretch { start, end, quote: selection.quote(&text) };
                let givers = selection.codings.first().map_or(&selection.user, |(_, user)| user);
                let guids: Vec<String> = selection.codings.iter().map(|(guid, _)| guid.clone()).collect();
                let (sayings, n) = self.codes.say(&guids, &labels, into);
                n_unknown += n;
                let coder = self.coder(if givers.is_empty() { &selection.user } else { givers }, into);
                let said = |what| Said {
                    text: text_ix,
                    place: place.clone(),
                    what,
                    coder: coder.clone(),
                    created: selection.created,
                    line: selection.line,
                };
                let mut words = Some(selection.description.as_str());
                for saying in sayings {
                    let what = saying.with(&mut words);
                    into.say(said(what));
                }
                if let Some(words) = words.filter(|words| !words.trim().is_empty()) {
                    into.say(said(What::Body(Body::Comment(words.into()))));
                }
            }
            for (user, guids) in by_user(&source.codings) {
                let (sayings, n) = self.codes.say(&guids, &labels, into);
                n_unknown += n;
                let coder = self.coder(&user, into);
                for saying in sayings {
                    let what = match saying.with(&mut Some("")) {
                        // A label stands on a stretch; of a whole source it is a category.
                        What::Body(Body::Span(label)) => What::Category(label.as_str()[2..].to_owned()),
                        what => what,
                    };
                    let (place, created) = (Place::Article, None);
                    into.say(Said { text: text_ix, place, what, coder: coder.clone(), created, line: source.line });
                }
            }
        }
        for (line, kind, name) in &self.others {
            let what = format!("{name}: a {kind} is not plain text");
            into.issue(Some(*line), what, "It stays behind; its words came in where the file has them as text.");
        }
        into.left(n_unknown, "codings name a code that is not in the file");
        into.left(self.n_left, "cases, sets, links, notes and codings outside of texts stay behind");
    }

    fn coder(&self, guid: &str, into: &mut Builder) -> CoderId {
        let (name, id) = self.users.get(guid).map_or(("", ""), |(name, id)| (name, id));
        into.coder(if id.starts_with("c:") { id } else { "" }, name)
    }
}

/// Codings that one person gave one after the other.
fn by_user(codings: &[(String, String)]) -> Vec<(String, Vec<String>)> {
    let group = |group: &[(String, String)]| (group[0].1.clone(), group.iter().map(|(guid, _)| guid.clone()).collect());
    codings.chunk_by(|(_, a), (_, b)| a == b).map(group).collect()
}

impl Saying {
    /// What is said; words of the selection go to the code that asks for them.
    fn with(self, words: &mut Option<&str>) -> What {
        match self {
            Saying::Said(what) => what,
            Saying::Words(body) => What::Body(body(words.take().unwrap_or_default().into())),
            Saying::Answer(variable) => {
                let value = words.take().unwrap_or_default().into();
                What::Body(Body::Variable { variable, unit: Unit::Sentence, value })
            }
        }
    }
}

impl Source {
    /// Its text as the file has it.
    fn text(&self, files: &Map<String, Vec<u8>>) -> Result<String, String> {
        if let Some(content) = &self.content {
            return Ok(content.clone());
        }
        let path = self.path.replace('\\', "/");
        let bare = path.strip_prefix("internal://").or(path.strip_prefix("relative://")).unwrap_or(&path);
        let bare = bare.trim_start_matches(['/', '.']);
        let name = bare.rsplit('/').next().unwrap_or(bare).to_lowercase();
        if name.is_empty() {
            return Err("it names no file with its text".to_owned());
        }
        let is_named = |known: &&String| known.to_lowercase().rsplit('/').next() == Some(&*name);
        let found = files.get(bare).or_else(|| files.get(&*format!("sources/{bare}")));
        let by_name = || files.keys().find(is_named).and_then(|path| files.get(path));
        let bytes = found.or_else(by_name).ok_or_else(|| format!("{path} is not in the zip"))?;
        if !name.ends_with(".txt") {
            return Err(format!("{name} is not plain text"));
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        String::from_utf8(bytes.to_vec())
            .map_err(|_| format!("{name}: it is neither UTF-8 nor another encoding that is known"))
    }

    /// With line ends of two characters or of one, as its selections count.
    fn with_line_ends(&self, text: String) -> String {
        if !text.contains("\r\n") {
            return text;
        }
        let single = text.replace("\r\n", "\n");
        let n_fitting = |text: &str| {
            let letters: Vec<char> = text.chars().collect();
            let is_named = |selection: &&Selection| {
                let first = |text: &str| text.split_whitespace().next().unwrap_or_default().to_owned();
                let words = selection
                    .start
                    .zip(selection.end)
                    .and_then(|(start, end)| letters.get(start as usize..end as usize));
                let words: String = words.unwrap_or_default().iter().take(80).collect();
                !words.is_empty() && first(&words) == first(&selection.name)
            };
            self.selections.iter().filter(is_named).count()
        };
        if n_fitting(&text) > n_fitting(&single) { text } else { single }
    }

    fn meta(&self) -> Meta {
        let fact = |names: &[&str]| {
            let is_named = |(name, _): &&(String, String)| names.contains(&name.to_lowercase().as_str());
            self.facts.iter().find(is_named).map(|(_, value)| value.clone()).unwrap_or_default()
        };
        Meta {
            title: if self.name.starts_with("sha256:") { String::new() } else { self.name.clone() },
            outlet: fact(&["outlet", "source", "publication", "newspaper"]),
            date: fact(&["date"]),
            author: fact(&["author"]),
            url: fact(&["url", "link"]),
            lang: fact(&["language", "lang"]),
        }
    }
}

impl Selection {
    /// Its name where that is what it selects: as long as the selection, and in the text.
    fn quote(&self, text: &str) -> Option<String> {
        let n = self.end?.checked_sub(self.start?)? as usize;
        let is_long = [self.name.chars().count(), self.name.encode_utf16().count()].contains(&n);
        (is_long && text.contains(&*self.name)).then(|| self.name.clone())
    }
}
