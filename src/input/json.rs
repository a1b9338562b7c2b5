//! JSON in: a file that is one object, or a list of them, with the fields of [`jsonl`](super::jsonl).

use serde_json::Value;

use crate::input::jsonl::{Record, from_page};
use crate::input::{Article, Error, decode};

/// The articles in `bytes`: that of the object, or one for each object in the list, in order.
///
/// ```
/// use quickrecap::input::json;
///
/// let articles = json::articles(b"[{\"text\": \"Rents fell in May.\"}, {\"note\": \"none\"}]")?;
/// assert_eq!(articles[0].as_ref().expect("an article").text, "Rents fell in May.");
/// assert_eq!(articles[1].as_ref().expect_err("no text").to_string(), "item 2 is no article");
/// # Ok::<(), quickrecap::input::Error>(())
/// ```
///
/// # Errors
/// When `bytes` are no JSON, neither object nor list, or an object without `text` and `html`. What is wrong with one of several
/// is [`Error::Item`] in its place.
pub fn articles(bytes: &[u8]) -> Result<Vec<Result<Article, Error>>, Error> {
    articles_with(bytes, from_page)
}

/// Like [`articles`], where the pages in `html` are read by `page`.
///
/// # Errors
/// As for [`articles`].
pub fn articles_with(
    bytes: &[u8],
    mut page: impl FnMut(&str) -> Result<Article, Error>,
) -> Result<Vec<Result<Article, Error>>, Error> {
    let json = decode(bytes)?;
    match serde_json::from_str(&json).map_err(|cause| Error::Json { cause })? {
        Value::Array(items) if items.is_empty() => Err(Error::Empty),
        Value::Array(items) => Ok(items
            .into_iter()
            .enumerate()
            .map(|(index, item)| {
                article(item, &mut page).map_err(|source| Error::Item {
                    number: index + 1,
                    source: Box::new(source),
                })
            })
            .collect()),
        json => Ok(vec![Ok(article(json, &mut page)?)]),
    }
}

fn article(item: Value, page: &mut impl FnMut(&str) -> Result<Article, Error>) -> Result<Article, Error> {
    if !item.is_object() {
        // A list of values would do for serde.
        let cause = serde::de::Error::custom("it does not start with `{`");
        return Err(Error::Json { cause });
    }
    let record: Record = serde_json::from_value(item).map_err(|cause| Error::Json { cause })?;
    record.article(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_and_lists_are_articles() {
        let one = articles(b"{\n  \"title\": \"Kiln lit\",\n  \"text\": \"The kiln was lit.\"\n}").expect("an object");
        let article = one[0].as_ref().expect("an article");
        assert_eq!(
            (article.text.as_str(), article.meta.title.as_deref()),
            ("The kiln was lit.", Some("Kiln lit"))
        );
        let many = articles(b"[{\"text\": \"One.\"}, 5, {\"text\": \"Two.\", \"date\": 1741046400}]").expect("a list");
        assert_eq!(many.len(), 3);
        assert!(many[1].is_err());
        let third = many[2].as_ref().expect("an article");
        assert_eq!(third.meta.date, Some(jiff::civil::date(2025, 3, 4)));
    }

    #[test]
    fn what_holds_no_text_says_so() {
        let reason = |json: &str| articles(json.as_bytes()).expect_err(json).to_string();
        assert!(reason("{\"name\": \"kiln\"}").contains("`text` is missing"));
        assert!(reason("[]").contains("empty"));
        assert!(reason("5").contains("no valid JSON object"));
        assert!(reason("{\"text\": ").contains("no valid JSON object"));
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(json in "[\\[\\]{}\",:a-z0-9 \n]{0,80}") {
            let _ = articles(json.as_bytes());
        }
    }
}
