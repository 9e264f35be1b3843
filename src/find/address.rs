//! Forms of address: what stands before a name whoever it is, and what tells a woman from a man.

use super::words::hashes;

/// Before anybody's name.
pub(super) const PLAIN_ADDRESS: [u32; 5] = hashes(["mr", "mrs", "ms", "miss", "mx"]);

/// Before a woman's name. "Chairman" and "spokesman" tell nothing.
pub(super) const OF_WOMEN: [u32; 11] =
    hashes(["mrs", "ms", "miss", "madam", "dame", "lady", "queen", "princess", "baroness", "sister", "mother"]);

/// Before a man's name.
pub(super) const OF_MEN: [u32; 9] =
    hashes(["mr", "sir", "lord", "king", "prince", "pope", "father", "brother", "baron"]);
