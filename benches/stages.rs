//! Where the time for one article goes: each stage on a 618-word article, from the bytes of the file to the text of the recap.
//!
//! `RAYON_NUM_THREADS=1 cargo bench --bench stages` gives processor time. A page is read here by the functions that the program
//! runs in a process of its own.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use quickrecap::model::{Encoder, Tags};
use quickrecap::{Document, Options, Recap, entities, facts, input, render, summary};

const ARTICLE: &[u8] = include_bytes!("../fixtures/articles/dairy-closure.txt");

fn stages(criterion: &mut Criterion) {
    let encoder = Encoder::embedded().expect("the embedded weights load");
    let article = || input::read(ARTICLE, None, None).expect("a plain text");
    let document = Document::new(article());
    let sentences = document.sentence_texts();
    let encoded = encoder.encode(&sentences).expect("encodes");
    let tags = Tags::new(&document, &encoded);
    let options = Options::default();
    let recap = Recap::of_encoded(&document, &document, &encoded, &options).expect("the heads run");
    let salience = summary::salience(&document, &encoded);

    let mut group = criterion.benchmark_group("stages");
    group.bench_function("input", |bencher| bencher.iter(article));
    group.bench_function("sentences", |bencher| {
        bencher.iter_batched(article, Document::new, criterion::BatchSize::SmallInput);
    });
    group.bench_function("encode, heads included", |bencher| {
        bencher.iter(|| encoder.encode(black_box(&sentences)).expect("encodes"));
    });
    let bare = Encoder::without_heads().expect("the embedded weights load");
    group.bench_function("encode, without heads", |bencher| {
        bencher.iter(|| bare.encode(black_box(&sentences)).expect("encodes"));
    });
    // What follows are parts of the rules.
    group.bench_function("rules", |bencher| {
        bencher.iter(|| Recap::of_encoded(&document, &document, black_box(&encoded), &options));
    });
    group.bench_function("rules: tags", |bencher| {
        bencher.iter(|| Tags::new(&document, black_box(&encoded)));
    });
    group.bench_function("rules: facts", |bencher| {
        bencher.iter(|| facts::find(black_box(&document), &tags));
    });
    group.bench_function("rules: entities", |bencher| {
        bencher.iter(|| entities::find(black_box(&document), tags.names()));
    });
    group.bench_function("rules: salience and summary", |bencher| {
        bencher.iter(|| {
            let salience = summary::salience(black_box(&document), &encoded);
            summary::summarize(&document, &encoded, &salience, options.length)
        });
    });
    group.bench_function("rules: key quotations", |bencher| {
        bencher.iter(|| facts::key_quotes(black_box(&document), &recap.facts, &salience));
    });
    group.bench_function("render", |bencher| {
        bencher.iter(|| render::markdown(&document, black_box(&recap), &render::Source::default()));
    });
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
