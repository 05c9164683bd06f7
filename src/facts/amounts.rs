//! How much: which amount belongs to which trigger.

use super::Few;
use super::sentence::{Placed, Sentence};
use super::trigger::{Form, Trigger};
use crate::dictionary::{ClassId, Frame, Place, Role, Then, class};
use crate::document::Kind;
use crate::meaning::FactType;
use smallvec::{SmallVec, smallvec};

/// For each trigger, the amounts it was given by kind.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given {
    pub(crate) money: Option<Placed>,
    pub(crate) count: Option<Placed>,
    pub(crate) percent: Option<Placed>,
}

/// Scores above this are too far away.
pub(super) const REACH: i32 = 34;

/// Gives each amount of the sentence but those `taken` to one trigger, nearest first. `able` are the frames that nothing
/// else is lacking.
pub(crate) fn assign(s: &Sentence<'_>, triggers: &[Trigger], frames: &[Frame], able: &[Few], taken: &[usize]) -> SmallVec<[Given; 4]> {
    let mut given: SmallVec<[Given; 4]> = smallvec![Given::default(); triggers.len()];
    let mut pairs: SmallVec<[(i32, usize, Placed); 8]> = SmallVec::new();
    for (t, trigger) in triggers.iter().enumerate() {
        for f in &able[t] {
            let frame = &frames[*f];
            for role in [&frame.money, &frame.count, &frame.percent].into_iter().flatten() {
                for p in s.placed.iter().filter(|p| role.kinds.contains(&s.kind(**p)) && !taken.contains(&p.mention)) {
                    let amount = s.mentions[p.mention].amount();
                    if frame.below.is_some_and(|b| amount.is_some_and(|a| a.low >= b && a.unit != "%")) {
                        continue;
                    }
                    if s.kind(*p) == Kind::Money && !super::fill::fits(frame, s, *p) {
                        continue;
                    }
                    // worth $18bn at its latest funding round: what it was worth
                    let at_round = frame.kind == FactType::Funding
                        && trigger.form == Form::Noun
                        && p.end <= trigger.start
                        && s.is(p.end, class::AT_ROUND);
                    // valued at $15bn by its last round: what it is worth
                    let valued = frame.kind == FactType::Funding
                        && trigger.form == Form::Noun
                        && p.end <= trigger.start
                        && triggers.iter().any(|o| {
                            o.is_verb() && o.classes.contains(&class::VALUE) && o.end <= p.start && right_behind(s, o.end, p.start)
                        });
                    // a $2.5bn stake; but `plusieurs milliards, y compris la participation de X`
                    let apart_from = frame.kind == FactType::Stake
                        && s.kind(*p) == Kind::Money
                        && trigger.form == Form::Noun
                        && p.end + 2 < trigger.start;
                    let elsewhere = s.kind(*p) == Kind::Money && super::gapped::of_possessive(s, *p);
                    // 48 of its 210 staff: the second number is no part of what goes
                    let whole = frame.kind == FactType::Layoffs && whole(s, *p);
                    if at_round || valued || apart_from || elsewhere || whole || !held(frame.kind, s, *p) || !followed(role, s, trigger, *p)
                    {
                        continue;
                    }
                    // a figure of a period is no difference; an investment may be `10 milliards supplémentaires`
                    if frame.compare && difference(s, *p) {
                        continue;
                    }
                    // `revenue rose to £877m and profit fell to £19.6m`: the first figure is no profit
                    let apart =
                        p.end <= trigger.start && trigger.form == Form::Noun && period(frame.kind) && !within(s, triggers, trigger, *p);
                    if let Some(score) = score(s, triggers, trigger, role, *p).filter(|_| !apart || s.kind(*p) != Kind::Money) {
                        pairs.push((score, t, *p));
                    }
                }
            }
        }
    }
    pairs.sort_by_key(|(score, t, p)| (*score, *t, p.start));
    let mut taken: SmallVec<[(usize, usize); 8]> = SmallVec::new();
    for &(_, t, p) in &pairs {
        let shared = |by: usize| able[by].iter().any(|a| able[t].iter().any(|b| frames[*a].shares(&frames[*b])));
        if taken.iter().any(|(mention, by)| *mention == p.mention && triggers[*by].start != triggers[t].start && !shared(*by)) {
            continue;
        }
        let slot = match s.kind(p) {
            Kind::Money => &mut given[t].money,
            Kind::Percent => &mut given[t].percent,
            _ => &mut given[t].count,
        };
        if slot.is_none() {
            *slot = Some(p);
            taken.push((p.mention, t));
        }
    }
    given
}

/// Whether an amount is followed as its role asks, and only words of degree stand between it and its verb.
pub(super) fn followed(role: &Role, s: &Sentence<'_>, t: &Trigger, p: Placed) -> bool {
    let bound = s.word_before(p.start, class::BOUND_BEFORE).map_or(p.start, |(b, _)| b);
    let noun = |i: usize| s.is(i, class::DETERMINER) || s.is(i, class::M_OF) || s.is(i, class::ANAPHOR);
    if role.then != Then::Any && (t.end..bound).any(noun) {
        return false;
    }
    let worth = s.is(p.end, class::WORTH);
    let of = s.is(p.end + usize::from(worth), class::M_OF);
    match role.then {
        Then::Any => true,
        Then::Of => of,
        Then::Whole => !of && !worth,
        // brought in £5m in donations; but `in June`
        Then::Bare => {
            let inside = s.is(p.end, class::M_IN);
            let dated = || s.placed.iter().any(|d| s.kind(*d) == Kind::Date && d.start > p.end && d.start <= p.end + 3);
            !of && !worth && (!inside || dated())
        }
    }
}

/// `48 of its 210 staff`, `120 emplois sur 1 400`: whether a number is the whole of which another one is a part.
pub(crate) fn whole(s: &Sentence<'_>, p: Placed) -> bool {
    s.word_before(p.start, class::OUT_OF).is_some()
}

/// Whether such facts have a figure a period: it stands beside its noun.
fn period(kind: FactType) -> bool {
    matches!(kind, FactType::Revenue | FactType::Profit | FactType::Loss | FactType::Spending)
}

/// `43 milliards de chiffre d'affaires`, `a £3m pre-tax loss`: a figure that belongs to the noun behind it.
fn within(s: &Sentence<'_>, triggers: &[Trigger], t: &Trigger, p: Placed) -> bool {
    let mut words = 0;
    let mut i = p.end;
    while i < t.start {
        if let Some(d) = s.at(i) {
            // $31bn — X's revenue
            let whose = p.start <= s.lo + 1 && s.possessive_at(d.end).is_some();
            if !whose && !matches!(s.kind(d), Kind::Date | Kind::Percent) {
                return false;
            }
            i = d.end;
            continue;
        }
        // À 4,2 milliards d'euros, le chiffre d'affaires …
        let opens = p.start <= s.lo + 3 && matches!(s.mark(i), ',' | '–' | '—');
        // contributed $293 million to operating income: a part of it
        if words == 0 && s.is(i, class::M_TO) && !opens && !s.is(i, class::M_OF) {
            return false;
        }
        let link = words == 0 && (s.is(i, class::M_OF) || s.is(i, class::M_IN));
        let stops = !opens && matches!(s.mark(i), ',' | ';' | ':' | '–' | '—' | '•')
            || s.word_at(i, class::CONJUNCTION).is_some()
            || s.is(i, class::CLAUSE)
            || s.is(i, class::RELATIVE)
            || s.is(i, class::AUX)
            || !link && !opens && words > 0 && s.marker_at(i).is_some()
            || triggers.iter().any(|o| o.is_verb() && o.start <= i && i < o.end && !o.passive_without_aux());
        if stops {
            return false;
        }
        words += 1;
        i += 1;
    }
    words <= 6
}

fn score(s: &Sentence<'_>, triggers: &[Trigger], t: &Trigger, role: &Role, p: Placed) -> Option<i32> {
    if marked_by(s, p.start, class::M_EXPECTED) || from_to(s, p).is_some() || changed_by(s, p) {
        return None;
    }
    if t.own.is_some_and(|own| s.placed[own].mention == p.mention) {
        return Some(-100);
    }
    // 10,000 job cuts, 150 suppressions de postes: the noun is what is counted
    if p.start < t.end && t.start < p.end {
        return (t.form == Form::Noun && s.kind(p) == Kind::Headcount).then_some(-50);
    }
    let marked = role.from.iter().any(|f| matches!(f, Place::Marked(c) if marked_by(s, p.start, *c)));
    let mut score = if p.start >= t.end {
        let direct = role.from.contains(&Place::Direct) && right_behind(s, t.end, p.start);
        if !marked && !direct && !role.from.contains(&Place::After) {
            return None;
        }
        (p.start - t.end) as i32 + crossed(s, triggers, t, t.end, p.start)
    } else if p.end <= t.start {
        // les 12 % que détenait X
        if role.from.contains(&Place::Relative) && relative(s, p.end, t.group) {
            return Some(0);
        }
        // an earlier figure belongs to what stands before it, unless its own noun follows: `compared with a $2m loss`
        if !role.from.contains(&Place::Before) || compared(s, p.start) && !(t.form == Form::Noun && right_behind(s, p.end, t.start)) {
            return None;
        }
        (t.start - p.end) as i32 + 2 + crossed(s, triggers, t, p.end, t.start)
    } else {
        return None;
    };
    if marked {
        score -= 6;
    }
    // pèse 27 milliards de chiffre d'affaires: the noun that it is an amount of goes before all others
    match amount_of(s, triggers, p) {
        Some(noun) if noun == t.start => score = -10,
        Some(_) => score += 20,
        None => {}
    }
    // compared with net income of $1.2 million: what is compared has a noun of its own
    if p.start >= t.end && compared_from(s, t.end, p.start) {
        score += 20;
    }
    (score < REACH).then_some(score)
}

/// Where the noun starts that an amount is said to be of: `3 milliards d'euros de ventes`, `$3bn of sales`.
fn amount_of(s: &Sentence<'_>, triggers: &[Trigger], p: Placed) -> Option<usize> {
    let (end, _) = s.word_at(p.end, class::M_OF)?;
    let end = s.past_apostrophe(end);
    triggers.iter().find(|o| o.form == Form::Noun && o.own.is_none() && o.start == end).map(|o| o.start)
}

/// Whether a relative pronoun and its verb stand right behind an amount, what it is of between: `les 12 % de Z que détient X`.
fn relative(s: &Sentence<'_>, from: usize, verb: usize) -> bool {
    let pronoun =
        (from..verb.min(from + 8)).take_while(|i| !matches!(s.mark(*i), ',' | ';' | ':' | '(')).find(|i| s.is(*i, class::RELATIVE_OBJECT));
    pronoun.is_some_and(|i| {
        verb <= i + 8 && (i..verb).all(|k| s.mark(k) != ',' && s.at(k).is_none_or(|p| !matches!(s.kind(p), Kind::Money | Kind::Percent)))
    })
}

/// Whether a marker stands before an amount, words of degree between left out: `à moins de 100 euros`.
pub(crate) fn marked_by(s: &Sentence<'_>, start: usize, marker: ClassId) -> bool {
    let behind = |at: usize| s.word_before(at, marker).is_some();
    behind(start) || s.word_before(start, class::BOUND_BEFORE).is_some_and(|(b, _)| behind(b))
}

/// Whether only a few words of degree stand between: `a perdu plus de 3 millions`.
fn right_behind(s: &Sentence<'_>, end: usize, start: usize) -> bool {
    start <= end + 5
        && (end..start).all(|i| s.at(i).is_none() && !matches!(s.mark(i), ',' | ':' | ';' | '(') && (!s.is(i, class::CLAUSE) || only(s, i)))
}

/// The `que` of `n'a encaissé que 610 000 euros`: an amount follows, and no clause.
fn only(s: &Sentence<'_>, i: usize) -> bool {
    let end = s.word_at(i + 1, class::BOUND_BEFORE).map_or(i + 1, |(end, _)| end);
    s.is(i, class::RESTRICTIVE) && s.at(end).is_some_and(|p| !matches!(s.kind(p), Kind::Company | Kind::Product | Kind::Date))
}

/// Whether an amount says how much is held or worth, and not by how much it changed: `wiping $9 billion off its market value`,
/// `shares in X fell 28%`.
fn held(kind: FactType, s: &Sentence<'_>, p: Placed) -> bool {
    let near = |from: usize, to: usize, classes: &[ClassId]| {
        (from..to).take_while(|i| s.at(*i).is_none() && s.mark(*i) != ',').any(|i| s.any(i..i + 1, classes))
    };
    let bound = s.word_before(p.start, class::BOUND_BEFORE).map_or(p.start, |(b, _)| b);
    let before = (bound.saturating_sub(3).max(s.lo)..bound).rev().find(|i| s.at(*i).is_some() || s.mark(*i) == ',');
    let lo = before.map_or(bound.saturating_sub(3).max(s.lo), |i| i + 1);
    match kind {
        FactType::MarketCap => {
            // sa capitalisation a fondu à 250 milliards: to what, not by how much
            let level = bound > s.lo && s.is(bound - 1, class::TO_LEVEL);
            (level || !near(lo, bound, &[class::LOST_VALUE])) && !near(p.end, s.hi.min(p.end + 7), &[class::LOST_VALUE])
        }
        FactType::Stake => {
            let by = bound > s.lo && s.is(bound - 1, class::BY_MUCH);
            let change = [class::RISE, class::FALL].iter().any(|c| s.word_before(bound - usize::from(by), *c).is_some());
            let verb = change && !s.any(p.end..s.hi.min(p.end + 1), &[class::M_OF]);
            !verb && !grown(s, p)
        }
        // its net debt of £70m: owed, not raised
        FactType::Funding => s.word_before(bound, class::M_OF).is_none_or(|(of, _)| s.word_before(of, class::N_DEBT).is_none()),
        // `priced its shares at $27`: what a share costs, not what is raised
        FactType::Ipo => s.mentions[p.mention].amount().is_none_or(|a| a.low >= rust_decimal::Decimal::from(10_000)),
        _ => true,
    }
}

/// `ten million more than in March`: by how much, not how much.
fn difference(s: &Sentence<'_>, p: Placed) -> bool {
    s.word_at(p.end, class::DIFFERENCE).is_some()
}

/// `rose from $4bn to $5bn`, `est passé de 24 à 27 milliards`: the second amount, for the first.
pub(crate) fn from_to(s: &Sentence<'_>, p: Placed) -> Option<Placed> {
    s.word_before(p.start, class::RANGE_OPEN).filter(|(_, w)| w.value == "from")?;
    let q = s.placed.iter().find(|q| q.start >= p.end && s.kind(**q) == s.kind(p))?;
    let (to, w) = s.word_before(q.start, class::RANGE_MID).or_else(|| {
        // to over $5bn, à près de 5 milliards
        let bound = s.word_before(q.start, class::BOUND_BEFORE)?;
        s.word_before(bound.0, class::RANGE_MID)
    })?;
    // `484 millions ; la perte est ramenée à 59,6 millions`: what stands between is no more than a date
    let beside = (p.end..to).filter(|i| s.at(*i).is_none()).count() <= 2 && (p.end..to).all(|i| !matches!(s.mark(i), ';' | ':' | '.'));
    let by = grown(s, p);
    (w.value == "from" && to <= p.end + 6 && beside && !by).then_some(*q)
}

/// `lifted its forecast by £14m to £1.08bn`, `en hausse de 3 millions, à 15 millions`: by how much, and then how much; a date
/// may stand between.
pub(crate) fn changed_by(s: &Sentence<'_>, p: Placed) -> bool {
    let bound = s.word_before(p.start, class::BOUND_BEFORE).map_or(p.start, |(b, _)| b);
    let by = s.word_before(bound, class::BY_MUCH).is_some();
    if !by && !grown(s, p) {
        return false;
    }
    let mut words = 0;
    let mut i = p.end;
    while i < s.hi && words <= 4 {
        match s.at(i) {
            Some(d) if s.kind(d) == Kind::Date => i = d.end,
            Some(_) => return false,
            None if s.word_at(i, class::RANGE_MID).is_some_and(|(_, w)| w.value == "from") => {
                let level = s.placed.iter().any(|q| q.start > i && q.start <= i + 4 && s.kind(*q) == s.kind(p));
                if level {
                    return true;
                }
                words += 1;
                i += 1;
            }
            None => {
                words += 1;
                i += 1;
            }
        }
    }
    false
}

/// Whether a noun of change governs an amount: `en hausse de 3 millions`, `an increase of $3m`.
fn grown(s: &Sentence<'_>, p: Placed) -> bool {
    let bound = s.word_before(p.start, class::BOUND_BEFORE).map_or(p.start, |(b, _)| b);
    let changes = |of: usize| [class::CHANGE_BY, class::RISE, class::FALL].iter().any(|c| s.word_before(of, *c).is_some());
    s.word_before(bound, class::M_OF).is_some_and(|(of, _)| changes(of))
}

/// What lies between costs: commas little, other triggers more, other clauses most.
pub(super) fn crossed(s: &Sentence<'_>, triggers: &[Trigger], t: &Trigger, from: usize, to: usize) -> i32 {
    let mut cost = 0;
    // `Blinkit, owned by Eternal, takes 46% of the market`: the comma behind ends what hangs on the name
    let hangs = from == t.end && t.passive_without_aux() && t.group > s.lo && s.mark(t.group - 1) == ',';
    for i in from..to {
        cost += match s.mark(i) {
            ',' if hangs => 12,
            ',' => 2,
            ';' => 30,
            ':' => 1,
            '(' | ')' => 1,
            _ => 0,
        };
        if s.is(i, class::CLAUSE) && !only(s, i) {
            cost += 15;
        }
        if s.is(i, class::RELATIVE) && !only(s, i) {
            cost += 11;
        }
        // X was bought in July, and Y said it would open a plant worth $5m: what another one says or does
        if s.is(i, class::SAY) {
            cost += 10;
        }
    }
    for o in triggers.iter().filter(|o| !o.frames.is_empty() && o.start != t.start && o.start >= from && o.end <= to) {
        cost += if o.finite() { 9 } else { 6 };
    }
    cost
}

/// Whether `contre`, `up from`, `versus` stands before: the figure of an earlier period.
pub(crate) fn compared(s: &Sentence<'_>, start: usize) -> bool {
    compared_from(s, s.lo, start)
}

fn compared_from(s: &Sentence<'_>, lo: usize, start: usize) -> bool {
    if s.word_before(start, class::M_COMPARE).is_some_and(|(m, _)| m >= lo) {
        return true;
    }
    // contre un bénéfice de 3 millions, from a loss of $2m
    (start.saturating_sub(7).max(lo)..start).any(|i| {
        s.word_at(i, class::M_COMPARE).is_some_and(|(e, w)| e <= start && w.surface.len() > 4 && (i..start).all(|k| s.mark(k) != ','))
    })
}

/// A percentage with the sign that its verb or noun of change gives it.
pub(crate) fn falls(s: &Sentence<'_>, p: Placed) -> bool {
    let before = (p.start.saturating_sub(6).max(s.lo)..p.start).rev();
    for i in before {
        if s.is(i, class::FALL) {
            return true;
        }
        if s.is(i, class::RISE) || s.at(i).is_some() {
            return false;
        }
    }
    (p.end..s.hi.min(p.end + 3)).any(|i| s.is(i, class::FALL))
}
