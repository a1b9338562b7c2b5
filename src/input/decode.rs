//! Bytes to text: byte-order mark, valid UTF-8, UTF-16 by its pattern of NULs, what the text itself declares, then a guess.
//!
//! Refuses what is no text, by the name of what it looks like. Knows nothing of formats inside the text.

mod legacy;

use encoding_rs::{Encoding, MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::input::Error;

/// So many bytes are looked at to tell what the rest is.
const SAMPLE: usize = 64 * 1024;

/// First bytes of files that are no text, and what to call them.
const MAGIC: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh91AY&SY", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "an ELF program"),
    (b"MZ\x90\0", "a Windows program"),
    (b"\xcf\xfa\xed\xfe", "a macOS program"),
    (b"\xca\xfe\xba\xbe", "a compiled program"),
    (b"\0asm", "a WebAssembly module"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Office document (doc, xls or ppt)",
    ),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript document"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"GGUF\x02\0", "a GGUF model"),
    (b"GGUF\x03\0", "a GGUF model"),
    (b"OggS\0", "an Ogg recording"),
    (b"fLaC\0", "a FLAC recording"),
    (b"ID3\x03", "an MP3 recording"),
    (b"ID3\x04", "an MP3 recording"),
    (b"\x1a\x45\xdf\xa3", "a Matroska or WebM video"),
    (b"bplist00", "a binary property list or web archive"),
    (b"\xff\xfe\0\0", "UTF-32 text"),
    (b"\0\0\xfe\xff", "UTF-32 text"),
];

/// What is told apart by the names inside a ZIP archive.
const ZIPPED: &[(&[u8], &str)] = &[
    (b"word/", "a Word document (docx)"),
    (b"xl/", "an Excel workbook (xlsx)"),
    (b"ppt/", "a PowerPoint presentation (pptx)"),
    (b"application/epub+zip", "an EPUB book"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
];

/// The text of `bytes`, without byte-order mark. Linear.
///
/// # Errors
/// [`Error::Binary`] when it is no text.
pub fn decode(bytes: &[u8]) -> Result<String, Error> {
    decode_as(bytes, || None)
}

/// Like [`decode`], for bytes that may say themselves what they are in: `declared` is asked before guessing.
pub(super) fn decode_as(bytes: &[u8], declared: impl FnOnce() -> Option<&'static Encoding>) -> Result<String, Error> {
    if let Some(looks_like) = binary(bytes) {
        return Err(Error::Binary { looks_like });
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(with(encoding, &bytes[mark..]));
    }
    if let Some(encoding) = utf16(bytes) {
        return Ok(with(encoding, bytes));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return readable(bytes, 30, text.to_owned());
    }
    let text = if is_damaged_utf8(bytes) {
        mended(bytes)
    } else {
        let encoding = declared().unwrap_or_else(|| {
            if legacy::is_mac_roman(bytes) {
                MACINTOSH
            } else {
                guess(bytes)
            }
        });
        with(encoding, bytes)
    };
    readable(bytes, 2, text)
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// `text`, unless more than `percent` of the first bytes are controls that no text has.
fn readable(bytes: &[u8], percent: usize, text: String) -> Result<String, Error> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let controls = sample
        .iter()
        .filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31 | 127))
        .count();
    if controls * 100 > sample.len() * percent {
        return Err(Error::Binary {
            looks_like: "binary data",
        });
    }
    Ok(text)
}

/// What a file that is no text looks like; `None` where it may be text.
pub(super) fn binary(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        // Names stand at the start, and once more in the directory at the end.
        let head = &bytes[..bytes.len().min(SAMPLE)];
        let tail = &bytes[bytes.len() - bytes.len().min(SAMPLE)..];
        let holds = |name: &[u8]| {
            [head, tail]
                .iter()
                .any(|part| part.windows(name.len()).any(|w| w == name))
        };
        let known = ZIPPED.iter().find(|(name, _)| holds(name));
        return Some(known.map_or("a ZIP archive", |(_, looks_like)| looks_like));
    }
    if bytes.starts_with(b"RIFF") {
        return match bytes.get(8..12) {
            Some(b"WEBP") => Some("a WebP image"),
            Some(b"WAVE") => Some("a WAV recording"),
            Some(b"AVI ") => Some("an AVI video"),
            _ => None,
        };
    }
    if bytes.get(4..8) == Some(b"ftyp") && bytes.starts_with(b"\0") {
        return Some("an MP4 video or HEIC image");
    }
    if bytes.get(257..262) == Some(b"ustar") && bytes.contains(&0) {
        return Some("a tar archive");
    }
    MAGIC
        .iter()
        .find(|(magic, _)| bytes.starts_with(magic))
        .map(|(_, looks_like)| *looks_like)
}

/// UTF-16 without a byte-order mark: ASCII letters and spaces leave NULs in one half of the byte pairs only.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    if sample.is_empty() || bytes.len() % 2 == 1 {
        return None;
    }
    let (mut even, mut odd) = (0, 0);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let pairs = sample.len() / 2;
    let (some, none) = (pairs.div_ceil(10), pairs / 100);
    let encoding = if odd >= some && even <= none {
        UTF_16LE
    } else if even >= some && odd <= none {
        UTF_16BE
    } else {
        return None;
    };
    // A sample may end between two surrogates; the whole must not.
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let broken = text
        .chars()
        .filter(|c| *c == '\u{fffd}' || c.is_control() && !c.is_whitespace())
        .count();
    (broken <= none.max(1)).then_some(encoding)
}

/// UTF-8 with a few bad bytes in it: most of what is not ASCII is well-formed, which chance does not do. Between ASCII
/// letters it does so least of all; where most bytes are others, as in the old encodings of Asia, pairs often look well.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    let mostly_ascii = bytes.iter().filter(|byte| byte.is_ascii()).count() * 10 >= bytes.len() * 7;
    good > 0 && good >= bad * if mostly_ascii { 1 } else { 10 }
}

/// Damaged UTF-8 as text. A lone byte that programs of Windows use for a dash or a quotation mark is that mark; all else that
/// is bad is U+FFFD.
fn mended(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        text.push_str(chunk.valid());
        let alone = !chunk.valid().is_empty() && chunks.peek().is_none_or(|next| !next.valid().is_empty());
        match chunk.invalid() {
            [] => {}
            &[byte @ (0x85 | 0x91..=0x97)] if alone => text.push_str(&with(WINDOWS_1252, &[byte])),
            _ => text.push(char::REPLACEMENT_CHARACTER),
        }
    }
    text
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_gives_the_same_text() {
        let text = "Der Fluß stieg über Nacht um zwei Meter, und die Brücke blieb gesperrt.\r\nNiemand wurde verletzt.";
        let utf16 = |encode: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(encode).collect::<Vec<u8>>();
        let latin = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        let cases: [(&str, Vec<u8>); 7] = [
            ("UTF-8", text.as_bytes().to_vec()),
            ("UTF-8 with mark", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
            (
                "UTF-16LE with mark",
                [vec![0xff, 0xfe], utf16(u16::to_le_bytes)].concat(),
            ),
            (
                "UTF-16BE with mark",
                [vec![0xfe, 0xff], utf16(u16::to_be_bytes)].concat(),
            ),
            ("UTF-16LE", utf16(u16::to_le_bytes)),
            ("UTF-16BE", utf16(u16::to_be_bytes)),
            ("windows-1252", latin),
        ];
        for (name, bytes) in cases {
            assert_eq!(decode(&bytes).expect(name), text, "{name}");
        }
    }

    #[test]
    fn cyrillic_utf16_without_mark() {
        let text = "Река поднялась за ночь на два метра, мост закрыт. Никто не пострадал, сообщили власти.";
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&bytes).expect("UTF-16"), text);
    }

    #[test]
    fn other_alphabets_are_guessed() {
        let text = "Река поднялась за ночь на два метра, мост закрыт. Никто не пострадал, сообщили власти.";
        let bytes = encoding_rs::WINDOWS_1251.encode(text).0;
        assert_eq!(decode(&bytes).expect("windows-1251"), text);
    }

    #[test]
    fn one_bad_byte_does_not_garble_the_rest() {
        let mut bytes = "Åsa, Jörg, Zoë, Łukasz, René, Søren, Núria, Çelik, Ömer und Þóra kamen."
            .as_bytes()
            .to_vec();
        bytes.push(0xff);
        let text = decode(&bytes).expect("text");
        assert!(text.starts_with("Åsa, Jörg") && text.ends_with('\u{fffd}'), "{text}");
    }

    #[test]
    fn one_bad_byte_among_few_letters_does_not_garble_them() {
        let bytes = [
            "“The weir held,” said Zoë Håkon".as_bytes(),
            b" \x96 the keeper \xff of it.",
        ]
        .concat();
        assert_eq!(
            decode(&bytes).expect("text"),
            "“The weir held,” said Zoë Håkon – the keeper \u{fffd} of it."
        );
    }

    #[test]
    fn stray_nuls_and_controls_stay() {
        let text = "One NUL \0 here, one bell \u{7} there, and the article goes on as if nothing had happened.";
        assert_eq!(decode(text.as_bytes()).expect("text"), text);
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        let zip = |name: &str| [b"PK\x03\x04\x14\0\0\0".as_slice(), name.as_bytes(), &[0x80, 0, 1]].concat();
        let noise: Vec<u8> = (0..4096_u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        let cases: [(Vec<u8>, &str); 8] = [
            (b"\x89PNG\r\n\x1a\n".to_vec(), "a PNG image"),
            (b"\x1f\x8b\x08\0".to_vec(), "a gzip archive"),
            (b"\x7fELF\x02".to_vec(), "an ELF program"),
            (zip("word/document.xml"), "a Word document (docx)"),
            (zip("mimetypeapplication/epub+zip"), "an EPUB book"),
            (zip("holiday.jpg"), "a ZIP archive"),
            (noise, "binary data"),
            (vec![0; 500], "binary data"),
        ];
        for (bytes, expected) in cases {
            match decode(&bytes) {
                Err(Error::Binary { looks_like }) => assert_eq!(looks_like, expected),
                other => panic!("{expected}: {other:?}"),
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
            let _ = decode(&bytes);
        }

        #[test]
        fn valid_text_comes_back_unchanged(text in "[\\PC\n\t]{0,80}") {
            let without_mark = text.strip_prefix('\u{feff}').unwrap_or(&text);
            if let Ok(decoded) = decode(text.as_bytes()) {
                proptest::prop_assert_eq!(decoded, without_mark);
            }
        }
    }
}
