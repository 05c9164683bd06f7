//! `factrow extract`.

use super::args::{Extract, When};
use super::console::{Console, counted, grouped};
use super::outputs::Outputs;
use super::reading::{self, load};
use super::{INTERRUPTED, TROUBLE, batches};
use anyhow::Context;
use factrow::formats::input::{Article, Failure, Item, walk};
use factrow::records::{Companies, DocumentRow, Status, Table, fact_rows, mention_rows};
use factrow::{Extraction, Scratch};
use std::io::IsTerminal;
use std::mem::ManuallyDrop;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Set when the user wants to stop.
static STOP: AtomicBool = AtomicBool::new(false);

/// What a worker hands back: a document with its rows, already written out.
struct Done {
    /// Nothing for a document in a language that was not asked for.
    result: Option<Result<(Article, Extraction), Failure>>,
    mentions: Vec<u8>,
    facts: Vec<u8>,
}

/// Counts for the closing line.
#[derive(Default)]
struct Totals {
    documents: u64,
    skipped: u64,
    /// In a language that was not asked for.
    left_out: u64,
    failed: u64,
    mentions: u64,
    facts: u64,
}

pub(super) fn run(options: &Extract, console: &Console) -> anyhow::Result<ExitCode> {
    let began = Instant::now();
    if let Some(threads) = options.threads {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().context("cannot start threads")?;
    }
    // the process ends right behind the work: taking 200,000 rows apart again would only cost time
    let (engine, directory) = load(&options.reading, options.mentions_only, false)?;
    let wanted = options.select.wanted(&engine, console);
    let (engine, directory) = (ManuallyDrop::new(engine), ManuallyDrop::new(directory));
    let filter = options.select.filter(&engine, wanted)?;
    ctrlc::set_handler(|| {
        // the second time at once
        if STOP.swap(true, Ordering::SeqCst) {
            std::process::exit(i32::from(INTERRUPTED));
        }
    })
    .context("cannot watch for interrupts")?;
    let mut outputs = Outputs::open(&options.write, options.select.layout()?)?;
    let read = options.reading.read_options();
    let (files, failures) = walk(&options.paths, options.write.output.as_deref(), &read).map_err(anyhow::Error::msg)?;
    let bar = progress(options.progress, *console, files.iter().map(|f| f.size).sum());
    let (wants_mentions, wants_facts) = (outputs.wants(Table::Mentions), outputs.wants(Table::Facts));
    let encoder = outputs.encoder();
    let work = |scratch: &mut Scratch, item: Item| -> Done {
        let size = item.size();
        let mut done = Done { result: None, mentions: Vec::new(), facts: Vec::new() };
        done.result = match reading::read(&engine, item, &read, scratch) {
            Ok((_, extraction)) if !filter.reads(&extraction.lang) => None,
            Ok((article, mut extraction)) => {
                filter.apply(&mut extraction);
                if let Some(mut encoder) = encoder.clone() {
                    if wants_mentions {
                        mention_rows(&article.document, &extraction).for_each(|row| encoder.row(&row, &mut done.mentions));
                    }
                    if wants_facts {
                        fact_rows(&article.document, &extraction).for_each(|row| encoder.row(&row, &mut done.facts));
                    }
                }
                Some(Ok((article, extraction)))
            }
            Err(failure) => Some(Err(failure)),
        };
        bar.inc(size);
        done
    };
    let mut companies = Companies::default();
    let mut totals = Totals::default();
    let done = |done: Done| -> anyhow::Result<bool> {
        outputs.write(Table::Mentions, &done.mentions)?;
        outputs.write(Table::Facts, &done.facts)?;
        let Some(result) = &done.result else {
            totals.left_out += 1;
            return Ok(!STOP.load(Ordering::SeqCst));
        };
        let row = match result {
            Ok((article, extraction)) => {
                totals.documents += 1;
                if encoder.is_none() {
                    mention_rows(&article.document, extraction).try_for_each(|row| outputs.row(&row))?;
                    fact_rows(&article.document, extraction).try_for_each(|row| outputs.row(&row))?;
                }
                companies.add(&article.document, extraction, &directory);
                DocumentRow::read(&article.document, extraction, &article.source, article.format, &article.encoding)
            }
            Err(f) => {
                if f.status == Status::Skipped {
                    totals.skipped += 1;
                    bar.suspend(|| console.detail(&named(f)));
                } else {
                    totals.failed += 1;
                    bar.suspend(|| console.warning(&named(f)));
                }
                DocumentRow::unread(&f.doc, &f.source, f.format, f.status, &f.error)
            }
        };
        totals.mentions += row.mentions;
        totals.facts += row.facts;
        if result.is_ok() {
            bar.suspend(|| console.detail(&format!("{}: {}", row.doc, found(row.mentions, row.facts))));
        }
        outputs.row(&row)?;
        Ok(!STOP.load(Ordering::SeqCst))
    };
    batches::run(files, failures, &read, work, done)?;
    bar.finish_and_clear();
    if STOP.load(Ordering::SeqCst) {
        console.error("interrupted; nothing was replaced");
        return Ok(ExitCode::from(INTERRUPTED));
    }
    companies.rows().try_for_each(|row| outputs.row(row))?;
    outputs.finish()?;
    console.info(&summary(&totals, began.elapsed().as_secs_f64()));
    Ok(if totals.failed > 0 { ExitCode::from(TROUBLE) } else { ExitCode::SUCCESS })
}

fn progress(when: When, console: Console, bytes: u64) -> indicatif::ProgressBar {
    let show = match when {
        When::Always => true,
        When::Never => false,
        When::Auto => !console.is_quiet() && std::io::stderr().is_terminal(),
    };
    if !show {
        return indicatif::ProgressBar::hidden();
    }
    let bar = indicatif::ProgressBar::new(bytes);
    if let Ok(style) = indicatif::ProgressStyle::with_template("{bar:30} {bytes}/{total_bytes} {eta}") {
        bar.set_style(style);
    }
    bar
}

fn named(f: &Failure) -> String {
    let name = if f.doc.contains('#') { &f.doc } else { &f.source };
    format!("{name}: {} ({})", f.error, f.status.as_str())
}

fn found(mentions: u64, facts: u64) -> String {
    format!("{}, {}", counted(mentions, "mention", "mentions"), counted(facts, "fact", "facts"))
}

fn summary(t: &Totals, seconds: f64) -> String {
    let mut parts = vec![counted(t.documents, "document", "documents")];
    if t.skipped > 0 {
        parts.push(format!("{} skipped", grouped(t.skipped)));
    }
    if t.left_out > 0 {
        parts.push(format!("{} in other languages", grouped(t.left_out)));
    }
    if t.failed > 0 {
        parts.push(format!("{} not read", grouped(t.failed)));
    }
    parts.push(found(t.mentions, t.facts));
    format!("{}, {seconds:.1} s", parts.join(", "))
}
