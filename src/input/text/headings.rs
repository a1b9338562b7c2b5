//! Owns the question whether a short line is a heading, as far as the line itself can tell.

/// Longest heading, in words.
const MOST_WORDS: usize = 12;
/// Longest title, in words: headlines run longer than the headings of sections.
const MOST_TITLE_WORDS: usize = 20;
/// Longest heading, in characters; a title may have half as many again.
const MOST_CHARS: usize = 100;

/// Marks that end a sentence or cut it short: no heading ends so.
const ENDS: &[char] = &[
    '.', '!', ',', ';', '…', '-', '–', '—', '。', '！', '，', '；', '、', '۔', '،', '।',
];
/// Quotation marks and brackets that may follow the last mark of a sentence.
pub(super) const CLOSERS: &[char] = &['"', '”', '’', '\'', ')', ']', '»', '“', '」', '』'];
/// Quotation marks and brackets that may stand before the first letter.
pub(super) const OPENERS: &[char] = &['"', '“', '„', '‘', '\'', '(', '[', '«', '¿', '¡', '「', '『'];

/// Lines of the page around an article, by how they start (lower case).
const CHROME: &[&str] = &[
    "advertisement",
    "sponsored",
    "read more",
    "read also",
    "also read",
    "see also",
    "share this",
    "share on",
    "sign up",
    "subscribe",
    "newsletter",
    "follow us",
    "click here",
    "photo:",
    "photograph:",
    "image:",
    "image source",
    "picture:",
    "pictured:",
    "video:",
    "credit:",
    "caption:",
    "source:",
    "loading",
    "skip to",
    "story continues",
    "more on this",
    "copyright",
    "©",
    "tags:",
    "filed under",
];

/// Words of date lines and the like; with digits between them they are no heading.
const CALENDAR: &[&str] = &[
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
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "am",
    "pm",
    "a",
    "m",
    "p",
    "est",
    "edt",
    "et",
    "pst",
    "pdt",
    "pt",
    "gmt",
    "bst",
    "utc",
    "cet",
    "z",
    "t",
    "st",
    "nd",
    "rd",
    "th",
    "updated",
    "published",
    "posted",
    "last",
    "modified",
    "on",
    "at",
    "of",
    "min",
    "mins",
    "minute",
    "minutes",
    "hour",
    "hours",
    "day",
    "days",
    "ago",
    "read",
    "comments",
    "comment",
    "shares",
    "views",
];

/// Last words of a lead-in: what follows the colon completes the sentence, so the line is no heading.
const LEADS: &[&str] = &[
    "include",
    "includes",
    "included",
    "including",
    "are",
    "is",
    "was",
    "were",
    "be",
    "follows",
    "following",
    "as",
    "that",
    "to",
    "of",
    "by",
    "with",
    "for",
    "said",
    "says",
    "say",
    "added",
    "wrote",
    "asked",
    "told",
    "reads",
    "read",
    "like",
    "these",
    "this",
    "from",
    "in",
    "on",
    "at",
    "has",
    "have",
    "had",
    "and",
    "or",
    "example",
    "instance",
];

/// First words of a lead-in: "From the agency's report:".
const LEADS_OPEN: &[&str] = &[
    "from",
    "via",
    "according",
    "as",
    "here",
    "here's",
    "here’s",
    "these",
    "they",
    "it",
    "we",
    "i",
    "he",
    "she",
];

/// Words of a credit line, anywhere in it (lower case).
const CREDITS: &[&str] = &[
    "photo by",
    "photos by",
    "image by",
    "graphic by",
    "graphics by",
    "illustration by",
    "reporting by",
    "written by",
    "edited by",
    "courtesy of",
    "getty images",
];

/// First words of the questions that stand over a section.
const ASKS: &[&str] = &[
    "what", "what’s", "what's", "why", "how", "who", "who’s", "who's", "where", "when", "which", "is", "are", "can",
    "could", "should", "will", "would", "does", "do", "did", "has", "have", "was", "were", "whose",
];

/// How much a line looks like a heading by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// Not at all.
    None,
    /// Short and without the end of a sentence.
    Short,
    /// Also in capitals, or with every longer word capitalised.
    Capitalised,
}

/// Judges one line, given without marker. `first`: it opens the text, so it may be the title.
pub(super) fn likeness(line: &str, first: bool) -> Likeness {
    let (words, chars) = if first {
        (MOST_TITLE_WORDS, MOST_CHARS * 3 / 2)
    } else {
        (MOST_WORDS, MOST_CHARS)
    };
    // Bytes first: a line of two megabytes is not worth counting.
    if line.len() > chars * 4 || line.chars().count() > chars || line.split_whitespace().count() > words {
        return Likeness::None;
    }
    if !opens_well(line) || is_chrome(line) || is_dateline(line) {
        return Likeness::None;
    }
    let capitalised = is_capitalised(line);
    if !ends_well(line, first, capitalised) {
        return Likeness::None;
    }
    if capitalised {
        Likeness::Capitalised
    } else {
        Likeness::Short
    }
}

/// Whether a line ends as sentences do.
pub(super) fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(CLOSERS)
        .ends_with(['.', '!', '?', '…', '。', '！', '？', '۔', '।', ':'])
}

/// Whether a line starts in the middle of a sentence: with a lower-case word.
pub(super) fn starts_lower(line: &str) -> bool {
    let mut chars = line.trim_start_matches(OPENERS).chars();
    let first = chars.next().is_some_and(char::is_lowercase);
    // "iPhone", "eBay": a name, not the middle of anything.
    first && !chars.next().is_some_and(char::is_uppercase)
}

/// Whether a line is no part of the article: see [`is_chrome`] and [`is_dateline`].
pub(super) fn is_furniture(line: &str) -> bool {
    line.len() <= MOST_CHARS * 4 && (is_chrome(line) || is_dateline(line))
}

fn opens_well(line: &str) -> bool {
    let rest = line.trim_start_matches(OPENERS);
    let opens = rest.chars().next().is_some_and(|c| c.is_alphanumeric()) && !starts_lower(line);
    let quoted = line.starts_with(['"', '“', '„', '‘', '«']) && line.ends_with(['"', '”', '“', '’', '»']);
    opens && !quoted && line.chars().any(char::is_alphabetic)
}

fn ends_well(line: &str, first: bool, capitalised: bool) -> bool {
    let bare = line.trim_end_matches(CLOSERS);
    let last_word = bare.split_whitespace().next_back().unwrap_or_default();
    if bare.ends_with([':', '：']) {
        let lead = last_word.trim_end_matches([':', '：']).to_lowercase();
        // "Key dates:" heads a section; "The money comes from three sources:" is a sentence that a list ends.
        let short = line.split_whitespace().nth(4).is_none() || capitalised || asks(line);
        let opens_lead = LEADS_OPEN.contains(&first_word(line).as_str());
        return short && !opens_lead && !line.contains(',') && !LEADS.contains(&lead.as_str());
    }
    if bare.ends_with(['?', '？']) {
        return capitalised || line.split([':', '—', '–']).any(asks);
    }
    if bare.ends_with('.') {
        let initials = last_word.matches('.').count() > 1;
        return initials || first && capitalised;
    }
    !bare.ends_with(ENDS)
}

/// Whether words open as a question does.
fn asks(words: &str) -> bool {
    ASKS.contains(&first_word(words).as_str())
}

fn first_word(words: &str) -> String {
    words.split_whitespace().next().unwrap_or_default().to_lowercase()
}

/// Title Case or ALL CAPS: every word of four letters or more opens with a capital, and there are two at least.
fn is_capitalised(line: &str) -> bool {
    let mut long = 0;
    let mut high = 0;
    for word in line.split_whitespace() {
        let letters = word.trim_start_matches(|c: char| !c.is_alphabetic());
        if letters.chars().filter(|c| c.is_alphabetic()).nth(3).is_some() {
            long += 1;
            high += usize::from(letters.starts_with(char::is_uppercase));
        }
    }
    let shouted = line.chars().any(char::is_uppercase) && !line.chars().any(char::is_lowercase);
    shouted || long >= 2 && high * 5 >= long * 4
}

/// Whether a line belongs to the page around the article: adverts, sharing, credits, links, a byline.
fn is_chrome(line: &str) -> bool {
    let lower = line.to_lowercase();
    let byline = lower.starts_with("by ") && line.split_whitespace().count() <= 8 && {
        let mut names = line.split_whitespace().skip(1);
        names.next().is_some_and(|w| w.starts_with(char::is_uppercase))
    };
    let linked = lower.contains("://") || lower.starts_with("www.") || line.starts_with('@');
    let credit = CREDITS.iter().any(|c| lower.contains(c));
    byline || linked || credit || CHROME.iter().any(|c| lower.starts_with(c))
}

/// Whether a line says no more than when: digits, and words of the calendar only.
fn is_dateline(line: &str) -> bool {
    line.contains(|c: char| c.is_ascii_digit())
        && line
            .split(|c: char| !c.is_alphabetic())
            .filter(|w| !w.is_empty())
            .all(|w| CALENDAR.contains(&w.to_lowercase().as_str()))
}
