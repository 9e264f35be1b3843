//! Files for other tools: a list of writers, one file each, and the way through one of them.
//!
//! An export goes article by article, so that what is held is one article and not the corpus: [`Export::start`], then
//! [`Export::article`] for each of [`articles`], then [`Export::finish`]; after each step [`Export::take`] gives the
//! bytes that are ready. Whoever drives it shows how far it is between two articles, and stops by dropping it. Several
//! files become one zip on the way.
//!
//! Nothing is left out in silence: every annotation is counted in the [`Report`], as written or as something that the
//! format cannot hold, and there with its place.

mod book;
mod brat;
mod cas;
mod cas_json;
mod cas_types;
mod cas_xmi;
mod codes;
mod conll;
mod csv_long;
mod doccano;
mod graphml;
mod jsonl;
mod label_studio;
mod label_studio_config;
mod own;
mod page;
mod prodigy;
pub mod proof;
mod recal;
mod refi;
mod refi_codebook;
mod report;
mod sheet;
mod told;
mod w3c;
mod xml;
mod zip;

pub use own::{PROJECT_ID, TABLE_ID};
pub use page::page;
pub use report::{Kind, Loss, MOST_PLACES, Place, Report};
pub use sheet::{Sheet, Thing, UnitOfText, Work};
pub use told::Told;

use crate::model::{AnnotationId, Article, Document, Entity, EntityId, Project, Time};
use crate::text::order;
use std::rc::Rc;

/// Every format that can be written, in the order in which lists show them.
pub static ALL: &[&dyn Writer] = &[
    &own::PROJECT,
    &own::TABLE,
    &csv_long::LONG,
    &recal::RECAL,
    &jsonl::JSONL,
    &w3c::W3C,
    &w3c::W3C_UTF16,
    &doccano::SPANS,
    &doccano::SENTENCES,
    &label_studio::TASKS,
    &label_studio_config::CONFIG,
    &prodigy::PRODIGY,
    &brat::BRAT,
    &cas_json::CAS_JSON,
    &cas_xmi::CAS_XMI,
    &conll::CONLL,
    &refi::PROJECT,
    &refi::PROJECT_BMP,
    &refi_codebook::CODEBOOK,
    &graphml::GRAPHML,
];

/// The writer of this id.
pub fn writer(id: &str) -> Option<&'static dyn Writer> {
    ALL.iter().copied().find(|writer| writer.about().id == id)
}

/// A format that can be written.
pub trait Writer: Sync {
    /// What it is, and what it cannot do.
    fn about(&self) -> &About;

    /// Whether there is something of each article in the file, so that a report counts them.
    fn has_articles(&self) -> bool {
        true
    }

    /// Begins a file.
    fn start<'p>(&'p self, scene: Scene<'p>) -> Box<dyn Run + 'p>;
}

/// What a person or a program is told of a format before anything is written.
#[derive(Debug)]
pub struct About {
    /// As the command line names it: `label-studio`.
    pub id: &'static str,
    /// As shown.
    pub name: &'static str,
    /// Ending of the file that comes out, without a dot; `zip` where it is several.
    pub extension: &'static str,
    /// Media type of the file that comes out.
    pub media_type: &'static str,
    /// Who opens it.
    pub tools: &'static str,
    /// What its offsets count.
    pub unit: OffsetUnit,
    /// One file or several.
    pub form: Form,
    /// What is in it, in a line or two.
    pub holds: &'static str,
    /// What it leaves out, whatever the project; the [`Report`] has what it left out of this one.
    pub losses: &'static [&'static str],
}

/// What offsets count. Ends are exclusive in every format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OffsetUnit {
    /// UTF-8 bytes.
    Bytes,
    /// UTF-16 code units, as Java and JavaScript do.
    Utf16,
    /// Unicode code points, as Python does.
    CodePoints,
    /// It has no offsets.
    None,
}

impl OffsetUnit {
    /// As shown.
    pub fn name(self) -> &'static str {
        match self {
            OffsetUnit::Bytes => "UTF-8 bytes",
            OffsetUnit::Utf16 => "UTF-16 code units",
            OffsetUnit::CodePoints => "Unicode code points",
            OffsetUnit::None => "no offsets",
        }
    }
}

/// What a writer makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Pieces of one file.
    One,
    /// Named files, which go into one zip.
    Several,
}

/// What is exported, and what a file says that is not in the project.
#[derive(Clone, Copy)]
pub struct Scene<'p> {
    /// What is exported.
    pub project: &'p Project,
    /// An entity that the engine found, by its id.
    pub entities: &'p dyn Fn(&EntityId) -> Option<Entity>,
    /// Version of this program.
    pub version: &'p str,
    /// Version of the engine.
    pub engine: u32,
    /// When the file is written.
    pub exported: Time,
}

/// A file in the making.
pub trait Run {
    /// What stands before the first article.
    fn begin(&mut self, _: &mut Out) {}

    /// One article.
    fn article(&mut self, sheet: &Sheet<'_>, out: &mut Out);

    /// What stands after the last article.
    fn end(&mut self, _: &mut Out) {}
}

/// Where writers write.
#[derive(Default)]
pub struct Out {
    /// The next piece, if the writer makes one file.
    pub(crate) text: String,
    /// The next files, if it makes several: path and content.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// What became of everything.
    pub(crate) report: Report,
    /// What the writer left out of the article at hand.
    pub(crate) left: Vec<AnnotationId>,
}

/// A file on its way.
pub struct Export<'p> {
    scene: Scene<'p>,
    run: Box<dyn Run + 'p>,
    zip: Option<zip::Zip>,
    out: Out,
    /// What an article adds to the number of articles in the file.
    each: u32,
    ready: Vec<u8>,
    told: Told,
}

/// The articles in the order of every export: by title, then id.
pub fn articles(project: &Project) -> Vec<Rc<Article>> {
    let mut articles: Vec<Rc<Article>> = project.articles.values().cloned().collect();
    order::sort_by(&mut articles, |a, b| (&a.title, &a.id).cmp(&(&b.title, &b.id)));
    articles
}

/// A whole export at once, for those with time and memory. `read` is the engine.
pub fn write(writer: &dyn Writer, scene: Scene<'_>, read: &dyn Fn(&Article) -> Document) -> (Vec<u8>, Report) {
    let mut export = Export::start(writer, scene);
    for article in articles(scene.project) {
        export.article(&article, &read(&article));
    }
    export.finish()
}

/// The files of a whole export, not packed: one under the empty name where the writer makes one.
pub fn write_files(
    writer: &dyn Writer,
    scene: Scene<'_>,
    read: &dyn Fn(&Article) -> Document,
) -> (Vec<(String, Vec<u8>)>, Report) {
    let mut export = Export::start(writer, scene);
    export.zip = None;
    export.ready.clear();
    for article in articles(scene.project) {
        let document = read(&article);
        let sheet = Sheet::new(&export.scene, &article, &document);
        export.run.article(&sheet, &mut export.out);
        export.out.report.articles += export.each;
    }
    export.run.end(&mut export.out);
    let mut out = export.out;
    if writer.about().form == Form::One {
        out.files.push((String::new(), [export.ready, out.text.into_bytes()].concat()));
    }
    (out.files, out.report)
}

impl<'p> Export<'p> {
    /// Begins a file.
    pub fn start(writer: &'p dyn Writer, scene: Scene<'p>) -> Export<'p> {
        let about = writer.about();
        let zip = (about.form == Form::Several).then(zip::Zip::default);
        let mut out = Out::default();
        out.report.unit = about.unit;
        // The project file has them.
        if about.id != own::PROJECT_ID {
            let place = || Place { article: None, span: crate::text::Span::default(), coder: None };
            let unplaced = scene.project.unplaced.keys();
            unplaced.for_each(|_| out.report.add(None, "a tag whose place in a text was never found", place()));
        }
        let mut run = writer.start(scene);
        run.begin(&mut out);
        let each = u32::from(writer.has_articles());
        Export { scene, run, zip, out, each, ready: Vec::new(), told: Told::default() }
    }

    /// Adds an article and what the engine found in it. Articles come in the order of [`articles`].
    pub fn article(&mut self, article: &Article, document: &Document) {
        let sheet = Sheet::new(&self.scene, article, document);
        self.run.article(&sheet, &mut self.out);
        self.out.report.articles += self.each;
        self.told.add(&sheet, &std::mem::take(&mut self.out.left));
        self.pack();
    }

    /// Adds an article with what `scene` has of it, for those who do not hold a whole project; what a writer tells of
    /// all articles is that of the scene that the file began with, and nothing is kept for [`proof`].
    pub fn article_in(&mut self, scene: &Scene<'_>, article: &Article, document: &Document) {
        let sheet = Sheet::new(scene, article, document);
        self.run.article(&sheet, &mut self.out);
        self.out.report.articles += self.each;
        self.out.left.clear();
        self.pack();
    }

    /// The bytes that are ready, each once.
    pub fn take(&mut self) -> Vec<u8> {
        self.pack();
        std::mem::take(&mut self.ready)
    }

    /// The last bytes, and what became of everything.
    pub fn finish(self) -> (Vec<u8>, Report) {
        let (bytes, report, _) = self.finish_told();
        (bytes, report)
    }

    /// [`Export::finish`], and what the file says, for [`proof`] to look for in it.
    pub fn finish_told(mut self) -> (Vec<u8>, Report, Told) {
        self.run.end(&mut self.out);
        self.told.leave(&self.out.left);
        self.pack();
        if let Some(zip) = self.zip {
            zip.finish(&mut self.ready);
        }
        (self.ready, self.out.report, self.told)
    }

    fn pack(&mut self) {
        self.ready.extend_from_slice(self.out.text.as_bytes());
        self.out.text.clear();
        for (name, content) in self.out.files.drain(..) {
            match &mut self.zip {
                Some(zip) => zip.add(&name, &content, &mut self.ready),
                None => self.ready.extend(content),
            }
        }
    }
}
