//! Archives: each member is a file of its own, `archive.zip/folder/member.txt`. Members are read one after the other, so
//! that an archive of any size takes the memory of its largest member.

use super::format::{Format, Packing};
use super::{Content, Failure, File, Item, ReadOptions, expand_stream, open};
use crate::records::Status;
use std::io::{BufReader, Cursor, Read, Seek};

/// Archives in archives in archives: deeper ones are left alone.
const DEPTH: u8 = 3;

/// Hands on the documents in a zip archive, by name.
pub(super) fn zip(file: &File, depth: u8, options: &ReadOptions, take: &mut dyn FnMut(Item) -> bool) -> bool {
    if depth >= DEPTH {
        return take(Item::Failed(too_deep(file)));
    }
    match &file.content {
        Content::Path(p) if file.packing.is_none() => match std::fs::File::open(p) {
            Ok(f) => zip_members(file, BufReader::new(f), depth, options, take),
            Err(e) => take(Item::Failed(file.unread(&e))),
        },
        // its list of members stands at its end: what is not on disk is held whole
        _ => match open::bytes_of(file, options) {
            Ok(bytes) => zip_members(file, Cursor::new(bytes), depth, options, take),
            Err(f) => take(Item::Failed(f)),
        },
    }
}

fn zip_members(file: &File, reader: impl Read + Seek, depth: u8, options: &ReadOptions, take: &mut dyn FnMut(Item) -> bool) -> bool {
    let damaged = |e: zip::result::ZipError| file.failure(Status::Failed, format!("damaged archive: {e}"));
    let mut archive = match zip::ZipArchive::new(reader) {
        Ok(a) => a,
        Err(e) => return take(Item::Failed(damaged(e))),
    };
    let name = |a: &zip::ZipArchive<_>, i| a.name_for_index(i).and_then(Result::ok).map(|n| n.into_owned());
    let mut order: Vec<(String, usize)> = (0..archive.len()).map(|i| (name(&archive, i).unwrap_or_else(|| format!("#{i}")), i)).collect();
    order.sort();
    if order.is_empty() {
        return take(Item::Failed(file.failure(Status::Empty, "the archive is empty")));
    }
    for (name, index) in order {
        let go_on = match archive.by_index(index) {
            Ok(m) if m.is_dir() => true,
            Ok(m) if m.is_symlink() => take(Item::Failed(link(member(file, &name, 0)))),
            Ok(m) => one(member(file, &name, m.size()), m, depth, options, take),
            Err(_) if hidden(&name, options) => true,
            Err(e) => take(Item::Failed(member(file, &name, 0).failure(Status::Failed, e.to_string()))),
        };
        if !go_on {
            return false;
        }
    }
    true
}

/// Hands on the documents in a tar archive, in its order.
pub(super) fn tar(file: &File, reader: impl Read, depth: u8, options: &ReadOptions, take: &mut dyn FnMut(Item) -> bool) -> bool {
    if depth >= DEPTH {
        return take(Item::Failed(too_deep(file)));
    }
    let damaged = |e: std::io::Error| Item::Failed(file.failure(Status::Failed, format!("damaged archive: {e}")));
    let mut archive = tar::Archive::new(reader);
    let entries = match archive.entries() {
        Ok(e) => e,
        Err(e) => return take(damaged(e)),
    };
    let mut members = 0;
    for entry in entries {
        let entry = match entry {
            Ok(e) => e,
            // what stands behind the damage cannot be found
            Err(e) => return take(damaged(e)),
        };
        members += 1;
        let kind = entry.header().entry_type();
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let go_on = if kind.is_dir() || hidden(&name, options) {
            true
        } else if kind.is_symlink() || kind.is_hard_link() {
            take(Item::Failed(link(member(file, &name, 0))))
        } else {
            one(member(file, &name, entry.size()), entry, depth, options, take)
        };
        if !go_on {
            return false;
        }
    }
    members > 0 || take(Item::Failed(file.failure(Status::Empty, "the archive is empty")))
}

/// Hands on the documents of one member.
fn one(member: File, reader: impl Read, depth: u8, options: &ReadOptions, take: &mut dyn FnMut(Item) -> bool) -> bool {
    if hidden(&member.doc, options) {
        return true;
    }
    if member.format.is_none() && member.has_ending() {
        return take(Item::Failed(member.unknown()));
    }
    // what is streamed has no size limit as a whole
    let streamed = member.format.is_some_and(Format::holds_many);
    if member.size > options.limit() && !streamed {
        return take(Item::Failed(member.failure(Status::Failed, open::too_large(options.limit()))));
    }
    expand_stream(member, Box::new(BufReader::new(reader)), depth + 1, options, take)
}

/// A member as a file; its bytes are still to be read.
fn member(archive: &File, name: &str, size: u64) -> File {
    let name = name.replace('\\', "/");
    let name = name.trim_start_matches("./").trim_start_matches('/');
    File {
        content: Content::Bytes(Vec::new().into()),
        doc: format!("{}/{name}", archive.doc),
        source: format!("{}/{name}", archive.source),
        format: Format::of_name(name),
        packing: Packing::of_name(name).map(|(_, p)| p),
        size,
        named: false,
    }
}

/// Hidden members are treated as hidden files are; what macOS adds to its archives is no document.
fn hidden(name: &str, options: &ReadOptions) -> bool {
    let mut parts = name.split(['/', '\\']).filter(|p| !matches!(*p, "." | ".."));
    parts.any(|p| p == "__MACOSX" || p.starts_with('.') && !options.hidden)
}

fn link(member: File) -> Failure {
    member.failure(Status::Skipped, "a link inside an archive")
}

fn too_deep(file: &File) -> Failure {
    file.failure(Status::Skipped, format!("an archive inside {DEPTH} others"))
}
