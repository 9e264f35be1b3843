//! Hostile files: for every reader, valid files with bits flipped and pieces cut out, repeated and put in from others,
//! and bytes by chance. Nothing panics, what is read is in order, the same bytes say the same, no file takes long or
//! much memory.
//!
//! The cases run in a process of their own, so that its memory can be limited and a stack that runs over is seen too;
//! the case at work stands in a file. `STANDPOINT_HOSTILE=300 cargo test hostile` goes on for 300 s with new ones.

use crate::databases::EXPORTS;
use crate::docx::sample;
use crate::random_project::Chance;
use crate::zips::zip_of;
use standpoint::format::article::{self, Imported};
use standpoint::format::import::{self, Brought};
use standpoint::format::project::{self, merge};
use standpoint::format::{Issue, codebook};
use standpoint::model::{Project, Time};
use standpoint::text::Span;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use std::{env, fs};

/// Cases of an ordinary run, shared out among the files below.
const N_CASES: u64 = 4200;
/// No file gets longer.
const MOST_BYTES: usize = 200_000;
/// Address space of the process that reads, in kilobytes: the test itself takes a part of it.
const MOST_KILOBYTES: u32 = 1_000_000;
/// For one file, read twice. Ten times what the slowest takes: other tests run beside it.
const MOST_TIME: Duration = Duration::from_secs(10);

/// How a file is read.
#[derive(Clone, Copy, Debug)]
enum Way {
    /// As a file of articles, of this name.
    Articles(&'static str),
    /// By the reader of this id.
    Tool(&'static str),
    Project,
    Codebook,
}

/// What a file is made of: one, or several that become a zip.
struct Seed {
    way: Way,
    files: Vec<(String, Vec<u8>)>,
}

const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><title>Dam &amp; rain</title>
<meta property="og:site_name" content="Herald"><meta name=author content='Ana'>
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":["NewsArticle"],
"headline":"Dam breaks","datePublished":"2025-08-15T06:00:00Z","author":[{"@type":"Person","name":"Ana \u00e9"}],
"publisher":{"name":"Herald"}}]}</script><style>p{}</style></head><body><nav><a href=/x>Home</a></nav>
<article><h1>Dam breaks</h1><div><p>The dam broke on Monday&#8230;</p><p hidden>not seen</p><ul><li>one<li>two</ul>
<table><tr><td>a<td>b</table><blockquote>“Never” &lt;he said&gt;</blockquote><pre>a  b</pre></div></article>
<aside>More</aside><!-- c --><![CDATA[x]]></body></html>"#;

const ROWS: &str = "title,outlet,text\n\"Dam, broken\",Herald,\"It rained.\n\"\"Never\"\", he said.\"\nB,RT,=x\n";
const JSON: &str = r#"{"articles":[{"title":"Dam","text":"It \ud83d\ude00 rained.","date":"2025-08-15"},{"text":3}]}"#;
const LINES: &str = "{\"text\":\"It rained.\",\"outlet\":\"RT\"}\n{\"body\":\"It \\u00e9.\"}\n";
const MARKDOWN: &str =
    "---\ntitle: Dam\n---\n# Dam\n\nIt *rained* [here](http://a.b).\n\n- one\n- two\n\n```\ncode\n```\n";
const TEXT: &str =
    "Dam breaks\nBy Ana Díaz\n15 August 2025\n\nIt rained 😀.\r\nShare\n\u{feff}e\u{301} “Never”, he said.\n";

fn seeds() -> Vec<Seed> {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let read = |path: &str| fs::read(golden.join(path)).expect("a golden file");
    let one = |way, bytes: &[u8]| Seed { way, files: vec![(String::new(), bytes.to_vec())] };
    let files_in = |folder: &str| {
        let paths = crate::golden::found(&golden.join(folder));
        paths.into_iter().map(|path| (path.clone(), read(&format!("{folder}/{path}")))).collect::<Vec<_>>()
    };
    let mut all = vec![
        one(Way::Project, &read("project.json")),
        one(Way::Codebook, codebook::write(&codebook::bundled()).as_bytes()),
        one(Way::Tool("doccano"), &read("doccano.jsonl")),
        one(Way::Tool("doccano"), &read("doccano-sentences.jsonl")),
        one(Way::Tool("label-studio"), &read("label-studio.json")),
        one(Way::Tool("prodigy"), &read("prodigy.jsonl")),
        one(Way::Tool("w3c"), &read("w3c.jsonld")),
        one(Way::Tool("w3c"), &read("w3c-utf16.jsonld")),
        one(Way::Tool("refi"), &read("refi-codebook.qdc")),
        one(Way::Articles("a.html"), PAGE.as_bytes()),
        one(Way::Articles("a.csv"), ROWS.as_bytes()),
        one(Way::Articles("a.json"), JSON.as_bytes()),
        one(Way::Articles("a.jsonl"), LINES.as_bytes()),
        one(Way::Articles("a.md"), MARKDOWN.as_bytes()),
        one(Way::Articles("a.txt"), TEXT.as_bytes()),
        one(Way::Articles("a.rtf"), crate::rtf::SAMPLE.as_bytes()),
        one(Way::Articles("a.pdf"), &crate::pdf::sample()),
        Seed { way: Way::Articles("a.docx"), files: sample() },
    ];
    all.extend(EXPORTS.map(|export| one(Way::Articles("a.txt"), export.as_bytes())));
    let articles = [("a.txt", TEXT), ("b/c.html", PAGE), ("d.csv", ROWS), ("e.jsonl", LINES), ("f.md", MARKDOWN)];
    let files = articles.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).to_vec();
    all.push(Seed { way: Way::Articles("a.zip"), files });
    for id in ["brat", "cas-json", "cas-xmi", "conll", "refi"] {
        let files = files_in(id);
        if matches!(id, "cas-json" | "cas-xmi" | "conll") {
            let whole = files.iter().filter(|(name, _)| !name.ends_with(".xml"));
            all.extend(whole.map(|(_, bytes)| one(Way::Tool(id), bytes)));
        }
        all.push(Seed { way: Way::Tool(id), files });
    }
    all
}

/// Pieces that mean something to some reader.
const WORDS: &[&str] = &[
    "\"",
    "\\",
    "\\ud800",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "null",
    "-1",
    "0",
    "1e999",
    "4294967296",
    "18446744073709551616",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\u{feff}",
    "😀",
    "e\u{301}",
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "<![CDATA[",
    "<!DOCTYPE a [",
    "<!ENTITY a \"&a;&a;\">",
    "&a;",
    "&amp;",
    "&#x110000;",
    "&#0;",
    "<script>",
    "</p>",
    "<w:p>",
    "<w:del>",
    "T1\t",
    "#1\t",
    "A1\t",
    "R1\tHolder Arg1:T1 Arg2:T1",
    "# ",
    "\tB-",
    "\tI-",
    "\u{1a}",
    "PK\u{3}\u{4}",
    "Document ",
    "LENGTH:",
    "HD ",
    "____________________",
    "Full text: ",
    "../../a",
    "internal://",
    "{\\rtf1\\ansi",
    "\\bin9999 ",
    "\\u-10179?",
    " 1 0 R",
    "<<",
    ">>",
    "/Kids",
    "/Parent",
    "stream\n",
    "endobj",
    " Tj ",
    " Tm ",
    "/X1 Do ",
    "beginbfrange <0000> <FFFF> <0000>",
];

/// A file as somebody else would have it. `others` are where pieces of other files come from.
fn broken(bytes: &[u8], others: &[Seed], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..1 + chance.below(6) {
        let at = chance.below(bytes.len() + 1);
        let most = chance.of(&[4, 60, 3000]);
        let end = (at + 1 + chance.below(most)).min(bytes.len());
        match chance.below(9) {
            0 | 1 => bytes[at..end].iter_mut().take(1).for_each(|byte| *byte ^= 1 << chance.below(8)),
            2 => drop(bytes.drain(at..end)),
            3 => bytes.truncate(at),
            4 => {
                let n = chance.of(&[1, 3, 2000]);
                let part = bytes[at..end].repeat(n);
                bytes.splice(at..at, part.into_iter().take(MOST_BYTES / 4));
            }
            5 => {
                let files = &others[chance.below(others.len())].files;
                let (_, other) = &files[chance.below(files.len())];
                let from = chance.below(other.len() + 1);
                let n_bytes = chance.below(400);
                bytes.splice(at..end, other[from..].iter().copied().take(n_bytes));
            }
            6 => {
                let n_bytes = chance.below(40);
                bytes.splice(at..end, (0..n_bytes).map(|_| chance.next() as u8));
            }
            _ => {
                let n = if chance.one_in(20) { 5000 } else { 1 };
                bytes.splice(at..at, chance.of(WORDS).repeat(n).into_bytes());
            }
        }
    }
    bytes.truncate(MOST_BYTES);
    bytes
}

/// The case of this number: how it is read, and the bytes.
fn case(seeds: &[Seed], nth: u64) -> (Way, Vec<u8>) {
    let chance = &mut Chance(nth);
    let Seed { way, files } = &seeds[(nth % seeds.len() as u64) as usize];
    if chance.one_in(50) {
        let n_bytes = chance.below(400);
        return (*way, (0..n_bytes).map(|_| chance.next() as u8).collect());
    }
    let is_zip = !files[0].0.is_empty();
    // One of the packed files, or the zip itself.
    let victim = if is_zip { chance.below(files.len() + 1) } else { 0 };
    let mut files = files.clone();
    if let Some((_, bytes)) = files.get_mut(victim) {
        *bytes = broken(bytes, seeds, chance);
    }
    if !is_zip {
        return (*way, files.remove(0).1);
    }
    let zip = zip_of(&files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>());
    (*way, if victim == files.len() { broken(&zip, seeds, chance) } else { zip })
}

fn check_issues(issues: &[Issue], n_bytes: usize) {
    assert!(issues.len() <= 1010, "{} issues", issues.len());
    let n_said: usize = issues.iter().map(|issue| issue.what.len() + issue.todo.len()).sum();
    assert!(n_said <= 16 * n_bytes + 400_000, "{n_said} bytes of issues from {n_bytes}");
}

fn check_project(read: &Project, n_bytes: usize) {
    for annotation in read.layers.values().flat_map(|layer| layer.values()) {
        let text = &read.articles[&annotation.article].text;
        let (start, end) = (annotation.span.start as usize, annotation.span.end as usize);
        assert!(Span::checked(text, start, end).is_some(), "a tag off a boundary: {annotation:?}");
    }
    let n_text: usize = read.articles.values().map(|article| article.text.len()).sum();
    assert!(n_text <= 4 * n_bytes + 64, "{n_text} bytes of text from {n_bytes}");
}

fn check_articles(read: &Imported, n_bytes: usize) {
    for article in &read.articles {
        for mark in article.marks.iter() {
            let (start, end) = (mark.span.start as usize, mark.span.end as usize);
            assert!(Span::checked(&article.text, start, end).is_some(), "a mark off a boundary: {mark:?}");
        }
    }
    assert!(!read.articles.is_empty() || !read.issues.is_empty(), "nothing came in and nothing was said");
    let dropped = read.articles.iter().flat_map(|article| &article.source.dropped).map(|dropped| dropped.text.len());
    let n_text = read.articles.iter().map(|article| article.text.len()).sum::<usize>() + dropped.sum::<usize>();
    assert!(n_text <= 8 * n_bytes + 64, "{n_text} bytes of text from {n_bytes}");
}

/// Reads a file twice.
fn check(way: Way, bytes: &[u8], beside: &Project) {
    match way {
        Way::Articles(name) => {
            let read = article::read(name, bytes);
            check_articles(&read, bytes.len());
            check_issues(&read.issues, bytes.len());
            assert!(read == article::read(name, bytes), "the same bytes say the same");
            // The same as if it were somebody's tags: it is asked of every file that is dropped.
            import::reader_of(name, bytes);
        }
        Way::Tool(id) => {
            let reader = import::reader(id).expect("a reader");
            let read: Brought = import::read(reader, "file", bytes, Time(0));
            check_project(&read.read.project, bytes.len());
            check_issues(&read.issues, bytes.len());
            merge(beside, &read.read);
            assert!(read == import::read(reader, "file", bytes, Time(0)), "the same bytes say the same");
        }
        Way::Project => {
            if let Ok((read, issues)) = project::read("file", bytes) {
                check_project(&read.project, bytes.len());
                check_issues(&issues, bytes.len());
                merge(beside, &read);
            }
        }
        Way::Codebook => {
            if let Ok(text) = std::str::from_utf8(bytes) {
                let _ = codebook::read(text);
            }
        }
    }
}

/// The variable that makes this program the one that reads, with the first case and the seconds (0: a set number).
const CHILD: &str = "STANDPOINT_HOSTILE_FROM";

/// Where the case at work stands, in a run that began with this one.
fn at_work(from: u64) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("hostile-{from}"))
}

#[test]
fn hostile_cases() {
    let Ok(told) = env::var(CHILD) else { return };
    let mut told = told.split(' ').map(|number| number.parse::<u64>().expect("a number"));
    let [from, n_seconds] = [(); 2].map(|()| told.next().expect("two numbers"));
    let (seeds, beside) = (seeds(), crate::golden::example());
    let at_work = at_work(from);
    let begin = Instant::now();
    let is_over = |nth: u64| {
        if n_seconds == 0 { nth == from + N_CASES } else { begin.elapsed() > Duration::from_secs(n_seconds) }
    };
    for nth in (from..).take_while(|nth| !is_over(*nth)) {
        let (way, bytes) = case(&seeds, nth);
        fs::write(&at_work, &bytes).expect("the case at work is kept");
        fs::write(at_work.with_extension("case"), format!("case {nth}, {way:?}")).expect("and its number");
        let since = Instant::now();
        check(way, &bytes, &beside);
        assert!(since.elapsed() < MOST_TIME, "case {nth}, {way:?}: {:?}", since.elapsed());
    }
}

#[test]
fn hostile_files_do_no_harm() {
    let n_seconds: u64 = env::var("STANDPOINT_HOSTILE").map_or(0, |text| text.parse().expect("seconds"));
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    let from = if n_seconds == 0 { 0 } else { now << 20 };
    let from = env::var("STANDPOINT_HOSTILE_CASE").map_or(from, |text| text.parse().expect("the number of a case"));
    // Only Linux limits what a process may take.
    let limit = if cfg!(target_os = "linux") { format!("ulimit -v {MOST_KILOBYTES};") } else { String::new() };
    let program = env::current_exe().expect("this program");
    let out = Command::new("sh")
        .args(["-c", &format!("{limit} exec \"$0\" --exact hostile::hostile_cases --nocapture --test-threads 1")])
        .arg(program)
        .env(CHILD, format!("{from} {n_seconds}"))
        .env("RUST_MIN_STACK", (2 << 20).to_string())
        .output()
        .expect("it runs");
    let at_work = at_work(from);
    let case = fs::read_to_string(at_work.with_extension("case")).unwrap_or_default();
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{case}, in {}\n{}\n{said}", at_work.display(), out.status);
    assert!(case.starts_with("case "), "cases were read");
    fs::remove_file(&at_work).and_then(|()| fs::remove_file(at_work.with_extension("case"))).expect("no case is left");
}
