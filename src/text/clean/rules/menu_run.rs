//! Drops runs of menu words and share buttons, one a line.

use super::page_label::is_label_of;
use crate::text::clean::draft::{Draft, Line};
use crate::text::clean::{Rule, shape};

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "menu-run",
    reason: "menus and share buttons are copied as runs of one or two words a line, which no sentence holds together",
    apply,
};

const FEWEST: usize = 4;
const MOST_WORDS: usize = 4;
const MOST_LETTERS: usize = 32;

/// Words that stand in menus and seldom in lists of news.
const MENU_WORDS: [&str; 55] = [
    "about",
    "accessibility",
    "analysis",
    "archive",
    "best rated",
    "business",
    "contact",
    "culture",
    "email",
    "entertainment",
    "facebook",
    "family notices",
    "feedback",
    "following",
    "for you",
    "health",
    "home",
    "home page",
    "instagram",
    "jobs",
    "latest",
    "lifestyle",
    "linkedin",
    "live",
    "menu",
    "money",
    "most read",
    "newest",
    "news",
    "newsroom",
    "newsletters",
    "next",
    "obituaries",
    "oldest",
    "opinion",
    "podcasts",
    "politics",
    "previous",
    "reddit",
    "register",
    "saved",
    "science",
    "search",
    "showbiz",
    "sitemap",
    "sport",
    "technology",
    "telegram",
    "top",
    "travel",
    "tv",
    "twitter",
    "video",
    "whatsapp",
    "world",
];

fn apply(draft: &mut Draft<'_>) {
    for line in draft.lines.iter_mut().filter(|line| line.is_prose()) {
        if is_bar(line.text()) {
            line.drop(RULE.name);
        }
    }
    for range in draft.ranges() {
        let shown: Vec<usize> = range.filter(|&at| !draft.lines[at].raw().trim().is_empty()).collect();
        let mut start = 0;
        while start < shown.len() {
            let length = shown[start..].iter().take_while(|&&at| is_member(&draft.lines[at])).count();
            if length > 0 {
                drop_run(draft, &shown, start, start + length);
            }
            start += length + 1;
        }
    }
}

/// Drops what of `shown[start..end]` is surely a menu.
fn drop_run(draft: &mut Draft<'_>, shown: &[usize], start: usize, end: usize) {
    let line = |nth: usize| &draft.lines[shown[nth]];
    let is_page = |nth: usize| line(nth).is_dropped() || is_menu_word(line(nth).text());
    let is_list = start > 0 && line(start - 1).text().ends_with(':');
    // What stands outside the known words may be a title above a text or the end of a list.
    let from = if start == 0 { Some(0) } else { (start..end).find(|&nth| is_page(nth)) };
    let to =
        if end == shown.len() { Some(end) } else { (start..end).rev().find(|&nth| is_page(nth)).map(|nth| nth + 1) };
    let (Some(from), Some(mut to)) = (from, to) else { return };
    // A menu word right above a paragraph may be its heading.
    let is_above_prose = to < shown.len() && !line(to).is_dropped() && shape::ends_sentence(line(to).text());
    let is_turning = line(to - 1).text().eq_ignore_ascii_case("next");
    if is_above_prose && !line(to - 1).is_dropped() && !is_turning {
        to -= 1;
    }
    let fresh: Vec<usize> = (from..to).filter(|&nth| !line(nth).is_dropped()).collect();
    let n_known = (from..to).filter(|&nth| is_page(nth)).count();
    let has_menu_word = fresh.iter().any(|&nth| is_menu_word(line(nth).text()));
    let is_top = start == 0 && to + 1 >= FEWEST && n_known == to;
    // Above and below a text a menu may have words of its own; within it, it may be a list of news after all.
    let has_label = (from..to).any(|nth| line(nth).is_dropped());
    let is_within = start > 0 && end < shown.len();
    let is_known = if is_within {
        n_known * 4 >= (to - from) * 3 && (has_label || n_known >= FEWEST)
    } else {
        n_known * 3 >= to - from
    };
    let is_menu = n_known >= 2 && has_menu_word && is_known && (end >= start + FEWEST || is_top);
    if is_menu && !is_list {
        for nth in fresh {
            draft.lines[shown[nth]].drop(RULE.name);
        }
    }
}

/// `News | Sport | Contact`: a menu in one line.
fn is_bar(line: &str) -> bool {
    let pieces = || line.split(" | ").map(str::trim);
    line.len() <= 120
        && pieces().count() >= 3
        && pieces().all(|piece| shape::n_words(piece) <= 2 && !piece.contains(|c: char| c.is_ascii_digit()))
        && pieces().filter(|piece| is_menu_word(piece)).count() >= 2
}

/// Whether a run goes on over the line: a short line without a stop, or a label that was dropped before.
fn is_member(line: &Line<'_>) -> bool {
    let text = line.text();
    is_label_of(line.rule())
        || (line.is_prose()
            && text.len() <= 2 * MOST_LETTERS
            && text.chars().count() <= MOST_LETTERS
            && shape::n_words(text) <= MOST_WORDS
            && !shape::ends_sentence(text)
            && shape::starts_like_heading(text)
            && (text.bytes().all(|b| b.is_ascii_digit()) || !text.contains(|c: char| c.is_ascii_digit() || c == ':'))
            && !shape::is_relative_age(text)
            && shape::read_moment(text).is_none())
}

fn is_menu_word(line: &str) -> bool {
    line == "X" || line == "What's On" || MENU_WORDS.iter().any(|word| line.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::super::check::{one, record};

    #[test]
    fn menus_and_share_buttons_go() {
        let article =
            one("Menu\nNews\nHill Life\nSport\nDam breaks\nThe dam broke.\nShare\nX\nFacebook\nReddit\nIt rained.");
        assert_eq!((&*article.title, &*article.text), ("Dam breaks", "The dam broke.\nReddit\nIt rained."));
        assert_eq!(record(&article)[0], ("menu-run", 1, None));
    }

    #[test]
    fn a_menu_in_one_line_goes_and_a_row_of_a_table_stays() {
        assert_eq!(record(&one("News | Hill Life | Contact\nIt rained.")), [("menu-run", 1, None)]);
        assert_eq!(record(&one("It rained.\nName | Place | News\nIt rained.")), []);
    }

    #[test]
    fn lists_times_and_headings_stay() {
        for original in [
            "He took:\nBread\nSalt\nMoney\nNews\nThen he left.",
            "The winners:\nAna Gray\nBo Lee\nCara Dee\nDan Foe\nIt rained.",
            "It rained.\nFilm\nThe Dam\nOpinion\nAna Gray\nBusiness\nDan Foe\nSport\nEve Poe\nIt rained.",
            "It rained.\nBread\nSalt\nMoney\nNews\nWorld\nIt rained.",
            "The dam broke.\nAna Gray\nBo Lee\nCara Dee\nDan Foe\nIt rained.",
            "It rained.\nHealth\nThe mayor is ill.\nMoney\nHe has none.",
            "• Sport\n• News\n• World\n• Money\nIt rained.",
        ] {
            assert!(record(&one(original)).iter().all(|change| change.0 != "menu-run"), "{original}");
        }
    }

    #[test]
    fn a_list_below_an_advertisement_stays() {
        let original = "They came.\nAdvertisement\nArticle continues below\nAna Gray\nBo Lee\nCara Dee\nIt rained.";
        assert!(one(original).text.ends_with("Ana Gray\nBo Lee\nCara Dee\nIt rained."));
    }
}
