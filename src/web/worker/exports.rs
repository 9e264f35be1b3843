//! Files out: written article by article and read again, told how far, and stopped when nobody waits any more.

use super::Answer;
use super::files::entities_of;
use crate::app::export_report::{ExportReport, FormatInfo};
use crate::app::protocol::Reply;
use crate::find::{self, analyze};
use crate::format::export::proof::{self, Proof, Proved};
use crate::format::export::{self, Report, Scene};
use crate::format::project::{self, Selection};
use crate::model::{CoderId, Entity, EntityId};
use crate::web::platform::request::Export;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag};

/// So many bytes go into the browser's keeping at once, which may put them on disk.
const PIECE_BYTES: usize = 4 << 20;

/// A larger file of a format that has to be held as a whole is not read again.
const MOST_WHOLE_BYTES: f64 = 256e6;

const NO_ROOM: &str = "The browser has no room for the file.";

impl Answer<'_> {
    pub(super) fn formats(&mut self) {
        // The two of our own have buttons of their own.
        let is_own = |id: &str| [export::PROJECT_ID, export::TABLE_ID].contains(&id);
        for writer in export::ALL.iter().filter(|writer| !is_own(writer.about().id)) {
            self.out.reply(&Reply::Note(FormatInfo::encode(writer.about())));
        }
    }

    pub(super) async fn export_for(&mut self, format: &str, Export { at, project, entities, .. }: &Export) {
        let Some(writer) = export::writer(format) else {
            return self.problem(format!("No format is called {format}."));
        };
        let read = self.desk.project(project).and_then(|project| Ok((project, entities_of(entities)?)));
        let (project, entities) = match read {
            Ok(read) => read,
            Err(why) => return self.problem(why),
        };
        let entity = |id: &EntityId| entities.get(id).map(|entity| Entity::clone(entity));
        let scene = Scene {
            project: &project,
            entities: &entity,
            version: env!("CARGO_PKG_VERSION"),
            engine: find::ENGINE_VERSION,
            exported: *at,
        };
        let mut pieces = Pieces::default();
        let mut file = export::Export::start(writer, scene);
        let articles = export::articles(&project);
        // An article is done three times: read, written, and read again from the file.
        let n_text: u64 = articles.iter().map(|article| article.text.len() as u64).sum();
        let n_total = 3 * n_text;
        let mut n_done = 0;
        for article in articles {
            self.stop().await;
            if self.is_cancelled() {
                return;
            }
            let document = analyze(&article.text);
            n_done += article.text.len() as u64;
            self.out.reply(&Reply::Progress { n_done, n_total });
            self.stop().await;
            if self.is_cancelled() {
                return;
            }
            file.article(&article, &document);
            pieces.add(file.take());
            n_done += article.text.len() as u64;
            self.out.reply(&Reply::Progress { n_done, n_total });
        }
        let (last, report, told) = file.finish_told();
        pieces.add(last);
        let about = writer.about();
        let Ok(blob) = pieces.file(about.media_type) else {
            return self.problem(NO_ROOM.to_owned());
        };
        let proof = Proof::start(writer, scene, told, blob.size() as u64);
        let Some(proved) = self.prove(proof, &blob, (n_done, n_text)).await else { return };
        self.offer(&blob, &report, &proved);
    }

    /// A coder's own file: small, since the texts are not in it, and so written in one piece.
    pub(super) fn export_own(&mut self, coder: &CoderId, Export { project, entities, .. }: &Export) {
        let read = self.desk.project(project).and_then(|project| Ok((project, entities_of(entities)?)));
        let (project, entities) = match read {
            Ok(read) => read,
            Err(why) => return self.problem(why),
        };
        let entity = |id: &EntityId| entities.get(id).map(|entity| Entity::clone(entity));
        let exported = project::last_change(&project, coder);
        let scene = Scene {
            project: &project,
            entities: &entity,
            version: env!("CARGO_PKG_VERSION"),
            engine: find::ENGINE_VERSION,
            exported,
        };
        let Scene { version, engine, entities, .. } = scene;
        let facts = project::Facts { version, engine, exported, sentences: &|_| Vec::new(), entities };
        let text = project::write_part(&project, &facts, &Selection::Own(coder.clone()));
        let proved = proof::prove_own(scene, coder, text.as_bytes());
        let mut pieces = Pieces::default();
        pieces.add(text.into_bytes());
        match pieces.file("application/json") {
            Ok(blob) => self.offer(&blob, &Report::default(), &proved),
            Err(_) => self.problem(NO_ROOM.to_owned()),
        }
    }

    /// Hands over a file, and what became of everything.
    fn offer(&mut self, file: &Blob, report: &Report, proved: &Proved) {
        self.desk.port.post(&Array::of2(&self.ticket.into(), file));
        self.out.reply(&Reply::Report(ExportReport::encode(report, proved).into()));
    }

    /// Reads the file again before it is offered; `None` if it was taken back meanwhile.
    async fn prove(&mut self, mut proof: Proof<'_>, file: &Blob, (n_done, n_text): (u64, u64)) -> Option<Proved> {
        let n_bytes = file.size();
        if proof.is_whole() && n_bytes > MOST_WHOLE_BYTES {
            return Some(Proved::unread(format!("it has {} MB, more than fit in memory", n_bytes as u64 >> 20)));
        }
        let mut n_read = 0;
        while let Some(wanted) = proof.wanted() {
            let piece = file.slice_with_f64_and_f64(wanted.start as f64, wanted.end as f64);
            let buffer = match piece {
                Ok(piece) => JsFuture::from(piece.array_buffer()).await,
                Err(refused) => Err(refused),
            };
            let Ok(buffer) = buffer else {
                return Some(Proved::unread("the browser could not read it".to_owned()));
            };
            for part in proof.take(Uint8Array::new(&buffer).to_vec()) {
                self.stop().await;
                if self.is_cancelled() {
                    return None;
                }
                proof.part(&part);
                n_read += part.n_bytes() as u64;
                let n_done = n_done + (n_text * n_read / (n_bytes as u64).max(1)).min(n_text);
                self.out.reply(&Reply::Progress { n_done, n_total: 3 * n_text });
            }
        }
        Some(proof.finish())
    }
}

/// A file in the making, in the browser's keeping.
#[derive(Default)]
struct Pieces {
    kept: Array,
    waiting: Vec<u8>,
}

impl Pieces {
    fn add(&mut self, bytes: Vec<u8>) {
        self.waiting.extend(bytes);
        if self.waiting.len() >= PIECE_BYTES {
            self.keep();
        }
    }

    fn keep(&mut self) {
        let bytes = Uint8Array::from(&*self.waiting);
        self.waiting.clear();
        // A piece that finds no room stands as bytes, and the whole file says so.
        let piece = Blob::new_with_u8_array_sequence(&Array::of1(&bytes)).map_or_else(|_| bytes.into(), JsValue::from);
        self.kept.push(&piece);
    }

    fn file(mut self, media_type: &str) -> Result<Blob, JsValue> {
        self.keep();
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        Blob::new_with_blob_sequence_and_options(&self.kept, &options)
    }
}
