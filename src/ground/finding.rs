//! What a check says: what supports a claim, or what is wrong with it.

use std::fmt;

use crate::span::{Evidence, Span};
use crate::summary::Verdict;

/// What supports a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Support {
    /// How close the claim is to the article's words.
    pub verdict: Verdict,
    /// The sentences that support it.
    pub evidence: Evidence,
    /// Share of its content words that the evidence has, or what stands before that and counts half; rare words weigh more.
    /// 0 to 1.
    pub shared: f32,
}

/// Why a claim is not supported.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsupported {
    /// What is wrong.
    pub problem: Problem,
    /// The sentence of the article that comes closest.
    pub nearest: Option<Span>,
}

/// What can be wrong with a claim. The words are the claim's.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// A number, date, amount or the like that the evidence does not have.
    Figure(String),
    /// A figure that stands for something else in the evidence.
    Misplaced(String),
    /// A name that the evidence does not have.
    Name(String),
    /// A name that has another part in the evidence.
    Role(String),
    /// Words between quotation marks that nobody says in the article.
    Quote(String),
    /// A quotation that someone else says.
    Speaker(String),
    /// A negation too many or too few.
    Negation(&'static str),
    /// A word whose opposite the evidence uses.
    Opposite(String),
    /// Something said for certain that the evidence leaves open.
    Certainty(&'static str),
    /// A word that the article does not have where it says the rest.
    Added(String),
    /// A word that weakens or limits what the article says, and is left out.
    Dropped(String),
    /// A fact whose words are not at the place it states.
    Place,
    /// A fact whose words mean another value than it states.
    Value,
    /// No sentence says this.
    Wording,
    /// The claim has no words.
    Empty,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Figure(words) => write!(f, "“{words}” is not in the evidence"),
            Self::Misplaced(words) => write!(f, "“{words}” stands for something else in the article"),
            Self::Name(words) => write!(f, "“{words}” is not named in the evidence"),
            Self::Role(words) => write!(f, "“{words}” has another part in the evidence"),
            Self::Quote(words) => write!(f, "nobody says “{words}” in the article"),
            Self::Speaker(words) => write!(f, "the article has {words} say this"),
            Self::Negation(what) | Self::Certainty(what) => f.write_str(what),
            Self::Opposite(word) => write!(f, "“{word}” is the opposite of what the article says"),
            Self::Added(word) => write!(f, "“{word}” is not found where the article says the rest"),
            Self::Dropped(word) => write!(f, "leaves out “{word}”"),
            Self::Place => f.write_str("these words are not at the stated place"),
            Self::Value => f.write_str("the words mean another value"),
            Self::Wording => f.write_str("no sentence of the article says this"),
            Self::Empty => f.write_str("it has no words"),
        }
    }
}

/// What became of a claim.
pub type Finding = Result<Support, Unsupported>;
