//! What is written of all that is found: options, and the conditions they make.

use super::console::Console;
use super::suggest::did_you_mean;
use anyhow::bail;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use factrow::dictionary::slug;
use factrow::formats::input::parse_date;
use factrow::records::{Filter, Layout, Least, Table, Wanted};
use factrow::{DateSpan, Engine, FactType, Kind};
use std::collections::BTreeSet;

/// Conditions on what is written; rows that meet all of them are.
#[derive(Debug, Args)]
#[command(next_help_heading = "What is written")]
pub(crate) struct Select {
    /// Only these columns, in this order: doc,text,amount, or facts.amount for those of one table. A table that has none of
    /// them is written whole
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    pub(crate) columns: Vec<String>,

    /// Only mentions of these kinds
    #[arg(long, value_name = "KIND,…", value_delimiter = ',', value_parser = kinds())]
    pub(crate) kind: Vec<Kind>,

    /// Only facts of these types
    #[arg(long = "type", value_name = "TYPE,…", value_delimiter = ',', value_parser = types())]
    pub(crate) types: Vec<FactType>,

    /// Only what is dated this day or later, by its own date or else by its article's: 2025-06-12, 2025-06 or 2025
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) since: Option<DateSpan>,

    /// Only what is dated this day or earlier
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) until: Option<DateSpan>,

    /// Only what states at least so much money, written as in an article: 1M€, "2,5 milliards de dollars"; amounts in other
    /// currencies are left out, a bare 500k counts in all
    #[arg(long, value_name = "AMOUNT")]
    pub(crate) min_amount: Option<String>,

    /// Only facts of this company, and mentions in sentences that name it or one of its products (may be given several times)
    #[arg(long, value_name = "NAME")]
    pub(crate) company: Vec<String>,

    /// Only mentions and facts of this confidence or more [default: 0 for mentions, 0.5 for facts]
    #[arg(long, value_name = "0..1", value_parser = confidence)]
    pub(crate) min_confidence: Option<f32>,

    /// Only articles in these languages
    #[arg(long, value_name = "LANG,…", value_delimiter = ',')]
    pub(crate) lang: Vec<String>,
}

/// Kinds of mentions by their names.
pub(crate) fn kinds() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(Kind::ALL.map(Kind::as_str)).try_map(|word| Kind::parse(&word).ok_or("no such kind"))
}

fn types() -> impl TypedValueParser<Value = FactType> {
    PossibleValuesParser::new(FactType::ALL.iter().map(|t| t.as_str())).try_map(|word| FactType::parse(&word).ok_or("no such type"))
}

pub(crate) fn date(s: &str) -> Result<DateSpan, String> {
    parse_date(s).ok_or_else(|| "a date is written 2025-06-12, 2025-06 or 2025".to_owned())
}

pub(crate) fn confidence(s: &str) -> Result<f32, String> {
    s.parse().ok().filter(|c| (0.0..=1.0).contains(c)).ok_or_else(|| "a confidence is a number from 0 to 1".to_owned())
}

impl Select {
    /// The columns to write.
    pub(crate) fn layout(&self) -> anyhow::Result<Layout> {
        let wrong = match Layout::pick(&self.columns) {
            Ok(layout) => return Ok(layout),
            Err(wrong) => wrong,
        };
        let known = |t: Table| t.columns().iter().map(move |c| (t, c.name));
        let column = wrong.rsplit('.').next().unwrap_or(wrong);
        let qualified: Vec<String> = Table::ALL.into_iter().flat_map(known).map(|(t, c)| format!("{}.{c}", t.name())).collect();
        let plain: BTreeSet<&str> = Table::ALL.into_iter().flat_map(known).map(|(_, c)| c).collect();
        let hint = if wrong.contains('.') {
            did_you_mean(wrong, qualified.iter().map(String::as_str))
        } else {
            did_you_mean(column, plain.into_iter())
        };
        bail!("--columns: no table has a column `{wrong}`{}", hint.unwrap_or_default())
    }

    /// The companies that were asked for, as the dictionary knows them.
    pub(crate) fn wanted(&self, engine: &Engine, console: &Console) -> Option<Wanted> {
        if self.company.is_empty() {
            return None;
        }
        let rules = engine.form_rules();
        let spelling = |s: &str| slug(rules.strip(s));
        let mut wanted = Wanted::default();
        for name in &self.company {
            let spelled = spelling(name);
            let before = wanted.ids.len();
            for n in engine.names().iter() {
                if n.id == *name || n.forms().any(|f| spelling(f) == spelled) {
                    wanted.ids.insert(n.id.to_owned());
                }
            }
            if wanted.ids.len() == before {
                console.info(&format!("--company: no dictionary row has `{name}`; only that very name is looked for"));
            }
            wanted.spellings.extend([slug(name), spelled]);
        }
        Some(wanted)
    }

    /// All conditions.
    pub(crate) fn filter(&self, engine: &Engine, wanted: Option<Wanted>) -> anyhow::Result<Filter> {
        for lang in &self.lang {
            if !engine.languages().any(|l| l == lang) {
                let known: Vec<&str> = engine.languages().collect();
                bail!("--lang: no dictionary for `{lang}`; there are {}", known.join(", "));
            }
        }
        if let (Some(since), Some(until)) = (self.since, self.until) {
            if since.from > until.to {
                bail!("--since is after --until");
            }
        }
        // one language of articles is the language of the amount as well
        let lang = if let [one] = &self.lang[..] { Some(one.as_str()) } else { None };
        let least = self.min_amount.as_deref().map(|words| Least::read(words, lang, engine));
        Ok(Filter {
            kinds: self.kind.clone(),
            types: self.types.clone(),
            since: self.since.map(|d| d.from),
            until: self.until.map(|d| d.to),
            least: least.transpose().map_err(|e| anyhow::anyhow!("--min-amount: {e}"))?,
            companies: wanted,
            languages: self.lang.clone(),
            ..Filter::sure(self.min_confidence)
        })
    }
}
