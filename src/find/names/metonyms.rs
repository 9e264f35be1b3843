//! Seats of government that may stand for whom they govern: "Moscow rejected the plan".
//!
//! Which of the two a text means is for a person to say, so the two stay apart, and one leads to the other.

use super::slug::slug;
use crate::text::Map;
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../../seeds/lexicons/metonyms.tsv");

/// The key of what the thing of this key may stand for: `russia` for `kremlin`. `None` for a thing that stands for
/// itself alone.
pub fn stands_for(key: &str) -> Option<&'static str> {
    static WHOLES: OnceLock<Map<String, String>> = OnceLock::new();
    let wholes = WHOLES.get_or_init(|| rows().map(|(seat, whole)| (slug(seat), slug(whole))).collect());
    wholes.get(key).map(String::as_str)
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::analyze;

    #[test]
    fn a_seat_leads_to_whom_it_may_stand_for() {
        assert_eq!(stands_for("kremlin"), Some("russia"));
        assert_eq!(stands_for("moscow"), Some("russia"));
        assert_eq!(stands_for("russia"), None);
    }

    #[test]
    fn both_ends_are_keys_that_the_engine_gives() {
        for (seat, whole) in rows() {
            for name in [seat, whole] {
                let document = analyze(&format!("Officials from the {name} came."));
                let keys: Vec<_> = document.entities.iter().map(|entity| &*entity.key).collect();
                assert!(keys.contains(&&*slug(name)), "{name}: {keys:?}");
            }
        }
    }
}
