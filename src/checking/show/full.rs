//! The sentence with carets under the span, in the manner of compilers.

use super::{Report, scores, tally};
use crate::checking::{Finding, What};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::io::{self, Write};

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for (doc, findings) in report.by_document() {
        writeln!(out, "== {doc}: {}\n", tally(findings))?;
        for of_rule in findings.chunk_by(|a, b| a.rule == b.rule) {
            if of_rule.len() < findings.len() && of_rule.len() > 1 {
                writeln!(out, "-- {}: {}\n", of_rule[0].rule, tally(of_rule))?;
            }
            for f in of_rule {
                writeln!(out, "{}\n", one(f))?;
            }
        }
    }
    scores::write(report, out)
}

/// One finding.
pub fn one(f: &Finding) -> String {
    let label = match f.what {
        What::Added => "not expected",
        What::Lost => "expected",
        What::Missed => "annotated",
        What::Invented => "not annotated",
        What::Changed | What::Wrong => "",
    };
    let title = f.title();
    let head = Level::ERROR.primary_title(title.as_str()).id(f.rule.as_str());
    let note = |line: String| Level::NOTE.no_name().message(line);
    let differences = f.details.iter().map(|d| note(d.to_string()));
    let rejected = f.rejected.then(|| note("rejected in review: the rule is to be mended".to_owned()));
    let group = match &f.place {
        Some(p) => {
            let carets = AnnotationKind::Primary.span(p.carets.clone()).label(label);
            let snippet = Snippet::source(p.quote.as_str()).line_start(p.line.unwrap_or(1)).annotation(carets);
            // a sentence that is no longer in the text has no line
            let path = if p.line.is_some() && !f.source.is_empty() { &f.source } else { &f.doc };
            head.element(snippet.path(path.as_str()))
        }
        None => Group::with_title(head),
    };
    Renderer::styled().term_width(140).render(&[group.elements(differences).elements(rejected)])
}
