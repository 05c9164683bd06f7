//! Loading and checking of all dictionary files.

use super::classes::{Classes, ValueType};
use super::frames::{self, Frame};
use super::names::Names;
use super::rules::{self, Rule};
use super::source::{self, Source, SourceFile};
use super::words::Words;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Something wrong with a dictionary file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {message}")]
pub struct LoadError {
    /// File and line.
    pub at: Source,
    /// What is wrong.
    pub message: String,
}

impl LoadError {
    pub(crate) fn new(at: Source, message: impl Into<String>) -> LoadError {
        LoadError { at, message: message.into() }
    }
}

/// Where dictionaries come from.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// A folder that replaces the built-in dictionaries.
    pub folder: Option<PathBuf>,
    /// Files whose rows are added: words (`surface,class,value`; language from the folder's name), companies or products.
    pub add: Vec<PathBuf>,
}

/// All dictionary data, checked, not yet compiled for matching.
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    /// Classes by name.
    pub classes: Classes,
    /// Words by language; `shared` for those that no language owns.
    pub words: BTreeMap<String, Words>,
    /// Companies and products.
    pub names: Names,
    /// Rules, in order of files and rows.
    pub rules: Vec<Rule>,
    /// Frames, in order of files and rows.
    pub frames: Vec<Frame>,
}

impl Dictionary {
    /// The built-in dictionaries.
    ///
    /// # Errors
    /// All rows that are wrong, by file and line.
    pub fn builtin() -> Result<Dictionary, Vec<LoadError>> {
        Dictionary::from_files(&source::embedded())
    }

    /// The built-in files of companies and products.
    pub fn builtin_names() -> Vec<SourceFile> {
        source::embedded().into_iter().filter(|f| matches!(f.folder(), "companies" | "products")).collect()
    }

    /// Dictionaries as the options say.
    ///
    /// # Errors
    /// Files that cannot be read, and all rows that are wrong, by file and line.
    pub fn load(options: &Options) -> Result<Dictionary, Vec<LoadError>> {
        let unreadable = |path: &std::path::Path, e: &std::io::Error| {
            vec![LoadError::new(Source { file: path.to_string_lossy().into(), line: 0 }, e.to_string())]
        };
        let mut files = match &options.folder {
            None => source::embedded(),
            Some(root) => source::folder(root).map_err(|e| unreadable(root, &e))?,
        };
        for path in &options.add {
            let content = std::fs::read_to_string(path).map_err(|e| unreadable(path, &e))?;
            files.push(SourceFile { path: path.to_string_lossy().replace('\\', "/").into(), content: content.into() });
        }
        Dictionary::from_files(&files)
    }

    /// Dictionaries from files in memory.
    ///
    /// # Errors
    /// All rows that are wrong, by file and line.
    pub fn from_files(files: &[SourceFile]) -> Result<Dictionary, Vec<LoadError>> {
        let mut d = Dictionary::default();
        let mut errors = Vec::new();
        for f in files.iter().filter(|f| f.path.ends_with("classes.csv")) {
            read_classes(f, &mut d.classes, &mut errors);
        }
        for f in files {
            let header = f.content.lines().find(|l| !l.starts_with('#')).unwrap_or("");
            if f.path.ends_with("classes.csv") {
            } else if header.starts_with("surface,") {
                let folder = f.folder().rsplit('/').next().unwrap_or("");
                let lang = if folder.len() == 2 { folder } else { "shared" };
                d.words.entry(lang.to_owned()).or_default().read(f, &d.classes, &mut errors);
            } else if header.starts_with("id,name,") {
                d.names.read(f, &mut errors);
            } else if f.folder() == "rules" {
                rules::read(f, &d.classes, &mut d.rules, &mut errors);
            } else if f.folder() == "frames" {
                frames::read(f, &d.classes, &mut d.frames, &mut errors);
            } else {
                errors.push(LoadError::new(f.at(1), "not a dictionary file: no known header"));
            }
        }
        if errors.is_empty() { Ok(d) } else { Err(errors) }
    }
}

fn read_classes(file: &SourceFile, classes: &mut Classes, errors: &mut Vec<LoadError>) {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(file.content.as_bytes());
    for record in reader.records() {
        match record {
            Ok(r) if r.len() >= 3 && !r[0].is_empty() => {
                classes.declare(&r[0], ValueType::parse(&r[1]));
            }
            Ok(r) => errors.push(LoadError::new(file.at(r.position().map_or(0, csv::Position::line)), "a class needs class,value,about")),
            Err(e) => errors.push(LoadError::new(file.at(1), e.to_string())),
        }
    }
}
