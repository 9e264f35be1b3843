//! The files in a zip, with limits: a small file that unpacks to more than memory holds is an error, not a crash.
//!
//! Stored and deflated entries are read by the directory at the end; encrypted ones, other methods and ZIP64 are not.

use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// All entries together may unpack to so much.
const MOST_BYTES: usize = 512 << 20;

/// More entries are no folder of articles.
const MOST_ENTRIES: usize = 100_000;

/// An entry's path, and its content or why there is none.
pub(super) type Entry = (String, Result<Vec<u8>, &'static str>);

/// Whether it is a zip.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The paths of all files, sorted; none if it is no whole zip.
pub(super) fn paths(bytes: &[u8]) -> Vec<String> {
    directory(bytes).into_iter().map(|head| head.path).collect()
}

/// The first file that fits, unpacked; `None` if there is none, or no zip.
pub(super) fn first(bytes: &[u8], fits: impl Fn(&str) -> bool) -> Option<(String, Vec<u8>)> {
    let all = if is_zip(bytes) { directory(bytes) } else { Vec::new() };
    let head = all.into_iter().find(|head| fits(&head.path))?;
    let content = head.content(bytes, MOST_BYTES).ok()?;
    Some((head.path, content))
}

/// All files, sorted by path. What is too large to unpack with those before it is not.
pub(super) fn entries(bytes: &[u8]) -> Vec<Entry> {
    let mut left = MOST_BYTES;
    let mut unpacked = |head: Head| {
        let content = head.content(bytes, left);
        left = left.saturating_sub(content.as_ref().map_or(0, Vec::len));
        (head.path, content)
    };
    directory(bytes).into_iter().map(&mut unpacked).collect()
}

struct Head {
    path: String,
    flags: u16,
    method: u16,
    packed: usize,
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
            packed: long(bytes, at + 20)?,
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
    fn content(&self, bytes: &[u8], most: usize) -> Result<Vec<u8>, &'static str> {
        const BROKEN: &str = "the zip is broken here";
        if self.flags & 1 != 0 {
            return Err("it is encrypted");
        }
        let lengths = short(bytes, self.at.saturating_add(26)).zip(short(bytes, self.at.saturating_add(28)));
        let (name, extra) = lengths.ok_or(BROKEN)?;
        let start = self.at + 30 + usize::from(name) + usize::from(extra);
        let packed = start.checked_add(self.packed).and_then(|end| bytes.get(start..end)).ok_or(BROKEN)?;
        match self.method {
            0 if packed.len() <= most => Ok(packed.to_vec()),
            8 => decompress_to_vec_with_limit(packed, most)
                .map_err(|error| if error.output.len() >= most { TOO_LARGE } else { BROKEN }),
            0 => Err(TOO_LARGE),
            _ => Err("it is packed in a way that is not read here"),
        }
    }
}

const TOO_LARGE: &str = "it unpacks to more than 512 MB with the files before it";

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
            for long in [0, packed.len() as u32, content.len() as u32] {
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

    #[test]
    fn deflated_files_are_unpacked() {
        let bytes = zip(b"Mayor Mayor Mayor Mayor");
        assert!(is_zip(&bytes));
        assert_eq!(paths(&bytes), ["a.txt"]);
        assert_eq!(entries(&bytes), [("a.txt".to_owned(), Ok(b"Mayor Mayor Mayor Mayor".to_vec()))]);
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let bytes = zip(&vec![0; 3 << 20]);
        assert!(bytes.len() < 10_000);
        let head = directory(&bytes).remove(0);
        assert_eq!(head.content(&bytes, 1 << 20), Err(TOO_LARGE));
        assert_eq!(head.content(&bytes, 3 << 20).map(|content| content.len()), Ok(3 << 20));
    }

    #[test]
    fn cut_zips_do_no_harm() {
        let bytes = zip(b"Mayor");
        for end in 0..bytes.len() {
            entries(&bytes[..end]);
        }
    }
}
