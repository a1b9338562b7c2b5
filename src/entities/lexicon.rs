//! Words that rules about names know: titles, suffixes, what people are called by their work.

/// Whether `word` is one of `words`, whatever its case and without a full stop at its end.
pub(super) fn is_one_of(word: &str, words: &[&str]) -> bool {
    let word = word.trim_end_matches('.');
    words.iter().any(|other| word.eq_ignore_ascii_case(other))
}

/// Whether `word` says what somebody does.
pub(super) fn is_role(word: &str) -> bool {
    let lower = word.to_lowercase();
    let ends = |ending: &&str| lower.ends_with(ending) && lower.len() > 7;
    ROLES.binary_search(&lower.as_str()).is_ok() || ["ologist", "ographer", "swoman", "sman"].iter().any(ends)
}

/// People by what they are to others, or by age.
#[rustfmt::skip]
pub(super) const PEOPLE: &[&str] = &[
    "man", "woman", "boy", "girl", "lad", "guy", "wife", "husband", "mother", "father", "mum", "mom", "dad", "daughter",
    "son", "sister", "brother", "twin", "girlfriend", "boyfriend", "fiancé", "fiancée", "fiance", "fiancee", "partner",
    "spouse", "aunt", "uncle", "niece", "nephew", "cousin", "grandmother", "grandfather", "baby", "toddler", "child",
    "teenager", "teen", "friend", "colleague", "neighbour", "neighbor", "victim", "suspect", "stranger", "relative",
    "person", "someone", "somebody", "him", "her", "he", "she",
];

/// Titles that say nothing of what somebody does.
pub(super) const HONORIFICS: &[&str] = &[
    "mr", "mrs", "ms", "mx", "miss", "sir", "dame", "lord", "lady", "madam", "messrs",
];

/// Small words that family names begin with.
#[rustfmt::skip]
pub(super) const PARTICLES: &[&str] = &[
    "van", "von", "de", "der", "den", "da", "di", "du", "del", "della", "la", "le", "el", "al", "bin", "ibn", "ter", "ten", "af",
    "av", "zu", "dos", "das", "do", "d", "bint", "abu", "ben",
];

/// What stands behind people's names.
pub(super) const NAME_SUFFIXES: &[&str] = &[
    "jr", "sr", "ii", "iii", "iv", "md", "phd", "mp", "qc", "kc", "obe", "cbe", "esq",
];

/// What stands behind companies' names.
#[rustfmt::skip]
pub(super) const COMPANY_SUFFIXES: &[&str] = &[
    "inc", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "llp", "plc", "lp", "gmbh", "ag", "sa", "nv",
    "bv", "ab", "oy", "spa", "srl", "kk", "pty", "se",
];

/// What an organisation is, where its name goes on behind the part that it is usually called by.
#[rustfmt::skip]
pub(super) const KINDS_OF_ORGANIZATION: &[&str] = &[
    "group", "holdings", "holding", "bank", "technologies", "technology", "systems", "industries", "airlines", "airways",
    "motors", "motor", "foundation", "university", "college", "institute", "international", "partners", "capital",
    "pharmaceuticals", "therapeutics", "laboratories", "labs", "energy", "media", "entertainment", "studios", "stores",
    "brands", "foods", "electric", "software", "networks", "communications", "enterprises", "associates", "platforms",
    "police", "council", "party", "union", "city", "united", "town", "fc", "club", "magazine",
    "newspaper",
];

/// Words that a description of an organisation ends in ("a maker of pumps", "the country's largest union").
#[rustfmt::skip]
pub(super) const ORGANIZATION_NOUNS: &[&str] = &[
    "company", "firm", "group", "maker", "manufacturer", "producer", "retailer", "bank", "lender", "insurer", "airline",
    "carrier", "startup", "start-up", "union", "agency", "authority", "regulator", "watchdog", "charity", "nonprofit",
    "non-profit", "organization", "organisation", "foundation", "association", "federation", "coalition", "cooperative",
    "co-operative", "university", "college", "institute", "school", "hospital", "museum", "newspaper", "magazine",
    "broadcaster", "publisher", "network", "platform", "supplier", "distributor", "operator", "provider", "developer",
    "builder", "chain", "brand", "subsidiary", "unit", "division", "arm", "affiliate", "consultancy", "contractor", "party",
    "team", "club", "league", "think-tank", "tank", "lab", "laboratory", "fund", "investor", "conglomerate", "utility",
    "business", "chipmaker", "carmaker", "automaker", "drugmaker", "planemaker", "brewer", "grocer", "committee", "council",
    "ministry", "department", "court", "body", "society", "church", "movement", "militia",
];

/// What people do or are, as nouns that a role can be about; sorted.
#[rustfmt::skip]
pub(super) const ROLES: &[&str] = &[
    "activist", "actor", "actress", "administrator", "adviser", "advisor", "advocate", "agent", "aide", "ambassador",
    "analyst", "anchor", "archbishop", "architect", "artist", "assistant", "astronaut", "astronomer", "athlete",
    "attorney", "author", "baker", "banker", "biologist", "bishop", "boss", "builder", "candidate", "captain",
    "cardinal", "ceo", "cfo", "chair", "chairman", "chairperson", "chairwoman", "champion", "chancellor", "chemist",
    "chief", "cio", "ciso", "clerk", "climatologist", "co-author", "co-chair", "co-director", "co-founder", "co-owner", "coach",
    "cofounder", "colonel", "columnist", "comedian", "commander", "commissioner", "composer", "congressman",
    "congresswoman", "constable", "consultant", "controller", "coo", "coordinator", "coroner", "correspondent",
    "councillor", "councilman", "councilwoman", "counsel", "counselor", "creator", "critic", "cto", "curator", "dean",
    "defender", "delegate", "deputy", "designer", "detective", "developer", "diplomat", "director",
    "doctor", "driver", "ecologist", "economist", "editor", "elder", "engineer", "entrepreneur", "envoy",
    "epidemiologist", "executive", "expert", "farmer", "fellow", "filmmaker", "firefighter", "forward", "founder",
    "general", "geologist", "goalkeeper", "governor", "head", "historian", "imam", "inspector", "instructor",
    "inventor", "investigator", "investor", "journalist", "judge", "justice", "king", "lawmaker", "lawyer", "leader",
    "lecturer", "librarian", "lieutenant", "lobbyist", "magistrate", "major", "manager", "marshal", "mathematician",
    "mayor", "meteorologist", "midfielder", "minister", "musician", "negotiator", "neighbor", "neighbour",
    "neurologist", "novelist", "nurse", "oceanographer", "officer", "official", "ombudsman", "operator", "organiser",
    "organizer", "owner", "painter", "partner", "pastor", "patriarch", "pediatrician", "philosopher", "photographer",
    "physician", "physicist", "pilot", "player", "poet", "politician", "pollster", "pope", "postmaster", "premier",
    "president", "priest", "prince", "princess", "principal", "producer", "professor", "programmer", "prosecutor",
    "psychiatrist", "psychologist", "publisher", "queen", "rabbi", "ranger", "rapper", "rector", "registrar",
    "reporter", "representative", "researcher", "resident", "scholar", "scientist", "secretary",
    "senator", "sergeant", "sheriff", "singer", "sociologist", "solicitor", "songwriter", "speaker", "spokesman",
    "spokesperson", "spokeswoman", "staffer", "strategist", "striker", "student", "superintendent", "supervisor",
    "surgeon", "teacher", "technician", "trader", "trainer", "treasurer", "trustee", "tutor", "undersecretary",
    "veteran", "veterinarian", "vp", "warden", "whistleblower", "worker", "writer", "zoologist",
];

/// Titles that stand before names, shortened.
#[rustfmt::skip]
pub(super) const SHORT_TITLES: &[&str] = &[
    "gov", "sen", "rep", "gen", "lt", "col", "sgt", "capt", "cmdr", "adm", "maj", "prof", "rev", "supt", "insp", "det", "pres",
    "cllr", "dr",
];

/// Lower-case words that can stand between the beginning of a role and its noun, before a name ("former senior adviser").
#[rustfmt::skip]
pub(super) const ROLE_MODIFIERS: &[&str] = &[
    "acting", "assistant", "associate", "billionaire", "board", "business", "campaign", "chief", "city", "climate", "club",
    "company", "council", "county", "defence", "defense", "deputy", "development", "district", "economic", "education",
    "emergency", "energy", "environment", "executive", "famed", "federal", "finance", "financial", "first", "foreign",
    "former", "general", "government", "group", "head", "health", "home", "housing", "human", "incoming", "independent",
    "industry", "information", "interim", "international", "investment", "joint", "junior", "labor", "labour", "lead",
    "legal", "local", "longtime", "managing", "marine", "marketing", "medical", "national", "operating", "outgoing", "party",
    "plant", "police", "policy", "political", "press", "prime", "principal", "product", "project", "public", "regional",
    "research", "retired", "sales", "school", "security", "senior", "software", "sports", "staff", "state", "strategy", "study",
    "technology", "team", "then", "top", "town", "trade", "transport", "union", "veteran", "vice", "village",
];

/// Words that say what somebody does only where they stand last ("put forward Inspector Lund").
pub(super) const LAST_ONLY: &[&str] = &["fellow", "forward", "resident"];

/// Words that end a role: what follows is another clause.
#[rustfmt::skip]
pub(super) const ROLE_ENDS: &[&str] = &[
    "who", "whom", "whose", "which", "that", "where", "when", "while", "but", "or", "said", "says", "told", "is", "was",
    "has", "had", "will", "would", "as", "after", "before", "because", "since", "added", "wrote", "writes", "about",
];

/// Verbs behind a would-be role that make it the subject of the sentence instead.
#[rustfmt::skip]
pub(super) const PREDICATES: &[&str] = &[
    "said", "says", "told", "is", "was", "were", "are", "has", "had", "have", "will", "would", "could", "can", "may", "might",
    "added", "wrote", "writes", "did", "does", "do",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_sorted() {
        assert!(ROLES.is_sorted());
    }
}
