//! PDFs: what comes in, what stays on record, and what is said.

use crate::databases::EXPORTS;
use crate::zips::zip_of;
use standpoint::format::article::{Imported, read, reason_of};
use standpoint::model::Article;
use std::fmt::Write;

/// A document of these objects, numbered from 1; the first is its catalogue.
fn document(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = String::new();
    for (nth, object) in objects.iter().enumerate() {
        let _ = writeln!(places, "{:010} 00000 n ", bytes.len());
        bytes.extend(format!("{} 0 obj\n", nth + 1).into_bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let (n, at) = (objects.len() + 1, bytes.len());
    let table = format!("xref\n0 {n}\n0000000000 65535 f \n{places}");
    bytes.extend(format!("{table}trailer\n<</Size {n}/Root 1 0 R/Info 2 0 R>>\nstartxref\n{at}\n%%EOF\n").into_bytes());
    bytes
}

fn stream(dict: &str, content: &[u8]) -> Vec<u8> {
    [format!("<<{dict}/Length {}>>\nstream\n", content.len()).as_bytes(), content, b"\nendstream"].concat()
}

const INFO: &str = "<</Title(Dam breaks)/Author(Ana D\\355az)/CreationDate(D:20250815060000Z)>>";

/// One with Helvetica as `F1`, a font with a table of its own as `F2`, and the same drawing `X1`; each page has these
/// instructions.
fn pages(contents: &[&[u8]]) -> Vec<u8> {
    let kids: String = (0..contents.len()).map(|nth| format!("{} 0 R ", 8 + 2 * nth)).collect();
    let table = b"beginbfchar <0001> <0416> <0002> <D83DDE00> endbfchar beginbfrange <0041> <005A> <0061> endbfrange";
    let plain = |text: &str| text.as_bytes().to_vec();
    let mut objects = vec![
        plain("<</Type/Catalog/Pages 3 0 R>>"),
        plain(INFO),
        format!("<</Type/Pages/Kids[{kids}]/Count {}>>", contents.len()).into_bytes(),
        plain(
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[1/f_i]>>>>",
        ),
        plain(
            "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 6 0 R\
             /DescendantFonts[<</Subtype/CIDFontType2/DW 500/W[1[600 700]65 90 550]>>]>>",
        ),
        stream("", table),
        stream(
            "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Matrix[1 0 0 1 50 100]",
            b"BT /F1 10 Tf (From a drawing.) Tj ET /X1 Do",
        ),
    ];
    for (nth, content) in contents.iter().enumerate() {
        let resources = "/Resources<</Font<</F1 4 0 R/F2 5 0 R/F3<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>>>/XObject<</X1 7 0 R>>>>";
        let page =
            format!("<</Type/Page/Parent 3 0 R/MediaBox[0 0 400 5100]/Contents {} 0 R{resources}>>", 9 + 2 * nth);
        objects.extend([page.into_bytes(), stream("", content)]);
    }
    document(&objects)
}

/// Instructions that show lines of ten points: where from the left, where from the foot, and what.
fn lines(lines: &[(f64, f64, &str)]) -> Vec<u8> {
    let show = |(x, y, text): &(f64, f64, &str)| format!("1 0 0 1 {x} {y} Tm ({text}) Tj\n");
    format!("BT /F1 10 Tf\n{}ET", lines.iter().map(show).collect::<String>()).into_bytes()
}

/// A document with something of all that is read.
pub(crate) fn sample() -> Vec<u8> {
    pages(&[
        b"BT /F1 18 Tf 50 550 Td (Dam breaks) Tj /F1 10 Tf 0 -30 Td [(The d) 10 (am) -300 (broke.)] TJ T* ET /X1 Do",
        b"BT /F2 10 Tf 1 0 0 1 50 500 Tm <0041004200010002> Tj 12 TL <0043> ' ET",
    ])
}

fn text(imported: &Imported) -> String {
    imported.articles.iter().map(|article| article.text.to_string()).collect::<Vec<_>>().join("\n--\n")
}

fn said(imported: &Imported) -> Vec<String> {
    imported.issues.iter().map(ToString::to_string).collect()
}

#[test]
fn lines_become_paragraphs() {
    for (what, page, expected) in [
        (
            "distance parts them, and a hyphen at the end joins",
            lines(&[
                (50.0, 500.0, "The dam broke on Mon-"),
                (50.0, 488.0, "day, and nobody came."),
                (50.0, 464.0, "It rained. It rained a"),
                (50.0, 452.0, "second day."),
            ]),
            "The dam broke on Monday, and nobody came.\nIt rained. It rained a second day.",
        ),
        (
            "the document's own hyphens stay",
            lines(&[
                (50.0, 500.0, "A long-term plan for the valley, a long-"),
                (50.0, 488.0, "term one, and a re-"),
                (50.0, 476.0, "port."),
            ]),
            "A long-term plan for the valley, a long-term one, and a report.",
        ),
        (
            "an indent parts them",
            lines(&[
                (62.0, 500.0, "The dam broke on Monday and the water"),
                (50.0, 488.0, "came to the village in the evening, when all"),
                (50.0, 476.0, "slept. Nobody was hurt, the mayor has said."),
                (62.0, 464.0, "It rained on Tuesday, and on Wednesday it"),
                (50.0, 452.0, "rained again."),
            ]),
            "The dam broke on Monday and the water came to the village in the evening, when all slept. Nobody was hurt, the \
             mayor has said.\nIt rained on Tuesday, and on Wednesday it rained again.",
        ),
        (
            "columns are read one after the other",
            lines(&[
                (50.0, 500.0, "The dam broke, and"),
                (50.0, 488.0, "the water came to the"),
                (220.0, 500.0, "village in the night."),
                (220.0, 476.0, "It rained."),
            ]),
            "The dam broke, and the water came to the village in the night.\nIt rained.",
        ),
        (
            "a gap is a blank, a raised figure stands in its line",
            b"BT /F1 10 Tf 50 500 Td (The) Tj 20 0 Td (dam) Tj /F1 6 Tf 20 4 Td (2) Tj ET".to_vec(),
            "The dam2",
        ),
        (
            "drawings, spacing and scale count",
            b"q 2 0 0 2 0 0 cm BT /F1 5 Tf 100 Tz 3 Tw 25 250 Td (The dam) Tj 1 Tc ( broke.) Tj ET Q /X1 Do".to_vec(),
            "The dam broke.\nFrom a drawing.",
        ),
        (
            "what is drawn twice comes in once",
            b"BT /F1 10 Tf 50 500 Td (The dam broke.) Tj 0.3 0 Td (The dam broke.) Tj 0 -30 Td (a) Tj 0.4 0 Td (a) Tj ET".to_vec(),
            "The dam broke.\na",
        ),
        (
            "a byte that means nothing loses nothing",
            b"BT /F1 10 Tf 50 500 Td (The dam broke.) Tj ET ) BT /F1 10 Tf 50 470 Td (It rained.) Tj ET ]".to_vec(),
            "The dam broke.\nIt rained.",
        ),
        (
            "ornaments are bullets, a font may be upside down",
            b"BT /F3 10 Tf 50 500 Td (n) Tj /F1 10 Tf 12 0 Td (First) Tj -10 0 0 -10 50 470 Tm /F1 -1 Tf (It rained.) Tj ET"
                .to_vec(),
            "\u{2022} First\nIt rained.",
        ),
        (
            "a running head does not make a column wide",
            {
                let mut page = vec![(50.0, 560.0, "Hill Gazette, Friday, August 15, 2025, with all news of the valley")];
                let column = "The dam broke on Monday and|Mayor Lee asked the people of|Hill Valley to leave. Most of|\
                              London and Paris said that|Berlin would help, as it had in|August, when the rain came to|\
                              Spain and Portugal, and to the|Rhine. It rained on for days in|Lyon. Nobody was hurt.";
                let below = |nth: usize| 520.0 - 12.0 * nth as f64;
                page.extend(column.split('|').enumerate().map(|(nth, text)| (50.0, below(nth), text)));
                lines(&page)
            },
            "Hill Gazette, Friday, August 15, 2025, with all news of the valley\nThe dam broke on Monday and Mayor Lee asked \
             the people of Hill Valley to leave. Most of London and Paris said that Berlin would help, as it had in \
             August, when the rain came to Spain and Portugal, and to the Rhine. It rained on for days in Lyon. Nobody \
             was hurt.",
        ),
        (
            "a font's own table and names",
            b"BT /F2 10 Tf 50 500 Td <0041004200010002> Tj /F1 10 Tf 0 -30 Td (D\\355az \\001ne \\223x\\224) Tj ET"
                .to_vec(),
            "abЖ😀\nDíaz fine “x”",
        ),
    ] {
        let imported = read("a.pdf", &pages(&[&page]));
        assert_eq!(text(&imported), expected, "{what}");
        assert_eq!(said(&imported), [""; 0], "{what}");
    }
}

#[test]
fn heads_titles_and_properties_are_told_from_text() {
    let page = |nth: usize| {
        let (head, foot) = ("Hill Gazette", format!("Page {nth} of 3"));
        let large =
            if nth == 1 { "BT /F1 20 Tf 50 560 Td (Dam breaks above) Tj 0 -22 Td (the village) Tj ET\n" } else { "" };
        let section = if nth == 2 { "BT /F1 14 Tf 50 520 Td (Who pays) Tj ET\n" } else { "" };
        let text = format!("It rained on day {nth}. Nobody came to the dam.");
        let body = lines(&[(50.0, 590.0, head), (50.0, 480.0, &text), (50.0, 20.0, &foot)]);
        [large.as_bytes(), section.as_bytes(), &body].concat()
    };
    let imported = read("a.pdf", &pages(&[&page(1), &page(2), &page(3)]));
    assert_eq!(said(&imported), [""; 0]);
    let [article] = &imported.articles[..] else { panic!("one article") };
    let facts = [&*article.title, &*article.author, &*article.date];
    assert_eq!(facts, ["Dam breaks above the village", "Ana Díaz", "2025-08-15"]);
    let rained = |nth: usize| format!("It rained on day {nth}. Nobody came to the dam.");
    assert_eq!(*article.text, format!("{}\nWho pays\n{}\n{}", rained(1), rained(2), rained(3)));
    let marks: Vec<_> = article.marks.iter().map(|mark| (&*mark.rule, mark.span.of(&article.text))).collect();
    assert_eq!(marks, [("pdf-heading", "Who pays")]);
    let dropped: Vec<_> = article.source.dropped.iter().map(|dropped| (&*dropped.rule, &*dropped.text)).collect();
    let mut heads = vec![("pdf-title", "Dam breaks above the village")];
    heads.extend(["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"].map(|foot| ("pdf-running-head", foot)));
    heads.extend([("pdf-running-head", "Hill Gazette"); 3]);
    let mut found = dropped.clone();
    found.sort_unstable();
    heads.sort_unstable();
    assert_eq!(found, heads);
    for (rule, _) in dropped {
        assert!(reason_of(rule).is_some(), "{rule}");
    }
}

#[test]
fn what_cannot_be_read_is_said() {
    let whole = pages(&[&lines(&[(50.0, 500.0, "It rained.")])]);
    let picture = b"q BI /W 1 /H 1 /BPC 8 /CS /G ID a EI Q";
    let unknown = b"BT /F2 10 Tf 50 500 Td <00410009> Tj ET";
    let rotated = b"BT /F1 10 Tf 50 500 Td (It rained.) Tj 0 1 -1 0 20 20 Tm (aside) Tj ET";
    for (bytes, expected, issues) in [
        (&b"%PDF-1.7"[..], "", vec!["the PDF is damaged or cut off"]),
        (&whole[..whole.len() / 2], "", vec!["the PDF is damaged or cut off"]),
        (
            &pages(&[picture, &lines(&[(50.0, 500.0, "It rained.")])]),
            "It rained.",
            vec!["pages that are pictures without text: 1 of 2"],
        ),
        (&pages(&[unknown]), "a\u{fffd}", vec!["1 characters are in a font that does not say which ones they are"]),
        (&pages(&[rotated]), "It rained.", vec![]),
        (&pages(&[b""]), "", vec!["there is no text in it"]),
    ] {
        let imported = read("a.pdf", bytes);
        assert_eq!(text(&imported), expected);
        let told = said(&imported);
        assert_eq!(told.len(), issues.len(), "{told:?}");
        for (told, issue) in told.iter().zip(issues) {
            assert!(told.starts_with(&format!("a.pdf: {issue}")), "{told}");
        }
    }
    let locked = String::from_utf8_lossy(&whole).replace(
        "/Root 1 0 R",
        "/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(01234567890123456789012345678901)/U(01234567890123456789012345678901)>>",
    );
    let imported = read("a.pdf", locked.as_bytes());
    assert!(said(&imported)[0].contains("locked with a password"), "{:?}", said(&imported));
    let aside = read("a.pdf", &pages(&[rotated]));
    assert!(aside.notes.iter().any(|note| note.what.contains("5 characters in rotated lines")), "{:?}", aside.notes);
}

/// Eighty megabytes of blanks as a page, packed once and twice, as the list of objects and as a drawing drawn often.
#[test]
fn what_unpacks_without_end_is_not_unpacked() {
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(&vec![b' '; 80 << 20], 6);
    let objects = |content: Vec<u8>, more: Vec<u8>| {
        let page = "<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]/Contents 5 0 R>>";
        let plain = |text: &str| text.as_bytes().to_vec();
        let kids = "<</Type/Pages/Kids[4 0 R]/Count 1>>";
        document(&[plain("<</Type/Catalog/Pages 3 0 R>>"), plain(INFO), plain(kids), plain(page), content, more])
    };
    let page = objects(stream("/Filter/FlateDecode", &packed), Vec::new());
    assert!(said(&read("a.pdf", &page))[0].contains("could not be read: 1 of 1"));
    let twice = miniz_oxide::deflate::compress_to_vec_zlib(&packed, 6);
    let page = objects(stream("/Filter[/FlateDecode/FlateDecode]", &twice), Vec::new());
    assert!(said(&read("a.pdf", &page))[0].contains("could not be read: 1 of 1"));
    let list = objects(stream("", b""), stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &packed));
    assert!(said(&read("a.pdf", &list))[0].contains("unpacks to more than it may"));
    for filter in ["/LZWDecode", "/RunLengthDecode", "[/FlateDecode/FlateDecode]"] {
        let list = objects(stream("", b""), stream(&format!("/Type/ObjStm/N 1/First 4/Filter{filter}"), b"small"));
        assert!(said(&read("a.pdf", &list))[0].contains("unpacks to more than it may"), "{filter}");
    }
    // Widths of a million codes in a few bytes, and a page of a thousand drawings that each unpack too far.
    let many: String = (0..9000).map(|first| format!("{first} 99999999999 500 ")).collect();
    let font = format!(
        "<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</W[9223372036854775807[5 6]{many}]>>]>>"
    );
    let show = stream("", b"BT /F 9 Tf (abcd) Tj ET");
    let page = format!("<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]/Contents 5 0 R/Resources<</Font<</F {font}>>>>>>");
    let plain = |text: &str| text.as_bytes().to_vec();
    let kids = plain("<</Type/Pages/Kids[4 0 R]/Count 1>>");
    let widths =
        document(&[plain("<</Type/Catalog/Pages 3 0 R>>"), plain(INFO), kids.clone(), page.into_bytes(), show]);
    assert!(
        said(&read("a.pdf", &widths))[0].contains("2 characters are in a font"),
        "{:?}",
        said(&read("a.pdf", &widths))
    );
    let page = "<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]/Contents 5 0 R/Resources<</XObject<</X 6 0 R>>>>>>";
    let form = stream("/Subtype/Form/Filter/FlateDecode", &packed);
    let show = stream("", &b"/X Do ".repeat(100_000));
    let forms = document(&[plain("<</Type/Catalog/Pages 3 0 R>>"), plain(INFO), kids, plain(page), show, form]);
    assert!(said(&read("a.pdf", &forms))[0].contains("could not be read: 1 of 1"));
    // A drawing that draws itself, ten times over.
    let own = pages(&[&b"/X1 Do ".repeat(2000)]);
    assert!(text(&read("a.pdf", &own)).contains("From a drawing."));
}

/// A text as an instruction has it. Windows has these letters where Unicode has them.
fn escaped(line: &str) -> String {
    let letter = |c: char| if c.is_ascii() { c.to_string() } else { format!("\\{:o}", c as u32) };
    line.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)").chars().map(letter).collect()
}

/// Where one line after the other stands.
fn heights() -> impl Iterator<Item = f64> {
    (0..).map(|nth| 5000.0 - 12.0 * f64::from(nth))
}

/// Factiva prints the names of its fields in a column, and what they say in the next one.
#[test]
fn fields_whose_names_stand_in_a_column_of_their_own_are_those_of_the_export() {
    let export = EXPORTS[2].replace("\n\nBY", "\nBY");
    let rows: Vec<(&str, String)> = export
        .lines()
        .map(|line| {
            let n_capitals = line.bytes().take_while(u8::is_ascii_uppercase).count();
            let rest = &line[n_capitals..];
            let n_label = if rest.starts_with(['\t', '\u{a0}']) || rest.starts_with("  ") { n_capitals } else { 0 };
            (&line[..n_label], escaped(line[n_label..].trim()))
        })
        .collect();
    let placed: Vec<_> = heights()
        .zip(&rows)
        .flat_map(|(height, (label, value))| [(50.0, height, *label), (90.0, height, value.as_str())])
        .collect();
    let imported = read("a.pdf", &pages(&[&lines(&placed)]));
    let fields = |imported: &Imported| {
        let of = |Article { title, outlet, date, author, text, .. }: &Article| {
            [title, outlet, date, author, text].map(ToString::to_string)
        };
        imported.articles.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(fields(&imported), fields(&read("a.txt", export.as_bytes())));
}

#[test]
fn a_database_s_export_and_a_zip_are_read_as_such() {
    let export = EXPORTS[0];
    let quoted = export.replace(['“', '”'], "\"").replace('\u{feff}', "");
    let rows: Vec<String> = quoted.lines().map(escaped).collect();
    let placed: Vec<_> = rows.iter().zip(heights()).map(|(row, height)| (5.0, height, row.as_str())).collect();
    let imported = read("a.pdf", &pages(&[&lines(&placed)]));
    assert_eq!(said(&imported), [""; 0]);
    assert_eq!(text(&imported), text(&read("a.txt", export.as_bytes())).replace(['“', '”'], "\""));
    let zip = zip_of(&[("b/a.pdf", &sample())]);
    let imported = read("all.zip", &zip);
    assert_eq!(text(&imported), "The dam broke.\nFrom a drawing.\nabЖ😀 c");
    assert_eq!(&*imported.articles[0].title, "Dam breaks");
}
