//! The list of the recaps in a folder, as Markdown.

use std::fmt::Write;

use super::escape::inline;
use crate::span::one_line;

/// The first line of every index: tells one from a file that somebody else wrote.
pub const INDEX_HEADING: &str = "# Recaps";

/// One recap in an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexItem<'a> {
    /// Where the recap is, from the index: a relative reference, already percent-encoded.
    pub link: &'a str,
    /// The article's title.
    pub title: &'a str,
    /// What the article says, in a sentence; may be empty.
    pub gist: &'a str,
}

/// A heading and one list item for each recap, in the order given.
pub fn index<'a>(items: impl IntoIterator<Item = IndexItem<'a>>) -> String {
    let mut out = format!("{INDEX_HEADING}\n\n");
    for IndexItem { link, title, gist } in items {
        let (title, gist) = (inline(&one_line(title)), inline(&one_line(gist)));
        let colon = if gist.is_empty() { "" } else { ": " };
        writeln!(out, "- [{title}]({link}){colon}{gist}").expect("a String takes every write");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_articles_say_cannot_leave_its_place() {
        let items = [
            IndexItem {
                link: "a%20b.txt.md",
                title: "Mill [closes](x)\n# now",
                gist: "",
            },
            IndexItem {
                link: "c.txt.md",
                title: "C",
                gist: "It `shut`.",
            },
        ];
        assert_eq!(
            index(items),
            "# Recaps\n\n- [Mill \\[closes\\](x) # now](a%20b.txt.md)\n- [C](c.txt.md): It \\`shut\\`.\n"
        );
    }
}
