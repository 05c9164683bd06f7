//! Annotations of GitHub Actions: `::error file=…,line=…,col=…::…`.

use super::Report;
use crate::checking::{Finding, Place};
use std::io::{self, Write};

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    report.findings.iter().try_for_each(|f| writeln!(out, "{}", annotation(f)))?;
    report.failed.iter().try_for_each(|f| writeln!(out, "::error title=score::{}", data(&f.to_string())))
}

fn annotation(f: &Finding) -> String {
    let mut to = String::new();
    if !f.source.is_empty() {
        to = format!("file={},", property(&f.source));
        if let Some(Place { line: Some(line), column, end_line, end_column, .. }) = &f.place {
            to.push_str(&format!("line={line},endLine={end_line},"));
            // columns are for spans of one line
            if line == end_line {
                to.push_str(&format!("col={column},endColumn={end_column},"));
            }
        }
    }
    let difference = f.difference();
    let message = if difference.is_empty() { format!("{}: {}", f.doc, f.says) } else { format!("{}: {}; {difference}", f.doc, f.says) };
    let title = format!("{} {} ({})", f.what.as_str(), f.kind, f.rule);
    format!("::error {to}title={}::{}", property(&title), data(&message))
}

/// What a workflow command takes as text.
fn data(s: &str) -> String {
    s.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(s: &str) -> String {
    data(s).replace(':', "%3A").replace(',', "%2C")
}
