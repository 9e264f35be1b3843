//! The checksum of zip, for files written and read. Not a digest: it tells damage, not malice.

/// CRC-32 (ISO 3309), by a table of sixteen.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 16] = {
        let mut table = [0; 16];
        let mut ix = 0;
        while ix < 16 {
            let mut row = ix as u32;
            let mut bit = 0;
            while bit < 4 {
                row = if row & 1 == 1 { row >> 1 ^ 0xEDB8_8320 } else { row >> 1 };
                bit += 1;
            }
            table[ix] = row;
            ix += 1;
        }
        table
    };
    let step = |crc: u32, byte: &u8| {
        let crc = crc ^ u32::from(*byte);
        let crc = crc >> 4 ^ TABLE[(crc & 15) as usize];
        crc >> 4 ^ TABLE[(crc & 15) as usize]
    };
    !bytes.iter().fold(!0, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_known_one() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b""), 0);
    }
}
