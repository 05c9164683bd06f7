//! From bytes to text: byte order marks, UTF-8, and old one-byte encodings told from what they would make of the text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Text, and the encoding it was in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without byte order mark. Line breaks stay as they are.
    pub text: String,
    /// `UTF-8`, `windows-1252` …
    pub encoding: &'static str,
}

/// Decodes a whole file.
///
/// # Errors
/// Binary data, or bytes that fit no encoding.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, String> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return utf8(rest.to_vec()).map_err(|e| invalid(&e));
    }
    for (mark, encoding) in [(&b"\xff\xfe"[..], UTF_16LE), (b"\xfe\xff", UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            let (text, damaged) = encoding.decode_without_bom_handling(rest);
            return if damaged || rest.len() % 2 != 0 {
                Err(format!("not valid {}", encoding.name()))
            } else if text.contains('\0') {
                Err("binary: NUL characters".to_owned())
            } else {
                Ok(Decoded { text: text.into_owned(), encoding: encoding.name() })
            };
        }
    }
    if let Some(encoding) = unmarked_utf16(&bytes) {
        let (text, damaged) = encoding.decode_without_bom_handling(&bytes);
        if !damaged && !text.contains('\0') {
            return Ok(Decoded { text: text.into_owned(), encoding: encoding.name() });
        }
    }
    if let Some(at) = bytes.iter().take(1 << 16).position(|b| *b == 0) {
        return Err(format!("binary: a NUL byte at {at}"));
    }
    match utf8(bytes) {
        Ok(d) if d.text.contains('\0') => Err("binary: a NUL byte".to_owned()),
        Ok(d) => Ok(d),
        Err(e) => legacy(e.as_bytes()).ok_or_else(|| invalid(&e)),
    }
}

/// Decodes a whole file in an encoding the user names, or in the one it seems to be in. A named one is not argued with:
/// bytes that do not fit become replacement characters.
pub(super) fn decode_as(bytes: Vec<u8>, named: Option<&'static Encoding>) -> Result<Decoded, String> {
    match named {
        None => decode(bytes),
        Some(encoding) => {
            let (text, encoding, _) = encoding.decode(&bytes);
            Ok(Decoded { text: text.into_owned(), encoding: encoding.name() })
        }
    }
}

/// The encoding of a table, told from its first bytes. A NUL byte below the header is the fault of its row only.
pub(super) fn of_sample(sample: &[u8], named: Option<&'static Encoding>) -> Result<&'static Encoding, String> {
    if let Some(encoding) = named.or_else(|| Encoding::for_bom(sample).map(|(e, _)| e)).or_else(|| unmarked_utf16(sample)) {
        return Ok(encoding);
    }
    let header = sample.split(|b| *b == b'\n').next().unwrap_or_default();
    if let Some(at) = header.iter().position(|b| *b == 0) {
        return Err(format!("binary: a NUL byte at {at}"));
    }
    // the sample may end inside a character
    if std::str::from_utf8(sample).is_err_and(|e| e.error_len().is_some()) {
        let decoded = decode(sample.iter().copied().filter(|b| *b != 0).collect())?;
        return Ok(Encoding::for_label(decoded.encoding.as_bytes()).unwrap_or(UTF_8));
    }
    Ok(UTF_8)
}

/// UTF-16 without byte order mark: of the first bytes, every other one is zero, as in no other text.
pub(super) fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024) & !1];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    if !bytes.len().is_multiple_of(2) || pairs < 2 {
        None
    } else if even == 0 && odd * 10 >= pairs * 7 {
        Some(UTF_16LE)
    } else if odd == 0 && even * 10 >= pairs * 7 {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn utf8(bytes: Vec<u8>) -> Result<Decoded, std::string::FromUtf8Error> {
    String::from_utf8(bytes).map(|text| Decoded { text, encoding: UTF_8.name() })
}

fn invalid(e: &std::string::FromUtf8Error) -> String {
    format!("not valid UTF-8 (byte {}), and no other encoding fits", e.utf8_error().valid_up_to())
}

/// An old encoding whose reading of the bytes looks like text. A file with more UTF-8 sequences
/// than other bytes is damaged UTF-8.
fn legacy(bytes: &[u8]) -> Option<Decoded> {
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += chunk.invalid().len();
    }
    if valid > invalid {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"fr"), Utf8Detection::Deny);
    // ¤ and ½ stand where ISO 8859-15 has € and œ
    let latin9 = Encoding::for_label(b"iso-8859-15").filter(|_| bytes.iter().any(|b| matches!(b, 0xa4 | 0xbd)));
    let mut candidates: Vec<&'static Encoding> = latin9.into_iter().collect();
    candidates.extend([WINDOWS_1252, MACINTOSH]);
    if !candidates.contains(&guess) {
        candidates.push(guess);
    }
    let read = candidates.into_iter().filter_map(|encoding| {
        let (text, damaged) = encoding.decode_without_bom_handling(bytes);
        let score = if damaged { 0.0 } else { plausible(&text, encoding == guess) };
        (score > 0.8).then(|| (score, Decoded { text: text.into_owned(), encoding: encoding.name() }))
    });
    // the first of equals
    read.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, d)| d)
}

/// Share of the characters beyond ASCII that French and English texts have; letters of other scripts count where the
/// detector vouches for them.
fn plausible(text: &str, vouched: bool) -> f32 {
    let usual = |c: char| {
        "àâäçéèêëîïôöùûüœæáíóúñßåøãõÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÆÁÓÚÑÅØ«»‹›“”„‘’‚–—…•·€£¥§©®™°²³±×½¼\u{a0}\u{ad}ªº¿¡µ".contains(c)
            || vouched && c.is_alphabetic() && !('\u{80}'..'\u{100}').contains(&c)
    };
    let (mut all, mut good) = (0u32, 0u32);
    let mut before = ' ';
    for c in text.chars() {
        if !c.is_ascii() {
            all += 1;
            // a sign inside a word is a letter of another encoding
            let sign_in_word = before.is_alphabetic() && matches!(c, '©' | '®' | '™' | '½' | '¼' | '¥' | '§' | 'µ' | '¿' | '¡');
            good += u32::from(usual(c) && !sign_in_word);
        }
        before = c;
    }
    if all == 0 { 0.0 } else { good as f32 / all as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Le cœur de l’opération : 3 milliards d’euros « levés » à l’été, dit le PDG français – déjà.";

    fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
        encoding.encode(text).0.into_owned()
    }

    #[test]
    fn usual_encodings_are_told_apart() {
        let latin9 = Encoding::for_label(b"iso-8859-15").unwrap_or(WINDOWS_1252);
        for (bytes, name, text) in [
            (TEXT.as_bytes().to_vec(), "UTF-8", TEXT),
            ([b"\xef\xbb\xbf", TEXT.as_bytes()].concat(), "UTF-8", TEXT),
            (encoded(WINDOWS_1252, TEXT), "windows-1252", TEXT),
            (encoded(MACINTOSH, TEXT), "macintosh", TEXT),
            (encoded(latin9, "Le cœur coûte 3 M€ à l'été"), "ISO-8859-15", "Le cœur coûte 3 M€ à l'été"),
            (encoded(WINDOWS_1252, "£5m for a café"), "windows-1252", "£5m for a café"),
        ] {
            let d = decode(bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert_eq!((d.encoding, d.text.as_str()), (name, text));
        }
        let units: Vec<u8> = "\u{feff}levé à 3 M€".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(units.clone()), Ok(Decoded { text: "levé à 3 M€".to_owned(), encoding: "UTF-16LE" }));
        assert_eq!(decode(units[2..].to_vec()), Ok(Decoded { text: "levé à 3 M€".to_owned(), encoding: "UTF-16LE" }));
        let units: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(units), Ok(Decoded { text: TEXT.to_owned(), encoding: "UTF-16BE" }));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(decode(b"abc\0def".to_vec()).is_err());
        assert!(decode(b"\xff\xfe\xfd".to_vec()).is_err());
        assert!(decode(b"ok \xc3\x28 \xf8\xa1".to_vec()).is_err());
        assert!(decode("déjà vu, puis cassé \u{e9}".as_bytes().iter().copied().chain([0xff, 0xc3]).collect()).is_err());
    }
}
