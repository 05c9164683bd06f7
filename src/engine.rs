//! The library's door: dictionaries compiled once, then any number of documents on any number of threads.

use crate::dictionary::{Dictionary, LoadError, class};
use crate::document::{Document, DocumentDate, Entity, Extraction};
use crate::facts::Frames;
use crate::mentions::{self, Grammar, NameBuffers, NameIndex, Reading};
use crate::reading::language::Languages;
use crate::reading::lexemes::{Lexemes, Lexicon};
use crate::reading::tokens::{Token, Vocabulary, VocabularyBuilder, tokenize};
use crate::reading::{number, sentences};

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
    names: NameIndex,
    frames: Frames,
    settings: Settings,
}

/// Buffers that one thread uses again for each document.
#[derive(Debug, Default)]
pub struct Scratch {
    tokens: Vec<Token>,
    lexemes: Lexemes,
    sentence_of: Vec<u32>,
    names: NameBuffers,
}

impl Engine {
    /// Compiles dictionaries.
    ///
    /// # Errors
    /// Rows that could match nothing.
    pub fn new(dictionary: Dictionary, settings: Settings) -> Result<Engine, Vec<LoadError>> {
        let mut vocabulary = VocabularyBuilder::default();
        let mut languages = Languages::default();
        let mut lexicons = Vec::new();
        let mut errors = Vec::new();
        let names = dictionary.classes.names();
        let shared = dictionary.words.get("shared").cloned().unwrap_or_default();
        for (code, words) in dictionary.words.into_iter().filter(|(code, _)| *code != "shared") {
            // every word of a language speaks for it; one that two languages have speaks for both
            let number = languages.codes.len();
            languages.codes.push(code);
            let (function, mut rows): (Vec<_>, Vec<_>) = words.rows.into_iter().partition(|w| w.class == class::FUNCTION);
            let mut tokens = Vec::new();
            for w in &function {
                tokenize(&w.surface, &mut tokens, |h| vocabulary.intern(h));
                languages.mark_all(&tokens, number);
                if let [t] = &tokens[..] {
                    languages.mark_function(t.symbol);
                }
            }
            let own = rows.len();
            rows.extend(shared.rows.iter().cloned());
            let mark = |row: usize, tokens: &[Token]| {
                if row < own {
                    languages.mark_all(tokens, number);
                }
            };
            match Lexicon::new(rows, names.clone(), &mut vocabulary, mark) {
                Ok(l) => lexicons.push(l),
                Err(w) => errors.push(LoadError::new(w.source.clone(), format!("`{}` can match nothing", w.surface))),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let classes = dictionary.classes.len();
        let (second, first) = dictionary.rules.into_iter().partition(|r| r.pass == 2);
        let grammars = [Grammar::new(first), Grammar::new(second)];
        let names = NameIndex::new(dictionary.names.rows, &mut vocabulary);
        let frames = Frames::new(dictionary.frames, classes);
        Ok(Engine { vocabulary: vocabulary.build(), languages, lexicons, grammars, names, frames, settings })
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
        let text = document.text.as_str();
        let Scratch { tokens, lexemes, sentence_of, names } = scratch;
        tokenize(text, tokens, |h| self.vocabulary.get(h));
        let known = document.lang.as_ref().and_then(|l| self.languages.codes.iter().position(|c| c == l));
        let lang = known.unwrap_or_else(|| self.languages.of(tokens));
        let mut out = Extraction {
            lang: self.languages.codes.get(lang).cloned().unwrap_or_default(),
            date: document.date.clone(),
            ..Extraction::default()
        };
        let Some(lexicon) = self.lexicons.get(lang) else { return out };
        lexemes.read(tokens, text, lexicon);
        sentences::split(text, tokens, lexemes, sentence_of, &mut out.sentences);
        number::read(tokens, text, lexemes, lexicon);
        let mut reading = Reading {
            text,
            tokens,
            sentence_of,
            lexemes,
            found: &[],
            lexicon,
            written: out.date.as_ref().map(|d| d.span),
            prefer_future: self.settings.prefer_future,
        };
        let drafts = mentions::read_quantities(&reading, &self.grammars);
        if out.date.as_ref().is_none_or(|d| d.source == DocumentDate::FILE_NAME) {
            let written = mentions::find_dateline(&reading, &self.grammars, &drafts, reading.reference());
            if let Some(span) = written.published {
                out.date = Some(DocumentDate { span, source: DocumentDate::TEXT.to_owned() });
            }
            reading.written = out.date.as_ref().map(|d| d.span).or(written.updated);
        }
        out.mentions = drafts.mentions(&reading, &self.grammars, self.settings.explain);
        mentions::find_names(&reading, &self.names, &self.languages, names, &mut out.mentions, self.settings.explain);
        if !self.settings.mentions_only {
            let owner = |id: &str| -> Option<Entity> {
                let row = self.names.row(self.names.company(id)?);
                Some(Entity { id: row.id.clone(), name: row.name.clone(), owner: String::new(), sector: row.sector.clone() })
            };
            (out.facts, out.attempts) = self.frames.find(&reading, &out.sentences, &out.mentions, &owner, self.settings.explain);
        }
        out
    }
}
