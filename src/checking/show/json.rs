//! One object for programs.

use super::Report;
use crate::checking::gold::{Group, Tally};
use crate::checking::{Finding, Record, What};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::io::{self, Write};

#[derive(Serialize)]
struct All<'a> {
    documents: usize,
    #[serde(flatten)]
    rows: Option<Counts>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scores: Vec<Score>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    failed: Vec<String>,
    findings: Vec<One<'a>>,
}

/// Of a comparison with expected tables.
#[derive(Serialize)]
struct Counts {
    added: usize,
    lost: usize,
    changed: usize,
    shifted: usize,
    same: usize,
}

/// Of a comparison with annotations.
#[derive(Serialize)]
struct Score {
    group: String,
    gold: u32,
    found: u32,
    right: u32,
    precision: f64,
    recall: f64,
    f1: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    placed: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exact: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bound: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    modality: Option<f64>,
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
    let rows = Counts {
        added: report.count(What::Added),
        lost: report.count(What::Lost),
        changed: report.count(What::Changed),
        shifted: report.counts.shifted,
        same: report.counts.same,
    };
    let all = All {
        documents: report.documents.len(),
        rows: report.scores.is_none().then_some(rows),
        scores: report.scores.iter().flat_map(|s| s.groups()).map(|(g, t)| score(&g, &t)).collect(),
        failed: report.failed.iter().map(ToString::to_string).collect(),
        findings: report.findings.iter().map(one).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &all)?;
    writeln!(out)
}

fn score(group: &Group, t: &Tally) -> Score {
    let span = |name| t.measure(name).filter(|_| !group.facts);
    Score {
        group: group.to_string(),
        gold: t.gold,
        found: t.found,
        right: t.right,
        precision: t.precision(),
        recall: t.recall(),
        f1: t.f1(),
        placed: span("placed"),
        exact: span("exact"),
        bound: t.measure("bound"),
        period: t.measure("period"),
        date: t.measure("date"),
        modality: t.measure("modality"),
    }
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
