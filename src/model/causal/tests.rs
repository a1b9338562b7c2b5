//! Small models against stored logits of another implementation, hostile files, and the real model where it is installed.
//!
//! `scripts/make_writer_reference.py` made the references and says how.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::PathBuf;

use candle_core::quantized::GgmlDType;
use candle_core::quantized::gguf_file::{Value, write};
use serde::Deserialize;
use tempfile::TempDir;

use super::*;

#[derive(Deserialize)]
struct Reference {
    merges: Vec<String>,
    vocabulary: Vec<String>,
    tokens: Vec<u32>,
    logits: BTreeMap<String, Vec<f32>>,
    tokenizations: Vec<Tokenization>,
    smollm2: Vec<Tokenization>,
}

#[derive(Deserialize)]
struct Tokenization {
    pre: String,
    text: String,
    ids: Vec<u32>,
}

fn reference() -> Reference {
    serde_json::from_str(include_str!("../../../fixtures/writer/reference.json")).unwrap()
}

const HIDDEN: usize = 48;
const INNER: usize = 80;
const LAYERS: usize = 2;
const HEADS: usize = 4;
const KV_HEADS: usize = 2;

/// The values of the script's formula, for the `index`th tensor.
fn weights(index: u64, len: usize, scale: f64) -> Vec<f64> {
    let value = |i: u64| {
        let mut h = (i * 2_654_435_761 + index * 40_503 + 12_345) & 0xffff_ffff;
        h ^= h >> 15;
        h = (h * 2_246_822_519) & 0xffff_ffff;
        h ^= h >> 13;
        f64::from(((h as f64 / 4_294_967_296.0 - 0.5) * 2.0 * scale) as f32)
    };
    (0..len as u64).map(value).collect()
}

/// A small model as a GGUF file, to be changed before it is written.
struct Tiny {
    metadata: Vec<(String, Value)>,
    tensors: Vec<(String, QTensor)>,
}

impl Tiny {
    fn new(family: &str, pre: &str) -> Self {
        let Reference { merges, vocabulary, .. } = reference();
        let head = if family == "qwen3" { 18 } else { 12 };
        let (queries, keys) = (HEADS * head, KV_HEADS * head);
        let strings = |strings: &[String]| Value::Array(strings.iter().cloned().map(Value::String).collect());
        let types = (0..vocabulary.len()).map(|id| Value::I32(if id < 3 { 3 } else { 1 }));
        let number = |n: usize| Value::U32(n as u32);
        let mut tiny = Self {
            metadata: Vec::new(),
            tensors: Vec::new(),
        };
        tiny.set("general.architecture", Value::String(family.to_owned()));
        for (key, value) in [
            ("block_count", number(LAYERS)),
            ("embedding_length", number(HIDDEN)),
            ("feed_forward_length", number(INNER)),
            ("attention.head_count", number(HEADS)),
            ("attention.head_count_kv", number(KV_HEADS)),
            ("attention.key_length", number(head)),
            ("attention.layer_norm_rms_epsilon", Value::F32(1e-5)),
            ("context_length", number(300)),
        ] {
            tiny.set(&format!("{family}.{key}"), value);
        }
        tiny.set("tokenizer.ggml.model", Value::String("gpt2".to_owned()));
        tiny.set("tokenizer.ggml.pre", Value::String(pre.to_owned()));
        tiny.set("tokenizer.ggml.tokens", strings(&vocabulary));
        tiny.set("tokenizer.ggml.merges", strings(&merges));
        tiny.set("tokenizer.ggml.token_type", Value::Array(types.collect()));
        tiny.set("tokenizer.ggml.eos_token_id", number(2));
        tiny.set(
            "tokenizer.chat_template",
            Value::String("<|im_start|>…<|im_end|>".to_owned()),
        );
        let norm = |tiny: &mut Self, name: &str, width: usize| tiny.push(name, &[width], 0.1, 1.0);
        tiny.push("token_embd.weight", &[vocabulary.len(), HIDDEN], 1.0, 0.0);
        norm(&mut tiny, "output_norm.weight", HIDDEN);
        for layer in 0..LAYERS {
            let name = |part: &str| format!("blk.{layer}.{part}");
            norm(&mut tiny, &name("attn_norm.weight"), HIDDEN);
            tiny.push(&name("attn_q.weight"), &[queries, HIDDEN], 0.3, 0.0);
            tiny.push(&name("attn_k.weight"), &[keys, HIDDEN], 0.3, 0.0);
            tiny.push(&name("attn_v.weight"), &[keys, HIDDEN], 0.3, 0.0);
            tiny.push(&name("attn_output.weight"), &[HIDDEN, queries], 0.3, 0.0);
            norm(&mut tiny, &name("ffn_norm.weight"), HIDDEN);
            tiny.push(&name("ffn_gate.weight"), &[INNER, HIDDEN], 0.3, 0.0);
            tiny.push(&name("ffn_up.weight"), &[INNER, HIDDEN], 0.3, 0.0);
            tiny.push(&name("ffn_down.weight"), &[HIDDEN, INNER], 0.3, 0.0);
            if family == "qwen2" {
                tiny.push(&name("attn_q.bias"), &[queries], 0.5, 0.0);
                tiny.push(&name("attn_k.bias"), &[keys], 0.5, 0.0);
                tiny.push(&name("attn_v.bias"), &[keys], 0.5, 0.0);
            }
            if family == "qwen3" {
                norm(&mut tiny, &name("attn_q_norm.weight"), head);
                norm(&mut tiny, &name("attn_k_norm.weight"), head);
            }
        }
        tiny
    }

    fn set(&mut self, key: &str, value: Value) {
        self.metadata.retain(|(other, _)| other != key);
        self.metadata.push((key.to_owned(), value));
    }

    fn push(&mut self, name: &str, shape: &[usize], scale: f64, plus: f64) {
        let values = weights(self.tensors.len() as u64 + 1, shape.iter().product(), scale);
        let values: Vec<f32> = values.into_iter().map(|value| (value + plus) as f32).collect();
        let tensor = Tensor::from_vec(values, shape, &Device::Cpu).unwrap();
        self.tensors
            .push((name.to_owned(), QTensor::quantize(&tensor, GgmlDType::F32).unwrap()));
    }

    fn bytes(&self) -> Vec<u8> {
        let metadata: Vec<(&str, &Value)> = self.metadata.iter().map(|(key, value)| (key.as_str(), value)).collect();
        let tensors: Vec<(&str, &QTensor)> = self
            .tensors
            .iter()
            .map(|(name, tensor)| (name.as_str(), tensor))
            .collect();
        let mut file = Cursor::new(Vec::new());
        write(&mut file, &metadata, &tensors).unwrap();
        file.into_inner()
    }

    fn open(&self) -> Result<LanguageModel, Error> {
        open(&self.bytes())
    }
}

fn open(bytes: &[u8]) -> Result<LanguageModel, Error> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("model.gguf");
    fs::write(&path, bytes).unwrap();
    LanguageModel::open(&path)
}

/// The largest difference between two logits.
fn off(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

#[test]
fn logits_are_those_of_another_implementation() {
    let Reference { tokens, logits, .. } = reference();
    for (family, expected) in logits {
        let mut model = Tiny::new(&family, "smollm").open().unwrap();
        assert!(
            off(&model.logits(&tokens).unwrap(), &expected) < 1e-3,
            "{family}, all at once"
        );
        // What is cached of another prompt counts as far as it is the same.
        let mut other = tokens[..5].to_vec();
        other.extend([7, 8, 9, 10]);
        model.logits(&other).unwrap();
        for end in 4..tokens.len() {
            model.logits(&tokens[..end]).unwrap();
        }
        assert!(
            off(&model.logits(&tokens).unwrap(), &expected) < 1e-3,
            "{family}, one by one"
        );
    }
}

#[test]
fn blocks_of_queries_see_what_single_queries_see() {
    let mut model = Tiny::new("llama", "smollm").open().unwrap();
    let tokens: Vec<u32> = (0..290).map(|i| 3 + i * 7 % 250).collect();
    let at_once = model.logits(&tokens).unwrap();
    model.logits(&[9]).unwrap();
    for end in [100, 150, 289] {
        model.logits(&tokens[..end]).unwrap();
    }
    assert!(off(&at_once, &model.logits(&tokens).unwrap()) < 1e-3);
}

#[test]
fn tokens_are_those_of_another_implementation() {
    for case in reference().tokenizations {
        let model = Tiny::new("llama", &case.pre).open().unwrap();
        assert_eq!(
            model.tokenize(&case.text).unwrap(),
            case.ids,
            "{}: {:?}",
            case.pre,
            case.text
        );
        assert_eq!(model.tokenizer.decode(&case.ids), case.text, "{}", case.pre);
    }
}

#[test]
fn control_tokens_come_from_the_template_only() {
    let model = Tiny::new("llama", "smollm").open().unwrap();
    let prompt = model.prompt("be brief", "the <|im_end|> in").unwrap();
    let control: Vec<u32> = prompt.iter().copied().filter(|&token| token < 3).collect();
    assert_eq!(control, [1, 2, 1, 2, 1]);
    let expected = "system\nbe brief\nuser\nthe <|im_end|> in\nassistant\n";
    assert_eq!(model.tokenizer.decode(&prompt), expected);
}

#[test]
fn answers_end_and_fit_the_context() {
    let mut model = Tiny::new("qwen2", "qwen2").open().unwrap();
    let prompt = model.prompt("", "the other").unwrap();
    let answer = model.answer(&prompt, 20, None, |_| false).unwrap();
    assert_eq!(
        model.answer(&prompt, 20, None, |_| false).unwrap(),
        answer,
        "the same again"
    );
    let first = model.answer(&prompt, 20, None, |text| !text.is_empty()).unwrap();
    assert!(answer.starts_with(&first) && first.len() <= answer.len());
    let mut only = model.tokenize("a e").unwrap();
    only.sort_unstable();
    let vowels = model.answer(&prompt, 20, Some(&only), |_| false).unwrap();
    assert!(vowels.chars().all(|c| matches!(c, 'a' | 'e' | ' ')), "{vowels}");
    let long = vec![9; 290];
    let refused = model.answer(&long, 20, None, |_| false).unwrap_err();
    assert!(
        matches!(refused, Error::Context { tokens: 290, most: 280 }),
        "{refused}"
    );
    assert!(matches!(model.logits(&[]), Err(Error::Context { .. })));
}

#[test]
fn other_models_are_refused_by_name() {
    let refused = |key: &str, value: Value| {
        let mut tiny = Tiny::new("llama", "smollm");
        tiny.set(key, value);
        tiny.open()
            .err()
            .unwrap_or_else(|| panic!("{key} was accepted"))
            .to_string()
    };
    let text = |text: &str| Value::String(text.to_owned());
    assert!(refused("general.architecture", text("mamba")).contains("\"mamba\""));
    assert!(refused("tokenizer.ggml.model", text("llama")).contains("\"llama\""));
    assert!(refused("tokenizer.ggml.pre", text("viking")).contains("\"viking\""));
    assert!(refused("tokenizer.chat_template", text("{{ messages }}")).contains("chat template"));
    assert!(refused("llama.rope.scaling.type", text("yarn")).contains("rope.scaling"));
    for (key, value) in [
        ("llama.block_count", Value::U32(0)),
        ("llama.block_count", Value::U64(u64::MAX)),
        ("llama.embedding_length", Value::U32(u32::MAX)),
        ("llama.attention.head_count", Value::U32(0)),
        ("llama.attention.head_count_kv", Value::U32(3)),
        ("llama.attention.key_length", Value::U32(1)),
        ("llama.context_length", Value::I32(-1)),
        ("llama.attention.layer_norm_rms_epsilon", Value::F32(f32::NAN)),
        ("tokenizer.ggml.tokens", Value::U32(1)),
        ("tokenizer.ggml.merges", Value::Array(vec![text("unparted")])),
    ] {
        let message = refused(key, value);
        assert!(message.contains(key), "{key}: {message}");
    }
    // Sizes that only the tensors contradict.
    for (key, value) in [
        ("llama.block_count", 900),
        ("llama.embedding_length", 50_000),
        ("llama.feed_forward_length", 1 << 20),
    ] {
        let message = refused(key, Value::U32(value));
        assert!(message.starts_with("tensor "), "{key}: {message}");
    }
}

#[test]
fn damaged_files_are_errors() {
    let whole = Tiny::new("llama", "smollm").bytes();
    assert!(open(&whole).is_ok());
    for bytes in [&b""[..], b"GGUF", b"GGML\x03\0\0\0", &[0; 4096]] {
        assert!(open(bytes).is_err());
    }
    for end in (0..whole.len()).step_by(997) {
        assert!(open(&whole[..end]).is_err(), "cut at {end}");
    }
    // Counts and lengths that would take all memory.
    for at in [8, 16, 24] {
        let mut bytes = whole.clone();
        bytes[at..at + 8].copy_from_slice(&u64::MAX.to_le_bytes());
        assert!(open(&bytes).is_err(), "giant length at {at}");
        bytes[at..at + 8].copy_from_slice(&(1u64 << 29).to_le_bytes());
        assert!(open(&bytes).is_err(), "large length at {at}");
    }
    // Any byte of the header may be wrong: whatever comes of it, no panic gets out.
    for at in 0..400 {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xff;
        let _ = open(&bytes);
    }
    let mut tiny = Tiny::new("llama", "smollm");
    tiny.set("general.alignment", Value::U32(0));
    assert!(open(&tiny.bytes()).is_err());
}

/// The model that `recap models pull` installs.
fn installed() -> LanguageModel {
    let path: PathBuf = crate::models::find(None).expect("recap models pull has installed it");
    LanguageModel::open(&path).unwrap()
}

#[test]
#[ignore = "needs the model that recap models pull installs"]
fn real_vocabulary_gives_the_tokens_of_another_implementation() {
    let model = installed();
    for case in reference().smollm2 {
        assert_eq!(model.tokenize(&case.text).unwrap(), case.ids, "{:?}", case.text);
    }
}

#[test]
#[ignore = "needs the model that recap models pull installs"]
fn real_model_answers_in_sentences() {
    let mut model = installed();
    let prompt = model
        .prompt("You answer questions.", "What is the capital of France?")
        .unwrap();
    let answer = model.answer(&prompt, 40, None, |text| text.ends_with('.')).unwrap();
    assert!(answer.contains("Paris"), "{answer}");
}
