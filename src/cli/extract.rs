//! `factrow extract`.

use super::args::Extract;
use super::console::{Console, counted, grouped};
use super::outputs::Outputs;
use super::progress::Progress;
use super::reading::{self, load};
use super::stop::Stop;
use super::{TROUBLE, batches};
use anyhow::Context;
use factrow::formats::input::{Article, Failure, Item, Listing};
use factrow::records::{Companies, DocumentRow, Status, Table, fact_rows, mention_rows};
use factrow::{Extraction, Scratch};
use std::mem::ManuallyDrop;
use std::process::ExitCode;
use std::time::Instant;

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
    let stop = Stop::watch().context("cannot watch for interrupts")?;
    let mut outputs = Outputs::open(&options.write, options.select.layout()?)?;
    let read = options.reading.read_options();
    let (paths, output, of) = (options.paths.clone(), options.write.output.clone(), read.clone());
    let list = move || Listing::new(&paths, output.as_deref(), &of);
    let listing = list().map_err(anyhow::Error::msg)?;
    let mut progress = Progress::new(options.progress, *console, move || list().ok());
    let count_bytes = progress.bytes();
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
        count_bytes(size);
        done
    };
    let mut companies = Companies::default();
    let mut totals = Totals::default();
    let done = |done: Done| -> anyhow::Result<bool> {
        progress.document();
        outputs.write(Table::Mentions, &done.mentions)?;
        outputs.write(Table::Facts, &done.facts)?;
        let Some(result) = &done.result else {
            totals.left_out += 1;
            return Ok(!stop.is_asked());
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
                    progress.suspend(|| console.detail(&named(f)));
                } else {
                    totals.failed += 1;
                    progress.suspend(|| console.warning(&named(f)));
                }
                DocumentRow::unread(&f.doc, &f.source, f.format, f.status, &f.error)
            }
        };
        totals.mentions += row.mentions;
        totals.facts += row.facts;
        if result.is_ok() {
            progress.suspend(|| console.detail(&format!("{}: {}", row.doc, found(row.mentions, row.facts))));
        }
        outputs.row(&row)?;
        Ok(!stop.is_asked())
    };
    let cut = read.clone();
    let produce = move |take: &mut dyn FnMut(Item, u64) -> bool| {
        batches::items(listing, &cut, &mut |item| {
            let size = item.size();
            take(item, size)
        });
    };
    batches::run_tasks(produce, work, done, &|| stop.is_asked())?;
    progress.finish();
    if stop.is_asked() {
        console.error("interrupted; nothing was replaced");
        return Ok(ExitCode::from(stop.code()));
    }
    companies.rows().try_for_each(|row| outputs.row(row))?;
    outputs.finish()?;
    console.info(&summary(&totals, began.elapsed().as_secs_f64()));
    Ok(if totals.failed > 0 { ExitCode::from(TROUBLE) } else { ExitCode::SUCCESS })
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
