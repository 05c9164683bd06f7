//! factrow reads French and English articles and finds companies, products, money, dates, user counts and the facts that
//! join them.

mod builtin;
pub mod checking;
mod compiled;
pub mod dictionary;
mod document;
mod engine;
mod facts;
pub mod formats;
mod image;
pub mod meaning;
mod mentions;
mod packed;
mod reading;
pub mod records;
pub mod report;
mod tables;

pub use dictionary::{Dictionary, LoadError, Options};
pub use document::{
    Attempt, Candidate, Document, DocumentDate, Entity, Extraction, Fact, Kind, Likely, Mention, NearMiss, Nearly, Part, Span, Value,
};
pub use engine::{Engine, Scratch, Settings};
pub use meaning::{Amount, Bound, DateSpan, FactType, Modality, Precision};

/// The example of the README is a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
