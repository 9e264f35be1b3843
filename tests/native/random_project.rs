//! Projects made by chance, the same for the same seed: what the laws are tried on. They hold the
//! invariants of a real one (texts with their own ids, one sentiment a sentence and coder, known coders).

use standpoint::app::assign::{Sharing, share_out};
use standpoint::edit::{Cause, Edit, Meta, Transaction, apply};
use standpoint::format::hash::{article_id, sha256_hex};
use standpoint::format::project::Facts;
use standpoint::model::*;
use standpoint::text::Span;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Splitmix64 (Steele, Lea and Flood 2014): small, and the same on every machine.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 to `n` - 1.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }
}

const WORDS: [&str; 16] = [
    "the",
    "dam",
    "Mayor Díaz",
    "said",
    "\"never\"",
    "😀",
    "back\\slash",
    "peace",
    "–",
    "Ukraine",
    "tab\there",
    "1.5",
    "e\u{301}",
    "Киев",
    "=SUM(A1)",
    "a,b;c",
];

pub(crate) fn text(chance: &mut Chance, n_words: usize) -> String {
    (0..n_words).map(|_| chance.of(&WORDS)).collect::<Vec<_>>().join(if chance.one_in(9) { "\n" } else { " " })
}

fn extra(chance: &mut Chance) -> Rc<str> {
    chance.of(&["", "", "", r#"{"confidence":0.85}"#, r#"{"a":[1,{"b":null}],"z":"\u00e9 \" x"}"#]).into()
}

/// The lines of a text, which stand for its sentences.
pub(crate) fn sentences(text: &str) -> Vec<Span> {
    let start_of = |line: &str| line.as_ptr() as usize - text.as_ptr() as usize;
    text.split('\n').map(|line| Span::new(start_of(line), start_of(line) + line.len())).collect()
}

fn article(chance: &mut Chance) -> Article {
    let n_lines = 1 + chance.below(8);
    let lines: Vec<String> = (0..n_lines).map(|_| text(chance, 6).replace('\n', " ")).collect();
    let text: Rc<str> = lines.join("\n").into();
    let marks = sentences(&text).into_iter().filter(|_| chance.one_in(5)).collect::<Vec<_>>();
    let marks = marks.into_iter().map(|span| Mark { span, kind: MarkKind::Caption, rule: "caption".into() }).collect();
    let dropped = (0..chance.below(3)).map(|ix| Dropped {
        rule: "page-furniture".into(),
        line: ix as u32 * 3,
        n_lines: 1 + ix as u32 % 2,
        step: 1 + ix as u32,
        text: "No comments yet...".into(),
        kept: (ix == 1).then(|| "comments".into()),
    });
    let source =
        Source { file: "a.txt".into(), sha256: sha256_hex(text.as_bytes()).into(), dropped: dropped.collect() };
    Article {
        id: article_id(&text),
        title: chance.of(&["Summit", "", "A \"deal\""]).into(),
        outlet: chance.of(&["Herald", "", "=Post"]).into(),
        date: "2025-08-15".into(),
        author: "".into(),
        url: chance.of(&["", "https://example.org/a?b=1&c"]).into(),
        lang: "en".into(),
        text,
        marks,
        source: Rc::new(source),
        extra: extra(chance),
    }
}

fn body(chance: &mut Chance) -> Body {
    let entity = EntityId::new(chance.of(&["e:díaz", "e:nato", "e:dam"]));
    match chance.below(9) {
        0 => Body::Sentiment(chance.of(&["negative", "neutral", "positive"]).into()),
        1 => Body::Stance {
            holder: chance.of(&[Holder::Outlet, Holder::Unknown, Holder::Entity(entity.clone())]),
            target: chance.of(&[Target::Entity(entity), Target::Concept(ConceptId::new("t:ceasefire"))]),
            position: chance.of(&["favor", "against", "neutral", "unclear"]).into(),
        },
        2 => Body::Span(LabelId::new(chance.of(&["l:blame", "l:opinion"]))),
        3 => {
            let action =
                chance.of(&[MentionAction::Add, MentionAction::Remove, MentionAction::Retype, MentionAction::Link]);
            let kind = chance.of(EntityKind::ALL);
            Body::Mention { action, kind, entity: (action != MentionAction::Remove).then_some(entity) }
        }
        4 => Body::Speaker(chance.of(&[None, Some(entity)])),
        5 => Body::Comment(text(chance, 3).into()),
        6 => Body::Variable {
            variable: VariableId::new(chance.of(&["v:frame", "v:tone"])),
            unit: chance.of(&[Unit::Sentence, Unit::Span]),
            value: chance.of(&["yes", "no", "a \"b\""]).into(),
        },
        7 => Body::Lock(chance.of(&[Lock::Locked, Lock::Reopened])),
        _ => Body::Flag(chance.of(&["", "why?\nlook"]).into()),
    }
}

/// Puts an annotation into its layer.
pub(crate) fn insert(project: &mut Project, annotation: Annotation) {
    let place = (annotation.coder.clone(), annotation.article.clone());
    if !project.layers.contains_key(&place) {
        project.layers.insert(place.clone(), Rc::default());
    }
    let layer = project.layers.get_mut(&place).expect("it was put there");
    Rc::make_mut(layer).insert(annotation.id.clone(), Rc::new(annotation));
}

/// An annotation whose id is bound to its slot, as [`standpoint::format::project`] asks.
pub(crate) fn annotation(chance: &mut Chance, article: &Article) -> Annotation {
    let spans = sentences(&article.text);
    let line_ix = chance.below(spans.len());
    let coder = CoderId::new(chance.of(&["c:ana", "c:ben"]));
    let body = body(chance);
    let slot = match &body {
        Body::Sentiment(_) => "sentiment".to_string(),
        Body::Speaker(_) => "speaker".to_string(),
        Body::Stance { holder, target, .. } => format!("{holder:?}{target:?}"),
        Body::Variable { variable, unit, .. } => format!("{variable}{unit:?}"),
        Body::Lock(_) => "lock".to_string(),
        other => format!("{other:?}"),
    };
    let copy = chance.below(2);
    let id = format!("a:{}", &sha256_hex(format!("{}{line_ix}{coder}{slot}{copy}", article.id).as_bytes())[..26]);
    let created = Time(1_756_000_000_000 + chance.below(1000) as i64);
    Annotation {
        id: AnnotationId::new(id),
        article: article.id.clone(),
        span: if matches!(body, Body::Lock(_)) { Span::default() } else { spans[line_ix] },
        body,
        coder,
        created,
        modified: Time(created.0 + chance.below(5) as i64),
        codebook: 1,
        origin: chance.of(&[Origin::Manual, Origin::Accepted, Origin::Imported]),
        sight: chance.of(&[Sight::Open, Sight::OutletBlind]),
        extra: extra(chance),
    }
}

/// The bundled codebook with something of everything else that one can hold.
fn codebook(chance: &mut Chance) -> Codebook {
    let mut book = Codebook { version: 3, ..standpoint::format::codebook::bundled() };
    let words = |value: &str| Words {
        names: [(value.into(), "another \"name\"".into())].into_iter().collect(),
        guidelines: [(value.into(), "when\nto".into())].into_iter().collect(),
    };
    book.sentiment.words = words("negative");
    book.position_words = words("favor");
    book.guidelines = chance.of(&["", "# How\n\n- *read* first"]).into();
    book.targets[0].group = "People".into();
    book.targets[0].examples = vec!["He said \"no\".".into()];
    book.labels[1].parent = Some(book.labels[0].id.clone());
    book.labels[1].hue = chance.below(9) as u8;
    let values = || vec!["yes".into(), "no".into()];
    for (id, unit, kind) in [("v:frame", Unit::Sentence, Some(ScaleKind::Nominal)), ("v:tone", Unit::Article, None)] {
        let scale = kind.map(|kind| Scale { kind, values: values(), words: words("yes") });
        let name = id.to_uppercase().into();
        book.variables.push(Variable { id: VariableId::new(id), name, guideline: "Is it?".into(), unit, scale });
    }
    let codes = [
        Code::Sentiment("negative".into()),
        Code::Position("favor".into()),
        Code::Concept(ConceptId::new("t:ceasefire")),
        Code::Entity(EntityId::new("e:nato")),
        Code::Label(LabelId::new("l:blame")),
        Code::Variable(VariableId::new("v:tone")),
        Code::Value(VariableId::new("v:frame"), "yes".into()),
    ];
    for (ix, code) in codes.iter().enumerate().filter(|_| chance.one_in(2)).collect::<Vec<_>>() {
        let kind = [RevisionKind::Redefined, RevisionKind::Split][ix % 2];
        let (into, extra) = (codes[..ix].to_vec(), chance.of(&["", r#"{"why":[1]}"#]).into());
        book.revisions.push(Revision { version: 2, kind, code: code.clone(), name: "old".into(), into, extra });
    }
    book
}

/// A project with `n_annotations` at most; one slot holds one annotation.
pub(crate) fn project(chance: &mut Chance, n_annotations: usize) -> Project {
    let mut project = Project {
        id: format!("{:016x}", chance.next()).into(),
        name: chance.of(&["Alaska summit", "Dam", "\"x\" & y"]).into(),
        codebook: Rc::new(codebook(chance)),
        extra: chance.of(&["", r#"{"coders":{"c:ana":{"hue":3}},"zone":[1.50]}"#]).into(),
        ..Project::default()
    };
    for _ in 0..1 + chance.below(4) {
        let article = article(chance);
        project.articles.insert(article.id.clone(), Rc::new(article));
    }
    for (id, name) in [("c:ana", "Ana"), ("c:ben", "Ben, B. \"Bo\"")] {
        let turn = |at: usize| Turn { at: Time(at as i64 * 1000), to: [Suggestions::On, Suggestions::Off][at % 2] };
        let suggestions = (0..chance.below(3)).map(turn).collect();
        let id = CoderId::new(id);
        project.coders.insert(id.clone(), Rc::new(Coder { id, name: name.into(), suggestions }));
    }
    let id = EntityId::new("e:díaz");
    let aliases = vec!["Díaz".into(), "the mayor".into()];
    let entity = Entity::new(id.clone(), "Mayor Díaz".into(), EntityKind::Person);
    let form = |form: &str| TakenForm { from: EntityId::new(chance.of(&["e:dam", "e:diaz"])), form: form.into() };
    let mut taken: Vec<TakenForm> = ["the \"dam\"", "Díaz"].map(form).into();
    taken.sort();
    project.entities.insert(id, Rc::new(Entity { aliases, taken, ..entity }));
    let of_dam = Entity::new(EntityId::new("e:dam"), "Dam".into(), EntityKind::Facility);
    let ways = [Standing::Own, Standing::Removed, Standing::MergedInto(EntityId::new("e:díaz"))];
    project.entities.insert(of_dam.id.clone(), Rc::new(Entity { standing: chance.of(&ways), ..of_dam }));
    if chance.one_in(2) {
        project.plan = Rc::new(plan(chance, &project));
    }
    tag(chance, &mut project, n_annotations);
    project
}

/// A plan for the articles of a project.
pub(crate) fn plan(chance: &mut Chance, project: &Project) -> Plan {
    let articles: Vec<ArticleId> = project.articles.keys().cloned().collect();
    let coders: Vec<CoderId> = project.coders.keys().cloned().collect();
    Plan {
        modified: Time(1_756_000_000_000 + chance.below(4) as i64),
        outlets: chance.of(&[Outlets::Shown, Outlets::HiddenUntilLocked]),
        assignments: share_out(&articles, &coders, Sharing::Overlap(chance.below(101) as u32), &project.id),
        extra: extra(chance),
    }
}

/// Adds annotations where their slots are free.
pub(crate) fn tag(chance: &mut Chance, project: &mut Project, n_annotations: usize) {
    let articles: Vec<Rc<Article>> = project.articles.values().cloned().collect();
    let mut taken: BTreeSet<String> = all(project).map(|a| slot_of(a)).collect();
    for _ in 0..n_annotations {
        let article = chance.of(&articles);
        let new = annotation(chance, &article);
        if taken.insert(slot_of(&new)) && all(project).all(|old| old.id != new.id) {
            insert(project, new);
        }
    }
}

/// Every annotation of a project.
pub(crate) fn all(project: &Project) -> impl Iterator<Item = &Rc<Annotation>> {
    project.layers.values().flat_map(|layer| layer.values())
}

/// What there may be one of.
pub(crate) fn slot_of(annotation: &Annotation) -> String {
    let what = match &annotation.body {
        Body::Sentiment(_) => "sentiment".to_string(),
        Body::Stance { holder, target, .. } => format!("{holder:?} {target:?}"),
        Body::Speaker(_) => "speaker".to_string(),
        Body::Variable { variable, unit, .. } => format!("{variable} {unit:?}"),
        Body::Lock(_) => "lock".to_string(),
        Body::Comment(_) => "comment".to_string(),
        Body::Flag(_) => "flag".to_string(),
        Body::Span(_) | Body::Mention { .. } => annotation.id.to_string(),
    };
    format!("{} {} {:?} {what}", annotation.article, annotation.coder, annotation.span)
}

/// A transaction of new work.
pub(crate) fn transaction(id: &str, edits: Vec<Edit>, cause: Cause) -> Transaction {
    let meta = Meta { coder: Some(CoderId::new("c:ana")), at: Time(1_756_000_000_123), label: "test".into(), cause };
    Transaction { id: id.into(), edits, meta }
}

/// The project after these edits.
pub(crate) fn with(project: &Project, edits: Vec<Edit>) -> Project {
    apply(project, &transaction("t", edits, Cause::Do)).expect("the edits fit the project").0
}

/// Writes the project with lines as sentences and one entity that the engine is said to have found.
pub(crate) fn written(project: &Project) -> String {
    let lines = |id: &ArticleId| sentences(&project.articles[id].text);
    let nato = |id: &EntityId| {
        let entity = Entity::new(id.clone(), "NATO".into(), EntityKind::Org);
        (id.as_str() == "e:nato").then_some(entity)
    };
    let exported = Time(1_757_000_000_000);
    let facts = Facts { version: "0.1.0", engine: 1, exported, sentences: &lines, entities: &nato };
    standpoint::format::project::write(project, &facts)
}
