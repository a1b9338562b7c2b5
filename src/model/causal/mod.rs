//! Causal language models from GGUF files: prompt in, text out.
//!
//! Owns the header checks, tokenizers, chat templates and forward passes of the llama, qwen2 and qwen3 families. Knows
//! nothing of articles: what goes into a prompt and what becomes of the text is the writer's business.
//!
//! candle-transformers has these architectures too, but without the 8-bit products of `q8`, which are several
//! times as fast, grows its cache by copying it at every token, and takes headers on trust.

mod attention;
mod chat;
mod config;
mod file;
mod layers;
#[cfg(test)]
mod tests;
mod tokenizer;

use std::path::Path;

use candle_core::quantized::QTensor;
use candle_core::{Device, Tensor};
use rayon::prelude::*;

use super::activation::rms_normalize;
use super::attention::Memory;
use super::q8::Matrix;

use self::chat::Chat;
use self::config::Config;
use self::file::File;
use self::layers::{Buffers, Layer, Rope};
use self::tokenizer::Tokenizer;

/// Most tokens of prompt and answer together; the cache is made for so many. A model's own limit may be lower.
pub const MOST_TOKENS: usize = 4096;

/// What can be wrong with a model file, or with what is asked of a model.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file cannot be read.
    #[error("cannot be read")]
    Io(#[from] std::io::Error),
    /// The file is no GGUF file, or a damaged one.
    #[error("is no usable GGUF file")]
    Gguf(#[source] candle_core::Error),
    /// The header makes no sense.
    #[error("is a damaged GGUF file: its header makes no sense")]
    Header,
    /// A model of another family.
    #[error("is a model of the {found:?} architecture, and recap runs llama, qwen2 and qwen3")]
    Architecture {
        /// What the file says it is.
        found: String,
    },
    /// A value of the header is missing, or out of all proportion.
    #[error("its header has no usable value for {key}")]
    Metadata {
        /// The value's key.
        key: String,
    },
    /// A tensor is missing or not as the architecture wants it.
    #[error("tensor {name} should be {expected}")]
    Tensor {
        /// Its name in the file.
        name: String,
        /// What the forward pass needs.
        expected: String,
    },
    /// A tokenizer that is not known here: guessing one makes a model answer nonsense.
    #[error("uses the tokenizer {found:?}, which recap does not know")]
    UnknownTokenizer {
        /// What the file calls it.
        found: String,
    },
    /// The vocabulary cannot be used, or a text cannot be cut into tokens.
    #[error("its vocabulary cannot be used")]
    Tokenizer(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// No chat template that is known here, as in models that were not trained on instructions.
    #[error("has no chat template that recap knows: an instruction model (ChatML or Llama 3) is needed")]
    Template,
    /// The prompt leaves no room.
    #[error("the prompt has {tokens} tokens, and with the answer the model takes {most}")]
    Context {
        /// Tokens of the prompt.
        tokens: usize,
        /// Tokens of prompt and answer that fit.
        most: usize,
    },
    /// The forward pass failed.
    #[error("the model's forward pass failed")]
    Forward(#[source] candle_core::Error),
}

/// A language model, loaded.
pub struct LanguageModel {
    config: Config,
    tokenizer: Tokenizer,
    chat: Chat,
    /// `[vocabulary, hidden]`, as stored: of its rows a prompt needs a few hundred.
    embedding: QTensor,
    layers: Vec<Layer>,
    /// `[hidden]`.
    norm: Vec<f32>,
    /// `[vocabulary, hidden]`.
    head: Matrix,
    rope: Rope,
    buffers: Buffers,
    /// Keys and values of each layer's key heads; made at full size, for growing them would copy all at every token.
    memories: Vec<Vec<Memory>>,
    /// The tokens whose keys and values the memories hold.
    cached: Vec<u32>,
}

impl LanguageModel {
    /// Loads the GGUF file at `path`. Takes memory for 8-bit weights, 1.1 bytes a parameter, and for a while
    /// about as much again for those that are being read.
    ///
    /// # Errors
    /// When the file cannot be read, is damaged, or holds a model or tokenizer that is not known here. The header is not
    /// trusted: nothing is allocated that the file is too short to fill.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let file = File::open(path)?;
        let config = Config::read(&file)?;
        let tokenizer = Tokenizer::read(&file)?;
        let chat = Chat::of(&file, &tokenizer)?;
        let embedding = file.quantized("token_embd.weight", &[tokenizer.len(), config.hidden])?;
        // Small models use the embeddings for the output too.
        let output = if file.has("output.weight") {
            "output.weight"
        } else {
            "token_embd.weight"
        };
        let head = file.quantized(output, &[tokenizer.len(), config.hidden])?;
        let layers = (0..config.layers)
            .into_par_iter()
            .map(|layer| Layer::read(&file, &config, layer))
            .collect::<Result<Vec<_>, _>>()?;
        let positions = config.context.min(MOST_TOKENS);
        let memory = |_| Memory::new(config.head, positions);
        let memories = (0..config.layers)
            .map(|_| (0..config.kv_heads).map(memory).collect())
            .collect();
        Ok(Self {
            norm: file.values("output_norm.weight", config.hidden)?,
            head: Matrix::stacked(&[head], None).map_err(Error::Gguf)?,
            rope: Rope::new(&file, &config)?,
            config,
            tokenizer,
            chat,
            embedding,
            layers,
            buffers: Buffers::default(),
            memories,
            cached: Vec::new(),
        })
    }

    /// Most tokens of prompt and answer together.
    pub fn context(&self) -> usize {
        self.config.context.min(MOST_TOKENS)
    }

    /// The tokens of `text`. Names of control tokens in it are ordinary text.
    ///
    /// # Errors
    /// When the tokenizer fails, which is not expected.
    pub fn tokenize(&self, text: &str) -> Result<Vec<u32>, Error> {
        self.tokenizer.encode(text)
    }

    /// The tokens of a conversation of one question: what the model is told to be, what it is asked, and the start of its
    /// answer.
    ///
    /// # Errors
    /// As for [`tokenize`](Self::tokenize).
    pub fn prompt(&self, system: &str, user: &str) -> Result<Vec<u32>, Error> {
        self.chat.prompt(&self.tokenizer, system, user)
    }

    /// The model's answer to `prompt`: the most likely token again and again, until the model ends its answer, `enough` says
    /// so of the text so far, or `most` tokens are written. The same prompt gives the same answer.
    ///
    /// With `only`, sorted, the answer is made of these tokens. What the prompt has in common with the one before is not
    /// computed again.
    ///
    /// # Errors
    /// [`Error::Context`] when the prompt is too long.
    pub fn answer(
        &mut self,
        prompt: &[u32],
        most: usize,
        only: Option<&[u32]>,
        enough: impl Fn(&str) -> bool,
    ) -> Result<String, Error> {
        let room = self.context();
        if prompt.is_empty() || prompt.len() + most > room {
            return Err(Error::Context {
                tokens: prompt.len(),
                most: room.saturating_sub(most),
            });
        }
        let mut tokens = prompt.to_vec();
        let mut text = String::new();
        while tokens.len() < prompt.len() + most {
            let logits = self.logits(&tokens)?;
            let next = self.most_likely(&logits, only);
            if self.tokenizer.ends(next) {
                break;
            }
            tokens.push(next);
            text = self.tokenizer.decode(&tokens[prompt.len()..]);
            if enough(&text) {
                break;
            }
        }
        Ok(text)
    }

    /// The token with the highest of `logits` that is one of `only` or ends an answer; of several, the first.
    fn most_likely(&self, logits: &[f32], only: Option<&[u32]>) -> u32 {
        let mut best: Option<(u32, f32)> = None;
        for (token, &value) in (0..).zip(logits) {
            let higher = best.is_none_or(|(_, highest)| value > highest);
            let may = || only.is_none_or(|only| only.binary_search(&token).is_ok() || self.tokenizer.ends(token));
            if higher && may() {
                best = Some((token, value));
            }
        }
        best.map_or(0, |(token, _)| token)
    }

    /// The logits of the token after `tokens`: one for each of the vocabulary. Keys and values of what `tokens` begins with
    /// are taken from the call before, where they are the same.
    ///
    /// # Errors
    /// [`Error::Context`] when there are no tokens or too many.
    pub fn logits(&mut self, tokens: &[u32]) -> Result<Vec<f32>, Error> {
        if tokens.is_empty() || tokens.len() > self.context() {
            return Err(Error::Context {
                tokens: tokens.len(),
                most: self.context(),
            });
        }
        let common = self.cached.iter().zip(tokens).take_while(|(a, b)| a == b).count();
        // The last token's logits are wanted, so it goes through in any case.
        let known = common.min(tokens.len() - 1);
        self.cached.truncate(known);
        // On one of the pool's own threads: from outside, each of the hundreds of products would wake the pool and be woken by
        // it.
        let logits = rayon::scope(|_| self.forward(&tokens[known..], known)).map_err(Error::Forward)?;
        self.cached.extend_from_slice(&tokens[known..]);
        Ok(logits)
    }

    fn forward(&mut self, tokens: &[u32], past: usize) -> candle_core::Result<Vec<f32>> {
        let ids = Tensor::new(tokens, &Device::Cpu)?;
        self.buffers.hidden = self.embedding.embedding(&ids)?.flatten_all()?.to_vec1()?;
        for (layer, memories) in self.layers.iter().zip(&mut self.memories) {
            layer.forward(past, &self.config, &self.rope, memories, &mut self.buffers)?;
        }
        let last = &self.buffers.hidden[(tokens.len() - 1) * self.config.hidden..];
        let mut normed = vec![0.0; last.len()];
        rms_normalize(last, &mut normed, &self.norm, self.config.epsilon);
        let mut logits = vec![0.0; self.head.out()];
        self.head.multiply_in_parallel(&normed, &mut logits)?;
        Ok(logits)
    }
}
