//! The inventory of aspects: what a person calls a row, and the words that call for it.

/// One aspect of the inventory.
#[derive(Debug)]
pub(super) struct Aspect {
    /// As it stands in the table.
    pub(super) name: &'static str,
    /// A fact of one of these kinds must stand in the row; none where any row will do.
    pub(super) needs: &'static [&'static str],
    /// Words that call for it, lower case, by how strongly: two points each, then one. A final `*` stands for any
    /// ending; a cue with a space is a phrase.
    pub(super) strong: &'static [&'static str],
    /// Words worth one point.
    pub(super) weak: &'static [&'static str],
}

const fn any(name: &'static str, strong: &'static [&'static str], weak: &'static [&'static str]) -> Aspect {
    Aspect {
        name,
        needs: &[],
        strong,
        weak,
    }
}

const fn with(
    needs: &'static [&'static str],
    name: &'static str,
    strong: &'static [&'static str],
    weak: &'static [&'static str],
) -> Aspect {
    Aspect {
        name,
        needs,
        strong,
        weak,
    }
}

const FIGURES: &[&str] = &["money", "percent", "number", "quantity"];
const TIMES: &[&str] = &["date", "time", "duration"];

/// The aspects, the more specific ones first: of two that are called for equally, the first is taken.
pub(super) const INVENTORY: &[Aspect] = &[
    with(
        FIGURES,
        "Earnings per share",
        &["earnings per share", "per share", "eps"],
        &[],
    ),
    with(FIGURES, "Revenue", &["revenue*", "turnover"], &["sales", "quarter*"]),
    with(
        FIGURES,
        "Profit",
        &["profit*", "net income", "operating income"],
        &["earnings", "margin*"],
    ),
    with(
        FIGURES,
        "Share price",
        &["share price", "shares rose", "shares fell", "shares jumped"],
        &["shares", "stock", "trading", "closed"],
    ),
    with(
        &["money"],
        "Deal value",
        &["acquir*", "takeover", "buyout"],
        &["deal", "merger", "bought", "purchase*", "transfer"],
    ),
    with(
        FIGURES,
        "Users",
        &["users", "subscribers", "active users"],
        &["customers", "members", "visitors"],
    ),
    with(
        FIGURES,
        "Deaths and injuries",
        &["killed", "dead", "death toll", "injured", "casualties"],
        &["died", "wounded", "victims"],
    ),
    with(
        FIGURES,
        "Vote",
        &["votes", "voted", "turnout", "ballot*"],
        &["election*", "poll*", "majority"],
    ),
    with(
        &["money"],
        "Funding",
        &["funding", "donat*", "grant*", "invest*", "fund", "funds"],
        &["raise*", "backers", "budget"],
    ),
    with(
        &["money"],
        "Cost",
        &["cost*", "price*", "fee", "fees", "expens*"],
        &["pay", "paid", "bill", "charge*", "spend*", "spent", "worth"],
    ),
    any(
        "Arrests and charges",
        &["arrest*", "charged", "indict*", "accused", "pleaded"],
        &["suspect*", "alleg*", "custody", "murder*", "theft"],
    ),
    any(
        "Sentence",
        &["sentenced", "jailed", "prison", "jail"],
        &["years", "convict*", "guilty"],
    ),
    any(
        "Ruling",
        &["ruled", "ruling", "verdict", "convicted", "acquitted"],
        &["court", "judge", "appeal*", "jury"],
    ),
    any(
        "Court case",
        &["trial", "lawsuit*", "sued", "prosecut*", "hearing"],
        &["court", "judge", "jury", "lawyer*", "attorney*", "heard"],
    ),
    any(
        "Investigation",
        &["investigat*", "inquiry", "probe", "detectives"],
        &["police", "officers", "evidence", "search*", "sheriff*"],
    ),
    any(
        "Employee support",
        &["severance", "outplacement", "redundancy pay"],
        &["employees", "packages", "reskill*", "upskill*", "certifications"],
    ),
    any(
        "Job cuts",
        &[
            "layoff*",
            "job cuts",
            "redundanc*",
            "laid off",
            "laying off",
            "cut jobs",
        ],
        &["workforce", "jobs", "roles", "positions"],
    ),
    any(
        "Hiring",
        &["hiring", "recruit*", "vacanc*"],
        &["jobs", "positions", "listings"],
    ),
    any(
        "Impacted roles",
        &["specialist roles", "roles"],
        &[
            "affected",
            "employees",
            "positions",
            "staff",
            "engineers",
            "administrators",
        ],
    ),
    any(
        "Skills in demand",
        &["demand for roles", "skills", "certification*"],
        &["training", "learning", "demand"],
    ),
    any(
        "Reason",
        &[
            "because",
            "due to",
            "reason*",
            "caused by",
            "blamed",
            "as part of",
            "reflects",
            "stems from",
            "owing to",
        ],
        &["cause*", "realign*", "driven", "efficien*", "led to", "after"],
    ),
    any(
        "Goal",
        &[
            "aims to",
            "aimed at",
            "goal*",
            "in order to",
            "purpose",
            "designed to",
            "mission",
            "intended to",
        ],
        &["hope*", "aim*", "want*", "seek*", "effort*", "streamline"],
    ),
    any(
        "Next steps",
        &["next step*", "will be", "scheduled", "due to be", "set to"],
        &["will", "next", "plan*", "upcoming", "later"],
    ),
    any(
        "Outlook",
        &[
            "forecast*",
            "outlook",
            "projected",
            "predict*",
            "future",
            "expected to",
            "is likely",
            "are likely",
        ],
        &["expect*", "could", "may", "might", "coming", "likely"],
    ),
    any("Warning", &["warn*"], &["danger*", "risk*", "threat*", "alert*"]),
    any(
        "Risks",
        &["risk*", "danger*", "hazard*", "threat*"],
        &["concern*", "fear*", "vulnerab*", "unsafe"],
    ),
    any(
        "Criticism",
        &["critici*", "condemn*", "outrage*", "backlash", "slammed", "blasted"],
        &["protest*", "anger", "angry", "complain*", "object*"],
    ),
    any(
        "Denial",
        &["denied", "denies", "deny", "rejected claims"],
        &["reject*", "dismiss*", "false"],
    ),
    any(
        "Response",
        &["respon*", "statement", "apolog*", "spokes*"],
        &["confirmed", "announced", "said", "told"],
    ),
    any(
        "Reaction",
        &[
            "reaction*",
            "reacted",
            "praised",
            "welcomed",
            "called it",
            "called the",
            "promised",
        ],
        &["fans", "comment*", "twitter", "facebook", "social media"],
    ),
    any(
        "Findings",
        &[
            "study found",
            "found that",
            "researchers",
            "survey*",
            "findings",
            "according to the study",
        ],
        &[
            "study",
            "research*",
            "report*",
            "analysis",
            "data",
            "found",
            "shows",
            "showed",
            "discover*",
        ],
    ),
    any(
        "Method",
        &[
            "method*",
            "measured",
            "calculated",
            "technique*",
            "collected data",
            "experiment*",
        ],
        &["using", "used", "process", "test*", "analy*"],
    ),
    any(
        "Comparison",
        &[
            "compared",
            "comparison",
            "versus",
            "whereas",
            "unlike",
            "higher than",
            "lower than",
            "more than those",
        ],
        &["than", "average", "both"],
    ),
    with(
        FIGURES,
        "Decline",
        &["decline in", "declines", "decreas*", "fell", "dropped", "drop in"],
        &["lower", "fewer", "less", "loss*", "shrank"],
    ),
    with(
        FIGURES,
        "Growth",
        &["growth", "grew", "increas*", "surge*", "doubled", "tripled"],
        &["rose", "rise*", "rising", "higher", "jump*", "climb*", "soar*"],
    ),
    with(
        &["money", "percent"],
        "Financial status",
        &["financial*", "debt*", "loss*", "deficit", "posting"],
        &["profit*", "cash", "earn*", "money", "bank*", "quarterly"],
    ),
    with(
        &["quantity", "number"],
        "Size",
        &["tall", "weigh*", "square", "measures", "measuring"],
        &[
            "metres", "meters", "feet", "miles", "long", "wide", "high", "large", "big",
        ],
    ),
    any(
        "Record",
        &["record", "world record", "all-time"],
        &[
            "first", "largest", "biggest", "longest", "highest", "youngest", "oldest",
        ],
    ),
    any(
        "Result",
        &["victory", "defeat*", "semi-final*", "semifinal*", "winning", "beat"],
        &["won", "win", "wins", "lost", "draw", "match", "final", "champion*"],
    ),
    any(
        "Goals and points",
        &["scored", "scoring", "goals", "equalis*", "penalty"],
        &["goal", "points", "half-time", "minutes", "header"],
    ),
    any(
        "Career",
        &["career", "signed for", "joined", "retire*"],
        &["played", "coach*", "manager", "season*", "role", "stars"],
    ),
    any(
        "Health",
        &[
            "diagnos*",
            "symptom*",
            "treatment*",
            "surgery",
            "cancer",
            "vaccin*",
            "hospital*",
        ],
        &["doctor*", "patient*", "disease*", "health", "pain", "medical"],
    ),
    any(
        "Family",
        &["wife", "husband", "daughter*", "son", "mother", "father", "parents"],
        &["family", "children", "married", "brother", "sister", "couple"],
    ),
    any(
        "Rescue",
        &["rescu*", "saved", "evacuat*"],
        &["emergency", "firefighters", "survivor*", "wreckage"],
    ),
    any(
        "Damage",
        &["damage*", "destroy*", "wrecked"],
        &["burn*", "fire", "flood*", "broke*", "crash*"],
    ),
    any(
        "Weather",
        &["storm*", "rainfall", "snow*", "hurricane*", "winds"],
        &["weather", "heat", "cold", "winter"],
    ),
    any(
        "Emissions",
        &["emission*", "carbon", "greenhouse"],
        &["climate", "pollution", "energy"],
    ),
    any(
        "Rules",
        &[
            "law",
            "laws",
            "legislation",
            "regulation*",
            "bill",
            "rules",
            "policy",
            "policies",
        ],
        &["ban*", "require*", "allowed", "government", "parliament", "illegal"],
    ),
    any(
        "Terms",
        &["terms", "contract*", "clause*", "agreement", "conditions"],
        &["agree*", "section", "holders", "deal"],
    ),
    any(
        "Rights",
        &["rights", "right to", "entitled"],
        &["legal*", "claim*", "court"],
    ),
    any(
        "Launch",
        &["launch*", "unveil*", "released", "introduc*", "went on sale"],
        &["new", "available", "release", "debut*"],
    ),
    any(
        "Features",
        &["feature*", "equipped", "offers", "allows", "lets", "provides"],
        &["includes", "including", "includ*", "tool*", "service*", "support*"],
    ),
    any(
        "Technology",
        &["software", "app", "technolog*", "algorithm*", "machine learning"],
        &[
            "system*",
            "platform*",
            "device*",
            "ai",
            "digital",
            "computer*",
            "phone*",
        ],
    ),
    any(
        "Design",
        &["designed by", "design of", "made of"],
        &["design*", "build*", "colour*", "color*", "style"],
    ),
    any(
        "Industry trend",
        &["industry", "trend*", "tech giants", "competitors"],
        &["rivals", "market*", "sector*", "companies", "firms"],
    ),
    any(
        "Leadership",
        &["ceo", "chief executive", "chairman", "appointed"],
        &["director*", "leader*", "president", "minister", "founder*"],
    ),
    any(
        "Partners",
        &["partner*", "alliance*", "joint venture", "merger*"],
        &["agreement", "together", "deal", "plans to merge"],
    ),
    any(
        "Who is affected",
        &["affected", "impacted", "affect*"],
        &[
            "residents",
            "families",
            "customers",
            "workers",
            "students",
            "patients",
            "people",
        ],
    ),
    any(
        "Challenges",
        &["challeng*", "struggl*", "difficult*", "obstacle*"],
        &["problem*", "hard", "lack", "fail*", "barrier*"],
    ),
    any(
        "Advice",
        &["should", "recommend*", "advis*", "make sure", "tips"],
        &["must", "need to", "needs to", "consider", "avoid"],
    ),
    any(
        "Benefits",
        &["benefit*", "advantage*", "improve*"],
        &["better", "help*", "gain*", "save*"],
    ),
    any(
        "Support",
        &["support*", "assist*", "relief", "compensation", "charity", "charities"],
        &["help*", "aid", "resources", "volunteer*", "communit*"],
    ),
    with(
        TIMES,
        "Timeline",
        &["began", "started", "since", "until", "lasted"],
        &["years", "months", "weeks", "days", "hours", "ago", "took"],
    ),
    any(
        "Background",
        &[
            "previously",
            "formerly",
            "history",
            "originally",
            "founded",
            "born",
            "in the past",
        ],
        &[
            "former",
            "earlier",
            "once",
            "ago",
            "had",
            "years",
            "used to",
            "last year",
        ],
    ),
    any(
        "Location",
        &["located", "situated", "outskirts"],
        &[
            "near", "north", "south", "east", "west", "city", "town", "street", "island", "area", "county",
        ],
    ),
    with(
        FIGURES,
        "Scale",
        &[
            "hundreds",
            "thousands",
            "millions",
            "dozens",
            "scale",
            "several hundred",
        ],
        &["total", "number", "more than", "about", "over", "nearly", "up to"],
    ),
];

/// Aspects that no article begins with.
pub(super) const NEVER_FIRST: &[&str] = &[
    "Next steps",
    "Outlook",
    "Timeline",
    "Background",
    "Advice",
    "Comparison",
    "Support",
];

/// What a row is called after the kind of a fact in it, when its words call for nothing.
pub(super) const BY_KIND: &[(&str, &str)] = &[
    ("money", "Money involved"),
    ("percent", "Figures"),
    ("quantity", "Measurements"),
    ("number", "Scale"),
    ("date", "Timing"),
];
