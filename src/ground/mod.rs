//! Whether an article supports a claim: figures, names, quotations, negations and directions, word by word and by meaning.
//!
//! Owns claims and the checks on them. Takes nothing on trust: not where a claim says its evidence is, and not who wrote
//! it. What passes is supported by the words at [`Support::evidence`]; what does not comes with the reason.
//!
//! A claim is read clause by clause. For each, the sentence of the article that says most of it is its evidence, and every
//! check is made against that sentence: an article that holds both a name and a figure does not thereby say that they
//! belong together. The rules know English, and no topic.

mod claims;
mod figures;
mod lexicon;
mod names;
mod polarity;
mod quotes;
mod reading;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt;
use std::ops::Range;

pub use claims::{Claim, Error as ClaimsError, Part, claims};

use self::reading::{Reading, Word};
use crate::document::Document;
use crate::facts::{self, Mention};
use crate::input::{Article, Block, BlockKind, Meta};
use crate::model::{self, Encoded, Encoder, Tags, cosine};
use crate::span::{Evidence, Span, one_line};
use crate::summary::Verdict;

/// Sentences of the article that are looked at for one claim: those that share most with it.
const CANDIDATES: usize = 16;
/// Items (content words and figures) below which a clause is read together with its neighbour.
const LEAST_ITEMS: usize = 2;
/// Sentences before its evidence in which a claim may find the name behind a pronoun.
const REACH_BACK: usize = 3;
/// What sharing a figure is worth when evidence is chosen, in content words.
const FIGURE: f32 = 6.0;
/// What the rest of a claim counts when evidence for one of its clauses is chosen.
const CONTEXT: f32 = 0.3;
/// What a word of a claim counts that is not in its evidence but in what stands before that.
const CONTEXT_WORDS: f32 = 0.5;
/// Least sum of the share of content words that a claim has from its evidence and its closeness to it in the encoder's
/// space (each 0 to 1).
const LEAST_AGREEMENT: f32 = 0.95;
/// Least share of content words.
const LEAST_SHARED: f32 = 0.25;
/// Least cosine of a claim and its evidence.
const LEAST_COSINE: f32 = 0.35;

/// What supports a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Support {
    /// How close the claim is to the article's words.
    pub verdict: Verdict,
    /// The sentences that support it.
    pub evidence: Evidence,
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
            Self::Place => f.write_str("these words are not at the stated place"),
            Self::Value => f.write_str("the words mean another value"),
            Self::Wording => f.write_str("no sentence of the article says this"),
            Self::Empty => f.write_str("it has no words"),
        }
    }
}

/// What became of a claim.
pub type Finding = Result<Support, Unsupported>;

/// Checks claims against one article.
///
/// ```
/// use quickrecap::{Document, Encoder, ground::Checker};
///
/// let article = Document::from_text("The Orrin mill shut on Friday. It had employed 140 people, said Ada Prior.");
/// let encoder = Encoder::embedded()?;
/// let checker = Checker::new(&article, &encoder);
/// assert!(checker.check("The mill in Orrin closed on Friday.")?.is_ok());
/// assert!(checker.check("The mill in Orrin closed on Monday.")?.is_err());
/// assert!(checker.check("The mill had employed 410 people.")?.is_err());
/// # Ok::<(), quickrecap::model::Error>(())
/// ```
pub struct Checker<'a> {
    document: &'a Document,
    encoder: &'a Encoder,
    mentions: Vec<Mention>,
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
    pub fn new(document: &'a Document, encoder: &'a Encoder) -> Self {
        let mentions = facts::find(document, &Tags::default());
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
        let claims: Vec<ClaimReading> = claims.iter().map(|claim| self.read(claim)).collect();
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
        let encoded = self.encoder.encode(&texts)?;
        let findings = claims.iter().enumerate().map(|(index, claim)| {
            let vectors = Vectors {
                encoded: &encoded,
                claim: index,
                first: claims.len(),
                used: &used,
            };
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
        let readings: Vec<(usize, Reading)> = claim.candidates.iter().map(|&i| (i, self.sentence(i))).collect();
        if let Some(support) = readings
            .iter()
            .find_map(|(index, reading)| self.whole(claim, *index, reading))
        {
            return Ok(support);
        }
        if let Err((problem, at)) = self.quotations(claim) {
            return unsupported(problem, at);
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
        if !compressed && !self.agrees(claim, &evidence, &quoted, vectors) {
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
        })
    }

    /// Whether all that stands between quotation marks was said, and by those who are said to have said it.
    fn quotations(&self, claim: &ClaimReading) -> Result<(), (Problem, Option<usize>)> {
        for quotation in quotes::quotations(claim.document.text()) {
            let Some(spans) = quotes::find(quotation, self.document, &self.words, &self.mentions) else {
                return Err((Problem::Quote(quotation.to_owned()), None));
            };
            let at = self.document.sentence_at(spans[0].start());
            let names = names::names(&claim.reading, |word| self.is_ordinary(word));
            if let Some(speaker) = quotes::speaker(spans[0], &self.mentions)
                && !quotes::names_speaker(&claim.reading, &names, speaker)
            {
                return Err((Problem::Speaker(speaker.to_owned()), at));
            }
        }
        Ok(())
    }

    /// Whether a capitalised word at the start of a sentence is an ordinary one.
    fn is_ordinary(&self, word: &Word) -> bool {
        self.lower.contains(&word.lower) || !self.capitalised.contains(&word.lower)
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

    /// Checks one part of a claim against the sentence `index`, read as `evidence`. Returns further sentences that figures
    /// of it come from.
    fn part(
        &self,
        part: &Reading,
        claim: &ClaimReading,
        index: usize,
        evidence: &Reading,
        readings: &[(usize, Reading)],
    ) -> Result<Vec<usize>, Problem> {
        let further = self.figures(part, index, evidence, readings)?;
        self.names(part, claim, index, evidence)?;
        if let Some(what) = polarity::negation(part, &claim.reading, evidence) {
            return Err(Problem::Negation(what));
        }
        if let Some(word) = polarity::opposite(part, evidence) {
            return Err(Problem::Opposite(word.text.clone()));
        }
        if let Some(what) = polarity::certainty(&claim.reading, evidence) {
            return Err(Problem::Certainty(what));
        }
        Ok(further)
    }

    fn figures(
        &self,
        part: &Reading,
        index: usize,
        evidence: &Reading,
        readings: &[(usize, Reading)],
    ) -> Result<Vec<usize>, Problem> {
        let mut further = Vec::new();
        for figure in &part.figures {
            let words = || figure.text.clone();
            if let Some(theirs) = found(figure, part, evidence) {
                if figures::stands_elsewhere(part, figure, evidence, theirs) {
                    return Err(Problem::Misplaced(words()));
                }
                continue;
            }
            if is_small(figure, part)
                || figures::in_words(&figure.value, evidence)
                || figures::is_range_of(evidence, figure)
            {
                continue;
            }
            if figures::replaced(part, figure, evidence) {
                return Err(Problem::Figure(words()));
            }
            // A sentence near by may have it, if it says the same of it.
            let other = readings.iter().find(|(other, reading)| {
                let near = other.abs_diff(index) <= REACH_BACK || *other <= 1;
                near && found(figure, part, reading)
                    .is_some_and(|theirs| figures::shares_surroundings(part, figure, reading, theirs))
            });
            match other {
                Some((other, _)) => further.push(*other),
                None => return Err(Problem::Figure(words())),
            }
        }
        // Codes and other words with digits are no figures, but must be there all the same.
        let code = part.words.iter().find(|word| {
            word.figure.is_none()
                && word.lower.contains(|c: char| c.is_ascii_digit())
                && !evidence.words.iter().any(|theirs| theirs.lower == word.lower)
        });
        match code {
            Some(word) => Err(Problem::Figure(word.text.clone())),
            None => Ok(further),
        }
    }

    fn names(&self, part: &Reading, claim: &ClaimReading, index: usize, evidence: &Reading) -> Result<(), Problem> {
        let names = names::names(part, |word| self.is_ordinary(word));
        let theirs = names::names(evidence, |word| self.is_ordinary(word));
        // The words of the evidence in their order: nobody has changed places.
        let in_order = is_subsequence(part, evidence);
        for name in &names {
            let words = &part.words[name.clone()];
            let text = || {
                words[0]
                    .span
                    .cover(words[words.len() - 1].span)
                    .slice(claim.document.text())
                    .to_owned()
            };
            if !in_order && names::takes_the_place(part, name, evidence, &theirs) {
                return Err(Problem::Role(text()));
            }
            if names::position(words, &evidence.words).is_none()
                && !self.stands_before(words, index, evidence)
                && !self.stands_in_list(words, index)
            {
                return Err(Problem::Name(text()));
            }
        }
        if names::swapped(part, &names, evidence) {
            let words = &part.words[names[0].clone()];
            return Err(Problem::Role(words[0].text.clone()));
        }
        match self.strange_opener(part, &names, evidence, &theirs) {
            Some(word) => Err(Problem::Name(word.text.clone())),
            None => Ok(()),
        }
    }

    /// The first word of a claim where it is a name that the evidence does not have. At the start of a sentence any word is
    /// capitalised: it is taken for a name when it stands bare before the verb where another name or bare noun stands in
    /// the evidence, or when it is too rare a word for the encoder's vocabulary.
    fn strange_opener<'p>(
        &self,
        part: &'p Reading,
        names: &[Range<usize>],
        evidence: &Reading,
        theirs: &[Range<usize>],
    ) -> Option<&'p Word> {
        let first = part
            .words
            .first()
            .filter(|word| word.opens && word.content && word.capital)?;
        if names.first().is_some_and(|name| name.start == 0)
            || evidence.words.iter().any(|word| word.stem == first.stem)
        {
            return None;
        }
        let mut theirs = theirs.to_vec();
        if evidence.words.first().is_some_and(|word| word.content) {
            theirs.push(0..1);
        }
        let unknown = !self.lower.contains(&first.lower);
        let known = self.postings.contains_key(&first.stem);
        let rare = || {
            let plural = first.lower.ends_with('s') || first.lower.ends_with("ing") || first.lower.ends_with("ly");
            let pieces = self.encoder.tokenize(&first.text).map_or(0, |tokens| tokens.tokens());
            // [CLS] and [SEP] are two of them.
            !plural && !known && pieces > 3 && !theirs.is_empty()
        };
        ((unknown || known) && names::takes_the_place(part, &(0..1), evidence, &theirs) || rare()).then_some(first)
    }

    /// Whether the sentence `index` can mean `name` without naming it: the title does, or the sentence points back to
    /// something and the name stands a little before it.
    fn stands_before(&self, name: &[Word], index: usize, evidence: &Reading) -> bool {
        let title = self.document.meta().title.as_deref().map(Document::from_text);
        let titled = title.is_some_and(|title| {
            let reading = Reading::new(&title, 0..title.sentences().len(), &[]);
            names::position(name, &reading.words).is_some()
        });
        if titled {
            return true;
        }
        let points_back = evidence.words.iter().enumerate().any(|(at, word)| {
            let definite = word.lower == "the"
                && evidence
                    .words
                    .get(at + 1)
                    .is_some_and(|next| next.content && !next.capital);
            lexicon::is_anaphor(&word.lower) || definite
        });
        let from = index.saturating_sub(REACH_BACK);
        points_back
            && (from..index)
                .chain(0..1)
                .any(|before| names::position(name, &self.sentence(before).words).is_some())
    }

    /// Whether the sentence `index` is an item of a list, and another item near by has `name`: a claim may join them.
    fn stands_in_list(&self, name: &[Word], index: usize) -> bool {
        let sentences = self.document.sentences();
        let is_item = |at: &usize| {
            matches!(
                self.document.kind(&sentences[*at]),
                BlockKind::ListItem { .. } | BlockKind::Heading { .. }
            )
        };
        let near = index.saturating_sub(REACH_BACK)..sentences.len().min(index + REACH_BACK + 1);
        is_item(&index)
            && near
                .filter(is_item)
                .any(|at| names::position(name, &self.sentence(at).words).is_some())
    }

    /// Whether a claim shares enough words and meaning with its evidence.
    fn agrees(&self, claim: &ClaimReading, evidence: &[usize], readings: &[&Reading], vectors: &Vectors) -> bool {
        let (own, all) = self.shared(&claim.reading, readings);
        // Names and nouns that a pronoun of the evidence stands for are in the sentences before it, or in the first.
        let before = evidence.iter().map(|index| index.saturating_sub(1));
        let context: Vec<Reading> = before.chain(0..1).map(|index| self.sentence(index)).collect();
        let with_context: Vec<&Reading> = readings.iter().copied().chain(&context).collect();
        let shared = own + CONTEXT_WORDS * (self.shared(&claim.reading, &with_context).0 - own);
        let figures = claim.reading.figures.len() as f32;
        let share = (shared + figures) / (all + figures).max(f32::EPSILON);
        let parts = evidence.iter().zip(readings).filter_map(|(&index, reading)| {
            let sentence = self.document.sentences()[index].span;
            let has = |word: &&Word| word.content && claim.reading.has(&word.stem);
            let (first, last) = (reading.words.iter().find(has)?, reading.words.iter().rfind(has)?);
            let bytes = first.span.start() - sentence.start()..last.span.end() - sentence.start();
            Some(vectors.cosine_of_part(index, bytes))
        });
        let cosine = parts.fold(vectors.cosine(evidence), f32::max);
        share >= LEAST_SHARED && cosine >= LEAST_COSINE && share + cosine >= LEAST_AGREEMENT
    }
}

/// A claim, read.
struct ClaimReading {
    document: Document,
    reading: Reading,
    /// Sentences of the article to look at, ascending.
    candidates: Vec<usize>,
}

/// The vectors of one claim and of the sentences that any claim needs.
struct Vectors<'a> {
    encoded: &'a Encoded,
    claim: usize,
    /// Where the sentences begin.
    first: usize,
    used: &'a [usize],
}

impl Vectors<'_> {
    /// How close the claim is to the part of sentence `index` that `bytes` of it hold: a claim may be about a corner of a
    /// long sentence.
    fn cosine_of_part(&self, index: usize, bytes: Range<usize>) -> f32 {
        let claim = self.encoded.sentence(self.claim);
        let at = self.used.binary_search(&index).ok();
        let phrase = at.and_then(|at| self.encoded.phrase(self.first + at, bytes));
        phrase.map_or(0.0, |phrase| cosine(claim, &phrase))
    }

    /// How close the claim is to the sentences together: the cosine with the direction of their sum.
    fn cosine(&self, sentences: &[usize]) -> f32 {
        let claim = self.encoded.sentence(self.claim);
        let mut sum = vec![0f32; claim.len()];
        for at in sentences
            .iter()
            .filter_map(|sentence| self.used.binary_search(sentence).ok())
        {
            let vector = self.encoded.sentence(self.first + at);
            sum.iter_mut().zip(vector).for_each(|(sum, value)| *sum += value);
        }
        let length = cosine(&sum, &sum).sqrt();
        cosine(claim, &sum) / length.max(f32::EPSILON)
    }
}

/// The figure of `evidence` that supports `figure` of `part`.
fn found<'e>(figure: &reading::Figure, part: &Reading, evidence: &'e Reading) -> Option<&'e reading::Figure> {
    let supporting = |theirs: &&reading::Figure| figures::supports(theirs, figure);
    // The same value may stand there twice: the one in the same surroundings is meant.
    let all: Vec<_> = evidence.figures.iter().filter(supporting).collect();
    let agreeing = all
        .iter()
        .find(|theirs| !figures::stands_elsewhere(part, figure, evidence, theirs));
    agreeing.or(all.first()).copied()
}

/// "one" and "first" are words more than figures, and "the same quarter" and "this year" are pronouns.
fn is_small(figure: &reading::Figure, part: &Reading) -> bool {
    let words = &part.words[figure.words.clone()];
    let before = figure
        .words
        .start
        .checked_sub(1)
        .map_or("", |at| part.words[at].lower.as_str());
    if matches!(words[0].lower.as_str(), "same" | "this") || matches!(before, "same" | "that" | "this") {
        return true;
    }
    words.len() == 1 && matches!(words[0].lower.as_str(), "one" | "first" | "second" | "once")
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
    let mut parts: Vec<Range<usize>> = Vec::new();
    for clause in (0..claim.clauses())
        .map(|clause| claim.clause(clause))
        .filter(|clause| !clause.is_empty())
    {
        match parts.last_mut() {
            Some(last) if items(last) < LEAST_ITEMS || items(&clause) < LEAST_ITEMS => last.end = clause.end,
            _ => parts.push(clause),
        }
    }
    parts
}

/// Whether all words of `claim` stand in `reading`, in their order.
fn is_subsequence(claim: &Reading, reading: &Reading) -> bool {
    let mut words = reading.words.iter();
    claim
        .words
        .iter()
        .all(|word| words.any(|theirs| theirs.lower == word.lower))
}
