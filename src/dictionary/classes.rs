//! Classes: what a word can be in a rule. `classes.csv` lists them with the kind of value their rows carry.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Number of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClassId(pub u16);

/// How many classes there may be: a set of them is kept for each token.
pub(crate) const MOST_CLASSES: usize = 896;

/// What the `value` column of a class's rows must hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ValueType {
    /// Nothing.
    None,
    /// A decimal number.
    Number,
    /// Any text.
    Text,
    /// One of these words.
    OneOf(Vec<String>),
}

impl ValueType {
    pub(crate) fn parse(s: &str) -> ValueType {
        match s {
            "none" => ValueType::None,
            "number" => ValueType::Number,
            "text" => ValueType::Text,
            _ => ValueType::OneOf(s.split('|').map(str::to_owned).collect()),
        }
    }
}

macro_rules! known {
    ($($id:ident = $name:literal,)+) => {
        /// The classes that the code asks for by name. All others matter only to rules.
        #[allow(missing_docs)]
        pub mod class {
            use super::ClassId;
            #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
            enum Order { $($id,)+ }
            $(pub const $id: ClassId = ClassId(Order::$id as u16);)+
            pub(crate) const NAMES: &[&str] = &[$($name,)+];
        }
    };
}

known! {
    // made by code from shapes and compositions, never by rows
    NUMBER = "number",
    DAY = "day",
    YEAR = "year",
    YEAR2 = "year2",
    MONTH_NUMBER = "month-number",
    MONEY = "money",
    DATE = "date",
    DATE_DIGITS = "date-digits",
    // numbers
    UNIT = "unit",
    TENS = "tens",
    HUNDRED = "hundred",
    SCALE = "scale",
    SCALES = "scales",
    SCALE_ONE = "scale-one",
    SCALE_GLUED = "scale-glued",
    SCALE_CURRENCY = "scale-currency",
    COLLECTIVE = "collective",
    VAGUE_COUNT = "vague-count",
    FRACTION = "fraction",
    AND_HALF = "and-half",
    NUMBER_AND = "number-and",
    ARTICLE = "article",
    COUPLE = "couple",
    DEFINITE = "definite",
    DECIMAL_WORD = "decimal-word",
    NAME_WORD = "name-word",
    DECIMAL_MARK = "decimal-mark",
    GROUP_MARK = "group-mark",
    OF = "of",
    // language
    FUNCTION = "function",
    ABBREVIATION = "abbreviation",
    // money
    CURRENCY = "currency",
    CURRENCY_SYMBOL = "currency-symbol",
    SUBUNIT = "subunit",
    SUBUNIT_GLUED = "subunit-glued",
    CURRENCY_CODE = "currency-code",
    CURRENCY_ADJECTIVE = "currency-adjective",
    SCALED_CURRENCY = "scaled-currency",
    CURRENCY_WEAK = "currency-weak",
    CURRENCY_CODE_WEAK = "currency-code-weak",
    CURRENCY_LETTER = "currency-letter",
    NO_UNIT = "no-unit",
    CURRENCY_CUE = "currency-cue",
    TABLE_IN = "table-in",
    ROW_OTHER = "row-other",
    RANGE_OPEN = "range-open",
    RANGE_MID = "range-mid",
    CHANGE = "change",
    ELIDED_BEFORE = "elided-before",
    ELIDED_AFTER = "elided-after",
    // dates
    DATE_UNIT = "date-unit",
    DATE_UNIT_THE = "date-unit-the",
    DATE_UNITS = "date-units",
    DATE_UNIT_SHORT = "date-unit-short",
    WEEKEND_OF = "weekend-of",
    MONTH = "month",
    MONTH_SHORT = "month-short",
    WEEKDAY = "weekday",
    WEEKDAY_SHORT = "weekday-short",
    SEASON = "season",
    ORDINAL = "ordinal",
    CENTURY_NUMBER = "century-number",
    ORDINAL_SUFFIX = "ordinal-suffix",
    PERIOD_CODE = "period-code",
    FISCAL = "fiscal",
    FISCAL_CODE = "fiscal-code",
    DATE_PART = "date-part",
    PART_GLUED = "date-part-glued",
    DATE_SHIFT = "date-shift",
    SHIFT_BEHIND = "date-shift-behind",
    DATE_NOW = "date-now",
    WINDOW_FROM_NOW = "window-from-now",
    WEEK_AHEAD = "week-ahead",
    WINDOW_BEFORE = "window-before",
    WINDOW_SHIFT = "date-window-shift",
    DATE_WORD = "date-word",
    DATE_TODAY = "date-today",
    DATE_SAME = "date-same",
    DATE_ONE = "date-one",
    OFFSET_BEFORE = "offset-before",
    OFFSET_AFTER = "offset-after",
    OFFSET_LINK = "offset-link",
    UNIT_HALF = "unit-half",
    LASTING_BEFORE = "lasting-before",
    OF_MATCH = "of-match",
    CLOSING = "closing",
    SPLIT_WORD = "split-word",
    OFFSET_STOP = "offset-stop",
    HOLIDAY = "holiday",
    DECADE_WORD = "decade-word",
    DECADE_NAME = "decade-name",
    DECADE_ALONE = "decade-alone",
    DECADE_SUFFIX = "decade-suffix",
    PERIOD_ENDED = "period-ended",
    WEEK_OF = "week-of",
    DATE_EVE = "date-eve",
    DATE_FROM = "date-from",
    DATE_TO = "date-to",
    DATE_SEP = "date-sep",
    DATE_OF = "date-of",
    DATE_THE = "date-the",
    DATE_COMMA = "date-comma",
    YEAR_MARK = "year-mark",
    STREET_BEFORE = "street-before",
    STREET_AFTER = "street-after",
    HABITUAL_AFTER = "habitual-after",
    OPENING = "opening",
    OFFSET_NOT = "offset-not",
    TODAY_LAST = "today-last",
    CLOSING_BARE = "closing-bare",
    RESULTS_BEFORE = "results-before",
    NUMERIC_ORDER = "numeric-order",
    TENSE = "tense",
    TENSE_ENDING = "tense-ending",
    FUTURE_BEFORE = "future-before",
    PART_PLAYED = "part-played",
    PUT_OFF = "put-off",
    JOB_TOLL = "job-toll",
    CLOSE_SITE = "close-site",
    N_CLOSURE = "n-closure",
    YEAR_BEFORE = "year-before",
    YEAR_AFTER = "year-after",
    MONTH_BEFORE = "month-before",
    MONTH_DOUBTFUL = "month-doubtful",
    SEASON_BEFORE = "season-before",
    SEASON_DOUBTFUL = "season-doubtful",
    HABITUAL_BEFORE = "habitual-before",
    INDEFINITE_BEFORE = "indefinite-before",
    TODAY_BEFORE = "today-before",
    ANNOUNCE = "announce",
    DAY_BEFORE = "day-before",
    CODE_BEFORE = "code-before",
    CODE_AFTER = "code-after",
    // counts
    USERS = "users",
    ACTIVE_USERS = "active-users",
    ACTIVITY = "activity",
    PERIOD = "period",
    USER_WORD = "user-word",
    PEOPLE = "people",
    CLIENTELE = "clientele",
    USER_VERB = "user-verb",
    USED_BY = "used-by",
    STAFF = "staff",
    STAFF_WEAK = "staff-weak",
    STAFF_LEAD = "staff-lead",
    STAFF_HEADING = "staff-heading",
    STAFF_HEAD = "staff-head",
    USERS_HEAD = "users-head",
    SURNAME_START = "surname-start",
    EMPLOYMENT = "employment",
    PERCENT_SIGN = "percent-sign",
    // facts
    AUX = "aux",
    CHAIN = "chain",
    SOURCE = "source",
    NEGATION = "negation",
    ADVERB = "adverb",
    RELATIVE = "relative",
    CONJUNCTION = "conjunction",
    ANAPHOR = "anaphor",
    ANAPHOR_OTHER = "anaphor-other",
    SAY = "say",
    CLAUSE = "clause",
    HYPOTHESIS = "hypothesis",
    DETERMINER = "determiner",
    POSSESSIVE_MARK = "possessive-mark",
    M_BY = "m-by",
    MARKET = "market",
    PRESS_WORD = "press-word",
    M_OF = "m-of",
    M_FOR = "m-for",
    M_FROM = "m-from",
    M_IN = "m-in",
    BE_FORM = "be-form",
    OUT_OF = "out-of",
    EMPLOY_LEAD = "employ-lead",
    AS_USERS = "as-users",
    OUT_OF_WORK = "out-of-work",
    PUT_OUT = "put-out",
    USER_CHANGE = "user-change",
    ECHO = "echo",
    ECHO_HEAD = "echo-head",
    ANAPHOR_BARE = "anaphor-bare",
    PLAIN_COMPANY = "plain-company",
    TRADE = "trade",
    TRADE_DOMAIN = "trade-domain",
    NATION = "nation",
    ASIDE = "aside",
    RELATION_NOUN = "relation-noun",
    UNNAMED_HOLDERS = "unnamed-holders",
    OWN_CAPITAL = "own-capital",
    SYMBOLIC = "symbolic",
    N_HOLDERS = "n-holders",
    N_OFFER = "n-offer",
    LEADS_FIRM = "leads-firm",
    FORMERLY = "formerly",
    CAME_FROM = "came-from",
    N_SITE = "n-site",
    M_SELLER = "m-seller",
    PICK_UP_SHARE = "pick-up-share",
    COURT_RULES = "court-rules",
    PLACE_AUTHORITY = "place-authority",
    INVEST_WEAK = "invest-weak",
    N_FINE = "n-fine",
    FINE = "fine",
    GIVE_MONEY = "give-money",
    INVEST = "invest",
    N_VALUATION = "n-valuation",
    PUT_IN = "put-in",
    M_HOUSE = "m-house",
    HIRE = "hire",
    TAKE_STAKE = "take-stake",
    OWNER_NOUN = "owner-noun",
    M_BETWEEN = "m-between",
    M_WITH = "m-with",
    USE = "use",
    M_COMPARE = "m-compare",
    M_EXPECTED = "m-expected",
    DIFFERENCE = "difference",
    CHANGE_BY = "change-by",
    SEGMENT = "segment",
    EMPLOY = "employ",
    JOBS_GO = "jobs-go",
    AMOUNT_TO = "amount-to",
    REACH = "reach",
    CUT_JOBS = "cut-jobs",
    M_TO = "m-to",
    N_HEADCOUNT = "n-headcount",
    RESULT = "result",
    OUTLOOK = "outlook",
    M_ACCORDING = "m-according",
    METONYM = "metonym",
    N_MODALITY = "n-modality",
    RISE = "rise",
    FALL = "fall",
    LOST_VALUE = "lost-value",
    OPENER = "opener",
    KIN_NOUN = "kin-noun",
    FEATURE_NOUN = "feature-noun",
    SEAT = "seat",
    TOWN = "town",
    KIN_ADJECTIVE = "kin-adjective",
    SELL_COMPANY = "sell-company",
    SHARE = "share",
    SHARE_WHOLE = "share-whole",
    GO_TO = "go-to",
    GO_PUBLIC = "go-public",
    N_FUNDING = "n-funding",
    JOIN_ROUND = "join-round",
    LEAD_ROUND = "lead-round",
    JOIN_WEAK = "join-weak",
    N_PARTICIPATION = "n-participation",
    N_STAKE = "n-stake",
    N_DEAL = "n-deal",
    N_OPERATION = "n-operation",
    N_GOODS = "n-goods",
    N_LOAN = "n-loan",
    OBTAIN = "obtain",
    RAISE = "raise",
    AS_LEAD = "as-lead",
    LISTS = "lists",
    LIST_SHARES = "list-shares",
    N_PRICE = "n-price",
    N_PRICE_PAID = "n-price-paid",
    IN_PROSPECT = "in-prospect",
    BECOME_HOLDER = "become-holder",
    NO_PASSIVE = "no-passive",
    N_SALE = "n-sale",
    ACQUIRE = "acquire",
    N_ACQUISITION = "n-acquisition",
    N_SALE_TO = "n-sale-to",
    N_ASSET = "n-asset",
    PART = "part",
    AUTHORITY = "authority",
    AUTHORITY_HEAD = "authority-head",
    AUTHORITY_NOUN = "authority-noun",
    AUTHORITY_ADJECTIVE = "authority-adjective",
    CALL_OFF = "call-off",
    DENY = "deny",
    BOUND_BEFORE = "bound-before",
    BOUND_AFTER = "bound-after",
    BOUND_SKIP = "bound-skip",
    PER_MARKER = "per-marker",
    PER_UNIT = "per-unit",
    PER = "per",
    PER_SKIP = "per-skip",
    PER_LEAD = "per-lead",
    NEGATIVE = "negative",
    // the date of an article in its first lines
    PUBLISHED = "published",
    UPDATED = "updated",
    BYLINE = "byline",
    DATELINE_WORD = "dateline-word",
    // names
    GIVEN_NAME = "given-name",
    PLACE = "place",
    DEMONYM = "demonym",
    PERSON_TITLE = "person-title",
    INSTITUTION = "institution",
    INSTITUTION_BEFORE = "institution-before",
    INSTITUTION_AFTER = "institution-after",
    OTHER_NAME = "other-name",
    COMMON_WORD = "common-word",
    CALENDAR_NAME = "calendar-name",
    LEGAL_FORM = "legal-form",
    LEGAL_FORM_BEFORE = "legal-form-before",
    COMPANY_TITLE = "company-title",
    COMPANY_NOUN = "company-noun",
    COMPANY_ADJECTIVE = "company-adjective",
    ADJECTIVE_ENDING = "adjective-ending",
    COMPANY_VERB = "company-verb",
    COMPANY_SAYS = "company-says",
    COMPANY_OBJECT = "company-object",
    COMPANY_OWNED = "company-owned",
    COMPANY_WORD = "company-word",
    EXCHANGE = "exchange",
    LIST_OPEN = "list-open",
    ABOUT = "about",
    PORTRAIT = "portrait",
    KIN = "kin",
    NAME_HEAD = "name-head",
    NAME_LINK = "name-link",
    NAME_ARTICLE = "name-article",
    NAME_AND = "name-and",
    NOUN_LINK = "noun-link",
    APPOSITION_STOP = "apposition-stop",
    COPULA = "copula",
    DOMAIN = "domain",
    PRODUCT_NOUN = "product-noun",
    THING_NOUN = "thing-noun",
    SHOWN = "shown",
    TRADE_AGENT = "trade-agent",
    LAUNCH = "launch",
    LAUNCH_VERB = "launch-verb",
    PRODUCT_VERB = "product-verb",
    PRODUCT_OBJECT = "product-object",
    SITE_NOUN = "site-noun",
    AFFAIR = "affair",
    OBJECT_RELATIVE = "object-relative",
    OFFER_WORD = "offer-word",
    NOUN_ENDING = "noun-ending",
    TITLE_LINK = "title-link",
    OTHER_ACTIVITY = "other-activity",
    OTHER_NOUN = "other-noun",
    OTHER_COUNT = "other-count",
    COUNTY_MARK = "county-mark",
    NAME_PARTICLE = "name-particle",
    NAME_ADJECTIVE = "name-adjective",
    FAMILY_ARTICLE = "family-article",
    LONE_PLACE = "lone-place",
    INCLUDING = "including",
    AT_ROUND = "at-round",
    WITHIN_ROUND = "within-round",
    M_UPON = "m-upon",
    MARGIN = "margin",
    EXPECTED = "expected",
    TOGETHER = "together",
    SHARE_WORD = "share-word",
    HINDER = "hinder",
    UNIT_NOUN = "unit-noun",
    TO_LEVEL = "to-level",
    BY_MUCH = "by-much",
    OF_WHICH = "of-which",
    WITH_ARTICLE = "with-article",
    TO_DO = "to-do",
    INVERTED = "inverted",
    AUTHORITY_LINK = "authority-link",
    DEFINITE_ARTICLE = "definite-article",
    N_PROGRAMME = "n-programme",
    N_DEBT = "n-debt",
    N_OTHER_FIGURE = "n-other-figure",
    AFTERWARDS = "afterwards",
    AS_FOR = "as-for",
    CONTACT = "contact",
    ANYONES_VERB = "anyones-verb",
    HOME_COUNTRY = "home-country",
    COST = "cost",
    CONTRAST = "contrast",
    OPENER_ENDING = "opener-ending",
    LAUNCHED_IN = "launched-in",
    VALUE = "value",
    RESPECTIVELY = "respectively",
    BOTH = "both",
    SEEK_MONEY = "seek-money",
    M_FOR_PRODUCT = "m-for-product",
    M_PRICE = "m-price",
    BE_FOUNDED = "be-founded",
    COME_OUT = "come-out",
    FOUND = "found",
    N_FOUNDING = "n-founding",
    AMOUNT_PREPOSITION = "amount-preposition",
    POSTAL_BOX = "postal-box",
    COMPANY_HEAD = "company-head",
    COMPANY_PARTICIPLE = "company-participle",
    NAME_RELATIVE = "name-relative",
    NAME_ASIDE = "name-aside",
    POSSESSIVE = "possessive",
    N_MEASURE = "n-measure",
    NAMING = "naming",
    BRANCH = "branch",
    PLACE_BEFORE = "place-before",
    PLACE_LINK = "place-link",
    MARKET_LINK = "market-link",
    VERSION_WORD = "version-word",
    COLON = "colon",
    STEP = "step",
    MONEY_WORD = "money-word",
    WEIGH = "weigh",
    DOWNLOADED = "downloaded",
    AND = "and",
    RELATIVE_SUBJECT = "relative-subject",
    RELATIVE_OBJECT = "relative-object",
    RESTRICTIVE = "restrictive",
    WHOSE = "whose",
    WORTH = "worth",
    DEFINITE_DETERMINER = "definite-determiner",
    FAR_DETERMINER = "far-determiner",
    OF_IT = "of-it",
    THERE = "there",
    IT = "it",
    THEM = "them",
    TO_IT = "to-it",
    AT_PART = "at-part",
    THAT_IS = "that-is",
    HAVING = "having",
    NO_MODIFIER = "no-modifier",
    INFINITIVE_MARK = "infinitive-mark",
    VERB_GROUP_WORD = "verb-group-word",
    OUT_OF_EVERY = "out-of-every",
    HOUR_MARK = "hour-mark",
    ORDINAL_FIRST = "ordinal-first",
    OF_OTHER = "of-other",
    OPENS_SENTENCE = "opens-sentence",
    DEMONSTRATIVE = "demonstrative",
    SMALL_FIRM = "small-firm",
    MAKER = "maker",
    MAKER_BEHIND = "maker-behind",
    TO_WHICH = "to-which",
    ANOTHER = "another",
    M_ON = "m-on",
    M_AGAINST = "m-against",
    ADJUNCT = "adjunct",
    LATEST = "latest",
    THAN_WHEN = "than-when",
    N_SPENDING = "n-spending",
    SINCE = "since-when",
    OF_THEM = "of-them",
    INDEFINITE = "indefinite",
    MYSELF = "myself",
}

/// Class names and numbers, and what their rows carry.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Classes {
    names: Vec<String>,
    types: Vec<Option<ValueType>>,
    by_name: FxHashMap<String, ClassId>,
}

impl Default for Classes {
    fn default() -> Self {
        let mut c = Classes { names: Vec::new(), types: Vec::new(), by_name: FxHashMap::default() };
        for n in class::NAMES {
            c.intern(n);
        }
        c
    }
}

impl Classes {
    /// The class of a name, made if there is none.
    pub(crate) fn intern(&mut self, name: &str) -> ClassId {
        if let Some(id) = self.by_name.get(name) {
            return *id;
        }
        let id = ClassId(self.names.len() as u16);
        self.names.push(name.to_owned());
        self.types.push(None);
        self.by_name.insert(name.to_owned(), id);
        id
    }

    /// Declares a class with the type of its rows' values.
    pub(crate) fn declare(&mut self, name: &str, value: ValueType) -> ClassId {
        let id = self.intern(name);
        self.types[id.0 as usize] = Some(value);
        id
    }

    /// The class of a name, if declared.
    pub fn get(&self, name: &str) -> Option<ClassId> {
        self.by_name.get(name).copied().filter(|id| self.types[id.0 as usize].is_some())
    }

    /// The name of a class.
    pub fn name(&self, id: ClassId) -> &str {
        &self.names[id.0 as usize]
    }

    /// What the rows of a class carry.
    pub fn value_type(&self, id: ClassId) -> Option<&ValueType> {
        self.types[id.0 as usize].as_ref()
    }

    /// All names, by number.
    pub fn names(&self) -> std::sync::Arc<[String]> {
        self.names.as_slice().into()
    }

    /// Number of classes.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Never: the known classes are always there.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}
