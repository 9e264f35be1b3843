//! The way in: decodes the bytes, chooses the reader, and reports what no reader could see.

use super::{Input, READERS, Reader, packed, pdf, rtf};
use crate::format::encoding::decoded;
use crate::format::hash::{article_id, sha256_hex};
use crate::format::issue::{MOST_TOLD, others};
use crate::format::{Issue, unzip};
use crate::model::{Article, ArticleId};
use crate::text::Set;
use std::rc::Rc;

/// What came out of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// In the order of the file.
    pub articles: Vec<Article>,
    /// What did not come in, or not as given.
    pub issues: Vec<Issue>,
    /// What came in, but was read in a way worth knowing.
    pub notes: Vec<Issue>,
    /// Issues beyond the first.
    n_more: usize,
}

impl Imported {
    /// Adds an issue, or counts it where there are many.
    pub(super) fn tell(&mut self, issue: Issue) {
        if self.issues.len() < MOST_TOLD {
            self.issues.push(issue);
        } else {
            self.n_more += 1;
        }
    }

    /// Adds what came out of a packed file.
    pub(super) fn extend(&mut self, other: Imported) {
        self.articles.extend(other.articles);
        other.issues.into_iter().for_each(|issue| self.tell(issue));
        self.notes.extend(other.notes);
        self.n_more += other.n_more;
    }

    /// Says how many issues were not told.
    fn ended(mut self, file: &str) -> Imported {
        self.issues.extend(others(&file.into(), std::mem::take(&mut self.n_more)));
        self
    }
}

/// Offsets are four bytes wide; cleaning never makes a text longer.
const LARGEST_BYTES: u64 = u32::MAX as u64;
/// More and a text is unlikely to be one article.
const LARGE_TEXT_BYTES: usize = 32 << 20;
pub(super) const KNOWN_FILES: &str = "Import .txt, .md, .html, .docx, .rtf, .pdf, .json, .jsonl or .csv files.";

/// Reads a file by its extension, or by what it looks like. For pasted text give `pasted text` as `file_name`.
pub fn read(file_name: &str, bytes: &[u8]) -> Imported {
    read_with(file_name, bytes, sha256_hex(bytes).into(), article_id)
}

/// [`read`] for a caller that has a faster way to digests: `sha256` is the one of the bytes, `id_of` names a text. A
/// name that is not the text's digest must at least differ where texts differ, and be put right afterwards.
pub fn read_with(file_name: &str, bytes: &[u8], sha256: Rc<str>, id_of: fn(&str) -> ArticleId) -> Imported {
    read_one(file_name, bytes, sha256, id_of).ended(file_name)
}

/// A kind of file that is no text, known by its bytes.
struct Document {
    is_one: fn(&[u8]) -> bool,
    /// Reads one; the input has its name and digest and no text.
    read: fn(&[u8], &Input<'_>, &mut Imported),
}

const DOCUMENTS: [Document; 2] =
    [Document { is_one: rtf::is_document, read: rtf::read }, Document { is_one: pdf::is_document, read: pdf::read }];

/// Reads a file, or one of a zip.
pub(super) fn read_one(file_name: &str, bytes: &[u8], sha256: Rc<str>, id_of: fn(&str) -> ArticleId) -> Imported {
    let mut imported = Imported::default();
    if unzip::is_zip(bytes) {
        let input = Input { file: file_name, text: "", sha256, id_of };
        packed::read(&input, bytes, &mut imported);
        check_articles(&input, &mut imported);
        return imported;
    }
    let document = DOCUMENTS.iter().find(|document| (document.is_one)(bytes));
    if let Some(Document { read, .. }) = document {
        let input = Input { file: file_name, text: "", sha256, id_of };
        read(bytes, &input, &mut imported);
        check_articles(&input, &mut imported);
        return imported;
    }
    let (bytes, encoding) = decoded(bytes);
    match decode(&bytes) {
        Ok(text) => {
            let input = Input { file: file_name, text, sha256, id_of };
            imported.notes.extend(encoding.told().map(|(what, todo)| input.issue(what, todo)));
            let reader = reader_for(file_name, text);
            if reader.extensions().contains(&"txt") && is_xml(file_name, text) {
                imported.tell(input.issue("the file is XML, expected a text", XML));
                return imported;
            }
            if file_name.to_ascii_lowercase().ends_with(".txt") && !reader.extensions().contains(&"txt") {
                imported.notes.push(input.issue(format!("it looks like {0} and was read as {0}", reader.name()), ""));
            }
            reader.read(&input, &mut imported);
            check_articles(&input, &mut imported);
        }
        Err(Refusal { what, todo, line }) => {
            imported.tell(Issue { file: file_name.into(), line, column: None, what, todo: todo.to_owned() });
        }
    }
    imported
}

impl Input<'_> {
    /// An issue with the whole file.
    pub(super) fn issue(&self, what: impl Into<String>, todo: impl Into<String>) -> Issue {
        Issue { file: self.file.into(), line: None, column: None, what: what.into(), todo: todo.into() }
    }

    /// An issue at a 1-based line.
    pub(super) fn issue_at(&self, line: u32, what: impl Into<String>, todo: impl Into<String>) -> Issue {
        Issue { line: Some(line), ..self.issue(what, todo) }
    }
}

/// Why a file was not read at all.
struct Refusal {
    what: String,
    todo: &'static str,
    line: Option<u32>,
}

/// Checks that the bytes are a text of a size that offsets can count.
fn decode(bytes: &[u8]) -> Result<&str, Refusal> {
    let refuse = |what: String, todo| Err(Refusal { what, todo, line: None });
    if bytes.len() as u64 > LARGEST_BYTES {
        return refuse(format!("the file has {} bytes, more than 4 GiB", bytes.len()), "Split it into smaller files.");
    }
    if let Some(&(_, name, todo)) = SIGNATURES.iter().find(|(start, ..)| bytes.starts_with(start)) {
        return refuse(format!("the file is {name}, expected text in UTF-8"), todo);
    }
    // Whether there is one is asked first: that takes a word of memory at a time, where it is takes a byte.
    if let Some(at) = bytes.contains(&0).then(|| bytes.iter().position(|&byte| byte == 0)).flatten() {
        return refuse(format!("the file is not text: its byte {at} is zero"), KNOWN_FILES);
    }
    std::str::from_utf8(bytes).map_err(|bad| {
        let at = bad.valid_up_to();
        let line = 1 + bytes[..at].iter().filter(|&&byte| byte == b'\n').count();
        Refusal {
            what: format!("expected UTF-8, but byte {at} is 0x{:02x}", bytes[at]),
            todo: "It is neither UTF-8 nor Windows-1252: open it in an editor, save it as UTF-8 and import it again.",
            line: Some(line as u32),
        }
    })
}

const XML: &str = "Save the article as text or HTML; networks and configurations for other tools hold none, and their tags come with \
     the tasks or the project file.";

/// Whether a text is data in XML: by its declaration, its name, or the first element of what is written here as XML.
/// Saved pages are HTML's, and a text may have tags in it.
fn is_xml(file_name: &str, text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace());
    let name = file_name.to_ascii_lowercase();
    let begins =
        |start: &str| text.strip_prefix(start).is_some_and(|rest| rest.starts_with([' ', '>', '\n', '\r', '\t']));
    let is_named = [".xml", ".graphml"].iter().any(|ending| name.ends_with(ending));
    begins("<?xml") || begins("<graphml") || begins("<View") || (is_named && text.starts_with('<'))
}

/// First bytes of files that people drop by mistake, what they are, and what to do.
const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (b"\xff\xfe\0\0", "in UTF-32", "Save it as UTF-8 and import it again."),
    (b"\xff\xfe", "in UTF-16 that is cut off", "Save it as UTF-8 and import it again."),
    (b"\xfe\xff", "in UTF-16 that is cut off", "Save it as UTF-8 and import it again."),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "Save it as .docx or as text."),
    (b"\x89PNG", "a picture", KNOWN_FILES),
    (b"\xff\xd8\xff", "a picture", KNOWN_FILES),
    (b"GIF8", "a picture", KNOWN_FILES),
    (b"\x1f\x8b", "compressed", "Unpack it first."),
];

/// By extension; `.txt` says little and other extensions nothing, so there the content decides.
fn reader_for(file_name: &str, text: &str) -> &'static dyn Reader {
    let (last, others) = (READERS[READERS.len() - 1], &READERS[..READERS.len() - 1]);
    let extension = file_name.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_ascii_lowercase());
    let by_extension = others.iter().find(|reader| reader.extensions().contains(&&*extension));
    *by_extension.or_else(|| others.iter().find(|reader| reader.recognizes(text))).unwrap_or(&last)
}

/// Takes out articles that came twice; reports them, files without articles and texts of unusual size.
fn check_articles(input: &Input<'_>, imported: &mut Imported) {
    if imported.articles.is_empty() && imported.issues.is_empty() {
        imported.tell(input.issue("there is no text in it", "Check that it is the right file."));
    }
    let mut seen: Set<ArticleId> = Set::new();
    for article in std::mem::take(&mut imported.articles) {
        if !seen.insert(article.id.clone()) {
            let what = format!("{} has the same text as an earlier article", name_of(&article));
            imported.tell(input.issue(what, "It came in once."));
            continue;
        }
        if article.text.len() > LARGE_TEXT_BYTES {
            let what = format!("{} has {} MB of text", name_of(&article), article.text.len() >> 20);
            imported.notes.push(input.issue(what, "Split it if it holds several articles."));
        }
        imported.articles.push(article);
    }
}

/// The title in quotation marks, or the first words.
fn name_of(article: &Article) -> String {
    let name = if article.title.is_empty() { &article.text } else { &article.title };
    let mut words: String = name.chars().take(40).collect();
    if words.len() < name.len() {
        words.push('…');
    }
    format!("“{words}”")
}
