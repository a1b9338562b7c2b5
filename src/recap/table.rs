//! The Quick Recap table: rows cut as editors cut them, chosen together from all that the article offers.
//!
//! The reading heads say which sentences hold a row and which of their words it keeps; [`candidates`] are the best cuts that
//! the [`guards`] let pass, beside the items of [`lists`]. [`stems`] say what their words are worth, [`choice`] picks,
//! [`labels`] names.

mod articles;
mod candidates;
mod choice;
mod guards;
mod labels;
mod lists;
mod sections;
mod stems;
#[cfg(test)]
mod testing;

use std::collections::BTreeMap;

use crate::document::Document;
use crate::entities::{Entity, Referents};
use crate::facts::Mention;
use crate::input::BlockKind;
use crate::model::heads::Reading;
use crate::model::{self, Encoded, Pos, Tags, Word};
use crate::recap::{Join, Origin, Piece, Row};
use crate::span::Span;
use articles::without_articles;
use candidates::{Candidate, candidates};
use choice::choose;
pub(super) use choice::same;
use guards::Sentence;
use labels::labels;
use lists::lists;
use sections::sections;
use stems::Stems;

/// Most sentences that rows are cut from: those that are likeliest to hold one. More than enough for a table, and what keeps
/// the cost of a book that of an article.
const MOST_SENTENCES: usize = 64;
/// Rows that are named beside those wanted.
const SPARE: usize = 4;
/// A row gets back what it is said of where it has at most so many words then.
const MOST_WITH_SUBJECT: usize = 22;
/// A sentence is furniture of the page when the heads say so with these log odds.
const CHROME: f32 = 0.5;

/// All that rows can be made of.
pub(super) struct Offer<'a> {
    pub(super) tags: &'a Tags,
    pub(super) found: Vec<Candidate>,
    referents: Referents<'a>,
    stems: Stems,
}

/// What the article that `tags` and `reading` are of offers.
pub(super) fn offer<'a>(
    document: &'a Document,
    encoded: &Encoded,
    tags: &'a Tags,
    facts: &[Mention],
    entities: &'a [Entity],
    reading: &Reading,
    salience: &[f32],
) -> Offer<'a> {
    let mut body: Vec<usize> = (0..document.sentences().len())
        .filter(|&index| {
            let kind = document.kind(&document.sentences()[index]);
            let running = matches!(
                kind,
                BlockKind::Paragraph | BlockKind::ListItem { .. } | BlockKind::Quote
            );
            // Page furniture has no salience.
            running && salience[index] > 0.0 && reading.sentences[index].chrome < CHROME
        })
        .collect();
    let stems = Stems::new(document, encoded, &body);
    let referents = Referents::new(document, entities, facts);
    let worth = |index: usize| reading.sentences[index].row;
    if body.len() > MOST_SENTENCES {
        body.sort_by(|a, b| worth(*b).total_cmp(&worth(*a)).then(a.cmp(b)));
        body.truncate(MOST_SENTENCES);
        body.sort_unstable();
    }
    let mut found: Vec<Candidate> = Vec::new();
    for &index in &body {
        let sentence = Sentence {
            document,
            tags,
            facts,
            referents: &referents,
            index,
        };
        found.extend(candidates(&sentence, reading, &stems, worth(index)));
    }
    found.extend(lists(document, tags, &stems, reading));
    Offer {
        tags,
        found,
        referents,
        stems,
    }
}

/// At most `most` rows of what the article offers, in text order. An article without running text may have none.
///
/// # Errors
/// When candle fails, which is not expected.
pub(super) fn rows(
    document: &Document,
    encoded: &Encoded,
    facts: &[Mention],
    reading: &Reading,
    offer: &Offer,
    most: usize,
) -> Result<Vec<Row>, model::Error> {
    let Some(inventory) = encoded.inventory() else {
        return Ok(Vec::new());
    };
    // Some will find no name.
    let chosen = choose(&offer.found, &offer.stems, most + SPARE);
    let mut scored = Vec::with_capacity(chosen.len());
    for (row, _) in &chosen {
        let candidate = &offer.found[*row];
        let scores = encoded.label(reading, candidate.sentence, &candidate.kept)?;
        scored.push((candidate, scores));
    }
    let sections = sections(document);
    let names = labels(document, offer.tags, &offer.referents, &sections, inventory, &scored);
    let mut named: Vec<_> = chosen
        .into_iter()
        .zip(names)
        .filter_map(|((row, gain), name)| Some((row, gain, name?)))
        .take(most)
        .collect();
    named.sort_by_key(|(row, ..)| offer.found[*row].pieces[0]);
    let rows = named.into_iter().filter_map(|(row, gain, (aspect, named))| {
        let candidate = &offer.found[row];
        let origin = Origin {
            source: candidate.source,
            gain,
            named,
        };
        let join = match candidate.list {
            Some(_) => Join::Series,
            None => Join::Clause,
        };
        let mut pieces = pieces(document, offer.tags, candidate);
        match left_out(document, candidate, &aspect) {
            Subject::Known => {}
            Subject::Missing(subject) => pieces.insert(0, subject),
            Subject::Long => return None,
        }
        let row = Row::new(document, aspect, leading_kind(facts, candidate), join, &pieces, origin)?;
        (!row.details().is_empty()).then_some(row)
    });
    Ok(rows.collect())
}

/// Words that a subject is not without: "not every mill", "few mills" (lower case).
const QUANTIFIERS: &[&str] = &[
    "not", "no", "none", "nobody", "neither", "few", "fewer", "only", "some", "many", "most", "every", "each", "all",
    "any", "half", "several", "hardly", "nearly", "almost", "both", "less", "more", "other", "another", "one",
];

/// Whether a reader knows what a row is said of.
enum Subject {
    /// Its details or its label say it.
    Known,
    /// The piece that says it.
    Missing(Piece),
    /// There is no room for a subject that must not be left out.
    Long,
}

/// What the details of `row`, which is called `aspect`, leave out of what they are said of.
fn left_out(document: &Document, row: &Candidate, aspect: &str) -> Subject {
    let text = document.text();
    let Some(subject) = row.cut.subject else {
        return Subject::Known;
    };
    let words = subject.slice(text);
    let lower = words.to_lowercase();
    let counts = lower.split_whitespace().any(|word| QUANTIFIERS.contains(&word))
        || lower.contains(|c: char| c.is_ascii_digit());
    let room = row.words + words.split_whitespace().count() <= MOST_WITH_SUBJECT;
    match (counts, room) {
        (false, _) if labels::names(aspect, words) => Subject::Known,
        (true, false) => Subject::Long,
        (false, false) => Subject::Known,
        // A name from another sentence stands in brackets.
        (_, true) => Subject::Missing(Piece {
            span: subject,
            name: (!row.source.contains(subject)).then_some(subject),
            apart: false,
        }),
    }
}

/// The pieces of `candidate` as they are printed: without spare articles, names for pronouns, statements apart.
pub(super) fn pieces(document: &Document, tags: &Tags, candidate: &Candidate) -> Vec<Piece> {
    if candidate.list.is_some() {
        return candidate.pieces.iter().copied().map(Piece::from).collect();
    }
    let words = tags.words(candidate.sentence);
    let names: BTreeMap<usize, Span> = candidate
        .cut
        .names
        .iter()
        .map(|&(at, name)| (words[at].span.start(), name))
        .collect();
    let apart: Vec<usize> = candidate.cut.apart.iter().map(|&at| words[at].span.start()).collect();
    let mut found = Vec::new();
    let mut end = 0;
    for span in without_articles(document, tags, &candidate.pieces) {
        let mut from = span.start();
        let inner = words.iter().filter(|word| span.contains(word.span));
        let mut push = |range: std::ops::Range<usize>, name: Option<Span>, apart: bool| {
            if let Some(span) = Span::trimmed(document.text(), range) {
                found.push(Piece { span, name, apart });
            }
        };
        // The article that a statement apart starts with may be gone.
        let mut parts = apart.iter().any(|at| (end..=from).contains(at));
        end = span.end();
        for word in inner {
            let at = word.span.start();
            if apart.contains(&at) && at > from {
                push(from..at, None, parts);
                (from, parts) = (at, true);
            }
            if let Some(&name) = names.get(&at) {
                push(from..at, None, parts);
                push(word.span.range(), Some(name), parts && from == at);
                (from, parts) = (word.span.end(), false);
            }
        }
        push(from..span.end(), None, parts);
    }
    without_half_asides(document.text(), words, &mut found);
    found
}

/// Takes off commas between a subject and its verb: what stood there took the other comma along.
fn without_half_asides(text: &str, words: &[Word], found: &mut Vec<Piece>) {
    // "[a manager,] Tobias Lindgren, had warned"
    if let Some(first) = found.first().map(|piece| piece.span) {
        let inner: Vec<&Word> = words.iter().filter(|word| first.contains(word.span)).collect();
        let noun = |word: &&&Word| word.pos.is_noun() || matches!(word.pos, Pos::Adjective | Pos::Numeral);
        let comma = inner.iter().take_while(noun).count();
        let opens = words.first().is_some_and(|word| word.span.start() < first.start());
        if let (Some(comma), Some(verb)) = (inner.get(comma).filter(|_| comma > 0 && opens), inner.get(comma + 1))
            && comma.span.slice(text) == ","
            && matches!(verb.pos, Pos::Verb | Pos::Auxiliary)
            && let (Some(before), Some(behind)) = (
                Span::trimmed(text, first.start()..comma.span.start()),
                Span::trimmed(text, comma.span.end()..first.end()),
            )
        {
            found[0].span = before;
            found.insert(1, Piece::from(behind));
        }
    }
    for at in 1..found.len() {
        let (before, here) = (found[at - 1].span, found[at].span);
        let inner = || words.iter().skip_while(|word| word.span.start() < here.start());
        let verb = inner().find(|word| word.pos != Pos::Punctuation);
        if verb.is_some_and(|word| matches!(word.pos, Pos::Verb | Pos::Auxiliary)) && !found[at].apart {
            let left = before.slice(text).trim_end_matches([',', ' ']).len();
            let right = here.slice(text).len() - here.slice(text).trim_start_matches([',', ' ']).len();
            if let (Some(before), Some(here)) = (
                Span::trimmed(text, before.start()..before.start() + left),
                Span::trimmed(text, here.start() + right..here.end()),
            ) {
                (found[at - 1].span, found[at].span) = (before, here);
            }
        }
    }
}

/// The kind of the fact that leads `row`: money before percent before the rest.
fn leading_kind(facts: &[Mention], row: &Candidate) -> &'static str {
    if row.list.is_some() {
        return "list";
    }
    let mut found = Vec::new();
    for piece in &row.pieces {
        let from = facts.partition_point(|fact| fact.span.start() < piece.start());
        let here = facts[from..].iter().take_while(|fact| fact.span.start() < piece.end());
        found.extend(
            here.filter(|fact| piece.contains(fact.span))
                .map(|fact| fact.value.kind()),
        );
    }
    let order = ["money", "percent", "quantity", "number", "date", "duration", "time"];
    order.into_iter().find(|kind| found.contains(kind)).unwrap_or("text")
}

#[cfg(test)]
mod tests {
    use super::testing::Article;
    use super::*;
    use crate::recap::Row;

    const CLOSURE: &str = "\
The Vellin River Trust will close its oldest mill at Orrin in March, ending 140 years of milling in Tarn Valley. \
A flood ruined the wheel last autumn, and repairs would cost $3 million.

Mara Quist, who has run the mill since 2009, told 60 workers on Monday. \
She will move to the trust's bakery in Vellin. \
Not every mill will close, and the two mills on the upper river stay open.

Farmers who sold wheat to the mill now face a longer road. \
The nearest buyer is 80 kilometres away, which adds about $12 to each tonne. \
The trust has offered to pay half of that until the next harvest.";

    /// The words of `span` of `text` that a row shows, folded as it folds them.
    fn folded(text: &str) -> String {
        let words = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn evidence_is_the_words_of_the_details() {
        let article = Article::read(CLOSURE);
        let rows = article.rows(8);
        assert!(rows.len() >= 4, "{rows:#?}");
        for row in &rows {
            let details = folded(row.details());
            let mut words = Vec::new();
            for span in row.evidence().spans() {
                let piece = folded(span.slice(article.document.text()));
                assert!(details.contains(&piece), "{piece:?} is not in {details:?}");
                words.extend(piece.split(' ').map(str::to_owned).collect::<Vec<_>>());
            }
            // And nothing else is.
            let others = details
                .split(' ')
                .filter(|word| !words.iter().any(|known| known == word));
            assert_eq!(others.filter(|word| *word != "and").count(), 0, "{details}");
        }
        let starts: Vec<usize> = rows.iter().map(|row| row.origin().source.start()).collect();
        assert!(starts.is_sorted());
    }

    #[test]
    fn labels_of_a_table_differ_and_so_do_its_rows() {
        let rows = Article::read(CLOSURE).rows(8);
        let all = |of: fn(&Row) -> &str| rows.iter().map(|row| of(row).to_lowercase()).collect::<Vec<_>>();
        for column in [all(Row::aspect), all(Row::details)] {
            let different: std::collections::BTreeSet<_> = column.iter().collect();
            assert_eq!(different.len(), rows.len(), "{column:?}");
        }
    }

    #[test]
    fn there_are_no_more_rows_than_asked_for() {
        let article = Article::read(CLOSURE);
        for most in 0..4 {
            assert_eq!(article.rows(most).len(), most);
        }
    }

    #[test]
    fn the_same_article_gives_the_same_rows() {
        assert_eq!(Article::read(CLOSURE).rows(8), Article::read(CLOSURE).rows(8));
    }

    #[test]
    fn an_article_without_prose_has_no_table() {
        for text in ["", "Orrin\n", "12.5\n\n...\n\n#", "MENU\n\nHOME\n\nABOUT US"] {
            assert_eq!(Article::read(text).rows(8), [], "{text:?}");
        }
    }

    #[test]
    fn not_every_mill_is_no_mill_that_will_close() {
        let article = Article::read("Not every mill in Tarn Valley will close this winter, the river trust said.");
        let mut row = article.row("will close this winter");
        row.cut.subject = Some(article.span("Not every mill"));
        // A label that names the mill does not say which.
        for aspect in ["Mills", "Timeline"] {
            let Subject::Missing(piece) = left_out(&article.document, &row, aspect) else {
                panic!("{aspect}: the subject comes back");
            };
            assert_eq!((piece.span, piece.name), (article.span("Not every mill"), None));
            let pieces = [piece, row.pieces[0].into()];
            assert_eq!(
                printed(&article, &row, &pieces),
                "Not every mill will close this winter"
            );
        }
        row.words = MOST_WITH_SUBJECT;
        assert!(matches!(left_out(&article.document, &row, "Mills"), Subject::Long));
    }

    #[test]
    fn a_label_that_names_the_subject_is_enough() {
        let article = Article::read("The oldest mill in Tarn Valley will close this winter.");
        let mut row = article.row("will close this winter");
        assert!(matches!(left_out(&article.document, &row, "Timeline"), Subject::Known));
        row.cut.subject = Some(article.span("The oldest mill"));
        assert!(matches!(
            left_out(&article.document, &row, "Oldest mills"),
            Subject::Known
        ));
        assert!(matches!(
            left_out(&article.document, &row, "Timeline"),
            Subject::Missing(_)
        ));
    }

    #[test]
    fn a_row_of_a_quantified_sentence_keeps_its_quantifier() {
        for row in Article::read(CLOSURE).rows(16) {
            let details = row.details().to_lowercase();
            assert!(
                !details.contains("mill will close") || details.contains("not every mill"),
                "{details}"
            );
        }
    }

    /// The details of a row of `pieces`.
    fn printed(article: &Article, row: &Candidate, pieces: &[Piece]) -> String {
        let origin = Origin {
            source: row.source,
            gain: 0.0,
            named: crate::recap::Naming::Role,
        };
        let row = Row::new(&article.document, "Plan", "text", Join::Clause, pieces, origin);
        row.expect("pieces").details().to_owned()
    }

    #[test]
    fn names_stand_in_brackets_for_pronouns() {
        let article = Article::read("Mara Quist runs the mill at Orrin. In March she will close it.");
        let mut row = article.row("she will close it");
        row.cut.names = vec![(row.kept[0], article.span("Mara Quist"))];
        let pieces = pieces(&article.document, &article.tags, &row);
        assert_eq!(printed(&article, &row, &pieces), "[Mara Quist] will close it");
    }

    #[test]
    fn a_statement_apart_keeps_its_semicolon_without_its_article() {
        let article = Article::read("The mill closed in March and the bakery stays open.");
        let mut row = article.row("The mill closed in March and the bakery stays open");
        row.cut.apart = vec![row.kept[6]];
        row.pieces = vec![
            article.span("The mill closed in March"),
            article.span("the bakery stays open"),
        ];
        let pieces = pieces(&article.document, &article.tags, &row);
        assert_eq!(
            printed(&article, &row, &pieces),
            "Mill closed in March; bakery stays open"
        );
    }

    #[test]
    fn no_comma_stays_between_a_subject_and_its_verb() {
        let cases: [(&str, &[&str], &str); 3] = [
            (
                "A former manager, Tobias Lindgren, had warned the trust.",
                &["Tobias Lindgren, had warned the trust"],
                "Tobias Lindgren had warned trust",
            ),
            (
                "The Orrin mill, a ruin since the flood, will close in March.",
                &["Orrin mill,", "will close in March"],
                "Orrin mill will close in March",
            ),
            (
                "The Orrin mill, a ruin since the flood, will close in March.",
                &["Orrin mill", ", will close in March"],
                "Orrin mill will close in March",
            ),
        ];
        for (text, kept, expected) in cases {
            let article = Article::read(text);
            let mut row = article.row(text.trim_end_matches('.'));
            row.pieces = kept.iter().map(|words| article.span(words)).collect();
            let pieces = pieces(&article.document, &article.tags, &row);
            assert_eq!(printed(&article, &row, &pieces), expected);
        }
    }
}
