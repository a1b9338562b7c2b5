//! JSONL in: one JSON object a line, one article each, read as a stream.
//!
//! Memory holds one line at a time. A bad line is that line's error; the next one is read as if nothing had happened.

use std::fmt;
use std::io::{BufRead, Read as _};

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::input::{Article, Error, Format, MAX_BYTES, Meta, decode, source, text};

/// Seconds since 1970 are no more, until the year 5138; more are milliseconds.
const MOST_SECONDS: f64 = 1e11;
/// Fewer seconds since 1970 are something else: 20250717, say.
const LEAST_SECONDS: f64 = 1e8;

/// Reads articles from `reader`, line by line. Blank lines are passed over.
///
/// Every line is an object with `text` (its bytes are what spans point into, untouched) or `html`, and, if known, `id`, `title`,
/// `url`, `byline` and `date` (ISO 8601); other fields are ignored, and so is a `url` that is not http or https. What is said
/// about an article never costs it: a list of names is a byline, seconds since 1970 are a day, and what is neither is left out.
/// A title that the text's first line repeats makes that line the title heading.
///
/// ```
/// use quickrecap::input::jsonl;
///
/// let lines = "{\"id\": \"a\", \"text\": \"Rents fell in May.\"}\nnonsense\n";
/// let mut articles = jsonl::articles(lines.as_bytes());
/// let first = articles.next().expect("a line").expect("an article");
/// assert_eq!(first.meta.id.as_deref(), Some("a"));
/// let error = articles.next().expect("a line").expect_err("no JSON");
/// assert_eq!(error.to_string(), "line 2 is no article");
/// assert!(articles.next().is_none());
/// ```
pub fn articles<R: BufRead>(reader: R) -> Articles<R> {
    articles_with(reader, from_page as fn(&str) -> Result<Article, Error>)
}

/// Like [`articles`], where the pages in `html` are read by `page`.
pub fn articles_with<R: BufRead, P>(reader: R, page: P) -> Articles<R, P>
where
    P: FnMut(&str) -> Result<Article, Error>,
{
    Articles {
        reader,
        page,
        line: 0,
        buffer: Vec::new(),
        done: false,
    }
}

/// The articles of a JSONL stream; see [`articles`].
#[derive(Debug)]
pub struct Articles<R, P = fn(&str) -> Result<Article, Error>> {
    reader: R,
    page: P,
    line: u64,
    buffer: Vec<u8>,
    done: bool,
}

impl<R, P> Articles<R, P> {
    /// Number, from 1, of the line that gave the last item; 0 before the first.
    pub fn line(&self) -> u64 {
        self.line
    }
}

/// Errors are [`Error::Line`], with the reason as its source; or [`Error::Io`], after which nothing more comes.
impl<R: BufRead, P: FnMut(&str) -> Result<Article, Error>> Iterator for Articles<R, P> {
    type Item = Result<Article, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let fits = match self.read_line() {
                Ok(Some(fits)) => fits,
                Ok(None) => break,
                Err(source) => {
                    self.done = true;
                    return Some(Err(Error::Io { source }));
                }
            };
            self.line += 1;
            if self.line == 1 && self.buffer.starts_with(b"\xef\xbb\xbf") {
                self.buffer.drain(..3);
            }
            if fits && self.buffer.trim_ascii().is_empty() {
                continue;
            }
            let article = if fits {
                parse(&self.buffer, &mut self.page)
            } else {
                Err(Error::TooLarge)
            };
            let line = self.line;
            return Some(article.map_err(|source| Error::Line {
                line,
                source: Box::new(source),
            }));
        }
        self.done = true;
        None
    }
}

impl<R: BufRead, P> Articles<R, P> {
    /// Puts the next line into the buffer. `Some(false)`: it was too long, and is passed over. `None`: the end.
    fn read_line(&mut self) -> std::io::Result<Option<bool>> {
        // One long line must not hold its memory for the rest of the stream.
        self.buffer.clear();
        self.buffer.shrink_to(1 << 20);
        let most = MAX_BYTES as u64 + 1;
        let read = self.reader.by_ref().take(most).read_until(b'\n', &mut self.buffer)?;
        if read == 0 {
            return Ok(None);
        }
        if self.buffer.ends_with(b"\n") || self.buffer.len() <= MAX_BYTES {
            return Ok(Some(true));
        }
        self.reader.skip_until(b'\n')?;
        Ok(Some(false))
    }
}

/// One line: an object with the fields of the contract.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Record {
    text: Value,
    html: Value,
    id: Value,
    title: Value,
    url: Value,
    byline: Value,
    date: Value,
}

fn parse(line: &[u8], page: &mut impl FnMut(&str) -> Result<Article, Error>) -> Result<Article, Error> {
    let line = decode(line)?;
    if !line.trim_start().starts_with('{') {
        // A list of values would do for serde.
        let cause = serde::de::Error::custom("it does not start with `{`");
        return Err(Error::Json { cause });
    }
    let record: Record = serde_json::from_str(&line).map_err(|cause| Error::Json { cause })?;
    record.article(page)
}

impl Record {
    /// The article in it; `page` reads the page in `html`.
    pub(super) fn article(self, page: &mut impl FnMut(&str) -> Result<Article, Error>) -> Result<Article, Error> {
        let record = self;
        let text = record.text.string("text")?;
        let html = record.html.string("html")?;
        let id = record.id.words();
        let title = record.title.words().and_then(|t| source::words(&t));
        let url = record.url.words().and_then(|u| source::web_address(&u));
        let byline = record.byline.words().and_then(|b| source::words(&b));
        let date = record.date.day();
        let mut article = match (text, html) {
            (Some(text), _) => from_text(text, title.as_deref())?,
            (None, Some(html)) if !text::has_ink(&html) => return Err(Error::Empty),
            (None, Some(html)) => page(&html)?,
            (None, None) => return Err(Error::NoField),
        };
        article.meta.id = id.filter(|id| !id.is_empty());
        // What the record says comes before what the page says.
        let meta = article.meta;
        article.meta = Meta {
            id: meta.id,
            title: title.or(meta.title),
            url: url.or(meta.url),
            site: meta.site,
            byline: byline.or(meta.byline),
            date: date.or(meta.date),
            notices: meta.notices,
        };
        article.meta.shorten();
        Ok(article)
    }
}

fn from_text(text: String, title: Option<&str>) -> Result<Article, Error> {
    if !text::has_ink(&text) {
        return Err(Error::Empty);
    }
    if text.len() > MAX_BYTES {
        return Err(Error::TooLarge);
    }
    let article = text::read_titled(text, title);
    if !article.has_words() {
        return Err(Error::NoText { format: Format::Jsonl });
    }
    Ok(article)
}

#[cfg(feature = "html")]
pub(super) fn from_page(page: &str) -> Result<Article, Error> {
    super::html::read_text(page)
}

#[cfg(not(feature = "html"))]
pub(super) fn from_page(_: &str) -> Result<Article, Error> {
    Err(Error::LeftOut { format: Format::Html })
}

/// Any JSON value, as far as it says something about an article.
#[derive(Default)]
enum Value {
    #[default]
    Absent,
    String(String),
    Number(String),
    /// What the items of a list say.
    List(Vec<String>),
    /// The `name` in an object, if it has one.
    Object(Option<String>),
    Other(&'static str),
}

impl Value {
    fn string(self, field: &'static str) -> Result<Option<String>, Error> {
        let found = match self {
            Self::Absent => return Ok(None),
            Self::String(string) => return Ok(Some(string)),
            Self::Number(_) => "a number",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
            Self::Other(found) => found,
        };
        Err(Error::Field {
            field,
            expected: "a string",
            found,
        })
    }
}

impl Value {
    /// What it says, parted by commas where it is a list.
    fn words(self) -> Option<String> {
        let words = match self {
            Self::String(words) | Self::Number(words) => words,
            Self::List(items) => items.join(", "),
            Self::Object(name) => name?,
            Self::Absent | Self::Other(_) => return None,
        };
        (!words.is_empty()).then_some(words)
    }

    /// The day it names, in a text or as seconds or milliseconds since 1970.
    fn day(self) -> Option<Date> {
        if let Self::Number(number) = &self {
            let number: f64 = number.parse().ok()?;
            let seconds = if number.abs() > MOST_SECONDS {
                number / 1000.0
            } else {
                number
            };
            // A year or a date without its hyphens is as good a number.
            if seconds.abs() < LEAST_SECONDS {
                return source::day(&format!("{number}"));
            }
            let time = jiff::Timestamp::from_second(seconds as i64).ok()?;
            return source::day(&time.to_string());
        }
        let words = self.words()?;
        source::day(&words).or_else(|| Some(source::day_in_words(&words)?.1))
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Absent)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value, E> {
        Ok(Value::Other("true or false"))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(value.to_string()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element::<Value>()? {
            items.extend(item.words());
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut name = None;
        while let Some(key) = map.next_key::<String>()? {
            if key == "name" {
                name = map.next_value::<Value>()?.words();
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Value::Object(name))
    }
}

#[cfg(test)]
mod tests;
