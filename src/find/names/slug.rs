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

/// The slug of a person's name: without middle initials, with one spelling for names that are
/// brought over from Cyrillic in several ways (Sergei and Sergey, -skyy and -sky).
pub(crate) fn person_slug(name: &str) -> String {
    let whole = slug(name);
    let n_long = whole.split('-').filter(|part| part.len() > 1).count();
    let mut out = String::with_capacity(whole.len());
    let mut is_after_letter = false;
    for part in whole.split('-').filter(|part| part.len() > 1 || n_long < 2) {
        // "J. D. Vance" is "J.D. Vance".
        let is_letter = part.len() == 1;
        if !(out.is_empty() || is_letter && is_after_letter) {
            out.push('-');
        }
        is_after_letter = is_letter;
        out.push_str(spelling(part));
        let tail = ["skyy", "skiy", "skii", "skyi", "skij"].iter().find(|tail| part.ends_with(*tail));
        if let Some(tail) = tail {
            out.truncate(out.len() - tail.len());
            out.push_str("sky");
        }
    }
    out
}

/// The spelling of a given name that keys use.
fn spelling(part: &str) -> &str {
    match part {
        "aleksandr" | "alexandr" | "oleksandr" => "alexander",
        "aleksey" | "aleksei" | "alexei" | "alexej" | "oleksiy" => "alexey",
        "andrei" | "andrej" | "andriy" | "andrii" => "andrey",
        "anatoli" | "anatoliy" | "anatolii" => "anatoly",
        "dmitri" | "dmitriy" | "dmitrii" | "dmytro" => "dmitry",
        "evgeny" | "evgeniy" | "yevgeni" | "yevgeniy" | "evgeni" => "yevgeny",
        "fedor" => "fyodor",
        "gennadi" | "gennadiy" => "gennady",
        "grigori" | "grigoriy" => "grigory",
        "iuri" | "yuri" | "yuriy" | "yurii" => "yury",
        "mikhaylo" | "mykhailo" => "mikhail",
        "mohammad" | "muhammad" | "mohamed" | "muhammed" => "mohammed",
        "nikolay" | "mykola" => "nikolai",
        "sergei" | "sergej" | "serhii" | "serhiy" | "serguei" => "sergey",
        "valeri" | "valeriy" | "valerii" => "valery",
        "vasili" | "vasiliy" => "vasily",
        "vitali" | "vitaliy" | "vitalii" => "vitaly",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_share_a_key() {
        assert_eq!(slug("Pedro Sánchez"), "pedro-sanchez");
        assert_eq!(slug("U.S. Congress"), "us-congress");
        assert_eq!(slug("McDonald’s"), "mcdonalds");
        assert_eq!(person_slug("Yuri Petrovskiy"), person_slug("Yury Petrovsky"));
        assert_eq!(person_slug("Jane Q. Doe"), "jane-doe");
        assert_eq!(person_slug("J. Doe"), "j-doe");
        assert_eq!(person_slug("J. D. Vance"), person_slug("JD Vance"));
    }
}
