//! Everything that reading needs, as tables: made from dictionaries once, when the program is built or by
//! `factrow dict build`, and then used in place.

use crate::dictionary::{Classes, Dictionary, Frame, LoadError, Rule, Weights, class};
use crate::image::{Reader, Writer};
use crate::reading::language::Languages;
use crate::reading::lexicon::Lexicon;
use crate::reading::names::NameIndex;
use crate::reading::tokens::{Symbol, Vocabulary, tokenize};
use std::collections::BTreeMap;

/// Dictionaries compiled.
#[derive(Debug)]
pub(crate) struct Tables {
    pub(crate) classes: Classes,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) languages: Languages,
    /// By language, in the order of `languages.codes`.
    pub(crate) lexicons: Vec<Lexicon>,
    pub(crate) names: NameIndex,
    pub(crate) rules: Vec<Rule>,
    pub(crate) frames: Vec<Frame>,
    /// By the name of their model.
    pub(crate) weights: BTreeMap<String, Weights>,
}

/// The rows that no language owns.
const SHARED: &str = "shared";

impl Tables {
    /// Tables of no rows.
    pub(crate) fn new() -> Tables {
        Tables {
            classes: Classes::default(),
            vocabulary: Vocabulary::default(),
            languages: Languages::default(),
            lexicons: Vec::new(),
            names: NameIndex::new(),
            rules: Vec::new(),
            frames: Vec::new(),
            weights: BTreeMap::new(),
        }
    }

    /// Adds dictionaries, read with the classes that are here.
    ///
    /// # Errors
    /// Rows that could match nothing, and frames that are here already.
    pub(crate) fn add(&mut self, dictionary: Dictionary) -> Result<(), Vec<LoadError>> {
        let mut errors = Vec::new();
        self.classes = dictionary.classes;
        let shared = dictionary.words.get(SHARED);
        for code in dictionary.words.keys().filter(|c| *c != SHARED) {
            if self.languages.codes.contains(code) {
                continue;
            }
            self.languages.codes.push(code.clone());
            let mut lexicon = Lexicon::new();
            // a language that comes later shares what the others share
            for w in self.lexicons.first().iter().flat_map(|l| l.words().iter()).filter(|w| w.shared()) {
                lexicon.add(&w, true, &mut self.vocabulary, &mut Vec::new());
            }
            self.lexicons.push(lexicon);
        }
        let mut tokens = Vec::new();
        let mut functions: BTreeMap<Symbol, u8> = BTreeMap::new();
        for (number, (code, lexicon)) in self.languages.codes.clone().iter().zip(&mut self.lexicons).enumerate() {
            // every word of a language speaks for it; one that two languages have speaks for both
            for w in dictionary.words.get(code).iter().flat_map(|w| w.iter()) {
                if w.class() == class::FUNCTION {
                    lexicon.keep(&w, false);
                    tokenize(w.surface(), &mut tokens, |h| self.vocabulary.intern(h));
                } else if !lexicon.add(&w, false, &mut self.vocabulary, &mut tokens) {
                    errors.push(LoadError::new(w.source(), format!("`{}` can match nothing", w.surface())));
                }
                self.languages.mark_all(&tokens, number);
                if let (class::FUNCTION, [t]) = (w.class(), &tokens[..]) {
                    self.languages.mark_function(t.symbol);
                    *functions.entry(t.symbol).or_default() |= 1 << number;
                }
            }
            for w in shared.iter().flat_map(|w| w.iter()) {
                if !lexicon.add(&w, true, &mut self.vocabulary, &mut tokens) {
                    errors.push(LoadError::new(w.source(), format!("`{}` can match nothing", w.surface())));
                }
            }
        }
        functions.into_iter().for_each(|(symbol, of)| self.languages.settle(symbol, of));
        errors.extend(self.names.add(&dictionary.names, &mut self.vocabulary).err());
        self.rules.extend(dictionary.rules);
        self.weights.extend(dictionary.weights);
        for f in dictionary.frames {
            if self.frames.iter().any(|g| g.id == f.id) {
                errors.push(LoadError::new(f.source.clone(), format!("frame {} is there twice", f.id)));
            }
            self.frames.push(f);
        }
        self.finish();
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    fn finish(&mut self) {
        let names = self.classes.names();
        self.lexicons.iter_mut().for_each(|l| l.finish(names.clone()));
    }

    /// Text and sections of a prebuilt file.
    pub(crate) fn write(&self) -> Writer {
        let mut out = Writer::default();
        out.value(&self.classes);
        self.vocabulary.write(&mut out);
        self.languages.write(&mut out);
        self.lexicons.iter().for_each(|l| l.write(&mut out));
        self.names.write(&mut out);
        out.value(&self.rules);
        out.value(&self.frames);
        out.value(&self.weights);
        out
    }

    /// Tables in place; `None` where the sections are not what [`Tables::write`] wrote.
    pub(crate) fn from_image(mut image: Reader) -> Option<Tables> {
        let classes = image.value()?;
        let vocabulary = Vocabulary::from_image(&mut image)?;
        let languages = Languages::from_image(&mut image)?;
        let lexicons = languages.codes.iter().map(|_| Lexicon::from_image(&mut image)).collect::<Option<_>>()?;
        let names = NameIndex::from_image(&mut image)?;
        let (rules, frames, weights) = (image.value()?, image.value()?, image.value()?);
        let mut tables = Tables { classes, vocabulary, languages, lexicons, names, rules, frames, weights };
        tables.finish();
        image.done().then_some(tables)
    }
}
