//! The page's story without a page: actions in, project and effects out.

use standpoint::app::choosing;
use standpoint::app::panel::{Panel, Scope};
use standpoint::app::prefs::{Advance, Prefs};
use standpoint::app::route::Route;
use standpoint::app::save::{ReadOnly, SaveState};
use standpoint::app::session::{Place, Session};
use standpoint::app::update::{Action, DownloadKind, Effect, Matches, NameChange};
use standpoint::app::view::sentence_view;
use standpoint::edit::{History, apply};
use standpoint::find::{analyze, search};
use standpoint::format;
use standpoint::model::{Body, EntityKind, Project, Time};
use std::rc::Rc;

/// A session on one pasted article, and a clock that ticks.
pub(crate) struct Desk {
    pub(crate) session: Session,
    now: i64,
    pub(crate) persisted: Vec<Effect>,
}

pub(crate) const TEXT: &str =
    "Ana Diaz praised the dam. Greens oppose the dam.\n“It must go,” Tom Reed said. Rain fell.";

impl Desk {
    pub(crate) fn new(texts: &[&str]) -> Desk {
        let session = Session::new(Project::default(), History::default(), Prefs::default(), 1);
        let mut desk = Desk { session, now: 0, persisted: Vec::new() };
        let articles = texts
            .iter()
            .flat_map(|text| format::article::read("pasted text", text.as_bytes()).articles)
            .map(Rc::new)
            .collect();
        desk.act(Action::Begin { articles, codebook: Rc::new(format::codebook::bundled()) });
        let documents = desk.session.articles().iter();
        let documents: Vec<_> = documents.map(|a| (a.article.id.clone(), Rc::new(analyze(&a.article.text)))).collect();
        desk.act(Action::Analysed(documents));
        desk.act(Action::Saving(SaveState::Saved { at: None }));
        desk
    }

    /// A desk at which Ana tags and a target is chosen.
    pub(crate) fn ready(texts: &[&str]) -> Desk {
        let mut desk = Desk::new(texts);
        desk.act(Action::SetCoder("Ana".into()));
        desk.keys(&["t"]);
        desk.act(choosing::take(None));
        desk
    }

    pub(crate) fn act(&mut self, action: Action) -> Vec<Effect> {
        self.now += 1000;
        let (lists, mut effects): (Vec<_>, Vec<_>) = self
            .session
            .update(action, Time(self.now))
            .into_iter()
            .partition(|effect| matches!(effect, Effect::OpenList(..)));
        // As the shell does.
        for list in lists {
            if let Effect::OpenList(kind, then_position) = list {
                effects.extend(self.session.update(choosing::open(kind, then_position), Time(self.now)));
            }
        }
        self.persisted.extend(effects.iter().filter(|effect| matches!(effect, Effect::Persist(_))).cloned());
        effects
    }

    pub(crate) fn keys(&mut self, keys: &[&str]) {
        for key in keys {
            self.act(Action::Key((*key).to_owned()));
        }
    }

    /// Corrects the open name.
    pub(crate) fn correct(&mut self, change: NameChange) {
        let Some(Panel::Entity(panel)) = self.session.panel() else { panic!("a name is open") };
        let panel = panel.clone();
        self.act(Action::CorrectName(panel, change));
    }

    pub(crate) fn spoken(&self, ix: u32) -> String {
        sentence_view(&self.session, self.session.place().article_ix, ix).spoken.clone()
    }

    pub(crate) fn n_annotations(&self) -> usize {
        self.session.project().layers.values().map(|layer| layer.len()).sum()
    }
}

#[test]
fn one_sentiment_and_one_stance_cost_three_keys_moving_on_included() {
    let mut desk = Desk::ready(&[TEXT]);
    desk.keys(&["1", "a", "Enter"]);
    let spoken = desk.spoken(0);
    assert!(spoken.starts_with("Negative; "), "{spoken}");
    assert!(spoken.contains(" against "), "{spoken}");
    assert_eq!(desk.session.place().sentence_ix, 1);
    assert_eq!(desk.n_annotations(), 2);
}

#[test]
fn the_first_tag_asks_who_is_tagging_and_is_then_given() {
    let mut desk = Desk::new(&[TEXT]);
    desk.keys(&["3"]);
    assert!(matches!(desk.session.panel(), Some(Panel::CoderName { .. })));
    assert_eq!(desk.n_annotations(), 0);
    desk.act(Action::SetCoder("Ana".into()));
    assert_eq!(desk.session.panel(), None);
    assert_eq!(desk.spoken(0), "Positive");
    desk.keys(&["j", "2"]);
    assert_eq!(desk.spoken(1), "Neutral", "asked once");
}

#[test]
fn a_stance_without_a_target_asks_for_one_and_is_then_given() {
    let mut desk = Desk::new(&[TEXT]);
    desk.act(Action::SetCoder("Ana".into()));
    desk.keys(&["f"]);
    assert!(matches!(desk.session.panel(), Some(Panel::Picker(_))));
    desk.act(choosing::query("ceasefire".into()));
    desk.act(choosing::take(None));
    assert!(desk.spoken(0).ends_with("favor Ceasefire"), "{}", desk.spoken(0));
}

#[test]
fn a_tag_given_again_is_taken_away_and_another_takes_its_place() {
    let mut desk = Desk::ready(&[TEXT]);
    desk.keys(&["1", "1", "f", "f"]);
    assert_eq!(desk.n_annotations(), 0);
    desk.keys(&["1", "3", "f", "n"]);
    assert_eq!(desk.n_annotations(), 2, "{}", desk.spoken(0));
    assert!(desk.spoken(0).starts_with("Positive; "));
    assert!(desk.spoken(0).contains(" neutral "));
}

#[test]
fn every_step_can_be_undone_and_redone() {
    let mut desk = Desk::ready(&[TEXT]);
    let before = desk.session.project().clone();
    desk.keys(&["1", "a", "j", "!", "2"]);
    let after = desk.session.project().clone();
    desk.keys(&["Mod+z", "Mod+z", "Mod+z", "Mod+z"]);
    assert_eq!(desk.session.project(), &before);
    desk.keys(&["Mod+z"]);
    assert_eq!(desk.session.project(), &before, "coming to the table is no step");
    desk.keys(&["Mod+Shift+z", "Mod+Shift+z", "Mod+Shift+z", "Mod+y"]);
    assert_eq!(desk.session.project(), &after);
}

#[test]
fn what_a_key_did_is_said() {
    let mut desk = Desk::ready(&[TEXT]);
    let said = |desk: &Desk| desk.session.announcement().text.to_string();
    desk.keys(&["1"]);
    assert_eq!(said(&desk), "Negative");
    desk.keys(&["1"]);
    assert_eq!(said(&desk), "Sentiment removed");
    desk.keys(&["j", "Mod+z"]);
    assert_eq!(said(&desk), "Undone: Sentiment removed");
}

#[test]
fn digits_name_words_as_far_as_was_chosen() {
    let mut desk = Desk::ready(&["The dam is old. We like the dam.", "A dam, they say, is a dam."]);
    desk.keys(&["s", "ArrowRight"]);
    desk.act(Action::SetScope(Scope::Corpus));
    desk.keys(&["7"]);
    let n_dams = |desk: &Desk| {
        let mentions = desk.session.articles().iter().flat_map(|a| a.mentions.iter());
        mentions.filter(|m| m.kind == EntityKind::Facility).count()
    };
    assert_eq!(n_dams(&desk), 4);
    desk.keys(&["]", "Mod+z"]);
    assert_eq!(n_dams(&desk), 0);
    assert_eq!(desk.session.place().article_ix, 1, "one of the places is in the open article");
}

#[test]
fn undo_goes_where_it_undoes() {
    let mut desk = Desk::ready(&[TEXT, "Another text. It is short."]);
    let tagged = desk.session.place();
    desk.keys(&["1", "]", "Mod+z"]);
    assert_eq!(desk.session.place(), tagged);
}

#[test]
fn what_was_persisted_replays_to_the_live_project() {
    let mut desk = Desk::ready(&[TEXT]);
    desk.keys(&["1", "a", "j", "3", "Mod+z", "k", "u", "Mod+z", "Mod+y", "s", "Shift+ArrowRight", "1"]);
    let mut project = Project::default();
    for effect in &desk.persisted {
        let Effect::Persist(transaction) = effect else { continue };
        project = apply(&project, transaction).expect("the journal fits").0;
    }
    assert_eq!(&project, &**desk.session.project());
}

#[test]
fn repeat_gives_the_last_tags_to_another_sentence() {
    let mut desk = Desk::ready(&[TEXT]);
    desk.keys(&["1", "a", "j", "j", "."]);
    let ends =
        |text: String| text.split("; ").map(|tag| tag.rsplit(' ').next().unwrap_or("").to_owned()).collect::<Vec<_>>();
    assert_eq!(ends(desk.spoken(2)), ends(desk.spoken(0)));
    desk.keys(&["Mod+z"]);
    assert_eq!(desk.spoken(2), "", "one step");
}

#[test]
fn untagged_sentences_are_found_over_the_ends_of_articles() {
    let mut desk = Desk::ready(&["One is here. Two is here.", "Three is here. Four is here."]);
    desk.keys(&["1", "j", "1", "k", "Shift+j"]);
    assert_eq!(desk.session.place(), Place { article_ix: 1, sentence_ix: 0 });
    desk.keys(&["j", "1", "Shift+k"]);
    assert_eq!(desk.session.place(), Place { article_ix: 1, sentence_ix: 0 });
}

#[test]
fn auto_advance_moves_on_after_the_stance() {
    let mut desk = Desk::ready(&[TEXT]);
    desk.keys(&[" "]);
    assert_eq!(desk.session.prefs().advance, Advance::MoveOn);
    desk.keys(&["1"]);
    assert_eq!(desk.session.place().sentence_ix, 0, "a stance is still to come");
    desk.keys(&["a"]);
    assert_eq!(desk.session.place().sentence_ix, 1);
}

#[test]
fn the_speaker_is_proposed_as_holder_and_else_the_outlet() {
    let mut desk = Desk::ready(&[TEXT]);
    desk.keys(&["f"]);
    assert!(desk.spoken(0).contains("The outlet favor"), "{}", desk.spoken(0));
    desk.keys(&["j", "j", "a"]);
    assert!(desk.spoken(2).contains("Tom Reed against"), "{}", desk.spoken(2));
}

#[test]
fn words_are_labelled_by_keys_alone() {
    let mut desk = Desk::ready(&[TEXT]);
    let key = desk.session.project().codebook.labels[0].key.to_string();
    desk.keys(&["s", "ArrowRight", "Shift+ArrowRight", &key]);
    assert_eq!(desk.session.selection(), None);
    let layer = desk.session.project().layers.values().next().expect("something was said");
    let annotation = layer.values().next().expect("a span");
    assert!(matches!(annotation.body, Body::Span(_)));
    assert_eq!(annotation.span.of(TEXT), "Diaz praised");
}

#[test]
fn a_missed_name_is_added_everywhere_in_one_step() {
    let mut desk = Desk::ready(&["The dam is old. We like the dam.", "A dam, they say, is a dam."]);
    let n_names = |desk: &Desk| desk.session.articles().iter().map(|a| a.mentions.len()).sum::<usize>();
    let before = n_names(&desk);
    desk.keys(&["s", "ArrowRight"]);
    let selected =
        desk.session.selection().map(|s| s.span.of(&desk.session.article().expect("open").article.text).to_owned());
    assert_eq!(selected.as_deref(), Some("dam"));
    desk.act(Action::Name(EntityKind::Facility, Scope::Corpus));
    assert_eq!(n_names(&desk), before + 4);
    desk.keys(&["Mod+z"]);
    assert_eq!(n_names(&desk), before);
}

#[test]
fn a_name_is_retyped_and_removed_in_the_whole_article_as_one_step() {
    let mut desk = Desk::ready(&["Vladimir Putin spoke. Putin left. Putin slept."]);
    desk.keys(&["j", "e"]);
    desk.act(Action::SetScope(Scope::Article));
    desk.correct(NameChange::Retype(EntityKind::Org));
    let kinds = |desk: &Desk| desk.session.articles()[0].mentions.iter().map(|m| m.kind).collect::<Vec<_>>();
    assert_eq!(kinds(&desk), [EntityKind::Person, EntityKind::Org, EntityKind::Org]);
    desk.correct(NameChange::Remove);
    assert_eq!(kinds(&desk), [EntityKind::Person]);
    desk.keys(&["Mod+z", "Mod+z"]);
    assert_eq!(kinds(&desk), [EntityKind::Person; 3]);
}

#[test]
fn a_tab_that_only_reads_changes_nothing() {
    let mut desk = Desk::ready(&[TEXT]);
    desk.act(Action::Saving(SaveState::ReadOnly { why: ReadOnly::OtherTab }));
    let before = desk.session.project().clone();
    desk.keys(&["1", "a"]);
    assert_eq!(desk.session.project(), &before);
    assert!(desk.session.announcement().text.contains("Nothing was changed"));
    // It is seen once, and no longer than it is true.
    let refusals = |desk: &Desk| desk.session.notices().iter().filter(|n| n.starts_with("Nothing was changed")).count();
    assert_eq!(refusals(&desk), 1);
    desk.act(Action::Saving(SaveState::Saved { at: None }));
    assert_eq!(refusals(&desk), 0);
}

#[test]
fn downloads_ask_the_shell_for_a_file() {
    let mut desk = Desk::new(&[TEXT]);
    assert_eq!(desk.act(Action::Command("download-json")), [Effect::Download(DownloadKind::Json)]);
    assert_eq!(desk.act(Action::Command("download-csv")), [Effect::Download(DownloadKind::Csv)]);
}

#[test]
fn find_leads_to_the_sentence() {
    let mut desk = Desk::ready(&[TEXT, "Nothing here.", "Snow fell. Rain fell too."]);
    desk.keys(&["/"]);
    desk.act(choosing::query("rain fell".into()));
    let Some(Panel::Picker(picker)) = desk.session.panel() else { panic!("the list is open") };
    assert_eq!(picker.items.len(), 2);
    desk.act(choosing::take(None));
    let text = desk.session.sentence().map(|s| s.of(&desk.session.article().expect("open").article.text).to_owned());
    assert!(text.is_some_and(|text| text.starts_with("Rain fell")));
    assert_eq!(desk.session.panel(), None);
}

#[test]
fn a_pattern_is_looked_for_by_the_shell() {
    let mut desk = Desk::ready(&[TEXT, "Nothing here.", "Snow fell. Rain fell too."]);
    desk.keys(&["/"]);
    let effects = desk.act(choosing::query("/ra.n fell/".into()));
    assert_eq!(effects, [Effect::Search("/ra.n fell/".into())]);
    let articles = desk.session.articles().iter();
    let found: Matches = articles
        .map(|state| (state.article.id.clone(), search("/ra.n fell/", &state.article.text).expect("a pattern")))
        .collect();
    let answer = |query: &str, problem| choosing::found(query.into(), found.clone(), problem);
    // An answer to what was typed before is too late.
    desk.act(answer("/rai/", None));
    let shown = |desk: &Desk| match desk.session.panel() {
        Some(Panel::Picker(picker)) => (picker.is_searching, picker.items.len(), picker.problem.clone()),
        _ => panic!("the list is open"),
    };
    assert_eq!(shown(&desk), (true, 0, None));
    desk.act(answer("/ra.n fell/", None));
    assert_eq!(shown(&desk), (false, 2, None));
    // While the next one runs, the lines stay; words end it.
    desk.act(choosing::query("/ra.n fell$/".into()));
    assert_eq!(shown(&desk), (true, 2, None));
    assert_eq!(desk.act(choosing::query("snow".into())), []);
    assert_eq!(shown(&desk), (false, 1, None));
    desk.act(choosing::query("/(/".into()));
    let why = search("/(/", "").expect_err("no pattern").to_string();
    desk.act(choosing::found("/(/".into(), Vec::new(), Some(why.as_str().into())));
    assert_eq!(shown(&desk), (false, 0, Some(why.into())));
}

#[test]
fn a_new_visit_goes_on_with_the_latest_target() {
    let mut desk = Desk::ready(&[TEXT]);
    desk.keys(&["a", "j", "t"]);
    desk.act(choosing::query("ceasefire".into()));
    desk.act(choosing::take(None));
    desk.keys(&["f"]);
    let latest = desk.session.target().cloned();
    let prefs = desk.session.prefs().clone();
    let again = Session::new((**desk.session.project()).clone(), History::default(), prefs, 2);
    assert_eq!(again.target(), latest.as_ref());
    assert!(latest.is_some());
}

#[test]
fn bundled_articles_come_once_and_are_no_step_to_undo() {
    let articles: Vec<_> = format::bundled().into_iter().map(Rc::new).collect();
    let mut desk = Desk::new(&[]);
    desk.act(Action::Begin { articles: articles.clone(), codebook: Rc::new(format::codebook::bundled()) });
    assert_eq!(desk.session.articles().len(), articles.len());
    let effects = desk.act(Action::Begin { articles, codebook: Rc::new(format::codebook::bundled()) });
    assert_eq!(effects, [], "they are there already");
    assert_eq!(desk.session.undo_label(), None);
}

#[test]
fn only_a_paragraph_longer_than_a_chunk_is_drawn_as_more_than_one() {
    let sentence = "Greens oppose the dam in Berlin. ";
    let text = format!("{}{}", format!("{}\n", sentence.repeat(3).trim()).repeat(200), sentence.repeat(400).trim());
    let desk = Desk::new(&[&text]);
    let article = &desk.session.articles()[0];
    let paragraphs = &article.document.as_ref().expect("it is read").paragraphs;
    let parts: Vec<_> =
        article.chunks.iter().flat_map(|chunk| &chunk.parts).map(|part| part.sentences.clone()).collect();
    let (short, long) = parts.split_at(200);
    assert!(short.iter().zip(paragraphs).all(|(part, paragraph)| *part == paragraph.sentences));
    assert!(article.chunks.len() > 5 && long.len() > 2, "{} chunks, {} parts", article.chunks.len(), long.len());
    assert!(parts.windows(2).all(|pair| pair[0].end == pair[1].start) && parts[parts.len() - 1].end == 1000);
    let of_chunks = article.chunks.iter().flat_map(|chunk| chunk.sentences.clone());
    assert!(of_chunks.eq(0..1000), "each sentence is in one chunk");
}

#[test]
fn an_address_of_nothing_here_is_answered() {
    let mut desk = Desk::ready(&[TEXT]);
    let place = desk.session.place();
    assert!(desk.act(Action::Visit(Route::Sentence { article: "nowhere".into(), sentence_ix: 3 })).is_empty());
    assert_eq!(desk.session.place(), place);
    assert!(desk.session.notices()[0].starts_with("No article here has this address"));
}
