//! Name rows: companies and products.

use super::load::LoadError;
use super::source::{Files, Source, SourceFile};
use crate::image::{Reader, Writer};
use crate::packed::{Packed, Text, record};

/// Whether a name is a company's or a product's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// `companies/*.csv`
    Company,
    /// `products/*.csv`
    Product,
}

/// A company or product.
#[derive(Debug, Clone, Copy)]
pub struct Name<'n> {
    /// Company or product.
    pub kind: NameKind,
    /// Stable id.
    pub id: &'n str,
    /// Canonical name.
    pub name: &'n str,
    aliases: &'n str,
    ambiguous: &'n str,
    /// ISO 3166 alpha-2 of the headquarters (companies).
    pub country: &'n str,
    /// `EXCHANGE:SYMBOL` (companies).
    pub ticker: &'n str,
    /// Id of the parent company, or of a product's owner.
    pub parent: &'n str,
    /// Sector of a company, category of a product.
    pub sector: &'n str,
    files: &'n Files,
    file: u16,
    line: u32,
}

impl<'n> Name<'n> {
    /// Other surface forms.
    pub fn aliases(&self) -> impl Iterator<Item = &'n str> + use<'n> {
        forms(self.aliases)
    }

    /// Its name and all other surface forms.
    pub fn forms(&self) -> impl Iterator<Item = &'n str> + use<'n> {
        std::iter::once(self.name).chain(self.aliases())
    }

    /// Surface forms (name or aliases) that need evidence to be believed.
    pub fn ambiguous(&self) -> impl Iterator<Item = &'n str> + use<'n> {
        forms(self.ambiguous)
    }

    /// Where the row stands.
    pub fn source(&self) -> Source {
        self.files.source(self.file, self.line)
    }
}

fn forms(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|a| !a.is_empty())
}

record! {
    /// A row: where its cells start in the text, and how long each is.
    struct Row {
        text: u32,
        id: u16,
        name: u16,
        aliases: u16,
        ambiguous: u16,
        country: u16,
        ticker: u16,
        parent: u16,
        sector: u16,
        product: bool,
        file: u16,
        line: u32,
    }
}

/// All names, as a table.
#[derive(Debug, Clone, Default)]
pub struct Names {
    rows: Packed<Row>,
    text: Text,
    files: Files,
}

pub(crate) const COMPANY: [&str; 8] = ["id", "name", "aliases", "ambiguous", "country", "ticker", "parent", "sector"];
pub(crate) const PRODUCT: [&str; 6] = ["id", "name", "aliases", "ambiguous", "owner", "category"];

impl Names {
    /// Adds the rows of a file; the header tells companies from products.
    pub(crate) fn read(&mut self, file: &SourceFile, errors: &mut Vec<LoadError>) {
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(file.content.as_bytes());
        let kind = match reader.headers() {
            Ok(h) if h.iter().eq(COMPANY) => NameKind::Company,
            Ok(h) if h.iter().eq(PRODUCT) => NameKind::Product,
            Ok(_) => {
                return errors.push(LoadError::new(file.at(1), format!("header must be {} or {}", COMPANY.join(","), PRODUCT.join(","))));
            }
            Err(e) => return errors.push(LoadError::new(file.at(1), e.to_string())),
        };
        let company = kind == NameKind::Company;
        let file_number = self.files.number(&file.path);
        let mut r = csv::StringRecord::new();
        loop {
            match reader.read_record(&mut r) {
                Ok(true) => {}
                Ok(false) => break,
                Err(e) => {
                    errors.push(LoadError::new(file.at(e.position().map_or(0, csv::Position::line)), e.to_string()));
                    continue;
                }
            }
            let line = r.position().map_or(0, csv::Position::line);
            if r[0].is_empty() || r[1].is_empty() {
                errors.push(LoadError::new(file.at(line), "a name needs an id and a name"));
                continue;
            }
            if r.iter().any(|cell| cell.len() > usize::from(u16::MAX)) {
                errors.push(LoadError::new(file.at(line), "a cell is longer than any list of names is"));
                continue;
            }
            let text = self.text.own();
            let Ok(start) = u32::try_from(text.len()) else {
                return errors.push(LoadError::new(file.at(line), "more than 4 GB of names"));
            };
            let mut cell = |i: Option<usize>| {
                let cell = i.map_or("", |i| &r[i]);
                text.push_str(cell);
                cell.len() as u16
            };
            // in the order of the cells in the text
            self.rows.push(Row {
                text: start,
                id: cell(Some(0)),
                name: cell(Some(1)),
                aliases: cell(Some(2)),
                ambiguous: cell(Some(3)),
                country: cell(company.then_some(4)),
                ticker: cell(company.then_some(5)),
                parent: cell(Some(if company { 6 } else { 4 })),
                sector: cell(Some(if company { 7 } else { 5 })),
                product: !company,
                file: file_number,
                line: u32::try_from(line).unwrap_or(u32::MAX),
            });
        }
    }

    /// Adds the rows of another table behind its own.
    ///
    /// # Errors
    /// More text than records can point into.
    pub(crate) fn extend(&mut self, more: &Names) -> Result<(), LoadError> {
        if self.rows.len() == 0 {
            self.clone_from(more);
            return Ok(());
        }
        let files: Vec<u16> = more.files.iter().map(|f| self.files.number(f)).collect();
        let text = self.text.own();
        let offset = text.len();
        if u32::try_from(offset + more.text.len()).is_err() {
            return Err(LoadError::new(more.files.source(0, 0), "more than 4 GB of names"));
        }
        text.push_str(&more.text);
        for r in more.rows.iter() {
            self.rows.push(Row { text: r.text + offset as u32, file: files.get(usize::from(r.file)).copied().unwrap_or(0), ..r });
        }
        Ok(())
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.len() == 0
    }

    /// A row; one of nothing past the end.
    #[inline]
    pub fn get(&self, i: usize) -> Name<'_> {
        let r = self.rows.get(i).unwrap_or_default();
        let mut at = r.text as usize;
        let mut cell = |len: u16| {
            let piece = self.text.piece(at, len.into());
            at += usize::from(len);
            piece
        };
        // in the order of the cells in the text
        Name {
            kind: if r.product { NameKind::Product } else { NameKind::Company },
            id: cell(r.id),
            name: cell(r.name),
            aliases: cell(r.aliases),
            ambiguous: cell(r.ambiguous),
            country: cell(r.country),
            ticker: cell(r.ticker),
            parent: cell(r.parent),
            sector: cell(r.sector),
            files: &self.files,
            file: r.file,
            line: r.line,
        }
    }

    /// All rows, in file order.
    pub fn iter(&self) -> impl Iterator<Item = Name<'_>> {
        (0..self.len()).map(|i| self.get(i))
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.table(&self.rows);
        out.text(&self.text);
        out.value(&self.files);
    }

    pub(crate) fn from_image(image: &mut Reader) -> Option<Names> {
        Some(Names { rows: image.table()?, text: image.text()?, files: image.value()? })
    }
}
