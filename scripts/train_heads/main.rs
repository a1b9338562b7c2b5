//! Trains the token heads of `models/heads` on labelled sentences, and scores them.
//!
//! ```text
//! cargo run --release --example train_heads -- train --kind pos --out pos.gguf --dev DEV.conll TRAIN.conll...
//! cargo run --release --example train_heads -- score --kind ner names.gguf FILE.conll
//! cargo run --release --example train_heads -- tables --out reading.gguf ARTICLES.jsonl... TABLES.jsonl...
//! ```
//!
//! A `.conll` file has a word, a tab and its label a line, an empty line after each sentence, and `#` comments at its
//! top. What `tables` reads says `tables/corpus.rs`. The encoder stays as it is: its hidden layers are computed once. The same files and seed give the same weights.

mod case;
mod conll;
mod crf;
mod data;
mod network;
#[path = "../random.rs"]
mod random;
mod rename;
mod score;
mod tables;
mod train;

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Parser, Subcommand, ValueEnum};
use quickrecap::Encoder;
use quickrecap::model::heads::{Head, Task};

use data::{Corpus, Material};
use random::Random;

/// Trains and scores the token heads.
#[derive(Parser)]
struct Flags {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Trains a head, writes its weights and prints its scores.
    Train {
        #[arg(long)]
        kind: Kind,
        /// The weights file to write.
        #[arg(long)]
        out: PathBuf,
        /// A file to score with afterwards; nothing is chosen by it.
        #[arg(long)]
        dev: Vec<PathBuf>,
        #[command(flatten)]
        options: train::Options,
        /// Files to train on.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Trains the reading heads on articles with tables.
    Tables {
        /// The weights file to write.
        #[arg(long)]
        out: Option<PathBuf>,
        #[command(flatten)]
        options: tables::Options,
        /// Files of articles and of their tables.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Prints the scores of a trained head.
    Score {
        #[arg(long)]
        kind: Kind,
        weights: PathBuf,
        file: PathBuf,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    /// Named entities.
    Ner,
    /// Parts of speech.
    Pos,
}

impl From<Kind> for Task {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Ner => Self::Names,
            Kind::Pos => Self::PartsOfSpeech,
        }
    }
}

fn main() -> anyhow::Result<()> {
    let command = Flags::parse().command;
    if let Command::Tables { out, options, files } = &command {
        return tables::run(files, options, out.as_ref());
    }
    let encoder = Encoder::without_heads()?;
    match command {
        Command::Tables { .. } => {}
        Command::Train {
            kind,
            out,
            dev,
            options,
            files,
        } => {
            let task = kind.into();
            let corpora = files.iter().map(|file| Corpus::read(task, file));
            let corpora = corpora.collect::<anyhow::Result<Vec<_>>>()?;
            let random = Random(options.seed);
            let material = Material::new(task, &encoder, &corpora, options.copies, random)?;
            let bytes = train::train(task, &material, &options)?;
            std::fs::write(&out, &bytes).with_context(|| format!("cannot write {}", out.display()))?;
            println!("{}: {} bytes", out.display(), bytes.len());
            let head = Head::read(task, &bytes)?;
            for file in &dev {
                score::print(task, &head, file, &Corpus::read(task, file)?.encode(task, &encoder)?)?;
            }
        }
        Command::Score { kind, weights, file } => {
            let task = kind.into();
            let head = read(task, &weights)?;
            score::print(task, &head, &file, &Corpus::read(task, &file)?.encode(task, &encoder)?)?;
        }
    }
    Ok(())
}

/// The head in `file`.
fn read(task: Task, file: &Path) -> anyhow::Result<Head> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    Head::read(task, &bytes).with_context(|| format!("cannot use {}", file.display()))
}
