//! The encoder's weights: an 8-bit GGUF file that is part of the program.
//!
//! Made by `scripts/make_encoder.py`; `models/minilm-l6-v2/README.md` says from what. The word table stays 8-bit and in
//! place: of its 30,522 rows an article needs a few hundred.

use candle_core::quantized::GgmlDType;
use rayon::prelude::*;

use super::Error;
use super::gguf::{BLOCK, BLOCK_BYTES, File, dequantize};
use super::q8::Matrix;

/// The embedded weights file.
pub(super) const FILE: &[u8] = include_bytes!("../../models/minilm-l6-v2/encoder.gguf");

/// SHA-256 of [`FILE`]; a test compares them.
pub(super) const SHA256: &str = "a94d60ecbdd849bf688f3e902d60899eeed12ad1fe3a45a59bf94d952f38115f";

/// Width of every token vector.
pub(super) const HIDDEN: usize = 384;
/// Width inside a feed-forward block.
pub(super) const INNER: usize = 1536;
/// Transformer layers.
pub(super) const LAYERS: usize = 6;
/// Positions the model was trained with.
pub(super) const POSITIONS: usize = 512;
const WORDS: usize = 30_522;

const ROW_BYTES: usize = HIDDEN / BLOCK * BLOCK_BYTES;

/// Added to the variance in every LayerNorm.
pub(super) const EPSILON: f32 = 1e-12;

/// What the forward pass needs.
pub(super) struct Weights {
    words: &'static [u8],
    /// Position embeddings, each plus the embedding of token type 0, row by row: `[POSITIONS, HIDDEN]`.
    pub(super) positions: Vec<f32>,
    /// Over the sum of embeddings.
    pub(super) embedding_norm: Norm,
    pub(super) layers: Vec<Layer>,
}

/// One transformer layer.
pub(super) struct Layer {
    /// Query, key and value, one under the other: `[3 * HIDDEN, HIDDEN]`.
    pub(super) qkv: Matrix,
    /// `[HIDDEN, HIDDEN]`.
    pub(super) output: Matrix,
    pub(super) output_norm: Norm,
    /// `[INNER, HIDDEN]`.
    pub(super) up: Matrix,
    /// `[HIDDEN, INNER]`.
    pub(super) down: Matrix,
    pub(super) down_norm: Norm,
}

/// The weights of a LayerNorm.
pub(super) struct Norm {
    /// `[HIDDEN]`.
    pub(super) gain: Vec<f32>,
    /// `[HIDDEN]`.
    pub(super) offset: Vec<f32>,
}

impl Weights {
    /// The embedded ones.
    pub(super) fn embedded() -> Result<Self, Error> {
        Self::read(File::open(FILE)?)
    }

    /// The embedded ones, multiplied in f32.
    #[cfg(test)]
    pub(super) fn dense() -> Result<Self, Error> {
        Self::read(File::open(FILE)?.dense())
    }

    fn read(file: File<'static>) -> Result<Self, Error> {
        let mut positions = file.f32s("position_embd.weight", &[POSITIONS, HIDDEN])?;
        let types = file.f32s("token_types.weight", &[2, HIDDEN])?;
        for row in positions.chunks_exact_mut(HIDDEN) {
            row.iter_mut().zip(&types).for_each(|(value, kind)| *value += kind);
        }
        Ok(Self {
            words: file.bytes("token_embd.weight", &[WORDS, HIDDEN], GgmlDType::Q8_0)?,
            positions,
            embedding_norm: norm(&file, "token_embd_norm")?,
            layers: (0..LAYERS)
                .into_par_iter()
                .map(|i| Layer::read(&file, i))
                .collect::<Result<_, _>>()?,
        })
    }

    /// Writes the embedding of word piece `id` to `row`, `[HIDDEN]`; `None` when there is no such word piece.
    pub(super) fn word(&self, id: u32, row: &mut [f32]) -> Option<()> {
        let start = id as usize * ROW_BYTES;
        dequantize(self.words.get(start..start + ROW_BYTES)?, row);
        Some(())
    }
}

impl Layer {
    fn read(file: &File<'static>, i: usize) -> Result<Self, Error> {
        let name = |part: &str| format!("blk.{i}.{part}");
        Ok(Self {
            qkv: file.matrix(&name("attn_qkv"), 3 * HIDDEN, HIDDEN)?,
            output: file.matrix(&name("attn_output"), HIDDEN, HIDDEN)?,
            output_norm: norm(file, &name("attn_output_norm"))?,
            up: file.matrix(&name("ffn_up"), INNER, HIDDEN)?,
            down: file.matrix(&name("ffn_down"), HIDDEN, INNER)?,
            down_norm: norm(file, &name("layer_output_norm"))?,
        })
    }
}

/// The LayerNorm `name` of the encoder.
fn norm(file: &File<'_>, name: &str) -> Result<Norm, Error> {
    Ok(Norm {
        gain: file.f32s(&format!("{name}.weight"), &[HIDDEN])?,
        offset: file.f32s(&format!("{name}.bias"), &[HIDDEN])?,
    })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use candle_core::Device;
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn stated_hash_is_the_files() {
        let digest = Sha256::digest(FILE);
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, SHA256);
    }

    #[test]
    fn values_are_those_candle_reads() {
        let file = File::open(FILE).unwrap();
        for (name, shape) in [
            ("blk.3.ffn_up.weight", vec![INNER, HIDDEN]),
            ("blk.5.ffn_down.bias", vec![HIDDEN]),
            ("position_embd.weight", vec![POSITIONS, HIDDEN]),
        ] {
            let tensor = file
                .content()
                .tensor(&mut Cursor::new(FILE), name, &Device::Cpu)
                .unwrap();
            let theirs = tensor.dequantize(&Device::Cpu).unwrap();
            assert_eq!(theirs.dims(), shape);
            let theirs = theirs.flatten_all().unwrap().to_vec1::<f32>().unwrap();
            assert_eq!(file.f32s(name, &shape).unwrap(), theirs, "{name}");
        }
    }

    #[test]
    fn damaged_files_are_errors() {
        let read = |file| File::open(file).and_then(Weights::read);
        assert!(matches!(read(&[]), Err(Error::Weights(_))));
        assert!(matches!(
            read(&FILE[..4_000]),
            Err(Error::Weights(_) | Error::Tensor { .. })
        ));
        assert!(matches!(read(&FILE[..20_000_000]), Err(Error::Tensor { .. })));
    }

    #[test]
    fn there_is_no_word_after_the_last() {
        let weights = Weights::embedded().unwrap();
        let mut row = [0.0; HIDDEN];
        assert!(weights.word(30_521, &mut row).is_some());
        assert!(weights.word(30_522, &mut row).is_none());
        assert!(weights.word(u32::MAX, &mut row).is_none());
    }
}
