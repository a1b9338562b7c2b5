//! What is known of English, whoever asks: words, their stems, which of them have content.

mod stem;
mod stopwords;

pub(crate) use stem::{stem, words};
pub(crate) use stopwords::is_stopword;
