//! What news databases write as text: each article with its fields, and what is not understood by its line.

use crate::random_project::Chance;
use crate::readers::encoded;
use standpoint::format::article::{Imported, read, reason_of};

/// Every field of every article, then its text.
fn articles(imported: &Imported) -> Vec<String> {
    let line = |a: &standpoint::model::Article| {
        format!("{} | {} | {} | {} | {} | {} | {}", a.title, a.outlet, a.author, a.date, a.lang, a.url, a.text)
    };
    imported.articles.iter().map(line).collect()
}

fn issues(imported: &Imported) -> Vec<String> {
    imported.issues.iter().map(ToString::to_string).collect()
}

fn note(name: &str) -> String {
    format!("a.txt: it looks like {name} and was read as {name}.")
}

const OLDER: &str = "\u{feff}


Download Request: Selected Items: 1-2
Time Of Request: Monday, August 18, 2025


                               1 of 2 DOCUMENTS

                     Copyright 2025 Hill Gazette Holdings
                              All Rights Reserved

                               The Hill Gazette

                            August 15, 2025 Friday
                                Late Edition

Dam breaks above the village, and the mayor
blames the rain

BYLINE: By Ana Díaz; Bo Lee

SECTION: NEWS; Pg. 3

LENGTH: 41 words

HIGHLIGHT: The wall had been repaired
only last year.

The dam broke on Monday. Nobody was hurt, said the mayor, who had warned of it
in spring and was not heard by those who ought to have heard her then.

“Language: never mind it,” she said.
It rained.

SUBJECT: DAMS (95%); RAIN (80%)

LOAD-DATE: August 15, 2025

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                               2 of 2 DOCUMENTS

                               Talzeitung

                            Samstag 16. August 2025

Wer zahlt den Damm?

LÄNGE: 12 Wörter

Das Dorf zahlt nichts, sagt die Bürgermeisterin. Der Damm gehört dem Land.

LOAD-DATE: August 16, 2025

SPRACHE: GERMAN; DEUTSCH
";

#[test]
fn an_older_nexis_export_gives_its_articles() {
    let imported = read("a.txt", OLDER.as_bytes());
    assert_eq!(
        articles(&imported),
        [
            "Dam breaks above the village, and the mayor blames the rain | The Hill Gazette | Ana Díaz; Bo Lee | \
             2025-08-15 | en |  | The dam broke on Monday. Nobody was hurt, said the mayor, who had warned of it in \
             spring and was not heard by those who ought to have heard her then.\n“Language: never mind it,” she \
             said.\nIt rained.",
            "Wer zahlt den Damm? | Talzeitung |  | 2025-08-16 | de |  | Das Dorf zahlt nichts, sagt die \
             Bürgermeisterin. Der Damm gehört dem Land.",
        ]
    );
    assert_eq!(issues(&imported), [""; 0]);
    assert_eq!(imported.notes.iter().map(ToString::to_string).collect::<Vec<_>>(), [note("a Nexis export")]);
}

#[test]
fn whatever_is_not_text_is_on_record_with_its_line() {
    let imported = read("a.txt", OLDER.as_bytes());
    let dropped: Vec<_> = imported.articles[1].source.dropped.iter().map(|d| (&*d.rule, d.line, &*d.text)).collect();
    assert_eq!(
        dropped,
        [
            ("database-cover", 44, "2 of 2 DOCUMENTS"),
            ("database-field", 46, "Talzeitung"),
            ("database-field", 48, "Samstag 16. August 2025"),
            ("database-field", 50, "Wer zahlt den Damm?"),
            ("database-field", 52, "LÄNGE: 12 Wörter"),
            ("database-field", 56, "LOAD-DATE: August 16, 2025"),
            ("database-field", 58, "SPRACHE: GERMAN; DEUTSCH"),
        ]
    );
    assert!(dropped.iter().all(|(rule, ..)| reason_of(rule).is_some()));
}

const NEWER: &str = "Date and Time: Monday, August 18, 2025 10:00:00 AM GMT
Job Number: 1234
Documents (2)
1. Dam breaks above the village
Client/Matter: -None-
2. Wer zahlt den Damm?


Dam breaks above the village
The Hill Gazette (London)
August 15, 2025 Friday
Copyright 2025 Hill Gazette Holdings All Rights Reserved
Section: NEWS; Pg. 3
Length: 41 words
Byline: By Ana Díaz


Body


The dam broke on Monday. Nobody was hurt.
It rained.

Graphic

The wall at dawn, photographed from the hill. It stands no more.

Classification

Language: ENGLISH
Publication-Type: Newspaper

Load-Date: August 15, 2025


End of Document


Wer zahlt den Damm?
Talzeitung
Samstag 16. August 2025
Length: 12 words
Body

Das Dorf zahlt nichts.
Load-Date: August 16, 2025
End of Document
";

#[test]
fn a_newer_nexis_export_gives_its_articles() {
    for text in [NEWER.to_owned(), NEWER.replace('\n', "\r\n")] {
        let imported = read("pasted text", text.as_bytes());
        assert_eq!(
            articles(&imported),
            [
                "Dam breaks above the village | The Hill Gazette (London) | Ana Díaz | 2025-08-15 | en |  | \
                 The dam broke on Monday. Nobody was hurt.\nIt rained.",
                "Wer zahlt den Damm? | Talzeitung |  | 2025-08-16 |  |  | Das Dorf zahlt nichts.",
            ]
        );
        assert_eq!(issues(&imported), [""; 0]);
    }
}

#[test]
fn the_number_of_a_page_is_no_headline() {
    let pages = format!(
        "\u{feff}Page 1 of 2\n\n{}",
        NEWER.replacen("End of Document\n", "End of Document\n\nPage 2 of 2\n\n", 1)
    );
    let [plain, paged] = [NEWER, &pages].map(|text| read("a.txt", text.as_bytes()));
    assert_eq!(articles(&paged), articles(&plain));
    assert_eq!(issues(&paged), [""; 0]);
    assert!(paged.articles.iter().all(|a| a.source.dropped.iter().any(|line| line.text.starts_with("Page "))));
}

#[test]
fn a_numbered_newer_export_is_read_as_well() {
    let text = "Document 1 of 3\nRain\nHill Gazette\n15 August 2025\nCopyright 2025 Gazette\nSection: A\nLength: 3 words\n\
        Body\nIt rained.\nLoad-Date: August 15, 2025\nDocument 3 of 3\nSnow\nHill Gazette\n16 August 2025\n\
        Length: 3 words\nBody\nIt snowed.\nLoad-Date: August 16, 2025\n";
    let imported = read("a.txt", text.as_bytes());
    assert_eq!(
        articles(&imported),
        [
            "Rain | Hill Gazette |  | 2025-08-15 |  |  | It rained.",
            "Snow | Hill Gazette |  | 2025-08-16 |  |  | It snowed.",
        ]
    );
    let left_out = "expected document 2, found 3. The file leaves some out; export them again.";
    assert_eq!(issues(&imported), [format!("a.txt, line 11: {left_out}")]);
}

#[test]
fn what_an_export_of_nexis_lacks_is_an_issue_and_the_others_come_in() {
    let text = "1 of 3 DOCUMENTS\n\nHill Gazette\n\nRain again\n\nMOOD: bad\n\nLENGTH: 3 words\n\nIt rained.\n\n\
        LOAD-DATE: x\n\nWHIM: none\n\n2 of 3 DOCUMENTS\n\nHill Gazette\n\nAugust 16, 2025\n\nSnow\n\n\
        LENGTH: 0 words\n\n3 of 3 DOCUMENTS\n\nHill Gazette\n\nAugust 17, 2025\n\nSun\n\n\
        It was dry.\n\nLANGUAGE: ENGLISH\n";
    let imported = read("a.txt", text.as_bytes());
    assert_eq!(
        articles(&imported),
        [
            "Rain again | Hill Gazette |  |  |  |  | It rained.",
            "Sun | Hill Gazette |  | 2025-08-17 | en |  | It was dry.",
        ]
    );
    let left_out = "is no part of the article that is known here. It was left out; look whether the text is whole.";
    assert_eq!(
        issues(&imported),
        [
            "a.txt, line 2: expected a day below the outlet's name. Give the article its date.",
            &*format!("a.txt, line 7: “MOOD: bad” {left_out}"),
            &*format!("a.txt, line 15: “WHIM: none” {left_out}"),
            "a.txt, line 19: Snow has no text. Export it again with its full text.",
            "a.txt, line 29: expected a line LENGTH: above the text. Look at where the text begins.",
        ]
    );
}

const LABELLED: &str = "
HD   Dam breaks above
     the village

BY   By Ana Díaz
WC   1,041 words
PD   15 August 2025
ET   10:30
SN   The Hill Gazette
SC   HILL
LA   English
CY   (c) 2025 Hill Gazette

LP\u{20}
The dam broke on Monday.

TD\u{20}
IN THE VILLAGE nobody was hurt.

EU officials came.

CO   hgz : Hill Gazette Ltd
IN   i1 : Dams | i2 : Rain
AN   Document HILL000020250815el8f000xx

SE\tNews
HD\tRain again
WC\t3 words
PD\t16 August 2025
SN\tTalzeitung
LA\tGerman
TD\tEs regnete.

AN\tDocument TALZ000020250816el8g000yy

Search Summary
Text  dam and rain
© 2025 Factiva, Inc. All rights reserved.
";

#[test]
fn a_factiva_export_with_labels_gives_its_articles() {
    let imported = read("a.txt", LABELLED.as_bytes());
    assert_eq!(
        articles(&imported),
        [
            "Dam breaks above the village | The Hill Gazette | Ana Díaz | 2025-08-15 | en |  | \
             The dam broke on Monday.\nIN THE VILLAGE nobody was hurt.\nEU officials came.",
            "Rain again | Talzeitung |  | 2025-08-16 | de |  | Es regnete.",
        ]
    );
    assert_eq!(issues(&imported), [""; 0]);
    assert_eq!(imported.notes.iter().map(ToString::to_string).collect::<Vec<_>>(), [note("a Factiva export")]);
    let single = LABELLED.replace("     the", "the").replace("   ", " ").replace('\t', " ");
    let again = read("a.txt", single.as_bytes());
    assert_eq!(articles(&again), articles(&imported), "a single blank behind the labels");
}

const PLAIN: &str = "News
Dam breaks above the village
By Ana Díaz
1,041 words
15 August 2025
10:30
The Hill Gazette
HILL
3
English
(c) 2025 Hill Gazette. All rights reserved.

The dam broke on Monday.

Nobody was hurt: 12 words.

Document HILL000020250815el8f000xx

Wer zahlt den Damm?
12 Wörter
16 August 2025
Talzeitung
TALZ
Deutsch
Copyright 2025 Talzeitung

Das Dorf zahlt nichts.

Dokument TALZ000020250816el8g000yy

© 2025 Factiva, Inc. All rights reserved.
";

#[test]
fn a_factiva_export_without_labels_gives_its_articles() {
    let imported = read("a.txt", PLAIN.as_bytes());
    assert_eq!(
        articles(&imported),
        [
            "Dam breaks above the village | The Hill Gazette | Ana Díaz | 2025-08-15 | en |  | \
             The dam broke on Monday.\nNobody was hurt: 12 words.",
            "Wer zahlt den Damm? | Talzeitung |  | 2025-08-16 | de |  | Das Dorf zahlt nichts.",
        ]
    );
    assert_eq!(issues(&imported), [""; 0]);
}

#[test]
fn what_an_export_of_factiva_lacks_is_an_issue_and_the_others_come_in() {
    let text = "It has no head at all.\n\nDocument HILL000020250815el8f000xx\n\nRain\n3 words\nLast week\nHill Gazette\n\
        HILL\nEnglish\n\nIt rained.\n\nDocument HILL000020250816el8f000yy\n\nSnow\n3 words\n17 August 2025\n\
        Hill Gazette\nEnglish\n\nIt snowed.\n";
    let imported = read("a.txt", text.as_bytes());
    assert_eq!(
        articles(&imported),
        [
            " |  |  |  |  |  | It has no head at all.",
            "Rain | Hill Gazette |  | Last week | en |  | It rained.",
            "Snow | Hill Gazette |  | 2025-08-17 | en |  | It snowed.",
        ]
    );
    assert_eq!(
        issues(&imported),
        [
            "a.txt, line 1: expected a line with the number of words. All its lines came in as text; look at them.",
            "a.txt, line 7: expected a day below the number of words. Give the article its date.",
            "a.txt, line 22: expected a line Document with its number at the end of the article. It may be cut off.",
        ]
    );
}

const PROQUEST: &str = "____________________________________________________________

Report Information from ProQuest
August 18 2025 10:00
____________________________________________________________

Document 1 of 2

Dam breaks above the village: The mayor blames the rain

Author: Díaz, Ana

Publication info: The Hill Gazette ; London (UK) [London (UK)]15 Aug 2025: A1.

http://search.example/docview/1

Abstract: The dam broke.

Links: http://resolver.example/1

Full text: The dam broke on Monday.

Subject: to change, said the mayor, all is well.

Location: nobody knew.
It rained.

Subject: Dams; Rain

Location: London England

Mood: bad

Title: Dam breaks above the village: The mayor blames the rain

Publication title: The Hill Gazette; London (UK)

Publication date: Aug 15, 2025

Language of publication: English

ProQuest document ID: 1

Document URL: http://search.example/docview/1

Copyright: © Hill Gazette 2025

Database: Global Newsstream

____________________________________________________________

Document 2 of 2

Rain again

Publication info: Talzeitung ; Tal, 16 Aug 2025: 2.

Abstract: None available.

Title: Rain again

ProQuest document ID: 2

____________________________________________________________

Contact us at: http://about.example

Copyright © 2025 ProQuest LLC. All rights reserved.
";

#[test]
fn a_proquest_export_gives_its_articles() {
    let imported = read("a.txt", PROQUEST.as_bytes());
    assert_eq!(
        articles(&imported),
        ["Dam breaks above the village: The mayor blames the rain | The Hill Gazette | Díaz, Ana | 2025-08-15 | en \
          | http://search.example/docview/1 | The dam broke on Monday.\nSubject: to change, said the mayor, all is \
          well.\nLocation: nobody knew.\nIt rained."]
    );
    assert_eq!(
        issues(&imported),
        [
            "a.txt, line 32: “Mood: bad” is no part of the article that is known here. It was left out; look whether the text is whole.",
            "a.txt, line 54: Rain again has no text. Export it again with its full text.",
        ]
    );
    assert_eq!(imported.notes.iter().map(ToString::to_string).collect::<Vec<_>>(), [note("a ProQuest export")]);
}

#[test]
fn exports_in_other_encodings_are_read_as_well() {
    for whole in [NEWER, LABELLED, PROQUEST] {
        let expected = articles(&read("a.txt", whole.as_bytes()));
        for (name, bytes) in encoded(whole) {
            let imported = read("a.txt", &bytes);
            assert_eq!(articles(&imported), expected, "{name}");
            assert!(imported.notes.iter().any(|note| note.what == format!("read as {name}")));
        }
    }
}

#[test]
fn articles_that_speak_of_databases_are_plain_texts() {
    for text in [
        "We found 3 of 20 DOCUMENTS.\n\nEnd of Document\n\nIt rained.",
        "Document 1 of 2\n\nIt rained.",
        "Full text: it rained. ProQuest says so.",
        "Document HILL000020250815el8f000xx\n\nIt rained.",
        "It has 300 words\nin all.",
    ] {
        let imported = read("a.txt", text.as_bytes());
        assert_eq!(imported.notes, [], "{text}");
        assert_eq!(imported.articles.len(), 1, "{text}");
    }
}

/// A file of each kind.
pub(crate) const EXPORTS: [&str; 5] = [OLDER, NEWER, LABELLED, PLAIN, PROQUEST];

#[test]
fn exports_that_are_cut_anywhere_lose_no_word_of_the_text_silently() {
    for whole in EXPORTS {
        for end in (0..whole.len()).filter(|&end| whole.is_char_boundary(end)) {
            let cut = &whole[..end];
            let imported = read("a.txt", cut.as_bytes());
            let kept: String = imported.articles.iter().map(|article| &*article.text).collect();
            let on_record: String = imported
                .articles
                .iter()
                .flat_map(|article| article.source.dropped.iter().map(|dropped| &*dropped.text))
                .chain(imported.issues.iter().map(|issue| &*issue.what))
                .collect();
            let is_told = |word: &&str| kept.contains(*word) || on_record.contains(*word);
            let lost = cut
                .split_whitespace()
                .filter(|word| word.len() > 3 && !word.starts_with('\u{feff}'))
                .find(|word| !is_told(word));
            assert!(lost.is_none() || !imported.issues.is_empty(), "{lost:?} in {cut}");
        }
    }
}

#[test]
fn lines_of_exports_in_any_order_do_no_harm() {
    let all: Vec<&str> = EXPORTS.iter().flat_map(|whole| whole.lines()).collect();
    let mut chance = Chance(7);
    let mut n_of_databases = 0;
    for _ in 0..400 {
        let n_lines = 1 + chance.below(60);
        let text: Vec<&str> = (0..n_lines).map(|_| chance.of(&all)).collect();
        let imported = read("a.txt", text.join("\n").as_bytes());
        n_of_databases += usize::from(imported.notes.iter().any(|note| note.what.contains("export and was read")));
        assert!(!imported.articles.is_empty() || !imported.issues.is_empty(), "{text:?}");
        for article in &imported.articles {
            assert!(article.source.dropped.iter().all(|dropped| dropped.line as usize <= n_lines), "{text:?}");
        }
    }
    assert!(n_of_databases > 100, "{n_of_databases} were read as exports");
}
