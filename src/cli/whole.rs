//! Files that take the place of old ones only when they are complete.

use anyhow::{Context, bail};
use std::fs::File;
use std::io::{BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempPath};

/// A file in the making, beside the one whose place it will take. Dropped, it leaves nothing behind.
pub(crate) struct Whole {
    target: PathBuf,
    file: BufWriter<NamedTempFile>,
    /// Bytes so far.
    length: u64,
}

impl Whole {
    /// A temporary file beside the target.
    pub(crate) fn beside(target: &Path) -> anyhow::Result<Whole> {
        // through a link it is the file behind it that is replaced, not the link
        let behind = if target.is_symlink() { target.canonicalize().ok() } else { None };
        let target = behind.unwrap_or_else(|| target.to_owned());
        if std::fs::metadata(&target).is_ok_and(|m| !m.is_file()) {
            bail!("{}: what is in its place is no file", cannot_write(&target));
        }
        let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = target.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let file = tempfile::Builder::new().prefix(&format!(".{name}-")).suffix(".tmp").tempfile_in(folder);
        let file = BufWriter::with_capacity(1 << 16, file.with_context(|| cannot_write(&target))?);
        Ok(Whole { target, file, length: 0 })
    }

    /// A file that stays if it is not finished, to be gone on with behind so many bytes.
    pub(crate) fn kept(target: &Path, path: &Path, length: u64) -> anyhow::Result<Whole> {
        let open = || {
            let mut file = File::options().read(true).write(true).create(true).truncate(false).open(path)?;
            file.set_len(length)?;
            file.seek(SeekFrom::End(0))?;
            let mut file = NamedTempFile::from_parts(file, TempPath::try_from_path(path)?);
            file.disable_cleanup(true);
            Ok::<_, std::io::Error>(file)
        };
        let file = BufWriter::with_capacity(1 << 16, open().with_context(|| cannot_write(path))?);
        Ok(Whole { target: target.to_owned(), file, length })
    }

    /// Bytes so far.
    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    /// Puts all bytes so far where they survive the process.
    pub(crate) fn flush(&mut self) -> anyhow::Result<()> {
        self.file.flush().with_context(|| cannot_write(&self.target))
    }

    /// What it will be.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// Where it is until then.
    pub(crate) fn path(&self) -> &Path {
        self.file.get_ref().path()
    }

    /// Where both are.
    pub(crate) fn folder(&self) -> &Path {
        self.path().parent().unwrap_or(Path::new("."))
    }

    /// The same file once more, for writers that keep it.
    pub(crate) fn handle(&self) -> anyhow::Result<File> {
        self.file.get_ref().as_file().try_clone().with_context(|| cannot_write(&self.target))
    }

    /// What appends to it.
    pub(crate) fn writer(&mut self) -> &mut impl Write {
        &mut self.file
    }

    /// Appends bytes.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        self.length += bytes.len() as u64;
        self.file.write_all(bytes).with_context(|| cannot_write(&self.target))
    }
}

/// All files are complete before the first takes its place.
pub(crate) fn replace(files: Vec<Whole>) -> anyhow::Result<()> {
    let mut finished = Vec::new();
    for Whole { target, file, .. } in files {
        let file = file.into_inner().map_err(std::io::IntoInnerError::into_error).with_context(|| cannot_write(&target))?;
        file.as_file().sync_data().with_context(|| cannot_write(&target))?;
        if target.is_dir() {
            bail!("{}: a folder is in its place", cannot_write(&target));
        }
        finished.push((target, file));
    }
    for (target, file) in finished {
        let mode = std::fs::metadata(&target).map(|m| m.permissions()).ok();
        let kept = file.persist(&target).with_context(|| cannot_write(&target))?;
        readable(&kept, mode);
    }
    Ok(())
}

pub(crate) fn cannot_write(path: &Path) -> String {
    format!("cannot write {}", path.display())
}

/// Temporary files are private; a table is as readable as the one it replaces, or as any new file.
#[cfg(unix)]
fn readable(file: &File, before: Option<std::fs::Permissions>) {
    use std::os::unix::fs::PermissionsExt;
    let _ = file.set_permissions(before.unwrap_or_else(|| std::fs::Permissions::from_mode(0o644)));
}

#[cfg(not(unix))]
fn readable(_: &File, _: Option<std::fs::Permissions>) {}
