//! Why a line was dropped, changed or marked, by the name of the rule.

use super::{DATABASE_RULES, DOCX_RULES, HTML_RULES, PDF_RULES, RTF_RULES};
use crate::text::clean::{CONTENT, LAYOUT, MARKDOWN, PLAIN};

/// One line without a full stop; `None` for a name that this version does not know, as files may hold.
pub fn reason_of(rule: &str) -> Option<&'static str> {
    if rule == "joined-line" {
        return Some("its words stand at the end of the paragraph above");
    }
    let of_texts = [LAYOUT, PLAIN, MARKDOWN, CONTENT].into_iter().flatten().map(|known| (known.name, known.reason));
    of_texts
        .chain(HTML_RULES.iter().chain(DATABASE_RULES).chain(DOCX_RULES).chain(RTF_RULES).chain(PDF_RULES).copied())
        .find(|(name, _)| *name == rule)
        .map(|(_, reason)| reason)
}
