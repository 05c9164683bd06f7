//! Where tables go: files that appear whole or not at all, or standard output.

use super::args::{FormatName, Write as WriteOptions};
use super::journal;
use super::whole::{Whole, cannot_write, replace};
use anyhow::{Context, bail};
use factrow::formats::output::{Csv, Dialect, Encoder, JsonLines, TypedFile};
use factrow::records::{Layout, Row, Table};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Tables on their way.
pub(crate) enum Outputs {
    /// A file a table, of rows that any thread writes.
    Files { files: Vec<(Table, Whole)>, encoder: Encoder },
    /// One table.
    Stream { table: Table, out: BufWriter<std::io::Stdout>, encoder: Encoder },
    /// Files of typed cells, written on one thread.
    Typed(Vec<(Whole, TypedFile)>),
}

/// What the ending of a file says.
fn of_ending(path: &Path) -> anyhow::Result<Option<(FormatName, Dialect)>> {
    // a folder may be called anything
    if path.is_dir() {
        return Ok(None);
    }
    let ending = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    Ok(Some(match ending.as_deref() {
        Some("csv") => (FormatName::Csv, Dialect::Csv),
        Some("tsv" | "tab") => (FormatName::Csv, Dialect::Tsv),
        Some("jsonl" | "ndjson") => (FormatName::Jsonl, Dialect::Csv),
        Some("xlsx") => (FormatName::Xlsx, Dialect::Csv),
        Some("sqlite" | "sqlite3" | "db") => (FormatName::Sqlite, Dialect::Csv),
        Some("parquet") => (FormatName::Parquet, Dialect::Csv),
        Some(other @ ("json" | "xls" | "xlsm" | "ods" | "txt" | "html" | "xml" | "arrow" | "feather" | "gz" | "zst" | "zip")) => {
            bail!("{}: .{other} is not written; .csv, .tsv, .jsonl, .xlsx, .sqlite and .parquet are, or a folder", cannot_write(path))
        }
        _ => return Ok(None),
    }))
}

impl Outputs {
    /// Opens what the options name.
    pub(crate) fn open(options: &WriteOptions, layout: Layout) -> anyhow::Result<Outputs> {
        Outputs::open_in(options, layout, None)
    }

    /// The same with tables that wait in a folder until they are finished, and have these lengths from an earlier run.
    pub(crate) fn open_in(options: &WriteOptions, layout: Layout, kept: Option<(&Path, Option<&[u64]>)>) -> anyhow::Result<Outputs> {
        let layout = Arc::new(layout);
        let path = options.output.as_deref();
        let ending = path.map(of_ending).transpose()?.flatten();
        let format = options.format.or(ending.map(|(format, _)| format)).unwrap_or(FormatName::Csv);
        let dialect = options.dialect.map(Dialect::from).or(ending.map(|(_, dialect)| dialect)).unwrap_or_default();
        if options.dialect.is_some() && format != FormatName::Csv {
            bail!("--dialect is for CSV");
        }
        // facts.csv is the table of facts
        let named = path.and_then(Path::file_stem).and_then(|s| Table::ALL.into_iter().find(|t| s.eq_ignore_ascii_case(t.name())));
        let table = options.table.map(Table::from).or(named).unwrap_or(Table::Mentions);
        let single = ending.is_some();
        if kept.is_some() && !matches!(format, FormatName::Csv | FormatName::Jsonl) {
            bail!("--resume goes with CSV and JSON Lines; a workbook or database is written as a whole");
        }
        if options.table.is_some() && path.is_some() && !single {
            bail!("--table goes with standard output or with one file (-o facts.csv), not with a folder");
        }
        let encoder = match format {
            FormatName::Csv => Encoder::Csv(Csv::new(dialect, layout)),
            FormatName::Jsonl => Encoder::JsonLines(JsonLines::new(layout)),
            FormatName::Xlsx | FormatName::Sqlite => {
                let file = path.filter(|p| single && !p.is_dir());
                let Some(path) = file else {
                    let example = if format == FormatName::Xlsx { "facts.xlsx" } else { "facts.sqlite" };
                    bail!("all tables go into one file: -o {example}");
                };
                if options.table.is_some() {
                    bail!("--table goes with one table, {} holds all", path.display());
                }
                let whole = Whole::beside(path)?;
                let typed = match format {
                    FormatName::Xlsx => TypedFile::workbook(whole.handle()?, whole.folder(), layout),
                    _ => TypedFile::database(whole.path(), layout),
                };
                return Ok(Outputs::Typed(vec![(whole, typed.with_context(|| cannot_write(path))?)]));
            }
            FormatName::Parquet => {
                let Some(path) = path else { bail!("Parquet needs a file or a folder: -o facts.parquet") };
                let mut files = Vec::new();
                for (table, path) in if single { vec![(table, path.to_owned())] } else { in_folder(path, "parquet")? } {
                    let whole = Whole::beside(&path)?;
                    let typed = TypedFile::parquet(table, whole.handle()?, Arc::clone(&layout));
                    files.push((whole, typed.with_context(|| cannot_write(&path))?));
                }
                return Ok(Outputs::Typed(files));
            }
        };
        match path {
            None => Outputs::Stream { table, out: BufWriter::with_capacity(1 << 16, std::io::stdout()), encoder }.with_headers(),
            Some(path) => {
                let paths = if single { vec![(table, path.to_owned())] } else { in_folder(path, encoder.ending())? };
                let mut files = Vec::new();
                for (i, (table, path)) in paths.into_iter().enumerate() {
                    let whole = match kept {
                        Some((folder, lengths)) => {
                            let length = lengths.and_then(|l| l.get(i)).copied().unwrap_or(0);
                            Whole::kept(&path, &journal::part(folder, i), length)?
                        }
                        None => Whole::beside(&path)?,
                    };
                    files.push((table, whole));
                }
                let outputs = Outputs::Files { files, encoder };
                if kept.is_some_and(|(_, lengths)| lengths.is_some()) { Ok(outputs) } else { outputs.with_headers() }
            }
        }
    }

    fn with_headers(mut self) -> anyhow::Result<Outputs> {
        for table in Table::ALL {
            let mut header = Vec::new();
            if let Some(mut encoder) = self.encoder() {
                encoder.header(table, &mut header);
            }
            self.write(table, &header)?;
        }
        Ok(self)
    }

    /// What writes rows as text on any thread; nothing for formats of typed cells.
    pub(crate) fn encoder(&self) -> Option<Encoder> {
        match self {
            Outputs::Files { encoder, .. } | Outputs::Stream { encoder, .. } => Some(encoder.clone()),
            Outputs::Typed(_) => None,
        }
    }

    /// Whether anyone will read the rows of a table.
    pub(crate) fn wants(&self, table: Table) -> bool {
        match self {
            Outputs::Files { files, .. } => files.iter().any(|(t, _)| *t == table),
            Outputs::Stream { table: t, .. } => *t == table,
            Outputs::Typed(files) => files.iter().any(|(_, f)| f.wants(table)),
        }
    }

    /// Appends rows that the encoder wrote.
    pub(crate) fn write(&mut self, table: Table, rows: &[u8]) -> anyhow::Result<()> {
        match self {
            Outputs::Files { files, .. } => match files.iter_mut().find(|(t, _)| *t == table) {
                Some((_, whole)) => whole.write(rows),
                None => Ok(()),
            },
            Outputs::Stream { table: t, out, .. } if *t == table => out.write_all(rows).context("cannot write to standard output"),
            _ => Ok(()),
        }
    }

    /// How long the tables are.
    pub(crate) fn lengths(&self) -> Vec<u64> {
        match self {
            Outputs::Files { files, .. } => files.iter().map(|(_, whole)| whole.length()).collect(),
            _ => Vec::new(),
        }
    }

    /// Puts all rows so far where they survive the process.
    pub(crate) fn flush(&mut self) -> anyhow::Result<()> {
        match self {
            Outputs::Files { files, .. } => files.iter_mut().try_for_each(|(_, whole)| whole.flush()),
            _ => Ok(()),
        }
    }

    /// Appends a row, whatever the format.
    pub(crate) fn row<R: Row>(&mut self, row: &R) -> anyhow::Result<()> {
        if let Outputs::Typed(files) = self {
            return files.iter_mut().try_for_each(|(whole, file)| file.row(row).with_context(|| cannot_write(whole.target())));
        }
        let mut line = Vec::new();
        if let Some(mut encoder) = self.encoder() {
            encoder.row(row, &mut line);
        }
        self.write(R::TABLE, &line)
    }

    /// Puts the finished files in the place of the old ones.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        match self {
            Outputs::Stream { mut out, .. } => out.flush().context("cannot write to standard output"),
            Outputs::Files { files, .. } => replace(files.into_iter().map(|(_, whole)| whole).collect()),
            Outputs::Typed(files) => {
                let mut finished = Vec::new();
                for (whole, file) in files {
                    file.finish().with_context(|| cannot_write(whole.target()))?;
                    finished.push(whole);
                }
                replace(finished)
            }
        }
    }
}

/// A file for each table in a folder, which is made if need be.
fn in_folder(folder: &Path, ending: &str) -> anyhow::Result<Vec<(Table, PathBuf)>> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot write to {}", folder.display()))?;
    Ok(Table::ALL.map(|t| (t, folder.join(format!("{}.{ending}", t.name())))).to_vec())
}
