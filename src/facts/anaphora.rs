//! Pronouns and noun phrases that stand for a company or product named before: `it`, `le groupe`, `the Danish brewer`.

use super::described::Described;
use super::focus;
use super::leading;
use super::parties::Party;
use super::roles::{Filler, Fillers, Roles};
use super::sentence::Placed;
use super::traits;
use super::trigger::Trigger;
use crate::dictionary::{Role, class};
use crate::document::Kind;

impl Roles<'_, '_> {
    /// What a noun phrase or pronoun `start..end` stands for: the last company named before it, or the product where it fits.
    pub(super) fn anaphor(&self, start: usize, end: usize, role: &Role) -> Option<Filler> {
        let s = self.s;
        let value = s.word_at(start, class::ANAPHOR).filter(|(e, _)| *e == end).map_or("company", |(_, w)| w.value);
        // `we`, `nous`: only where the whole text is about one company
        if value == "speaker" {
            let main = self.focus.speaker().or_else(|| self.focus.main()).filter(|e| !self.is_taken(e))?;
            return Some(Filler { start, end, ..self.absent(main.clone(), start, 0.8, "the company whose text it is") });
        }
        if value == "latter" {
            let found = match focus::latter(s, start) {
                Some(p) => self.filler(p, 0.85, "named before in the sentence"),
                None => self.focus.latter().map(|e| self.absent(e.clone(), start, 0.85, "company named last")),
            };
            return found.filter(|f| !self.is_taken(&f.entity)).map(|f| Filler { start, end, ..f });
        }
        // X rachète Y. Fondée en 2010, l'entreprise …: what is new is told of the one that is
        if value != "product" && role.kinds.contains(&Kind::Company) && s.is(s.lo, class::FOUND) && start > s.lo {
            let named = s.placed.iter().any(|p| p.end <= start && s.kind(*p) == Kind::Company && s.governed_by(p.start).is_none());
            let fits = |e: &&Party| !named && !self.is_taken(e) && Described::of(s, start, end).allows(e);
            if let Some(e) = self.focus.brought_in().filter(fits) {
                return Some(Filler { start, end, ..self.absent(e.clone(), start, 0.85, "what the last operation concerned") });
            }
        }
        // quant à X, le service de Y, il revendique
        if value == "pronoun" {
            let opening = s.word_at(s.lo, class::AS_FOR).and_then(|(end, _)| (end..start.min(end + 4)).find_map(|i| s.entity_at(i)));
            if let Some(p) = opening.filter(|p| role.kinds.contains(&s.kind(*p))) {
                return self.filler(p, 0.9, "named before in the sentence").map(|f| Filler { start, end, ..f });
            }
            // Its rival X is not. It lost: X did
            if let Some(e) = self.focus.remark().filter(|e| start == s.lo && role.kinds.contains(&Kind::Company) && !self.is_taken(e)) {
                return Some(Filler { start, end, ..self.absent(e.clone(), start, 0.85, "company of the remark before") });
            }
        }
        let pronoun = value != "company" && self.focus.of_product();
        let wants = role.kinds.first() == Some(&Kind::Product);
        let product =
            wants && (pronoun || !role.kinds.contains(&Kind::Company)) || value == "product" && role.kinds.contains(&Kind::Product);
        // named earlier in the same sentence, in subject position
        let described = if value == "company" { Described::of(s, start, end) } else { Described::default() };
        let fits = |p: &Placed| {
            let kind = if product { Kind::Product } else { Kind::Company };
            s.kind(*p) == kind && !self.done_to(*p) && (product || s.party(*p).is_some_and(|e| described.allows(e)))
        };
        let told = if value == "company" && !product {
            self.seated(start, &described).or_else(|| self.told(start, end)).or_else(|| self.introduced(start, end))
        } else {
            None
        };
        let found = match told.is_none().then(|| self.named_before(start, fits)).flatten() {
            _ if told.is_some() => told,
            Some(p) => self.filler(p, 0.85, "named before in the sentence"),
            None if product && self.focus.product().is_some() => self.product(start, 0.85),
            None if product && !role.kinds.contains(&Kind::Company) => None,
            // the Danish brewer: who fits what is said of it
            None if (described.says_something() || described.placed) && !product => self.described(start, &described),
            // le groupe allemand: not the one that the whole text is about, if another was spoken of right before
            None if value == "company" && s.any(start..end, &[class::DEMONYM]) => self
                .focus
                .last()
                .filter(|e| !self.is_taken(e))
                .map(|e| self.absent(e.clone(), start, 0.8, "company spoken of"))
                .or_else(|| self.group(start, 0.85)),
            None if value == "company" => self.small_firm(start, end).or_else(|| self.group(start, 0.85)),
            None => self.topic(start, 0.85),
        };
        found.map(|f| Filler { start, end, ..f })
    }

    /// `la firme de Redmond`, `the Vevey-based group`: the one of those named that has its seat there.
    fn seated(&self, at: usize, described: &Described<'_>) -> Option<Filler> {
        let e = self.focus.only(|e| described.seats(e) && !self.is_taken(e))?;
        Some(self.absent(e.clone(), at, 0.9, "company described"))
    }

    /// The company of which the text says what a noun phrase `start..end` and the adjective behind it say.
    fn told(&self, start: usize, end: usize) -> Option<Filler> {
        let s = self.s;
        let small = end < s.hi && s.at(end).is_none() && s.text(end).starts_with(char::is_lowercase);
        // l'entreprise emploie: a verb is no adjective, and of `l'entreprise` alone nothing is said
        let verb = self.triggers.iter().any(|t| t.is_verb() && t.group <= end && end < t.end);
        let says = || s.any(end..end + 1, &[class::DEMONYM, class::COMPANY_ADJECTIVE]) || !traits::words(&s.r, start..end).is_empty();
        let adjective = small && !verb && says();
        // le laboratoire: of the one that the text is about it is known, and need not be said
        let known = Described::of(s, start, end);
        if self.group(start, 1.0).is_some_and(|f| known.tells(&f.entity)) {
            return None;
        }
        let told = self.focus.described(s, start..end + usize::from(adjective), |e| !self.is_taken(e) && known.allows(e))?;
        Some(Filler { end, ..self.absent(told.clone(), start, 0.85, "company described") })
    }

    /// `X rachète Y. Cette jeune pousse …`, `X bought Y. The start-up …`: a demonstrative, and a noun of small firms, takes up the
    /// one that the sentence before has brought in.
    fn introduced(&self, start: usize, end: usize) -> Option<Filler> {
        let s = self.s;
        // sells its chain X to Y. The chain, `le rachat du site X … Le site`: what is sold is often called so
        let unit = end > start && s.is(end - 1, class::UNIT_NOUN);
        if !unit && !s.is(start, class::DEMONSTRATIVE) && !(start..end).any(|i| s.is(i, class::SMALL_FIRM)) {
            return None;
        }
        let described = Described::of(s, start, end);
        let named = s.placed.iter().any(|p| p.end <= start && s.kind(*p) == Kind::Company);
        // but the retailer that bought another is one too
        let brought_in = match unit {
            true if self.group(start, 1.0).is_some_and(|f| described.tells(&f.entity)) => None,
            true => self.focus.target(),
            false => self.focus.brought_in(),
        };
        let brought_in = brought_in.filter(|e| !named && !self.is_taken(e) && described.allows(e))?;
        Some(Filler { end, ..self.absent(brought_in.clone(), start, 0.85, "what the last operation concerned") })
    }

    /// `X bought the site Y. The site`: a noun of parts of companies too, right behind an article, that stands for what has been bought.
    pub(super) fn unit_before(&self, end: usize) -> Option<Filler> {
        let s = self.s;
        let (noun, _) = s.word_before(end, class::UNIT_NOUN).filter(|(noun, _)| *noun > s.lo)?;
        let (start, _) = s.word_before(noun, class::DEFINITE_DETERMINER)?;
        self.introduced(start, end).map(|f| Filler { start, end, ..f })
    }

    /// The company that a noun phrase fits: the one spoken of, or the only one named before that it describes.
    pub(super) fn described(&self, at: usize, described: &Described<'_>) -> Option<Filler> {
        // the Santa Clara group: where it sits is said of the one in the sentences right before
        if described.placed && !described.says_something() {
            let last = self.focus.last().filter(|e| !self.is_taken(e));
            return last.map(|e| self.absent(e.clone(), at, 0.8, "company spoken of")).or_else(|| self.group(at, 0.85));
        }
        // the one spoken of, unless what is known of it says otherwise
        if let Some(group) = self.group(at, 0.85).filter(|f| described.allows(&f.entity)) {
            return Some(group);
        }
        let sole = self.focus.sole(|e| described.tells(e) && !self.is_taken(e));
        let fits = |e: &&Party| described.allows(e) && !self.is_taken(e);
        sole.map(|e| self.absent(e.clone(), at, 0.8, "company described"))
            .or_else(|| self.focus.companies().map(|(e, _)| e).find(fits).map(|e| self.absent(e.clone(), at, 0.75, "company described")))
    }

    /// `la jeune pousse`, `the start-up`, where the one spoken of is a firm that everybody knows: the one named last that is not.
    fn small_firm(&self, start: usize, end: usize) -> Option<Filler> {
        let s = self.s;
        let known = self.focus.group().is_some_and(|(e, _)| !e.id.is_empty());
        if !known || !(start..end).any(|i| s.is(i, class::SMALL_FIRM)) {
            return None;
        }
        let found = self.focus.sole(|e| e.id.is_empty() && !self.is_taken(e))?;
        Some(self.absent(found.clone(), start, 0.8, "company spoken of"))
    }

    /// `After buying X, the group`: whether a name stands right behind an active verb that is done to it.
    pub(super) fn done_to(&self, p: Placed) -> bool {
        let s = self.s;
        let start = s.word_before(p.start, class::DETERMINER).map_or(p.start, |(start, _)| start);
        self.triggers.iter().any(|t| t.is_verb() && !t.passive && (t.end == start || t.end == p.start))
    }

    /// The subject named before in the same sentence: of the nearest clause that has one.
    pub(super) fn named_before(&self, start: usize, kind: impl Fn(&Placed) -> bool) -> Option<Placed> {
        let s = self.s;
        let mut found = None;
        for i in (s.lo..start).rev() {
            if let Some(p) = s.entity_at(i).filter(|p| p.start == i) {
                let fits = kind(&p) && self.subject_like(p.start) && !self.tells(p) && leading::may_lead(s, p);
                if fits && s.party(p).is_some_and(|e| !self.is_taken(e)) {
                    found = Some(p);
                }
            }
            if found.is_some() && (s.is(i, class::CLAUSE) || matches!(s.mark(i), ';' | ':')) {
                break;
            }
        }
        found
    }

    /// `values the start-up at`, `rachète le groupe`: a noun phrase or pronoun as object.
    pub(super) fn object_anaphor(&self, from: usize) -> Option<Filler> {
        let end = self.object_phrase(from)?;
        self.object_reference(from, end, if self.pronoun(from) { 0.75 } else { 0.85 }).map(|f| Filler { start: from, end, ..f })
    }

    /// The company that the sentence names last before a trigger, if `in`, `of` or a verb governs it.
    pub(super) fn named_object(&self, trigger: &Trigger) -> Option<Placed> {
        let s = self.s;
        let p = *s.placed.iter().rfind(|p| p.end <= trigger.group && s.kind(**p) == Kind::Company)?;
        let governed = s.governed_by(p.start).is_some_and(|c| c.contains(&class::M_IN) || c.contains(&class::M_OF));
        (governed && p.end + 3 > trigger.group).then_some(p)
    }

    pub(super) fn pronoun(&self, at: usize) -> bool {
        self.s.word_at(at, class::ANAPHOR).is_some_and(|(_, w)| w.value == "pronoun")
    }

    /// The same behind a verb that nobody in particular is the subject of.
    pub(super) fn valued(&self, from: usize) -> Option<Filler> {
        let end = self.object_phrase(from)?;
        let before = self.named_before(from, |p| self.s.kind(*p) == Kind::Company);
        let found = before.and_then(|p| self.filler(p, 0.8, "named before in the sentence")).or_else(|| self.topic(from, 0.8))?;
        Some(Filler { start: from, end, ..found })
    }

    /// One past the end of a noun phrase or pronoun behind a verb that stands for a company.
    pub(super) fn object_phrase(&self, from: usize) -> Option<usize> {
        let s = self.s;
        let phrase = (from..s.hi.min(from + 2))
            .find_map(|i| s.word_at(i, class::ANAPHOR))
            .filter(|(end, w)| w.value == "company" || w.value == "pronoun" && *end == from + 1);
        // the four-year-old business, la jeune entreprise nantaise
        let described = || {
            // a competitor, une entreprise: nobody named before
            s.word_at(from, class::DEFINITE_DETERMINER).filter(|(_, article)| article.value == "one")?;
            let noun = (from + 1..s.hi.min(from + 9))
                .take_while(|k| s.at(*k).is_none() && s.mark(*k) != ',')
                .find_map(|k| s.word_at(k, class::COMPANY_NOUN));
            // the bakery chain: the last noun ends the phrase
            let mut end = noun?.0;
            while let Some((e, _)) = s.word_at(end, class::COMPANY_NOUN) {
                end = e;
            }
            Some(end)
        };
        let end = phrase.map(|(end, _)| end).or_else(described)?;
        // the name behind says it better, one that nobody knows too; `le groupe de luxe` is somebody else
        if end < s.hi && s.named(end) {
            return None;
        }
        if s.at(end).is_some_and(|p| s.kind(p) != Kind::Money) || s.is(end, class::M_OF) {
            return None;
        }
        Some(end)
    }

    /// The company that a noun phrase in object position stands for: not the one that does it in this sentence.
    pub(super) fn object_reference(&self, from: usize, end: usize, weight: f32) -> Option<Filler> {
        let s = self.s;
        // X, whose founders sold it: not X sold
        let whose = |p: &Placed| (p.end..from).any(|i| s.is(i, class::RELATIVE) && s.is(i, class::OF_WHICH));
        // X was founded in 2005 and Y bought it: Y did, whoever leads the sentence
        let verb = (0..self.triggers.len()).rev().find(|i| self.triggers[*i].is_verb() && self.triggers[*i].end <= from);
        let near = verb.filter(|i| self.triggers[*i].end + 1 >= from && !self.triggers[*i].passive);
        let doing = near.and_then(|i| self.subject_of(i).first().and_then(|f| s.entity_at(f.start).filter(|p| p.start == f.start)));
        let doer = doing.or_else(|| self.named_before(from, |_| true).filter(|p| !whose(p)));
        let mut taken: Fillers = self.taken.iter().cloned().collect();
        // X et Y injectent 40 millions dans la société: neither is
        if let Some(p) = doer {
            taken.extend(self.filler(p, 1.0, ""));
            self.coordinated_left(p, 1.0, &mut taken);
            self.coordinated_right(p, &mut taken);
        }
        let here = self.beside(&taken);
        if let Some(told) = here.told(from, end) {
            return Some(told);
        }
        // put $25 million into the robot maker: not the ride-hailing group spoken of
        let described = Described::of(s, from, end);
        if described.says_something() && !self.pronoun(from) {
            let topic = here.topic(from, weight).filter(|f| described.allows(&f.entity));
            let named = here.named_before(from, |p| s.kind(*p) == Kind::Company && s.party(*p).is_some_and(|e| described.allows(e)));
            if topic.is_none() && named.is_none() {
                return here.seated(from, &described).or_else(|| here.described(from, &described));
            }
        }
        if let Some(seated) = here.seated(from, &described) {
            return Some(seated);
        }
        // X fell after Y said it had cut its stake in the lender
        let before =
            here.named_before(from, |p| s.kind(*p) == Kind::Company).and_then(|p| here.filler(p, weight, "named before in the sentence"));
        before.or_else(|| here.topic(from, weight))
    }
}
