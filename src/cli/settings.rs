//! The command line as validated: what the run goes by.

use std::io::IsTerminal;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use anyhow::{Result, bail};
use quickrecap::Options;
use quickrecap::input::Format;

use super::flags::{Flags, OutputFormat};
use super::source::Input;

/// Everything a run needs to know.
#[derive(Debug)]
pub struct Settings {
    /// What to read, in order; never empty.
    pub inputs: Vec<Input>,
    /// Where results go.
    pub target: Target,
    /// What to make of each article.
    pub product: Product,
    /// The format of every input, `None` to find out.
    pub input_format: Option<Format>,
    /// Whether the first failure ends the run.
    pub fail_fast: bool,
    /// Threads to use, `None` for one a core.
    pub threads: Option<NonZeroUsize>,
}

/// Where results go.
#[derive(Debug)]
pub enum Target {
    /// Standard output, one after the other.
    Stdout,
    /// One file.
    File(PathBuf),
    /// One file for each input, in this folder.
    Folder(PathBuf),
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
    },
}

impl Settings {
    /// Checks what clap cannot.
    ///
    /// # Errors
    /// When the flags do not make sense together; the message says what to do.
    pub fn new(flags: Flags) -> Result<Self> {
        let inputs = inputs(flags.paths)?;
        let target = match flags.output {
            None => Target::Stdout,
            Some(path) if inputs.len() > 1 => Target::Folder(path),
            Some(path) if path.is_dir() => Target::Folder(path),
            Some(path) => Target::File(path),
        };
        let format = if flags.json { OutputFormat::Json } else { flags.format };
        if flags.text && format == OutputFormat::Md {
            bail!("--text goes with JSON output: add --json or --format jsonl");
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
            }
        };
        Ok(Self {
            inputs,
            target,
            product,
            input_format: flags.input_format.format(),
            fail_fast: flags.fail_fast,
            threads: flags.jobs,
        })
    }
}

fn inputs(paths: Vec<PathBuf>) -> Result<Vec<Input>> {
    if paths.is_empty() {
        if std::io::stdin().is_terminal() {
            bail!("nothing to recap: name a file, or pipe an article in (recap --help shows how)");
        }
        return Ok(vec![Input::Stdin]);
    }
    let inputs: Vec<Input> = paths
        .into_iter()
        .map(|path| {
            if path.as_os_str() == "-" {
                Input::Stdin
            } else {
                Input::File(path)
            }
        })
        .collect();
    if inputs.iter().filter(|input| matches!(input, Input::Stdin)).count() > 1 {
        bail!("standard input (-) can be read only once");
    }
    Ok(inputs)
}
