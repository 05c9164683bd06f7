//! What is to be explained.

use crate::cli::args::Explain;
use crate::cli::console::Console;
use anyhow::{Context, bail};
use factrow::checking::Rows;
use factrow::formats::input::{Article, Item, expand, walk};
use factrow::records::Table;
use factrow::{Document, DocumentDate};
use std::path::{Path, PathBuf};

/// Texts, and what of them.
pub(super) struct Target {
    pub(super) articles: Vec<Article>,
    pub(super) wanted: Wanted,
    /// Whether something could not be read.
    pub(super) unread: bool,
}

/// What of a text is asked for.
pub(super) enum Wanted {
    All,
    /// What starts in a line.
    Line(usize),
    /// What holds a character: line and column.
    Place(usize, usize),
    /// A fact of an earlier run, by its id.
    Fact(String),
}

impl Target {
    /// Reads the texts of a file, of the article of a fact, or the argument itself.
    pub(super) fn of(options: &Explain, console: &Console) -> anyhow::Result<Target> {
        let what = &options.what;
        if let (Some(output), true) = (&options.from, is_fact(what)) {
            return fact(what, output, options, console);
        }
        if is_fact(what) && !options.text && !Path::new(what).exists() {
            bail!("{what}: name the output that this fact is from: --from out/");
        }
        let (path, wanted) = file_and_place(what);
        if options.text || what != "-" && !path.is_file() {
            let date = options.reading.doc_date.map(|span| DocumentDate { span, source: DocumentDate::OPTION.to_owned() });
            let lang = options.reading.read_as.clone();
            let document = Document { id: String::new(), text: what.clone(), lang, date, title: None };
            let articles = vec![Article { document, source: String::new(), format: "txt", encoding: "UTF-8".into() }];
            return Ok(Target { articles, wanted: Wanted::All, unread: false });
        }
        let (articles, unread) = read(path, options, console)?;
        Ok(Target { articles, wanted, unread })
    }
}

/// `f` and sixteen hexadecimal digits, as facts.csv has it; a second fact of the kind has a number behind.
fn is_fact(what: &str) -> bool {
    let id = what.split_once('-').map_or(what, |(id, _)| id);
    id.len() == 17 && id.starts_with('f') && id[1..].bytes().all(|b| b.is_ascii_hexdigit())
}

fn read(path: PathBuf, options: &Explain, console: &Console) -> anyhow::Result<(Vec<Article>, bool)> {
    let read = options.reading.read_options();
    let (files, failures) = walk(&[path], None, &read).map_err(anyhow::Error::msg)?;
    let mut articles = Vec::new();
    let mut unread = false;
    let mut take = |item: Item| {
        match item.read(&read) {
            Ok(a) => articles.push(a),
            Err(f) => {
                unread = true;
                console.warning(&format!("{}: {}", f.source, f.error));
            }
        }
        true
    };
    for f in failures {
        take(Item::Failed(f));
    }
    for f in files {
        expand(f, &read, &mut take);
    }
    Ok((articles, unread))
}

/// The article of a fact: facts.csv says its document, documents.csv beside it the file.
fn fact(id: &str, output: &Path, options: &Explain, console: &Console) -> anyhow::Result<Target> {
    let folder = if output.is_dir() { output } else { output.parent().unwrap_or(Path::new(".")) };
    let facts = if output.is_dir() { output.join("facts.csv") } else { output.to_owned() };
    let facts_rows = Rows::read(Table::Facts, &facts)?;
    let row = facts_rows.records.iter().find(|r| r.get("fact") == id);
    let doc = row.with_context(|| format!("{}: no fact {id}", facts.display()))?.doc().to_owned();
    let documents = folder.join("documents.csv");
    let rows = Rows::read(Table::Documents, &documents)?;
    let row = rows.records.iter().find(|r| r.doc() == doc).with_context(|| format!("{}: no document {doc}", documents.display()))?;
    let source = PathBuf::from(row.get("source"));
    if !source.is_file() {
        bail!("{}: this article is not there; run from the folder that it was read from", source.display());
    }
    let (mut articles, unread) = read(source, options, console)?;
    if articles.len() > 1 {
        // a record keeps its own id; one without has the file's name before its row
        let row = |name: &str| name.rsplit_once('#').map(|(_, row)| row.to_owned());
        articles.retain(|a| a.document.id == doc || row(&doc).is_some() && row(&a.document.id) == row(&doc));
    }
    // ids of facts hold the name that the document had then
    articles.iter_mut().for_each(|a| a.document.id.clone_from(&doc));
    Ok(Target { articles, wanted: Wanted::Fact(id.to_owned()), unread })
}

/// The file that an argument names, with or without a place.
pub(in crate::cli) fn file_of(what: &str) -> PathBuf {
    file_and_place(what).0
}

/// `article.txt:12:30` names a place of a file, `article.txt:12` a line, unless there is a file of that very name.
fn file_and_place(what: &str) -> (PathBuf, Wanted) {
    if Path::new(what).exists() {
        return (what.into(), Wanted::All);
    }
    let number = |s: &str| s.parse::<usize>().ok();
    if let Some((file, last)) = what.rsplit_once(':') {
        if let (Some(line), true) = (number(last), Path::new(file).is_file()) {
            return (file.into(), Wanted::Line(line));
        }
        if let Some((file, line)) = file.rsplit_once(':') {
            if let (Some(line), Some(column), true) = (number(line), number(last), Path::new(file).is_file()) {
                return (file.into(), Wanted::Place(line, column));
            }
        }
    }
    (what.into(), Wanted::All)
}
