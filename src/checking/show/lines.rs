//! A line a finding.

use super::Report;
use crate::checking::{Finding, What};
use std::io::{self, Write};

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    report.findings.iter().try_for_each(|f| writeln!(out, "{}: {}", f.whereabouts(), line(f)))
}

/// `lost money: $1.3 billion = 1300000000 USD [money.symbol-number]`
pub(super) fn line(f: &Finding) -> String {
    let difference = if f.what == What::Changed { format!(" ({})", f.difference()) } else { String::new() };
    let rejected = if f.rejected { " (rejected)" } else { "" };
    format!("{}{difference} [{}]{rejected}", f.title(), f.rule)
}
