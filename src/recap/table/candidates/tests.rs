#![expect(clippy::single_range_in_vec_init, reason = "a cut of one stretch")]

use super::super::testing::Article;
use super::*;

/// The words of a text that is written with their parts of speech: "Orrin/PROPN burned/VERB".
fn tagged(words: &str) -> (String, Vec<Word>) {
    let pairs = || words.split(' ').map(|word| word.rsplit_once('/').expect("a tag"));
    let text = pairs().map(|(word, _)| word).collect::<Vec<_>>().join(" ");
    let mut at = 0;
    let words = pairs().map(|(word, tag)| {
        let span = Span::new(&text, at..at + word.len()).unwrap();
        at = span.end() + 1;
        let pos = Pos::ALL.into_iter().find(|pos| pos.label() == tag).expect(tag);
        Word { span, pos }
    });
    let words = words.collect();
    (text, words)
}

#[test]
fn clauses_and_phrases_are_told_apart() {
    let cases = [
        ("Orrin/PROPN closed/VERB the/DET mill/NOUN", 0, false, Form::Statement),
        ("The/DET mill/NOUN burned/VERB", 1, false, Form::Statement),
        (
            "The/DET mill/NOUN ,/PUNCT a/DET ruin/NOUN ,/PUNCT burned/VERB",
            0,
            false,
            Form::Statement,
        ),
        // The first word belongs to a longer phrase.
        ("The/DET old/ADJ mill/NOUN burned/VERB", 2, false, Form::Phrase),
        (
            "Quist/PROPN has/AUX sold/VERB the/DET mill/NOUN",
            1,
            true,
            Form::Predicate,
        ),
        (
            "Quist/PROPN has/AUX sold/VERB the/DET mill/NOUN",
            1,
            false,
            Form::Phrase,
        ),
        ("A/DET mill/NOUN in/ADP Orrin/PROPN", 0, false, Form::Phrase),
        (
            "Vellin/PROPN to/PART pay/VERB nine/NUM crowns/NOUN",
            0,
            false,
            Form::Phrase,
        ),
        ("Cranes/NOUN lifting/VERB grain/NOUN", 0, false, Form::Phrase),
        (
            "A/DET mill/NOUN that/PRON burned/VERB in/ADP May/PROPN",
            0,
            false,
            Form::Phrase,
        ),
        (
            "The/DET mill/NOUN ,/PUNCT which/PRON has/AUX bottled/VERB milk/NOUN",
            4,
            true,
            Form::Phrase,
        ),
    ];
    for (words, first, subject, expected) in cases {
        let (text, words) = tagged(words);
        let cut = Cut {
            subject: subject.then_some(words[0].span),
            ..Cut::default()
        };
        let kept: Vec<usize> = (first..words.len()).collect();
        assert_eq!(form(&text, &words, &kept, &cut), expected, "{text}, from word {first}");
    }
}

#[test]
fn gaps_count_what_they_tear() {
    let cases: [(&str, &[Range<usize>], usize); 8] = [
        ("Orrin/PROPN closed/VERB the/DET mill/NOUN", &[0..4], 0),
        ("Orrin/PROPN closed/VERB the/DET mill/NOUN", &[0..2, 3..4], 0),
        ("The/DET mill/NOUN slowly/ADV burned/VERB", &[0..2, 3..4], 1),
        ("The/DET mill/NOUN in/ADP Orrin/PROPN burned/VERB", &[0..2, 4..5], 1),
        (
            "The/DET mill/NOUN ,/PUNCT a/DET ruin/NOUN ,/PUNCT burned/VERB",
            &[0..2, 6..7],
            1,
        ),
        (
            "Orrin/PROPN sold/VERB grain/NOUN and/CCONJ flour/NOUN",
            &[0..3, 4..5],
            ROUGH,
        ),
        (
            "The/DET mill/NOUN slowly/ADV sold/VERB grain/NOUN and/CCONJ flour/NOUN",
            &[0..2, 3..5, 6..7],
            1 + ROUGH,
        ),
        // "The town plans a mill": it is the company that does.
        (
            "The/DET town/NOUN where/ADV the/DET company/NOUN plans/VERB a/DET mill/NOUN",
            &[0..2, 5..8],
            WRONG + ROUGH,
        ),
    ];
    for (words, pieces, expected) in cases {
        let (text, words) = tagged(words);
        assert_eq!(gaps(&text, &words, pieces), expected, "{text}: {pieces:?}");
    }
}

#[test]
fn clauses_stand_between_marks() {
    let article =
        Article::read("After the long flood, Orrin closed its oldest mill; the valley pays nine crowns a day.");
    let text = article.document.text();
    article.with_last(|sentence| {
        let words = article.tags.words(sentence.index);
        let wanted = words_in(
            &article.tags,
            sentence.index,
            article.span("Orrin closed its oldest mill"),
        );
        let scores: Vec<WordScores> = (0..words.len())
            .map(|at| WordScores {
                kept: if wanted.contains(&at) { 1.0 } else { -1.0 },
                ..WordScores::default()
            })
            .collect();
        let found = clauses(sentence, words, &scores, 0);
        assert_eq!(found[0].0, [wanted]);
        assert!(found.len() <= MOST_CLAUSES);
        assert!(found.is_sorted_by(|a, b| a.1 >= b.1));
        for (clause, _) in found {
            let [clause] = clause.try_into().expect("one stretch");
            let before = clause.start.checked_sub(1).map(|at| words[at].span.slice(text));
            let behind = words.get(clause.end).map(|word| word.span.slice(text));
            assert!(before.is_none_or(|mark| [",", ";"].contains(&mark)), "{before:?}");
            assert!(behind.is_none_or(|mark| [",", ";", "."].contains(&mark)), "{behind:?}");
        }
    });
}

#[test]
fn a_verb_keeps_the_head_of_its_subject() {
    let article = Article::read("A study of nine forests finds that the owls of Tarn Valley return.");
    article.with_last(|sentence| {
        let words = article.tags.words(sentence.index);
        let from = |words: &str| words_in(&article.tags, sentence.index, article.span(words));
        let whole = with_head(sentence, words, vec![from("nine forests finds")]);
        assert_eq!(whole, [from("A study of nine forests finds")]);
        let phrase = vec![from("nine forests")];
        assert_eq!(with_head(sentence, words, phrase.clone()), phrase);
    });
}

#[test]
fn a_name_alone_is_no_row() {
    let article = Article::read("On Monday the Vellin River Trust opened a mill.");
    assert!(article.tags.is_name("Vellin River Trust"));
    article.with_last(|sentence| {
        let row = |words: &str| {
            let cut = article.row(words).cut;
            let own = article.tags.words(sentence.index);
            candidate(sentence, own, &article.stems(), cut, 0.0, 0.0)
        };
        assert!(row("Vellin River Trust").is_none());
        assert!(row("Vellin River Trust opened a mill").is_some());
        // Too little to say anything.
        assert!(row("opened a").is_none());
    });
}

#[test]
fn candidates_are_words_of_their_sentence() {
    let article = Article::read(
        "The Vellin River Trust will close its mill at Orrin in March, after a flood ruined the old wheel. \
         Mara Quist, who runs it, has sold 40 tonnes of flour to bakers in Tarn Valley.",
    );
    let found = article.offer().found;
    assert!(!found.is_empty());
    for row in &found {
        assert!(row.pieces.iter().all(|piece| row.source.contains(*piece)));
        assert!(row.pieces.is_sorted_by(|a, b| a.end() <= b.start()));
        assert_eq!(row.kept, row.cut.pieces.iter().cloned().flatten().collect::<Vec<_>>());
        assert!(row.words <= MOST_DETAIL_WORDS && row.words >= FEWEST_WORDS);
        let twins = found
            .iter()
            .filter(|other| other.source == row.source && other.cut == row.cut);
        assert_eq!(twins.count(), 1);
    }
}
