//! What is suggested without tags, on a table of cases; and what a coder sees, accepts and teaches.

use crate::tagging::Desk;
use standpoint::app::protocol::{Decoder, Encoder, Reply};
use standpoint::app::suggesting::Lesson;
use standpoint::app::tutor::Tutor;
use standpoint::app::update::{Action, Effect, SpeakerChoice};
use standpoint::find::analyze;
use standpoint::find::suggest::{ACTIVE_FROM, ALL, Asked, Study, Suggester, Suggestion};
use standpoint::format;
use standpoint::model::{Annotation, ArticleId, Body, EntityId, Holder, Origin, Suggestions, Target};
use std::rc::Rc;

fn suggester(name: &str) -> &'static dyn Suggester {
    *ALL.iter().find(|suggester| suggester.name() == name).unwrap_or_else(|| panic!("no suggester is called {name}"))
}

fn in_words(body: &Body) -> String {
    let Body::Stance { holder, target, position } = body else {
        return if let Body::Sentiment(value) = body { value.to_string() } else { String::new() };
    };
    let holder = match holder {
        Holder::Entity(id) => id.to_string(),
        Holder::Outlet => "outlet".to_owned(),
        Holder::Unknown => "unknown".to_owned(),
    };
    let target = match target {
        Target::Entity(id) => id.to_string(),
        Target::Concept(id) => id.to_string(),
    };
    format!("{holder} {position} {target}")
}

#[test]
fn suggestion_cases() {
    let codebook = format::codebook::bundled();
    let study = Study::new(&codebook);
    let (mut n_cases, mut faults) = (0, Vec::new());
    for line in include_str!("../../seeds/cases/suggestions.tsv").lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [name, text, expected] = columns[..] else { panic!("three columns: {line}") };
        let document = analyze(text);
        let ids: Vec<EntityId> =
            document.entities.iter().map(|entity| EntityId::new(format!("e:{}", entity.key))).collect();
        let asked = Asked {
            text,
            document: &document,
            ids: &ids,
            sentence_ix: 0,
            codebook: &codebook,
            target: None,
            study: &study,
        };
        let found = suggester(name).propose(&asked);
        assert!(found.iter().all(|proposal| !proposal.why.is_empty() && (0.0..=1.0).contains(&proposal.certainty)));
        let found: Vec<String> = found.iter().map(|proposal| in_words(&proposal.body)).collect();
        let found = if found.is_empty() { "-".to_owned() } else { found.join("|") };
        n_cases += 1;
        if found != expected {
            faults.push(format!("{name}: {text}\n    found {found}\n    expected {expected}"));
        }
    }
    assert!(n_cases > 20, "the table was read");
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_trained_model_reads_how_a_sentence_speaks_of_the_active_target() {
    let codebook = format::codebook::bundled();
    let study = Study::new(&codebook);
    let said = |text: &str, target: &str| -> Vec<(String, String)> {
        let document = analyze(text);
        let ids: Vec<EntityId> =
            document.entities.iter().map(|entity| EntityId::new(format!("e:{}", entity.key))).collect();
        let target = Target::Entity(EntityId::new(target));
        let asked = Asked {
            text,
            document: &document,
            ids: &ids,
            sentence_ix: 0,
            codebook: &codebook,
            target: Some(&target),
            study: &study,
        };
        let found = suggester("trained model").propose(&asked);
        found.iter().map(|proposal| (in_words(&proposal.body), proposal.why.clone())).collect()
    };
    let against = said("Critics accused Anna Baker of corruption.", "e:anna-baker");
    assert_eq!(against.len(), 1);
    assert_eq!(against[0].0, "outlet against e:anna-baker");
    assert!(against[0].1.contains("“corruption”") || against[0].1.contains("“accused”"), "{}", against[0].1);
    let favor = said("Everybody praised Rosa Stone for her courage.", "e:rosa-stone");
    assert_eq!(favor.iter().map(|(body, _)| &**body).collect::<Vec<_>>(), ["outlet favor e:rosa-stone"]);
    // Neither well nor badly, and of somebody else.
    assert_eq!(said("Rosa Stone arrived in Oslo on Monday.", "e:rosa-stone"), []);
    assert_eq!(said("Critics accused Anna Baker of corruption.", "e:rosa-stone"), []);
}

/// A desk with a worker that answers at once.
struct Class {
    desk: Desk,
    tutor: Tutor,
}

impl Class {
    fn new(text: &str) -> Class {
        let mut desk = Desk::new(&[text]);
        desk.act(Action::SetCoder("Ana".into()));
        Class { desk, tutor: Tutor::default() }
    }

    fn act(&mut self, action: Action) {
        let effects = self.desk.act(action);
        effects.into_iter().for_each(|effect| self.perform(effect));
    }

    fn perform(&mut self, effect: Effect) {
        let project = self.desk.session.project().clone();
        let texts = |id: &ArticleId| project.articles.get(id).map(|article| article.text.clone());
        match effect {
            Effect::Learn(lesson) => {
                let is_taught = self.tutor.learn(&lesson, &texts);
                if !is_taught {
                    assert!(matches!(lesson, Lesson::Step(_)));
                    self.act(Action::Untaught);
                }
            }
            Effect::Suggest(wish) => {
                let list = self.tutor.suggest(&wish, &texts).into_iter().map(Rc::new).collect();
                self.act(Action::Suggested(Box::new(wish), list));
            }
            Effect::SeekUncertain(target) => {
                let found = self.tutor.seek(target.as_ref()).map(|mut search| {
                    project.articles.iter().for_each(|(id, article)| self.tutor.look(&mut search, id, &article.text));
                    search.result()
                });
                self.act(Action::Uncertain(found));
            }
            _ => {}
        }
    }

    fn keys(&mut self, keys: &[&str]) {
        keys.iter().for_each(|key| self.act(Action::Key((*key).to_owned())));
    }

    fn suggested(&self) -> Vec<String> {
        self.desk.session.suggestions().iter().map(|suggestion| in_words(&suggestion.body)).collect()
    }

    fn by(&self) -> Vec<String> {
        self.desk.session.suggestions().iter().map(|suggestion| suggestion.by.to_string()).collect()
    }

    fn tags(&self) -> Vec<Rc<Annotation>> {
        let project = self.desk.session.project();
        project.layers.values().flat_map(|layer| layer.values().cloned()).collect()
    }

    fn at(&self) -> u32 {
        self.desk.session.place().sentence_ix
    }
}

const TEXT: &str = "Macron praised Zelensky. The talks were a disaster. They met in Oslo.";

#[test]
fn suggestions_are_off_until_turned_on_and_the_project_keeps_when() {
    let mut class = Class::new(TEXT);
    assert!(class.suggested().is_empty());
    class.keys(&["y"]);
    assert!(class.tags().is_empty(), "nothing to accept");
    class.keys(&["Shift+y"]);
    assert_eq!(class.suggested(), ["positive", "e:emmanuel-macron favor e:volodymyr-zelensky"]);
    assert!(class.tags().is_empty(), "nothing is tagged by itself");
    let turns = |class: &Class| {
        let coders = &class.desk.session.project().coders;
        coders.values().flat_map(|coder| coder.suggestions.clone()).map(|turn| turn.to).collect::<Vec<_>>()
    };
    assert_eq!(turns(&class), [Suggestions::On]);
    class.keys(&["Shift+y"]);
    assert_eq!(turns(&class), [Suggestions::On, Suggestions::Off]);
    assert!(class.suggested().is_empty());
    class.keys(&["Mod+z"]);
    assert!(!class.suggested().is_empty(), "undone like any change");
    assert_eq!(turns(&class), [Suggestions::On, Suggestions::Off, Suggestions::On], "and no turn is forgotten");
    class.keys(&["Mod+Shift+z"]);
    assert!(class.suggested().is_empty(), "done again");
    class.keys(&["Mod+z", "Mod+z"]);
    assert!(class.suggested().is_empty(), "both turns are taken back");
    assert_eq!(turns(&class).len(), 6);
}

#[test]
fn an_accepted_suggestion_is_a_tag_of_its_own_origin_and_a_contrary_tag_rejects_one() {
    let mut class = Class::new(TEXT);
    class.keys(&["Shift+y", "y"]);
    assert_eq!(class.suggested(), ["e:emmanuel-macron favor e:volodymyr-zelensky"]);
    class.keys(&["y"]);
    assert!(class.suggested().is_empty());
    assert_eq!(class.tags().iter().map(|tag| tag.origin).collect::<Vec<_>>(), [Origin::Accepted; 2]);
    class.keys(&["Mod+z"]);
    assert_eq!(class.suggested(), ["e:emmanuel-macron favor e:volodymyr-zelensky"]);
    class.keys(&["j"]);
    assert_eq!(class.suggested(), ["negative"]);
    class.keys(&["3"]);
    assert!(class.suggested().is_empty(), "decided otherwise");
    class.keys(&["k", "1"]);
    let first = class.tags().into_iter().find(|tag| tag.span.start == 0);
    assert_eq!(first.map(|tag| tag.origin), Some(Origin::Manual), "said otherwise, by hand");
}

#[test]
fn a_corrected_speaker_is_the_holder_that_is_suggested() {
    let mut class = Class::new("“I praise Zelensky,” Macron said. Putin left for Moscow.");
    class.keys(&["Shift+y"]);
    let stances = |class: &Class| class.suggested().into_iter().filter(|words| words.contains(' ')).collect::<Vec<_>>();
    assert_eq!(stances(&class), ["e:emmanuel-macron favor e:volodymyr-zelensky"]);
    let mut says = |id: &str| {
        class.act(Action::ChooseSpeaker(SpeakerChoice::Named(EntityId::new(id))));
        stances(&class)
    };
    assert_eq!(says("e:vladimir-putin"), ["e:vladimir-putin favor e:volodymyr-zelensky"]);
    assert_eq!(says("e:volodymyr-zelensky"), [""; 0], "nobody stands toward himself");
}

/// Sentences that the word list takes for neutral, of two kinds.
fn many() -> String {
    (0..40).map(|nth| format!("The {} came at {nth} o’clock to the town. ", ["train", "ship"][nth % 2])).collect()
}

#[test]
fn after_twenty_tags_the_learner_speaks() {
    let mut class = Class::new(&many());
    class.keys(&["Shift+y"]);
    for nth in 0..ACTIVE_FROM {
        assert!(!class.by().contains(&"your tags".to_owned()), "after {nth}");
        class.keys(&[if nth % 2 == 0 { "1" } else { "3" }, "j"]);
    }
    assert_eq!((class.by(), class.suggested()), (vec!["your tags".to_owned()], vec!["negative".to_owned()]));
    class.keys(&["j"]);
    assert_eq!(class.suggested(), ["positive"]);
    class.act(Action::Untaught);
    class.keys(&["j"]);
    assert_eq!(class.suggested(), ["negative"], "a worker that forgot is taught again");
}

#[test]
fn most_uncertain_next_goes_to_an_untagged_sentence() {
    let mut class = Class::new(&(many() + "The train and the ship did not come."));
    class.keys(&["Shift+u"]);
    assert_eq!(class.at(), 0, "not while suggestions are off");
    class.keys(&["Shift+y", "Shift+u"]);
    assert_eq!(class.at(), 0);
    assert!(class.desk.session.announcement().text.contains("20 sentences"), "it says why");
    for nth in 0..ACTIVE_FROM {
        class.keys(&[if nth % 2 == 0 { "1" } else { "3" }, "j"]);
    }
    class.keys(&["Home", "Shift+u"]);
    assert_eq!(class.at(), 40, "the sentence that is like both kinds");
}

#[test]
fn suggestions_arrive_as_they_were_sent() {
    let stance = |holder, target| Body::Stance { holder, target, position: "favor".into() };
    let id = |id: &str| EntityId::new(id);
    let bodies = [
        Body::Sentiment("very\tbad".into()),
        stance(Holder::Outlet, Target::Concept(standpoint::model::ConceptId::new("t:x"))),
        stance(Holder::Unknown, Target::Entity(id("e:é"))),
        stance(Holder::Entity(id("odd id")), Target::Entity(id("e:y"))),
    ];
    let list = bodies.into_iter().enumerate().map(|(nth, body)| {
        let span = standpoint::text::Span::new(nth, nth + 5);
        Rc::new(Suggestion { span, body, percent: 55, by: "word list".into(), why: "“no” −".into() })
    });
    let replies = [Reply::Suggested(list.collect()), Reply::Suggested(Vec::new()), Reply::Done];
    let (mut decoder, mut messages) = (Decoder::default(), Vec::new());
    let mut encoder = Encoder::new(|message| messages.push(message));
    replies.iter().for_each(|reply| encoder.reply(reply));
    encoder.flush();
    let arrived: Vec<Reply> = messages.iter().flat_map(|message| decoder.read(message).unwrap()).collect();
    assert_eq!(arrived, replies);
}
