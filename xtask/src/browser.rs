//! What the browser tests, the bench and the screenshots need: Node's packages and a Chromium.
//!
//! The packages come from `package-lock.json` and stay in `node_modules/`. The browser is the system's: Playwright's
//! own downloads are never used.

use crate::debian;
use crate::sh::{Outcome, failure, npm, output_of, program, root, step};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest Chromium the page is meant for; any newer one on the machine will do.
const OLDEST_CHROMIUM: u32 = 120;

const OLDEST_NODE: u32 = 20;

/// Names under which a Chromium may be on the PATH, and where macOS and Windows keep it.
const CHROMIUMS: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
];

/// Debian's browser, and fonts that hold the letters and marks of the page.
const DEBIAN_PACKAGES: &[&str] = &["chromium", "fonts-liberation", "fonts-dejavu-core"];

/// Node, ready to run the project's scripts: packages and browser are installed where they are missing.
pub(crate) fn node() -> Outcome<Command> {
    packages()?;
    let mut node = program("node");
    node.env("STANDPOINT_CHROMIUM", chromium()?);
    Ok(node)
}

/// Installs `node_modules/` unless it already is what the lock file says.
fn packages() -> Outcome {
    let version = output_of(program("node").arg("--version")).unwrap_or_default();
    if major(&version).is_none_or(|major| major < OLDEST_NODE) {
        return Err(failure(format!(
            "the browser tests need Node {OLDEST_NODE} or newer with npm, and `node --version` says \"{version}\"; \
             install it from https://nodejs.org or, as root on Debian: apt-get install nodejs npm"
        )));
    }
    let read =
        |path: &Path| std::fs::read_to_string(path).map_err(|error| failure(format!("{}: {error}", path.display())));
    let lock = read(&root().join("package-lock.json"))?;
    let installed = root().join("node_modules/.installed-lock.json");
    if std::fs::read_to_string(&installed).is_ok_and(|text| text == lock) {
        return Ok(());
    }
    step(
        "Installing the browser tests' packages from package-lock.json into node_modules/",
        npm().args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]),
    )?;
    std::fs::write(&installed, lock).map_err(|error| failure(format!("{}: {error}", installed.display())))
}

/// A Chromium that is new enough; Debian's is installed where none is and we may.
fn chromium() -> Outcome<PathBuf> {
    if let Some(found) = find_chromium() {
        return Ok(found);
    }
    let wanted = DEBIAN_PACKAGES.join(" ");
    let by_hand = format!(
        "Chromium {OLDEST_CHROMIUM} or newer is missing; install it, on Debian as root with: apt-get install {wanted}"
    );
    debian::install("Chromium is missing: the browser tests drive it", DEBIAN_PACKAGES, &by_hand)?;
    find_chromium().ok_or_else(|| failure(by_hand))
}

fn find_chromium() -> Option<PathBuf> {
    let named = std::env::var("STANDPOINT_CHROMIUM").ok().filter(|name| !name.is_empty());
    let names = named.as_deref().into_iter().chain(CHROMIUMS.iter().copied());
    names.map(which).find_map(|path| {
        let path = path?;
        let version = output_of(program(&path).arg("--version"))?;
        major(&version).is_some_and(|major| major >= OLDEST_CHROMIUM).then_some(path)
    })
}

/// A path as it is, a name by the folders of the PATH.
fn which(name: &str) -> Option<PathBuf> {
    if Path::new(name).components().count() > 1 {
        return Some(PathBuf::from(name)).filter(|path| path.is_file());
    }
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

/// The first number in a version line: 156 of `Chromium 156.0.8078.73 built on Debian`.
fn major(version: &str) -> Option<u32> {
    let digits = version.trim_start_matches(|c: char| !c.is_ascii_digit());
    digits.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn major_versions_are_read() {
        assert_eq!(major("Chromium 156.0.8078.73 built on Debian GNU/Linux 12"), Some(156));
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("no number"), None);
    }
}
