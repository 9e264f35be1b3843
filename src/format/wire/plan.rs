//! The plan of a project in JSON.

use crate::format::json::{Bad, Fields, Object, push_list};
use crate::format::raw::Raw;
use crate::model::{ArticleId, CoderId, Outlets, Plan};
use crate::text::Map;
use std::rc::Rc;

const OUTLETS: [(Outlets, &str); 2] = [(Outlets::Shown, "shown"), (Outlets::HiddenUntilLocked, "hidden-until-locked")];

/// Writes a plan.
pub(crate) fn write_plan(out: &mut String, plan: &Plan) {
    let mut object = Object::open(out);
    object.text("modified", &plan.modified.to_string());
    let outlets = OUTLETS.iter().find(|(outlets, _)| *outlets == plan.outlets);
    object.text("outlets", outlets.map_or("", |(_, name)| name));
    let assignments: Vec<(&CoderId, &Rc<[ArticleId]>)> = plan.assignments.iter().collect();
    push_list(object.field("assignments"), &assignments, |out, (coder, queue)| {
        let mut object = Object::open(out);
        object.text("coder", coder.as_str());
        let articles: Vec<Rc<str>> = queue.iter().map(|id| id.as_str().into()).collect();
        object.texts("articles", &articles);
        object.close();
    });
    object.extra(&plan.extra);
    object.close();
}

/// Reads a plan.
pub(crate) fn read_plan(raw: Raw<'_>) -> Result<Plan, Bad> {
    let mut fields = Fields::of(raw)?;
    let modified = fields.need_text("modified")?.parse();
    let modified = modified.map_err(|()| fields.bad("a time such as 2026-09-01T10:00:00Z").under("modified"))?;
    let outlets = fields.text("outlets")?.unwrap_or_else(|| OUTLETS[0].1.into());
    let outlets = OUTLETS.iter().find(|(_, name)| *name == outlets).map(|(outlets, _)| *outlets);
    let outlets = outlets.ok_or_else(|| fields.bad("shown or hidden-until-locked").under("outlets"))?;
    let mut assignments: Map<CoderId, Rc<[ArticleId]>> = Map::new();
    for (ix, raw) in fields.list("assignments")?.into_iter().enumerate() {
        let (coder, queue) = read_assignment(raw).map_err(|bad| bad.under(&format!("assignments[{ix}]")))?;
        assignments.insert(coder, queue);
    }
    Ok(Plan { modified, outlets, assignments, extra: fields.rest() })
}

fn read_assignment(raw: Raw<'_>) -> Result<(CoderId, Rc<[ArticleId]>), Bad> {
    let mut fields = Fields::of(raw)?;
    let coder = CoderId::new(fields.need_text("coder")?);
    let articles = fields.texts("articles")?;
    Ok((coder, articles.into_iter().map(ArticleId::new).collect()))
}
