//! Where a row stands: every row knows its file and line, for errors and for `explain`.

use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::Arc;

/// File and line of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Path relative to the dictionary folder, or the user's own file.
    pub file: Arc<str>,
    /// 1-based line.
    pub line: u32,
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// One file of dictionary data.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path relative to the dictionary folder with `/` ("fr/money.csv").
    pub path: Arc<str>,
    /// Its content.
    pub content: std::borrow::Cow<'static, str>,
}

impl SourceFile {
    /// The folder it stands in ("fr"), empty at the top.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(f, _)| f)
    }

    /// The source of one of its lines.
    pub fn at(&self, line: u64) -> Source {
        Source { file: self.path.clone(), line: u32::try_from(line).unwrap_or(u32::MAX) }
    }
}

/// The files that the rows of a table come from, by number.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Files(Vec<Arc<str>>);

impl Files {
    /// The number of a file, a new one if it has none. Rows mostly come file by file.
    pub(crate) fn number(&mut self, path: &Arc<str>) -> u16 {
        let known = self.0.iter().rposition(|f| f == path);
        let number = known.unwrap_or_else(|| {
            self.0.push(path.clone());
            self.0.len() - 1
        });
        u16::try_from(number).unwrap_or(u16::MAX)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<str>> {
        self.0.iter()
    }

    pub(crate) fn path(&self, file: u16) -> Option<&Arc<str>> {
        self.0.get(usize::from(file))
    }

    pub(crate) fn source(&self, file: u16, line: u32) -> Source {
        Source { file: self.path(file).cloned().unwrap_or_else(|| "".into()), line }
    }
}

/// The files of a dictionary folder on disk, by path.
pub(crate) fn folder(root: &Path) -> std::io::Result<Vec<SourceFile>> {
    fn walk(root: &Path, dir: &Path, out: &mut Vec<SourceFile>) -> std::io::Result<()> {
        for entry in std::fs::read_dir(dir)? {
            let path = entry?.path();
            if path.is_dir() {
                walk(root, &path, out)?;
            } else if path.extension().is_some_and(|e| e == "csv" || e == "toml") {
                let relative = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                out.push(SourceFile { path: relative.into(), content: std::fs::read_to_string(&path)?.into() });
            }
        }
        Ok(())
    }
    let mut out = Vec::new();
    walk(root, root, &mut out)?;
    out.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(out)
}
