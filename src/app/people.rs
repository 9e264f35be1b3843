//! Who tags, what an article is called, and what comes in with files: the rarer changes.

use super::blind;
use super::ids::{coder_id, slug};
use super::panel::Panel;
use super::prefs::Prefs;
use super::session::Session;
use super::update::{Change, Effect};
use crate::edit::{Cause, Edit, Record};
use crate::model::{Article, Codebook, Coder, Origin, Sight, Time};
use crate::text::Set;
use std::rc::Rc;

impl Session {
    /// This person tags here from now on; what waited for the name happens next.
    pub(super) fn set_coder(&mut self, name: &str, now: Time) -> Option<Vec<Change>> {
        let name = name.trim();
        if slug(name).is_empty() {
            self.say("Please type a name".to_owned());
            return None;
        }
        let id = coder_id(name);
        let then = match self.panel.take() {
            Some(Panel::CoderName { then }) => then,
            _ => None,
        };
        let mut effects: Vec<Effect> = Vec::new();
        if !self.project().coders.contains_key(&id) {
            let coder = Coder { id: id.clone(), name: name.into(), suggestions: Vec::new() };
            let edit = Edit::put(self.project(), Record::Coder(Rc::new(coder)));
            let label = format!("Coder {name}").into();
            effects.extend(self.perform(Change::System(label, edit.into_iter().collect()), now));
        }
        let prefs = Prefs { coder: Some(id), ..self.prefs().clone() };
        effects.extend(self.perform(Change::Prefs(prefs), now));
        self.say(format!("{name} is tagging"));
        if let Some(action) = then {
            effects.extend(self.update(*action, now));
        }
        Some(effects.into_iter().map(Change::Shell).collect())
    }

    /// Makes a new project, or brings an old one the bundled articles it never had.
    ///
    /// An article whose source the project knows is left alone: it may be cleaned otherwise today,
    /// and the tags are on the text as it was.
    pub(super) fn begin(&mut self, articles: &[Rc<Article>], codebook: &Rc<Codebook>, now: Time) -> Vec<Effect> {
        let project = self.project();
        let mut edits: Vec<Edit> = Vec::new();
        if project.id.is_empty() {
            let id = self.ids.sortable(now).to_ascii_lowercase().into();
            edits.extend(Edit::put(project, Record::Info { id, name: "Standpoint".into(), extra: "".into() }));
            edits.extend(Edit::put(project, Record::Codebook(codebook.clone())));
        }
        let known: Set<&Rc<str>> = project.articles.values().map(|article| &article.source.sha256).collect();
        for article in articles.iter().filter(|article| !known.contains(&article.source.sha256)) {
            edits.extend(Edit::put(project, Record::Article(article.clone())));
        }
        self.commit("Bundled articles".into(), edits, Cause::System, now)
    }

    /// Title, outlet, date, author and URL of the open article.
    pub(super) fn set_details(&self, [title, outlet, date, author, url]: [String; 5]) -> Option<Vec<Change>> {
        let shown = self.article().filter(|state| state.sight == Sight::Open)?;
        let old = self.project().articles.get(&shown.article.id)?;
        let article = Article {
            title: title.trim().into(),
            outlet: outlet.trim().into(),
            date: date.trim().into(),
            author: author.trim().into(),
            url: url.trim().into(),
            ..(**old).clone()
        };
        let edit = Edit::put(self.project(), Record::Article(Rc::new(article)));
        Some(vec![Change::Panel(None), Change::Edit("Article details".into(), edit.into_iter().collect())])
    }

    /// What came in with files: one step that undo takes back, and a notice for each thing that did not.
    pub(super) fn import(&mut self, edits: Vec<Edit>, label: Rc<str>, problems: Vec<Rc<str>>) -> Option<Vec<Change>> {
        let new = edits.iter().filter_map(|edit| match (&edit.before, &edit.after) {
            (None, Some(Record::Article(article))) => Some(article),
            _ => None,
        });
        // The one that the list has first, so that the others follow it.
        let first_new = match self.is_outlet_blind() {
            true => new.min_by_key(|article| &article.id),
            false => new.min_by(|a, b| a.place_in_lists().cmp(&b.place_in_lists())),
        };
        let first_new = first_new.map(|article| article.id.clone());
        let coders: Vec<_> = edits
            .iter()
            .filter_map(|edit| match &edit.after {
                Some(Record::Coder(coder)) => Some(coder.id.clone()),
                _ => None,
            })
            .collect();
        let is_of_another_tool = edits.iter().any(|edit| match &edit.after {
            Some(Record::Annotation(annotation)) => annotation.origin == Origin::Imported,
            _ => false,
        });
        self.notices.extend(problems);
        let is_blind = blind::is_blind_after(self, &edits);
        let mut changes = vec![Change::Panel(None), Change::Say(format!("Came in: {label}"))];
        if edits.is_empty() {
            changes[1] = Change::Say(format!("Nothing new: {label}"));
            return Some(changes);
        }
        if edits.iter().any(|edit| matches!(edit.after, Some(Record::Plan(_)))) {
            changes.push(blind::kept(self));
        }
        changes.push(Change::Edit(label, edits));
        // Someone who opens her own file in a new browser is that file's only coder; what another tool's file brings
        // has the tool's name, or that of its user. While outlets are hidden nobody is taken for another one: who has
        // locked articles may see them.
        let is_nobodys = is_blind || is_of_another_tool;
        if let (None, [only], false) = (self.coder(), &coders[..], is_nobodys) {
            changes.push(Change::Prefs(Prefs { coder: Some(only.clone()), ..self.prefs().clone() }));
        }
        changes.extend(first_new.map(Change::GoToArticle));
        Some(changes)
    }
}
