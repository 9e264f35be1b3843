//! The project's own source files, as the tests about them see them. Not a Rust parser: enough to tell code from
//! comments and literals.

use std::path::{Path, PathBuf};

/// A source file of the project.
pub(crate) struct Source {
    /// From the project's folder, with `/` between the parts.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// All files with this extension under the folders, in the order of their paths.
pub(crate) fn sources(folders: &[&str], extension: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in folders {
        collect(&root.join(folder), &mut paths);
    }
    paths.sort();
    let mut found = Vec::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|known| known == extension)) {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let relative = path.strip_prefix(root).expect("it was found under the root");
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        found.push(Source { path: parts.join("/"), text });
    }
    assert!(!found.is_empty(), "no .{extension} file in {folders:?}");
    found
}

fn collect(path: &Path, paths: &mut Vec<PathBuf>) {
    if path.is_file() {
        paths.push(path.to_path_buf());
    } else if let Ok(entries) = std::fs::read_dir(path) {
        for entry in entries {
            collect(&entry.expect("the project's folders can be read").path(), paths);
        }
    }
}

/// The text with comments and the insides of string and character literals as blanks; lines stay lines.
pub(crate) fn code_of(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut code = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = literal_or_comment_end(bytes, at);
        if end > at {
            let inside = code[at..end].iter_mut().filter(|byte| !matches!(**byte, b'\n' | b'"'));
            inside.for_each(|byte| *byte = b' ');
            at = end;
        } else if is_word(bytes[at]) {
            // A whole word at once, so that the r of `for"` never looks like the start of a raw string.
            at += bytes[at..].iter().take_while(|byte| is_word(**byte)).count();
        } else {
            at += 1;
        }
    }
    String::from_utf8(code).expect("whole literals and comments were replaced by ASCII")
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Where the comment or literal that begins at `at` ends; `at` itself if none begins there.
fn literal_or_comment_end(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    let find = |needle: &[u8], from: usize| {
        rest[from..].windows(needle.len()).position(|window| window == needle).map(|found| from + found)
    };
    let length = if rest.starts_with(b"//") {
        find(b"\n", 0).unwrap_or(rest.len())
    } else if rest.starts_with(b"/*") {
        find(b"*/", 2).map_or(rest.len(), |end| end + 2)
    } else if let Some((hashes, start)) = raw_string_start(rest) {
        let close: Vec<u8> = std::iter::once(b'"').chain(std::iter::repeat_n(b'#', hashes)).collect();
        find(&close, start).map_or(rest.len(), |end| end + close.len())
    } else if rest[0] == b'"' {
        quoted_length(rest, b'"')
    } else if rest[0] == b'\'' {
        // A character, or a lifetime: the former has its closing quote after one character or an escape.
        let one = rest.get(1).map_or(0, |first| utf8_length(*first));
        match rest.get(1) {
            Some(b'\\') => quoted_length(rest, b'\''),
            Some(_) if rest.get(1 + one) == Some(&b'\'') => one + 2,
            _ => 0,
        }
    } else {
        0
    };
    at + length
}

fn utf8_length(first: u8) -> usize {
    match first {
        0xF0.. => 4,
        0xE0.. => 3,
        0xC0.. => 2,
        _ => 1,
    }
}

/// The number of hashes and the length of the opening of a raw string.
fn raw_string_start(rest: &[u8]) -> Option<(usize, usize)> {
    let prefix = if rest.starts_with(b"br") { 2 } else { usize::from(rest[0] == b'r') };
    let hashes = rest[prefix..].iter().take_while(|byte| **byte == b'#').count();
    let opens = prefix > 0 && rest.get(prefix + hashes) == Some(&b'"');
    opens.then_some((hashes, prefix + hashes + 1))
}

fn quoted_length(rest: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != quote {
        at += if rest[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

#[test]
fn comments_and_literals_are_blank() {
    assert_eq!(code_of("a // b\nc"), "a     \nc");
    assert_eq!(code_of("a /* b */ c"), "a         c");
    for (text, hidden, kept) in [
        (r##"let a = r#"crate::web "quoted" "#; next"##, "web", "next"),
        (r#"let c = '"'; let d = "crate::web"; next"#, "web", "next"),
        (r"let c = '\''; let d = 'é'; fn f<'a>(next: &'a str)", "é", "fn f<'a>(next: &'a str)"),
        (r#"let c = b"crate::web"; next"#, "web", "next"),
        (r#"let tail = "\\"; next // "web"#, "web", "next"),
    ] {
        let code = code_of(text);
        assert!(!code.contains(hidden) && code.contains(kept), "{code}");
    }
}
