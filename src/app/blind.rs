//! Outlet-blind coding: what an article shows while its coder shall not know where it is from.
//!
//! The project is left as it is. What is shown is a copy of the article without outlet, byline and address, in whose
//! text every naming of the outlet by itself is covered by as many bytes, so that all offsets hold; whatever reads the
//! copy (find, lists, the reader, announcements) cannot tell more than it shows. The rule knows the outlet's name with
//! and without "The", in one word, by its initials, and the host of the address. It does not know nicknames and former
//! names, and an article without outlet and address has nothing to cover but its bylines.

use super::article_state::ArticleState;
use super::session::Session;
use super::update::Change;
use super::words;
use crate::edit::{Edit, Record};
use crate::model::{
    Annotation, Article, ArticleId, Body, EntityId, Lock, MarkKind, Origin, Outlets, Plan, Sight, Source, Time,
};
use crate::text::{Span, lower, order};
use std::borrow::Cow;
use std::rc::Rc;

/// Stands for a covered byte: the control character "substitute". Of a text that has one itself it is shown covered.
const COVER: char = '\u{1a}';

/// What is shown for covered words, however many and long they are: their length would tell "RT" from a longer name.
pub const COVERED: &str = "▇▇▇";

/// What stands in the place of a hidden outlet.
pub const OUTLET_HIDDEN: &str = "Outlet hidden";

/// The stretches of an article's text that would tell its outlet: ascending, not overlapping.
pub fn telling_spans(article: &Article) -> Vec<Span> {
    let bylines = article.marks.iter().filter(|mark| mark.kind == MarkKind::Byline).map(|mark| mark.span);
    let mut spans: Vec<Span> = bylines.collect();
    for name in own_names(article) {
        spans.extend(places_of(&name, &article.text));
    }
    order::sort(&mut spans);
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut().filter(|last| span.start <= last.end) {
            Some(last) => last.end = last.end.max(span.end),
            None => joined.push(span),
        }
    }
    joined
}

/// What an outlet calls itself.
fn own_names(article: &Article) -> Vec<String> {
    let outlet = article.outlet.trim();
    let short = outlet.strip_prefix("The ").unwrap_or(outlet);
    let in_one: String = short.split_whitespace().collect();
    let url = &article.url;
    let host = url.split_once("://").map_or(&**url, |(_, rest)| rest).split(['/', ':', '?', '#']).next().unwrap_or("");
    let host = host.strip_prefix("www.").unwrap_or(host);
    let mut names: Vec<String> = vec![short.to_owned(), in_one, host.to_owned()];
    // "RT" for Russia Today, "BBC" for BBC News or bbc.co.uk.
    let mut initials = String::new();
    for word in short.split(|c: char| !c.is_alphanumeric()) {
        initials.extend(word.chars().next().filter(|c| is_capital(*c)));
        add_short(&mut names, word);
    }
    add_short(&mut names, &initials);
    add_short(&mut names, &host.split('.').next().unwrap_or("").to_ascii_uppercase());
    names.retain(|name| name.chars().any(char::is_alphanumeric));
    order::sort(&mut names);
    names.dedup();
    names
}

/// Adds a name in capitals, as long as such names are. Some letters mean a place in any text.
fn add_short(names: &mut Vec<String>, name: &str) {
    let is_place = matches!(name, "EU" | "UK" | "UN" | "US" | "USA" | "UAE");
    if matches!(name.len(), 2..=5) && !is_place && name.chars().all(is_capital) {
        names.push(name.to_owned());
    }
}

fn is_capital(c: char) -> bool {
    lower(c) != c
}

/// Where a name stands as words of its own. A name with a small letter is found in any capitals; "RT" or "TIME" only
/// as it is written, since "time" is a word.
fn places_of(name: &str, text: &str) -> Vec<Span> {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_loose = name.is_ascii() && name.bytes().any(|byte| byte.is_ascii_lowercase()) && name.len() > 4;
    let fits = |at: usize| {
        let Some(found) = text.as_bytes().get(at..at + name.len()) else { return false };
        let is_same = if is_loose { found.eq_ignore_ascii_case(name.as_bytes()) } else { found == name.as_bytes() };
        is_same && !is_word(text[..at].chars().next_back()) && !is_word(text[at + name.len()..].chars().next())
    };
    let places = (0..text.len())
        .filter(|&at| text.is_char_boundary(at) && text.is_char_boundary(at + name.len().min(text.len() - at)));
    places.filter(|&at| fits(at)).map(|at| Span::new(at, at + name.len())).collect()
}

/// A text with these stretches covered: as long in bytes, and white space stays.
fn covered(text: &str, spans: &[Span]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for span in spans {
        out.push_str(&text[from..span.start as usize]);
        for c in span.of(text).chars() {
            if c.is_whitespace() {
                out.push(c);
            } else {
                out.extend(std::iter::repeat_n(COVER, c.len_utf8()));
            }
        }
        from = span.end as usize;
    }
    out.push_str(&text[from..]);
    out
}

/// A piece of a shown text as a person may read it.
pub fn readable(text: &str) -> Cow<'_, str> {
    if !text.contains(COVER) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once(COVER) {
        out.push_str(before);
        out.push_str(COVERED);
        // White space between covered words goes with them.
        let after = from.trim_start_matches(|c: char| c == COVER || c.is_whitespace());
        let skipped = &from[..from.len() - after.len()];
        rest = &from[skipped.trim_end().len()..];
    }
    Cow::Owned(out + rest)
}

/// The copy that is shown. Never to be put into the project.
fn hidden(article: &Article, spans: &[Span]) -> Article {
    let in_title = Article { text: article.title.clone(), marks: Rc::new([]), ..article.clone() };
    Article {
        title: readable(&covered(&article.title, &telling_spans(&in_title))).into(),
        outlet: OUTLET_HIDDEN.into(),
        author: "".into(),
        url: "".into(),
        text: covered(&article.text, spans).into(),
        source: Rc::new(Source { file: "".into(), sha256: "".into(), dropped: Vec::new() }),
        ..article.clone()
    }
}

impl Session {
    /// What the coder sees of the source of the article at this index.
    pub fn sight(&self, article_ix: usize) -> Sight {
        self.articles().get(article_ix).map_or(Sight::Open, |state| state.sight)
    }

    /// Whether the project hides outlets until articles are locked.
    pub fn is_outlet_blind(&self) -> bool {
        self.project().plan.outlets == Outlets::HiddenUntilLocked
    }

    /// Whether an article names a thing in covered words: who is said to speak "to ▇▇▇" must not be told to be RT.
    pub fn is_name_covered(&self, article_ix: usize, id: &EntityId) -> bool {
        let Some(state) = self.articles().get(article_ix).filter(|state| !state.covered.is_empty()) else {
            return false;
        };
        let mut mentions = state.document.iter().flat_map(|document| &document.mentions);
        mentions
            .any(|mention| state.is_covered(mention.span) && self.entities().id_in(article_ix, mention.entity) == *id)
    }

    /// What a tag of the article at this index is made with: who has tagged it with its outlet in sight has seen that
    /// for good.
    pub(super) fn sight_of_tag(&self, article_ix: usize) -> Sight {
        let sight = self.sight(article_ix);
        let layer = || self.project().layer(self.coder()?, &self.articles()[article_ix].article.id);
        let is_seen = || layer().is_some_and(|layer| layer.values().any(|tag| is_told_open(tag)));
        if sight == Sight::OutletBlind && is_seen() { Sight::Open } else { sight }
    }

    /// What the coder here said of being done with an article.
    fn lock(&self, article: &ArticleId) -> Option<Rc<Annotation>> {
        let layer = self.project().layer(self.coder()?, article)?;
        layer.values().find(|annotation| matches!(annotation.body, Body::Lock(_))).cloned()
    }

    /// Shows an article as far as its coder may see it. Who has locked an article once has seen its outlet, so opening
    /// it again hides nothing.
    pub(super) fn set_sight(&mut self, ix: usize) {
        let id = self.articles()[ix].article.id.clone();
        let Some(article) = self.project().articles.get(&id).cloned() else { return };
        let lock = self.lock(&id).and_then(|annotation| lock_of(&annotation.body));
        let is_hidden = self.is_outlet_blind() && lock.is_none();
        let state = &mut self.articles[ix];
        state.lock = lock;
        let sight = if is_hidden { Sight::OutletBlind } else { Sight::Open };
        match sight {
            Sight::Open if state.sight == Sight::Open => {}
            Sight::Open => state.show(sight, article, Rc::new([])),
            Sight::OutletBlind => {
                let spans = telling_spans(&article);
                state.show(sight, Rc::new(hidden(&article, &spans)), spans.into());
            }
        }
    }
}

impl ArticleState {
    /// The words of a stretch, as far as the coder may read them.
    pub fn words(&self, span: Span) -> String {
        readable(span.of(&self.article.text)).into_owned()
    }

    /// Whether a stretch has to do with covered words.
    pub fn is_covered(&self, span: Span) -> bool {
        let first = self.covered.partition_point(|covered| covered.end <= span.start);
        self.covered.get(first).is_some_and(|covered| covered.overlaps(span))
    }

    /// Whether its coder is done with it.
    pub fn is_locked(&self) -> bool {
        self.lock == Some(Lock::Locked)
    }
}

/// Whether a tag was made with the outlet in sight. Those of files do not tell.
fn is_told_open(tag: &Annotation) -> bool {
    tag.sight == Sight::Open && tag.origin != Origin::Imported
}

fn lock_of(body: &Body) -> Option<Lock> {
    if let Body::Lock(lock) = body { Some(*lock) } else { None }
}

/// The command's answer: the open article is locked, or opened again.
pub(super) fn lock(session: &Session, now: Time) -> Option<Vec<Change>> {
    let state = session.article()?;
    let coder = session.coder()?.clone();
    let (lock, label) =
        if state.is_locked() { (Lock::Reopened, "Article opened again") } else { (Lock::Locked, "Article locked") };
    let body = Body::Lock(lock);
    let codebook = session.project().codebook.version;
    let annotation = match session.lock(&state.article.id) {
        Some(old) => Annotation { body, modified: now, codebook, ..(*old).clone() },
        None => Annotation {
            id: session.ids.annotation(now),
            article: state.article.id.clone(),
            span: Span::default(),
            body,
            coder,
            created: now,
            modified: now,
            codebook,
            origin: Origin::Manual,
            sight: Sight::Open,
            extra: "".into(),
        },
    };
    let edit = Edit::put(session.project(), Record::Annotation(Rc::new(annotation)))?;
    Some(vec![Change::Edit(label.into(), vec![edit])])
}

/// An edit along the history that takes away that its coder has locked an article leaves it opened again: what was
/// seen is not forgotten.
pub(super) fn unlocked(edit: Edit, now: Time) -> Edit {
    match (&edit.before, &edit.after) {
        (Some(Record::Annotation(tag)), None) if lock_of(&tag.body).is_some() => {
            let body = Body::Lock(Lock::Reopened);
            let left = Annotation { body, modified: now, ..Annotation::clone(tag) };
            Edit { after: Some(Record::Annotation(Rc::new(left))), ..edit }
        }
        _ => edit,
    }
}

/// Whether outlets are hidden once these edits have happened.
pub(super) fn is_blind_after(session: &Session, edits: &[Edit]) -> bool {
    let mut plans = edits.iter().filter_map(|edit| match &edit.after {
        Some(Record::Plan(plan)) => Some(plan.outlets == Outlets::HiddenUntilLocked),
        _ => None,
    });
    plans.next_back().unwrap_or_else(|| session.is_outlet_blind())
}

/// What the history calls the merging of these files, by their names. While outlets are hidden it names none: a file
/// goes by its outlet's name often enough.
pub fn merging_label(session: &Session, edits: &[Edit], files: &[String]) -> String {
    match files {
        [only] if !is_blind_after(session, edits) => format!("project file {only}"),
        _ => words::counted(files.len(), "project file", "project files"),
    }
}

/// The command's answer: outlets are hidden until articles are locked, or shown.
pub(super) fn switch(session: &Session, now: Time) -> Option<Vec<Change>> {
    let (outlets, label) = if session.is_outlet_blind() {
        (Outlets::Shown, "Outlets shown")
    } else {
        (Outlets::HiddenUntilLocked, "Outlets hidden until locked")
    };
    let plan = Plan { outlets, modified: now, ..(*session.project().plan).clone() };
    let edit = Edit::put(session.project(), Record::Plan(Rc::new(plan)))?;
    Some(vec![Change::Edit(label.into(), vec![edit]), kept(session)])
}

/// Has the browser keep the preferences, as they are: where it keeps none and no place, the page takes its visitor for
/// a new one and shows the first bundled article, outlet and all, before the program is there (`src/web/first.js`).
pub(super) fn kept(session: &Session) -> Change {
    Change::Prefs(session.prefs().clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(outlet: &str, url: &str, text: &str) -> String {
        let source = Rc::new(Source { file: "".into(), sha256: "".into(), dropped: Vec::new() });
        let article = Article {
            id: ArticleId::new("sha256:0"),
            title: "".into(),
            outlet: outlet.into(),
            date: "".into(),
            author: "".into(),
            url: url.into(),
            lang: "en".into(),
            text: text.into(),
            marks: Rc::new([]),
            source,
            extra: "".into(),
        };
        let shown = hidden(&article, &telling_spans(&article));
        assert_eq!(shown.text.len(), text.len(), "offsets hold");
        assert_eq!(readable(text), text, "nothing is covered that need not be");
        readable(&shown.text).into_owned()
    }

    #[test]
    fn an_outlet_does_not_name_itself() {
        assert_eq!(told("RT", "", "He told RT’s man: START, RTÉ and art."), "He told ▇▇▇’s man: START, RTÉ and art.");
        assert_eq!(told("The Guardian", "", "The Guardian's guardian"), "The ▇▇▇'s ▇▇▇");
        assert_eq!(told("TIME", "", "In TIME it takes time."), "In ▇▇▇ it takes time.");
        let site = "https://www.aljazeera.com/a";
        assert_eq!(told("Al Jazeera", site, "Al Jazeera (AlJazeera.com) says"), "▇▇▇ (▇▇▇) says");
        assert_eq!(told("Киев Пост", "", "в Киев Пост"), "в ▇▇▇");
        assert_eq!(told("", "", "RT"), "RT");
        assert_eq!(told("Russia Today", "https://www.rt.com/a", "edited by the RT team"), "edited by the ▇▇▇ team");
        assert_eq!(told("BBC News", "", "told the BBC in the UK"), "told the ▇▇▇ in the UK");
        assert_eq!(told("The New York Times", "", "the NYT said"), "the ▇▇▇ said");
        assert_eq!(told("US News", "", "US troops, NATO"), "US troops, NATO");
    }
}
