//! The layouts of lists.

use super::{ImportError, Record, Report};
use serde::de::{Deserializer, MapAccess, Visitor};
use std::collections::BTreeMap;
use std::io::Read;

/// Which column of a CSV holds what.
#[derive(Debug, Clone, Default)]
pub struct Map {
    /// Our column, and theirs.
    pub columns: BTreeMap<String, String>,
    /// What separates aliases within a cell.
    pub separator: Option<char>,
}

/// The layout of a list.
#[derive(Debug, Clone)]
pub enum Format {
    /// LEI-CDF golden copy as CSV.
    Gleif,
    /// company_tickers.json or company_tickers_exchange.json.
    Sec,
    /// The result of a query as CSV: item, itemLabel, itemAltLabel, country, ticker.
    Wikidata,
    /// StockUniteLegale of the INSEE as CSV.
    Sirene,
    /// Any CSV with a header.
    Csv(Map),
}

type Sink<'s> = &'s mut dyn FnMut(Record, &mut Report);

pub(super) fn read(format: &Format, input: impl Read, report: &mut Report, sink: Sink<'_>) -> Result<(), ImportError> {
    match format {
        Format::Sec => sec(input, report, sink),
        Format::Gleif => rows(input, "GLEIF", &["LEI", "Entity.LegalName"], report, sink, gleif),
        Format::Wikidata => rows(input, "Wikidata", &["item", "itemLabel"], report, sink, wikidata),
        Format::Sirene => rows(input, "Sirene", &["siren", "denominationUniteLegale"], report, sink, sirene),
        Format::Csv(map) => {
            let name = map.columns.get("name").map_or("name", String::as_str).to_owned();
            rows(input, "CSV", &[&name], report, sink, |r| Ok(mapped(r, map)))
        }
    }
}

/// A record of a CSV by column names.
struct Row<'r> {
    header: &'r csv::StringRecord,
    record: &'r csv::StringRecord,
}

impl<'r> Row<'r> {
    fn get(&self, column: &str) -> &'r str {
        self.header
            .iter()
            .position(|h| h.trim_start_matches('\u{feff}').eq_ignore_ascii_case(column))
            .and_then(|i| self.record.get(i))
            .unwrap_or("")
            .trim()
    }

    fn first(&self, columns: &[&str]) -> &'r str {
        columns.iter().map(|c| self.get(c)).find(|v| !v.is_empty()).unwrap_or("")
    }

    fn starting(&self, prefix: &'static str) -> impl Iterator<Item = (&'r str, &'r str)> + use<'r> {
        self.header.iter().zip(self.record).filter(move |(h, v)| h.starts_with(prefix) && !v.trim().is_empty())
    }
}

/// Streams the rows of a CSV; a row of the wrong length or encoding is counted and skipped.
fn rows(
    input: impl Read,
    what: &'static str,
    needed: &[&str],
    report: &mut Report,
    sink: Sink<'_>,
    convert: impl Fn(&Row<'_>) -> Result<Record, &'static str>,
) -> Result<(), ImportError> {
    let mut input = std::io::BufReader::new(input);
    let delimiter = delimiter(&mut input)?;
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(input);
    let header = reader.headers()?.clone();
    let has = |c: &str| header.iter().any(|h| h.trim_start_matches('\u{feff}').eq_ignore_ascii_case(c));
    if let Some(missing) = needed.iter().find(|c| !has(c)) {
        return Err(ImportError::Layout(what, format!("it has no column `{missing}`")));
    }
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => {
                report.read += 1;
                match convert(&Row { header: &header, record: &record }) {
                    Ok(r) if r.name.trim().is_empty() => report.refuse("no name"),
                    Ok(r) => sink(r, report),
                    Err(why) => report.refuse(why),
                }
            }
            Err(e) if e.is_io_error() => return Err(e.into()),
            Err(_) => {
                report.read += 1;
                report.refuse("a malformed row");
            }
        }
    }
}

/// Comma, semicolon or tab: what the first line has most of.
fn delimiter(input: &mut impl std::io::BufRead) -> Result<u8, ImportError> {
    let start = input.fill_buf()?;
    let line = start.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |d: u8| line.iter().filter(|b| **b == d).count();
    Ok([b',', b';', b'\t'].into_iter().max_by_key(|d| (count(*d), *d == b',')).unwrap_or(b','))
}

fn gleif(row: &Row<'_>) -> Result<Record, &'static str> {
    match row.get("Entity.EntityStatus") {
        "" | "ACTIVE" => {}
        _ => return Err("no longer active"),
    }
    match row.get("Entity.EntityCategory") {
        "FUND" => return Err("a share class or investment fund"),
        "SOLE_PROPRIETOR" => return Err("a person"),
        "RESIDENT_GOVERNMENT_ENTITY" | "INTERNATIONAL_ORGANIZATION" => return Err("an institution"),
        "BRANCH" => return Err("a branch of another company"),
        _ => {}
    }
    let other = |prefix: &'static str| {
        let names = row.starting(prefix).filter(|(h, _)| h.rsplit('.').next().is_some_and(|l| l.parse::<u32>().is_ok()));
        names.map(|(_, v)| v.trim().to_owned()).collect::<Vec<_>>()
    };
    let mut aliases = other("Entity.OtherEntityNames.OtherEntityName.");
    aliases.extend(other("Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName."));
    Ok(Record {
        id: format!("lei-{}", row.get("LEI").to_ascii_lowercase()),
        name: row.get("Entity.LegalName").to_owned(),
        aliases,
        country: row.first(&["Entity.HeadquartersAddress.Country", "Entity.LegalAddress.Country"]).to_owned(),
        ..Record::default()
    })
}

fn wikidata(row: &Row<'_>) -> Result<Record, &'static str> {
    let item = row.get("item").rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let label = row.get("itemLabel");
    let number = |s: &str| s.strip_prefix('q').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    if !number(&item) {
        return Err("no item id");
    }
    if number(&label.to_ascii_lowercase()) {
        return Err("no label in the query's language");
    }
    let exchange = row.first(&["exchangeCode", "exchange", "exchangeLabel"]);
    let symbol = row.first(&["ticker", "tickerSymbol"]);
    Ok(Record {
        id: format!("wd-{item}"),
        name: label.to_owned(),
        aliases: split(row.first(&["itemAltLabel", "aliases", "altLabel"]), ','),
        country: row.first(&["countryCode", "iso", "country"]).to_owned(),
        ticker: if symbol.is_empty() || exchange.is_empty() || exchange.contains(' ') {
            String::new()
        } else {
            format!("{exchange}:{symbol}")
        },
        ..Record::default()
    })
}

fn sirene(row: &Row<'_>) -> Result<Record, &'static str> {
    if !matches!(row.get("etatAdministratifUniteLegale"), "" | "A") {
        return Err("no longer active");
    }
    if !matches!(row.get("statutDiffusionUniteLegale"), "" | "O") {
        return Err("not to be published");
    }
    let name = row.get("denominationUniteLegale");
    if name.is_empty() {
        return Err("a person");
    }
    // legal categories 7 to 9: administrations, associations, foundations
    if row.get("categorieJuridiqueUniteLegale").starts_with(['7', '8', '9']) {
        return Err("an institution");
    }
    let mut aliases = Vec::new();
    for c in ["sigleUniteLegale", "denominationUsuelle1UniteLegale", "denominationUsuelle2UniteLegale", "denominationUsuelle3UniteLegale"] {
        if !matches!(row.get(c), "" | "[ND]") {
            aliases.push(row.get(c).to_owned());
        }
    }
    Ok(Record { id: format!("siren-{}", row.get("siren")), name: name.to_owned(), aliases, country: "FR".to_owned(), ..Record::default() })
}

fn mapped(row: &Row<'_>, map: &Map) -> Record {
    let get = |ours: &str| row.get(map.columns.get(ours).map_or(ours, String::as_str)).to_owned();
    Record {
        id: super::slug(&get("id")),
        name: get("name"),
        aliases: split(&get("aliases"), map.separator.unwrap_or('|')),
        country: get("country"),
        ticker: get("ticker"),
        parent: get("parent"),
        sector: get("sector"),
    }
}

fn split(cell: &str, separator: char) -> Vec<String> {
    cell.split(separator).map(str::trim).filter(|a| !a.is_empty()).map(str::to_owned).collect()
}

/// `{"0":{"cik_str":320193,"ticker":"AAPL","title":"Apple Inc."},…}`, or `{"fields":[…],"data":[[…],…]}`.
fn sec(input: impl Read, report: &mut Report, sink: Sink<'_>) -> Result<(), ImportError> {
    struct Entries<'a, 's> {
        report: &'a mut Report,
        sink: Sink<'s>,
    }
    impl<'de> Visitor<'de> for Entries<'_, '_> {
        type Value = ();
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an object of companies")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            let mut fields: Vec<String> = Vec::new();
            while let Some(key) = map.next_key::<String>()? {
                let value = map.next_value::<serde_json::Value>()?;
                match (key.as_str(), value) {
                    ("fields", serde_json::Value::Array(names)) => fields = names.iter().map(text).collect(),
                    ("data", serde_json::Value::Array(rows)) => {
                        for row in rows {
                            let cell =
                                |name: &str| fields.iter().position(|f| f == name).and_then(|i| row.get(i)).map(text).unwrap_or_default();
                            entry(cell("cik"), cell("name"), cell("ticker"), &cell("exchange"), self.report, self.sink);
                        }
                    }
                    (_, value) => {
                        let cell = |name: &str| value.get(name).map(text).unwrap_or_default();
                        entry(cell("cik_str"), cell("title"), cell("ticker"), "", self.report, self.sink);
                    }
                }
            }
            Ok(())
        }
    }
    let mut json = serde_json::Deserializer::from_reader(std::io::BufReader::new(input));
    json.deserialize_map(Entries { report, sink })?;
    Ok(())
}

fn text(v: &serde_json::Value) -> String {
    v.as_str().map_or_else(|| if v.is_null() { String::new() } else { v.to_string() }, str::to_owned)
}

fn entry(cik: String, name: String, ticker: String, exchange: &str, report: &mut Report, sink: Sink<'_>) {
    report.read += 1;
    let cik = cik.trim_start_matches('0');
    if name.trim().is_empty() || cik.is_empty() {
        return report.refuse("no name");
    }
    let ticker = match exchange {
        "" => String::new(),
        e => format!("{}:{ticker}", e.to_uppercase()),
    };
    // `/DE/`, `\NY\`: the state of registration
    let name = name.split([' ', '/', '\\']).collect::<Vec<_>>();
    let kept: Vec<&str> = name.iter().copied().filter(|w| !w.is_empty()).collect();
    let state = kept.last().is_some_and(|w| w.len() == 2 && w.bytes().all(|b| b.is_ascii_uppercase())) && name.last() == Some(&"");
    let name = kept[..kept.len() - usize::from(state)].join(" ");
    sink(Record { id: format!("cik-{cik}"), name, country: String::new(), ticker, ..Record::default() }, report);
}
