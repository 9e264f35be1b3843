//! The labelling configuration that goes with [`super::label_studio`]: the codebook as controls.

use super::book::{Book, Question, Value};
use super::sheet::label_code;
use super::{About, Form, OffsetUnit, Out, Run, Scene, Sheet, Writer, xml};
use crate::model::{EntityKind, Unit};

/// The configuration.
pub(super) static CONFIG: Config = Config;

pub(super) struct Config;

impl Writer for Config {
    fn about(&self) -> &About {
        &About {
            id: "label-studio-config",
            name: "Label Studio labelling configuration",
            extension: "xml",
            media_type: "application/xml",
            tools: "Label Studio (Settings, Labeling Interface, Code), before its tasks are imported",
            unit: OffsetUnit::None,
            form: Form::One,
            holds: "The codebook as controls",
            losses: &[
                "articles and tags: they are in the tasks",
                "targets of the codebook: a target is written as text",
            ],
        }
    }

    fn has_articles(&self) -> bool {
        false
    }

    fn start<'p>(&'p self, scene: Scene<'p>) -> Box<dyn Run + 'p> {
        Box::new(ConfigRun { scene })
    }
}

struct ConfigRun<'p> {
    scene: Scene<'p>,
}

impl Run for ConfigRun<'_> {
    fn article(&mut self, sheet: &Sheet<'_>, out: &mut Out) {
        for (_, annotation) in sheet.all() {
            out.lost(annotation, "a configuration holds no tags");
        }
    }

    fn end(&mut self, out: &mut Out) {
        let book = Book::of(self.scene.project);
        let text = &mut out.text;
        text.push_str("<View>\n  <Style>.htx-text { white-space: pre-wrap }</Style>\n");
        let labels: Vec<(&str, &str)> = book.labels.iter().map(|label| (label_code(&label.id), &*label.name)).collect();
        list(text, "Labels", "Label", &[("name", "label"), ("toName", "text")], &labels);
        let units = ["SENTENCE", "STANCE", "SPAN"].map(|unit| (unit, unit));
        list(text, "Labels", "Label", &[("name", "unit"), ("toName", "text")], &units);
        let kinds: Vec<(&str, &str)> = EntityKind::ALL.iter().map(|kind| (kind.as_str(), kind.as_str())).collect();
        list(text, "Labels", "Label", &[("name", "name"), ("toName", "text")], &kinds);
        choices(text, "sentiment", Some("SENTENCE"), &book.sentiments);
        choices(text, "position", Some("STANCE"), &book.positions);
        for (name, of) in [("holder", "STANCE"), ("target", "STANCE"), ("comment", "SENTENCE"), ("flag", "SENTENCE")] {
            words(text, name, Some(of));
        }
        for question in &book.questions {
            ask(text, question);
        }
        text.push_str("  <Text name=\"text\" value=\"$text\"/>\n</View>\n");
        out.report.records = 1;
    }
}

/// The control of a variable. Of one variable that is asked of articles and of parts of them there are two.
pub(super) fn control(id: &str, of_article: bool) -> String {
    let name: String = id.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    if of_article { format!("{name}_article") } else { name }
}

fn ask(out: &mut String, question: &Question) {
    let is_of_parts = question.units.iter().any(|unit| *unit != Unit::Article);
    let units = question.units.iter().filter(|unit| **unit != Unit::Article);
    let of: Vec<&str> = units.map(|unit| if *unit == Unit::Span { "SPAN" } else { "SENTENCE" }).collect();
    for (of_article, of) in [(true, None), (false, Some(of.join(",")))] {
        if of_article && !question.units.contains(&Unit::Article) || !of_article && !is_of_parts {
            continue;
        }
        let name = control(question.id.as_str(), of_article);
        match &question.values {
            Some(values) => choices(out, &name, of.as_deref(), values),
            None => words(out, &name, of.as_deref()),
        }
    }
}

/// What hangs on a region with one of these labels, or on the task.
fn per_region(of: Option<&str>) -> Vec<(&str, &str)> {
    let Some(of) = of else { return Vec::new() };
    let mut given = vec![("perRegion", "true"), ("visibleWhen", "region-selected")];
    given.extend([("whenTagName", "unit"), ("whenLabelValue", of)]);
    given
}

fn choices(out: &mut String, name: &str, of: Option<&str>, values: &[Value]) {
    let mut given = vec![("name", name), ("toName", "text"), ("choice", "single-radio")];
    given.extend(per_region(of));
    let values: Vec<(&str, &str)> = values.iter().map(|value| (&*value.value, &*value.name)).collect();
    list(out, "Choices", "Choice", &given, &values);
}

fn words(out: &mut String, name: &str, of: Option<&str>) {
    out.push_str("  ");
    let mut given = vec![("name", name), ("toName", "text"), ("editable", "true")];
    given.extend(per_region(of));
    xml::empty(out, "TextArea", &given);
    out.push('\n');
}

/// A control with its options: what people see, and as `alias` what the tasks say where the two differ.
fn list(out: &mut String, control: &str, option: &str, given: &[(&str, &str)], options: &[(&str, &str)]) {
    out.push_str("  ");
    xml::open(out, control, given);
    out.push('\n');
    for (code, name) in options {
        out.push_str("    ");
        let is_same = code == name || name.is_empty();
        let alias = if is_same { None } else { Some(("alias", *code)) };
        let value = ("value", if is_same { *code } else { *name });
        xml::empty(out, option, &[value].into_iter().chain(alias).collect::<Vec<_>>());
        out.push('\n');
    }
    out.push_str("  ");
    xml::close(out, control);
    out.push('\n');
}
