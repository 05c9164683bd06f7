//! From options and inputs to extractions: what all commands that read articles share.

use super::args::{Direction, Reading};
use factrow::formats::input::{Article, Failure, Item, Piece, ReadOptions};
use factrow::records::{Directory, Place, Status};
use factrow::{Engine, Extraction, LoadError, Options, Scratch, Settings};
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

/// Reads an item. A fault of ours costs one document, never the run.
pub(super) fn read(engine: &Engine, item: Item, options: &ReadOptions, scratch: &mut Scratch) -> Result<(Article, Extraction), Failure> {
    let article = item.read(options)?;
    if let Ok(extraction) = catch_unwind(AssertUnwindSafe(|| engine.extract_with(&article.document, scratch))) {
        return Ok((article, extraction));
    }
    *scratch = Scratch::default();
    let Article { document, source, format, .. } = article;
    let error = "internal error; please report it with this document".to_owned();
    Err(Failure { doc: document.id, source, format, status: Status::Failed, error })
}

/// Puts a piece of a long text in its place, once it is read. Nothing is left of those behind one that could not be.
pub(super) fn placed(piece: &Piece, read: Result<(Article, Extraction), Failure>) -> Option<Result<(Place, Article, Extraction), Failure>> {
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
