//! Several coders in one browser: what each sees, what each can take back.

use standpoint::app::assign::{Sharing, share_out};
use standpoint::app::choosing;
use standpoint::app::codebook::recode::n_waiting;
use standpoint::app::codebook::{BookStep, Field, List, edit};
use standpoint::app::panel::{Panel, Scope};
use standpoint::app::prefs::Prefs;
use standpoint::app::save::SaveState;
use standpoint::app::session::{Place, Session};
use standpoint::app::timeline::go_back_to;
use standpoint::app::update::{Action, Effect, NameChange};
use standpoint::app::view::sentence_view;
use standpoint::edit::History;
use standpoint::find::analyze;
use standpoint::format;
use standpoint::format::project::{Facts, write};
use standpoint::model::{Article, Body, Code, CoderId, ConceptId, EntityKind, Holder, LabelId, Project, Sight, Time};
use standpoint::text::Span;
use std::rc::Rc;

/// A session on some articles, and a clock that ticks.
pub(crate) struct Seat {
    pub(crate) session: Session,
    /// In milliseconds since 1970.
    pub(crate) now: i64,
}

pub(crate) const TEXT: &str =
    "Ana Diaz praised the dam. Greens oppose the dam.\n“It must go,” Tom Reed said. Rain fell.";

impl Seat {
    pub(crate) fn at(texts: &[&str]) -> Seat {
        let articles = texts.iter().flat_map(|text| format::article::read("a.txt", text.as_bytes()).articles);
        Seat::with(articles.collect())
    }

    pub(crate) fn with(articles: Vec<Article>) -> Seat {
        Seat::seeded(articles, 1)
    }

    /// The same at one of several machines: ids made at one are not those of another.
    pub(crate) fn seeded(articles: Vec<Article>, seed: u64) -> Seat {
        let session = Session::new(Project::default(), History::default(), Prefs::default(), seed);
        let mut seat = Seat { session, now: seed as i64 };
        let articles = articles.into_iter().map(Rc::new).collect();
        seat.act(Action::Begin { articles, codebook: Rc::new(format::codebook::bundled()) });
        seat.read();
        seat.act(Action::Saving(SaveState::Saved { at: None }));
        seat
    }

    /// Has the engine read everything.
    pub(crate) fn read(&mut self) {
        let documents = self.session.articles().iter();
        let documents = documents.map(|a| (a.article.id.clone(), Rc::new(analyze(&a.article.text)))).collect();
        self.act(Action::Analysed(documents));
    }

    pub(crate) fn act(&mut self, action: Action) -> Vec<Effect> {
        self.now += 1000;
        let effects = self.session.update(action, Time(self.now));
        // As the shell does.
        for effect in &effects {
            if let Effect::OpenList(kind, position) = effect {
                drop(self.session.update(choosing::open(*kind, *position), Time(self.now)));
            }
        }
        effects
    }

    pub(crate) fn keys(&mut self, keys: &[&str]) {
        for key in keys {
            self.act(Action::Key((*key).to_owned()));
        }
    }

    pub(crate) fn spoken(&self, ix: u32) -> String {
        sentence_view(&self.session, self.session.place().article_ix, ix).spoken.clone()
    }

    fn n_tagged(&self) -> u32 {
        self.session.articles().iter().map(|state| state.n_tagged()).sum()
    }
}

/// Ana has tagged two sentences, then Ben sits down.
fn ana_then_ben() -> Seat {
    let mut seat = Seat::at(&[TEXT]);
    seat.act(Action::SetCoder("Ana".into()));
    seat.keys(&["1", "j", "3"]);
    seat.act(Action::SetCoder("Ben".into()));
    seat
}

#[test]
fn another_coder_finds_no_trace_of_the_one_before() {
    let mut seat = ana_then_ben();
    assert_eq!((seat.n_tagged(), seat.spoken(0)), (0, String::new()));
    assert_eq!((seat.session.undo_label(), seat.session.target()), (None, None));
    seat.keys(&["."]);
    assert_eq!(seat.n_tagged(), 0, "there is nothing of one's own to repeat");
    seat.keys(&["Mod+z"]);
    seat.act(Action::SetCoder("Ana".into()));
    assert_eq!(seat.n_tagged(), 2, "Ben's undo took nothing of Ana's back");
}

#[test]
fn each_coder_takes_back_their_own_steps() {
    let mut seat = ana_then_ben();
    seat.keys(&["2", "Mod+z"]);
    assert_eq!(seat.n_tagged(), 0);
    seat.act(Action::SetCoder("Ana".into()));
    seat.keys(&["Mod+z"]);
    assert_eq!(seat.n_tagged(), 1, "Ana's last step, though Ben did one after it");
    seat.act(Action::SetCoder("Ben".into()));
    seat.keys(&["Mod+Shift+z"]);
    assert_eq!(seat.n_tagged(), 1, "Ben's step comes again");
    seat.act(Action::SetCoder("Ana".into()));
    seat.keys(&["Mod+Shift+z"]);
    assert_eq!(seat.n_tagged(), 2, "and Ana's, which Ben's did not take away");
}

/// What all coders share is one record each; who takes a step back leaves what others did to it since.
#[test]
fn steps_of_two_coders_on_the_codebook_do_not_block_each_other() {
    let mut seat = ana_then_ben();
    let names = |seat: &Seat| {
        let book = &seat.session.project().codebook;
        (
            book.sentiment.words.name(&book.sentiment.values[0]).to_string(),
            book.concept(&ConceptId::new("t:dam")).is_some(),
        )
    };
    let n_steps = |seat: &Seat| seat.session.latest_step().0;
    let negative = Code::Sentiment("negative".into());
    seat.act(Action::SetCoder("Ana".into()));
    seat.act(edit(BookStep::Set(negative.clone(), Field::Name, "bad".into())));
    seat.act(Action::SetCoder("Ben".into()));
    seat.act(edit(BookStep::Add(List::Targets, "Dam".into())));
    seat.act(Action::SetCoder("Ana".into()));
    assert_eq!(names(&seat), ("bad".to_owned(), true));
    seat.keys(&["Mod+z"]);
    assert_eq!(names(&seat), ("negative".to_owned(), true), "her part alone");
    seat.keys(&["Mod+Shift+z"]);
    assert_eq!(names(&seat), ("bad".to_owned(), true));
    // Where both changed the same, the step stays, and those before it can be taken back all the same.
    seat.act(Action::SetCoder("Ben".into()));
    seat.act(edit(BookStep::Set(negative, Field::Name, "awful".into())));
    seat.act(Action::SetCoder("Ana".into()));
    let n_tagged = seat.n_tagged();
    let n_before = n_steps(&seat);
    seat.keys(&["Mod+z"]);
    assert_eq!((names(&seat).0.as_str(), seat.n_tagged()), ("awful", n_tagged - 1), "her tag before it");
    assert!(seat.session.announcement().text.contains("stays"), "{:?}", seat.session.announcement());
    assert_eq!((n_steps(&seat), seat.session.notices().len()), (n_before + 1, 0));
}

#[test]
fn a_code_that_goes_with_a_step_taken_back_leaves_the_tags_of_others_waiting() {
    for way in ["undo", "back"] {
        let mut seat = ana_then_ben();
        seat.act(Action::SetCoder("Ana".into()));
        let before = seat.session.latest_step().1.expect("a step");
        seat.act(edit(BookStep::Add(List::Sentiment, "mixed".into())));
        seat.act(Action::SetCoder("Ben".into()));
        seat.keys(&["4"]);
        assert_eq!(seat.n_tagged(), 1);
        seat.act(Action::SetCoder("Ana".into()));
        if way == "undo" {
            seat.keys(&["Mod+z"]);
        } else {
            seat.act(go_back_to(before));
        }
        assert_eq!(seat.session.project().codebook.sentiment.values.len(), 3, "{way}");
        let waiting = |seat: &Seat| n_waiting(seat.session.project(), seat.session.coder());
        assert_eq!(waiting(&seat), (0, 1), "{way}");
        seat.keys(&["Mod+Shift+z"]);
        assert_eq!(seat.session.project().codebook.sentiment.values.len(), 3 + usize::from(way == "undo"), "{way}");
        if way == "undo" {
            assert_eq!(waiting(&seat), (0, 0), "what comes back is not gone");
        }
    }
}

#[test]
fn switching_is_one_pick() {
    let mut seat = ana_then_ben();
    seat.keys(&["w"]);
    let Some(Panel::Picker(picker)) = seat.session.panel() else { panic!("a list of coders") };
    let labels: Vec<&str> = picker.items.iter().map(|item| &*item.label).collect();
    assert_eq!(labels, ["Ana", "Ben", "Someone else…"]);
    seat.act(choosing::take(Some(0)));
    assert!(seat.session.panel().is_none());
    assert_eq!(seat.session.coder().map(|id| id.as_str()), Some("c:ana"));
}

#[test]
fn all_layers_are_shown_on_request_and_until_somebody_else_sits_down() {
    let mut seat = ana_then_ben();
    let others = |seat: &Seat, ix| -> Vec<(String, String)> {
        let view = sentence_view(&seat.session, 0, ix);
        view.others.iter().map(|other| (other.coder.to_string(), other.spoken.clone())).collect()
    };
    assert_eq!(others(&seat, 0), []);
    seat.keys(&["Shift+w"]);
    assert_eq!(others(&seat, 0), [("Ana".to_owned(), "Negative".to_owned())]);
    assert_eq!(seat.n_tagged(), 0, "counts stay one's own");
    seat.keys(&["k", "2"]);
    assert_eq!(others(&seat, 0).len(), 1, "one's own tags are not among the others'");
    assert_eq!(seat.spoken(0), "Neutral");
    seat.act(Action::SetCoder("Cleo".into()));
    assert_eq!(others(&seat, 0), [], "whoever sits down begins blind");
    seat.keys(&["Shift+w", "Shift+w"]);
    assert_eq!(others(&seat, 0), []);
}

/// One article of RT, which names itself, and one of nobody's.
pub(crate) fn blind_seat() -> Seat {
    let text = "“It must go,” Tom Reed told RT. Rain fell.";
    let mut articles = format::article::read("rt.txt", text.as_bytes()).articles;
    for article in &mut articles {
        article.outlet = "RT".into();
        article.author = "Ann Writer".into();
        article.url = "https://www.rt.com/news/1".into();
        article.title = "RT on the dam".into();
    }
    let mut seat = Seat::with(articles);
    seat.act(Action::SetCoder("Ana".into()));
    seat.act(Action::Command("outlet-blind"));
    seat
}

pub(crate) fn shown(seat: &Seat) -> String {
    let state = seat.session.article().unwrap();
    let article = &state.article;
    let view = sentence_view(&seat.session, 0, 0);
    let pieces: String = view.pieces.iter().map(|piece| &*piece.text).collect();
    let names: String = state.mentions.iter().map(|m| m.span.of(&article.text)).collect();
    let about = [&article.title, &article.outlet, &article.author, &article.url, &article.text, &article.source.file];
    let about: Vec<&str> = about.iter().map(|text| &***text).collect();
    let holder = seat.session.holder_name(0, &Holder::Outlet);
    format!("{} {pieces} {names} {holder} {}", about.join(" "), seat.session.article_name(0))
}

#[test]
fn nothing_shown_tells_the_outlet_until_the_article_is_locked() {
    let mut seat = blind_seat();
    assert!(!shown(&seat).to_lowercase().contains("rt"), "{}", shown(&seat));
    assert!(!shown(&seat).contains("Writer"));
    for closed in ["details", "left-out"] {
        assert!(!standpoint::app::command::by_id(closed).unwrap().can_run(&seat.session), "{closed} would tell");
    }
    seat.keys(&["/"]);
    seat.act(choosing::query("told".into()));
    let Some(Panel::Picker(picker)) = seat.session.panel() else { panic!("a list of places") };
    assert!(picker.items.iter().all(|item| !item.label.contains("RT")));
    assert!(picker.items[0].label.contains("told ▇▇▇"), "and no length either: {}", picker.items[0].label);
    seat.act(Action::Close);
    seat.keys(&["Shift+l"]);
    assert!(shown(&seat).contains("told RT"), "{}", shown(&seat));
    assert_eq!(&*seat.session.article().unwrap().article.outlet, "RT");
}

#[test]
fn tags_say_whether_they_were_made_blind_and_a_locked_article_takes_none() {
    let mut seat = blind_seat();
    let sights = |seat: &Seat| -> Vec<Sight> {
        let layers = seat.session.project().layers.values();
        let tags = layers.flat_map(|layer| layer.values()).filter(|a| !matches!(a.body, Body::Lock(_)));
        tags.map(|a| a.sight).collect()
    };
    seat.keys(&["1", "Shift+l", "j", "2"]);
    assert_eq!(sights(&seat), [Sight::OutletBlind], "the second came after the lock");
    seat.keys(&["Shift+l", "2"]);
    assert_eq!(sights(&seat), [Sight::OutletBlind, Sight::Open], "who has seen the outlet is blind no more");
    seat.keys(&["k", "2"]);
    assert_eq!(sights(&seat), [Sight::Open, Sight::Open], "nor is a tag that was changed since");
    let facts = Facts { version: "1", engine: 1, exported: Time(0), sentences: &|_| Vec::new(), entities: &|_| None };
    let file = write(seat.session.project(), &facts);
    assert!(file.contains(r#""state":"reopened""#));
    assert!(
        !file.contains('\u{1a}') && !file.contains("\\u001a") && !file.contains("▇"),
        "what is covered on the page is whole in the file"
    );
}

/// Whoever has seen where an article is from is not blind to it again, whatever is taken back.
#[test]
fn what_was_seen_is_not_forgotten() {
    let sight = |seat: &Seat| {
        let tags = seat.session.project().layers.values().flat_map(|layer| layer.values());
        tags.filter(|a| matches!(a.body, Body::Sentiment(_))).map(|a| a.sight).collect::<Vec<_>>()
    };
    let mut undone = blind_seat();
    undone.keys(&["Shift+l", "Mod+z", "1"]);
    assert_eq!(sight(&undone), [Sight::Open]);
    let mut again = blind_seat();
    again.keys(&["Shift+l", "Mod+z", "Mod+Shift+z"]);
    assert!(again.session.article().expect("an article").is_locked(), "the lock comes again");
    again.keys(&["Mod+z"]);
    assert!(!again.session.article().expect("an article").is_locked());
    let mut back = blind_seat();
    back.keys(&["f"]);
    let before = back.session.latest_step().1.expect("a step");
    back.keys(&["Shift+l", "Shift+l"]);
    back.act(go_back_to(before));
    back.keys(&["1"]);
    assert_eq!(sight(&back), [Sight::Open]);
    let mut shown = blind_seat();
    shown.act(Action::Command("outlet-blind"));
    shown.keys(&["1"]);
    shown.act(Action::Command("outlet-blind"));
    assert_eq!(shown.session.sight(0), Sight::OutletBlind, "the plan hides it");
    shown.keys(&["j", "2"]);
    assert_eq!(sight(&shown), [Sight::Open; 2], "but it was seen");
}

#[test]
fn the_outlet_is_hidden_from_each_coder_for_themselves() {
    let mut seat = blind_seat();
    seat.keys(&["Shift+l"]);
    seat.act(Action::SetCoder("Ben".into()));
    assert_eq!(seat.session.sight(0), Sight::OutletBlind);
    seat.act(Action::SetCoder("Ana".into()));
    assert_eq!(seat.session.sight(0), Sight::Open);
    seat.act(Action::Command("outlet-blind"));
    seat.act(Action::SetCoder("Ben".into()));
    assert_eq!(seat.session.sight(0), Sight::Open, "the switch shows all again");
}

#[test]
fn a_queue_leads_through_the_assigned_articles_that_are_not_locked() {
    let texts = ["The dam is old.", "Rain fell all day.", "Greens oppose it.", "Tom Reed left."];
    let mut seat = Seat::at(&texts);
    seat.act(Action::SetCoder("Ana".into()));
    seat.act(standpoint::app::queue::add_coder("Ben".into()));
    assert_eq!(seat.session.coder().map(|id| id.as_str()), Some("c:ana"), "listing a coder changes no seats");
    let project = seat.session.project().clone();
    let articles: Vec<_> = project.articles.keys().cloned().collect();
    let coders: Vec<_> = project.coders.keys().cloned().collect();
    let shares = share_out(&articles, &coders, Sharing::Overlap(50), &project.id);
    seat.act(standpoint::app::queue::assign(shares));
    let queue = seat.session.queue();
    assert_eq!(queue.len(), 3, "two of four in common, one of one's own");
    let mut seen = Vec::new();
    for _ in 0..3 {
        seat.keys(&["Shift+n"]);
        seen.push(seat.session.place().article_ix);
        seat.keys(&["Shift+l"]);
    }
    seen.sort_unstable();
    let mut sorted = queue.clone();
    sorted.sort_unstable();
    assert_eq!(seen, sorted, "each once");
    let here = seat.session.place();
    seat.keys(&["Shift+n"]);
    assert_eq!(seat.session.place(), here, "the queue is done");
    assert_eq!(standpoint::app::queue::progress(&seat.session, &queue), "Your queue: 3 of 3 locked");
    seat.keys(&["Mod+z"; 4]);
    assert!(seat.session.queue().is_empty(), "undo takes the assignments back");
}

fn history(seat: &Seat) -> Vec<String> {
    let (steps, _) = standpoint::app::timeline::steps(&seat.session, "", 50);
    steps.iter().map(|step| format!("{} {} {}", step.who, step.what, step.whereabouts)).collect()
}

fn problem(seat: &mut Seat, query: &str) -> Option<String> {
    seat.keys(&["/"]);
    seat.act(choosing::query(query.into()));
    let Some(Panel::Picker(picker)) = seat.session.panel() else { panic!("a list of places") };
    let why = picker.problem.as_ref().map(|why| why.to_string());
    seat.act(Action::Close);
    why
}

#[test]
fn several_sentences_are_tagged_as_far_as_their_articles_are_not_locked() {
    let mut seat = Seat::at(&["The dam is old. Rain fell.", "Greens oppose it. Tom Reed left."]);
    seat.act(Action::SetCoder("Ana".into()));
    seat.keys(&["Shift+l"]);
    let places: Vec<Place> =
        (0..2).flat_map(|article_ix| (0..2).map(move |sentence_ix| Place { article_ix, sentence_ix })).collect();
    seat.act(Action::Choose(places.clone()));
    seat.keys(&["1", "!", "c"]);
    seat.act(Action::SaveComment("why".into()));
    let n_tags = |seat: &Seat, ix: usize| {
        let layers = seat.session.project().layers.iter();
        let id = &seat.session.articles()[ix].article.id;
        let of = layers.filter(|((_, article), _)| article == id).flat_map(|(_, layer)| layer.values());
        of.filter(|a| !matches!(a.body, Body::Lock(_))).count()
    };
    assert_eq!((n_tags(&seat, 0), n_tags(&seat, 1)), (0, 6), "a tone, a flag and a note for each of two");
    seat.act(Action::Choose(places[..2].to_vec()));
    seat.keys(&["1"]);
    assert_eq!(&*seat.session.announcement().text, "This article is locked; Shift+L opens it again");
    assert_eq!(n_tags(&seat, 0), 0);
}

#[test]
fn a_name_given_everywhere_leaves_locked_articles_alone() {
    let mut seat = Seat::at(&["Foo fell on the dam.", "Then foo fell. Foo fell again."]);
    seat.act(Action::SetCoder("Ana".into()));
    let at = |seat: &Seat, begin: &str| {
        let mut articles = seat.session.articles().iter();
        articles.position(|state| state.article.text.starts_with(begin)).expect("it is there")
    };
    let (locked, open) = (at(&seat, "Foo"), at(&seat, "Then"));
    let id = |seat: &Seat, ix: usize| seat.session.articles()[ix].article.id.clone();
    let (locked_id, open_id) = (id(&seat, locked), id(&seat, open));
    seat.act(Action::OpenArticle(locked_id));
    seat.keys(&["Shift+l"]);
    seat.act(Action::OpenArticle(open_id));
    seat.act(Action::Select(Some(Span::new(15, 18))));
    seat.act(Action::Name(EntityKind::Event, Scope::Corpus));
    let named: Vec<usize> = (0..2)
        .filter(|ix| {
            let id = &seat.session.articles()[*ix].article.id;
            let layer = seat.session.project().layer(&CoderId::new("c:ana"), id);
            layer.is_some_and(|layer| layer.values().any(|a| matches!(a.body, Body::Mention { .. })))
        })
        .collect();
    assert_eq!(named, [open]);
}

#[test]
fn find_and_the_history_tell_of_other_coders_only_when_all_layers_are_shown() {
    let mut seat = ana_then_ben();
    let told = |seat: &Seat| history(seat).iter().any(|step| step.contains("Negative"));
    assert_eq!(
        problem(&mut seat, "by:ana").as_deref(),
        Some("Other coders’ tags are hidden; Shift+W shows all coders’ tags")
    );
    assert_eq!(problem(&mut seat, "by:ben"), None);
    assert!(!told(&seat), "{:?}", history(&seat));
    assert!(history(&seat).iter().any(|step| step.starts_with("Ana Tags")), "that something was done is no secret");
    seat.keys(&["Shift+w"]);
    assert_eq!(problem(&mut seat, "by:ana"), None);
    assert!(told(&seat));
    seat.keys(&["/"]);
    seat.act(choosing::query("by:ana".into()));
    seat.act(choosing::take(None));
    assert!(seat.session.found().is_some());
    seat.keys(&["Shift+w"]);
    assert!(seat.session.found().is_none(), "what was found by them goes with them");
}

#[test]
fn find_by_outlet_patterns_and_the_history_do_not_tell_a_hidden_outlet() {
    let mut seat = blind_seat();
    assert!(problem(&mut seat, "outlet:rt").is_some_and(|why| !why.contains("RT")));
    assert!(history(&seat).iter().all(|step| !step.contains("RT")), "{:?}", history(&seat));
    seat.keys(&["/"]);
    seat.act(choosing::query("-/RT/".into()));
    let id = seat.session.articles()[0].article.id.clone();
    let found = vec![(id, vec![Span::new(0, 35)])];
    seat.act(choosing::found("-/RT/".into(), found, None));
    let Some(Panel::Picker(picker)) = seat.session.panel() else { panic!("a list of places") };
    assert_eq!(picker.n_found, 0, "the worker knows the whole text");
}

#[test]
fn who_is_covered_is_proposed_to_nobody() {
    let texts = ["“It must go,” Russia Today reported. Rain fell."];
    let mut articles = texts.map(|text| format::article::read("a.txt", text.as_bytes()).articles).concat();
    articles[0].outlet = "Russia Today".into();
    let mut seat = Seat::with(articles);
    seat.act(Action::SetCoder("Ana".into()));
    assert!(matches!(seat.session.proposed_holder(), Holder::Entity(_)), "the engine finds the speaker");
    seat.act(Action::Command("outlet-blind"));
    assert_eq!(seat.session.proposed_holder(), Holder::Outlet);
    assert_eq!(&*seat.session.holder_name(0, &Holder::Outlet), "The outlet");
}

#[test]
fn who_turns_outlets_off_is_known_to_the_page_when_it_starts_again() {
    let mut seat = Seat::at(&[TEXT]);
    let effects = seat.act(Action::Command("outlet-blind"));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::SavePrefs(_))), "src/web/first.js asks for them");
}

#[test]
fn who_gives_a_name_goes_on_with_what_is_selected() {
    let mut seat = Seat::at(&[TEXT]);
    seat.act(Action::Select(Some(Span::new(0, 8))));
    seat.act(Action::Label(LabelId::new("l:blame")));
    seat.act(Action::SetCoder("Ana".into()));
    assert_eq!(seat.spoken(0), "labelled Blame", "what waited for the name happened");
}

#[test]
fn what_a_locked_article_refuses_is_shown_and_nothing_stays_open() {
    let locked = "This article is locked; Shift+L opens it again";
    let mut seat = Seat::at(&["Ana Diaz praised the dam. Rain fell."]);
    seat.act(Action::SetCoder("Ana".into()));
    seat.keys(&["Shift+l"]);
    for key in ["1", "c", "Shift+q", "!"] {
        seat.keys(&[key]);
        assert_eq!((seat.session.panel(), seat.session.notices()), (None, &[locked.into()][..]), "{key}");
        seat.act(Action::PutAway(0));
    }
    seat.keys(&["1", "1"]);
    assert_eq!(seat.session.notices().len(), 1, "once");
    let mention = seat.session.articles()[0].mentions[0].clone();
    seat.act(Action::OpenEntity(mention.entity.clone(), Some((0, mention.span))));
    let Some(Panel::Entity(panel)) = seat.session.panel().cloned() else { panic!("a name is open") };
    seat.act(Action::CorrectName(panel, NameChange::Remove));
    assert_eq!((seat.session.panel(), seat.session.notices().len()), (None, 1));
    seat.act(Action::Open(Panel::Comment("".into())));
    seat.act(Action::SaveComment("".into()));
    assert_eq!((seat.session.panel(), seat.session.notices().len()), (None, 1), "nothing was asked for");
    // Opened before somebody locked it in another tab.
    seat.act(Action::Open(Panel::Comment("".into())));
    seat.act(Action::SaveComment("quite so".into()));
    assert_eq!(seat.session.panel(), None);
    assert_eq!(&*seat.session.notices()[1], format!("{locked}. Not saved: quite so"), "what was typed is not lost");
    seat.keys(&["Shift+l"]);
    assert_eq!(seat.session.notices().len(), 1, "it is open again");
    seat.keys(&["c"]);
    assert!(matches!(seat.session.panel(), Some(Panel::Comment(_))));
}
