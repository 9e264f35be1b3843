//! The native integration tests: one binary, a module a subject.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod blind;
mod cleaning;
mod cli;
mod codebook;
mod coders;
mod contrast;
mod corpus;
mod databases;
mod docx;
mod engine;
mod entities;
mod exports;
mod find_sentences;
mod folder;
mod golden;
mod history;
mod import_report;
mod imports;
mod keys;
mod laws;
mod layers;
mod links;
mod name_table;
mod odd;
mod own_file;
mod pickers;
mod plain_table;
mod project_file;
mod proofs;
mod random_project;
mod readers;
mod save;
mod schema;
mod sentences;
mod several;
mod source;
mod speakers;
mod stances;
mod structure;
mod suggest;
mod table;
mod tagging;
mod tidy;
mod zips;
