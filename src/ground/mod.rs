//! Whether an article supports a claim: figures, names, quotations, negations and directions, word by word and by meaning.
//!
//! Owns claims and the checks on them. Takes nothing on trust: not where a claim says its evidence is, and not who wrote
//! it. What passes is supported by the words at [`Support::evidence`]; what does not comes with the reason.
//!
//! A claim is read clause by clause. For each, the sentence of the article that says most of it is its evidence, and every
//! check is made against that sentence: an article that holds both a name and a figure does not thereby say that they
//! belong together. The rules know English, and no topic.

mod checks;
mod claims;
mod edits;
mod figures;
mod finding;
mod lexicon;
mod names;
mod polarity;
mod quotes;
mod reading;
mod relations;
mod shortened;
mod synonyms;
mod vectors;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

pub use claims::{Claim, Error as ClaimsError, Part, Stated, claims};
pub use finding::{Finding, Problem, Support, Unsupported};

use self::checks::{found, is_subsequence};
use self::reading::{Reading, Word};
use self::vectors::Vectors;
use crate::document::Document;
use crate::facts::{self, Mention};
use crate::input::{Article, Block, BlockKind, Meta};
use crate::model::{self, Encoder, Pos, Tags};
use crate::recap;
use crate::span::{Evidence, Span, one_line};
use crate::summary::Verdict;

/// Sentences of the article that are looked at for one claim: those that share most with it.
const CANDIDATES: usize = 16;
/// Items (content words and figures) below which a clause is read together with its neighbour.
const LEAST_ITEMS: usize = 2;
/// What sharing a figure is worth when evidence is chosen, in content words.
const FIGURE: f32 = 6.0;
/// What the rest of a claim counts when evidence for one of its clauses is chosen.
const CONTEXT: f32 = 0.3;
/// What a word of a claim counts that is not in its evidence but in what stands before that.
const CONTEXT_WORDS: f32 = 0.5;
/// Least sum of the share of content words that a claim has from its evidence and its closeness to it in the encoder's
/// space (each 0 to 1).
const LEAST_AGREEMENT: f32 = 0.85;
/// Least share of content words.
const LEAST_SHARED: f32 = 0.25;
/// Share of content words from which on meaning is not asked for.
const ALL_SHARED: f32 = 0.99;
/// Least cosine of a claim and its evidence.
const LEAST_COSINE: f32 = 0.35;

/// Checks claims against one article.
///
/// ```
/// use quickrecap::{Document, Encoder, ground::Checker};
///
/// let article = Document::from_text("The Orrin mill shut on Friday. It had employed 140 people, said Ada Prior.");
/// let encoder = Encoder::embedded()?;
/// let checker = Checker::new(&article, &encoder)?;
/// assert!(checker.check("The mill in Orrin closed on Friday.")?.is_ok());
/// assert!(checker.check("The mill in Orrin closed on Monday.")?.is_err());
/// assert!(checker.check("The mill had employed 410 people.")?.is_err());
/// # Ok::<(), quickrecap::model::Error>(())
/// ```
pub struct Checker<'a> {
    document: &'a Document,
    encoder: &'a Encoder,
    mentions: Cow<'a, [Mention]>,
    /// All words in lower case.
    words: Vec<String>,
    /// The sentences that hold each stem, in order.
    postings: HashMap<String, Vec<usize>>,
    /// Words that stand somewhere in lower case, and words that stand capitalised where that says something.
    lower: HashSet<String>,
    capitalised: HashSet<String>,
}

impl<'a> Checker<'a> {
    /// Reads `document` once: linear in its length.
    ///
    /// # Errors
    /// When the encoder fails, which is not expected.
    pub fn new(document: &'a Document, encoder: &'a Encoder) -> Result<Self, model::Error> {
        let mentions = recap::facts(document, encoder)?;
        Ok(Self::with_facts(document, encoder, mentions.into()))
    }

    /// Like [`new`](Self::new), where the article's facts are known already.
    pub(crate) fn with_facts(document: &'a Document, encoder: &'a Encoder, mentions: Cow<'a, [Mention]>) -> Self {
        let mut postings: HashMap<String, Vec<usize>> = HashMap::new();
        let mut lower = HashSet::new();
        let mut capitalised = HashSet::new();
        for index in 0..document.sentences().len() {
            let heading = matches!(document.kind(&document.sentences()[index]), BlockKind::Heading { .. });
            for word in Reading::new(document, index..index + 1, &[]).words {
                if !word.capital {
                    lower.insert(word.lower.clone());
                } else if !word.opens && !heading {
                    capitalised.insert(word.lower.clone());
                }
                if word.content {
                    let sentences = postings.entry(word.stem).or_default();
                    if sentences.last() != Some(&index) {
                        sentences.push(index);
                    }
                }
            }
        }
        Self {
            document,
            encoder,
            mentions,
            words: quotes::lower_words(document),
            postings,
            lower,
            capitalised,
        }
    }

    /// Checks one claim.
    ///
    /// # Errors
    /// When the encoder fails, which is not expected.
    pub fn check(&self, claim: &str) -> Result<Finding, model::Error> {
        let findings = self.check_all(&[claim])?;
        Ok(findings.into_iter().next().expect("one claim gives one finding"))
    }

    /// Checks `claims`, each by itself, with one pass of the encoder. Each costs a look at the few sentences that share
    /// most words with it.
    ///
    /// # Errors
    /// When the encoder fails, which is not expected.
    pub fn check_all(&self, claims: &[&str]) -> Result<Vec<Finding>, model::Error> {
        let mut claims: Vec<ClaimReading> = claims.iter().map(|claim| self.read(claim)).collect();
        let used: BTreeSet<usize> = claims
            .iter()
            .flat_map(|claim| claim.candidates.iter().copied())
            .collect();
        let used: Vec<usize> = used.into_iter().collect();
        let mut texts: Vec<&str> = claims.iter().map(|claim| claim.document.text()).collect();
        texts.extend(
            used.iter()
                .map(|&i| self.document.sentences()[i].span.slice(self.document.text())),
        );
        let encoded = self.encoder.encode_with_tokens(&texts)?;
        let first = claims.len();
        let findings = claims.iter_mut().enumerate().map(|(index, claim)| {
            let vectors = Vectors {
                encoded: &encoded,
                claim: index,
                first,
                used: &used,
            };
            claim.reading.tag(vectors.claim_words(), 0);
            self.finding(claim, &vectors)
        });
        Ok(findings.collect())
    }

    /// Checks the claims of a recap. A fact that states its place must be what stands there, and mean it.
    ///
    /// # Errors
    /// When the encoder fails, which is not expected.
    pub fn check_claims(&self, claims: &[Claim]) -> Result<Vec<Finding>, model::Error> {
        let stated: Vec<Option<Finding>> = claims.iter().map(|claim| self.stated(claim)).collect();
        let open = claims.iter().zip(&stated).filter(|(_, finding)| finding.is_none());
        let texts: Vec<&str> = open.map(|(claim, _)| claim.text.as_str()).collect();
        let mut checked = self.check_all(&texts)?.into_iter();
        let findings = stated.into_iter().map(|finding| {
            finding.unwrap_or_else(|| checked.next().expect("each claim without a finding was checked"))
        });
        Ok(findings.collect())
    }

    /// The finding on a fact that states its place in the article.
    fn stated(&self, claim: &Claim) -> Option<Finding> {
        let stated = claim.stated.as_ref()?;
        let text = self.document.text();
        let unsupported = |problem, nearest| Some(Err(Unsupported { problem, nearest }));
        let span = Span::new(text, stated.bytes.clone());
        let Some(span) = span.filter(|span| one_line(span.slice(text)) == claim.text) else {
            return unsupported(Problem::Place, span);
        };
        let mentions = self.mentions.iter().filter(|mention| mention.span == span);
        let mut values = mentions
            .filter(|mention| mention.value.kind() == stated.kind)
            .filter_map(|mention| serde_json::to_value(&mention.value).ok())
            .peekable();
        if values.peek().is_some() && !values.any(|value| value == stated.value) {
            return unsupported(Problem::Value, Some(span));
        }
        Some(Ok(Support {
            verdict: Verdict::Verbatim,
            evidence: span.into(),
            shared: 1.0,
        }))
    }

    fn read(&self, claim: &str) -> ClaimReading {
        let text = claim.to_owned();
        let block = Span::trimmed(&text, 0..text.len()).map(|span| Block {
            kind: BlockKind::Paragraph,
            span,
        });
        let document = Document::new(Article {
            text,
            blocks: block.into_iter().collect(),
            meta: Meta {
                date: self.document.meta().date,
                ..Meta::default()
            },
        });
        let mentions = facts::find(&document, &Tags::default());
        let reading = Reading::new(&document, 0..document.sentences().len(), &mentions);
        let candidates = self.candidates(&reading);
        ClaimReading {
            document,
            reading,
            candidates,
        }
    }

    /// What a stem tells: rarer ones more.
    fn weight(&self, stem: &str) -> f32 {
        let sentences = self.document.sentences().len() as f32;
        let holding = self.postings.get(stem).map_or(0.5, |found| found.len() as f32);
        (1.0 + sentences / holding).ln()
    }

    /// The sentences that share most with `claim`, in article order.
    fn candidates(&self, claim: &Reading) -> Vec<usize> {
        let stems: BTreeSet<&str> = claim.words.iter().map(|word| word.stem.as_str()).collect();
        let mut scores: HashMap<usize, f32> = HashMap::new();
        for stem in stems {
            for &sentence in self.postings.get(stem).into_iter().flatten() {
                *scores.entry(sentence).or_default() += self.weight(stem);
            }
        }
        let mut ranked: Vec<(usize, f32)> = scores.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut best: Vec<usize> = ranked
            .into_iter()
            .take(CANDIDATES)
            .map(|(sentence, _)| sentence)
            .collect();
        best.sort_unstable();
        best
    }

    fn sentence(&self, index: usize) -> Reading {
        Reading::new(self.document, index..index + 1, &self.mentions)
    }

    fn finding(&self, claim: &ClaimReading, vectors: &Vectors) -> Finding {
        let unsupported = |problem, nearest: Option<usize>| {
            Err(Unsupported {
                problem,
                nearest: nearest.map(|index| self.document.sentences()[index].span),
            })
        };
        if claim.reading.words.is_empty() {
            return unsupported(Problem::Empty, None);
        }
        let readings: Vec<(usize, Reading)> = claim
            .candidates
            .iter()
            .map(|&index| {
                let mut reading = self.sentence(index);
                reading.tag(vectors.words(index), self.document.sentences()[index].span.start());
                (index, reading)
            })
            .collect();
        if let Some(support) = readings
            .iter()
            .find_map(|(index, reading)| self.whole(claim, *index, reading))
        {
            return Ok(support);
        }
        if let Err((problem, at)) = self.quotations(claim) {
            return unsupported(problem, at);
        }
        if let Some(support) = self
            .shortened(claim, &readings)
            .or_else(|| self.listed(claim, &readings))
        {
            return Ok(support);
        }
        let parts = parts(&claim.reading);
        let mut evidence: Vec<usize> = Vec::new();
        for part in &parts {
            let part = claim.reading.part(part.clone());
            let Some((index, reading)) = self.best(&part, &claim.reading, &readings, vectors) else {
                return unsupported(Problem::Wording, None);
            };
            match self.part(&part, claim, *index, reading, &readings) {
                Ok(further) => evidence.extend(std::iter::once(*index).chain(further)),
                Err(problem) => return unsupported(problem, Some(*index)),
            }
        }
        evidence.sort_unstable();
        evidence.dedup();
        let quoted: Vec<&Reading> = readings
            .iter()
            .filter(|(index, _)| evidence.contains(index))
            .map(|(_, reading)| reading)
            .collect();
        let compressed = quoted.iter().any(|reading| is_subsequence(&claim.reading, reading));
        let around: BTreeSet<usize> = evidence
            .iter()
            .flat_map(|&index| index.saturating_sub(1)..=index + 1)
            .filter(|index| *index < self.document.sentences().len() && !evidence.contains(index))
            .collect();
        let around: Vec<Reading> = around.into_iter().map(|index| self.sentence(index)).collect();
        let problem = relations::problem(&claim.reading, &quoted, &around)
            .or_else(|| edits::problem(&claim.reading, &quoted, &around));
        if let Some(problem) = problem {
            return unsupported(problem, evidence.first().copied());
        }
        let shared = self.share(claim, &evidence, &quoted);
        if !compressed && !self.agrees(claim, shared, &evidence, &quoted, vectors) {
            return unsupported(Problem::Wording, evidence.first().copied());
        }
        let spans = evidence
            .iter()
            .map(|&index| self.document.sentences()[index].span)
            .collect();
        Ok(Support {
            verdict: if compressed {
                Verdict::Compressed
            } else {
                Verdict::Supported
            },
            evidence: Evidence::new(spans).expect("every part of a claim has evidence"),
            shared,
        })
    }

    /// The support of a claim that is a sentence of the article, punctuation and letter case aside.
    fn whole(&self, claim: &ClaimReading, index: usize, reading: &Reading) -> Option<Support> {
        let same = claim.reading.words.len() == reading.words.len()
            && claim
                .reading
                .words
                .iter()
                .zip(&reading.words)
                .all(|(a, b)| a.lower == b.lower);
        same.then(|| Support {
            verdict: Verdict::Verbatim,
            evidence: self.document.sentences()[index].span.into(),
            shared: 1.0,
        })
    }

    /// The sentence that says most of `part`.
    fn best<'r>(
        &self,
        part: &Reading,
        claim: &Reading,
        readings: &'r [(usize, Reading)],
        vectors: &Vectors,
    ) -> Option<&'r (usize, Reading)> {
        let score = |reading: &Reading, index: usize| {
            let figures = part
                .figures
                .iter()
                .filter(|figure| found(figure, part, reading).is_some() || figures::is_range_of(reading, figure))
                .count() as f32;
            self.shared(part, &[reading]).0
                + CONTEXT * self.shared(claim, &[reading]).0
                + FIGURE * figures
                + vectors.cosine(&[index])
        };
        let scored = readings.iter().map(|(index, reading)| score(reading, *index));
        let mut best: Option<(usize, f32)> = None;
        for (at, score) in scored.enumerate() {
            if best.is_none_or(|(_, highest)| score > highest) {
                best = Some((at, score));
            }
        }
        best.map(|(at, _)| &readings[at])
    }

    /// The weight of the content words that `part` has from `evidence`, and of all it has.
    fn shared(&self, part: &Reading, evidence: &[&Reading]) -> (f32, f32) {
        let content = part.words.iter().filter(|word| word.content);
        content.fold((0.0, 0.0), |(shared, all), word| {
            let weight = self.weight(&word.stem);
            let has = evidence.iter().any(|reading| reading.has(&word.stem));
            (shared + if has { weight } else { 0.0 }, all + weight)
        })
    }

    /// The share of its content words that a claim has from its evidence, figures counting as words.
    fn share(&self, claim: &ClaimReading, evidence: &[usize], readings: &[&Reading]) -> f32 {
        let (own, all) = self.shared(&claim.reading, readings);
        // Names and nouns that a pronoun of the evidence stands for are in the sentences before it, or in the first.
        let before = evidence.iter().map(|index| index.saturating_sub(1));
        let context: Vec<Reading> = before.chain(0..1).map(|index| self.sentence(index)).collect();
        let with_context: Vec<&Reading> = readings.iter().copied().chain(&context).collect();
        let shared = own + CONTEXT_WORDS * (self.shared(&claim.reading, &with_context).0 - own);
        let figures = claim.reading.figures.len() as f32;
        (shared + figures) / (all + figures).max(f32::EPSILON)
    }

    /// Whether a claim that has the share `shared` of its words from its evidence means what that means.
    fn agrees(
        &self,
        claim: &ClaimReading,
        shared: f32,
        evidence: &[usize],
        readings: &[&Reading],
        vectors: &Vectors,
    ) -> bool {
        let parts = evidence.iter().zip(readings).filter_map(|(&index, reading)| {
            let sentence = self.document.sentences()[index].span;
            let has = |word: &&Word| word.content && claim.reading.has(&word.stem);
            let (first, last) = (reading.words.iter().find(has)?, reading.words.iter().rfind(has)?);
            let bytes = first.span.start() - sentence.start()..last.span.end() - sentence.start();
            Some(vectors.cosine_of_part(index, bytes))
        });
        let cosine = parts.fold(vectors.cosine(evidence), f32::max);
        // "Prior, chairman" has all its words from a long sentence, and hardly its meaning.
        shared >= LEAST_SHARED && (cosine >= LEAST_COSINE || shared >= ALL_SHARED) && shared + cosine >= LEAST_AGREEMENT
    }
}

/// A claim, read.
struct ClaimReading {
    document: Document,
    reading: Reading,
    /// Sentences of the article to look at, ascending.
    candidates: Vec<usize>,
}

/// The parts of a claim that are checked each by itself, as ranges of words: clauses, those with hardly a word of their own
/// together with the one before.
fn parts(claim: &Reading) -> Vec<Range<usize>> {
    let items = |words: &Range<usize>| {
        let content = claim.words[words.clone()].iter().filter(|word| word.content).count();
        content
            + claim
                .figures
                .iter()
                .filter(|figure| words.contains(&figure.words.start))
                .count()
    };
    // What has no verb of its own belongs to the clause beside it: an item of a list is none.
    let says = |words: &Range<usize>| {
        let words = &claim.words[words.clone()];
        words.iter().any(|word| matches!(word.pos, Pos::Verb | Pos::Auxiliary))
    };
    let mut parts: Vec<Range<usize>> = Vec::new();
    for clause in (0..claim.clauses())
        .map(|clause| claim.clause(clause))
        .filter(|clause| !clause.is_empty())
    {
        match parts.last_mut() {
            Some(last)
                if items(last) < LEAST_ITEMS || items(&clause) < LEAST_ITEMS || !says(last) || !says(&clause) =>
            {
                last.end = clause.end
            }
            _ => parts.push(clause),
        }
    }
    parts
}
