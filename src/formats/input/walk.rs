//! Which files are read, by which names, in which order.

use super::{Failure, Format};
use crate::records::Status;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file to read.
#[derive(Debug, Clone)]
pub struct File {
    /// Where its bytes are.
    pub content: Content,
    /// Its name in the tables: relative to the folder that was named, with `/`.
    pub doc: String,
    /// Its path as the user would type it, with `/`.
    pub source: String,
    /// Its format, by its name.
    pub format: Option<Format>,
    /// Its size in bytes when it was listed.
    pub size: u64,
    /// The user named it, and did not just name a folder it is in.
    pub named: bool,
}

/// Where the bytes of a file are.
#[derive(Debug, Clone)]
pub enum Content {
    /// On disk.
    Path(PathBuf),
    /// In memory: standard input, or a member of an archive.
    Bytes(Arc<[u8]>),
}

impl File {
    /// Whether its name has an ending, which then tells what it is.
    pub(super) fn has_ending(&self) -> bool {
        let name = self.doc.rsplit('/').next().unwrap_or("");
        matches!(self.content, Content::Path(_))
            && name.rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && !ending.is_empty())
    }

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

/// Lists files: those of folders recursively, without hidden and ignored ones and those under `output`, by name. What cannot
/// be listed comes as failures.
pub fn walk(paths: &[PathBuf], output: Option<&Path>) -> (Vec<File>, Vec<Failure>) {
    let mut files = Vec::new();
    let mut failures = Vec::new();
    for root in paths {
        if root.as_os_str() == "-" {
            stdin(&mut files, &mut failures);
        } else if root.is_dir() {
            folder(root, &mut files, &mut failures);
        } else {
            match std::fs::metadata(root) {
                // a file that was named is read, whatever its ending
                Ok(m) => {
                    let doc = root.file_name().map_or_else(|| slashed(root), |n| n.to_string_lossy().into_owned());
                    let format = Format::of_name(&doc).or(Some(Format::Text));
                    files.push(File {
                        content: Content::Path(root.clone()),
                        doc,
                        source: slashed(root),
                        format,
                        size: m.len(),
                        named: true,
                    });
                }
                Err(e) => failures.push(unlisted(root, root, &e.to_string())),
            }
        }
    }
    // tables of an earlier run are no articles
    if let Some(output) = output.and_then(|o| o.canonicalize().ok()) {
        let below = |p: &PathBuf| p.canonicalize().is_ok_and(|p| p.starts_with(&output));
        files.retain(|f: &File| f.named || !matches!(&f.content, Content::Path(p) if below(p)));
    }
    // a file named twice is read once
    let mut met = std::collections::HashSet::new();
    files.retain(|f| match &f.content {
        Content::Path(p) => met.insert(p.canonicalize().unwrap_or_else(|_| p.clone())),
        Content::Bytes(_) => true,
    });
    distinguish(&mut files);
    files.sort_by(|a, b| a.doc.cmp(&b.doc));
    failures.sort_by(|a, b| a.doc.cmp(&b.doc));
    (files, failures)
}

fn stdin(files: &mut Vec<File>, failures: &mut Vec<Failure>) {
    let (doc, source) = ("stdin".to_owned(), "-".to_owned());
    let mut bytes = Vec::new();
    match std::io::stdin().lock().read_to_end(&mut bytes) {
        Ok(_) => {
            files.push(File { size: bytes.len() as u64, content: Content::Bytes(bytes.into()), doc, source, format: None, named: true })
        }
        Err(e) => failures.push(Failure { doc, source, format: "", status: Status::Failed, error: e.to_string() }),
    }
}

fn folder(root: &Path, files: &mut Vec<File>, failures: &mut Vec<Failure>) {
    for entry in ignore::WalkBuilder::new(root).follow_links(true).require_git(false).build() {
        match entry {
            Ok(e) if e.file_type().is_some_and(|t| t.is_file()) => {
                let doc = slashed(e.path().strip_prefix(root).unwrap_or(e.path()));
                let format = Format::of_name(&doc);
                let size = e.metadata().map_or(0, |m| m.len());
                files.push(File { source: slashed(e.path()), doc, format, size, named: false, content: Content::Path(e.into_path()) });
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
