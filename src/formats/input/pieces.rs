//! Texts too long to be worked whole: cut at the ends of paragraphs, each piece read like a document of its own, with the
//! date of the first and with offsets and sentence numbers that count from the start of the text.

use super::text::Source;
use super::{Article, Failure, File, Item, ReadOptions, encoding, open, text};
use crate::document::DocumentDate;
use crate::records::{Place, Status};
use encoding_rs::{Encoding, UTF_8};
use std::io::{Cursor, Read};
use std::sync::{Arc, OnceLock};

/// Bytes of a piece: what a longer text is cut into. Evidence that counts for a document counts within a piece of it.
pub const PIECE: usize = 64 << 10;

/// Bytes looked at to tell the encoding.
const SAMPLE: usize = 1 << 16;

/// A piece of a document: which one, and where it stands, as soon as that is known.
///
/// Pieces are worked on in parallel. What a later one needs of the earlier ones it waits for, so they must be begun in their
/// order.
#[derive(Debug)]
pub struct Piece {
    /// 0 for the first.
    pub number: u64,
    /// No other follows.
    pub last: bool,
    date: Arc<OnceLock<Option<DocumentDate>>>,
    before: Option<End>,
    after: End,
}

/// Where a piece ends; nothing if it could not be read.
type End = Arc<OnceLock<Option<Place>>>;

impl Piece {
    fn new(before: Option<&Piece>, last: bool) -> Arc<Piece> {
        Arc::new(Piece {
            number: before.map_or(0, |b| b.number + 1),
            last,
            date: before.map_or_else(Arc::default, |b| Arc::clone(&b.date)),
            before: before.map(|b| Arc::clone(&b.after)),
            after: Arc::default(),
        })
    }

    /// Says the date of the document, which is that of its first piece.
    pub fn dated(&self, date: Option<&DocumentDate>) {
        let _ = self.date.set(date.cloned());
    }

    /// The date that the first piece has.
    fn date(&self) -> Option<DocumentDate> {
        self.date.wait().clone()
    }

    /// Says how long this piece is, and gives where it begins; nothing if an earlier one could not be read, for then nobody
    /// knows.
    pub fn place(&self, characters: u64, sentences: u64) -> Option<Place> {
        let begin = match &self.before {
            Some(before) => *before.wait(),
            None => Some(Place::default()),
        };
        let after = |b: Place| Place { characters: b.characters + characters, sentences: b.sentences + sentences, piece: self.number + 1 };
        let _ = self.after.set(begin.map(after));
        begin
    }

    /// Says that it could not be read.
    pub fn fail(&self) {
        self.dated(None);
        let _ = self.after.set(None);
    }
}

impl Drop for Piece {
    // nobody waits for what was given up
    fn drop(&mut self) {
        if self.number == 0 {
            self.dated(None);
        }
        let _ = self.after.set(None);
    }
}

/// Hands on the pieces of a text, of which some bytes have been read.
pub(super) fn expand(
    file: &File,
    head: Vec<u8>,
    rest: impl Read,
    limit: u64,
    options: &ReadOptions,
    take: &mut dyn FnMut(Item) -> bool,
) -> bool {
    let encoding = match encoding::of_sample(&head[..head.len().min(SAMPLE)], options.encoding) {
        Ok(e) => e,
        Err(e) => return take(Item::Failed(file.failure(Status::Failed, e))),
    };
    let bytes = Cursor::new(head).chain(rest);
    // what seems to be UTF-8 is decoded piece by piece
    let whole = (encoding != UTF_8 || options.encoding.is_some()).then_some(encoding);
    let mut reader: Box<dyn Read + '_> = match whole {
        Some(e) => Box::new(encoding_rs_io::DecodeReaderBytesBuilder::new().encoding(Some(e)).bom_override(true).build(bytes)),
        None => Box::new(bytes),
    };
    let mut buffer = Vec::with_capacity(PIECE);
    let mut before: Option<Arc<Piece>> = None;
    let mut read = 0;
    loop {
        let from = buffer.len();
        let result = reader.by_ref().take((PIECE - from) as u64).read_to_end(&mut buffer);
        read += (buffer.len() - from) as u64;
        let result = result.map_err(|e| e.to_string()).and_then(|_| if read > limit { Err(open::too_large(limit)) } else { Ok(()) });
        let last = result.is_err() || buffer.len() < PIECE;
        let rest = if last { Vec::new() } else { buffer.split_off(cut(&buffer)) };
        let bytes = result.map(|()| std::mem::replace(&mut buffer, rest));
        let piece = Piece::new(before.as_deref(), last);
        before = Some(Arc::clone(&piece));
        if !take(Item::Piece { file: file.clone(), piece, bytes, encoding: whole }) {
            return false;
        }
        if last {
            return true;
        }
    }
}

/// Where to cut: behind the last paragraph, else the last line, sentence or word that ends in the second half.
fn cut(bytes: &[u8]) -> usize {
    let half = bytes.len() / 2;
    let behind = |mark: &[u8]| memchr::memmem::rfind(&bytes[half..], mark).map(|at| half + at + mark.len());
    let found = [&b"\n\n"[..], b"\n\r\n", b"\n", b". ", b" "].into_iter().find_map(behind);
    // no character is cut
    found.unwrap_or_else(|| (half..bytes.len()).rev().find(|i| bytes[*i] & 0xc0 != 0x80).unwrap_or(bytes.len()))
}

/// Makes a document of a piece.
pub(super) fn read(
    file: &File,
    piece: &Piece,
    bytes: Result<Vec<u8>, String>,
    encoding: Option<&'static Encoding>,
    options: &ReadOptions,
) -> Result<Article, Failure> {
    let part = |e: String| match piece.number {
        0 => file.failure(Status::Failed, e),
        n => file.failure(Status::Failed, format!("piece {} of its text and what follows: {e}", n + 1)),
    };
    let bytes = bytes.map_err(part)?;
    let source = match encoding {
        Some(e) => Source::Decoded(bytes, e),
        None => Source::Bytes(bytes),
    };
    let mut article =
        text::read_part(file, source, piece.number == 0, options).map_err(|f| if piece.number == 0 { f } else { part(f.error) })?;
    if piece.number > 0 {
        article.document.date = piece.date();
    }
    Ok(article)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_lie_behind_paragraphs_lines_sentences_words_and_characters() {
        for (text, want) in [
            ("aaaa\n\nbb\n\ncc\ndd", "aaaa\n\nbb\n\n"),
            ("aaaa\r\n\r\nbb\r\n\r\ncc\r\ndd", "aaaa\r\n\r\nbb\r\n\r\n"),
            ("aaaaaa\nbb. cc", "aaaaaa\n"),
            ("aaaaaa bb. cc dd", "aaaaaa bb. "),
            ("aaaaaa bb cc", "aaaaaa bb "),
            ("\n\naaaaaaaaaaaaaé", "\n\naaaaaaaaaaaaa"),
        ] {
            assert_eq!(&text[..cut(text.as_bytes())], want);
        }
    }

    #[test]
    fn places_add_up_and_end_with_what_cannot_be_read() {
        let first = Piece::new(None, false);
        let second = Piece::new(Some(&first), false);
        let third = Piece::new(Some(&second), true);
        assert_eq!(first.place(10, 2), Some(Place::default()));
        assert_eq!(second.place(5, 1), Some(Place { characters: 10, sentences: 2, piece: 1 }));
        drop(first);
        assert_eq!(third.place(1, 1), Some(Place { characters: 15, sentences: 3, piece: 2 }));
        let fourth = Piece::new(Some(&third), false);
        let fifth = Piece::new(Some(&fourth), true);
        fourth.fail();
        assert_eq!(fifth.place(1, 1), None);
    }
}
