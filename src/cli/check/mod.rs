//! `factrow check`: is what is read still what it should be.

mod args;
mod score;

pub(crate) use args::Check;

use super::args::Reading as ReadingOptions;
use super::console::{Console, counted, grouped};
use super::reading::{self, load};
use super::whole::{Whole, replace};
use super::{FINDINGS, TROUBLE, batches};
use anyhow::{Context, bail};
use factrow::checking::show::{Report, tally};
use factrow::checking::{Comparison, Expectation, Finding, Reading, Rejections};
use factrow::formats::input::{Content, File, Item, Listing, walk};
use factrow::records::{Filter, Status, Table};
use factrow::{Engine, Scratch};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The folder beside the articles that holds what is expected of them.
const EXPECTED: &str = "expected";

/// Articles and the folder of their tables.
pub(super) struct Set {
    paths: Vec<PathBuf>,
    pub(super) expected: PathBuf,
}

pub(super) fn run(options: &Check, console: &Console) -> anyhow::Result<ExitCode> {
    let (engine, _) = load(&options.reading, false, false)?;
    if let Some(gold) = &options.against {
        return score::run(&engine, gold, options, console);
    }
    let source = Source { engine: &engine, reading: &options.reading, min_confidence: options.min_confidence };
    let mut report = Report::default();
    let mut updates = Vec::new();
    let mut trouble = false;
    for set in sets(&options.paths, options.expected.as_deref())? {
        let found = differences(&source, &set, console)?;
        if found.expected.tables.is_empty() {
            let wanted = set.expected.display();
            if !options.update {
                bail!("no expected tables in {wanted}: --update writes what is read now, --expected DIR names another folder");
            }
            console.info(&format!("{wanted}: first expectation of these articles"));
        }
        trouble |= found.trouble;
        report.findings.extend(found.findings);
        report.counts.same += found.counts.same;
        report.counts.shifted += found.counts.shifted;
        report.documents.extend(found.reading.documents().map(str::to_owned));
        updates.push((set.expected, Expectation::of(&found.reading, &found.expected)));
    }
    let mut out = anstream::stdout().lock();
    report.write(options.output_format.into(), &mut out)?;
    out.flush()?;
    if options.update {
        updates.iter().try_for_each(|(folder, tables)| write(folder, tables, &Rejections::default()))?;
    }
    console.info(&summary(&report, options.update));
    Ok(match trouble {
        true => ExitCode::from(TROUBLE),
        false if report.findings.is_empty() || options.update => ExitCode::SUCCESS,
        false => ExitCode::from(FINDINGS),
    })
}

/// What the paths name: each folder with its own tables, or everything with the tables that the user names.
pub(super) fn sets(paths: &[PathBuf], expected: Option<&Path>) -> anyhow::Result<Vec<Set>> {
    if let Some(expected) = expected {
        return Ok(vec![Set { paths: paths.to_vec(), expected: expected.to_owned() }]);
    }
    let mut sets = Vec::new();
    for path in paths {
        if !path.is_dir() {
            bail!("{}: not a folder; --expected DIR names the tables of single files", path.display());
        }
        let before = sets.len();
        search(path, &mut sets)?;
        if sets.len() == before {
            sets.push(Set { paths: vec![path.clone()], expected: path.join(EXPECTED) });
        }
    }
    Ok(sets)
}

/// The folder, or those below it, that have expected tables.
fn search(folder: &Path, sets: &mut Vec<Set>) -> anyhow::Result<()> {
    let expected = folder.join(EXPECTED);
    if expected.join("mentions.csv").exists() || expected.join("facts.csv").exists() {
        sets.push(Set { paths: vec![folder.to_owned()], expected });
        return Ok(());
    }
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut below: Vec<PathBuf> =
        entries.filter_map(|e| Some(e.ok()?.path())).filter(|p| p.is_dir() && !p.is_symlink() && !is_hidden(p)).collect();
    below.sort();
    below.iter().try_for_each(|f| search(f, sets))
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'))
}

/// By what and how articles are read.
pub(super) struct Source<'a> {
    pub(super) engine: &'a Engine,
    pub(super) reading: &'a ReadingOptions,
    pub(super) min_confidence: Option<f32>,
}

/// What is expected of a set, what is read, and how they differ.
pub(super) struct Found {
    pub(super) expected: Expectation,
    pub(super) reading: Reading,
    pub(super) findings: Vec<Finding>,
    counts: Comparison,
    trouble: bool,
}

/// Compares a set with its tables.
pub(super) fn differences(source: &Source<'_>, set: &Set, console: &Console) -> anyhow::Result<Found> {
    let expected = Expectation::read(&set.expected)?;
    let Read { reading, trouble } = read(source, &set.paths, &set.expected, expected.has(Table::Documents), console)?;
    let (mut findings, counts) = expected.differences(&reading);
    let rejected = set.expected.join(Rejections::FILE);
    if let Ok(file) = std::fs::File::open(&rejected) {
        Rejections::read(file).with_context(|| rejected.display().to_string())?.mark(&mut findings);
    }
    if expected.tables.is_empty() {
        findings.clear();
    }
    Ok(Found { expected, reading, findings, counts, trouble })
}

/// What was read, and whether something could not be.
struct Read {
    reading: Reading,
    trouble: bool,
}

/// Reads the articles of a set. What cannot be read is trouble, unless documents.csv says whether it is expected.
fn read(source: &Source<'_>, paths: &[PathBuf], tables: &Path, recorded: bool, console: &Console) -> anyhow::Result<Read> {
    let read = source.reading.read_options();
    let (mut files, failures) = walk(paths, None, &read).map_err(anyhow::Error::msg)?;
    // tables are no articles, unless a folder holds both side by side
    let folders: Vec<PathBuf> = paths.iter().map(|p| p.join(EXPECTED)).chain([tables.to_owned()]).collect();
    let folders: Vec<PathBuf> = folders.iter().filter(|f| !paths.contains(f)).filter_map(|f| f.canonicalize().ok()).collect();
    let below =
        |f: &File| matches!(&f.content, Content::Path(p) if p.canonicalize().is_ok_and(|p| folders.iter().any(|f| p.starts_with(f))));
    files.retain(|f| f.named || !below(f));
    let mut out = Read { reading: Reading::default(), trouble: false };
    let filter = Filter::sure(source.min_confidence);
    let work = |scratch: &mut Scratch, items: Vec<Item>| {
        let mut reads = reading::read(source.engine, items, &read, scratch);
        reads.iter_mut().flat_map(|r| &mut r.result).flatten().for_each(|(_, _, extraction)| filter.apply(extraction));
        reads
    };
    let done = |read: reading::Read| {
        match read.result {
            Some(Ok((_, article, extraction))) => out.reading.add(article, &extraction),
            Some(Err(failure)) => {
                if failure.status != Status::Skipped && !recorded {
                    out.trouble = true;
                    console.warning(&format!("{}: {}", failure.source, failure.error));
                }
                out.reading.add_failure(&failure);
            }
            None => {}
        }
        Ok(true)
    };
    batches::run(Listing::of(files, failures), &read, work, done)?;
    Ok(out)
}

/// Writes the tables of an expectation and what was rejected, all or none.
pub(super) fn write(folder: &Path, expected: &Expectation, rejections: &Rejections) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot write to {}", folder.display()))?;
    let mut files = Vec::new();
    for rows in &expected.tables {
        let path = folder.join(format!("{}.csv", rows.table().name()));
        let mut file = Whole::beside(&path)?;
        rows.write(file.writer()).with_context(|| format!("cannot write {}", path.display()))?;
        files.push(file);
    }
    let path = folder.join(Rejections::FILE);
    if !rejections.is_empty() {
        let mut file = Whole::beside(&path)?;
        rejections.write(file.writer()).with_context(|| format!("cannot write {}", path.display()))?;
        files.push(file);
    } else if path.exists() {
        std::fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
    }
    replace(files)
}

/// `84 documents: 2 lost, 1 changed; 4 021 rows as expected, 12 only moved`
fn summary(report: &Report, updated: bool) -> String {
    let found = tally(&report.findings);
    let found = if found.is_empty() { "no differences".to_owned() } else { found };
    let mut line = format!("{}: {found}", counted(report.documents.len() as u64, "document", "documents"));
    line.push_str(&format!(", {} as expected", counted(report.counts.same as u64, "row", "rows")));
    if report.counts.shifted > 0 {
        line.push_str(&format!(", {} only moved with an edit", grouped(report.counts.shifted as u64)));
    }
    match (updated, report.counts.shifted + report.findings.len()) {
        (true, _) => line.push_str("; expectation written"),
        (false, 1..) => line.push_str("; --update makes what is read now the expectation"),
        _ => {}
    }
    line
}
