//! Where results go: standard output, or files that appear whole or not at all.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use quickrecap::render::for_terminal;

use super::flags::OutputFormat;
use super::ours;
use super::settings::{Product, Target};
use super::source::Input;

/// How names of temporary files begin.
const TEMPORARY: &str = ".recap-";
/// So many letters and digits follow.
const TEMPORARY_RANDOM: usize = 8;

/// Collects the results of one input after the other.
#[derive(Debug)]
pub struct Output<'a> {
    target: &'a Target,
    product: Product,
    /// Results of the present input, for file targets.
    pending: String,
    /// Whether something stands before the next result where that goes.
    begun: bool,
    /// Files written by this run: two inputs of one name must not overwrite each other.
    written: BTreeSet<PathBuf>,
}

/// Writes `text` to standard output at once; a terminal gets nothing that it would obey.
fn write_stdout(text: &str) -> Result<()> {
    let mut stdout = io::stdout().lock();
    let text = if stdout.is_terminal() {
        for_terminal(text)
    } else {
        text.into()
    };
    let written = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    written.context("standard output cannot be written")
}

/// Prints `text`. A reader that has closed the pipe has seen enough.
///
/// # Errors
/// When standard output cannot be written for another reason.
pub fn print(text: &str) -> Result<()> {
    write_stdout(text).or_else(|error| if is_closed_pipe(&error) { Ok(()) } else { Err(error) })
}

impl<'a> Output<'a> {
    /// Nothing is touched before the first result.
    pub fn new(target: &'a Target, product: Product) -> Self {
        Self {
            target,
            product,
            pending: String::new(),
            begun: false,
            written: BTreeSet::new(),
        }
    }

    /// Takes one result: to stdout at once, to a file when its input is finished.
    ///
    /// # Errors
    /// When stdout cannot be written; [`is_closed_pipe`] tells whether that matters.
    pub fn push(&mut self, result: &str) -> Result<()> {
        let separator = if self.begun { self.product.separator() } else { "" };
        self.begun = true;
        match self.target {
            Target::Stdout => {
                write_stdout(separator)?;
                write_stdout(result)
            }
            Target::File(_) | Target::Folder { .. } => {
                self.pending.push_str(separator);
                self.pending.push_str(result);
                Ok(())
            }
        }
    }

    /// Writes what `input` gave, if anything. Returns the file written.
    ///
    /// # Errors
    /// When the file cannot be written, with its name; it is then as it was before.
    pub fn finish(&mut self, input: &Input) -> Result<Option<PathBuf>> {
        let path = match self.target {
            Target::Stdout => return Ok(None),
            _ if !std::mem::take(&mut self.begun) => return Ok(None),
            Target::File(path) => path.clone(),
            Target::Folder { path: folder, .. } => {
                fs::create_dir_all(folder).with_context(|| format!("{} cannot be created", folder.display()))?;
                folder.join(file_name(input, self.product.extension()))
            }
        };
        let content = std::mem::take(&mut self.pending);
        if !self.written.insert(path.clone()) {
            bail!(
                "{} was already written for another input of the same name",
                path.display()
            );
        }
        let written = match self.target {
            Target::Folder { force, .. } => {
                if !force {
                    ours::may_replace(&path, content.as_bytes())?;
                }
                replace(&path, content.as_bytes())
            }
            _ => write_whole(&path, content.as_bytes()),
        };
        written.with_context(|| format!("{} cannot be written", path.display()))?;
        Ok(Some(path))
    }
}

impl Product {
    /// The extension of files that hold it.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Recap { format, .. } => match format {
                OutputFormat::Md => "md",
                OutputFormat::Json => "json",
                OutputFormat::Jsonl => "jsonl",
            },
        }
    }

    /// What stands between two results in one stream or file.
    pub fn separator(self) -> &'static str {
        match self {
            Self::Text => "\n",
            Self::Recap {
                format: OutputFormat::Md,
                ..
            } => "\n---\n\n",
            Self::Recap { .. } => "",
        }
    }
}

/// `article.txt.md`: the whole input name, so that `a.txt` and `a.md` do not meet.
pub fn file_name(input: &Input, extension: &str) -> OsString {
    let mut name = match input {
        Input::Stdin => OsString::from("stdin"),
        Input::File(path) => path.file_name().unwrap_or(path.as_os_str()).to_owned(),
    };
    name.push(".");
    name.push(extension);
    name
}

/// Writes a file so that at any moment it is the old one or the new one, with the permissions a new file would have.
fn write_whole(path: &Path, content: &[u8]) -> io::Result<()> {
    // A pipe or a device is written to, not replaced.
    if fs::metadata(path).is_ok_and(|meta| !meta.is_file()) {
        return fs::OpenOptions::new().write(true).open(path)?.write_all(content);
    }
    replace(path, content)
}

/// Puts a file in the place of whatever is at `path`, links included, so that at any moment it is the old one or the new.
///
/// # Errors
/// When it cannot be written; what was there is then as it was.
pub fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY).rand_bytes(TEMPORARY_RANDOM);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Less the umask: what an ordinary new file gets. Without this, temporary files are for their owner only.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(content)?;
    file.persist(path)?;
    Ok(())
}

/// Like [`replace`], but a file that holds `content` already is not touched.
///
/// # Errors
/// As for [`replace`], and where something else than a file is in the way: a link, say.
pub fn replace_if_changed(path: &Path, content: &[u8]) -> io::Result<()> {
    let same = ours::is_there(path)? && fs::read(path).is_ok_and(|old| old == content);
    if same { Ok(()) } else { replace(path, content) }
}

/// Removes what a killed run left of files it was writing in `folder` and all folders in it.
pub fn remove_temporary(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() {
            remove_temporary(&entry.path());
        } else if kind.is_file() && is_temporary(&entry.file_name().to_string_lossy()) {
            // One that stays is in nobody's way.
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_temporary(name: &str) -> bool {
    name.strip_prefix(TEMPORARY)
        .is_some_and(|rest| rest.len() == TEMPORARY_RANDOM && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Whether an error is only that the reader of stdout has had enough.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
