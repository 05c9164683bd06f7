//! Scores as tables for people.

use super::Report;
use crate::checking::gold::{Group, Scores, Tally};
use std::io::{self, Write};

/// Most rules that are listed: those with the most wrong.
const RULES: usize = 15;

/// The rows of a table of scores: a heading for each part, and the cells below it.
pub(super) fn parts(scores: &Scores) -> Vec<(&'static str, Vec<Vec<String>>)> {
    let groups = scores.groups();
    let mut parts = Vec::new();
    let mut part = |title, wanted: &dyn Fn(&Group) -> bool| {
        let rows: Vec<Vec<String>> = groups.iter().filter(|(g, _)| wanted(g)).map(|(g, t)| row(g, t)).collect();
        if !rows.is_empty() {
            parts.push((title, rows));
        }
    };
    let whole = |g: &Group| g.kind.is_none() && g.lang.is_none() && g.rule.is_none();
    part("mentions", &|g| !g.facts && (g.kind.is_some() || whole(g)));
    part("facts", &|g| g.facts && (g.kind.is_some() || whole(g)));
    part("language", &|g| g.lang.is_some());
    let mut rules: Vec<&(Group, Tally)> = groups.iter().filter(|(g, t)| g.rule.is_some() && t.found > t.right).collect();
    rules.sort_by_key(|(_, t)| std::cmp::Reverse(t.found - t.right));
    let rules: Vec<_> = rules.into_iter().take(RULES).map(|(g, t)| row(g, t)).collect();
    if !rules.is_empty() {
        parts.push(("rules with the most wrong", rules));
    }
    parts
}

/// Heads of the columns behind the name.
pub(super) const HEAD: [&str; 9] = ["gold", "found", "right", "P", "R", "F1", "placed", "exact", "also right"];

fn row(group: &Group, t: &Tally) -> Vec<String> {
    let name = group.to_string();
    let bare = name.strip_prefix("kind=").or(name.strip_prefix("type=")).or(name.strip_prefix("rule=")).unwrap_or(&name).to_owned();
    let score = |v: f64| format!("{v:.3}");
    let part = |name: &str| t.measure(name).map(|v| format!("{name} {v:.2}"));
    let more: Vec<String> = ["bound", "period", "date", "modality"].into_iter().filter_map(part).collect();
    // nothing is annotated for a rule, and the place of a fact is no matter
    let recall = |v: f64| if group.rule.is_some() { "-".to_owned() } else { score(v) };
    let span = |v: f64| if group.rule.is_some() || group.facts { "-".to_owned() } else { score(v) };
    let gold = if group.rule.is_some() { "-".to_owned() } else { t.gold.to_string() };
    let cells = [gold, t.found.to_string(), t.right.to_string(), score(t.precision()), recall(t.recall()), recall(t.f1())];
    let spans = [span(t.placed_f1()), span(t.exact_f1()), more.join(", ")];
    std::iter::once(bare).chain(cells).chain(spans).collect()
}

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let Some(scores) = &report.scores else { return Ok(()) };
    for (i, (title, rows)) in parts(scores).into_iter().enumerate() {
        let width = rows.iter().map(|r| r[0].chars().count()).chain([26]).max().unwrap_or(26);
        let line = |name: &str, cells: &mut dyn Iterator<Item = &str>| {
            let mut line = format!("{name:width$}");
            cells.take(HEAD.len() - 1).for_each(|c| line.push_str(&format!("{c:>8}")));
            line
        };
        if i > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", line(title, &mut HEAD.iter().copied()))?;
        for r in rows {
            let cells = line(&r[0], &mut r[1..].iter().map(String::as_str));
            let more = r.last().map_or("", String::as_str);
            writeln!(out, "{}", if more.is_empty() { cells } else { format!("{cells}  {more}") })?;
        }
    }
    Ok(())
}
