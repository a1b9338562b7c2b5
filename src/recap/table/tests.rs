//! The table on small articles, and traps for what cuts could do to a claim.

use std::collections::BTreeSet;

use super::*;
use crate::model::Encoder;
use crate::recap::{Join, MOST_DETAIL_WORDS, Naming};
use crate::span::Span;

fn table(text: &str) -> Vec<Row> {
    let document = Document::from_text(text);
    let encoder = Encoder::embedded().expect("the embedded weights load");
    let encoded = encoder.encode(&document.sentence_texts()).expect("the encoder runs");
    let tags = Tags::new(&document, &encoded);
    let facts = crate::facts::find(&document, &tags);
    let entities = crate::entities::find(&document, tags.names());
    let salience = crate::summary::salience(&document, &encoded);
    rows(&document, &encoded, &tags, &facts, &entities, &salience, 8)
}

const FERRY: &str = "Ferry line to cut winter service\n\n\
    The Tarn Island ferry will drop two of its four daily crossings from November, the operator said on Monday.\n\n\
    Why the cut\n\n\
    Diesel costs have risen 31% since last year, and only 40 passengers a day use the late boats. The line lost \
    $2.4 million in 2024 because repairs to the older ship took five months.\n\n\
    Who is affected\n\n\
    Residents of the island are angry. Groups hit hardest include:\n\n\
    • school pupils on the early boat\n\
    • nurses who work night shifts\n\
    • oyster farmers\n\n\
    What happens next\n\n\
    The council may pay for a third crossing if the state agrees to share the bill. It will not decide before March.\n";

#[test]
fn rows_are_short_distinct_and_the_articles_own() {
    let rows = table(FERRY);
    assert!((5..=8).contains(&rows.len()), "{rows:#?}");
    let aspects: BTreeSet<String> = rows.iter().map(|row| row.aspect().to_lowercase()).collect();
    assert_eq!(aspects.len(), rows.len(), "{aspects:?}");
    for row in &rows {
        assert!(
            row.details().split_whitespace().count() <= MOST_DETAIL_WORDS,
            "{}",
            row.details()
        );
        let words = row
            .details()
            .split_whitespace()
            .map(|word| word.trim_matches([',', ';']).to_lowercase());
        let source = FERRY.to_lowercase();
        assert!(
            words.filter(|word| word != "and").all(|word| source.contains(&word)),
            "{}",
            row.details()
        );
    }
}

#[test]
fn list_items_share_a_row_under_their_lead_in_or_heading() {
    let rows = table(FERRY);
    let list = rows.iter().find(|row| row.kind() == "list").expect("a list row");
    assert!(list.details().contains("nurses"), "{}", list.details());
    assert!(
        ["Groups hit hardest", "Who is affected"].contains(&list.aspect()),
        "{}",
        list.aspect()
    );
}

#[test]
fn conditions_and_negations_survive() {
    for row in table(FERRY) {
        let details = row.details().to_lowercase();
        assert!(
            !details.contains("third crossing") || details.contains(" if "),
            "{details}"
        );
        assert!(
            !details.contains("decide before march") || details.contains("not"),
            "{details}"
        );
    }
}

#[test]
fn texts_without_running_text_give_what_there_is() {
    for text in [
        "",
        " \n",
        "Word",
        "A title alone",
        "• one\n• two\n",
        "Rents fell in May.",
        "—",
        "(",
        "1. 2. 3.",
    ] {
        assert!(table(text).len() <= 2, "{text:?}");
    }
}

#[test]
fn a_sentence_without_end_is_no_trouble() {
    let text = "the tide came in, and the boats (all of them) rose ".repeat(4_000);
    assert!(table(&text).len() <= 8);
}

/// Everything that could be said in one row of a table about `text`, in lower case: "details", or "subject: details".
fn candidates(text: &str) -> Vec<String> {
    let document = Document::from_text(text);
    let encoder = Encoder::embedded().expect("the embedded weights load");
    let encoded = encoder.encode(&document.sentence_texts()).expect("the encoder runs");
    let tags = Tags::new(&document, &encoded);
    let body: Vec<usize> = (0..document.sentences().len()).collect();
    let stems = Stems::new(&document, &encoded, &body);
    let entities = crate::entities::find(&document, tags.names());
    let referents = Referents::new(&document, &entities, &[]);
    let units = units(&document, &tags, &stems, &[], &referents, &body);
    let details = units.into_iter().map(|unit| {
        let origin = Origin {
            source: unit.source,
            gain: 0.0,
            cost: unit.cost,
            named: Naming::Fallback,
        };
        let evidence = Evidence::new(unit.pieces).expect("a unit has pieces");
        let row = Row::new(&document, "Aspect", "text", unit.join, evidence, origin);
        let subject = unit.subject.map(|subject| format!("{}: ", subject.name(text)));
        (subject.unwrap_or_default() + row.details()).to_lowercase()
    });
    details.collect()
}

/// For each sentence: words that say something, and words without which they would say something else.
#[test]
fn no_cut_changes_what_is_claimed() {
    let traps = [
        // Negations.
        (
            "Nobody has resigned since June, the union said after a meeting.",
            "nobody",
            "since june",
        ),
        (
            "The mayor did not, despite the protests in the old town, sign the order.",
            "sign the order",
            "not",
        ),
        (
            "The bridge closed not because the steel had rusted, but because a barge hit it.",
            "the steel had rusted",
            "not",
        ),
        (
            "The mill ran without a permit for years.",
            "mill ran",
            "without a permit",
        ),
        (
            "Neither the mill nor the mine in the upper valley polluted the stream.",
            "polluted the stream",
            "neither",
        ),
        // Quotations.
        (
            "The owner called the mill “the pride of Orrin, in the old days at least,” before she sold it.",
            "pride of orrin",
            "in the old days at least",
        ),
        // Hedges.
        (
            "The mill will reportedly close in May, which would cost 140 jobs in the town.",
            "close",
            "reportedly",
        ),
        (
            "The pilot, who may have been asleep, landed the plane in a field.",
            "asleep",
            "may",
        ),
        (
            "The company allegedly hid the debt from its auditors for three years.",
            "hid the debt",
            "allegedly",
        ),
        (
            "The plant is likely to reopen in the spring after the repairs.",
            "reopen",
            "likely",
        ),
        (
            "The miller has admitted the mill in the valley may have to close.",
            "admitted the mill",
            "may",
        ),
        // Of three or more, all or none.
        (
            "The firm opened yards on the coasts of Orrin, Vellin and Tarn, which cost it four years of profit and most of its savings.",
            "Orrin, Vellin",
            "and Tarn",
        ),
        // Conditions and limits.
        (
            "The ferry will run all winter if the council pays for a second crew.",
            "ferry will run",
            "if the council",
        ),
        (
            "Unless the council pays for a second crew, the ferry will stop in winter.",
            "ferry will stop",
            "unless",
        ),
        (
            "The bank will lend the money provided that the owner sells the house.",
            "will lend",
            "provided",
        ),
        (
            "The tax applies only to homes that stand empty for a year.",
            "the tax applies",
            "only",
        ),
        (
            "The law protects tenants who have lived in the flat for ten years.",
            "protects tenants",
            "who have lived",
        ),
        (
            "Fares are free on 44 routes on Saturdays in summer.",
            "free on 44 routes",
            "saturdays",
        ),
        (
            "Half of the team is off on Friday, so that the office is quiet.",
            "half of the team",
            "friday",
        ),
        ("It is the biggest mill in the valley.", "biggest mill", "in the valley"),
        // Attributions that carry the claim.
        (
            "Others said that the cooperative should have acted years ago.",
            "should have acted",
            "others said",
        ),
        (
            "Critics claim the mayor took money from the builder.",
            "took money",
            "critics claim",
        ),
        (
            "The mayor took money from the builder, critics say.",
            "took money",
            "critics say",
        ),
        (
            "Analysts expect the price of milk to double by June.",
            "double",
            "analysts expect",
        ),
        (
            "The owner said the mill closed after the strike ended.",
            "strike ended",
            "owner said",
        ),
        (
            "The owner denied that the mill was unsafe in the flood.",
            "mill was unsafe",
            "denied",
        ),
        // Who did what.
        (
            "No charges were filed against the owner of the mill.",
            "filed",
            "no charges",
        ),
        (
            "Half of the workers were told to leave the mill in May.",
            "told to leave",
            "half",
        ),
        (
            "The mill, which a fire had destroyed, was sold to a rival of the owner.",
            "sold",
            "mill",
        ),
        (
            "Ada Marsh, the mother of the boy, and her son left the town in May.",
            "left the town",
            "marsh",
        ),
    ];
    let mut wrong = Vec::new();
    for (sentence, claim, needed) in traps {
        for details in candidates(sentence) {
            let read = details.replace(": ", " ");
            if read.contains(claim) && !read.contains(needed) {
                wrong.push(format!("{details:?} from {sentence:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_cut_leaves_a_sentence_that_reads() {
    let cases = [
        (
            "The mill (built in 1911), which opened again last year, was sold to a rival on Friday.",
            "mill was sold to a rival",
        ),
        (
            "Ada Marsh, who ran the mill, was charged with fraud.",
            "ada marsh ran the mill",
        ),
        (
            "Shoppers at the market The market opened its doors on Monday.",
            "market opened its doors on monday",
        ),
        ("However, the mill will reopen in spring.", "mill will reopen in spring"),
        (
            "Falling silent: The old crane of the port was sold in May.",
            "old crane of the port was sold in may",
        ),
        (
            "The mummy, thought to date back to 1100 AD, was found by the cleaners.",
            "mummy, thought to date back to 1100 ad, was found by the cleaners",
        ),
    ];
    for (sentence, expected) in cases {
        let found = candidates(sentence);
        assert!(
            found.iter().any(|details| details == expected),
            "{expected:?} is not in {found:#?}"
        );
    }
}

/// Names that stand side by side because a full stop is missing.
#[test]
fn no_row_goes_from_one_sentence_into_the_next() {
    for (text, parts) in [
        (
            "The council voted to close the coal pier on Tuesday Orrin Council has two months to find a buyer.",
            &["voted to close coal pier", "has two months to find a buyer"][..],
        ),
        (
            "The board thanked the harbour master of Vellin Ms Lund has run the coal pier for nine years.",
            &["thanked harbour master", "has run coal pier"],
        ),
        (
            "Ingrid Falk met Tarn Marsh in the spring. The harbour master welcomed Ingrid Falk Tarn Marsh has praised the new plan.",
            &["welcomed", "praised new plan"],
        ),
    ] {
        let found = candidates(text);
        // Side by side is where they may stand.
        let phrases: Vec<String> = found
            .iter()
            .flat_map(|row| row.split("; "))
            .map(|row| row.replace("the ", ""))
            .collect();
        let both = |phrase: &&String| parts.iter().all(|part| phrase.contains(part));
        assert_eq!(phrases.iter().find(both), None, "{text}");
        let last = parts[parts.len() - 1];
        assert!(phrases.iter().any(|phrase| phrase.contains(last)), "{found:#?}");
    }
}

#[test]
fn fragments_are_no_rows() {
    let cases = [
        (
            "A trader who swindled cash through a scam was jailed for six years on Monday.",
            "swindled cash through a scam",
        ),
        (
            "Hampton, critically injured from a wound to her chest, was able to call the police.",
            "to her chest",
        ),
        (
            "When the mill closed in May, the town lost its last big employer.",
            "closed in may",
        ),
        (
            "Answering a question from the harbour master of Vellin, the mayor told the council, which had met on Monday, \
             that the pier would close.",
            "told the council",
        ),
        (
            "The monthly rent of the flats by the old coal pier is between $683 for one small room and $1,561 for two.",
            "one small room",
        ),
        (
            "The new owners of the harbour are often the sons and daughters of the old ones in Vellin.",
            "the sons",
        ),
        (
            "The public appeal that was launched in Orrin hit its target in just a month.",
            "in just",
        ),
        (
            "Analysts say a combined Orrin Mining and Vellin Steel would control half of the market.",
            "orrin mining",
        ),
    ];
    for (sentence, end) in cases {
        let found = candidates(sentence);
        assert!(
            !found.iter().any(|details| details.ends_with(end)),
            "{end:?} ends one of {found:#?}"
        );
    }
    let series = "About 8,000 works of art, manuscripts, letters and photographs were sold to pay off the debt.";
    let found = candidates(series);
    assert!(
        !found.iter().any(|details| details.starts_with("letters")),
        "{found:#?}"
    );
}

#[test]
fn what_a_sentence_is_about_names_its_row() {
    let cases = [
        (
            "The old mill in Orrin was sold. The flour mill was sold to a rival on Friday.",
            "flour mill: sold to a rival on friday",
        ),
        (
            "Ada Marsh, 38, ran the mill for nine years.",
            "ada marsh, 38: ran the mill for nine years",
        ),
        (
            "The council is building a new bridge over the river.",
            "council: building a new bridge over the river",
        ),
        (
            "Critics claim the mill is unsafe for its workers.",
            "critics claim: mill is unsafe for its workers",
        ),
        (
            "Rescuers in Orrin pulled a man from the wreck of the mill.",
            "rescuers in orrin: pulled a man from the wreck of the mill",
        ),
        (
            "Last month, the council approved a plan for the mill.",
            "council: last month approved a plan for the mill",
        ),
        (
            "The mill is unsafe for its workers, Ada Marsh said.",
            "ada marsh said: mill is unsafe for its workers",
        ),
        (
            "Ada Marsh ran the mill for nine years. She sold it to a rival in May.",
            "ada marsh: sold it to a rival in may",
        ),
        (
            "The town lost its best employer when the mill closed its doors.",
            "mill closed its doors",
        ),
    ];
    for (sentence, expected) in cases {
        let found = candidates(sentence);
        assert!(
            found.iter().any(|row| row == expected),
            "{expected:?} is not in {found:#?}"
        );
    }
}

#[test]
fn no_row_is_named_after_a_place_or_what_is_said_by_the_way() {
    let text = "Orrin bakery to close\n\n\
        The bakery closes in May. The price of flour doubled. Flour costs the bakers $9 a sack.\n\n\
        About 90 of the bakers will apply for jobs in Vellin. The town of Vellin lies by the sea. The people of Vellin like bread. The bakers ground 40 sacks of flour a day in a tunnel \
        through the mountain. The council promised the bakers a loan of $2 million for sacks of flour.\n";
    let document = Document::from_text(text);
    let encoder = Encoder::embedded().expect("the embedded weights load");
    let encoded = encoder.encode(&document.sentence_texts()).expect("the encoder runs");
    let tags = Tags::new(&document, &encoded);
    let body: Vec<usize> = (0..document.sentences().len()).collect();
    let stems = Stems::new(&document, &encoded, &body);
    let entities = crate::entities::find(&document, tags.names());
    let referents = Referents::new(&document, &entities, &[]);
    let mut told = BTreeSet::new();
    for unit in units(&document, &tags, &stems, &[], &referents, &body) {
        let labels = nouns::labels(&document, &tags, &stems, &referents, &unit);
        let telling = labels.into_iter().filter(|label| label.tells() && label.worth > 0.0);
        told.extend(telling.map(|label| label.name));
    }
    assert!(told.iter().any(|name| name == "Flour"), "{told:?}");
    for wrong in ["Vellin", "Tunnel", "Mountain", "Tunnel through the mountain"] {
        assert!(!told.contains(wrong), "{wrong:?} is in {told:?}");
    }
}

#[test]
fn nobody_is_named_who_may_not_be_meant() {
    for before in [
        "Ada Marsh met a woman at the mill.",
        "Ada Marsh and Ivo Lund ran the mill.",
    ] {
        let found = candidates(&format!("{before} She sold it to a rival in May."));
        assert!(
            !found.iter().any(|row| row.starts_with("ada marsh: sold")),
            "{found:#?}"
        );
    }
}

#[test]
fn a_claim_stays_with_whoever_makes_it() {
    let cases = [
        (
            "The panel has been told Ms Lund accepts 77 allegations about her care of patients.",
            "ms lund accepts",
        ),
        (
            "According to the union, 2,000 bakers were dismissed in May without any notice.",
            "2,000 bakers",
        ),
        (
            "The firm said profits doubled and daily visits rose by nine per cent in May.",
            "daily visits",
        ),
        (
            "Rescuers did not find survivors, nor any evidence that the boat had capsized in May.",
            "any evidence",
        ),
    ];
    for (sentence, claim) in cases {
        let found = candidates(sentence);
        assert!(
            !found.iter().any(|row| row.starts_with(claim)),
            "{claim:?} opens one of {found:#?}"
        );
    }
}

/// What somebody says, cut from between its marks, has no speaker.
#[test]
fn nobody_speaks_without_marks() {
    let text = "Ingrid Falk, the mayor of Vellin, spoke to the families of the harbour after the vote on Tuesday.\n\n\
        “The pier fed my family for sixty years. We were paid in coal by the port every winter. We will miss the \
        ships of Vellin,” said Falk.\n";
    let rows = table(text);
    assert!(!rows.is_empty());
    for row in rows {
        assert!(
            !row.details().to_lowercase().contains("paid in coal"),
            "{}",
            row.details()
        );
    }
}

#[test]
fn articles_go_where_nothing_hangs_on_them() {
    let cases = [
        (
            "The mill sells the flour of the valley for $5 a barrel.",
            "mill sells flour of valley for $5 a barrel.",
        ),
        (
            "A few of the workers read The Times twice a week.",
            "A few of workers read The Times twice a week.",
        ),
        (
            "The bakers gave the prize to Feed the Valley.",
            "bakers gave prize to Feed the Valley.",
        ),
        (
            "The baker won the biggest prize of the valley.",
            "baker won the biggest prize of valley.",
        ),
        (
            "The baker called the prize “the joy of the valley” and kissed the mayor.",
            "baker called prize “the joy of the valley” and kissed mayor.",
        ),
    ];
    for (text, expected) in cases {
        let document = Document::from_text(text);
        let encoder = Encoder::embedded().expect("the embedded weights load");
        let encoded = encoder.encode(&document.sentence_texts()).expect("the encoder runs");
        let tags = Tags::new(&document, &encoded);
        let whole = [document.sentences()[0].span];
        let kept = articles::without_articles(&document, &tags, &whole);
        let words: Vec<&str> = kept.iter().map(|span| span.slice(text)).collect();
        assert_eq!(words.join(" "), expected);
    }
}

#[test]
fn each_sentence_of_a_row_opens_with_a_capital() {
    let text = "The mill lost $3 million in the flood. The river took the bridge.";
    let document = Document::from_text(text);
    let spans = ["mill lost $3 million in the flood.", "river took the bridge."].map(|piece| {
        let start = text.find(piece).expect("a piece of the text");
        Span::new(text, start..start + piece.len()).expect("a span of the text")
    });
    let origin = Origin {
        source: spans[0].cover(spans[1]),
        gain: 0.0,
        cost: 0.0,
        named: Naming::Fallback,
    };
    let pieces = Evidence::new(spans.to_vec()).expect("two pieces");
    let row = Row::new(&document, "Flood", "money", Join::Clause, pieces, origin);
    assert_eq!(
        row.details(),
        "Mill lost $3 million in the flood. River took the bridge"
    );
}
