//! What a folder run has to do: the articles found, the place of each recap, and which recaps are not current.
//!
//! Reads articles only to hash them; makes and writes nothing.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Error, Result};
use quickrecap::input::Format;
use quickrecap::models;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::ledger::{self, Entries};
use super::names;
use super::report::Report;
use super::settings::{Folders, Product, Settings};
use super::source::{hex, open_for};
use super::walk::{Skipped, Walk, walk};

/// One article and the place of its recap.
#[derive(Debug)]
pub struct Job {
    pub path: PathBuf,
    /// [`names::key`] of the recap.
    pub key: Vec<u8>,
}

/// A job that is not done yet.
pub struct Todo<'a> {
    pub job: &'a Job,
    pub bytes: u64,
    /// [`Entry::of`](super::ledger::Entry::of) of the recap to be made, where it is known already.
    pub of: Option<String>,
}

/// An input that failed.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Failure {
    pub path: PathBuf,
    pub error: String,
}

impl Failure {
    pub fn error(&self) -> Error {
        Error::msg(self.error.clone()).context(self.path.display().to_string())
    }
}

/// What there is in the folders of a run.
#[derive(Debug, Default)]
pub struct Found {
    /// The articles, sorted by the place of their recaps.
    pub jobs: Vec<Job>,
    /// What could not be read.
    pub failures: Vec<Failure>,
    /// What is no article.
    pub skipped: Skipped,
}

/// What is in `folders`.
pub fn find(folders: &Folders, product: Product, report: &Report) -> Found {
    let mut found = Found::default();
    let Found {
        jobs,
        failures,
        skipped,
    } = &mut found;
    for root in &folders.roots {
        if !root.is_folder {
            let path = names::mirrored(&root.mirror, product.extension(), |_| false);
            jobs.push(Job {
                path: root.path.clone(),
                key: names::key(&path),
            });
            continue;
        }
        let Walk {
            articles,
            failures: unreadable,
            warnings,
            skipped: passed_over,
        } = walk(&root.path, &folders.output);
        skipped.add(passed_over);
        for warning in warnings {
            report.warning(warning);
        }
        for (path, error) in unreadable {
            let error = format!("{error:#}");
            failures.push(Failure { path, error });
        }
        // "a.md" is the recap of "a", unless there is a folder of that name.
        let is_folder = |path: &Path| {
            let relative = path.strip_prefix(&root.mirror).unwrap_or(path);
            root.path.join(relative).is_dir()
        };
        jobs.extend(articles.into_iter().map(|(path, relative)| {
            let recap = names::mirrored(&root.mirror.join(relative), product.extension(), is_folder);
            let key = names::key(&recap);
            Job { path, key }
        }));
    }
    jobs.sort_by(|a, b| a.key.cmp(&b.key));
    found
}

/// What is to be done.
pub struct Plan<'a> {
    /// Jobs whose recaps are not current.
    pub todo: Vec<Todo<'a>>,
    /// Jobs whose recaps would be current, had nobody changed them.
    pub altered: Vec<&'a Job>,
}

/// What of `jobs` is to be done, by `entries`.
pub fn plan<'a>(
    jobs: &'a [Job],
    entries: &Entries,
    folders: &Folders,
    format: Option<Format>,
    fingerprint: &str,
) -> Plan<'a> {
    enum State<'a> {
        Current,
        Altered(&'a Job),
        Todo(Todo<'a>),
    }
    let states: Vec<State<'a>> = jobs
        .par_iter()
        .map(|job| {
            let entry = entries
                .get(&job.key)
                .filter(|entry| !folders.force && !entry.of.is_empty());
            let of = entry.and_then(|_| made_of(&job.path, format, fingerprint).ok());
            if let Some(entry) = entry.filter(|entry| Some(&entry.of) == of.as_ref())
                && ledger::exists(&folders.output, &job.key)
            {
                return if ledger::is_altered(&folders.output, &job.key, entry) {
                    State::Altered(job)
                } else {
                    State::Current
                };
            }
            let bytes = fs::metadata(&job.path).map_or(0, |meta| meta.len());
            State::Todo(Todo { job, bytes, of })
        })
        .collect();
    let mut plan = Plan {
        todo: Vec::new(),
        altered: Vec::new(),
    };
    for state in states {
        match state {
            State::Current => {}
            State::Altered(job) => plan.altered.push(job),
            State::Todo(todo) => plan.todo.push(todo),
        }
    }
    plan
}

/// All that shapes a recap, besides the article.
pub fn fingerprint(settings: &Settings) -> String {
    // A model file is told from another by its hash; one that cannot be read fails with every article.
    let writer = settings
        .writer
        .as_ref()
        .map(|path| models::sha256(path).unwrap_or_default());
    // A build is told from another by its hash too: rules and the encoder are in the program. One that cannot read itself
    // goes by its version.
    let program = std::env::current_exe().ok().and_then(|path| models::sha256(&path).ok());
    format!(
        "{} {:?} {:?} {:?} {:?}",
        env!("CARGO_PKG_VERSION"),
        program,
        settings.product,
        settings.input_format,
        writer
    )
}

/// The hash that tells whether a recap is current.
///
/// # Errors
/// When the article cannot be read, or is larger than an article may be.
pub fn made_of(path: &Path, format: Option<Format>, fingerprint: &str) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(fingerprint);
    hash.update([0]);
    let mut file = open_for(path, format)?;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => hash.update(&buffer[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error).context("cannot be read"),
        }
    }
    Ok(hex(&hash.finalize()))
}
