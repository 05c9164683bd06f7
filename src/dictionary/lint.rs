//! What is wrong with rows of companies and products, and how it is put right.

use super::NameKind;
use super::forms::{FormRules, spelling};
use super::names::{COMPANY, Name, Names, PRODUCT};
use super::source::{Source, SourceFile};
use rustc_hash::FxHashMap;

/// Something wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// File and line.
    pub at: Source,
    /// What is wrong.
    pub message: String,
    /// Whether [`fixed`] puts it right.
    pub fixable: bool,
}

/// All findings of files of names, by file and line. `others` are rows that the files' rows are used beside.
pub fn lint(files: &[SourceFile], others: &Names, rules: &FormRules) -> Vec<Finding> {
    let mut out = Vec::new();
    let mut names = Names::default();
    for file in files {
        let mut errors = Vec::new();
        let from = names.len();
        names.read(file, &mut errors);
        out.extend(errors.into_iter().map(|e| Finding { at: e.at, message: e.message, fixable: false }));
        let rows = || names.iter().skip(from);
        for (a, b) in rows().zip(rows().skip(1)).filter(|(a, b)| a.id > b.id) {
            out.push(finding(&b, format!("`{}` stands behind `{}`: rows are sorted by id", b.id, a.id), true));
        }
    }
    for n in names.iter() {
        row(&n, rules, &mut out);
    }
    unique(&names, others, &mut out);
    out.sort_by(|a, b| (&a.at.file, a.at.line).cmp(&(&b.at.file, b.at.line)));
    out
}

fn finding(n: &Name<'_>, message: String, fixable: bool) -> Finding {
    Finding { at: n.source(), message, fixable }
}

/// What can be told from a row alone.
fn row(n: &Name<'_>, rules: &FormRules, out: &mut Vec<Finding>) {
    let slug = !n.id.is_empty()
        && n.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !n.id.starts_with('-')
        && !n.id.ends_with('-');
    if !slug {
        out.push(finding(n, format!("`{}`: an id is of lower-case letters, digits and hyphens", n.id), false));
    }
    let country = n.country.is_empty() || n.country.len() == 2 && n.country.bytes().all(|b| b.is_ascii_uppercase());
    if !country {
        out.push(finding(n, format!("`{}`: `{}` is no ISO 3166 alpha-2 code", n.id, n.country), false));
    }
    if !n.ticker.is_empty() && n.ticker.split_once(':').is_none_or(|(e, s)| e.is_empty() || s.is_empty()) {
        out.push(finding(n, format!("`{}`: `{}` is no EXCHANGE:SYMBOL", n.id, n.ticker), false));
    }
    let mut seen = vec![n.name];
    for a in n.aliases() {
        if seen.iter().any(|s| covers(s, a)) {
            out.push(finding(
                n,
                format!("`{}`: alias `{a}` says nothing new: case, accents, hyphens and apostrophes are free", n.id),
                true,
            ));
        }
        seen.push(a);
    }
    for form in n.forms() {
        let words = form.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).count();
        if words == 0 || words > 30 {
            out.push(finding(n, format!("`{}`: `{form}` can match nothing", n.id), true));
        }
        if form.trim() != form || form.contains("  ") || form.contains('\u{a0}') {
            out.push(finding(n, format!("`{}`: `{form}` has white space too many", n.id), true));
        }
        let evidence = n.ambiguous().any(|a| spelling(a) == spelling(form));
        if let Some(why) = rules.danger(form).filter(|w| !evidence && *w != "a short form" && *w != "a number") {
            out.push(finding(n, format!("`{}`: `{form}` is also {why} and must be listed as ambiguous", n.id), true));
        }
    }
    for a in n.ambiguous().filter(|a| n.forms().all(|f| f != *a)) {
        out.push(finding(n, format!("`{}`: ambiguous `{a}` is none of its forms", n.id), true));
    }
}

/// Whether a form matches all that another one does: the same spelling, and no capital that the other has not.
fn covers(form: &str, other: &str) -> bool {
    let capitals = |s: &str| s.chars().filter(|c| c.is_alphabetic()).map(char::is_uppercase).collect::<Vec<_>>();
    spelling(form) == spelling(other) && capitals(form).iter().zip(capitals(other)).all(|(f, o)| !f || o)
}

/// Ids and forms belong to one company; parents and owners exist.
fn unique(names: &Names, others: &Names, out: &mut Vec<Finding>) {
    let mut ids: FxHashMap<(bool, &str), Name<'_>> = FxHashMap::default();
    let mut owners: FxHashMap<(bool, String), Name<'_>> = FxHashMap::default();
    for n in others.iter().chain(names.iter()) {
        let company = n.kind == NameKind::Company;
        if let Some(first) = ids.insert((company, n.id), n) {
            out.push(finding(&n, format!("id `{}` belongs to {} already", n.id, first.source()), false));
        }
        for form in n.forms() {
            let first = owners.entry((company, spelling(form))).or_insert(n);
            if first.id != n.id {
                out.push(finding(&n, format!("`{}`: `{form}` belongs to `{}` already ({})", n.id, first.id, first.source()), false));
            }
        }
    }
    for n in names.iter().filter(|n| !n.parent.is_empty() && !ids.contains_key(&(true, n.parent))) {
        out.push(finding(&n, format!("`{}`: there is no company `{}`", n.id, n.parent), false));
    }
}

/// The file with everything put right that can be: order, white space, repeated aliases, forms that need evidence.
///
/// # Errors
/// Rows that cannot be read.
pub fn fixed(file: &SourceFile, rules: &FormRules) -> Result<String, Vec<super::LoadError>> {
    let mut names = Names::default();
    let mut errors = Vec::new();
    names.read(file, &mut errors);
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut rows: Vec<Name<'_>> = names.iter().collect();
    rows.sort_by(|a, b| a.id.cmp(b.id));
    let product = rows.first().is_some_and(|n| n.kind == NameKind::Product);
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    let header: &[&str] = if product { &PRODUCT } else { &COMPANY };
    let mut written = writer.write_record(header);
    for n in rows {
        let clean = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = clean(n.name);
        let mut aliases: Vec<String> = Vec::new();
        for a in n.aliases().map(clean) {
            let seen = covers(&name, &a) || aliases.iter().any(|s| covers(s, &a));
            if !seen && !spelling(&a).is_empty() {
                aliases.push(a);
            }
        }
        let flagged = |form: &&String| {
            let listed = n.ambiguous().any(|a| spelling(a) == spelling(form));
            listed || rules.danger(form).is_some_and(|w| w != "a short form" && w != "a number")
        };
        let ambiguous: Vec<String> = std::iter::once(&name).chain(&aliases).filter(flagged).cloned().collect();
        let mut row = vec![n.id.to_owned(), name.clone(), aliases.join("|"), ambiguous.join("|")];
        if product {
            row.extend([n.parent, n.sector].map(str::to_owned));
        } else {
            row.extend([n.country, n.ticker, n.parent, n.sector].map(str::to_owned));
        }
        written = written.and_then(|()| writer.write_record(&row));
    }
    let bytes = written.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
    Ok(String::from_utf8(bytes).unwrap_or_default())
}
