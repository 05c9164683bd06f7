//! A line a finding.

use super::Report;
use crate::checking::{Finding, What};
use std::io::{self, Write};

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    report.findings.iter().try_for_each(|f| writeln!(out, "{}: {}", f.whereabouts(), line(f)))?;
    for (group, tally) in report.scores.iter().flat_map(|s| s.groups()).filter(|(g, _)| g.rule.is_none()) {
        let measure = |name| tally.measure(name).map(|v| format!(" {name}={v:.3}"));
        writeln!(out, "{group}:{}", ["f1", "precision", "recall"].into_iter().filter_map(measure).collect::<String>())?;
    }
    Ok(())
}

/// `lost money: $1.3 billion = 1300000000 USD [money.symbol-number]`
pub(super) fn line(f: &Finding) -> String {
    let difference = if matches!(f.what, What::Changed | What::Wrong) { format!(" ({})", f.difference()) } else { String::new() };
    let rejected = if f.rejected { " (rejected)" } else { "" };
    format!("{}{difference} [{}]{rejected}", f.title(), f.rule)
}
