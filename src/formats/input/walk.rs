//! Which files are read, by which names, in which order.

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
    /// A file of this name.
    fn new(content: Content, doc: String, source: String, size: u64, named: bool) -> File {
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

/// Lists files: those of folders recursively, by name, without hidden and ignored ones (unless the options ask for them)
/// and those under `output`. What cannot be listed comes as failures.
///
/// # Errors
/// A glob of the options that is none.
pub fn walk(paths: &[PathBuf], output: Option<&Path>, options: &ReadOptions) -> Result<(Vec<File>, Vec<Failure>), String> {
    let mut files = Vec::new();
    let mut failures = Vec::new();
    for root in paths {
        if root.as_os_str() == "-" {
            files.push(File::new(Content::Stdin, "stdin".to_owned(), "-".to_owned(), 0, true));
        } else if root.is_dir() {
            folder(root, options, &mut files, &mut failures)?;
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
    // tables of an earlier run are no articles
    if let Some(output) = output.and_then(|o| o.canonicalize().ok()) {
        let below = |p: &PathBuf| p.canonicalize().is_ok_and(|p| p.starts_with(&output));
        files.retain(|f: &File| f.named || !matches!(&f.content, Content::Path(p) if below(p)));
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

fn folder(root: &Path, options: &ReadOptions, files: &mut Vec<File>, failures: &mut Vec<Failure>) -> Result<(), String> {
    let mut globs = ignore::overrides::OverrideBuilder::new(root);
    for glob in &options.globs {
        globs.add(glob).map_err(|e| format!("--glob: {e}"))?;
    }
    let mut walker = ignore::WalkBuilder::new(root);
    walker.follow_links(true).require_git(false).hidden(!options.hidden);
    // as a filter they narrow what is read; given to the walker they would bring back what is ignored
    let globs = globs.build().map_err(|e| format!("--glob: {e}"))?;
    walker.filter_entry(move |e| !globs.matched(e.path(), e.file_type().is_some_and(|t| t.is_dir())).is_ignore());
    if options.no_ignore {
        walker.ignore(false).git_ignore(false).git_global(false).git_exclude(false).parents(false);
    }
    for entry in walker.build() {
        match entry {
            Ok(e) if e.file_type().is_some_and(|t| t.is_dir()) => {}
            Ok(e) if e.file_type().is_some_and(|t| t.is_file()) => {
                let doc = slashed(e.path().strip_prefix(root).unwrap_or(e.path()));
                let size = e.metadata().map_or(0, |m| m.len());
                let source = slashed(e.path());
                files.push(File::new(Content::Path(e.into_path()), doc, source, size, false));
            }
            // to wait for a pipe that lies in a folder would be to wait for ever
            Ok(e) => failures.push(unlisted(root, e.path(), Status::Skipped, "neither a file nor a folder")),
            Err(e) => {
                let path = path_of(&e).unwrap_or(root);
                let (status, error) = match e.io_error() {
                    Some(io) => (Status::Failed, io.to_string()),
                    None if is_loop(&e) => (Status::Skipped, "a symbolic link to a folder that it is in".to_owned()),
                    None => (Status::Failed, e.to_string()),
                };
                failures.push(unlisted(root, path, status, &error));
            }
        }
    }
    Ok(())
}

/// Whether a symbolic link leads back to where it came from: nothing behind it would be new.
fn is_loop(error: &ignore::Error) -> bool {
    match error {
        ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } => is_loop(err),
        ignore::Error::Loop { .. } => true,
        _ => false,
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

fn unlisted(root: &Path, path: &Path, status: Status, error: &str) -> Failure {
    let relative = path.strip_prefix(root).ok().filter(|p| !p.as_os_str().is_empty()).unwrap_or(path);
    Failure { doc: slashed(relative), source: slashed(path), format: "", status, error: error.to_owned() }
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
