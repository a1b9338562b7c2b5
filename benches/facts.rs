//! Megabytes of article text a second through all rules of `facts`, on one core, at two lengths: the same rate at both
//! means that the rules are linear.
//!
//! `cargo bench --bench facts`.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use quickrecap::Document;
use quickrecap::facts;
use quickrecap::model::Tags;

/// Two paragraphs as news has them: about one figure in every other sentence, and a quotation.
const ARTICLE: &str = "The Orrin mill will close its second line on Friday, 18 July 2025, the company said, after sales fell 17% to \
    $29.3 million in the first quarter. About 140 of its 1,260 workers lose their jobs, most of them in the yard, where some \
    have stacked timber since the 1980s. The council offered a loan of €4.5 million last week, but the owners turned it down \
    within hours. Nobody in the valley had seen that coming, and the three shops on the square stayed open until 9 p.m.\n\n\
    “We have looked at this from every side for two years,” said Mara Quist, the mill's chief executive. “There is no way to \
    run a line that loses half a million dollars a month.” The river, which rose by 1.9 metres in March, has flooded the lower \
    halls twice. Engineers think that it will do so again, perhaps every other spring, unless somebody moves the weir a few \
    hundred yards to the north. The union wants to talk. Its members meet on Monday evening, and they have asked the bank, \
    the insurers and the owners to come.\n\n";

fn all_rules(c: &mut Criterion) {
    let mut group = c.benchmark_group("facts");
    for copies in [10, 1_000] {
        let document = Document::from_text(&ARTICLE.repeat(copies));
        group.throughput(Throughput::Bytes(document.text().len() as u64));
        group.bench_with_input(
            BenchmarkId::from_parameter(document.text().len()),
            &document,
            |b, document| {
                b.iter(|| black_box(facts::find(document, &Tags::default())));
            },
        );
    }
    group.finish();
}

criterion_group!(benches, all_rules);
criterion_main!(benches);
