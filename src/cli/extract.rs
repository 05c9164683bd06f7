//! `factrow extract`.

use super::args::Extract;
use super::console::{Console, counted, grouped};
use super::journal::{Inputs, Journal, Past, Stamp};
use super::outputs::Outputs;
use super::progress::Progress;
use super::reading::{self, Read, load};
use super::stop::Stop;
use super::{TROUBLE, batches};
use anyhow::Context;
use factrow::formats::input::{Article, Item, Listing, ReadOptions};
use factrow::records::{DocumentRow, Place, Seen, Status, Table, fact_rows_at, mention_rows_at};
use factrow::{Extraction, Scratch};
use serde::{Deserialize, Serialize};
use std::mem::ManuallyDrop;
use std::process::ExitCode;
use std::time::Instant;

/// What a worker hands back: a document, or a piece of a long one, with its rows already written out.
#[derive(Default)]
struct Done {
    /// Its row in the table of documents; nothing for what is in a language that was not asked for, or behind what could not
    /// be read.
    row: Option<DocumentRow>,
    /// What it says of companies.
    seen: Option<Seen>,
    /// What typed cells are made of, where rows are not written out.
    whole: Option<(Place, Article, Extraction)>,
    mentions: Vec<u8>,
    facts: Vec<u8>,
    /// Another piece of the same document follows.
    goes_on: bool,
    /// A mark of the journal, and no document.
    mark: Option<Mark>,
}

/// A place to go on behind: the end of a file, or so many of its records.
struct Mark(Stamp, Option<u64>);

/// Bytes of records after which the journal has a mark.
const MARKED: u64 = 256 << 10;

/// What is to be done in order.
enum Task {
    Item(Item),
    /// All before it is behind.
    Mark(Mark),
}

impl Task {
    /// Puts an item among others, or gives the mark that it is.
    fn part(self, items: &mut Vec<Item>) -> Option<Mark> {
        match self {
            Task::Item(item) => items.push(item),
            Task::Mark(mark) => return Some(mark),
        }
        None
    }
}

/// Counts for the closing line.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Totals {
    documents: u64,
    skipped: u64,
    /// In a language that was not asked for.
    left_out: u64,
    failed: u64,
    mentions: u64,
    facts: u64,
}

impl Totals {
    fn count(&mut self, row: &DocumentRow) {
        match row.status {
            Status::Ok => self.documents += 1,
            Status::Skipped => self.skipped += 1,
            _ => self.failed += 1,
        }
        self.mentions += row.mentions;
        self.facts += row.facts;
    }
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
    let read = ReadOptions { cut: true, ..options.reading.read_options() };
    let (paths, output, of) = (options.paths.clone(), options.write.output.clone(), read.clone());
    let list = move || Listing::new(&paths, output.as_deref(), &of);
    let layout = options.select.layout()?;
    let (mut outputs, mut journal, past, listing): (_, _, _, Inputs) = if options.resume {
        let folder = Journal::folder(options)?;
        let listing = list().map_err(anyhow::Error::msg)?;
        let (journal, past, listing) = Journal::open(folder.clone(), options, &directory, listing, console)?;
        (Outputs::open_in(&options.write, layout, Some((&folder, past.lengths.as_deref())))?, Some(journal), past, listing)
    } else {
        let outputs = Outputs::open(&options.write, layout)?;
        (outputs, None, Past::default(), Box::new(list().map_err(anyhow::Error::msg)?))
    };
    let mut progress = Progress::new(options.progress, *console, move || list().ok());
    let count_bytes = progress.bytes();
    let (wants_mentions, wants_facts) = (outputs.wants(Table::Mentions), outputs.wants(Table::Facts));
    let encoder = outputs.encoder();
    // `rows` is a buffer that is used again
    let made = |Read { size, goes_on, result }: Read, rows: &mut Vec<u8>| -> Done {
        let mut done = Done { goes_on, ..Done::default() };
        match result {
            Some(Ok((place, article, mut extraction))) if filter.reads(&extraction.lang) => {
                filter.apply(&mut extraction);
                done.seen = Some(Seen::of(place, &article.document, &extraction));
                done.row = Some(DocumentRow::read(&article.document, &extraction, &article.source, article.format, &article.encoding));
                if let Some(mut encoder) = encoder.clone() {
                    // they may wait for those before them: no byte more than they take
                    if wants_mentions {
                        rows.clear();
                        mention_rows_at(place, &article.document, &extraction).for_each(|row| encoder.row(&row, rows));
                        done.mentions.clone_from(rows);
                    }
                    if wants_facts {
                        rows.clear();
                        fact_rows_at(place, &article.document, &extraction).for_each(|row| encoder.row(&row, rows));
                        done.facts.clone_from(rows);
                    }
                } else {
                    done.whole = Some((place, article, extraction));
                }
            }
            Some(Err(f)) => done.row = Some(DocumentRow::unread(&f.doc, &f.source, f.format, f.status, &f.error)),
            Some(Ok(_)) | None => {}
        }
        count_bytes(size);
        done
    };
    let work = |scratch: &mut Scratch, tasks: Vec<Task>| -> Vec<Done> {
        let mut items = Vec::with_capacity(tasks.len());
        let marks: Vec<Option<Mark>> = tasks.into_iter().map(|t| t.part(&mut items)).collect();
        let mut reads = reading::read(&engine, items, &read, scratch).into_iter();
        let mut rows = Vec::new();
        let done = |mark: Option<Mark>| match mark {
            Some(_) => Some(Done { mark, ..Done::default() }),
            None => reads.next().map(|read| made(read, &mut rows)),
        };
        marks.into_iter().filter_map(done).collect()
    };
    let Past { mut totals, mut companies, records: mut behind, .. } = past;
    let mut open: Option<DocumentRow> = None;
    let done = |done: Done| -> anyhow::Result<bool> {
        if let Some(Mark(file, records)) = done.mark {
            if let Some(journal) = &mut journal {
                journal.finished(file, records, &totals, &mut outputs)?;
            }
            return Ok(!stop.is_asked());
        }
        outputs.write(Table::Mentions, &done.mentions)?;
        outputs.write(Table::Facts, &done.facts)?;
        if let Some((place, article, extraction)) = &done.whole {
            mention_rows_at(*place, &article.document, extraction).try_for_each(|row| outputs.row(&row))?;
            fact_rows_at(*place, &article.document, extraction).try_for_each(|row| outputs.row(&row))?;
        }
        if let Some(seen) = done.seen {
            companies.add(&seen, &directory);
            if let Some(journal) = &mut journal {
                journal.seen(seen);
            }
        }
        match (&mut open, done.row) {
            (Some(open), Some(row)) => open.extend(row),
            (open @ None, row) => *open = row,
            (Some(_), None) => {}
        }
        if !done.goes_on {
            progress.document();
            match open.take() {
                Some(row) => {
                    totals.count(&row);
                    progress.suspend(|| said(&row, console));
                    outputs.row(&row)?;
                }
                None => totals.left_out += 1,
            }
        }
        Ok(!stop.is_asked())
    };
    let cut = read.clone();
    let journalled = options.resume;
    let produce = move |take: &mut dyn FnMut(Task, u64) -> bool| {
        for listed in listing {
            let stamp = journalled.then(|| Stamp::of(&listed));
            let (mut go_on, mut records, mut unmarked) = (true, 0, 0);
            // of the first file some records may be behind
            let past = std::mem::take(&mut behind);
            batches::items(std::iter::once(listed), &cut, &mut |item| {
                records += 1;
                if records <= past {
                    return true;
                }
                let size = item.size();
                let record = matches!(item, Item::JsonLine { .. } | Item::Row { .. });
                unmarked += size;
                go_on = take(Task::Item(item), size);
                if let Some(file) = stamp.as_ref().filter(|_| record && go_on && unmarked >= MARKED) {
                    unmarked = 0;
                    go_on = take(Task::Mark(Mark(file.clone(), Some(records))), 0);
                }
                go_on
            });
            if !go_on || stamp.is_some_and(|file| !take(Task::Mark(Mark(file, None)), 0)) {
                return;
            }
        }
    };
    batches::run_tasks(produce, work, done, &|| stop.is_asked())?;
    progress.finish();
    if stop.is_asked() {
        if let Some(journal) = &mut journal {
            journal.write(&mut outputs)?;
        }
        let hint = if journal.is_some() { "the same command goes on from here" } else { "nothing was replaced" };
        console.error(&format!("interrupted; {hint}"));
        return Ok(ExitCode::from(stop.code()));
    }
    companies.rows().try_for_each(|row| outputs.row(row))?;
    outputs.finish()?;
    if let Some(journal) = journal {
        journal.remove();
    }
    console.info(&summary(&totals, began.elapsed().as_secs_f64()));
    Ok(if totals.failed > 0 { ExitCode::from(TROUBLE) } else { ExitCode::SUCCESS })
}

/// Says what was found in a document, or why it was not read.
pub(super) fn said(row: &DocumentRow, console: &Console) {
    let name = if row.doc.contains('#') { &row.doc } else { &row.source };
    match row.status {
        Status::Ok => console.detail(&format!("{}: {}", row.doc, found(row.mentions, row.facts))),
        Status::Skipped => console.detail(&format!("{name}: {} (skipped)", row.error)),
        status => console.warning(&format!("{name}: {} ({})", row.error, status.as_str())),
    }
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
