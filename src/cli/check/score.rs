//! `factrow check --against`: scores against annotations.

use super::{Check, Source, read};
use crate::cli::console::{Console, counted};
use crate::cli::{FINDINGS, TROUBLE};
use factrow::Engine;
use factrow::checking::gold::{Baseline, Condition, Gold, score};
use factrow::checking::show::Report;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

pub(super) fn run(engine: &Engine, gold: &Path, options: &Check, console: &Console) -> anyhow::Result<ExitCode> {
    let annotations = Gold::read(gold)?;
    let stored = options.baseline.as_deref().map(Baseline::read).transpose().map_err(anyhow::Error::msg)?;
    let stored: Vec<Condition> = stored.map(|b| b.conditions()).transpose().map_err(anyhow::Error::msg)?.unwrap_or_default();
    let source = Source { engine, reading: &options.reading, min_confidence: options.min_confidence };
    let read = read(&source, &options.paths, gold, false, console)?;
    let mut scored = score(&annotations, &read.reading);
    scored.unused.iter().for_each(|what| console.warning(what));
    let given = options.fail_under.iter().filter_map(|c| c.fails(&scored.scores, false));
    let failed: Vec<_> = given.chain(stored.iter().filter_map(|c| c.fails(&scored.scores, true))).collect();
    if !options.errors {
        scored.findings.clear();
    }
    let trouble = read.trouble || !scored.unused.is_empty();
    let report =
        Report { findings: scored.findings, documents: scored.documents, scores: Some(scored.scores), failed, ..Report::default() };
    let mut out = anstream::stdout().lock();
    report.write(options.output_format.into(), &mut out)?;
    out.flush()?;
    report.failed.iter().for_each(|f| console.error(&f.to_string()));
    console.info(&format!("{} scored", counted(report.documents.len() as u64, "document", "documents")));
    Ok(match trouble {
        true => ExitCode::from(TROUBLE),
        false if report.failed.is_empty() => ExitCode::SUCCESS,
        false => ExitCode::from(FINDINGS),
    })
}
