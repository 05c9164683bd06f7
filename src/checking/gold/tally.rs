//! Counts of what was found, missed and invented, by what one asks for.

use std::collections::BTreeMap;

/// Counts of one group.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Annotated, and not optional.
    pub gold: u32,
    /// Found, but for what answers something optional.
    pub found: u32,
    /// Found with the right value.
    pub right: u32,
    /// Found at the right place, whatever the value.
    pub placed: u32,
    /// Found with exactly the right span.
    pub exact: u32,
    /// Bounds that are right, of those that are annotated.
    pub bound: (u32, u32),
    /// Periods that are right, of those that are annotated.
    pub period: (u32, u32),
    /// Dates of facts that are right, of those that are annotated.
    pub date: (u32, u32),
    /// Modalities of facts that are right, of all facts found.
    pub modality: (u32, u32),
}

fn ratio(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) }
}

impl Tally {
    /// The part of what was found that is right.
    pub fn precision(&self) -> f64 {
        ratio(self.right, self.found)
    }

    /// The part of what was annotated that was found rightly.
    pub fn recall(&self) -> f64 {
        ratio(self.right, self.gold)
    }

    /// Harmonic mean of the two.
    pub fn f1(&self) -> f64 {
        ratio(2 * self.right, self.found + self.gold)
    }

    /// F1 of the places, whatever the values.
    pub fn placed_f1(&self) -> f64 {
        ratio(2 * self.placed, self.found + self.gold)
    }

    /// F1 of exact spans, whatever the values.
    pub fn exact_f1(&self) -> f64 {
        ratio(2 * self.exact, self.found + self.gold)
    }

    /// A measure by its name; nothing where nothing was annotated that it could measure.
    pub fn measure(&self, name: &str) -> Option<f64> {
        let part = |(right, all): (u32, u32)| (all > 0).then(|| ratio(right, all));
        let any = |value: f64| (self.gold + self.found > 0).then_some(value);
        match name {
            "f1" => any(self.f1()),
            "precision" => any(self.precision()),
            "recall" => any(self.recall()),
            "placed" => any(self.placed_f1()),
            "exact" => any(self.exact_f1()),
            "bound" => part(self.bound),
            "period" => part(self.period),
            "date" => part(self.date),
            "modality" => part(self.modality),
            _ => None,
        }
    }

    /// Names of all measures.
    pub const MEASURES: [&'static str; 9] = ["f1", "precision", "recall", "placed", "exact", "bound", "period", "date", "modality"];

    fn add(&mut self, other: &Tally) {
        let pair = |a: &mut (u32, u32), b: (u32, u32)| *a = (a.0 + b.0, a.1 + b.1);
        self.gold += other.gold;
        self.found += other.found;
        self.right += other.right;
        self.placed += other.placed;
        self.exact += other.exact;
        pair(&mut self.bound, other.bound);
        pair(&mut self.period, other.period);
        pair(&mut self.date, other.date);
        pair(&mut self.modality, other.modality);
    }
}

/// What is asked for: any of these that is given.
#[derive(Debug, Default, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group {
    /// Facts, and not mentions.
    pub facts: bool,
    /// Kind of mention or type of fact.
    pub kind: Option<String>,
    /// Language.
    pub lang: Option<String>,
    /// Rule; it finds, but nothing is annotated for it.
    pub rule: Option<String>,
}

/// `mentions`, `kind=money`, `facts,lang=fr`, `type=acquisition`
impl std::fmt::Display for Group {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let whole = if self.facts { "facts" } else { "mentions" };
        let kind = self.kind.as_ref().map(|k| format!("{}={k}", if self.facts { "type" } else { "kind" }));
        let rule = self.rule.as_ref().map(|r| format!("rule={r}"));
        let bare = (kind.is_none() && rule.is_none()).then(|| whole.to_owned());
        let lang = self.lang.as_ref().map(|l| format!("lang={l}"));
        let terms: Vec<String> = [bare, kind, rule, lang].into_iter().flatten().collect();
        f.write_str(&terms.join(","))
    }
}

/// Counts of everything, by kind or type, language and rule.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Scores {
    /// The finest groups. What was missed has no rule.
    cells: BTreeMap<Group, Tally>,
}

impl Scores {
    pub(super) fn at(&mut self, facts: bool, kind: &str, lang: &str, rule: &str) -> &mut Tally {
        let some = |s: &str| Some(s.to_owned());
        self.cells.entry(Group { facts, kind: some(kind), lang: some(lang), rule: some(rule) }).or_default()
    }

    /// Counts of all that belongs to a group.
    pub fn of(&self, group: &Group) -> Tally {
        let mut sum = Tally::default();
        let fits = |asked: &Option<String>, has: &Option<String>| asked.is_none() || asked == has;
        for (cell, tally) in self.cells.iter().filter(|(c, _)| c.facts == group.facts) {
            if fits(&group.kind, &cell.kind) && fits(&group.lang, &cell.lang) && fits(&group.rule, &cell.rule) {
                sum.add(tally);
            }
        }
        sum
    }

    /// Groups with one name each, with their counts: all, by kind or type, by language, by rule.
    pub fn groups(&self) -> Vec<(Group, Tally)> {
        let mut out: BTreeMap<(bool, u8, Group), Tally> = BTreeMap::new();
        for (cell, tally) in &self.cells {
            let whole = Group { facts: cell.facts, ..Group::default() };
            let rule = cell.rule.clone().filter(|r| !r.is_empty());
            let groups = [
                Some((0, whole.clone())),
                Some((1, Group { kind: cell.kind.clone(), ..whole.clone() })),
                Some((2, Group { lang: cell.lang.clone(), ..whole.clone() })),
                rule.map(|r| (3, Group { rule: Some(r), ..whole })),
            ];
            for (order, group) in groups.into_iter().flatten() {
                out.entry((cell.facts, order, group)).or_default().add(tally);
            }
        }
        out.into_iter().map(|((_, _, group), tally)| (group, tally)).collect()
    }
}
