//! Sections of a prebuilt file, one behind the other: texts together in front, then tables, each with its length.

use crate::packed::{Map, Packed, Record, Text};
use bytes::Bytes;
use bytestring::ByteString;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Writes sections.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    pub(crate) text: String,
    pub(crate) sections: Vec<u8>,
}

impl Writer {
    fn number(&mut self, n: u64) {
        self.sections.extend(n.to_le_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.sections.extend(bytes);
    }

    pub(crate) fn text(&mut self, text: &Text) {
        self.number(self.text.len() as u64);
        self.number(text.len() as u64);
        self.text.push_str(text);
    }

    pub(crate) fn table<T: Record>(&mut self, table: &Packed<T>) {
        self.bytes(table.bytes());
    }

    pub(crate) fn map(&mut self, map: &Map) {
        self.number(map.len().into());
        self.table(map.slots());
    }

    /// Something small that is decoded when the file is opened.
    pub(crate) fn value<T: Serialize>(&mut self, value: &T) {
        // nothing that is written here has a shape that postcard cannot write; were it so, reading it back would fail
        self.bytes(&postcard::to_allocvec(value).unwrap_or_default());
    }
}

/// Reads sections in the order they were written; `None` where they are not what was written.
#[derive(Debug)]
pub(crate) struct Reader {
    text: ByteString,
    sections: Bytes,
}

impl Reader {
    pub(crate) fn new(text: ByteString, sections: Bytes) -> Reader {
        Reader { text, sections }
    }

    /// Whether all has been read.
    pub(crate) fn done(&self) -> bool {
        self.sections.is_empty()
    }

    fn take(&mut self, len: usize) -> Option<Bytes> {
        (len <= self.sections.len()).then(|| self.sections.split_to(len))
    }

    fn number(&mut self) -> Option<usize> {
        usize::try_from(u64::get(&self.take(8)?)?).ok()
    }

    fn bytes(&mut self) -> Option<Bytes> {
        let len = self.number()?;
        self.take(len)
    }

    pub(crate) fn text(&mut self) -> Option<Text> {
        let (start, len) = (self.number()?, self.number()?);
        let piece = self.text.get(start..start.checked_add(len)?)?;
        Some(Text::shared(self.text.slice_ref(piece)))
    }

    pub(crate) fn table<T: Record>(&mut self) -> Option<Packed<T>> {
        Packed::shared(self.bytes()?)
    }

    pub(crate) fn map(&mut self) -> Option<Map> {
        let len = u32::try_from(self.number()?).ok()?;
        Map::shared(self.table()?, len)
    }

    pub(crate) fn value<T: DeserializeOwned>(&mut self) -> Option<T> {
        postcard::from_bytes(&self.bytes()?).ok()
    }
}
