//! Which files are read, by which names, in which order.

use super::{Failure, Format};
use crate::records::Status;
use std::path::{Path, PathBuf};

/// A file to read.
#[derive(Debug, Clone)]
pub struct File {
    /// Where it is; `None` is standard input.
    pub path: Option<PathBuf>,
    /// Its name in the tables: relative to the folder that was named, with `/`.
    pub doc: String,
    /// Its path as the user would type it, with `/`.
    pub source: String,
    /// Its format, by its name.
    pub format: Option<Format>,
    /// Its size in bytes when it was listed.
    pub size: u64,
}

impl File {
    /// The failure of this file.
    pub fn failure(&self, status: Status, error: impl Into<String>) -> Failure {
        Failure {
            doc: self.doc.clone(),
            source: self.source.clone(),
            format: self.format.map_or("", Format::as_str),
            status,
            error: error.into(),
        }
    }
}

/// Lists files: those of folders recursively, without hidden and ignored ones, by name. What cannot be listed comes as
/// failures.
pub fn walk(paths: &[PathBuf]) -> (Vec<File>, Vec<Failure>) {
    let mut files = Vec::new();
    let mut failures = Vec::new();
    for root in paths {
        if root.as_os_str() == "-" {
            let doc = "stdin".to_owned();
            files.push(File { path: None, doc, source: "-".to_owned(), format: Some(Format::Text), size: 0 });
        } else if root.is_dir() {
            folder(root, &mut files, &mut failures);
        } else {
            match std::fs::metadata(root) {
                // a file that was named is read, whatever its ending
                Ok(m) => {
                    let doc = root.file_name().map_or_else(|| slashed(root), |n| n.to_string_lossy().into_owned());
                    let format = Format::of_name(&doc).or(Some(Format::Text));
                    files.push(File { path: Some(root.clone()), doc, source: slashed(root), format, size: m.len() });
                }
                Err(e) => failures.push(unlisted(root, root, &e.to_string())),
            }
        }
    }
    // a file named twice is read once
    let mut met = std::collections::HashSet::new();
    files.retain(|f| f.path.as_ref().is_none_or(|p| met.insert(p.canonicalize().unwrap_or_else(|_| p.clone()))));
    distinguish(&mut files);
    files.sort_by(|a, b| a.doc.cmp(&b.doc));
    failures.sort_by(|a, b| a.doc.cmp(&b.doc));
    (files, failures)
}

fn folder(root: &Path, files: &mut Vec<File>, failures: &mut Vec<Failure>) {
    for entry in ignore::WalkBuilder::new(root).follow_links(true).require_git(false).build() {
        match entry {
            Ok(e) if e.file_type().is_some_and(|t| t.is_file()) => {
                let doc = slashed(e.path().strip_prefix(root).unwrap_or(e.path()));
                let format = Format::of_name(&doc);
                let size = e.metadata().map_or(0, |m| m.len());
                files.push(File { source: slashed(e.path()), doc, format, size, path: Some(e.into_path()) });
            }
            Ok(_) => {}
            Err(e) => {
                let path = path_of(&e).unwrap_or(root).to_path_buf();
                failures.push(unlisted(root, &path, &e.io_error().map_or_else(|| e.to_string(), ToString::to_string)));
            }
        }
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}

fn unlisted(root: &Path, path: &Path, error: &str) -> Failure {
    let relative = path.strip_prefix(root).ok().filter(|p| !p.as_os_str().is_empty()).unwrap_or(path);
    Failure { doc: slashed(relative), source: slashed(path), format: "", status: Status::Failed, error: error.to_owned() }
}

/// Files of the same name from different folders are told apart by the path as typed.
fn distinguish(files: &mut [File]) {
    let mut count = std::collections::HashMap::<String, u32>::new();
    for f in files.iter() {
        *count.entry(f.doc.clone()).or_default() += 1;
    }
    for f in files.iter_mut().filter(|f| count[&f.doc] > 1) {
        f.doc.clone_from(&f.source);
    }
}

fn slashed(path: &Path) -> String {
    let s = path.to_string_lossy().replace('\\', "/");
    s.strip_prefix("./").map(str::to_owned).unwrap_or(s)
}
