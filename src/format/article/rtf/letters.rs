//! The upper halves of the code pages that documents are in where they do not say their characters as Unicode.

use crate::format::encoding::windows_letter;

/// Central Europe.
const CENTRAL: &str = "€\u{fffd}‚\u{fffd}„…†‡\u{fffd}‰Š‹ŚŤŽŹ\u{fffd}‘’“”•–—\u{fffd}™š›śťžź\u{a0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{ad}®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż\
    ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙";

/// Cyrillic.
const CYRILLIC: &str = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{fffd}™љ›њќћџ\u{a0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{ad}®Ї°±Ііґµ¶·ё№є»јЅѕї\
    АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя";

/// The character of a byte in a code page; `None` where the page is not known or has none there.
pub(super) fn letter(page: i32, byte: u8) -> Option<char> {
    let upper = |page: &str| page.chars().nth(usize::from(byte - 0x80)).filter(|c| *c != '\u{fffd}');
    match page {
        _ if byte < 0x80 => Some(char::from(byte)),
        1250 => upper(CENTRAL),
        1251 => upper(CYRILLIC),
        1252 => Some(windows_letter(byte)).filter(|c| *c != '\0'),
        _ => None,
    }
}

/// The code page of a font's character set; `None` where it says nothing.
pub(super) fn page_of(charset: i32) -> Option<i32> {
    match charset {
        0 => Some(1252),
        204 => Some(1251),
        238 => Some(1250),
        // That of the document, and signs.
        1 | 2 => None,
        // Others are not known here.
        other => Some(-other),
    }
}
