//! The reading network with gradients.

use candle_core::{D, Device, Result, Tensor, Var};
use quickrecap::Encoder;
use quickrecap::model::heads::FEATURES;
use quickrecap::reading::{SENTENCE_FEATURES, WORD_FEATURES};

use super::super::random::Random;
use super::corpus::{Article, LAYERS};

const CPU: &Device = &Device::Cpu;
/// Heads of the attention over sentences.
const HEADS: usize = 4;
/// Blocks of attention.
const BLOCKS: usize = 2;
/// What a word that is not there counts in a maximum or a softmax.
const NEVER: f32 = -1e4;

/// The trained values by their names in the file.
pub struct Network {
    pub width: usize,
    pub vars: Vec<(&'static str, Var)>,
}

/// What a batch gives.
pub struct Outputs {
    /// `[sentences, 3]`: row, summary, chrome.
    pub sentences: Tensor,
    /// `[words, 3]`: kept, first, last.
    pub words: Tensor,
    /// `[rows, roles]`.
    pub roles: Option<Tensor>,
    /// `[pairs]`: a row and a word of its sentence.
    pub pointers: Option<Tensor>,
}

/// Several articles as one.
#[derive(Default)]
pub struct Batch {
    pub vectors: Vec<f32>,
    pub casing: Vec<[u32; FEATURES]>,
    pub word_features: Vec<f32>,
    pub sentence_features: Vec<f32>,
    pub sentence_vectors: Vec<f32>,
    /// Words of each sentence.
    pub lengths: Vec<usize>,
    /// Sentences of each article.
    pub articles: Vec<usize>,
    /// Rows: sentence, words kept.
    pub rows: Vec<(u32, Vec<u32>)>,
    /// Row, word, whether it is kept, stands before or behind what is kept.
    pub pairs: Vec<(u32, u32, [f32; 3])>,
}

impl Batch {
    pub fn new(articles: &[&Article], with_rows: bool) -> Self {
        let mut batch = Self::default();
        for article in articles {
            let (first_word, first_sentence) = (batch.casing.len() as u32, batch.lengths.len() as u32);
            batch.vectors.extend(article.vectors.iter().map(|value| value.to_f32()));
            batch.casing.extend_from_slice(&article.casing);
            batch.word_features.extend(article.word_features.iter().flatten());
            batch
                .sentence_features
                .extend(article.sentence_features.iter().flatten());
            batch.sentence_vectors.extend_from_slice(&article.sentence_vectors);
            batch.lengths.extend(article.sentences.iter().map(|range| range.len()));
            batch.articles.push(article.sentences.len());
            for row in article.rows.iter().filter(|row| with_rows && !row.label.is_empty()) {
                let index = batch.rows.len() as u32;
                let (first, last) = (row.kept[0], row.kept[row.kept.len() - 1]);
                for word in article.sentences[row.sentence].clone() {
                    let word = word as u32;
                    if article.stems[word as usize].is_empty() {
                        continue;
                    }
                    let kept = row.kept.binary_search(&word).is_ok();
                    let flags = [kept, word < first, word > last].map(|holds| f32::from(u8::from(holds)));
                    batch.pairs.push((index, word + first_word, flags));
                }
                let kept = row.kept.iter().map(|word| word + first_word).collect();
                batch.rows.push((row.sentence as u32 + first_sentence, kept));
            }
        }
        batch
    }
}

impl Network {
    pub fn new(width: usize, roles: usize, buckets: usize, random: &mut Random) -> Result<Self> {
        let mut vars = Vec::new();
        let mut var = |name: &'static str, shape: &[usize], inputs: usize| -> Result<()> {
            let most = if inputs == 0 { 0.0 } else { (3.0 / inputs as f32).sqrt() };
            vars.push((name, Var::from_tensor(&random.tensor(shape, most)?)?));
            Ok(())
        };
        let inputs = LAYERS.len() * Encoder::DIMENSIONS;
        let pooled = 2 * width + Encoder::DIMENSIONS;
        var("input.weight", &[width, inputs], inputs)?;
        var("input.bias", &[width], 0)?;
        var("casing.weight", &[buckets, width], 1200)?;
        for name in ["convolution.0", "convolution.1"] {
            let (weight, bias) = parts(name);
            var(weight, &[width, 3 * width], 3 * width)?;
            var(bias, &[width], 0)?;
        }
        var("sentence.weight", &[width, pooled], pooled)?;
        var("sentence.features", &[width, SENTENCE_FEATURES], SENTENCE_FEATURES)?;
        for name in ["block.0", "block.1"] {
            let [qkv, output, up, down] = block(name);
            var(qkv, &[3 * width, width], width)?;
            var(output, &[width, width], 4 * width)?;
            var(up, &[2 * width, width], width)?;
            var(down, &[width, 2 * width], 8 * width)?;
        }
        var("sentences.weight", &[3, width], width)?;
        var("sentences.bias", &[3], 0)?;
        var("word.weight", &[width, width], width)?;
        var("word.features", &[width, WORD_FEATURES], WORD_FEATURES)?;
        var("word.sentence", &[width, width], 2 * width)?;
        var("word.bias", &[width], 0)?;
        var("words.weight", &[3, width], width)?;
        var("words.bias", &[3], 0)?;
        var("label.weight", &[width, 2 * width], 2 * width)?;
        var("label.bias", &[width], 0)?;
        var("roles.weight", &[roles, width], width)?;
        var("roles.bias", &[roles], 0)?;
        var("pointer.word", &[width, width], width)?;
        var("pointer.row", &[width, width], 2 * width)?;
        var("pointer.place", &[3, width], 3)?;
        var("pointer.weight", &[1, width], width)?;
        var("pointer.bias", &[1], 0)?;
        Ok(Self { width, vars })
    }

    pub fn vars(&self) -> Vec<Var> {
        self.vars.iter().map(|(_, var)| var.clone()).collect()
    }

    pub fn var(&self, name: &str) -> &Tensor {
        let found = self.vars.iter().find(|(other, _)| *other == name);
        found
            .expect("the network has the variables that it names")
            .1
            .as_tensor()
    }

    fn linear(&self, x: &Tensor, name: &str) -> Result<Tensor> {
        x.matmul(&self.var(name).t()?)
    }

    /// Everything of a batch, without dropout where `rate` is 0.
    pub fn forward(&self, batch: &Batch, rate: f32, random: &mut Random) -> Result<Outputs> {
        let words = batch.casing.len();
        let sentences = batch.lengths.len();
        let width = self.width;
        let buckets = self.var("casing.weight").dim(0)? as u32;
        let inputs = LAYERS.len() * Encoder::DIMENSIONS;
        let x = Tensor::from_slice(&batch.vectors, (words, inputs), CPU)?;
        let rows: Vec<u32> = batch.casing.iter().flatten().map(|row| row % buckets).collect();
        let casing = self.var("casing.weight").index_select(&Tensor::new(rows, CPU)?, 0)?;
        let casing = casing.reshape((words, FEATURES, width))?.sum(1)?;
        let mut h = (self.linear(&x, "input.weight")? + casing)?
            .broadcast_add(self.var("input.bias"))?
            .relu()?;
        h = random.drop(&h, rate)?;
        let (before, after) = neighbours(&batch.lengths);
        let (before, after) = (Tensor::new(before, CPU)?, Tensor::new(after, CPU)?);
        for name in ["convolution.0", "convolution.1"] {
            let (weight, bias) = parts(name);
            let padded = Tensor::cat(&[&h, &h.narrow(0, 0, 1)?.zeros_like()?], 0)?;
            let beside = [
                padded.index_select(&before, 0)?,
                h.clone(),
                padded.index_select(&after, 0)?,
            ];
            let mixed = self
                .linear(&Tensor::cat(&beside, 1)?, weight)?
                .broadcast_add(self.var(bias))?
                .relu()?;
            h = (h + random.drop(&mixed, rate)?)?;
        }
        // Sentences.
        let longest = batch.lengths.iter().copied().max().unwrap_or(0).max(1);
        let mut index = vec![words as u32; sentences * longest];
        let mut start = 0;
        for (sentence, length) in batch.lengths.iter().enumerate() {
            for i in 0..*length {
                index[sentence * longest + i] = (start + i) as u32;
            }
            start += length;
        }
        let index = Tensor::new(index, CPU)?;
        let zero = h.narrow(0, 0, 1)?.zeros_like()?;
        let gathered = Tensor::cat(&[&h, &zero], 0)?
            .index_select(&index, 0)?
            .reshape((sentences, longest, width))?;
        // States are not negative, so that zeros do not matter.
        let most = gathered.max(1)?;
        let counts: Vec<f32> = batch
            .lengths
            .iter()
            .map(|length| 1.0 / (*length).max(1) as f32)
            .collect();
        let mean = gathered
            .sum(1)?
            .broadcast_mul(&Tensor::from_vec(counts, (sentences, 1), CPU)?)?;
        let vectors = Tensor::from_slice(&batch.sentence_vectors, (sentences, Encoder::DIMENSIONS), CPU)?;
        let vectors = (vectors * 8.0)?;
        let features = Tensor::from_slice(&batch.sentence_features, (sentences, SENTENCE_FEATURES), CPU)?;
        let pooled = random.drop(&Tensor::cat(&[most, mean, vectors], 1)?, rate)?;
        let mut u =
            (self.linear(&pooled, "sentence.weight")? + self.linear(&features, "sentence.features")?)?.relu()?;
        u = random.drop(&u, rate)?;
        let mask = block_mask(&batch.articles)?;
        for name in ["block.0", "block.1"].iter().take(BLOCKS) {
            let [qkv, output, up, down] = block(name);
            let all = self.linear(&u, qkv)?;
            let head = width / HEADS;
            let part = |i: usize| -> Result<Tensor> {
                all.narrow(1, i * width, width)?
                    .reshape((sentences, HEADS, head))?
                    .transpose(0, 1)?
                    .contiguous()
            };
            let (q, k, v) = (part(0)?, part(1)?, part(2)?);
            let scores = (q.matmul(&k.t()?)? * (1.0 / (head as f64).sqrt()))?.broadcast_add(&mask)?;
            let weights = candle_nn::ops::softmax(&scores, D::Minus1)?;
            let mixed = weights.matmul(&v)?.transpose(0, 1)?.reshape((sentences, width))?;
            u = (u + random.drop(&self.linear(&mixed, output)?, rate)?)?;
            let inner = random.drop(&self.linear(&u, up)?.relu()?, rate)?;
            u = (u + self.linear(&inner, down)?)?;
        }
        let scores = self
            .linear(&u, "sentences.weight")?
            .broadcast_add(self.var("sentences.bias"))?;
        // Words, knowing their sentence.
        let features = Tensor::from_slice(&batch.word_features, (words, WORD_FEATURES), CPU)?;
        let owner: Vec<u32> = batch
            .lengths
            .iter()
            .enumerate()
            .flat_map(|(sentence, length)| std::iter::repeat_n(sentence as u32, *length))
            .collect();
        let of_sentence = self
            .linear(&u, "word.sentence")?
            .index_select(&Tensor::new(owner, CPU)?, 0)?;
        let g = (((self.linear(&h, "word.weight")? + self.linear(&features, "word.features")?)? + of_sentence)?
            .broadcast_add(self.var("word.bias")))?
        .relu()?;
        let g = random.drop(&g, rate)?;
        let word_scores = self.linear(&g, "words.weight")?.broadcast_add(self.var("words.bias"))?;
        let (mut roles, mut pointers) = (None, None);
        if !batch.rows.is_empty() && !batch.pairs.is_empty() {
            let longest = batch.rows.iter().map(|(_, kept)| kept.len()).max().unwrap_or(1);
            let mut index = vec![words as u32; batch.rows.len() * longest];
            let mut counts = Vec::new();
            for (row, (_, kept)) in batch.rows.iter().enumerate() {
                index[row * longest..row * longest + kept.len()].copy_from_slice(kept);
                counts.push(1.0 / kept.len() as f32);
            }
            let zero = g.narrow(0, 0, 1)?.zeros_like()?;
            let kept = Tensor::cat(&[&g, &zero], 0)?
                .index_select(&Tensor::new(index, CPU)?, 0)?
                .reshape((batch.rows.len(), longest, width))?
                .sum(1)?
                .broadcast_mul(&Tensor::from_vec(counts, (batch.rows.len(), 1), CPU)?)?;
            let owner: Vec<u32> = batch.rows.iter().map(|(sentence, _)| *sentence).collect();
            let of_sentence = u.index_select(&Tensor::new(owner, CPU)?, 0)?;
            let r = self
                .linear(&Tensor::cat(&[kept, of_sentence], 1)?, "label.weight")?
                .broadcast_add(self.var("label.bias"))?
                .relu()?;
            let r = random.drop(&r, rate)?;
            roles = Some(self.linear(&r, "roles.weight")?.broadcast_add(self.var("roles.bias"))?);
            let rows: Vec<u32> = batch.pairs.iter().map(|pair| pair.0).collect();
            let pointed: Vec<u32> = batch.pairs.iter().map(|pair| pair.1).collect();
            let places: Vec<f32> = batch.pairs.iter().flat_map(|pair| pair.2).collect();
            let places = Tensor::from_vec(places, (batch.pairs.len(), 3), CPU)?;
            let t = (self
                .linear(&g, "pointer.word")?
                .index_select(&Tensor::new(pointed, CPU)?, 0)?
                + self
                    .linear(&r, "pointer.row")?
                    .index_select(&Tensor::new(rows, CPU)?, 0)?)?;
            let t = (t + places.matmul(self.var("pointer.place"))?)?.relu()?;
            pointers = Some(
                self.linear(&t, "pointer.weight")?
                    .broadcast_add(self.var("pointer.bias"))?
                    .squeeze(1)?,
            );
        }
        Ok(Outputs {
            sentences: scores,
            words: word_scores,
            roles,
            pointers,
        })
    }
}

/// Names of a linear layer's tensors.
fn parts(name: &str) -> (&'static str, &'static str) {
    match name {
        "convolution.0" => ("convolution.0.weight", "convolution.0.bias"),
        _ => ("convolution.1.weight", "convolution.1.bias"),
    }
}

/// Names of a block's tensors.
fn block(name: &str) -> [&'static str; 4] {
    match name {
        "block.0" => ["block.0.qkv", "block.0.output", "block.0.up", "block.0.down"],
        _ => ["block.1.qkv", "block.1.output", "block.1.up", "block.1.down"],
    }
}

/// 0 between sentences of one article, [`NEVER`] between others: `[sentences, sentences]`.
fn block_mask(articles: &[usize]) -> Result<Tensor> {
    let all: usize = articles.iter().sum();
    let mut mask = vec![NEVER; all * all];
    let mut start = 0;
    for count in articles {
        for row in start..start + count {
            mask[row * all + start..row * all + start + count].fill(0.0);
        }
        start += count;
    }
    Tensor::from_vec(mask, (all, all), CPU)
}

use super::super::network::neighbours;
