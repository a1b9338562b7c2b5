//! What can go wrong while reading. Messages name the problem and the way out; the caller adds the file's name.

use crate::input::{Format, MAX_BYTES};

/// Why an input gave no article.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No bytes, or nothing but white space and characters that cannot be seen.
    #[error("nothing to recap: the input is empty")]
    Empty,
    /// Bytes, but no words an article could be made of: separators, markup or pictures only.
    #[error("nothing to recap: there is no text in this {format} input")]
    NoText {
        /// What it was read as.
        format: Format,
    },
    /// More than [`MAX_BYTES`].
    #[error("the input is larger than {} MiB; split it, or save only the article", MAX_BYTES >> 20)]
    TooLarge,
    /// A format whose reader was left out of this build.
    #[error("this build of recap cannot read {}; save the article as text or Markdown", format.name())]
    LeftOut {
        /// The format.
        format: Format,
    },
    /// A page, or what should be one, without an article in it: a list of links, a login form, a page that a script fills.
    #[error("no article found in this {} page; save the article itself, or copy its text into a file", format.name())]
    NoArticle {
        /// What it was read as.
        format: Format,
    },
    /// A page made to break parsers, or by a program gone wrong.
    #[error("the page has {what}, too much to be read safely; save only the article's text")]
    TooComplex {
        /// What it has too much of: "more than 100,000 tags".
        what: &'static str,
    },
    /// A file that does not hold to its format.
    #[error("the {} file is damaged: {reason}; save or download it again", format.name())]
    Damaged {
        /// The format.
        format: Format,
        /// What is wrong with it, on one line.
        reason: String,
    },
    /// A file that was read for longer than anything honest takes.
    #[error("reading this {} file took more than {seconds} s: it is damaged, or made to stall readers; save only the article's text", format.name())]
    TooSlow {
        /// What it was read as.
        format: Format,
        /// The limit.
        seconds: u64,
    },
    /// What another process that read it says of it.
    #[error("{message}")]
    Reported {
        /// In its words, on one line.
        message: String,
    },
    /// A PDF that only opens with a password.
    #[error("the PDF is encrypted; save a copy without password")]
    Encrypted,
    /// A PDF of pictures.
    #[error("the PDF holds no text, only pictures (a scan?); run a text recognition such as OCRmyPDF over it first")]
    Scanned,
    /// No text at all.
    #[error("this is {looks_like}, not an article; save the article as text or Markdown")]
    Binary {
        /// What it looks like, with its article: "a PNG image".
        looks_like: &'static str,
    },
    /// One line of a JSONL input; the lines after it can still be read.
    #[error("line {line} is no article")]
    Line {
        /// Its number, from 1.
        line: u64,
        /// What is wrong with it.
        source: Box<Error>,
    },
    /// One item of a JSON list; the others can still be read.
    #[error("item {number} is no article")]
    Item {
        /// Its number, from 1.
        number: usize,
        /// What is wrong with it.
        source: Box<Error>,
    },
    /// A line of JSONL is not one JSON object.
    #[error("no valid JSON object: {}", on_one_line(cause))]
    Json {
        /// What the JSON parser found. Its own line number is always 1, which is why it is no `source` of this error.
        cause: serde_json::Error,
    },
    /// A field of JSONL holds something else than it should.
    #[error("`{field}` must be {expected}, not {found}")]
    Field {
        /// The field's name.
        field: &'static str,
        /// What it should hold.
        expected: &'static str,
        /// What it holds.
        found: &'static str,
    },
    /// An object has neither `text` nor `html`.
    #[error("`text` is missing; put the article's text there")]
    NoField,
    /// JSONL or JSON with more or fewer articles than one, where one was asked for.
    #[error("the input holds several articles; read it with `--input-format jsonl` or `json`")]
    NotOne,
    /// The input could not be read to its end.
    #[error("reading stopped half-way")]
    Io {
        /// The system's reason.
        source: std::io::Error,
    },
}

/// The parser's message, with the column as the only place: the line it knows is always the first.
fn on_one_line(cause: &serde_json::Error) -> String {
    let message = cause.to_string();
    match message.rfind(" at line ") {
        Some(at) => format!("{} (column {})", &message[..at], cause.column()),
        None => message,
    }
}
