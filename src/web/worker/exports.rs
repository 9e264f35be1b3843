//! Files for other tools: written article by article, told how far, and stopped when nobody waits any more.

use super::Answer;
use super::files::entities_of;
use crate::app::export_report::{ExportReport, FormatInfo};
use crate::app::protocol::Reply;
use crate::find::{self, analyze};
use crate::format::export::{self, Scene};
use crate::model::{Entity, EntityId};
use crate::web::platform::request::Export;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag};

/// So many bytes go into the browser's keeping at once, which may put them on disk.
const PIECE_BYTES: usize = 4 << 20;

impl Answer<'_> {
    pub(super) fn formats(&mut self) {
        // The two of our own have buttons of their own.
        let is_own = |id: &str| matches!(id, "standpoint" | "csv");
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
        // An article is done twice: read, and written.
        let n_total = articles.iter().map(|article| 2 * article.text.len() as u64).sum();
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
        let (last, report) = file.finish();
        pieces.add(last);
        let about = writer.about();
        match pieces.file(about.media_type) {
            Ok(blob) => self.desk.port.post(&Array::of2(&self.ticket.into(), &blob)),
            Err(_) => return self.problem("The browser has no room for the file.".to_owned()),
        }
        self.out.reply(&Reply::Report(ExportReport::encode(&report).into()));
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
