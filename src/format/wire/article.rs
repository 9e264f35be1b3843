//! Articles in JSON, with their text in files and without it in the journal.

use super::{Offsets, Ruler};
use crate::format::json::{Bad, Fields, Object, push_list, text_of};
use crate::format::raw::Raw;
use crate::model::{Article, ArticleId, Dropped, Mark, MarkKind, Source};
use crate::text::{OffsetMap, Span};
use std::cell::OnceCell;
use std::rc::Rc;

const MARK_KINDS: [(MarkKind, &str); 5] = [
    (MarkKind::Heading, "heading"),
    (MarkKind::Caption, "caption"),
    (MarkKind::DateLine, "date-line"),
    (MarkKind::LinkedHeadline, "linked-headline"),
    (MarkKind::Byline, "byline"),
];

/// What of an article is written beside its metadata.
pub(crate) struct Parts<'a> {
    /// What its marks and sentences are measured in.
    pub(crate) ruler: Ruler<'a>,
    /// The text, where it belongs into the file.
    pub(crate) text: Option<&'a str>,
    /// The sentences, where they belong into the file.
    pub(crate) sentences: Option<&'a [Span]>,
}

/// An article as read, still to be joined with its text.
pub(crate) struct ArticleRow<'a> {
    /// With an empty text and no marks.
    article: Article,
    /// The text that came with it.
    pub(crate) text: Option<Rc<str>>,
    marks: Vec<Raw<'a>>,
}

/// Writes one article.
pub(crate) fn write_article(out: &mut String, article: &Article, parts: &mut Parts<'_>) {
    let mut object = Object::open(out);
    object.text("id", article.id.as_str());
    object.text("title", &article.title);
    object.text("outlet", &article.outlet);
    object.text("date", &article.date);
    object.text("author", &article.author);
    object.text("url", &article.url);
    object.text("lang", &article.lang);
    if let Some(text) = parts.text {
        object.text("text", text);
    }
    let nested = Fields::of_text(&article.extra).take("source").map_or("", Raw::get);
    write_source(object.field("source"), &article.source, nested);
    push_list(object.field("marks"), &article.marks, |out, mark| {
        let mut object = Object::open(out);
        parts.ruler.write(&mut object, mark.span);
        let kind = MARK_KINDS.iter().find(|(kind, _)| *kind == mark.kind);
        object.text("kind", kind.map_or("", |(_, name)| name));
        object.text("rule", &mark.rule);
        object.close();
    });
    if let Some(sentences) = parts.sentences {
        push_list(object.field("sentences"), sentences, |out, span| {
            let mut object = Object::open(out);
            parts.ruler.write(&mut object, *span);
            object.close();
        });
    }
    object.extra_but(&article.extra, &["source"]);
    object.close();
}

/// More lines than any text has that a browser can hold.
const MOST_LINES: u32 = 100_000_000;

/// Reads one article. Its sentences are derived, so they are passed over.
pub(crate) fn read_article(raw: Raw<'_>) -> Result<ArticleRow<'_>, Bad> {
    let mut fields = Fields::of(raw)?;
    let id = ArticleId::new(fields.text("id")?.unwrap_or_default());
    let title = fields.text_or_empty("title")?;
    let outlet = fields.text_or_empty("outlet")?;
    let date = fields.text_or_empty("date")?;
    let author = fields.text_or_empty("author")?;
    let url = fields.text_or_empty("url")?;
    let lang = fields.text_or_empty("lang")?;
    let text = fields.text("text")?.map(Rc::from);
    let mut source = fields.object("source")?.unwrap_or_else(|| Fields::of_text(""));
    let read = read_source(&mut source).map_err(|bad| bad.under("source"))?;
    let marks = fields.list("marks")?;
    fields.take("sentences");
    let extra = fields.rest_with(&[("source", &source.rest())]);
    let source = Rc::new(read);
    let article =
        Article { id, title, outlet, date, author, url, lang, text: "".into(), marks: Rc::new([]), source, extra };
    Ok(ArticleRow { article, text, marks })
}

impl ArticleRow<'_> {
    /// The id as the row declares it; empty if it does not.
    pub(crate) fn id(&self) -> &ArticleId {
        &self.article.id
    }

    /// The article of this text, under the row's id, and what is wrong with its marks.
    pub(crate) fn with_text(self, text: Rc<str>) -> (Article, Vec<Bad>) {
        let map = OnceCell::new();
        let (mut marks, mut bads) = (Vec::new(), Vec::new());
        for (ix, &raw) in self.marks.iter().enumerate() {
            match read_mark(raw, &text, &map) {
                Ok(mark) => marks.push(mark),
                Err(bad) => bads.push(bad.under(&format!("marks[{ix}]"))),
            }
        }
        (Article { text, marks: marks.into(), ..self.article }, bads)
    }
}

fn write_source(out: &mut String, source: &Source, nested: &str) {
    let mut object = Object::open(out);
    object.text("file", &source.file);
    object.text("sha256", &source.sha256);
    push_list(object.field("dropped"), &source.dropped, |out, dropped| {
        let mut object = Object::open(out);
        object.text("rule", &dropped.rule);
        object.text("text", &dropped.text);
        object.number("line", dropped.line);
        if dropped.n_lines > 1 {
            object.number("lines", dropped.n_lines);
            object.number("step", dropped.step);
        }
        if let Some(kept) = &dropped.kept {
            object.text("kept", kept);
        }
        object.close();
    });
    object.extra(nested);
    object.close();
}

fn read_source(fields: &mut Fields<'_>) -> Result<Source, Bad> {
    let file = fields.text_or_empty("file")?;
    let sha256 = fields.text_or_empty("sha256")?;
    let read = |(ix, raw)| read_dropped(raw).map_err(|bad| bad.under(&format!("dropped[{ix}]")));
    let dropped = fields.list("dropped")?.into_iter().enumerate().map(read).collect::<Result<_, Bad>>()?;
    Ok(Source { file, sha256, dropped })
}

fn read_dropped(raw: Raw<'_>) -> Result<Dropped, Bad> {
    let mut fields = Fields::of(raw)?;
    let line = fields.number("line")?.unwrap_or(0);
    let n_lines = fields.number("lines")?.unwrap_or(1).max(1);
    let step = fields.number("step")?.unwrap_or(1);
    if n_lines > MOST_LINES {
        return Err(fields.bad("fewer lines"));
    }
    Ok(Dropped {
        rule: fields.text_or_empty("rule")?,
        line,
        n_lines,
        step,
        text: fields.text_or_empty("text")?,
        kept: fields.text("kept")?.map(Rc::from),
    })
}

fn read_mark(raw: Raw<'_>, text: &str, map: &OnceCell<OffsetMap>) -> Result<Mark, Bad> {
    let mut fields = Fields::of(raw)?;
    let span = Offsets::read(&mut fields)?.span(text, map);
    let span = span.ok_or_else(|| Bad::at(raw, "a start and an end inside the text"))?;
    let name = text_of(fields.need("kind", "a kind of paragraph")?)?;
    let kind = MARK_KINDS.iter().find(|(_, known)| *known == name);
    let (kind, _) = kind.ok_or_else(|| Bad::at(raw, format!("a known kind of paragraph, found {name}")))?;
    Ok(Mark { span, kind: *kind, rule: fields.text_or_empty("rule")? })
}
