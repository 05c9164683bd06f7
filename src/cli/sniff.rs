//! `factrow sniff`: how each input is understood, before anything is read in earnest.

use super::args::Sniff;
use super::console::{Console, counted};
use super::reading::load;
use super::{TROUBLE, batches};
use factrow::formats::input::{Item, Listing};
use factrow::records::{DocumentRow, Status};
use factrow::{Engine, Scratch};
use std::io::Write;
use std::process::ExitCode;

pub(super) fn run(options: &Sniff, console: &Console) -> anyhow::Result<ExitCode> {
    let (engine, _): (Engine, _) = load(&options.reading, true, false)?;
    let read = options.reading.read_options();
    let listing = Listing::new(&options.paths, None, &read).map_err(anyhow::Error::msg)?;
    let one = |scratch: &mut Scratch, item: Item| match item.read(&read) {
        Ok(a) => DocumentRow::read(&a.document, &engine.extract_with(&a.document, scratch), &a.source, a.format, &a.encoding),
        Err(f) => DocumentRow::unread(&f.doc, &f.source, f.format, f.status, &f.error),
    };
    let work = |scratch: &mut Scratch, items: Vec<Item>| items.into_iter().map(|i| one(scratch, i)).collect();
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    let mut code = ExitCode::SUCCESS;
    let done = |row: DocumentRow| {
        match row.status {
            Status::Ok => writeln!(out, "{}", line(&row))?,
            Status::Skipped => writeln!(out, "{}: skipped, {}", row.doc, row.error)?,
            Status::Empty | Status::Failed => {
                code = ExitCode::from(TROUBLE);
                console.warning(&format!("{}: {}", row.doc, row.error));
            }
        }
        Ok(true)
    };
    batches::run(listing, &read, work, done)?;
    out.flush()?;
    Ok(code)
}

/// `a.html: html, windows-1252, fr, 2024-06-03 (html), 1 204 characters, "Title"`
fn line(row: &DocumentRow) -> String {
    let date = if row.doc_date.is_empty() { "no date".to_owned() } else { format!("{} ({})", row.doc_date, row.doc_date_source) };
    let length = counted(row.characters, "character", "characters");
    let title = if row.title.is_empty() { String::new() } else { format!(", \"{}\"", row.title) };
    format!("{}: {}, {}, {}, {date}, {length}{title}", row.doc, row.format, row.encoding, row.lang)
}
