//! The library's door: dictionaries compiled once, then any number of documents on any number of threads.

use crate::dictionary::{Dictionary, FormRules, LoadError, Names, Options, Weights};
use crate::document::{Document, DocumentDate, Entity, Extraction, Nearly, Span};
use crate::facts::{Frames, Text};
use crate::meaning::DateSpan;
use crate::mentions::{self, Grammar, NameBuffers, Reading};
use crate::reading::cards::Cards;
use crate::reading::language::Languages;
use crate::reading::lexemes::{Lexemes, Stage};
use crate::reading::lexicon::Lexicon;
use crate::reading::memory::Memory;
use crate::reading::names::NameIndex;
use crate::reading::tokens::{Folded, Token, Vocabulary, tokenize};
use crate::reading::{number, sentences};
use crate::records::Directory;
use crate::tables::Tables;
use smol_str::SmolStr;
use std::sync::Arc;

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Undated months and weekdays are the next ones, not the last ones.
    pub prefer_future: bool,
    /// Fill [`crate::Mention::parts`] and [`crate::Fact::parts`].
    pub explain: bool,
    /// Leave out facts.
    pub mentions_only: bool,
}

/// Dictionaries compiled for reading. Share it between threads; give each thread its own [`Scratch`] or none.
#[derive(Debug)]
pub struct Engine {
    vocabulary: Vocabulary,
    languages: Languages,
    /// By language, in the order of `languages.codes`.
    lexicons: Vec<Lexicon>,
    grammars: [Grammar; 2],
    names: Arc<NameIndex>,
    frames: Frames,
    /// Of names that no row has.
    weights: Weights,
    settings: Settings,
}

/// Buffers that one thread uses again for each document.
#[derive(Debug, Default)]
pub struct Scratch {
    memory: Memory,
    cards: Cards,
    names: NameBuffers,
    /// Of the documents that are read together.
    pages: Vec<Page>,
}

/// What a document is read into before facts are looked for in it.
#[derive(Debug, Default)]
struct Page {
    /// Index of its language.
    lang: usize,
    tokens: Vec<Token>,
    lexemes: Lexemes,
    sentence_of: Vec<u32>,
    /// When it was written.
    written: Option<DateSpan>,
}

/// So many bytes of text are read together: enough for the code of facts to be fetched for a dozen of short articles at once, and
/// not so much that what is known of them is no longer at hand.
const TOGETHER: usize = 24 << 10;

impl Engine {
    /// The built-in dictionaries and what the options add, ready at once: only what is added is compiled.
    ///
    /// # Errors
    /// Files that cannot be read, and all rows that are wrong, by file and line.
    pub fn open(options: &Options, settings: Settings) -> Result<Engine, Vec<LoadError>> {
        Ok(Engine::of(Tables::open(options)?, settings))
    }

    /// Compiles dictionaries.
    ///
    /// # Errors
    /// Rows that could match nothing.
    pub fn new(dictionary: Dictionary, settings: Settings) -> Result<Engine, Vec<LoadError>> {
        let mut tables = Tables::new();
        tables.add(dictionary)?;
        Ok(Engine::of(tables, settings))
    }

    fn of(tables: Tables, settings: Settings) -> Engine {
        let Tables { classes, vocabulary, languages, mut lexicons, names, rules, frames, mut weights } = tables;
        let classes = classes.len();
        let (second, first) = rules.into_iter().partition(|r| r.pass == 2);
        let grammars = [Grammar::new(first, Stage::Rules), Grammar::new(second, Stage::RulesOfDates)];
        let of_names = weights.remove("names").unwrap_or_default();
        let frames = Frames::new(frames, classes, weights.remove("facts").unwrap_or_default());
        let [cues, persons, firms, lists] = mentions::STAGES_OF_NAMES;
        let stages = [
            (Stage::Numbers, number::OPENERS),
            (Stage::Currencies, mentions::TELLING),
            (Stage::Rules, *grammars[0].starts()),
            (Stage::RulesOfDates, *grammars[1].starts()),
            cues,
            persons,
            firms,
            lists,
            (Stage::Triggers, *frames.starts()),
            (Stage::Markers, lexicons.first().map(|l| *l.markers()).unwrap_or_default()),
        ];
        lexicons.iter_mut().for_each(|l| l.serve(&stages));
        Engine { vocabulary, languages, lexicons, grammars, names: Arc::new(names), frames, weights: of_names, settings }
    }

    /// Its companies and products.
    pub fn names(&self) -> &Names {
        self.names.rows()
    }

    /// What its dictionaries know of the forms of names.
    pub fn form_rules(&self) -> FormRules {
        FormRules::new(self.lexicons.iter().map(Lexicon::words), self.names())
    }

    /// What its dictionaries say of each company.
    pub fn directory(&self) -> Directory {
        Directory::new(self.names.clone())
    }

    /// Codes of the languages it reads.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.languages.codes.iter().map(String::as_str)
    }

    /// Reads one document.
    pub fn extract(&self, document: &Document) -> Extraction {
        self.extract_with(document, &mut Scratch::default())
    }

    /// Reads one document with buffers of an earlier one.
    pub fn extract_with(&self, document: &Document, scratch: &mut Scratch) -> Extraction {
        self.extract_all(std::slice::from_ref(&document), scratch).pop().unwrap_or_default()
    }

    /// Reads some documents with buffers of earlier ones, and gives what each says in their order: the same as one by one, and
    /// sooner, for facts are looked for in short texts side by side, with the code that it takes at hand.
    pub fn extract_all(&self, mut documents: &[&Document], scratch: &mut Scratch) -> Vec<Extraction> {
        let mut out = Vec::with_capacity(documents.len());
        while !documents.is_empty() {
            let mut bytes = 0;
            let full = |d: &&Document| {
                bytes += d.text.len();
                bytes > TOGETHER || self.settings.mentions_only
            };
            let (now, later) = documents.split_at(documents.iter().position(full).unwrap_or(documents.len()).max(1));
            documents = later;
            let first = out.len();
            if scratch.pages.len() < now.len() {
                scratch.pages.resize_with(now.len(), Page::default);
            }
            let Scratch { memory, cards, names, pages } = scratch;
            for (document, page) in now.iter().zip(&mut *pages) {
                out.push(self.mentions(document, memory, cards, names, page));
            }
            if !self.settings.mentions_only {
                self.facts(now, pages, &mut out[first..]);
            }
        }
        out
    }

    /// Reads all of a document but its facts.
    fn mentions(
        &self,
        document: &Document,
        memory: &mut Memory,
        cards: &mut Cards,
        names: &mut NameBuffers,
        page: &mut Page,
    ) -> Extraction {
        let mut out = Extraction { date: document.date.clone(), ..Extraction::default() };
        page.lang = self.tokens(document, memory, &mut page.tokens);
        out.lang = self.languages.codes.get(page.lang).cloned().unwrap_or_default();
        let Some(lexicon) = self.lexicons.get(page.lang) else { return out };
        let Page { tokens, lexemes, sentence_of, .. } = page;
        read_lexemes(&document.text, tokens, cards, lexemes, sentence_of, &mut out.sentences, lexicon);
        page.written = out.date.as_ref().map(|d| d.span);
        let mut reading = self.reading(document, page, lexicon);
        let drafts = mentions::read_quantities(&reading, &self.grammars);
        if out.date.as_ref().is_none_or(|d| d.source == DocumentDate::FILE_NAME) {
            let written = mentions::find_dateline(&reading, &self.grammars, &drafts, reading.reference());
            if let Some(span) = written.published {
                out.date = Some(DocumentDate { span, source: DocumentDate::TEXT.to_owned() });
            }
            reading.written = out.date.as_ref().map(|d| d.span).or(written.updated);
        }
        out.mentions = drafts.mentions(&reading, &self.grammars, self.settings.explain);
        let log = self.settings.explain.then_some(&mut out.likely);
        mentions::find_names(&reading, &self.names, names, &mut out.mentions, &self.weights, log);
        page.written = reading.written;
        out
    }

    /// Looks for the facts of documents whose mentions are found.
    fn facts(&self, documents: &[&Document], pages: &[Page], out: &mut [Extraction]) {
        let owner = |id: &str| -> Option<Entity> {
            let row = self.names.row(self.names.company(id)?);
            Some(Entity {
                id: row.id.into(),
                name: row.name.into(),
                owner: SmolStr::default(),
                sector: row.sector.into(),
                country: row.country.into(),
                parent: row.parent.into(),
            })
        };
        let mut texts = Vec::with_capacity(documents.len());
        for ((document, page), out) in documents.iter().zip(pages).zip(&*out) {
            // there is no language at all, or each has its words
            let Some(lexicon) = self.lexicons.get(page.lang) else { return };
            texts.push(Text { reading: self.reading(document, page, lexicon), sentences: &out.sentences, mentions: &out.mentions });
        }
        let found = self.frames.find(&texts, &owner, self.settings.explain);
        for (out, (facts, log)) in out.iter_mut().zip(found) {
            (out.facts, out.attempts, out.candidates) = (facts, log.attempts, log.candidates);
        }
    }

    fn reading<'a>(&self, document: &'a Document, page: &'a Page, lexicon: &'a Lexicon) -> Reading<'a> {
        Reading {
            text: &document.text,
            tokens: &page.tokens,
            sentence_of: &page.sentence_of,
            lexemes: &page.lexemes,
            found: &[],
            found_first: &[],
            lexicon,
            written: page.written,
            prefer_future: self.settings.prefer_future,
        }
    }

    /// Where a rule, frame or name row stands, by the id that mentions and facts give; nothing for what code makes by itself.
    pub fn rule_source(&self, id: &str) -> Option<String> {
        if let Some(name) = id.strip_prefix("name.") {
            return self.names().iter().find(|n| n.id == name).map(|n| n.source().to_string());
        }
        let rule = self.grammars.iter().flat_map(|g| &g.rules).find(|r| r.id == id);
        rule.map(|r| r.source.to_string()).or_else(|| self.frames.source(id))
    }

    /// Tells why some words of a document are no mention of their own: what they are read as, and which rules came near.
    pub fn nearly(&self, document: &Document, words: Span, extraction: &Extraction) -> Nearly {
        let (mut memory, mut cards, mut page) = (Memory::default(), Cards::default(), Page::default());
        page.lang = self.tokens(document, &mut memory, &mut page.tokens);
        let Some(lexicon) = self.lexicons.get(page.lang) else { return Nearly { span: words, words: Vec::new(), rules: Vec::new() } };
        let Page { tokens, lexemes, sentence_of, .. } = &mut page;
        read_lexemes(&document.text, tokens, &mut cards, lexemes, sentence_of, &mut Vec::new(), lexicon);
        let reading = self.reading(document, &page, lexicon);
        mentions::look_nearly(&reading, &self.grammars, words, &extraction.mentions)
    }

    /// Cuts a text into tokens and tells its language, as an index.
    fn tokens(&self, document: &Document, memory: &mut Memory, tokens: &mut Vec<Token>) -> usize {
        memory.serve(self.lexicons.first().map_or(0, Lexicon::number));
        let learn = |hash| {
            let symbol = self.vocabulary.get(hash);
            self.names.first(Folded { symbol, langs: self.languages.bits(symbol), ..Folded::default() })
        };
        tokenize(&document.text, tokens, |hash| memory.of(hash, || learn(hash)));
        let known = document.lang.as_ref().and_then(|l| self.languages.codes.iter().position(|c| c == l));
        known.unwrap_or_else(|| self.languages.of(tokens))
    }
}

/// What the tokens of a text can be, numbers composed, and its sentences.
fn read_lexemes(
    text: &str,
    tokens: &[Token],
    cards: &mut Cards,
    lexemes: &mut Lexemes,
    sentence_of: &mut Vec<u32>,
    sentences: &mut Vec<Span>,
    lexicon: &Lexicon,
) {
    lexemes.read(tokens, text, lexicon, cards);
    sentences::split(text, tokens, lexemes, sentence_of, sentences);
    number::read(tokens, text, lexemes, lexicon);
}
