//! Training and scores of the reading heads.

mod corpus;
mod labels;
mod network;
mod score;
mod train;

use std::path::PathBuf;

use quickrecap::Encoder;

pub use corpus::Article;

/// What can be tried.
#[derive(clap::Args, Clone)]
pub struct Options {
    /// Times that every article is seen.
    #[arg(long, default_value_t = 10)]
    pub epochs: usize,
    /// Highest learning rate.
    #[arg(long, default_value_t = 0.002)]
    pub rate: f64,
    /// Share of values that are dropped.
    #[arg(long, default_value_t = 0.25)]
    pub dropout: f32,
    /// Weight decay.
    #[arg(long, default_value_t = 0.05)]
    pub decay: f64,
    /// Words of one step, about.
    #[arg(long, default_value_t = 3000)]
    pub batch: usize,
    /// Channels.
    #[arg(long, default_value_t = 96)]
    pub width: usize,
    /// Networks whose scores are added up.
    #[arg(long, default_value_t = 1)]
    pub networks: usize,
    /// Weight of the loss that compares the sentences of an article with each other.
    #[arg(long, default_value_t = 0.5)]
    pub listwise: f64,
    /// What the random numbers start from.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Every how many-th article of the first file is held out; 0: none.
    #[arg(long, default_value_t = 0)]
    pub folds: usize,
    /// Keeps what the encoder says of the articles in this file, and takes it from there the next time.
    #[arg(long)]
    pub cache: Option<PathBuf>,
    /// Folds that are tried.
    #[arg(long, default_value_t = 1)]
    pub tried: usize,
}

/// Trains on `files`, holds out folds of the first one and prints what was reached there, and writes `out`.
pub fn run(files: &[PathBuf], options: &Options, out: Option<&PathBuf>) -> anyhow::Result<()> {
    let mut articles = match &options.cache {
        Some(cache) if cache.exists() => corpus::load(cache)?,
        cache => {
            let articles = corpus::read(files, &Encoder::embedded()?)?;
            if let Some(cache) = cache {
                corpus::store(&articles, cache)?;
            }
            articles
        }
    };
    let first = std::fs::read_to_string(&files[0])?.lines().count();
    eprintln!("{} articles, {first} of the first file", articles.len());
    let rest = articles.split_off(first.min(articles.len()));
    if options.folds == 0 {
        let all: Vec<&Article> = articles.iter().chain(&rest).collect();
        let trained = train::train(&all, options)?;
        if let Some(out) = out {
            train::write(&trained, &labels::Inventory::read(files)?, out)?;
        }
        return Ok(());
    }
    let mut sums = score::Sums::default();
    for fold in 0..options.tried {
        let held = |i: usize| i % options.folds == fold;
        let training: Vec<&Article> = articles
            .iter()
            .enumerate()
            .filter(|(i, _)| !held(*i))
            .map(|(_, article)| article)
            .chain(&rest)
            .collect();
        let test: Vec<&Article> = articles
            .iter()
            .enumerate()
            .filter(|(i, _)| held(*i))
            .map(|(_, a)| a)
            .collect();
        let trained = train::train(&training, options)?;
        score::score(&trained, &test, &mut sums)?;
        println!("fold {fold}: {sums}");
        if let Some(out) = out {
            train::write(&trained, &labels::Inventory::read(files)?, out)?;
        }
    }
    Ok(())
}
