//! A folder run: every article in folders recapped into a folder that mirrors them, as far as it is not done already.
//!
//! Can be killed at any moment and started again: what is written is written whole, then recorded in the [`ledger`].

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Error, Result, bail};
use quickrecap::render::{self, IndexItem};
use serde::Serialize;

use super::batch::in_order;
use super::flags::OutputFormat;
use super::guard::{guarded, silence_panics};
use super::ledger::{self, Entries, Entry, Ledger};
use super::maker::Maker;
use super::output::{replace, replace_if_changed};
use super::plan::{Failure, Job, Todo, find, fingerprint, plan};
use super::progress::Progress;
use super::report::Report;
use super::settings::{Folders, Product, Settings};
use super::worker::Workers;
use super::workshop::{FileOfRecaps, Workshop};
use super::{DONE, FAILED, INTERRUPTED, SOME_FAILED, WRONG_USAGE, interrupt, names};

const INDEX: &str = "index.md";
const ERRORS: &str = "errors.jsonl";

/// Carries out `folders` and returns the exit code.
pub fn run(folders: &Folders, settings: &Settings, report: &Report) -> u8 {
    let start = Instant::now();
    if let Err(usage) = index_may_be_written(folders, settings.product) {
        report.error(&usage);
        return WRONG_USAGE;
    }
    let (jobs, unreadable) = find(folders, settings.product, report);
    if jobs.is_empty() && unreadable.is_empty() {
        report.warning("no articles found");
    }
    let fingerprint = fingerprint(settings);
    if folders.dry_run {
        let todo = plan(&jobs, &ledger::read(&folders.output), folders, &fingerprint);
        for failure in &unreadable {
            report.error(&failure.error());
        }
        return match list(todo.iter().map(|todo| todo.job)) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                report.error(&Error::new(error).context("standard output cannot be written"));
                FAILED
            }
            _ if unreadable.is_empty() => DONE,
            _ => SOME_FAILED,
        };
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
    let todo = plan(&jobs, ledger.entries(), folders, &fingerprint);
    let mut run = Run {
        folders,
        settings,
        report,
        ledger,
        made: 0,
        current: 0,
        failures: Vec::new(),
        stop: false,
    };
    for failure in unreadable {
        run.fail(&failure.path, failure.error);
    }
    run.pass_over(&jobs, &todo);
    run.work(&todo, &fingerprint);
    run.finish(start)
}

/// Refuses to replace an index that is somebody's own.
fn index_may_be_written(folders: &Folders, product: Product) -> Result<()> {
    if product.is_markdown()
        && let Ok(index) = fs::read(folders.output.join(INDEX))
        && !index.starts_with(render::INDEX_HEADING.as_bytes())
    {
        bail!(
            "{} was not written by recap and would be replaced: name another folder",
            folders.output.join(INDEX).display()
        );
    }
    Ok(())
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
                if c.is_control() {
                    c.escape_default().to_string()
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
        self.ledger.doubt(key).with_context(cannot_write)?;
        replace(&path, content).with_context(cannot_write)?;
        self.ledger
            .record(key.to_vec(), entry)
            .context("the ledger cannot be written")
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
        let finished = write_errors(output, &self.failures).and_then(|()| {
            let entries = self.ledger.finish()?;
            if self.settings.product.is_markdown() {
                write_index(output, &entries)
            } else {
                Ok(())
            }
        });
        let seconds = start.elapsed().as_secs_f64();
        let interrupted = interrupt::requested();
        self.report.summary(format_args!(
            "{}{} recapped, {} up to date, {failed} failed in {seconds:.1} s",
            if interrupted { "interrupted: " } else { "" },
            self.made,
            self.current,
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
        match fs::symlink_metadata(&folder) {
            Ok(meta) if meta.is_dir() => {}
            Ok(_) => {
                return Err(io::Error::other(format!(
                    "{} is in the way, and no folder",
                    folder.display()
                )));
            }
            Err(_) => fs::create_dir(&folder)?,
        }
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

/// One line a failure, sorted; no file when there is none.
fn write_errors(output: &Path, failures: &[Failure]) -> io::Result<()> {
    #[derive(Serialize)]
    struct Line<'a> {
        path: &'a str,
        error: &'a str,
    }
    let path = output.join(ERRORS);
    if failures.is_empty() {
        return match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    let mut content = String::new();
    for failure in failures {
        let line = Line {
            path: &failure.path.to_string_lossy(),
            error: &failure.error,
        };
        content += &serde_json::to_string(&line)?;
        content.push('\n');
    }
    replace_if_changed(&path, content.as_bytes())
}

/// Links to all recaps of the folder.
fn write_index(output: &Path, entries: &Entries) -> io::Result<()> {
    let path = output.join(INDEX);
    let recaps = || entries.iter().filter(|(key, _)| key.ends_with(b".md"));
    if recaps().next().is_none() && !path.exists() {
        return Ok(());
    }
    let links: Vec<String> = recaps().map(|(key, _)| names::link(key)).collect();
    let items = recaps().zip(&links).map(|((_, entry), link)| IndexItem {
        link,
        title: &entry.title,
        gist: &entry.gist,
    });
    replace_if_changed(&path, render::index(items).as_bytes())
}
