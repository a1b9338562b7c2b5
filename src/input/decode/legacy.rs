//! Text of old Macintosh programs, which no detector of web encodings looks for.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// So many percent of the bytes are ASCII in any text of a Western European language.
const ASCII: usize = 85;
/// So many other bytes decide.
const ENOUGH: usize = 10_000;

/// Whether `bytes` make sense as Mac Roman and less so as windows-1252: an apostrophe inside of a word where that has an
/// "Õ", quotation marks around words where it has an "Ò" and an "Ó".
pub(super) fn is_mac_roman(bytes: &[u8]) -> bool {
    let ascii = bytes.iter().filter(|byte| byte.is_ascii()).count();
    if ascii * 100 < bytes.len() * ASCII {
        return false;
    }
    let (mut mac, mut windows, mut others) = (0_usize, 0_usize, 0_usize);
    for (at, &byte) in bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| !byte.is_ascii())
        .take(ENOUGH)
    {
        let before = at.checked_sub(1).map(|at| bytes[at]);
        let place = Place::new(before, bytes.get(at + 1).copied());
        let (as_mac, as_windows) = (
            place.suits(letter(MACINTOSH, byte)),
            place.suits(letter(WINDOWS_1252, byte)),
        );
        mac += usize::from(as_mac && !as_windows);
        windows += usize::from(as_windows && !as_mac);
        others += usize::from(!as_mac && !as_windows);
    }
    mac > windows * 4 && mac > others
}

fn letter(encoding: &'static Encoding, byte: u8) -> char {
    let decoded = encoding.decode_without_bom_handling(std::slice::from_ref(&byte)).0;
    decoded.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// What stands around a character.
#[derive(Clone, Copy)]
enum Place {
    /// Lower-case letters on both sides, or one and the end of a word.
    Word,
    /// A space before, a letter after.
    Start,
    /// A letter or a mark before, a space after.
    End,
    /// Spaces on both sides.
    Alone,
    /// Anything else.
    Unclear,
}

impl Place {
    fn new(before: Option<u8>, after: Option<u8>) -> Self {
        let space = |byte: Option<u8>| byte.is_none_or(|byte| byte.is_ascii_whitespace() || b"()[]".contains(&byte));
        let letter = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphabetic());
        let lower = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_lowercase());
        let mark = |byte: Option<u8>| byte.is_some_and(|byte| b",.!?;:".contains(&byte));
        if letter(before) && lower(after) {
            Self::Word
        } else if space(before) && letter(after) {
            Self::Start
        } else if mark(before) && space(after) {
            Self::End
        } else if lower(before) && (space(after) || mark(after)) {
            // "café" and "“deck”" alike.
            Self::End
        } else if space(before) && space(after) {
            Self::Alone
        } else {
            Self::Unclear
        }
    }

    fn suits(self, c: char) -> bool {
        match self {
            Self::Word => c.is_lowercase() || matches!(c, '’' | '–' | '—'),
            Self::Start => {
                c.is_alphabetic() && !"ªºƒ".contains(c)
                    || matches!(c, '“' | '‘' | '£' | '€' | '¿' | '¡' | '«' | '„' | '‚')
            }
            Self::End => c.is_lowercase() || matches!(c, '”' | '’' | '…' | '»' | '™' | '®'),
            Self::Alone => matches!(c, '–' | '—' | '•' | '·' | '…' | '«' | '»' | '§' | '©'),
            Self::Unclear => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apostrophes_of_a_macintosh_are_no_letters() {
        let mac = b"\xd2The kiln won\xd5t cool,\xd3 said Zo\x91 Hakon \xd1 the potter of the caf\x8e.";
        assert!(is_mac_roman(mac));
        let windows = b"\x93The kiln won\x92t cool,\x94 said Zo\xeb H\xe5kon \x96 the potter of the caf\xe9.";
        assert!(!is_mac_roman(windows));
        assert!(!is_mac_roman("Zoë Håkon".as_bytes()) && !is_mac_roman(b"plain") && !is_mac_roman(b""));
        let swedish = encoding_rs::WINDOWS_1252
            .encode("Öland och Åland är två öar, sade Örjan Öberg.")
            .0;
        assert!(!is_mac_roman(&swedish));
    }
}
