//! Tables of small records as little-endian bytes: the same whether just compiled or read in place from a prebuilt file,
//! so that nothing is decoded when the program starts.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::marker::PhantomData;

/// A record of fixed size.
pub(crate) trait Record: Copy {
    /// Bytes of one record.
    const SIZE: usize;
    /// Reads it from exactly `SIZE` bytes.
    fn get(bytes: &[u8]) -> Self;
    /// Appends its `SIZE` bytes.
    fn put(self, out: &mut Vec<u8>);
}

/// Records one behind the other.
#[derive(Debug, Clone)]
pub(crate) struct Packed<T> {
    bytes: Cow<'static, [u8]>,
    record: PhantomData<T>,
}

impl<T> Serialize for Packed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.bytes)
    }
}

impl<'de: 'static, T> Deserialize<'de> for Packed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&'static [u8]>::deserialize(deserializer).map(|bytes| Packed { bytes: bytes.into(), record: PhantomData })
    }
}

impl<T> Default for Packed<T> {
    fn default() -> Self {
        Packed { bytes: Cow::Borrowed(&[]), record: PhantomData }
    }
}

impl<T: Record> Packed<T> {
    pub(crate) fn len(&self) -> usize {
        self.bytes.len() / T::SIZE
    }

    /// The record at `i`; `None` past the end.
    #[inline]
    pub(crate) fn get(&self, i: usize) -> Option<T> {
        self.bytes.get(i * T::SIZE..(i + 1) * T::SIZE).map(T::get)
    }

    /// The records of a range, none where it runs past the end.
    #[inline]
    pub(crate) fn range(&self, start: usize, len: usize) -> impl Iterator<Item = T> + '_ {
        self.bytes.get(start * T::SIZE..(start + len) * T::SIZE).unwrap_or_default().chunks_exact(T::SIZE).map(T::get)
    }
}

impl<T: Record> FromIterator<T> for Packed<T> {
    fn from_iter<I: IntoIterator<Item = T>>(records: I) -> Self {
        let mut bytes = Vec::new();
        for r in records {
            r.put(&mut bytes);
        }
        Packed { bytes: bytes.into(), record: PhantomData }
    }
}

/// The four bytes at `at`; zero where there are none.
#[inline]
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes)
}

impl Record for u32 {
    const SIZE: usize = 4;
    #[inline]
    fn get(bytes: &[u8]) -> u32 {
        u32_at(bytes, 0)
    }
    fn put(self, out: &mut Vec<u8>) {
        out.extend(self.to_le_bytes());
    }
}
