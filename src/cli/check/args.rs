//! Options of `factrow check`.

use crate::cli::args::Reading;
use crate::cli::select::confidence;
use clap::{Args, ValueEnum};
use factrow::checking::gold::Condition;
use factrow::checking::show;
use std::path::PathBuf;

const CHECK_EXAMPLES: &str = "\
Examples:
  factrow check fixtures/                              what differs from the tables in fixtures/expected/
  factrow check fixtures/ --update                     … and makes them the expected ones
  factrow check articles/ --expected tables/           tables of an earlier `factrow extract articles/ -o tables/`
  factrow check fixtures/ --output-format github       annotations in a pull request
  factrow check articles/ --against gold/              scores: gold/ holds *.gold.json, or mentions.csv and facts.csv
  factrow check articles/ --against gold/ --fail-under kind=money:f1=0.95 --fail-under type=acquisition:precision=0.8
  factrow check articles/ --against gold/ --output-format json > run.json
  factrow check articles/ --against gold/ --baseline run.json

Expected are mentions.csv, facts.csv and documents.csv, those of them that there are. An edit of an article moves all rows
behind it; that alone is no difference.";

#[derive(Debug, Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub(crate) struct Check {
    /// Folders of articles, each with its tables in `expected/`; a folder without any is searched for such folders
    #[arg(required = true, value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,

    /// Where the expected tables of all articles are
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) expected: Option<PathBuf>,

    /// Show the differences, then make what is read now the expectation
    #[arg(long)]
    pub(in crate::cli) update: bool,

    /// Score against hand-made annotations instead: a folder of *.gold.json, or of tables in the form of our own
    #[arg(long, value_name = "GOLD", conflicts_with_all = ["expected", "update"])]
    pub(in crate::cli) against: Option<PathBuf>,

    /// Exit code 1 if a score is below: kind=money:f1=0.95, type=acquisition,lang=fr:recall=0.5, rule=date.year:precision=0.9,
    /// kind=facts:f1=0.6 (may be given several times)
    #[arg(long, value_name = "GROUP:MEASURE=LEAST", requires = "against")]
    pub(in crate::cli) fail_under: Vec<Condition>,

    /// Exit code 1 if the F1 of a kind, type or language is worse than in this run, stored by `--output-format json`
    #[arg(long, value_name = "FILE", requires = "against")]
    pub(in crate::cli) baseline: Option<PathBuf>,

    /// With `--against`, also show what is missed, wrong and invented
    #[arg(long, requires = "against")]
    pub(in crate::cli) errors: bool,

    /// How differences are shown
    #[arg(long, value_enum, default_value_t = ReportFormat::Full, value_name = "FORMAT")]
    pub(in crate::cli) output_format: ReportFormat,

    #[command(flatten)]
    pub(in crate::cli) reading: Reading,

    /// Leave out mentions and facts of less confidence [default: 0 for mentions, 0.5 for facts]
    #[arg(long, value_name = "0..1", value_parser = confidence)]
    pub(in crate::cli) min_confidence: Option<f32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ReportFormat {
    /// The sentence with carets under the span
    Full,
    /// A line a difference
    Concise,
    /// One object with the rows
    Json,
    /// A suite a document, a case a difference
    Junit,
    /// Annotations of GitHub Actions
    Github,
    /// A table a document
    Markdown,
}

impl From<ReportFormat> for show::Format {
    fn from(name: ReportFormat) -> show::Format {
        match name {
            ReportFormat::Full => show::Format::Full,
            ReportFormat::Concise => show::Format::Concise,
            ReportFormat::Json => show::Format::Json,
            ReportFormat::Junit => show::Format::Junit,
            ReportFormat::Github => show::Format::Github,
            ReportFormat::Markdown => show::Format::Markdown,
        }
    }
}
