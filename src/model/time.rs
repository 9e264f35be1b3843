//! A moment, in UTC. Comes in as an argument: the core has no clock.

use std::fmt;
use std::str::FromStr;

/// Milliseconds since 1970-01-01T00:00:00Z. Shown and read as RFC 3339.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(pub i64);

const DAY_MS: i64 = 86_400_000;

impl fmt::Display for Time {
    /// `2026-09-01T10:00:00.000Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.0.div_euclid(DAY_MS));
        let ms = self.0.rem_euclid(DAY_MS);
        let (h, m, s, ms) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000);
        write!(f, "{year:04}-{month:02}-{day:02}T{h:02}:{m:02}:{s:02}.{ms:03}Z")
    }
}

impl FromStr for Time {
    type Err = ();

    /// Reads RFC 3339 with `Z` or an offset, with or without a fraction of a second.
    fn from_str(text: &str) -> Result<Time, ()> {
        let number = |range: std::ops::Range<usize>| -> Result<i64, ()> {
            let digits = text.get(range).ok_or(())?;
            if digits.bytes().all(|b| b.is_ascii_digit()) { digits.parse().map_err(|_| ()) } else { Err(()) }
        };
        let punctuation = |at: usize, any_of: &[u8]| any_of.contains(text.as_bytes().get(at).unwrap_or(&0));
        let fits = punctuation(4, b"-")
            && punctuation(7, b"-")
            && punctuation(10, b"Tt ")
            && punctuation(13, b":")
            && punctuation(16, b":");
        let (month, day) = (number(5..7)?, number(8..10)?);
        if !fits || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return Err(());
        }
        let mut ms = days_from_civil(number(0..4)?, month, day) * DAY_MS
            + number(11..13)? * 3_600_000
            + number(14..16)? * 60_000
            + number(17..19)? * 1000;
        let mut rest = &text[19..];
        if let Some(fraction) = rest.strip_prefix('.') {
            let n_digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
            let padded: String = fraction[..n_digits].chars().chain("000".chars()).take(3).collect();
            ms += padded.parse::<i64>().map_err(|_| ())?;
            rest = &fraction[n_digits..];
        }
        let offset_min = match rest.as_bytes() {
            [b'Z' | b'z'] => 0,
            [sign @ (b'+' | b'-'), ..] if rest.len() == 6 => {
                let at = text.len() - 5;
                let minutes = number(at..at + 2)? * 60 + number(at + 3..at + 5)?;
                if *sign == b'+' { minutes } else { -minutes }
            }
            _ => return Err(()),
        };
        Ok(Time(ms - offset_min * 60_000))
    }
}

/// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin in March, so the leap day comes last.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The inverse of [`civil_from_days`], from the same source.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_moments_read_and_print() {
        for (text, ms) in [
            ("1970-01-01T00:00:00.000Z", 0),
            ("2025-08-15T19:00:00.000Z", 1_755_284_400_000),
            ("2024-02-29T23:59:59.999Z", 1_709_251_199_999),
            ("1969-12-31T23:59:59.000Z", -1000),
        ] {
            assert_eq!(text.parse(), Ok(Time(ms)), "{text}");
            assert_eq!(Time(ms).to_string(), text);
        }
        assert_eq!("2025-08-15T11:00:00-08:00".parse(), Ok(Time(1_755_284_400_000)));
        assert_eq!("2025-08-15T19:00:00Z".parse(), Ok(Time(1_755_284_400_000)));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "2025-08-15", "2025-13-01T00:00:00Z", "2025-08-15T19:00:00", "yesterday, at around noon"] {
            assert_eq!(text.parse::<Time>(), Err(()), "{text}");
        }
    }
}
