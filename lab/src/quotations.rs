//! Scores of quotations on this project's own texts: whether a quotation is found, and whose words it is said to be.

use crate::data::{Points, Row, excerpt};
use crate::eval::{line, percent};
use crate::score::Counts;
use crate::worst::Worst;
use standpoint::find::analyze_with;
use standpoint::find::tagger::Model;
use standpoint::text::folded;
use std::collections::BTreeSet;

/// Marks words that nobody is quoted with.
const NOBODY: &str = "!";

/// A quotation: start and end in code points, and its speaker, if he is named.
type Spoken = (usize, usize, Option<String>);

/// Three lines: quotations by place, speakers of all quotations, and how many with a named speaker have the right one.
pub(crate) fn print(title: &str, rows: &[&Row], n_errors: usize, model: &Model) {
    let (mut places, mut speakers) = (Counts::default(), Counts::default());
    let mut worst = Worst::new(n_errors);
    for row in rows {
        let points = Points::of(&row.text);
        let document = analyze_with(&row.text, model);
        let name = |speaker: &String| is_named(row, speaker).then(|| folded(speaker));
        let gold: Vec<Spoken> = row.quotations.iter().map(|(start, end, who)| (*start, *end, name(who))).collect();
        let name = |entity: u32| folded(&document.entities[entity as usize].name);
        let ours = document.quotations.iter().map(|quotation| {
            let (start, end) = points.span(quotation.span);
            (start, end, quotation.speaker.map(name))
        });
        let ours: Vec<Spoken> = ours.collect();
        let place = |found: &[Spoken]| found.iter().map(|(start, end, _)| (*start, *end)).collect::<BTreeSet<_>>();
        places.compare(&place(&gold), &place(&ours));
        let (n_before, n_said) = (speakers.hit, ours.iter().filter(|(_, _, speaker)| speaker.is_some()).count());
        let (part, mut wrong) = (excerpt(row, &points), Vec::new());
        for (start, end, speaker) in &gold {
            let Some(speaker) = speaker else { continue };
            let said = ours.iter().find(|(s, e, _)| s < end && start < e).and_then(|(_, _, said)| said.as_ref());
            if said.is_some_and(|said| is_same(said, speaker)) {
                speakers.hit += 1;
                continue;
            }
            speakers.missed += 1;
            wrong.push(format!(
                "{speaker}, not {}: {}[{}]{}  ({})",
                said.map_or("nobody", |name| name),
                part(start.saturating_sub(70), *start),
                part(*start, *end),
                part(*end, end + 60),
                row.id
            ));
        }
        worst.add(wrong);
        speakers.wrong += n_said.saturating_sub(speakers.hit - n_before);
    }
    println!("{title:28} {:5} rows  quotations {}", rows.len(), line(places));
    println!("{:41} named speakers {}, {} % right", "", line(speakers), percent(speakers.recall()));
    worst.print();
}

/// Whether a speaker is a name of the piece, and not a role or nobody.
fn is_named(row: &Row, speaker: &str) -> bool {
    let chars: Vec<char> = row.text.chars().collect();
    let is_it = |(start, end, _): &(usize, usize, String)| chars[*start..*end].iter().collect::<String>() == speaker;
    speaker != NOBODY && row.names.iter().any(is_it)
}

/// Whether two names of people are of one: the last word of one is a word of the other.
fn is_same(one: &str, other: &str) -> bool {
    let holds =
        |name: &str, other: &str| name.rsplit(' ').next().is_some_and(|last| other.split(' ').any(|w| w == last));
    holds(one, other) || holds(other, one)
}
