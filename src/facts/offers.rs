//! Which amounts of a sentence its triggers may take, and which of them takes which.

use super::amounts::{REACH, changed_by, compared, compared_from, crossed, followed, from_to, grown, marked_by, right_behind, whole};
use super::opened::Opened;
use super::remarks::Remarks;
use super::sentence::{Kinds, Placed, Sentence};
use super::trigger::{Form, Trigger};
use crate::dictionary::{ClassId, Frame, Place, Role, class};
use crate::document::Kind;
use crate::meaning::FactType;
use crate::reading::lexemes::ClassSet;
use smallvec::{SmallVec, smallvec};
use std::cell::LazyCell;
use std::ops::Range;

/// For each trigger, the amounts it was given by kind.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given {
    pub(crate) money: Option<Placed>,
    pub(crate) count: Option<Placed>,
    pub(crate) percent: Option<Placed>,
}

/// The same for all triggers of a sentence.
pub(crate) type AllGiven = SmallVec<[Given; 4]>;

/// An amount that a frame may take for its trigger.
struct Offer {
    /// How far away it is.
    score: i32,
    /// Index of the trigger.
    t: usize,
    /// Index among the opened frames.
    opened: usize,
    figure: Placed,
}

/// What amounts the triggers of a sentence may take, the nearest first, whoever fills their frames.
#[derive(Default)]
pub(crate) struct Offers {
    nearest: SmallVec<[Offer; 8]>,
    /// By trigger, the kinds of amount that it may take.
    kinds: SmallVec<[Kinds; 8]>,
}

impl Offers {
    /// Of the frames among `opened`, which is by trigger, that nothing is lacking yet.
    pub(crate) fn read(&mut self, s: &Sentence<'_>, triggers: &[Trigger], frames: &[Frame], opened: &[Opened]) {
        let Offers { nearest, kinds } = self;
        nearest.clear();
        kinds.clear();
        kinds.resize(triggers.len(), Kinds::default());
        let remarks = Remarks::of(s, triggers);
        for p in s.placed.iter().copied() {
            let kind = s.kind(p);
            if !matches!(kind, Kind::Money | Kind::Percent | Kind::Users | Kind::Headcount) {
                continue;
            }
            // what frames ask for again and again
            let stands = LazyCell::new(|| !marked_by(s, p.start, class::M_EXPECTED) && from_to(s, p).is_none() && !changed_by(s, p));
            let noun = LazyCell::new(|| amount_of(s, triggers, p));
            let mut next = 0;
            for of in opened.chunk_by(|a, b| a.t == b.t) {
                let t = of[0].t;
                let first = next;
                next += of.len();
                let trigger = &triggers[t];
                // no nearness of another sort makes up for such a way
                let aside = described(s, trigger, p).or_else(|| remarks.between(trigger.end, p.start));
                let skipped = aside.as_ref().map_or(0, |a| a.len());
                let way = p.start.saturating_sub(trigger.end + skipped).max(trigger.group.min(trigger.start).saturating_sub(p.end));
                if way > REACH as usize + MARKED as usize {
                    continue;
                }
                let between = LazyCell::new(|| {
                    remarks.parts(s, trigger, p, REACH)
                        + match p.start >= trigger.end {
                            true => match &aside {
                                Some(a) => {
                                    crossed(s, triggers, trigger, trigger.end, a.start) + crossed(s, triggers, trigger, a.end, p.start)
                                        - a.len() as i32
                                }
                                None => crossed(s, triggers, trigger, trigger.end, p.start),
                            },
                            false => crossed(s, triggers, trigger, p.end, trigger.start),
                        }
                });
                for (o, opened) in of.iter().zip(first..).filter(|(o, _)| o.lacks.is_none()) {
                    let frame = &frames[o.frame];
                    for role in [&frame.money, &frame.count, &frame.percent].into_iter().flatten().filter(|r| r.kinds.contains(&kind)) {
                        if !*stands || !belongs(s, triggers, trigger, frame, role, p) {
                            continue;
                        }
                        if let Some(score) = score(s, trigger, role, p, || *noun, || *between) {
                            // for $13 billion, or $70 a share: the whole first
                            let score = score + if a_share(s, p) { A_SHARE } else { 0 };
                            nearest.push(Offer { score, t, opened, figure: p });
                            kinds[t].add([kind].into_iter().collect());
                        }
                    }
                }
            }
        }
        nearest.sort_by_key(|o| (o.score, o.t, o.figure.start));
    }

    /// The kinds of amount that a trigger may take.
    pub(crate) fn kinds(&self, t: usize) -> Kinds {
        self.kinds[t]
    }

    /// Gives each amount but those `taken` to one trigger, nearest first, for the frames that are `able`.
    pub(crate) fn assign(
        &self,
        s: &Sentence<'_>,
        triggers: &[Trigger],
        frames: &[Frame],
        opened: &[Opened],
        able: impl Fn(&Opened) -> bool,
        taken: &[usize],
    ) -> AllGiven {
        let mut given: AllGiven = smallvec![Given::default(); triggers.len()];
        let mut mine: SmallVec<[(usize, usize); 8]> = SmallVec::new();
        let of = |t: usize| opened.iter().filter(|o| able(o)).filter(move |o| o.t == t).map(|o| &frames[o.frame]);
        for &Offer { t, opened: index, figure: p, .. } in &self.nearest {
            if !able(&opened[index]) || taken.contains(&p.mention) {
                continue;
            }
            let shared = |by: usize| of(by).any(|a| of(t).any(|b| a.shares(b)));
            if mine.iter().any(|(mention, by)| *mention == p.mention && triggers[*by].start != triggers[t].start && !shared(*by)) {
                continue;
            }
            let slot = match s.kind(p) {
                Kind::Money => &mut given[t].money,
                Kind::Percent => &mut given[t].percent,
                _ => &mut given[t].count,
            };
            if slot.is_none() {
                *slot = Some(p);
                mine.push((p.mention, t));
            }
        }
        given
    }
}

/// `to acquire X, the German maker of software that maps work, in a deal worth $9 billion`: what commas set apart behind what a
/// verb is done to, up to a price that is said to be one.
fn described(s: &Sentence<'_>, t: &Trigger, p: Placed) -> Option<Range<usize>> {
    if !t.is_verb() || t.passive || p.start < t.end || s.kind(p) != Kind::Money {
        return None;
    }
    let bound = s.word_before(p.start, class::BOUND_BEFORE).map_or(p.start, |(b, _)| b);
    let (price, _) = s.word_before(bound, class::M_FOR)?;
    let close = price.checked_sub(1).filter(|c| *c > t.end && s.mark(*c) == ',')?;
    // right behind the name
    let open = (t.end..close).find(|i| s.mark(*i) == ',')?;
    let named = s.entity_at(open - 1).is_some_and(|q| q.start >= t.end);
    (named && (open..close).all(|i| !matches!(s.mark(i), ';' | ':'))).then_some(open..close)
}

/// A price of one share is nobody's where another sum is.
const A_SHARE: i32 = 1_000;

fn a_share(s: &Sentence<'_>, p: Placed) -> bool {
    s.mentions[p.mention].amount().is_some_and(|a| a.per == "share")
}

/// Whether an amount can be what a frame tells of, wherever it stands.
fn belongs(s: &Sentence<'_>, triggers: &[Trigger], trigger: &Trigger, frame: &Frame, role: &Role, p: Placed) -> bool {
    let amount = s.mentions[p.mention].amount();
    if frame.below.is_some_and(|b| amount.is_some_and(|a| a.low >= b && a.unit != "%")) {
        return false;
    }
    let money = s.kind(p) == Kind::Money;
    if money && !super::fill::fits(frame, s, p) {
        return false;
    }
    let behind_it = trigger.form == Form::Noun && p.end <= trigger.start;
    // worth $18bn at its latest funding round: what it was worth
    let at_round = frame.kind == FactType::Funding && behind_it && s.is(p.end, class::AT_ROUND);
    // valued at $15bn by its last round, sa dernière levée la valorise 11 milliards: what it is worth
    let valued = frame.kind == FactType::Funding
        && triggers.iter().any(|o| o.is_verb() && o.classes.contains(&class::VALUE) && o.end <= p.start && right_behind(s, o.end, p.start));
    // a $2.5bn stake; but `plusieurs milliards, y compris la participation de X`
    let apart_from = frame.kind == FactType::Stake && money && trigger.form == Form::Noun && p.end + 2 < trigger.start;
    let elsewhere = money && super::gapped::of_possessive(s, p);
    // 48 of its 210 staff: the second number is no part of what goes
    let whole = frame.kind == FactType::Layoffs && whole(s, p);
    // 450 millions, dont 40 % à l'export: no change
    let share = s.kind(p) == Kind::Percent && period(frame.kind) && s.word_before(p.start, class::INCLUDING).is_some();
    // Les 43 salariés, dont une dizaine en contrat saisonnier, recevront leur lettre: all of them
    let among = frame.kind == FactType::Layoffs && s.kind(p) == Kind::Headcount && {
        let bound = s.word_before(p.start, class::BOUND_BEFORE).map_or(p.start, |(b, _)| b);
        let earlier = |q: &Placed| q.end <= bound && s.kind(*q) == Kind::Headcount;
        s.word_before(bound, class::INCLUDING).is_some() && s.placed.iter().any(earlier) && p.end <= trigger.start
    };
    // Shares in X rose 4% after it lifted its profit: theirs
    let change = s.kind(p) == Kind::Percent && period(frame.kind);
    let moved = change && (p.end <= trigger.start && of_shares(s, p) || of_another(s, p));
    if share
        || among
        || moved
        || at_round
        || valued
        || apart_from
        || elsewhere
        || whole
        || !held(frame.kind, s, p)
        || !followed(role, s, trigger, p)
    {
        return false;
    }
    // a figure of a period is no difference; an investment may be `10 milliards supplémentaires`
    if frame.compare && difference(s, p) {
        return false;
    }
    // `revenue rose to £877m and profit fell to £19.6m`: the first figure is no profit
    !(money && behind_it && period(frame.kind) && !within(s, triggers, trigger, p))
}

/// Whether a role looks for its amount where one stands that another frame of the same trigger may have asked for: `raised $8m for
/// its app` is no price that is raised to so much.
pub(super) fn looks(s: &Sentence<'_>, t: &Trigger, role: &Role, p: Placed) -> bool {
    let own = t.own.is_some_and(|own| s.placed[own].mention == p.mention);
    if own || p.start < t.end && t.start < p.end {
        return true;
    }
    if p.start >= t.end {
        let marked = role.from.iter().any(|f| matches!(f, Place::Marked(c) if marked_by(s, p.start, *c)));
        return marked || role.from.contains(&Place::After) || role.from.contains(&Place::Direct) && right_behind(s, t.end, p.start);
    }
    role.from.contains(&Place::Before) || role.from.contains(&Place::Relative) && relative(s, p.end, t.group)
}

/// So much nearer is an amount whose role's marker stands before it.
const MARKED: i32 = 6;

/// How far away an amount is as a role looks for it; nothing where it does not look. `noun` tells where the noun starts that it
/// is said to be of, `between` what lies between costs.
fn score(
    s: &Sentence<'_>,
    t: &Trigger,
    role: &Role,
    p: Placed,
    noun: impl Fn() -> Option<usize>,
    between: impl Fn() -> i32,
) -> Option<i32> {
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
        // une marge de 6 % et un flux de trésorerie de 1 milliard: a figure with another noun of its own
        if t.form == Form::Noun && s.kind(p) == Kind::Money && (t.end..p.start).any(|i| s.is(i, class::N_OTHER_FIGURE)) {
            return None;
        }
        (p.start - t.end) as i32 + between()
    } else if p.end <= t.start {
        // les 12 % que détenait X
        if role.from.contains(&Place::Relative) && relative(s, p.end, t.group) {
            return Some(0);
        }
        // an earlier figure belongs to what stands before it, unless its own noun follows: `compared with a $2m loss`
        if !role.from.contains(&Place::Before) || compared(s, p.start) && !(t.form == Form::Noun && right_behind(s, p.end, t.start)) {
            return None;
        }
        (t.start - p.end) as i32 + 2 + between()
    } else {
        return None;
    };
    if marked {
        score -= MARKED;
    }
    // pèse 27 milliards de chiffre d'affaires: the noun that it is an amount of goes before all others
    match noun() {
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
        // profit fell to $5m on lower revenue: why it did
        if words == 0 && s.is(i, class::M_UPON) {
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

/// Whether a percentage says how the price of shares has moved: `Shares in X rose 4%`, `l'action gagnait 5 %`.
fn of_shares(s: &Sentence<'_>, p: Placed) -> bool {
    let clause = |i: &usize| s.mark(*i) != ',' && !s.is(*i, class::CLAUSE);
    s.classes().contains(class::SHARE_WORD) && (s.lo..p.start).rev().take_while(clause).any(|i| s.is(i, class::SHARE_WORD))
}

/// Whether a percentage has a noun of its own, or is by how much something else was missed: `operating margin was 12%`, `beat
/// forecasts by 12%`.
fn of_another(s: &Sentence<'_>, p: Placed) -> bool {
    const NOUNS: &ClassSet = &ClassSet::of(&[class::MARGIN, class::OUTLOOK]);
    let near = |i: &usize| s.at(*i).is_none() && s.mark(*i) != ',' && s.word_before(*i + 1, class::CONJUNCTION).is_none();
    s.classes().meets(NOUNS) && (p.start.saturating_sub(5).max(s.lo)..p.start).rev().take_while(near).any(|i| s.r.lexemes.starts(i, NOUNS))
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
        // its revenue fell by €3bn, son bénéfice a progressé de 4 millions: by how much
        FactType::Revenue | FactType::Profit | FactType::Loss | FactType::Spending | FactType::Valuation if s.kind(p) == Kind::Money => {
            s.word_before(bound, class::BY_MUCH).is_none() && !grown(s, p)
        }
        // les effectifs ont fondu de 15 000 personnes
        FactType::Headcount => !grown(s, p),
        // its margin fell to 6 %: a level of its own, no change of the figure told
        FactType::Revenue | FactType::Profit | FactType::Loss if s.kind(p) == Kind::Percent => {
            bound == s.lo || !s.is(bound - 1, class::TO_LEVEL)
        }
        FactType::Stake => {
            let by = bound > s.lo && s.is(bound - 1, class::BY_MUCH);
            // picked up 31 per cent in 2019: bought
            let bought = s.word_before(bound, class::PICK_UP_SHARE).is_some_and(|(verb, _)| done_by_firm(s, verb));
            let change = !bought && [class::RISE, class::FALL].iter().any(|c| s.word_before(bound - usize::from(by), *c).is_some());
            let verb = change && !s.any(p.end..s.hi.min(p.end + 1), &[class::M_OF]);
            !verb && !grown(s, p)
        }
        // its net debt of £70m: owed, not raised
        FactType::Funding => s.word_before(bound, class::M_OF).is_none_or(|(of, _)| s.word_before(of, class::N_DEBT).is_none()),
        // `priced its shares at $27`: what a share costs, not what is raised
        // nor is what it is valued at: `introduite en Bourse, valorisée 19 milliards`
        FactType::Ipo => {
            let valued = (bound.saturating_sub(2).max(lo)..bound).any(|i| s.is(i, class::VALUE));
            !valued && s.mentions[p.mention].amount().is_none_or(|a| a.low >= rust_decimal::Decimal::from(10_000))
        }
        _ => true,
    }
}

/// `ten million more than in March`: by how much, not how much.
fn difference(s: &Sentence<'_>, p: Placed) -> bool {
    s.word_at(p.end, class::DIFFERENCE).is_some()
}

/// Where the noun starts that an amount is said to be of: `3 milliards d'euros de ventes`, `$3bn of sales`.
fn amount_of(s: &Sentence<'_>, triggers: &[Trigger], p: Placed) -> Option<usize> {
    let (end, _) = s.word_at(p.end, class::M_OF)?;
    let end = s.past_apostrophe(end);
    triggers.iter().find(|o| o.form == Form::Noun && o.own.is_none() && o.start == end).map(|o| o.start)
}

/// Whether a relative pronoun and its verb stand right behind an amount, what it is of between: `les 12 % de Z que détient X`.
fn relative(s: &Sentence<'_>, from: usize, verb: usize) -> bool {
    let pronoun = (from..verb.min(from + 8))
        .take_while(|i| !matches!(s.mark(*i), ',' | ';' | ':' | '('))
        .find(|i| s.is(*i, class::RELATIVE_OBJECT) || s.is(*i, class::TO_WHICH));
    pronoun.is_some_and(|i| {
        verb <= i + 8 && (i..verb).all(|k| s.mark(k) != ',' && s.at(k).is_none_or(|p| !matches!(s.kind(p), Kind::Money | Kind::Percent)))
    })
}

/// Whether a firm stands right before a verb, or what stands for one: `X has`, `which had`, but not `X's shares have`.
fn done_by_firm(s: &Sentence<'_>, verb: usize) -> bool {
    let mut at = verb;
    while let Some((start, _)) = s.word_before(at, class::AUX).or_else(|| s.word_before(at, class::ADVERB)) {
        at = start;
    }
    let name = at.checked_sub(1).and_then(|i| s.entity_at(i)).is_some();
    name || s.word_before(at, class::RELATIVE).is_some() || s.word_before(at, class::ANAPHOR).is_some_and(|(_, w)| w.value != "possessive")
}
