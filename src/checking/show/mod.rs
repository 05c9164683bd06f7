//! Findings for people, programs and services that run checks.

mod full;
mod github;
mod json;
mod junit;
mod lines;
mod markdown;
mod scores;

pub use full::one;

use super::finding::Finding;
use super::gold::{Failed, Scores};
use super::{Comparison, What};
use std::io::{self, Write};

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The sentence with carets under the span, and what differs.
    Full,
    /// A line a finding: `file:line:column: …`.
    Concise,
    /// One object with all rows.
    Json,
    /// A suite a document, a case a finding.
    Junit,
    /// Annotations of GitHub Actions.
    Github,
    /// A table a document.
    Markdown,
}

/// What a check found.
#[derive(Debug, Default)]
pub struct Report {
    /// The differences, by document, rule and place.
    pub findings: Vec<Finding>,
    /// All documents that were looked at.
    pub documents: Vec<String>,
    /// Rows that are as expected, and that only moved.
    pub counts: Comparison,
    /// How what was read compares with annotations, if it was compared with any.
    pub scores: Option<Scores>,
    /// What these scores should have reached.
    pub failed: Vec<Failed>,
}

impl Report {
    /// Writes all of it.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(&self, format: Format, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Full => full::write(self, out),
            Format::Concise => lines::write(self, out),
            Format::Json => json::write(self, out),
            Format::Junit => junit::write(self, out),
            Format::Github => github::write(self, out),
            Format::Markdown => markdown::write(self, out),
        }
    }

    /// How many rows something happened to.
    pub fn count(&self, what: What) -> usize {
        self.findings.iter().filter(|f| f.what == what).count()
    }

    /// The findings of each document, in order.
    fn by_document(&self) -> impl Iterator<Item = (&str, &[Finding])> {
        self.findings.chunk_by(|a, b| a.doc == b.doc).map(|f| (f[0].doc.as_str(), f))
    }
}

/// `2 added, 1 changed`; nothing where nothing is.
pub fn tally(findings: &[Finding]) -> String {
    let counts = What::ALL.map(|w| (w, findings.iter().filter(|f| f.what == w).count()));
    counts.iter().filter(|(_, n)| *n > 0).map(|(w, n)| format!("{n} {}", w.as_str())).collect::<Vec<_>>().join(", ")
}
