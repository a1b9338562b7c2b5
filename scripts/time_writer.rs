//! Times the engine of the writer: reading a prompt, and writing one token after another behind 256 of them.
//!
//! `cargo run --release --example time_writer -- MODEL.gguf [TURNS]` prints a line of JSON: seconds for each of the turns. The
//! number of threads is RAYON_NUM_THREADS, or all cores. `scripts/compare_llamacpp.py` runs this beside llama.cpp.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use quickrecap::model::causal::LanguageModel;

/// Tokens written in a turn.
const WRITTEN: usize = 64;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().context("usage: time_writer MODEL.gguf [TURNS]")?;
    let turns: u32 = arguments.next().map_or(Ok(3), |turns| turns.parse())?;
    let mut model = LanguageModel::open(Path::new(&path))?;
    let mut seconds: [Vec<f64>; 3] = Default::default();
    for turn in 0..=turns {
        let mut taken = [0.0; 3];
        for (taken, length) in taken.iter_mut().zip([256, 1000]) {
            let start = Instant::now();
            model.logits(&prompt(length, turn))?;
            *taken = start.elapsed().as_secs_f64();
        }
        let mut tokens = prompt(256, turn + 1000);
        model.logits(&tokens)?;
        let start = Instant::now();
        for next in 0..WRITTEN as u32 {
            tokens.push(1000 + next);
            model.logits(&tokens)?;
        }
        taken[2] = start.elapsed().as_secs_f64();
        // The first turn warms up.
        if turn > 0 {
            seconds.iter_mut().zip(taken).for_each(|(all, taken)| all.push(taken));
        }
    }
    let [short, long, written] = seconds;
    println!(
        "{}",
        serde_json::json!({"prompt 256": short, "prompt 1000": long, "write 64": written})
    );
    Ok(())
}

/// Tokens that begin differently every time, so that nothing is remembered.
fn prompt(length: u32, turn: u32) -> Vec<u32> {
    (0..length).map(|i| 1000 + (turn * 7919 + i * 31) % 20_000).collect()
}
