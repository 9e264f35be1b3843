//! UIMA CAS JSON 0.4: a file for each article.
//!
//! Offsets stand under the plain names `begin` and `end`, which is what both implementations write and read, whatever
//! the text of the specification marks them with.

use super::cas::{features, language};
use super::cas_types::{DOCUMENT, TYPES};
use super::{About, Form, OffsetUnit, Out, Run, Scene, Sheet, Writer};
use crate::format::json::{Object, push_list, push_number};

/// CAS JSON.
pub(super) static CAS_JSON: CasJson = CasJson;

pub(super) struct CasJson;

impl Writer for CasJson {
    fn about(&self) -> &About {
        &About {
            id: "cas-json",
            name: "UIMA CAS JSON 0.4",
            extension: "zip",
            media_type: "application/zip",
            tools: "INCEpTION, dkpro-cassis",
            unit: OffsetUnit::Utf16,
            form: Form::Several,
            holds: "A file for each article: sentences, tokens, names, and every coder's tags as layers",
            losses: &["times, origins", "the codebook", "date and byline of articles"],
        }
    }

    fn start<'p>(&'p self, _: Scene<'p>) -> Box<dyn Run + 'p> {
        Box::new(CasJsonRun)
    }
}

struct CasJsonRun;

impl Run for CasJsonRun {
    fn article(&mut self, sheet: &Sheet<'_>, out: &mut Out) {
        let features = features(sheet, out);
        let mut text = String::new();
        let mut cas = Object::open(&mut text);
        let mut types = Object::open(cas.field("%TYPES"));
        for kind in &TYPES {
            let mut row = Object::open(types.field(kind.name));
            row.text("%NAME", kind.name);
            row.text("%SUPER_TYPE", kind.parent);
            for name in kind.features {
                let mut feature = Object::open(row.field(name));
                feature.text("%NAME", name);
                feature.text("%RANGE", "uima.cas.String");
                feature.close();
            }
            row.close();
        }
        types.close();

        let rows = cas.field("%FEATURE_STRUCTURES");
        rows.push_str("[\n");
        let mut sofa = Object::open(rows);
        sofa.number("%ID", 1);
        sofa.text("%TYPE", "uima.cas.Sofa");
        sofa.number("sofaNum", 1);
        sofa.text("sofaID", "_InitialView");
        sofa.text("mimeType", "text/plain");
        sofa.text("sofaString", &sheet.article.text);
        sofa.close();
        for (ix, feature) in features.iter().enumerate() {
            rows.push_str(",\n");
            let kind = &TYPES[feature.kind];
            let mut row = Object::open(rows);
            row.number("%ID", ix as u32 + 2);
            row.text("%TYPE", kind.name);
            row.number("@sofa", 1);
            row.number("begin", feature.at.start);
            row.number("end", feature.at.end);
            if feature.kind == DOCUMENT {
                row.text("language", language(sheet));
            }
            for (name, value) in kind.features.iter().zip(&feature.values) {
                if let Some(value) = value {
                    row.text(name, value);
                }
            }
            row.close();
        }
        rows.push_str("\n]");

        let mut views = Object::open(cas.field("%VIEWS"));
        let mut view = Object::open(views.field("_InitialView"));
        view.number("%SOFA", 1);
        let members: Vec<u32> = (2..features.len() as u32 + 2).collect();
        push_list(view.field("%MEMBERS"), &members, |out, id| push_number(out, *id));
        view.close();
        views.close();
        cas.close();
        text.push('\n');
        out.files.push((format!("{}.json", sheet.file_stem()), text.into_bytes()));
    }
}
