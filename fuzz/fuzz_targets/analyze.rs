//! Any bytes, read as text: what the engine finds lies in the text and in order, and the same text gives the same.
//! The promises are those of `tests/native/engine.rs`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use standpoint::find::{analyze, stance_cues};
use standpoint::text::{Span, is_space};

/// Spans ascend, do not overlap, are not empty and lie on boundaries inside the text.
fn check_spans(text: &str, spans: impl Iterator<Item = Span>, what: &str) {
    let mut last = 0;
    for span in spans {
        let (start, end) = (span.start as usize, span.end as usize);
        assert!(Span::checked(text, start, end).is_some(), "{what} off a boundary: {span:?}");
        assert!(end <= text.len() && span.start >= last && !span.is_empty(), "{what} out of order: {span:?}");
        last = span.end;
    }
}

/// Every character that is written lies in one of the spans, which ascend.
fn check_cover(text: &str, spans: &[Span], what: &str) {
    let mut next = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| !is_space(*c) && !c.is_control()) {
        next += spans[next..].iter().take_while(|span| span.end as usize <= at).count();
        let covers = spans.get(next).is_some_and(|span| span.range().contains(&at));
        assert!(covers, "{c:?} at {at} is in no {what}");
    }
}

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let document = analyze(&text);
    let sentences: Vec<Span> = document.sentences.iter().map(|sentence| sentence.span).collect();
    let tokens: Vec<Span> = document.tokens.iter().map(|token| token.span).collect();
    check_spans(&text, document.paragraphs.iter().map(|paragraph| paragraph.span), "paragraph");
    check_spans(&text, sentences.iter().copied(), "sentence");
    check_spans(&text, tokens.iter().copied(), "token");
    check_spans(&text, document.mentions.iter().map(|mention| mention.span), "mention");
    check_spans(&text, document.quotations.iter().map(|quotation| quotation.span), "quotation");
    check_cover(&text, &sentences, "sentence");
    check_cover(&text, &tokens, "token");
    let is_entity = |entity: u32| (entity as usize) < document.entities.len();
    for mention in &document.mentions {
        assert!(is_entity(mention.entity), "a mention of no entity: {mention:?}");
        let nth = sentences.partition_point(|sentence| sentence.end < mention.span.end);
        assert!(sentences[nth].contains(mention.span), "a mention crosses a sentence: {mention:?}");
    }
    let mut next = 0;
    for paragraph in &document.paragraphs {
        assert_eq!(paragraph.sentences.start, next, "every sentence is in one paragraph");
        next = paragraph.sentences.end;
    }
    assert_eq!(next as usize, sentences.len(), "every sentence is in one paragraph");
    let quoting = document.quotations.iter().filter_map(|quotation| quotation.speaker);
    assert!(document.sentences.iter().filter_map(|sentence| sentence.speaker).chain(quoting).all(is_entity));
    for (nth, sentence) in sentences.iter().enumerate() {
        for cue in stance_cues(&text, &document, nth) {
            assert!(sentence.contains(cue.span) && !cue.span.is_empty(), "a cue outside its sentence: {cue:?}");
            assert!([cue.holder, cue.target].into_iter().flatten().all(is_entity), "a cue of no entity: {cue:?}");
        }
    }
    assert_eq!(document, analyze(&text), "the same text gives the same document");
});
