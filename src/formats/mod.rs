//! Inputs and outputs: from files to documents, and from rows to files.

pub mod input;
pub mod output;
