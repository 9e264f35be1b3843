//! What a line looks like: its end, its capitals, dates and ages it is made of. No meaning, no articles.

/// Whether the line closes a sentence (or opens what follows, as a colon does), quotation marks aside.
pub(super) fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', '*']).ends_with(['.', '!', '?', '…', ':', ';', ','])
}

/// Whether the line has letters and all of them are capitals.
pub(super) fn is_capitals(line: &str) -> bool {
    !line.chars().any(char::is_lowercase) && line.chars().any(char::is_uppercase)
}

/// Whether the first letter or digit comes first and is a capital or a digit.
pub(super) fn starts_like_heading(line: &str) -> bool {
    line.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// Words between white space.
pub(super) fn n_words(line: &str) -> usize {
    line.split_whitespace().count()
}

/// Whether `line` begins with `start`, letter case of ASCII aside.
pub(super) fn starts_with_ignoring_case(line: &str, start: &str) -> bool {
    line.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// Whether `line` ends with `end`, letter case of ASCII aside.
pub(super) fn ends_with_ignoring_case(line: &str, end: &str) -> bool {
    line.len().checked_sub(end.len()).and_then(|at| line.get(at..)).is_some_and(|tail| tail.eq_ignore_ascii_case(end))
}

/// Whether the line is an age such as `2 hours ago`. An age is not a date: it depends on when the page was saved.
pub(super) fn is_relative_age(line: &str) -> bool {
    if line.len() > 24 {
        return false;
    }
    let lower = line.to_ascii_lowercase();
    if ["just now", "yesterday", "today"].contains(&&*lower) {
        return true;
    }
    let words: Vec<&str> = lower.split_whitespace().collect();
    let is_number = |word: &str| word.parse::<u32>().is_ok();
    match words[..] {
        [number, unit, "ago"] => {
            (is_number(number) || number == "a" || number == "an") && AGE_UNITS.contains(&unit.trim_end_matches('s'))
        }
        [short, "ago"] => {
            let unit = short.trim_start_matches(|c: char| c.is_ascii_digit());
            unit.len() < short.len() && ["s", "m", "h", "d", "w", "min", "mins", "hr", "hrs"].contains(&unit)
        }
        _ => false,
    }
}

const AGE_UNITS: [&str; 9] = ["second", "minute", "min", "hour", "hr", "day", "week", "month", "year"];

/// A calendar day; the year may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day {
    pub(super) year: Option<u16>,
    pub(super) month: u8,
    pub(super) day: u8,
}

/// What a line that is nothing but a date or a time says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// A day, with or without a time.
    Day(Day),
    /// A time of day alone.
    Time,
}

/// The day or time, if the line holds nothing else: `16 August 2025`, `Sat, Aug. 16, 2025 14:05 GMT`, `2025-08-16`.
/// Days in figures alone are read only in ISO order, since 08/07 means two different days.
pub(super) fn read_moment(line: &str) -> Option<Moment> {
    if line.len() > 60 || !line.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let (mut year, mut month, mut day, mut has_time) = (None, None, None, false);
    // `06.00` alone is a number.
    let has_zone = ZONES.iter().any(|zone| ends_with_ignoring_case(line.trim_end_matches(')'), zone));
    for word in line.split([' ', ',', '\u{a0}', '(', ')', '[', ']']).filter(|word| !word.is_empty()) {
        let lower = word.trim_end_matches('.').to_ascii_lowercase();
        if let Some(iso) = read_iso_day(&lower) {
            (year, month, day) = (iso.year, Some(iso.month), Some(iso.day));
        } else if let Some(number) = MONTHS.iter().position(|name| is_short_for(&lower, name)) {
            if month.replace(number as u8 + 1).is_some() {
                return None;
            }
        } else if let Some(number) = read_day_number(&lower) {
            if day.replace(number).is_some() {
                return None;
            }
        } else if lower.len() == 4 && lower.bytes().all(|b| b.is_ascii_digit()) {
            let number: u16 = lower.parse().ok()?;
            if !(1800..=2200).contains(&number) || year.replace(number).is_some() {
                return None;
            }
        } else if is_clock_time(&lower) || (has_zone && is_clock_time(&lower.replacen('.', ":", 1))) {
            has_time = true;
        } else if !is_offset(&lower)
            && !WEEKDAYS.iter().any(|name| is_short_for(&lower, name))
            && !DATE_WORDS.contains(&&*lower)
        {
            return None;
        }
    }
    match (month, day) {
        (Some(month), Some(day)) => Some(Moment::Day(Day { year, month, day })),
        (None, None) if has_time && year.is_none() => Some(Moment::Time),
        _ => None,
    }
}

/// The day of a line that is nothing but a day with its year, in English or in ISO order: `2025-08-16`.
pub fn day_of(line: &str) -> Option<String> {
    match read_moment(line) {
        Some(Moment::Day(day)) if day.year.is_some() => Some(day.to_string()),
        _ => None,
    }
}

impl std::fmt::Display for Day {
    /// `2025-08-16`; nothing if the year is missing.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}-{:02}-{:02}", self.month, self.day),
            None => Ok(()),
        }
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const DATE_WORDS: [&str; 18] =
    ["of", "the", "at", "on", "|", "-", "–", "am", "pm", "a.m", "p.m", "gmt", "utc", "bst", "et", "edt", "cet", "cest"];

const ZONES: [&str; 9] = [" am", " pm", " gmt", " utc", " bst", " et", " edt", " cet", " cest"];

/// `gmt+7`.
fn is_offset(word: &str) -> bool {
    ["gmt", "utc"].iter().any(|zone| {
        word.strip_prefix(zone).is_some_and(|offset| {
            offset.starts_with(['+', '-', '−'])
                && offset.chars().skip(1).all(|c| c.is_ascii_digit() || c == ':')
                && offset.len() <= 8
        })
    })
}

/// The name itself or its first three or four letters (`aug`, `sept`).
fn is_short_for(word: &str, name: &str) -> bool {
    word == name || ((3..=4).contains(&word.len()) && name.starts_with(word))
}

fn read_day_number(word: &str) -> Option<u8> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    let is_number = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|day| is_number && (1..=31).contains(day))
}

fn read_iso_day(word: &str) -> Option<Day> {
    let mut parts = word.get(..10)?.split('-');
    let is_whole = word.len() == 10 || word.as_bytes()[10] == b't';
    let mut next = |len: usize| parts.next().filter(|part| part.len() == len)?.parse::<u16>().ok();
    let (year, month, day) = (next(4)?, next(2)?, next(2)?);
    let fits = is_whole && (1..=12).contains(&month) && (1..=31).contains(&day);
    fits.then_some(Day { year: Some(year), month: month as u8, day: day as u8 })
}

fn is_clock_time(word: &str) -> bool {
    let digits = word.trim_end_matches(['a', 'p', 'm', '.', 'z']);
    digits.len() >= 4
        && digits.contains(':')
        && digits.split(':').all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_words_and_in_iso_order() {
        let day = |year, month, day| Some(Moment::Day(Day { year, month, day }));
        for (line, expected) in [
            ("16 August 2025", day(Some(2025), 8, 16)),
            ("Aug. 16, 2025", day(Some(2025), 8, 16)),
            ("Saturday, 16th of August 2025", day(Some(2025), 8, 16)),
            ("2025-08-16", day(Some(2025), 8, 16)),
            ("2025-08-16T14:05:00Z", day(Some(2025), 8, 16)),
            ("16 August", day(None, 8, 16)),
            ("14:05 GMT", Some(Moment::Time)),
            ("(12:10 GMT)", Some(Moment::Time)),
            ("[00:02:14]", Some(Moment::Time)),
            ("06.00 GMT", Some(Moment::Time)),
            ("07:30 (GMT+7)", Some(Moment::Time)),
            ("06.00", None),
            ("6.14 m", None),
            ("(2025)", None),
            ("2025", None),
            ("16/08/2025", None),
            ("May", None),
            ("16 August 2025 was a Saturday", None),
            ("31 31 August", None),
        ] {
            assert_eq!(read_moment(line), expected, "{line}");
        }
    }

    #[test]
    fn ages_are_told_from_dates_and_prose() {
        for line in ["an hour ago", "2 hours ago", "Just now", "3d ago", "12 min ago"] {
            assert!(is_relative_age(line), "{line}");
        }
        for line in ["2 hours", "long ago", "two friends ago", "16 August 2025", "an hour ago he said he would leave"] {
            assert!(!is_relative_age(line), "{line}");
        }
    }

    #[test]
    fn closing_marks_do_not_hide_the_end_of_a_sentence() {
        for line in ["He left.", "“He left.”", "Why (and when?)", "He said:"] {
            assert!(ends_sentence(line), "{line}");
        }
        assert!(!ends_sentence("Who left when") && !ends_sentence("Who left “when”"));
    }
}
