//! `--resume`: a run that was stopped goes on where it was.
//!
//! In a folder beside the output lie the tables as far as they are written, and a journal: what was asked for, and a line for
//! each finished file with its size and time, the lengths of the tables behind it and what it says of companies; likewise now
//! and then for the records of a file that are finished. A later run goes on behind the last file or record of the journal up to
//! which nothing has changed; whatever stands behind that in the tables is cut off first.

use super::args::Extract;
use super::console::{Console, counted};
use super::extract::Totals;
use super::outputs::Outputs;
use anyhow::{Context, bail};
use factrow::formats::input::{Content, Failure, File as Input, Listing};
use factrow::records::{Companies, Directory, Seen};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, UNIX_EPOCH};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// The folder beside, or in, the output.
const FOLDER: &str = ".factrow-resume";

/// The journal is never further behind than this, or so many bytes.
const PAUSE: Duration = Duration::from_millis(100);
const BYTES: usize = 1 << 18;

/// What must be the same for the tables to be the same.
#[derive(Debug, Serialize, Deserialize)]
struct Asked {
    program: u64,
    dictionaries: u64,
    options: u64,
}

/// What tells whether a file has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    doc: String,
    size: u64,
    /// Nanoseconds since 1970; 0 for what has no time, and is done again.
    time: u64,
}

/// A line of the journal.
#[derive(Debug, Serialize, Deserialize)]
struct Finished {
    file: Stamp,
    /// So many of its records, where more follow.
    records: Option<u64>,
    lengths: Vec<u64>,
    totals: Totals,
    seen: Vec<Seen>,
}

/// What is left of an earlier run.
#[derive(Debug, Default)]
pub(crate) struct Past {
    /// Lengths of the tables; nothing if there are none.
    pub(crate) lengths: Option<Vec<u64>>,
    pub(crate) totals: Totals,
    pub(crate) companies: Companies,
    /// Records of the first file that are finished.
    pub(crate) records: u64,
}

/// The journal of a run.
pub(crate) struct Journal {
    folder: PathBuf,
    file: File,
    pending: Vec<u8>,
    written: Instant,
    seen: Vec<Seen>,
}

/// Files and failures in their order.
pub(crate) type Inputs = Box<dyn Iterator<Item = Result<Input, Failure>> + Send>;

impl Stamp {
    /// What is known of a file before it is read.
    pub(crate) fn of(listed: &Result<Input, Failure>) -> Stamp {
        let (doc, path) = match listed {
            Ok(Input { doc, content: Content::Path(path), .. }) => (doc, Some(path)),
            Ok(file) => (&file.doc, None),
            Err(failure) => (&failure.doc, None),
        };
        let known = path.and_then(|p| std::fs::metadata(p).ok());
        let time = known.as_ref().and_then(|m| m.modified().ok()?.duration_since(UNIX_EPOCH).ok());
        let time = time.and_then(|t| u64::try_from(t.as_nanos()).ok()).unwrap_or(0);
        Stamp { doc: doc.clone(), size: known.map_or(0, |m| m.len()), time }
    }
}

impl Journal {
    /// The folder for the output that the options name, made if need be.
    pub(crate) fn folder(options: &Extract) -> anyhow::Result<PathBuf> {
        let Some(output) = &options.write.output else { bail!("--resume needs an output that stays: -o OUT") };
        let folder = match (output.is_dir() || output.extension().is_none(), output.file_name()) {
            (false, Some(name)) => output.with_file_name(format!(".{}{FOLDER}", name.to_string_lossy())),
            _ => output.join(FOLDER),
        };
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot write to {}", folder.display()))?;
        Ok(folder)
    }

    /// Opens the journal in a folder, and goes through the inputs as far as they are finished.
    pub(crate) fn open(
        folder: PathBuf,
        options: &Extract,
        directory: &Directory,
        mut listing: Listing,
        console: &Console,
    ) -> anyhow::Result<(Journal, Past, Inputs)> {
        let path = folder.join("journal.jsonl");
        let context = || format!("cannot keep a journal in {}", folder.display());
        let mut file = File::options().read(true).write(true).create(true).truncate(false).open(&path).with_context(context)?;
        if file.try_lock().is_err() {
            bail!("{}: another run is at work there", folder.display());
        }
        let asked = Asked::by(options)?;
        let mut past = Past::default();
        let mut kept = 0;
        let mut next = None;
        let mut reader = BufReader::new(&mut file);
        let mut line = String::new();
        let mut read = |line: &mut String| {
            line.clear();
            // a line without its end was cut off by force
            reader.read_line(line).is_ok_and(|n| n > 0) && line.ends_with('\n')
        };
        if read(&mut line) {
            match serde_json::from_str::<Asked>(&line).ok().map(|before| asked.differs(&before)) {
                Some(None) => {
                    kept = line.len() as u64;
                    let mut files = 0;
                    while read(&mut line) {
                        let Ok(finished) = serde_json::from_str::<Finished>(&line) else { break };
                        if next.is_none() {
                            next = listing.next();
                        }
                        let same = next.as_ref().map(Stamp::of).is_some_and(|s| s == finished.file);
                        if !same || !reach(&folder, &finished.lengths) {
                            if !same {
                                console.info(&format!("--resume: {} is not as it was; done again from there", finished.file.doc));
                            }
                            break;
                        }
                        past.records = finished.records.unwrap_or(0);
                        if finished.records.is_none() {
                            next = None;
                            files += 1;
                        }
                        kept += line.len() as u64;
                        finished.seen.iter().for_each(|s| past.companies.add(s, directory));
                        (past.lengths, past.totals) = (Some(finished.lengths), finished.totals);
                    }
                    let records = match past.records {
                        0 => String::new(),
                        n => format!(" and {}", counted(n, "record", "records")),
                    };
                    console.info(&format!("--resume: going on behind {}{records}", counted(files, "finished file", "finished files")));
                }
                Some(Some(what)) => console.info(&format!("--resume: {what} changed since; starting afresh")),
                None => console.info("--resume: the journal is damaged; starting afresh"),
            }
        }
        file.set_len(kept).with_context(context)?;
        file.seek(SeekFrom::End(0)).with_context(context)?;
        let mut journal = Journal { folder, file, pending: Vec::new(), written: Instant::now(), seen: Vec::new() };
        if kept == 0 {
            journal.line(&asked)?;
        }
        Ok((journal, past, Box::new(next.into_iter().chain(listing))))
    }

    fn line(&mut self, what: &impl Serialize) -> anyhow::Result<()> {
        serde_json::to_writer(&mut self.pending, what)?;
        self.pending.push(b'\n');
        Ok(())
    }

    /// What a document of the file at work says of companies.
    pub(crate) fn seen(&mut self, seen: Seen) {
        self.seen.push(seen);
    }

    /// A file is finished, or so many of its records.
    pub(crate) fn finished(&mut self, file: Stamp, records: Option<u64>, totals: &Totals, outputs: &mut Outputs) -> anyhow::Result<()> {
        let finished = Finished { file, records, lengths: outputs.lengths(), totals: totals.clone(), seen: std::mem::take(&mut self.seen) };
        self.line(&finished)?;
        if self.pending.len() >= BYTES || self.written.elapsed() >= PAUSE {
            self.write(outputs)?;
        }
        Ok(())
    }

    /// Writes what is known: first the tables, then that they are so long.
    pub(crate) fn write(&mut self, outputs: &mut Outputs) -> anyhow::Result<()> {
        outputs.flush()?;
        self.file.write_all(&self.pending).with_context(|| format!("cannot keep a journal in {}", self.folder.display()))?;
        self.pending.clear();
        self.written = Instant::now();
        Ok(())
    }

    /// All is done: there is nothing to go on with.
    pub(crate) fn remove(self) {
        drop(self.file);
        let _ = std::fs::remove_dir_all(self.folder);
    }
}

impl Asked {
    fn by(options: &Extract) -> anyhow::Result<Asked> {
        // the built-in dictionaries are part of the program
        let program = std::env::current_exe().and_then(|path| hash(&path)).unwrap_or(0);
        let mut all = Xxh3::new();
        let mut files = options.reading.add.clone();
        if let Some(root) = &options.reading.dictionaries {
            let found = ignore::WalkBuilder::new(root).standard_filters(false).sort_by_file_name(Ord::cmp).build();
            files.extend(found.filter_map(|e| Some(e.ok()?.into_path())).filter(|p| p.is_file()));
        }
        for path in &files {
            all.update(path.as_os_str().as_encoded_bytes());
            all.update(&hash(path).with_context(|| format!("cannot read {}", path.display()))?.to_le_bytes());
        }
        let here = std::env::current_dir().unwrap_or_default();
        let Extract { paths, write, select, reading, mentions_only, .. } = options;
        let options = xxh3_64(format!("{here:?} {paths:?} {write:?} {select:?} {reading:?} {mentions_only}").as_bytes());
        Ok(Asked { program, dictionaries: all.digest(), options })
    }

    /// What is not the same.
    fn differs(&self, before: &Asked) -> Option<&'static str> {
        if self.program != before.program {
            Some("factrow itself has")
        } else if self.dictionaries != before.dictionaries {
            Some("the dictionaries have")
        } else if self.options != before.options {
            Some("the options have")
        } else {
            None
        }
    }
}

/// Where a table is until all are finished.
pub(crate) fn part(folder: &Path, index: usize) -> PathBuf {
    folder.join(format!("{index}.part"))
}

/// Whether the tables are as long as the journal says: after a crash of the machine they need not be.
fn reach(folder: &Path, lengths: &[u64]) -> bool {
    lengths.iter().enumerate().all(|(i, length)| std::fs::metadata(part(folder, i)).is_ok_and(|m| m.len() >= *length))
}

/// A hash of what a file holds.
fn hash(path: &Path) -> std::io::Result<u64> {
    let mut hash = Xxh3::new();
    let mut reader = BufReader::with_capacity(1 << 18, File::open(path)?);
    loop {
        let bytes = reader.fill_buf()?;
        if bytes.is_empty() {
            return Ok(hash.digest());
        }
        hash.update(bytes);
        let n = bytes.len();
        reader.consume(n);
    }
}
