//! The native integration tests: one binary, a module a subject.

mod corpus;
mod readers;
mod save;
mod layers;
mod source;
mod tidy;
mod laws;
mod random_project;
