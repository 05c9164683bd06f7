//! Text that was decoded wrongly once: UTF-8 read as Windows-1252 or Mac Roman (`â‚¬` for €, `Ã©` for é).
//!
//! Only sequences are repaired that are UTF-8 again when encoded back, and only to characters of French and English texts:
//! what is written rightly stays, whatever stands around it. `É»` (an accented capital before a quotation mark) would be
//! valid UTF-8 as well, but for a letter that no such text has.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};
use std::sync::LazyLock;

/// Characters that a repair may give, besides letters and signs of Latin-1.
const USUAL: &str = "œŒŸ€™‘’“”‚„«»‹›–—…•‰†‡′″−→\u{2009}\u{200a}\u{200b}\u{202f}\u{2011}\u{2010}ŠšŽžćčğışęłńśźżőűřěﬁﬂ\u{feff}";

/// The bytes that the characters beyond ASCII stand for in an encoding.
struct Back(Vec<(char, u8)>);

static BACK: LazyLock<[Back; 2]> = LazyLock::new(|| {
    [WINDOWS_1252, MACINTOSH].map(|encoding: &'static Encoding| {
        let mut pairs: Vec<(char, u8)> =
            (0x80..=0xff_u8).filter_map(|b| Some((encoding.decode_without_bom_handling(&[b]).0.chars().next()?, b))).collect();
        pairs.sort_unstable();
        Back(pairs)
    })
});

impl Back {
    fn byte(&self, c: char) -> Option<u8> {
        self.0.binary_search_by_key(&c, |p| p.0).ok().map(|i| self.0[i].1)
    }

    /// The character that a sequence at the start of a text was, and the bytes of the sequence.
    fn first(&self, text: &str) -> Option<(char, usize)> {
        let mut chars = text.char_indices();
        let lead = self.byte(chars.next()?.1)?;
        let length = match lead {
            0xc2..=0xdf => 2,
            0xe2 | 0xef => 3,
            _ => return None,
        };
        let mut bytes = [lead, 0, 0];
        for b in &mut bytes[1..length] {
            *b = self.byte(chars.next()?.1).filter(|b| (0x80..0xc0).contains(b))?;
        }
        let c = std::str::from_utf8(&bytes[..length]).ok()?.chars().next()?;
        // bytes that stand for nothing in Windows-1252 are left over where text was decoded wrongly twice
        let latin = ('\u{a0}'..='\u{ff}').contains(&c) || "\u{81}\u{8d}\u{8f}\u{90}\u{9d}".contains(c);
        (latin || USUAL.contains(c)).then(|| (c, chars.offset()))
    }
}

/// The repaired text, if there was anything to repair.
pub(super) fn repaired(text: &str) -> Option<String> {
    let mut out = once(text)?;
    // what was decoded wrongly twice needs a second pass
    while let Some(again) = once(&out) {
        out = again;
    }
    Some(out)
}

fn once(text: &str) -> Option<String> {
    let mut from = 0;
    let (back, first) = loop {
        let at = next(text, from)?;
        if let Some(back) = BACK.iter().find(|b| b.first(&text[at..]).is_some()) {
            break (back, at);
        }
        from = at + text[at..].chars().next().map_or(1, char::len_utf8);
    };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(c) = rest.chars().next() {
        if !c.is_ascii() {
            if let Some((c, length)) = back.first(rest) {
                out.push(c);
                rest = &rest[length..];
                continue;
            }
            if let Some((c, length)) = worn(rest) {
                out.push_str(c);
                rest = &rest[length..];
                continue;
            }
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    Some(out)
}

/// The next place at or behind `from` where two characters beyond ASCII meet, the first of which can open a sequence: in
/// Windows-1252 `Â Ã Å â ï …`, in Mac Roman `√ ¬ ‚ …`.
fn next(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += memchr::memchr3(0xc3, 0xc2, 0xe2, bytes.get(at..)?)?;
        let length = if bytes[at] == 0xe2 { 3 } else { 2 };
        if bytes.get(at + length).is_some_and(|b| *b >= 0x80) {
            return Some(at);
        }
        at += length;
    }
}

/// In a text that has others: sequences whose last byte was lost on the way, because it was a space or a control character.
fn worn(text: &str) -> Option<(&'static str, usize)> {
    if let Some(rest) = text.strip_prefix("Ã") {
        return match rest.as_bytes() {
            [b' ', b' ', ..] => Some(("à", 3)),
            [b' ', ..] => Some(("à", 2)),
            _ => None,
        };
    }
    let rest = text.strip_prefix("â€")?;
    (!rest.starts_with(|c: char| !c.is_ascii())).then_some(("”", text.len() - rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "L’été dernier, « Œuvre & Cie » a levé 3,2 M€ — soit 10 % à Nîmes… “Ça va”, dit-il : où ? À l’île d’Yeu.";

    #[test]
    fn text_decoded_wrongly_is_what_it_was() {
        for encoding in [WINDOWS_1252, MACINTOSH] {
            let wrong = encoding.decode_without_bom_handling(TEXT.as_bytes()).0.into_owned();
            assert_eq!(repaired(&wrong).as_deref(), Some(TEXT), "{}: {wrong}", encoding.name());
            let half = format!("{TEXT}\n{wrong}");
            assert_eq!(repaired(&half), Some(format!("{TEXT}\n{TEXT}")));
        }
        let twice = (0..2).fold(TEXT.to_owned(), |t, _| WINDOWS_1252.decode_without_bom_handling(t.as_bytes()).0.into_owned());
        assert_eq!(repaired(&twice).as_deref(), Some(TEXT));
        assert_eq!(repaired("3 â‚¬ prÃ©vus Ã  Lyon, â€œouiâ€ dit-il").as_deref(), Some("3 € prévus à Lyon, “oui” dit-il"));
    }

    #[test]
    fn what_is_right_stays() {
        for text in [TEXT, "«CAFÉ» «ÉLYSÉE» à «Orléans»", "SÃO PAULO, Ângela, â, Ã", "√2 ≈ 1,41", "ΑΒΓ абв 日本"]
        {
            assert_eq!(repaired(text), None, "{text}");
        }
    }
}
