//! Zips as others pack them: damaged ones, and ones that unpack to more than they should.

use standpoint::format::import;
use standpoint::model::Time;

/// A zip of stored files.
pub(crate) fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let files: Vec<_> =
        files.iter().map(|(name, content)| (*name, 0, *content, content.len(), crc32(content))).collect();
    packed(&files)
}

/// A zip of files as given: name, method, bytes, size and checksum that are said of what they unpack to.
pub(crate) fn packed(files: &[(&str, u16, &[u8], usize, u32)]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for (name, method, content, size, crc) in files {
        let at = out.len() as u32;
        let mut head = Vec::new();
        for short in [20u16, 1 << 11, *method, 0, 33] {
            head.extend(short.to_le_bytes());
        }
        for long in [*crc, content.len() as u32, *size as u32] {
            head.extend(long.to_le_bytes());
        }
        head.extend((name.len() as u16).to_le_bytes());
        out.extend([&b"PK\x03\x04"[..], &head, &[0, 0], name.as_bytes(), content].concat());
        let place = [&b"PK\x01\x02\x14\0"[..], &head, &[0; 12], &at.to_le_bytes(), name.as_bytes()].concat();
        directory.extend(place);
    }
    let (at, n) = (out.len() as u32, files.len() as u16);
    out.extend(&directory);
    out.extend([&b"PK\x05\x06\0\0\0\0"[..], &n.to_le_bytes(), &n.to_le_bytes()].concat());
    out.extend([&(directory.len() as u32).to_le_bytes()[..], &at.to_le_bytes(), &[0, 0]].concat());
    out
}

/// The checksum of zip, bit by bit.
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    let bit = |crc: u32| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| bit(crc)))
}

/// `n` zero bytes, deflated: a stored zero, then one match of 258 bytes after the other.
pub(crate) fn bomb(n_matches: usize) -> Vec<u8> {
    let mut bits: Vec<bool> = Vec::new();
    // The last block, with fixed codes; the literal 0 is 00110000.
    let push = |bits: &mut Vec<bool>, code: &str| bits.extend(code.bytes().map(|bit| bit == b'1'));
    push(&mut bits, "11000110000");
    for _ in 0..n_matches {
        // Length 258 is code 285 (11000101), distance 1 is code 0.
        push(&mut bits, "1100010100000");
    }
    push(&mut bits, "0000000");
    bits.chunks(8).map(|byte| byte.iter().enumerate().map(|(nth, bit)| u8::from(*bit) << nth).sum()).collect()
}

const ANN: &[u8] = b"T1\tPer 0 5\tMayor\n";

fn issues(reader: &str, zip: &[u8]) -> Vec<String> {
    let reader = import::reader(reader).expect("a reader");
    let brought = import::read(reader, "a.zip", zip, Time(0));
    brought.issues.iter().map(ToString::to_string).collect()
}

#[test]
fn a_damaged_file_in_a_zip_is_told_and_read() {
    let files = [("a.ann", 0, ANN, ANN.len(), crc32(ANN)), ("a.txt", 0, &b"Mayor."[..], 6, crc32(b"Mayor?"))];
    let zip = packed(&files);
    let damaged = "its checksum is not the one that the zip says: it may be damaged. It was read as it is";
    assert_eq!(issues("brat", &zip), [format!("a.zip: a.txt: {damaged}; pack the folder again.")]);
    let brought = import::read(import::reader("brat").expect("a reader"), "a.zip", &zip, Time(0));
    assert_eq!(brought.read.project.layers.values().map(|layer| layer.len()).sum::<usize>(), 1);
    let row = br#"{"text": "Mayor.", "label": [[0, 5, "PER"]]}"#;
    let zip = packed(&[("a.jsonl", 0, row, row.len(), 7)]);
    assert_eq!(issues("doccano", &zip), [format!("a.zip: a.jsonl: {damaged}; pack the folder again.")]);
}

#[test]
fn a_bomb_is_told_and_the_files_beside_it_come_in() {
    let ann = ("a.ann", 0, ANN, ANN.len(), crc32(ANN));
    let text = ("a.txt", 0, &b"Mayor."[..], 6, crc32(b"Mayor."));
    let n_small = 1 + 4 * 258;
    let small = packed(&[ann, text, ("b.txt", 8, &bomb(4), n_small, crc32(&vec![0; n_small]))]);
    assert_eq!(issues("brat", &small), [""; 0], "the bomb is made as it should be");
    let large = bomb(1 << 20);
    let unpacked = 1 + 258 * (1 << 20);
    for (size, why) in [(unpacked, "it unpacks to more than 128 MB"), (1000, "it unpacks to more than the zip says")] {
        let zip = packed(&[ann, text, ("b.txt", 8, &large, size, 0)]);
        assert_eq!(issues("brat", &zip), [format!("a.zip: b.txt: {why}. Pack the folder again.")]);
        let brought = import::read(import::reader("brat").expect("a reader"), "a.zip", &zip, Time(0));
        assert_eq!(brought.read.project.articles.len(), 1, "{why}");
    }
}
