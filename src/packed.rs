//! Tables of small records as little-endian bytes, and the text they point into: the same whether they grow in memory or
//! are used in place from a prebuilt file, so that nothing is decoded when the program starts.

use bytes::Bytes;
use bytestring::ByteString;
use std::marker::PhantomData;
use std::ops::Deref;

/// A record of fixed size.
pub(crate) trait Record: Copy {
    /// Bytes of one record.
    const SIZE: usize;
    /// Reads it from the first `SIZE` bytes, in one go; `None` where there are less.
    fn get(bytes: &[u8]) -> Option<Self>;
    /// Writes it over exactly `SIZE` bytes.
    fn set(self, bytes: &mut [u8]);
}

macro_rules! whole {
    ($($t:ty)+) => {$(
        impl Record for $t {
            const SIZE: usize = size_of::<$t>();
            #[inline]
            fn get(bytes: &[u8]) -> Option<$t> {
                bytes.first_chunk().map(|b| <$t>::from_le_bytes(*b))
            }
            #[inline]
            fn set(self, bytes: &mut [u8]) {
                bytes.copy_from_slice(&self.to_le_bytes());
            }
        }
    )+};
}

whole! { u8 u16 u32 u64 u128 }

impl Record for bool {
    const SIZE: usize = 1;
    #[inline]
    fn get(bytes: &[u8]) -> Option<bool> {
        bytes.first().map(|b| *b != 0)
    }
    #[inline]
    fn set(self, bytes: &mut [u8]) {
        u8::from(self).set(bytes);
    }
}

/// A struct whose fields are records, stored one behind the other.
macro_rules! record {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$fmeta:meta])* $fvis:vis $field:ident: $t:ty,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        $vis struct $name { $($(#[$fmeta])* $fvis $field: $t,)+ }

        impl $crate::packed::Record for $name {
            const SIZE: usize = 0 $(+ <$t as $crate::packed::Record>::SIZE)+;
            #[inline]
            fn get(bytes: &[u8]) -> Option<Self> {
                let bytes: &[u8] = bytes.first_chunk::<{ <$name as $crate::packed::Record>::SIZE }>()?;
                $(let ($field, bytes) = bytes.split_at(<$t as $crate::packed::Record>::SIZE);)+
                let _ = bytes;
                Some($name { $($field: $crate::packed::Record::get($field)?,)+ })
            }
            #[inline]
            fn set(self, bytes: &mut [u8]) {
                $(let ($field, bytes) = bytes.split_at_mut(<$t as $crate::packed::Record>::SIZE);)+
                let _ = bytes;
                $($crate::packed::Record::set(self.$field, $field);)+
            }
        }
    };
}
pub(crate) use record;

/// Bytes of a prebuilt file, or our own once they change.
#[derive(Debug, Clone, Default)]
struct Storage {
    shared: Bytes,
    own: Option<Vec<u8>>,
}

impl Storage {
    fn own(&mut self) -> &mut Vec<u8> {
        self.own.get_or_insert_with(|| std::mem::take(&mut self.shared).to_vec())
    }
}

impl Deref for Storage {
    type Target = [u8];
    #[inline]
    fn deref(&self) -> &[u8] {
        match &self.own {
            None => &self.shared,
            Some(bytes) => bytes,
        }
    }
}

/// Records one behind the other. What is shared with a file is copied when it first changes.
#[derive(Debug, Clone)]
pub(crate) struct Packed<T> {
    bytes: Storage,
    record: PhantomData<T>,
}

impl<T> Default for Packed<T> {
    fn default() -> Self {
        Packed { bytes: Storage::default(), record: PhantomData }
    }
}

impl<T: Record> Packed<T> {
    /// Records in place; `None` where the bytes are no whole number of records.
    pub(crate) fn shared(bytes: Bytes) -> Option<Packed<T>> {
        bytes.len().is_multiple_of(T::SIZE).then_some(Packed { bytes: Storage { shared: bytes, own: None }, record: PhantomData })
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.bytes.len() / T::SIZE
    }

    /// The record at `i`; `None` past the end.
    #[inline]
    pub(crate) fn get(&self, i: usize) -> Option<T> {
        self.bytes.get(i * T::SIZE..).and_then(T::get)
    }

    /// The records of a range, none where it runs past the end.
    #[inline]
    pub(crate) fn range(&self, start: usize, len: usize) -> impl Iterator<Item = T> + '_ {
        self.bytes.get(start * T::SIZE..(start + len) * T::SIZE).unwrap_or_default().chunks_exact(T::SIZE).filter_map(T::get)
    }

    /// All records.
    pub(crate) fn iter(&self) -> impl Iterator<Item = T> + '_ {
        self.bytes.chunks_exact(T::SIZE).filter_map(T::get)
    }

    /// Adds a record at the end.
    pub(crate) fn push(&mut self, record: T) {
        let bytes = self.bytes.own();
        let at = bytes.len();
        bytes.resize(at + T::SIZE, 0);
        record.set(&mut bytes[at..]);
    }

    /// Replaces a record; all before it that are not there yet are zero.
    pub(crate) fn put(&mut self, i: usize, record: T) {
        let bytes = self.bytes.own();
        if bytes.len() < (i + 1) * T::SIZE {
            bytes.resize((i + 1) * T::SIZE, 0);
        }
        record.set(&mut bytes[i * T::SIZE..(i + 1) * T::SIZE]);
    }

    /// `len` records of zeros.
    fn zeros(len: usize) -> Packed<T> {
        Packed { bytes: Storage { shared: Bytes::new(), own: Some(vec![0; len * T::SIZE]) }, record: PhantomData }
    }
}

impl<T: Record> FromIterator<T> for Packed<T> {
    fn from_iter<I: IntoIterator<Item = T>>(records: I) -> Self {
        let mut out = Packed::default();
        records.into_iter().for_each(|r| out.push(r));
        out
    }
}

/// Text that records point into, of a prebuilt file or our own once it changes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Text {
    shared: ByteString,
    own: Option<String>,
}

impl Deref for Text {
    type Target = str;
    #[inline]
    fn deref(&self) -> &str {
        match &self.own {
            None => &self.shared,
            Some(text) => text,
        }
    }
}

impl Text {
    pub(crate) fn shared(text: ByteString) -> Text {
        Text { shared: text, own: None }
    }

    /// The text behind which more can be put.
    pub(crate) fn own(&mut self) -> &mut String {
        self.own.get_or_insert_with(|| std::mem::take(&mut self.shared).to_string())
    }

    /// A piece of it; empty where there is none.
    #[inline]
    pub(crate) fn piece(&self, start: usize, len: usize) -> &str {
        self.get(start..start + len).unwrap_or("")
    }
}

record! {
    /// A key and its number; 0 marks a free slot.
    pub(crate) struct Slot {
        key: u64,
        number: u32,
    }
}

impl Slot {
    /// Whether it holds a key.
    pub(crate) fn is_taken(self) -> bool {
        self.number != 0
    }

    pub(crate) fn key(self) -> u64 {
        self.key
    }
}

/// Numbers above zero by 64-bit keys: open addressing, the number of slots a power of two, at most half of them taken.
#[derive(Debug, Clone, Default)]
pub(crate) struct Map {
    slots: Packed<Slot>,
    len: u32,
}

/// Where the search for a key starts.
#[inline]
fn home(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
}

impl Map {
    /// A map in place; `None` where the slots are none.
    pub(crate) fn shared(slots: Packed<Slot>, len: u32) -> Option<Map> {
        let fits = slots.len() == 0 && len == 0 || slots.len().is_power_of_two() && len as usize * 2 <= slots.len();
        fits.then_some(Map { slots, len })
    }

    pub(crate) fn slots(&self) -> &Packed<Slot> {
        &self.slots
    }

    /// How many keys it has.
    pub(crate) fn len(&self) -> u32 {
        self.len
    }

    /// The number of a key; 0 if there is none.
    #[inline]
    pub(crate) fn get(&self, key: u64) -> u32 {
        let slots: &[u8] = &self.slots.bytes;
        let mask = (slots.len() / Slot::SIZE).wrapping_sub(1);
        let mut i = home(key) & mask;
        loop {
            match slots.get(i * Slot::SIZE..).and_then(Slot::get) {
                Some(s) if s.number != 0 && s.key != key => i = (i + 1) & mask,
                Some(s) => return s.number,
                None => return 0,
            }
        }
    }

    /// Adds a key that is not there.
    pub(crate) fn insert(&mut self, key: u64, number: u32) {
        if self.len as usize * 2 >= self.slots.len() {
            let more = Packed::zeros((self.slots.len() * 2).max(64));
            let old = std::mem::replace(&mut self.slots, more);
            old.iter().filter(|s| s.number != 0).for_each(|s| self.place(s));
        }
        self.len += 1;
        self.place(Slot { key, number });
    }

    fn place(&mut self, slot: Slot) {
        let mask = self.slots.len() - 1;
        let mut i = home(slot.key) & mask;
        while self.slots.get(i).is_some_and(|s| s.number != 0) {
            i = (i + 1) & mask;
        }
        self.slots.put(i, slot);
    }
}
