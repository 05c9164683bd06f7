//! One object for programs.

use super::Report;
use crate::checking::{Finding, Record, What};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::io::{self, Write};

#[derive(Serialize)]
struct All<'a> {
    documents: usize,
    added: usize,
    lost: usize,
    changed: usize,
    shifted: usize,
    same: usize,
    findings: Vec<One<'a>>,
}

#[derive(Serialize)]
struct One<'a> {
    id: &'a str,
    change: &'static str,
    table: &'static str,
    doc: &'a str,
    source: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    kind: &'a str,
    rule: &'a str,
    says: &'a str,
    differs: Vec<Differs<'a>>,
    expected: Option<Cells<'a>>,
    now: Option<Cells<'a>>,
    rejected: bool,
}

#[derive(Serialize)]
struct Differs<'a> {
    column: &'static str,
    expected: &'a str,
    now: &'a str,
}

/// A row as an object, in the order of its columns.
struct Cells<'a>(&'a Record);

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Cells(row) = self;
        let mut map = serializer.serialize_map(Some(row.cells().len()))?;
        row.table().columns().iter().zip(row.cells()).try_for_each(|(c, cell)| map.serialize_entry(c.name, cell))?;
        map.end()
    }
}

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let all = All {
        documents: report.documents.len(),
        added: report.count(What::Added),
        lost: report.count(What::Lost),
        changed: report.count(What::Changed),
        shifted: report.counts.shifted,
        same: report.counts.same,
        findings: report.findings.iter().map(one).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &all)?;
    writeln!(out)
}

fn one(f: &Finding) -> One<'_> {
    let place = f.place.as_ref().and_then(|p| Some((p.line?, p.column)));
    One {
        id: &f.id,
        change: f.what.as_str(),
        table: f.table.name(),
        doc: &f.doc,
        source: &f.source,
        line: place.map(|p| p.0),
        column: place.map(|p| p.1),
        kind: &f.kind,
        rule: &f.rule,
        says: &f.says,
        differs: f.details.iter().map(|d| Differs { column: d.column, expected: &d.expected, now: &d.now }).collect(),
        expected: f.expected.as_ref().map(Cells),
        now: f.now.as_ref().map(Cells),
        rejected: f.rejected,
    }
}
