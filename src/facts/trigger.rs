//! Triggers: the words that open frames, with the verb group around them.

use super::Few;
use super::relatives::before_aside;
use super::sentence::Sentence;
use crate::dictionary::{ClassId, Frame, Place, TriggerKind, Word, class};
use crate::document::Kind;
use crate::reading::lexemes::{ClassSet, Lexeme, Sense, Stage};
use crate::reading::tokens::Shape;
use smallvec::SmallVec;
use std::cell::LazyCell;

/// The form a trigger word has, from its row's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Finite,
    Past,
    Future,
    Conditional,
    Participle,
    Infinitive,
    Gerund,
    /// English: past and participle alike.
    Ed,
    /// English: infinitive and plural present alike.
    Base,
    Noun,
    Mention,
}

impl Form {
    fn parse(value: &str) -> Form {
        match value {
            "past" => Form::Past,
            "future" => Form::Future,
            "conditional" => Form::Conditional,
            "participle" => Form::Participle,
            "infinitive" => Form::Infinitive,
            "gerund" => Form::Gerund,
            "ed" => Form::Ed,
            "base" => Form::Base,
            "noun" => Form::Noun,
            _ => Form::Finite,
        }
    }
}

/// A trigger in a sentence.
#[derive(Debug, Clone)]
pub(crate) struct Trigger {
    /// First token of the word itself.
    pub(crate) start: usize,
    /// One past its last token.
    pub(crate) end: usize,
    /// First token of the verb group: auxiliaries, adverbs, governing words.
    pub(crate) group: usize,
    pub(crate) form: Form,
    pub(crate) passive: bool,
    /// `entré au capital de X`, `monté à 12 %`: the participle of a verb that has no passive.
    pub(crate) unpassive: bool,
    /// An auxiliary or a verb that governs it stands in its group: it has a subject of its own.
    pub(crate) governed: bool,
    pub(crate) classes: SmallVec<[ClassId; 4]>,
    /// A frame of it has a place for its direct object.
    pub(crate) takes_object: bool,
    /// Frames it opens, in order.
    pub(crate) frames: Few,
    /// Its row; none for a mention.
    pub(crate) word: Option<Sense>,
    /// Index in `Sentence::placed`, for a frame triggered by a mention.
    pub(crate) own: Option<usize>,
}

impl Trigger {
    #[inline]
    pub(crate) fn is_verb(&self) -> bool {
        !matches!(self.form, Form::Noun | Form::Mention)
    }

    /// `est tombé`, `est entrée en Bourse`, `née en 2011`: a verb that has no passive, whatever its auxiliary.
    pub(crate) fn intransitive(&self) -> bool {
        self.unpassive
            || self
                .classes
                .iter()
                .any(|c| matches!(*c, class::GO_TO | class::GO_PUBLIC | class::BECOME_HOLDER | class::COME_OUT | class::BE_FOUNDED))
    }

    /// It has a subject of its own in its clause.
    #[inline]
    pub(crate) fn finite(&self) -> bool {
        self.is_verb() && !self.passive_without_aux() && !matches!(self.form, Form::Gerund)
    }

    /// `racheté par`, `founded in`: a participle that follows its noun.
    #[inline]
    pub(crate) fn passive_without_aux(&self) -> bool {
        self.passive && self.group == self.start
    }
}

/// What a word can be as a trigger.
struct Reads<'a> {
    lexeme: &'a Lexeme,
    word: Word<'a>,
    form: Form,
}

/// The frames that the words of a class open, in order.
#[derive(Debug, Default, Clone)]
struct Opens {
    as_nouns: Vec<u16>,
    as_verbs: Vec<u16>,
}

impl Opens {
    fn all(&self) -> impl Iterator<Item = usize> {
        self.as_nouns.iter().chain(&self.as_verbs).map(|f| usize::from(*f))
    }
}

/// Frames by the class of their triggers.
#[derive(Debug, Default)]
pub(crate) struct Index {
    by_class: Vec<Opens>,
    /// By class, whether its verbs carry the triggers of others.
    carries: Vec<bool>,
    /// By class, whether its verbs say nothing without an amount.
    priced: Vec<bool>,
    /// By kind of mention.
    by_mention: Vec<Few>,
    /// All classes whose words are triggers.
    pub(super) starting: ClassSet,
}

impl Index {
    pub(crate) fn new(frames: &[Frame], classes: usize) -> Index {
        let mut by_class = vec![Opens::default(); classes];
        let mut by_mention = Vec::new();
        let mut carries = vec![false; classes];
        for (f, i) in frames.iter().zip(0u16..).filter(|(f, _)| f.trigger_kind != TriggerKind::Table) {
            for c in &f.triggers {
                let opens = &mut by_class[c.0 as usize];
                (if f.trigger_kind == TriggerKind::Noun { &mut opens.as_nouns } else { &mut opens.as_verbs }).push(i);
            }
            f.via.iter().for_each(|c| carries[c.0 as usize] = true);
            if let Some(kind) = f.mention {
                by_mention.resize(by_mention.len().max(kind as usize + 1), Few::new());
                by_mention[kind as usize].push(i);
            }
        }
        let needs_money = |f: usize| frames[f].money.as_ref().is_some_and(|r| r.needed);
        let priced = by_class.iter().map(|of: &Opens| of.all().next().is_some() && of.all().all(needs_money)).collect();
        let mut starting = ClassSet::default();
        for c in (0..classes).filter(|c| carries[*c] || by_class[*c].all().next().is_some()) {
            starting.insert(ClassId(c as u16));
        }
        Index { by_class, carries, priced, by_mention, starting }
    }

    fn carries(&self, class: ClassId) -> bool {
        self.carries.get(class.0 as usize).is_some_and(|c| *c)
    }

    /// A lexeme that opens frames, or carries what opens them, and stays in the sentence.
    #[inline]
    fn reads<'a>(&self, s: &Sentence<'a>, lexeme: &'a Lexeme) -> Option<Reads<'a>> {
        // the set says no to most classes
        if !self.starting.contains(lexeme.class) || lexeme.end as usize > s.hi {
            return None;
        }
        let word = s.word(lexeme.sense)?;
        Some(Reads { lexeme, word, form: Form::parse(word.value) })
    }

    /// `vendu à X` is not `vendu à 300 euros`: whether a row that ends in a preposition needs an amount and a name follows.
    fn lacks_price(&self, s: &Sentence<'_>, w: &Reads<'_>) -> bool {
        let end = w.lexeme.end as usize;
        // abonnement à X: a noun
        if w.form == Form::Noun
            || !self.priced.get(w.lexeme.class.0 as usize).is_some_and(|p| *p)
            || s.word_before(end, class::M_TO).is_none()
        {
            return false;
        }
        (end..s.hi.min(end + 4)).find_map(|i| s.at(i)).is_some_and(|p| matches!(s.kind(p), Kind::Company | Kind::Product))
    }

    /// The frames that some words open in a form, in order.
    fn of(&self, words: &[Reads<'_>], form: Form) -> Few {
        let opens = |w: &Reads<'_>| {
            let opens = &self.by_class[usize::from(w.lexeme.class.0)];
            if form == Form::Noun { &opens.as_nouns } else { &opens.as_verbs }
        };
        let mut frames = Few::new();
        words.iter().for_each(|w| frames.extend_from_slice(opens(w)));
        if words.len() > 1 {
            frames.sort_unstable();
            frames.dedup();
        }
        frames
    }

    /// All triggers of a sentence to `out`, in order. Of overlapping words the longest counts.
    pub(crate) fn triggers(&self, s: &Sentence<'_>, frames: &[Frame], out: &mut Vec<Trigger>) {
        out.clear();
        let mut words: SmallVec<[Reads<'_>; 8]> = SmallVec::new();
        let mut at = s.lo;
        while let Some(next) = s.r.lexemes.next_within(Stage::Triggers, at..s.hi) {
            at = next;
            if s.entity_at(at).is_some() {
                at += 1;
                continue;
            }
            words.clear();
            for l in s.r.lexemes.at(at) {
                if let Some(w) = self.reads(s, l) {
                    words.push(w);
                }
            }
            if words.is_empty() {
                at += 1;
                continue;
            }
            // `cherche à vendre`: the words that govern the verb behind them
            if s.is(at, class::SEEK_MONEY) {
                let governs = s.word_at(at, class::CHAIN).map_or(0, |(end, _)| end as u32);
                words.retain(|w| w.lexeme.class != class::SEEK_MONEY || w.lexeme.end >= governs);
            }
            // `up to $100 billion`: a word of degree, no verb
            let degree = s.word_at(at, class::BOUND_BEFORE).filter(|(end, w)| *end > at + 1 && w.value != "exact" && s.at(*end).is_some());
            // but `est estimée à 5 milliards` is a verb
            if let Some((end, _)) = degree.filter(|_| s.word_before(at, class::AUX).is_none()) {
                at = end;
                continue;
            }
            // `an $11.9 billion contract with`, `its float`: behind a determiner or an amount stands a noun
            let nominal = LazyCell::new(|| {
                s.word_before(at, class::DETERMINER).is_some_and(|(d, _)| !s.is(d, class::IT) && !s.is(d, class::THEM))
                || s.word_before(at, class::ANAPHOR).is_some_and(|(_, w)| w.value == "possessive")
                || at > s.lo && s.at(at - 1).is_some_and(|p| matches!(s.kind(p), Kind::Money | Kind::Percent))
                // `X's first bid of £4bn`, `a last bid of`
                || at > s.lo + 1
                    && (s.is(at - 1, class::ORDINAL) || s.is(at - 1, class::LATEST))
                    && (s.word_before(at - 1, class::DETERMINER).is_some() || s.is(at - 2, class::POSSESSIVE_MARK))
                // `six ships`, `40 ships`: a number counts a noun
                || at > s.lo && s.at(at - 1).is_none() && (s.r.tokens[at - 1].shape == Shape::Digits || s.is(at - 1, class::UNIT))
                // `Figma's debut`, `X's IPO`
                || at > s.lo + 1 && s.is(at - 1, class::POSSESSIVE_MARK) && s.possessive_at(at - 2).is_some()
            });
            // Orvis Pump Co.: a word in capitals amid small letters is part of a name
            let named = LazyCell::new(|| s.r.tokens[at].capitalized() && s.named(at));
            // `the cable contract with`, `the Ontario fund X`: so does a form that is a plain noun too, a word that describes it between
            let described = LazyCell::new(|| modified(s, at));
            let fits = |w: &Reads<'_>| {
                let small = *named && !w.word.surface().starts_with(char::is_uppercase);
                // but a round that values it
                let noun = w.form == Form::Base && *described
                    || (w.form == Form::Base || w.form == Form::Finite && !(at > s.lo && s.is(at - 1, class::RELATIVE))) && *nominal;
                // start-up X: no verb, though hyphens are free
                let hyphened = || (at..w.lexeme.end as usize).any(|i| s.mark(i) == '-') && !w.word.surface().contains('-');
                !(small || noun || self.lacks_price(s, w) || w.form != Form::Noun && hyphened())
            };
            words.retain(|w| fits(w));
            let longest = words.iter().map(|w| w.lexeme.end).max();
            let Some(end) = longest else {
                at += 1;
                continue;
            };
            // `une augmentation de | capital`: a word that starts inside and reaches further
            // plans to | go public
            let small = s.is(at, class::DETERMINER) || s.is(at, class::INFINITIVE_MARK);
            if small
                && (at + 1..end as usize).any(|i| {
                    let longer = |l: &&Lexeme| l.end > end && l.end as usize - i >= end as usize - at;
                    s.r.lexemes.at(i).iter().filter(longer).any(|l| self.reads(s, l).is_some_and(|w| fits(&w)))
                })
            {
                at += 1;
                continue;
            }
            if words.iter().any(|w| w.lexeme.end != end) {
                words.retain(|w| w.lexeme.end == end);
            }
            // accents are free in matching, but where both are rows they tell `rachète` from `racheté`
            if words.iter().skip(1).any(|w| w.word.surface() != words[0].word.surface()) {
                let written = s.r.span(at, end as usize).of(s.r.text);
                if words.iter().any(|w| same_letters(w.word.surface(), written)) {
                    words.retain(|w| same_letters(w.word.surface(), written));
                }
            }
            // `une levée de 40 millions`, `la vente de`: behind an article a participle that is a noun too is the noun
            let noun = |w: &Reads<'_>| w.form == Form::Noun;
            let article = || *nominal || s.word_before(at, class::DETERMINER).is_some();
            // `2007 : sortie du X`, `Orders from X fell`: so it is at the head of a line where what it is of follows
            let headed = || {
                let behind = end as usize;
                at == s.lo && s.is(behind, class::M_FROM)
                    || (at == s.lo || matches!(s.mark(at - 1), ':' | '–' | '—' | '•')) && s.is(behind, class::M_OF)
            };
            // `has lost orders from X`: nor does a verb in the present stand right behind another
            let governed = || {
                let verb = |w: &Word<'_>| matches!(w.value, "participle" | "past" | "infinitive" | "gerund");
                words.iter().all(|w| matches!(w.form, Form::Noun | Form::Finite))
                    && s.word_before(at, class::TENSE).is_some_and(|(_, w)| verb(&w))
            };
            if words.iter().any(noun) && !words.iter().all(noun) && (article() || headed() || governed()) {
                words.retain(|w| noun(w));
            }
            let Some(first) = words.first() else { break };
            // serait prêt à mettre: no loan
            let chain =
                || s.word_before(at, class::AUX).is_some() && s.word_at(at, class::CHAIN).is_some_and(|(chain, _)| chain > end as usize);
            if words.iter().all(noun) && chain() {
                at = end as usize;
                continue;
            }
            // a weight-loss pill: the second half of a word
            let half = at > s.lo && s.mark(at - 1) == '-' && s.r.tokens[at].glued() && s.r.tokens[at - 1].glued();
            // start-up
            let step = |w: &Reads<'_>| matches!(w.lexeme.class, class::RISE | class::FALL);
            // Tencent-backed X, the state-owned bank
            let owned = s.is(at, class::KIN_ADJECTIVE) && !s.is(end as usize, class::M_BY);
            if half && (owned || words.iter().all(noun) || words.iter().all(step)) {
                at = end as usize;
                continue;
            }
            // the budget carrier X: a noun that only describes
            let describes = words.iter().all(|w| noun(w) && w.lexeme.class == class::N_SPENDING)
                && [class::TRADE, class::COMPANY_NOUN].iter().any(|c| s.is(end as usize, *c));
            if describes {
                at = end as usize;
                continue;
            }
            // porte-conteneurs, lance-missiles: the first half of a word; but achète-t-il
            let glued = |i: usize| s.r.tokens.get(i).is_some_and(|t| t.glued());
            let first_half = end < s.hi as u32 && s.mark(end as usize) == '-' && glued(end as usize) && glued(end as usize + 1);
            let inverted = || s.r.is(end as usize + 1, class::INVERTED);
            if first_half && (end as usize + 1) < s.hi && !inverted() {
                at = end as usize;
                continue;
            }
            let alike = words.iter().all(|w| w.form == first.form);
            let form = if alike { first.form } else { best_form(s, at, words.iter().map(|w| w.form)) };
            let mut t = Trigger {
                start: at,
                end: end as usize,
                group: at,
                form,
                passive: false,
                unpassive: false,
                governed: false,
                takes_object: false,
                classes: words.iter().map(|w| w.lexeme.class).collect(),
                frames: self.of(&words, form),
                word: Some(first.lexeme.sense),
                own: None,
            };
            // `gives`, `counts`: everyday words but beside those that their frame needs
            let alone = |f: &u16| {
                let frame = &frames[usize::from(*f)];
                frame.lone && !s.classes().meets(&ClassSet::of(&frame.with))
            };
            if t.frames.iter().any(alone) {
                t.frames.retain(|f| !alone(f));
            }
            if t.is_verb() {
                let patient = |r: &crate::dictionary::Role| r.from.contains(&Place::Patient);
                let takes = |f: &Frame| patient(&f.subject) || f.object.as_ref().is_some_and(patient);
                t.takes_object = t.frames.iter().any(|f| takes(&frames[usize::from(*f)]));
                verb_group(s, &mut t);
            }
            at = t.end;
            if !t.frames.is_empty() || t.is_verb() && t.classes.iter().any(|c| self.carries(*c)) {
                out.push(t);
            }
        }
        for (i, p) in s.placed.iter().enumerate() {
            let frames = self.by_mention.get(s.kind(*p) as usize).filter(|f| !f.is_empty());
            if let Some(frames) = frames.cloned() {
                out.push(Trigger {
                    start: p.start,
                    end: p.end,
                    group: p.start,
                    form: Form::Mention,
                    passive: false,
                    unpassive: false,
                    governed: false,
                    takes_object: false,
                    classes: SmallVec::new(),
                    frames,
                    word: None,
                    own: Some(i),
                });
            }
        }
        out.sort_by_key(|t| t.start);
    }
}

/// Whether a row is written as the text has it, but for capitals and kinds of apostrophe.
fn same_letters(surface: &str, written: &str) -> bool {
    if surface == written {
        return true;
    }
    if surface.is_ascii() && written.is_ascii() {
        return surface.eq_ignore_ascii_case(written);
    }
    let straight = |c: char| if c == '’' { '\'' } else { c };
    let alike = |(a, b): (char, char)| a == b || a.to_lowercase().eq(b.to_lowercase());
    surface.chars().count() == written.chars().count() && surface.chars().zip(written.chars().map(straight)).all(alike)
}

/// Whether one word, no plural and no pronoun, stands between a determiner and a token: that is a noun phrase's head.
fn modified(s: &Sentence<'_>, at: usize) -> bool {
    if at < s.lo + 2 || s.entity_at(at - 1).is_some() || s.at(at - 1).is_some() {
        return false;
    }
    let t = &s.r.tokens[at - 1];
    let plain = t.shape == Shape::Word && !s.text(at - 1).ends_with('s') && t.len > 2;
    let other = [
        class::AUX,
        class::CHAIN,
        class::ADVERB,
        class::NEGATION,
        class::ANAPHOR,
        class::CONJUNCTION,
        class::COLLECTIVE,
        class::UNIT,
        class::NO_MODIFIER,
    ];
    let article = s.word_before(at - 1, class::FAR_DETERMINER).is_some_and(|(a, _)| a + 2 == at);
    plain && article && !other.iter().any(|c| s.is(at - 1, *c))
}

/// Of several forms written alike (`cut`: base and past) the one that fits what stands before.
fn best_form(s: &Sentence<'_>, at: usize, forms: impl Iterator<Item = Form> + Clone) -> Form {
    let has = |f: Form| forms.clone().any(|x| x == f).then_some(f);
    let first = forms.clone().next().unwrap_or(Form::Finite);
    let aux = s.word_before(at, class::AUX).map(|(_, w)| w.value);
    let governed = s.word_before(at, class::CHAIN).is_some() || s.word_before(at, class::INFINITIVE_MARK).is_some();
    // will be cut; sera supprimé
    let be = s.word_before(at, class::BE_FORM).is_some();
    match aux {
        Some(_) if be => has(Form::Participle).or(has(Form::Ed)),
        Some("perfect" | "passive") => has(Form::Participle).or(has(Form::Ed)),
        Some(_) => has(Form::Base).or(has(Form::Infinitive)),
        None if governed => has(Form::Base).or(has(Form::Infinitive)),
        None => has(Form::Ed).or(has(Form::Finite)),
    }
    .unwrap_or(first)
}

/// Finds where the verb group starts and whether it is passive.
fn verb_group(s: &Sentence<'_>, t: &mut Trigger) {
    let mut at = t.start;
    let mut passive_aux = false;
    let mut perfect_aux = false;
    let mut auxiliaries = false;
    let mut be = false;
    let mut steps = 0;
    while at > s.lo && steps < 14 && s.at(at - 1).is_none() {
        steps += 1;
        if let Some((start, _)) = s.word_before(at, class::CHAIN) {
            at = start;
            auxiliaries = true;
            continue;
        }
        if let Some((start, w)) = s.word_before(at, class::AUX) {
            // the auxiliary nearest to the verb settles the voice: `has been acquired`, `est racheté`, `a racheté`
            if !auxiliaries {
                passive_aux = w.value == "passive";
                perfect_aux = w.value == "perfect";
                be = s.word_before(at, class::BE_FORM).is_some();
            }
            auxiliaries = true;
            at = start;
            continue;
        }
        let skip = s
            .word_before(at, class::ADVERB)
            .or_else(|| s.word_before(at, class::NEGATION))
            .or_else(|| s.word_before(at, class::VERB_GROUP_WORD))
            .map(|(start, _)| start)
            .or_else(|| (s.r.tokens[at - 1].shape == Shape::Apostrophe).then_some(at - 1));
        match skip {
            Some(start) => at = start,
            None => break,
        }
    }
    t.group = if auxiliaries || matches!(t.form, Form::Infinitive | Form::Base) { at } else { t.start };
    t.passive = match t.form {
        Form::Participle | Form::Ed => {
            let by = s.word_at(t.end, class::M_BY).is_some();
            // `X, founded in 1921 on …`: what has no object there is a participle
            // but `X, which Y, the American fund, bought in 2021`
            let subject = || before_aside(s, t.start).is_some_and(|name| name > s.lo && s.is(name - 1, class::RELATIVE));
            let hangs = t.start == s.lo || matches!(s.mark(t.start - 1), ',' | '(' | '•' | '–' | '—') && !subject();
            let objectless = s.at(t.end).is_some_and(|p| s.kind(p) == Kind::Date)
                || s.marker_at(t.end).is_some()
                || s.word_before(t.end, class::M_IN).is_some()
                // Founded: 1995
                || s.mark(t.end) == ':';
            // X sold to Y; but `X, which Z sold to Y`
            let done_by = || s.entity_at(t.start - 1).is_some_and(|p| p.start > s.lo && s.is(p.start - 1, class::RELATIVE));
            let sold = t.classes.contains(&class::SELL_COMPANY) && s.is(t.end, class::M_TO) && !(t.start > s.lo && done_by());
            // Barclays fined £42m by FCA: headlines leave the auxiliary out
            let fined = t.classes.contains(&class::FINE) && s.at(t.end).is_some_and(|p| s.kind(p) == Kind::Money);
            let participle = t.form == Form::Participle || by || sold || fined || hangs && objectless && t.takes_object;
            passive_aux || be || !perfect_aux && !auxiliaries && participle || by && !perfect_aux
        }
        // `is laying off` is no passive
        _ => false,
    };
    t.unpassive = t.passive && s.is(t.start, class::NO_PASSIVE);
    t.governed = auxiliaries;
    if !auxiliaries && !t.passive {
        // adverbs before a finite verb belong to it: `également investit`
        t.group = at.min(t.start);
    }
}
