//! Who and whom: companies and products around a trigger.

use super::focus::Focus;
use super::leading;
use super::parties::Party;
use super::played;
use super::played::of_former;
use super::sentence::{Kinds, Placed, Sentence};
use super::trigger::{Form, Trigger};
use crate::dictionary::{Place, Role, Then, class};
use crate::document::Kind;
use smallvec::{SmallVec, smallvec};
use std::cell::{OnceCell, RefCell};
use std::sync::LazyLock;

/// A filler of a role, how sure, and why.
#[derive(Debug, Clone)]
pub(crate) struct Filler {
    pub(crate) entity: Party,
    pub(crate) kind: Kind,
    /// First token and one past the last; empty at the trigger where nothing in the sentence says it.
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) weight: f32,
    pub(crate) why: &'static str,
}

/// Fillers of a role: one mostly.
pub(crate) type Fillers = SmallVec<[Filler; 1]>;

/// Finds fillers in one sentence.
pub(crate) struct Roles<'s, 'a> {
    pub(crate) s: &'s Sentence<'a>,
    pub(crate) focus: &'s Focus,
    pub(crate) triggers: &'s [Trigger],
    /// What is found once for all frames of a trigger.
    pub(crate) kept: &'s Kept,
    /// Fillers of the other role: nobody is both.
    pub(crate) taken: &'s [Filler],
}

/// What is found of the triggers of a sentence once for all that ask.
#[derive(Default)]
pub(crate) struct Kept {
    /// By trigger, its subject whatever its frames ask for, once a trigger behind it has asked.
    any: SmallVec<[OnceCell<Fillers>; 4]>,
    /// Subjects of triggers where nobody is taken: the frames of a trigger mostly ask for the same.
    subjects: RefCell<Vec<(usize, Wanted, Fillers)>>,
}

impl Kept {
    /// Forgets what was found of others.
    pub(crate) fn serve(&mut self, triggers: &[Trigger]) {
        self.any.clear();
        self.any.resize_with(triggers.len(), OnceCell::new);
        self.subjects.get_mut().clear();
    }
}

/// What a verb is asked for whose subject others share.
static ANYBODY: LazyLock<Role> = LazyLock::new(|| Role {
    from: Vec::new(),
    kinds: vec![Kind::Company, Kind::Product],
    needed: false,
    many: true,
    authority: false,
    then: Then::Any,
});

/// What finding a subject depends on beside its sentence.
type Wanted = (Kinds, Option<Kind>, bool);

impl<'a> Roles<'_, 'a> {
    /// Whether a sentence that names somebody as its subject says nothing of the company spoken of before.
    fn speaks_of_another(&self, trigger: &Trigger) -> bool {
        let s = self.s;
        let spoken: Vec<&Party> = self.focus.companies().map(|(e, _)| e).collect();
        s.placed.iter().take_while(|p| p.end <= trigger.start).any(|p| {
            s.kind(*p) == Kind::Company
                && s.governed_by(p.start).is_none()
                && leading::leads(s, *p)
                && s.party(*p).is_some_and(|e| !spoken.contains(&e) && !self.is_taken(e))
        })
    }

    /// The same, with the fillers that the other role has.
    pub(crate) fn beside<'t>(&'t self, taken: &'t [Filler]) -> Roles<'t, 'a> {
        Roles { taken, ..*self }
    }

    /// The fillers of a role from the first place that has any.
    pub(crate) fn fill(&self, t: usize, role: &Role, object: &[Filler]) -> Fillers {
        for place in &role.from {
            let mut found = self.from(t, *place, role, object);
            let fits = |f: &Filler| if f.why == "authority" { role.authority } else { role.kinds.contains(&f.kind) };
            found.retain(|f| fits(f) && !self.is_taken(&f.entity));
            if !found.is_empty() {
                if !role.many {
                    found.truncate(1);
                }
                return found;
            }
        }
        Fillers::new()
    }

    /// The subject of a verb whatever its frames ask for, for the verbs joined to it; nobody of what is no verb.
    pub(super) fn subject_of(&self, t: usize) -> &[Filler] {
        // from left to right, for each may ask for those before it
        let free = Roles { taken: &[], ..*self };
        let verbs = (0..=t).rev().take_while(|i| self.kept.any[*i].get().is_none()).count();
        for i in t + 1 - verbs..=t {
            let found = if self.triggers[i].is_verb() { free.any_subject(i) } else { Fillers::new() };
            let _ = self.kept.any[i].set(found);
        }
        self.kept.any[t].get().map_or(&[], SmallVec::as_slice)
    }

    fn any_subject(&self, t: usize) -> Fillers {
        self.subject_once(t, &ANYBODY)
    }

    /// The subject of a verb, looked for once.
    fn subject_once(&self, t: usize, role: &Role) -> Fillers {
        if !self.taken.is_empty() {
            return self.subject(t, role);
        }
        let wanted: Wanted = (role.kinds.iter().copied().collect(), role.kinds.first().copied(), role.authority);
        if let Some((_, _, known)) = self.kept.subjects.borrow().iter().find(|(of, w, _)| *of == t && *w == wanted) {
            return known.clone();
        }
        let found = self.subject(t, role);
        self.kept.subjects.borrow_mut().push((t, wanted, found.clone()));
        found
    }

    pub(super) fn from(&self, t: usize, place: Place, role: &Role, object: &[Filler]) -> Fillers {
        let trigger = &self.triggers[t];
        match place {
            Place::Agent if trigger.passive && !trigger.intransitive() => self.behind(trigger.end, class::M_BY, 12, role),
            Place::Agent => {
                let found = self.subject_once(t, role);
                if found.is_empty() { self.apposed_subject(trigger, role).into_iter().collect() } else { found }
            }
            // 210,000 people now use X
            Place::Patient if trigger.form == Form::Mention => match self.s.word_before(trigger.end, class::USE) {
                Some(_) => self.reach(trigger.end, 4, true, role),
                None => Fillers::new(),
            },
            Place::Patient if trigger.passive => {
                let mut found = self.subject_once(t, role);
                found.extend(if found.is_empty() { self.apposed_subject(trigger, role) } else { None });
                // the debt of X has been bought up: not X itself
                if trigger.classes.contains(&class::ACQUIRE) {
                    found.retain(|f| !self.of_asset(f.start) && !self.site_sold(trigger, f));
                }
                // it is now valued at: what the last operation concerned
                let pronoun = role.from.contains(&Place::Target) && found.first().is_some_and(|f| f.why == "company spoken of");
                match self.focus.target().filter(|e| pronoun && !self.is_taken(e)) {
                    Some(e) => found.into_iter().take(1).map(|f| Filler { entity: e.clone(), ..f }).collect(),
                    None => found,
                }
            }
            Place::Patient => {
                if let Some(found) = self.before_inverted(trigger, role) {
                    return found;
                }
                let found = self.direct(trigger.end, role);
                if found.is_empty() { self.fronted(trigger, role) } else { found }
            }
            Place::By => {
                let mut found = self.behind(trigger.end, class::M_BY, 25, role);
                // d'obligations, placées par X: whoever places them raises nothing
                let apart = |f: &Filler| (trigger.end..f.start).any(|i| self.s.mark(i) == ',');
                found.retain(|f| !trigger.classes.contains(&class::N_FUNDING) || !apart(f));
                found
            }
            Place::Of => {
                let mut found = self.behind(trigger.end, class::M_OF, 14, role);
                // l'achat des magasins de X: not X
                found.retain(|f| !self.of_goods(trigger.end, f.start));
                found
            }
            // la Cnil l'a condamné, notamment pour ses ventes à X: a pronoun says whom
            Place::Marked(class::M_TO | class::M_AGAINST) if self.fined_by_pronoun(trigger) => Fillers::new(),
            Place::Marked(c) => {
                // la participation de X dans Y: who has it, not what it is of
                let held = c == class::M_OF && trigger.classes.contains(&class::N_STAKE);
                let from = if held { self.past_holder(trigger.end) } else { trigger.end };
                let mut found = self.behind(from, c, 30, role);
                // raised its offer for Z, leaping over a bid from Y: Y's is another one
                if trigger.classes.contains(&class::N_OFFER) {
                    let other = |o: &Trigger, f: &Filler| o.start >= trigger.end && o.end <= f.start && o.classes.contains(&class::N_OFFER);
                    found.retain(|f| !self.triggers.iter().any(|o| other(o, f)));
                }
                // paid $1.5bn for the upstream assets of X: not X
                if c == class::M_ON {
                    found.retain(|f| !self.of_goods(trigger.end, f.start) && !self.owns_goods(f.end));
                }
                if found.is_empty() && (trigger.is_verb() || c == class::M_WITH) {
                    // `X, dans laquelle Y a investi`, `X, avec lequel Y a conclu un partenariat`
                    found = self.preposed(trigger, c, role);
                }
                match found.is_empty() {
                    true if !trigger.is_verb() => self.marked_before(trigger, c, role),
                    // `X, dont il détient 11 %`
                    true if c != class::M_BY && self.relative_of(trigger) => self.fronted(trigger, role),
                    _ => found,
                }
            }
            Place::Sole(c) | Place::Several(c) => {
                let mut found = self.behind(trigger.end, c, 30, role);
                // a obtenu auprès de X un financement de
                if found.is_empty() && !trigger.is_verb() {
                    found = self.marked_before(trigger, c, role);
                }
                found.retain(|f| role.kinds.contains(&f.kind));
                let fits = if matches!(place, Place::Sole(_)) { found.len() == 1 } else { found.len() > 1 };
                if fits { found } else { Fillers::new() }
            }
            // co-led by X and Y: the first one named leads, the others put money in as well
            Place::Rest(c) => {
                let mut found = self.behind(trigger.end, c, 30, role);
                found.drain(..found.len().min(1));
                found
            }
            Place::Charged => self.charged(trigger, role),
            Place::Launched => self.launched(t).into_iter().collect(),
            Place::Opened if trigger.start <= self.s.lo + 2 => self.later_subject(trigger, role).into_iter().collect(),
            Place::Opened => Fillers::new(),
            Place::Opening => self.opening(trigger, role).into_iter().collect(),
            Place::Possessor => self.possessor(trigger, role),
            Place::Counted => self.counted(trigger, role).into_iter().collect(),
            Place::Compound => self.compound(trigger, role),
            Place::Clause => match self.inserted(trigger, role).or_else(|| self.apposition(trigger)) {
                Some(f) => self.owners_for(smallvec![f], role),
                None => self.clause_subject(t, role),
            },
            Place::Topic if trigger.form == Form::Mention && !self.key_figure(trigger) => Fillers::new(),
            Place::Topic if self.speaks_of_another(trigger) => Fillers::new(),
            Place::Topic => self.spoken(trigger.start, 0.75, role).into_iter().collect(),
            // `invested in X, valuing it at`: the one that stands right before, behind its preposition
            Place::Target
                if trigger.form == Form::Gerund && self.object_phrase(trigger.end).is_some() && self.named_object(trigger).is_some() =>
            {
                self.named_object(trigger).and_then(|p| self.filler(p, 0.85, "named right before")).into_iter().collect()
            }
            // but where the sentence itself names a company, `it` stands for that one
            Place::Target => self
                .object_phrase(trigger.end)
                .filter(|_| !self.pronoun(trigger.end) || !self.speaks_of_another(trigger))
                .zip(self.focus.target().filter(|e| !self.is_taken(e)))
                .map(|(end, e)| Filler { end, ..self.absent(e.clone(), trigger.end, 0.85, "what the last operation concerned") })
                .into_iter()
                .collect(),
            // `says the round values it at`: who values is not named, unless right before the verb
            Place::Anaphor if role.from.contains(&Place::Target) && self.pronoun(trigger.end) => {
                let doer = trigger.group.checked_sub(1).and_then(|i| self.s.entity_at(i)).and_then(|p| self.filler(p, 1.0, ""));
                let taken: Fillers = self.taken.iter().cloned().chain(doer).collect();
                self.beside(&taken).valued(trigger.end).into_iter().collect()
            }
            Place::Anaphor => {
                let mut found = self.object_anaphor(trigger.end);
                // X is buying Y. The seller, Z, bought it in 2019: what has just been told of
                let taken_over = self.focus.brought_in().filter(|e| trigger.classes.contains(&class::ACQUIRE) && !self.is_taken(e));
                if let (Some(f), Some(e)) = (&mut found, taken_over) {
                    if f.why == "company spoken of" && f.entity != *e {
                        f.entity = e.clone();
                    }
                }
                // founded the left-wing Ahrar group: a name that nobody knows
                let stranger = |f: &Filler| (f.start..f.end).any(|i| self.s.unknown_name(i));
                found.filter(|f| !trigger.classes.contains(&class::FOUND) || !stranger(f)).into_iter().collect()
            }
            Place::Clitic(c) => self.clitic(t, c).into_iter().collect(),
            Place::Parted => self.parted(trigger, role),
            Place::Owner => object
                .first()
                .and_then(|o| self.s.parties.company(&o.entity.owner))
                .map(|e| self.absent(e, trigger.start, 0.85, "owner of the product"))
                .into_iter()
                .collect(),
            Place::Pronoun if !self.pronoun(trigger.end) => Fillers::new(),
            Place::Pronoun => self.object_anaphor(trigger.end).into_iter().collect(),
            Place::Spoken => self.spoken(trigger.start, 0.8, role).into_iter().collect(),
            Place::Shared => self.shared(trigger, role).into_iter().collect(),
            // `a round led by X` hangs on its own noun; `the round was led by X` speaks of the one before
            Place::Round if trigger.passive_without_aux() && !self.of_that_round(trigger) => Fillers::new(),
            Place::RoundHere => self.round_here(t, role).into_iter().collect(),
            Place::Line => self.chronicled(trigger).into_iter().collect(),
            Place::Leader => self.leader(t).into_iter().collect(),
            Place::Listed => self.listed_behind(t, role),
            Place::Items => self.items(trigger, role),
            Place::Itemized => self.itemized(trigger, role),
            Place::Split(particle) => self.split(trigger, particle, role),
            Place::Operation => self.operation(trigger).into_iter().collect(),
            Place::Concerned => self.concerned(trigger.start).into_iter().collect(),
            Place::Round => self
                .focus
                .round()
                .filter(|e| !self.is_taken(e))
                .map(|e| self.absent(e.clone(), trigger.start, 0.9, "its round"))
                .into_iter()
                .collect(),
            // Nike's founder, worth $40bn: said of what stands right before its comma
            Place::Apposed if trigger.is_verb() && trigger.start < self.s.lo + 2 => Fillers::new(),
            Place::Apposed if trigger.is_verb() && self.s.entity_at(trigger.start - 2).is_none() => Fillers::new(),
            Place::Apposed => self.apposed(trigger).into_iter().collect(),
            Place::House(c) => self.owners_for(self.housed(trigger, c, role), role),
            Place::Teller if role.authority => self.ruling(trigger).into_iter().collect(),
            Place::Teller => self.teller(trigger).into_iter().collect(),
            Place::Direct => {
                let mut found = self.reach(self.past_adjuncts(trigger.end), 7, true, role);
                // becomes part of Agentforce: a product takes nobody over
                found.retain(|f| f.why != "owner of the product named");
                found
            }
            Place::Named => self.named_behind(trigger).into_iter().collect(),
            Place::After | Place::Before | Place::Own | Place::Between | Place::Relative => Fillers::new(),
        }
    }

    pub(super) fn filler(&self, p: Placed, weight: f32, why: &'static str) -> Option<Filler> {
        if let Some(m) = self.maker(p) {
            // whoever owns it, not it
            return m.company.map(|entity| Filler { entity, kind: Kind::Company, start: m.start, end: m.end, weight: 0.95 * weight, why });
        }
        if of_former(self.s, p) {
            return None;
        }
        Some(Filler { entity: self.s.party(p)?.clone(), kind: self.s.kind(p), start: p.start, end: p.end, weight, why })
    }

    pub(super) fn absent(&self, entity: Party, at: usize, weight: f32, why: &'static str) -> Filler {
        Filler { entity, kind: Kind::Company, start: at, end: at, weight, why }
    }

    pub(super) fn topic(&self, at: usize, weight: f32) -> Option<Filler> {
        let (e, sure) = self.focus.companies().find(|(e, _)| !self.is_taken(e))?;
        Some(self.absent(e.clone(), at, weight * sure, "company spoken of"))
    }

    /// Whom a line without a subject speaks of: `2014: Buys X for $330 million`.
    pub(super) fn lone_subject(&self, at: usize) -> Option<Filler> {
        let main = self.focus.main().filter(|e| !self.is_taken(e) && self.focus.company().is_some());
        main.map(|e| self.absent(e.clone(), at, 0.75, "company that the text is about")).or_else(|| self.topic(at, 0.7))
    }

    /// The company that `the group` stands for.
    pub(super) fn group(&self, at: usize, weight: f32) -> Option<Filler> {
        let main = self.focus.group().filter(|(e, _)| !self.is_taken(e));
        main.map(|(e, sure)| self.absent(e, at, weight * sure, "company spoken of")).or_else(|| self.topic(at, weight))
    }

    pub(super) fn is_taken(&self, entity: &Party) -> bool {
        self.taken.iter().any(|o| o.entity == *entity)
    }

    /// The product spoken of.
    pub(super) fn product(&self, at: usize, weight: f32) -> Option<Filler> {
        let found = self.focus.product();
        found.map(|(e, sure)| Filler { kind: Kind::Product, ..self.absent(e, at, weight * sure, "product spoken of") })
    }

    /// What is spoken of: a product only where the role names products first.
    pub(super) fn spoken(&self, at: usize, weight: f32, role: &Role) -> Option<Filler> {
        let product = role.kinds.first() == Some(&Kind::Product) && (self.focus.of_product() || !role.kinds.contains(&Kind::Company));
        if product { self.product(at, weight) } else { self.topic(at, weight) }
    }

    /// Whether what stands at a token can be a subject: not behind a preposition (`selon X`, `avec X`).
    pub(super) fn subject_like(&self, start: usize) -> bool {
        // three former X engineers, the X owner Y: somebody else, whom the name only describes
        if self.s.entity_at(start).is_some_and(|p| self.s.is(p.end, class::RELATION_NOUN) && self.maker(p).is_none()) {
            return false;
        }
        if self.s.entity_at(start).is_some_and(|p| self.s.came_from(p)) {
            return false;
        }
        // the owner of X stands where its whole phrase stands
        let start = self.s.entity_at(start).and_then(|p| self.maker(p)).map_or(start, |m| m.start);
        match self.s.governed_by(start) {
            None => true,
            // de X: the possessor of the subject stands for it
            Some(classes) => classes.contains(&class::M_OF) && !self.related(start),
        }
    }

    /// `filiale de X`, `the owner of X`: a noun for somebody else than the name behind it.
    fn related(&self, name: usize) -> bool {
        let s = self.s;
        (name.saturating_sub(6).max(s.lo)..name).rev().find(|i| s.is(*i, class::M_OF)).is_some_and(|of| {
            (of.saturating_sub(2).max(s.lo)..of).any(|i| s.word_at(i, class::RELATION_NOUN).is_some_and(|(e, _)| e + 1 >= of))
        })
    }

    /// Whether a noun phrase that no noun for a company is in ends right before a token: `, un yaourt sans lait` `lancé`.
    pub(super) fn other_thing(&self, from: usize, end: usize) -> bool {
        let s = self.s;
        let article = (from..end).rev().find(|i| s.is(*i, class::DETERMINER));
        let Some(article) = article.filter(|a| (a + 1..end).all(|i| s.at(i).is_none() && s.mark(i) != ',')) else { return false };
        let company = [class::COMPANY_NOUN, class::TRADE, class::PLAIN_COMPANY, class::ANAPHOR_BARE, class::SEGMENT, class::RELATION_NOUN];
        let word = s.text(end - 1).starts_with(char::is_lowercase);
        word && article + 1 < end && !s.any(article..end, &company) && s.anaphor_before(end).is_none()
    }

    /// `the debt of X`, `les créances de X`: what X has or owes.
    fn of_asset(&self, name: usize) -> bool {
        let s = self.s;
        let of = s.word_before(name, class::M_OF).map(|(of, _)| of);
        // of Vigo's X: what tells where it is stands between
        let of = of.or_else(|| (name.saturating_sub(4).max(s.lo)..name).rev().find(|i| s.is(*i, class::M_OF)));
        of.is_some_and(|of| s.word_before(of, class::N_ASSET).is_some())
    }

    /// `The mill was bought from X`: where the name of whoever sells stands, a phrase that may be a building is one.
    fn site_sold(&self, trigger: &Trigger, f: &Filler) -> bool {
        let s = self.s;
        let phrase = f.start < f.end && s.entity_at(f.start).is_none() && (f.start..f.end).any(|i| s.is(i, class::N_SITE));
        phrase && (trigger.end..s.hi).any(|i| s.is(i, class::M_SELLER))
    }

    /// `Reuters reported that X …`: who only tells.
    pub(super) fn tells(&self, p: Placed) -> bool {
        let s = self.s;
        // Deezer a annoncé une levée de fonds: newspapers announce nothing
        let announces = (p.end..s.hi.min(p.end + 3)).any(|i| s.is(i, class::ANNOUNCE));
        // Administrators X said 540 jobs would go
        s.is(p.end, class::SAY) && !announces && s.party(p).is_some_and(|e| e.sector == "media") || played::winds_up(s, p)
    }

    /// A product standing for its owner where the role wants a company.
    pub(super) fn owners_for(&self, found: Fillers, role: &Role) -> Fillers {
        found
            .into_iter()
            .filter_map(|f| match f.kind {
                Kind::Product if !role.kinds.contains(&Kind::Product) => self.s.parties.company(&f.entity.owner).map(|entity| Filler {
                    entity,
                    kind: Kind::Company,
                    weight: f.weight * 0.8,
                    why: "owner of the product named",
                    ..f
                }),
                _ => Some(f),
            })
            .collect()
    }
}
