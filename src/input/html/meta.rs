//! What a page says about itself: title without the site's name, site, byline, day and address.
//!
//! Owns the choice between the many places that say it. Nothing here is taken on trust: addresses are http(s), days are
//! days people can have written on, bylines look like names.

use jiff::civil::Date;
use trafilatura::Metadata;
use trafilatura::dom::{Document, NodeId};

use crate::input::{Meta, source};
use crate::span::one_line;

/// Separators between a title and the site's name.
const SEPARATORS: &[&str] = &[
    " | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » ", " « ", " / ", " ~ ",
];
/// A site's name has so many words at most.
const MAX_SITE_WORDS: usize = 6;
/// Bytes of a byline; longer ones are sentences.
const MAX_BYLINE: usize = 120;
/// What people do who write articles.
const ROLES: &[&str] = &[
    "reporter",
    "correspondent",
    "writer",
    "editor",
    "staff",
    "contributor",
    "columnist",
    "photographer",
    "journalist",
    "producer",
    "author",
    "critic",
    "analyst",
    "freelance",
    "freelancer",
];

/// What is read from the page itself, before it is taken apart.
#[derive(Debug, Default)]
pub(super) struct Head {
    title: Option<String>,
    social_title: Option<String>,
    site: Option<String>,
    canonical: Option<String>,
    /// The day that a catalogue entry on the page (Dublin Core) gives it.
    catalogued: Option<Date>,
    headings: Vec<String>,
    /// An encyclopedia's pages have no day of publication, but name the days of what they cite.
    encyclopedia: bool,
    /// Years on whose first of January the page says it was written. Where it names a year only, extractors make it that.
    new_years: Vec<i16>,
}

impl Head {
    pub(super) fn new(document: &Document, page: &str) -> Self {
        let root = document.root();
        let mut head = Self {
            encyclopedia: page.contains("mw-parser-output"),
            new_years: new_years(page),
            ..Self::default()
        };
        let words = |node: NodeId| source::words(&document.iter_text(node, ""));
        let first = |name: &str| document.get_elements_by_tag_name(root, name).into_iter();
        head.title = first("title").find_map(words);
        head.headings = first("h1").take(8).filter_map(words).collect();
        let mut addresses: Vec<String> = Vec::new();
        for link in first("link").take(500) {
            let rel = document.get_attribute(link, "rel").unwrap_or_default();
            if rel
                .split_ascii_whitespace()
                .any(|r| r.eq_ignore_ascii_case("canonical"))
            {
                addresses.extend(document.get_attribute(link, "href"));
            }
        }
        for meta in first("meta").take(500) {
            let name = ["property", "name", "itemprop"]
                .iter()
                .find_map(|key| document.get_attribute(meta, key))
                .unwrap_or_default()
                .to_ascii_lowercase();
            let content = || document.get_attribute(meta, "content").and_then(|c| source::words(&c));
            match name.as_str() {
                "og:title" | "twitter:title" if head.social_title.is_none() => head.social_title = content(),
                "og:site_name" | "application-name" if head.site.is_none() => head.site = content(),
                "og:url" => addresses.extend(content()),
                "dc.date" | "dc.date.issued" | "dcterms.date" | "dcterms.issued" if head.catalogued.is_none() => {
                    head.catalogued = content().and_then(|day| source::day(&day));
                }
                _ => {}
            }
        }
        head.canonical = addresses.iter().find_map(|a| source::web_address(a));
        head
    }

    /// All of it, with what the extractor found.
    pub(super) fn meta(&self, found: Option<&Metadata>) -> Meta {
        let of = |get: fn(&Metadata) -> &String| found.map(get).and_then(|v| source::words(v));
        let url = self
            .canonical
            .clone()
            .or_else(|| of(|m| &m.url).and_then(|u| source::web_address(&u)));
        let site = self.site.clone().or_else(|| of(|m| &m.sitename));
        let date = found
            .and_then(|m| m.date)
            .and_then(|d| source::day(&d.to_string()))
            .filter(|d| d.day_of_year() != 1 || self.new_years.contains(&d.year()));
        // An address has the day of the folder that a page was put into: any other word is better.
        let of_address = |day: Date| {
            url.as_ref()
                .is_some_and(|url| url.contains(&day.strftime("/%Y/%m/%d").to_string()))
        };
        let date = match self.catalogued {
            Some(day) if date.is_none_or(of_address) => Some(day),
            _ => date,
        };
        Meta {
            id: None,
            title: self.best_title(of(|m| &m.title), site.as_deref(), url.as_deref()),
            site: site.filter(|site| is_name(site)),
            byline: of(|m| &m.author).and_then(|a| byline(without_month(&a, date))),
            date: date
                .filter(|_| !self.encyclopedia)
                .or_else(|| Some(source::day_in_words(&of(|m| &m.author)?)?.1)),
            url,
            notices: Vec::new(),
        }
    }

    /// The title as its author wrote it.
    fn best_title(&self, found: Option<String>, site: Option<&str>, url: Option<&str>) -> Option<String> {
        let given = self.social_title.clone().or(found).or_else(|| self.title.clone());
        let Some(given) = given else {
            return self.headings.first().cloned();
        };
        // A heading on the page that the title repeats is how the title ends.
        let repeated = self.headings.iter().find(|h| {
            h.split_whitespace().nth(1).is_some()
                && (**h == given || parted(&given).any(|(start, _)| start == h.as_str()))
        });
        if let Some(heading) = repeated {
            return Some(heading.clone());
        }
        Some(without_site(&given, site, url))
    }
}

/// The years of all firsts of January in `page`, as machines write them and, whatever the year, as people do.
fn new_years(page: &str) -> Vec<i16> {
    let year = |at: usize| page.get(at.checked_sub(4)?..at)?.parse().ok();
    let mut years: Vec<i16> = ["-01-01", "/01/01", "0101"]
        .iter()
        .flat_map(|day| page.match_indices(day).take(1_000).filter_map(|(at, _)| year(at)))
        .collect();
    for day in ["January 1, ", "Jan 1, ", "1 January ", "1 Jan "] {
        let after = |(at, day): (usize, &str)| page.get(at + day.len()..at + day.len() + 4)?.parse::<i16>().ok();
        years.extend(page.match_indices(day).take(1_000).filter_map(after));
    }
    years
}

/// The places where `title` may be cut, from the last one on: what stands before and after.
fn parted(title: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut cuts: Vec<(usize, usize)> = SEPARATORS
        .iter()
        .flat_map(|s| title.match_indices(s).map(|(at, s)| (at, at + s.len())))
        .collect();
    cuts.sort_unstable_by(|a, b| b.cmp(a));
    cuts.into_iter()
        .take(6)
        .map(|(start, end)| (title[..start].trim(), title[end..].trim()))
}

/// `title` without the name of its site at the end or the start.
fn without_site(title: &str, site: Option<&str>, url: Option<&str>) -> String {
    let host = url
        .and_then(|u| u.split("://").nth(1))
        .and_then(|rest| rest.split(['/', '?', '#']).next());
    let names_site = |words: &str| {
        let short = words.split_whitespace().nth(MAX_SITE_WORDS).is_none();
        let words = letters(words);
        let by_name = site.map(letters).is_some_and(|site| site == words);
        // "The Daily Wave" at www.dailywave.example.
        let bare = words.strip_prefix("the").unwrap_or(&words);
        let by_host = host
            .map(letters)
            .is_some_and(|host| bare.len() >= 3 && host.contains(bare));
        short && !words.is_empty() && (by_name || by_host)
    };
    for (start, end) in parted(title) {
        if names_site(end) && !letters(start).is_empty() {
            return start.to_owned();
        }
        if names_site(start) && !letters(end).is_empty() {
            return end.to_owned();
        }
    }
    title.to_owned()
}

fn letters(words: &str) -> String {
    words
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether `site` is a name as people know it, not an address or a slogan.
fn is_name(site: &str) -> bool {
    let short = site.split_whitespace().nth(MAX_SITE_WORDS).is_none() && site.len() <= MAX_BYLINE;
    short && site.contains(char::is_alphabetic) && !site.contains("://")
}

/// `author` without the month of `date` at its end, which extractors leave of a day behind a name.
fn without_month(author: &str, date: Option<Date>) -> &str {
    let author = author.trim();
    let month = date.map(|date| date.strftime("%B").to_string());
    month
        .and_then(|month| author.strip_suffix(month.as_str()))
        .map_or(author, |name| name.trim_end_matches([' ', ',', '|', '·', ':']))
}

/// `given` if it can be who wrote the article.
pub(super) fn byline(given: &str) -> Option<String> {
    let line = one_line(given);
    // The day is a field of its own.
    let line = match source::day_in_words(&line) {
        Some((day, _)) => line[..day.start]
            .trim_end_matches([' ', ',', '|', '·', '•', '-', '–', '—', ':'])
            .to_owned(),
        None => line,
    };
    let lower = line.to_lowercase();
    let words = ["written by ", "by ", "von ", "par "]
        .iter()
        .find(|start| lower.starts_with(*start) && line.is_char_boundary(start.len()))
        .map_or(line.as_str(), |start| line[start.len()..].trim());
    let words = names(words.trim_matches([',', ';', '|', ' ']));
    let words = words.as_str();
    let named = words.contains(char::is_alphabetic)
        && words.len() <= MAX_BYLINE
        && !words.contains("://")
        && !words.contains(['{', '}', '<', '>', '@'])
        && !matches!(
            letters(words).as_str(),
            "admin"
                | "administrator"
                | "unknown"
                | "anonymous"
                | "author"
                | "null"
                | "updated"
                | "lastupdated"
                | "published"
        );
    named.then(|| words.to_owned())
}

/// A list of names without what they do: "Ida Holt, Senior Reporter" is Ida Holt.
fn names(given: &str) -> String {
    let is_role = |part: &str| {
        part.split_whitespace()
            .any(|word| ROLES.contains(&word.to_lowercase().as_str()))
    };
    let parts = given
        .split([',', ';', '|'])
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let names: Vec<&str> = parts.clone().filter(|part| !is_role(part)).collect();
    if names.is_empty() || names.len() == parts.count() {
        return given.to_owned();
    }
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta(page: &str) -> Meta {
        Head::new(&Document::parse(page), page).meta(None)
    }

    #[test]
    fn titles_lose_the_name_of_their_site() {
        let cases: &[(&str, &str)] = &[
            (
                "<title>Rents fall in May - The Harbour Post</title><meta property=og:site_name content='The Harbour Post'>",
                "Rents fall in May",
            ),
            (
                "<title>Rents fall - in May - Post</title><body><h1>Rents fall - in May</h1>",
                "Rents fall - in May",
            ),
            (
                "<title>Harbour Post | Rents fall in May</title><link rel=canonical href='https://www.harbourpost.example/1'>",
                "Rents fall in May",
            ),
            ("<title>Rents - and why they fall</title>", "Rents - and why they fall"),
            ("<body><h1>Rents fall</h1>", "Rents fall"),
            (
                "<title>x</title><meta property=og:title content='Rents  fall'>",
                "Rents fall",
            ),
        ];
        for (page, expected) in cases {
            assert_eq!(meta(page).title.as_deref(), Some(*expected), "{page}");
        }
        assert_eq!(meta("<p>Words</p>").title, None);
    }

    #[test]
    fn addresses_are_web_addresses() {
        let canonical =
            "<link rel='canonical' href='javascript:alert(1)'><meta property='og:url' content='https://example.org/a'>";
        assert_eq!(meta(canonical).url.as_deref(), Some("https://example.org/a"));
        assert_eq!(meta("<link rel=canonical href='/relative'>").url, None);
    }

    #[test]
    fn a_year_is_no_day() {
        assert_eq!(new_years("© 2025"), [] as [i16; 0]);
        assert_eq!(new_years("<time datetime=2025-01-01> January 1, 2024"), [2025, 2024]);
    }

    #[test]
    fn a_catalogue_entry_says_the_day_better_than_an_address() {
        let page = "<link rel=canonical href='https://kilns.example/2025/03/18/lit'><meta name='DC.date' content='2025-03-04'>";
        let mut found = Metadata::default();
        found.date = "2025-03-18".parse().ok();
        let head = Head::new(&Document::parse(page), page);
        let day = jiff::civil::date(2025, 3, 4);
        assert_eq!(head.meta(None).date, Some(day));
        assert_eq!(head.meta(Some(&found)).date, Some(day));
    }

    #[test]
    fn the_month_of_a_day_is_no_part_of_a_name() {
        let date = Some(jiff::civil::date(2025, 7, 4));
        assert_eq!(without_month("Ada Holm July", date), "Ada Holm");
        assert_eq!(without_month("Ada Holm May", date), "Ada Holm May");
        assert_eq!(byline(without_month("Last Updated July", date)), None);
    }

    #[test]
    fn bylines_are_names() {
        assert_eq!(byline("By  Ada Holm").as_deref(), Some("Ada Holm"));
        assert_eq!(byline("By Ada Holm March 4, 2025").as_deref(), Some("Ada Holm"));
        assert_eq!(byline("Ada Holm; Senior Reporter").as_deref(), Some("Ada Holm"));
        assert_eq!(byline("Last Updated: March 4, 2025"), None);
        assert_eq!(byline("Ada Holm, Bo Lind").as_deref(), Some("Ada Holm, Bo Lind"));
        for bad in ["https://example.org/ada", "admin", "", "12", "{{author}}"] {
            assert_eq!(byline(bad), None, "{bad}");
        }
    }
}
