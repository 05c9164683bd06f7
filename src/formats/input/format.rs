//! What a file is: told from its name, and from its first bytes where the name does not say.

use super::{Failure, File};
use crate::records::Status;

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A saved web page.
    Html,
    /// A JSON object a line.
    JsonLines,
    /// A document a row.
    Csv,
    /// The same, with tabs.
    Tsv,
    /// A saved mail.
    Mail,
    /// A Word document.
    Docx,
    /// PDF.
    Pdf,
    /// A zip archive of any of these.
    Zip,
    /// A tar archive, perhaps packed.
    Tar,
}

impl Format {
    /// The word used in documents.csv.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Markdown => "md",
            Format::Html => "html",
            Format::JsonLines => "jsonl",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Mail => "eml",
            Format::Docx => "docx",
            Format::Pdf => "pdf",
            Format::Zip => "zip",
            Format::Tar => "tar",
        }
    }

    /// Whether a file is read as a stream of documents, never held whole.
    pub(super) fn holds_many(self) -> bool {
        matches!(self, Format::JsonLines | Format::Csv | Format::Tsv | Format::Tar)
    }

    /// Tells the format from a file's name.
    pub fn of_name(name: &str) -> Option<Format> {
        let stem = Packing::of_name(name).map_or(name, |(stem, _)| stem);
        let ending = |name: &str| Some(name.rsplit(['/', '\\']).next()?.rsplit_once('.')?.1.to_ascii_lowercase());
        if matches!(ending(name)?.as_str(), "tgz" | "tzst") {
            return Some(Format::Tar);
        }
        Some(match ending(stem)?.as_str() {
            "txt" | "text" => Format::Text,
            "md" | "markdown" => Format::Markdown,
            "html" | "htm" | "xhtml" => Format::Html,
            "jsonl" | "ndjson" => Format::JsonLines,
            "csv" => Format::Csv,
            "tsv" | "tab" => Format::Tsv,
            "eml" => Format::Mail,
            "docx" | "docm" => Format::Docx,
            "pdf" => Format::Pdf,
            "zip" => Format::Zip,
            "tar" => Format::Tar,
            _ => return None,
        })
    }

    /// Tells the format from the first bytes; `None` if they are no text and nothing known. A table is only what the user
    /// says is one, by naming its column.
    pub(super) fn of_head(head: &[u8], text_column: Option<&str>) -> Option<Format> {
        let contains = |what: &[u8]| head.windows(what.len()).any(|w| w == what);
        if head.starts_with(b"PK\x03\x04") {
            return Some(if contains(b"word/") || contains(b"[Content_Types].xml") { Format::Docx } else { Format::Zip });
        }
        if head.starts_with(b"%PDF-") {
            return Some(Format::Pdf);
        }
        if head.get(257..262) == Some(b"ustar") {
            return Some(Format::Tar);
        }
        let wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
        if head.contains(&0) && !wide {
            return None;
        }
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        let text = String::from_utf8_lossy(&head[..head.len().min(1024)]).trim_start().to_ascii_lowercase();
        let first = text.lines().next().unwrap_or("");
        Some(if text.starts_with('{') && text[1..].trim_start().starts_with(['"', '}']) {
            Format::JsonLines
        } else if text.starts_with("<!doctype html") || text.starts_with("<html") || text.starts_with("<?xml") && text.contains("<html") {
            Format::Html
        } else if text_column.is_some_and(|c| first.contains(&c.to_lowercase())) {
            Format::Csv
        } else if ["received:", "return-path:", "delivered-to:", "from:", "date:", "mime-version:", "message-id:"]
            .iter()
            .any(|h| text.starts_with(h))
            && ["\nreceived:", "\nmime-version:", "\nmessage-id:"].iter().any(|h| text.contains(h))
        {
            Format::Mail
        } else {
            Format::Text
        })
    }
}

impl File {
    /// Whether its name has an ending besides that of its packing, which then tells what it is.
    pub(super) fn has_ending(&self) -> bool {
        let name = self.doc.rsplit('/').next().unwrap_or("");
        let name = Packing::of_name(name).map_or(name, |(stem, _)| stem);
        name.rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && !ending.is_empty())
    }

    /// What is said of a file whose format is not read: no fault, unless the user named it.
    pub(super) fn unknown(&self) -> Failure {
        let status = if self.named { Status::Failed } else { Status::Skipped };
        self.failure(status, "not a kind of file that is read")
    }

    /// What is said of a file that cannot be read.
    pub(super) fn unread(&self, error: &std::io::Error) -> Failure {
        self.failure(Status::Failed, error.to_string())
    }
}

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstandard,
}

impl Packing {
    /// Tells it from a name, and what the name is without it.
    pub(super) fn of_name(name: &str) -> Option<(&str, Packing)> {
        let (stem, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "gz" | "tgz" => Some((stem, Packing::Gzip)),
            "zst" | "tzst" => Some((stem, Packing::Zstandard)),
            _ => None,
        }
    }

    /// Tells it from the first bytes.
    pub(super) fn of_head(head: &[u8]) -> Option<Packing> {
        match head {
            [0x1f, 0x8b, ..] => Some(Packing::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Packing::Zstandard),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_first_bytes_tell() {
        for (name, format) in [
            ("a.TXT", Some(Format::Text)),
            ("a.txt.gz", Some(Format::Text)),
            ("a.tar.gz", Some(Format::Tar)),
            ("a.tgz", Some(Format::Tar)),
            ("a.tar.zst", Some(Format::Tar)),
            ("b.c/a", None),
            ("a.png", None),
            ("a.docx", Some(Format::Docx)),
        ] {
            assert_eq!(Format::of_name(name), format, "{name}");
        }
        for (head, format) in [
            (&b"PK\x03\x04\x14\0......[Content_Types].xml"[..], Some(Format::Docx)),
            (b"PK\x03\x04\x14\0......a.txt", Some(Format::Zip)),
            (b"%PDF-1.7", Some(Format::Pdf)),
            (b"  <!DOCTYPE html><html>", Some(Format::Html)),
            (b"{ \"text\": 1}", Some(Format::JsonLines)),
            (b"From: a@b.example\r\nMIME-Version: 1.0\r\n\r\nx", Some(Format::Mail)),
            (b"From: the desk of\nJane Roe", Some(Format::Text)),
            (b"id;story\n1;x", Some(Format::Csv)),
            (b"\x89PNG\0", None),
        ] {
            assert_eq!(Format::of_head(head, Some("story")), format, "{}", String::from_utf8_lossy(head));
        }
    }
}
