//! UIMA CAS as XMI 1.0: a file for each article, and the type system that all of them share.
//!
//! XML cannot hold some control characters; one that stands in an article becomes a replacement character of the same
//! length, so no offset moves, and the report names the place.

use super::cas::{features, language};
use super::cas_types::{DOCUMENT, TYPES};
use super::{About, Form, OffsetUnit, Out, Run, Scene, Sheet, Writer, xml};

/// XMI.
pub(super) static CAS_XMI: CasXmi = CasXmi;

pub(super) struct CasXmi;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

impl Writer for CasXmi {
    fn about(&self) -> &About {
        &About {
            id: "cas-xmi",
            name: "UIMA CAS XMI",
            extension: "zip",
            media_type: "application/zip",
            tools: "INCEpTION, UIMA, DKPro, dkpro-cassis",
            unit: OffsetUnit::Utf16,
            form: Form::Several,
            holds: "A file for each article as in CAS JSON, and TypeSystem.xml",
            losses: &["times, origins", "the codebook", "date and byline of articles", "control characters"],
        }
    }

    fn start<'p>(&'p self, _: Scene<'p>) -> Box<dyn Run + 'p> {
        Box::new(CasXmiRun)
    }
}

struct CasXmiRun;

impl Run for CasXmiRun {
    fn begin(&mut self, out: &mut Out) {
        out.files.push(("TypeSystem.xml".to_owned(), type_system().into_bytes()));
    }

    fn article(&mut self, sheet: &Sheet<'_>, out: &mut Out) {
        for span in xml::forbidden(&sheet.article.text) {
            out.altered(sheet.article, span, "XML cannot hold the character; U+FFFD stands for it");
        }
        let features = features(sheet, out);
        let mut text = String::from(HEAD);
        let spaces = ["metadata", "segmentation", "ner", "custom"].map(|prefix| {
            let of = TYPES.iter().find(|kind| prefix_of(kind.name) == prefix);
            let package = of.map_or("", |kind| kind.name.rsplit_once('.').map_or("", |(package, _)| package));
            (format!("xmlns:{prefix}"), format!("http:///{}.ecore", package.replace('.', "/")))
        });
        let mut given = vec![("xmlns:xmi", "http://www.omg.org/XMI"), ("xmlns:cas", "http:///uima/cas.ecore")];
        given.extend(spaces.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        given.push(("xmi:version", "2.0"));
        xml::open(&mut text, "xmi:XMI", &given);
        text.push('\n');
        xml::empty(&mut text, "cas:NULL", &[("xmi:id", "0")]);
        text.push('\n');
        for (ix, feature) in features.iter().enumerate() {
            let kind = &TYPES[feature.kind];
            let name = kind.name.rsplit_once('.').map_or(kind.name, |(_, name)| name);
            let [id, start, end] = [ix as u32 + 2, feature.at.start, feature.at.end].map(|n| n.to_string());
            let mut given = vec![("xmi:id", &*id), ("sofa", "1"), ("begin", &*start), ("end", &*end)];
            if feature.kind == DOCUMENT {
                given.push(("language", language(sheet)));
            }
            for (name, value) in kind.features.iter().zip(&feature.values) {
                given.extend(value.as_deref().map(|value| (*name, value)));
            }
            xml::empty(&mut text, &format!("{}:{name}", prefix_of(kind.name)), &given);
            text.push('\n');
        }
        xml::empty(
            &mut text,
            "cas:Sofa",
            &[
                ("xmi:id", "1"),
                ("sofaNum", "1"),
                ("sofaID", "_InitialView"),
                ("mimeType", "text/plain"),
                ("sofaString", &sheet.article.text),
            ],
        );
        text.push('\n');
        let members: Vec<String> = (2..features.len() + 2).map(|id| id.to_string()).collect();
        xml::empty(&mut text, "cas:View", &[("sofa", "1"), ("members", &members.join(" "))]);
        text.push_str("\n</xmi:XMI>\n");
        out.files.push((format!("{}.xmi", sheet.file_stem()), text.into_bytes()));
    }
}

/// The namespace of a type: the part of its package that tells it from the others.
fn prefix_of(name: &str) -> &str {
    let parts: Vec<&str> = name.split('.').collect();
    match parts.as_slice() {
        [.., own, "type", _] | [.., own, _] => own,
        _ => name,
    }
}

fn type_system() -> String {
    let mut out = String::from(HEAD);
    xml::open(&mut out, "typeSystemDescription", &[("xmlns", "http://uima.apache.org/resourceSpecifier")]);
    out.push_str("\n<name>Standpoint</name>\n<types>\n");
    for kind in &TYPES {
        out.push_str("<typeDescription>");
        xml::element(&mut out, "name", &[], kind.name);
        out.push_str("<description/>");
        xml::element(&mut out, "supertypeName", &[], kind.parent);
        out.push_str("<features>");
        for name in kind.features {
            out.push_str("<featureDescription>");
            xml::element(&mut out, "name", &[], name);
            out.push_str("<description/>");
            xml::element(&mut out, "rangeTypeName", &[], "uima.cas.String");
            out.push_str("</featureDescription>");
        }
        out.push_str("</features></typeDescription>\n");
    }
    out.push_str("</types>\n</typeSystemDescription>\n");
    out
}
