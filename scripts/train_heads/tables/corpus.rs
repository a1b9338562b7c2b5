//! Articles with the tables that editors wrote for them, as the reading heads are trained on them.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::ops::Range;
use std::path::Path;

use anyhow::Context;
use half::f16;
use quickrecap::input::jsonl;
use quickrecap::model::Tags;
use quickrecap::model::heads::{FEATURES, Pieces, Words, each_vector};
use quickrecap::reading::{Inputs, SENTENCE_FEATURES, WORD_FEATURES};
use quickrecap::{Document, Encoder};
use rayon::prelude::*;
use serde::Deserialize;

/// The hidden layers that are read.
pub const LAYERS: [usize; 4] = [3, 4, 5, 6];

/// Sentences that go through the encoder at once.
const BATCH: usize = 16;

/// A row of a table, as far as it is cut from one sentence.
#[derive(serde::Serialize, Deserialize)]
pub struct Row {
    /// Its sentence.
    pub sentence: usize,
    /// The words it keeps, counted from the article's first.
    pub kept: Vec<u32>,
    /// Stems of its label.
    pub label: Vec<String>,
    /// The words of its sentence that are in its label.
    pub pointed: Vec<u32>,
}

/// An article as the networks see it.
#[derive(serde::Serialize, Deserialize)]
pub struct Article {
    /// Stems of each word; empty for what has no content.
    pub stems: Vec<String>,
    /// The words of each sentence.
    pub sentences: Vec<Range<usize>>,
    /// The words' vectors in all [`LAYERS`], `[words, LAYERS * 384]`.
    #[serde(skip)]
    pub vectors: Vec<f16>,
    pub casing: Vec<[u32; FEATURES]>,
    pub word_features: Vec<[f32; WORD_FEATURES]>,
    pub sentence_features: Vec<[f32; SENTENCE_FEATURES]>,
    /// `[sentences, 384]`.
    pub sentence_vectors: Vec<f32>,
    /// How far each sentence belongs into the table, 0 to 1.
    pub row: Vec<f32>,
    pub summary: Vec<f32>,
    pub chrome: Vec<f32>,
    /// Rows that are cut from one sentence.
    pub rows: Vec<Row>,
    /// Content stems of every row of the table.
    pub gold: Vec<Vec<String>>,
}

#[derive(Deserialize, Clone)]
struct Table {
    #[serde(default)]
    rows: Vec<GoldRow>,
    #[serde(default)]
    key: Vec<(usize, usize)>,
    #[serde(default)]
    summary: Vec<(usize, usize)>,
    #[serde(default)]
    chrome: Vec<(usize, usize)>,
}

#[derive(Deserialize, Clone)]
struct GoldRow {
    aspect: String,
    kept: Vec<(usize, usize)>,
}

/// Reads articles (`id`, `title`, `text`) with the tables and marks that any of `files` has for them (`id`, `rows`, `key`,
/// `summary`, `chrome`), in the order of their articles.
pub fn read(files: &[impl AsRef<Path>], encoder: &Encoder) -> anyhow::Result<Vec<Article>> {
    let mut articles: Vec<(String, String)> = Vec::new();
    let mut tables: BTreeMap<String, Vec<Table>> = BTreeMap::new();
    for file in files {
        let file = file.as_ref();
        let lines = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        for line in lines.lines() {
            let value: serde_json::Value = serde_json::from_str(line)?;
            let id = value["id"].as_str().context("a line has no id")?.to_owned();
            if value.get("text").is_some() {
                articles.push((id.clone(), line.to_owned()));
            }
            if value.get("rows").or(value.get("key")).is_some() {
                tables.entry(id).or_default().push(serde_json::from_value(value)?);
            }
        }
    }
    articles
        .par_iter()
        .filter_map(|(id, line)| tables.get(id).map(|tables| article(id, line, tables, encoder)))
        .collect()
}

fn article(id: &str, line: &str, tables: &[Table], encoder: &Encoder) -> anyhow::Result<Article> {
    let article = jsonl::articles(line.as_bytes()).next().context("no article")??;
    let document = Document::new(article);
    let text = document.text();
    let sentences = document.sentence_texts();
    let encoded = encoder.encode(&sentences)?;
    let tags = Tags::new(&document, &encoded);
    let inputs = Inputs::new(&document, &encoded, &tags);
    let mut found = Article {
        stems: Vec::new(),
        sentences: Vec::new(),
        vectors: Vec::new(),
        casing: Vec::new(),
        word_features: inputs.words,
        sentence_features: inputs.sentences,
        sentence_vectors: (0..sentences.len())
            .flat_map(|i| encoded.sentence(i).to_vec())
            .collect(),
        row: vec![0.0; sentences.len()],
        summary: vec![0.0; sentences.len()],
        chrome: vec![0.0; sentences.len()],
        rows: Vec::new(),
        gold: Vec::new(),
    };
    let mut spans: Vec<Range<usize>> = Vec::new();
    let tokens = sentences
        .iter()
        .map(|sentence| encoder.tokenize(sentence))
        .collect::<Result<Vec<_>, _>>()?;
    for (batch, first) in tokens.chunks(BATCH).zip((0..).step_by(BATCH)) {
        let hidden = encoder.forward(batch)?;
        for (i, tokens) in batch.iter().enumerate() {
            let index = first + i;
            let words = Words::new(sentences[index], tokens);
            let tagged = tags.words(index);
            anyhow::ensure!(tagged.len() == words.bytes.len(), "{id}: words differ");
            let row = hidden.rows(i).start as u32;
            let pieces: Vec<Pieces> = words
                .pieces
                .iter()
                .map(|p| Pieces {
                    first: p.first + row,
                    last: p.last + row,
                })
                .collect();
            let mut layers: Vec<Vec<f16>> = Vec::new();
            for layer in LAYERS {
                let mut rows = Vec::with_capacity(pieces.len() * Encoder::DIMENSIONS);
                each_vector(hidden.layer(layer), &pieces, |vector| {
                    rows.extend(vector.iter().copied().map(f16::from_f32));
                });
                layers.push(rows);
            }
            for word in 0..pieces.len() {
                let range = word * Encoder::DIMENSIONS..(word + 1) * Encoder::DIMENSIONS;
                layers
                    .iter()
                    .for_each(|rows| found.vectors.extend_from_slice(&rows[range.clone()]));
            }
            let start = found.casing.len();
            found.casing.extend_from_slice(&words.features);
            for word in tagged {
                spans.push(word.span.range());
                found
                    .stems
                    .push(content(word.span.slice(text)).pop().unwrap_or_default());
            }
            found.sentences.push(start..found.casing.len());
        }
    }
    let of = |range: &Range<usize>| -> Vec<usize> {
        (0..sentences.len())
            .filter(|&i| {
                let span = document.sentences()[i].span.range();
                span.start.max(range.start) < span.end.min(range.end)
            })
            .collect()
    };
    let tabled = tables.iter().filter(|table| !table.rows.is_empty()).count();
    let keyed = tables.iter().filter(|table| !table.key.is_empty()).count();
    let each = 1.0 / (tabled + keyed).max(1) as f32;
    for table in tables {
        let mut marked = vec![false; sentences.len()];
        for row in &table.rows {
            let mut by_sentence: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
            for (word, span) in spans.iter().enumerate() {
                if row.kept.iter().any(|kept| span.start < kept.1 && kept.0 < span.end) {
                    let sentence = found.sentences.partition_point(|range| range.end <= word);
                    by_sentence.entry(sentence).or_default().push(word as u32);
                }
            }
            let label = content(&row.aspect);
            for (&sentence, kept) in &by_sentence {
                marked[sentence] = true;
                let pointed = found.sentences[sentence]
                    .clone()
                    .filter(|&word| label.contains(&found.stems[word]));
                let pointed = pointed.map(|word| word as u32).collect();
                found.rows.push(Row {
                    sentence,
                    kept: kept.clone(),
                    label: if by_sentence.len() == 1 {
                        label.clone()
                    } else {
                        Vec::new()
                    },
                    pointed,
                });
            }
            let kept = row.kept.iter().filter_map(|&(start, end)| text.get(start..end));
            found.gold.push(kept.flat_map(content).collect());
        }
        for span in &table.key {
            // A list counts as one: its first sentence stands for it where it is long.
            of(&(span.0..span.1)).into_iter().for_each(|i| marked[i] = true);
        }
        for (row, marked) in found.row.iter_mut().zip(&marked) {
            *row += if *marked { each } else { 0.0 };
        }
        for span in &table.summary {
            of(&(span.0..span.1)).into_iter().for_each(|i| found.summary[i] = 1.0);
        }
        for span in &table.chrome {
            of(&(span.0..span.1)).into_iter().for_each(|i| found.chrome[i] = 1.0);
        }
    }
    Ok(found)
}

/// Stems of the content words of `text`.
pub fn content(text: &str) -> Vec<String> {
    quickrecap::reading::content_stems(text)
}

/// Writes `articles` to `file`, and their vectors beside it.
pub fn store(articles: &[Article], file: &Path) -> anyhow::Result<()> {
    serde_json::to_writer(std::io::BufWriter::new(std::fs::File::create(file)?), articles)?;
    let mut vectors = std::io::BufWriter::new(std::fs::File::create(file.with_extension("f16"))?);
    for article in articles {
        for value in &article.vectors {
            vectors.write_all(&value.to_le_bytes())?;
        }
    }
    Ok(vectors.flush()?)
}

/// Reads what [`store`] wrote.
pub fn load(file: &Path) -> anyhow::Result<Vec<Article>> {
    let mut articles: Vec<Article> = serde_json::from_slice(&std::fs::read(file)?)?;
    let mut vectors = std::io::BufReader::with_capacity(1 << 20, std::fs::File::open(file.with_extension("f16"))?);
    for article in &mut articles {
        let mut bytes = vec![0; article.casing.len() * LAYERS.len() * Encoder::DIMENSIONS * 2];
        vectors.read_exact(&mut bytes)?;
        article.vectors = bytes
            .as_chunks::<2>()
            .0
            .iter()
            .map(|pair| f16::from_le_bytes(*pair))
            .collect();
    }
    Ok(articles)
}
