//! Frames: how a trigger and the mentions around it make a fact.

use super::classes::{ClassId, Classes};
use super::load::LoadError;
use super::rules::Reject;
use super::source::{Source, SourceFile};
use crate::document::Kind;
use crate::meaning::{FactType, Modality};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// What the trigger of a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TriggerKind {
    /// A verb: it has a voice, a subject and objects.
    Verb,
    /// A noun: what belongs to it stands behind prepositions, or is its clause's subject.
    Noun,
    /// A mention (users, headcount) that needs no other word.
    Mention,
    /// Heads of columns: its triggers all stand in one line, its roles name the columns they are read from.
    Table,
}

/// The voice of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Voice {
    /// X buys Y.
    Active,
    /// Y is bought.
    Passive,
}

/// Where a role's filler is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// The subject of an active verb, the by-phrase of a passive one.
    Agent,
    /// The object of an active verb, the subject of a passive one.
    Patient,
    /// Behind `by`.
    By,
    /// Behind `of`, right at a noun.
    Of,
    /// Inside the count: `640 Carrefour employees`, `12 million Netflix subscribers`.
    Counted,
    /// `X's` before a noun, `de X` behind it, `its`.
    Possessor,
    /// Right before a noun: `the Windsurf acquisition`.
    Compound,
    /// The subject of the clause that a noun stands in.
    Clause,
    /// The company spoken of.
    Topic,
    /// A pronoun behind the verb that stands for a company: `sold it to`.
    Pronoun,
    /// The same as an object, whoever the sentence names as its subject: `a pris 51 % du capital`.
    Spoken,
    /// What the same share is of right before: `X owns 7 % of Z, and Y holds 8 %`.
    Shared,
    /// The company whose round was told in this sentence or right before: `X and Y also took part`.
    Round,
    /// The company whose round was told before in the same sentence: `raised $5m, with Y taking part`.
    RoundHere,
    /// The company that the lines of a chronology are about: `2019: X invests £2m`.
    Line,
    /// Who leads the round, wherever its sentence says so: `in a round that X would head`, `with X as lead investor`.
    Leader,
    /// Behind the verb of a list: `its backers include X and Y`.
    Listed,
    /// In a list behind it, each with a share of its own: `Shareholders: X 12%, Y (40%)`.
    Itemized,
    /// In a list that a colon opens: `Acquisitions: X (2015), Y (2018)`.
    Items,
    /// Between a verb and its particle: `has taken X over`.
    Split(ClassId),
    /// What the operation whose price is told concerned: `The deal is worth $2bn`.
    Operation,
    /// What the last operation told of concerned: `X made an offer for Z. Y pulled out of the race`.
    Concerned,
    /// The same phrase where it stands for the company that the last operation told of concerns: `the deal values the brewer at`.
    Target,
    /// A noun phrase or pronoun behind the verb that stands for a company: `values the start-up at`.
    Anaphor,
    /// A pronoun that French puts before the verb, where it stands for a company: `en détient 12 %`, `y injecte`, `la cède à`.
    Clitic(ClassId),
    /// Whose a part or goods behind the trigger are: `buys X's sensor unit`, `l'achat des magasins de X`.
    Parted,
    /// An amount that the verb's relative clause is about: `les 12 % que détenait X`.
    Relative,
    /// The owner of the product that fills the object.
    Owner,
    /// Behind a word of a marker class.
    Marked(ClassId),
    /// The same, if nobody else stands there: one investor is the lead, of two nobody says who is.
    Sole(ClassId),
    /// The same, if more than one stands there.
    Several(ClassId),
    /// The same without the first: `co-led by X, Y and Z`, where X is the lead.
    Rest(ClassId),
    /// Behind the amount that is charged for it: `charges $20 a month for X`, `facture 20 euros par mois X`.
    Charged,
    /// The product whose launch the count follows: `launched X, drawing 10 million subscribers`.
    Launched,
    /// Behind the comma of a phrase that opens its sentence with the amount: `At $20 a month, X is`.
    Opening,
    /// The subject behind the comma of the noun phrase that opens its sentence: `Partenaire de X, Y déploie`.
    Opened,
    /// Behind a word that says at whose house a figure is: `turnover at X`, `Chez X, le bénéfice`.
    House(ClassId),
    /// Who tells it, where the clause itself names nobody: `X said that revenue rose`, `…, a précisé X`.
    Teller,
    /// Right before, joined by a comma, colon, bracket, dash or `is`: `iPhone 16: €969`.
    Apposed,
    /// Right behind, joined the same way: `its largest shareholder, X,`; `le premier actionnaire est X`.
    Named,
    /// Right behind the trigger, only words of degree between.
    Direct,
    /// The nearest one behind the trigger.
    After,
    /// The nearest one before the trigger.
    Before,
    /// Both parties stand behind `between`, or both are its subject: `X et Y s'associent`.
    Between,
    /// The trigger's own mention.
    Own,
}

/// What may stand right behind an amount.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Then {
    /// Anything.
    #[default]
    Any,
    /// Nothing that says what it is an amount of: `took £48m in June`, but not `took £48m of charges`.
    Bare,
    /// Nothing that says what it is an amount of, whatever else: `pèse 3 milliards en Bourse`, but not `3 milliards de ventes`.
    Whole,
    /// What it is an amount of: `sold £40m worth of boots`, `a vendu pour 3 millions d'euros de bottes`.
    Of,
}

/// What the money of a frame says of a purchase told beside it without its price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Price {
    /// What its subject spends; spending of its own where nothing is bought: `X buys Y. X will spend $5bn`.
    Spent,
    /// What its subject pays, and nothing where nothing is bought.
    Paid,
    /// The price, whoever pays it: `Price: $5bn`.
    Told,
}

/// A role of a frame.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Role {
    /// Where to look, best first.
    pub from: Vec<Place>,
    /// Kinds of mention that may fill it.
    pub kinds: Vec<Kind>,
    /// The frame gives nothing without it.
    pub needed: bool,
    /// Several fillers make several facts.
    pub many: bool,
    /// Authorities may fill it too, named as the text names them.
    pub authority: bool,
    /// What must stand behind the amount that fills it.
    pub then: Then,
}

/// A frame's example: a text and the facts it must give.
#[derive(Debug, Clone, Deserialize)]
pub struct FrameExample {
    /// ISO 639-1.
    pub lang: String,
    /// The text.
    pub text: String,
    /// `subject > object, amount, date, modality` with what is there.
    pub value: String,
}

/// How a trigger and the mentions around it make a fact.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Frame {
    /// Unique id ("acquisition.verb").
    pub id: SmolStr,
    /// What it makes.
    pub kind: FactType,
    /// Verb, noun or mention.
    pub trigger_kind: TriggerKind,
    /// Classes of its trigger words.
    pub triggers: Vec<ClassId>,
    /// The kind of mention that triggers it.
    pub mention: Option<Kind>,
    /// Classes of verbs that carry the trigger (`a réalisé un chiffre d'affaires`): their subject is its clause's.
    pub via: Vec<ClassId>,
    /// Who; a frame without a subject gives nothing.
    pub subject: Role,
    /// Whom or what.
    pub object: Option<Role>,
    /// Money.
    pub money: Option<Role>,
    /// Users or employees.
    pub count: Option<Role>,
    /// Percentage.
    pub percent: Option<Role>,
    /// Classes one of which must stand in the clause.
    pub with: Vec<ClassId>,
    /// Classes none of which may stand in the clause.
    pub without: Vec<ClassId>,
    /// Its triggers are no triggers in a sentence that has none of these words: they mean something else there.
    pub lone: bool,
    /// An earlier figure behind `up from`, `contre` makes a second fact.
    pub compare: bool,
    /// Other frames of the same trigger may make facts too.
    pub also: bool,
    /// The order of subject and object means nothing.
    pub symmetric: bool,
    /// A noun with a definite article tells nothing new, unless it says whose.
    pub fresh: bool,
    /// Nothing that its noun is of stands behind it: `talks with X over a sale`, but not `over a sale of Y`.
    pub bare: bool,
    /// It gives nothing without a date: what it tells is known but for that.
    pub dated: bool,
    /// Its money is the price of a purchase told beside it.
    pub price: Option<Price>,
    /// Only verbs of this voice open it.
    pub voice: Option<Voice>,
    /// How firm it is if nothing in the text says more: an offer is planned.
    pub modality: Modality,
    /// Its money is less than this.
    #[serde(with = "rust_decimal::serde::str_option")]
    pub below: Option<rust_decimal::Decimal>,
    /// Its money is at least this, if it is not so much a share.
    #[serde(with = "rust_decimal::serde::str_option")]
    pub least: Option<rust_decimal::Decimal>,
    /// 0.0 to 1.0, before what its roles take away.
    pub confidence: f32,
    /// What it must read; reading does not need it, so that it is not compiled.
    #[serde(skip)]
    pub examples: Vec<FrameExample>,
    /// What it must not read, likewise.
    #[serde(skip)]
    pub rejects: Vec<Reject>,
    /// Where it stands.
    pub source: Source,
}

impl Frame {
    /// Whether only a word of its own says who: `sold to X`, `a takeover by X`. Where that is not there, nobody is to be guessed.
    pub(crate) fn names_its_subject(&self) -> bool {
        let named = |p: &Place| {
            matches!(
                p,
                Place::By
                    | Place::Of
                    | Place::Marked(_)
                    | Place::Sole(_)
                    | Place::Several(_)
                    | Place::Rest(_)
                    | Place::Apposed
                    | Place::Direct
                    | Place::Split(_)
                    | Place::Listed
                    | Place::Itemized
                    | Place::Items
                    | Place::Named
                    | Place::Compound
            )
        };
        self.subject.from.iter().all(named)
    }

    /// Whether one amount may be told by both: `a fine` and its verb; a company bought that is valued at so much.
    pub(crate) fn shares(&self, other: &Frame) -> bool {
        use FactType::{Acquisition, Fine, Stake, Valuation};
        let pair = (self.kind, other.kind);
        // `the purchase of 30% of the capital`, `ordered to pay a penalty`: two words for one thing
        let doubled = matches!(self.kind, Fine | Stake) && self.trigger_kind == other.trigger_kind && self.id != other.id;
        let noun_and_verb = self.kind == other.kind && (self.trigger_kind != other.trigger_kind || doubled);
        noun_and_verb && self.compare == other.compare && !self.compare
            || matches!(pair, (Acquisition, Valuation) | (Valuation, Acquisition))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    frame: Vec<toml::Spanned<Row>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    trigger_kind: TriggerKind,
    #[serde(default)]
    triggers: Vec<String>,
    mention: Option<String>,
    #[serde(default)]
    via: Vec<String>,
    subject: RoleRow,
    object: Option<RoleRow>,
    money: Option<RoleRow>,
    count: Option<RoleRow>,
    percent: Option<RoleRow>,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
    #[serde(default)]
    lone: bool,
    #[serde(default)]
    compare: bool,
    #[serde(default)]
    also: bool,
    #[serde(default)]
    symmetric: bool,
    #[serde(default)]
    fresh: bool,
    #[serde(default)]
    bare: bool,
    #[serde(default)]
    dated: bool,
    price: Option<Price>,
    voice: Option<Voice>,
    modality: Option<Modality>,
    below: Option<i64>,
    least: Option<i64>,
    confidence: Option<f32>,
    examples: Vec<FrameExample>,
    #[serde(default)]
    rejects: Vec<Reject>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleRow {
    from: Vec<String>,
    #[serde(default)]
    kinds: Vec<String>,
    #[serde(default)]
    needed: bool,
    #[serde(default)]
    many: bool,
    #[serde(default)]
    then: Then,
}

/// Reads a frame file; what is wrong goes to `errors`.
pub(crate) fn read(file: &SourceFile, classes: &Classes, frames: &mut Vec<Frame>, errors: &mut Vec<LoadError>) {
    let line_of = |offset: usize| file.content[..offset.min(file.content.len())].matches('\n').count() as u64 + 1;
    let parsed: File = match toml::from_str(&file.content) {
        Ok(p) => p,
        Err(e) => return errors.push(LoadError::new(file.at(e.span().map_or(1, |s| line_of(s.start))), e.message())),
    };
    for row in parsed.frame {
        let source = file.at(line_of(row.span().start));
        let row = row.into_inner();
        let id = row.id.clone();
        if frames.iter().any(|f| f.id == id) {
            errors.push(LoadError::new(source, format!("frame {id} is there twice")));
            continue;
        }
        match build(row, classes, source.clone()) {
            Ok(f) => frames.push(f),
            Err(message) => errors.push(LoadError::new(source, format!("{id}: {message}"))),
        }
    }
}

fn build(row: Row, classes: &Classes, source: Source) -> Result<Frame, String> {
    let class = |c: &String| classes.get(c).ok_or_else(|| format!("unknown class `{c}`"));
    let list = |l: &[String]| l.iter().map(class).collect::<Result<Vec<_>, _>>();
    let amount = |r: Option<RoleRow>, kinds: &[Kind]| r.map(|r| role(r, kinds, classes)).transpose();
    let entities = [Kind::Company, Kind::Product];
    if row.examples.is_empty() {
        return Err("a frame needs examples".to_owned());
    }
    if row.triggers.is_empty() == row.mention.is_none() {
        return Err("a frame needs either triggers or a mention".to_owned());
    }
    Ok(Frame {
        kind: FactType::parse(&row.kind).ok_or_else(|| format!("unknown type `{}`", row.kind))?,
        trigger_kind: row.trigger_kind,
        triggers: list(&row.triggers)?,
        mention: row.mention.map(|m| Kind::parse(&m).ok_or_else(|| format!("unknown kind `{m}`"))).transpose()?,
        via: list(&row.via)?,
        subject: role(row.subject, &[Kind::Company], classes)?,
        object: amount(row.object, &entities)?,
        money: amount(row.money, &[Kind::Money])?,
        count: amount(row.count, &[Kind::Users])?,
        percent: amount(row.percent, &[Kind::Percent])?,
        with: list(&row.with)?,
        without: list(&row.without)?,
        lone: row.lone,
        compare: row.compare,
        also: row.also,
        symmetric: row.symmetric,
        fresh: row.fresh,
        bare: row.bare,
        dated: row.dated,
        price: row.price,
        voice: row.voice,
        modality: row.modality.unwrap_or(Modality::Asserted),
        below: row.below.map(rust_decimal::Decimal::from),
        least: row.least.map(rust_decimal::Decimal::from),
        confidence: row.confidence.unwrap_or(0.9),
        examples: row.examples,
        rejects: row.rejects,
        source,
        id: row.id.into(),
    })
}

fn role(row: RoleRow, default: &[Kind], classes: &Classes) -> Result<Role, String> {
    let marker = |name: &str| classes.get(name).ok_or_else(|| format!("`{name}` is neither a place nor a marker class"));
    let place = |p: &String| {
        if let Some((how, name)) = p.split_once(' ') {
            return match how {
                "sole" => marker(name).map(Place::Sole),
                "several" => marker(name).map(Place::Several),
                "house" => marker(name).map(Place::House),
                "rest" => marker(name).map(Place::Rest),
                "clitic" => marker(name).map(Place::Clitic),
                "split" => marker(name).map(Place::Split),
                _ => Err(format!("`{how}` is neither `sole`, `several`, `rest`, `house`, `clitic` nor `split`")),
            };
        }
        Ok(match p.as_str() {
            "agent" => Place::Agent,
            "patient" => Place::Patient,
            "by" => Place::By,
            "of" => Place::Of,
            "possessor" => Place::Possessor,
            "counted" => Place::Counted,
            "compound" => Place::Compound,
            "clause" => Place::Clause,
            "topic" => Place::Topic,
            "anaphor" => Place::Anaphor,
            "between" => Place::Between,
            "round" => Place::Round,
            "round-here" => Place::RoundHere,
            "line" => Place::Line,
            "leader" => Place::Leader,
            "listed" => Place::Listed,
            "items" => Place::Items,
            "itemized" => Place::Itemized,
            "operation" => Place::Operation,
            "concerned" => Place::Concerned,
            "pronoun" => Place::Pronoun,
            "spoken" => Place::Spoken,
            "shared" => Place::Shared,
            "target" => Place::Target,
            "owner" => Place::Owner,
            "parted" => Place::Parted,
            "relative" => Place::Relative,
            "teller" => Place::Teller,
            "apposed" => Place::Apposed,
            "charged" => Place::Charged,
            "launched" => Place::Launched,
            "opened" => Place::Opened,
            "opening" => Place::Opening,
            "named" => Place::Named,
            "direct" => Place::Direct,
            "after" => Place::After,
            "before" => Place::Before,
            "own" => Place::Own,
            other => Place::Marked(marker(other)?),
        })
    };
    let authority = row.kinds.iter().any(|k| k == "authority");
    let kinds = match row.kinds.as_slice() {
        [] => default.to_vec(),
        some => some
            .iter()
            .filter(|k| *k != "authority")
            .map(|k| Kind::parse(k).ok_or_else(|| format!("unknown kind `{k}`")))
            .collect::<Result<_, _>>()?,
    };
    Ok(Role {
        from: row.from.iter().map(place).collect::<Result<_, String>>()?,
        kinds,
        needed: row.needed,
        many: row.many,
        authority,
        then: row.then,
    })
}
