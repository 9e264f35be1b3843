//! Zips: a document of a word processor, or files of articles packed together.

use super::{Imported, Input, READERS, docx, import, pdf, rtf};
use crate::format::hash::sha256_hex;
use crate::format::unzip::{self, Entry};

/// Packed files that are none of articles: a path that tells them, what they are, and what to do.
const OTHERS: &[(&str, &str, &str)] = &[
    ("xl/workbook.xml", "a spreadsheet", "Save it as CSV."),
    ("ppt/presentation.xml", "a presentation", "Copy its text and paste it."),
    ("content.xml", "an OpenDocument file", "Save it as .docx or as text."),
    ("META-INF/container.xml", "an electronic book", "Copy its text and paste it."),
];

/// Reads what is in a zip. `input` has its name and digest and no text.
pub(super) fn read(input: &Input<'_>, bytes: &[u8], imported: &mut Imported) {
    let paths = unzip::paths(bytes);
    if docx::is_document(input.file, &paths) {
        return docx::read(unzip::entries_to_hold(bytes).only(docx::is_part), input, imported);
    }
    if let Some(&(_, what, todo)) = OTHERS.iter().find(|(known, ..)| paths.iter().any(|path| path == known)) {
        imported.tell(input.issue(format!("the file is {what}, which is not read"), todo));
        return;
    }
    if paths.is_empty() {
        imported.tell(input.issue("the zip is cut off or empty", "Pack the files again."));
        return;
    }
    let n_others = paths.iter().filter(|path| !is_of_articles(path)).count();
    if n_others > 0 {
        let what = format!("files in the zip that are none of articles: {n_others}");
        imported.notes.push(input.issue(what, "They stay behind."));
    }
    if n_others == paths.len() {
        imported.tell(input.issue("there is no file of articles in the zip", import::KNOWN_FILES));
    }
    for entry in unzip::entries(bytes).only(is_of_articles) {
        read_entry(entry, input, imported);
    }
}

fn read_entry(entry: Entry, input: &Input<'_>, imported: &mut Imported) {
    let Entry { path, content, damage } = entry;
    let name = format!("{}: {path}", input.file);
    let whole = Input { file: &name, text: "", sha256: input.sha256.clone(), id_of: input.id_of };
    if let Some(what) = damage {
        imported.tell(whole.issue(what, "It was read as it is; pack the files again."));
    }
    let content = match content {
        Ok(content) => content,
        Err(why) => return imported.tell(whole.issue(why, "The others came in; pack the files again.")),
    };
    // A document is a zip as well; other ones could hold each other without end.
    if unzip::is_zip(&content) && !docx::is_document(&path, &unzip::paths(&content)) {
        return imported.tell(whole.issue("it is a zip in a zip", "Unpack it first."));
    }
    imported.extend(import::read_one(&name, &content, sha256_hex(&content).into(), input.id_of));
}

/// Whether a name is one of a file that is read here.
fn is_of_articles(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_ascii_lowercase());
    [docx::EXTENSION, rtf::EXTENSION, pdf::EXTENSION].contains(&&*extension)
        || READERS.iter().any(|reader| reader.extensions().contains(&&*extension))
}
