//! Who a text speaks of: what `the company`, `it` and a line without a subject stand for.

use super::about::{About, bystander, key};
use super::leading::{formerly, leading, leads, past_opening, past_own_opening};
use super::parties::{Parties, Party};
use super::sentence::{Placed, Sentence};
use super::standing::{Recent, Standing};
use super::traits::{self, Traits};
use crate::dictionary::{class, part};
use crate::document::{Entity, Fact, Kind, Mention};
use crate::meaning::FactType;
use crate::reading::tokens::{LINE, PARAGRAPH};
use smallvec::SmallVec;
use std::cell::OnceCell;
use std::ops::Range;

/// What is known from the sentences before, and from the whole text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Focus {
    /// The company spoken of last.
    topic: Option<Party>,
    /// The company named beside it: `son partenaire`.
    pub(crate) other: Option<Party>,
    /// How many sentences ago the topic was named.
    age: u32,
    /// How many of those, right behind it, named nobody and told nothing.
    idle: u32,
    /// The product named last.
    product: Option<Party>,
    /// How many sentences ago the product was named.
    product_age: u32,
    /// The last sentence spoke of the product, not of a company.
    of_product: bool,
    /// Whom the text is about, or the part of it that is being read.
    about: About,
    /// Whom the whole text is about.
    whole: About,
    /// Whom the part is about that has just begun, if a name that leads one of so many sentences says so.
    opening: Option<(About, u32)>,
    /// How many sentences ago the company that the text is about was named.
    main_age: u32,
    /// The company whose funding was told last.
    round: Option<Party>,
    /// How many sentences ago that was.
    round_age: u32,
    /// The company that the last operation told of concerned: bought, funded, listed.
    target: Option<Party>,
    /// How many sentences ago that was.
    target_age: u32,
    /// The company that the last sentence named last.
    latter: Option<Party>,
    /// The authority named last, and how many sentences ago one was spoken of.
    authority: Option<(Party, u32)>,
    /// How many sentences of the paragraph have been read.
    read: u32,
    /// The companies named in the sentences before, the last one first.
    recent: Vec<Recent>,
    /// What the text says of each company.
    /// Read when a noun phrase asks.
    traits: OnceCell<Traits>,
    /// The firm of the person interviewed.
    speaker: Option<Party>,
    /// Whom the last sentence makes a remark about: `Son rival X souffre`.
    remark: Option<Party>,
}

/// Behind so many sentences the company that the text is about is no longer meant by `the group`.
const MAIN_REACH: u32 = 30;

/// So many sentences stand at most before the line that a chronology starts with.
const CHRONICLE: u32 = 6;

/// So much more the company counts that a text names first.
const FIRST_NAMED: u32 = 5;

/// A noun phrase that opens a sentence has less tokens than this.
const OPENING_PHRASE: usize = 7;

/// So many sentences that name nobody may stand behind the one that named who is spoken of.
const IDLE: u32 = 1;

/// A line of a box has at most so many tokens, and so many before its colon.
const LABELLED: usize = 16;
const LABEL: usize = 6;

/// Behind so many sentences another company is no longer meant.
const TOPIC_REACH: u32 = 5;

/// Behind so many sentences a description no longer brings a company back.
const RECENT_REACH: u32 = 6;

/// Behind so many sentences a product is no longer meant by `it`.
const PRODUCT_REACH: u32 = 3;

/// Behind so many sentences a round is no longer spoken of.
const ROUND_REACH: u32 = 4;

/// Behind so many sentences `the deal` is no longer the one told of.
const TARGET_REACH: u32 = 2;

/// So many tokens behind a name the noun may stand that says what it is: `, a new paid subscription tier`.
const PART_OF: usize = 7;

/// So many sentences at the start of a part may say whom it is about.
const OPENING: u32 = 3;

/// So many sentences back `the two companies` may have been named.
const PAIR_REACH: u32 = 2;

impl Focus {
    /// `leader` is whom the first sentence that names companies is about, if it names others before.
    pub(crate) fn new(mentions: &[Mention], parties: &Parties<'_>, leader: Option<&Party>) -> Focus {
        let whole = About::of(mentions, 0, parties, leader);
        Focus { about: whole.clone(), whole, ..Focus::default() }
    }

    /// The companies that a sentence may mean without naming them.
    pub(crate) fn spoken(&self) -> impl Iterator<Item = &Party> {
        let main = self.about.main.iter().filter(|_| self.topic.is_some());
        self.topic.iter().chain(main).chain(&self.other).chain(&self.target).chain(self.recent.iter().take(3).map(|r| &r.company))
    }

    /// How many companies the text names.
    pub(crate) fn different(&self) -> usize {
        self.whole.named.len()
    }

    /// What the text says of a company.
    pub(crate) fn standing(&self, e: &Entity) -> Standing<'_> {
        let is = |x: &Option<Party>| x.as_ref().is_some_and(|x| key(x) == key(e));
        let place = self.about.named.iter().position(|(x, _)| key(x) == key(e));
        let share = match place.map_or(0, |i| 100 * self.about.named[i].1 / self.about.all.max(1)) {
            0..10 => part!("10"),
            10..25 => part!("25"),
            25..45 => part!("45"),
            45..70 => part!("70"),
            _ => part!("100"),
        };
        Standing {
            topic: is(&self.topic).then_some(self.age),
            main: is(&self.about.main),
            other: is(&self.other),
            target: is(&self.target) && self.target_age < TARGET_REACH,
            recent: self.recent.iter().find(|r| key(&r.company) == key(e)),
            share,
            rank: match place {
                Some(0) => part!("first"),
                Some(1) => part!("second"),
                Some(_) => part!("third"),
                None => part!("none"),
            },
        }
    }

    /// The company that a noun phrase, a pronoun or a missing subject stands for, and how sure that is.
    pub(crate) fn company(&self) -> Option<(Party, f32)> {
        match (&self.topic, &self.about.main) {
            // Growth has been the sticking point: whoever was spoken of still is
            (Some(t), main)
                if self.age == self.idle && self.idle <= IDLE
                    || self.age < MAIN_REACH && main.as_ref().is_some_and(|m| key(m) == key(t)) =>
            {
                Some((t.clone(), 1.0))
            }
            // before the text has named it, and long after, nothing stands for it
            (Some(_), Some(m)) if self.main_age < MAIN_REACH => Some((m.clone(), 0.95)),
            (Some(_), _) if self.age >= TOPIC_REACH => None,
            (Some(t), _) => Some((t.clone(), 1.0 - 0.1 * self.age.min(4) as f32)),
            (None, _) => None,
        }
    }

    /// The companies that `the company`, `it` may stand for, best first, and how sure that is.
    pub(crate) fn companies(&self) -> impl Iterator<Item = (&Party, f32)> {
        let main = self.about.main.as_ref().filter(|_| self.topic.is_some());
        let first = self.company();
        let best = [self.topic.as_ref(), main].into_iter().flatten().find(|e| first.as_ref().is_some_and(|(f, _)| f == *e));
        let sure = first.map_or(0.0, |(_, sure)| sure);
        [best, self.topic.as_ref(), main, self.other.as_ref()]
            .into_iter()
            .flatten()
            .map(move |e| (e, if best == Some(e) { sure } else { 0.85 }))
    }

    /// A new paragraph: the company that the whole text is about comes first again.
    pub(crate) fn paragraph(&mut self) {
        // but a longer paragraph that never named it was about somebody else, and the next one may go on
        let elsewhere = self.read >= 2 && self.main_age >= self.read && self.age == 0;
        if !elsewhere {
            // in a text about many companies each paragraph has its own
            self.age = self.age.max(if self.about.main.is_some() { 1 } else { 3 });
        }
        self.read = 0;
        self.remark = None;
        self.recent.iter_mut().for_each(|r| r.apart = true);
    }

    /// A new part of the text, with a heading of its own; `about` says of whom it speaks if it never names the one that the
    /// whole is about.
    pub(crate) fn section(&mut self, about: Option<About>) {
        self.about.clone_from(&self.whole);
        self.opening = None;
        match about {
            // one of many: nobody named before it is meant in it
            Some(about) if self.whole.main.is_none() => {
                self.about = about;
                self.topic = None;
                self.other = None;
            }
            about => self.opening = about.map(|about| (about, OPENING)),
        }
    }

    /// Each item of a digest is about a firm of its own.
    pub(crate) fn digest(&mut self) {
        self.whole.main = None;
        self.about.main = None;
    }

    /// The company whose round of funding is being told.
    pub(crate) fn round(&self) -> Option<&Party> {
        self.round.as_ref().filter(|_| self.round_age < ROUND_REACH)
    }

    /// The company spoken of in this or the sentences right before.
    pub(crate) fn last(&self) -> Option<&Party> {
        self.topic.as_ref().filter(|_| self.age < 3)
    }

    /// The company that the sentence before makes a remark about, which `it` stands for right behind.
    pub(crate) fn remark(&self) -> Option<&Party> {
        self.remark.as_ref()
    }

    /// The two companies spoken of, where the sentences right before name two only.
    pub(crate) fn pair(&self) -> Option<(&Party, &Party)> {
        let mut near = self.recent.iter().filter(|r| r.age < PAIR_REACH).map(|r| &r.company);
        match (near.next(), near.next(), near.next()) {
            // the last one named stands first
            (Some(last), Some(first), None) => Some((first, last)),
            _ => self.topic.as_ref().zip(self.other.as_ref()).filter(|(a, b)| key(a) != key(b)),
        }
    }

    /// The one company named in the sentences before that fits, if it is one only.
    pub(crate) fn sole(&self, fits: impl Fn(&Party) -> bool) -> Option<&Party> {
        let mut fit = self.recent.iter().map(|r| &r.company).filter(|e| fits(e));
        fit.next().filter(|_| fit.next().is_none())
    }

    /// The one company that the text names anywhere that fits, if it is one only.
    pub(crate) fn only(&self, fits: impl Fn(&Party) -> bool) -> Option<&Party> {
        let mut fit = self.whole.named.iter().map(|(e, _)| e).filter(|e| fits(e));
        fit.next().filter(|_| fit.next().is_none())
    }

    /// The one company of which the text says what a noun phrase says.
    pub(crate) fn described(&self, s: &Sentence<'_>, phrase: Range<usize>, fits: impl Fn(&Party) -> bool) -> Option<&Party> {
        let start = phrase.start;
        let words = traits::words(&s.r, phrase);
        if words.is_empty() {
            return None;
        }
        self.traits.get_or_init(|| Traits::new(&s.r, s.mentions, s.parties)).described(start, &words, fits)
    }

    /// The firm of whoever is interviewed: `we`.
    pub(crate) fn speaker(&self) -> Option<&Party> {
        self.speaker.as_ref()
    }

    /// An interview is about the firm of whoever it is with.
    pub(crate) fn interview(&mut self, firm: Party) {
        self.about.main = Some(firm.clone());
        self.whole.main = Some(firm.clone());
        self.speaker = Some(firm);
    }

    /// The authority that `the regulator` stands for; with `pronoun` only one that the sentence right before speaks of.
    pub(crate) fn authority(&self, pronoun: bool) -> Option<&Party> {
        self.authority.as_ref().filter(|(_, age)| !pronoun || *age == 0).map(|(e, _)| e)
    }

    /// The company that the sentence before named last: `celle-ci`, `the latter`.
    pub(crate) fn latter(&self) -> Option<&Party> {
        self.latter.as_ref()
    }

    /// The company that the last operation told of concerned.
    pub(crate) fn target(&self) -> Option<&Party> {
        self.target.as_ref().filter(|_| self.target_age < TARGET_REACH)
    }

    /// The same, if the sentence right before told of it, in the same paragraph.
    pub(crate) fn brought_in(&self) -> Option<&Party> {
        self.target.as_ref().filter(|_| self.target_age == 0 && self.read > 0)
    }

    /// The company that the whole text is about.
    pub(crate) fn main(&self) -> Option<&Party> {
        self.about.main.as_ref()
    }

    /// The company that `the group` stands for: the one the text is about goes before one that was named beside it.
    pub(crate) fn group(&self) -> Option<(Party, f32)> {
        match &self.about.main {
            Some(m) if self.main_age == 0 && self.topic.is_some() => Some((m.clone(), 0.95)),
            _ => self.company(),
        }
    }

    /// The product that `it`, `l'application` or a line without a subject stands for.
    pub(crate) fn product(&self) -> Option<(Party, f32)> {
        let p = self.product.clone().filter(|_| self.product_age < PRODUCT_REACH)?;
        Some((p, 1.0 - 0.05 * self.product_age as f32))
    }

    /// Whether `it` would rather be a product.
    pub(crate) fn of_product(&self) -> bool {
        self.of_product && self.product_age < PRODUCT_REACH
    }

    /// `À ce prix, la PME vaudrait`, `The start-up has`: the text goes on with the one that is no firm everybody knows, if it has been
    /// speaking of one.
    fn small(&self, s: &Sentence<'_>) -> Option<Party> {
        let known = self.topic.as_ref().is_some_and(|e| !e.id.is_empty());
        let subject = |i: &usize| s.is(*i, class::SMALL_FIRM) && s.word_before(*i, class::DEFINITE_DETERMINER).is_some();
        let near = || (s.lo..s.hi.min(s.lo + OPENING_PHRASE)).take_while(|i| s.at(*i).is_none());
        let at = if known { near().find(subject)? } else { return None };
        if at > s.lo + 1 && s.governed_by(at - 1).is_some() {
            return None;
        }
        self.sole(|e| e.id.is_empty()).cloned()
    }

    /// A line of a chronology or of a box begins: what it tells is the firm's that the text is about, whoever the line before named.
    pub(crate) fn dated_line(&mut self, s: &Sentence<'_>) {
        if let Some(main) = self.about.main.clone().filter(|_| self.topic.is_some() && (heads_line(s) || self.labelled(s))) {
            let before = self.topic.replace(main.clone()).filter(|e| key(e) != key(&main));
            self.other = before.or(self.other.take());
            self.age = 0;
            self.idle = 0;
        }
    }

    /// `2001 – Deux ingénieurs de X créent Y`: a chronology is about the firm whose founding it starts with, if it names no other more
    /// often.
    fn chronicle(&mut self, s: &Sentence<'_>, facts: &[Fact]) {
        let founded = facts.iter().find(|f| f.kind == FactType::Founding).filter(|_| self.read < CHRONICLE && heads_line(s));
        let Some(f) = founded else { return };
        let named = |e: &Entity| self.about.named.iter().find(|(x, _)| key(x) == key(e)).map_or(0, |(_, n)| *n);
        let first = self.about.main.as_ref().map_or(0, |m| named(m).saturating_sub(FIRST_NAMED));
        if named(&f.subject) >= first {
            self.about.main = Some(s.parties.hold(&f.subject));
        }
    }

    /// `Main shareholder: X, 40%`: a line of a box, which goes on about the one that the box is of.
    fn labelled(&self, s: &Sentence<'_>) -> bool {
        if self.topic.is_none() || s.hi > s.lo + LABELLED || !(s.r.tokens[s.lo].is(LINE) || s.r.tokens[s.lo].is(PARAGRAPH)) {
            return false;
        }
        let Some(colon) = (s.lo + 1..s.hi.min(s.lo + LABEL)).find(|i| s.mark(*i) == ':') else { return false };
        let plain = (s.lo..colon).all(|i| s.at(i).is_none());
        let verb = |i: usize| s.is(i, class::AUX) || s.is(i, class::SAY) || s.is(i, class::RELATIVE);
        plain && !(colon + 1..s.hi).any(verb)
    }

    /// Takes in a sentence that has been read.
    pub(crate) fn follow(&mut self, s: &Sentence<'_>, facts: &[Fact]) {
        let parties = s.parties;
        self.remark = None;
        self.chronicle(s, facts);
        self.product_age += 1;
        self.read += 1;
        self.round_age += 1;
        self.target_age += 1;
        if let Some((_, age)) = &mut self.authority {
            *age += 1;
        }
        let fined_by = facts.iter().filter(|f| f.kind == FactType::Fine).find_map(|f| f.object.clone());
        let fined_by = fined_by.filter(|e| !s.placed.iter().any(|p| s.party(*p) == Some(e))).or_else(|| s.leading_authority());
        if let Some(e) = fined_by {
            self.authority = Some((e, 0));
        }
        if let Some(e) = facts.iter().rev().find_map(target) {
            self.target = Some(parties.hold(e));
            self.target_age = 0;
        }
        if let Some(f) = facts.iter().find(|f| f.kind == FactType::Funding) {
            self.round = Some(parties.hold(&f.subject));
            self.round_age = 0;
        }
        self.latter = latter(s, s.hi).and_then(|p| s.party(p)).cloned();
        self.recent.retain_mut(|r| {
            r.age += 1;
            r.age <= RECENT_REACH
        });
        if self.labelled(s) {
            return;
        }
        // many sentences name nobody; but they count where it is open whom a part of the text is about
        if self.opening.is_none() && facts.is_empty() && s.placed.iter().all(|p| s.party(*p).is_none()) {
            self.main_age += 1;
            self.idle += u32::from(self.age == self.idle);
            self.age += 1;
            return;
        }
        let named: SmallVec<[(Placed, &Party); 8]> =
            s.placed.iter().filter(|p| !formerly(s, **p)).filter_map(|p| Some((*p, s.party(*p)?))).collect();
        if let Some((_, e)) = named.iter().find(|(p, _)| s.kind(*p) == Kind::Product && !part_of_offer(s, *p)) {
            self.product = Some((*e).clone());
            self.product_age = 0;
        }
        for (p, e) in named.iter().filter(|(p, e)| s.kind(*p) == Kind::Company && !bystander(e)) {
            // named twice in a sentence: what it says of it first counts
            let known = self.recent.iter().position(|r| key(&r.company) == key(e)).map(|i| self.recent.remove(i));
            let recent = known.filter(|r| r.age == 0).unwrap_or_else(|| Recent::of(s, *p, e, facts));
            self.recent.insert(0, recent);
        }
        let company_of = |p: Placed, e: &Party| if s.kind(p) == Kind::Product { parties.company(&e.owner) } else { Some(e.clone()) };
        // La jeune pousse a convaincu X: still of the one that its subject stands for
        let goes_on = self.topic.is_some() && (opens_anaphoric(s, s.lo) || past_own_opening(s).is_some_and(|at| opens_anaphoric(s, at)));
        let leading = leading(s).and_then(|l| named.iter().find(|(p, _)| *p == l)).filter(|_| !goes_on);
        // With X, which takes 10%, Y has a new owner: of Y, though a fact is told of X
        let behind = past_opening(s).filter(|at| leading.is_some_and(|(p, _)| p.start >= *at)).unwrap_or(s.lo);
        let led = |e: &Party| named.iter().any(|(p, n)| *n == e && p.start >= behind && leads(s, *p));
        let fact = facts.iter().map(|f| &f.subject).find(|e| !bystander(e) && named.iter().any(|(_, n)| *n == *e));
        let fact = fact.filter(|e| leading.is_none() || led(e));
        let product = |e: &Entity| named.iter().any(|(p, n)| ***n == *e && s.kind(*p) == Kind::Product);
        self.of_product = match (leading, fact) {
            (Some((p, _)), _) => s.kind(*p) == Kind::Product,
            (None, Some(e)) => product(e),
            (None, None) => self.of_product,
        };
        // X launches Y. It has 2 million users: whoever uses it uses what is new
        let shown = facts.iter().rfind(|f| f.kind == FactType::Launch).and_then(|f| f.object.as_ref());
        self.of_product |= shown.is_some_and(|o| self.product.as_ref().is_some_and(|p| key(p) == key(o)));
        // a line that is only a name heads what follows: `Starbucks`, `Cardioflot, 24 M€.`
        if let Some(e) = heads(s) {
            self.about.main = Some(e.clone());
            self.round = None;
        }
        // 7.52am Y opens more shops: of whom this part is, in a text about another
        if let Some((about, left)) = self.opening.take() {
            let goes_on = facts.iter().any(|f| !named.iter().any(|(_, n)| **n == f.subject));
            let leads = leading.and_then(|(p, e)| company_of(*p, e)).is_some_and(|e| about.main.as_ref() == Some(&e));
            if leads && !goes_on {
                self.about = about;
            } else if left > 1 && !goes_on {
                self.opening = Some((about, left - 1));
            }
        }
        // `it has 2,300 customers, among them X`: still of the one that `it` stands for
        let goes_on = |e: &&Party| self.topic.as_ref() == Some(*e) && !named.iter().any(|(_, n)| *n == *e);
        // the Danish brewer: named before, and the next sentence goes on with it
        let brought_back =
            |e: &&Party| leading.is_none() && self.recent.iter().any(|r| r.company == **e) && !named.iter().any(|(_, n)| *n == *e);
        let anaphoric = || facts.iter().map(|f| &f.subject);
        // Y still owns 16%: of the one spoken of, and the text goes on with it
        let held = || facts.iter().filter(|f| matches!(f.kind, FactType::Stake | FactType::Investment)).filter_map(|f| f.object.as_ref());
        // a suit filed by Y against X: of X, if the text is about it
        let sued = facts.iter().filter(|f| f.kind == FactType::Lawsuit).filter_map(|f| f.object.as_ref());
        let sued = sued.into_iter().find(|e| self.about.main.as_ref().is_some_and(|m| key(m) == key(e)));
        let fact = anaphoric().chain(held()).find(goes_on).or(sued).or(fact).or_else(|| anaphoric().find(brought_back));
        let found = match fact {
            Some(e) if product(e) => parties.company(&e.owner),
            Some(e) => Some(parties.hold(e)),
            None => leading.and_then(|(p, e)| company_of(*p, e)),
        };
        let found = self.small(s).or(found);
        let main = self.about.main.as_ref().is_some_and(|m| named.iter().any(|(_, e)| key(e) == key(m)));
        self.main_age = if main { 0 } else { self.main_age + 1 };
        let companies = || named.iter().filter(|(p, e)| s.kind(*p) == Kind::Company && !bystander(e)).map(|(_, e)| (*e).clone());
        // X, by contrast, fell: a remark about another company, and the next sentence goes on with the one before
        let spoken = |e: &Party| [&self.topic, &self.about.main].into_iter().flatten().any(|t| key(t) == key(e));
        // nor are X and Y, its clients, what `the group` stands for
        let beside = |p: Placed| aside(s, p) || possessed(s, p) || joined(s, p) && !named.iter().any(|(_, e)| spoken(e));
        if self.topic.is_some() && found.as_ref().is_some_and(|e| !spoken(e)) && leading.is_some_and(|(p, _)| beside(*p)) {
            // Son concurrent X a perdu 2 milliards. Il emploie
            self.remark = leading.filter(|(p, _)| !joined(s, *p)).and(found.clone());
            self.other = found;
            self.age += 1;
            return;
        }
        // at the start of a text any name is better than none
        let found = found.or_else(|| if self.topic.is_none() { companies().next() } else { None });
        match found {
            Some(topic) => {
                let beside = companies().find(|e| *e != topic);
                let before = self.topic.take().filter(|e| *e != topic);
                self.other = beside.or(before).or(self.other.take().filter(|e| *e != topic));
                self.topic = Some(topic);
                self.age = 0;
                self.idle = 0;
            }
            None => {
                if let Some(e) = companies().find(|e| self.topic.as_ref() != Some(e)) {
                    self.other = Some(e);
                }
                let again = self.topic.as_ref().is_some_and(|t| companies().any(|e| e == *t) || facts.iter().any(|f| f.subject == *t));
                self.age = if again || opens_anaphoric(s, s.lo) { 0 } else { self.age + 1 };
                self.idle = 0;
            }
        }
    }
}

/// Whether a line opens with its date: `2013 – Le fonds X souscrit`, `Mai 2023 : X cède`.
fn heads_line(s: &Sentence<'_>) -> bool {
    let date = s.placed.first().filter(|p| p.start <= s.lo + 1 && s.kind(**p) == Kind::Date);
    date.is_some_and(|p| matches!(s.mark(p.end), ':' | '–' | '—' | '-')) && s.r.tokens[s.lo].is(LINE)
}

/// `launched Strava Coach, a new tier`, `une nouvelle formule, X`: whether what is named is only a part of what its firm offers, so that
/// `the app` behind it is not it.
fn part_of_offer(s: &Sentence<'_>, p: Placed) -> bool {
    let plain = |i: &usize| s.at(*i).is_none() && matches!(s.mark(*i), '\0' | '-');
    let behind = s.mark(p.end) == ',' && (p.end + 1..s.hi.min(p.end + PART_OF)).take_while(plain).any(|i| s.is(i, class::FEATURE_NOUN));
    let comma = p.start > s.lo && s.mark(p.start - 1) == ',';
    let before = p.start - usize::from(comma);
    behind || (s.lo..before).rev().take(2).take_while(plain).any(|i| s.is(i, class::FEATURE_NOUN))
}

/// Whether a sentence opens with a pronoun or noun phrase for a company as its subject: `Elle vise`, `The company, which`; but not
/// `Le groupe X`.
fn opens_anaphoric(s: &Sentence<'_>, lo: usize) -> bool {
    let subject = |end: usize| end < s.hi && s.entity_at(end).is_none() && s.at(end).is_none_or(|p| s.kind(p) != Kind::Company);
    if let Some((end, w)) = s.word_at(lo, class::ANAPHOR) {
        return matches!(w.value, "company" | "pronoun") && subject(end);
    }
    let phrase = |end: usize| s.anaphor_before(end).is_some_and(|(start, value)| start == lo && value == "company");
    (lo + 2..s.hi.min(lo + OPENING_PHRASE)).any(|end| phrase(end) && subject(end))
}

/// Whether a name is joined to another company's: `X et Y ont réduit`, `X, Y and Z`.
pub(crate) fn joined(s: &Sentence<'_>, p: Placed) -> bool {
    let company = |at: usize| s.entity_at(at).is_some_and(|q| q.start != p.start && s.kind(q) == Kind::Company);
    let behind = s.word_at(p.end, class::CONJUNCTION).map(|(end, _)| end).or_else(|| (s.mark(p.end) == ',').then_some(p.end + 1));
    let before = s.word_before(p.start, class::CONJUNCTION).map(|(start, _)| start);
    behind.is_some_and(|at| at < s.hi && company(at) && (s.mark(p.end) != ',' || lists(s, at)))
        || before.is_some_and(|b| b > s.lo && company(b - 1))
}

/// Whether a conjunction and a company stand behind the one at a token: `Y et Z`.
fn lists(s: &Sentence<'_>, at: usize) -> bool {
    let end = s.entity_at(at).map_or(at, |q| q.end);
    let joint = s.word_at(end, class::CONJUNCTION).map(|(end, _)| end);
    joint.is_some_and(|at| s.entity_at(at).is_some_and(|q| s.kind(q) == Kind::Company))
}

/// Whether words before or right behind a name say that it is only held against another.
fn aside(s: &Sentence<'_>, p: Placed) -> bool {
    s.any(s.lo..s.hi.min(p.end + 4), &[class::ASIDE])
}

/// `Its main lender, X, has`, `son principal créancier, X, a`: a name that a possessive at the head of the sentence brings, and the text goes
/// on about whose it is.
fn possessed(s: &Sentence<'_>, p: Placed) -> bool {
    let own = s.word_at(s.lo, class::ANAPHOR).filter(|(_, w)| w.value == "possessive").or_else(|| s.word_at(s.lo, class::ANAPHOR_OTHER));
    let apposed = p.start > s.lo && s.mark(p.start - 1) == ',';
    apposed
        && own.is_some_and(|(end, _)| {
            end <= p.start && p.start <= end + 6 && (end..p.start).all(|i| s.at(i).is_none() && !s.is(i, class::AUX))
        })
}

/// The company named last before a token, an owner (`filiale de X`) only where no other is named.
pub(crate) fn latter(s: &Sentence<'_>, before: usize) -> Option<Placed> {
    let named =
        || s.placed.iter().rev().filter(|p| p.end <= before && s.kind(**p) == Kind::Company && s.party(**p).is_some_and(|e| !bystander(e)));
    let owner = |p: &&Placed| s.governed_by(p.start).is_some_and(|c| c.contains(&class::M_OF));
    named().find(|p| !owner(p)).or_else(|| named().next()).copied()
}

/// The company that a fact tells an operation of.
fn target(f: &Fact) -> Option<&Party> {
    match f.kind {
        FactType::Acquisition | FactType::Stake | FactType::Investment => f.object.as_ref(),
        FactType::Funding | FactType::Ipo => Some(&f.subject),
        _ => None,
    }
}

/// The company whose name is all that a line says, a figure or date beside it left out.
fn heads<'a>(s: &Sentence<'a>) -> Option<&'a Party> {
    let first = s.placed.first().filter(|p| p.start == s.lo && s.kind(**p) == Kind::Company)?;
    // X (Palo Alto).
    let open = (first.end..s.hi.min(first.end + 1)).find(|i| s.mark(*i) == '(');
    let close = open.and_then(|o| (o..s.hi.min(o + 8)).find(|i| s.mark(*i) == ')' && (o..*i).all(|k| s.at(k).is_none())));
    let bare = (close.unwrap_or(first.end)..s.hi).all(|i| match s.at(i) {
        Some(p) => matches!(s.kind(p), Kind::Money | Kind::Date) && p.start >= first.end,
        None => !s.text(i).chars().any(char::is_alphanumeric),
    });
    let line = s.r.tokens[s.lo].is(crate::reading::tokens::LINE) || s.r.tokens[s.lo].is(crate::reading::tokens::PARAGRAPH);
    (bare && line).then(|| s.party(*first)).flatten().filter(|e| !bystander(e) && (e.sector != "media" || s.placed.len() == 1))
}
