//! Text of PDF files. Their reader is known to panic, and some files keep it busy for ever: it runs guarded.

use super::guard::guarded;
use super::open::too_large;
use super::{Article, Failure, File, ReadOptions, written};
use crate::records::Status;
use std::fmt::Write as _;
use std::io::Write;
use std::time::{Duration, Instant};

/// A document of a thousand pages takes some seconds.
const TIME: Duration = Duration::from_secs(60);

/// Reads the text of all pages.
pub(super) fn read(file: &File, bytes: Vec<u8>, options: &ReadOptions) -> Result<Article, Failure> {
    let limit = options.limit();
    let text = guarded(TIME, move || pages(&bytes, limit)).map_err(|e| file.failure(Status::Failed, e))?;
    let text = lines(&text);
    Ok(written::article(file, text, "pdf", ""))
}

fn pages(bytes: &[u8], limit: u64) -> Result<String, String> {
    let mut pdf = pdf_extract::Document::load_mem(bytes).map_err(|e| format!("not a PDF that can be read: {e}"))?;
    if pdf.is_encrypted() && pdf.decrypt("").is_err() {
        return Err("encrypted with a password".to_owned());
    }
    let mut text = Bounded { bytes: Vec::new(), limit, until: Instant::now() + TIME };
    let result = pdf_extract::output_doc(&pdf, &mut pdf_extract::PlainTextOutput::new(&mut text as &mut dyn Write));
    if text.bytes.len() as u64 > limit {
        return Err(too_large(limit));
    }
    // half a document would look like a whole one
    result.map_err(|e| e.to_string())?;
    Ok(String::from_utf8_lossy(&text.bytes).into_owned())
}

/// Takes what the reader writes, and stops it once that is too much or takes too long.
struct Bounded {
    bytes: Vec<u8>,
    limit: u64,
    until: Instant,
}

impl Write for Bounded {
    fn write(&mut self, more: &[u8]) -> std::io::Result<usize> {
        if self.bytes.len() as u64 > self.limit || Instant::now() > self.until {
            return Err(std::io::Error::other("too much"));
        }
        self.bytes.extend_from_slice(more);
        Ok(more.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Puts lines in order: no spaces at their ends, words cut at the end of a line whole again, ligatures as letters, one blank
/// line between paragraphs.
fn lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            blank = true;
            continue;
        }
        let cut = !blank && hyphenated(&out) && line.starts_with(char::is_lowercase);
        if cut {
            out.pop();
        } else if !out.is_empty() {
            out.push_str(if blank { "\n\n" } else { "\n" });
        }
        blank = false;
        for c in line.chars() {
            match c {
                'ﬀ' => out.push_str("ff"),
                'ﬁ' => out.push_str("fi"),
                'ﬂ' => out.push_str("fl"),
                'ﬃ' => out.push_str("ffi"),
                'ﬄ' => out.push_str("ffl"),
                '\u{ad}' | '\0' => {}
                _ => {
                    let _ = out.write_char(c);
                }
            }
        }
    }
    out
}

/// Whether a text ends in a word that goes on in the next line.
fn hyphenated(text: &str) -> bool {
    let mut end = text.chars().rev();
    matches!(end.next(), Some('-' | '\u{2010}')) && end.next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_put_in_order() {
        let text = "Titre \n\n\n\nLe déve-\nloppement de l'eﬃcacité \ncoûte 3\nM€, dit Saint-\nGobain.\n";
        assert_eq!(lines(text), "Titre\n\nLe développement de l'efficacité\ncoûte 3\nM€, dit Saint-\nGobain.");
    }
}
