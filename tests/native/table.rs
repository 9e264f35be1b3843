//! The table of tags, byte for byte.

use crate::random_project::{insert, sentences};
use standpoint::format::csv::{COLUMNS, write};
use standpoint::format::hash::article_id;
use standpoint::format::project::Facts;
use standpoint::model::*;
use standpoint::text::Span;
use std::rc::Rc;

const TEXT: &str = "Mayor Díaz said \"no\", twice.\n=Greens oppose the dam.\nNobody tagged this.";

fn tagged(project: &mut Project, id: &str, span: Span, body: Body) {
    let annotation = Annotation {
        id: AnnotationId::new(id),
        article: article_id(TEXT),
        span,
        body,
        coder: CoderId::new("c:ana"),
        created: Time(0),
        modified: Time(1000),
        codebook: 1,
        origin: Origin::Manual,
        sight: Sight::Open,
        extra: "".into(),
    };
    insert(project, annotation);
}

fn example() -> Project {
    let source = Source { file: "".into(), sha256: "".into(), dropped: Vec::new() };
    let article = Article {
        id: article_id(TEXT),
        title: "Dam, the".into(),
        outlet: "Herald".into(),
        date: "2025-08-15".into(),
        author: "".into(),
        url: "".into(),
        lang: "en".into(),
        text: TEXT.into(),
        marks: Rc::new([]),
        source: Rc::new(source),
        extra: "".into(),
    };
    let codebook = Rc::new(standpoint::format::codebook::bundled());
    let mut project = Project { codebook, ..Project::default() };
    let ana = Coder { id: CoderId::new("c:ana"), name: "Ana".into(), suggestions: Vec::new() };
    project.coders.insert(ana.id.clone(), Rc::new(ana));
    project.articles.insert(article.id.clone(), Rc::new(article));
    let [first, second] = [sentences(TEXT)[0], sentences(TEXT)[1]];
    let stance = |holder, target, position: &str| Body::Stance { holder, target, position: position.into() };
    let (diaz, peace) = (EntityId::new("e:diaz"), ConceptId::new("t:ceasefire"));
    tagged(&mut project, "a:1", first, Body::Sentiment("negative".into()));
    tagged(&mut project, "a:2", first, stance(Holder::Outlet, Target::Entity(diaz.clone()), "against"));
    tagged(&mut project, "a:3", first, stance(Holder::Entity(diaz), Target::Concept(peace), "favor"));
    tagged(&mut project, "a:4", Span::new(17, 21), Body::Span(LabelId::new("l:blame")));
    tagged(&mut project, "a:5", Span::new(0, 5), Body::Span(LabelId::new("l:naming")));
    tagged(&mut project, "a:6", second, Body::Flag("".into()));
    tagged(&mut project, "a:7", second, Body::Comment("+1, \"sure\"".into()));
    let answer =
        |id: &str, unit, value: &str| Body::Variable { variable: VariableId::new(id), unit, value: value.into() };
    tagged(&mut project, "a:8", Span::default(), answer("v:frame", Unit::Article, "conflict"));
    tagged(&mut project, "a:9", first, answer("v:irony", Unit::Sentence, "none"));
    tagged(&mut project, "a:10", Span::new(17, 21), answer("v:who", Unit::Span, "the mayor"));
    let values = vec!["none".into(), "some".into()];
    let names = [("none".into(), "No irony".into())].into_iter().collect();
    let scale = Scale { values, words: Words { names, ..Words::default() }, ..Scale::default() };
    let irony = Variable {
        id: VariableId::new("v:irony"),
        name: "Irony".into(),
        guideline: "".into(),
        unit: Unit::Sentence,
        scale: Some(scale),
    };
    let book = Codebook { variables: vec![irony], ..(*project.codebook).clone() };
    project.codebook = Rc::new(book);
    project
}

#[test]
fn the_table_has_a_row_a_sentence_coder_and_stance() {
    let lines = |_: &ArticleId| sentences(TEXT);
    let diaz = |id: &EntityId| Some(Entity::new(id.clone(), "Mayor Díaz".into(), EntityKind::Person));
    let facts = Facts { version: "0.1.0", engine: 1, exported: Time(0), sentences: &lines, entities: &diaz };
    let id = article_id(TEXT);
    let article = format!("{id},\"Dam, the\",Herald,2025-08-15,,,en");
    let first = "0,0,28,\"Mayor Díaz said \"\"no\"\", twice.\",c:ana,Ana,negative";
    let made = "manual,1,1970-01-01T00:00:00.000Z,1970-01-01T00:00:01.000Z";
    let rest = format!("l:naming 0-5; l:blame 16-20,,,0,{made},sentence,No irony,,the mayor 16-20");
    let expected = [
        // The codebook's own variable first, then those that only annotations know.
        format!("\u{feff}{},v:irony,v:frame,v:who", COLUMNS.join(",")),
        format!("1,{article},,0,0,,c:ana,Ana,,0,,,,,,,,,,,0,{made},article,,conflict,"),
        format!("2,{article},{first},1,entity,e:diaz,Mayor Díaz,concept,t:ceasefire,Ceasefire,favor,{rest}"),
        format!("3,{article},{first},2,outlet,,Herald,entity,e:diaz,Mayor Díaz,against,{rest}"),
        format!(
            "4,{article},1,29,52,'=Greens oppose the dam.,c:ana,Ana,,0,,,,,,,,,\"'+1, \"\"sure\"\"\",,1,{made},\
             sentence,,,"
        ),
        String::new(),
    ];
    assert_eq!(write(&example(), &facts), expected.join("\r\n"));
}
