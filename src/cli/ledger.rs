//! The ledger of an output folder: which recaps it holds and what each was made from.
//!
//! `.recap/ledger.jsonl` has one line a recap, sorted, and is replaced as a whole. While a run goes on, each recap written
//! adds a line to `.recap/journal.jsonl`; a run that was killed leaves it behind, and the next one takes it up. The journal
//! goes away when a run ends, so that a folder looks the same however often its making was interrupted.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::output::{self, replace_if_changed};
use super::source::hex;
use super::{names, ours};

/// The folder inside the output folder.
pub const FOLDER: &str = ".recap";
const LEDGER: &str = "ledger.jsonl";
const JOURNAL: &str = "journal.jsonl";
const LOCK: &str = "lock";

/// What is known of one recap.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Hash of the article and of all settings that shape its recap; empty while that is not certain.
    pub of: String,
    /// Title of the article.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Its first sentence of summary.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub gist: String,
    /// What was wrong with parts of the input: lines of JSONL.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<String>,
    /// SHA-256 of the recap as written, in hexadecimal; empty while that is not certain.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sha256: String,
}

impl Entry {
    /// Whether `recap` is not what was written.
    pub fn is_altered(&self, recap: &[u8]) -> bool {
        !self.sha256.is_empty() && hex(&Sha256::digest(recap)) != self.sha256
    }
}

/// Entries by the [`names::key`] of the recap.
pub type Entries = BTreeMap<Vec<u8>, Entry>;

#[derive(Serialize, Deserialize)]
struct Line<T> {
    recap: String,
    #[serde(flatten)]
    entry: T,
}

/// What the output folder `folder` holds by its own account; nothing if there is none. What cannot be read is left out:
/// its recaps are made again.
pub fn read(folder: &Path) -> Entries {
    let mut entries = Entries::new();
    for file in [LEDGER, JOURNAL] {
        let bytes = ours::read(&folder.join(FOLDER).join(file));
        // A kill or a full disk leaves half a line at the end: no JSON.
        for line in bytes.split(|&byte| byte == b'\n') {
            let Ok(Line { recap, entry }) = serde_json::from_slice::<Line<Entry>>(line) else {
                continue;
            };
            if let Some(key) = names::key_of_link(&recap).filter(|key| names::path_of_key(key).is_some()) {
                entries.insert(key, entry);
            }
        }
    }
    entries
}

/// The ledger of a run that writes.
#[derive(Debug)]
pub struct Ledger {
    output: PathBuf,
    journal: File,
    /// Held to the end of the run, against another on the same folder.
    _lock: File,
    entries: Entries,
}

impl Ledger {
    /// Takes up what an earlier run left in `output`, and removes its temporary files if it was killed.
    ///
    /// # Errors
    /// When the folder cannot be written, or another run is writing to it.
    pub fn open(output: &Path) -> Result<Self> {
        let folder = output.join(FOLDER);
        // A link in the output folder may have been put there to lead writing elsewhere.
        fs::create_dir_all(output)
            .and_then(|()| ours::make_folder(&folder))
            .with_context(|| format!("{} cannot be created", folder.display()))?;
        let cannot_write = || format!("{} cannot be written to", folder.display());
        let lock = ours::open(&folder.join(LOCK)).with_context(cannot_write)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => bail!("{}: another run is writing to this folder", output.display()),
            // Some network file systems have no locks; a lone run does not need one.
            Err(TryLockError::Error(_)) => {}
        }
        let entries = read(output);
        let journal = folder.join(JOURNAL);
        if ours::is_there(&journal).with_context(cannot_write)? {
            output::remove_temporary(output);
            write(output, &entries).with_context(cannot_write)?;
        }
        let journal = ours::create(&journal).with_context(cannot_write)?;
        Ok(Self {
            output: output.to_owned(),
            journal,
            _lock: lock,
            entries,
        })
    }

    /// All entries.
    pub fn entries(&self) -> &Entries {
        &self.entries
    }

    /// Notes that the recap `key` is about to change: until it is recorded, it is not current, come what may.
    ///
    /// # Errors
    /// When the journal cannot be written.
    pub fn doubt(&mut self, key: &[u8]) -> io::Result<()> {
        let doubted = match self.entries.get(key) {
            Some(entry) if entry.of.is_empty() && entry.sha256.is_empty() => return Ok(()),
            Some(entry) => Entry {
                of: String::new(),
                sha256: String::new(),
                ..entry.clone()
            },
            // Says of a recap that a killed run leaves behind that it is ours.
            None => Entry::default(),
        };
        self.record(key.to_vec(), doubted)
    }

    /// Records a recap that has been written.
    ///
    /// # Errors
    /// When the journal cannot be written.
    pub fn record(&mut self, key: Vec<u8>, entry: Entry) -> io::Result<()> {
        // One write, so that a kill falls before or after it.
        self.journal.write_all(&line(&key, &entry))?;
        self.entries.insert(key, entry);
        Ok(())
    }

    /// Forgets recaps that are no longer there, writes the ledger and ends the journal. Returns the entries.
    ///
    /// # Errors
    /// When the ledger cannot be written; the journal then stays.
    pub fn finish(mut self) -> io::Result<Entries> {
        let output = &self.output;
        self.entries.retain(|key, _| exists(output, key));
        write(output, &self.entries)?;
        fs::remove_file(output.join(FOLDER).join(JOURNAL))?;
        Ok(self.entries)
    }
}

/// Whether the recap `key` is in `output`. An empty file, which a crash of the whole machine may leave, is no recap.
pub fn exists(output: &Path, key: &[u8]) -> bool {
    names::path_of_key(key)
        .and_then(|path| fs::symlink_metadata(output.join(path)).ok())
        .is_some_and(|meta| meta.is_file() && meta.len() > 0)
}

/// Whether the recap `key` in `output` is not what `entry` says was written.
pub fn is_altered(output: &Path, key: &[u8], entry: &Entry) -> bool {
    names::path_of_key(key).is_some_and(|path| entry.is_altered(&ours::read(&output.join(path))))
}

fn write(output: &Path, entries: &Entries) -> io::Result<()> {
    let content: Vec<u8> = entries.iter().flat_map(|(key, entry)| line(key, entry)).collect();
    replace_if_changed(&output.join(FOLDER).join(LEDGER), &content)
}

fn line(key: &[u8], entry: &Entry) -> Vec<u8> {
    let line = Line {
        recap: names::link(key),
        entry,
    };
    let mut line = serde_json::to_vec(&line).expect("strings always serialise");
    line.push(b'\n');
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(of: &str) -> Entry {
        Entry {
            of: of.to_owned(),
            title: "A title".to_owned(),
            ..Entry::default()
        }
    }

    #[test]
    fn a_torn_journal_loses_one_line() {
        let output = tempfile::TempDir::new().expect("a folder");
        let mut ledger = Ledger::open(output.path()).expect("a ledger");
        ledger.record(b"b.md".to_vec(), entry("1")).expect("written");
        ledger.record(b"a.md".to_vec(), entry("2")).expect("written");
        ledger.journal.write_all(b"{\"recap\":\"c.md\",\"of").expect("written");
        drop(ledger);
        fs::write(output.path().join("a.md"), "a").expect("written");
        let mut ledger = Ledger::open(output.path()).expect("a ledger");
        assert_eq!(ledger.entries().keys().collect::<Vec<_>>(), [b"a.md", b"b.md"]);
        ledger.doubt(b"a.md").expect("written");
        assert_eq!(read(output.path())[&b"a.md"[..]].of, "");
        ledger.record(b"a.md".to_vec(), entry("3")).expect("written");
        let entries = ledger.finish().expect("written");
        assert_eq!(entries.len(), 1, "b.md is not there");
        assert_eq!(read(output.path()), entries);
        assert!(!output.path().join(FOLDER).join(JOURNAL).exists());
    }

    #[test]
    fn two_runs_do_not_share_a_folder() {
        let output = tempfile::TempDir::new().expect("a folder");
        let _first = Ledger::open(output.path()).expect("a ledger");
        let second = Ledger::open(output.path()).expect_err("locked").to_string();
        assert!(second.contains("another run"), "{second}");
    }
}
