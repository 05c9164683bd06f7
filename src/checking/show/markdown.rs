//! A table a document, for comments and summaries of jobs.

use super::{Report, scores, tally};
use crate::checking::{Finding, Place, What};
use std::io::{self, Write};

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    if let Some(scores) = &report.scores {
        writeln!(out, "**factrow check**: scores on {} annotated documents", report.documents.len())?;
        report.failed.iter().try_for_each(|f| writeln!(out, "- {}", text(&f.to_string())))?;
        for (title, rows) in scores::parts(scores) {
            writeln!(out, "\n| {title} | {} |\n|---|{}---|", scores::HEAD.join(" | "), "--:|".repeat(scores::HEAD.len() - 1))?;
            for r in rows {
                writeln!(out, "| {} |", r.iter().map(|c| text(c)).collect::<Vec<_>>().join(" | "))?;
            }
        }
        return findings_of(report, out);
    }
    let all = tally(&report.findings);
    let documents = report.documents.len();
    writeln!(out, "**factrow check**: {documents} documents, {}", if all.is_empty() { "all rows as expected" } else { &all })?;
    findings_of(report, out)
}

fn findings_of(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for (doc, findings) in report.by_document() {
        writeln!(out, "\n### {}\n\n| | rule | row | difference | sentence |\n|---|---|---|---|---|", text(doc))?;
        for f in findings {
            let cells =
                [f.what.as_str().to_owned(), text(&f.rule), text(&format!("{}: {}", f.kind, f.says)), text(&difference(f)), sentence(f)];
            writeln!(out, "| {} |", cells.join(" | "))?;
        }
    }
    Ok(())
}

fn difference(f: &Finding) -> String {
    if matches!(f.what, What::Changed | What::Wrong) { f.difference() } else { String::new() }
}

/// The line of the place with the span in bold.
fn sentence(f: &Finding) -> String {
    let Some(Place { quote, carets, line, .. }) = &f.place else { return String::new() };
    let (before, span, after) = (&quote[..carets.start], &quote[carets.clone()], &quote[carets.end..]);
    let line = line.map(|l| format!("{l}: ")).unwrap_or_default();
    format!("{line}{}<b>{}</b>{}", text(before), text(span), text(after))
}

/// Text never becomes markup.
fn text(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' | '\r' => out.push(' '),
            '|' | '`' | '*' | '_' | '[' | ']' | '\\' | '#' | '~' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
