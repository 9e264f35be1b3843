//! Word processors' documents and zips of articles: what comes in, what is said to stay behind, and hostile ones.

use crate::zips::{bomb, crc32, packed, zip_of};
use standpoint::format::article::{Imported, read, reason_of};

const RELS: &str = r#"<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Target="word/document.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
</Relationships>"#;

const STYLES: &str = r#"<w:styles xmlns:w="w"><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="berschrift2"/></w:style>
<w:style w:styleId="Round"><w:name w:val="Round"/><w:basedOn w:val="Round"/></w:style>
<w:style w:styleId="Level"><w:name w:val="Level"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:styleId="Beschriftung"><w:name w:val="caption"/></w:style></w:styles>"#;

const CORE: &str = r#"<cp:coreProperties xmlns:cp="cp" xmlns:dc="dc" xmlns:dcterms="dcterms">
<dc:title>Dam &amp; rain</dc:title><dc:creator>Ana Díaz</dc:creator><dc:language>en-GB</dc:language>
<dcterms:created>2025-08-15T06:00:00Z</dcterms:created></cp:coreProperties>"#;

/// A document of these paragraphs, as XML.
fn document(body: &str) -> String {
    format!(r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body>{body}<w:sectPr/></w:body></w:document>"#)
}

fn paragraph(style: &str, text: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#)
}

/// The files of a document of these paragraphs, with styles and properties.
fn parts(body: &str) -> Vec<(String, Vec<u8>)> {
    let main = document(body);
    [("_rels/.rels", RELS), ("word/document.xml", &main), ("word/styles.xml", STYLES), ("docProps/core.xml", CORE)]
        .map(|(path, content)| (path.to_owned(), content.as_bytes().to_vec()))
        .to_vec()
}

/// Reads a document of these paragraphs, with styles and properties.
fn opened(body: &str) -> Imported {
    let parts = parts(body);
    read("dam.docx", &zip_of(&parts.iter().map(|(path, content)| (&**path, &**content)).collect::<Vec<_>>()))
}

/// The files of a document that has some of everything.
pub(crate) fn sample() -> Vec<(String, Vec<u8>)> {
    let body = [
        paragraph("Titel", "Dam breaks"),
        paragraph("berschrift2", "Who pays &amp; who else"),
        paragraph("Beschriftung", "The wall at dawn"),
        r#"<w:p><w:r><w:t xml:space="preserve">The d</w:t></w:r><w:ins w:id="1"><w:r><w:t>am</w:t></w:r></w:ins><w:del
        w:id="2"><w:r><w:delText>held</w:delText></w:r></w:del><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:br/>
        <w:noBreakHyphen/><w:t>ish</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc>
        <w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#
            .to_owned(),
    ];
    parts(&body.concat())
}

fn text(imported: &Imported) -> String {
    imported.articles.iter().map(|article| article.text.to_string()).collect::<Vec<_>>().join("\n--\n")
}

fn issues(imported: &Imported) -> Vec<String> {
    imported.issues.iter().map(ToString::to_string).collect()
}

fn dropped(imported: &Imported) -> Vec<(&str, u32, &str)> {
    let all = imported.articles.iter().flat_map(|article| &article.source.dropped);
    all.map(|dropped| (&*dropped.rule, dropped.line, &*dropped.text)).collect()
}

#[test]
fn a_document_gives_its_paragraphs_with_what_their_styles_say() {
    let body = [
        paragraph("Titel", "Dam breaks above the village"),
        paragraph("Normal", "The dam <!-- c -->broke on Monday."),
        paragraph("berschrift2", "Who pays"),
        paragraph("Mine", "Who else"),
        paragraph("Level", "And who not"),
        paragraph("Round", "Nobody was hurt, said the mayor."),
        paragraph("Beschriftung", "The wall at dawn"),
        "<w:p/>".to_owned(),
    ];
    let imported = opened(&body.concat());
    assert_eq!(issues(&imported), [""; 0]);
    let [article] = &imported.articles[..] else { panic!("one article") };
    assert_eq!(
        [&*article.title, &*article.author, &*article.date, &*article.lang, &*article.source.file],
        ["Dam breaks above the village", "Ana Díaz", "2025-08-15", "en-GB", "dam.docx"]
    );
    assert_eq!(
        &*article.text,
        "The dam broke on Monday.\nWho pays\nWho else\nAnd who not\nNobody was hurt, said the mayor.\nThe wall at dawn"
    );
    let marks: Vec<_> = article.marks.iter().map(|mark| (&*mark.rule, mark.span.of(&article.text))).collect();
    assert_eq!(
        marks,
        [
            ("docx-heading", "Who pays"),
            ("docx-heading", "Who else"),
            ("docx-heading", "And who not"),
            ("docx-caption", "The wall at dawn"),
        ]
    );
    assert_eq!(dropped(&imported), [("docx-title", 1, "Dam breaks above the village")]);
    let notes: Vec<String> = imported.notes.iter().map(ToString::to_string).collect();
    let made = "its day is the one when the document was made: 2025-08-15";
    assert_eq!(notes, [format!("dam.docx: {made}. Change it if the article came out on another one.")]);
    assert_eq!(&*opened(&paragraph("x", "It rained.")).articles[0].title, "Dam & rain", "from the properties");
}

#[test]
fn a_paragraph_whose_end_was_deleted_goes_on_with_the_next() {
    let end = r#"<w:rPr><w:del w:id="4"/></w:rPr>"#;
    let cut = |style: &str, text: &str| paragraph(style, text).replace("</w:pPr>", &format!("{end}</w:pPr>"));
    let body = [
        cut("berschrift2", "The dam "),
        cut("berschrift2", "br"),
        paragraph("Normal", "oke on Monday."),
        paragraph("Normal", "It rained."),
        cut("Normal", "Before a table."),
        format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", cut("x", "a"), paragraph("x", "b")),
        // What it was before a change says nothing.
        paragraph("x", "One.").replace("</w:pPr>", &format!("<w:pPrChange><w:pPr>{end}</w:pPr></w:pPrChange></w:pPr>")),
        paragraph("x", "Two."),
        cut("x", "The last."),
    ];
    let imported = opened(&body.concat());
    assert_eq!(text(&imported), "The dam broke on Monday.\nIt rained.\nBefore a table.\na b\nOne.\nTwo.\nThe last.");
    assert_eq!(imported.articles[0].marks.len(), 0, "the style of what stands");
    assert_eq!(dropped(&imported), []);
}

#[test]
fn runs_hold_together_and_changes_are_read_as_accepted() {
    let body = r#"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">The d</w:t></w:r>
        <w:r><w:t>am</w:t><w:tab/></w:r>
        <w:ins w:id="1"><w:r><w:t>broke</w:t></w:r></w:ins>
        <w:del w:id="2"><w:r><w:delText>held</w:delText></w:r></w:del>
        <w:moveFrom><w:r><w:t>away</w:t></w:r></w:moveFrom>
        <w:hyperlink r:id="r9"><w:r><w:t xml:space="preserve"> on </w:t></w:r></w:hyperlink>
        <w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>
        <w:r><w:t>Monday</w:t></w:r>
        <w:r><w:noBreakHyphen/><w:t>ish.</w:t><w:br/><w:t>It rained &lt; 3 mm.</w:t></w:r>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>hush</w:t></w:r>
        <w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t xml:space="preserve"> So.</w:t></w:r>
        <w:r><w:commentReference w:id="0"/><w:footnoteReference w:id="1"/></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Mine"/><w:pPrChange><w:pPr><w:pStyle w:val="Titel"/></w:pPr></w:pPrChange></w:pPr>
        <w:moveTo><w:r><w:t>Who pays</w:t></w:r></w:moveTo></w:p>"#;
    let notes = r#"<w:footnotes xmlns:w="w">
        <w:footnote><w:p><w:r><w:t>See the map.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    let main = document(body);
    let files = [
        ("word/document.xml", main.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
    ];
    let imported = read("a.docx", &zip_of(&files));
    assert_eq!(text(&imported), "The dam broke on Monday\u{2011}ish.\nIt rained < 3 mm. So.\nWho pays");
    assert_eq!(imported.articles[0].marks.len(), 1);
    assert_eq!(
        dropped(&imported),
        [("docx-deleted", 3, "heldaway"), ("docx-hidden", 4, "hush"), ("docx-note", 6, "See the map.")]
    );
    assert!(dropped(&imported).iter().all(|(rule, ..)| reason_of(rule).is_some()));
    let notes: Vec<&str> = imported.notes.iter().map(|note| &*note.what).collect();
    assert_eq!(
        notes,
        ["left out of the text: 1 paragraphs of footnotes and endnotes", "left out of the text: 1 comments"]
    );
}

#[test]
fn rows_are_paragraphs_unless_their_cells_hold_several_and_text_boxes_follow_theirs() {
    let cell = |paragraphs: &[&str]| {
        let inside: String = paragraphs.iter().map(|text| paragraph("x", text)).collect();
        format!("<w:tc>{inside}</w:tc>")
    };
    let rows = [
        format!("<w:tr>{}{}</w:tr>", cell(&["Height"]), cell(&["40 m"])),
        format!("<w:tr>{}{}</w:tr>", cell(&["It was old.", "It was high."]), cell(&[""])),
        format!("<w:tr><w:tc><w:tbl><w:tr>{}{}</w:tr></w:tbl></w:tc></w:tr>", cell(&["Age"]), cell(&["99 years"])),
    ];
    let boxed = format!(
        "<w:p><w:r><w:t>It broke.</w:t></w:r><w:r><mc:AlternateContent xmlns:mc=\"mc\"><mc:Choice><w:txbxContent>{0}\
         </w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{0}</w:txbxContent></mc:Fallback>\
         </mc:AlternateContent>\
         <w:t xml:space=\"preserve\"> At last.</w:t></w:r></w:p>",
        paragraph("x", "In a box.")
    );
    let imported = opened(&format!("<w:tbl>{}</w:tbl>{boxed}{}", rows.concat(), paragraph("x", "It rained.")));
    assert_eq!(
        text(&imported),
        "Height 40 m\nIt was old.\nIt was high.\nAge 99 years\nIt broke. At last.\nIn a box.\nIt rained."
    );
}

#[test]
fn a_database_export_in_a_document_gives_its_articles() {
    let lines = ["Rain", "Hill Gazette", "15 August 2025", "Length: 3 words", "Body", "It rained.", "End of Document"];
    let more = ["Snow", "Hill Gazette", "16 August 2025", "Length: 3 words", "Body", "It snowed.", "End of Document"];
    let body: String = lines.iter().chain(&more).map(|line| paragraph("x", line)).collect();
    let imported = opened(&body);
    let found: Vec<_> = imported.articles.iter().map(|a| [&*a.title, &*a.outlet, &*a.date, &*a.text]).collect();
    assert_eq!(
        found,
        [["Rain", "Hill Gazette", "2025-08-15", "It rained."], ["Snow", "Hill Gazette", "2025-08-16", "It snowed."]]
    );
    assert_eq!(issues(&imported), [""; 0]);
}

#[test]
fn documents_that_lack_parts_or_break_off_say_so_and_lose_nothing_before() {
    let main = document(&paragraph("heading 1", "Who pays"));
    let moved = [
        ("_rels/.rels", RELS.replace("word/document", "word/other").into_bytes()),
        ("word/other.xml", main.clone().into_bytes()),
    ];
    let moved: Vec<(&str, &[u8])> = moved.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    for files in [vec![("word/document.xml", main.as_bytes())], vec![("x/document.xml", main.as_bytes())], moved] {
        let imported = read("a.docx", &zip_of(&files));
        assert_eq!((text(&imported), issues(&imported).len()), ("Who pays".to_owned(), 0), "{:?}", issues(&imported));
    }
    let imported = read("a.docx", &zip_of(&[("docProps/core.xml", CORE.as_bytes())]));
    assert_eq!(issues(&imported), ["a.docx: the document has no text: expected word/document.xml. Save it again."]);

    let cut = &main[..main.find("</w:t>").expect("an end")];
    let imported = read("a.docx", &zip_of(&[("word/document.xml", cut.as_bytes())]));
    assert_eq!(text(&imported), "Who pays");
    let broken = "word/document.xml: it ends before its last element does";
    let todo = "What stands before it came in; save the document again.";
    assert_eq!(issues(&imported), [format!("a.docx: {broken}. {todo}")]);

    let deep = document(&format!("{}{}", paragraph("x", "It rained."), "<w:sdt>".repeat(1000)));
    let imported = read("a.docx", &zip_of(&[("word/document.xml", deep.as_bytes())]));
    assert_eq!(text(&imported), "It rained.");
    assert_eq!(
        issues(&imported),
        [format!("a.docx: word/document.xml: elements stand more than 256 deep in each other. {todo}")]
    );

    let entity = "<!DOCTYPE d [<!ENTITY a \"aaaa\">]>\
        <w:document><w:body><w:p><w:t>It rained.&a;</w:t></w:p></w:body></w:document>";
    let imported = read("a.docx", &zip_of(&[("word/document.xml", entity.as_bytes())]));
    assert_eq!(text(&imported), "It rained.");
    assert_eq!(issues(&imported), [format!("a.docx: word/document.xml: the reference &a; is not known. {todo}")]);
}

#[test]
fn a_bomb_in_a_document_is_told() {
    let large = bomb(1 << 20);
    let main = document(&paragraph("x", "It rained."));
    for (path, n_issues) in [("word/footnotes.xml", 1), ("word/media/a.png", 0)] {
        let zip = packed(&[
            ("word/document.xml", 0, main.as_bytes(), main.len(), crc32(main.as_bytes())),
            (path, 8, &large, 1 + 258 * (1 << 20), 0),
        ]);
        let imported = read("a.docx", &zip);
        assert_eq!((text(&imported), imported.issues.len()), ("It rained.".to_owned(), n_issues), "{path}");
    }
}

#[test]
fn documents_of_chance_do_no_harm() {
    let main = document(&[paragraph("Titel", "A"), paragraph("Mine", "B"), "<w:tbl><w:tr><w:tc>".to_owned()].concat());
    let mut chance = crate::random_project::Chance(3);
    let words = [
        "<w:p><w:t>x</w:t></w:p>",
        "<w:p><w:t>It rained.</w:t>",
        "</w:p>",
        "<w:tr><w:tc>",
        "</w:tc></w:tr>",
        "<w:tc>",
        "<w:del>",
        "</w:del>",
        "<w:br/>",
        "&#0;",
        "<",
    ];
    let mut n_articles = 0;
    for _ in 0..500 {
        let n = 1 + chance.below(30);
        let chosen: String = (0..n).map(|_| chance.of(&words)).collect();
        let imported = opened(&chosen);
        assert!(!imported.articles.is_empty() || !imported.issues.is_empty(), "{chosen}");
        n_articles += imported.articles.len();
        let zip = zip_of(&[("word/document.xml", &main.as_bytes()[..chance.below(main.len())])]);
        let zip = &zip[..zip.len() - chance.below(2) * chance.below(zip.len())];
        let imported = read("a.docx", zip);
        assert!(!imported.articles.is_empty() || !imported.issues.is_empty());
    }
    assert!(n_articles > 50, "{n_articles}");
}

#[test]
fn a_zip_of_articles_gives_those_of_all_its_files() {
    let main = document(&paragraph("x", "It thawed."));
    let inner = zip_of(&[("word/document.xml", main.as_bytes())]);
    let zip = zip_of(&[
        ("news/a.txt", b"It rained."),
        ("news/b.CSV", b"text,title\nIt snowed.,Snow\n"),
        ("c.docx", &inner),
        ("d.zip", &zip_of(&[("a.txt", b"x")])),
        ("e.txt", &zip_of(&[("a.txt", b"x")])),
        ("f.png", b"x"),
        ("g.txt", b"It rained."),
        ("h.txt", b"%PDF-1.7"),
    ]);
    let imported = read("all.zip", &zip);
    assert_eq!(text(&imported), "It thawed.\n--\nIt rained.\n--\nIt snowed.");
    let files: Vec<_> = imported.articles.iter().map(|article| article.source.file.to_string()).collect();
    assert_eq!(files, ["all.zip: c.docx", "all.zip: g.txt", "all.zip: news/b.CSV"]);
    assert_eq!(
        issues(&imported),
        [
            "all.zip: e.txt: it is a zip in a zip. Unpack it first.",
            "all.zip: h.txt: the PDF is damaged or cut off. Fetch it again, or copy its text and paste it.",
            "all.zip: “It rained.” has the same text as an earlier article. It came in once.",
        ]
    );
    let notes: Vec<String> = imported.notes.iter().map(ToString::to_string).collect();
    assert_eq!(notes, ["all.zip: files in the zip that are none of articles: 2. They stay behind."]);
}

#[test]
fn packed_files_of_other_kinds_are_named() {
    for (path, what) in [("xl/workbook.xml", "a spreadsheet"), ("content.xml", "an OpenDocument file")] {
        let imported = read("a.zip", &zip_of(&[(path, b"<x/>")]));
        assert!(issues(&imported)[0].starts_with(&format!("a.zip: the file is {what}, which is not read.")), "{path}");
    }
    assert_eq!(issues(&read("a.zip", b"PK\x03\x04")), ["a.zip: the zip is cut off or empty. Pack the files again."]);
    let known = "Import .txt, .md, .html, .docx, .rtf, .pdf, .json, .jsonl or .csv files.";
    let imported = read("a.zip", &zip_of(&[("a.png", b"x")]));
    assert_eq!(issues(&imported), [format!("a.zip: there is no file of articles in the zip. {known}")]);
}
