//! What goes in and what comes out of the library: a document, its mentions, its facts.

use crate::dictionary::Weighed;
use crate::meaning::{Amount, DateSpan, FactType, Modality};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::sync::Arc;

/// A text to be read, with what is known of it from outside.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Name in the tables: path relative to the input root, record id, or `path#row`.
    pub id: String,
    /// The text. All offsets of mentions point into it.
    pub text: String,
    /// ISO 639-1 language, if known from outside; told from the text otherwise.
    pub lang: Option<String>,
    /// When it was written, if known from outside; looked for in the text otherwise.
    pub date: Option<DocumentDate>,
    /// Title, if known from outside.
    pub title: Option<String>,
}

/// The date a document was written: a day, or a whole month or year where no more is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentDate {
    /// The span of days it may have been written on.
    pub span: DateSpan,
    /// Where it is known from: `option`, `record`, `html`, `front-matter`, `text`, `file-name`.
    pub source: String,
}

impl DocumentDate {
    /// Source of a date that the user gave for all documents.
    pub const OPTION: &'static str = "option";
    /// Source of a date that the record states.
    pub const RECORD: &'static str = "record";
    /// Source of a date in the metadata of a web page.
    pub const HTML: &'static str = "html";
    /// Source of a date in the front matter of Markdown.
    pub const FRONT_MATTER: &'static str = "front-matter";
    /// Source of a date that the text's own first lines state.
    pub const TEXT: &'static str = "text";
    /// Source of a date in a file's name: the weakest, a date in the text goes before it.
    pub const FILE_NAME: &'static str = "file-name";

    /// The day that relative dates are counted from: the last day of the span.
    pub fn reference(&self) -> NaiveDate {
        self.span.to
    }
}

/// What kind of thing a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A named company.
    Company,
    /// A named product of a company.
    Product,
    /// An amount of money.
    Money,
    /// A calendar expression.
    Date,
    /// A count of users, customers, downloads or the like.
    Users,
    /// A count of employees or jobs.
    Headcount,
    /// A percentage.
    Percent,
}

impl Kind {
    /// All kinds, in table order.
    pub const ALL: [Kind; 7] = [Kind::Company, Kind::Product, Kind::Money, Kind::Date, Kind::Users, Kind::Headcount, Kind::Percent];

    /// The word used in tables and rules.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Company => "company",
            Kind::Product => "product",
            Kind::Money => "money",
            Kind::Date => "date",
            Kind::Users => "users",
            Kind::Headcount => "headcount",
            Kind::Percent => "percent",
        }
    }

    /// Reads the word used in tables and rules.
    pub fn parse(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.as_str() == word)
    }
}

/// A span of bytes of a document's text, end exclusive, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The text of the span.
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// A company or product as a mention names it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Entity {
    /// Dictionary id; empty for a company known only from its context.
    pub id: SmolStr,
    /// Canonical name.
    pub name: SmolStr,
    /// Owner's dictionary id, for a product.
    pub owner: SmolStr,
    /// Sector of a company or category of a product as its dictionary row says; empty if unknown.
    pub sector: SmolStr,
    /// ISO 3166-1 code of a company's country as its dictionary row says; empty if unknown.
    #[serde(skip)]
    pub country: SmolStr,
    /// Dictionary id of the company that owns a company; empty if unknown.
    #[serde(skip)]
    pub parent: SmolStr,
}

/// What a mention means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Value {
    /// A company or product.
    Entity(Arc<Entity>),
    /// Money, a count or a percentage.
    Amount(Amount),
    /// A date; `None` if it cannot be resolved.
    Date(Option<DateSpan>),
}

/// One span found in a text, with its meaning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Kind of thing.
    pub kind: Kind,
    /// Where, in bytes.
    pub span: Span,
    /// 0-based index of its sentence in [`Extraction::sentences`].
    pub sentence: u32,
    /// What it means.
    pub value: Value,
    /// Id of the rule or dictionary row that made it.
    pub rule: SmolStr,
    /// 0.0 to 1.0.
    pub confidence: f32,
    /// How it was derived, in reading order; filled only when asked for.
    pub parts: Vec<Part>,
}

impl Mention {
    /// The entity, for a company or product.
    pub fn entity(&self) -> Option<&Arc<Entity>> {
        match &self.value {
            Value::Entity(e) => Some(e),
            _ => None,
        }
    }

    /// The amount, for money, counts and percentages.
    pub fn amount(&self) -> Option<&Amount> {
        match &self.value {
            Value::Amount(a) => Some(a),
            _ => None,
        }
    }

    /// The resolved date, for a date that could be resolved.
    pub fn date(&self) -> Option<&DateSpan> {
        match &self.value {
            Value::Date(d) => d.as_ref(),
            _ => None,
        }
    }
}

/// A piece of a derivation: which words, read as what, because of which row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The words.
    pub span: Span,
    /// The class they were read as ("scale", "currency", "trigger"), or a role's name.
    pub class: String,
    /// The value they carry there.
    pub value: String,
    /// `file:line` of the row or rule; empty for shapes read by code.
    pub source: String,
}

/// A fact read from a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Type of fact.
    pub kind: FactType,
    /// Where the evidence is, in bytes.
    pub span: Span,
    /// 0-based index of its sentence.
    pub sentence: u32,
    /// Who.
    pub subject: Arc<Entity>,
    /// Whom or what.
    pub object: Option<Arc<Entity>>,
    /// Money, with currency in `unit`.
    pub money: Option<Amount>,
    /// Users or employees.
    pub count: Option<Amount>,
    /// Percentage, signed.
    pub percent: Option<rust_decimal::Decimal>,
    /// The fact's own date.
    pub date: Option<DateSpan>,
    /// How firmly it is stated.
    pub modality: Modality,
    /// Id of the frame.
    pub rule: SmolStr,
    /// 0.0 to 1.0.
    pub confidence: f32,
    /// How it was derived: trigger and role fillers; filled only when asked for.
    pub parts: Vec<Part>,
}

/// A frame that a trigger opened and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The trigger's words with their verb group.
    pub span: Span,
    /// Id of the frame.
    pub frame: String,
    /// What it lacked; empty where it gave a fact.
    pub lacked: String,
}

/// A fact that a frame could have given, with one of the companies that may be its subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// The fact with this subject; its confidence is what the weights say of it.
    pub fact: Fact,
    /// Sentence, trigger, frame and object: of those that share them at most one is given.
    pub choice: (u32, u32, u32, u32),
    /// The frame's own places found the subject.
    pub proposed: bool,
    /// What is known of it, and what that weighs.
    pub features: Vec<Weighed>,
}

/// A name that no row has, and how likely it is a company's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Likely {
    /// Where it stands.
    pub spans: Vec<Span>,
    /// 0 to 1.
    pub probability: f32,
    /// Some cue had settled already what it is.
    pub known: bool,
    /// What is known of it, and what that weighs.
    pub features: Vec<Weighed>,
}

/// Some words of a text, for those who ask why they are no mention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nearly {
    /// The words.
    pub span: Span,
    /// What they are read as, before any rule.
    pub words: Vec<Part>,
    /// Rules that took a part of them, those that lack least first.
    pub rules: Vec<NearMiss>,
}

/// A rule that matched in part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearMiss {
    /// What it would have made.
    pub kind: Kind,
    /// Its id.
    pub rule: String,
    /// Its `file:line`.
    pub source: String,
    /// What it took.
    pub span: Span,
    /// The classes it lacked, and what stands in their place.
    pub lacked: String,
}

/// Everything read from one document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Extraction {
    /// ISO 639-1 language the text was read in.
    pub lang: String,
    /// The document's date, from outside or from the text.
    pub date: Option<DocumentDate>,
    /// Spans of the sentences, in order.
    pub sentences: Vec<Span>,
    /// Mentions, by offset.
    pub mentions: Vec<Mention>,
    /// Facts, by offset.
    pub facts: Vec<Fact>,
    /// Frames that were tried, by offset; filled only when explanations are asked for.
    pub attempts: Vec<Attempt>,
    /// Facts that were weighed, by offset; filled only when explanations are asked for.
    pub candidates: Vec<Candidate>,
    /// Names that were weighed; filled only when explanations are asked for.
    pub likely: Vec<Likely>,
}

/// One line, as rule examples and `explain` write it: `about 3000000000 USD per month`, `1000-2000 EUR`,
/// `2024-05-01/2024-05-31`, `unresolved`, `OpenAI (openai)`.
impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        use crate::meaning::Bound;
        match self {
            Value::Entity(e) if e.id.is_empty() => write!(f, "{}", e.name),
            Value::Entity(e) => write!(f, "{} ({})", e.name, e.id),
            Value::Amount(a) => {
                if !matches!(a.bound, Bound::Exact | Bound::Range) {
                    write!(f, "{} ", a.bound.as_str())?;
                }
                write!(f, "{}", a.low)?;
                if let Some(h) = a.high {
                    write!(f, "-{h}")?;
                }
                write!(f, " {}", a.unit)?;
                for t in &a.traits {
                    write!(f, " {t}")?;
                }
                if !a.per.is_empty() {
                    write!(f, " per {}", a.per)?;
                }
                Ok(())
            }
            Value::Date(None) => write!(f, "unresolved"),
            Value::Date(Some(d)) if d.from == d.to => write!(f, "{}", d.from),
            Value::Date(Some(d)) => write!(f, "{}/{}", d.from, d.to),
        }
    }
}

/// One line, as frame examples and `explain` write it: `acquisition: Microsoft > GitHub, 7500000000 USD, 2018, planned`.
impl std::fmt::Display for Fact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.kind.as_str(), self.subject.name)?;
        if let Some(o) = &self.object {
            write!(f, " > {}", o.name)?;
        }
        for a in [&self.money, &self.count].into_iter().flatten() {
            write!(f, ", {}", Value::Amount(a.clone()))?;
        }
        if let Some(p) = self.percent {
            write!(f, ", {p} %")?;
        }
        if let Some(d) = &self.date {
            write!(f, ", {}", d.edtf())?;
        }
        if self.modality != Modality::Asserted {
            write!(f, ", {}", self.modality.as_str())?;
        }
        Ok(())
    }
}
