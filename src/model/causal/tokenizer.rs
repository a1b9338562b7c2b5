//! Text to tokens and back, as the vocabulary in the GGUF file says.
//!
//! Byte-level BPE (Radford et al. 2019) in all of the families. They differ in how text is cut into words first, which a
//! GGUF file only names. candle takes every name that it does not know for GPT-2's way with a space in front, and SmolLM2
//! then answers nonsense: here an unknown name is an error.

use std::collections::HashMap;

use candle_core::quantized::gguf_file::Value;
use tokenizers::models::bpe::{BPE, Vocab};
use tokenizers::normalizers::NFC;
use tokenizers::pre_tokenizers::byte_level::ByteLevel;
use tokenizers::pre_tokenizers::digits::Digits;
use tokenizers::pre_tokenizers::sequence::Sequence;
use tokenizers::pre_tokenizers::split::{Split, SplitPattern};
use tokenizers::{PreTokenizerWrapper, SplitDelimiterBehavior};

use super::Error;
use super::file::File;

/// How Qwen 2 and 3 cut text into words; digits one by one.
const QWEN_WORDS: &str =
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
/// How Llama 3 does; digits by three.
const LLAMA_WORDS: &str = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

/// Token types of GGUF that are not text: unknown, control and unused tokens.
const NO_TEXT: [i64; 3] = [2, 3, 5];

pub(super) struct Tokenizer {
    tokenizer: tokenizers::Tokenizer,
    /// The bytes of each token; nothing for control tokens.
    bytes: Vec<Vec<u8>>,
    /// Tokens by their names, those with names in angle brackets only.
    named: HashMap<String, u32>,
    /// Tokens that end an answer.
    ends: Vec<u32>,
}

impl Tokenizer {
    pub(super) fn read(file: &File) -> Result<Self, Error> {
        let unknown = |found: &str| Error::UnknownTokenizer {
            found: found.to_owned(),
        };
        let model = file.string("tokenizer.ggml.model").unwrap_or("none");
        if model != "gpt2" {
            return Err(unknown(model));
        }
        let pre = file.string("tokenizer.ggml.pre").unwrap_or("none");
        let words: PreTokenizerWrapper = match pre {
            "smollm" => {
                let parts = vec![Digits::new(true).into(), ByteLevel::new(false, true, true).into()];
                Sequence::new(parts).into()
            }
            "gpt-2" => ByteLevel::new(false, true, true).into(),
            "qwen2" | "qwen35" | "deepseek-r1-qwen" => split(QWEN_WORDS)?,
            "llama-bpe" | "llama3" | "llama-v3" | "smaug-bpe" => split(LLAMA_WORDS)?,
            other => return Err(unknown(other)),
        };
        let tokens = file.strings("tokenizer.ggml.tokens")?;
        let merges = file.strings("tokenizer.ggml.merges")?;
        let merges = merges.iter().map(|merge| {
            let pair = merge
                .split_once(' ')
                .ok_or_else(|| super::file::no_value("tokenizer.ggml.merges"))?;
            Ok((pair.0.to_owned(), pair.1.to_owned()))
        });
        let vocabulary = tokens.iter().zip(0u32..).map(|(&token, id)| (token.to_owned(), id));
        let bpe = BPE::builder()
            .vocab_and_merges(
                vocabulary.collect::<Vocab>(),
                merges.collect::<Result<Vec<_>, Error>>()?,
            )
            // Llama 3 takes words of the vocabulary whole; for the others it makes no difference.
            .ignore_merges(pre.starts_with("llama") || pre == "smaug-bpe")
            .build()
            .map_err(Error::Tokenizer)?;
        let mut tokenizer = tokenizers::Tokenizer::new(bpe);
        tokenizer.with_pre_tokenizer(Some(words));
        if pre.contains("qwen") {
            tokenizer.with_normalizer(Some(NFC)).map_err(Error::Tokenizer)?;
        }
        let types = file.array("tokenizer.ggml.token_type").unwrap_or_default();
        let is_text = |id: usize| match types.get(id) {
            Some(Value::I32(kind)) => !NO_TEXT.contains(&i64::from(*kind)),
            Some(Value::U32(kind)) => !NO_TEXT.contains(&i64::from(*kind)),
            _ => true,
        };
        let alphabet = alphabet();
        let bytes = tokens.iter().enumerate().map(|(id, token)| {
            let text = if is_text(id) { token } else { "" };
            text.chars().filter_map(|c| alphabet.get(&c).copied()).collect()
        });
        let bracketed = tokens.iter().zip(0u32..).filter(|(token, _)| token.starts_with('<'));
        let named: HashMap<String, u32> = bracketed.map(|(&token, id)| (token.to_owned(), id)).collect();
        let mut ends: Vec<u32> = ["<|im_end|>", "<|endoftext|>", "<|eot_id|>", "<|end_of_text|>"]
            .iter()
            .filter_map(|name| named.get(*name).copied())
            .collect();
        let most = tokens.len().saturating_sub(1);
        if let Some(end) = file.number("tokenizer.ggml.eos_token_id", 0, most)? {
            ends.push(end as u32);
        }
        Ok(Self {
            tokenizer,
            bytes: bytes.collect(),
            named,
            ends,
        })
    }

    /// Tokens in the vocabulary.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    pub(super) fn encode(&self, text: &str) -> Result<Vec<u32>, Error> {
        let encoding = self.tokenizer.encode_fast(text, false).map_err(Error::Tokenizer)?;
        Ok(encoding.get_ids().to_vec())
    }

    /// The text of `tokens`. Bytes that make no character, as at the end of an answer that was cut, become U+FFFD.
    pub(super) fn decode(&self, tokens: &[u32]) -> String {
        let bytes: Vec<u8> = tokens
            .iter()
            .filter_map(|&id| self.bytes.get(id as usize))
            .flatten()
            .copied()
            .collect();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// The token named `name`, brackets included.
    pub(super) fn named(&self, name: &str) -> Option<u32> {
        self.named.get(name).copied()
    }

    /// Whether `token` ends an answer.
    pub(super) fn ends(&self, token: u32) -> bool {
        self.ends.contains(&token)
    }
}

fn split(words: &str) -> Result<PreTokenizerWrapper, Error> {
    let pattern = SplitPattern::Regex(words.to_owned());
    let split = Split::new(pattern, SplitDelimiterBehavior::Isolated, false).map_err(Error::Tokenizer)?;
    Ok(Sequence::new(vec![split.into(), ByteLevel::new(false, true, false).into()]).into())
}

/// The characters that stand for bytes in a byte-level vocabulary: printable ones for themselves, the others moved up
/// beyond 255 in their order (GPT-2's `bytes_to_unicode`).
fn alphabet() -> HashMap<char, u8> {
    let printable = |byte: u8| matches!(byte, b'!'..=b'~' | 0xa1..=0xac | 0xae..=0xff);
    let mut moved = 0x100..;
    (0..=u8::MAX)
        .map(|byte| {
            let c = if printable(byte) {
                u32::from(byte)
            } else {
                moved.next().unwrap_or(0)
            };
            (char::from_u32(c).expect("all of them are below the surrogates"), byte)
        })
        .collect()
}
