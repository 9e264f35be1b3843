//! Label Studio tasks: a JSON list, or one task; also its smaller export (JSON-MIN), where what was tagged stands among
//! the task's own fields. There nothing tells a text that was given from one that was answered: what describes an
//! article does, all other short texts are answers.
//!
//! Regions with labels become labelled spans, choices and texts of a region or of the task answers. Of ours, labels,
//! sentiment, stances, answers, comments and flags come back. Predictions, relations, cancelled annotations and
//! controls of other kinds (ratings, numbers, pairs) stay behind. An answer about a sentence that is the whole text
//! comes back as it was given: by its region, or of the article where there is none.

use super::build::{Builder, Place, Said, TextIx, What};
use super::meta::Meta;
use super::rows::{fields, items, plain, texts};
use super::tags::{key_of, stance};
use super::{About, Input, Reader};
use crate::format::export::OffsetUnit;
use crate::format::json::Fields;
use crate::format::raw::Raw;
use crate::model::{Body, CoderId, Time, Unit, VariableId};
use crate::text::Map;

pub(super) struct LabelStudio;

impl Reader for LabelStudio {
    fn about(&self) -> &'static About {
        &About {
            id: "label-studio",
            name: "Label Studio",
            unit: OffsetUnit::CodePoints,
            brings: "labelled regions, choices and texts of regions and tasks",
            leaves: "predictions, relations, cancelled annotations, other kinds of controls",
        }
    }

    fn recognise(&self, input: &Input<'_>) -> bool {
        let Some(mut row) = input.first().and_then(fields) else { return false };
        if input.first().is_some_and(is_small) {
            return true;
        }
        let has_data = row.object("data").ok().flatten().is_some();
        has_data && ["annotations", "completions", "predictions"].into_iter().any(|name| row.take(name).is_some())
    }

    fn read(&self, input: &Input<'_>, into: &mut Builder) {
        let mut left = Map::new();
        let is_small = input.first().is_some_and(is_small);
        for (line, row) in input.rows() {
            let row = row.and_then(|raw| fields(raw).ok_or_else(|| "expected a task".to_owned()));
            match row {
                Ok(row) if is_small => small(row, line, into, &mut left),
                Ok(row) => task(row, line, into, &mut left),
                Err(what) => into.issue(Some(line), what, "The other tasks came in."),
            }
        }
        for (what, n) in left.iter() {
            into.left(*n, what);
        }
    }
}

/// What stays behind, and how often.
type Left = Map<&'static str, usize>;

fn task(mut row: Fields<'_>, line: u32, into: &mut Builder, left: &mut Left) {
    let mut data = row.object("data").ok().flatten().unwrap_or_else(|| Fields::of_text("{}"));
    let text = data.text("text").ok().flatten().map(String::from);
    let meta = Meta::of(&mut data);
    // Whatever the project calls it: a task's longest string is its text.
    let longest =
        || data.into_pairs().filter_map(|(_, raw)| raw.text()).max_by_key(|text| text.len()).map(String::from);
    let Some(text) = text.or_else(longest).filter(|text| !text.is_empty()) else {
        return into.issue(Some(line), "expected a text under data", "The task was left out; the others came in.");
    };
    let text = into.article(&text, meta);
    let lists = ["annotations", "completions"].map(|name| row.list(name).unwrap_or_default()).concat();
    for annotation in lists {
        let Some(mut annotation) = fields(annotation) else { continue };
        let result = annotation.list("result").unwrap_or_default();
        if annotation.take("was_cancelled").is_some_and(|raw| raw.get() == "true") && !result.is_empty() {
            *left.get_or_insert_with("cancelled annotations stay behind", || 0) += 1;
            continue;
        }
        let by = annotation.take("completed_by").and_then(person);
        let created = annotation.take("created_at").and_then(plain).and_then(|at| at.parse().ok());
        let mut results = Results { text, line, by: by.unwrap_or_default(), created, stances: Map::new() };
        for item in result {
            results.item(item, into, left);
        }
        results.finish(into);
    }
}

/// Who tagged, by a name or a number.
fn person(raw: Raw<'_>) -> Option<String> {
    match fields(raw) {
        Some(mut person) => ["username", "email", "id"].into_iter().find_map(|name| person.take(name).and_then(plain)),
        None => plain(raw).map(|id| if id.bytes().all(|b| b.is_ascii_digit()) { format!("user {id}") } else { id }),
    }
}

/// Whether a row is of the smaller export: it says who annotated and how long that took, and has no `data`.
fn is_small(row: Raw<'_>) -> bool {
    let Some(mut row) = fields(row) else { return false };
    let mut has = |name: &str| row.take(name).is_some();
    !has("data") && has("annotator") && has("lead_time") && has("annotation_id")
}

/// A text longer than this is no answer.
const MOST_ANSWER_BYTES: usize = 2000;

fn small(mut row: Fields<'_>, line: u32, into: &mut Builder, left: &mut Left) {
    let by = row.take("annotator").and_then(person).unwrap_or_default();
    let created = row.take("created_at").and_then(plain).and_then(|at| at.parse().ok());
    for name in ["id", "annotation_id", "updated_at", "lead_time"] {
        row.take(name);
    }
    let text = row.text("text").ok().flatten().map(String::from);
    let meta = Meta::of(&mut row);
    let mut pairs: Vec<(String, Raw<'_>)> = row.into_pairs().map(|(name, raw)| (name.into_owned(), raw)).collect();
    let longest = || {
        let texts = pairs.iter().filter_map(|(_, raw)| raw.text());
        texts.max_by_key(|text| text.len()).map(String::from)
    };
    let Some(text) = text.or_else(longest).filter(|text| !text.is_empty()) else {
        return into.issue(Some(line), "expected a text", "The task was left out; the others came in.");
    };
    pairs.retain(|(_, raw)| raw.text().is_none_or(|own| own != text && own.len() <= MOST_ANSWER_BYTES));
    let text = into.article(&text, meta);
    let coder = into.coder("", &by);
    let mut results = Results { text, line, by, created, stances: Map::new() };
    for (from, raw) in pairs {
        let is_number = raw.get().starts_with(|c: char| c == '-' || c.is_ascii_digit());
        for item in items(Some(raw)) {
            let Some(mut value) = fields(item) else {
                match plain(item) {
                    Some(_) if is_number => *left.get_or_insert_with("numbers of tasks stay behind", || 0) += 1,
                    Some(answer) => results.answer(into, ("", &from), &coder, Place::Article, answer),
                    None => {}
                }
                continue;
            };
            // Of a region the text is its words; a list is what was written about it.
            let words = value.take("text");
            let place = match place(&mut value, false) {
                Some(Place::Stretch { start, end, .. }) => Place::Stretch { start, end, quote: words.and_then(plain) },
                Some(place) => place,
                None => {
                    into.issue(Some(line), "expected a region with start and end", "The region was left out.");
                    continue;
                }
            };
            let labels = texts(value.take("labels"));
            let written =
                words.and_then(Raw::items).map_or_else(Vec::new, |all| all.into_iter().filter_map(plain).collect());
            let answers = [texts(value.take("choices")), written].concat();
            if labels.is_empty() && answers.is_empty() {
                *left.get_or_insert_with("results of other kinds of controls stay behind", || 0) += 1;
            }
            for label in labels {
                let what = into.label(&label);
                results.say(into, &coder, place.clone(), what);
            }
            for answer in answers {
                results.answer(into, ("", &from), &coder, place.clone(), answer);
            }
        }
    }
}

/// The results of one annotation of a task.
struct Results {
    text: TextIx,
    line: u32,
    by: String,
    created: Option<Time>,
    /// Our regions of stances by id, put together from several items.
    stances: Map<String, Stance>,
}

struct Stance {
    place: Place,
    coder: CoderId,
    position: String,
    holder: String,
    target: String,
}

impl Results {
    fn item(&mut self, raw: Raw<'_>, into: &mut Builder, left: &mut Left) {
        let Some(mut item) = fields(raw) else {
            return into.issue(Some(self.line), "expected a result", "It was left out; the others came in.");
        };
        let mut text = |name: &str| item.take(name).and_then(plain).unwrap_or_default();
        let (id, from, kind) = (text("id"), text("from_name"), text("type"));
        if kind == "relation" {
            *left.get_or_insert_with("relations stay behind", || 0) += 1;
            return;
        }
        let mut value = item.object("value").ok().flatten().unwrap_or_else(|| Fields::of_text("{}"));
        let of_item =
            item.object("meta").ok().flatten().and_then(|mut meta| texts(meta.take("coder")).into_iter().next());
        let is_ours = of_item.is_some();
        let coder = match of_item {
            Some(id) => into.coder(&id, ""),
            None => into.coder("", &self.by),
        };
        let Some(place) = place(&mut value, kind == "labels") else {
            return into.issue(Some(self.line), "expected a region with start and end", "The region was left out.");
        };
        match kind.as_str() {
            "labels" => {
                for label in texts(value.take("labels")) {
                    match (from.as_str(), label.as_str()) {
                        ("unit", "STANCE") => {
                            let (place, coder) = (place.clone(), coder.clone());
                            let empty =
                                Stance { place, coder, position: "".into(), holder: "".into(), target: "".into() };
                            self.stances.insert(id.clone(), empty);
                        }
                        // Regions that carry choices and texts of their own.
                        ("unit", "SENTENCE" | "SPAN") => {}
                        _ => {
                            let what = if is_ours { into.own_label(&label) } else { into.label(&label) };
                            self.say(into, &coder, place.clone(), what);
                        }
                    }
                }
            }
            "choices" | "textarea" => {
                let name = if kind == "choices" { "choices" } else { "text" };
                // Several texts of one control are one answer in parts, several choices are several.
                let mut answers = texts(value.take(name));
                if kind == "textarea" {
                    answers = vec![answers.join("\n")];
                }
                for answer in answers {
                    self.answer(into, (&id, &from), &coder, place.clone(), answer);
                }
            }
            _ => *left.get_or_insert_with("results of other kinds of controls stay behind", || 0) += 1,
        }
    }

    fn answer(&mut self, into: &mut Builder, (id, from): (&str, &str), coder: &CoderId, place: Place, answer: String) {
        if let Some(stance) = self.stances.get_mut(id) {
            match from {
                "position" => return stance.position = answer,
                "holder" => return stance.holder = answer,
                "target" => return stance.target = answer,
                _ => {}
            }
        }
        let body = match from {
            "sentiment" => Body::Sentiment(answer.into()),
            "comment" => Body::Comment(answer.into()),
            "flag" => Body::Flag(answer.into()),
            _ => {
                let (name, unit) = match (&place, from.strip_suffix("_article")) {
                    (Place::Article, name) => (name.unwrap_or(from), Unit::Article),
                    _ => (from, Unit::Sentence),
                };
                let key = key_of(name.strip_prefix("v_").unwrap_or(name)).unwrap_or_else(|| "answer".to_owned());
                Body::Variable { variable: VariableId::new(format!("v:{key}")), unit, value: answer.into() }
            }
        };
        self.say(into, coder, place, What::Body(body));
    }

    fn say(&self, into: &mut Builder, coder: &CoderId, place: Place, what: What) {
        into.say(Said { text: self.text, place, what, coder: coder.clone(), created: self.created, line: self.line });
    }

    fn finish(self, into: &mut Builder) {
        for said in self.stances.values() {
            match stance(&said.position, &said.holder, &said.target) {
                Some(body) => self.say(into, &said.coder, said.place.clone(), What::Body(body)),
                None => into.issue(
                    Some(self.line),
                    "a stance has no target of the kind e:… or t:…",
                    "The stance was left out; the rest came in.",
                ),
            }
        }
    }
}

/// Where a result stands; `None` if it should have a place and has none.
fn place(value: &mut Fields<'_>, is_region: bool) -> Option<Place> {
    // Of a text control the words are the answer, and stay for it.
    let quote = if is_region { value.take("text").and_then(plain) } else { None };
    let mut inner = value.object("globalOffsets").ok().flatten();
    let mut number = |name: &str| {
        let own = value.take(name).and_then(plain).and_then(|n| n.parse().ok());
        inner.as_mut().and_then(|inner| inner.number(name).ok().flatten()).or(own)
    };
    match (number("start"), number("end")) {
        (Some(start), Some(end)) => Some(Place::Stretch { start, end, quote }),
        (None, None) if !is_region => Some(Place::Article),
        _ => None,
    }
}
