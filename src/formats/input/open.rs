//! From a file to its bytes: opened, unpacked, and never more of them than the options allow.

use super::format::Packing;
use super::{Content, Failure, File, Format, MAX_FILE_SIZE, PIECE, ReadOptions};
use crate::records::Status;
use std::io::{BufRead, BufReader, Cursor, Read};

/// Bytes read at once.
const BUFFER: usize = 1 << 16;

/// Bytes looked at to tell what a stream is.
const HEAD: usize = 4096;

impl ReadOptions {
    /// Most bytes of a document.
    pub(super) fn limit(&self) -> u64 {
        self.max_file_size.unwrap_or(MAX_FILE_SIZE)
    }

    /// Whether a file is cut into pieces if it is long.
    pub(super) fn cuts(&self, file: &File) -> bool {
        self.cut && matches!(file.format, Some(Format::Text | Format::Markdown))
    }
}

/// What is said of more bytes than the options allow.
pub(super) fn too_large(limit: u64) -> String {
    format!("larger than {limit} bytes (--max-file-size)")
}

/// Whether a file is longer than a piece, or packed and may be.
pub(super) fn may_be_long(file: &File) -> bool {
    let usual_ratio = if file.packing.is_some() { 16 } else { 1 };
    file.size.saturating_mul(usual_ratio) > PIECE as u64
}

/// Reads all of a file that is one document.
pub(super) fn bytes_of(file: &File, options: &ReadOptions) -> Result<Vec<u8>, Failure> {
    let failed = |e: std::io::Error| file.unread(&e);
    let limit = options.limit();
    if file.size > limit {
        return Err(file.failure(Status::Failed, too_large(limit)));
    }
    let reader = reader_of(file).map_err(failed)?;
    let bytes = bounded(reader, file.size, limit).map_err(failed)?;
    if bytes.is_empty() {
        return Err(file.failure(Status::Empty, "the file is empty"));
    }
    Ok(bytes)
}

/// All bytes of a reader; an error, and never held whole, if they are more than the limit.
pub(super) fn bounded(reader: impl Read, expected: u64, limit: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected.min(limit)).unwrap_or(0) + 1);
    reader.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(std::io::Error::other(too_large(limit))) } else { Ok(bytes) }
}

/// A reader of a file's bytes, unpacked.
pub(super) fn reader_of(file: &File) -> std::io::Result<Box<dyn BufRead>> {
    let raw = raw_reader(file)?;
    match file.packing {
        Some(packing) => unpacked(raw, packing),
        None => Ok(raw),
    }
}

/// A reader of a file's bytes as they are.
pub(super) fn raw_reader(file: &File) -> std::io::Result<Box<dyn BufRead>> {
    Ok(match &file.content {
        Content::Path(p) | Content::Pipe(p) => Box::new(BufReader::with_capacity(BUFFER, std::fs::File::open(p)?)),
        Content::Bytes(b) => Box::new(Cursor::new(b.clone())),
        Content::Stdin => Box::new(std::io::stdin().lock()),
    })
}

/// What a packed stream unpacks to.
pub(super) fn unpacked<'a>(raw: Box<dyn BufRead + 'a>, packing: Packing) -> std::io::Result<Box<dyn BufRead + 'a>> {
    Ok(match packing {
        Packing::Gzip => Box::new(BufReader::with_capacity(BUFFER, flate2::bufread::MultiGzDecoder::new(raw))),
        Packing::Zstandard => {
            let decoder = ruzstd::decoding::StreamingDecoder::new(raw).map_err(std::io::Error::other)?;
            Box::new(BufReader::with_capacity(BUFFER, decoder))
        }
    })
}

/// The first bytes of a stream, and the stream with them still in it.
pub(super) fn peeked<'a>(mut reader: Box<dyn BufRead + 'a>) -> std::io::Result<(Vec<u8>, Box<dyn BufRead + 'a>)> {
    let mut head = Vec::with_capacity(HEAD);
    reader.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(reader))))
}
