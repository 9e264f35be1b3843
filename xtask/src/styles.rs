//! `cargo xtask styles`: all of `styles/` in one file, `target/site.css`.
//!
//! `tokens.css` comes first, since the others use its custom properties; the rest follow by name. Trunk hashes and, in
//! a release, minifies the result. Nothing is rewritten here.

use crate::sh::{Outcome, failure, root};
use std::path::{Path, PathBuf};

/// Writes `target/site.css`, and leaves it alone when it is up to date, so that nobody's watcher wakes up.
pub(crate) fn run(_: &[String]) -> Outcome {
    let joined = join(&in_order(&root().join("styles"))?)?;
    let target = root().join("target/site.css");
    if std::fs::read_to_string(&target).is_ok_and(|old| old == joined) {
        return Ok(());
    }
    let write = |path: &Path| -> std::io::Result<()> {
        std::fs::create_dir_all(path.parent().unwrap_or(path))?;
        std::fs::write(path, &joined)
    };
    write(&target).map_err(|error| failure(format!("{}: {error}", target.display())))
}

fn in_order(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let complain = |error: std::io::Error| failure(format!("{}: {error}", folder.display()));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(complain)? {
        let path = entry.map_err(complain)?.path();
        if path.extension().is_some_and(|extension| extension == "css") {
            files.push(path);
        }
    }
    files.sort_by_key(|path| (path.file_name().is_some_and(|name| name != "tokens.css"), path.clone()));
    Ok(files)
}

fn join(files: &[PathBuf]) -> Outcome<String> {
    let mut joined = String::new();
    for file in files {
        let text = std::fs::read_to_string(file).map_err(|error| failure(format!("{}: {error}", file.display())))?;
        // An @import would be ignored in the middle of the joined file, without a word.
        if text.contains("@import") {
            return Err(failure(format!("{}: write the rules into styles/ instead of an @import", file.display())));
        }
        joined.push_str(&text);
        joined.push('\n');
    }
    Ok(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_come_first_and_imports_are_refused() {
        let folder = std::env::temp_dir().join(format!("standpoint-styles-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
        for (name, text) in [("a.css", "a{}"), ("tokens.css", ":root{}"), ("z.css", "@import 'x';"), ("n.txt", "")] {
            std::fs::write(folder.join(name), text).expect("the temporary folder can be written");
        }
        let files = in_order(&folder).expect("the folder can be read");
        let names: Vec<_> = files.iter().filter_map(|path| path.file_name()?.to_str()).collect();
        assert_eq!(names, ["tokens.css", "a.css", "z.css"]);
        assert_eq!(join(&files[..2]).expect("both can be read"), ":root{}\na{}\n");
        assert!(join(&files).expect_err("an import is refused").message.contains("@import"));
        std::fs::remove_dir_all(&folder).expect("it is ours");
    }
}
