//! From mentions to facts: triggers open frames, mentions of the clause fill their roles.

mod about;
mod amounts;
mod anaphora;
mod antecedents;
mod asides;
mod authorities;
mod backers;
mod beside;
mod boxes;
mod choice;
mod clauses;
mod clitics;
mod continued;
mod coordination;
mod dating;
mod described;
mod echo;
mod evidence;
mod fill;
mod focus;
mod gapped;
mod governed;
mod heading;
mod house;
mod leading;
mod merge;
mod modality;
mod objects;
mod offers;
mod opened;
mod opening;
mod owners;
mod parted;
mod parties;
mod periods;
mod periphrasis;
mod played;
mod relations;
mod relatives;
mod remarks;
mod respective;
mod roles;
mod sections;
mod segment;
mod sentence;
mod series;
mod shares;
mod speaker;
mod standing;
mod subjects;
mod tables;
mod telling;
mod traits;
mod trigger;
mod valued;
mod weighing;

use crate::dictionary::{Frame, Price, Weights, class};
use crate::document::{Attempt, Candidate, Entity, Fact, Kind};
use crate::meaning::FactType;
use crate::reading::lexemes::ClassSet;
use focus::Focus;
use heading::Heading;
use offers::Offers;
use opened::{Around, NO_SUBJECT, Needs, Opened, of_trigger};
use opening::Opening;
use parties::Parties;
use roles::{Kept, Roles};
use sentence::{Kinds, Sentence};
use smallvec::SmallVec;
use tables::Tables;
use telling::Telling;
pub(crate) use telling::Text;
use trigger::{Form, Index, Trigger};

/// Frames ready for use.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    frames: Vec<Frame>,
    /// Of each frame, the words that its clause must have and must not have.
    around: Vec<Around>,
    /// Of each frame, the amounts that it tells nothing without.
    needs: Vec<Needs>,
    /// Types whose subject and object may change places.
    symmetric: Vec<FactType>,
    /// Frames whose money is the price of a purchase.
    prices: Vec<(smol_str::SmolStr, Price)>,
    opening: Opening,
    index: Index,
    tables: Tables,
    weights: Weights,
}

/// What a sentence opens: its triggers, their frames, and the amounts that these may take.
#[derive(Default)]
struct Open {
    triggers: Vec<Trigger>,
    kept: Kept,
    opened: Vec<Opened>,
    offers: Offers,
    /// The facts of one frame, until they are taken over.
    found: Vec<Fact>,
}

/// The sentence of a text that is being read, and what it opens. Each text has one, which its sentences use one after the other:
/// as many are large, and alive together, the allocator would neither find nor take back room for them at once.
#[derive(Default)]
struct Step<'a> {
    sentence: Option<Sentence<'a>>,
    open: Open,
    /// Whether it opens any frame.
    opens: bool,
}

/// Some frames of a trigger.
pub(crate) type Few = SmallVec<[u16; 16]>;

/// What is kept for those who ask why.
#[derive(Debug, Default)]
pub(crate) struct Log {
    pub(crate) attempts: Vec<Attempt>,
    pub(crate) candidates: Vec<Candidate>,
}

impl Frames {
    pub(crate) fn new(frames: Vec<Frame>, classes: usize, weights: Weights) -> Frames {
        let index = Index::new(&frames, classes);
        let opening = Opening::of(&frames);
        let tables = Tables::of(&frames);
        let around = frames.iter().map(Around::of).collect();
        let needs = frames.iter().map(Needs::of).collect();
        let symmetric = frames.iter().filter(|f| f.symmetric).map(|f| f.kind).collect();
        let prices = frames.iter().filter_map(|f| Some((f.id.clone(), f.price?))).collect();
        Frames { frames, around, needs, symmetric, prices, opening, index, tables, weights }
    }

    /// The classes whose words open frames.
    pub(crate) fn starts(&self) -> &ClassSet {
        &self.index.starting
    }

    /// All facts of some texts, by offset. `owner` finds the company of a dictionary id.
    ///
    /// One step after the other is taken for a sentence of each text, so that the code of a step is fetched once for many: it
    /// takes most of the time where each text is read by itself.
    pub(crate) fn find(&self, texts: &[Text<'_>], owner: &dyn Fn(&str) -> Option<Entity>, explain: bool) -> Vec<(Vec<Fact>, Log)> {
        let parties: Vec<Parties<'_>> = texts.iter().map(|t| Parties::new(t.mentions, owner)).collect();
        let mut tellings: Vec<Telling<'_>> = texts.iter().zip(&parties).map(|(t, p)| Telling::new(*t, p)).collect();
        let mut steps: Vec<Step<'_>> = texts.iter().map(|_| Step::default()).collect();
        loop {
            for (step, telling) in steps.iter_mut().zip(&mut tellings) {
                step.sentence = telling.next(self);
            }
            if steps.iter().all(|s| s.sentence.is_none()) {
                return tellings.into_iter().map(|t| t.close(self)).collect();
            }
            for (Step { sentence, open, opens }, telling) in steps.iter_mut().zip(&tellings) {
                let asks = sentence.as_ref().filter(|s| telling.asks(s));
                *opens = asks.is_some_and(|s| self.open(s, &telling.focus, open, explain));
            }
            for (Step { sentence, open, opens }, telling) in steps.iter_mut().zip(&tellings) {
                if let Some(s) = sentence.as_ref().filter(|_| *opens) {
                    self.look(s, &telling.focus, open, explain);
                }
            }
            for (Step { sentence, open, opens }, telling) in steps.iter_mut().zip(&mut tellings) {
                if let Some(s) = sentence.as_ref().filter(|_| *opens && (explain || open.opened.iter().any(Opened::able))) {
                    let Telling { focus, heading, found, log, .. } = telling;
                    self.tell(s, focus, heading, open, explain.then_some(log), found);
                }
            }
            for (step, telling) in steps.iter().zip(&mut tellings) {
                if let Some(s) = &step.sentence {
                    telling.follow(s);
                }
            }
        }
    }

    /// The frames that the words and amounts of a sentence open; false if there are none.
    fn open(&self, s: &Sentence<'_>, focus: &Focus, open: &mut Open, explain: bool) -> bool {
        let here: Kinds = s.placed.iter().map(|p| s.kind(*p)).collect();
        if !explain && !self.opening.fits(s, here) {
            return false;
        }
        let Open { triggers, kept, opened, offers, .. } = open;
        self.index.triggers(s, &self.frames, triggers);
        kept.serve(triggers);
        let roles = Roles { s, focus, triggers, kept, taken: &[] };
        // what keeps a frame from giving a fact is asked for from the cheapest to the dearest: its words, then whether there
        // are amounts for it, then who and whom; who asks why is told all of it
        opened.clear();
        for (t, trigger) in triggers.iter().enumerate() {
            for f in trigger.frames.iter().map(|f| usize::from(*f)).filter(|f| explain || self.needs[*f].met_by(here)) {
                let around = &self.around[f];
                if !explain && around.without_words(s) {
                    continue;
                }
                let refused = opened::refused(&roles, t, &self.frames[f], around);
                if explain || refused.is_none() {
                    opened.push(Opened::new(t, f, refused));
                }
            }
        }
        if opened.is_empty() {
            return false;
        }
        offers.read(s, triggers, &self.frames, opened);
        true
    }

    /// Looks for who fills them.
    fn look(&self, s: &Sentence<'_>, focus: &Focus, open: &mut Open, explain: bool) {
        let Open { triggers, kept, opened, offers, .. } = open;
        let roles = Roles { s, focus, triggers, kept, taken: &[] };
        for o in opened {
            let lacking = self.needs[o.frame].lacking(offers.kinds(o.t));
            if lacking.is_none() || explain {
                o.find(&roles, &self.frames[o.frame]);
            }
            if o.able() {
                o.lacks = lacking.or(o.lacks);
            }
        }
    }

    /// Adds the facts that they give.
    fn tell(&self, s: &Sentence<'_>, focus: &Focus, heading: &Heading, open: &mut Open, mut log: Option<&mut Log>, facts: &mut Vec<Fact>) {
        let explain = log.is_some();
        let Open { triggers, kept, opened, offers, found } = open;
        let roles = Roles { s, focus, triggers, kept, taken: &[] };
        // what tells nothing without a date takes no amount where none is in reach
        let dated = |o: &Opened| {
            !self.frames[o.frame].dated || heading.date.is_some() || dating::date_of(s, triggers, &triggers[o.t], None).is_some()
        };
        // who and whom first: amounts go only to triggers that somebody stands beside
        for o in opened.iter_mut() {
            o.tells = o.lacks.is_none() && dated(o);
        }
        without_repeats(s, triggers, &self.frames, opened);
        let told_at = |t: usize| opened[of_trigger(opened, t)].iter().any(|o| o.tells);
        let mut given = offers.assign(s, triggers, &self.frames, opened, |o| o.tells, &[]);
        // then what is left over to those whose subject only the rest of the text tells
        let lone = |o: &Opened| o.lacks == Some(NO_SUBJECT);
        if opened.iter().any(lone) {
            let taken: SmallVec<[usize; 8]> =
                given.iter().flat_map(|g| [g.money, g.count, g.percent]).flatten().map(|p| p.mention).collect();
            let more = offers.assign(s, triggers, &self.frames, opened, lone, &taken);
            for (t, (mine, more)) in given.iter_mut().zip(more).enumerate() {
                if !told_at(t) {
                    *mine = more;
                }
            }
        }
        // a trigger that nobody stands beside keeps no figure from those that hang on another one
        let others = triggers.iter().zip(&given).enumerate().filter(|(t, (trigger, _))| trigger.own.is_none() && told_at(*t));
        let used: SmallVec<[usize; 8]> = others.flat_map(|(_, (_, g))| [g.money, g.count]).flatten().map(|p| p.mention).collect();
        let mut claimed = Vec::new();
        // what a verb says of an amount, its noun need not say again: `a infligé à X une amende de …`
        let mut said: Vec<(FactType, usize, usize)> = Vec::new();
        let verbs_first =
            (0..triggers.len()).filter(|t| triggers[*t].is_verb()).chain((0..triggers.len()).filter(|t| !triggers[*t].is_verb()));
        for t in verbs_first {
            let mut taken = false;
            for o in opened[of_trigger(opened, t)].iter().filter(|o| explain || o.able()) {
                let frame = &self.frames[o.frame];
                if taken && !frame.also {
                    continue;
                }
                let figure = given[t].money.map(|p| (frame.kind, p.mention));
                if figure.is_some_and(|f| said.iter().any(|(kind, mention, by)| (*kind, *mention) == f && *by != t)) {
                    continue;
                }
                found.clear();
                let got = self.fill(&roles, t, frame, o, &given[t], &used, heading, log.as_deref_mut(), found);
                let got = if o.tells || o.lacks.is_some() { got } else { Err("more than its verb says") };
                if got.is_err() {
                    found.clear();
                }
                if let Some(log) = log.as_deref_mut() {
                    let lacked = got.as_ref().err().map_or(String::new(), |l| (*l).to_owned());
                    log.attempts.push(Attempt {
                        span: s.r.span(triggers[t].group.min(triggers[t].start), triggers[t].end),
                        frame: frame.id.to_string(),
                        lacked,
                    });
                }
                if triggers[t].own.is_none() {
                    claimed.extend(found.iter().skip(1).filter_map(|f| f.count.clone()));
                }
                taken |= !found.is_empty();
                if triggers[t].is_verb() && !found.is_empty() {
                    said.extend(figure.map(|(kind, mention)| (kind, mention, t)));
                }
                facts.append(found);
            }
        }
        // `lets go of 600 employees in January, 200 in June`: the later figures are no headcount
        facts.retain(|f| !(f.count.as_ref().is_some_and(|c| claimed.contains(c)) && self.mention_rule(&f.rule)));
    }

    /// Where a frame stands.
    pub(crate) fn source(&self, id: &str) -> Option<String> {
        self.frames.iter().find(|f| f.id == id).map(|f| f.source.to_string())
    }

    fn mention_rule(&self, id: &str) -> bool {
        self.frames.iter().any(|f| f.id == id && f.mention.is_some())
    }
}

/// `spent $75bn on capex`: a noun behind a verb of its own type, with the verb's figure between, says nothing more.
fn without_repeats(s: &Sentence<'_>, triggers: &[Trigger], frames: &[Frame], opened: &mut [Opened]) {
    // the last verb that tells something
    let mut verb = None;
    for t in 1..triggers.len() {
        if triggers[t - 1].is_verb() && opened[of_trigger(opened, t - 1)].iter().any(|o| o.tells) {
            verb = Some(t - 1);
        }
        let Some(v) = verb else { continue };
        let (end, start) = (triggers[v].end, triggers[t].start);
        let figure = s.placed.iter().find(|p| p.start >= end && p.end <= start && matches!(s.kind(**p), Kind::Money | Kind::Headcount));
        let apart = (end..start).any(|i| s.mark(i) == ',' || s.is(i, class::CONJUNCTION));
        if let Some(p) = figure.filter(|_| triggers[t].form == Form::Noun && !apart) {
            let takes = |f: &Frame| f.money.as_ref().is_none_or(|r| amounts::followed(r, s, &triggers[v], *p));
            let told = opened[of_trigger(opened, v)].iter().filter(|o| o.tells).map(|o| &frames[o.frame]).filter(|f| takes(f));
            let kinds: SmallVec<[FactType; 4]> = told.map(|f| f.kind).collect();
            let mine = of_trigger(opened, t);
            for o in &mut opened[mine] {
                o.tells &= !kinds.contains(&frames[o.frame].kind);
            }
        }
    }
}
