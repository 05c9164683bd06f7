//! Which row of before is which row of now.
//!
//! Rows say where they stand in the text, and an edit there moves all that follow; so equal rows are found without their
//! places, in order, and what is left is paired by what it has in common.

use super::rows::Record;
use crate::records::Table;
use similar::{Algorithm, DiffTag, capture_diff_slices};

/// Rows that are the same, by their numbers; a side that is missing was lost or added.
pub(super) type Pair = (Option<usize>, Option<usize>);

/// How many rows around its place a row may have its counterpart in.
const REACH: usize = 200;

/// Columns that say where a row stands, or by which way it came: no part of what it says.
const PLACE: [&str; 3] = ["sentence", "start", "end"];
const WAY: [&str; 3] = ["fact", "rule", "confidence"];

/// What a row weighs as a counterpart: columns that agree and are not empty, and a span that overlaps.
fn weights(table: Table) -> (&'static [(&'static str, u32)], u32, u32) {
    match table {
        Table::Mentions => (&[("text", 3), ("kind", 2), ("name", 1), ("context", 1)], 3, 4),
        _ => (&[("type", 3), ("subject", 2), ("object", 1), ("amount", 2), ("count", 2), ("evidence", 2)], 2, 7),
    }
}

/// A row that has no equal, with the stretch between equal rows that it stands in.
struct Left {
    row: usize,
    gap: usize,
    /// Code points, those of before moved to where they would be now.
    span: (i64, i64),
}

/// Pairs the rows of one document, in the order of their places now.
///
/// `has` says of a column by its number whether the expectation has it.
pub(super) fn align(old: &[&Record], new: &[&Record], has: &dyn Fn(usize) -> bool) -> Vec<Pair> {
    let said = |rows: &[&Record]| rows.iter().map(|r| said(r, has)).collect::<Vec<_>>();
    let (before, now) = (said(old), said(new));
    let mut pairs: Vec<Pair> = Vec::new();
    let (mut lost, mut added): (Vec<Left>, Vec<Left>) = (Vec::new(), Vec::new());
    let (mut gap, mut shift) = (0, 0);
    for op in capture_diff_slices(Algorithm::Myers, &before, &now) {
        if op.tag() == DiffTag::Equal {
            pairs.extend(op.old_range().zip(op.new_range()).map(|(o, n)| (Some(o), Some(n))));
            shift = shift_of(old[op.old_range().end - 1], new[op.new_range().end - 1]);
            gap += 1;
        } else {
            lost.extend(op.old_range().map(|row| Left { row, gap, span: span(old[row], shift) }));
            added.extend(op.new_range().map(|row| Left { row, gap, span: span(new[row], 0) }));
        }
    }
    let mut found = counterparts(&lost, &added, |l, a| {
        // the same said in another order is the same
        if before[l.row] == now[a.row] { Some(u32::MAX) } else { likeness(old[l.row], new[a.row], l, a) }
    });
    pairs.append(&mut found);
    let place = |p: &Pair| p.1.map(|n| span(new[n], 0)).or_else(|| lost.iter().find(|l| Some(l.row) == p.0).map(|l| l.span));
    pairs.sort_by_key(|p| (place(p), p.0, p.1));
    pairs
}

/// The best pairs first; rows without any stay alone.
fn counterparts(lost: &[Left], added: &[Left], like: impl Fn(&Left, &Left) -> Option<u32>) -> Vec<Pair> {
    let mut by_place: Vec<usize> = (0..added.len()).collect();
    by_place.sort_by_key(|i| added[*i].span);
    let mut candidates = Vec::new();
    for (i, l) in lost.iter().enumerate() {
        let at = by_place.partition_point(|j| added[*j].span < l.span);
        for j in &by_place[at.saturating_sub(REACH)..(at + REACH).min(by_place.len())] {
            if let Some(score) = like(l, &added[*j]) {
                candidates.push((std::cmp::Reverse(score), i, *j));
            }
        }
    }
    candidates.sort_unstable();
    let mut of_lost: Vec<Option<usize>> = vec![None; lost.len()];
    let mut taken = vec![false; added.len()];
    for (_, i, j) in candidates {
        if of_lost[i].is_none() && !taken[j] {
            of_lost[i] = Some(j);
            taken[j] = true;
        }
    }
    let mut pairs: Vec<Pair> = lost.iter().zip(&of_lost).map(|(l, j)| (Some(l.row), j.map(|j| added[j].row))).collect();
    pairs.extend(added.iter().zip(&taken).filter(|(_, taken)| !**taken).map(|(a, _)| (None, Some(a.row))));
    pairs
}

fn likeness(old: &Record, new: &Record, l: &Left, a: &Left) -> Option<u32> {
    let (columns, for_overlap, enough) = weights(old.table());
    let overlaps = l.span.0 < a.span.1 && a.span.0 < l.span.1;
    if !overlaps && l.gap != a.gap {
        return None;
    }
    let agree = |c: &str| !old.get(c).is_empty() && old.get(c) == new.get(c);
    let score: u32 = columns.iter().filter(|(c, _)| agree(c)).map(|(_, w)| w).sum();
    let score = score + if overlaps { for_overlap } else { 0 };
    (score >= enough).then_some(score)
}

/// What a row says, wherever it stands and whichever rule says it.
fn said(r: &Record, has: &dyn Fn(usize) -> bool) -> String {
    let cells = r.table().columns().iter().zip(r.cells()).enumerate();
    let said = cells.filter(|(i, (c, _))| has(*i) && !PLACE.contains(&c.name) && !WAY.contains(&c.name));
    said.map(|(_, (_, cell))| cell.as_str()).collect::<Vec<_>>().join("\u{1f}")
}

/// How far a row has moved.
pub(super) fn shift_of(old: &Record, new: &Record) -> i64 {
    match (old.span(), new.span()) {
        (Some((o, _)), Some((n, _))) => n as i64 - o as i64,
        _ => 0,
    }
}

fn span(r: &Record, shift: i64) -> (i64, i64) {
    r.span().map_or((0, 0), |(start, end)| (start as i64 + shift, end as i64 + shift))
}
