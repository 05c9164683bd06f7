//! Companies of other lists as rows of our own: GLEIF, SEC, Wikidata, Sirene, any CSV.
//!
//! A format yields raw records one by one; what becomes of a record (legal form stripped into an alias, dangerous forms
//! flagged, known companies left out) is the same for all.

mod formats;

pub use formats::{Format, Map};

use super::forms::{FormRules, key, press_case, slug};
use rustc_hash::{FxHashMap, FxHashSet};
use std::io::{Read, Write};

/// A list that cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file is not in the layout of its format.
    #[error("not a {0} file: {1}")]
    Layout(&'static str, String),
    /// A record that cannot be parsed.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// JSON that cannot be parsed.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// Reading or writing failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// A company as a list has it.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// Stable id of the list, made into ours (`lei-…`, `cik-…`); empty: a slug of the name.
    pub id: String,
    /// Name as written there.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// ISO 3166 alpha-2.
    pub country: String,
    /// `EXCHANGE:SYMBOL`.
    pub ticker: String,
    /// Id of the parent.
    pub parent: String,
    /// Sector.
    pub sector: String,
}

/// Why records were not taken, and what was done with the others.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Report {
    /// Records read.
    pub read: u64,
    /// Rows written.
    pub written: u64,
    /// Records of one company made into one row.
    pub merged: u64,
    /// Companies that the dictionary has already.
    pub known: u64,
    /// Forms flagged as needing evidence, by reason.
    pub flagged: std::collections::BTreeMap<&'static str, u64>,
    /// Records refused, by reason.
    pub refused: std::collections::BTreeMap<String, u64>,
}

impl Report {
    pub(crate) fn refuse(&mut self, why: impl Into<String>) {
        *self.refused.entry(why.into()).or_default() += 1;
    }
}

/// Reads a list and writes rows of companies.
///
/// # Errors
/// A file that is not in the layout of its format, or cannot be read or written. Single bad records are counted instead.
pub fn import(format: &Format, input: impl Read, output: impl Write, rules: &FormRules) -> Result<Report, ImportError> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(output);
    writer.write_record(super::names::COMPANY)?;
    let mut rows = Rows::default();
    let mut report = Report::default();
    formats::read(format, input, &mut report, &mut |record, report| rows.take(record, rules, report))?;
    rows.rows.sort_by(|a, b| a[0].cmp(&b[0]));
    for row in &rows.rows {
        writer.write_record(row)?;
    }
    writer.flush()?;
    report.written = rows.rows.len() as u64;
    Ok(report)
}

/// Rows made so far: one per company, no form twice.
#[derive(Debug, Default)]
struct Rows {
    rows: Vec<[String; 8]>,
    by_id: FxHashMap<String, usize>,
    forms: FxHashSet<String>,
}

/// Longest name in words; longer ones are descriptions.
const WORDS: usize = 12;

impl Rows {
    fn take(&mut self, r: Record, rules: &FormRules, report: &mut Report) {
        let full = press_case(&r.name);
        let name = rules.strip(&full).to_owned();
        if !name.chars().any(char::is_alphabetic) {
            return report.refuse("no letters in its name");
        }
        if name.split_whitespace().count() > WORDS || name.chars().count() > 120 {
            return report.refuse("a name longer than a name is");
        }
        if rules.known(&name).is_some() || rules.known(&full).is_some() {
            report.known += 1;
            return;
        }
        let id = if r.id.is_empty() { slug(&name) } else { r.id };
        if id.is_empty() {
            return report.refuse("no id can be made of its name");
        }
        let mut forms = vec![full];
        for a in r.aliases.iter().map(|a| press_case(a)) {
            let short = rules.strip(&a).to_owned();
            forms.extend([a, short]);
        }
        if let Some(i) = self.by_id.get(&id).copied() {
            report.merged += 1;
            return self.merge(i, name, forms, &r.ticker, rules, report);
        }
        if !self.forms.insert(key(&name)) {
            return report.refuse("its name belongs to an earlier company");
        }
        self.by_id.insert(id.clone(), self.rows.len());
        let country = if r.country.len() == 2 { r.country.to_ascii_uppercase() } else { String::new() };
        self.rows.push([id, name.clone(), String::new(), String::new(), country, r.ticker, r.parent, r.sector]);
        let i = self.rows.len() - 1;
        self.flag(i, &name, rules, report);
        self.aliases(i, forms, rules, report);
    }

    fn merge(&mut self, i: usize, name: String, mut forms: Vec<String>, ticker: &str, rules: &FormRules, report: &mut Report) {
        forms.push(name);
        if self.rows[i][5].is_empty() {
            ticker.clone_into(&mut self.rows[i][5]);
        }
        self.aliases(i, forms, rules, report);
    }

    fn aliases(&mut self, i: usize, forms: Vec<String>, rules: &FormRules, report: &mut Report) {
        for form in forms {
            let form = form.replace('|', " ");
            let usable = form.chars().any(char::is_alphabetic) && form.split_whitespace().count() <= WORDS;
            if usable && rules.known(&form).is_none() && self.forms.insert(key(&form)) {
                append(&mut self.rows[i][2], &form);
                self.flag(i, &form, rules, report);
            }
        }
    }

    fn flag(&mut self, i: usize, form: &str, rules: &FormRules, report: &mut Report) {
        if let Some(why) = rules.danger(form) {
            append(&mut self.rows[i][3], form);
            *report.flagged.entry(why).or_default() += 1;
        }
    }
}

fn append(cell: &mut String, form: &str) {
    if !cell.is_empty() {
        cell.push('|');
    }
    cell.push_str(form);
}
