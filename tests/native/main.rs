//! The native integration tests: one binary, a module a subject.

mod cleaning;
mod corpus;
mod readers;
mod save;
mod layers;
mod source;
mod tidy;
mod laws;
mod random_project;
mod project_file;
mod schema;
mod table;
