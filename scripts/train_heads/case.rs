//! Copies of a sentence as headlines and leads write it, so that a head does not lean on capitals alone.

/// How a copy is written.
#[derive(Clone, Copy)]
pub enum Case {
    AsIs,
    Lower,
    Upper,
    Title,
}

impl Case {
    pub const ALL: [Self; 4] = [Self::AsIs, Self::Lower, Self::Upper, Self::Title];

    /// `word` in this case.
    pub fn apply(self, word: &str) -> String {
        match self {
            Self::AsIs => word.to_owned(),
            Self::Lower => word.to_lowercase(),
            Self::Upper => word.to_uppercase(),
            Self::Title if SMALL.contains(&word) => word.to_owned(),
            Self::Title => {
                let mut chars = word.chars();
                chars
                    .next()
                    .into_iter()
                    .flat_map(char::to_uppercase)
                    .chain(chars)
                    .collect()
            }
        }
    }
}

/// Words that titles write small, with the ends of contractions.
const SMALL: &[&str] = &[
    "a", "an", "the", "and", "or", "but", "of", "in", "on", "at", "to", "for", "by", "as", "with", "from", "n't", "'s",
    "'re", "'ve", "'ll", "'d", "'m", "’s", "n’t", "’re", "’ve", "’ll", "’d", "’m",
];
