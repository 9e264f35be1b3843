//! The network read back: each edge counts as many stances of each position as were tagged.

use super::{Fate, Key, Part, Proof};
use crate::format::xml_events::{Node, Xml};
use crate::model::{Body, Holder, Target};
use crate::text::Map;
use std::rc::Rc;

/// GraphML, event by event.
pub(super) fn network(proof: &mut Proof<'_>, part: &Part) {
    let mut expected: Map<String, u32> = Map::new();
    let standing = |id| proof.project().standing(id).as_str().to_owned();
    for told in proof.told.units.iter().filter(|told| told.fate == Fate::Written) {
        let Body::Stance { holder, target, position } = &told.annotation.body else { continue };
        let outlet = proof.project().articles.get(&told.annotation.article).map(|article| article.outlet.clone());
        let outlet = outlet.unwrap_or_default();
        let holder = match holder {
            Holder::Entity(id) => standing(id),
            Holder::Outlet => format!("outlet:{outlet}"),
            Holder::Unknown => "unknown".to_owned(),
        };
        let target = match target {
            Target::Entity(id) => standing(id),
            Target::Concept(id) => id.as_str().to_owned(),
        };
        let edge = format!("{holder} > {target}, {outlet}, {}: n_{position}", told.annotation.coder);
        *expected.get_or_insert_with(edge, || 0) += 1;
    }
    let most = proof.told.units.len() as u32 + 1;
    let keys = |counts: &Map<String, u32>| -> Vec<Key> {
        let one = |(edge, n): (&String, &u32)| {
            let line: Rc<str> = edge.as_str().into();
            (0..(*n).min(most)).map(move |nth| Key {
                article: u32::MAX,
                start: nth,
                end: nth,
                coder: "".into(),
                line: line.clone(),
            })
        };
        counts.iter().flat_map(one).collect::<Vec<_>>()
    };
    let found = edges(proof, &part.bytes);
    let (expected, found) = (keys(&expected), keys(&found));
    proof.found.expected = Some(expected);
    proof.found.keys = found;
}

/// How often each edge has each position.
fn edges(proof: &mut Proof<'_>, bytes: &[u8]) -> Map<String, u32> {
    let mut edges: Map<String, u32> = Map::new();
    let mut names: Map<String, String> = Map::new();
    let mut nodes: Vec<String> = Vec::new();
    // Source and target of the edge at hand, and its data by key.
    let mut edge: Option<(String, String, Map<String, String>)> = None;
    let mut key: Option<String> = None;
    let mut xml = Xml::new(bytes);
    loop {
        let node = match xml.next() {
            Ok(Some(node)) => node,
            Ok(None) => break,
            Err((line, what)) => {
                proof.issue("", Some(line), what);
                break;
            }
        };
        match node {
            Node::Open(open) => match open.name.as_str() {
                "key" => drop(names.insert(open.take("id"), open.take("attr.name"))),
                "node" => nodes.push(open.take("id")),
                "edge" => edge = Some((open.take("source"), open.take("target"), Map::new())),
                "data" => key = Some(open.take("key")),
                _ => {}
            },
            Node::Text(text) => {
                if let (Some(key), Some((_, _, data))) = (&key, &mut edge) {
                    data.get_or_insert_with(key.clone(), String::new).push_str(&text);
                }
            }
            Node::Close(name) => match name.as_str() {
                "data" => key = None,
                "edge" => {
                    let Some((source, target, data)) = edge.take() else { continue };
                    if !nodes.contains(&source) || !nodes.contains(&target) {
                        proof.issue("", Some(xml.line()), format!("no node is called {source} or {target}"));
                    }
                    let of = |name: &str| data.get(name).map_or("", String::as_str);
                    let (outlet, coder) = (of("outlet"), of("coder"));
                    let mut n_all = 0;
                    for (id, name) in names.iter().filter(|(_, name)| name.starts_with("n_")) {
                        let n: u32 = of(id).parse().unwrap_or(0);
                        n_all += u64::from(n);
                        if n > 0 {
                            edges.insert(format!("{source} > {target}, {outlet}, {coder}: {name}"), n);
                        }
                    }
                    if of("weight").parse() != Ok(n_all as f64) {
                        proof.issue("", Some(xml.line()), "the weight of an edge is not the sum of its positions");
                    }
                }
                _ => {}
            },
            Node::Instruction(..) => {}
        }
    }
    edges
}
