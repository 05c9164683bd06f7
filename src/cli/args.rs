//! Commands and options.

use super::select::{Select, date, kinds};
use clap::{Args, Parser, Subcommand, ValueEnum};
use encoding_rs::Encoding;
use factrow::formats::input::ReadOptions;
use factrow::formats::output::Dialect;
use factrow::records::Table;
use factrow::{DateSpan, Kind};
use std::path::PathBuf;

const AFTER: &str = "Exit codes: 0 done, also when nothing was found; 1 findings of `check` or `dict lint`; 2 wrong usage, or an input that could not be read (all others \
are written); 130 interrupted, 143 terminated, earlier output untouched.\n\nEvery option of extract can also stand in a factrow.toml \
(`min-confidence = 0.8`) or in a variable (FACTROW_MIN_CONFIDENCE); `factrow config show` prints what is in force.";

/// Reads folders of French and English articles and writes companies, products, money, dates, user counts and the facts
/// that join them as tables.
#[derive(Debug, Parser)]
#[command(name = "factrow", version, after_help = AFTER, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// Say nothing on standard error but errors
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,

    /// Say more on standard error: each document with what was found
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub(crate) verbose: bool,

    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t = When::Auto, value_name = "WHEN")]
    pub(crate) color: When,

    /// A file of options [default: the nearest factrow.toml upwards from the first PATH]
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "no_config")]
    pub(crate) config: Option<PathBuf>,

    /// Use no file of options
    #[arg(long, global = true)]
    pub(crate) no_config: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read articles and write what they say as tables
    Extract(Extract),
    /// Compare what is read with expected tables; exit code 1 on any difference
    Check(super::check::Check),
    /// Go through what differs from expected tables: accept or reject each difference
    Review(super::review::Review),
    /// Write articles, or the tables of an earlier run, as one page to read: facts, charts, texts with what was found
    Report(super::report::Report),
    /// Say why each mention and fact is there: rule with file and line, each part with its dictionary row
    Explain(Explain),
    /// Say how each input is understood: format, encoding, language, date and where it is from, length, title
    Sniff(Sniff),
    /// Make, check and look into dictionaries of companies and products
    Dict(super::dict::Dict),
    /// Look at the options of factrow.toml and of the environment
    Config(super::config::Config),
    /// Print completions for a shell: factrow completions bash > /etc/bash_completion.d/factrow
    Completions(super::config::Completions),
    /// Print a man page: factrow man extract | man -l -
    Man(super::config::Man),
}

const EXTRACT_EXAMPLES: &str = "\
Examples:
  factrow extract articles/ -o out/              the four tables as CSV files in out/
  factrow extract articles/ -o facts.xlsx        the same as sheets of a workbook
  factrow extract articles/ -o facts.sqlite      the same as a database
  factrow extract articles/ -o out/ --dialect excel-fr
  factrow extract article.txt --table facts      one table on standard output
  curl -s https://… | factrow extract -          read standard input
  factrow extract --doc-date 2025-06-12 note.md  \"hier\" and \"last month\" count from that day";

#[derive(Debug, Args)]
#[command(after_help = EXTRACT_EXAMPLES)]
pub(crate) struct Extract {
    /// Files, folders (read recursively), or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) write: Write,

    #[command(flatten)]
    pub(crate) select: Select,

    #[command(flatten)]
    pub(crate) reading: Reading,

    /// Leave out facts
    #[arg(long)]
    pub(crate) mentions_only: bool,

    /// Keep a journal beside OUT while working, and go on where an earlier run with --resume was stopped; what has changed
    /// since is done again, and all that follows it
    #[arg(long)]
    pub(crate) resume: bool,

    /// Threads [default: one for each core]
    #[arg(short = 'j', long, value_name = "N")]
    pub(crate) threads: Option<usize>,

    /// When to show a progress bar
    #[arg(long, value_enum, default_value_t = When::Auto, value_name = "WHEN")]
    pub(crate) progress: When,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  factrow explain \"OpenAI lève 3 milliards de dollars\"
  factrow explain article.txt            every mention and fact of a file
  factrow explain article.txt:12         those of line 12
  factrow explain article.txt:12:30      those at column 30 of it
  factrow explain f853f32c7b8236694 --from out/            a fact of an earlier output
  factrow explain \"Il a 13 Mds en caisse.\" --why-not \"13 Mds\"
  factrow explain --kind money article.txt";

#[derive(Debug, Args)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub(crate) struct Explain {
    /// A text, a file, a file with line and column (article.txt:12:30), the id of a fact, or `-` for standard input
    #[arg(value_name = "TEXT|FILE[:LINE[:COLUMN]]|FACT")]
    pub(crate) what: String,

    /// The output that a fact is from: a folder with facts.csv and documents.csv
    #[arg(long, value_name = "OUT")]
    pub(crate) from: Option<PathBuf>,

    /// Why these words of the text are not read: what they are, which rules and frames came near, and what they lacked
    #[arg(long, value_name = "WORDS", conflicts_with_all = ["kind", "from"])]
    pub(crate) why_not: Option<String>,

    /// It is a text, even if there is a file of that name
    #[arg(long)]
    pub(crate) text: bool,

    /// Only mentions of these kinds
    #[arg(long, value_name = "KIND,…", value_delimiter = ',', value_parser = kinds())]
    pub(crate) kind: Vec<Kind>,

    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Debug, Args)]
pub(crate) struct Sniff {
    /// Files, folders (read recursively), or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// Where tables go and how they are written.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct Write {
    /// A folder for the four tables, a file for one (facts.csv, .tsv, .jsonl, .parquet), or a workbook or database for all
    /// (facts.xlsx, facts.sqlite); without it one table goes to standard output
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,

    /// The table for standard output or for one file [default: the one the file is named after, else mentions]
    #[arg(long, value_enum, value_name = "TABLE")]
    pub(crate) table: Option<TableName>,

    /// How tables are written [default: told from the ending of OUT, else csv]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<FormatName>,

    /// What CSV looks like: excel-fr opens right in a French Excel
    #[arg(long, value_enum, value_name = "DIALECT")]
    pub(crate) dialect: Option<DialectName>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatName {
    Csv,
    Jsonl,
    /// A workbook of all tables
    Xlsx,
    /// A database of all tables
    Sqlite,
    Parquet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DialectName {
    /// RFC 4180: comma, no byte order mark
    Csv,
    /// Byte order mark, comma, CRLF
    Excel,
    /// Byte order mark, semicolon, decimal comma, CRLF
    ExcelFr,
    /// Tabs
    Tsv,
}

impl From<DialectName> for Dialect {
    fn from(name: DialectName) -> Dialect {
        match name {
            DialectName::Csv => Dialect::Csv,
            DialectName::Excel => Dialect::Excel,
            DialectName::ExcelFr => Dialect::ExcelFr,
            DialectName::Tsv => Dialect::Tsv,
        }
    }
}

/// How texts are read, whatever is done with them.
#[derive(Debug, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct Reading {
    /// A folder that replaces the built-in dictionaries
    #[arg(long, value_name = "DIR")]
    pub(crate) dictionaries: Option<PathBuf>,

    /// A dictionary file whose rows are added: companies, products or words (may be given several times); or what
    /// `factrow dict build` has made of some
    #[arg(long, value_name = "FILE")]
    pub(crate) add: Vec<PathBuf>,

    /// The date the articles were written, whatever they say themselves: 2025-06-12, 2025-06 or 2025
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) doc_date: Option<DateSpan>,

    /// Read all articles in this language, whatever they seem to be written in [default: told from each text]
    #[arg(long, value_name = "LANG")]
    pub(crate) read_as: Option<String>,

    /// The encoding of all files (windows-1252, macintosh, utf-16le …) [default: told from each file]
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub(crate) encoding: Option<&'static Encoding>,

    /// Column of a CSV file, or field of a JSON record, that holds the text [default: text, body, content, article …]
    #[arg(long, value_name = "NAME")]
    pub(crate) text_column: Option<String>,

    /// The one that holds the document's id [default: id]
    #[arg(long, value_name = "NAME")]
    pub(crate) id_column: Option<String>,

    /// The one that holds the document's date [default: date, published …]
    #[arg(long, value_name = "NAME")]
    pub(crate) date_column: Option<String>,

    /// The one that holds the document's language [default: lang, language …]
    #[arg(long, value_name = "NAME")]
    pub(crate) lang_column: Option<String>,

    /// Read only files of folders that match, or none of those with ! in front: '*.txt', '!drafts/**' (may be given several
    /// times)
    #[arg(short, long, value_name = "GLOB")]
    pub(crate) glob: Vec<String>,

    /// Read hidden files and folders too
    #[arg(long)]
    pub(crate) hidden: bool,

    /// Read files too that .gitignore and .ignore name
    #[arg(long)]
    pub(crate) no_ignore: bool,

    /// Leave out files, members of archives and lines of records that unpack to more bytes than this (K, M, G) [default: 64M,
    /// and no limit for .txt and .md, which extract works in pieces of 64 KiB, cut at the ends of paragraphs]
    #[arg(long, value_name = "BYTES", value_parser = size)]
    pub(crate) max_file_size: Option<u64>,

    /// Which way to look for undated months and weekdays: the nearest in the past unless the tense is future, or the next one
    #[arg(long, value_enum, default_value_t = Direction::Past, value_name = "WAY")]
    pub(crate) prefer_dates_from: Direction,
}

impl Reading {
    /// How inputs are read.
    pub(crate) fn read_options(&self) -> ReadOptions {
        ReadOptions {
            doc_date: self.doc_date,
            lang: self.read_as.clone(),
            encoding: self.encoding,
            text_column: self.text_column.clone(),
            id_column: self.id_column.clone(),
            date_column: self.date_column.clone(),
            lang_column: self.lang_column.clone(),
            max_file_size: self.max_file_size,
            globs: self.glob.clone(),
            hidden: self.hidden,
            no_ignore: self.no_ignore,
            cut: false,
        }
    }
}

fn size(s: &str) -> Result<u64, String> {
    let digits = s.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match s[digits.len()..].to_ascii_uppercase().as_str() {
        "" | "B" => Some(0),
        "K" | "KB" | "KIB" => Some(10),
        "M" | "MB" | "MIB" => Some(20),
        "G" | "GB" | "GIB" => Some(30),
        _ => None,
    };
    let size = unit.zip(digits.parse::<u64>().ok()).and_then(|(unit, n)| n.checked_mul(1 << unit)).filter(|n| *n > 0);
    size.ok_or_else(|| "a size is written 500K, 64M or 1G".to_owned())
}

fn encoding(s: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label(s.as_bytes())
        .ok_or_else(|| "no such encoding; usual ones are utf-8, windows-1252, iso-8859-15, macintosh".to_owned())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Direction {
    Past,
    Future,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableName {
    Mentions,
    Facts,
    Companies,
    Documents,
}

impl From<TableName> for Table {
    fn from(name: TableName) -> Table {
        match name {
            TableName::Mentions => Table::Mentions,
            TableName::Facts => Table::Facts,
            TableName::Companies => Table::Companies,
            TableName::Documents => Table::Documents,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    Auto,
    Always,
    Never,
}

impl When {
    /// Makes it the rule for all colours.
    pub(crate) fn apply(self) {
        match self {
            When::Auto => anstream::ColorChoice::Auto,
            When::Always => anstream::ColorChoice::Always,
            When::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}
