//! Letters by code and by name, as fonts of PDFs have them.
//!
//! Codes and names are those of the PDF standard (ISO 32000-1, annex D) and of the Adobe Glyph List; widths those of
//! the standard fonts' metrics.

use crate::format::encoding::windows_letter;

/// What codes mean in a font that says little or nothing about them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Encoding {
    Windows,
    Mac,
    Standard,
    /// Greek letters in the places of Latin ones.
    Symbol,
    /// Nothing but ornaments.
    Bullets,
    /// The font has an order of its own that it does not tell.
    Unknown,
}

impl Encoding {
    /// By its name in the file. A TrueType font without one is mostly Windows' own.
    pub(super) fn of(name: &str, is_true_type: bool) -> Encoding {
        match name {
            "WinAnsiEncoding" => Encoding::Windows,
            "MacRomanEncoding" => Encoding::Mac,
            _ if is_true_type => Encoding::Windows,
            _ => Encoding::Standard,
        }
    }

    pub(super) fn letter(self, code: u8) -> Option<String> {
        let c = match (self, code) {
            (_, ..0x20 | 0x7f) | (Encoding::Unknown, _) => return None,
            (_, b' ') => ' ',
            (Encoding::Bullets, _) | (Encoding::Symbol, 0xb7) => '•',
            (Encoding::Symbol, b'A'..=b'Z') => GREEK.chars().nth(usize::from(code - b'A'))?,
            (Encoding::Symbol, b'a'..=b'z') => GREEK.chars().nth(usize::from(code - b'a' + 26))?,
            (Encoding::Standard, b'\'') => '’',
            (Encoding::Standard, b'`') => '‘',
            (_, ..0x80) => char::from(code),
            (Encoding::Windows, _) => windows_letter(code),
            (Encoding::Mac, _) => MAC.chars().nth(usize::from(code - 0x80))?,
            (Encoding::Standard | Encoding::Symbol, _) => STANDARD.chars().nth(usize::from(code.checked_sub(0xa0)?))?,
        };
        Some(plain(c)).filter(|letter| letter != "\0")
    }
}

/// The letters of the font Symbol, large and small.
const GREEK: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ";

/// From 0x80.
const MAC: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄¤‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\0ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

/// From 0xa0; zero where there is none.
const STANDARD: &str = "\0¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ\0–†‡·\0¶•‚„”»…‰\0¿\0`´ˆ˜¯˘˙¨\0˚¸\0˝˛ˇ—\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0Æ\0ª\0\0\0\0ŁØŒº\0\0\0\0\0æ\0\0\0ı\0\0łøœß\0\0\0\0";

/// A character as running text has it: joined letters apart, blanks as blanks, nothing for what cannot be seen.
pub(super) fn plain(c: char) -> String {
    let apart = match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        '\u{a0}' | '\t' | '\n' | '\r' | '\u{2002}'..='\u{200a}' | '\u{3000}' => " ",
        '\0' => "\0",
        // A soft hyphen that is shown ends a line.
        '\u{ad}' => "-",
        // Bullets of Symbol and Wingdings, as word processors write them.
        '\u{f06e}' | '\u{f076}' | '\u{f0a7}' | '\u{f0b7}' | '\u{f0d8}' | '\u{f0fc}' => "•",
        '\u{fffe}' | '\u{ffff}' | '\u{feff}' => "",
        _ if c.is_control() => "",
        _ => return c.to_string(),
    };
    apart.to_owned()
}

/// What a name of the Adobe Glyph List means: "A", "eacute", "f_i", "uni20AC", "a.alt".
pub(super) fn of_name(name: &str) -> Option<String> {
    let name = name.split('.').next().filter(|name| !name.is_empty())?;
    name.split('_').map(of_part).collect()
}

fn of_part(name: &str) -> Option<String> {
    let mut letters = name.chars();
    if let (Some(one), None) = (letters.next(), letters.next()) {
        return Some(one.to_string());
    }
    let hex = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32).map(plain);
    let known = || {
        let mut words = NAMES.split_whitespace();
        words.by_ref().find(|word| *word == name)?;
        words.next().map(|letters| letters.chars().map(plain).collect())
    };
    match (name.strip_prefix("uni"), name.strip_prefix('u')) {
        _ if name == "space" || name == "nbspace" || name == "nonbreakingspace" => Some(" ".to_owned()),
        (Some(digits), _) if digits.len() >= 4 && digits.is_ascii() => {
            (0..digits.len() / 4).map(|nth| hex(&digits[4 * nth..4 * nth + 4])).collect()
        }
        (_, Some(digits)) if (4..=6).contains(&digits.len()) && hex(digits).is_some() => hex(digits),
        _ => known(),
    }
}

/// Names of more than one letter, each with what it means.
const NAMES: &str = "
    zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 exclam ! quotedbl \" numbersign # dollar $
    percent % ampersand & quotesingle ' quoteright ’ quoteleft ‘ parenleft ( parenright ) asterisk * plus + comma ,
    hyphen - minus − period . slash / colon : semicolon ; less < equal = greater > question ? at @ bracketleft [
    backslash \\ bracketright ] asciicircum ^ underscore _ grave ` braceleft { bar | braceright } asciitilde ~
    exclamdown ¡ cent ¢ sterling £ fraction ⁄ yen ¥ florin ƒ section § currency ¤ quotedblleft “ guillemotleft «
    guilsinglleft ‹ guilsinglright › fi fi fl fl ff ff ffi ffi ffl ffl endash – dagger † daggerdbl ‡ periodcentered ·
    middot · paragraph ¶ bullet • quotesinglbase ‚ quotedblbase „ quotedblright ” guillemotright » ellipsis …
    perthousand ‰ questiondown ¿ emdash — Euro € trademark ™ copyright © registered ® degree ° plusminus ± multiply ×
    divide ÷ logicalnot ¬ mu µ onesuperior ¹ twosuperior ² threesuperior ³ onequarter ¼ onehalf ½ threequarters ¾
    ordfeminine ª ordmasculine º brokenbar ¦ acute ´ dieresis ¨ cedilla ¸ macron ¯ circumflex ˆ tilde ˜ sfthyphen -
    AE Æ ae æ OE Œ oe œ Oslash Ø oslash ø Lslash Ł lslash ł germandbls ß dotlessi ı Eth Ð eth ð Thorn Þ thorn þ
    Aacute Á aacute á Acircumflex Â acircumflex â Adieresis Ä adieresis ä Agrave À agrave à Aring Å aring å Atilde Ã
    atilde ã Amacron Ā amacron ā Abreve Ă abreve ă Aogonek Ą aogonek ą Ccedilla Ç ccedilla ç Cacute Ć cacute ć
    Ccaron Č ccaron č Cdotaccent Ċ cdotaccent ċ Dcaron Ď dcaron ď Dcroat Đ dcroat đ Eacute É eacute é Ecircumflex Ê
    ecircumflex ê Edieresis Ë edieresis ë Egrave È egrave è Ecaron Ě ecaron ě Emacron Ē emacron ē Eogonek Ę eogonek ę
    Edotaccent Ė edotaccent ė Gbreve Ğ gbreve ğ Gcommaaccent Ģ gcommaaccent ģ Iacute Í iacute í Icircumflex Î
    icircumflex î Idieresis Ï idieresis ï Igrave Ì igrave ì Imacron Ī imacron ī Iogonek Į iogonek į Idotaccent İ
    Kcommaaccent Ķ kcommaaccent ķ Lacute Ĺ lacute ĺ Lcaron Ľ lcaron ľ Lcommaaccent Ļ lcommaaccent ļ Nacute Ń nacute ń
    Ncaron Ň ncaron ň Ncommaaccent Ņ ncommaaccent ņ Ntilde Ñ ntilde ñ Oacute Ó oacute ó Ocircumflex Ô ocircumflex ô
    Odieresis Ö odieresis ö Ograve Ò ograve ò Otilde Õ otilde õ Omacron Ō omacron ō Ohungarumlaut Ő ohungarumlaut ő
    Racute Ŕ racute ŕ Rcaron Ř rcaron ř Rcommaaccent Ŗ rcommaaccent ŗ Sacute Ś sacute ś Scaron Š scaron š Scedilla Ş
    scedilla ş Scommaaccent Ș scommaaccent ș Tcaron Ť tcaron ť Tcommaaccent Ț tcommaaccent ț Uacute Ú uacute ú
    Ucircumflex Û ucircumflex û Udieresis Ü udieresis ü Ugrave Ù ugrave ù Umacron Ū umacron ū Uogonek Ų uogonek ų
    Uring Ů uring ů Uhungarumlaut Ű uhungarumlaut ű Yacute Ý yacute ý Ydieresis Ÿ ydieresis ÿ Zacute Ź zacute ź
    Zcaron Ž zcaron ž Zdotaccent Ż zdotaccent ż
";

/// The width of a letter in a font that gives none, as only the standard ones may: as Helvetica has it, Times a tenth
/// less, Courier always the same. As a part of the letters' size.
pub(super) fn usual_width(font: &str, letter: Option<&str>) -> f64 {
    let is = |name: &str| font.contains(name);
    if is("Courier") {
        return 0.6;
    }
    let first = letter.and_then(|letter| letter.chars().next()).unwrap_or(' ');
    let width = HELVETICA.get((first as usize).wrapping_sub(0x20)).map_or(0.556, |&width| f64::from(width) / 1000.0);
    if is("Times") { 0.9 * width } else { width }
}

/// From the blank to the tilde, in thousandths.
#[rustfmt::skip]
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

/// A property of the document, in UTF-16 or UTF-8 with a mark, else in nearly what Windows has.
pub(super) fn of_property(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&byte| if byte < 0x80 { char::from(byte) } else { windows_letter(byte) }).collect(),
    };
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_mean_what_the_lists_say() {
        for (name, letter) in [
            ("A", "A"),
            ("eacute", "é"),
            ("quoteright", "’"),
            ("f_i", "fi"),
            ("fi", "fi"),
            ("a.alt", "a"),
            ("uni20AC", "€"),
            ("uni00410042", "AB"),
            ("u1F600", "😀"),
            ("space", " "),
            ("hungarumlaut", ""),
            ("g23", ""),
        ] {
            assert_eq!(of_name(name).as_deref().unwrap_or_default(), letter, "{name}");
        }
        for (encoding, code, letter) in [
            (Encoding::Windows, 0x93, "“"),
            (Encoding::Mac, 0x8e, "é"),
            (Encoding::Mac, 0xff, "ˇ"),
            (Encoding::Mac, 0xd5, "’"),
            (Encoding::Standard, 0x27, "’"),
            (Encoding::Standard, 0xae, "fi"),
            (Encoding::Standard, 0xd0, "—"),
            (Encoding::Standard, 0xe9, "Ø"),
            (Encoding::Standard, 0xfb, "ß"),
            (Encoding::Standard, 0xff, ""),
            (Encoding::Standard, 0x80, ""),
            (Encoding::Symbol, b'c', "χ"),
            (Encoding::Symbol, b'Z', "Ζ"),
            (Encoding::Symbol, 0xb7, "•"),
            (Encoding::Bullets, b'n', "•"),
            (Encoding::Unknown, b'n', ""),
        ] {
            assert_eq!(encoding.letter(code).as_deref().unwrap_or_default(), letter, "{encoding:?} {code:x}");
        }
        assert_eq!(GREEK.chars().count(), 52);
        assert_eq!(MAC.chars().count(), 128);
        assert_eq!(STANDARD.chars().count(), 96);
    }

    #[test]
    fn properties_come_in_three_encodings() {
        assert_eq!(of_property(b"\xfe\xff\0D\0\xe9"), "Dé");
        assert_eq!(of_property("\u{feff}Dé\n x".as_bytes()), "Dé x");
        assert_eq!(of_property(b"D\xe9 \x93x\x94"), "Dé “x”");
    }
}
