//! brat standoff: a zip with `.txt` and `.ann` of each article, in any folders.
//!
//! Text-bound annotations become labels, their attributes answers about the stretch, notes comments. Of ours, labels,
//! sentiment, stances, answers, comments and flags come back, with the ids that comments in the configuration give for
//! brat's words and folders; names are the engine's to find. Events, relations, equivalences and normalisations of
//! others stay behind. A stretch in pieces that only line ends part is one, else a label for each piece.

use super::build::{Builder, Place, Said, TextIx, What};
use super::meta::Meta;
use super::tags::{body_of, key_of, parts};
use super::{About, Input, Reader};
use crate::format::export::OffsetUnit;
use crate::format::unzip::{self, Entry};
use crate::model::{Body, CoderId, EntityKind, Unit, VariableId};
use crate::text::Map;
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct Brat;

/// Stands in the configuration that our writer puts beside its files.
const OURS: &[u8] = b"\nStance\tHolder?:<ENTITY>, Target?:<ENTITY>\n";

impl Reader for Brat {
    fn about(&self) -> &'static About {
        &About {
            id: "brat",
            name: "brat",
            unit: OffsetUnit::CodePoints,
            brings: "text-bound annotations as labels, their attributes as answers, notes as comments",
            leaves: "roles of events, relations, equivalences, normalisations",
        }
    }

    fn recognise(&self, input: &Input<'_>) -> bool {
        if !unzip::is_zip(input.bytes) {
            return input.name.ends_with(".ann") && input.bytes.starts_with(b"T1\t");
        }
        let paths = unzip::paths(input.bytes);
        let has_text = |ann: &String| {
            ann.strip_suffix(".ann").is_some_and(|stem| paths.binary_search(&format!("{stem}.txt")).is_ok())
        };
        paths.iter().any(has_text)
    }

    fn read(&self, input: &Input<'_>, into: &mut Builder) {
        let mut files: Map<String, Vec<u8>> = Map::new();
        for Entry { path, content, damage } in unzip::entries_to_hold(input.bytes) {
            if let Some(what) = damage {
                into.issue(None, format!("{path}: {what}"), "It was read as it is; pack the folder again.");
            }
            match content {
                Ok(content) => {
                    let content = into.decoded(&content).into_owned();
                    files.insert(path, content);
                }
                Err(why) => into.issue(None, format!("{path}: {why}"), "Pack the folder again."),
            }
        }
        let conf = files.get("annotation.conf").map_or(&[][..], Vec::as_slice);
        let is_ours = conf.windows(OURS.len()).any(|part| part == OURS);
        let words = Words::of(if is_ours { std::str::from_utf8(conf).unwrap_or_default() } else { "" });
        if is_ours {
            into.is_ours();
        }
        let mut n_read = 0;
        for (path, ann) in files.iter() {
            let Some(stem) = path.strip_suffix(".ann") else { continue };
            let text = files.get(&format!("{stem}.txt")).and_then(|text| std::str::from_utf8(text).ok());
            let (Some(text), Ok(ann)) = (text, std::str::from_utf8(ann)) else {
                into.issue(None, format!("{path}: expected text in UTF-8 and a .txt beside it"), "The others came in.");
                continue;
            };
            n_read += 1;
            if text.is_empty() {
                continue;
            }
            let text = into.article(text, Meta::default());
            let folder = path.split('/').next().unwrap_or_default();
            let coder = match words.coders.get(folder) {
                _ if !is_ours => into.coder("", ""),
                Some((id, name)) => into.coder(id, name),
                None if folder == "untagged" => continue,
                None => into.coder(&format!("c:{folder}"), ""),
            };
            Ann::of(path, text, coder, is_ours, &words).read(ann, into);
        }
        if n_read == 0 {
            into.issue(
                None,
                "expected a zip with .txt and .ann files side by side",
                "Pack the folder of brat into a zip.",
            );
        }
    }
}

/// What the comments in our configuration say.
#[derive(Default)]
struct Words {
    /// Id and name by folder.
    coders: Map<String, (String, String)>,
    /// Ids by word, with their prefixes before both.
    ids: Map<String, String>,
}

impl Words {
    fn of(conf: &str) -> Words {
        let mut words = Words::default();
        for parts in conf.lines().filter_map(|line| parts(line.strip_prefix("# ")?)) {
            let named: Vec<(&str, &str)> = parts.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            match named.as_slice() {
                [("folder", folder), ("coder", id), ("name", name)] => {
                    words.coders.insert((*folder).to_owned(), ((*id).to_owned(), (*name).to_owned()));
                }
                [("word", word), ("id", id)] if id.len() > 2 && id.is_char_boundary(2) => {
                    words.ids.insert(format!("{}{word}", &id[..2]), (*id).to_owned());
                }
                _ => {}
            }
        }
        words
    }

    fn id(&self, prefix: &str, word: &str) -> Option<&str> {
        self.ids.get(&format!("{prefix}{word}")).map(String::as_str)
    }
}

/// One `.ann`. Its ids come in the order of their numbers, which is not that of a sorted list, so these are trees.
struct Ann<'a> {
    path: &'a str,
    text: TextIx,
    coder: CoderId,
    is_ours: bool,
    words: &'a Words,
    /// Type, place and line of text-bound annotations, and of events by their triggers.
    stretches: BTreeMap<&'a str, (&'a str, Place, u32)>,
    /// Attributes and notes by what they are about.
    said: BTreeMap<&'a str, Beside<'a>>,
    /// Ids of what stays behind, of attributes and of notes.
    others: BTreeSet<&'a str>,
    /// Stretches whose id another has.
    doubles: Vec<(&'a str, Place, u32)>,
    n_left: usize,
}

#[derive(Default)]
struct Beside<'a> {
    attributes: Vec<(&'a str, &'a str)>,
    notes: Vec<&'a str>,
}

impl<'a> Ann<'a> {
    fn of(path: &'a str, text: TextIx, coder: CoderId, is_ours: bool, words: &'a Words) -> Ann<'a> {
        let (stretches, said) = Default::default();
        Ann {
            path,
            text,
            coder,
            is_ours,
            words,
            stretches,
            said,
            others: BTreeSet::new(),
            doubles: Vec::new(),
            n_left: 0,
        }
    }

    fn read(mut self, ann: &'a str, into: &mut Builder) {
        for (ix, line) in ann.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let line = line.trim_end_matches('\r');
            if self.line(line, ix as u32 + 1, into).is_none() {
                let what = format!("{}: expected an annotation in brat's form", self.path);
                into.issue(Some(ix as u32 + 1), what, "The line was left out; the others came in.");
            }
        }
        let stretches = std::mem::take(&mut self.stretches);
        for (id, (kind, place, line)) in stretches.iter() {
            let about = self.said.remove(id).unwrap_or_default();
            self.stretch(kind, place, *line, &about, into);
        }
        for (kind, place, line) in &self.doubles {
            self.stretch(kind, place, *line, &Beside::default(), into);
        }
        let n_orphans = self.said.keys().filter(|id| !self.others.contains(*id)).count();
        self.n_left += self.said.len() - n_orphans;
        into.left(self.n_left, "lines about roles, relations, equivalences and normalisations stay behind");
        into.left(n_orphans, "ids that notes and attributes are about are not in the file; these stay behind");
    }

    /// One line; `None` if it is in no form of brat's.
    fn line(&mut self, line: &'a str, nth: u32, into: &mut Builder) -> Option<()> {
        let (id, rest) = line.split_once('\t')?;
        if !id.starts_with(['T', 'E']) {
            self.others.insert(id);
        }
        match id.as_bytes().first()? {
            b'T' => {
                let (head, words) = rest.split_once('\t').unwrap_or((rest, ""));
                let (kind, places) = head.split_once(' ')?;
                let pieces = places.split(';').map(|piece| {
                    let (start, end) = piece.split_once(' ')?;
                    Some((start.parse::<u32>().ok()?, end.parse::<u32>().ok()?))
                });
                let pieces = pieces.collect::<Option<Vec<(u32, u32)>>>()?;
                let is_whole = self.is_ours || pieces.windows(2).all(|two| two[1].0.saturating_sub(two[0].1) <= 2);
                let (first, last) = (pieces.first()?, pieces.last()?);
                let quote = (pieces.len() == 1 && !words.is_empty()).then(|| words.to_owned());
                if is_whole {
                    let place = Place::Stretch { start: first.0, end: last.1, quote };
                    self.keep(id, (kind, place, nth), into);
                } else {
                    // What is said of all pieces stands at the first.
                    let (start, end) = *first;
                    self.keep(id, ("", Place::Stretch { start, end, quote: None }, nth), into);
                    for (start, end) in pieces {
                        let what = into.label(kind);
                        self.say(Place::Stretch { start, end, quote: None }, what, nth, into);
                    }
                }
            }
            b'E' => {
                let trigger = rest.split(' ').next()?.split_once(':')?.1;
                self.n_left +=
                    if self.is_ours { 0 } else { rest.split(' ').skip(1).filter(|arg| !arg.is_empty()).count() };
                let (_, place, _) = self.stretches.get(trigger)?.clone();
                self.keep(id, ("", place, nth), into);
            }
            b'A' | b'M' => {
                let mut parts = rest.splitn(3, ' ');
                let (name, of) = (parts.next()?, parts.next()?);
                let value = parts.next().unwrap_or("yes");
                self.said.entry(of).or_default().attributes.push((name, value));
            }
            b'#' => {
                let (head, note) = rest.split_once('\t')?;
                let of = head.split_once(' ')?.1;
                self.said.entry(of).or_default().notes.push(note);
            }
            b'R' | b'*' | b'N' => self.n_left += 1,
            _ => return None,
        }
        Some(())
    }

    /// Of two with one id both are kept; what is said of the id is said of the first.
    fn keep(&mut self, id: &'a str, stretch: (&'a str, Place, u32), into: &mut Builder) {
        if !self.stretches.contains_key(id) {
            self.stretches.insert(id, stretch);
            return;
        }
        let what = format!("{}: {id} is the id of an earlier line as well", self.path);
        into.issue(Some(stretch.2), what, "Both came in; what is said of the id is said of the first.");
        self.doubles.push(stretch);
    }

    fn stretch(&self, kind: &str, place: &Place, line: u32, about: &Beside<'_>, into: &mut Builder) {
        let is_carrier = kind.is_empty() || (self.is_ours && matches!(kind, "Sentence" | "Coded" | "Stance"));
        let is_name = self.is_ours && kind.parse::<EntityKind>().is_ok();
        let own = self.words.id("l:", kind);
        if own.is_some() || (!is_carrier && !is_name) {
            let what = match own {
                Some(id) => into.own_label(&id[2..]),
                None => into.label(kind),
            };
            self.say(place.clone(), what, line, into);
        }
        let unit = if self.is_ours && kind != "Coded" { Unit::Sentence } else { Unit::Span };
        let mut bodies: Vec<Body> = Vec::new();
        let mut comments: Vec<&str> = Vec::new();
        for note in &about.notes {
            match Some(*note).filter(|_| self.is_ours).and_then(|note| body_of(note, unit)) {
                Some(body) => bodies.push(body),
                None => comments.push(note),
            }
        }
        for (name, value) in &about.attributes {
            let body = match *name {
                "Sentiment" if self.is_ours => Body::Sentiment((*value).into()),
                // The note beside it says the whole stance.
                "Polarity" if self.is_ours => continue,
                name if self.words.id("v:", name).is_some() => {
                    let id = self.words.id("v:", name).unwrap_or_default();
                    Body::Variable { variable: VariableId::new(id), unit, value: (*value).into() }
                }
                name => {
                    let name = if self.is_ours { name.strip_prefix("v_").unwrap_or(name) } else { name };
                    let key = key_of(name).unwrap_or_else(|| "attribute".to_owned());
                    Body::Variable { variable: VariableId::new(format!("v:{key}")), unit, value: (*value).into() }
                }
            };
            // A note says in full what an attribute had to write narrower.
            if !bodies.iter().any(|known| is_same_question(known, &body)) {
                bodies.push(body);
            }
        }
        if !comments.is_empty() {
            bodies.push(Body::Comment(comments.join("\n").into()));
        }
        for body in bodies {
            self.say(place.clone(), What::Body(body), line, into);
        }
    }

    fn say(&self, place: Place, what: What, line: u32, into: &mut Builder) {
        into.say(Said { text: self.text, place, what, coder: self.coder.clone(), created: None, line });
    }
}

fn is_same_question(a: &Body, b: &Body) -> bool {
    match (a, b) {
        (Body::Sentiment(_), Body::Sentiment(_)) => true,
        (Body::Variable { variable: a, .. }, Body::Variable { variable: b, .. }) => a == b,
        _ => false,
    }
}
