//! Files that are not in UTF-8: UTF-16 with a byte order mark, and Windows-1252, which is what older Windows programs
//! save as and what most files called Latin-1 are.
//!
//! A guess is made only where it is safe: a mark says UTF-16; bytes that are no UTF-8 are Windows-1252 if each of them
//! is a character there, unless most of what is beyond ASCII is good UTF-8, which then is broken UTF-8. What is in
//! UTF-8 comes back as it stands.

use std::borrow::Cow;

/// What a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, or nothing that is known here.
    Utf8,
    /// With a byte order mark, the low byte first.
    Utf16Le,
    /// With a byte order mark, the high byte first.
    Utf16Be,
    /// Latin-1 with letters and signs where that has control characters.
    Windows1252,
}

/// Marks of order; the second of UTF-32 begins like the first here and is none.
const UTF16_LE: &[u8] = b"\xFF\xFE";
const UTF16_BE: &[u8] = b"\xFE\xFF";
const UTF32_LE: &[u8] = b"\xFF\xFE\0\0";

/// The characters of 0x80 to 0x9F; the five that are none are zero.
const WINDOWS: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”', '•',
    '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

impl Encoding {
    /// Of a file's bytes.
    pub fn of(bytes: &[u8]) -> Encoding {
        let marked = [(UTF16_LE, Encoding::Utf16Le), (UTF16_BE, Encoding::Utf16Be)];
        if let Some((_, encoding)) = marked.into_iter().find(|(mark, _)| bytes.starts_with(mark)) {
            // Units of two bytes; a file of UTF-32 or one that is cut off has other ones.
            let is_whole = bytes.len().is_multiple_of(2) && !bytes.starts_with(UTF32_LE);
            return if is_whole { encoding } else { Encoding::Utf8 };
        }
        if std::str::from_utf8(bytes).is_ok() || !bytes.iter().all(|byte| is_windows(*byte)) {
            return Encoding::Utf8;
        }
        let (mut n_good, mut n_bad) = (0, 0);
        for chunk in bytes.utf8_chunks() {
            n_good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            n_bad += chunk.invalid().len();
        }
        if n_good > n_bad { Encoding::Utf8 } else { Encoding::Windows1252 }
    }

    /// As shown.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le | Encoding::Utf16Be => "UTF-16",
            Encoding::Windows1252 => "Windows-1252",
        }
    }

    /// What a person is told of a file that is not in UTF-8, and what to do.
    pub fn told(self) -> Option<(String, &'static str)> {
        let todo = match self {
            Encoding::Utf8 => return None,
            Encoding::Utf16Le | Encoding::Utf16Be => "",
            Encoding::Windows1252 => "Look at a few accents; if they are wrong, save it as UTF-8 and open it again.",
        };
        Some((format!("read as {}", self.name()), todo))
    }
}

/// The file in UTF-8, without a mark of UTF-16, and what it was in. Half a character of UTF-16 becomes U+FFFD.
pub fn decoded(bytes: &[u8]) -> (Cow<'_, [u8]>, Encoding) {
    let encoding = Encoding::of(bytes);
    let utf16 = |of: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2).map(|two| of([two[0], two[1]]));
        let letters = char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER));
        letters.collect::<String>()
    };
    let text = match encoding {
        Encoding::Utf8 => return (Cow::Borrowed(bytes), encoding),
        Encoding::Utf16Le => utf16(u16::from_le_bytes),
        Encoding::Utf16Be => utf16(u16::from_be_bytes),
        Encoding::Windows1252 => bytes.iter().map(|byte| windows_letter(*byte)).collect(),
    };
    (Cow::Owned(text.into_bytes()), encoding)
}

/// The character of a byte of Windows-1252; the zero where it has none.
pub(in crate::format) fn windows_letter(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// Whether it is a character of a text.
fn is_windows(byte: u8) -> bool {
    byte.is_ascii_graphic()
        || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | b' ' | 0x80..) && windows_letter(byte) != '\0'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, Encoding) {
        let (bytes, encoding) = decoded(bytes);
        (String::from_utf8_lossy(&bytes).into_owned(), encoding)
    }

    #[test]
    fn each_encoding_is_known_by_its_bytes() {
        let toy = "😀 Díaz – “no”\r\n";
        let units = |of: fn(u16) -> [u8; 2]| toy.encode_utf16().flat_map(of).collect::<Vec<u8>>();
        let (le, be) = (units(u16::to_le_bytes), units(u16::to_be_bytes));
        assert_eq!(text(&[UTF16_LE, &le].concat()), (toy.to_owned(), Encoding::Utf16Le));
        assert_eq!(text(&[UTF16_BE, &be].concat()), (toy.to_owned(), Encoding::Utf16Be));
        assert_eq!(text(toy.as_bytes()), (toy.to_owned(), Encoding::Utf8));
        assert_eq!(text(b"It\x92s D\xEDaz, \x80 5"), ("It’s Díaz, € 5".to_owned(), Encoding::Windows1252));
        assert_eq!(text(&[UTF16_LE, &[0, 0xD8, b'a', 0]].concat()), ("\u{FFFD}a".to_owned(), Encoding::Utf16Le));
    }

    #[test]
    fn what_is_not_sure_is_left_alone() {
        for bytes in
            [&b"caf\x81"[..], b"a\0\xE9", UTF32_LE, b"\xFF\xFEa", "Díaz, Müller, Łódź: and one \u{E9}".as_bytes(), b""]
        {
            assert_eq!(decoded(bytes), (Cow::Borrowed(bytes), Encoding::Utf8), "{bytes:x?}");
        }
        let mut broken = "Díaz, Müller, Łódź".as_bytes().to_vec();
        broken.push(0xE9);
        assert_eq!(decoded(&broken).1, Encoding::Utf8, "mostly UTF-8 is broken UTF-8");
    }

    #[test]
    fn the_table_is_that_of_windows() {
        // What one encoding of 224 characters has and another has not.
        let odd: String = (0x80..=0x9Fu8).map(windows_letter).filter(|c| *c != '\0').collect();
        assert_eq!(odd, "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ");
        assert_eq!((0..=255u8).filter(|byte| !is_windows(*byte)).count(), 5 + 32 - 4 + 1);
    }
}
