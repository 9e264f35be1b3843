//! Days and languages as databases name them, in the words of the model: `2025-08-15`, `en`.

use crate::format::article::Metadata;
use crate::text::clean::day_of;
use crate::text::folded;

/// Months in the languages that the databases' pages have, without accents.
const MONTHS: [[&str; 12]; 6] = [
    [
        "januar",
        "februar",
        "marz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
    ],
    [
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ],
    [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
    [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    [
        "janeiro",
        "fevereiro",
        "marco",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ],
];
const ENGLISH: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Weekdays and small words beside them, without accents.
const PASSED: &[&str] = &[
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
    "lunedi",
    "martedi",
    "mercoledi",
    "giovedi",
    "venerdi",
    "sabato",
    "domenica",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "de",
    "del",
    "le",
    "den",
    "uhr",
];

const LANGUAGES: &[(&str, &str)] = &[
    ("english", "en"),
    ("german", "de"),
    ("deutsch", "de"),
    ("french", "fr"),
    ("francais", "fr"),
    ("spanish", "es"),
    ("espanol", "es"),
    ("italian", "it"),
    ("italiano", "it"),
    ("dutch", "nl"),
    ("nederlands", "nl"),
    ("portuguese", "pt"),
    ("portugues", "pt"),
    ("russian", "ru"),
    ("ukrainian", "uk"),
    ("polish", "pl"),
    ("czech", "cs"),
    ("slovak", "sk"),
    ("hungarian", "hu"),
    ("romanian", "ro"),
    ("bulgarian", "bg"),
    ("greek", "el"),
    ("turkish", "tr"),
    ("arabic", "ar"),
    ("hebrew", "he"),
    ("chinese", "zh"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("swedish", "sv"),
    ("danish", "da"),
    ("norwegian", "no"),
    ("finnish", "fi"),
];

/// The day, if the line is nothing else: `January 11, 2010 Monday`, `Montag 11. Januar 2010`.
pub(super) fn day(line: &str) -> Option<String> {
    if line.len() > 60 {
        return None;
    }
    day_of(line).or_else(|| day_of(&in_english(line)))
}

/// The day that a line begins with: `January 11, 2010 Monday, Late Edition`.
pub(super) fn first_day(line: &str) -> Option<String> {
    let line = line.get(..line.floor_char_boundary(80))?;
    let words: Vec<&str> = line.split_whitespace().collect();
    // Fewer than three words are no day with its year.
    (3..=words.len()).rev().find_map(|n| day(words[..n].join(" ").trim_end_matches([',', ';'])))
}

/// The tag of a language that is named in English or in itself.
pub(super) fn language(name: &str) -> Option<&'static str> {
    let first = name.split([';', ',', ' ']).next().unwrap_or("");
    let first = folded(first);
    LANGUAGES.iter().find(|(known, _)| *known == first).map(|(_, tag)| *tag)
}

/// Days as ISO writes them, where the field says one; else as the database wrote it.
pub(super) fn settle(metadata: &mut Metadata) {
    if let Some(day) = first_day(&metadata.date).or_else(|| day(&metadata.date)) {
        metadata.date = day;
    }
    if let Some(tag) = language(&metadata.lang) {
        metadata.lang = tag.to_owned();
    }
}

fn in_english(line: &str) -> String {
    let words = line.split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()).filter_map(|word| {
        let name = folded(word.trim_end_matches('.'));
        if PASSED.contains(&&*name) {
            return None;
        }
        let month = MONTHS.iter().find_map(|months| months.iter().position(|month| *month == name));
        Some(month.map_or_else(|| word.to_owned(), |month| ENGLISH[month].to_owned()))
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_several_languages() {
        for (line, expected) in [
            ("January 11, 2010 Monday", Some("2010-01-11")),
            ("Montag 11. März 2020", Some("2020-03-11")),
            ("mercredi 5 août 2020", Some("2020-08-05")),
            ("11 de enero de 2010", Some("2010-01-11")),
            ("Aug 15, 2025", Some("2025-08-15")),
            ("2025-08-15", Some("2025-08-15")),
            ("15 août", None),
            ("The May 5, 2010 talks", None),
            ("Summer 2010", None),
        ] {
            assert_eq!(day(line).as_deref(), expected, "{line}");
        }
        assert_eq!(first_day("January 11, 2010 Monday, Late Edition - Final").as_deref(), Some("2010-01-11"));
        assert_eq!(first_day("Late Edition"), None);
    }

    #[test]
    fn languages_have_tags() {
        for (name, tag) in
            [("ENGLISH", Some("en")), ("Français", Some("fr")), ("English; français", Some("en")), ("Elvish", None)]
        {
            assert_eq!(language(name), tag, "{name}");
        }
    }
}
