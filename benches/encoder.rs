//! Tokens a second: the packed encoder against candle-transformers' padded BERT, same weights, same ids, one run; and what
//! the heads add.
//!
//! `cargo bench --bench encoder`; for one thread `RAYON_NUM_THREADS=1 cargo bench --bench encoder`.

use std::hint::black_box;
use std::time::Instant;

use candle_core::{Device, Tensor};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use quickrecap::model::{Encoder, TokenizedSentence};

#[path = "support/bert.rs"]
mod bert;

/// Sentences of an article's usual lengths, 4 to 45 words.
const PROSE: &[&str] = &[
    "Vellin closes its coal pier",
    "The harbour town of Vellin has voted to close its coal pier by the end of next year, ending a trade that once fed a third of its families.",
    "Councillors approved the plan on Tuesday night by nine votes to four after a debate of almost five hours.",
    "The pier handled 1.2 million tonnes of coal in 2009 but only 140,000 tonnes last year, according to figures from the port authority.",
    "Most of the cranes have stood still since the spring, and two of the three loading belts were sold for scrap in August.",
    "“Nobody in this room wanted to be the one to say it, but the ships have stopped coming,” said the mayor, Ingrid Falk, who was born in the street behind the customs house.",
    "The union called the offer thin.",
    "Its secretary said that many of his members are over fifty and have never worked anywhere else, and that a course in forklift driving would not change that.",
    "The council has put aside 4.5 million crowns for training and will ask the state for the same amount.",
    "Engineers expect to find a century of coal dust on the sea bed, in places more than two metres deep, and the cost of removing it is the largest unknown in the budget, as it was in that of the neighbouring port.",
    "What will stand there afterwards is not decided.",
    "One proposal, from a group of local architects, keeps the two oldest cranes and turns the coal store into a public bath heated by sea water.",
    "The last ship is due on the twelfth of November.",
    "He says that he still has the drum, and that he knows where most of the others live.",
];

fn encoder(criterion: &mut Criterion) {
    let encoder = Encoder::embedded().expect("the embedded weights load");
    let bert = bert::load(include_bytes!("../models/minilm-l6-v2/encoder.gguf")).expect("the same weights load");
    // Three times over, each time a little different: nothing is encoded once and counted twice.
    let sentences: Vec<String> = ["", "Now: ", "Again, "]
        .iter()
        .flat_map(|lead| PROSE.iter().map(move |sentence| format!("{lead}{sentence}")))
        .collect();
    let tokenized: Vec<TokenizedSentence> = sentences
        .iter()
        .map(|sentence| encoder.tokenize(sentence).expect("short"))
        .collect();
    let tokens: usize = tokenized.iter().map(TokenizedSentence::tokens).sum();

    criterion.bench_function("load", |bencher| bencher.iter(Encoder::embedded));

    let mut group = criterion.benchmark_group("encode");
    group.sample_size(20).throughput(Throughput::Elements(tokens as u64));
    group.bench_function("packed", |bencher| {
        bencher.iter(|| encoder.encode(black_box(&sentences)).expect("encodes"));
    });
    // Without tokenisation and pooling, which the packed figure includes.
    group.bench_function("candle-transformers padded", |bencher| {
        let (ids, mask) = padded(&tokenized).expect("rectangular");
        let types = ids.zeros_like().expect("same shape");
        bencher.iter(|| bert.forward(black_box(&ids), &types, Some(&mask)).expect("encodes"));
    });
    group.bench_function("candle-transformers one by one", |bencher| {
        let ids: Vec<(Tensor, Tensor)> = tokenized
            .iter()
            .map(|sentence| padded(std::slice::from_ref(sentence)).expect("rectangular"))
            .collect();
        bencher.iter(|| {
            for (ids, mask) in &ids {
                let types = ids.zeros_like().expect("same shape");
                black_box(bert.forward(ids, &types, Some(mask)).expect("encodes"));
            }
        });
    });
    group.finish();
}

/// What the heads add to the encoder's time. In turns of an article's length, which criterion does not take: this machine's
/// speed changes by more than they cost. So does where the weights happen to lie: they are loaded anew, in turns.
fn heads(_: &mut Criterion) {
    let time = |encoder: &Encoder| {
        let start = Instant::now();
        black_box(encoder.encode(black_box(PROSE)).expect("encodes"));
        start.elapsed().as_secs_f64()
    };
    let mut ratios = Vec::new();
    for load in 0..8 {
        let load_with = || Encoder::embedded().expect("the embedded weights load");
        let load_without = || Encoder::without_heads().expect("the embedded weights load");
        let (with, without) = in_turns(load, load_with, load_without);
        let ratio = |turn| {
            let (with, without) = in_turns(turn, || time(&with), || time(&without));
            with / without
        };
        // Two turns, the order changed, are one value.
        ratios.extend((0..40).map(|i| (ratio(2 * i) * ratio(2 * i + 1)).sqrt()));
    }
    ratios.sort_by(f64::total_cmp);
    let percent = |share: f64| 100.0 * (ratios[(share * ratios.len() as f64) as usize] - 1.0);
    println!(
        "heads: median {:.1} % more time than the encoder without them, quartiles {:.1} and {:.1}",
        percent(0.5),
        percent(0.25),
        percent(0.75)
    );
}

/// Both, the second one first every other turn.
fn in_turns<A, B>(turn: usize, a: impl Fn() -> A, b: impl Fn() -> B) -> (A, B) {
    if turn.is_multiple_of(2) {
        let a = a();
        (a, b())
    } else {
        let b = b();
        (a(), b)
    }
}

/// Ids and mask, `[sentences, longest]`.
fn padded(sentences: &[TokenizedSentence]) -> candle_core::Result<(Tensor, Tensor)> {
    let longest = sentences.iter().map(TokenizedSentence::tokens).max().unwrap_or(0);
    let pad = |values: Vec<u32>| values.into_iter().chain(std::iter::repeat(0)).take(longest);
    let ids: Vec<u32> = sentences
        .iter()
        .flat_map(|sentence| pad(sentence.ids().to_vec()))
        .collect();
    let mask: Vec<u32> = sentences
        .iter()
        .flat_map(|sentence| pad(vec![1; sentence.tokens()]))
        .collect();
    let shape = (sentences.len(), longest);
    Ok((
        Tensor::from_vec(ids, shape, &Device::Cpu)?,
        Tensor::from_vec(mask, shape, &Device::Cpu)?,
    ))
}

criterion_group!(benches, encoder, heads);
criterion_main!(benches);
