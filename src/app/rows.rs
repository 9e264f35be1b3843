//! Which rows of the text are to look whether they show something else: after a key one or two, however long the
//! article is. What a row shows is [`super::view`]'s.

use super::article_state::ArticleState;
use super::batch::Batch;
use super::find::Found;
use super::kept_views::Moment;
use super::selection::Selection;
use super::session::{Place, Session};
use std::ops::RangeInclusive;

/// What the rows of the text were last asked about.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    list_version: u32,
    place: Place,
    views: Option<Moment>,
    selection: Option<Selection>,
    batch: Option<Batch>,
    found: Option<Found>,
}

/// Rows that may show something else now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Any of the text.
    All,
    /// Those of these sentences of the open article, ascending.
    These(Vec<u32>),
}

impl Session {
    /// The rows to ask after whatever happened since `asked`, which is brought in line; all where it is `None`.
    pub fn rows_to_ask(&self, asked: &mut Option<Asked>) -> Rows {
        let now = Asked {
            list_version: self.list_version(),
            place: self.place(),
            views: self.article().map(ArticleState::views_moment),
            selection: self.selection().copied(),
            batch: self.batch().cloned(),
            found: self.found().cloned(),
        };
        let rows = asked.as_ref().and_then(|before| self.rows_between(before, &now));
        *asked = Some(now);
        rows.map_or(Rows::All, Rows::These)
    }

    /// The sentences that look otherwise at two moments; `None` if that may be any.
    fn rows_between(&self, before: &Asked, now: &Asked) -> Option<Vec<u32>> {
        let is_elsewhere = before.list_version != now.list_version || before.place.article_ix != now.place.article_ix;
        if is_elsewhere || before.batch != now.batch || before.found != now.found {
            return None;
        }
        let Some(state) = self.article() else { return Some(Vec::new()) };
        let mut rows = state.views_dropped_since(before.views?)?;
        if before.place != now.place {
            rows.extend([before.place.sentence_ix, now.place.sentence_ix]);
        }
        if before.selection != now.selection {
            rows.extend(
                [before.selection, now.selection].into_iter().flatten().flat_map(|chosen| under(state, chosen)),
            );
        }
        rows.sort_unstable();
        rows.dedup();
        Some(rows)
    }
}

/// The sentences under a selection.
fn under(state: &ArticleState, selection: Selection) -> RangeInclusive<u32> {
    state.sentence_at(selection.span.start)..=state.sentence_at(selection.span.end)
}
