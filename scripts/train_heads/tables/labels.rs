//! The words that editors make labels of, counted.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Context;

use super::corpus::content;

/// A label that was given to so many rows can be given to others.
const LEAST_LABEL: usize = 3;
/// A word that ends labels behind so many different ones can end others.
const LEAST_ENDING: usize = 5;

/// Labels, and words that labels end with.
#[derive(Default)]
pub struct Inventory {
    /// Labels that say nothing of one article only: "What happened".
    pub labels: Vec<String>,
    /// Words that stand behind a noun of the article: "Jobs outlook".
    pub endings: Vec<String>,
    /// Words that stand behind whose they are: "Judge's view".
    pub possessions: Vec<String>,
}

impl Inventory {
    /// Of the tables in `files`.
    pub fn read(files: &[impl AsRef<Path>]) -> anyhow::Result<Self> {
        let mut labels: BTreeMap<String, usize> = BTreeMap::new();
        let mut endings: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut possessions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for file in files {
            let file = file.as_ref();
            let lines = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
            for line in lines.lines() {
                let value: serde_json::Value = serde_json::from_str(line)?;
                for row in value["rows"].as_array().into_iter().flatten() {
                    let label = row["aspect"].as_str().context("a row has no aspect")?.replace('’', "'");
                    let words: Vec<&str> = label.split(' ').collect();
                    let named = words.iter().skip(1).any(|word| word.contains(char::is_uppercase));
                    if !named && !label.contains("'s ") && !label.contains("s' ") {
                        *labels.entry(label.clone()).or_default() += 1;
                    }
                    let [before @ .., owner, last] = words.as_slice() else {
                        continue;
                    };
                    let plain = last.chars().all(|c| c.is_lowercase());
                    if !plain || before.len() > 1 || content(last).is_empty() {
                        continue;
                    }
                    if owner.ends_with("'s") || owner.ends_with("s'") {
                        possessions
                            .entry((*last).to_owned())
                            .or_default()
                            .insert((*owner).to_owned());
                    } else if before.is_empty() && !content(owner).is_empty() {
                        endings
                            .entry((*last).to_owned())
                            .or_default()
                            .insert((*owner).to_owned());
                    }
                }
            }
        }
        let often = |found: BTreeMap<String, BTreeSet<String>>| -> Vec<String> {
            let found = found.into_iter().filter(|(_, before)| before.len() >= LEAST_ENDING);
            found.map(|(word, _)| word).collect()
        };
        let labels = labels.into_iter().filter(|(_, count)| *count >= LEAST_LABEL);
        Ok(Self {
            labels: labels.map(|(label, _)| label).collect(),
            endings: often(endings),
            possessions: often(possessions),
        })
    }
}
