//! Name rows: companies and products.

use super::load::LoadError;
use super::source::{Source, SourceFile};

/// Whether a name is a company's or a product's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// `companies/*.csv`
    Company,
    /// `products/*.csv`
    Product,
}

/// A company or product.
#[derive(Debug, Clone)]
pub struct Name {
    /// Company or product.
    pub kind: NameKind,
    /// Stable id.
    pub id: String,
    /// Canonical name.
    pub name: String,
    /// Other surface forms.
    pub aliases: Vec<String>,
    /// Surface forms (name or aliases) that need evidence to be believed.
    pub ambiguous: Vec<String>,
    /// ISO 3166 alpha-2 of the headquarters (companies).
    pub country: String,
    /// `EXCHANGE:SYMBOL` (companies).
    pub ticker: String,
    /// Id of the parent company, or of a product's owner.
    pub parent: String,
    /// Sector of a company, category of a product.
    pub sector: String,
    /// Where the row stands.
    pub source: Source,
}

/// All names.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// In file order.
    pub rows: Vec<Name>,
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
        for record in reader.records() {
            let r = match record {
                Ok(r) => r,
                Err(e) => {
                    errors.push(LoadError::new(file.at(e.position().map_or(0, csv::Position::line)), e.to_string()));
                    continue;
                }
            };
            let source = file.at(r.position().map_or(0, csv::Position::line));
            let forms = |s: &str| s.split('|').map(str::trim).filter(|a| !a.is_empty()).map(str::to_owned).collect::<Vec<_>>();
            let company = kind == NameKind::Company;
            let name = Name {
                kind,
                id: r[0].to_owned(),
                name: r[1].to_owned(),
                aliases: forms(&r[2]),
                ambiguous: forms(&r[3]),
                country: if company { r[4].to_owned() } else { String::new() },
                ticker: if company { r[5].to_owned() } else { String::new() },
                parent: r[if company { 6 } else { 4 }].to_owned(),
                sector: r[if company { 7 } else { 5 }].to_owned(),
                source,
            };
            if name.id.is_empty() || name.name.is_empty() {
                errors.push(LoadError::new(name.source, "a name needs an id and a name"));
            } else {
                self.rows.push(name);
            }
        }
    }
}
