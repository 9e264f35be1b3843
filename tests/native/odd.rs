//! Odd texts, and laws of how they are cut: a text is read paragraph by paragraph, and what follows a blank line leaves
//! what stands before it as it is.

use standpoint::find::analyze;
use standpoint::text::{Span, paragraphs, sentences, tokens};

/// A small generator (xorshift): the same odd texts in every run.
pub(crate) struct Odd(pub(crate) u64);

impl Odd {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Up to 60 pieces.
    pub(crate) fn text(&mut self) -> String {
        const PIECES: &[&str] = &[
            "Trump",
            "Putin",
            "the",
            "US",
            "U.S.",
            "Mr.",
            "said",
            "a.m.",
            "5",
            "3.5",
            "2022",
            "May",
            "$",
            "%",
            "“",
            "”",
            "\"",
            "'",
            "’s",
            "’",
            "-",
            "–",
            ".",
            "...",
            "…",
            "!",
            "?",
            ",",
            ":",
            ";",
            "(",
            ")",
            "[",
            "]",
            " ",
            " ",
            " ",
            " ",
            " ",
            "\n",
            "\r\n",
            "\t",
            "\u{200B}",
            "\u{FEFF}",
            "\u{2028}",
            "é",
            "e\u{301}",
            "😀",
            "👩\u{200D}🚀",
            "中文。",
            "Ж",
            "К",
            "مرحبا",
            "İ",
            "ß",
            "ﬁ",
            "\u{0}",
            "al-",
            "of",
            "University",
            "von der Leyen",
            "J.",
            "I",
            "•",
            "1.",
            "a",
            "according to",
            "http://x.y/z.",
            "@me",
            "#tag",
            "X",
            "&",
            "&amp;",
            "<b>",
            "January 5",
            "12:30",
            "one",
        ];
        let n_pieces = self.next() % 60;
        (0..n_pieces).map(|_| PIECES[(self.next() % PIECES.len() as u64) as usize]).collect()
    }
}

/// A span `by` bytes further on.
fn shifted(span: Span, by: u32) -> Span {
    Span { start: span.start + by, end: span.end + by }
}

#[test]
fn a_text_is_read_as_its_paragraphs_are() {
    let mut odd = Odd(0x2545_F491_4F6C_DD1D);
    let mut n_paragraphs = 0;
    for _ in 0..4000 {
        let text = [odd.text(), odd.text(), odd.text()].join("\n");
        let (mut all_tokens, mut all_sentences) = (Vec::new(), Vec::new());
        for paragraph in paragraphs(&text) {
            n_paragraphs += 1;
            let part = paragraph.of(&text);
            all_tokens.extend(tokens(part).into_iter().map(|span| shifted(span, paragraph.start)));
            all_sentences.extend(sentences(part).into_iter().map(|span| shifted(span, paragraph.start)));
        }
        assert_eq!(sentences(&text), all_sentences, "sentences of {text:?}");
        let document = analyze(&text);
        assert_eq!(
            document.tokens.iter().map(|token| token.span).collect::<Vec<_>>(),
            all_tokens,
            "tokens of {text:?}"
        );
        let found: Vec<Span> = document.sentences.iter().map(|sentence| sentence.span).collect();
        assert_eq!(found, all_sentences, "sentences of the document of {text:?}");
        assert_eq!(tokens(&text), all_tokens, "tokens of the whole of {text:?}");
    }
    assert!(n_paragraphs > 12_000, "{n_paragraphs} paragraphs");
}

#[test]
fn what_follows_a_blank_line_leaves_the_sentences_before_it() {
    const TAILS: &[&str] = &["and the rain went on.", "said nobody. it rained”", "(a list of small things", "…"];
    let mut odd = Odd(0xD1B5_4A32_D192_ED03);
    for nth in 0..4000 {
        let text = odd.text();
        let document = analyze(&text);
        let longer = analyze(&format!("{text}\n\n{}", TAILS[nth % TAILS.len()]));
        let n = document.sentences.len();
        assert!(longer.sentences.len() > n, "the tail has a sentence of its own: {text:?}");
        let spans = |document: &standpoint::model::Document| -> Vec<Span> {
            document.sentences[..n].iter().map(|sentence| sentence.span).collect()
        };
        assert_eq!(spans(&longer), spans(&document), "{text:?}");
        assert_eq!(longer.paragraphs[..document.paragraphs.len()], document.paragraphs, "{text:?}");
        assert_eq!(longer.tokens[..document.tokens.len()], document.tokens, "{text:?}");
    }
}
