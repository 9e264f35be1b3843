//! The table of named things counted the plain way, mention by mention, to compare with.

use standpoint::app::entity_table::{EntityRow, FormRow};
use standpoint::app::session::Session;
use standpoint::app::spelling::Beginnings;
use standpoint::model::EntityId;
use std::collections::BTreeMap;

/// How often each outlet names each thing by each form.
type Counts = BTreeMap<(EntityId, String, String), u32>;

fn by_mentions(session: &Session) -> Counts {
    let mut counts = Counts::new();
    for state in session.articles() {
        for mention in state.mentions.iter() {
            let form = mention.span.of(&state.article.text).to_owned();
            *counts.entry((mention.entity.clone(), form, state.article.outlet.to_string())).or_default() += 1;
        }
    }
    counts
}

fn by_table(session: &Session) -> Counts {
    let table = session.entity_table();
    let mut counts = Counts::new();
    for row in &table.rows {
        for form in &row.forms {
            for (outlet, n) in &form.counts.by_outlet {
                let outlet = table.outlets[*outlet as usize].to_string();
                counts.insert((row.id.clone(), form.form.to_string(), outlet), *n);
            }
        }
    }
    counts
}

/// Fails if the session's table and its counts are not what the mentions that it shows add up to.
pub(crate) fn check(session: &Session, when: &str) {
    let plain = by_mentions(session);
    assert_eq!(by_table(session), plain, "{when}");
    for (id, _) in session.entities().iter() {
        let n: u32 = plain.iter().filter(|((of, ..), _)| of == id).map(|(_, n)| n).sum();
        assert_eq!(session.entities().n_mentions(id), n, "{when}: {id}");
    }
    for row in &session.entity_table().rows {
        let sums = row.forms.iter().map(|form| form.counts.total()).sum::<u32>();
        assert_eq!(row.counts.total(), sums, "{when}: {}", row.id);
        let key = |form: &FormRow| (u32::MAX - form.counts.total(), form.form.clone());
        assert!(row.forms.is_sorted_by_key(key), "{when}: {:?}", row.forms);
        let info = session.entities().get(&row.id).expect("a row is of something that is there");
        assert_eq!((&row.name, row.kind), (&info.name, info.kind), "{when}: {}", row.id);
        let mut beginnings = Beginnings::default();
        row.names().for_each(|name| beginnings.add(name));
        // Of a copy: the row itself keeps what it was asked.
        assert_eq!(*EntityRow::clone(row).beginnings(), beginnings, "{when}: {}", row.id);
    }
}
