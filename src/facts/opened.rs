//! A frame that a trigger opens: who fills it, and what it lacks.

use super::roles::{Fillers, Roles};
use super::sentence::{Kinds, Sentence};
use super::trigger::{Form, Trigger};
use crate::dictionary::{Frame, PartHash, Place, Role, Voice, class};
use crate::document::Kind;
use crate::meaning::FactType;
use crate::reading::lexemes::ClassSet;
use smallvec::smallvec;
use std::ops::Range;

/// A frame of a trigger with the companies and products that fill it.
pub(crate) struct Opened {
    /// Index of its trigger.
    pub(crate) t: usize,
    pub(crate) frame: usize,
    pub(crate) subjects: Fillers,
    pub(crate) objects: Fillers,
    /// What keeps it from giving a fact, whatever the amounts.
    pub(crate) lacks: Option<&'static str>,
    /// Its trigger takes amounts for it before those whose subject only the rest of the text tells.
    pub(crate) tells: bool,
}

/// What an opened frame lacks if its places find nobody.
pub(crate) const NO_SUBJECT: &str = "a subject";

/// What a frame lacks that has no amount of a kind that it needs.
pub(crate) const NO_MONEY: &str = "an amount of money";
pub(crate) const NO_COUNT: &str = "a count";
pub(crate) const NO_PERCENT: &str = "a percentage";

/// What a frame lacks whose verbs are passive where these are active.
const WRONG_VOICE: &str = "the voice of its verb";

/// The amounts that a frame tells nothing without, each with what it lacks where it has none.
///
/// They are asked for of each frame of each trigger: so they are kept as small as can be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Needs([Kinds; 3]);

/// What a frame lacks that has nothing of the first, second or third of [`Needs`].
const LACKING: [&str; 3] = [NO_MONEY, NO_COUNT, NO_PERCENT];

impl Needs {
    pub(crate) fn of(frame: &Frame) -> Needs {
        // a fine that is denied has none
        if frame.kind == FactType::Fine {
            return Needs::default();
        }
        let kinds = |role: &Option<Role>| role.iter().filter(|r| r.needed).flat_map(|r| r.kinds.iter().copied()).collect();
        Needs([kinds(&frame.money), kinds(&frame.count), kinds(&frame.percent)])
    }

    /// Whether all of them are among mentions of such kinds.
    #[inline]
    pub(crate) fn met_by(self, kinds: Kinds) -> bool {
        self.0.iter().all(|needed| needed.is_empty() || needed.meets(kinds))
    }

    /// What is lacking where there are mentions of such kinds.
    pub(crate) fn lacking(self, kinds: Kinds) -> Option<&'static str> {
        self.0.iter().zip(LACKING).find(|(needed, _)| !needed.is_empty() && !needed.meets(kinds)).map(|(_, what)| what)
    }
}

/// The words that a frame's clause must have one of, and those that it must have none of.
#[derive(Debug)]
pub(crate) struct Around {
    with: ClassSet,
    without: ClassSet,
    /// It must have one of them at all.
    asks: bool,
    /// Its id as a part of features.
    pub(crate) name: PartHash,
}

impl Around {
    pub(crate) fn of(frame: &Frame) -> Around {
        Around {
            with: ClassSet::of(&frame.with),
            without: ClassSet::of(&frame.without),
            asks: !frame.with.is_empty(),
            name: PartHash::of(&frame.id),
        }
    }

    /// Whether a sentence has none of the words that one of must stand in the clause.
    #[inline]
    pub(crate) fn without_words(&self, s: &Sentence<'_>) -> bool {
        self.asks && !s.classes().meets(&self.with)
    }
}

impl Opened {
    /// With what its verb and the words of its clause lack; see [`refused`].
    pub(crate) fn new(t: usize, frame: usize, lacks: Option<&'static str>) -> Opened {
        Opened { t, frame, subjects: Fillers::new(), objects: Fillers::new(), lacks, tells: false }
    }

    /// Looks for who fills it.
    pub(crate) fn find(&mut self, roles: &Roles<'_, '_>, frame: &Frame) {
        // who asks why is told of a missing object first
        let words = self.lacks;
        if words == Some(WRONG_VOICE) {
            return;
        }
        let (s, t) = (roles.s, self.t);
        let trigger = &roles.triggers[t];
        // `un partenariat entre X et Y`
        if let Some((subject, objects)) = roles.pair(t, frame) {
            (self.subjects, self.objects) = (smallvec![subject], objects);
            return;
        }
        // who is named first, then whom; nobody buys itself
        // joined by X, Y and Z: nobody of those that its own words list is whose round it is
        let listed = !trigger.is_verb()
            && frame.subject.many
            && matches!(frame.subject.from[..], [Place::Patient | Place::Listed | Place::Itemized]);
        let named = if listed { roles.fill(t, &frame.subject, &[]) } else { Fillers::new() };
        let mut objects = frame.object.as_ref().map(|r| roles.beside(&named).fill(t, r, &[])).unwrap_or_default();
        // in 2016 it fined X: no company imposes a fine
        if frame.kind == FactType::Fine {
            objects.retain(|o| o.why == "authority" || s.entity_at(o.start).is_some());
            if objects.is_empty() {
                objects.extend(roles.authority_spoken(trigger));
            }
        }
        // who does it to nobody is not asked
        if objects.is_empty() && frame.object.as_ref().is_some_and(|r| r.needed && !r.from.contains(&Place::Between)) {
            self.lacks = Some("an object");
            return;
        }
        let mut subjects = roles.beside(&objects).fill(t, &frame.subject, &objects);
        // `dans son partenaire`: who that is depends on who does it
        if let Some(r) =
            frame.object.as_ref().filter(|_| objects.iter().any(|o| matches!(o.why, "the other company" | "company spoken of")))
        {
            let doers = roles.fill(t, &frame.subject, &[]);
            let others = roles.beside(&doers).fill(t, r, &[]);
            if !others.is_empty() && !doers.is_empty() {
                (subjects, objects) = (doers, others);
            }
        }
        if subjects.iter().any(|x| x.why == "authority") {
            objects.retain(|o| o.why != "authority");
        }
        // X et Y s'associent: one is the other's partner
        if objects.is_empty() && subjects.len() >= 2 && frame.object.as_ref().is_some_and(|r| r.from.contains(&Place::Between)) {
            objects = subjects.drain(1..).collect();
        }
        let lacks = if frame.object.as_ref().is_some_and(|r| r.needed) && objects.is_empty() {
            Some("an object")
        } else if frame.fresh && presupposed(s, trigger) && !subjects.iter().any(|f| f.why == "possessor" || f.why == "named behind") {
            Some("news: its noun has a definite article")
        } else if frame.bare && (s.is(trigger.end, class::M_OF) || held_in(s, trigger)) {
            Some("a noun by itself: what it is of stands behind it")
        } else if roles.of_part(frame.kind, trigger, &subjects) {
            Some("a figure of the whole: it is of a part of its subject")
        } else {
            words
        };
        let founded = trigger.classes.contains(&class::FOUND) && trigger.passive_without_aux() && trigger.start > s.lo;
        let lacks = lacks.or_else(|| (founded && roles.other_thing(s.lo, trigger.start)).then_some("a company: something else is founded"));
        let lacks = lacks.or_else(|| (founded && roles.named_nearer(trigger, &subjects)).then_some("a company: another one stands nearer"));
        // lancé en Allemagne: no company is founded there
        let dated = || s.at(trigger.end).is_some_and(|p| s.kind(p) == Kind::Date);
        let abroad = frame.kind == FactType::Founding && s.is(trigger.start, class::LAUNCHED_IN) && !dated();
        let lacks = lacks.or_else(|| abroad.then_some("a date right behind"));
        let unnamed = if frame.names_its_subject() { "a subject where its words name one" } else { NO_SUBJECT };
        self.lacks = lacks.or_else(|| subjects.is_empty().then_some(unnamed));
        (self.subjects, self.objects) = (subjects, objects);
    }

    /// Whether it may give a fact, if only one whose subject no place of it finds.
    pub(crate) fn able(&self) -> bool {
        self.lacks.is_none_or(|l| l == NO_SUBJECT)
    }
}

/// Which of some frames, that are by trigger, a trigger has opened.
pub(crate) fn of_trigger(opened: &[Opened], t: usize) -> Range<usize> {
    opened.partition_point(|o| o.t < t)..opened.partition_point(|o| o.t <= t)
}

/// What the verb of a trigger and the words of its clause keep from a frame, whoever fills it.
pub(crate) fn refused(roles: &Roles<'_, '_>, t: usize, frame: &Frame, around: &Around) -> Option<&'static str> {
    let trigger = &roles.triggers[t];
    let fits = frame.voice.is_none_or(|v| (v == Voice::Passive) == (trigger.passive && !trigger.unpassive));
    if fits { lacking(frame, around, roles, t) } else { Some(WRONG_VOICE) }
}

/// What the words of its clause keep from a frame.
fn lacking(frame: &Frame, around: &Around, roles: &Roles<'_, '_>, t: usize) -> Option<&'static str> {
    let trigger = &roles.triggers[t];
    let clause = || match trigger.own {
        Some(_) => beside(roles.triggers, t, roles.s),
        None => clause(roles.s, trigger),
    };
    let counted = trigger.own.is_some();
    // `n'ont pas pu le signer`: its object is a pronoun, not the noun that stands somewhere
    let pronoun = || {
        trigger.is_verb()
            && trigger.start > trigger.group
            && roles.s.is(trigger.start - 1, class::DETERMINER)
            && !matches!(trigger.form, Form::Participle | Form::Ed)
    };
    // I might buy: a person
    let myself = trigger.is_verb() && !trigger.passive && trigger.group > roles.s.lo && roles.s.is(trigger.group - 1, class::MYSELF);
    if myself {
        return Some("a company: somebody speaks of himself");
    }
    // 48 of its 210 staff: a part is not how many there are
    if frame.kind == FactType::Headcount && counted && (part_of_whole(roles.s, trigger) || some_of(roles, trigger)) {
        Some("the whole: it is a part")
    } else if frame.kind == FactType::Headcount && counted && tolled(roles.s, trigger) {
        Some("how many there are: they are what a closure costs")
    } else if frame.kind == FactType::Users && counted && (roles.s.is(trigger.end, class::OF_THEM) || of_nobody(roles.s, trigger.start)) {
        Some("the whole: it is a part, or of somebody else")
    } else if frame.kind == FactType::Users && counted && come_or_go(roles.s, trigger) {
        Some("how many there are: they come or go")
    } else if frame.kind == FactType::Users && counted && of_programme(roles.s, trigger) {
        Some("users of its subject: they watched a programme")
    } else if frame.kind == FactType::Price && counted && earlier_price(roles.s, trigger) {
        Some("a price of its own: it is an earlier one")
    } else if around.asks && pronoun() {
        Some("an object of its own")
    } else if around.without_words(roles.s) || around.asks && !clause().any(|i| roles.s.r.lexemes.starts(i, &around.with)) {
        Some("a word that must stand in its clause")
    } else if roles.s.classes().meets(&around.without)
        && clause().any(|i| roles.s.r.lexemes.starts(i, &around.without) && !compound(roles.s, i) && !hires(roles.s, trigger, i))
        && !left_with(roles.s, trigger)
    {
        Some("a clause without a word that belongs to another type")
    } else {
        None
    }
}

/// `hired a boss for its 350 staff`: whether a word of hiring is not said of a count, whose people are there already.
fn hires(s: &Sentence<'_>, t: &Trigger, at: usize) -> bool {
    let possessed = || s.word_before(t.start, class::ANAPHOR).is_some_and(|(_, w)| w.value == "possessive");
    t.own.is_some() && s.is(at, class::HIRE) && possessed()
}

/// `Aim-listed`, `fund-raising`: the second half of a word says nothing of its own.
fn compound(s: &Sentence<'_>, at: usize) -> bool {
    at > s.lo && s.mark(at - 1) == '-' && s.r.tokens[at].glued() && s.r.tokens[at - 1].glued()
}

/// `added 3 million subscribers`: by how many, not how many.
fn come_or_go(s: &Sentence<'_>, t: &Trigger) -> bool {
    let at = s.word_before(t.start, class::BOUND_BEFORE).map_or(t.start, |(b, _)| b);
    // lost a million subscribers
    let at = s.word_before(at, class::DETERMINER).map_or(at, |(article, _)| article);
    s.word_before(at, class::USER_CHANGE).is_some()
}

/// `The final on X drew 8 million viewers`: the audience of one programme.
fn of_programme(s: &Sentence<'_>, t: &Trigger) -> bool {
    let unit = t.own.and_then(|own| s.mentions[s.placed[own].mention].amount()).map(|a| a.unit.as_str());
    matches!(unit, Some("viewers" | "listeners")) && s.holds(clause(s, t), class::N_PROGRAMME)
}

/// `48 of its 210 staff`, `dont 120 à Brest`, `by 300`: whether a number is told as a part of another one.
fn part_of_whole(s: &Sentence<'_>, t: &Trigger) -> bool {
    let of = s.word_at(t.end, class::OUT_OF).is_some_and(|(end, _)| s.at(end).is_some_and(|p| s.kind(p) == Kind::Headcount));
    // 310 people, including 120 in Hull; cut its workforce by 300
    let at = s.word_before(t.start, class::BOUND_BEFORE).map_or(t.start, |(b, _)| b);
    // 180,000 of them, its rival's 7.2 million
    let others = s.is(t.end, class::OF_THEM) || of_nobody(s, t.start);
    let within = others || s.word_before(at, class::INCLUDING).is_some() || s.word_before(at, class::BY_MUCH).is_some();
    of || within
}

/// `costs $11.99 a month, up from $9.99`.
fn earlier_price(s: &Sentence<'_>, t: &Trigger) -> bool {
    super::amounts::compared(s, t.start) && s.placed.iter().any(|p| s.kind(*p) == Kind::Money && p.end <= t.start)
}

/// `its rival's 7.2 million`: whether a count is said to belong to somebody without a name.
fn of_nobody(s: &Sentence<'_>, at: usize) -> bool {
    let owner =
        |mark: usize| mark > s.lo && s.placed.iter().all(|p| s.possessive_at(p.end) != Some(at)) && s.is(mark - 1, class::RELATION_NOUN);
    at > s.lo + 1 && s.is(at - 1, class::POSSESSIVE_MARK) && owner(at - 1)
}

/// `twelve employees of X were held`, `a défendu 12 000 salariées de X`, `33,000 X workers`: those who do or suffer something;
/// but `les 12 000 salariés de X`, `X's 33,000 workers`, and `employs 33,000 workers`.
fn some_of(roles: &Roles<'_, '_>, t: &Trigger) -> bool {
    let s = roles.s;
    let named = s.word_at(t.end, class::M_OF).is_some_and(|(of, _)| (of..s.hi.min(of + 4)).any(|i| s.entity_at(i).is_some()));
    let at = s.word_before(t.start, class::BOUND_BEFORE).map_or(t.start, |(b, _)| b);
    let all = s.word_before(at, class::DETERMINER).is_some() || s.word_before(at, class::ANAPHOR).is_some();
    let counts = |o: &Trigger| o.is_verb() && [class::EMPLOY, class::REACH].iter().any(|c| o.classes.contains(c));
    let told = roles
        .triggers
        .iter()
        .any(|o| counts(o) && o.end <= t.start && (o.end..at).all(|i| s.is(i, class::ADVERB) || s.is(i, class::NEGATION)));
    named && !all && !told
}

/// `ferme douze magasins, 380 emplois à la clé`, `the closure of its plant, affecting 210 jobs`: how many jobs go.
fn tolled(s: &Sentence<'_>, t: &Trigger) -> bool {
    if !s.classes().contains(class::CLOSE_SITE) && !s.classes().contains(class::N_CLOSURE) {
        return false;
    }
    let at = s.word_before(t.start, class::BOUND_BEFORE).map_or(t.start, |(b, _)| b);
    s.word_before(at, class::JOB_TOLL).is_some() || s.word_at(t.end, class::JOB_TOLL).is_some()
}

/// `shrunk its workforce to 3,800`: how many are left.
fn left_with(s: &Sentence<'_>, t: &Trigger) -> bool {
    if t.own.is_none() {
        return false;
    }
    // cuts 48 of its 210 staff: how many there are
    if super::amounts::out_of(s, t.start) {
        return true;
    }
    let at = s.word_before(t.start, class::BOUND_BEFORE).map_or(t.start, |(b, _)| b);
    let to = at > s.lo && s.is(at - 1, class::TO_LEVEL);
    to && (at.saturating_sub(7).max(s.lo)..at).any(|i| s.is(i, class::N_HEADCOUNT))
}

/// `the partnership with X`: known already, not told here.
fn presupposed(s: &Sentence<'_>, t: &Trigger) -> bool {
    (t.start.saturating_sub(3).max(s.lo)..t.start)
        .any(|i| s.is(i, class::DEFINITE_DETERMINER) && (i..t.start).all(|k| s.at(k).is_none()))
        // exclure du partenariat avec X: the article is in the preposition
        || t.start > s.lo && s.is(t.start - 1, class::WITH_ARTICLE) && s.is(t.start - 1, class::M_OF)
}

/// The tokens around a trigger up to the next semicolon, `while` or `despite`.
fn clause(s: &Sentence<'_>, t: &Trigger) -> std::ops::Range<usize> {
    let ends = |i: &usize| s.mark(*i) == ';' || s.is(*i, class::CONTRAST);
    let lo = (s.lo..t.start).rev().find(ends).map_or(s.lo, |i| i + 1);
    // despite falling sales, X is worth $6bn: what the sentence opens with ends at its comma
    let opener = lo > s.lo && lo <= s.lo + 2 && s.mark(lo - 1) != ';';
    let lo = (lo..t.start).find(|i| opener && s.mark(*i) == ',').unwrap_or(lo);
    let hi = (t.end..s.hi).find(ends).unwrap_or(s.hi);
    lo..hi
}

/// The tokens that can say what a counted thing is of: `supprimer 110 postes`, `250 jobs will be cut`.
fn beside(triggers: &[Trigger], t: usize, s: &Sentence<'_>) -> std::ops::Range<usize> {
    let own = &triggers[t];
    // created a platform and employs 350 people, emploie 350 personnes et garde ses bureaux: that verb says what there is
    let at = s.word_before(own.start, class::BOUND_BEFORE).map_or(own.start, |(b, _)| b);
    let counts = |o: &&Trigger| o.is_verb() && o.classes.contains(&class::EMPLOY) && o.end <= at;
    let told = triggers[..t].iter().rev().find(counts).filter(|o| (o.end..at).all(|i| s.is(i, class::ADVERB) || s.is(i, class::NEGATION)));
    if let Some(o) = told.filter(|_| own.own.is_some_and(|own| s.kind(s.placed[own]) == Kind::Headcount)) {
        return o.end..own.end;
    }
    let passive = triggers[t + 1..].iter().find(|o| o.passive && !o.passive_without_aux() && o.group <= own.end + 1);
    // 15 % de ses effectifs, soit plus de 15 000 postes
    let share = s.placed.iter().find(|p| p.start + 9 >= own.start && p.end <= own.start && s.kind(**p) == Kind::Percent);
    let from = share.map_or(own.start, |p| p.start);
    let lo = from.saturating_sub(8).max(s.lo);
    let lo = (lo..own.start).rev().find(|i| s.is(*i, class::RELATIVE) || matches!(s.mark(*i), ';' | ':')).unwrap_or(lo);
    let goes = predicate(triggers, t, s);
    // `fort de 300 salariés, X recrute`: what a comma parts says nothing of them
    let near = if own.end < s.hi && s.mark(own.end) == ',' { own.end } else { (own.end + 2).min(s.hi) };
    lo..goes.or(passive.map(|p| p.end)).unwrap_or(near)
}

/// `214 salariés de l'enseigne perdront leur emploi`: one past the verb that a count is the subject of, where it says that
/// they go.
fn predicate(triggers: &[Trigger], t: usize, s: &Sentence<'_>) -> Option<usize> {
    let own = &triggers[t];
    let verb = triggers[t + 1..].iter().find(|o| o.finite() && o.group >= own.end)?;
    let goes = verb.classes.contains(&class::JOBS_GO) || verb.passive && verb.classes.contains(&class::CUT_JOBS);
    let stops = |i: usize| {
        s.is(i, class::CLAUSE)
            || s.is(i, class::RELATIVE)
            || matches!(s.mark(i), ';' | ':')
            || s.at(i).is_some_and(|p| s.kind(p) == Kind::Headcount)
    };
    (goes && verb.group <= own.end + 16 && !(own.end..verb.group).any(stops)).then_some(verb.end)
}

/// `a 16% stake in the lender X`: what shares are of stands behind them; but `in May`.
fn held_in(s: &Sentence<'_>, t: &Trigger) -> bool {
    let inside = t.classes.contains(&class::N_STAKE).then(|| s.word_at(t.end, class::M_IN)).flatten();
    inside.is_some_and(|(end, _)| s.at(end).is_none_or(|p| s.kind(p) != Kind::Date))
}
