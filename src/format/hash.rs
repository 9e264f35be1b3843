//! SHA-256 as names of texts.

use crate::model::ArticleId;
use sha2::{Digest, Sha256};

/// The name that a text has everywhere: `sha256:` and the hex digest of its UTF-8 bytes.
pub fn article_id(text: &str) -> ArticleId {
    ArticleId::new(format!("sha256:{}", sha256_hex(text.as_bytes())))
}

/// The SHA-256 digest (FIPS 180-4) as 64 lower-case hex digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Two lower-case hex digits a byte.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [hex_digit(byte >> 4), hex_digit(byte & 15)]).collect()
}

fn hex_digit(nibble: u8) -> char {
    char::from(b"0123456789abcdef"[usize::from(nibble)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standards_example_has_its_digest() {
        assert_eq!(
            article_id("abc").as_str(),
            "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
