//! Makes the built modules and their glue smaller before they are put into place.
//!
//! wasm-bindgen calls what a module imports by the name of the function and sixteen hex digits that make it unique in
//! any program. Digits do not compress, and they stand in the module and in its glue; within one pair, a number is as
//! good. The module also comes with sections for tools, the glue with indentation and comments. Together this is some
//! 2% of the download.

use crate::sh::{Outcome, failure};
use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// Shortens every pair `x.js` and `x_bg.wasm` in the folder, and leaves out the comments of all scripts and the
/// sections for tools of modules without a script.
pub(crate) fn slim(folder: &Path) -> Outcome {
    let io = |error: std::io::Error| failure(format!("{}: {error}", folder.display()));
    for entry in fs::read_dir(folder).map_err(io)? {
        let path = entry.map_err(io)?.path();
        let Some(stem) = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".wasm"))
        else {
            continue;
        };
        let glue = stem.strip_suffix("_bg").map(|stem| folder.join(format!("{stem}.js")));
        let bytes = fs::read(&path).map_err(io)?;
        let text = glue.as_ref().map(fs::read_to_string).transpose().map_err(io)?;
        let (bytes, text) = shortened(&bytes, text.as_deref().unwrap_or_default())
            .ok_or_else(|| failure(format!("{}: its imports do not read as a module's", path.display())))?;
        fs::write(&path, bytes).map_err(io)?;
        if let Some(glue) = glue {
            fs::write(&glue, text).map_err(io)?;
        }
    }
    for entry in fs::read_dir(folder).map_err(io)? {
        let path = entry.map_err(io)?.path();
        if path.extension().is_some_and(|extension| extension == "js") {
            let text = fs::read_to_string(&path).map_err(io)?;
            fs::write(&path, tidied(&text)).map_err(io)?;
        }
    }
    Ok(())
}

/// The module and its glue with short names between them; `None` if the module is none.
fn shortened(module: &[u8], glue: &str) -> Option<(Vec<u8>, String)> {
    let mut names: HashMap<String, String> = HashMap::new();
    let mut out = module.get(..8)?.to_vec();
    let mut at = 8;
    while at < module.len() {
        let id = module[at];
        let (length, start) = number(module, at + 1)?;
        let section = module.get(start..start + length)?;
        at = start + length;
        // Sections of number 0 are for tools: names and who made it.
        if id == 0 {
            continue;
        }
        // Section 2 holds the imports; all others are copied.
        let imports = if id == 2 { Some(renamed(section, glue, &mut names)?) } else { None };
        let section = imports.as_deref().unwrap_or(section);
        out.push(id);
        push_number(&mut out, section.len());
        out.extend_from_slice(section);
    }
    Some((out, replaced(glue, &names)))
}

/// The section of imports under short names, which go into `names`.
fn renamed(section: &[u8], glue: &str, names: &mut HashMap<String, String>) -> Option<Vec<u8>> {
    let (n_imports, mut at) = number(section, 0)?;
    let mut out = Vec::new();
    push_number(&mut out, n_imports);
    for _ in 0..n_imports {
        let (module, after) = text(section, at)?;
        let (name, after) = text(section, after)?;
        let end = end_of_import(section, after)?;
        let is_ours = name.starts_with("__wb") && glue.contains(name);
        let short = if is_ours {
            let next = format!("_{}", names.len());
            names.entry(name.to_owned()).or_insert(next).clone()
        } else {
            name.to_owned()
        };
        for part in [module, &short] {
            push_number(&mut out, part.len());
            out.extend_from_slice(part.as_bytes());
        }
        out.extend_from_slice(&section[after..end]);
        at = end;
    }
    Some(out)
}

/// Where an import's description ends: a function's type, a table's, a memory's or a global's.
fn end_of_import(section: &[u8], at: usize) -> Option<usize> {
    let limits = |at: usize| {
        let (_, after) = number(section, at + 1)?;
        if section.get(at)? & 1 == 1 { Some(number(section, after)?.1) } else { Some(after) }
    };
    match section.get(at)? {
        0 => Some(number(section, at + 1)?.1),
        1 => limits(at + 2),
        2 => limits(at + 1),
        3 => Some(at + 3),
        _ => None,
    }
}

/// An unsigned LEB128 number, and where it ends.
fn number(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let (mut value, mut shift) = (0, 0);
    loop {
        let byte = *bytes.get(at)?;
        value |= usize::from(byte & 0x7f).checked_shl(shift)?;
        at += 1;
        shift += 7;
        if byte < 0x80 {
            return Some((value, at));
        }
    }
}

fn push_number(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn text(bytes: &[u8], at: usize) -> Option<(&str, usize)> {
    let (length, start) = number(bytes, at)?;
    let end = start + length;
    Some((std::str::from_utf8(bytes.get(start..end)?).ok()?, end))
}

/// The glue with whole words replaced.
fn replaced(glue: &str, names: &HashMap<String, String>) -> String {
    let mut out = String::with_capacity(glue.len());
    let mut rest = glue;
    while let Some(start) = rest.find("__wb") {
        let length = rest[start..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '$'));
        let end = start + length.unwrap_or(rest.len() - start);
        // A word that only ends like this is another one.
        let is_whole = !rest[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$');
        let word = &rest[start..end];
        out.push_str(&rest[..start]);
        out.push_str(names.get(word).filter(|_| is_whole).map_or(word, String::as_str));
        rest = &rest[end..];
    }
    out + rest
}

/// Without indentation, comment lines and empty lines. Neither wasm-bindgen nor this project writes a string or a
/// template over several lines.
fn tidied(glue: &str) -> String {
    let mut out = String::with_capacity(glue.len());
    let mut is_comment = false;
    for line in glue.lines().map(str::trim) {
        is_comment |= line.starts_with("/*");
        if !is_comment && !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
        is_comment &= !line.ends_with("*/");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with these imports, each a function of type 0, and a memory.
    fn module(names: &[&str]) -> Vec<u8> {
        let mut section = vec![names.len() as u8 + 1];
        for name in names {
            section.extend([1, b'm', name.len() as u8]);
            section.extend(name.as_bytes());
            section.extend([0, 0]);
        }
        section.extend([1, b'm', 3, b'm', b'e', b'm', 2, 1, 17, 0x80, 0x80, 1]);
        let mut bytes = b"\0asm\x01\0\0\0".to_vec();
        bytes.push(2);
        push_number(&mut bytes, section.len());
        bytes.extend(section);
        bytes
    }

    #[test]
    fn names_are_short_on_both_sides_and_the_rest_stays() {
        let names = ["__wbg_a_0123456789abcdef", "other", "__wbg_a_0123456789abcdef0"];
        let glue = "const x = {\n    // about a\n    __wbg_a_0123456789abcdef: f(),\n\n    /* more\n     of it */\n    \
                    __wbg_a_0123456789abcdef0: z__wbg_a_0123456789abcdef,\n};\n";
        let with_tools = [module(&names), vec![0, 1, 0]].concat();
        let (short, text) = shortened(&with_tools, glue).expect("it is a module");
        assert_eq!(short, module(&["_0", "other", "_1"]));
        assert_eq!(tidied(&text), "const x = {\n_0: f(),\n_1: z__wbg_a_0123456789abcdef,\n};\n");
        assert_eq!(shortened(&short, &text), Some((short.clone(), text.clone())));
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert_eq!(shortened(b"", ""), None);
        assert_eq!(shortened(b"\0asm\x01\0\0\0\x02\x05", ""), None);
    }
}
