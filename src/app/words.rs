//! The words of the page that are more than a control's own name: one place to edit copy.

use super::blind::readable;
use super::save::SaveState;
use super::session::Session;
use super::view::StanceMark;
use crate::find::Reason;
use crate::model::{Body, Codebook, EntityKind, MarkKind, ScaleKind};
use std::rc::Rc;

/// What a type of names is called in the legend.
pub fn kind_name(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "People",
        EntityKind::Org => "Organisations",
        EntityKind::Gpe => "Countries and cities",
        EntityKind::Loc => "Other places",
        EntityKind::Norp => "Groups",
        EntityKind::Event => "Events",
        EntityKind::Facility => "Facilities",
        EntityKind::Date => "Dates",
        EntityKind::Time => "Times",
        EntityKind::Money => "Money",
        EntityKind::Percent => "Percentages",
        EntityKind::Quantity => "Quantities",
    }
}

/// What one name of a type is called.
pub fn kind_singular(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "Person",
        EntityKind::Org => "Organisation",
        EntityKind::Gpe => "Country or city",
        EntityKind::Loc => "Other place",
        EntityKind::Norp => "Group",
        EntityKind::Event => "Event",
        EntityKind::Facility => "Facility",
        EntityKind::Date => "Date",
        EntityKind::Time => "Time",
        EntityKind::Money => "Money",
        EntityKind::Percent => "Percentage",
        EntityKind::Quantity => "Quantity",
    }
}

/// What a marked paragraph is called.
pub fn mark_name(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Heading => "Heading",
        MarkKind::Caption => "Caption",
        MarkKind::DateLine => "Date line",
        MarkKind::LinkedHeadline => "Headline of another article",
        MarkKind::Byline => "Byline",
    }
}

/// The shape of a position, by its place in the codebook: a tag is never told by hue alone.
pub fn position_shape(position_ix: usize) -> &'static str {
    ["▲", "▼", "■", "?"].get(position_ix).copied().unwrap_or("◆")
}

/// A word with a capital, for buttons made from codebook values.
pub fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| std::iter::once(first.to_ascii_uppercase()).chain(chars).collect())
}

/// The sign of a sentiment: minus below the middle of the scale, plus above, a ring at the middle.
pub fn sentiment_sign(codebook: &Codebook, value: &str) -> &'static str {
    let scale = &codebook.sentiment;
    let place = scale.values.iter().position(|v| &**v == value);
    match place {
        Some(ix) if scale.kind != ScaleKind::Nominal => match (ix * 2 + 1).cmp(&scale.values.len()) {
            std::cmp::Ordering::Less => "−",
            std::cmp::Ordering::Equal => "○",
            std::cmp::Ordering::Greater => "+",
        },
        _ => "●",
    }
}

/// "1 sentence", "2 sentences".
pub fn counted(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// What one coder said of a sentence, with its names looked up.
#[derive(Clone, Debug)]
pub struct Said<'a> {
    /// Its tone.
    pub sentiment: Option<Rc<str>>,
    /// Who stands where.
    pub stances: &'a [StanceMark],
    /// Names of its labelled stretches.
    pub labels: &'a [Rc<str>],
    /// Answers with their questions.
    pub answers: &'a [String],
    /// The note.
    pub comment: Option<Rc<str>>,
    /// Whether it waits for the adjudicator.
    pub is_flagged: bool,
}

impl Said<'_> {
    /// As a person would say it.
    pub fn in_words(&self) -> String {
        let sentiment = self.sentiment.as_deref().map(capital);
        let stances = self.stances.iter().map(|s| format!("{} {} {}", s.holder, s.position, s.target));
        let labels = self.labels.iter().map(|label| format!("labelled {label}"));
        let answers = self.answers.iter().cloned();
        let comment = self.comment.as_ref().map(|text| format!("comment: {text}"));
        let flag = self.is_flagged.then(|| "flagged".to_owned());
        let said = sentiment.into_iter().chain(stances).chain(labels).chain(answers);
        said.chain(comment).chain(flag).collect::<Vec<_>>().join("; ")
    }
}

/// What a screen reader hears of selected words; the middle of long ones is left out.
pub fn selected(text: &str) -> String {
    const N_CHARS: usize = 60;
    let n_chars = text.chars().count();
    if n_chars <= 2 * N_CHARS {
        return format!("Selected: {text}");
    }
    let head: String = text.chars().take(N_CHARS).collect();
    let tail: String = text.chars().skip(n_chars - N_CHARS).collect();
    format!("Selected: {head} … {tail}")
}

/// The name shown for an article: its title, or its first words where it has none.
pub fn article_name(title: &str, text: &str) -> String {
    if !title.is_empty() {
        return title.to_owned();
    }
    const N_CHARS: usize = 70;
    let line = readable(text.lines().next().unwrap_or(""));
    if line.chars().count() <= N_CHARS {
        return line.into_owned();
    }
    let cut: String = line.chars().take(N_CHARS).collect();
    let at_word = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..at_word].trim_end_matches([',', ';', ':', ' ']))
}

/// A date as people write it: `2025-08-15` as "15 Aug 2025", `2025-08-15/2025-08-16` as "15–16 Aug 2025";
/// any other form as it stands.
pub fn date(date: &str) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let read = |iso: &str| -> Option<(u32, &'static str, String)> {
        let mut parts = iso.get(..10).filter(|_| matches!(iso.as_bytes().get(10), None | Some(b'T')))?.split('-');
        let year: u32 = parts.next()?.parse().ok()?;
        let month: usize = parts.next()?.parse().ok()?;
        let day: u32 = parts.next()?.parse().ok()?;
        Some((day, MONTHS.get(month.checked_sub(1)?)?, year.to_string()))
    };
    match date.split_once('/') {
        None => read(date).map_or_else(|| date.to_owned(), |(day, month, year)| format!("{day} {month} {year}")),
        Some((first, last)) => match (read(first), read(last)) {
            (Some(a), Some(b)) if a.1 == b.1 && a.2 == b.2 => format!("{}–{} {} {}", a.0, b.0, b.1, b.2),
            (Some(a), Some(b)) => format!("{} {} {} – {} {} {}", a.0, a.1, a.2, b.0, b.1, b.2),
            _ => date.to_owned(),
        },
    }
}

/// The name shown for an outlet that the source does not name.
pub const OUTLET_UNKNOWN: &str = "Outlet not named";

/// An outlet as shown.
pub fn outlet_name(outlet: &str) -> &str {
    if outlet.is_empty() { OUTLET_UNKNOWN } else { outlet }
}

/// Whether the work is safe: a word or two for the bar, and the whole sentence.
pub fn save_state(state: &SaveState) -> (String, String) {
    match state {
        SaveState::Loading => ("Opening…".into(), "Reading what is stored on this device".into()),
        SaveState::Saved { .. } => ("Saved on this device".into(), "Everything is stored on this device".into()),
        SaveState::Saving => ("Saving…".into(), "On the way to this device's disk".into()),
        SaveState::Failed { why, n_waiting } => (format!("Not saved ({n_waiting})"), why.to_string()),
        SaveState::ReadOnly { why } => ("Read-only".into(), why.to_string()),
    }
}

/// The line that helps in the first minute.
pub const FIRST_HELP: &str = "Try three keys: 1 to 3 for the tone, f or a for a stance, Enter for the next sentence.";

/// What is said where no untagged sentence is left to be unsure of.
pub const NOTHING_UNCERTAIN: &str = "No other untagged sentence";

/// Why nothing can be said of what the learner is sure of.
pub fn too_few_tags(n_tags: usize) -> String {
    format!(
        "There is nothing to be unsure of before {n_tags} sentences have a sentiment, or a stance toward the target"
    )
}

/// A suggested tag as a person would say it.
pub fn suggested(session: &Session, body: &Body) -> String {
    match body {
        Body::Sentiment(value) => capital(session.project().codebook.sentiment.words.name(value)),
        Body::Stance { holder, target, position } => {
            let holder = session.holder_name(session.place().article_ix, holder);
            let position = session.project().codebook.position_words.name(position);
            format!("{holder} {position} {}", session.target_name(target))
        }
        _ => String::new(),
    }
}

/// How something was found: what it is, a tab, and the rule in words and by name, with how sure the model is.
pub fn reason(reason: &Reason) -> String {
    let kind = reason.kind.map_or(String::new(), |kind| format!(", {}", kind_singular(kind)));
    let sure = reason.score.map_or(String::new(), |score| format!(", {:.0}\u{a0}%\u{a0}sure", 100.0 * score));
    let rule = if reason.rule == "trained-model" { String::new() } else { format!(" ({})", reason.rule) };
    format!("{}{kind}\t{}{rule}{sure}", reason.what, reason.how)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Scale;

    #[test]
    fn signs_follow_the_scale() {
        let book = |n: usize| Codebook {
            sentiment: Scale { values: (0..n).map(|i| i.to_string().into()).collect(), ..Scale::default() },
            ..Codebook::default()
        };
        let signs = |n: usize| (0..n).map(|i| sentiment_sign(&book(n), &i.to_string())).collect::<String>();
        assert_eq!(signs(3), "−○+");
        assert_eq!(signs(5), "−−○++");
        assert_eq!(signs(4), "−−++");
        assert_eq!(sentiment_sign(&book(3), "odd"), "●");
    }

    #[test]
    fn dates_are_written_as_people_write_them() {
        assert_eq!(date("2025-08-15"), "15 Aug 2025");
        assert_eq!(date("2025-08-15T10:00:00Z"), "15 Aug 2025");
        assert_eq!(date("2025-08-15/2025-08-16"), "15–16 Aug 2025");
        assert_eq!(date("2025-07-31/2025-08-01"), "31 Jul 2025 – 1 Aug 2025");
        for kept in ["", "August 2025", "2025-13-01", "2025-08-155"] {
            assert_eq!(date(kept), kept);
        }
    }

    #[test]
    fn an_article_without_a_title_is_named_by_its_first_words() {
        assert_eq!(article_name("Talks", "Text."), "Talks");
        assert_eq!(article_name("", "Short line\nMore"), "Short line");
        let long = "A line that goes on well past the seventy characters, which a list has room for";
        assert_eq!(article_name("", long), "A line that goes on well past the seventy characters, which a list…");
    }
}
