//! Where tables go: files that appear whole or not at all, or standard output.

use super::args::{FormatName, Write as WriteOptions};
use anyhow::{Context, bail};
use factrow::formats::output::{Csv, Dialect, Encoder, JsonLines};
use factrow::records::{Layout, Row, Table};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::NamedTempFile;

pub(super) type File = BufWriter<NamedTempFile>;

/// Tables on their way.
pub(crate) enum Outputs {
    /// Temporary files, each beside the table that it will be.
    Files { files: Vec<(Table, PathBuf, File)>, encoder: Encoder },
    /// One table.
    Stream { table: Table, out: BufWriter<std::io::Stdout>, encoder: Encoder },
    /// All tables in one file, written at the end.
    #[cfg(feature = "xlsx")]
    Workbook { path: PathBuf, file: File, book: Box<factrow::formats::output::Workbook> },
}

impl Outputs {
    /// Opens what the options name.
    pub(crate) fn open(options: &WriteOptions, layout: Layout) -> anyhow::Result<Outputs> {
        let layout = Arc::new(layout);
        let table = options.table.map_or(Table::Mentions, Table::from);
        let ending = options.output.as_ref().filter(|o| !o.is_dir()).and_then(|o| o.extension()).and_then(|e| e.to_str());
        let (of_ending, dialect) = match ending.map(str::to_ascii_lowercase).as_deref() {
            Some("csv") => (Some(FormatName::Csv), Dialect::Csv),
            Some("tsv" | "tab") => (Some(FormatName::Csv), Dialect::Tsv),
            Some("jsonl" | "ndjson") => (Some(FormatName::Jsonl), Dialect::Csv),
            Some("xlsx") => (Some(FormatName::Xlsx), Dialect::Csv),
            _ => (None, Dialect::Csv),
        };
        let dialect = options.dialect.map_or(dialect, Dialect::from);
        let encoder = match options.format.or(of_ending).unwrap_or(FormatName::Csv) {
            FormatName::Csv => Encoder::Csv(Csv::new(dialect, layout)),
            FormatName::Jsonl => Encoder::JsonLines(JsonLines::new(layout)),
            FormatName::Xlsx => return Outputs::workbook(options.output.as_deref(), layout),
        };
        match &options.output {
            None => Outputs::Stream { table, out: BufWriter::with_capacity(1 << 16, std::io::stdout()), encoder }.with_headers(),
            Some(path) if of_ending.is_some() => {
                let file = temporary(path)?;
                Outputs::Files { files: vec![(table, path.clone(), file)], encoder }.with_headers()
            }
            Some(_) if options.table.is_some() => {
                bail!("--table goes with standard output or with one file (-o facts.csv), not with a folder")
            }
            Some(folder) => {
                std::fs::create_dir_all(folder).with_context(|| format!("cannot write to {}", folder.display()))?;
                let mut files = Vec::new();
                for table in Table::ALL {
                    let path = folder.join(format!("{}.{}", table.name(), encoder.ending()));
                    let file = temporary(&path)?;
                    files.push((table, path, file));
                }
                Outputs::Files { files, encoder }.with_headers()
            }
        }
    }

    #[cfg(feature = "xlsx")]
    fn workbook(path: Option<&Path>, layout: Arc<Layout>) -> anyhow::Result<Outputs> {
        let Some(path) = path else { bail!("a workbook needs a file: -o facts.xlsx") };
        let book = Box::new(factrow::formats::output::Workbook::new(layout)?);
        Ok(Outputs::Workbook { path: path.to_owned(), file: temporary(path)?, book })
    }

    #[cfg(not(feature = "xlsx"))]
    fn workbook(_: Option<&Path>, _: Arc<Layout>) -> anyhow::Result<Outputs> {
        bail!("built without Excel workbooks (cargo feature `xlsx`)")
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

    /// What writes rows as text on any thread; nothing for formats that are written as a whole.
    pub(crate) fn encoder(&self) -> Option<Encoder> {
        match self {
            Outputs::Files { encoder, .. } | Outputs::Stream { encoder, .. } => Some(encoder.clone()),
            #[cfg(feature = "xlsx")]
            Outputs::Workbook { .. } => None,
        }
    }

    /// Whether anyone will read the rows of a table.
    pub(crate) fn wants(&self, table: Table) -> bool {
        match self {
            Outputs::Files { files, .. } => files.iter().any(|(t, ..)| *t == table),
            Outputs::Stream { table: t, .. } => *t == table,
            #[cfg(feature = "xlsx")]
            Outputs::Workbook { .. } => true,
        }
    }

    /// Appends rows that the encoder wrote.
    pub(crate) fn write(&mut self, table: Table, rows: &[u8]) -> anyhow::Result<()> {
        match self {
            Outputs::Files { files, .. } => match files.iter_mut().find(|(t, ..)| *t == table) {
                Some((_, path, file)) => file.write_all(rows).with_context(|| cannot_write(path)),
                None => Ok(()),
            },
            Outputs::Stream { table: t, out, .. } if *t == table => out.write_all(rows).context("cannot write to standard output"),
            _ => Ok(()),
        }
    }

    /// Appends a row, whatever the format.
    pub(crate) fn row<R: Row>(&mut self, row: &R) -> anyhow::Result<()> {
        #[cfg(feature = "xlsx")]
        if let Outputs::Workbook { path, book, .. } = self {
            let more = || format!("{}: more rows of {} than a sheet can hold; write CSV", cannot_write(path), R::TABLE.name());
            return book.row(row).with_context(more);
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
            Outputs::Files { files, .. } => replace(files.into_iter().map(|(_, path, file)| (path, file)).collect()),
            #[cfg(feature = "xlsx")]
            Outputs::Workbook { path, mut file, book } => {
                book.finish(&mut file).with_context(|| cannot_write(&path))?;
                replace(vec![(path, file)])
            }
        }
    }
}

/// All files are complete before the first takes its place.
pub(super) fn replace(files: Vec<(PathBuf, File)>) -> anyhow::Result<()> {
    let mut finished = Vec::new();
    for (path, file) in files {
        let file = file.into_inner().map_err(std::io::IntoInnerError::into_error).with_context(|| cannot_write(&path))?;
        file.as_file().sync_data().with_context(|| cannot_write(&path))?;
        if path.is_dir() {
            bail!("{}: a folder is in its place", cannot_write(&path));
        }
        finished.push((path, file));
    }
    for (path, file) in finished {
        let mode = std::fs::metadata(&path).map(|m| m.permissions()).ok();
        let kept = file.persist(&path).with_context(|| cannot_write(&path))?;
        readable(&kept, mode);
    }
    Ok(())
}

/// A file beside the one it will replace.
pub(super) fn temporary(path: &Path) -> anyhow::Result<File> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let file = tempfile::Builder::new().prefix(&format!(".{name}-")).suffix(".tmp").tempfile_in(folder);
    Ok(BufWriter::with_capacity(1 << 16, file.with_context(|| cannot_write(path))?))
}

fn cannot_write(path: &Path) -> String {
    format!("cannot write {}", path.display())
}

/// Temporary files are private; a table is as readable as the one it replaces, or as any new file.
#[cfg(unix)]
fn readable(file: &std::fs::File, before: Option<std::fs::Permissions>) {
    use std::os::unix::fs::PermissionsExt;
    let _ = file.set_permissions(before.unwrap_or_else(|| std::fs::Permissions::from_mode(0o644)));
}

#[cfg(not(unix))]
fn readable(_: &std::fs::File, _: Option<std::fs::Permissions>) {}
