//! Compiled dictionaries as files: what `factrow dict build` writes and `--add` opens by memory map.
//!
//! A file holds the built-in dictionaries and the user's lists, so that it is used alone. It fits only the program that
//! wrote it: another one may number classes or fold words differently, and says so instead of reading nonsense.

use crate::image::Reader;
use crate::tables::Tables;
use bytes::Bytes;
use bytestring::ByteString;
use std::fs::File;
use std::io::{Read, Seek, Write};
use std::path::Path;
use xxhash_rust::xxh3::Xxh3;

/// First bytes of a file: the name, and a byte that no text has.
const MAGIC: [u8; 8] = *b"factrow\x1a";

/// Stands for the program: its version, its built-in dictionaries and how it compiles them.
const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("BUILT_IN_TABLES"));

/// Magic, hash of the program, hash of all that follows the header, bytes of text.
const HEADER: usize = 32;

fn program() -> u64 {
    xxhash_rust::xxh3::xxh3_64(PROGRAM.as_bytes())
}

/// Writes tables as a file.
pub(crate) fn write(tables: &Tables, out: &mut impl Write) -> std::io::Result<()> {
    let image = tables.write();
    let mut hash = Xxh3::new();
    hash.update(image.text.as_bytes());
    hash.update(&image.sections);
    out.write_all(&MAGIC)?;
    for number in [program(), hash.digest(), image.text.len() as u64] {
        out.write_all(&number.to_le_bytes())?;
    }
    out.write_all(image.text.as_bytes())?;
    out.write_all(&image.sections)?;
    out.flush()
}

/// Whether a file is, or claims to be, a compiled dictionary.
pub(crate) fn is_compiled(path: &Path) -> bool {
    let mut start = [0; MAGIC.len()];
    path.extension().is_some_and(|e| e == "bin")
        || File::open(path).and_then(|mut f| f.read_exact(&mut start)).is_ok_and(|()| start == MAGIC)
}

/// Opens a file.
///
/// # Errors
/// Why it cannot be used: not there, not compiled, of another program, damaged.
pub(crate) fn open(path: &Path) -> Result<Tables, String> {
    const DAMAGED: &str = "damaged: not what `factrow dict build` wrote; build it again";
    let mut file = File::open(path).map_err(|e| e.to_string())?;
    let mut header = [0; HEADER];
    let read = file.read_exact(&mut header);
    if read.is_err() || header[..8] != MAGIC {
        return Err("not a dictionary that `factrow dict build` has made".to_owned());
    }
    let number = |at: usize| header[at..at + 8].try_into().map_or(0, u64::from_le_bytes);
    if number(8) != program() {
        return Err("made by another version of factrow; build it again with `factrow dict build`".to_owned());
    }
    // read and not mapped, so that pages which no text needs do not stay in memory
    if checksum(&mut file).map_err(|e| e.to_string())? != number(16) {
        return Err(DAMAGED.to_owned());
    }
    let bytes = map(&file).map_err(|e| e.to_string())?;
    let text = usize::try_from(number(24)).ok().and_then(|len| HEADER.checked_add(len)).filter(|end| *end <= bytes.len());
    let end = text.ok_or(DAMAGED)?;
    let text = ByteString::try_from(bytes.slice(HEADER..end)).map_err(|_| DAMAGED)?;
    Tables::from_image(Reader::new(text, bytes.slice(end..))).ok_or_else(|| DAMAGED.to_owned())
}

fn checksum(file: &mut File) -> std::io::Result<u64> {
    let mut hash = Xxh3::new();
    let mut buffer = vec![0; 1 << 18];
    file.seek(std::io::SeekFrom::Start(HEADER as u64))?;
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hash.digest()),
            n => hash.update(&buffer[..n]),
        }
    }
}

/// The bytes of a file, in place.
#[allow(unsafe_code, reason = "a memory map has no safe form")]
fn map(file: &File) -> std::io::Result<Bytes> {
    // SAFETY: the map is read only and lives as long as the bytes given out. What cannot be ruled out is that someone else
    // overwrites or cuts the file while we read it: `dict build` never does, it puts a new file in the old one's place.
    let map = unsafe { memmap2::Mmap::map(file)? };
    Ok(Bytes::from_owner(map))
}
