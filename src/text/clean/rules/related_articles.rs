//! Splits the articles that an aggregator lists below its lead into articles of their own.

use crate::text::clean::draft::{Draft, Part};
use crate::text::clean::shape::{Day, Moment};
use crate::text::clean::{Rule, shape};

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "related-articles",
    reason: "an aggregator's page holds several outlets' articles, each under a card of outlet, age and headline",
    apply,
};

/// Words above the first card.
const SECTION_TITLES: [&str; 6] =
    ["related articles", "related stories", "related news", "more stories", "more on this story", "more coverage"];
/// Links below an article that end it, before another card.
const LINKS: [&str; 3] = ["read full article on ", "read the full article on ", "read the full story on "];
const LONGEST_OUTLET: usize = 80;
/// A paragraph below a card has at least so many bytes.
const PARAGRAPH: usize = 60;

fn apply(draft: &mut Draft<'_>) {
    let kept = draft.kept(0..draft.lines.len());
    let mut at = 0;
    while at < kept.len() {
        let Some((n_lines, part)) = card(draft, &kept, at) else {
            at += 1;
            continue;
        };
        if at > 0 && is_section_title(draft.lines[kept[at - 1]].text()) {
            draft.lines[kept[at - 1]].drop(RULE.name);
        }
        draft.parts.push(part);
        for &line in &kept[at..at + n_lines] {
            draft.lines[line].drop(RULE.name);
        }
        at += n_lines;
    }
}

/// How many lines the card at `kept[at]` has, and the article that it begins.
fn card(draft: &Draft<'_>, kept: &[usize], at: usize) -> Option<(usize, Part)> {
    let text = |nth: usize| kept.get(at + nth).map_or("", |&line| draft.lines[line].text());
    let part = |outlet: &str, title: &str, day: Option<Day>| Part {
        start: kept[at],
        title: title.to_owned(),
        outlet: outlet.to_owned(),
        date: day.map_or_else(String::new, |day| day.to_string()),
        ..Part::default()
    };
    if is_aged_card([text(0), text(1), text(2)]) && !text(3).is_empty() {
        return Some((4, part(text(0), text(3), None)));
    }
    // Without the outlet said twice, only what stands above tells a card from a list.
    let above = at.checked_sub(1).map(|before| draft.lines[kept[before]].text())?;
    if !is_section_title(above) && !is_link(above) {
        return None;
    }
    let is_paragraph = |nth: usize| text(nth).len() >= PARAGRAPH && shape::ends_sentence(text(nth));
    let has_text = |nth: usize| is_paragraph(nth) || is_paragraph(nth + 1);
    let (outlet, day, title) = (text(0), read_day(text(1)), text(2));
    if day.is_some() && is_outlet(outlet) && is_title(title) && has_text(3) {
        return Some((3, part(outlet, title, day)));
    }
    let mut pieces = text(1).split(['|', '·', '•']).map(str::trim);
    let (title, outlet, day) = (text(0), pieces.next()?, read_day(pieces.next()?));
    if day.is_none() || !is_outlet(outlet) || !is_title(title) || !has_text(2) {
        return None;
    }
    let mut found = part(outlet, title, day);
    if is_name(text(2)) {
        found.author = text(2).to_owned();
        return Some((3, found));
    }
    Some((2, found))
}

/// Outlet, age, and the outlet again behind a dash.
fn is_aged_card([outlet, age, again]: [&str; 3]) -> bool {
    shape::is_relative_age(age)
        && outlet.len() <= LONGEST_OUTLET
        && again.strip_prefix(['-', '–', '—', '•', '·']).is_some_and(|name| name.trim_start() == outlet)
}

fn is_section_title(line: &str) -> bool {
    SECTION_TITLES.iter().any(|title| line.trim_end_matches(':').eq_ignore_ascii_case(title))
}

fn is_link(line: &str) -> bool {
    line.len() <= LONGEST_OUTLET && LINKS.iter().any(|link| shape::starts_with_ignoring_case(line, link))
}

fn is_outlet(line: &str) -> bool {
    (1..=LONGEST_OUTLET).contains(&line.len()) && shape::n_words(line) <= 6 && !shape::ends_sentence(line)
}

fn is_title(line: &str) -> bool {
    line.len() <= 200 && shape::n_words(line) >= 3 && !line.ends_with(['.', ':', ',', ';'])
}

/// Two or three words with capitals.
fn is_name(line: &str) -> bool {
    (2..=3).contains(&shape::n_words(line))
        && !shape::ends_sentence(line)
        && line.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
}

/// The day, if the line is nothing but a date with its year.
fn read_day(line: &str) -> Option<Day> {
    match shape::read_moment(line)? {
        Moment::Day(day) if day.year.is_some() => Some(day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::record;
    use crate::text::clean::clean;

    const PAGE: &str = "\
The mayor opened the dam.
Related Articles

Hill Gazette
2 hours ago
- Hill Gazette
Who pays for the dam?
The village pays. It has no choice.
Valley Post
yesterday
- Valley Post
Dam opened
It rained.";

    #[test]
    fn each_card_begins_an_article_with_its_outlet_and_title() {
        let articles = clean(PAGE, "");
        let seen: Vec<_> = articles.iter().map(|a| (&*a.outlet, &*a.title, &*a.text, &*a.date)).collect();
        assert_eq!(
            seen,
            [
                ("", "", "The mayor opened the dam.", ""),
                ("Hill Gazette", "Who pays for the dam?", "The village pays. It has no choice.", ""),
                ("Valley Post", "Dam opened", "It rained.", ""),
            ]
        );
        assert_eq!(record(&articles[0]), [("related-articles", 2, None)]);
        assert_eq!(record(&articles[1]).iter().map(|(_, line, _)| *line).collect::<Vec<_>>(), [4, 5, 6, 7]);
    }

    #[test]
    fn a_card_without_a_body_is_no_article() {
        let articles = clean("The mayor spoke.\nHill Gazette\n1 day ago\n- Hill Gazette\nA headline alone", "");
        assert_eq!(articles.len(), 1);
        assert_eq!(record(&articles[0]).len(), 4, "its lines stay on record");
    }

    #[test]
    fn an_age_in_running_text_splits_nothing() {
        assert_eq!(clean("He came\nan hour ago\nand left.\nNobody saw him.", "").len(), 1);
    }

    #[test]
    fn dated_cards_begin_articles_below_a_section_title_or_a_link() {
        let long = "The village will pay for the repair, which may take more than a year.";
        let page = format!(
            "The mayor opened the dam.\nRelated Articles\nHill Gazette\nMay 3, 2024\nWho pays for the dam?\n\
             By Ana Gray\n{long}\nRead full article on Hill Gazette\nBread is no dam\n\
             Valley Post | 4 May 2024 | Opinion\nBo Lee\n{long}\nIt rained."
        );
        let articles = clean(&page, "");
        let seen: Vec<_> = articles.iter().map(|a| (&*a.outlet, &*a.title, &*a.date, &*a.author)).collect();
        assert_eq!(
            seen,
            [
                ("", "", "", ""),
                ("Hill Gazette", "Who pays for the dam?", "2024-05-03", "Ana Gray"),
                ("Valley Post", "Bread is no dam", "2024-05-04", "Bo Lee"),
            ]
        );
        let elsewhere = page.replace("Related Articles", "It rained.").replace("Read full", "A full");
        assert_eq!(clean(&elsewhere, "").len(), 1);
    }
}
