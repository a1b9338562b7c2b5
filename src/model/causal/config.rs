//! The size of a model and what its family does differently.

use super::Error;
use super::file::{File, no_value};

/// The families. All are pre-norm transformers with RMSNorm, rotary positions, grouped-query attention and SwiGLU.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// Llama (Touvron et al. 2023), and what was made after it: SmolLM2, TinyLlama and others.
    Llama,
    /// Qwen2 and 2.5: biases on queries, keys and values.
    Qwen2,
    /// Qwen3: an RMSNorm on every query and key head.
    Qwen3,
}

impl Family {
    /// Whether the values that rotate together stand side by side in a head (as GGUF files of llama have them) or half a
    /// head apart.
    pub(super) fn rotates_neighbours(self) -> bool {
        self == Self::Llama
    }
}

/// The sizes of a model.
#[derive(Clone, Debug)]
pub(super) struct Config {
    pub(super) family: Family,
    pub(super) layers: usize,
    /// Width of a token's vector.
    pub(super) hidden: usize,
    /// Width inside a feed-forward block.
    pub(super) inner: usize,
    /// Query heads.
    pub(super) heads: usize,
    /// Key and value heads; each serves as many query heads.
    pub(super) kv_heads: usize,
    /// Width of one head; even.
    pub(super) head: usize,
    /// Tokens the model was trained for.
    pub(super) context: usize,
    /// Base of the rotary angles.
    pub(super) theta: f32,
    /// Added to the mean square in every RMSNorm.
    pub(super) epsilon: f32,
}

impl Config {
    pub(super) fn read(file: &File) -> Result<Self, Error> {
        let architecture = file
            .string("general.architecture")
            .ok_or_else(|| no_value("general.architecture"))?;
        let family = match architecture {
            "llama" => Family::Llama,
            "qwen2" => Family::Qwen2,
            "qwen3" => Family::Qwen3,
            other => {
                return Err(Error::Architecture {
                    found: other.to_owned(),
                });
            }
        };
        let key = |key: &str| format!("{architecture}.{key}");
        let number = |name: &str, most: usize| {
            let key = key(name);
            file.number(&key, 1, most)?.ok_or_else(|| no_value(&key))
        };
        let hidden = number("embedding_length", 1 << 16)?;
        let heads = number("attention.head_count", 1 << 10)?;
        let kv_heads = file.number(&key("attention.head_count_kv"), 1, heads)?.unwrap_or(heads);
        let head = file
            .number(&key("attention.key_length"), 2, 1 << 10)?
            .unwrap_or(hidden / heads);
        if !heads.is_multiple_of(kv_heads) {
            return Err(no_value(&key("attention.head_count_kv")));
        }
        let rotated = file.number(&key("rope.dimension_count"), 1, 1 << 10)?.unwrap_or(head);
        if head < 2 || !head.is_multiple_of(2) || rotated != head {
            return Err(no_value(&key("rope.dimension_count")));
        }
        // Positions stretched beyond what was trained change the angles in ways that are not known here.
        if file
            .string(&key("rope.scaling.type"))
            .is_some_and(|scaling| scaling != "none")
        {
            return Err(no_value(&key("rope.scaling.type")));
        }
        let epsilon = key("attention.layer_norm_rms_epsilon");
        Ok(Self {
            family,
            layers: number("block_count", 1 << 10)?,
            hidden,
            inner: number("feed_forward_length", 1 << 20)?,
            heads,
            kv_heads,
            head,
            context: number("context_length", 1 << 30)?,
            theta: file.float(&key("rope.freq_base"))?.unwrap_or(10_000.0),
            epsilon: file.float(&epsilon)?.ok_or_else(|| no_value(&epsilon))?,
        })
    }
}
