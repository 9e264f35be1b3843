//! Label Studio: a task for each article, with an annotation for each coder.
//!
//! What is said of a sentence hangs on a region over the sentence (`unit`: `SENTENCE`, or `STANCE` for each stance);
//! all controls of one region share its id. Names that the engine found are a prediction, so they are a layer of their
//! own. Label Studio refuses annotators whom it does not know, so coders stand in `data.coders`, in the order of the
//! annotations, and in each region's `meta`. [`super::label_studio_config`] writes the configuration that goes with it.

use super::label_studio_config::control;
use super::sheet::{Work, label_code};
use super::{About, Form, OffsetUnit, Out, Run, Scene, Sheet, Writer};
use crate::format::json::{Object, push_list, push_text};
use crate::model::{Annotation, Body};
use crate::text::Span;
use std::rc::Rc;

/// Tasks.
pub(super) static TASKS: Tasks = Tasks;

pub(super) struct Tasks;

impl Writer for Tasks {
    fn about(&self) -> &About {
        &About {
            id: "label-studio",
            name: "Label Studio tasks",
            extension: "json",
            media_type: "application/json",
            tools: "Label Studio; set the labelling configuration first",
            unit: OffsetUnit::CodePoints,
            form: Form::One,
            holds: "A task for each article, an annotation for each coder, names as a prediction",
            losses: &["corrections of names and speakers", "locks", "times, origins"],
        }
    }

    fn start<'p>(&'p self, scene: Scene<'p>) -> Box<dyn Run + 'p> {
        Box::new(TasksRun { book: super::book::Book::of(scene.project), separator: "\n" })
    }
}

struct TasksRun {
    book: super::book::Book,
    separator: &'static str,
}

impl Run for TasksRun {
    fn begin(&mut self, out: &mut Out) {
        out.text.push('[');
    }

    fn article(&mut self, sheet: &Sheet<'_>, out: &mut Out) {
        out.text.push_str(std::mem::replace(&mut self.separator, ",\n"));
        out.report.records += 1;
        let article = sheet.article;
        let mut annotations = String::new();
        let mut n_annotations = 0;
        let mut coders: Vec<Rc<str>> = Vec::new();
        for work in &sheet.work {
            let mut result = Results { sheet, items: String::new(), n_items: 0 };
            self.coder(sheet, work, &mut result, out);
            if result.n_items == 0 {
                continue;
            }
            annotations.push_str(if n_annotations > 0 { "," } else { "" });
            n_annotations += 1;
            coders.push(work.coder.as_str().into());
            let mut annotation = Object::open(&mut annotations);
            annotation.raw("result", &format!("[{}]", result.items));
            annotation.raw("was_cancelled", "false");
            annotation.raw("ground_truth", "false");
            annotation.close();
        }
        let mut task = Object::open(&mut out.text);
        let mut data = Object::open(task.field("data"));
        for (name, value) in [
            ("text", &article.text),
            ("title", &article.title),
            ("outlet", &article.outlet),
            ("date", &article.date),
            ("author", &article.author),
            ("url", &article.url),
        ] {
            data.text(name, value);
        }
        data.text("article", article.id.as_str());
        data.texts("coders", &coders);
        data.close();
        task.raw("annotations", &format!("[{annotations}]"));
        let mut names = Results { sheet, items: String::new(), n_items: 0 };
        for (ix, name) in sheet.names(None).iter().enumerate() {
            names.region(&format!("n{ix}"), "name", name.span, "", name.kind.as_str());
        }
        out.report.names += names.n_items;
        let mut prediction = String::new();
        let mut object = Object::open(&mut prediction);
        object.text("model_version", &format!("standpoint-engine-{}", sheet.scene.engine));
        object.raw("result", &format!("[{}]", names.items));
        object.close();
        task.raw("predictions", &format!("[{prediction}]"));
        task.close();
    }

    fn end(&mut self, out: &mut Out) {
        out.text.push_str("\n]\n");
    }
}

impl TasksRun {
    fn coder(&self, sheet: &Sheet<'_>, work: &Work<'_>, result: &mut Results<'_, '_>, out: &mut Out) {
        let coder = work.coder.as_str();
        for annotation in &work.whole {
            match &annotation.body {
                Body::Variable { variable, value, .. } => {
                    let id = format!("w{}", result.n_items);
                    self.answer(result, &id, None, variable, value, coder);
                    out.wrote(annotation);
                }
                _ => out.lost(annotation, "it is said of the whole article, and no control asks for it there"),
            }
        }
        for (ix, said) in &work.by_unit {
            let unit = sheet.units[*ix].span;
            let has_region = |body: &Body| {
                matches!(body, Body::Sentiment(_) | Body::Comment(_) | Body::Flag(_))
                    || matches!(body, Body::Variable { unit, .. } if *unit != crate::model::Unit::Span)
            };
            let id = format!("u{ix}");
            if said.iter().any(|annotation| has_region(&annotation.body)) {
                result.region(&id, "unit", unit, coder, "SENTENCE");
            }
            for annotation in said {
                self.said(sheet, result, annotation, (&id, unit), coder, out);
            }
        }
    }

    fn said(
        &self,
        sheet: &Sheet<'_>,
        result: &mut Results<'_, '_>,
        annotation: &Annotation,
        (unit_id, unit): (&str, Span),
        coder: &str,
        out: &mut Out,
    ) {
        let own_id = format!("r{}", result.n_items);
        match &annotation.body {
            Body::Sentiment(value) => result.choice(unit_id, "sentiment", Some(unit), coder, value),
            Body::Comment(text) => result.words(unit_id, "comment", Some(unit), coder, text),
            Body::Flag(text) => result.words(unit_id, "flag", Some(unit), coder, text),
            Body::Stance { holder, target, position } => {
                result.region(&own_id, "unit", unit, coder, "STANCE");
                result.choice(&own_id, "position", Some(unit), coder, position);
                result.words(&own_id, "holder", Some(unit), coder, &sheet.holder(holder).id);
                result.words(&own_id, "target", Some(unit), coder, &sheet.target(target).id);
            }
            Body::Span(label) => result.region(&own_id, "label", annotation.span, coder, label_code(label)),
            Body::Variable { variable, unit: crate::model::Unit::Span, value } => {
                result.region(&own_id, "unit", annotation.span, coder, "SPAN");
                self.answer(result, &own_id, Some(annotation.span), variable, value, coder);
            }
            Body::Variable { variable, value, .. } => {
                self.answer(result, unit_id, Some(unit), variable, value, coder);
            }
            Body::Mention { .. } | Body::Speaker(_) | Body::Lock(_) => {
                return out.lost(annotation, "the configuration has no control for it");
            }
        }
        out.wrote(annotation);
    }

    fn answer(
        &self,
        result: &mut Results<'_, '_>,
        id: &str,
        span: Option<Span>,
        variable: &crate::model::VariableId,
        value: &str,
        coder: &str,
    ) {
        let question = self.book.question(variable);
        let name = control(variable.as_str(), span.is_none());
        if question.is_some_and(|question| question.values.is_some()) {
            result.choice(id, &name, span, coder, value);
        } else {
            result.words(id, &name, span, coder, value);
        }
    }
}

/// The items of a list of results.
struct Results<'s, 'a> {
    sheet: &'s Sheet<'a>,
    items: String,
    n_items: u32,
}

impl Results<'_, '_> {
    /// A labelled stretch.
    fn region(&mut self, id: &str, from: &str, span: Span, coder: &str, label: &str) {
        let text = self.sheet.text(span);
        self.item(id, from, "labels", Some(span), coder, |value| {
            value.text("text", text);
            value.texts("labels", &[label.into()]);
        });
    }

    fn choice(&mut self, id: &str, from: &str, span: Option<Span>, coder: &str, choice: &str) {
        self.item(id, from, "choices", span, coder, |value| value.texts("choices", &[choice.into()]));
    }

    fn words(&mut self, id: &str, from: &str, span: Option<Span>, coder: &str, words: &str) {
        self.item(id, from, "textarea", span, coder, |value| value.texts("text", &[words.into()]));
    }

    fn item(
        &mut self,
        id: &str,
        from: &str,
        kind: &str,
        span: Option<Span>,
        coder: &str,
        fill: impl FnOnce(&mut Object<'_>),
    ) {
        self.items.push_str(if self.n_items > 0 { "," } else { "" });
        self.n_items += 1;
        let mut item = Object::open(&mut self.items);
        item.text("id", id);
        item.text("from_name", from);
        item.text("to_name", "text");
        item.text("type", kind);
        let mut value = Object::open(item.field("value"));
        if let Some(span) = span {
            let chars = self.sheet.chars(span);
            value.number("start", chars.start);
            value.number("end", chars.end);
        }
        fill(&mut value);
        value.close();
        if !coder.is_empty() {
            let mut meta = Object::open(item.field("meta"));
            push_list(meta.field("coder"), &[coder], |out, coder| push_text(out, coder));
            meta.close();
        }
        item.close();
    }
}
