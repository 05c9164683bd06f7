//! What differs between the rows that were expected and the rows of now.

use super::align::{Pair, align, shift_of};
use super::rows::{Record, Rows};
use crate::records::Table;
use std::collections::BTreeMap;

/// A row that was added, lost or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The expected row; none if it was added.
    pub old: Option<Record>,
    /// The row of now; none if it was lost.
    pub new: Option<Record>,
    /// Names of the columns that differ, if it changed.
    pub columns: Vec<&'static str>,
    /// Code points of its span in the text of now; for a lost row where it should be.
    pub at: Option<(u64, u64)>,
}

impl Change {
    /// The row, as it is now if it is.
    pub fn row(&self) -> &Record {
        match (&self.new, &self.old) {
            (Some(row), _) | (None, Some(row)) => row,
            (None, None) => unreachable!("a change has a row"),
        }
    }
}

/// The differences of a table.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Rows that differ, by document and place.
    pub changes: Vec<Change>,
    /// Rows that only stand elsewhere, or in another sentence, because the text around them was edited.
    pub shifted: usize,
    /// Rows that are as expected.
    pub same: usize,
}

/// What follows from other tables, from the folder the program runs in, or from other columns.
fn is_compared(table: Table, column: &str) -> bool {
    match table {
        Table::Mentions => !matches!(column, "doc" | "sentence" | "start" | "end"),
        Table::Facts => !matches!(column, "doc" | "fact" | "sentence" | "start" | "end"),
        Table::Companies => true,
        Table::Documents => !matches!(column, "doc" | "source" | "characters" | "mentions" | "facts"),
    }
}

/// Compares a table with what was expected of it. `length` knows how many characters a document had and has, where that is
/// recorded: one that is as long as it was has not been edited, and nothing in it may stand elsewhere.
pub fn compare(expected: &Rows, now: &Rows, length: &dyn Fn(&str) -> Option<(i64, i64)>) -> Comparison {
    let mut out = Comparison::default();
    visit(expected, now, length, &mut |old, new, change| match (old, new, change) {
        (_, _, Some(change)) => out.changes.push(change),
        // the same row in another place, or in a sentence that was edited
        (Some(o), Some(n), None)
            if o.span() != n.span() || o.get("context") != n.get("context") || o.get("evidence") != n.get("evidence") =>
        {
            out.shifted += 1;
        }
        _ => out.same += 1,
    });
    out
}

/// Takes each row of before or now, or both where they are the same row, with the change if there is one.
type Visitor<'v> = dyn FnMut(Option<&Record>, Option<&Record>, Option<Change>) + 'v;

/// Shows all rows of both sides, document by document in the order of their places now.
pub(super) fn visit(expected: &Rows, now: &Rows, length: &dyn Fn(&str) -> Option<(i64, i64)>, each: &mut Visitor<'_>) {
    let mut documents: BTreeMap<&str, (Vec<&Record>, Vec<&Record>)> = BTreeMap::new();
    expected.records.iter().for_each(|r| documents.entry(r.doc()).or_default().0.push(r));
    now.records.iter().for_each(|r| documents.entry(r.doc()).or_default().1.push(r));
    for (doc, (old, new)) in documents {
        let has = |column| expected.has(column);
        let pairs = match expected.table() {
            Table::Documents => by_number(old.len(), new.len()),
            _ => align(&old, &new, &has),
        };
        document(&old, &new, &pairs, expected, length(doc), each);
    }
}

fn by_number(old: usize, new: usize) -> Vec<Pair> {
    (0..old.max(new)).map(|i| ((i < old).then_some(i), (i < new).then_some(i))).collect()
}

fn document(old: &[&Record], new: &[&Record], pairs: &[Pair], expected: &Rows, length: Option<(i64, i64)>, each: &mut Visitor<'_>) {
    let table = expected.table();
    let shifts: Vec<Option<i64>> = pairs.iter().map(|p| Some(shift_of(old[p.0?], new[p.1?]))).collect();
    let edited = length.is_none_or(|(before, now)| before != now);
    let mut shift = 0;
    for (i, pair) in pairs.iter().enumerate() {
        shift = shifts[i].unwrap_or(shift);
        let (o, n) = (pair.0.map(|o| old[o]), pair.1.map(|n| new[n]));
        let mut columns = Vec::new();
        let mut quoted = false;
        if let (Some(o), Some(n)) = (o, n) {
            let names = table.columns().iter().enumerate().filter(|(i, c)| expected.has(*i) && is_compared(table, c.name));
            columns.extend(names.map(|(_, c)| c.name).filter(|c| o.get(c) != n.get(c)));
            // an edit of a sentence is quoted by all its rows, whatever they say
            if edited && columns.iter().all(|c| matches!(*c, "context" | "evidence" | "sentences")) {
                quoted = !columns.is_empty();
                columns.clear();
            }
            if shift != 0 && (!edited || stands_alone(&shifts, i, length)) {
                columns.extend(["start", "end"]);
            } else if columns.is_empty() && !quoted && o.get("fact") != n.get("fact") {
                columns.push("fact");
            }
            if columns.is_empty() {
                each(Some(o), Some(n), None);
                continue;
            }
        }
        let moved = |(a, b): (u64, u64)| Some((a.checked_add_signed(shift)?, b.checked_add_signed(shift)?));
        let at = n.map_or_else(|| o.and_then(Record::span).and_then(moved), Record::span);
        each(o, n, Some(Change { old: o.cloned(), new: n.cloned(), columns, at }));
    }
}

/// An edit moves all that follows it; a row that moved while those on both sides kept step was read somewhere else.
fn stands_alone(shifts: &[Option<i64>], i: usize, length: Option<(i64, i64)>) -> bool {
    let before = shifts[..i].iter().rev().find_map(|s| *s).unwrap_or(0);
    let after = shifts[i + 1..].iter().find_map(|s| *s).or(length.map(|(before, now)| now - before));
    shifts[i].is_some_and(|own| own != before && after == Some(before))
}
