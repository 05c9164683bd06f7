//! Rule rows: sequences of classes that make a mention.

use super::classes::{ClassId, Classes};
use super::load::LoadError;
use super::source::{Source, SourceFile};
use crate::document::Kind;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// One place of a rule's pattern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Element {
    /// Any of these classes.
    pub classes: Vec<ClassId>,
    /// May be left out (`class?`).
    pub optional: bool,
    /// No white space before it (`~class`).
    pub glued: bool,
}

/// A text and what the rule must make of it: `text = value`.
#[derive(Debug, Clone, Deserialize)]
pub struct Example {
    /// The text, in the language `lang` of it.
    pub text: String,
    /// The value, as the tables write it: "3000000000 USD", "2024-05-01/2024-05-31".
    pub value: String,
    /// ISO 639-1.
    pub lang: String,
    /// Date of writing, where it matters.
    #[serde(default)]
    pub date: Option<String>,
}

/// A text that the rule must not take, and why.
#[derive(Debug, Clone, Deserialize)]
pub struct Reject {
    /// The text.
    pub text: String,
    /// ISO 639-1.
    pub lang: String,
    /// Why it is none.
    pub why: String,
}

/// A sequence of classes that makes a mention of a kind.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rule {
    /// Unique id ("money.number-currency").
    pub id: SmolStr,
    /// What it makes.
    pub kind: Kind,
    /// 1: over lexemes; 2: over the mentions of the first pass as well (`money`, `date` classes).
    pub pass: u8,
    /// Its places.
    pub pattern: Vec<Element>,
    /// What else the kind's code must know ("fiscal", "range"), free of meaning to the engine.
    pub flags: Flags,
    /// What it must read; reading does not need it, so that it is not compiled.
    #[serde(skip)]
    pub examples: Vec<Example>,
    /// What it must not read, likewise.
    #[serde(skip)]
    pub rejects: Vec<Reject>,
    /// 0.0 to 1.0.
    pub confidence: f32,
    /// Where it stands.
    pub source: Source,
}

/// The flags of a rule. Each match of a date asks for a dozen, nearly all in vain.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(from = "Vec<String>", into = "Vec<String>")]
pub struct Flags {
    all: Vec<String>,
    /// Bit `n`: one of them has `n` letters.
    lengths: u32,
}

impl Flags {
    /// Whether a rule has a flag.
    #[inline]
    pub fn has(&self, flag: &str) -> bool {
        self.lengths & length_bit(flag) != 0 && self.all.iter().any(|f| f == flag)
    }

    /// All flags, as the rule lists them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(String::as_str)
    }
}

impl From<Vec<String>> for Flags {
    fn from(all: Vec<String>) -> Flags {
        let lengths = all.iter().fold(0, |bits, f| bits | length_bit(f));
        Flags { all, lengths }
    }
}

impl From<Flags> for Vec<String> {
    fn from(flags: Flags) -> Vec<String> {
        flags.all
    }
}

#[inline]
fn length_bit(flag: &str) -> u32 {
    1 << (flag.len() % 32)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<toml::Spanned<Row>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    kind: String,
    pattern: String,
    #[serde(default)]
    pass: Option<u8>,
    #[serde(default)]
    flags: Vec<String>,
    #[serde(default)]
    examples: Vec<Example>,
    #[serde(default)]
    rejects: Vec<Reject>,
    #[serde(default)]
    confidence: Option<f32>,
}

/// Reads a rule file; what is wrong goes to `errors`.
pub(crate) fn read(file: &SourceFile, classes: &Classes, rules: &mut Vec<Rule>, errors: &mut Vec<LoadError>) {
    let line_of = |offset: usize| file.content[..offset.min(file.content.len())].matches('\n').count() as u64 + 1;
    let parsed: File = match toml::from_str(&file.content) {
        Ok(p) => p,
        Err(e) => return errors.push(LoadError::new(file.at(e.span().map_or(1, |s| line_of(s.start))), e.message())),
    };
    for row in parsed.rule {
        let source = file.at(line_of(row.span().start));
        let row = row.into_inner();
        match build(row, classes, source.clone()) {
            Ok(r) => rules.push(r),
            Err(message) => errors.push(LoadError::new(source, message)),
        }
    }
}

fn build(row: Row, classes: &Classes, source: Source) -> Result<Rule, String> {
    let kind = Kind::parse(&row.kind).ok_or_else(|| format!("{}: unknown kind `{}`", row.id, row.kind))?;
    let mut pattern = Vec::new();
    for word in row.pattern.split_whitespace() {
        let (word, glued) = word.strip_prefix('~').map_or((word, false), |w| (w, true));
        let (word, optional) = word.strip_suffix('?').map_or((word, false), |w| (w, true));
        let of = |c: &str| classes.get(c).ok_or_else(|| format!("{}: unknown class `{c}`", row.id));
        pattern.push(Element { classes: word.split('|').map(of).collect::<Result<_, _>>()?, optional, glued });
    }
    if pattern.iter().all(|e| e.optional) {
        return Err(format!("{}: a pattern needs a place that is not optional", row.id));
    }
    if row.examples.is_empty() {
        return Err(format!("{}: a rule needs examples", row.id));
    }
    Ok(Rule {
        id: row.id.into(),
        kind,
        pass: row.pass.unwrap_or(1),
        pattern,
        flags: row.flags.into(),
        examples: row.examples,
        rejects: row.rejects,
        confidence: row.confidence.unwrap_or(0.95),
        source,
    })
}
