//! The files in a zip, one after the other and within limits: a small file that unpacks to more than memory holds is
//! an error, not a crash.
//!
//! Stored and deflated entries are read by the directory at the end; encrypted ones, other methods and ZIP64 are not.
//! An entry is unpacked into room of the size that the directory says, never more, so nothing grows by what a hostile
//! file holds. An entry whose checksum is another one is read all the same, and said to be damaged.

use super::crc::crc32;
use miniz_oxide::inflate::{TINFLStatus, decompress_slice_iter_to_slice};
use std::vec;

/// No entry may unpack to more.
const MOST_ENTRY_BYTES: usize = 128 << 20;

/// All entries together may unpack to so much where each is done with before the next.
const MOST_BYTES: usize = 512 << 20;

/// All entries together may unpack to so much where they are held at once.
const MOST_HELD_BYTES: usize = 256 << 20;

/// More entries are no folder of articles.
const MOST_ENTRIES: usize = 100_000;

/// Deflate makes at most so many bytes of one.
const MOST_GAIN: usize = 1032;

/// A file in a zip.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::format) struct Entry {
    /// With `/` between folders.
    pub(in crate::format) path: String,
    /// What is in it, or why that is not known.
    pub(in crate::format) content: Result<Vec<u8>, &'static str>,
    /// What is wrong with a content that was read.
    pub(in crate::format) damage: Option<&'static str>,
}

/// Whether it is a zip.
pub(in crate::format) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The paths of all files, sorted; none if it is no whole zip.
pub(in crate::format) fn paths(bytes: &[u8]) -> Vec<String> {
    directory(bytes).into_iter().map(|head| head.path).collect()
}

/// The files that fit, sorted by path, each unpacked when it is asked for; none if it is no zip.
pub(in crate::format) fn fitting(bytes: &[u8], fits: impl Fn(&str) -> bool) -> impl Iterator<Item = (String, Vec<u8>)> {
    let all = if is_zip(bytes) { directory(bytes) } else { Vec::new() };
    let unpacked = |head: Head| head.content(bytes, MOST_ENTRY_BYTES).ok().map(|(content, _)| (head.path, content));
    all.into_iter().filter(move |head| fits(&head.path)).filter_map(unpacked)
}

/// All files, sorted by path, each unpacked when it is asked for. What is too large to unpack with those before it is
/// not.
pub(in crate::format) fn entries(bytes: &[u8]) -> Entries<'_> {
    Entries { bytes, heads: directory(bytes).into_iter(), left: MOST_BYTES, too_much: TOO_MUCH }
}

/// As [`entries`], for those who keep all of them.
pub(in crate::format) fn entries_to_hold(bytes: &[u8]) -> Entries<'_> {
    Entries { left: MOST_HELD_BYTES, too_much: TOO_MUCH_HELD, ..entries(bytes) }
}

/// The files of a zip on the way.
pub(in crate::format) struct Entries<'a> {
    bytes: &'a [u8],
    heads: vec::IntoIter<Head>,
    /// Bytes that may still be unpacked.
    left: usize,
    /// What is said of one that is too large for that.
    too_much: &'static str,
}

impl Entries<'_> {
    /// Those that fit by their paths; others are not unpacked.
    pub(in crate::format) fn only(self, fits: impl Fn(&str) -> bool) -> Self {
        let heads: Vec<Head> = self.heads.filter(|head| fits(&head.path)).collect();
        Entries { heads: heads.into_iter(), ..self }
    }
}

impl Iterator for Entries<'_> {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        let head = self.heads.next()?;
        let (content, damage) = match head.content(self.bytes, self.left) {
            Ok((content, is_sound)) => (Ok(content), (!is_sound).then_some(DAMAGED)),
            Err(TOO_MUCH) => (Err(self.too_much), None),
            Err(why) => (Err(why), None),
        };
        self.left -= content.as_ref().map_or(0, Vec::len).min(self.left);
        Some(Entry { path: head.path, content, damage })
    }
}

struct Head {
    path: String,
    flags: u16,
    method: u16,
    crc: u32,
    packed: usize,
    size: usize,
    /// Of the entry's own head.
    at: usize,
}

fn directory(bytes: &[u8]) -> Vec<Head> {
    let mut heads = read_directory(bytes).unwrap_or_default();
    // Folders, and what some systems put beside the files.
    heads.retain(|head| !head.path.ends_with('/') && !head.path.starts_with("__MACOSX/"));
    crate::text::order::sort_by(&mut heads, |a, b| a.path.cmp(&b.path));
    heads
}

fn read_directory(bytes: &[u8]) -> Option<Vec<Head>> {
    // The end record has 22 bytes and a comment of at most 65,535.
    let from = bytes.len().saturating_sub(22 + 65_535);
    let end = from + bytes[from..].windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let mut at = long(bytes, end + 16)?;
    let mut heads = Vec::new();
    while bytes.get(at..at.checked_add(4)?)? == b"PK\x01\x02" && heads.len() < MOST_ENTRIES {
        let (name, extra, comment) = (short(bytes, at + 28)?, short(bytes, at + 30)?, short(bytes, at + 32)?);
        let path = bytes.get(at + 46..at + 46 + usize::from(name))?;
        heads.push(Head {
            path: String::from_utf8_lossy(path).replace('\\', "/"),
            flags: short(bytes, at + 8)?,
            method: short(bytes, at + 10)?,
            crc: long(bytes, at + 16)? as u32,
            packed: long(bytes, at + 20)?,
            size: long(bytes, at + 24)?,
            at: long(bytes, at + 42)?,
        });
        at += 46 + usize::from(name) + usize::from(extra) + usize::from(comment);
        if at + 4 > bytes.len() {
            break;
        }
    }
    Some(heads)
}

impl Head {
    /// The content, and whether its checksum is the one in the directory. `most` bytes may still be unpacked.
    fn content(&self, bytes: &[u8], most: usize) -> Result<(Vec<u8>, bool), &'static str> {
        if self.flags & 1 != 0 {
            return Err("it is encrypted");
        }
        let lengths = short(bytes, self.at.saturating_add(26)).zip(short(bytes, self.at.saturating_add(28)));
        let (name, extra) = lengths.ok_or(BROKEN)?;
        let start = self.at + 30 + usize::from(name) + usize::from(extra);
        let packed = start.checked_add(self.packed).and_then(|end| bytes.get(start..end)).ok_or(BROKEN)?;
        let size = if self.method == 0 { packed.len() } else { self.size };
        if size > MOST_ENTRY_BYTES {
            return Err(TOO_LARGE);
        }
        if size > most {
            return Err(TOO_MUCH);
        }
        let content = match self.method {
            0 => packed.to_vec(),
            8 => inflated(packed, size)?,
            _ => return Err("it is packed in a way that is not read here"),
        };
        let is_sound = crc32(&content) == self.crc;
        Ok((content, is_sound))
    }
}

/// Unpacks into room for `size` bytes and no more.
fn inflated(packed: &[u8], size: usize) -> Result<Vec<u8>, &'static str> {
    // What cannot be made of so little is not asked of the memory. One byte more tells a content that is larger.
    let room = size.min(packed.len().saturating_mul(MOST_GAIN)) + 1;
    let mut content = vec![0; room];
    match decompress_slice_iter_to_slice(&mut content, [packed].into_iter(), false, true) {
        Ok(length) if length <= size => {
            content.truncate(length);
            Ok(content)
        }
        Ok(_) | Err(TINFLStatus::HasMoreOutput) => Err(LARGER),
        Err(_) => Err(BROKEN),
    }
}

const BROKEN: &str = "the zip is broken here";
const DAMAGED: &str = "its checksum is not the one that the zip says: it may be damaged";
const LARGER: &str = "it unpacks to more than the zip says";
const TOO_LARGE: &str = "it unpacks to more than 128 MB";
const TOO_MUCH_HELD: &str = "it unpacks to more than 256 MB with the files before it";
const TOO_MUCH: &str = "it unpacks to more than 512 MB with the files before it";

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use miniz_oxide::deflate::compress_to_vec;

    /// A zip of one deflated file.
    fn zip(content: &[u8]) -> Vec<u8> {
        let packed = compress_to_vec(content, 9);
        let head = |out: &mut Vec<u8>| {
            for short in [20u16, 0, 8, 0, 33] {
                out.extend(short.to_le_bytes());
            }
            for long in [crc32(content), packed.len() as u32, content.len() as u32] {
                out.extend(long.to_le_bytes());
            }
            out.extend(5u16.to_le_bytes());
        };
        let mut out = b"PK\x03\x04".to_vec();
        head(&mut out);
        out.extend([0, 0]);
        out.extend(b"a.txt");
        out.extend(&packed);
        let at = out.len() as u32;
        out.extend(b"PK\x01\x02\x14\0");
        head(&mut out);
        out.extend([0; 16]);
        out.extend(b"a.txt");
        let length = out.len() as u32 - at;
        out.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
        out.extend(length.to_le_bytes());
        out.extend(at.to_le_bytes());
        out.extend([0, 0]);
        out
    }

    fn contents(bytes: &[u8]) -> Vec<Result<Vec<u8>, &'static str>> {
        entries(bytes).map(|entry| entry.content).collect()
    }

    #[test]
    fn deflated_files_are_unpacked() {
        for content in [&b"Mayor Mayor Mayor Mayor"[..], b""] {
            let bytes = zip(content);
            assert!(is_zip(&bytes));
            assert_eq!(paths(&bytes), ["a.txt"]);
            let entry = Entry { path: "a.txt".to_owned(), content: Ok(content.to_vec()), damage: None };
            assert_eq!(entries(&bytes).collect::<Vec<_>>(), [entry]);
        }
    }

    #[test]
    fn a_wrong_checksum_is_told_and_the_content_read() {
        let mut bytes = zip(b"Mayor");
        let at = bytes.windows(4).rposition(|window| window == b"PK\x01\x02").expect("a directory") + 16;
        bytes[at] ^= 1;
        let entry = entries(&bytes).next().expect("an entry");
        assert_eq!((entry.content, entry.damage), (Ok(b"Mayor".to_vec()), Some(DAMAGED)));
    }

    /// Puts another unpacked size into the directory.
    fn sized(mut bytes: Vec<u8>, size: u32) -> Vec<u8> {
        let at = bytes.windows(4).rposition(|window| window == b"PK\x01\x02").expect("a directory") + 24;
        bytes[at..at + 4].copy_from_slice(&size.to_le_bytes());
        bytes
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let bomb = zip(&vec![b' '; 3 << 20]);
        assert!(bomb.len() < 10_000);
        let head = directory(&bomb).remove(0);
        assert_eq!(head.content(&bomb, 1 << 20), Err(TOO_MUCH));
        assert_eq!(
            head.content(&bomb, 3 << 20).map(|(content, is_sound)| (content.len(), is_sound)),
            Ok((3 << 20, true))
        );
        let said = |size| contents(&sized(bomb.clone(), size)).remove(0);
        assert_eq!(said((128 << 20) + 1), Err(TOO_LARGE));
        assert_eq!(said(u32::MAX), Err(TOO_LARGE));
        assert_eq!(said(100), Err(LARGER), "it says that it is small");
        assert_eq!(said(128 << 20).map(|content| content.len()), Ok(3 << 20), "it says that it is large");
    }

    #[test]
    fn all_entries_together_have_a_limit() {
        let bomb = zip(&vec![b' '; 1 << 20]);
        let mut all = Entries { bytes: &bomb, heads: directory(&bomb).into_iter(), left: 1 << 20, too_much: TOO_MUCH };
        assert!(all.next().is_some_and(|entry| entry.content.is_ok()));
        assert_eq!(all.left, 0);
    }

    #[test]
    fn cut_zips_do_no_harm() {
        let bytes = zip(b"Mayor");
        for end in 0..bytes.len() {
            assert!(!contents(&bytes[..end]).contains(&Ok(b"Mayor".to_vec())) || end + 22 > bytes.len(), "{end}");
        }
    }
}
