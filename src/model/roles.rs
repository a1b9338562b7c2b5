//! Nouns that say what somebody or something is: "researcher" is said of people, "firm" of organisations.
//!
//! Closed lists on purpose: endings such as "-er" are as often those of things ("server", "number").

use super::NameKind;

/// What `noun` (any case, singular or plural) is said of; only people and organisations have such nouns here.
pub fn role(noun: &str) -> Option<NameKind> {
    let noun = noun.to_lowercase();
    let noun = noun.rsplit(['-', '‑']).next().unwrap_or_default();
    let known = |noun: &str| {
        let lists = [(PEOPLE, NameKind::Person), (ORGANIZATIONS, NameKind::Organization)];
        lists
            .into_iter()
            .find(|(list, _)| list.binary_search(&noun).is_ok())
            .map(|(_, kind)| kind)
    };
    known(noun)
        .or_else(|| known(noun.strip_suffix('s')?))
        .or_else(|| known(noun.strip_suffix("es")?))
        .or_else(|| known(&format!("{}y", noun.strip_suffix("ies")?)))
        .or_else(|| known(&format!("{}man", noun.strip_suffix("men")?)))
}

/// Sorted.
#[rustfmt::skip]
const PEOPLE: &[&str] = &[
    "academic", "accountant", "activist", "actor", "actress", "administrator", "adult", "adversary", "adviser",
    "advisor", "advocate", "agent", "aide", "ambassador", "analyst", "applicant", "architect", "artist", "assailant",
    "assistant", "associate", "astronaut", "athlete", "attacker", "attendee", "attorney", "auditor", "aunt", "author",
    "authority", "baby", "baker", "ballplayer", "banker", "bidder", "biker", "biologist", "bishop", "blogger",
    "bloke", "borrower", "boss", "boy", "boyfriend", "broker", "brother", "builder", "businessman", "businesswoman",
    "buyer", "candidate", "captain", "captor", "caregiver", "ceo", "cfo", "chairman", "chairperson", "chairwoman",
    "champion", "chancellor", "chef", "chemist", "chief", "child", "children", "cio", "ciso", "citizen", "civilian",
    "clerk", "client", "climber", "coach", "collaborator", "colleague", "collector", "columnist", "commander",
    "commentator", "commissioner", "commuter", "conman", "consultant", "consumer", "contractor", "contributor", "coo",
    "cop", "councillor", "counsel", "counsellor", "counselor", "cousin", "creator", "creditor", "crew", "criminal",
    "critic", "crook", "cryptographer", "cto", "culprit", "curator", "customer", "cybercriminal", "dad", "dancer",
    "daughter", "dealer", "defendant", "defender", "delegate", "democrat", "demonstrator", "dentist", "deputy",
    "designer", "detective", "developer", "diplomat", "director", "dissident", "doctor", "donor", "driver",
    "economist", "editor", "educator", "electrician", "emperor", "employee", "employer", "engineer", "entrepreneur",
    "environmentalist", "exec", "executive", "expert", "explorer", "family", "fan", "farmer", "father", "fighter",
    "firefighter", "fisherman", "folk", "founder", "fraudster", "freelancer", "friend", "gamer", "gangster",
    "gardener", "geologist", "girl", "girlfriend", "governor", "graduate", "grandfather", "grandmother", "guard",
    "guest", "gunman", "guy", "hacker", "head", "heir", "hiker", "historian", "homeowner", "hostage", "hunter",
    "husband", "immigrant", "individual", "influencer", "inhabitant", "inmate", "insider", "inspector", "instructor",
    "intern", "intruder", "inventor", "investigator", "investor", "islander", "jailbreaker", "janitor", "journalist",
    "judge", "juror", "justice", "kid", "king", "lady", "laureate", "lawmaker", "lawyer", "leader", "lecturer",
    "legislator", "librarian", "lieutenant", "listener", "lobbyist", "lord", "lover", "magistrate", "maintainer",
    "man", "manager", "mathematician", "mayor", "mechanic", "medic", "member", "merchant", "midwife", "migrant",
    "millionaire", "miner", "minister", "mom", "monk", "mother", "motorist", "mum", "musician", "neighbor",
    "neighbour", "nephew", "niece", "novelist", "nun", "nurse", "observer", "occupant", "officer", "official",
    "operator", "opponent", "organiser", "organizer", "orphan", "owner", "painter", "parent", "participant",
    "partner", "passenger", "pastor", "patient", "pedestrian", "pensioner", "people", "performer", "perpetrator",
    "person", "personnel", "pharmacist", "philosopher", "photographer", "physician", "physicist", "pilot", "planner",
    "player", "playwright", "plumber", "poet", "policeman", "policewoman", "politician", "pope", "practitioner",
    "preacher", "premier", "presenter", "president", "priest", "prince", "princess", "prisoner", "producer",
    "professional", "professor", "programmer", "prosecutor", "protester", "protestor", "psychiatrist", "psychologist",
    "pupil", "queen", "ranger", "reader", "rebel", "recipient", "recruit", "referee", "refugee", "regulator",
    "relative", "reporter", "representative", "republican", "rescuer", "researcher", "resident", "respondent",
    "retiree", "reviewer", "rider", "ringleader", "runner", "sailor", "salesman", "scammer", "scholar", "scientist",
    "screenwriter", "sculptor", "secretary", "seller", "senator", "sergeant", "servant", "settler", "shareholder",
    "sheriff", "shopper", "singer", "sister", "soldier", "son", "specialist", "spokesman", "spokesperson",
    "spokeswoman", "spouse", "spy", "staff", "staffer", "statistician", "strategist", "student", "subscriber",
    "superintendent", "supervisor", "supporter", "surgeon", "surveyor", "survivor", "suspect", "swimmer", "taxpayer",
    "teacher", "technician", "teen", "teenager", "tenant", "thief", "thieves", "tourist", "trader", "trainee",
    "trainer", "translator", "traveler", "traveller", "treasurer", "trustee", "tutor", "tycoon", "uncle", "user",
    "vendor", "veteran", "victim", "viewer", "villager", "visitor", "volunteer", "voter", "waiter", "waitress",
    "warden", "whistleblower", "widow", "wife", "winner", "witness", "woman", "worker", "writer", "youngster",
    "youth",
];

/// Sorted.
#[rustfmt::skip]
const ORGANIZATIONS: &[&str] = &[
    "academy", "administration", "agency", "airline", "alliance", "army", "assembly", "association", "ballet", "band",
    "bank", "board", "brewery", "broadcaster", "bureau", "business", "cabinet", "carmaker", "carrier", "charity",
    "chipmaker", "church", "clinic", "club", "coalition", "college", "commission", "committee", "community",
    "company", "conglomerate", "consortium", "cooperative", "corporation", "council", "court", "department",
    "embassy", "enterprise", "federation", "firm", "foundation", "fund", "gang", "giant", "government", "group",
    "hospital", "institute", "institution", "insurer", "jury", "laboratory", "league", "lender", "maker",
    "manufacturer", "ministry", "mob", "museum", "navy", "newspaper", "ngo", "nonprofit", "orchestra", "organisation",
    "organization", "outfit", "panel", "parliament", "party", "police", "provider", "publisher", "railway", "regime",
    "retailer", "school", "senate", "startup", "studio", "subsidiary", "team", "theatre", "tribunal", "union",
    "university", "utility", "watchdog",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(PEOPLE.is_sorted() && ORGANIZATIONS.is_sorted());
    }

    #[test]
    fn plurals_and_compounds_are_known() {
        for (noun, expected) in [
            ("Researchers", Some(NameKind::Person)),
            ("co-founder", Some(NameKind::Person)),
            ("firemen", None),
            ("spokesmen", Some(NameKind::Person)),
            ("companies", Some(NameKind::Organization)),
            ("server", None),
        ] {
            assert_eq!(role(noun), expected, "{noun}");
        }
    }
}
