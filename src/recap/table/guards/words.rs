//! Closed word classes of English that the guards know by name, all in lower case.

/// Articles: missing wherever a headline would do without them.
pub(super) const ARTICLES: &[&str] = &["the", "a", "an"];

/// Words that deny what follows them in their clause.
#[rustfmt::skip]
pub(super) const NEGATIONS: &[&str] = &[
    "not", "n't", "never", "nor", "cannot", "hardly", "scarcely", "barely", "nowhere", "rarely", "seldom",
];

/// Words that deny the noun phrase that they open, and the verb whose subject or object it is.
pub(super) const NEGATIVE_DETERMINERS: &[&str] = &["no", "neither", "without", "none", "nobody", "nothing"];

/// Verbs after which something did not happen, or is said not to have.
#[rustfmt::skip]
pub(super) const DENIALS: &[&str] = &[
    "fail", "fails", "failed", "failing", "refuse", "refuses", "refused", "refusing", "deny", "denies", "denied",
    "denying", "decline", "declines", "declined", "declining", "unable", "unlikely", "stopped", "avoid", "avoids",
    "avoided", "prevent", "prevents", "prevented", "reject", "rejects", "rejected", "lack", "lacks", "lacked",
];

/// Auxiliaries that make of what happens what may happen.
pub(super) const MODALS: &[&str] = &["may", "might", "could", "would", "should"];

/// Adverbs that say how sure a claim is: it must not stand without them.
#[rustfmt::skip]
pub(super) const HEDGES: &[&str] = &[
    "reportedly", "allegedly", "possibly", "probably", "potentially", "supposedly", "presumably", "apparently",
    "perhaps", "maybe", "likely", "seemingly", "arguably", "hopefully", "theoretically", "provisionally",
    "conditionally", "generally", "usually", "typically", "sometimes", "often", "occasionally", "partly", "partially",
    "initially", "temporarily", "falsely", "wrongly",
];

/// Adjectives that say the same of a noun.
#[rustfmt::skip]
pub(super) const DOUBTFUL: &[&str] = &[
    "alleged", "suspected", "purported", "supposed", "apparent", "potential", "possible", "likely", "probable",
    "would-be", "attempted", "proposed", "false", "fake", "former",
];

/// Verbs and adjectives whose "to" leads to what has not happened yet.
#[rustfmt::skip]
pub(super) const INTENTIONS: &[&str] = &[
    "expect", "expects", "expected", "plan", "plans", "planned", "planning", "hope", "hopes", "hoped", "hoping",
    "likely", "unlikely", "intend", "intends", "intended", "seem", "seems", "seemed", "appear", "appears", "appeared",
    "threaten", "threatens", "threatened", "alleged", "believed", "thought", "said", "reported", "supposed", "want",
    "wants", "wanted", "try", "tries", "tried", "trying", "attempt", "attempts", "attempted", "promise", "promises",
    "promised", "vowed", "scheduled", "forecast", "predicted", "considering", "able", "asked", "urged", "ordered",
    "offered", "proposed",
];

/// Words before a number, an amount or a degree without which it is another one. Those of several words come first.
#[rustfmt::skip]
pub(super) const DEGREES: &[&[&str]] = &[
    &["no", "more", "than"], &["no", "less", "than"], &["no", "fewer", "than"], &["more", "than"], &["less", "than"],
    &["fewer", "than"], &["greater", "than"], &["at", "least"], &["at", "most"], &["up", "to"], &["as", "many", "as"],
    &["as", "much", "as"], &["as", "few", "as"], &["close", "to"], &["nearly"], &["almost"], &["about"], &["around"],
    &["roughly"], &["approximately"], &["some"], &["over"], &["under"], &["below"], &["above"], &["only"], &["just"],
    &["well", "over"], &["an", "estimated"], &["estimated"], &["virtually"], &["half"],
];

/// Words that open a condition.
#[rustfmt::skip]
pub(super) const CONDITIONS: &[&[&str]] = &[
    &["if"], &["unless"], &["until"], &["provided"], &["providing"], &["depending", "on"], &["as", "long", "as"],
    &["so", "long", "as"], &["only", "when"], &["except"], &["assuming"],
];

/// Verbs and adjectives whose "if" asks instead of limiting.
#[rustfmt::skip]
pub(super) const ASKING: &[&str] = &[
    "ask", "asks", "asked", "asking", "see", "seeing", "decide", "decides", "deciding", "wonder", "wonders",
    "wondering", "know", "knows", "knowing", "check", "checks", "checking", "unsure", "determine", "determining",
    "tell", "consider", "question", "asks", "report",
];

/// Words that hold two sides against each other when "than" follows.
pub(super) const COMPARATIVES: &[&str] = &["more", "less", "fewer", "rather", "worse", "better", "other"];

/// Verbs of saying and of opinion, with a speaker as their subject.
#[rustfmt::skip]
pub(super) const SAYING: &[&str] = &[
    "said", "says", "say", "saying", "told", "tells", "tell", "added", "adds", "explained", "explains", "claimed",
    "claims", "claim", "claiming", "insisted", "insists", "insist", "stated", "states", "noted", "notes", "wrote",
    "writes", "commented", "continued", "replied", "tweeted", "admitted", "admits", "revealed", "reveals", "reported",
    "reports", "argue", "argues", "argued", "arguing", "believe", "believes", "believed", "think", "thinks", "thought",
    "warns", "warned", "warn", "warning", "suggested", "suggests", "suggest", "alleges", "alleged", "allege",
    "predicts", "predicted", "predict", "estimates", "estimated", "estimate", "feels", "feel", "maintains",
    "maintained", "contends", "contended", "asserts", "asserted", "concluded", "concludes", "announced", "confirmed",
    "acknowledged", "declared", "complained", "remarked", "observed", "recalled", "joked", "speculated", "hopes",
    "fears", "feared",
];

/// Verbs of saying whose object is a thing as often as a claim: only "that" after one makes it a claim.
#[rustfmt::skip]
pub(super) const NEED_THAT: &[&str] = &[
    "told", "tells", "tell", "suggested", "suggests", "suggest", "reported", "reports", "estimated", "estimates",
    "estimate", "announced", "confirmed", "revealed", "reveals", "added", "adds", "observed", "wrote", "writes",
    "noted", "notes", "states", "continued", "feel", "feels", "hopes", "fears", "feared", "explains", "explained",
    "recalled", "acknowledged", "admitted", "admits", "predicted", "concluded", "saying", "warning", "claiming",
    "arguing", "declared",
];

/// Pronouns for somebody or something named before, as subjects and owners.
pub(super) const PERSONAL: &[&str] = &["he", "she", "it", "they", "his", "her", "its", "their"];

/// The same as subjects alone.
pub(super) const SUBJECTS: &[&str] = &["he", "she", "it", "they", "we", "i", "this", "these", "those", "that"];

/// The writer or a speaker about themselves.
pub(super) const FIRST_PERSON: &[&str] = &["i", "we", "my", "our", "me", "us", "mine", "ours"];

/// Pronouns that say whose.
pub(super) const POSSESSIVES: &[&str] = &["his", "her", "its", "their", "our", "your", "my"];

/// Relative pronouns.
pub(super) const RELATIVES: &[&str] = &["which", "who", "whose", "whom"];

/// Words that open a clause inside another one.
#[rustfmt::skip]
pub(super) const SUBORDINATORS: &[&str] = &[
    "that", "while", "because", "although", "though", "after", "before", "since", "when", "where", "if", "unless",
    "until", "whereas", "as", "whether", "once", "so", "provided",
];

/// Nouns that name a time: no object of a verb.
#[rustfmt::skip]
pub(super) const TIME_NOUNS: &[&str] = &[
    "week", "weeks", "month", "months", "year", "years", "day", "days", "night", "morning", "afternoon", "evening",
    "weekend", "today", "yesterday", "tonight", "tomorrow", "spring", "summer", "autumn", "winter", "quarter", "season",
    "time", "times", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
    "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
];

/// Nouns that are nothing without their "of".
#[rustfmt::skip]
pub(super) const OF_NOUNS: &[&str] = &[
    "number", "part", "series", "lot", "kind", "sort", "percent", "percentage", "majority", "minority", "group", "rest",
    "half", "third", "quarter", "tenth", "fifth", "dozens", "hundreds", "thousands", "millions", "billions", "pair",
    "couple", "range", "variety", "amount", "share", "one", "proportion", "most", "all", "some", "none", "%", "thirds",
    "quarters", "handful", "lack", "kinds", "types", "type", "form", "risk", "cost",
];

/// Words that go on from the one before: nothing starts with them.
#[rustfmt::skip]
pub(super) const NEVER_FIRST: &[&str] = &[
    "and", "but", "or", "nor", "yet", "that", "which", "who", "whom", "whose", "than", "'s", "'re", "'ve", "'ll", "'d",
    "'m", "'", "also", "however", "meanwhile", "so", "because", "though", "although", "whereas", "then", "therefore",
];

/// Words that nothing ends on, beside prepositions, articles, conjunctions and auxiliaries.
#[rustfmt::skip]
pub(super) const NEVER_LAST: &[&str] = &[
    "than", "very", "such", "not", "n't", "only", "both", "either", "as", "to", "'s", "'re", "'ve", "'ll", "'d", "'m",
    "also", "every", "which", "who", "whose", "whom", "that", "because", "if", "while", "when", "where", "including",
];

/// Participles, verbs and adjectives that say nothing without the preposition behind them.
#[rustfmt::skip]
pub(super) const NEED_PREPOSITION: &[&str] = &[
    "based", "depends", "depend", "depending", "relies", "rely", "relied", "relying", "consists", "consist", "belongs",
    "belong", "refers", "refer", "referred", "leads", "leading", "results", "resulted", "resulting", "related", "due",
    "according", "aimed", "focused", "focuses", "linked", "responsible", "guilty", "accused", "convicted", "attributed",
    "contributed", "contributes", "compared", "associated", "involved", "part", "number", "amounted", "suffering",
    "deal", "dealing", "accounts", "accounted", "similar", "equal", "aware", "capable", "full", "dealt", "sued",
    "charged",
];

/// Irregular participles that are no past tense.
#[rustfmt::skip]
pub(super) const PARTICIPLES: &[&str] = &[
    "been", "done", "gone", "given", "taken", "known", "shown", "seen", "written", "driven", "broken", "chosen",
    "stolen", "spoken", "grown", "drawn", "eaten", "fallen", "forgotten", "frozen", "hidden", "ridden", "risen",
    "sworn", "torn", "thrown", "woken", "worn", "begun", "sung", "sunk", "shaken", "beaten", "bitten", "blown", "born",
    "flown", "proven", "arisen", "forbidden", "mistaken",
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

/// Whether `word` is a closing bracket.
pub(super) fn is_closing(word: &str) -> bool {
    matches!(word, ")" | "]")
}

/// Whether `word` is an opening bracket.
pub(super) fn is_opening(word: &str) -> bool {
    matches!(word, "(" | "[")
}
