//! What became of an export, in lines for a person and as JSON for a program.

use serde_json::{Value, json};
use standpoint::format::export::proof::Proved;
use standpoint::format::export::{Loss, Place, Report, Writer};
use standpoint::model::Project;
use standpoint::text::OffsetMap;

/// So many places of a loss are shown to a person.
const N_SHOWN: usize = 3;

/// The report in lines.
pub(crate) fn account(project: &Project, report: &Report) -> String {
    let mut out = format!("{} articles, {} records, {} names\n", report.articles, report.records, report.names);
    for (kind, n) in &report.written {
        out.push_str(&format!("  written: {n} {}\n", kind.name()));
    }
    for loss in &report.losses {
        let what = loss.kind.map_or("changed", |kind| kind.name());
        let verb = if loss.kind.is_some() { "left out: " } else { "" };
        out.push_str(&format!("  {verb}{} {what}: {}\n", loss.n, loss.why));
        shown(project, loss, &mut out);
    }
    out.push_str(&format!("  offsets: {}\n", report.unit.name()));
    out
}

/// What reading the file again came to, in lines.
pub(crate) fn told_again(project: &Project, proved: &Proved) -> String {
    let mut out = format!("{}\n", proved.line());
    for loss in &proved.mismatches {
        let what = loss.kind.map_or("places", |kind| kind.name());
        out.push_str(&format!("  DIFFERENT: {} {what}: {}\n", loss.n, loss.why));
        shown(project, loss, &mut out);
    }
    for issue in &proved.issues {
        out.push_str(&format!("  DIFFERENT: {issue}\n"));
    }
    out
}

/// The first places of a loss.
fn shown(project: &Project, loss: &Loss, out: &mut String) {
    for place in loss.places.iter().take(N_SHOWN) {
        let article = place.article.as_ref().and_then(|id| project.articles.get(id));
        let text: String = article.map_or("", |article| place.span.of(&article.text)).chars().take(60).collect();
        let title = article.map_or("", |article| &article.title);
        out.push_str(&format!("    {title:?}: {text:?}\n"));
    }
}

/// The report with all places that it keeps, in code points.
pub(crate) fn json_of(project: &Project, writer: &dyn Writer, report: &Report, proved: Option<&Proved>) -> String {
    let place = |place: &Place| -> Value {
        let article = place.article.as_ref().and_then(|id| project.articles.get(id));
        let (chars, text) = article.map_or((None, ""), |article| {
            (Some(OffsetMap::new(&article.text).chars(&article.text, place.span)), place.span.of(&article.text))
        });
        json!({
            "article": place.article.as_ref().map(|id| id.as_str()),
            "start": chars.map(|chars| chars.start),
            "end": chars.map(|chars| chars.end),
            "text": text,
            "coder": place.coder.as_ref().map(|id| id.as_str()),
        })
    };
    let told = |loss: &Loss| {
        let places: Vec<Value> = loss.places.iter().map(place).collect();
        json!({ "kind": loss.kind.map(|kind| kind.name()), "why": loss.why, "n": loss.n, "places": places })
    };
    let proof = proved.map(|proved| {
        json!({
            "units": proved.n_units,
            "equal": proved.n_equal,
            "unread": proved.n_unread,
            "mismatches": proved.mismatches.iter().map(told).collect::<Vec<_>>(),
            "issues": proved.issues.iter().map(ToString::to_string).collect::<Vec<_>>(),
        })
    });
    let written: serde_json::Map<String, Value> =
        report.written.iter().map(|(kind, n)| (kind.name().to_owned(), (*n).into())).collect();
    let about = writer.about();
    let whole = json!({
        "format": about.id,
        "unit": report.unit.name(),
        "articles": report.articles,
        "records": report.records,
        "names": report.names,
        "written": written,
        "losses": report.losses.iter().map(told).collect::<Vec<_>>(),
        "proof": proof,
    });
    format!("{whole:#}\n")
}
