//! Bytes in, [`Article`] out: formats, encodings, the structure of text, and what an article says about itself.
//!
//! Knows nothing of sentences, models or output. Every byte that comes in here is untrusted: readers never panic, run in
//! linear time and refuse what is too large or no text, with a message that says what to do.

mod article;
mod decode;
mod detect;
mod error;
#[cfg(feature = "html")]
pub mod html;
pub mod json;
pub mod jsonl;
pub mod markdown;
#[cfg(feature = "html")]
pub mod mhtml;
#[cfg(any(feature = "html", feature = "pdf"))]
mod outline;
#[cfg(feature = "pdf")]
pub mod pdf;
mod source;
pub mod text;

use std::path::Path;

pub use article::{Article, Block, BlockKind, Meta};
pub use decode::decode;
pub use detect::{Format, detect};
pub use error::Error;

/// Most bytes of one article: 64 MiB, some ten thousand times a long read.
pub const MAX_BYTES: usize = 64 << 20;

/// Reads one article. Without `format` it is detected; `path` helps with that, nothing is read from it.
///
/// ```
/// use quickrecap::input;
///
/// let article = input::read(b"# Rents fall\n\nRents fell in *May*.\n", None, None)?;
/// assert_eq!(article.text, "Rents fall\n\nRents fell in May.\n");
/// assert_eq!(article.meta.title.as_deref(), Some("Rents fall"));
/// # Ok::<(), input::Error>(())
/// ```
///
/// # Errors
/// [`Error::Empty`], [`Error::NoText`], [`Error::TooLarge`], [`Error::Binary`]; [`Error::NoArticle`],
/// [`Error::TooComplex`], [`Error::Damaged`], [`Error::Encrypted`] and [`Error::Scanned`] for pages and PDFs;
/// [`Error::LeftOut`] for formats that this build leaves out; [`Error::NotOne`] for JSONL with several lines, which [`jsonl::articles`] reads.
pub fn read(bytes: &[u8], path: Option<&Path>, format: Option<Format>) -> Result<Article, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::TooLarge);
    }
    if bytes.trim_ascii().is_empty() {
        return Err(Error::Empty);
    }
    let format = match format {
        Some(format) => format,
        None => detect(bytes, path)?,
    };
    let mut article = match format {
        Format::Text => text::read(readable(bytes)?),
        Format::Markdown => markdown::read(&readable(bytes)?),
        Format::Jsonl => return only(jsonl::articles(bytes)),
        Format::Json => return only(json::articles(bytes)?.into_iter()),
        #[cfg(feature = "html")]
        Format::Html => html::read(bytes)?,
        #[cfg(feature = "html")]
        Format::Mhtml => mhtml::read(bytes)?,
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::read(bytes)?,
        #[allow(unreachable_patterns, reason = "depends on what was built in")]
        format => return Err(Error::LeftOut { format }),
    };
    if !article.has_words() {
        return Err(Error::NoText { format });
    }
    article.meta.shorten();
    Ok(article)
}

/// The text of `bytes`, if there is anything in it to see.
fn readable(bytes: &[u8]) -> Result<String, Error> {
    let text = decode(bytes)?;
    if text::has_ink(&text) {
        Ok(text)
    } else {
        Err(Error::Empty)
    }
}

fn only(mut articles: impl Iterator<Item = Result<Article, Error>>) -> Result<Article, Error> {
    let first = articles.next().ok_or(Error::Empty)??;
    match articles.next() {
        None => Ok(first),
        Some(_) => Err(Error::NotOne),
    }
}

#[cfg(test)]
mod tests;
