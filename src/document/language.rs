//! The language of an article.

use whatlang::Lang;

use crate::input::{Article, BlockKind};

/// A language `recap` believes an article to be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language(Lang);

/// Bytes of running text below which a guess is worth nothing.
const LEAST_BYTES: usize = 200;
/// Bytes of running text that are enough for a sure guess.
const ENOUGH_BYTES: usize = 4_000;

impl Language {
    /// Guesses from the running text at the beginning; `None` when there is too little of it or the guess is unsure.
    pub(super) fn detect(article: &Article) -> Option<Self> {
        let mut sample = String::new();
        let running = article.blocks.iter().filter(|b| {
            matches!(
                b.kind,
                BlockKind::Paragraph | BlockKind::ListItem { .. } | BlockKind::Quote
            )
        });
        for block in running {
            let slice = block.span.slice(&article.text);
            sample.push_str(&slice[..slice.floor_char_boundary(ENOUGH_BYTES)]);
            sample.push('\n');
            if sample.len() >= ENOUGH_BYTES {
                break;
            }
        }
        if sample.len() < LEAST_BYTES {
            return None;
        }
        let guess = whatlang::detect(&sample)?;
        guess.is_reliable().then_some(Self(guess.lang()))
    }

    /// ISO 639-1 code ("en"), or ISO 639-3 where there is no shorter one.
    pub fn code(self) -> &'static str {
        let three = self.0.code();
        CODES
            .iter()
            .find(|(long, _)| *long == three)
            .map_or(three, |&(_, short)| short)
    }

    /// The English name of the language.
    pub fn name(self) -> &'static str {
        self.0.eng_name()
    }

    /// Whether it is English, the language that the rules are written for.
    pub fn is_english(self) -> bool {
        self.0 == Lang::Eng
    }
}

/// ISO 639-3 to 639-1, for the languages that the detector knows.
const CODES: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];
