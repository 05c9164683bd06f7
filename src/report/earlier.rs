//! The tables of an earlier run, and the texts they speak of.

use super::material::{Material, Text};
use crate::checking::{Record, Rows, RowsError};
use crate::formats::input::{ReadOptions, expand, walk};
use crate::records::{Table, one_line};
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};

/// Where a mention is, in code points, and what is written there.
type Surface = ((u64, u64), String);

impl Material {
    /// Whether a folder holds the tables of a run.
    pub fn is_earlier(folder: &Path) -> bool {
        [Table::Mentions, Table::Facts].iter().all(|t| table(folder, *t).is_file())
    }

    /// Reads the tables of a folder, and the texts from where documents.csv says they were, as far as they are still there.
    /// Rows of less confidence than the least are left out.
    ///
    /// # Errors
    /// A table that is none.
    pub fn of_earlier(folder: &Path, options: &ReadOptions, least: f32) -> Result<Material, RowsError> {
        let mut material = Material::default();
        let rows = |t: Table| if table(folder, t).exists() { Rows::read(t, &table(folder, t)).map(|r| r.records) } else { Ok(Vec::new()) };
        for row in rows(Table::Documents)? {
            material.add_document(row);
        }
        let sure = |row: &Record| row.get("confidence").parse::<f32>().map_or(true, |c| c >= least);
        let mut surfaces: FxHashMap<usize, Vec<Surface>> = FxHashMap::default();
        for row in rows(Table::Mentions)?.into_iter().filter(sure) {
            let at = material.document(row.doc());
            material.add_mention(at, &row);
            surfaces.entry(at).or_default().extend(row.span().map(|s| (s, row.get("text").to_owned())));
        }
        for row in rows(Table::Facts)?.into_iter().filter(sure) {
            let at = material.document(row.doc());
            material.add_fact(at, row);
        }
        material.companies = rows(Table::Companies)?;
        let none = Vec::new();
        material.find_texts(options, |at, characters, text| says(text, characters, surfaces.get(&at).unwrap_or(&none)));
        Ok(material)
    }

    /// Reads the files again that the articles came from, and gives each its text if it is the one that was read.
    fn find_texts(&mut self, options: &ReadOptions, same: impl Fn(usize, &str, &str) -> bool) {
        let mut sources: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (at, article) in self.articles.iter().enumerate().filter(|(_, a)| a.is_read()) {
            sources.entry(article.row.get("source")).or_default().push(at);
        }
        let mut found: Vec<(usize, Text)> = Vec::new();
        for (source, articles) in sources.iter().filter(|(source, _)| Path::new(source).is_file()) {
            let places: FxHashMap<&str, usize> = articles.iter().map(|at| (name(self.articles[*at].row.doc(), source), *at)).collect();
            let Ok((files, _)) = walk(&[PathBuf::from(source)], None, options) else { continue };
            for file in files {
                expand(file, options, &mut |item| {
                    if let Ok(read) = item.read(options)
                        && let Some(at) = places.get(name(&read.document.id, source))
                    {
                        let text = read.document.text;
                        let same = same(*at, self.articles[*at].row.get("characters"), &text);
                        found.push((*at, if same { Text::There(text) } else { Text::Changed }));
                    }
                    true
                });
            }
        }
        for (at, text) in found {
            self.articles[at].text = text;
        }
    }
}

fn table(folder: &Path, table: Table) -> PathBuf {
    folder.join(format!("{}.csv", table.name()))
}

/// The name of a document without the folders above its file: those depend on which folder was named on the command line.
fn name<'d>(doc: &'d str, source: &str) -> &'d str {
    let file = source.rsplit('/').next().unwrap_or(source);
    doc.find(file).filter(|at| *at == 0 || doc[..*at].ends_with('/')).map_or(doc, |at| &doc[at..])
}

/// Whether a text is the one that the rows speak of: as long, and with the surfaces where they say.
fn says(text: &str, characters: &str, surfaces: &[Surface]) -> bool {
    let mut bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    if characters.parse::<usize>().is_ok_and(|n| n != bytes.len()) {
        return false;
    }
    bytes.push(text.len());
    surfaces.iter().all(|((start, end), surface)| {
        let byte = |point: u64| bytes.get(usize::try_from(point).ok()?).copied();
        byte(*start).zip(byte(*end)).and_then(|(a, b)| text.get(a..b)).is_some_and(|s| one_line(s) == surface.as_str())
    })
}
