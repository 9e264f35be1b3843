//! Documents in Rich Text Format: what comes in, what stays on record, and what is said.

use crate::databases::EXPORTS;
use crate::zips::zip_of;
use standpoint::format::article::{Imported, read, reason_of};

/// A document as a word processor writes it.
pub(crate) const SAMPLE: &str = r"{\rtf1\ansi\ansicpg1252\deff0\uc1
{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fswiss\fcharset204{\*\falt Arial}Arial;}{\f2\fcharset238 Arial CE;}}
{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}}
{\info{\title Dam breaks}{\author Ana D\'edaz}{\creatim\yr2025}{\*\company Herald}}{\*\generator Somebody;}
{\header\pard Page 1\par}
\pard\plain\outlinelevel0 Who pays\par
\pard\plain The d{\b am} broke on Mon\-day\u8211?said \ldblquote D\'edaz\rdblquote , \u-10179?\u-8704?.\par
{\v hush}{\deleted held} It rained\~3\_mm.{\footnote\pard {\super 1} See below.\par}\line New line.\par
{\f1 \'cf\'f0\'e8\'e2\'e5\'f2}, {\f2 \'b3\'f3d\'9f} \{a\\b\}{\field{\*\fldinst HYPERLINK x}{\fldrslt  here}}\par
\trowd\cellx1\cellx2 one\cell two\cell\row
{\pict\bin5 }{\\}\pngblip 00ff}{\*\shppict{\pict ff}}\pard The end.
}trailing";

fn text(imported: &Imported) -> String {
    imported.articles.iter().map(|article| article.text.to_string()).collect::<Vec<_>>().join("\n--\n")
}

/// A text as a document, a paragraph a line.
fn document(text: &str) -> String {
    let letter = |c: char| match c {
        '\\' | '{' | '}' => format!("\\{c}"),
        '\n' => "\\par\r\n".to_owned(),
        ' '..='~' => c.to_string(),
        _ => c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{}?", *unit as i16)).collect(),
    };
    format!("{{\\rtf1\\ansi\\ansicpg1252\\pard {}\\par}}", text.chars().map(letter).collect::<String>())
}

#[test]
fn a_document_gives_its_paragraphs_and_says_what_is_no_part_of_them() {
    let imported = read("dam.rtf", SAMPLE.as_bytes());
    assert_eq!(imported.issues, []);
    let [article] = &imported.articles[..] else { panic!("one article") };
    assert_eq!([&*article.title, &*article.author], ["Dam breaks", "Ana Díaz"]);
    assert_eq!(
        &*article.text,
        "Who pays\nThe dam broke on Monday–said “Díaz”, 😀.\nIt rained\u{a0}3\u{2011}mm.\nNew line.\nПривет, łódź {a\\b} \
         here\none two\nThe end."
    );
    let marks: Vec<_> = article.marks.iter().map(|mark| (&*mark.rule, mark.span.of(&article.text))).collect();
    assert_eq!(marks, [("rtf-heading", "Who pays")]);
    let dropped: Vec<_> = article.source.dropped.iter().map(|dropped| (&*dropped.rule, &*dropped.text)).collect();
    assert_eq!(dropped, [("rtf-deleted", "held"), ("rtf-hidden", "hush"), ("rtf-note", "1 See below.")]);
    for (rule, _) in dropped {
        assert!(reason_of(rule).is_some(), "{rule}");
    }
}

#[test]
fn what_a_document_lacks_is_said() {
    let cut = read("a.rtf", br"{\rtf1\ansi It rained.\par It snow");
    assert_eq!(text(&cut), "It rained.\nIt snow");
    let said: Vec<String> = cut.issues.iter().map(ToString::to_string).collect();
    let todo = "What stands before the end came in; save the document again.";
    assert_eq!(said, [format!("a.rtf: the document breaks off: a group of it is never closed. {todo}")]);
    let odd = read("a.rtf", br"{\rtf1\ansi\ansicpg932 It r\'82\'a0ined.}");
    assert_eq!(text(&odd), "It r\u{fffd}\u{fffd}ined.");
    assert!(odd.issues[0].what.starts_with("2 characters are in a code page"), "{:?}", odd.issues);
    let none = read("a.rtf", br"{\rtf1\ansi{\pict 00ff}}");
    assert_eq!(none.issues[0].what, "there is no text in it");
    let deep = format!("{{\\rtf1 It rained.\\par {}deep{}It stopped.}}", "{".repeat(200_000), "}".repeat(200_000));
    assert_eq!(text(&read("a.rtf", deep.as_bytes())), "It rained.\nIt stopped.");
}

#[test]
fn what_databases_write_comes_in_from_documents_as_from_text() {
    for export in EXPORTS {
        let plain = read("a.txt", export.as_bytes());
        assert!(!plain.articles.is_empty(), "{export}");
        let rich = read("a.rtf", document(export).as_bytes());
        assert_eq!(text(&rich), text(&plain));
        let facts = |read: &Imported| -> Vec<[String; 5]> {
            let of = |a: &standpoint::model::Article| {
                [&a.title, &a.outlet, &a.date, &a.author, &a.lang].map(|f| f.to_string())
            };
            read.articles.iter().map(of).collect()
        };
        assert_eq!(facts(&rich), facts(&plain));
    }
}

#[test]
fn documents_come_in_from_zips_and_under_any_name() {
    let zip = zip_of(&[("a.rtf", SAMPLE.as_bytes()), ("b.txt", b"Mayor Diaz came.")]);
    assert_eq!(read("a.zip", &zip).articles.len(), 2);
    assert_eq!(text(&read("a.doc", SAMPLE.as_bytes())), text(&read("a.rtf", SAMPLE.as_bytes())));
}
