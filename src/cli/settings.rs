//! The command line as validated: what the run goes by.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use quickrecap::input::Format;
use quickrecap::{Options, models};

use super::flags::{Flags, OutputFormat, SummaryStyle};
use super::ours;
use super::output::file_name;
use super::source::Input;

/// Everything a run needs to know.
#[derive(Debug)]
pub struct Settings {
    /// What to read and where to put the results.
    pub task: Task,
    /// What to make of each article.
    pub product: Product,
    /// The format of every input, `None` to find out.
    pub input_format: Option<Format>,
    /// The language model that writes summaries, where one does.
    pub writer: Option<PathBuf>,
    /// Whether to say why each row is in the table.
    pub explain: bool,
    /// Whether the first failure ends the run.
    pub fail_fast: bool,
    /// Threads to use, `None` for one a core.
    pub threads: Option<NonZeroUsize>,
}

/// What to read and where to put the results.
#[derive(Debug)]
pub enum Task {
    /// One input after the other.
    Inputs {
        /// In order; never empty.
        inputs: Vec<Input>,
        target: Target,
    },
    /// All articles in folders, those whose recaps are not current.
    Folders(Folders),
}

/// A folder run.
#[derive(Debug)]
pub struct Folders {
    /// What to read: folders, and perhaps files besides.
    pub roots: Vec<Root>,
    /// The folder to write.
    pub output: PathBuf,
    /// Make recaps again even if they are current.
    pub force: bool,
    /// Only list what would be done.
    pub dry_run: bool,
}

/// One thing named on the command line of a folder run.
#[derive(Debug)]
pub struct Root {
    /// As named.
    pub path: PathBuf,
    /// Whether it is a folder.
    pub is_folder: bool,
    /// What stands for it in the output folder: nothing for the only folder, else its name.
    pub mirror: PathBuf,
}

/// Where results go.
#[derive(Debug)]
pub enum Target {
    /// Standard output, one after the other.
    Stdout,
    /// One file.
    File(PathBuf),
    /// One file for each input, in a folder.
    Folder {
        /// The folder.
        path: PathBuf,
        /// Replace files that recap did not write.
        force: bool,
    },
}

/// What is made of an article.
#[derive(Clone, Copy, Debug)]
pub enum Product {
    /// Its clean text; needs no model.
    Text,
    /// A recap.
    Recap {
        options: Options,
        format: OutputFormat,
        /// Put the article's text into JSON.
        with_text: bool,
        /// Number the sentences that rows are made from.
        cited: bool,
    },
}

impl Settings {
    /// Checks what clap cannot.
    ///
    /// # Errors
    /// When the flags do not make sense together; the message says what to do.
    pub fn new(flags: Flags) -> Result<Self> {
        let task = if flags.paths.iter().any(|path| path.is_dir()) {
            let output = flags
                .output
                .context("a folder of articles needs a folder to write to: add -o FOLDER")?;
            Task::Folders(Folders::new(flags.paths, output, flags.force, flags.dry_run)?)
        } else {
            if flags.dry_run {
                bail!("--dry-run lists what would be done with a folder: name one");
            }
            let inputs = inputs(flags.paths)?;
            let target = match flags.output {
                None => Target::Stdout,
                Some(path) if inputs.len() > 1 || path.is_dir() => Target::Folder {
                    path,
                    force: flags.force,
                },
                Some(path) => Target::File(path),
            };
            Task::Inputs { inputs, target }
        };
        let format = if flags.json { OutputFormat::Json } else { flags.format };
        if flags.text && format == OutputFormat::Md {
            bail!("--text goes with JSON output: add --json or --format jsonl");
        }
        let writer = match (flags.style, flags.model) {
            (SummaryStyle::Extractive, None) => None,
            (SummaryStyle::Extractive, Some(_)) => bail!("--model names the writer of --style abstractive: add that"),
            (SummaryStyle::Abstractive, name) => Some(models::find(name.as_deref())?),
        };
        if flags.cite && format != OutputFormat::Md {
            bail!("--cite goes with Markdown: JSON has the place of every row's words as it is");
        }
        let product = if flags.extract {
            Product::Text
        } else {
            Product::Recap {
                options: Options {
                    length: flags.length,
                    rows: flags.rows,
                },
                format,
                with_text: flags.text,
                cited: flags.cite,
            }
        };
        if let Task::Inputs { inputs, target } = &task {
            target.spares(inputs, product)?;
        }
        Ok(Self {
            task,
            product,
            writer,
            input_format: flags.input_format.format(),
            explain: flags.explain,
            fail_fast: flags.fail_fast,
            threads: flags.jobs,
        })
    }

    /// Articles to work on at a time.
    pub fn threads(&self) -> usize {
        self.threads.map_or_else(rayon::current_num_threads, NonZeroUsize::get)
    }
}

impl Target {
    /// Refuses to write what is read.
    fn spares(&self, inputs: &[Input], product: Product) -> Result<()> {
        for input in inputs {
            let read = match self {
                Self::Stdout => {
                    if ours::is_stdout(input) {
                        bail!("{input} is both the input and standard output: send the output somewhere else");
                    }
                    continue;
                }
                Self::File(path) => inputs.iter().find(|other| ours::is_input(path, other)),
                Self::Folder { path, .. } => {
                    let path = path.join(file_name(input, product.extension()));
                    inputs.iter().find(|other| ours::is_input(&path, other))
                }
            };
            if let Some(read) = read {
                bail!("{read} is an input and would be replaced by its recap: name another output");
            }
        }
        Ok(())
    }
}

impl Folders {
    fn new(paths: Vec<PathBuf>, output: PathBuf, force: bool, dry_run: bool) -> Result<Self> {
        if paths.iter().any(|path| path.as_os_str() == "-") {
            bail!("standard input (-) does not go with folders: recap it by itself");
        }
        if output.exists() && !output.is_dir() {
            bail!(
                "{} is a file, and the recaps of a folder need a folder",
                output.display()
            );
        }
        let only = paths.len() == 1;
        let mut roots = Vec::new();
        let mut mirrors: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
        for path in paths {
            let is_folder = path.is_dir();
            if is_folder && lies_in(&path, &output) {
                bail!(
                    "recaps cannot go to {}, which is or holds the articles' folder {}: name another",
                    output.display(),
                    path.display()
                );
            }
            let mirror = if only { PathBuf::new() } else { top_name(&path) };
            if let Some(other) = mirrors.insert(mirror.clone(), path.clone()) {
                bail!(
                    "{} and {} would go to the same place in {}: recap them into different folders",
                    other.display(),
                    path.display(),
                    output.display()
                );
            }
            roots.push(Root {
                path,
                is_folder,
                mirror,
            });
        }
        Ok(Self {
            roots,
            output,
            force,
            dry_run,
        })
    }
}

/// Whether `path` is `folder` or in it, links resolved.
fn lies_in(path: &Path, folder: &Path) -> bool {
    match (path.canonicalize(), folder.canonicalize()) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        // What does not exist yet holds nothing.
        _ => false,
    }
}

/// The name of a file or folder, also of `..` and `sub/.`.
fn top_name(path: &Path) -> PathBuf {
    let name = path.file_name().map(Into::into);
    let real = || {
        path.canonicalize()
            .ok()
            .and_then(|path| path.file_name().map(Into::into))
    };
    name.or_else(real).unwrap_or_else(|| "root".into())
}

fn inputs(paths: Vec<PathBuf>) -> Result<Vec<Input>> {
    if paths.is_empty() {
        if std::io::stdin().is_terminal() {
            bail!("nothing to recap: name a file, or pipe an article in (recap --help shows how)");
        }
        return Ok(vec![Input::Stdin]);
    }
    let inputs: Vec<Input> = paths.into_iter().map(Input::named).collect();
    if inputs.iter().filter(|input| matches!(input, Input::Stdin)).count() > 1 {
        bail!("standard input (-) can be read only once");
    }
    Ok(inputs)
}
