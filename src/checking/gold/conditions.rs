//! What a score must reach: floors that are given, and those that an earlier run reached.

use super::tally::{Group, Scores, Tally};
use crate::document::Kind;
use crate::meaning::FactType;
use serde::Deserialize;
use std::path::Path;

/// A measure of a group and the least it may be: `kind=money:f1=0.95`.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The group; all mentions if nothing else is said.
    pub group: Group,
    /// The measure.
    pub measure: &'static str,
    /// The least value.
    pub least: f64,
}

impl std::str::FromStr for Condition {
    type Err = String;

    fn from_str(s: &str) -> Result<Condition, String> {
        let (group, measure) = s.rsplit_once(':').unwrap_or(("", s));
        let form = || format!("`{s}` is not of the form kind=money:f1=0.95");
        let (name, least) = measure.split_once('=').ok_or_else(form)?;
        let measure = Tally::MEASURES.into_iter().find(|m| *m == name);
        let measure = measure.ok_or_else(|| format!("no measure `{name}`; there are {}", Tally::MEASURES.join(", ")))?;
        let least = least.parse().ok().filter(|l| (0.0..=1.0).contains(l)).ok_or_else(|| format!("{least}: not a number from 0 to 1"))?;
        Ok(Condition { group: parse_group(group)?, measure, least })
    }
}

fn parse_group(s: &str) -> Result<Group, String> {
    let mut group = Group::default();
    for term in s.split(',').filter(|t| !t.is_empty()) {
        match term.split_once('=').unwrap_or(("kind", term)) {
            ("kind", "facts") => group.facts = true,
            ("kind", "mentions") => group.facts = false,
            ("kind", k) if Kind::parse(k).is_some() => group.kind = Some(k.to_owned()),
            ("kind", k) => return Err(format!("no kind `{k}`; there are facts, mentions, {}", Kind::ALL.map(Kind::as_str).join(", "))),
            ("type", t) if FactType::parse(t).is_some() => {
                group.facts = true;
                group.kind = Some(t.to_owned());
            }
            ("type", t) => return Err(format!("no type of fact `{t}`")),
            ("lang", l) => group.lang = Some(l.to_owned()),
            ("rule", r) => group.rule = Some(r.to_owned()),
            (other, _) => return Err(format!("`{other}`: a group is named by kind, type, lang and rule")),
        }
    }
    Ok(group)
}

/// A condition that does not hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Failed {
    /// What was asked.
    pub condition: Condition,
    /// What it is; nothing if nothing could be measured.
    pub is: Option<f64>,
    /// Whether the floor is that of an earlier run.
    pub stored: bool,
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Condition { group, measure, least } = &self.condition;
        let least = if self.stored { format!("{least:.3} of the stored run") } else { least.to_string() };
        match self.is {
            Some(is) => write!(f, "{group}: {measure} {is:.3} is below {least}"),
            None => write!(f, "{group}: nothing there to measure {measure} of, {least} is wanted"),
        }
    }
}

impl Condition {
    /// Says how scores fail it.
    pub fn fails(&self, scores: &Scores, stored: bool) -> Option<Failed> {
        let is = scores.of(&self.group).measure(self.measure);
        // sums of the same counts are the same numbers, but for what printing them has cut off
        let holds = is.is_some_and(|is| is >= self.least - 1e-6);
        (!holds).then(|| Failed { condition: self.clone(), is, stored })
    }
}

/// The scores of an earlier run, as `--output-format json` writes them.
#[derive(Debug, Deserialize)]
pub struct Baseline {
    scores: Vec<Stored>,
}

#[derive(Debug, Deserialize)]
struct Stored {
    group: String,
    f1: f64,
}

impl Baseline {
    /// Reads a stored run.
    ///
    /// # Errors
    /// A file that is none; the message names it.
    pub fn read(path: &Path) -> Result<Baseline, String> {
        let named = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
        let text = std::fs::read_to_string(path).map_err(|e| named(&e))?;
        serde_json::from_str(&text).map_err(|e| named(&format!("no run stored by --against … --output-format json: {e}")))
    }

    /// What its scores ask of others: the F1 of all, of each kind, type and language. Rules come and go.
    ///
    /// # Errors
    /// A group that there is not.
    pub fn conditions(&self) -> Result<Vec<Condition>, String> {
        let lasting = self.scores.iter().filter(|s| !s.group.starts_with("rule="));
        lasting.map(|s| Ok(Condition { group: parse_group(&s.group)?, measure: "f1", least: s.f1 })).collect()
    }
}
