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
pub(super) const LEANING: &[&str] = &[
    "than",
    "of",
    "to",
    "as",
    "including",
    "not",
    "nor",
    "either",
    "too",
    "such",
    "amid",
    "despite",
    "like",
    "unlike",
    "per",
];

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

/// Pronouns for somebody named before.
pub(super) const PERSONAL: &[&str] = &["he", "she", "it", "they", "him", "her", "them", "his", "its", "their"];

/// Words that say how sure a claim is: it must not stand without them.
#[rustfmt::skip]
pub(super) const HEDGES: &[&str] = &[
    "reportedly", "allegedly", "possibly", "probably", "potentially", "supposedly", "presumably", "apparently", "perhaps",
    "maybe", "likely", "unlikely", "nearly", "almost", "roughly", "approximately", "partly", "partially", "hardly",
    "barely", "rarely", "seldom", "seemingly", "arguably", "hopefully", "theoretically", "initially", "temporarily",
    "falsely", "wrongly", "provisionally", "conditionally", "generally", "usually", "typically", "sometimes", "often",
    "occasionally", "allegations", "alleged", "suspected",
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
    "look",
    "attempt",
    "effort",
    "efforts",
    "approach",
    "attention",
    "impact",
    "effect",
    "effects",
    "influence",
    "focus",
    "control",
    "pressure",
    "support",
    "concern",
    "concerns",
    "search",
    "reason",
    "reasons",
    "ban",
    "limit",
    "appeal",
    "answer",
    "response",
    "reaction",
    "alternative",
    "solution",
    "key",
    "link",
    "links",
    "relationship",
    "connection",
    "evidence",
    "proof",
    "trust",
    "shift",
    "advantage",
    "difference",
    "differences",
    "opportunity",
    "chance",
    "danger",
    "risk",
    "talks",
    "war",
    "deal",
    "agreement",
    "contrast",
    "percentage",
    "majority",
    "range",
    "variety",
    "member",
    "members",
    "side",
    "end",
    "start",
    "beginning",
    "date",
    "way",
    "ways",
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
    "claim",
    "claims",
    "argue",
    "argues",
    "argued",
    "believe",
    "believes",
    "insists",
    "warns",
    "warned",
    "suggested",
    "suggests",
    "alleges",
    "predicts",
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

/// Irregular participles that are no past tense.
#[rustfmt::skip]
pub(super) const PARTICIPLES: &[&str] = &[
    "been", "done", "gone", "given", "taken", "known", "shown", "seen", "written", "driven", "broken", "chosen",
    "stolen", "spoken", "grown", "drawn", "eaten", "fallen", "forgotten", "frozen", "hidden", "ridden", "risen",
    "sworn", "torn", "thrown", "woken", "worn", "begun", "sung", "sunk", "shaken", "beaten", "bitten", "blown",
    "born", "flown", "proven", "arisen", "forbidden", "mistaken",
];

/// Irregular past tenses that are participles too.
#[rustfmt::skip]
pub(super) const ALSO_PARTICIPLES: &[&str] = &[
    "held", "found", "made", "led", "left", "paid", "sold", "built", "bought", "caught", "brought", "kept", "sent",
    "set", "shot", "put", "cut", "hit", "hurt", "lost", "won", "told", "taught", "met", "read", "said", "heard",
    "spent", "struck", "fought", "felt", "meant", "thought", "understood", "stuck", "hung", "laid", "fed", "bound",
    "dealt", "sought", "shut", "split", "spread", "cast", "burst", "bet", "cost", "let", "slept", "swept", "stood",
    "sat", "lent", "bent", "lit", "shed", "wound", "become", "come", "run", "overcome",
];

/// Irregular past tenses that are nothing else.
#[rustfmt::skip]
pub(super) const PASTS: &[&str] = &[
    "was", "were", "had", "did", "took", "went", "came", "gave", "fell", "rose", "ran", "began", "became", "drew",
    "drove", "flew", "grew", "knew", "saw", "sang", "sank", "spoke", "threw", "woke", "wore", "wrote", "broke",
    "chose", "lay", "hid", "shook", "stole", "swam", "ate", "forgot", "rode", "swore", "tore", "blew", "arose",
    "could",
];

/// Words that make a claim hold for all, for so many, or for nothing else: what limits it must stay.
#[rustfmt::skip]
pub(super) const QUANTIFIERS: &[&str] = &[
    "all", "every", "each", "only", "none", "half", "most", "few", "fewer", "least", "first", "last", "nobody",
    "nothing", "everyone", "anyone", "any", "whole", "entire", "solely", "exclusively", "average", "always", "never",
    "mostly", "mainly", "than", "as", "same", "both", "twice",
];

/// Nouns that name a time.
#[rustfmt::skip]
pub(super) const TIME_NOUNS: &[&str] = &[
    "week", "weeks", "month", "months", "year", "years", "day", "days", "night", "morning", "afternoon", "evening",
    "weekend", "today", "yesterday", "tonight", "tomorrow", "spring", "summer", "autumn", "winter", "quarter",
    "season",
];

/// Whether `word` is a month, a day or a noun that names a time.
pub(super) fn names_time(word: &str) -> bool {
    TIME_NOUNS.contains(&word) || CALENDAR.contains(&word)
}

/// Who reports what happened instead of what they think: a claim of theirs may stand without them.
#[rustfmt::skip]
pub(super) const OFFICIAL: &[&str] = &[
    "police", "officers", "officer", "officials", "official", "authorities", "sheriff", "detectives", "investigators",
    "prosecutors", "court", "documents", "report", "reports", "records", "spokesman", "spokeswoman", "spokesperson",
    "statement", "reuters", "ap", "afp",
];

/// Words by which captions point into their picture.
pub(super) const CAPTION: &[&str] = &[
    "pictured",
    "left",
    "right",
    "above",
    "below",
    "centre",
    "center",
    "file",
    "illustrated",
    "shown",
    "illustration",
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
