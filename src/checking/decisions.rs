//! What people decided about differences, written into the expectation.

use super::diff::visit;
use super::expectation::{Expectation, Reading};
use super::finding::Finding;
use super::rows::{Record, Rows};
use rustc_hash::{FxHashMap, FxHashSet};
use std::io::{Read, Write};

impl Expectation {
    /// The expectation with those differences taken over whose ids are accepted. Rows that only moved stand where they are
    /// now.
    #[must_use]
    pub fn with(&self, reading: &Reading, accepted: &FxHashSet<String>) -> Expectation {
        let order: FxHashMap<&str, usize> = reading.documents().enumerate().map(|(i, doc)| (doc, i)).collect();
        let table = |expected: &Rows| {
            let mut records: Vec<Record> = Vec::new();
            visit(expected, reading.rows(expected.table()), &|doc| self.length(reading, doc), &mut |old, new, change| {
                let is_accepted = change.is_none_or(|c| accepted.contains(&Finding::new(c, None, "").id));
                records.extend(if is_accepted { new } else { old }.cloned());
            });
            // documents in the order of the articles, those that are gone last
            records.sort_by_key(|r| order.get(r.doc()).copied().unwrap_or(usize::MAX));
            Rows::new(expected.table(), records)
        };
        Expectation { tables: self.tables.iter().map(table).collect() }
    }
}

/// Differences that somebody looked at and called wrong: they stay findings, and are not asked about again.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Rejections {
    /// By id: what it is about, for those who read the file.
    lines: Vec<[String; 4]>,
}

impl Rejections {
    /// Its file among the expected tables.
    pub const FILE: &'static str = "rejected.csv";

    /// Reads the file.
    ///
    /// # Errors
    /// What the reader says.
    pub fn read(file: impl Read) -> csv::Result<Rejections> {
        let mut reader = csv::Reader::from_reader(file);
        let lines = reader.records().map(|r| r.map(|r| [0, 1, 2, 3].map(|i| r.get(i).unwrap_or("").to_owned())));
        Ok(Rejections { lines: lines.collect::<csv::Result<_>>()? })
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Marks the findings that were rejected.
    pub fn mark(&self, findings: &mut [Finding]) {
        let ids: FxHashSet<&str> = self.lines.iter().map(|l| l[0].as_str()).collect();
        findings.iter_mut().for_each(|f| f.rejected = ids.contains(f.id.as_str()));
    }

    /// Those among findings that are marked.
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Rejections {
        let line = |f: &Finding| [f.id.clone(), f.doc.clone(), f.rule.clone(), f.title()];
        Rejections { lines: findings.into_iter().filter(|f| f.rejected).map(line).collect() }
    }

    /// Writes the file.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(&self, out: impl Write) -> csv::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(["id", "doc", "rule", "difference"])?;
        self.lines.iter().try_for_each(|l| writer.write_record(l))?;
        Ok(writer.flush()?)
    }
}
