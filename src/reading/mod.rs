//! What trained heads read in an article: which sentences a recap is made of, and which of their words it keeps.
//!
//! Owns what the heads are shown of an article beside the encoder's states ([`Inputs`]). The networks themselves are the
//! business of [`model`](crate::model); `scripts/train_heads` trains them on tables that editors wrote, through this same
//! code.

mod cut;
mod inputs;

pub use cut::{Cut, WordScores, best_cut, cut_score};
pub use inputs::{Inputs, SENTENCE_FEATURES, WORD_FEATURES, content_stems};
