//! The files of a folder, one after the other in the order of their names: only the names of one folder on each level are
//! held, however many files there are.

use super::walk::{path_of, slashed};
use super::{Content, Failure, File, ReadOptions};
use crate::records::Status;
use std::cmp::Ordering;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// The files below a folder, sorted by their path, and what could not be listed among them.
pub(super) struct Folder {
    root: PathBuf,
    /// The root without links: what leads back into it is read where it lies.
    real: PathBuf,
    hidden: bool,
    output: Option<PathBuf>,
    walker: ignore::Walk,
    /// The link to a folder that is being listed.
    link: Option<PathBuf>,
    /// What links led to.
    met: HashSet<PathBuf>,
}

impl Folder {
    /// Begins to list a folder.
    ///
    /// # Errors
    /// A glob of the options that is none.
    pub(super) fn new(root: &Path, output: Option<&Path>, options: &ReadOptions) -> Result<Folder, String> {
        let mut globs = ignore::overrides::OverrideBuilder::new(root);
        for glob in &options.globs {
            globs.add(glob).map_err(|e| format!("--glob: {e}"))?;
        }
        let mut walker = ignore::WalkBuilder::new(root);
        walker.follow_links(true).require_git(false).hidden(!options.hidden).sort_by_file_path(by_name);
        // as a filter they narrow what is read; given to the walker they would bring back what is ignored
        let globs = globs.build().map_err(|e| format!("--glob: {e}"))?;
        walker.filter_entry(move |e| !globs.matched(e.path(), e.file_type().is_some_and(|t| t.is_dir())).is_ignore());
        if options.no_ignore {
            walker.ignore(false).git_ignore(false).git_global(false).git_exclude(false).parents(false);
        }
        Ok(Folder {
            root: root.to_owned(),
            real: root.canonicalize().unwrap_or_else(|_| root.to_owned()),
            hidden: options.hidden,
            output: output.and_then(|o| o.canonicalize().ok()),
            walker: walker.build(),
            link: None,
            met: HashSet::new(),
        })
    }

    /// Whether a file is to be read under this name: no table of an earlier run, and nothing that has another name here.
    fn reads(&mut self, entry: &ignore::DirEntry) -> bool {
        let path = entry.path();
        let behind_link = self.link.as_ref().is_some_and(|l| path.starts_with(l)) || entry.path_is_symlink();
        let below = |output: &Option<PathBuf>, path: &Path| output.as_ref().is_some_and(|o| path.starts_with(o));
        if !behind_link {
            return self.output.is_none() || !below(&self.output, &self.real.join(path.strip_prefix(&self.root).unwrap_or(path)));
        }
        let Ok(real) = path.canonicalize() else { return true };
        if below(&self.output, &real) {
            return false;
        }
        if let Ok(inside) = real.strip_prefix(&self.real) {
            let hidden = inside.components().any(|c| c.as_os_str().as_encoded_bytes().starts_with(b"."));
            if self.hidden || !hidden {
                return false;
            }
        }
        self.met.insert(real)
    }
}

impl Iterator for Folder {
    type Item = Result<File, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let failure = match self.walker.next()? {
                Ok(e) if e.file_type().is_some_and(|t| t.is_dir()) => {
                    if e.path_is_symlink() && e.depth() > 0 && !self.link.as_ref().is_some_and(|l| e.path().starts_with(l)) {
                        self.link = Some(e.into_path());
                    }
                    continue;
                }
                Ok(e) if e.file_type().is_some_and(|t| t.is_file()) => {
                    if !self.reads(&e) {
                        continue;
                    }
                    let doc = slashed(e.path().strip_prefix(&self.root).unwrap_or(e.path()));
                    let size = e.metadata().map_or(0, |m| m.len());
                    let source = slashed(e.path());
                    return Some(Ok(File::new(Content::Path(e.into_path()), doc, source, size, false)));
                }
                // to wait for a pipe that lies in a folder would be to wait for ever
                Ok(e) => unlisted(&self.root, e.path(), Status::Skipped, "neither a file nor a folder"),
                Err(e) => {
                    let path = path_of(&e).unwrap_or(&self.root);
                    let (status, error) = match e.io_error() {
                        Some(io) => (Status::Failed, io.to_string()),
                        None if is_loop(&e) => (Status::Skipped, "a symbolic link to a folder that it is in".to_owned()),
                        None => (Status::Failed, e.to_string()),
                    };
                    unlisted(&self.root, path, status, &error)
                }
            };
            return Some(Err(failure));
        }
    }
}

/// The order of siblings in which what lies below them is in the order of its paths: a folder counts with the `/` behind it.
fn by_name(a: &Path, b: &Path) -> Ordering {
    let name = |p: &Path| p.file_name().map(|n| n.as_encoded_bytes().to_vec()).unwrap_or_default();
    let (x, y) = (name(a), name(b));
    let same = x.iter().zip(&y).take_while(|(x, y)| x == y).count();
    match (x.get(same), y.get(same)) {
        (None, Some(next)) if *next < b'/' && a.is_dir() => Ordering::Greater,
        (Some(next), None) if *next < b'/' && b.is_dir() => Ordering::Less,
        (x, y) => x.cmp(&y),
    }
}

/// Whether a symbolic link leads back to where it came from: nothing behind it would be new.
fn is_loop(error: &ignore::Error) -> bool {
    match error {
        ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } => is_loop(err),
        ignore::Error::Loop { .. } => true,
        _ => false,
    }
}

/// What is said of a path that cannot be listed.
pub(super) fn unlisted(root: &Path, path: &Path, status: Status, error: &str) -> Failure {
    let relative = path.strip_prefix(root).ok().filter(|p| !p.as_os_str().is_empty()).unwrap_or(path);
    Failure { doc: slashed(relative), source: slashed(path), format: "", status, error: error.to_owned() }
}
