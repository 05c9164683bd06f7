//! Objects and owners: what stands behind a verb, a preposition or a noun, and whose a noun is.

use super::amounts::only;
use super::relations::relation_before;
use super::roles::{Filler, Fillers, Roles};
use super::sentence::Placed;
use super::trigger::Trigger;
use crate::dictionary::{ClassId, Frame, Place, Role, class};
use crate::document::Kind;
use crate::mentions::REACH_BACK;
use crate::reading::tokens::Shape;
use smallvec::smallvec;

/// A relative clause between what is sold and to whom has at most so many tokens.
const RELATIVE_CLAUSE: usize = 18;

impl Roles<'_, '_> {
    /// `X owns 7 % of Z, and Y holds 8 %`: what a share before in the sentence is of.
    pub(super) fn shared(&self, trigger: &Trigger, role: &Role) -> Option<Filler> {
        let s = self.s;
        let share = s.placed.iter().rfind(|p| p.end <= trigger.start && s.kind(**p) == Kind::Percent)?;
        let end = s.marker_at(share.end).filter(|_| s.is(share.end, class::M_OF))?;
        self.reach(end, 4, false, role).into_iter().next()
    }

    /// The name that the last share before a token is of.
    pub(super) fn share_before(&self, at: usize) -> Option<Filler> {
        let s = self.s;
        let share = s.placed.iter().rfind(|p| p.end <= at && s.kind(**p) == Kind::Percent)?;
        let (end, _) = s.word_at(share.end, class::M_OF)?;
        let name = (end..s.hi.min(end + 3)).find_map(|i| s.entity_at(i)).filter(|p| p.end <= at)?;
        self.filler(name, 0.9, "what the share before is of").filter(|f| !self.is_taken(&f.entity))
    }

    /// The direct object behind a verb, and what is joined to it.
    pub(super) fn direct(&self, from: usize, role: &Role) -> Fillers {
        // its biggest purchase since X
        if self.s.is(from, class::SINCE) {
            return Fillers::new();
        }
        let from = self.past_adjuncts(from);
        let found = self.reach(from, 11, true, role);
        if found.is_empty() && role.kinds.contains(&Kind::Product) { self.explained(from, role) } else { found }
    }

    /// `a dévoilé mardi à Cupertino son …`, `introduced in Europe the …`: one past the places and dates between a verb and its object.
    pub(super) fn past_adjuncts(&self, from: usize) -> usize {
        let s = self.s;
        let mut at = from;
        for _ in 0..3 {
            // lancera enfin en septembre; présentera d'ici à la fin de l'année
            if at == from {
                at = s.word_at(at, class::ADVERB).map_or(at, |(end, _)| end);
            }
            let marked = s.marker_at(at).filter(|_| !s.is(at, class::M_OF) && !s.is(at, class::DETERMINER));
            let marked = marked.or_else(|| s.word_at(at, class::FUTURE_BEFORE).map(|(end, _)| end));
            let mut next = marked.unwrap_or(at);
            if let Some((end, _)) = s.word_at(next, class::DETERMINER).filter(|_| marked.is_some()) {
                next = end;
            }
            let date = s.at(next).filter(|p| s.kind(*p) == Kind::Date).map(|p| p.end);
            let place = || s.word_at(next, class::PLACE).filter(|_| marked.is_some() && s.at(next).is_none()).map(|(end, _)| end);
            // rachète pour 40 millions d'euros la start-up X
            let price = || self.price_between(at);
            // a vendu au fonds X sa filiale Y
            let recipient =
                || s.word_at(at, class::M_TO).and_then(|(end, _)| (end..s.hi.min(end + 4)).find_map(|i| s.entity_at(i))).map(|p| p.end);
            let Some(end) = date.or_else(place).or_else(price).or_else(recipient) else { break };
            at = end + usize::from(end + 1 < s.hi && s.mark(end) == ',');
        }
        // what stands there must be able to be the object
        let opens = s.entity_at(at).is_some() || s.is(at, class::DETERMINER) || s.is(at, class::ANAPHOR);
        if at > from && opens { at } else { from }
    }

    /// `its first foldable phone, the X, was launched`: the product that a comma brings right before the comma and its verb.
    pub(super) fn apposed_subject(&self, trigger: &Trigger, role: &Role) -> Option<Filler> {
        let s = self.s;
        let closes = trigger.group.checked_sub(1).filter(|i| *i > s.lo + 2 && s.mark(*i) == ',')?;
        let name = s.placed.iter().find(|p| p.end == closes && s.kind(**p) == Kind::Product && s.entity_at(p.start) == Some(**p))?;
        let opens = s.word_before(name.start, class::DETERMINER).map_or(name.start, |(start, _)| start);
        let apposed = role.kinds.first() == Some(&Kind::Product) && opens > s.lo + 1 && s.mark(opens - 1) == ',';
        self.filler(*name, 0.9, "named behind a comma").filter(|_| apposed)
    }

    /// One past an amount that a verb's price marker brings before its object: `for $60 million`, `, pour quelque 470 millions,`.
    fn price_between(&self, at: usize) -> Option<usize> {
        let s = self.s;
        let (marked, _) = s.word_at(at + usize::from(s.mark(at) == ','), class::M_FOR)?;
        let amount = s.word_at(marked, class::BOUND_BEFORE).map_or(marked, |(end, _)| end);
        s.at(amount).filter(|p| s.kind(*p) == Kind::Money).map(|p| p.end)
    }

    /// `un téléphone pliable en trois, le X`, `its first tablet with a keyboard, called X`: the name that a comma brings for what
    /// an indefinite noun phrase told of.
    fn explained(&self, from: usize, role: &Role) -> Fillers {
        let s = self.s;
        let own = s.word_at(from, class::ANAPHOR).is_some_and(|(_, w)| w.value == "possessive");
        if from >= s.hi || !own && !s.is(from, class::DETERMINER) && !s.is(from, class::UNIT) {
            return Fillers::new();
        }
        for i in from + 1..s.hi.min(from + 14) {
            let stops = s.at(i).is_some_and(|p| !matches!(s.kind(p), Kind::Date))
                || s.is(i, class::CLAUSE)
                || s.is(i, class::RELATIVE)
                || matches!(s.mark(i), '.' | ';' | '(' | ')')
                || self.triggers.iter().any(|t| t.finite() && t.start == i && !t.frames.is_empty());
            if stops {
                return Fillers::new();
            }
            if matches!(s.mark(i), ',' | ':') || s.is(i, class::NAMING) {
                let name = (i + 1..s.hi.min(i + 5)).take_while(|k| s.mark(*k) != ',').find_map(|k| s.entity_at(k));
                let plain =
                    |p: &Placed| (i + 1..p.start).all(|k| s.is(k, class::DETERMINER) || s.is(k, class::NAMING) || s.marker_at(k).is_none());
                let found = name.filter(plain).and_then(|p| self.filler(p, 0.88, "named behind a comma"));
                return found.filter(|f| role.kinds.contains(&f.kind)).into_iter().collect();
            }
        }
        Fillers::new()
    }

    /// What stands behind the first marker of a class that governs a name.
    pub(super) fn behind(&self, from: usize, marker: ClassId, limit: usize, role: &Role) -> Fillers {
        let s = self.s;
        // an apostrophe may stand between
        if !s.holds(from.saturating_sub(REACH_BACK + 1).max(s.lo)..s.hi.min(from + limit), marker) {
            return Fillers::new();
        }
        // the trigger's own row ends in the marker: `investi dans`
        if s.word_before(from, marker).is_some() {
            let found = self.reach(from, 7, false, role);
            if !found.is_empty() {
                return found;
            }
        }
        let mut i = from;
        let mut limit = limit;
        while i < s.hi && i < from + limit {
            // sold X, which makes beer, to Y
            let hangs = i > from && s.mark(i) == ',' && s.is(i + 1, class::RELATIVE) && s.entity_at(i - 1).is_some();
            if let Some(close) = if hangs { self.closes_before(i, marker) } else { None } {
                limit += close - i;
                i = close + 1;
                continue;
            }
            if let Some(p) = s.at(i) {
                // `raised $105m from X, then $385m in a round led by Y`, `1,7 milliard, dont 1,3 milliard auprès de X`: what follows
                // belongs to the second figure
                let joined = i > from && (s.is(i - 1, class::CONJUNCTION) || s.is(i - 1, class::INCLUDING) || s.mark(i - 1) == ',');
                let amount = |q: Placed| matches!(s.kind(q), Kind::Money | Kind::Percent);
                if s.kind(p) == Kind::Money
                    && joined
                    && !s.holds(s.lo..s.hi, class::RESPECTIVELY)
                    && (from..i).any(|k| s.at(k).is_some_and(amount))
                {
                    return Fillers::new();
                }
                i = p.end.max(i + 1);
                continue;
            }
            // as much as $15 billion, up to $15 billion
            if let Some((end, _)) =
                s.word_at(i, class::BOUND_BEFORE).filter(|(end, _)| s.at(*end).is_some_and(|p| s.kind(p) == Kind::Money))
            {
                i = end;
                continue;
            }
            // une offre pour X, celle de Y étant trop basse: of another one
            let another = i > from && s.is(i, class::ECHO_HEAD) && s.mark(i - 1) == ',';
            if another || s.is(i, class::CLAUSE) && !only(s, i) || matches!(s.mark(i), ';') {
                return Fillers::new();
            }
            if let Some((end, _)) = s.word_at(i, marker) {
                let found = self.reach(end, 7, false, role);
                if !found.is_empty() {
                    return found;
                }
            }
            if self.triggers.iter().any(|t| t.finite() && t.start == i && t.start >= from && !s.is(i, class::RELATIVE)) {
                return Fillers::new();
            }
            // auprès de X: the `de` in it is no marker of its own
            let other = s.marker_at(i).filter(|end| s.word_at(i, marker).is_none() && s.entity_at(*end).is_some());
            i = other.filter(|end| (i + 1..*end).any(|k| s.is(k, marker))).unwrap_or(i + 1);
        }
        Fillers::new()
    }

    /// The comma that closes the relative clause which opens at another one, if a marker stands right behind it.
    fn closes_before(&self, open: usize, marker: ClassId) -> Option<usize> {
        let s = self.s;
        let inside = |i: &usize| !matches!(s.mark(*i), ';' | ':' | '(');
        (open + 2..s.hi.min(open + RELATIVE_CLAUSE)).take_while(inside).find(|i| s.mark(*i) == ',' && s.is(*i + 1, marker))
    }

    /// `la signature avec X d'un contrat`: what stands marked right before a noun.
    pub(super) fn marked_before(&self, trigger: &Trigger, marker: ClassId, role: &Role) -> Fillers {
        let s = self.s;
        for i in (trigger.start.saturating_sub(8).max(s.lo)..trigger.start).rev() {
            if let Some(p) = s.entity_at(i) {
                let fits = s.governed_by(p.start).is_some_and(|c| c.contains(&marker));
                return self.owners_for(self.filler(p, 0.9, "named right before").filter(|_| fits).into_iter().collect(), role);
            }
            if matches!(s.mark(i), ',' | ';' | ':' | '.' | ')') {
                break;
            }
        }
        Fillers::new()
    }

    /// `son partenaire`: the company beside the one that is subject here.
    pub(super) fn beside_subject(&self, start: usize, end: usize) -> Option<Filler> {
        let doer = self.named_before(start, |_| true).and_then(|p| self.filler(p, 1.0, ""));
        let taken = |e: &super::parties::Party| doer.as_ref().is_some_and(|d| d.entity == *e) || self.is_taken(e);
        // sells its business to X and receives a stake in its rival
        let s = self.s;
        // Pluxee, l'ancienne filiale de X: not its own parent
        let named = s.placed.iter().rev().filter(|p| p.end <= start && s.kind(**p) == Kind::Company && relation_before(s, **p).is_none());
        let here = named.filter_map(|p| s.party(*p)).find(|e| !taken(e));
        let found =
            here.or(self.focus.other.as_ref().filter(|e| !taken(e))).or_else(|| self.focus.companies().map(|(e, _)| e).find(|e| !taken(e)));
        found.map(|e| Filler { start, end, ..self.absent(e.clone(), start, 0.75, "the other company") })
    }

    /// Whether a name ends the noun phrase whose noun ends at a token: `la start-up nantaise X`, `la société de cybersécurité X`,
    /// but not `la filiale de X`.
    fn names_itself(&self, end: usize) -> bool {
        let s = self.s;
        let plain = |k: usize| k < s.hi && s.r.tokens[k].shape == Shape::Word && s.r.tokens[k].caps == 0 && s.at(k).is_none();
        let mut at = end;
        while at < s.hi && at < end + 7 {
            if s.entity_at(at).is_some() {
                return true;
            }
            at = match s.marker_at(at) {
                // de cybersécurité
                Some(behind) if s.is(at, class::M_OF) && plain(behind) && s.marker_at(behind).is_none() => behind + 1,
                None if s.mark(at) != ',' => at + 1,
                _ => return false,
            };
        }
        false
    }

    /// Whether a comma brings a name, only an article and what describes it between: `, the Milan-based X`.
    fn named_behind_comma(&self, comma: usize) -> bool {
        let s = self.s;
        let name = (comma + 1..s.hi.min(comma + 6)).take_while(|k| s.mark(*k) != ',').find_map(|k| s.entity_at(k));
        name.is_some_and(|p| (comma + 1..p.start).all(|k| s.is(k, class::DETERMINER) || s.marker_at(k).is_none()))
    }

    /// The first name behind `from` within `gap` tokens that only describe it, with what is joined to it.
    pub(super) fn reach(&self, from: usize, gap: usize, direct: bool, role: &Role) -> Fillers {
        let s = self.s;
        let mut i = from;
        let mut hops = 0;
        let mut owned = false;
        let mut limit = from + gap;
        let mut members = s.hi;
        while i < s.hi && i < limit {
            // to a group made up of X and Y
            if let Some(end) = s.collective_at(i) {
                limit += end - i;
                members = end;
                i = end;
                continue;
            }
            if let Some(end) = role.authority.then(|| s.authority_at(i)).flatten() {
                return smallvec![self.authority(i, end)];
            }
            // KKR-owned retailer X
            if let Some(end) = s.entity_at(i).and_then(|p| s.past_describing(p)) {
                limit += end - i;
                i = end;
                continue;
            }
            if let Some(p) = s.entity_at(i) {
                // rachète X's cloud unit, X shares: a part of X is not X
                // nor is a longer name that begins like X
                if s.unknown_name(p.end) && !s.r.tokens[p.end].glued() {
                    return Fillers::new();
                }
                // Google's Chrome: the product is meant, where it may be
                let made = s.possessive_at(p.end).filter(|_| role.kinds.contains(&Kind::Product));
                if let Some(q) = made.and_then(|e| s.entity_at(e).filter(|q| q.start == e && s.kind(*q) == Kind::Product)) {
                    i = q.start;
                    continue;
                }
                // but 5 per cent of Klarna's shares are a share of it
                let whole = |e: usize| s.any(e..s.hi.min(e + 8), &[class::N_FUNDING]) || !direct && s.is(e, class::OWN_CAPITAL);
                if s.possessive_at(p.end).is_some_and(|e| !whole(e)) || s.is(p.end, class::PART) {
                    return Fillers::new();
                }
                // rachète une filiale de X: X is not what is bought
                // boucle le rachat d'X: but not where the trigger's own row ends in the preposition
                let of = i > from && p.start != members && s.word_before(p.start, class::M_OF).is_some_and(|(of, _)| of >= from);
                if of && (direct || hops > 0) {
                    return Fillers::new();
                }
                // buys a Tesla: a car, no company
                if direct && i > from && s.is(i - 1, class::INDEFINITE) && s.kind(p) == Kind::Company && !s.capital(p.end) {
                    return Fillers::new();
                }
                // an order of 60 E175: what is counted is what is bought, not who sells it
                let counted = p.start > s.lo && (s.r.tokens[p.start - 1].shape == Shape::Digits || s.is(p.start - 1, class::COLLECTIVE));
                if counted && s.kind(p) == Kind::Product {
                    // a acheté 50 A320 à X: neither the product nor X is bought
                    if role.kinds.contains(&Kind::Product) && role.kinds.contains(&Kind::Company) {
                        return Fillers::new();
                    }
                    if !role.kinds.contains(&Kind::Product) {
                        i = p.end;
                        continue;
                    }
                }
                let weight = if i == from { 0.97 } else { 0.93 };
                let Some(first) = self.filler(p, weight, "named behind") else { return Fillers::new() };
                let mut all = smallvec![first];
                self.coordinated_right(p, &mut all);
                return self.owners_for(all, role);
            }
            if let Some(p) = s.at(i) {
                // an amount between verb and object: `investit 1 milliard dans X` is no direct object
                if direct && s.kind(p) != Kind::Date {
                    return Fillers::new();
                }
                i = p.end;
                continue;
            }
            if let Some((end, _)) = s.word_at(i, class::ANAPHOR_OTHER) {
                // son concurrent X: the name behind says it better
                let comma = (end..(end + 4).min(s.hi)).find(|k| s.mark(*k) == ',').is_some_and(|k| self.named_behind_comma(k));
                if comma || (end..(end + 3).min(s.hi)).any(|k| s.entity_at(k).is_some()) {
                    owned = true;
                    i = end;
                    continue;
                }
                // son voisin Zorblo: named, but nothing is known of the name
                if (end..(end + 3).min(s.hi)).any(|k| s.unknown_name(k)) {
                    return Fillers::new();
                }
                return self.beside_subject(i, end).into_iter().collect();
            }
            if let Some((end, w)) = s.word_at(i, class::ANAPHOR) {
                // dans le groupe; but in `de la start-up nantaise X` the name behind says who
                // but 24.5 per cent of it and Y
                let named = w.value != "pronoun" && self.names_itself(end);
                if w.value == "speaker" {
                    return self.anaphor(i, end, role).into_iter().collect();
                }
                if w.value != "possessive" && !named {
                    let found = if direct { None } else { self.object_reference(i, end, 0.75) };
                    return found.map(|f| Filler { start: i, end, ..f }).into_iter().collect();
                }
                // son capital: that of the one spoken of
                if w.value == "possessive" && s.is(end, class::OWN_CAPITAL) {
                    return self.anaphor(i, end, role).into_iter().collect();
                }
                owned |= w.value == "possessive";
                i = end;
                continue;
            }
            // dans la biscuiterie, in the lender: a noun of companies behind an article stands for one
            if !direct && s.is(i, class::DETERMINER) {
                let noun = s.word_at(i + 1, class::COMPANY_NOUN).filter(|(_, w)| w.value == "sure");
                let plain = noun.filter(|(end, w)| {
                    let bare = *end == s.hi || s.marker_at(*end).is_some() || !s.text(*end).starts_with(char::is_alphabetic);
                    let known = s.word_at(i, class::DEFINITE_DETERMINER).is_some_and(|(_, d)| d.value == "one");
                    bare && known
                        && !w.surface().ends_with('s')
                        && !s.is(*end, class::M_OF)
                        && s.at(*end).is_none_or(|p| s.kind(p) != Kind::Company)
                });
                if let Some((end, _)) = plain {
                    return self.object_reference(i, end, 0.75).map(|f| Filler { start: i, end, ..f }).into_iter().collect();
                }
                // for the Swedish marque, dans la jeune pousse nantaise
                if let Some(end) = self.object_phrase(i).filter(|end| self.stands_alone(i, *end)) {
                    return self.object_reference(i, end, 0.72).map(|f| Filler { start: i, end, ..f }).into_iter().collect();
                }
            }
            // du brasseur, au groupe: the article is in the preposition
            if let Some((end, _)) = s.word_at(i, class::ANAPHOR_BARE).filter(|_| i > s.lo && s.is(i - 1, class::WITH_ARTICLE)) {
                let plain = s.marker_at(end).is_some()
                    || end == s.hi
                    || !s.text(end).starts_with(char::is_alphabetic)
                    || s.at(end).is_some_and(|p| s.entity_at(p.start).is_none());
                let described = (end..s.hi.min(end + 3)).any(|k| s.entity_at(k).is_some());
                if !direct
                    && !described
                    && (plain || s.any(end..end + 1, &[class::COMPANY_ADJECTIVE, class::DEMONYM]) || s.r.lexemes.at(end).is_empty())
                {
                    return self.beside_subject(i, end).into_iter().collect();
                }
            }
            // six fabricants, dont X (90 millions) et Y (44 millions)
            if let Some(name) = self.listed_at(i) {
                i = name;
                continue;
            }
            // the Milanese jeweller X, the Bergen group X: where it sits is no name
            let town = s.unknown_name(i)
                && i > from
                && (s.is(i + 1, class::TRADE) || s.is(i + 1, class::COMPANY_NOUN))
                && (i + 2..s.hi.min(i + 4)).any(|k| s.entity_at(k).is_some());
            if town {
                i += 1;
                continue;
            }
            if s.unknown_name(i)
                || matches!(s.mark(i), '.' | ';' | ':' | '(' | ')' | '!' | '?')
                || s.is(i, class::CLAUSE)
                || s.is(i, class::RELATIVE)
                // shoppers buy through X: what it is done by
                || direct && s.is(i, class::ADJUNCT)
            {
                return Fillers::new();
            }
            if s.mark(i) == ',' {
                // son ancien fournisseur, l'italien X: whose name the comma brings
                // his payroll company, X: so does one behind a noun of companies
                let noun = s.word_before(i, class::COMPANY_NOUN).or_else(|| s.word_before(i, class::TRADE)).is_some();
                let told = (i + 1..s.hi.min(i + 5)).find_map(|k| s.entity_at(k)).is_some_and(|p| s.mark(p.end) == ',' || p.end >= s.hi - 1);
                if (std::mem::take(&mut owned) || noun && told) && self.named_behind_comma(i) {
                    hops = 0;
                    i += 1;
                    continue;
                }
                return Fillers::new();
            }
            if self.triggers.iter().any(|t| t.is_verb() && t.start == i && !t.passive_without_aux()) {
                return Fillers::new();
            }
            if let Some(end) = s.marker_at(i) {
                // sold 40% of its capital to X: another preposition, another role
                if !s.is(i, class::M_OF) && !s.is(i, class::DETERMINER) {
                    return Fillers::new();
                }
                hops += usize::from(s.is(i, class::M_OF) && s.r.tokens[i].shape == Shape::Word && s.entity_at(end).is_none());
                i = end;
                continue;
            }
            i += 1;
        }
        Fillers::new()
    }

    /// Whether a noun phrase is said of nobody named in it or right behind it, and ends there.
    fn stands_alone(&self, start: usize, end: usize) -> bool {
        let s = self.s;
        let named = (start..s.hi.min(end + 3)).take_while(|i| s.mark(*i) != ',' && (*i < end || s.marker_at(*i).is_none()));
        let plain = named.into_iter().all(|i| s.entity_at(i).is_none() && !s.unknown_name(i));
        plain && !s.is(end, class::M_OF) && !s.text(end - 1).ends_with('s') && s.possessive_at(end).is_none()
    }

    /// `between X and Y` behind a noun: the one and the others.
    pub(super) fn pair(&self, t: usize, frame: &Frame) -> Option<(Filler, Fillers)> {
        let object = frame.object.as_ref().filter(|r| r.from.contains(&Place::Between))?;
        let mut found = self.behind(self.triggers[t].end, class::M_BETWEEN, 6, object);
        found.retain(|f| object.kinds.contains(&f.kind));
        if found.len() < 2 {
            return None;
        }
        let others = found.drain(1..).collect();
        Some((found.pop()?, others))
    }

    /// `has taken X over`, `snapped the chain up`: what stands between a verb and its particle.
    pub(super) fn split(&self, trigger: &Trigger, particle: ClassId, role: &Role) -> Fillers {
        let s = self.s;
        let closes = |end: usize| {
            let Some((next, _)) = s.word_at(end, particle) else { return false };
            // took the company over the threshold: a preposition
            next == s.hi
                || !s.text(next).starts_with(char::is_alphanumeric)
                || s.marker_at(next).is_some()
                || s.word_at(next, class::CONJUNCTION).is_some()
                || s.at(next).is_some_and(|p| s.kind(p) == Kind::Date)
        };
        let named = self.reach(trigger.end, 5, true, role);
        if !named.is_empty() {
            return named.into_iter().take(1).filter(|f| closes(f.end)).collect();
        }
        let phrase = self.object_phrase(trigger.end).filter(|end| closes(*end));
        phrase.and_then(|_| self.object_anaphor(trigger.end)).into_iter().collect()
    }

    /// `The deal is worth $2bn`: what the operation told of in this sentence or right before concerned.
    pub(super) fn operation(&self, trigger: &Trigger) -> Option<Filler> {
        let s = self.s;
        let noun = |i: usize| s.is(i, class::N_PRICE_PAID);
        // a noun is the price itself; a verb is said of it, nobody else between
        let said = !trigger.is_verb() || (s.lo..trigger.group).rev().take(9).take_while(|i| s.entity_at(*i).is_none()).any(noun);
        let here =
            || s.placed.iter().find(|p| p.end <= trigger.start && s.kind(**p) == Kind::Company).and_then(|p| self.filler(*p, 0.9, ""));
        self.concerned(trigger.start).or_else(here).filter(|_| said)
    }

    /// What the operation told of right before concerned.
    pub(super) fn concerned(&self, at: usize) -> Option<Filler> {
        let target = self.focus.target().filter(|e| !self.is_taken(e))?;
        Some(self.absent(target.clone(), at, 0.9, "what the last operation concerned"))
    }
}
