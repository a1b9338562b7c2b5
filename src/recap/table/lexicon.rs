//! Closed word classes of English, as far as the table's rules need them. Everything is lower case and sorted by use,
//! not by letter; the lists are short enough to be scanned.

/// Prepositions: a clause can often end before one, never after one.
pub(super) const PREPOSITIONS: &[&str] = &[
    "in",
    "on",
    "at",
    "for",
    "with",
    "by",
    "from",
    "to",
    "into",
    "onto",
    "after",
    "before",
    "during",
    "since",
    "until",
    "about",
    "against",
    "between",
    "among",
    "through",
    "over",
    "under",
    "near",
    "across",
    "amid",
    "despite",
    "without",
    "within",
    "towards",
    "toward",
    "around",
    "along",
    "behind",
    "per",
    "via",
    "upon",
    "following",
];

/// Prepositions that open a phrase which says when, or under what circumstances: the clause is whole without it.
pub(super) const CIRCUMSTANCE: &[&str] = &[
    "after",
    "before",
    "during",
    "since",
    "until",
    "amid",
    "despite",
    "following",
    "without",
];

/// Prepositions that often open a phrase of place or time.
pub(super) const PLACE_OR_TIME: &[&str] = &["in", "on", "at", "near", "across"];

/// Prepositions whose short phrases may be cut out of a clause. "Without" is missing: it negates.
pub(super) const CUTTABLE: &[&str] = &[
    "in",
    "on",
    "at",
    "after",
    "before",
    "during",
    "since",
    "amid",
    "following",
    "near",
    "across",
    "within",
    "from",
    "for",
    "with",
    "by",
    "over",
    "into",
    "through",
    "around",
    "along",
    "throughout",
    "via",
    "alongside",
    "behind",
    "against",
];

/// Words that open a subordinate or relative clause.
pub(super) const SUBORDINATORS: &[&str] = &[
    "which", "who", "whose", "whom", "while", "because", "although", "though", "after", "before", "since", "when",
    "where", "if", "unless", "until", "whereas", "despite", "amid",
];

/// Conditions and exceptions: what follows one limits the claim, so that it must not be cut off from it.
pub(super) const CONDITIONS: &[&str] = &["if", "unless", "except", "until", "provided", "without"];

/// Words that deny what follows them.
pub(super) const NEGATIONS: &[&str] = &[
    "not", "no", "never", "nor", "none", "nobody", "nothing", "neither", "without",
];

/// Subordinators that leave a row hanging when it starts with them.
pub(super) const DANGLING: &[&str] = &[
    "while", "although", "though", "when", "if", "unless", "until", "whereas", "as", "after", "before", "since", "so",
];

/// Words that go on from the one before: nothing starts with them.
pub(super) const LEANING: &[&str] = &["than", "of", "to", "as", "including", "not", "nor", "either", "too"];

/// Relative pronouns.
pub(super) const RELATIVES: &[&str] = &["which", "who", "whose", "whom", "where"];

/// Words that join equals.
pub(super) const COORDINATORS: &[&str] = &["and", "but", "or", "nor", "yet"];

/// Auxiliaries and modals, contracted or not.
pub(super) const AUXILIARIES: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "do", "does", "did", "will",
    "would", "can", "could", "may", "might", "must", "shall", "should",
];

/// Articles, demonstratives and possessives: a noun follows.
pub(super) const DETERMINERS: &[&str] = &[
    "a", "an", "the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "your", "my", "no",
    "every", "each", "some", "any",
];

/// Words that point at something said before.
pub(super) const POINTING: &[&str] = &[
    "he", "she", "it", "they", "i", "we", "you", "his", "her", "its", "their", "him", "them",
];

/// Demonstratives at the start of a clause; weaker than [`POINTING`].
pub(super) const DEMONSTRATIVES: &[&str] = &["this", "that", "these", "those"];

/// The writer or a speaker about themselves, and the reader.
pub(super) const FIRST_PERSON: &[&str] = &[
    "i", "we", "my", "our", "me", "us", "i'm", "we're", "i've", "we've", "you", "your",
];

/// Words that a phrase cannot end on, beside prepositions, determiners, auxiliaries, coordinators and subordinators.
pub(super) const NEVER_LAST: &[&str] = &[
    "of", "than", "more", "most", "very", "such", "also", "not", "only", "just", "even", "both", "either", "other",
    "as", "who's", "it's", "he's", "she's", "there's", "that's", "to",
];

/// Words after which a preposition belongs to them ("based on", "part of", "held in").
pub(super) const TAKES_PREPOSITION: &[&str] = &[
    "going",
    "based",
    "part",
    "one",
    "number",
    "kind",
    "sort",
    "able",
    "due",
    "more",
    "less",
    "out",
    "up",
    "set",
    "put",
    "made",
    "held",
    "left",
    "led",
    "took",
    "got",
    "came",
    "went",
    "down",
    "off",
    "back",
    "close",
    "same",
    "rise",
    "rises",
    "increase",
    "increases",
    "drop",
    "decline",
    "fall",
    "growth",
    "change",
    "changes",
    "reduction",
    "cut",
    "cuts",
    "surge",
    "jump",
    "decrease",
    "gain",
    "gains",
    "loss",
    "losses",
    "interest",
    "role",
    "share",
    "average",
    "total",
    "demand",
    "need",
    "plans",
    "responsible",
    "guilty",
    "aware",
    "similar",
    "related",
    "according",
    "access",
    "damage",
    "threat",
    "attack",
    "attacks",
    "rather",
    "instead",
];

/// Verbs of saying.
pub(super) const SAYING: &[&str] = &[
    "said",
    "says",
    "say",
    "told",
    "tells",
    "added",
    "adds",
    "according",
    "explained",
    "claimed",
    "insisted",
    "stated",
    "noted",
    "wrote",
    "commented",
    "continued",
    "replied",
    "tweeted",
    "admitted",
    "revealed",
    "reported",
    "reports",
];

/// Verbs of saying that vouch for nothing and doubt nothing: "that …" after one can stand without it.
pub(super) const REPORTING: &[&str] = &[
    "said",
    "says",
    "added",
    "adds",
    "explained",
    "noted",
    "revealed",
    "reported",
];

/// Words that lean on the sentence before; dropped where they open one.
pub(super) const LEAD_INS: &[&str] = &[
    "however",
    "meanwhile",
    "additionally",
    "furthermore",
    "moreover",
    "also",
    "still",
    "instead",
    "similarly",
    "therefore",
    "thus",
    "finally",
    "indeed",
    "besides",
    "nevertheless",
    "nonetheless",
    "consequently",
    "ironically",
    "interestingly",
    "unfortunately",
    "fortunately",
    "ultimately",
    "overall",
    "notably",
    "then",
];

/// The same, of several words; a comma has to follow.
pub(super) const LEAD_IN_PHRASES: &[&[&str]] = &[
    &["in", "addition"],
    &["of", "course"],
    &["for", "example"],
    &["for", "instance"],
    &["as", "a", "result"],
    &["in", "fact"],
    &["at", "the", "same", "time"],
    &["in", "the", "meantime"],
    &["on", "the", "other", "hand"],
    &["in", "other", "words"],
    &["after", "all"],
    &["in", "conclusion"],
    &["to", "be", "sure"],
    &["in", "short"],
];

/// Words before which nothing may be missing: an adverb after one belongs to it.
pub(super) const BINDS_ADVERB: &[&str] = &[
    "almost", "nearly", "not", "more", "most", "very", "so", "as", "too", "how", "less", "never", "hardly",
];

/// Months and days, and words that make a noun a time.
pub(super) const CALENDAR: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "last",
    "next",
    "this",
];

/// Whether `word` (lower case) denies something.
pub(super) fn negates(word: &str) -> bool {
    NEGATIONS.contains(&word) || word.ends_with("n't")
}

/// Frequent words that carry no content: what two rows may share without saying the same.
const STOPWORDS: &[&str] = &[
    "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "and", "or", "but", "with", "from", "as", "is", "are",
    "was", "were", "be", "been", "being", "it", "its", "this", "that", "these", "those", "has", "have", "had", "he",
    "she", "they", "his", "her", "their", "will", "would", "can", "could", "may", "might", "not", "no", "than", "then",
    "so", "such", "into", "over", "after", "before", "about", "up", "out", "more", "most", "also", "who", "which",
    "what", "when", "where", "while", "said", "says", "i", "we", "you", "our", "your", "him", "them", "do", "does",
    "did", "s", "t", "ll", "re", "ve", "d", "m", "us", "there", "if", "how", "my", "me",
];

/// Whether `word` (lower case) carries no content.
pub(super) fn is_stopword(word: &str) -> bool {
    STOPWORDS.contains(&word)
}

/// Whether a phrase must not end on `word` (lower case).
pub(super) fn never_last(word: &str) -> bool {
    [
        PREPOSITIONS,
        DETERMINERS,
        AUXILIARIES,
        COORDINATORS,
        SUBORDINATORS,
        NEVER_LAST,
    ]
    .iter()
    .any(|list| list.contains(&word))
}
