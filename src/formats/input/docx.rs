//! Word documents: the paragraphs of the main text. Deleted passages, field codes and fallbacks of drawings are not read.

use super::open::{bounded, too_large};
use super::{Article, Failure, File, ReadOptions, written};
use crate::records::Status;
use quick_xml::events::Event;
use std::io::Cursor;

/// Reads the main text.
pub(super) fn read(file: &File, bytes: Vec<u8>, options: &ReadOptions) -> Result<Article, Failure> {
    let text = main_text(bytes, options.limit()).map_err(|e| file.failure(Status::Failed, e))?;
    Ok(written::article(file, text, "docx", "UTF-8"))
}

fn main_text(bytes: Vec<u8>, limit: u64) -> Result<String, String> {
    let damaged = |e: &dyn std::fmt::Display| format!("not a Word document that can be read: {e}");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
    let xml = archive.by_name("word/document.xml").map_err(|e| damaged(&e))?;
    if xml.size() > limit {
        return Err(too_large(limit));
    }
    let xml = bounded(xml, 0, limit).map_err(|e| damaged(&e))?;
    let xml = String::from_utf8(xml).map_err(|e| damaged(&e))?;
    paragraphs(&xml).map_err(|e| damaged(&e))
}

/// The paragraphs, a blank line between them; rows of tables are lines, their cells separated by tabs.
fn paragraphs(xml: &str) -> Result<String, quick_xml::Error> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut out = Text::default();
    // inside an element whose text is not read; inside `w:t`
    let (mut left_out, mut in_text) = (0u32, false);
    loop {
        match reader.read_event()? {
            Event::Eof => break,
            Event::Start(e) => match e.local_name().as_ref() {
                _ if left_out > 0 => left_out += 1,
                "Fallback" | "instrText" | "delText" | "del" => left_out = 1,
                "t" => in_text = true,
                "tbl" => out.tables += 1,
                name => out.mark(name),
            },
            Event::Empty(e) if left_out == 0 => out.mark(e.local_name().as_ref()),
            Event::End(e) => match e.local_name().as_ref() {
                _ if left_out > 0 => left_out -= 1,
                "t" => in_text = false,
                "p" if out.tables > 0 => out.push(' '),
                "p" => out.end("\n\n"),
                "tc" => out.end("\t"),
                "tr" => out.end("\n"),
                "tbl" => {
                    out.tables = out.tables.saturating_sub(1);
                    out.end("\n\n");
                }
                _ => {}
            },
            Event::Text(t) if in_text && left_out == 0 => {
                let t = t.xml10_content();
                t.chars().for_each(|c| out.push(c));
            }
            Event::GeneralRef(r) if in_text && left_out == 0 => {
                let c = match r.resolve_char_ref()? {
                    Some(c) => Some(c),
                    None => match &*r {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => None,
                    },
                };
                c.into_iter().for_each(|c| out.push(c));
            }
            _ => {}
        }
    }
    Ok(out.text)
}

#[derive(Default)]
struct Text {
    text: String,
    /// What separates the next word from the last.
    pending: &'static str,
    /// Tables around the current place.
    tables: u32,
}

impl Text {
    fn push(&mut self, c: char) {
        if c.is_whitespace() && (self.text.is_empty() || !self.pending.is_empty()) {
            return;
        }
        let pending = std::mem::take(&mut self.pending);
        if !pending.is_empty() {
            self.text.truncate(self.text.trim_end_matches([' ', '\t']).len());
            self.text.push_str(pending);
        }
        self.text.push(c);
    }

    /// A separator; of several the widest counts.
    fn end(&mut self, separator: &'static str) {
        let width = |s: &str| s.bytes().map(|b| if b == b'\n' { 2 } else { 1 }).sum::<u32>();
        if !self.text.is_empty() && width(separator) > width(self.pending) {
            self.pending = separator;
        }
    }

    /// Elements that stand for a character.
    fn mark(&mut self, name: &str) {
        match name {
            "tab" => self.push('\t'),
            "br" | "cr" => self.end("\n"),
            "noBreakHyphen" => self.push('-'),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_tables_and_marks() {
        let xml = "<w:document><w:body><w:p><w:r><w:t>Un &amp; deux</w:t></w:r><w:r><w:tab/><w:t xml:space=\"preserve\"> trois</w:t><w:br/>\
                   <w:t>quatre</w:t></w:r></w:p><w:p/><w:p><w:del><w:r><w:delText>non</w:delText></w:r></w:del><w:r><w:t>l&#233;vé</w:t></w:r></w:p>\
                   <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>\
                   <w:tr><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
                   <w:p><w:r><w:instrText>PAGE</w:instrText><w:t>fin</w:t></w:r></w:p></w:body></w:document>";
        assert_eq!(paragraphs(xml).ok().as_deref(), Some("Un & deux\t trois\nquatre\n\nlévé\n\na\t1\nb\t2\n\nfin"));
    }
}
