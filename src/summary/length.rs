//! How long a summary may be.

use std::str::FromStr;

/// The wanted length of a summary: `short`, `medium`, `long`, `<N>s` (sentences) or `<N>w` (words).
///
/// ```
/// use quickrecap::summary::Length;
///
/// assert_eq!("3s".parse(), Ok(Length::Sentences(3)));
/// assert_eq!("65w".parse(), Ok(Length::Words(65)));
/// assert_eq!("medium".parse(), Ok(Length::MEDIUM));
/// assert!("65".parse::<Length>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// At most so many sentences.
    Sentences(usize),
    /// About so many words, in whole sentences.
    Words(usize),
}

impl Length {
    /// One or two sentences.
    pub const SHORT: Self = Self::Words(35);
    /// Two to four sentences.
    pub const MEDIUM: Self = Self::Words(65);
    /// Five to seven sentences.
    pub const LONG: Self = Self::Words(130);
}

impl Default for Length {
    fn default() -> Self {
        Self::MEDIUM
    }
}

/// The words do not name a length.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a summary length: use short, medium, long, or a number of sentences or words such as 3s or 65w")]
pub struct ParseLengthError;

impl FromStr for Length {
    type Err = ParseLengthError;

    fn from_str(text: &str) -> Result<Self, ParseLengthError> {
        match text {
            "short" => return Ok(Self::SHORT),
            "medium" => return Ok(Self::MEDIUM),
            "long" => return Ok(Self::LONG),
            _ => {}
        }
        let count = |digits: &str| match digits.parse() {
            Ok(n) if n > 0 && digits.bytes().all(|b| b.is_ascii_digit()) => Ok(n),
            _ => Err(ParseLengthError),
        };
        if let Some(digits) = text.strip_suffix('s') {
            count(digits).map(Self::Sentences)
        } else if let Some(digits) = text.strip_suffix('w') {
            count(digits).map(Self::Words)
        } else {
            Err(ParseLengthError)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_length_is_refused() {
        for text in [
            "",
            "s",
            "w",
            "0s",
            "0w",
            "-3s",
            "+3s",
            "3",
            "3 s",
            "3x",
            "Short",
            "1.5w",
            "99999999999999999999999w",
        ] {
            assert_eq!(text.parse::<Length>(), Err(ParseLengthError), "{text}");
        }
    }
}
