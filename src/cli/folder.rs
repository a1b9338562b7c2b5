//! A folder run: every article in folders recapped into a folder that mirrors them, as far as it is not done already.
//!
//! Can be killed at any moment and started again: what is written is written whole, then recorded in the [`ledger`].

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Error, Result, bail};
use quickrecap::render;
use sha2::{Digest, Sha256};

use super::batch::in_order;
use super::flags::OutputFormat;
use super::guard::{guarded, silence_panics};
use super::ledger::{self, Entry, Ledger};
use super::maker::Maker;
use super::output::replace;
use super::plan::{Failure, Found, Job, Plan, Todo, find, fingerprint, plan};
use super::progress::Progress;
use super::report::Report;
use super::settings::{Folders, Product, Settings};
use super::source::{Input, hex};
use super::walk::Skipped;
use super::worker::Workers;
use super::workshop::{FileOfRecaps, Workshop};
use super::{DONE, FAILED, INTERRUPTED, SOME_FAILED, WRONG_USAGE, interrupt, lists, names, ours};

/// Carries out `folders` and returns the exit code.
pub fn run(folders: &Folders, settings: &Settings, report: &Report) -> u8 {
    let start = Instant::now();
    let found = find(folders, settings.product, report);
    if let Err(usage) = may_write(folders, settings.product, &found.jobs) {
        report.error(&usage);
        return WRONG_USAGE;
    }
    if found.jobs.is_empty() && found.failures.is_empty() {
        report.warning("no articles found");
    }
    let fingerprint = fingerprint(settings);
    if folders.dry_run {
        return dry_run(folders, settings, &found, &fingerprint, report);
    }
    let ledger = match Ledger::open(&folders.output) {
        Ok(ledger) => ledger,
        Err(error) => {
            report.error(&error);
            return FAILED;
        }
    };
    silence_panics();
    interrupt::take_over();
    let Found {
        jobs,
        failures,
        skipped,
    } = found;
    let Plan { todo, altered } = plan(&jobs, ledger.entries(), folders, settings.input_format, &fingerprint);
    warn_of(&altered, folders, report);
    let mut run = Run {
        folders,
        settings,
        report,
        ledger,
        made: 0,
        current: 0,
        failures: Vec::new(),
        skipped,
        stop: false,
    };
    for failure in failures {
        run.fail(&failure.path, failure.error);
    }
    run.pass_over(&jobs, &todo);
    run.work(&todo, &fingerprint);
    run.finish(start)
}

/// Lists what would be done, on standard output, and returns the exit code.
fn dry_run(folders: &Folders, settings: &Settings, found: &Found, fingerprint: &str, report: &Report) -> u8 {
    let entries = ledger::read(&folders.output);
    let Plan { todo, altered } = plan(&found.jobs, &entries, folders, settings.input_format, fingerprint);
    for failure in &found.failures {
        report.error(&failure.error());
    }
    warn_of(&altered, folders, report);
    if let Err(error) = list(todo.iter().map(|todo| todo.job))
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        report.error(&Error::new(error).context("standard output cannot be written"));
        return FAILED;
    }
    report.summary(format_args!(
        "{} to recap, {} up to date{}",
        todo.len(),
        found.jobs.len() - todo.len(),
        found.skipped
    ));
    if found.failures.is_empty() { DONE } else { SOME_FAILED }
}

/// Refuses to replace what is read, and lists that are somebody's own.
fn may_write(folders: &Folders, product: Product, jobs: &[Job]) -> Result<()> {
    for root in folders.roots.iter().filter(|root| !root.is_folder) {
        let input = Input::File(root.path.clone());
        let written = |job: &Job| {
            names::path_of_key(&job.key).is_some_and(|path| ours::is_input(&folders.output.join(path), &input))
        };
        if jobs.iter().any(written) {
            bail!("{input} is an input and would be replaced by a recap: name another output");
        }
    }
    if folders.force {
        return Ok(());
    }
    lists::may_be_written(&folders.output, product.is_markdown())
}

/// Names the recaps that somebody has changed.
fn warn_of(altered: &[&Job], folders: &Folders, report: &Report) {
    for job in altered {
        if let Some(path) = names::path_of_key(&job.key) {
            report.warning(format_args!(
                "{} was changed since recap wrote it and stays as it is: --force makes it anew",
                folders.output.join(path).display()
            ));
        }
    }
}

/// Lists the articles of `jobs` on standard output.
fn list<'a>(jobs: impl Iterator<Item = &'a Job>) -> io::Result<()> {
    let mut stdout = io::BufWriter::new(io::stdout().lock());
    for job in jobs {
        // One line each, also for names with line breaks, and nothing that a terminal obeys.
        let path = job.path.display().to_string();
        let path: String = path
            .chars()
            .map(|c| {
                if render::is_unseen(c) {
                    c.escape_unicode().to_string()
                } else {
                    c.to_string()
                }
            })
            .collect();
        writeln!(stdout, "{path}")?;
    }
    stdout.flush()
}

struct Run<'a> {
    folders: &'a Folders,
    settings: &'a Settings,
    report: &'a Report,
    ledger: Ledger,
    made: usize,
    /// Recaps that were there already.
    current: usize,
    failures: Vec<Failure>,
    /// What is no article.
    skipped: Skipped,
    /// Nothing more can or should be done.
    stop: bool,
}

impl Run<'_> {
    /// Counts the jobs that are not in `todo`, and says again what was wrong with them.
    fn pass_over(&mut self, jobs: &[Job], todo: &[Todo]) {
        let mut todo = todo.iter().map(|todo| &todo.job.key).peekable();
        for job in jobs {
            if todo.next_if(|key| **key == job.key).is_some() {
                continue;
            }
            let errors = self
                .ledger
                .entries()
                .get(&job.key)
                .map_or_else(Vec::new, |entry| entry.errors.clone());
            if errors.is_empty() {
                self.current += 1;
            }
            for error in errors {
                self.fail(&job.path, error);
            }
        }
    }

    fn work(&mut self, todo: &[Todo], fingerprint: &str) {
        let mut progress = Progress::new(self.report, todo.len(), todo.iter().map(|todo| todo.bytes).sum());
        let workshop = Workshop {
            settings: self.settings,
            fingerprint,
            maker: Maker::new(self.settings, false),
            workers: Workers::default(),
        };
        progress.draw();
        let make = |todo| (todo, guarded(|| workshop.file(todo)));
        in_order(self.settings.threads(), todo.iter(), make, |(todo, file)| {
            match file.and_then(|file| self.put(todo.job, file)) {
                Ok(errors) if errors.is_empty() => self.made += 1,
                Ok(errors) => errors.into_iter().for_each(|error| self.fail(&todo.job.path, error)),
                Err(_) if interrupt::requested() => return false,
                Err(error) => self.fail(&todo.job.path, format!("{error:#}")),
            }
            progress.done(todo.bytes);
            progress.draw();
            !(self.stop || interrupt::requested() || self.settings.fail_fast && !self.failures.is_empty())
        });
    }

    /// Writes what was made of one file. Returns what was wrong with parts of it.
    fn put(&mut self, job: &Job, file: FileOfRecaps) -> Result<Vec<String>> {
        file.remarks.iter().for_each(|remarks| remarks.say(self.report));
        if file.count == 0 {
            if file.errors.is_empty() {
                bail!("holds no article");
            }
            return Ok(file.errors);
        }
        let entry = Entry {
            of: if file.passing { String::new() } else { file.of },
            title: file.title,
            gist: file.gist,
            errors: file.errors.clone(),
            sha256: hex(&Sha256::digest(&file.text)),
        };
        self.write(&job.key, file.text.as_bytes(), entry).inspect_err(|error| {
            // The next article would fare no better.
            self.stop = is_final(error);
        })?;
        Ok(file.errors)
    }

    fn write(&mut self, key: &[u8], content: &[u8], entry: Entry) -> Result<()> {
        let relative = names::path_of_key(key).context("has a name that cannot be written")?;
        let path = self.folders.output.join(&relative);
        let cannot_write = || format!("{} cannot be written", path.display());
        create_parents(&self.folders.output, &relative).with_context(cannot_write)?;
        if !self.folders.force {
            self.may_replace(key, &path, content)?;
        }
        self.ledger.doubt(key).with_context(cannot_write)?;
        replace(&path, content).with_context(cannot_write)?;
        self.ledger
            .record(key.to_vec(), entry)
            .context("the ledger cannot be written")
    }

    /// Refuses to replace what recap did not write, or somebody has changed since.
    fn may_replace(&self, key: &[u8], path: &Path, content: &[u8]) -> Result<()> {
        let Some(entry) = self.ledger.entries().get(key) else {
            return ours::may_replace(path, content);
        };
        if ours::is_there(path)? && entry.is_altered(&ours::read(path)) && ours::read(path) != content {
            bail!(
                "{} was changed since recap wrote it and would be replaced: move it, or add --force",
                path.display()
            );
        }
        Ok(())
    }

    fn fail(&mut self, path: &Path, error: String) {
        let failure = Failure {
            path: path.to_owned(),
            error,
        };
        self.report.error(&failure.error());
        self.failures.push(failure);
    }

    /// Writes ledger, index and errors, and says what was done.
    fn finish(mut self, start: Instant) -> u8 {
        self.failures.sort();
        let failed = self
            .failures
            .iter()
            .map(|failure| &failure.path)
            .collect::<BTreeSet<_>>()
            .len();
        let output = &self.folders.output;
        let finished = lists::write_errors(output, &self.failures).and_then(|()| {
            let entries = self.ledger.finish()?;
            if self.settings.product.is_markdown() {
                lists::write_index(output, &entries)
            } else {
                Ok(())
            }
        });
        let seconds = start.elapsed().as_secs_f64();
        let interrupted = interrupt::requested();
        self.report.summary(format_args!(
            "{}{} recapped, {} up to date, {failed} failed in {seconds:.1} s{}",
            if interrupted { "interrupted: " } else { "" },
            self.made,
            self.current,
            self.skipped
        ));
        let failed = failed > 0 || finished.is_err();
        if let Err(error) = finished {
            self.report
                .error(&Error::new(error).context(format!("{} cannot be written to", output.display())));
        }
        match (self.made + self.current, failed) {
            _ if interrupted => INTERRUPTED,
            (_, false) => DONE,
            (0, true) => FAILED,
            (_, true) => SOME_FAILED,
        }
    }
}

impl Product {
    fn is_markdown(self) -> bool {
        matches!(
            self,
            Self::Recap {
                format: OutputFormat::Md,
                ..
            }
        )
    }
}

/// Creates the folders that `relative` lies in, one by one: none of them may be a link, which could lead elsewhere.
fn create_parents(output: &Path, relative: &Path) -> io::Result<()> {
    let mut folder = output.to_owned();
    for name in relative.parent().into_iter().flat_map(Path::components) {
        folder.push(name);
        ours::make_folder(&folder)?;
    }
    Ok(())
}

/// Whether nothing more can be written after `error`.
fn is_final(error: &Error) -> bool {
    use io::ErrorKind::{QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| matches!(error.kind(), StorageFull | QuotaExceeded | ReadOnlyFilesystem))
}
