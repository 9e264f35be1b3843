//! A zip of stored entries, written as a stream.
//!
//! By hand, since the crates that write zips want to go back to an entry's head, or leave sizes to a record behind its
//! bytes, which Java's readers refuse for stored entries. All times are the first that zip knows, so that equal
//! projects give equal bytes. More than 65,535 entries and 4 GiB need the records of ZIP64, and get them.

use crate::format::crc::crc32;

/// 1 January 1980, midnight, as DOS counts.
const DATE: u16 = 1 << 5 | 1;

/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;

/// A zip in the making.
#[derive(Default)]
pub(super) struct Zip {
    at: u64,
    n_entries: u64,
    directory: Vec<u8>,
}

impl Zip {
    /// Appends an entry. Contents are texts of articles, so they fit in 4 GiB.
    pub(super) fn add(&mut self, name: &str, content: &[u8], out: &mut Vec<u8>) {
        let (crc, length) = (crc32(content), content.len() as u32);
        let before = out.len();
        let head = |version: u16, out: &mut Vec<u8>| {
            for short in [version, FLAGS, 0, 0, DATE] {
                out.extend(short.to_le_bytes());
            }
            for long in [crc, length, length] {
                out.extend(long.to_le_bytes());
            }
            out.extend((name.len() as u16).to_le_bytes());
        };
        out.extend(b"PK\x03\x04");
        head(20, out);
        out.extend(0u16.to_le_bytes());
        out.extend(name.as_bytes());
        out.extend(content);

        let is_far = self.at >= u64::from(u32::MAX);
        let version: u16 = if is_far { 45 } else { 20 };
        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(version.to_le_bytes());
        head(version, &mut self.directory);
        self.directory.extend((if is_far { 12u16 } else { 0 }).to_le_bytes());
        // Comment, disk, two kinds of attributes.
        self.directory.extend([0; 10]);
        let at = u32::try_from(self.at).unwrap_or(u32::MAX);
        self.directory.extend(at.to_le_bytes());
        self.directory.extend(name.as_bytes());
        if is_far {
            self.directory.extend([1, 0, 8, 0]);
            self.directory.extend(self.at.to_le_bytes());
        }
        self.n_entries += 1;
        self.at += (out.len() - before) as u64;
    }

    /// Appends the directory.
    pub(super) fn finish(self, out: &mut Vec<u8>) {
        let (start, length) = (self.at, self.directory.len() as u64);
        out.extend(&self.directory);
        let is_large = self.n_entries >= 0xFFFF || start + length >= u64::from(u32::MAX);
        if is_large {
            out.extend(b"PK\x06\x06");
            out.extend(44u64.to_le_bytes());
            out.extend([45, 0, 45, 0]);
            out.extend([0; 8]);
            for number in [self.n_entries, self.n_entries, length, start] {
                out.extend(number.to_le_bytes());
            }
            out.extend(b"PK\x06\x07");
            out.extend([0; 4]);
            out.extend((start + length).to_le_bytes());
            out.extend(1u32.to_le_bytes());
        }
        out.extend(b"PK\x05\x06");
        out.extend([0; 4]);
        let n_entries = u16::try_from(self.n_entries).unwrap_or(u16::MAX);
        out.extend(n_entries.to_le_bytes());
        out.extend(n_entries.to_le_bytes());
        for number in [length, start] {
            out.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
        }
        out.extend([0; 2]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zip_has_its_parts_where_its_directory_says() {
        let (mut zip, mut out) = (Zip::default(), Vec::new());
        zip.add("a.txt", b"abc", &mut out);
        zip.add("b/\u{e9}.txt", b"", &mut out);
        let second = out.windows(4).rposition(|w| w == b"PK\x03\x04").expect("a second entry") as u32;
        let start = out.len() as u32;
        zip.finish(&mut out);
        let end = out.len() - 22;
        assert_eq!(out[end..end + 4], *b"PK\x05\x06");
        assert_eq!(out[end + 10..end + 12], [2, 0]);
        assert_eq!(out[end + 16..end + 20], start.to_le_bytes());
        let name_end = out.len() - 22 - "b/\u{e9}.txt".len();
        assert_eq!(out[name_end - 4..name_end], second.to_le_bytes());
    }

    #[test]
    fn many_entries_have_the_larger_records() {
        let (mut zip, mut out) = (Zip::default(), Vec::new());
        for _ in 0..0x1_0000 {
            zip.add("a", b"", &mut out);
        }
        zip.finish(&mut out);
        let end = out.len() - 22;
        assert_eq!(out[end + 10..end + 12], [0xFF, 0xFF]);
        assert_eq!(out[end - 20..end - 16], *b"PK\x06\x07");
        assert_eq!(out[end - 76 + 32..end - 76 + 40], 0x1_0000u64.to_le_bytes());
    }
}
