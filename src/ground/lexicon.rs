//! Words that turn a statement around or soften it, and the forms that hide a verb's stem.
//!
//! Closed classes and common English only: nothing here knows what an article is about.

/// Words that say that something is not so.
#[rustfmt::skip]
const NEGATIONS: &[&str] = &[
    "not", "no", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "without", "cannot", "hardly",
    "barely", "scarcely",
];

/// Stems of verbs and adjectives that deny what follows them.
#[rustfmt::skip]
const DENIALS: &[&str] = &[
    "deny", "denied", "denies", "refuse", "refused", "refuses", "decline", "declined", "declines", "fail", "failed",
    "fails", "reject", "rejected", "rejects", "unlikely", "unable", "false", "wrong", "avoid", "avoided", "avoids", "short",
];

/// Words that can carry a denial of the evidence into other words: enough to answer one, never asked for.
#[rustfmt::skip]
const ANSWERS: &[&str] = &[
    "stop", "stopped", "stops", "end", "ended", "ends", "cease", "ceased", "lack", "lacks", "lacked", "lacking",
    "prevent", "prevented", "avoid", "avoided", "miss", "missed", "missing", "against", "oppose", "opposed", "silent",
    "dismiss", "dismissed", "absent", "absence", "little", "few", "only", "except", "instead", "rather",
    "unknown", "unclear", "unchanged", "kept", "vanished", "disappeared", "gone", "zero", "uninvolved", "outside",
    "withheld", "withhold", "left", "open", "stagnant", "flat", "same", "undecided", "unexpected", "surprise",
    "surprising", "surprised", "independent", "excluded", "ruled", "caution", "cautions", "cautioned", "advises",
    "warn", "warns", "warned", "unnamed", "skip", "skipped", "omit", "omitted", "forgot", "forget", "turned", "turn", "turns",
];

/// Words that leave open whether something is so.
#[rustfmt::skip]
const DOUBTS: &[&str] = &[
    "may", "might", "could", "whether", "if", "unless", "perhaps", "possibly", "allegedly", "reportedly",
];

/// Words that answer a doubt of the evidence.
#[rustfmt::skip]
const HEDGED: &[&str] = &[
    "can", "would", "should", "possible", "potential", "potentially", "likely", "probably", "consider", "considering",
    "considered", "considers", "discuss", "think", "thinks", "believe", "believes", "suggest", "suggests", "suggested",
    "argue", "argues", "propose", "proposed", "hope", "hopes", "risk", "risks", "apply", "eligible", "allowed", "until",
    "depends", "hinges", "provided", "condition", "estimate", "estimated", "estimates", "expects", "expected", "seem",
    "seems", "appear", "appears", "when", "open", "unclear", "undecided", "ask", "asked", "once",
];

/// Pairs that turn a statement into its opposite, as stems of any form. A claim must not use one where its evidence
/// uses the other.
#[rustfmt::skip]
const OPPOSITES: &[(&[&str], &[&str])] = &[
    (
        &["rise", "increase", "grow", "growth", "up", "higher", "climb", "jump", "surge", "soar", "gain", "high", "raise",
          "expand", "double", "triple", "highest"],
        &["fall", "decline", "decrease", "drop", "down", "lower", "shrink", "cut", "reduce", "slump", "plunge", "tumble",
          "sink", "slip", "dip", "low", "loss", "lose", "halve", "lowest", "slow", "slash"],
    ),
    (&["more", "most"], &["less", "fewer", "least", "fewest"]),
    (&["before"], &["after"]),
    (&["earlier"], &["later"]),
    (&["win", "victory"], &["lose", "defeat"]),
    (&["profit"], &["loss", "lose"]),
    (&["open", "reopen"], &["close", "shut", "closure"]),
    (&["buy", "acquire", "purchase"], &["sell", "sale"]),
    (&["hire", "recruit"], &["dismiss", "fire", "layoff"]),
    (&["approve", "accept", "pass"], &["reject", "refuse", "veto"]),
    (&["support", "back", "favour", "favor", "recommend", "urge"], &["oppose", "against"]),
    (&["start", "begin", "launch"], &["end", "stop", "finish"]),
    (&["first"], &["last"]),
    (&["old", "oldest", "older"], &["new", "newest", "young", "youngest", "newer", "younger"]),
    (&["large", "largest", "big", "biggest", "larger", "bigger"], &["small", "smallest", "smaller"]),
    (&["warm", "warmer", "hot", "hotter", "warmest", "hottest"], &["cool", "cooler", "cold", "colder", "coldest"]),
    (&["fast", "faster", "quicker", "quick", "fastest"], &["slow", "slower", "slowest"]),
    (&["good", "better", "best"], &["bad", "worse", "worst"]),
    (&["north"], &["south"]),
    (&["east"], &["west"]),
    (&["import"], &["export"]),
    (&["majority"], &["minority"]),
    (&["always", "often"], &["never", "rarely", "seldom"]),
    (&["maximum"], &["minimum"]),
    (&["guilty", "convict"], &["innocent", "acquit"]),
    (&["inside"], &["outside"]),
    (&["calm", "calmer"], &["rough", "rougher"]),
    (&["rich", "richer"], &["poor", "poorer"]),
    (&["day"], &["night"]),
    (&["summer"], &["winter"]),
    (&["remember"], &["forget"]),
    (&["include"], &["exclude"]),
    (&["public"], &["private"]),
    (&["allow", "permit"], &["ban", "forbid", "prohibit"]),
    (&["agree"], &["disagree"]),
    (&["united", "unanimous"], &["divided"]),
    (&["keep", "stay", "remain"], &["leave", "resign", "quit"]),
    (&["all", "every"], &["some", "half"]),
    (&["likely"], &["unlikely"]),
    (&["common"], &["rare"]),
    (&["dense", "denser"], &["sparse", "sparser"]),
    (&["strong", "stronger"], &["weak", "weaker"]),
    (&["employer"], &["employee", "worker"]),
    (&["above", "over"], &["below", "under"]),
    (&["former"], &["current"]),
];

/// Verbs and adjectives whose forms do not share a stem; the first of each line stands for the others.
#[rustfmt::skip]
const IRREGULAR: &[&[&str]] = &[
    &["fall", "fell", "fallen"], &["rise", "rose", "risen"], &["grow", "grew", "grown"], &["lose", "lost", "loses", "losing"],
    &["win", "won", "winning"], &["buy", "bought"], &["sell", "sold", "sale"], &["say", "said", "says"], &["tell", "told"],
    &["make", "made", "making"], &["take", "took", "taken", "taking"], &["give", "gave", "given", "giving"],
    &["get", "got", "getting"], &["go", "went", "gone", "goes"], &["come", "came", "coming"], &["find", "found"],
    &["pay", "paid", "pays"], &["meet", "met", "meeting"], &["keep", "kept"], &["hold", "held"], &["lead", "led"],
    &["leave", "left", "leaving"], &["begin", "began", "begun"], &["bring", "brought"], &["build", "built"],
    &["drive", "drove", "driven", "driving"], &["spend", "spent"], &["send", "sent"], &["see", "saw", "seen"],
    &["know", "knew", "known"], &["think", "thought"], &["stand", "stood"], &["speak", "spoke", "spoken"],
    &["write", "wrote", "written", "writing"], &["choose", "chose", "chosen", "choice"], &["become", "became"],
    &["break", "broke", "broken"], &["die", "died", "death", "dying", "dead"], &["shrink", "shrank", "shrunk"],
    &["sink", "sank", "sunk"], &["tear", "tore", "torn"], &["run", "ran", "running"], &["cut", "cuts", "cutting"],
    &["decide", "decision", "decided"], &["be", "is", "are", "was", "were", "been"], &["plan", "plans", "planned", "planning"],
    &["person", "people"], &["man", "men"], &["woman", "women"], &["child", "children"], &["good", "better", "best"],
    &["bad", "worse", "worst"], &["produce", "production", "producer"], &["reduce", "reduction"],
    &["receive", "receipt"], &["analyst", "analysis", "analyse", "analyze"], &["long", "length"], &["drop", "dropped", "dropping"],
    &["stop", "stopped", "stopping"], &["slip", "slipped"], &["shut", "shutting", "shutdown"], &["ban", "banned"],
    &["fly", "flew", "flown"], &["feel", "felt"], &["teach", "taught"], &["seek", "sought"], &["throw", "threw", "thrown"],
    &["show", "shows", "showed", "shown"], &["sing", "sang", "sung", "song"], &["steal", "stole", "stolen"], &["marry", "married", "marriage"],
];

/// What stands before a figure and says how exact it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Hedge {
    /// The figure itself.
    #[default]
    Exact,
    /// More or less.
    About,
    /// Not quite that much: "nearly", "up to".
    Below,
    /// At least that much.
    Above,
}

/// Words before a figure and what they say, longest first.
#[rustfmt::skip]
const HEDGES: &[(&[&str], Hedge)] = &[
    (&["no", "more", "than"], Hedge::Below), (&["no", "fewer", "than"], Hedge::Above), (&["no", "less", "than"], Hedge::Above),
    (&["as", "many", "as"], Hedge::Below), (&["as", "much", "as"], Hedge::Below), (&["not", "even"], Hedge::Below),
    (&["not", "quite"], Hedge::Below), (&["in", "excess", "of"], Hedge::Above),
    (&["more", "than"], Hedge::Above), (&["at", "least"], Hedge::Above), (&["upwards", "of"], Hedge::Above),
    (&["greater", "than"], Hedge::Above), (&["higher", "than"], Hedge::Above), (&["less", "than"], Hedge::Below),
    (&["fewer", "than"], Hedge::Below), (&["lower", "than"], Hedge::Below), (&["up", "to"], Hedge::Below),
    (&["at", "most"], Hedge::Below), (&["close", "to"], Hedge::About), (&["an", "estimated"], Hedge::About),
    (&["shy", "of"], Hedge::Below), (&["just", "over"], Hedge::Above), (&["just", "under"], Hedge::Below),
    (&["over"], Hedge::Above), (&["above"], Hedge::Above), (&["exceeding"], Hedge::Above), (&["topping"], Hedge::Above),
    (&["under"], Hedge::Below), (&["below"], Hedge::Below), (&["nearly"], Hedge::Below), (&["almost"], Hedge::Below),
    (&["about"], Hedge::About), (&["around"], Hedge::About), (&["roughly"], Hedge::About),
    (&["approximately"], Hedge::About), (&["some"], Hedge::About), (&["estimated"], Hedge::About),
];

/// Function words: they carry no content of their own.
#[rustfmt::skip]
const FUNCTION_WORDS: &[&str] = &[
    "the", "of", "to", "in", "a", "and", "on", "at", "by", "for", "or", "but", "with", "from", "as", "an", "is", "are",
    "was", "were", "be", "been", "being", "it", "its", "this", "that", "these", "those", "has", "have", "had", "having",
    "he", "she", "they", "his", "her", "their", "him", "them", "i", "we", "you", "our", "your", "my", "me", "us",
    "will", "would", "can", "could", "may", "might", "must", "shall", "should", "do", "does", "did", "not", "no", "nor",
    "than", "then", "so", "such", "into", "over", "under", "after", "before", "about", "up", "out", "off", "down",
    "more", "most", "much", "many", "also", "who", "whom", "whose", "which", "what", "when", "where", "while", "why",
    "how", "if", "just", "some", "any", "all", "each", "both", "other", "another", "own", "same", "very", "only",
    "now", "still", "even", "because", "during", "until", "between", "through", "again", "once", "too", "there", "here",
    "never", "none", "nobody", "nothing", "neither", "without", "cannot", "since", "although", "though", "whether",
    "however", "against", "within", "despite", "per", "yet", "ever", "already", "itself", "themselves", "himself",
    "herself", "every", "several", "one", "s", "t", "according", "least", "less", "fewer", "nearly", "almost", "roughly",
    "around", "approximately", "instead", "because", "due", "among", "along", "across", "away", "back", "well",
    "everybody", "everyone", "anybody", "anyone", "somebody", "someone", "everything", "something", "anything",
];

/// Words that stand for something named before: pronouns, and nouns for what an article is about.
#[rustfmt::skip]
const ANAPHORS: &[&str] = &[
    "it", "its", "he", "she", "they", "his", "her", "their", "him", "them", "we", "i", "our", "my", "us", "me",
    "who", "which",
];

pub(super) fn negates(word: &str) -> bool {
    NEGATIONS.contains(&word) || word.ends_with("n't") || word.ends_with("n’t")
}

pub(super) fn denies(word: &str) -> bool {
    DENIALS.contains(&word)
}

pub(super) fn answers_denial(word: &str) -> bool {
    negates(word) || denies(word) || ANSWERS.contains(&word)
}

pub(super) fn doubts(word: &str) -> bool {
    DOUBTS.contains(&word)
}

pub(super) fn answers_doubt(word: &str) -> bool {
    doubts(word) || HEDGED.contains(&word) || word.len() > 6 && (word.ends_with("able") || word.ends_with("ible"))
}

pub(super) fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.contains(&word)
}

pub(super) fn is_anaphor(word: &str) -> bool {
    ANAPHORS.contains(&word)
}

/// The hedge that `before`, the lower-case words in front of a figure, ends with.
///
/// An article between the two says nothing ("about a third").
pub(super) fn hedge(before: &[&str]) -> Hedge {
    let before = match before {
        [before @ .., "a" | "an" | "the"] => before,
        _ => before,
    };
    let found = HEDGES.iter().find(|(words, _)| before.ends_with(words));
    found.map_or(Hedge::Exact, |&(_, hedge)| hedge)
}

/// For a stem, the two sides of each pair of opposites it belongs to: its own and the other. Stems are those of [`stem`].
pub(super) fn opposites(word: &str) -> impl Iterator<Item = (Side, Side)> + '_ {
    OPPOSITES.iter().filter_map(move |&(one, other)| {
        if holds(one, word) {
            Some((one, other))
        } else if holds(other, word) {
            Some((other, one))
        } else {
            None
        }
    })
}

/// One side of a pair of opposites.
pub(super) type Side = &'static [&'static str];

/// Whether `side` has a word with the stem `stemmed`.
pub(super) fn holds(side: Side, stemmed: &str) -> bool {
    side.iter().any(|word| stem(word) == stemmed)
}

/// What the forms of a word share: "closures", "closed" and "closing" become "clos". Takes lower case. Cruder than a
/// Porter stemmer, and it takes off what makes nouns of verbs, since paraphrases do that.
pub(super) fn stem(word: &str) -> String {
    let irregular = IRREGULAR.iter().find(|forms| forms.contains(&word));
    let mut stem = irregular.map_or(word, |forms| forms[0]);
    if !stem.is_ascii() {
        return stem.to_owned();
    }
    // Endings, and how many letters must be left of the word: what makes a noun of a verb asks for more of them, so that
    // "state" and "station" stay apart.
    const ENDINGS: &[(&str, usize)] = &[
        ("ations", 4),
        ("ation", 4),
        ("ments", 4),
        ("ment", 4),
        ("ances", 4),
        ("ance", 4),
        ("ences", 4),
        ("ence", 4),
        ("ions", 4),
        ("ion", 4),
        ("ures", 4),
        ("ure", 4),
        ("ists", 4),
        ("ist", 4),
        ("ness", 4),
        ("ings", 3),
        ("ing", 3),
        ("ies", 3),
        ("als", 4),
        ("al", 4),
        ("ers", 4),
        ("er", 4),
        ("ors", 4),
        ("or", 4),
        ("ly", 4),
        ("ed", 3),
        ("es", 3),
        ("s", 3),
        ("e", 3),
        ("y", 3),
    ];
    // At most two: "workers" loses "s" with "er", "closings" "s" with "ing".
    for _ in 0..2 {
        let ending = ENDINGS
            .iter()
            .find(|(ending, left)| stem.len() >= ending.len() + left && stem.ends_with(ending));
        match ending {
            Some(("s", _)) if stem.ends_with("ss") => break,
            Some((ending, _)) => stem = &stem[..stem.len() - ending.len()],
            None => break,
        }
    }
    // "planned" meets "plan".
    if let [.., a, b] = stem.as_bytes()
        && a == b
        && stem.len() > 3
        && !b"aeiousl".contains(b)
    {
        stem = &stem[..stem.len() - 1];
    }
    stem.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for (a, b) in [
            ("closure", "closed"),
            ("approval", "approved"),
            ("companies", "company"),
            ("fell", "falling"),
            ("workers", "work"),
            ("planned", "plans"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} and {b}");
        }
        assert_ne!(stem("board"), stem("union"));
    }

    #[test]
    fn hedges_are_read_from_the_right() {
        assert_eq!(hedge(&["cost", "no", "more", "than"]), Hedge::Below);
        assert_eq!(hedge(&["more", "than"]), Hedge::Above);
        assert_eq!(hedge(&["nearly"]), Hedge::Below);
        assert_eq!(hedge(&["than"]), Hedge::Exact);
    }
}
