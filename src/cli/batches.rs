//! Documents in parallel, results in order, memory bounded.

use factrow::formats::input::{Failure, File, Item, ReadOptions, expand};
use rayon::prelude::*;

/// A batch is done when it holds so many bytes or items: enough to keep all threads busy, little enough for any machine.
const BYTES: u64 = 16 << 20;
const ITEMS: usize = 4096;

/// Works through files. `work` runs on any thread, `done` in the order of the files on this one, and returns whether to go
/// on.
pub(crate) fn run<R: Send, S: Send + Default>(
    files: Vec<File>,
    failures: Vec<Failure>,
    options: &ReadOptions,
    work: impl Fn(&mut S, Item) -> R + Sync,
    mut done: impl FnMut(R) -> anyhow::Result<bool>,
) -> anyhow::Result<()> {
    let mut batch: Vec<Item> = Vec::new();
    let mut size = 0;
    let mut result = Ok(true);
    let mut flush = |batch: &mut Vec<Item>| -> anyhow::Result<bool> {
        let items = std::mem::take(batch);
        let results: Vec<R> = items.into_par_iter().map_init(S::default, |scratch, item| work(scratch, item)).collect();
        for r in results {
            if !done(r)? {
                return Ok(false);
            }
        }
        Ok(true)
    };
    let mut take = |item: Item| {
        size += item.size();
        batch.push(item);
        if size >= BYTES || batch.len() >= ITEMS {
            size = 0;
            result = flush(&mut batch);
        }
        matches!(result, Ok(true))
    };
    // failures of the walk stand among the files by name
    let mut failures = failures.into_iter().peekable();
    'files: {
        for file in files {
            while let Some(f) = failures.next_if(|f| f.doc < file.doc) {
                if !take(Item::Failed(f)) {
                    break 'files;
                }
            }
            if !expand(file, options, &mut take) {
                break 'files;
            }
        }
        for f in failures {
            if !take(Item::Failed(f)) {
                break 'files;
            }
        }
    }
    if result? {
        flush(&mut batch)?;
    }
    Ok(())
}
