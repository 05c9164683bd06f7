//! Loading and checking of all dictionary files.

use super::classes::{Classes, MOST_CLASSES, ValueType};
use super::frames::{self, Frame};
use super::names::Names;
use super::rules::{self, Rule};
use super::source::{Source, SourceFile};
use super::weights::Weights;
use super::words::Words;
use rayon::prelude::*;
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
    /// Files whose rows are added: words (`surface,class,value`; language from the folder's name), companies or products; or
    /// one compiled dictionary, which stands for the built-in ones too.
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
    /// Weights by the name of their model, that of their file.
    pub weights: BTreeMap<String, Weights>,
}

impl Dictionary {
    /// Dictionaries from files in memory.
    ///
    /// # Errors
    /// All rows that are wrong, by file and line.
    pub fn from_files(files: &[SourceFile]) -> Result<Dictionary, Vec<LoadError>> {
        Dictionary::more(&Classes::default(), files)
    }

    /// What files add to dictionaries of these classes.
    ///
    /// # Errors
    /// All rows that are wrong, by file and line.
    pub(crate) fn more(classes: &Classes, files: &[SourceFile]) -> Result<Dictionary, Vec<LoadError>> {
        let mut d = Dictionary { classes: classes.clone(), ..Dictionary::default() };
        let mut errors = Vec::new();
        for f in files.iter().filter(|f| f.path.ends_with("classes.csv")) {
            read_classes(f, &mut d.classes, &mut errors);
        }
        // files are read side by side and joined in order
        let parts: Vec<(Part, Vec<LoadError>)> = files.par_iter().map(|f| Part::read(f, &d.classes)).collect();
        for (part, mut wrong) in parts {
            errors.append(&mut wrong);
            match part {
                Part::Words(lang, words) => {
                    let rows = d.words.entry(lang).or_default();
                    words.iter().for_each(|w| rows.add(&w, w.shared()));
                }
                Part::Names(names) => errors.extend(d.names.extend(&names).err()),
                Part::Rules(rules) => d.rules.extend(rules),
                Part::Frames(frames) => {
                    for f in frames {
                        if d.frames.iter().any(|g| g.id == f.id) {
                            errors.push(LoadError::new(f.source.clone(), format!("frame {} is there twice", f.id)));
                        }
                        d.frames.push(f);
                    }
                }
                Part::Weights(model, weights) => drop(d.weights.insert(model, weights)),
                Part::Nothing => {}
            }
        }
        if errors.is_empty() { Ok(d) } else { Err(errors) }
    }
}

/// What one file holds.
enum Part {
    Words(String, Box<Words>),
    Names(Names),
    Rules(Vec<Rule>),
    Frames(Vec<Frame>),
    Weights(String, Weights),
    Nothing,
}

impl Part {
    /// Reads a file by its header or folder; what is wrong comes beside.
    fn read(f: &SourceFile, classes: &Classes) -> (Part, Vec<LoadError>) {
        let mut errors = Vec::new();
        let header = f.content.lines().find(|l| !l.starts_with('#')).unwrap_or("");
        let part = if f.path.ends_with("classes.csv") {
            Part::Nothing
        } else if header.starts_with("surface,") {
            let folder = f.folder().rsplit('/').next().unwrap_or("");
            let lang = if folder.len() == 2 { folder } else { "shared" };
            let mut words = Words::default();
            words.read(f, classes, &mut errors);
            Part::Words(lang.to_owned(), words.into())
        } else if header.starts_with("id,name,") {
            let mut names = Names::default();
            names.read(f, &mut errors);
            Part::Names(names)
        } else if header.starts_with("feature,") {
            let name = f.path.rsplit('/').next().unwrap_or_default();
            Part::Weights(name.trim_end_matches(".csv").to_owned(), Weights::read(f, &mut errors))
        } else if f.folder() == "rules" {
            let mut rules = Vec::new();
            rules::read(f, classes, &mut rules, &mut errors);
            Part::Rules(rules)
        } else if f.folder() == "frames" {
            let mut frames = Vec::new();
            frames::read(f, classes, &mut frames, &mut errors);
            Part::Frames(frames)
        } else {
            errors.push(LoadError::new(f.at(1), "not a dictionary file: no known header"));
            Part::Nothing
        };
        (part, errors)
    }
}

fn read_classes(file: &SourceFile, classes: &mut Classes, errors: &mut Vec<LoadError>) {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(file.content.as_bytes());
    for record in reader.records() {
        match record {
            Ok(r) if classes.len() == MOST_CLASSES => {
                let line = r.position().map_or(0, csv::Position::line);
                return errors.push(LoadError::new(file.at(line), format!("more than {MOST_CLASSES} classes")));
            }
            Ok(r) if r.len() >= 3 && !r[0].is_empty() => {
                classes.declare(&r[0], ValueType::parse(&r[1]));
            }
            Ok(r) => errors.push(LoadError::new(file.at(r.position().map_or(0, csv::Position::line)), "a class needs class,value,about")),
            Err(e) => errors.push(LoadError::new(file.at(1), e.to_string())),
        }
    }
}
