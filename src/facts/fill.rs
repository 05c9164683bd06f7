//! The facts of a frame whose trigger stands in a sentence: roles, figures, date and modality put together.

use super::amounts;
use super::choice::{self, Scene};
use super::evidence::{derivation, evidence};
use super::heading::Heading;
use super::offers::Given;
use super::opened::{NO_COUNT, NO_MONEY, NO_PERCENT, NO_SUBJECT, Opened};
use super::roles::{Filler, Roles};
use super::sentence::{Placed, Sentence};
use super::series::{self, Link};
use super::{Frames, Log, continued, dating, gapped, modality, offers, respective, weighing};
use crate::dictionary::{Frame, Part, Place, Price, class};
use crate::document::{Candidate, Fact, Kind};
use crate::meaning::{Amount, DateSpan, FactType, Modality};
use crate::mentions::reasons;
use smallvec::{SmallVec, smallvec};

/// What is less likely than this is no fact, not even one that `--min-confidence 0` shows.
const LEAST: f32 = 0.15;

/// What is told of `us` is at least so likely of the company whose text it is, and a share of whom it stands beside.
const SPOKEN: f32 = 0.55;

/// What is less likely than this is not said of the company that the text is about, though a line of key and value may.
const LIKELY: f32 = 0.3;

/// What stands in a row of shares whose first holder has no name is so likely.
const NAMELESS: f32 = 0.8;

/// So many words before a verb say that its subject holds shares and has no name.
const HOLDERS: usize = 6;

/// What a line of key and value says of the company that the text is about is at least so likely.
const KEYED: f32 = 0.7;

/// A subject that no place of its frame found must be more likely than not.
const LEAST_ALONE: f32 = 0.5;

impl Frames {
    /// Adds the facts a frame gives for a trigger to `out`, which is empty: one for each filler of a role that takes many; or says
    /// what it lacks.
    #[expect(clippy::too_many_arguments, reason = "all that the sentence knows meets here")]
    pub(super) fn fill(
        &self,
        roles: &Roles<'_, '_>,
        t: usize,
        frame: &Frame,
        o: &Opened,
        given: &Given,
        taken: &[usize],
        heading: &Heading,
        mut log: Option<&mut Log>,
        out: &mut Vec<Fact>,
    ) -> Result<(), &'static str> {
        let Roles { s, triggers, .. } = *roles;
        let trigger = &triggers[t];
        let objects = &o.objects;
        let lacks = Err;
        // `will create 300 jobs`: what its verb does to is nobody who stands elsewhere
        let patient = frame.object.is_none() && frame.subject.from.contains(&Place::Patient) && trigger.is_verb() && !trigger.passive;
        let figured = [&frame.money, &frame.count, &frame.percent].into_iter().flatten().any(|r| r.needed);
        if let Some(what) = o.lacks.filter(|l| *l != NO_SUBJECT || patient && !figured) {
            return Err(what);
        }
        // 37 millions d'utilisateurs, contre 60 millions pour le leader du secteur: a figure of another one
        let own = trigger.own.map(|own| s.placed[own]).filter(|p| frame.mention.is_some() && amounts::compared(s, p.start));
        // reprise par deux cadres, bought by three engineers: who does it, and not all the staff
        let doers = trigger
            .own
            .map(|own| s.placed[own])
            .filter(|p| frame.kind == FactType::Headcount && amounts::marked_by(s, p.start, class::M_BY));
        if own.is_some_and(|p| series::of_stranger(s, p)) || doers.is_some() {
            return lacks("a figure of its own");
        }
        let of = own.and_then(|p| series::figure_of(s, p)).and_then(|q| s.party(q));
        let money = frame.money.as_ref().and_then(|r| {
            given.money.filter(|p| fits(frame, s, *p) && amounts::followed(r, s, trigger, *p) && offers::looks(s, trigger, r, *p))
        });
        let count = frame.count.as_ref().and_then(|r| given.count.filter(|p| r.kinds.contains(&s.kind(*p))));
        // of two frames of one trigger one may look before it, the other behind
        let percent = frame.percent.as_ref().and_then(|r| {
            let before = |p: &Place| matches!(p, Place::Before | Place::Relative);
            let fits = |p: &Placed| r.from.iter().any(|place| before(place) == (p.end <= trigger.start));
            given.percent.filter(|p| fits(p) && amounts::followed(r, s, trigger, *p) && !(changes(frame.kind) && amounts::share_of(s, *p)))
        });
        let missing =
            |role: &Option<crate::dictionary::Role>, got: Option<Placed>| role.as_ref().is_some_and(|r| r.needed) && got.is_none();
        // `X was not fined`: what is denied needs no amount
        let denied = || frame.kind == FactType::Fine && modality::of(s, trigger, frame.modality) == Some(Modality::Denied);
        if missing(&frame.money, money) && !denied() {
            return lacks(NO_MONEY);
        }
        if missing(&frame.count, count) {
            return lacks(NO_COUNT);
        }
        if missing(&frame.percent, percent) {
            return lacks(NO_PERCENT);
        }
        let Some(modality) = modality::of(s, trigger, frame.modality) else { return lacks("a statement: its clause is a condition") };
        let figure = money.or(count);
        let date = dating::date_of(s, triggers, trigger, figure);
        // `since its foundation, X has grown`: what is presupposed tells nothing without its date
        if frame.dated && date.is_none() && heading.date.is_none() {
            return lacks("a date");
        }
        let object_choices: SmallVec<[Option<&Filler>; 2]> =
            if objects.is_empty() { smallvec![None] } else { objects.iter().map(Some).collect() };
        // a company has no price, but what it offers has one a month
        let offered =
            frame.kind != FactType::Price || money.is_none_or(|p| s.mentions[p.mention].amount().is_some_and(|a| !a.per.is_empty()));
        let make = |subject: &Filler, object: Option<&Filler>, confidence: f32| Fact {
            kind: frame.kind,
            span: {
                let ends = [
                    Some((subject.start, subject.end)),
                    object.map(|o| (o.start, o.end)),
                    money.map(|p| (p.start, p.end)),
                    count.map(|p| (p.start, p.end)),
                    percent.map(|p| (p.start, p.end)),
                    date.map(|p| (p.start, p.end)),
                ];
                evidence(s, trigger, &ends)
            },
            sentence: s.index,
            subject: subject.entity.clone(),
            object: object.map(|o| o.entity.clone()),
            money: money.and_then(|p| s.mentions[p.mention].amount().cloned()),
            count: count.and_then(|p| s.mentions[p.mention].amount().cloned()),
            percent: percent.and_then(|p| {
                s.mentions[p.mention]
                    .amount()
                    .map(|a| if changes(frame.kind) && amounts::falls(s, p) && !a.low.is_sign_negative() { -a.low } else { a.low })
            }),
            date: date.and_then(|p| s.mentions[p.mention].date().copied()).or(heading.date),
            modality,
            rule: frame.id.clone(),
            confidence: (confidence * 100.0).round() / 100.0,
            parts: Vec::new(),
        };
        let scene = Scene {
            s,
            focus: roles.focus,
            triggers,
            t,
            frame,
            name: &Part::known(&frame.id, self.around[o.frame].name),
            money,
            count,
            percent,
            date,
            modality,
            weights: &self.weights,
            named: log.is_some(),
        };
        // a price alone is no fact of its own, and nothing is learned of it
        let priced = matches!(frame.price, Some(Price::Paid | Price::Told));
        let ruled = priced || self.weights.is_empty();
        for (object, place) in object_choices.into_iter().zip(0u32..) {
            let candidates = scene.candidates(roles, o, object).into_iter().filter(|c| offered || c.filler.kind == Kind::Product);
            // its cloud division took $3bn: of a part, whoever it is likely to be of
            let whole =
                |c: &choice::Candidate| !o.subjects.is_empty() || !roles.of_part(frame.kind, trigger, std::slice::from_ref(&c.filler));
            let candidates = candidates.filter(whole).filter(|c| of.is_none_or(|e| c.filler.entity == *e));
            let mut candidates: Vec<_> = candidates.collect();
            // X, Y and Z invest: those of one list do so or not together
            if frame.subject.many && o.subjects.len() > 1 && listed(&o.subjects) {
                let likely = candidates.iter().map(|c| c.probability).fold(0.0, f32::max);
                candidates.iter_mut().for_each(|c| c.probability = c.probability.max(0.9 * likely));
            }
            if let Some(log) = log.as_deref_mut().filter(|_| !priced) {
                log.candidates.extend(candidates.iter().map(|c| Candidate {
                    fact: make(&c.filler, object, c.probability),
                    choice: (s.index, t as u32, o.frame as u32, place),
                    proposed: !o.subjects.is_empty(),
                    features: c.features.clone(),
                }));
            }
            // Turnover: €3m; Shareholders: X 12%: a line of the box of the company that the text is about
            if roles.keyed(trigger).is_some() {
                let main = |f: &Filler| f.start == f.end && roles.focus.main() == Some(&f.entity);
                let likely = candidates.iter().map(|c| c.probability).fold(0.0, f32::max).max(LIKELY);
                let itemized = frame.object.as_ref().is_some_and(|r| r.from.contains(&Place::Items));
                let sure =
                    |c: &&mut choice::Candidate| (c.probability >= likely || itemized) && main(&c.filler) || object.is_some_and(main);
                candidates.iter_mut().filter(sure).for_each(|c| c.probability = c.probability.max(KEYED));
            }
            // devant X (9 %) et Y (4 %): each has its share beside it
            if frame.subject.from.contains(&Place::Itemized) {
                candidates.iter_mut().for_each(|c| c.probability = c.probability.max(SPOKEN));
            }
            // nous avons levé: of the company whose text it is
            // what stands in quotes may be said by anybody
            let quoted = || (s.lo.saturating_sub(1)..s.hi).any(|i| matches!(s.mark(i), '«' | '»' | '“' | '”' | '"'));
            if let Some(firm) = roles.focus.speaker().filter(|_| !quoted()) {
                let us = |i: usize| s.speaker_at(i).is_some();
                // French has it in the verb's own group: nous avons levé
                let group = || triggers.iter().any(|o| o.is_verb() && o.group <= trigger.start && us(o.group));
                let speaks = |f: &Filler| if f.start < f.end { us(f.start) } else { group() };
                let ours = |c: &&mut choice::Candidate| c.filler.entity == *firm && speaks(&c.filler);
                candidates.iter_mut().filter(ours).for_each(|c| c.probability = c.probability.max(SPOKEN));
            }
            let best = candidates
                .iter()
                .max_by(|a, b| a.probability.total_cmp(&b.probability))
                .filter(|b| b.probability >= if o.subjects.is_empty() { LEAST_ALONE } else { LEAST } && !self.weights.is_empty());
            // what nobody has named is one of those it may stand for
            let one = o.subjects.is_empty() || candidates.len() > o.subjects.len();
            let chosen = |c: &&choice::Candidate| match one {
                true => best.is_some_and(|b| std::ptr::eq(*c, b)),
                false => c.probability >= LEAST,
            };
            let proposed = if ruled { &candidates[..o.subjects.len().min(candidates.len())] } else { &candidates };
            for c in proposed.iter().filter(|c| ruled || chosen(c)) {
                let weight = c.filler.weight * object.map_or(1.0, |o| o.weight);
                let mut fact = make(&c.filler, object, if ruled { frame.confidence * weight } else { c.probability });
                own_figure(roles, frame, &c.filler, object, &mut fact);
                if log.is_some() {
                    let figures = [("money", money), ("count", count), ("percent", percent), ("date", date)];
                    fact.parts = derivation(s, frame, trigger, &c.filler, object, &figures);
                    fact.parts.extend(reasons(&c.features, s.r.span(trigger.start, trigger.end), weighing::WORDS));
                }
                out.push(fact);
            }
        }
        // La famille détient 71 % de X, Y 12 % et Z 6 %: the others of a row whose first has no name
        if let (true, Some(figure), Some(whole), FactType::Stake) = (out.is_empty(), percent, objects.first(), frame.kind) {
            let before = trigger.group.saturating_sub(HOLDERS)..trigger.group;
            if o.subjects.is_empty() && before.into_iter().any(|i| i >= s.lo && s.is(i, class::UNNAMED_HOLDERS)) {
                out.extend(gapped::facts(s, triggers, frame, figure, &make(whole, Some(whole), NAMELESS), o));
                return Ok(());
            }
        }
        // X, Y et Z s'associent: Y with Z too
        let Some(confidence) = out.first().map(|f| f.confidence) else { return Ok(()) };
        // but X et Y comptent parmi les clients de Z
        let clients = frame.object.as_ref().is_some_and(|r| r.from.contains(&Place::Agent));
        if (frame.symmetric || frame.kind == FactType::Deal && !clients) && o.subjects.len() == 1 && joined_subjects(objects) {
            for (i, a) in objects.iter().enumerate() {
                out.extend(objects[i + 1..].iter().map(|b| Fact { confidence, ..make(a, Some(b), 0.0) }));
            }
        }
        // bought X in 2006 and then Y in 2007 for $3.1bn
        if let ([bought], [o], FactType::Acquisition) = (out.as_mut_slice(), objects.as_slice(), frame.kind) {
            let name = s.entity_at(o.start).filter(|_| trigger.is_verb() && !trigger.passive && o.start >= trigger.end);
            let more = name.map(|p| continued::facts(s, triggers, p, bought)).unwrap_or_default();
            if !more.is_empty() {
                out.extend(more);
                return Ok(());
            }
        }
        if let Some(figure) = figure.or(percent) {
            respective::deal_out(s, figure, out);
            respective::share_out(s, figure, out);
            if out.is_empty() {
                return Ok(());
            }
        }
        let share = percent.filter(|_| frame.kind == FactType::Stake);
        if let Some(figure) = share.or(money) {
            let more = gapped::facts(s, triggers, frame, figure, &out[0], o);
            out.extend(more);
        }
        if let Some(figure) = figure {
            let free = |p: Placed| frame.mention.is_some() || !taken.contains(&p.mention);
            let more = hanging_facts(s, frame, figure, &out[0], o.objects.is_empty(), &free);
            out.extend(more);
        }
        Ok(())
    }
}

/// Whether the percentage of such a fact is a change, and not a share of something.
fn changes(kind: FactType) -> bool {
    !matches!(kind, FactType::Stake | FactType::Layoffs | FactType::Acquisition | FactType::Investment)
}

/// A sum less than this is a price or a sum of somebody else.
const LEAST_SUM: u32 = 1_000;

/// Whether the amount of such a fact is a sum of a company's business, of whatever currency.
fn tells_sums(kind: FactType) -> bool {
    use FactType::{Acquisition, Deal, Funding, Investment, Ipo, MarketCap, Revenue, Spending, Stake, Valuation};
    matches!(kind, Acquisition | Deal | Funding | Investment | Ipo | MarketCap | Revenue | Spending | Stake | Valuation)
}

/// Whether an amount can be the frame's: no price per month or user for what happens once, no billions for a price.
pub(super) fn fits(frame: &Frame, s: &Sentence<'_>, p: Placed) -> bool {
    let amount = s.mentions[p.mention].amount();
    if frame.below.is_some_and(|b| amount.is_some_and(|a| a.low >= b))
        || frame.least.is_some_and(|b| amount.is_some_and(|a| a.low < b && a.per != "share"))
    {
        return false;
    }
    // sold his car for €500, X's users pay Y $10 a month: no sum that a company tells of
    let least = rust_decimal::Decimal::from(LEAST_SUM);
    // but bought for £1, pour 2 euros symboliques
    let symbolic = |low: rust_decimal::Decimal| {
        frame.kind == FactType::Acquisition && (low == rust_decimal::Decimal::ONE || s.any(p.end..s.hi.min(p.end + 1), &[class::SYMBOLIC]))
    };
    let deal = frame.kind == FactType::Deal;
    let small = |a: &Amount| (a.per.is_empty() || deal) && a.high.unwrap_or(a.low).abs() < least && !symbolic(a.low);
    if tells_sums(frame.kind) && amount.is_some_and(small) {
        return false;
    }
    // could earn up to $1.1 billion: what milestones may bring is no profit
    let earned = frame.kind == FactType::Profit && frame.trigger_kind == crate::dictionary::TriggerKind::Verb;
    if earned && amount.is_some_and(|a| a.bound == crate::meaning::Bound::Under) {
        return false;
    }
    let once = matches!(
        frame.kind,
        FactType::Acquisition
            | FactType::Stake
            | FactType::Investment
            | FactType::Funding
            | FactType::Valuation
            | FactType::Ipo
            | FactType::Deal
            | FactType::Launch
            | FactType::Fine
            | FactType::Lawsuit
    );
    // a contract may be worth so much a year, and a firm is bought at so much a share
    !once
        || amount.is_none_or(|a| match a.per.as_str() {
            "" => true,
            "year" | "month" => deal,
            "share" => frame.kind == FactType::Acquisition,
            _ => false,
        })
}

/// `revenue of $2bn, up from $1.5bn a year earlier`: figures that hang on a fact's own make facts of their own.
fn hanging_facts(s: &Sentence<'_>, frame: &Frame, figure: Placed, now: &Fact, alone: bool, free: &dyn Fn(Placed) -> bool) -> Vec<Fact> {
    let mut out = Vec::new();
    for h in series::behind(s, figure, free) {
        let Some(mut amount) = s.mentions[h.figure.mention].amount().cloned() else { continue };
        if let Some(per) = now.money.as_ref().map(|m| &m.per).filter(|_| h.link == Link::Earlier && amount.per.is_empty()) {
            amount.per.clone_from(per);
        }
        // jobs cut and money spent may be told in parts; of what is earned a part is another thing
        if h.link == Link::Part && !matches!(frame.kind, FactType::Layoffs | FactType::Spending) {
            continue;
        }
        // a mention of its own opens its own frame
        let priced = frame.kind == FactType::Price && matches!(h.link, Link::Other | Link::Elsewhere);
        if h.link == Link::Elsewhere && !priced {
            continue;
        }
        if frame.mention.is_some() && h.link != Link::Earlier && !priced || matches!(h.link, Link::Earlier | Link::Share) && !frame.compare
        {
            continue;
        }
        let mut fact = Fact { percent: None, date: h.date.or(now.date), ..now.clone() };
        if h.link == Link::Earlier {
            fact.date = h.date.or_else(|| now.date.and_then(year_before));
            if now.modality == Modality::Planned {
                fact.modality = Modality::Asserted;
            }
        }
        if h.link == Link::Another {
            fact.subject = h.subject.map_or(fact.subject, |(_, entity)| entity);
        } else if let Some((p, entity)) = h.subject {
            if !alone || !frame.subject.kinds.contains(&s.kind(p)) {
                continue;
            }
            fact.subject = entity.clone();
            fact.object = None;
        }
        fact.span.end = fact.span.end.max(s.mentions[h.figure.mention].span.end);
        let slot = if now.money.is_some() { &mut fact.money } else { &mut fact.count };
        *slot = Some(amount);
        out.push(fact);
    }
    out
}

/// Whether all but one of these are joined to another one.
fn listed(found: &[Filler]) -> bool {
    found.iter().filter(|f| !matches!(f.why, "coordinated subject" | "joined to the one before")).count() == 1
}

/// Whether the other parties stand with the first as subjects of one verb.
fn joined_subjects(objects: &[Filler]) -> bool {
    objects.iter().all(|f| matches!(f.why, "coordinated subject" | "subject before the verb"))
}

/// `dont X (189 millions) et Y (44 millions)`: an amount in brackets right behind a name is its own.
fn own_figure(roles: &Roles<'_, '_>, frame: &Frame, subject: &Filler, object: Option<&Filler>, fact: &mut Fact) {
    let s = roles.s;
    if let Some(o) = object.filter(|_| frame.object.as_ref().is_some_and(|r| r.from.contains(&Place::Items))) {
        let dated = roles.date_behind(o.end).and_then(|p| s.mentions[p.mention].date().copied());
        let bracketed = fact.date.is_some() && (s.lo..s.hi).any(|i| s.mark(i) == '(');
        fact.date = dated.or(fact.date.filter(|_| !bracketed));
    }
    if frame.subject.from.contains(&Place::Itemized) {
        fact.percent = roles.share_behind(subject.end).and_then(|p| s.mentions[p.mention].amount()).map(|a| a.low);
        return;
    }
    let named = [Some(subject), object].into_iter().flatten().filter(|f| f.end > f.start);
    for p in named.filter_map(|f| roles.bracket(f.end)).map(|(p, _)| p) {
        match s.kind(p) {
            Kind::Money if fact.money.is_some() && fits(frame, s, p) => fact.money = s.mentions[p.mention].amount().cloned(),
            Kind::Percent if fact.percent.is_some() && frame.kind == FactType::Stake => {
                fact.percent = s.mentions[p.mention].amount().map(|a| a.low);
            }
            _ => {}
        }
    }
}

fn year_before(d: DateSpan) -> Option<DateSpan> {
    let back = chrono::Months::new(12);
    Some(DateSpan { from: d.from.checked_sub_months(back)?, to: d.to.checked_sub_months(back)?, ..d })
}
