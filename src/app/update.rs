//! What can happen, and what follows: the one place where the session changes.

pub use super::action::{
    Action, Change, DownloadKind, Effect, HolderChoice, Matches, NameChange, SpeakerChoice, Trail,
};
use super::batch::{self, Batch};
use super::codebook;
use super::command;
use super::commit::Step;
use super::keymap::{Keymap, rekeyed};
use super::names_edit;
use super::panel::{EntityPanel, Panel};
use super::prefs::Prefs;
use super::selection::Selection;
use super::session::{Place, Session};
use super::{speakers, suggesting, tagging};
use crate::edit::Cause;
use crate::model::Time;

impl Session {
    /// Lets `action` happen at `now`; what it returns is the shell's to do, in order.
    pub fn update(&mut self, action: Action, now: Time) -> Vec<Effect> {
        let mut effects = match self.update_early(action, now) {
            Ok(effects) => effects,
            Err(action) => {
                let changes = self.changes(action, now);
                changes.into_iter().flatten().flat_map(|change| self.perform(change, now)).collect()
            }
        };
        effects.extend(self.ask_for_suggestions());
        effects
    }

    fn changes(&mut self, action: Action, now: Time) -> Option<Vec<Change>> {
        match action {
            // `update_early` has done these.
            Action::Begin { .. }
            | Action::Analysed(_)
            | Action::GoTo { .. }
            | Action::OpenArticle(_)
            | Action::Visit(_)
            | Action::Notice(_)
            | Action::PutAway(_)
            | Action::Saving(_)
            | Action::Foreign(_) => None,
            Action::Key(key) => {
                self.count_time(now);
                match command::for_key(self, &key) {
                    Some(command) => command.run(self, now),
                    None => command::label_for_key(self, &key).and_then(|label| tagging::label(self, &label, now)),
                }
            }
            Action::Command(id) => {
                self.count_time(now);
                self.panel = None;
                command::by_id(id).and_then(|command| command.run(self, now))
            }
            Action::RangeTo(sentence_ix) => Some(self.range_to(sentence_ix)),
            Action::ToggleSentence(sentence_ix) => Some(self.toggle_in_batch(sentence_ix)),
            Action::Choose(places) => {
                let first = places.iter().find(|place| place.article_ix == self.place.article_ix).or(places.first());
                // The current sentence stays where it is among those chosen, else the nearest one shows what they are.
                let go = first.filter(|_| !places.contains(&self.place)).copied().map(Change::Go);
                Some([Change::Panel(None), Change::Batch(Batch::of(places))].into_iter().chain(go).collect())
            }
            Action::ChooseFound => {
                if let Some(Panel::Picker(picker)) = &self.panel {
                    self.found.clone_from(&picker.found);
                }
                let places = self.found.as_ref()?.places().to_vec();
                self.changes(Action::Choose(places), now)
            }
            Action::ChooseTarget { target, then_position } => {
                let chosen = vec![Change::Panel(None), Change::Target(target.clone())];
                let Some(position_ix) = then_position else { return Some(chosen) };
                chosen.into_iter().for_each(|change| drop(self.perform(change, now)));
                tagging::stance(self, position_ix, now)
            }
            Action::ChooseHolder(choice) => {
                let holder = match choice {
                    HolderChoice::Chosen(holder) => Some(holder),
                    HolderChoice::Proposed => None,
                };
                Some(vec![Change::Panel(None), Change::Holder(holder)])
            }
            Action::ChooseSpeaker(choice) => speakers::correct(self, &choice, now),
            Action::Remove(id) => tagging::remove(self, &id),
            Action::Select(span) => {
                let text = self.article()?.article.text.clone();
                let selection = span.and_then(|span| Selection::of(&text, span));
                let mut changes = vec![Change::Select(selection)];
                if let Some(selection) = selection {
                    let sentence_ix = self.article()?.sentence_at(selection.span.start);
                    changes.push(Change::Go(Place { sentence_ix, ..self.place }));
                }
                Some(changes)
            }
            Action::Label(label) => tagging::label(self, &label, now),
            Action::Name(kind, scope) => names_edit::add(self, kind, scope, now),
            Action::OpenEntity(entity, at) => {
                Some(vec![Change::Panel(Some(Panel::Entity(EntityPanel::new(entity, at))))])
            }
            Action::OpenPlaces(entity, places) => {
                let panel = EntityPanel { places, ..EntityPanel::new(entity, None) };
                Some(vec![Change::Panel(Some(Panel::Entity(panel)))])
            }
            Action::SetScope(scope) => {
                if let Some(Panel::Entity(panel)) = &self.panel {
                    return Some(vec![Change::Panel(Some(Panel::Entity(EntityPanel { scope, ..panel.clone() })))]);
                }
                self.selection.map(|selection| vec![Change::Select(Some(Selection { scope, ..selection }))])
            }
            Action::CorrectName(panel, change) => names_edit::correct(self, &panel, &change, now),
            Action::PickOtherName => Some(vec![Change::Pick(super::picker::PickerKind::Others, None)]),
            Action::Answer { variable, span, value } => codebook::answers::answer(self, &variable, span, &value, now),
            Action::TakeAnswer(variable, span, value) => {
                self.panel = None;
                codebook::answers::answer(self, &variable, span, &value, now)
            }
            Action::Explain(code) => Some(vec![Change::Panel(Some(Panel::Guide { first: Some(code) }))]),
            Action::Do(deed) => deed.run(self, now),
            Action::SaveComment(text) => tagging::comment(self, text.trim(), now),
            Action::SetCoder(name) => self.set_coder(&name, now),
            Action::SetDetails(details) => self.set_details(details),
            Action::Rekey(id, key) => {
                let command = command::by_id(id)?;
                Some(match rekeyed(self, command, key.as_deref()) {
                    Ok(keys) => {
                        let say = format!("{}: {}", command.name, command::shown_key(keys.key_of(command)));
                        let prefs = Prefs { keys, ..self.prefs.clone() };
                        vec![Change::Prefs(prefs), Change::Panel(Some(Panel::Help)), Change::Say(say)]
                    }
                    Err(why) => {
                        vec![Change::Panel(Some(Panel::Rekey(id, Some(why.as_str().into())))), Change::Say(why)]
                    }
                })
            }
            Action::ResetKeys => {
                let prefs = Prefs { keys: Keymap::default(), ..self.prefs.clone() };
                Some(vec![Change::Prefs(prefs), Change::Say("All commands have their own keys again".into())])
            }
            Action::ToggleKind(kind) => {
                let mut prefs = self.prefs.clone();
                match prefs.hidden.iter().position(|hidden| *hidden == kind) {
                    Some(ix) => drop(prefs.hidden.remove(ix)),
                    None => prefs.hidden.push(kind),
                }
                Some(vec![Change::Prefs(prefs)])
            }
            Action::Open(panel) => Some(vec![Change::Panel(Some(panel))]),
            Action::Close => Some(vec![if self.panel.is_some() { Change::Panel(None) } else { Change::Select(None) }]),
            Action::Import { edits, label, problems } => self.import(edits, label, problems),
            Action::Accept(nth) => suggesting::accept(self, nth, now),
            Action::Suggested(wish, list) => {
                self.take_suggestions(&wish, list);
                None
            }
            Action::Uncertain(found) => Some(suggesting::go_to_uncertain(self, found.as_deref())),
            Action::Untaught => {
                self.teach_anew();
                None
            }
        }
    }

    /// Does one change.
    pub(super) fn perform(&mut self, change: Change, now: Time) -> Vec<Effect> {
        match change {
            Change::Edit(label, edits) => {
                let said = label.to_string();
                let effects = self.commit(label, edits, Cause::Do, now);
                if !effects.is_empty() {
                    self.notices.retain(|notice| **notice != *tagging::LOCKED);
                    self.say(said);
                }
                effects
            }
            Change::System(label, edits) => self.commit(label, edits, Cause::System, now),
            Change::Tag(label, edits, body) => {
                let said = label.to_string();
                let effects = self.commit(label, edits, Cause::Do, now);
                if effects.is_empty() {
                    return effects;
                }
                self.say(said);
                tagging::remember(self, body);
                let advance = tagging::advance(self).into_iter().flat_map(|place| self.go(place)).collect::<Vec<_>>();
                effects.into_iter().chain(advance).collect()
            }
            Change::Repeat(label, edits) => {
                let effects = self.commit(label, edits, Cause::Do, now);
                if effects.is_empty() {
                    return effects;
                }
                self.say("Repeated".to_owned());
                tagging::remember_again(self);
                let advance = tagging::advance(self).into_iter().flat_map(|place| self.go(place)).collect::<Vec<_>>();
                effects.into_iter().chain(advance).collect()
            }
            Change::Undo => self.step(Step::Undo, now),
            Change::Redo => self.step(Step::Redo, now),
            Change::Go(place) => self.go(place),
            Change::View(view) => self.open_view(view),
            Change::GoToArticle(id) => {
                self.article_ix(&id).map_or_else(Vec::new, |article_ix| self.go(Place { article_ix, sentence_ix: 0 }))
            }
            Change::Target(target) => {
                self.say(format!("Target: {}", self.target_name(&target)));
                self.recent_targets.retain(|recent| *recent != target);
                self.recent_targets.insert(0, target.clone());
                self.recent_targets.truncate(tagging::N_RECENT);
                self.target = Some(target);
                Vec::new()
            }
            Change::Holder(holder) => {
                self.chosen_holder = holder;
                let name = self.holder_name(self.place.article_ix, &self.holder());
                self.say(format!("Holder: {name}"));
                Vec::new()
            }
            Change::Unmark(open) => {
                self.entities_view.unmark(open);
                Vec::new()
            }
            Change::Select(selection) => {
                self.selection = selection;
                Vec::new()
            }
            Change::Batch(chosen) => {
                self.say(chosen.as_ref().map_or_else(|| batch::ALONE.to_owned(), batch::in_words));
                self.batch = chosen;
                Vec::new()
            }
            Change::Found(found) => {
                self.found = found;
                Vec::new()
            }
            Change::Panel(panel) => {
                self.panel = panel;
                Vec::new()
            }
            Change::Pick(kind, then_position) => vec![Effect::OpenList(kind, then_position)],
            Change::Prefs(prefs) => {
                let before = std::mem::replace(&mut self.prefs, prefs.clone()).coder;
                if before != prefs.coder {
                    self.change_seats(before.as_ref());
                }
                vec![Effect::SavePrefs(prefs)]
            }
            Change::Layers(shown) => {
                self.show_layers(shown);
                Vec::new()
            }
            Change::Say(text) => {
                self.say(text);
                Vec::new()
            }
            Change::Refuse(why) => {
                self.panel = None;
                self.notices.retain(|notice| *notice != why);
                self.notices.push(why.clone());
                self.say(why.to_string());
                Vec::new()
            }
            Change::Shell(effect) => vec![effect],
        }
    }
}
