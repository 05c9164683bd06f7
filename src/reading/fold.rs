//! Folding: what two spellings must share to be the same form.
//!
//! Case, accents, ligatures and soft hyphens do not count. The text itself is never changed, so offsets stay true.

/// What kind of character starts or continues a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CharClass {
    Letter,
    Digit,
    Space,
    Newline,
    /// Soft hyphen, zero-width characters, combining marks: part of a word, worth nothing.
    Ignorable,
    Apostrophe,
    Hyphen,
    Other,
}

/// Class of a character. ASCII comes from a table, see [`ASCII`].
pub(crate) fn class_of(c: char) -> CharClass {
    if c.is_ascii() {
        return ASCII[c as usize];
    }
    match c {
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' => CharClass::Letter,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{0300}'..='\u{036f}' | '\u{202a}'..='\u{202e}' | '\u{fe0f}' => {
            CharClass::Ignorable
        }
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => CharClass::Space,
        '\u{2028}' | '\u{2029}' | '\u{85}' => CharClass::Newline,
        '’' | '‘' | 'ʼ' | 'ʻ' | 'ʹ' | 'ꞌ' | '‵' | '´' | '′' | '＇' => CharClass::Apostrophe,
        '‐' | '‑' | '‒' | '–' | '−' | '·' | '－' => CharClass::Hyphen,
        'ª' | 'º' | '²' | '³' | '¹' | '¼' | '½' | '¾' => CharClass::Other,
        _ if c.is_alphabetic() => CharClass::Letter,
        _ if c.is_whitespace() => CharClass::Space,
        _ => CharClass::Other,
    }
}

/// Classes of the ASCII characters.
pub(crate) const ASCII: [CharClass; 128] = {
    let mut t = [CharClass::Other; 128];
    let mut i = 0;
    while i < 128 {
        t[i] = match i as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => CharClass::Letter,
            b'0'..=b'9' => CharClass::Digit,
            b'\n' => CharClass::Newline,
            b' ' | b'\t' | b'\r' | 0x0b | 0x0c => CharClass::Space,
            b'\'' | b'`' => CharClass::Apostrophe,
            b'-' => CharClass::Hyphen,
            _ => CharClass::Other,
        };
        i += 1;
    }
    t
};

/// The folded form of a letter outside ASCII: lower case, no accent; `None` if only its case changes.
fn strip(c: char) -> Option<&'static str> {
    Some(match c {
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' | 'Ǎ' | 'ǎ' => "a",
        'Æ' | 'æ' => "ae",
        'Ç' | 'ç' | 'Ć'..='č' => "c",
        'Ď'..='đ' | 'Ð' | 'ð' => "d",
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => "e",
        'Ĝ'..='ģ' | 'Ǧ' | 'ǧ' => "g",
        'Ĥ'..='ħ' => "h",
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' => "i",
        'Ĵ' | 'ĵ' => "j",
        'Ķ' | 'ķ' => "k",
        'Ĺ'..='ł' => "l",
        'Ñ' | 'ñ' | 'Ń'..='ŋ' => "n",
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' => "o",
        'Œ' | 'œ' => "oe",
        'Ŕ'..='ř' => "r",
        'Ś'..='š' | 'Ș' | 'ș' => "s",
        'ß' | 'ẞ' => "ss",
        'Ţ'..='ŧ' | 'Ț' | 'ț' => "t",
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' => "u",
        'Ŵ' | 'ŵ' => "w",
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' => "y",
        'Ź'..='ž' => "z",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        _ => return None,
    })
}

/// Running hash of a folded token, so that no folded string is ever built while reading.
///
/// Two tokens are taken for the same when their 64-bit hashes are: short words never wrongly, and with a million distinct
/// forms a longer word of a text meets a wrong one with a chance of 5e-14.
#[derive(Clone, Copy)]
pub(crate) struct Folder {
    /// Of all whole runs of eight bytes.
    hash: u64,
    /// The bytes since.
    run: u64,
    /// Bit `i`: the folded character `i` was a capital.
    pub(crate) caps: u32,
    /// Number of folded bytes.
    count: u32,
    pub(crate) accented: bool,
}

impl Folder {
    #[inline]
    pub(crate) fn new() -> Folder {
        Folder { hash: 0xcbf2_9ce4_8422_2325, run: 0, caps: 0, count: 0, accented: false }
    }

    /// Number of folded characters, at most 255.
    #[inline]
    pub(crate) fn len(&self) -> u8 {
        self.count.min(255) as u8
    }

    #[inline]
    fn push_folded(&mut self, byte: u8, upper: bool) {
        self.run = self.run << 8 | u64::from(byte);
        if self.count < 32 {
            self.caps |= u32::from(upper) << self.count;
        }
        self.count += 1;
        if self.count.is_multiple_of(8) {
            self.hash = mixed(self.hash ^ self.run);
            self.run = 0;
        }
    }

    /// Adds an ASCII character.
    #[inline]
    pub(crate) fn push_ascii(&mut self, b: u8) {
        self.push_folded(b.to_ascii_lowercase(), b.is_ascii_uppercase());
    }

    /// Adds the ASCII letters that the next bytes begin with, at most eight; how many there were.
    #[inline]
    pub(crate) fn push_letters(&mut self, eight: [u8; 8]) -> usize {
        const HIGH: u64 = 0x8080_8080_8080_8080;
        let bytes = u64::from_le_bytes(eight);
        let small = bytes | 0x2020_2020_2020_2020;
        // byte by byte without carries: the high bit tells whether it is from `a` to `z`
        let seven = small & !HIGH;
        let letters = (seven + 0x1f1f_1f1f_1f1f_1f1f) & !(seven + 0x0505_0505_0505_0505) & !bytes & HIGH;
        let n = (!letters & HIGH).trailing_zeros() as usize / 8;
        if n == 0 {
            return 0;
        }
        let kept = u64::MAX >> (64 - 8 * n);
        // the first bit of each byte that is a capital, gathered into the lowest eight
        let capitals = (!bytes & kept & 0x2020_2020_2020_2020) >> 5;
        let capitals = (capitals.wrapping_mul(0x0102_0408_1020_4080) >> 56) as u32;
        if self.count < 32 {
            self.caps |= capitals << self.count;
        }
        let folded = (small & kept).swap_bytes();
        let begun = self.count % 8;
        self.count += n as u32;
        if begun == 0 {
            // a whole run, or the first bytes of one
            if n == 8 {
                self.hash = mixed(self.hash ^ folded);
            } else {
                self.run = folded >> (64 - 8 * n);
            }
            return n;
        }
        let room = (8 - begun) as usize;
        if n < room {
            self.run = self.run << (8 * n) | folded >> (64 - 8 * n);
        } else {
            let whole = self.run << (8 * room) | folded >> (64 - 8 * room);
            self.hash = mixed(self.hash ^ whole);
            let rest = n - room;
            self.run = if rest == 0 { 0 } else { (folded << (8 * room)) >> (64 - 8 * rest) };
        }
        n
    }

    /// Adds any character.
    pub(crate) fn push(&mut self, c: char) {
        if c.is_ascii() {
            return self.push_ascii(c as u8);
        }
        match class_of(c) {
            CharClass::Ignorable => {}
            CharClass::Apostrophe => self.push_folded(b'\'', false),
            CharClass::Hyphen => self.push_folded(b'-', false),
            _ => {
                let upper = c.is_uppercase();
                if let Some(s) = strip(c) {
                    self.accented = true;
                    for b in s.bytes() {
                        self.push_folded(b, upper);
                    }
                } else {
                    for l in c.to_lowercase() {
                        let mut buf = [0; 4];
                        for (i, b) in l.encode_utf8(&mut buf).bytes().enumerate() {
                            self.push_folded(b, upper && i == 0);
                        }
                    }
                }
            }
        }
    }

    /// The hash; never zero.
    #[inline]
    pub(crate) fn finish(self) -> u64 {
        mixed(mixed(self.hash ^ self.run) ^ u64::from(self.count)) | 1
    }
}

#[inline]
fn mixed(x: u64) -> u64 {
    let x = (x ^ x >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
    x ^ x >> 29
}

/// The folded form of a string, for keys and comparison: lower case, no accents, ignorable characters gone.
pub(crate) fn folded(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        match class_of(c) {
            CharClass::Ignorable => {}
            CharClass::Apostrophe => out.push('\''),
            CharClass::Hyphen => out.push('-'),
            CharClass::Space | CharClass::Newline => out.push(' '),
            _ => match strip(c) {
                Some(f) => out.push_str(f),
                None => out.extend(c.to_lowercase()),
            },
        }
    }
    out
}
