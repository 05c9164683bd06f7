//! From options and inputs to extractions: what all commands that read articles share.

use super::args::{Direction, Reading};
use factrow::formats::input::{Article, Failure, Item, Piece, ReadOptions};
use factrow::records::{Directory, Place, Status};
use factrow::{Document, Engine, Extraction, LoadError, Options, Scratch, Settings};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Dictionaries and engine as the options say.
pub(super) fn load(options: &Reading, mentions_only: bool, explain: bool) -> anyhow::Result<(Engine, Directory)> {
    let dictionaries = Options { folder: options.dictionaries.clone(), add: options.add.clone() };
    let settings = Settings { prefer_future: options.prefer_dates_from == Direction::Future, explain, mentions_only };
    let engine = Engine::open(&dictionaries, settings).map_err(wrong)?;
    let directory = engine.directory();
    Ok((engine, directory))
}

/// All errors of dictionaries, a line each.
pub(super) fn wrong(errors: Vec<LoadError>) -> anyhow::Error {
    let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
    anyhow::anyhow!("{}", lines.join("\n       "))
}

/// An item that has been read.
pub(super) struct Read {
    /// Bytes of input.
    pub(super) size: u64,
    /// Another piece of the same document follows.
    pub(super) goes_on: bool,
    /// Nothing for what is behind a piece that could not be read.
    pub(super) result: Option<Result<(Place, Article, Extraction), Failure>>,
}

/// Reads items, in order and side by side.
pub(super) fn read(engine: &Engine, items: Vec<Item>, options: &ReadOptions, scratch: &mut Scratch) -> Vec<Read> {
    let mut out = Vec::with_capacity(items.len());
    let mut items = items.into_iter().peekable();
    while let Some(first) = items.next() {
        // a piece waits for those before it to be placed
        let mut group = vec![first];
        while let Some(item) = items.next_if(|next| group[0].piece().is_none() && next.piece().is_none()) {
            group.push(item);
        }
        let known: Vec<_> = group.iter().map(|i| (i.size(), i.piece())).collect();
        let results = read_group(engine, group, options, scratch);
        out.extend(known.into_iter().zip(results).map(|((size, piece), result)| Read {
            size,
            goes_on: piece.as_ref().is_some_and(|p| !p.last),
            result: match piece {
                Some(piece) => placed(&piece, result),
                None => Some(result.map(|(article, extraction)| (Place::default(), article, extraction))),
            },
        }));
    }
    out
}

/// Reads items none of which waits for another. A fault of ours costs one document, never the run.
fn read_group(
    engine: &Engine,
    items: Vec<Item>,
    options: &ReadOptions,
    scratch: &mut Scratch,
) -> Vec<Result<(Article, Extraction), Failure>> {
    let articles: Vec<Result<Article, Failure>> = items.into_iter().map(|i| i.read(options)).collect();
    let documents: Vec<&Document> = articles.iter().flatten().map(|a| &a.document).collect();
    let mut sound = |documents: &[&Document]| -> Option<Vec<Extraction>> {
        let found = catch_unwind(AssertUnwindSafe(|| engine.extract_all(documents, scratch))).ok();
        if found.is_none() {
            *scratch = Scratch::default();
        }
        found
    };
    let found: Vec<Option<Extraction>> = match sound(&documents) {
        Some(all) => all.into_iter().map(Some).collect(),
        None => documents.iter().map(|d| sound(std::slice::from_ref(d))?.pop()).collect(),
    };
    let mut found = found.into_iter();
    let mut extracted = |article: Article| match found.next().flatten() {
        Some(extraction) => Ok((article, extraction)),
        None => {
            let Article { document, source, format, .. } = article;
            let error = "internal error; please report it with this document".to_owned();
            Err(Failure { doc: document.id, source, format, status: Status::Failed, error })
        }
    };
    articles.into_iter().map(|a| a.and_then(&mut extracted)).collect()
}

/// Puts a piece of a long text in its place, once it is read. Nothing is left of those behind one that could not be.
fn placed(piece: &Piece, read: Result<(Article, Extraction), Failure>) -> Option<Result<(Place, Article, Extraction), Failure>> {
    let (article, extraction) = match read {
        Ok(read) => read,
        Err(failure) => {
            piece.fail();
            return Some(Err(failure));
        }
    };
    piece.dated(extraction.date.as_ref());
    let characters = article.document.text.chars().count() as u64;
    let place = piece.place(characters, extraction.sentences.len() as u64)?;
    Some(Ok((place, article, extraction)))
}
