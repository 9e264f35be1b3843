//! What single characters are and how they are folded for comparison.
//!
//! Folding is for matching only; no offset ever refers to folded text.

use super::lower;

/// White space, and the marks of no width that stand between words in text copied from the web.
pub fn is_space(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, ' ' | '\t'..='\r');
    }
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// Straight and curly apostrophes, and the letters that stand for them.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2BC}' | '\u{2018}' | '\u{FF07}')
}

/// Whether the character is of Unicode's block of curly quotation marks, dashes and dots, none of which is a letter or
/// a digit: most of what is not ASCII in English, and Unicode's own tables take a search.
pub fn is_general_punctuation(c: char) -> bool {
    matches!(c, '\u{2000}'..='\u{206F}')
}

/// Hyphens and dashes of any length.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2043}')
}

/// Stops, question and exclamation marks of any script that end a sentence; not the full stop and the dots of ASCII.
pub(super) fn is_terminator(c: char) -> bool {
    matches!(
        c,
        '!' | '?' | '‼' | '‽' | '\u{2047}'
            ..='\u{2049}'
                | '\u{589}'
                | '؟'
                | '۔'
                | '।'
                | '॥'
                | '။'
                | '።'
                | '፧'
                | '។'
                | '\u{37E}'
                | '。'
                | '｡'
                | '．'
                | '！'
                | '？'
                | '﹖'
                | '﹗'
    )
}

/// Whether the first letter of a text is of Unicode's blocks of scripts written from right to left (Hebrew, Arabic,
/// Syriac, Thaana, N'Ko and their presentation forms), as browsers decide it for `dir=auto`.
pub fn is_written_leftward(text: &str) -> bool {
    let first = text.chars().find(|c| c.is_alphabetic());
    first.is_some_and(|c| matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'))
}

/// Marks that open a quotation and nothing else.
pub fn opens_quote(c: char) -> bool {
    matches!(c, '\u{201C}' | '\u{2018}' | '\u{AB}' | '\u{201E}' | '\u{201A}')
}

/// Marks that close a quotation; the curly one is an apostrophe too.
pub fn closes_quote(c: char) -> bool {
    matches!(c, '\u{201D}' | '\u{2019}' | '\u{BB}')
}

/// Whether the character belongs to the letter before it: accents, joiners, variation selectors.
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{20D0}'..='\u{20FF}')
        || ('\u{1F3FB}'..='\u{1F3FF}').contains(&c)
        || ('\u{55B}'..'\u{2000}').contains(&c) && is_sign_of_a_script(c)
}

/// Signs inside words of some scripts that Unicode does not count as letters: Armenian stress and question, Hebrew and
/// Arabic vowels, Indic viramas and nuktas, Thai and Lao tones, Myanmar asat, Khmer coeng.
fn is_sign_of_a_script(c: char) -> bool {
    matches!(
        u32::from(c),
        0x55B..=0x55F
            | 0x591..=0x5BD
            | 0x5BF
            | 0x5C1..=0x5C2
            | 0x5C4..=0x5C5
            | 0x64B..=0x65F
            | 0x670
            | 0x93C
            | 0x94D
            | 0x951..=0x954
            | 0x9BC
            | 0x9CD
            | 0xA3C
            | 0xA4D
            | 0xABC
            | 0xACD
            | 0xB3C
            | 0xB4D
            | 0xBCD
            | 0xC4D
            | 0xCBC
            | 0xCCD
            | 0xD3B..=0xD3C
            | 0xD4D
            | 0xDCA
            | 0xE47..=0xE4E
            | 0xEC8..=0xECE
            | 0x1037
            | 0x1039..=0x103A
            | 0x17D2
    )
}

/// One character as it is compared: small, without accent, Cyrillic look-alikes as Latin,
/// quotation marks straight, dashes one hyphen. A few letters fold to two, hence the second.
pub fn fold(c: char) -> (char, Option<char>) {
    if c.is_ascii() {
        return (c.to_ascii_lowercase(), None);
    }
    let one = match c {
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' | 'Ǎ' | 'ǎ' | 'ạ'..='ặ' | 'Ạ'..='Ặ' => 'a',
        'Ç' | 'ç' | 'Ć'..='č' => 'c',
        'Ð' | 'ð' | 'Ď'..='đ' => 'd',
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' | 'Ẹ'..='ệ' => 'e',
        'Ĝ'..='ģ' | 'Ǧ' | 'ǧ' => 'g',
        'Ĥ'..='ħ' => 'h',
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' | 'Ỉ'..='ị' => 'i',
        'Ĵ' | 'ĵ' => 'j',
        'Ķ'..='ĸ' => 'k',
        'Ĺ'..='ł' => 'l',
        'Ñ' | 'ñ' | 'Ń'..='ŋ' => 'n',
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' | 'Ọ'..='ợ' | 'Ơ' | 'ơ' => 'o',
        'Ŕ'..='ř' => 'r',
        'Ś'..='š' | 'Ș' | 'ș' => 's',
        'Ţ'..='ŧ' | 'Ț' | 'ț' => 't',
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' | 'Ụ'..='ự' | 'Ư' | 'ư' => 'u',
        'Ŵ' | 'ŵ' => 'w',
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' => 'y',
        'Ź'..='ž' => 'z',
        'ß' => return ('s', Some('s')),
        'Æ' | 'æ' => return ('a', Some('e')),
        'Œ' | 'œ' => return ('o', Some('e')),
        'Þ' | 'þ' => return ('t', Some('h')),
        // Cyrillic and Greek letters that look like Latin ones.
        'А' | 'а' | 'Α' => 'a',
        'В' | 'Β' => 'b',
        'С' | 'с' => 'c',
        'Е' | 'е' | 'Ё' | 'ё' | 'Ε' => 'e',
        'Н' | 'Η' => 'h',
        'І' | 'і' | 'Ι' => 'i',
        'Ј' | 'ј' => 'j',
        'К' | 'к' | 'Κ' => 'k',
        'М' | 'м' | 'Μ' => 'm',
        'О' | 'о' | 'Ο' | 'ο' => 'o',
        'Р' | 'р' | 'Ρ' => 'p',
        'Ѕ' | 'ѕ' => 's',
        'Т' | 'т' | 'Τ' => 't',
        'У' | 'у' | 'Υ' => 'y',
        'Х' | 'х' | 'Χ' => 'x',
        '\u{2018}' | '\u{2019}' | '\u{2BC}' | '\u{201A}' | '\u{2032}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{AB}' | '\u{BB}' | '\u{2033}' => '"',
        '\u{A0}' | '\u{202F}' | '\u{2009}' => ' ',
        _ if is_dash(c) => '-',
        _ => lower(c),
    };
    (one, None)
}

/// A word as it is compared: every character through [`fold`].
pub fn folded(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        let (one, two) = fold(c);
        out.push(one);
        out.extend(two);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn general_punctuation_has_no_letter_and_no_digit() {
        let block = (0x2000..0x2070).filter_map(char::from_u32);
        assert!(block.clone().all(|c| is_general_punctuation(c) && !c.is_alphanumeric()));
        assert!(['\u{1FFF}', '\u{2070}', 'é', '“'].map(is_general_punctuation) == [false, false, false, true]);
        assert_eq!(block.count(), 0x70);
    }

    #[test]
    fn the_first_letter_says_where_a_line_begins() {
        for text in ["12 شباط", "«שלום» said Ana", "قال Trump"] {
            assert!(is_written_leftward(text), "{text}");
        }
        for text in ["Trump قال", "12", "", "Москва"] {
            assert!(!is_written_leftward(text), "{text}");
        }
    }

    #[test]
    fn folding_joins_spellings_that_look_alike() {
        for (word, plain) in [
            ("Türkiye", "turkiye"),
            ("Оne", "one"),
            ("11 аm", "11 am"),
            ("Lukashenka’s", "lukashenka's"),
            ("Straße", "strasse"),
            ("Trump–Putin", "trump-putin"),
            ("Łódź", "lodz"),
            ("Traoré", "traore"),
        ] {
            assert_eq!(folded(word), plain);
        }
    }
}
