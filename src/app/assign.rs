//! Shares articles out to coders: the same project gives the same shares in every browser.
//!
//! Reliability needs articles that several people coded without choosing them: so the articles are put in an order of
//! chance, seeded by the project's id, the first of them are everybody's, and the rest are dealt out in turn.

use crate::model::{ArticleId, CoderId};
use crate::text::{Map, order};
use std::rc::Rc;

/// How articles are shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// Everybody codes every article.
    All,
    /// So many of a hundred articles are everybody's, rounded to whole articles; the rest have one coder each.
    Overlap(u32),
}

/// Each coder's queue.
pub type Shares = Map<CoderId, Rc<[ArticleId]>>;

/// The shares; none without coders. `seed` is the project's id.
pub fn share_out(articles: &[ArticleId], coders: &[CoderId], sharing: Sharing, seed: &str) -> Shares {
    let mut shuffled: Vec<(u64, &ArticleId)> = articles.iter().map(|id| (chance(seed, id.as_str()), id)).collect();
    order::sort(&mut shuffled);
    let n_common = match sharing {
        Sharing::All => shuffled.len(),
        Sharing::Overlap(percent) => n_common(shuffled.len(), percent),
    };
    let (common, rest) = shuffled.split_at(n_common);
    let n_coders = coders.len().max(1);
    let queue = |nth: usize| {
        let own = rest.iter().skip(nth).step_by(n_coders);
        let mut queue: Vec<&(u64, &ArticleId)> = common.iter().chain(own).collect();
        // What is coded by all does not come first, when coders are still learning, but anywhere.
        order::sort_by_key(&mut queue, |(at, _)| at.rotate_left(32));
        queue.into_iter().map(|(_, id)| (*id).clone()).collect()
    };
    coders.iter().enumerate().map(|(nth, coder)| (coder.clone(), queue(nth))).collect()
}

/// How many of `n` articles are everybody's: the nearest whole number to the share.
pub fn n_common(n: usize, percent: u32) -> usize {
    (n * percent.min(100) as usize + 50) / 100
}

/// A number that looks like chance and is always the same: FNV-1a of both texts (draft-eastlake-fnv), then the last
/// step of SplitMix64, since FNV's high bits change little from one short text to the next.
fn chance(seed: &str, id: &str) -> u64 {
    let bytes = seed.bytes().chain([0]).chain(id.bytes());
    let sum = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    let z = (sum ^ (sum >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(n: usize) -> Vec<ArticleId> {
        (0..n).map(|ix| ArticleId::new(format!("sha256:{ix}"))).collect()
    }

    fn coders(n: usize) -> Vec<CoderId> {
        (0..n).map(|ix| CoderId::new(format!("c:{ix}"))).collect()
    }

    /// How many coders have each article.
    fn n_coders_of(shares: &Shares, articles: &[ArticleId]) -> Vec<usize> {
        articles.iter().map(|id| shares.values().filter(|queue| queue.contains(id)).count()).collect()
    }

    #[test]
    fn every_article_is_assigned_and_the_overlap_is_right_to_one_article() {
        for n_articles in [0, 1, 2, 7, 10, 53, 100] {
            for n_coders in 1..=5 {
                for percent in [0, 1, 10, 20, 33, 50, 99, 100] {
                    let articles = ids(n_articles);
                    let shares = share_out(&articles, &coders(n_coders), Sharing::Overlap(percent), "p");
                    let counts = n_coders_of(&shares, &articles);
                    assert!(counts.iter().all(|n| *n == 1 || *n == n_coders), "{counts:?}");
                    let n_shared = counts.iter().filter(|n| **n == n_coders).count() as f64;
                    let wanted = n_articles as f64 * f64::from(percent) / 100.0;
                    assert!(n_coders == 1 || (n_shared - wanted).abs() <= 0.5, "{n_shared} for {wanted}");
                    let lengths: Vec<usize> = shares.values().map(|queue| queue.len()).collect();
                    let (least, most) = (lengths.iter().min(), lengths.iter().max());
                    assert!(
                        most.zip(least).is_some_and(|(most, least)| most - least <= 1),
                        "nobody has more than one article more than another: {lengths:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_same_project_has_the_same_shares_whatever_the_order_of_its_articles() {
        let mut articles = ids(20);
        let first = share_out(&articles, &coders(3), Sharing::Overlap(20), "p");
        articles.reverse();
        assert_eq!(share_out(&articles, &coders(3), Sharing::Overlap(20), "p"), first);
        assert_ne!(share_out(&articles, &coders(3), Sharing::Overlap(20), "q"), first, "another project, other shares");
    }

    #[test]
    fn all_means_all() {
        let articles = ids(9);
        let shares = share_out(&articles, &coders(2), Sharing::All, "p");
        assert!(n_coders_of(&shares, &articles).iter().all(|n| *n == 2));
        assert!(share_out(&articles, &[], Sharing::All, "p").is_empty());
    }
}
