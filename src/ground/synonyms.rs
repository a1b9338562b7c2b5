//! Common English words that can stand for each other in a recap: enough for paraphrases of news, and no topic.
//!
//! Words of a group need not mean the same everywhere. They only say that a word of a claim may be found under another one;
//! who does what, and how much, is checked apart from that.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::lexicon::stem;

#[rustfmt::skip]
const GROUPS: &[&[&str]] = &[
    &["say", "tell", "inform", "state", "announce", "declare", "note", "explain", "reveal", "report", "add", "confirm"],
    &["worker", "employee", "staff", "staffer", "personnel", "workforce"],
    &["job", "post", "position", "role"],
    &["layoff", "laid-off", "dismissal", "redundancy", "dismissed", "sacked", "fired"],
    &["buy", "purchase", "acquire", "acquisition", "takeover"],
    &["get", "receive", "obtain", "gain", "earn", "given", "win"],
    &["give", "donate", "contribute", "donation", "contribution", "provide", "hand"],
    &["rise", "increase", "grow", "climb", "jump", "surge", "soar", "up", "raise", "higher"],
    &["fall", "decline", "decrease", "drop", "down", "sink", "slump", "plunge", "tumble", "lower", "shrink"],
    &["cut", "reduce", "slash", "eliminate", "reduction", "trim"],
    &["firm", "company", "business", "corporation", "enterprise", "giant"],
    &["match", "game", "fixture", "clash"],
    &["team", "side", "club", "squad"],
    &["boss", "manager", "coach", "chief", "head", "leader"],
    &["victory", "win", "beat", "defeat", "triumph"],
    &["score", "goal", "net", "strike", "struck", "scorer"],
    &["player", "footballer", "striker", "midfielder", "defender"],
    &["begin", "start", "launch", "commence", "open"],
    &["end", "finish", "conclude", "complete", "stop", "close", "over"],
    &["close", "shut"],
    &["show", "display", "demonstrate", "reveal", "find", "finding"],
    &["use", "employ", "utilise", "utilize"],
    &["make", "create", "produce", "build", "manufacture", "production", "output"],
    &["city", "town"], &["country", "nation", "state"], &["world", "global", "worldwide", "international"],
    &["big", "large", "huge", "major", "giant", "enormous", "massive"],
    &["small", "little", "tiny"],
    &["fast", "quick", "rapid", "swift"],
    &["about", "roughly", "around", "approximately"],
    &["yearly", "annual", "year"], &["daily", "day"], &["weekly", "week"], &["monthly", "month"],
    &["kill", "die", "death", "dead", "fatal", "deadly"],
    &["hurt", "injure", "injury", "wound"],
    &["police", "officer", "cop", "policeman"],
    &["arrest", "detain", "custody", "held"],
    &["jail", "prison", "imprison"],
    &["court", "judge", "tribunal"],
    &["child", "kid", "boy", "girl", "youngster"],
    &["baby", "infant", "newborn"],
    &["mother", "mum", "mom"], &["father", "dad"], &["parent", "mother", "father"],
    &["wife", "husband", "spouse"], &["son", "daughter"],
    &["home", "house", "property"],
    &["car", "vehicle"], &["plane", "aircraft", "jet", "flight"], &["ship", "boat", "vessel"],
    &["money", "cash", "fund"], &["price", "cost"], &["pay", "spend", "cost", "paid"],
    &["want", "seek", "wish", "hope", "aim", "intend", "like"],
    &["plan", "intend", "set", "due", "scheduled", "expect"],
    &["try", "attempt", "effort", "bid"], &["bid", "offer"],
    &["help", "assist", "aid", "support"],
    &["allow", "permit", "let", "enable"],
    &["ban", "bar", "forbid", "prohibit"],
    &["stop", "prevent", "block", "halt"],
    &["ask", "request", "call", "urge", "demand"],
    &["reach", "arrive", "hit"], &["come", "arrive", "move", "travel"], &["leave", "depart", "quit", "exit"],
    &["live", "reside", "resident", "inhabitant"],
    &["people", "person", "man", "woman", "resident", "human"],
    &["group", "organisation", "organization", "body"],
    &["join", "sign", "member"],
    &["choose", "pick", "select", "elect"],
    &["vote", "ballot", "election", "poll"], &["law", "bill", "legislation", "act"],
    &["approve", "pass", "approval", "back", "agree", "endorse"],
    &["reject", "refuse", "dismiss", "decline"],
    &["oppose", "object", "criticise", "criticize"],
    &["accuse", "allege", "claim"], &["claim", "say", "assert", "maintain", "insist", "argue"],
    &["admit", "concede", "acknowledge", "confess"],
    &["think", "believe", "feel", "consider", "view"],
    &["part", "portion", "share", "section"],
    &["half", "50"], &["quarter", "four"],
    &["important", "key", "vital", "crucial", "significant"],
    &["new", "fresh", "latest", "recent"], &["old", "former", "ex", "previous", "earlier"],
    &["also", "additional", "further", "extra", "another"],
    &["picture", "photo", "photograph", "image", "snap"],
    &["video", "footage", "film", "clip"],
    &["doctor", "physician", "medic", "surgeon"], &["hospital", "clinic"],
    &["illness", "disease", "condition", "ailment"],
    &["student", "pupil"], &["school", "academy", "college"], &["teacher", "lecturer"],
    &["research", "study", "survey", "scientist", "researcher"],
    &["attack", "assault", "strike"], &["fight", "battle", "brawl"],
    &["army", "military", "troop", "soldier"],
    &["happen", "occur", "take", "incident"],
    &["cause", "lead", "trigger", "prompt", "result", "bring"],
    &["need", "require", "must"],
    &["keep", "retain", "remain", "stay", "hold"],
    &["see", "watch", "view", "spot", "witness", "viewer"],
    &["speak", "talk", "speech", "discuss"],
    &["know", "aware"], &["name", "call", "dub", "title", "known"],
    &["go", "went", "head", "travel"], &["return", "back", "restore"],
    &["area", "region", "district", "zone"], &["place", "site", "spot", "location", "venue"],
    &["road", "street"], &["shop", "store", "retailer"], &["customer", "client", "shopper"],
    &["food", "meal"], &["drink", "beverage"],
    &["star", "actor", "actress", "celebrity"], &["singer", "musician", "artist"],
    &["record", "album", "song", "track"], &["book", "novel"], &["film", "movie"],
    &["soon", "shortly", "quickly"], &["lawyer", "attorney", "solicitor", "barrister"],
    &["crash", "collision", "accident"], &["fire", "blaze"],
    &["president", "leader"], &["government", "administration", "ministry"],
    &["penalty", "spot-kick", "fine"], &["fan", "supporter"],
    &["delay", "postpone", "late"], &["ahead", "lead"], &["behind", "trail"],
    &["total", "overall", "combined", "amount", "whole"],
    &["average", "typical", "mean"], &["email", "e-mail"],
    &["strength", "force", "power"], &["worry", "concern", "fear"], &["anger", "fury", "outrage"],
    &["happy", "glad", "delighted", "pleased", "content"],
    &["pull", "haul", "drag", "tow"], &["retrieve", "recover", "fetch"], &["select", "choose", "pick", "name"],
    &["marry", "wedding", "wife", "husband"], &["heat", "warm"], &["spot", "notice", "see"], &["profit", "benefit"],
    &["indicate", "show", "suggest"], &["expire", "lapse", "run"], &["tweet", "twitter"], &["tend", "deal", "handle"],
    &["arrange", "organise", "organize"], &["guarantee", "ensure", "sure", "secure"], &["collect", "gather"],
    &["prize", "award", "trophy"], &["people", "population"], &["instant", "immediate"], &["retire", "quit"],
    &["married", "wed"], &["lose", "defeat", "beat"], &["deduct", "deduction", "dock"], &["trouble", "problem", "difficulty"],
    &["hurry", "rush", "run"], &["viewpoint", "view", "perspective"], &["permission", "allow"], &["sick", "ill"],
    &["shoot", "shot", "film", "take"], &["meet", "encounter"], &["row", "argument", "quarrel", "dispute"], &["sad", "upset"],
];

/// The groups of each stem.
static GROUPS_OF: LazyLock<HashMap<String, Vec<usize>>> = LazyLock::new(|| {
    let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, words) in GROUPS.iter().enumerate() {
        for word in *words {
            groups.entry(stem(word)).or_default().push(index);
        }
    }
    groups
});

/// Whether two stems, those of [`stem`], are of words that can stand for each other.
pub(super) fn are_synonyms(a: &str, b: &str) -> bool {
    let (Some(a), Some(b)) = (GROUPS_OF.get(a), GROUPS_OF.get(b)) else {
        return false;
    };
    a.iter().any(|group| b.contains(group))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_group_are_synonyms_in_any_form() {
        assert!(are_synonyms(&stem("workers"), &stem("employees")));
        assert!(are_synonyms(&stem("purchased"), &stem("bought")));
        assert!(!are_synonyms(&stem("arrested"), &stem("employees")));
    }
}
