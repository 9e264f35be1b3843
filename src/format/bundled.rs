//! The corpus and the codebook that are built into the page: whatever `seeds/manifest.json` lists.
//!
//! The build script writes the table; texts are cleaned when asked for, so the original is what ships.

use super::article::{Metadata, assemble};
use super::hash::sha256_hex;
use crate::model::Article;
use crate::text::clean::clean;

/// One file of `seeds/articles` with what the manifest says of it.
struct Seed {
    file: &'static str,
    title: &'static str,
    outlet: &'static str,
    date: &'static str,
    author: &'static str,
    url: &'static str,
    lang: &'static str,
    text: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/seeds.rs"));

/// The bundled articles, in the manifest's order. Cleans and hashes them anew: a millisecond for the five files.
pub fn bundled() -> Vec<Article> {
    SEEDS.iter().flat_map(Seed::articles).collect()
}

/// The originals: file name and text, in the manifest's order.
pub fn bundled_originals() -> impl Iterator<Item = (&'static str, &'static str)> {
    SEEDS.iter().map(|seed| (seed.file, seed.text))
}

/// The default codebook's file; empty if the build found none.
pub fn bundled_codebook_json() -> &'static str {
    CODEBOOK_JSON
}

impl Seed {
    fn articles(&self) -> Vec<Article> {
        let metadata = Metadata {
            title: self.title.to_owned(),
            outlet: self.outlet.to_owned(),
            date: self.date.to_owned(),
            author: self.author.to_owned(),
            url: self.url.to_owned(),
            lang: self.lang.to_owned(),
        };
        let sha256 = sha256_hex(self.text.as_bytes()).into();
        assemble(clean(self.text, self.title), self.file, &sha256, &metadata)
    }
}
