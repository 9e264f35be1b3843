//! Entity keys: the slug of a full name, the same for spellings that differ by accents or a letter.

use crate::text::folded;

/// Small letters and digits with single hyphens between the words.
pub(crate) fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in folded(name).chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !matches!(c, '\'' | '.') && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}
