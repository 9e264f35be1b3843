//! `cargo xtask seal`: the last look at a built page, before Trunk puts it into place.
//!
//! The page's Content-Security-Policy allows no inline script, style or handler; a page with one would fail in front
//! of a reader, so it fails here instead. The first screen is written into the page, as the program will draw it, and
//! the manual beside it. When the page is being served for development, a script file that reloads it is added: the
//! policy stays the one that ships.

use crate::manual;
use crate::page::{Tag, tags};
use crate::sh::{Outcome, cargo, failure, say};
use crate::slim::slim;
use crate::split::{split_page, split_worker};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// The variable that tells this command the page is being served for development, and where.
pub(crate) const SERVED_AT: &str = "STANDPOINT_SERVED_AT";

/// Listens to Trunk, which sends a message after each build.
const RELOAD: &str = r#"// Only in `cargo xtask serve`: loads the page again after a build.
const socket = new WebSocket(`ws://${location.host}/.well-known/trunk/ws`);
socket.onmessage = ({ data }) => {
  const message = JSON.parse(data);
  if (message.type === "reload") location.reload();
  if (message.type === "buildFailure") console.warn(`The build failed:\n${message.data.reason}`);
};
"#;

/// Checks, and in development completes, the page in the folder that Trunk names.
pub(crate) fn run(_: &[String]) -> Outcome {
    let folder = std::env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or_else(|| failure("TRUNK_STAGING_DIR is not set; Trunk calls this after a build"))?;
    let path = folder.join("index.html");
    let html = std::fs::read_to_string(&path).map_err(|error| failure(format!("{}: {error}", path.display())))?;
    let html = with_first_screen(&html, &first_screen()?)?;
    let faults = faults_of(&html);
    if !faults.is_empty() {
        return Err(failure(format!("the built index.html breaks its own policy:\n  {}", faults.join("\n  "))));
    }
    let version = name_worker(&folder)?;
    // In development page and worker stay in one piece.
    let later = if std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release") {
        split_worker(&folder, &format!("worker-{version}"))?;
        split_page(&folder)?
    } else {
        Vec::new()
    };
    slim(&folder)?;
    manual::write(&folder)?;
    let html = with_data(&html, "parts", &later.iter().map(|name| format!("./{name}")).collect::<Vec<_>>().join(" "))?;
    let html = with_data(&html, "version", &version)?;
    std::fs::write(&path, &html).map_err(|error| failure(format!("{}: {error}", path.display())))?;
    if let Ok(address) = std::env::var(SERVED_AT) {
        let script = folder.join("reload.js");
        std::fs::write(&script, RELOAD).map_err(|error| failure(format!("{}: {error}", script.display())))?;
        std::fs::write(&path, with_reload(&html)).map_err(|error| failure(format!("{}: {error}", path.display())))?;
        say(format!("Built. Standpoint is at {address} and follows every change; Ctrl+C ends it."));
    }
    Ok(())
}

/// The markup of the first screen: the page's own program draws it, built for this machine.
fn first_screen() -> Outcome<String> {
    let mut draw = cargo();
    draw.args(["run", "--quiet", "--locked", "--features", "prerender", "--bin", "site"]);
    // It runs once, so what counts is how soon it is built.
    draw.env("CARGO_PROFILE_DEV_OPT_LEVEL", "0").env("CARGO_PROFILE_DEV_DEBUG", "false");
    match draw.stderr(Stdio::inherit()).output() {
        Ok(drawn) if drawn.status.success() => Ok(String::from_utf8_lossy(&drawn.stdout).into_owned()),
        _ => Err(failure("the first screen could not be drawn; what cargo says about it is above")),
    }
}

fn with_first_screen(html: &str, screen: &str) -> Outcome<String> {
    let places = ["<div id=\"app\">", "<div id=app>"];
    let found = places.iter().find_map(|tag| Some(html.find(tag)? + tag.len()));
    let at = found.ok_or_else(|| failure("the built index.html has no <div id=\"app\"> for the first screen"))?;
    Ok(format!("{}{screen}{}", &html[..at], &html[at..]))
}

/// The script that starts the worker.
const START_WORKER: &str = "start-worker.js";

/// What Trunk calls the files of the worker's module.
const WORKER_FILES: [&str; 2] = ["worker.js", "worker_bg.wasm"];

/// Gives the worker's files, which Trunk calls the same in every build, names with a word that differs when they do,
/// so that no cache mixes the page of one build with the worker of another. The word; the page asks for the script
/// that starts them under it.
fn name_worker(folder: &Path) -> Outcome<String> {
    let start = folder.join(START_WORKER);
    let io = |path: &Path, error: std::io::Error| failure(format!("{}: {error}", path.display()));
    let mut script = std::fs::read_to_string(&start).map_err(|error| io(&start, error))?;
    let mut hasher = DefaultHasher::new();
    script.hash(&mut hasher);
    for name in WORKER_FILES {
        let path = folder.join(name);
        std::fs::read(&path).map_err(|error| io(&path, error))?.hash(&mut hasher);
    }
    let version = format!("{:016x}", hasher.finish());
    for name in WORKER_FILES {
        let (old, new) = (format!("\"./{name}\""), name.replacen("worker", &format!("worker-{version}"), 1));
        if !script.contains(&old) {
            return Err(failure(format!("{START_WORKER} does not name {old}")));
        }
        script = script.replace(&old, &format!("\"./{new}\""));
        std::fs::rename(folder.join(name), folder.join(new)).map_err(|error| io(&folder.join(name), error))?;
    }
    std::fs::write(&start, script).map_err(|error| io(&start, error))?;
    Ok(version)
}

/// Gives boot.js and the program one more word, beside the addresses that Trunk wrote.
fn with_data(html: &str, name: &str, value: &str) -> Outcome<String> {
    // A minified page may leave the quotes out.
    let at = html.find(" data-glue=").ok_or_else(|| failure("the built index.html has no data-glue for boot.js"))?;
    Ok(format!("{} data-{name}=\"{value}\"{}", &html[..at], &html[at..]))
}

fn with_reload(html: &str) -> String {
    // A minified page leaves the closing tag out.
    let at = html.rfind("</body>").unwrap_or(html.len());
    format!("{}<script src=\"./reload.js\" defer></script>{}", &html[..at], &html[at..])
}

/// What in a page would be refused by a policy without inline scripts and styles or foreign hosts, and a policy that
/// would not refuse it.
fn faults_of(html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let tags = tags(html);
    let policies: Vec<&Tag> = tags
        .iter()
        .filter(|tag| {
            tag.attribute("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("content-security-policy"))
        })
        .collect();
    match policies.as_slice() {
        [policy] => {
            let text = policy.attribute("content").unwrap_or_default();
            for word in ["'unsafe-inline'", "'unsafe-eval'", "http:", "https:", "*"] {
                if text.contains(word) {
                    faults.push(format!("the policy allows {word}"));
                }
            }
            if !text.contains("default-src 'none'") {
                faults.push("the policy does not begin from default-src 'none'".to_owned());
            }
        }
        other => faults.push(format!("there are {} Content-Security-Policy tags instead of one", other.len())),
    }
    for tag in &tags {
        match tag.name.as_str() {
            "script" if tag.attribute("src").is_none() => faults.push(format!("line {}: inline script", tag.line)),
            "style" => faults.push(format!("line {}: inline <style>", tag.line)),
            _ => {}
        }
        for (name, value) in &tag.attributes {
            if name == "style" || name.starts_with("on") {
                faults.push(format!("line {}: inline {name} on <{}>", tag.line, tag.name));
            }
            let address = matches!(name.as_str(), "src" | "href" | "data-glue" | "data-wasm");
            // The policy allows pictures that are in the page itself; their namespace is an address nobody asks.
            let is_picture = tag.name == "link" && value.starts_with("data:image/");
            if address && !is_picture && (value.starts_with('/') || value.contains("//")) {
                faults.push(format!("line {}: {name}=\"{value}\" does not work from any path", tag.line));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: &str =
        r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">"#;

    #[test]
    fn a_clean_page_passes() {
        let icon = r#"<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E">"#;
        assert_eq!(faults_of(&format!(r#"{POLICY}{icon}<script src="./a.js"></script><p class="x">a</p>"#)), [""; 0]);
    }

    #[test]
    fn each_fault_is_found() {
        for (body, fault) in [
            ("<script>1</script>", "inline script"),
            ("<script type=module>1</script>", "inline script"),
            ("<style>p{}</style>", "inline <style>"),
            (r#"<p style="color:red">"#, "inline style"),
            (r#"<p onclick="go()">"#, "inline onclick"),
            (r#"<script src="/a.js"></script>"#, "any path"),
            (r#"<link href="https://example.com/a.css">"#, "any path"),
            (r#"<script src="data:image/svg+xml,//">"#, "any path"),
        ] {
            let faults = faults_of(&format!("{POLICY}{body}"));
            assert!(faults.len() == 1 && faults[0].contains(fault), "{body}: {faults:?}");
        }
        assert!(faults_of("<p>")[0].contains("0 Content-Security-Policy"));
        assert!(faults_of(&POLICY.replace("'self'", "'unsafe-inline'"))[0].contains("unsafe-inline"));
        assert!(faults_of(&POLICY.replace("'self'", "https://example.com"))[0].contains("https:"));
    }

    #[test]
    fn the_first_screen_is_in_the_app() {
        for page in ["<div id=\"app\"></div><p>", "<div id=app></div><p>"] {
            let drawn = with_first_screen(page, "<main>a</main>").expect("there is a place for it");
            assert!(drawn.ends_with("app\"><main>a</main></div><p>") || drawn.ends_with("app><main>a</main></div><p>"));
        }
        assert!(with_first_screen("<div id=\"apple\">", "a").is_err());
    }

    #[test]
    fn the_reload_script_is_a_file() {
        let page = format!("{POLICY}<body><p>a</p></body>");
        for page in [page.as_str(), &page.replace("</body>", "")] {
            let served = with_reload(page);
            assert_eq!(faults_of(&served), [""; 0]);
            assert!(served.contains("reload.js"));
        }
    }
}
