//! A row of the Quick Recap table.

use crate::document::Document;
use crate::span::{Evidence, Span, one_line};

/// Most words in the details of a row.
pub const MOST_DETAIL_WORDS: usize = 26;

/// One row of the table: an aspect, and details made of nothing but words of the article.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    aspect: String,
    details: String,
    kind: &'static str,
    evidence: Evidence,
    origin: Origin,
}

/// Why a row is in the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Origin {
    /// The sentence or list that its details were cut from.
    pub source: Span,
    /// What it was worth beside the rows chosen before it.
    pub gain: f32,
    /// Where its aspect is from.
    pub named: Naming,
}

/// Where the aspect of a row is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// A heading, label or lead-in of the article.
    Author,
    /// A label that editors give to rows that play this part.
    Role,
    /// A noun phrase of the sentence.
    Noun,
    /// A noun of the sentence and a word for the row's part.
    Both,
}

/// What stands between the pieces of a row's details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// Parts of one sentence with something cut out between them: a space.
    Clause,
    /// Items of a list: commas, and "and" before the last.
    Series,
}

/// A piece of a row's details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub span: Span,
    /// A name from elsewhere in the article, in square brackets, that stands for the words.
    pub name: Option<Span>,
    /// Whether it is a statement of its own, apart from what is before it: a semicolon.
    pub apart: bool,
}

impl From<Span> for Piece {
    fn from(span: Span) -> Self {
        Self {
            span,
            name: None,
            apart: false,
        }
    }
}

impl Row {
    /// A row whose details are the words at `pieces`, in order, first letter upper case, punctuation at the ends dropped.
    /// `kind` is the kind of its leading fact, "list" or "text". `None` without a piece.
    pub fn new(
        document: &Document,
        aspect: impl Into<String>,
        kind: &'static str,
        join: Join,
        pieces: &[Piece],
        origin: Origin,
    ) -> Option<Self> {
        let evidence = Evidence::new(pieces.iter().map(|piece| piece.name.unwrap_or(piece.span)).collect())?;
        let phrases = phrases(document.text(), pieces);
        let details = match join {
            Join::Clause => clause(&phrases),
            Join::Series => {
                let words: Vec<&str> = phrases
                    .iter()
                    .map(|phrase| bare(&phrase.words))
                    .filter(|w| !w.is_empty())
                    .collect();
                match words.split_last() {
                    Some((last, first)) if !first.is_empty() => first.join(", ") + " and " + last,
                    _ => words.concat(),
                }
            }
        };
        // "We lost," Marsh said: the comma led to the speaker.
        let details = match details.strip_suffix(['"', '”', '’', '\'']) {
            Some(quoted) if quoted.ends_with(',') => quoted[..quoted.len() - 1].to_owned() + &details[quoted.len()..],
            _ => details,
        };
        Some(Self {
            aspect: aspect.into(),
            details: capitalised(bare(&details)),
            kind,
            evidence,
            origin,
        })
    }

    /// What the row is about: "Reason", "Impacted roles".
    pub fn aspect(&self) -> &str {
        &self.aspect
    }

    /// What the article says about it, in the article's words.
    pub fn details(&self) -> &str {
        &self.details
    }

    /// The kind of its leading fact ("money", "percent", …), "list" for joined items, else "text".
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// Why it is in the table.
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// The pieces of the article that the details are made of.
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

/// Words that stand together.
struct Phrase<'a> {
    /// What stands between them and those before.
    gap: &'a str,
    words: String,
    apart: bool,
}

/// The words of `pieces`; those that only an article parts are one phrase.
fn phrases<'a>(text: &'a str, pieces: &[Piece]) -> Vec<Phrase<'a>> {
    let mut found: Vec<Phrase> = Vec::new();
    let mut end = 0;
    for piece in pieces {
        let gap = text.get(end..piece.span.start()).unwrap_or_default().trim();
        end = piece.span.end();
        let words = match piece.name {
            Some(name) => format!("[{}]", one_line(name.slice(text))),
            None => one_line(piece.span.slice(text)),
        };
        match found.last_mut() {
            Some(last) if is_article(gap) && !piece.apart => {
                last.words.push(' ');
                // A capital article opened a sentence.
                let opens = gap.starts_with(char::is_uppercase);
                last.words.push_str(&if opens { capitalised(&words) } else { words });
            }
            _ => found.push(Phrase {
                gap,
                words,
                apart: piece.apart,
            }),
        }
    }
    found
}

/// Parts of one sentence: a space between them, or what the article has there.
fn clause(phrases: &[Phrase]) -> String {
    let mut clause = String::new();
    for (at, phrase) in phrases.iter().enumerate() {
        let words = phrase.words.as_str();
        if at == 0 {
            clause.push_str(words);
            continue;
        }
        let mark = |c: char| matches!(c, ',' | ';' | ':' | '.' | '?' | '!' | ')' | '”' | '’' | '\'');
        let glued = phrase.gap.is_empty() && words.starts_with(mark);
        // "Allen (left), 38, of Orrin": the comma behind the bracket stays.
        let parted = phrase.gap.starts_with('(') && phrase.gap.ends_with("),");
        let opening = at == 1 && opens_a_clause(&phrases[0].words);
        let pauses = clause.ends_with([',', ';', ':']);
        if phrase.apart {
            let length = bare(&clause).len() + clause.len() - clause.trim_start().len();
            clause.truncate(length.min(clause.len()));
            clause.push_str("; ");
            clause.push_str(&lowered(words));
            continue;
        }
        if glued || words.starts_with([',', ';', '.']) {
        } else if (parted || opening) && !pauses {
            clause.push_str(", ");
        } else {
            clause.push(' ');
        }
        clause.push_str(words);
    }
    clause
}

fn is_article(gap: &str) -> bool {
    ["the", "a", "an"]
        .iter()
        .any(|article| gap.eq_ignore_ascii_case(article))
}

/// Whether `words` begin with a circumstance, which a comma parts from the main clause.
fn opens_a_clause(words: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "after", "although", "as", "because", "before", "despite", "if", "once", "since", "though", "unless", "until",
        "when", "whereas", "while", "with", "without",
    ];
    let first = words.split(' ').next().unwrap_or_default();
    OPENINGS.iter().any(|opening| first.eq_ignore_ascii_case(opening))
}

/// `text` without the punctuation that belonged to the sentence around it.
fn bare(text: &str) -> &str {
    text.trim_start_matches([',', ';', ':', '.', '–', '—', '-', ' '])
        .trim_end_matches([',', ';', ':', '.', '–', '—', '-', ' ', '!'])
}

/// `text` with its first letter in lower case where its first word is none that a name could start with.
fn lowered(text: &str) -> String {
    const PLAIN: &[&str] = &[
        "the", "a", "an", "he", "she", "it", "they", "we", "you", "this", "that", "these", "those", "his", "her",
        "its", "their", "our", "your", "there", "in", "on", "at", "by", "for", "from", "with", "after", "before",
        "during", "as", "about", "since", "while", "when", "if", "because", "although", "despite", "under", "some",
        "many", "most", "more", "other", "several", "two", "three", "both", "all", "no", "nobody", "only",
    ];
    let first = text.split(' ').next().unwrap_or_default();
    if PLAIN.iter().any(|word| first.eq_ignore_ascii_case(word)) {
        first.to_lowercase() + &text[first.len()..]
    } else {
        text.to_owned()
    }
}

/// `text` with its first letter in upper case, unless its first word mixes cases on purpose ("iPhone").
fn capitalised(text: &str) -> String {
    let first_word = text.split(' ').next().unwrap_or_default();
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if !first_word.chars().skip(1).any(char::is_uppercase) => {
            first.to_uppercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The mill at Orrin closed in March, and the bakery, a red house (left), stays open. \
                        She sold flour, bread and salt. “We lost,” Mara Quist said. After the flood Vellin paid.";

    fn span(words: &str) -> Span {
        let start = TEXT.find(words).expect("words of the text");
        Span::new(TEXT, start..start + words.len()).unwrap()
    }

    fn row(join: Join, pieces: &[Piece]) -> Row {
        let document = Document::from_text(TEXT);
        assert_eq!(document.text(), TEXT);
        let origin = Origin {
            source: span("The mill"),
            gain: 0.0,
            named: Naming::Noun,
        };
        Row::new(&document, "Mill", "text", join, pieces, origin).expect("pieces")
    }

    fn details(join: Join, pieces: &[Piece]) -> String {
        row(join, pieces).details().to_owned()
    }

    fn spans<const N: usize>(words: [&str; N]) -> [Piece; N] {
        words.map(|words| Piece::from(span(words)))
    }

    #[test]
    fn a_row_without_pieces_is_none() {
        let document = Document::from_text(TEXT);
        let origin = row(Join::Clause, &spans(["mill"])).origin();
        assert_eq!(Row::new(&document, "Mill", "text", Join::Clause, &[], origin), None);
    }

    #[test]
    fn parts_of_a_clause_have_a_space_between_them() {
        let pieces = spans(["The mill", "closed in March,"]);
        assert_eq!(details(Join::Clause, &pieces), "The mill closed in March");
        // What only an article parts reads on.
        let pieces = spans(["mill at Orrin", "bakery"]);
        assert_eq!(details(Join::Clause, &pieces), "Mill at Orrin bakery");
    }

    #[test]
    fn a_circumstance_that_opens_has_a_comma() {
        assert_eq!(
            details(Join::Clause, &spans(["After the flood", "Vellin paid"])),
            "After the flood, Vellin paid"
        );
        assert_eq!(
            details(Join::Clause, &spans(["flood", "Vellin paid"])),
            "Flood Vellin paid"
        );
    }

    #[test]
    fn statements_apart_have_a_semicolon() {
        let apart = |words: &str| Piece {
            apart: true,
            ..span(words).into()
        };
        let mill = Piece::from(span("The mill at Orrin closed in March,"));
        // The comma before it goes; a capital that only opened a sentence does too, that of a name stays.
        assert_eq!(
            details(Join::Clause, &[mill, apart("She sold flour")]),
            "The mill at Orrin closed in March; she sold flour"
        );
        assert_eq!(
            details(Join::Clause, &[mill, apart("Mara Quist said")]),
            "The mill at Orrin closed in March; Mara Quist said"
        );
        assert_eq!(details(Join::Clause, &[apart("She sold flour")]), "She sold flour");
    }

    #[test]
    fn a_name_in_brackets_is_evidence_and_the_pronoun_is_not() {
        let name = Piece {
            name: Some(span("Mara Quist")),
            ..span("She").into()
        };
        let row = row(Join::Clause, &[name, span("sold flour").into()]);
        assert_eq!(row.details(), "[Mara Quist] sold flour");
        let mut evidence: Vec<&str> = row.evidence().spans().iter().map(|span| span.slice(TEXT)).collect();
        evidence.sort_unstable();
        assert_eq!(evidence, ["Mara Quist", "sold flour"]);
    }

    #[test]
    fn a_series_has_commas_and_an_and() {
        assert_eq!(details(Join::Series, &spans(["flour,"])), "Flour");
        assert_eq!(details(Join::Series, &spans(["flour,", "bread"])), "Flour and bread");
        assert_eq!(
            details(Join::Series, &spans(["flour,", "bread", "salt."])),
            "Flour, bread and salt"
        );
    }

    #[test]
    fn a_quotation_drops_the_comma_that_led_to_its_speaker() {
        assert_eq!(details(Join::Clause, &spans(["“We lost,”"])), "“We lost”");
    }

    #[test]
    fn only_the_first_letter_is_raised() {
        let cases = [
            ("élan at Orrin", "Élan at Orrin"),
            ("iPhone sales", "iPhone sales"),
            ("", ""),
        ];
        for (words, expected) in cases {
            assert_eq!(capitalised(words), expected);
        }
        for (words, expected) in [("The mill", "the mill"), ("Orrin closed", "Orrin closed"), ("", "")] {
            assert_eq!(lowered(words), expected);
        }
    }
}
