//! Scores of a head on labelled sentences, through the program's own decoding.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use quickrecap::model::heads::{Head, Task};

use super::case::Case;
use super::data::{self, Example};

/// Prints the scores of `head` on the sentences of `file`, as they are and in other cases.
pub fn print(task: Task, head: &Head, file: &Path, examples: &[Example]) -> anyhow::Result<()> {
    let labels = task.labels();
    println!("{}", file.display());
    for (case, name) in Case::ALL
        .into_iter()
        .zip(["as it is", "lower case", "CAPITALS", "Title Case"])
    {
        let mut predicted = Vec::with_capacity(examples.len());
        for batch in examples.chunks(64) {
            let batch: Vec<&Example> = batch.iter().collect();
            let features: Vec<_> = batch
                .iter()
                .flat_map(|e| e.features[case as usize].iter().copied())
                .collect();
            let lengths: Vec<usize> = batch.iter().map(|e| e.len()).collect();
            let found = head.label(&data::all_vectors(&batch), &features, &lengths)?;
            let mut found = found.into_iter().map(|label| labels[label as usize].as_str());
            predicted.extend(batch.iter().map(|e| found.by_ref().take(e.len()).collect::<Vec<_>>()));
        }
        match task {
            Task::Names => print!("  {name}: {}", names(examples, &predicted)),
            Task::PartsOfSpeech => println!("  {name}: accuracy {:.2}", 100.0 * accuracy(examples, &predicted)),
        }
    }
    Ok(())
}

/// Share of gold tokens all of whose words have its label.
fn accuracy(examples: &[Example], predicted: &[Vec<&str>]) -> f64 {
    let mut right = 0;
    let mut all = 0;
    for (example, labels) in examples.iter().zip(predicted) {
        let words = &example.words.bytes;
        for token in &example.gold.tokens {
            let from = words.partition_point(|word| word.end <= token.bytes.start);
            let to = words.partition_point(|word| word.start < token.bytes.end);
            all += 1;
            right += usize::from(labels[from..to].iter().all(|label| *label == token.label));
        }
    }
    right as f64 / all.max(1) as f64
}

/// Precision, recall and F1 of names, exact in span and kind.
fn names(examples: &[Example], predicted: &[Vec<&str>]) -> String {
    // Right, found and gold names of each kind.
    let mut counts: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for (example, labels) in examples.iter().zip(predicted) {
        let gold = spans(
            example
                .gold
                .tokens
                .iter()
                .map(|token| (token.bytes.clone(), token.label.as_str())),
        );
        let found = spans(example.words.bytes.iter().cloned().zip(labels.iter().copied()));
        for (bytes, kind) in &found {
            let right = usize::from(gold.contains(&(bytes.clone(), kind)));
            for key in [kind, "all"] {
                let count = counts.entry(key.to_owned()).or_default();
                count[0] += right;
                count[1] += 1;
            }
        }
        for (_, kind) in &gold {
            for key in [kind, "all"] {
                counts.entry(key.to_owned()).or_default()[2] += 1;
            }
        }
    }
    let percent = |a: usize, b: usize| 100.0 * a as f64 / b.max(1) as f64;
    let line = |(kind, [right, found, gold]): (&String, &[usize; 3])| {
        let (precision, recall) = (percent(*right, *found), percent(*right, *gold));
        let f1 = percent(2 * right, found + gold);
        format!("{kind} P {precision:.1} R {recall:.1} F1 {f1:.1}; ")
    };
    counts.iter().map(line).collect::<String>() + "\n"
}

/// The names that BIO labels spell.
fn spans<'a>(labels: impl Iterator<Item = (Range<usize>, &'a str)>) -> Vec<(Range<usize>, &'a str)> {
    let mut spans: Vec<(Range<usize>, &str)> = Vec::new();
    let mut open = false;
    for (bytes, label) in labels {
        match label.split_once('-') {
            Some(("I", kind)) if open && spans.last().is_some_and(|(_, last)| *last == kind) => {
                if let Some((last, _)) = spans.last_mut() {
                    last.end = bytes.end;
                }
            }
            Some((_, kind)) => {
                spans.push((bytes, kind));
                open = true;
            }
            None => open = false,
        }
    }
    spans
}
