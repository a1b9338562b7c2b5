//! Placeholder by the lead so that the crate compiles; the facts helper replaces it.
//! render/ and recap/ use exactly `KeyFact { span, mention }` and `key_facts(document, mentions, salience)`.
use super::Mention;
use crate::document::Document;
use crate::span::Span;
/// One key fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyFact {
    /// Words around the mention.
    pub span: Span,
    /// Index of the mention.
    pub mention: usize,
}
/// x
pub struct KeyFacts;
/// Key facts.
pub fn key_facts(_document: &Document, mentions: &[Mention], _salience: &[f32]) -> Vec<KeyFact> {
    mentions.iter().enumerate().take(6).map(|(mention, m)| KeyFact { span: m.span, mention }).collect()
}
