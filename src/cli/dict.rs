//! `factrow dict`: make, check and look into dictionaries of companies and products.

use super::console::{Console, counted};
use super::reading::wrong;
use super::{FINDINGS, TROUBLE};
use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};
use factrow::dictionary::import::{Format, Map, Report, import};
use factrow::dictionary::{Dictionary, Name, NameKind, Names, Options, SourceFile, fixed, lint};
use factrow::{Engine, Settings};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(crate) struct Dict {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make rows of companies from a list: GLEIF, SEC, Wikidata, Sirene, any CSV
    Import(Import),
    /// Compile lists to one file that `--add` opens at once, however long they are
    Build(Build),
    /// Which rows a name belongs to
    Lookup(Lookup),
    /// Check rows of companies and products (the built-in ones without FILE); exit code 1 on findings
    Lint(Lint),
    /// List companies and products
    List(List),
}

const IMPORT_EXAMPLES: &str = "\
Examples:
  factrow dict import --format gleif lei2-golden-copy.csv -o my-companies.csv
  factrow dict import --format sec company_tickers.json -o us.csv
  factrow dict import --format csv crm.csv --map name=Customer --map country=Land -o crm-companies.csv
  factrow extract articles/ --add my-companies.csv -o out/";

#[derive(Debug, Args)]
#[command(after_help = IMPORT_EXAMPLES)]
struct Import {
    /// The list, or `-` for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Its layout: LEI-CDF golden copy, company_tickers.json, a query result with item and itemLabel, StockUniteLegale, or
    /// any CSV with a header
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: FormatName,

    /// Where the rows go [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// For `--format csv`: which of its columns is our id, name, aliases, country, ticker, parent or sector
    #[arg(long, value_name = "OURS=THEIRS", value_parser = pair)]
    map: Vec<(String, String)>,

    /// For `--format csv`: what separates aliases in a cell
    #[arg(long, value_name = "CHARACTER", default_value = "|")]
    separator: char,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormatName {
    Gleif,
    Sec,
    Wikidata,
    Sirene,
    Csv,
}

fn pair(s: &str) -> Result<(String, String), String> {
    const OURS: [&str; 7] = ["id", "name", "aliases", "country", "ticker", "parent", "sector"];
    match s.split_once('=') {
        Some((ours, theirs)) if OURS.contains(&ours) && !theirs.is_empty() => Ok((ours.to_owned(), theirs.to_owned())),
        _ => Err(format!("must be one of {} = a column of the file", OURS.join(", "))),
    }
}

const BUILD_EXAMPLES: &str = "\
Examples:
  factrow dict build my-companies.csv crm.csv -o my.bin
  factrow extract articles/ --add my.bin -o out/

The file holds the built-in dictionaries too and fits this version of factrow: build it again after an update.";

#[derive(Debug, Args)]
#[command(after_help = BUILD_EXAMPLES)]
struct Build {
    /// Files of companies, products or words
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Where the compiled dictionary goes
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    /// A folder that replaces the built-in dictionaries
    #[arg(long, value_name = "DIR", env = "FACTROW_DICTIONARIES")]
    dictionaries: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Lookup {
    /// A name, alias or id, in any spelling
    name: String,
    #[command(flatten)]
    dictionaries: Dictionaries,
}

#[derive(Debug, Args)]
struct Lint {
    /// Files of companies or products
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Put right what can be: order, white space, repeated aliases, missing ambiguous forms
    #[arg(long, requires = "files")]
    fix: bool,
}

#[derive(Debug, Args)]
struct List {
    /// Only companies of this country (FR, US …)
    #[arg(long, value_name = "CODE")]
    country: Option<String>,

    /// Only companies of this sector, or products of this category
    #[arg(long, value_name = "SECTOR")]
    sector: Option<String>,

    /// Products, not companies
    #[arg(long)]
    products: bool,

    #[command(flatten)]
    dictionaries: Dictionaries,
}

#[derive(Debug, Args)]
struct Dictionaries {
    /// A folder that replaces the built-in dictionaries
    #[arg(long, value_name = "DIR")]
    dictionaries: Option<PathBuf>,

    /// A dictionary file whose rows are added (may be given several times)
    #[arg(long, value_name = "FILE")]
    add: Vec<PathBuf>,
}

impl Dictionaries {
    fn load(&self) -> anyhow::Result<Engine> {
        load(&Options { folder: self.dictionaries.clone(), add: self.add.clone() })
    }
}

fn load(options: &Options) -> anyhow::Result<Engine> {
    Engine::open(options, Settings::default()).map_err(wrong)
}

pub(super) fn run(options: &Dict, console: &Console) -> anyhow::Result<ExitCode> {
    match &options.command {
        Command::Import(o) => import_list(o, console),
        Command::Build(o) => build(o, console),
        Command::Lookup(o) => lookup(o, console),
        Command::Lint(o) => check(o, console),
        Command::List(o) => list(o),
    }
}

fn import_list(options: &Import, console: &Console) -> anyhow::Result<ExitCode> {
    let format = match options.format {
        FormatName::Gleif => Format::Gleif,
        FormatName::Sec => Format::Sec,
        FormatName::Wikidata => Format::Wikidata,
        FormatName::Sirene => Format::Sirene,
        FormatName::Csv => Format::Csv(Map { columns: options.map.iter().cloned().collect(), separator: Some(options.separator) }),
    };
    let rules = load(&Options::default())?.form_rules();
    let source = options.file.display();
    let input: Box<dyn std::io::Read> = if options.file == Path::new("-") {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(File::open(&options.file).with_context(|| source.to_string())?)
    };
    let report = match &options.output {
        None => import(&format, input, std::io::stdout().lock(), &rules).with_context(|| source.to_string())?,
        Some(path) => {
            replaced(path, |new| import(&format, input, std::io::BufWriter::new(new), &rules).with_context(|| source.to_string()))?
        }
    };
    console.info(&summary(&report));
    Ok(ExitCode::SUCCESS)
}

/// Writes a file beside the old one, which stays until the new one is complete.
fn replaced<T>(path: &Path, write: impl FnOnce(&mut File) -> anyhow::Result<T>) -> anyhow::Result<T> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut new = tempfile::NamedTempFile::new_in(folder).with_context(|| path.display().to_string())?;
    let done = write(new.as_file_mut())?;
    new.persist(path).with_context(|| path.display().to_string())?;
    Ok(done)
}

fn build(options: &Build, console: &Console) -> anyhow::Result<ExitCode> {
    let from = Options { folder: options.dictionaries.clone(), add: options.files.clone() };
    let names = replaced(&options.output, |new| Dictionary::compile(&from, new).map_err(wrong))?;
    console.info(&format!(
        "{}: {} with those built in",
        options.output.display(),
        counted(names as u64, "company or product", "companies and products")
    ));
    Ok(ExitCode::SUCCESS)
}

fn summary(r: &Report) -> String {
    let mut out = format!("{} read, {} written", counted(r.read, "record", "records"), counted(r.written, "company", "companies"));
    for (n, what) in [(r.merged, "merged into an earlier row"), (r.known, "in the dictionary already")] {
        if n > 0 {
            out.push_str(&format!("\n  {} {what}", counted(n, "record", "records")));
        }
    }
    for (why, n) in &r.refused {
        out.push_str(&format!("\n  {} refused: {why}", counted(*n, "record", "records")));
    }
    for (why, n) in &r.flagged {
        out.push_str(&format!("\n  {} flagged as needing evidence: {why}", counted(*n, "form", "forms")));
    }
    out
}

fn lookup(options: &Lookup, console: &Console) -> anyhow::Result<ExitCode> {
    let engine = options.dictionaries.load()?;
    let rules = engine.form_rules();
    let spelling = |s: &str| factrow::dictionary::slug(rules.strip(s));
    let wanted = spelling(&options.name);
    let mut out = anstream::stdout().lock();
    let mut any = false;
    for n in engine.names().iter() {
        let form = n.forms().find(|f| spelling(f) == wanted);
        if form.is_none() && n.id != options.name {
            continue;
        }
        any = true;
        write_row(&mut out, &n, form)?;
    }
    if !any {
        console.info(&format!("no row has `{}`", options.name));
    }
    Ok(ExitCode::SUCCESS)
}

fn write_row(out: &mut impl Write, n: &Name<'_>, form: Option<&str>) -> std::io::Result<()> {
    let kind = if n.kind == NameKind::Company { "company" } else { "product" };
    writeln!(out, "{kind} {} ({})  [{}]", n.name, n.id, n.source())?;
    let owner = if n.kind == NameKind::Company { "parent" } else { "owner" };
    let needs = form.filter(|f| n.ambiguous().any(|a| a == *f)).map(|f| format!("{f} needs evidence in the text"));
    let cells = [
        ("also", n.aliases().collect::<Vec<_>>().join(", ")),
        ("country", n.country.to_owned()),
        ("ticker", n.ticker.to_owned()),
        (owner, n.parent.to_owned()),
        ("sector", n.sector.to_owned()),
        ("ambiguous", needs.unwrap_or_default()),
    ];
    for (what, value) in cells.iter().filter(|(_, v)| !v.is_empty()) {
        writeln!(out, "  {what}: {value}")?;
    }
    Ok(())
}

fn check(options: &Lint, console: &Console) -> anyhow::Result<ExitCode> {
    let builtin = load(&Options::default())?;
    let rules = builtin.form_rules();
    let mut files = Vec::new();
    for path in &options.files {
        let content = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        files.push(SourceFile { path: path.to_string_lossy().into(), content: content.into() });
    }
    if options.fix {
        for (path, file) in options.files.iter().zip(&mut files) {
            match fixed(file, &rules) {
                Ok(text) if text != file.content => {
                    std::fs::write(path, &text).with_context(|| path.display().to_string())?;
                    console.info(&format!("{}: put right", path.display()));
                    file.content = text.into();
                }
                Ok(_) => {}
                Err(errors) => {
                    errors.iter().for_each(|e| console.error(&e.to_string()));
                    return Ok(ExitCode::from(TROUBLE));
                }
            }
        }
    }
    let (files, others) = if files.is_empty() { (Dictionary::builtin_names(), Names::default()) } else { (files, builtin.names().clone()) };
    let findings = lint(&files, &others, &rules);
    let mut out = anstream::stdout().lock();
    for f in &findings {
        writeln!(out, "{}: {}", f.at, f.message)?;
    }
    let fixable = findings.iter().filter(|f| f.fixable).count() as u64;
    if !findings.is_empty() {
        console.info(&format!("{}, {} can be put right by --fix", counted(findings.len() as u64, "finding", "findings"), fixable));
    }
    Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(FINDINGS) })
}

fn list(options: &List) -> anyhow::Result<ExitCode> {
    let engine = options.dictionaries.load()?;
    let kind = if options.products { NameKind::Product } else { NameKind::Company };
    let country = options.country.as_ref().map(|c| c.to_ascii_uppercase());
    let wanted = |n: &Name<'_>| {
        n.kind == kind && country.as_ref().is_none_or(|c| n.country == *c) && options.sector.as_ref().is_none_or(|s| n.sector == *s)
    };
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    let mut rows: Vec<Name<'_>> = engine.names().iter().filter(wanted).collect();
    rows.sort_by(|a, b| a.id.cmp(b.id));
    for n in rows {
        writeln!(out, "{}\t{}\t{}", n.id, n.name, n.source())?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
