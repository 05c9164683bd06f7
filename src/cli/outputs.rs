//! Where tables go: files that appear whole or not at all, or standard output.

use anyhow::Context;
use factrow::formats::output::Csv;
use factrow::records::Table;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Tables on their way.
pub(crate) enum Outputs {
    /// Temporary files beside the tables of a folder, by [`Table::ALL`].
    Folder { folder: PathBuf, files: Vec<BufWriter<NamedTempFile>> },
    /// One table.
    Stream { table: Table, out: BufWriter<std::io::Stdout> },
}

impl Outputs {
    /// Opens the files of a folder, which is made if there is none.
    pub(crate) fn folder(folder: &Path) -> anyhow::Result<Outputs> {
        let cannot = || format!("cannot write to {}", folder.display());
        std::fs::create_dir_all(folder).with_context(cannot)?;
        let mut files = Vec::new();
        for table in Table::ALL {
            let file =
                tempfile::Builder::new().prefix(&format!(".{}-", table.name())).suffix(".tmp").tempfile_in(folder).with_context(cannot)?;
            files.push(BufWriter::with_capacity(1 << 16, file));
        }
        Outputs::Folder { folder: folder.to_owned(), files }.with_headers()
    }

    /// One table on standard output.
    pub(crate) fn stream(table: Table) -> anyhow::Result<Outputs> {
        Outputs::Stream { table, out: BufWriter::with_capacity(1 << 16, std::io::stdout()) }.with_headers()
    }

    fn with_headers(mut self) -> anyhow::Result<Outputs> {
        for table in Table::ALL {
            let mut header = Vec::new();
            Csv::default().header(table, &mut header);
            self.write(table, &header)?;
        }
        Ok(self)
    }

    /// Whether anyone will read the rows of a table.
    pub(crate) fn wants(&self, table: Table) -> bool {
        match self {
            Outputs::Folder { .. } => true,
            Outputs::Stream { table: t, .. } => *t == table,
        }
    }

    /// Appends rows.
    pub(crate) fn write(&mut self, table: Table, rows: &[u8]) -> anyhow::Result<()> {
        match self {
            Outputs::Folder { folder, files } => {
                let cannot = || format!("cannot write {}", path(folder, table).display());
                files[table as usize].write_all(rows).with_context(cannot)
            }
            Outputs::Stream { table: t, out } if *t == table => out.write_all(rows).context("cannot write to standard output"),
            Outputs::Stream { .. } => Ok(()),
        }
    }

    /// Puts the finished files in the place of the old ones.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        match self {
            Outputs::Stream { mut out, .. } => out.flush().context("cannot write to standard output"),
            Outputs::Folder { folder, files } => {
                let mut finished = Vec::new();
                for (table, file) in Table::ALL.into_iter().zip(files) {
                    let path = path(&folder, table);
                    let cannot = || format!("cannot write {}", path.display());
                    let file = file.into_inner().map_err(std::io::IntoInnerError::into_error).with_context(cannot)?;
                    file.as_file().sync_data().with_context(cannot)?;
                    finished.push((path, file));
                }
                // all are complete before the first takes its place
                for (path, file) in finished {
                    let mode = std::fs::metadata(&path).map(|m| m.permissions()).ok();
                    let kept = file.persist(&path).with_context(|| format!("cannot write {}", path.display()))?;
                    readable(&kept, mode);
                }
                Ok(())
            }
        }
    }
}

fn path(folder: &Path, table: Table) -> PathBuf {
    folder.join(format!("{}.csv", table.name()))
}

/// Temporary files are private; a table is as readable as the one it replaces, or as any new file.
#[cfg(unix)]
fn readable(file: &std::fs::File, before: Option<std::fs::Permissions>) {
    use std::os::unix::fs::PermissionsExt;
    let _ = file.set_permissions(before.unwrap_or_else(|| std::fs::Permissions::from_mode(0o644)));
}

#[cfg(not(unix))]
fn readable(_: &std::fs::File, _: Option<std::fs::Permissions>) {}
