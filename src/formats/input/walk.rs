//! Which files are read, by which names, in which order.

use super::folder::{Folder, unlisted};
use super::format::Packing;
use super::{Failure, Format, ReadOptions};
use crate::records::Status;
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
    /// How it is packed, by its name.
    pub(super) packing: Option<Packing>,
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
    /// In memory: a member of an archive.
    Bytes(Arc<[u8]>),
    /// Standard input: can be read once.
    Stdin,
    /// A pipe or device: can be read once.
    Pipe(PathBuf),
}

impl File {
    /// A file whose bytes are at hand, with the name that says what it is.
    pub fn in_memory(name: &str, bytes: &[u8]) -> File {
        File::new(Content::Bytes(bytes.into()), name.to_owned(), name.to_owned(), bytes.len() as u64, true)
    }

    /// A file of this name.
    pub(super) fn new(content: Content, doc: String, source: String, size: u64, named: bool) -> File {
        let format = Format::of_name(&doc);
        let packing = Packing::of_name(&doc).map(|(_, p)| p);
        File { content, doc, source, format, packing, size, named }
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

/// Files and what could not be listed, in the order of their names in the tables.
///
/// The files of one folder are listed as they are asked for, so that there may be any number of them; those of several paths
/// are listed first, because equal names of theirs must be told apart.
pub struct Listing(Listed);

enum Listed {
    Folder(Box<Folder>),
    Known(std::vec::IntoIter<Result<File, Failure>>),
}

impl Listing {
    /// Begins to list: folders recursively, by name, without hidden and ignored files (unless the options ask for them) and
    /// those under `output`. What a link leads to inside of the same folder is read where it lies, and nothing twice.
    ///
    /// # Errors
    /// A glob of the options that is none.
    pub fn new(paths: &[PathBuf], output: Option<&Path>, options: &ReadOptions) -> Result<Listing, String> {
        if let [root] = paths {
            if root.is_dir() {
                return Ok(Listing(Listed::Folder(Box::new(Folder::new(root, output, options)?))));
            }
        }
        let (files, failures) = several(paths, output, options)?;
        Ok(Listing::of(files, failures))
    }

    /// Files and failures that are known, each sorted by name.
    pub fn of(files: Vec<File>, failures: Vec<Failure>) -> Listing {
        let mut all: Vec<Result<File, Failure>> = files.into_iter().map(Ok).chain(failures.into_iter().map(Err)).collect();
        let name = |r: &Result<File, Failure>| r.as_ref().map_or_else(|f| f.doc.clone(), |f| f.doc.clone());
        all.sort_by_cached_key(name);
        Listing(Listed::Known(all.into_iter()))
    }
}

impl Iterator for Listing {
    type Item = Result<File, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Listed::Folder(folder) => folder.next(),
            Listed::Known(known) => known.next(),
        }
    }
}

impl std::fmt::Debug for Listing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Listing").finish_non_exhaustive()
    }
}

/// All that a [`Listing`] lists, at once: files, and what cannot be listed.
///
/// # Errors
/// A glob of the options that is none.
pub fn walk(paths: &[PathBuf], output: Option<&Path>, options: &ReadOptions) -> Result<(Vec<File>, Vec<Failure>), String> {
    let (mut files, mut failures) = (Vec::new(), Vec::new());
    for listed in Listing::new(paths, output, options)? {
        match listed {
            Ok(file) => files.push(file),
            Err(failure) => failures.push(failure),
        }
    }
    Ok((files, failures))
}

/// The files of several paths.
fn several(paths: &[PathBuf], output: Option<&Path>, options: &ReadOptions) -> Result<(Vec<File>, Vec<Failure>), String> {
    let mut files = Vec::new();
    let mut failures = Vec::new();
    for root in paths {
        if root.as_os_str() == "-" {
            files.push(File::new(Content::Stdin, "stdin".to_owned(), "-".to_owned(), 0, true));
        } else if root.is_dir() {
            for listed in Folder::new(root, output, options)? {
                match listed {
                    Ok(file) => files.push(file),
                    Err(failure) => failures.push(failure),
                }
            }
        } else {
            match std::fs::metadata(root) {
                // a file that was named is read, whatever its ending
                Ok(m) => {
                    let doc = root.file_name().map_or_else(|| slashed(root), |n| n.to_string_lossy().into_owned());
                    let content = if m.is_file() { Content::Path(root.clone()) } else { Content::Pipe(root.clone()) };
                    files.push(File::new(content, doc, slashed(root), m.len(), true));
                }
                Err(e) => failures.push(unlisted(root, root, Status::Failed, &e.to_string())),
            }
        }
    }
    // a file named twice is read once
    let mut met = std::collections::HashSet::new();
    files.retain(|f| match &f.content {
        Content::Path(p) => met.insert(p.canonicalize().unwrap_or_else(|_| p.clone())),
        Content::Stdin => met.insert(PathBuf::from("-")),
        Content::Pipe(_) | Content::Bytes(_) => true,
    });
    distinguish(&mut files);
    files.sort_by(|a, b| a.doc.cmp(&b.doc));
    failures.sort_by(|a, b| a.doc.cmp(&b.doc));
    Ok((files, failures))
}

/// The path that an error of the walk is about.
pub(super) fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
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

pub(super) fn slashed(path: &Path) -> String {
    let s = path.to_string_lossy().replace('\\', "/");
    s.strip_prefix("./").map(str::to_owned).unwrap_or(s)
}
