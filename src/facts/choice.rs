//! How likely a fact is right, and whose it is where a frame's places find nobody: then the companies of its sentence and those
//! spoken of before are candidates, and what surrounds each says how likely it is the subject.
//!
//! Candidates beside a subject that the places found were tried: on annotated articles they replaced right ones as often as
//! wrong ones.

use super::about::bystander;
use super::asides::examples;
use super::focus::Focus;
use super::leading;
use super::opened::Opened;
use super::played::played;
use super::roles::{Filler, Fillers, Roles};
use super::sentence::{Placed, Sentence};
use super::trigger::{Form, Trigger};
use crate::dictionary::{Features, Frame, Part, Place, Weighed, Weights, class, part, step};
use crate::document::Kind;
use crate::meaning::{FactType, Modality};
use crate::reading::lexemes::ClassSet;
use std::cell::LazyCell;
use std::sync::LazyLock;

/// What the fact is made of but for its subject.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'s, 'a> {
    pub(crate) s: &'s Sentence<'a>,
    pub(crate) focus: &'s Focus,
    pub(crate) triggers: &'s [Trigger],
    pub(crate) t: usize,
    pub(crate) frame: &'s Frame,
    /// The frame's id.
    pub(crate) name: &'s Part<'s>,
    pub(crate) money: Option<Placed>,
    pub(crate) count: Option<Placed>,
    pub(crate) percent: Option<Placed>,
    pub(crate) date: Option<Placed>,
    pub(crate) modality: Modality,
    pub(crate) weights: &'s Weights,
    pub(crate) named: bool,
}

/// A subject that the fact may have.
pub(crate) struct Candidate {
    pub(crate) filler: Filler,
    /// How likely the fact with it is right.
    pub(crate) probability: f32,
    pub(crate) features: Vec<Weighed>,
}

/// What is known of the fact whoever its subject is.
struct Known {
    kind: &'static Part<'static>,
    form: &'static Part<'static>,
    /// Companies that its sentence names.
    names: usize,
    reference: &'static Part<'static>,
}

/// The parts of features that types of fact are, by type.
static KINDS: LazyLock<Vec<Part<'static>>> = LazyLock::new(|| FactType::ALL.iter().map(|k| Part::read(k.as_str())).collect());

/// The same of modalities.
static MODALITIES: LazyLock<Vec<Part<'static>>> = LazyLock::new(|| Modality::ALL.iter().map(|m| Part::read(m.as_str())).collect());

/// Why a candidate is the subject that no place of the frame found.
const ALTERNATIVE: &str = "most likely by what surrounds it";

impl Scene<'_, '_> {
    /// The subjects that the frame found, or all that come into question, with the object given.
    pub(crate) fn candidates(&self, roles: &Roles<'_, '_>, o: &Opened, object: Option<&Filler>) -> Vec<Candidate> {
        let fillers = match o.subjects.as_slice() {
            [] => self.alternatives(roles, object),
            [one] => self.antecedents(one, object),
            _ => o.subjects.clone(),
        };
        if fillers.is_empty() {
            return Vec::new();
        }
        let t = &self.triggers[self.t];
        let known =
            Known { kind: &KINDS[self.frame.kind as usize], form: form(t), names: self.s.companies(), reference: self.reference(t) };
        let mut base = self.weights.sum(self.named);
        self.describe(&mut base, &known, o, object);
        let scored = fillers.into_iter().map(|filler| {
            let mut f = base.clone();
            self.subject(&mut f, &known, roles, &filler);
            Candidate { probability: f.probability(), features: f.names(), filler }
        });
        scored.collect()
    }

    /// The companies, and products where the frame takes them, that the sentence names or may mean.
    fn alternatives(&self, roles: &Roles<'_, '_>, object: Option<&Filler>) -> Fillers {
        let mut fillers: Fillers = Fillers::new();
        if self.done_by_stranger() {
            return fillers;
        }
        let mut add = |f: Filler| {
            let known = fillers.iter().any(|g| g.entity == f.entity) || object.is_some_and(|o| o.entity == f.entity);
            if !known && !bystander(&f.entity) && self.frame.subject.kinds.contains(&f.kind) {
                fillers.push(f);
            }
        };
        let s = self.s;
        let at = self.triggers[self.t].start;
        // Nous avons acheté X, puis Y: whoever speaks, and nobody whom the sentence names
        let group = self.triggers[self.t].group;
        let us = |i: usize| s.speaker_at(i).is_some();
        let ours = self.triggers[self.t].is_verb() && (us(group) || group > s.lo && us(group - 1));
        if let Some(e) = self.focus.speaker().filter(|_| ours) {
            add(roles.absent(e.clone(), at, 0.6, ALTERNATIVE));
            return fillers;
        }
        let mut here: Vec<Placed> = s.placed.iter().copied().filter(|p| s.entity_at(p.start) == Some(*p)).collect();
        // was founded in 1921 by workers of X: who does it is not whom it is done to
        let trigger = &self.triggers[self.t];
        if trigger.passive && !self.frame.subject.from.contains(&Place::Agent) {
            let doer = |p: &Placed| p.start >= trigger.end && (trigger.end..p.start).any(|i| s.is(i, class::M_BY));
            here.retain(|p| !doer(p));
        }
        // Streamlit, payé 800 millions: nor does what is paid for pay
        if trigger.passive && self.frame.subject.from.contains(&Place::Agent) {
            here.retain(|p| p.end > trigger.group || p.end + 2 < trigger.group);
        }
        here.sort_by_key(|p| if p.end <= at { at - p.end } else { p.start - at });
        for p in here {
            roles.filler(p, 0.6, ALTERNATIVE).into_iter().for_each(&mut add);
        }
        if !self.tells_of_stranger(None) {
            for e in self.focus.spoken() {
                add(roles.absent(e.clone(), at, 0.6, ALTERNATIVE));
            }
        }
        if self.frame.subject.kinds.contains(&Kind::Product) {
            roles.product(at, 0.6).map(|f| Filler { why: ALTERNATIVE, ..f }).into_iter().for_each(&mut add);
        }
        fillers
    }

    /// What is the same for all candidates.
    fn describe(&self, f: &mut Features<'_>, known: &Known, o: &Opened, object: Option<&Filler>) {
        let (s, t) = (self.s, &self.triggers[self.t]);
        let Known { kind, form, names, .. } = *known;
        f.add(&[part!("bias")]);
        f.add(&[part!("type"), kind]);
        f.add(&[part!("frame"), self.name]);
        f.crossed(&[kind], part!("form"), form);
        let figure = self.money.or(self.count);
        match figure {
            Some(p) => {
                let (side, gap) =
                    if p.start >= t.end { (part!("behind"), p.start - t.end) } else { (part!("before"), t.start.saturating_sub(p.end)) };
                f.crossed(&[kind, form], part!("figure"), side);
                f.crossed(&[kind], part!("figure-gap"), step(gap));
                let (lo, hi) = (t.end.min(p.end), t.start.max(p.start));
                self.between(f, part!("figure-over"), lo, hi);
                if let Some(a) = s.mentions[p.mention].amount() {
                    f.crossed(&[kind], part!("bound"), &Part::read(a.bound.as_str()));
                    if !a.per.is_empty() {
                        f.crossed(&[], part!("per"), kind);
                    }
                    let digits = a.low.trunc().mantissa().unsigned_abs().checked_ilog10().map_or(1, |d| d as usize + 1);
                    f.crossed(&[], part!("digits"), step(digits));
                    f.add(&[part!("digits"), step(digits), kind]);
                }
            }
            None => f.crossed(&[kind], part!("figure"), part!("none")),
        }
        f.crossed(&[kind], part!("modality"), &MODALITIES[self.modality as usize]);
        f.crossed(&[kind], part!("dated"), yes(self.date.is_some()));
        if self.percent.is_some() {
            f.add(&[part!("percent"), kind]);
        }
        f.crossed(&[kind], part!("companies-here"), step(names));
        f.crossed(&[], part!("length"), step((s.hi - s.lo) / 4));
        f.crossed(&[], part!("triggers"), step(self.triggers.iter().filter(|t| !t.frames.is_empty()).count()));
        f.crossed(&[kind], part!("objects"), step(o.objects.len()));
        if let Some(o) = object {
            f.crossed(&[kind], part!("object-why"), &Part::read(o.why));
            let side = if o.start == o.end {
                part!("absent")
            } else if o.start >= t.end {
                part!("behind")
            } else {
                part!("before")
            };
            f.crossed(&[kind, form], part!("object"), side);
            if o.start < o.end {
                let gap = if o.start >= t.end { o.start - t.end } else { t.start.saturating_sub(o.end) };
                f.crossed(&[kind], part!("object-gap"), step(gap));
            }
            f.crossed(&[], part!("object-known"), yes(!o.entity.id.is_empty()));
        }
        // a part, a market: `the unit's revenue`, `un marché de 3 milliards`
        let near = t.start.saturating_sub(8).max(s.lo)..s.hi.min(t.end + 8);
        if s.holds(near.clone(), class::SEGMENT) {
            f.crossed(&[kind], part!("segment"), part!("near"));
        }
        if s.unknown_names(near.clone()) {
            f.crossed(&[kind], part!("unknown-name"), part!("near"));
        }
        if s.unknown_names(s.lo..t.start) {
            f.crossed(&[kind], part!("unknown-name"), part!("before"));
        }
        if s.classes().contains(class::NEGATION) && near.clone().any(|i| s.negates(i)) {
            f.crossed(&[kind], part!("negation"), part!("near"));
        }
        f.crossed(
            &[],
            part!("opens"),
            if s.r.tokens[s.lo].is(crate::reading::tokens::PARAGRAPH) { part!("paragraph") } else { part!("no") },
        );
    }

    /// What is known of one subject.
    fn subject(&self, f: &mut Features<'_>, known: &Known, roles: &Roles<'_, '_>, x: &Filler) {
        let (s, t) = (self.s, &self.triggers[self.t]);
        let Known { kind, form, names, reference } = *known;
        let why = &Part::read(x.why);
        let cross = [kind, form, why];
        f.crossed(&[kind, form], part!("why"), why);
        f.crossed(&[kind], part!("subject-kind"), if x.kind == Kind::Product { part!("product") } else { part!("company") });
        f.crossed(&[kind], part!("known"), yes(!x.entity.id.is_empty()));
        if !x.entity.sector.is_empty() {
            f.crossed(&[kind], part!("sector"), &Part::read(&x.entity.sector));
        }
        let placed = s
            .placed
            .iter()
            .filter(|p| {
                let covers = || s.party(**p) == Some(&x.entity) || x.start <= p.start && p.end <= x.end;
                // 300 Boeing jobs: a name inside a count
                s.entity_at(p.start) == Some(**p) && covers() || (p.start, p.end) == (x.start, x.end)
            })
            .min_by_key(|p| if p.end <= t.start { t.start - p.end } else { 3 + p.start - t.start.min(p.start) });
        // only of those that the sentence does not name itself: an edit elsewhere is not to change how sure all facts are
        let standing = LazyCell::new(|| self.focus.standing(&x.entity));
        if placed.is_none() || x.why == ALTERNATIVE {
            f.crossed(&cross, part!("topic"), standing.topic.map_or(part!("no"), |a| step(a as usize)));
            f.crossed(&cross, part!("main"), yes(standing.main));
            f.crossed(&[], part!("other"), yes(standing.other));
            f.crossed(&[kind], part!("target"), yes(standing.target));
            f.crossed(&[], part!("recent"), standing.recent.map_or(part!("no"), |r| step(r.age as usize)));
            f.crossed(&[kind, why], part!("share"), standing.share);
            f.crossed(&[], part!("rank"), standing.rank);
            f.crossed(&[kind], part!("texts-companies"), step(self.focus.different()));
        }
        let Some(p) = placed.copied() else {
            f.crossed(&cross, part!("place"), part!("absent"));
            f.crossed(&[kind, form], part!("absent-reference"), reference);
            f.crossed(&[kind], part!("absent-companies"), step(names));
            f.add(&[
                part!("absent"),
                reference,
                standing.topic.map_or(part!("no"), |a| step(a as usize)),
                if standing.main { part!("main") } else { part!("-") },
            ]);
            self.antecedent(f, x, &standing, kind, reference);
            if names > 0 {
                let leading = s.placed.iter().any(|p| s.kind(*p) == Kind::Company && p.end <= t.start && leading::leads(s, *p));
                f.crossed(&[kind, reference], part!("absent-leading"), yes(leading));
            }
            return;
        };
        let before = p.end <= t.start;
        let side = if before { part!("before") } else { part!("behind") };
        f.crossed(&cross, part!("place"), side);
        f.crossed(&[reference, kind], part!("here-reference"), side);
        let gap = if before { t.start - p.end } else { p.start.saturating_sub(t.end) };
        f.add(&[part!("gap"), side, step(gap)]);
        f.add(&[part!("gap"), side, step(gap), kind]);
        f.add(&[part!("gap"), side, step(gap), form]);
        let (lo, hi) = if before { (p.end, t.start) } else { (t.end, p.start) };
        let named = examples(s, lo, hi);
        let rival = |q: &&Placed| s.kind(**q) == Kind::Company && q.start >= lo && q.end <= hi && !named.contains(&q.start);
        let rivals = s.placed.iter().filter(rival).count();
        f.add(&[part!("rivals"), side, step(rivals)]);
        f.add(&[part!("rivals"), side, step(rivals), kind]);
        let earlier = s.placed.iter().filter(|q| s.kind(**q) == Kind::Company && q.end <= p.start).count();
        f.add(&[part!("earlier"), side, step(earlier), step(names)]);
        self.between(f, side, lo, hi);
        let part = played(s, p);
        f.add(&[part!("part"), part]);
        f.add(&[part!("part"), part, kind]);
        f.add(&[part!("part"), part, side, form]);
        let governor = s.governor(p);
        f.add(&[part!("governor"), side, governor]);
        f.add(&[part!("governor"), side, governor, kind]);
        f.add(&[part!("governor"), side, governor, form]);
        f.crossed(&[side], part!("leads"), yes(leading::leads(s, p)));
        f.crossed(&[kind], part!("opens-sentence"), yes(p.start <= s.lo + 1));
        if s.possessive_at(p.end).is_some() {
            f.add(&[part!("possessive"), side]);
            f.add(&[part!("possessive"), side, kind]);
            f.add(&[part!("possessive"), side, step(gap)]);
        }
        if s.is(p.end, class::SAY) {
            f.add(&[part!("says"), side]);
            f.add(&[part!("says"), side, kind]);
        }
        if roles.tells(p) {
            f.add(&[part!("tells")]);
        }
        if s.word_before(p.start, class::CLAUSE).is_some() {
            f.add(&[part!("clause-before"), side]);
        }
        let next = match if p.end < s.hi { s.mark(p.end) } else { '.' } {
            ',' => part!(","),
            '(' => part!("("),
            ')' => part!(")"),
            ':' => part!(":"),
            ';' => part!(";"),
            '.' => part!("."),
            '–' => part!("–"),
            '—' => part!("—"),
            '-' => part!("-"),
            '"' => part!("\""),
            '»' => part!("»"),
            '”' => part!("”"),
            _ if s.is(p.end, class::RELATIVE) => part!("relative"),
            _ if s.is(p.end, class::AUX) => part!("aux"),
            _ if s.is(p.end, class::CONJUNCTION) => part!("and"),
            _ if t.group == p.end => part!("trigger"),
            _ => part!("word"),
        };
        f.add(&[part!("next"), side, next]);
        f.add(&[part!("next"), side, next, form]);
        let bracketed = p.start > s.lo && matches!(s.mark(p.start - 1), '(' | '[');
        if bracketed {
            f.add(&[part!("bracketed"), side]);
        }
        // the figure may stand nearer to somebody else
        if let Some(q) = self.money.or(self.count) {
            let (lo, hi) = (p.end.min(q.end), q.start.max(p.start));
            let named = examples(s, lo, hi);
            let rival = |r: &&Placed| {
                let between = r.start >= lo && r.end <= hi && r.start != p.start;
                s.kind(**r) == Kind::Company && between && !named.contains(&r.start)
            };
            let rivals = s.placed.iter().filter(rival).count();
            f.add(&[part!("figure-rivals"), step(rivals)]);
            f.add(&[part!("figure-rivals"), step(rivals), kind]);
        }
        let apart = self.triggers.iter().filter(|o| o.finite() && o.start != t.start && o.start >= lo && o.end <= hi).count();
        f.add(&[part!("verbs-between"), side, step(apart)]);
        f.add(&[part!("verbs-between"), side, step(apart), form]);
        f.add(&[part!("verbs-between"), side, step(apart), why]);
    }

    /// Marks of other clauses between two places.
    fn between(&self, f: &mut Features<'_>, name: &Part<'_>, lo: usize, hi: usize) {
        let s = self.s;
        let mut commas = 0;
        let (mut clause, mut relative, mut say, mut stop, mut unknown, mut joint) = (false, false, false, false, false, false);
        // most words are none of these
        const PARTING: &ClassSet = &ClassSet::of(&[class::CLAUSE, class::RELATIVE, class::SAY, class::CONJUNCTION]);
        let named = examples(s, lo, hi);
        for i in (lo..hi).filter(|i| !named.contains(i)) {
            match s.mark(i) {
                ',' => commas += 1,
                ';' | ':' | '•' => stop = true,
                _ if s.at(i).is_some() => {}
                _ => {
                    if s.r.lexemes.starts(i, PARTING) {
                        clause |= s.is(i, class::CLAUSE);
                        relative |= s.is(i, class::RELATIVE);
                        say |= s.is(i, class::SAY);
                        joint |= s.is(i, class::CONJUNCTION);
                    }
                    unknown |= s.unknown_name(i);
                }
            }
        }
        f.add(&[part!("commas"), name, step(commas)]);
        for (mark, there) in [
            (part!("clause"), clause),
            (part!("relative"), relative),
            (part!("say"), say),
            (part!("stop"), stop),
            (part!("unknown"), unknown),
            (part!("and"), joint),
        ] {
            if there {
                f.add(&[part!("crosses"), name, mark]);
            }
        }
        if !clause && !relative && !say && !stop && commas == 0 {
            f.add(&[part!("crosses"), name, part!("nothing")]);
        }
    }

    /// The nearest pronoun or noun phrase before the trigger that stands for somebody named before.
    fn reference(&self, t: &Trigger) -> &'static Part<'static> {
        let s = self.s;
        const STANDING_FOR: &ClassSet = &ClassSet::of(&[class::ANAPHOR, class::ANAPHOR_OTHER]);
        if !s.classes().meets(STANDING_FOR) {
            return part!("nothing");
        }
        for i in (s.lo..t.start).rev() {
            if let Some((_, w)) = s.word_at(i, class::ANAPHOR) {
                return match w.value {
                    "pronoun" => part!("pronoun"),
                    "company" => part!("noun"),
                    "possessive" => part!("possessive"),
                    "product" => part!("product"),
                    "speaker" => part!("speaker"),
                    _ => part!("else"),
                };
            }
            if s.word_at(i, class::ANAPHOR_OTHER).is_some() {
                return part!("other");
            }
        }
        part!("nothing")
    }
}

fn form(t: &Trigger) -> &'static Part<'static> {
    match t.form {
        Form::Noun => part!("noun"),
        Form::Mention => part!("mention"),
        _ if t.passive_without_aux() => part!("participle"),
        _ if t.passive => part!("passive"),
        Form::Gerund => part!("gerund"),
        Form::Infinitive | Form::Base => part!("infinitive"),
        _ => part!("active"),
    }
}

fn yes(is: bool) -> &'static Part<'static> {
    if is { part!("yes") } else { part!("no") }
}
