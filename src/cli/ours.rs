//! Which files are ours to write: no input, nothing behind a link, nothing that somebody else made.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::path::Path;

use anyhow::{Result, bail};
use quickrecap::render;

use super::source::Input;

/// Whether `path` names the file that `input` is read from: links followed, and hard links and other spellings seen through.
pub fn is_input(path: &Path, input: &Input) -> bool {
    let Ok(output) = fs::metadata(path) else {
        // What is not there yet is nobody's input.
        return false;
    };
    match input {
        Input::File(file) => same_path(path, file) || fs::metadata(file).is_ok_and(|input| same_file(&output, &input)),
        Input::Stdin => stdin_metadata().is_some_and(|input| same_file(&output, &input)),
    }
}

/// Whether standard output goes to the file that `input` is read from, which would be read as it grows.
pub fn is_stdout(input: &Input) -> bool {
    let Some(output) = stdout_metadata().filter(Metadata::is_file) else {
        return false;
    };
    match input {
        Input::File(file) => fs::metadata(file).is_ok_and(|input| same_file(&output, &input)),
        Input::Stdin => stdin_metadata().is_some_and(|input| same_file(&output, &input)),
    }
}

fn same_path(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

#[cfg(unix)]
fn same_file(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    // A terminal is read and written at the same time all day long.
    one.is_file() && other.is_file() && (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn same_file(_: &Metadata, _: &Metadata) -> bool {
    false
}

#[cfg(unix)]
fn stdin_metadata() -> Option<Metadata> {
    stream_metadata(&io::stdin())
}

#[cfg(unix)]
fn stdout_metadata() -> Option<Metadata> {
    stream_metadata(&io::stdout())
}

#[cfg(unix)]
fn stream_metadata(stream: &impl std::os::fd::AsFd) -> Option<Metadata> {
    let stream = stream.as_fd().try_clone_to_owned().ok()?;
    File::from(stream).metadata().ok()
}

#[cfg(not(unix))]
fn stdin_metadata() -> Option<Metadata> {
    None
}

#[cfg(not(unix))]
fn stdout_metadata() -> Option<Metadata> {
    None
}

/// Whether there is something at `path`, itself and not what it may link to.
///
/// # Errors
/// When it is no regular file: a link would lead to somebody else's, a pipe would never end.
pub fn is_there(path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_file() => Ok(true),
        Ok(meta) => Err(io::Error::other(format!(
            "{} is {}, and recap writes none",
            path.display(),
            kind(&meta)
        ))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn kind(meta: &Metadata) -> &'static str {
    if meta.is_symlink() {
        "a link"
    } else if meta.is_dir() {
        "a folder"
    } else {
        "no ordinary file"
    }
}

/// Makes the folder at `path`, whose parents must be there, if there is none.
///
/// # Errors
/// When it cannot be made, or something else is there: a link, say.
pub fn make_folder(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_dir() => Ok(()),
        Ok(meta) => Err(io::Error::other(format!(
            "{} is in the way: it is {}",
            path.display(),
            kind(&meta)
        ))),
        Err(_) => fs::create_dir(path),
    }
}

/// Opens the file at `path` for writing and leaves its content alone; makes one where there is none.
///
/// # Errors
/// As for [`is_there`], and when it cannot be opened.
pub fn open(path: &Path) -> io::Result<File> {
    is_there(path)?;
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // Between the look and the opening, a link may have come.
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        options.custom_flags(flags.bits().cast_signed());
    }
    options.open(path)
}

/// Makes a new, empty file at `path`, in the place of the one that may be there.
///
/// # Errors
/// As for [`is_there`], and when it cannot be made.
pub fn create(path: &Path) -> io::Result<File> {
    if is_there(path)? {
        fs::remove_file(path)?;
    }
    // Never through a link, not even one that has come in between.
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// The content of the file at `path`, nothing if there is none that is a regular file.
pub fn read(path: &Path) -> Vec<u8> {
    match is_there(path) {
        Ok(true) => fs::read(path).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// Refuses to put `content` in the place of a file that recap did not write, by the looks of it.
///
/// # Errors
/// When somebody else's file is at `path`, or what is no file.
pub fn may_replace(path: &Path, content: &[u8]) -> Result<()> {
    if !is_there(path)? {
        return Ok(());
    }
    let old = fs::read(path)?;
    if old.is_empty() || old == content || render::is_recap(&old) {
        return Ok(());
    }
    bail!(
        "{} was not written by recap and would be replaced: move it, or add --force",
        path.display()
    );
}
