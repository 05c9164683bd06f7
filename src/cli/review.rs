//! `factrow review`: goes through what differs from expected tables, and writes what was decided.

use super::args::Reading as ReadingOptions;
use super::check::{Set, Source, differences, sets, write};
use super::console::{Console, counted};
use super::explain::Page;
use super::reading::load;
use super::select::confidence;
use clap::Args;
use factrow::Engine;
use factrow::checking::show::one;
use factrow::checking::{Expectation, Finding, Reading, Rejections, What};
use std::collections::HashMap;
use std::io::{BufRead, Write};
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  factrow review fixtures/                                    one difference after the other
  factrow review fixtures/ --accept rule=money.elided --reject change=lost
  factrow review fixtures/ --accept d53f2e0c1a9b7             by the id that `check --output-format json` says
  factrow review fixtures/ --accept all                       as `check --update`

Accepted differences are written into the expected tables. Rejected ones are kept in rejected.csv beside them: `check` still
fails on them, and they are not asked about again.";

/// Options of `factrow review`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Review {
    /// Folders of articles, each with its tables in `expected/`
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Where the expected tables of all articles are
    #[arg(long, value_name = "DIR")]
    expected: Option<PathBuf>,

    /// Accept these and ask nothing: all, an id, rule=…, doc=…, kind=…, type=…, change=added|lost|changed (may be given several
    /// times)
    #[arg(long, value_name = "WHICH")]
    accept: Vec<Which>,

    /// Reject these and ask nothing; goes before --accept
    #[arg(long, value_name = "WHICH")]
    reject: Vec<Which>,

    #[command(flatten)]
    reading: ReadingOptions,

    /// Leave out mentions and facts of less confidence [default: 0 for mentions, 0.5 for facts]
    #[arg(long, value_name = "0..1", value_parser = confidence)]
    min_confidence: Option<f32>,
}

/// Which findings are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Which {
    All,
    Id(String),
    Rule(String),
    Doc(String),
    Kind(String),
    Change(What),
}

impl std::str::FromStr for Which {
    type Err = String;

    fn from_str(s: &str) -> Result<Which, String> {
        let value = |v: &str| v.to_owned();
        Ok(match s.split_once('=') {
            None if s == "all" => Which::All,
            None if s.starts_with('d') && s.len() == 13 => Which::Id(value(s)),
            Some(("rule", v)) => Which::Rule(value(v)),
            Some(("doc", v)) => Which::Doc(value(v)),
            Some(("kind" | "type", v)) => Which::Kind(value(v)),
            Some(("change", v)) => {
                let what = [What::Added, What::Lost, What::Changed].into_iter().find(|w| w.as_str() == v);
                Which::Change(what.ok_or("changes are added, lost and changed")?)
            }
            _ => return Err("one of all, an id, rule=…, doc=…, kind=…, type=…, change=…".to_owned()),
        })
    }
}

impl Which {
    fn means(&self, f: &Finding) -> bool {
        match self {
            Which::All => true,
            Which::Id(id) => *id == f.id,
            Which::Rule(rule) => *rule == f.rule,
            Which::Doc(doc) => *doc == f.doc,
            Which::Kind(kind) => *kind == f.kind,
            Which::Change(what) => *what == f.what,
        }
    }
}

/// What is done about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decision {
    Accept,
    Reject,
    Skip,
}

pub(super) fn run(options: &Review, console: &Console) -> anyhow::Result<ExitCode> {
    let (engine, _) = load(&options.reading, false, true)?;
    let source = Source { engine: &engine, reading: &options.reading, min_confidence: options.min_confidence };
    let mut tally = [0u64; 3];
    let mut stopped = false;
    for set in sets(&options.paths, options.expected.as_deref())? {
        let found = differences(&source, &set, console)?;
        if found.expected.tables.is_empty() {
            anyhow::bail!("no expected tables in {}: `factrow check --update` writes the first ones", set.expected.display());
        }
        let mut findings = found.findings;
        let mut decisions: HashMap<String, Decision> = HashMap::new();
        let asks = options.accept.is_empty() && options.reject.is_empty();
        if asks && !stopped {
            let desk = Desk { engine: &engine, reading: &found.reading };
            stopped = desk.ask(&findings, &mut decisions)?;
        } else {
            for f in &findings {
                let decision = if options.reject.iter().any(|w| w.means(f)) {
                    Decision::Reject
                } else if options.accept.iter().any(|w| w.means(f)) {
                    Decision::Accept
                } else {
                    Decision::Skip
                };
                decisions.insert(f.id.clone(), decision);
            }
        }
        for f in &mut findings {
            match decisions.get(&f.id) {
                Some(Decision::Accept) => {
                    tally[0] += 1;
                    f.rejected = false;
                }
                Some(Decision::Reject) => {
                    tally[1] += 1;
                    f.rejected = true;
                }
                _ => tally[2] += 1,
            }
        }
        save(&set, &found.expected, &found.reading, &findings, &decisions)?;
    }
    let [accepted, rejected, open] = tally;
    console.info(&format!(
        "{}: {accepted} accepted, {rejected} rejected, {open} left as they are",
        counted(tally.iter().sum(), "difference", "differences")
    ));
    Ok(ExitCode::SUCCESS)
}

fn save(
    set: &Set,
    expected: &Expectation,
    reading: &Reading,
    findings: &[Finding],
    decisions: &HashMap<String, Decision>,
) -> anyhow::Result<()> {
    if !decisions.values().any(|d| *d != Decision::Skip) {
        return Ok(());
    }
    let accepted = decisions.iter().filter(|(_, d)| **d == Decision::Accept).map(|(id, _)| id.clone()).collect();
    write(&set.expected, &expected.with(reading, &accepted), &Rejections::of(findings))
}

/// Where decisions are made: questions go to standard error, answers come from standard input.
struct Desk<'a> {
    engine: &'a Engine,
    reading: &'a Reading,
}

impl Desk<'_> {
    /// Asks about each finding that was not rejected before; returns whether the user wants to stop.
    fn ask(&self, findings: &[Finding], decisions: &mut HashMap<String, Decision>) -> anyhow::Result<bool> {
        let open: Vec<&Finding> = findings.iter().filter(|f| !f.rejected).collect();
        let mut answers = std::io::stdin().lock().lines();
        let mut err = anstream::stderr().lock();
        for (i, f) in open.iter().enumerate() {
            if decisions.contains_key(&f.id) {
                continue;
            }
            writeln!(err, "\n{}\n", one(f))?;
            loop {
                write!(
                    err,
                    "{}/{} [a]ccept [r]eject [s]kip, show r[u]le, [e]xplain, accept [A]ll of this rule, [q]uit? ",
                    i + 1,
                    open.len()
                )?;
                err.flush()?;
                let Some(answer) = answers.next().transpose()? else { return Ok(true) };
                let decision = match answer.trim() {
                    "a" | "accept" => Decision::Accept,
                    "r" | "reject" => Decision::Reject,
                    "s" | "skip" => Decision::Skip,
                    "A" => {
                        open[i..].iter().filter(|o| o.rule == f.rule).for_each(|o| {
                            decisions.insert(o.id.clone(), Decision::Accept);
                        });
                        break;
                    }
                    "u" | "rule" => {
                        let place = self.engine.rule_source(&f.rule).unwrap_or_else(|| "made by code, without a row of its own".to_owned());
                        writeln!(err, "{}: {place}", f.rule)?;
                        continue;
                    }
                    "e" | "explain" => {
                        self.explain(f, &mut err)?;
                        continue;
                    }
                    "q" | "quit" => return Ok(true),
                    _ => continue,
                };
                decisions.insert(f.id.clone(), decision);
                break;
            }
        }
        Ok(false)
    }

    /// What is read in the line of a finding, and why.
    fn explain(&self, f: &Finding, err: &mut impl Write) -> anyhow::Result<()> {
        let (Some(article), Some(line)) = (self.reading.article(&f.doc), f.place.as_ref().and_then(|p| p.line)) else {
            return Ok(writeln!(err, "its sentence is no longer in the text")?);
        };
        let extraction = self.engine.extract(&article.document);
        let page = Page::new(article, &extraction);
        page.mentions(err, &|span| page.line_of(span.start) == line, |_| true)?;
        Ok(page.facts(err, &|span| page.line_of(span.start) == line)?)
    }
}
