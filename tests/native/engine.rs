//! Who is who in short texts, the engine on odd text and on the bundled articles.
//!
//! Not here: its tables of cases, which are in `cases.rs`, and scores on gold data.

use crate::odd::Odd;
use standpoint::find::corpus::CorpusEntities;
use standpoint::find::tagger::{Model, feature_print};
use standpoint::find::{analyze, search};
use standpoint::model::{ArticleId, Document};
use standpoint::text::{Span, is_space, paragraphs, sentences, tokens};
use std::fs;
use std::path::Path;

/// The keys of all mentions of a text, in order.
fn keys(text: &str) -> Vec<String> {
    let document = analyze(text);
    document.mentions.iter().map(|m| document.entities[m.entity as usize].key.to_string()).collect()
}

#[test]
fn surnames_and_acronyms_mean_the_full_name() {
    assert_eq!(keys("Elena Díaz spoke. Later Díaz left."), ["elena-diaz", "elena-diaz"]);
    assert_eq!(
        keys("Mr. Díaz spoke. Mayor Elena Díaz left."),
        ["elena-diaz", "elena-diaz"],
        "the full name may come later"
    );
    assert_eq!(
        keys("The Alliance of Harbour Towns (AHT) met. The AHT agreed."),
        ["alliance-of-harbour-towns", "alliance-of-harbour-towns", "alliance-of-harbour-towns"]
    );
}

#[test]
fn a_surname_of_the_lexicon_means_whom_the_article_names() {
    let obama = "michelle-obama";
    assert_eq!(keys("Michelle Obama spoke. Mrs. Obama left. Obama waved."), [obama, obama, obama]);
    assert_eq!(keys("Barack Obama met Michelle Obama. Obama left."), ["barack-obama", obama, "barack-obama"]);
    let text = "Barack Obama met Michelle Obama. Mr. Obama left. Mrs. Obama waved.";
    assert_eq!(keys(text), ["barack-obama", obama, "barack-obama", obama]);
    assert_eq!(keys("Obama spoke. Michelle Obama left."), ["barack-obama", obama]);
    let text = "Melania Trump wrote a letter. President Trump read it. Trump smiled.";
    assert_eq!(keys(text), ["melania-trump", "donald-trump", "donald-trump"]);
}

#[test]
fn initials_mean_the_one_name_that_has_them() {
    let text = "The Harbour Workers Union met. The HWU struck.";
    assert_eq!(keys(text), ["harbour-workers-union", "harbour-workers-union"]);
    assert_eq!(keys("The Ministry of Defence spoke. The MOD said no.")[1], "defense-ministry");
}

#[test]
fn somebody_called_like_a_city_is_not_the_city() {
    let found = keys("Paris laughed, and she said no. They met in Paris.");
    assert_ne!(found[0], found[1], "{found:?}");
}

#[test]
fn spellings_are_one_entity() {
    for text in ["We saw Zelensky.", "We saw Zelenskyy.", "We saw Vladimir Zelensky.", "We saw Volodymyr Zelenskiy."] {
        assert_eq!(keys(text), ["volodymyr-zelensky"], "{text}");
    }
    assert_eq!(keys("From Kiev to Kyiv."), ["kyiv", "kyiv"]);
    assert_eq!(keys("We saw Yuri Petrovskiy and Yury Petrovsky."), ["yury-petrovsky", "yury-petrovsky"]);
    // A Cyrillic К, then a Latin one.
    assert_eq!(keys("From Кyiv to Kyiv."), ["kyiv", "kyiv"]);
}

#[test]
fn a_lone_surname_joins_the_one_full_name_of_the_corpus() {
    let texts = ["Mayor Elena Díaz opened the dam.", "The dam is old, Díaz said.", "The dam is old, Baker said."];
    let documents: Vec<Document> = texts.iter().map(|text| analyze(text)).collect();
    let ids: Vec<ArticleId> = (0..3).map(|ix| ArticleId::new(format!("sha256:{ix}"))).collect();
    let corpus = CorpusEntities::new(ids.iter().zip(&documents).zip(texts).map(|((id, doc), text)| (id, doc, text)));
    let diaz = corpus.get("elena-diaz").expect("the full name has an entry");
    assert_eq!(diaz.aliases.iter().map(|a| &**a).collect::<Vec<_>>(), ["Díaz", "Elena Díaz"]);
    assert_eq!(diaz.mentions.iter().map(|m| (m.article, m.mention)).collect::<Vec<_>>(), [(0, 0), (1, 0)]);
    assert_eq!(corpus.of(1, 0), Some(diaz));
    assert!(corpus.get("diaz").is_none());
    assert!(corpus.get("baker").is_some(), "a surname without a full name stays by itself");
}

#[test]
fn find_is_lenient_and_patterns_are_exact() {
    let text = "“It’s over,” Türkiye said – TÜRKIYE’S word.";
    let found = |query: &str| -> Vec<&str> { search(query, text).unwrap().into_iter().map(|s| s.of(text)).collect() };
    assert_eq!(found("turkiye"), ["Türkiye", "TÜRKIYE"]);
    assert_eq!(found("\"it's"), ["“It’s"]);
    assert_eq!(found("said - "), ["said –"]);
    assert_eq!(found("/s[a-z]+d/"), ["said"]);
    assert_eq!(found("/T.rk/"), Vec::<&str>::new(), "a point is one byte where letters have two");
    assert_eq!(found("/OVER/"), ["over"]);
    assert_eq!(found("/OVER/c"), Vec::<&str>::new());
    assert_eq!(found(""), Vec::<&str>::new());
    let error = search("/(over/", text).unwrap_err().to_string();
    assert!(error.contains("unclosed group") && error.contains("(over"), "{error}");
}

/// Spans ascend, do not overlap, are not empty and lie on boundaries.
fn check_spans(text: &str, spans: impl Iterator<Item = Span>, what: &str) {
    let mut last = 0;
    for span in spans {
        assert!(
            Span::checked(text, span.start as usize, span.end as usize).is_some(),
            "{what} off a boundary: {span:?} {text:?}"
        );
        assert!(span.start >= last && !span.is_empty(), "{what} out of order: {span:?} in {text:?}");
        last = span.end;
    }
}

#[test]
fn odd_text_keeps_every_promise() {
    let mut odd = Odd(0x9E37_79B9_7F4A_7C15);
    for _ in 0..4000 {
        let text = odd.text();
        let document = analyze(&text);
        check_spans(&text, document.paragraphs.iter().map(|p| p.span), "paragraph");
        check_spans(&text, document.sentences.iter().map(|s| s.span), "sentence");
        check_spans(&text, document.tokens.iter().map(|t| t.span), "token");
        check_spans(&text, document.mentions.iter().map(|m| m.span), "mention");
        let covered = |spans: &[Span], c: usize| spans.iter().any(|s| s.range().contains(&c));
        let sentence_spans: Vec<Span> = document.sentences.iter().map(|s| s.span).collect();
        let token_spans: Vec<Span> = document.tokens.iter().map(|t| t.span).collect();
        for (at, c) in text.char_indices().filter(|(_, c)| !is_space(*c) && !c.is_control()) {
            assert!(covered(&sentence_spans, at), "{c:?} at {at} is in no sentence of {text:?}");
            assert!(covered(&token_spans, at), "{c:?} at {at} is in no token of {text:?}");
        }
        for mention in &document.mentions {
            assert!((mention.entity as usize) < document.entities.len());
            let name = mention.span.of(&text);
            assert!(name.contains(char::is_alphanumeric), "{name:?} is a name in {text:?}");
            assert!(
                sentence_spans.iter().any(|s| s.contains(mention.span)),
                "a mention crosses a sentence in {text:?}"
            );
        }
        let mut next = 0;
        for paragraph in &document.paragraphs {
            assert_eq!(paragraph.sentences.start, next, "every sentence in one paragraph: {text:?}");
            next = paragraph.sentences.end;
        }
        assert_eq!(next as usize, document.sentences.len());
        for entity in document.sentences.iter().filter_map(|sentence| sentence.speaker) {
            assert!((entity as usize) < document.entities.len());
        }
        assert_eq!(document, analyze(&text), "the same text gives the same document");
    }
}

#[test]
fn a_text_of_nothing_has_nothing() {
    for text in ["", " \n\t\r\n ", "\u{FEFF}", "\u{200B}\n\u{2028}"] {
        assert_eq!(analyze(text), Document::default(), "{text:?}");
        assert!(tokens(text).is_empty() && sentences(text).is_empty() && paragraphs(text).is_empty());
    }
}

/// The bundled texts, by file name.
fn bundled() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/articles");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    files.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn bundled_articles_link_across_outlets() {
    let texts = bundled();
    let documents: Vec<Document> = texts.iter().map(|(_, text)| analyze(text)).collect();
    let ids: Vec<ArticleId> = texts.iter().map(|(name, _)| ArticleId::new(name.as_str())).collect();
    let corpus = CorpusEntities::new(
        ids.iter().zip(&documents).zip(&texts).map(|((id, doc), (_, text))| (id, doc, text.as_str())),
    );
    let n_articles = |key: &str| {
        let mut articles: Vec<u32> = corpus.get(key).expect(key).mentions.iter().map(|m| m.article).collect();
        articles.dedup();
        articles.len()
    };
    assert_eq!(n_articles("vladimir-putin"), 5);
    assert_eq!(n_articles("kyiv"), 5, "Kiev and Kyiv are one");
    let zelensky = corpus.get("volodymyr-zelensky").expect("he is in the corpus");
    let forms: Vec<&str> = zelensky.aliases.iter().map(|a| &**a).collect();
    for form in ["Zelensky", "Zelenskyy", "Vladimir Zelensky", "Volodymyr Zelensky"] {
        assert!(forms.contains(&form), "{form} is missing among {forms:?}");
    }
}

#[test]
fn bundled_articles_split_at_missing_spaces() {
    let all: Vec<(String, String)> = bundled();
    let starts_sentence =
        |words: &str| all.iter().any(|(_, text)| sentences(text).iter().any(|s| s.of(text).starts_with(words)));
    for words in ["In addition to Putin, the Russian delegation", "“Well, I’m not involved in it"] {
        assert!(starts_sentence(words), "no sentence starts with {words:?}");
    }
}

#[test]
fn the_models_features_are_the_codes() {
    let model = Model::shipped();
    assert!(model.about.contains("cargo xtask train"), "models/names.bin cannot be read");
    assert_eq!(
        model.feature_print,
        feature_print(),
        "tokens, word classes or features changed: `cargo xtask train --data DIR` makes the model anew"
    );
}

#[test]
fn what_comes_with_the_page_is_what_the_engine_finds() {
    let articles = standpoint::format::bundled();
    let documents = standpoint::format::bundled_documents();
    assert_eq!(documents.len(), articles.len());
    for (article, (id, document)) in articles.iter().zip(documents) {
        assert_eq!(article.id, id);
        let found = Document { tokens: Vec::new(), ..analyze(&article.text) };
        assert_eq!(*document, found, "{}", article.title);
    }
}
