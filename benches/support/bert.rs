//! The padded BERT of candle-transformers on the embedded encoder's weights: what the packed forward pass is tested
//! against (`src/model/tests.rs`) and timed against (`benches/encoder.rs`).

use std::collections::HashMap;
use std::io::Cursor;

use candle_core::quantized::gguf_file::Content;
use candle_core::{DType, Device, Result};
use candle_nn::VarBuilder;
use candle_transformers::models::bert::{BertModel, Config, HiddenAct};

const HIDDEN: usize = 384;
const LAYERS: usize = 6;

/// `file`: the bytes of `models/minilm-l6-v2/encoder.gguf`.
pub fn load(file: &[u8]) -> Result<BertModel> {
    let config = Config {
        hidden_size: HIDDEN,
        num_hidden_layers: LAYERS,
        intermediate_size: 4 * HIDDEN,
        hidden_act: HiddenAct::Gelu,
        ..Config::default()
    };
    let content = Content::read(&mut Cursor::new(file))?;
    let tensor = |name: &str| {
        let tensor = content.tensor(&mut Cursor::new(file), name, &Device::Cpu)?;
        tensor.dequantize(&Device::Cpu)
    };
    let mut tensors = HashMap::from([
        (
            "embeddings.word_embeddings.weight".to_owned(),
            tensor("token_embd.weight")?,
        ),
        (
            "embeddings.position_embeddings.weight".to_owned(),
            tensor("position_embd.weight")?,
        ),
        (
            "embeddings.token_type_embeddings.weight".to_owned(),
            tensor("token_types.weight")?,
        ),
        (
            "embeddings.LayerNorm.weight".to_owned(),
            tensor("token_embd_norm.weight")?,
        ),
        ("embeddings.LayerNorm.bias".to_owned(), tensor("token_embd_norm.bias")?),
    ]);
    for i in 0..LAYERS {
        for part in ["weight", "bias"] {
            let ours = |name: &str| tensor(&format!("blk.{i}.{name}.{part}"));
            let theirs = |name: &str| format!("encoder.layer.{i}.{name}.{part}");
            let qkv = ours("attn_qkv")?;
            for (third, name) in ["query", "key", "value"].into_iter().enumerate() {
                let rows = qkv.narrow(0, third * HIDDEN, HIDDEN)?.contiguous()?;
                tensors.insert(theirs(&format!("attention.self.{name}")), rows);
            }
            tensors.insert(theirs("attention.output.dense"), ours("attn_output")?);
            tensors.insert(theirs("attention.output.LayerNorm"), ours("attn_output_norm")?);
            tensors.insert(theirs("intermediate.dense"), ours("ffn_up")?);
            tensors.insert(theirs("output.dense"), ours("ffn_down")?);
            tensors.insert(theirs("output.LayerNorm"), ours("layer_output_norm")?);
        }
    }
    BertModel::load(VarBuilder::from_tensors(tensors, DType::F32, &Device::Cpu), &config)
}
