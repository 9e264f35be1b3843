//! GraphML: who stands where as a network. Nodes are holders and targets, an edge is all that one coder found one
//! outlet to say of one holder toward one target.
//!
//! `favor` counts for it and `against` against it: `balance` is the one less the other and `sign` the sign of that;
//! other positions count in `weight` only, which is the number of stances. A multigraph, directed: parallel edges
//! differ by outlet or coder.

use super::{About, Form, OffsetUnit, Out, Place, Run, Scene, Sheet, Thing, Writer, xml};
use crate::model::{Body, CoderId, EntityId, Project};
use crate::text::{Map, Span};
use std::rc::Rc;

/// The network.
pub(super) static GRAPHML: GraphMl = GraphMl;

pub(super) struct GraphMl;

impl Writer for GraphMl {
    fn about(&self) -> &About {
        &About {
            id: "graphml",
            name: "Network of holders and targets (GraphML)",
            extension: "graphml",
            media_type: "application/graphml+xml",
            tools: "Gephi, visone, igraph, networkx",
            unit: OffsetUnit::None,
            form: Form::One,
            holds: "Holders and targets as nodes; signed and weighted edges by outlet and coder",
            losses: &["everything but stances", "where in the text a stance is"],
        }
    }

    fn has_articles(&self) -> bool {
        false
    }

    fn start<'p>(&'p self, scene: Scene<'p>) -> Box<dyn Run + 'p> {
        Box::new(GraphRun { scene, nodes: Map::new(), edges: Map::new() })
    }
}

type Edge = (Rc<str>, Rc<str>, Rc<str>, CoderId);

struct GraphRun<'p> {
    scene: Scene<'p>,
    /// Name and kind by id.
    nodes: Map<Rc<str>, (Rc<str>, Rc<str>)>,
    /// How often each position.
    edges: Map<Edge, Map<Rc<str>, u32>>,
}

impl Run for GraphRun<'_> {
    fn article(&mut self, sheet: &Sheet<'_>, out: &mut Out) {
        for (work, annotation) in sheet.all() {
            let Body::Stance { holder, target, position } = &annotation.body else {
                out.lost(annotation, "the network has stances only");
                continue;
            };
            out.wrote(annotation);
            let holder = self.node(sheet.holder(holder));
            let target = self.node(sheet.target(target));
            let edge = (holder, target, sheet.article.outlet.clone(), work.coder.clone());
            *self.edges.get_or_insert_with(edge, Map::new).get_or_insert_with(position.clone(), || 0) += 1;
        }
    }

    fn end(&mut self, out: &mut Out) {
        out.report.records = self.edges.len() as u32;
        let positions: Vec<Rc<str>> =
            super::book::Book::of(self.scene.project).positions.into_iter().map(|position| position.value).collect();
        let text = &mut out.text;
        text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml::open(text, "graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")]);
        text.push('\n');
        let mut keys: Vec<(String, &str, String, &str)> = Vec::new();
        for (name, kind) in [("name", "string"), ("kind", "string")] {
            keys.push((name.to_owned(), "node", name.to_owned(), kind));
        }
        for name in ["outlet", "coder", "coder_name"] {
            keys.push((name.to_owned(), "edge", name.to_owned(), "string"));
        }
        keys.push(("weight".to_owned(), "edge", "weight".to_owned(), "double"));
        // Which position speaks for something is known by these two values alone.
        let has_poles = positions.iter().any(|position| matches!(&**position, "favor" | "against"));
        for name in ["balance", "sign"].into_iter().filter(|_| has_poles) {
            keys.push((name.to_owned(), "edge", name.to_owned(), "int"));
        }
        if !has_poles {
            let place = Place { article: None, span: Span::default(), coder: None };
            let why = "balance and sign are left out, since no position is called favor or against";
            out.report.add(None, why, place);
        }
        for (ix, position) in positions.iter().enumerate() {
            keys.push((format!("p{ix}"), "edge", format!("n_{position}"), "int"));
        }
        for (id, of, name, kind) in &keys {
            xml::empty(text, "key", &[("id", id), ("for", of), ("attr.name", name), ("attr.type", kind)]);
            text.push('\n');
        }
        xml::open(text, "graph", &[("id", "stances"), ("edgedefault", "directed")]);
        text.push('\n');
        for (id, (name, kind)) in &self.nodes {
            xml::open(text, "node", &[("id", id)]);
            data(text, "name", name);
            data(text, "kind", kind);
            text.push_str("</node>\n");
        }
        for (ix, ((holder, target, outlet, coder), counts)) in self.edges.iter().enumerate() {
            let n = |position: &str| i64::from(counts.get(position).copied().unwrap_or(0));
            let balance = n("favor") - n("against");
            let n_all: u32 = counts.values().sum();
            let name = self.scene.project.coders.get(coder).map_or("", |coder| &coder.name);
            xml::open(text, "edge", &[("id", &format!("e{ix}")), ("source", holder), ("target", target)]);
            data(text, "outlet", outlet);
            data(text, "coder", coder.as_str());
            data(text, "coder_name", name);
            data(text, "weight", &format!("{n_all}.0"));
            if has_poles {
                data(text, "balance", &balance.to_string());
                data(text, "sign", &balance.signum().to_string());
            }
            for (ix, position) in positions.iter().enumerate() {
                data(text, &format!("p{ix}"), &n(position).to_string());
            }
            text.push_str("</edge>\n");
        }
        text.push_str("</graph>\n</graphml>\n");
    }
}

impl GraphRun<'_> {
    /// The node's id. Each outlet is a holder of its own; what nobody could make out is one node.
    fn node(&mut self, thing: Thing) -> Rc<str> {
        let (id, name, kind) = match thing.kind {
            "outlet" => (format!("outlet:{}", thing.name).into(), thing.name, "outlet".into()),
            "entity" => (thing.id.clone(), thing.name, kind_of(self.scene, &EntityId::new(thing.id))),
            kind => (thing.id, thing.name, kind.into()),
        };
        self.nodes.insert(Rc::clone(&id), (name, kind));
        id
    }
}

fn kind_of(scene: Scene<'_>, id: &EntityId) -> Rc<str> {
    let project: &Project = scene.project;
    let own = project.entities.get(id).map(|entity| entity.kind);
    own.or_else(|| (scene.entities)(id).map(|entity| entity.kind)).map_or("entity".into(), |kind| kind.as_str().into())
}

fn data(out: &mut String, key: &str, value: &str) {
    xml::element(out, "data", &[("key", key)], value);
}
