//! Inputs as articles: opened, read within limits, one after the other.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use quickrecap::input::{self, Article, Format};
use quickrecap::render::Source;
use sha2::{Digest, Sha256};

use super::worker::{self, Workers};

/// One thing named on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    Stdin,
    File(PathBuf),
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdin => f.write_str("standard input"),
            Self::File(path) => path.display().fmt(f),
        }
    }
}

/// An article and where it came from.
#[derive(Debug)]
pub struct Sourced {
    pub article: Article,
    pub source: Source,
}

/// Enough of an input to tell JSONL, which is read line by line, from everything else, which is read whole.
const PEEK_BYTES: usize = 64 * 1024;

impl Input {
    /// What `path` names on the command line.
    pub fn named(path: PathBuf) -> Self {
        if path.as_os_str() == "-" {
            Self::Stdin
        } else {
            Self::File(path)
        }
    }

    /// All of it, as text.
    ///
    /// # Errors
    /// When it cannot be opened or read, is larger than an article may be, or is no UTF-8.
    pub fn read_text(&self) -> Result<String> {
        let reader: Box<dyn Read> = match self {
            Self::Stdin => Box::new(io::stdin().lock()),
            Self::File(path) => Box::new(open(path)?),
        };
        let bytes = read_whole(reader)?;
        if bytes.len() > input::MAX_BYTES {
            bail!("is larger than {} MiB", input::MAX_BYTES >> 20);
        }
        String::from_utf8(bytes).context("is no UTF-8 text")
    }

    /// The articles of the input, or what went wrong with them: one for most formats, one a line for JSONL, one an object
    /// for JSON, read as they
    /// are asked for.
    ///
    /// # Errors
    /// When the input cannot be opened or read, or is not what `format` says.
    pub fn articles<'a>(
        &'a self,
        format: Option<Format>,
        workers: &'a Workers,
    ) -> Result<Box<dyn Iterator<Item = Result<Sourced>> + Send + 'a>> {
        let mut reader: Box<dyn BufRead + Send> = match self {
            Self::Stdin => Box::new(BufReader::with_capacity(PEEK_BYTES, io::stdin())),
            Self::File(path) => Box::new(open_for(path, format)?),
        };
        let head = reader.fill_buf().context("cannot be read")?;
        if is_jsonl(head, self.path(), format) {
            let page = |html: &str| workers.read(html.as_bytes(), Format::Html);
            let lines = input::jsonl::articles_with(reader, page);
            return Ok(Box::new(
                lines.map(|line| line.map(|article| self.of_line(article)).map_err(Into::into)),
            ));
        }
        let bytes = read_whole(reader)?;
        let format = match format {
            None if bytes.len() <= input::MAX_BYTES => input::detect(&bytes, self.path()).ok(),
            format => format,
        };
        if format == Some(Format::Json) && bytes.len() <= input::MAX_BYTES {
            let page = |html: &str| workers.read(html.as_bytes(), Format::Html);
            let articles = input::json::articles_with(&bytes, page)?.into_iter();
            return Ok(Box::new(
                articles.map(|item| item.map(|article| self.of_line(article)).map_err(Into::into)),
            ));
        }
        let article = match format {
            Some(format) if worker::reads(format) => workers.read(&bytes, format)?,
            format => input::read(&bytes, self.path(), format)?,
        };
        Ok(Box::new(std::iter::once(Ok(self.whole(article, &bytes)))))
    }

    fn path(&self) -> Option<&Path> {
        match self {
            Self::Stdin => None,
            Self::File(path) => Some(path),
        }
    }

    fn source(&self, id: Option<&str>, bytes: &[u8]) -> Source {
        let path = self.path().map(|path| path.to_string_lossy().into_owned());
        Source {
            id: id
                .map(str::to_owned)
                .or_else(|| path.clone())
                .unwrap_or_else(|| "-".to_owned()),
            path,
            sha256: hex(&Sha256::digest(bytes)),
        }
    }

    fn of_line(&self, article: Article) -> Sourced {
        let source = self.source(article.meta.id.as_deref(), article.text.as_bytes());
        Sourced { article, source }
    }

    fn whole(&self, article: Article, bytes: &[u8]) -> Sourced {
        let source = self.source(article.meta.id.as_deref(), bytes);
        Sourced { article, source }
    }
}

/// All of it, but no more than one byte above what is allowed: whoever gets that sees that there is too much, and says so.
fn read_whole(reader: impl Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader
        .take(input::MAX_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .context("cannot be read")?;
    Ok(bytes)
}

/// Whether an input that starts with `head` is read line by line.
fn is_jsonl(head: &[u8], path: Option<&Path>, format: Option<Format>) -> bool {
    match format {
        Some(format) => format == Format::Jsonl,
        None => matches!(input::detect(head, path), Ok(Format::Jsonl)),
    }
}

/// Opens the article or articles at `path`, to be read as `format`.
///
/// # Errors
/// When it cannot be opened, is a folder or a named pipe, or is larger than an article may be, as its size says before a byte
/// of it is read. JSONL may be of any size: its lines are read one by one.
pub fn open_for(path: &Path, format: Option<Format>) -> Result<BufReader<File>> {
    let file = open(path)?;
    let bytes = file.metadata().map_or(0, |meta| meta.len());
    let mut reader = BufReader::with_capacity(PEEK_BYTES, file);
    if bytes > input::MAX_BYTES as u64 {
        let head = reader.fill_buf().context("cannot be read")?;
        if !is_jsonl(head, Some(path), format) {
            return Err(input::Error::TooLarge.into());
        }
    }
    Ok(reader)
}

fn open(path: &Path) -> Result<File> {
    if is_named_pipe(path) {
        // Opening it would wait for somebody to write into it.
        bail!("is a named pipe: pipe the article in through standard input (-)");
    }
    let file = File::open(path).context("cannot be opened")?;
    if file.metadata().is_ok_and(|meta| meta.is_dir()) {
        bail!("is a folder");
    }
    Ok(file)
}

/// Whether `path` is a pipe that somebody gave a name. Those that a shell hands over in `/dev/fd` have an end.
#[cfg(unix)]
fn is_named_pipe(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    let handed_over = path.starts_with("/dev/fd") || path.starts_with("/proc") || path.starts_with("/dev/stdin");
    !handed_over && std::fs::metadata(path).is_ok_and(|meta| meta.file_type().is_fifo())
}

#[cfg(not(unix))]
fn is_named_pipe(_: &Path) -> bool {
    false
}

/// `bytes` in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
