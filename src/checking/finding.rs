//! A finding: one difference, as people and programs are told of it.

use super::diff::Change;
use super::place::{Place, place};
use super::rows::Record;
use crate::records::Table;
use xxhash_rust::xxh3::xxh3_64;

/// What happened to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Nobody expected it.
    Added,
    /// It was expected and is not there.
    Lost,
    /// It says something else than expected.
    Changed,
    /// It was annotated and is not there.
    Missed,
    /// It was annotated as something else.
    Wrong,
    /// Nobody annotated it.
    Invented,
}

impl What {
    /// All of them.
    pub const ALL: [What; 6] = [What::Added, What::Lost, What::Changed, What::Missed, What::Wrong, What::Invented];

    /// The word used in all outputs.
    pub fn as_str(self) -> &'static str {
        match self {
            What::Added => "added",
            What::Lost => "lost",
            What::Changed => "changed",
            What::Missed => "missed",
            What::Wrong => "wrong",
            What::Invented => "invented",
        }
    }
}

/// A cell that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// Its column.
    pub column: &'static str,
    /// What was expected.
    pub expected: String,
    /// What it is now.
    pub now: String,
}

/// `amount: 13 → 13000000000`
impl std::fmt::Display for Detail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = |cell: &str| if cell.is_empty() { "(nothing)".to_owned() } else { cell.to_owned() };
        write!(f, "{}: {} → {}", self.column, shown(&self.expected), shown(&self.now))
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The same for the same difference, wherever the row stands: decisions refer to it.
    pub id: String,
    /// What happened.
    pub what: What,
    /// The table of the row.
    pub table: Table,
    /// The document.
    pub doc: String,
    /// Its file; empty if it is gone.
    pub source: String,
    /// Kind of mention or type of fact; `document` for a document.
    pub kind: String,
    /// The rule that makes the row, or made it.
    pub rule: String,
    /// What the row says, in a line.
    pub says: String,
    /// The cells that differ, if it changed.
    pub details: Vec<Detail>,
    /// Where it stands.
    pub place: Option<Place>,
    /// The expected row.
    pub expected: Option<Record>,
    /// The row of now.
    pub now: Option<Record>,
    /// Somebody looked at it and said that it is wrong.
    pub rejected: bool,
}

impl Finding {
    /// The finding of a change, with the text and the file of its document where they are known.
    pub fn new(change: Change, text: Option<&str>, source: &str) -> Finding {
        let row = change.row();
        let (table, doc) = (row.table(), row.doc().to_owned());
        let (kind, surface, sentence) = match table {
            Table::Mentions => (row.get("kind"), Some(row.get("text")), row.get("context")),
            Table::Facts => (row.get("type"), None, row.get("evidence")),
            _ => ("document", None, ""),
        };
        // the span of a fact reads as its evidence does, but for white space
        let surface = surface.or(change.new.is_none().then_some(sentence)).filter(|s| !s.is_empty());
        let what = match (&change.old, &change.new) {
            (None, _) => What::Added,
            (_, None) => What::Lost,
            _ => What::Changed,
        };
        let cell = |row: &Option<Record>, c: &str| row.as_ref().map_or("", |r| r.get(c)).to_owned();
        let detail = |c: &&'static str| Detail { column: c, expected: cell(&change.old, c), now: cell(&change.new, c) };
        let details: Vec<Detail> = if what == What::Changed { change.columns.iter().map(detail).collect() } else { Vec::new() };
        Finding {
            id: id(what, row, &details),
            what,
            table,
            kind: kind.to_owned(),
            rule: if table == Table::Documents { "document".to_owned() } else { row.get("rule").to_owned() },
            says: says(row),
            place: place(text, change.at, surface, sentence),
            source: source.to_owned(),
            rejected: false,
            details,
            doc,
            expected: change.old,
            now: change.new,
        }
    }

    /// What happened, in a line: `lost money: $1.3 billion = 1300000000 USD`.
    pub fn title(&self) -> String {
        let what = self.what.as_str();
        if self.says.is_empty() { format!("{what} {}", self.kind) } else { format!("{what} {}: {}", self.kind, self.says) }
    }

    /// What differs, in a line: `amount: 13 → 13000000000; unit: USD → EUR`.
    pub fn difference(&self) -> String {
        self.details.iter().map(Detail::to_string).collect::<Vec<_>>().join("; ")
    }

    /// The file with line and column, or what is known of it.
    pub fn whereabouts(&self) -> String {
        let file = if self.source.is_empty() { &self.doc } else { &self.source };
        match &self.place {
            Some(Place { line: Some(line), column, .. }) => format!("{file}:{line}:{column}"),
            _ => file.clone(),
        }
    }
}

/// Places are left out: an edit elsewhere in the text leaves the id alone.
fn id(what: What, row: &Record, details: &[Detail]) -> String {
    let said = |c: &str| !matches!(c, "sentence" | "start" | "end" | "source" | "confidence" | "fact");
    let cells = row.table().columns().iter().zip(row.cells()).filter(|(c, _)| said(c.name)).map(|(_, cell)| cell.as_str());
    let mut key = format!("{}\u{1f}{}", what.as_str(), row.table().name());
    cells.chain(details.iter().flat_map(|d| [d.column, &d.expected])).for_each(|s| {
        key.push('\u{1f}');
        key.push_str(s);
    });
    format!("d{:012x}", xxh3_64(key.as_bytes()) >> 16)
}

/// `$1.3 billion = 1300000000 USD`, `Halvorsen Marine > Tidewell Holdings, 1300000000 USD, planned`.
pub(super) fn says(row: &Record) -> String {
    let join = |columns: &[&str]| {
        let cells = columns.iter().map(|c| row.get(c)).filter(|c| !c.is_empty());
        cells.collect::<Vec<_>>().join(" ")
    };
    match row.table() {
        Table::Mentions => {
            let bound = Some(row.get("bound")).filter(|b| !matches!(*b, "" | "exact" | "range"));
            let range = [row.get("amount"), row.get("amount_high")].iter().filter(|a| !a.is_empty()).copied().collect::<Vec<_>>().join("-");
            let per = Some(row.get("per")).filter(|p| !p.is_empty()).map(|p| format!("per {p}"));
            let value = match row.get("kind") {
                "company" | "product" => join(&["name"]),
                "date" => {
                    if row.get("edtf").is_empty() {
                        "unresolved".to_owned()
                    } else {
                        join(&["edtf"])
                    }
                }
                _ => {
                    let parts = [bound.map(str::to_owned), Some(range), Some(join(&["unit", "traits"])), per];
                    parts.into_iter().flatten().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
                }
            };
            if value == row.get("text") { value } else { format!("{} = {value}", row.get("text")) }
        }
        Table::Facts => {
            let object = Some(row.get("object")).filter(|o| !o.is_empty()).map(|o| format!(" > {o}")).unwrap_or_default();
            let percent = Some(row.get("percent")).filter(|p| !p.is_empty()).map(|p| format!("{p} %")).unwrap_or_default();
            let amounts = [join(&["amount", "currency"]), join(&["count", "count_unit"]), percent, join(&["edtf"]), join(&["modality"])];
            let parts: Vec<String> = amounts.into_iter().filter(|p| !p.is_empty()).collect();
            format!("{}{object}{}{}", row.get("subject"), if parts.is_empty() { "" } else { ", " }, parts.join(", "))
        }
        _ => row.doc().to_owned(),
    }
}
