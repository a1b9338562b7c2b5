//! Chat templates: how a question is put to an instruction model.
//!
//! A GGUF file brings its template as a program in Jinja. Nearly all are one of two, which are written out here: running a
//! program from a file that may come from anywhere, to put two names around a text, asks for trouble.

use super::Error;
use super::file::File;
use super::tokenizer::Tokenizer;

/// The control tokens of a template.
#[derive(Clone, Copy, Debug)]
pub(super) enum Chat {
    /// `<|im_start|>role`, the text, `<|im_end|>`: SmolLM2, Qwen.
    ChatMl {
        start: u32,
        end: u32,
        /// `<think>` and `</think>`, for models that think before they answer: they are given nothing to think.
        thoughts: Option<(u32, u32)>,
    },
    /// `<|start_header_id|>role<|end_header_id|>`, the text, `<|eot_id|>`.
    Llama3 {
        begin: u32,
        open: u32,
        close: u32,
        end: u32,
    },
}

impl Chat {
    /// The template of `file`, by the control tokens that it uses.
    pub(super) fn of(file: &File, tokenizer: &Tokenizer) -> Result<Self, Error> {
        let template = file.string("tokenizer.chat_template").ok_or(Error::Template)?;
        let token = |name: &str| template.contains(name).then(|| tokenizer.named(name)).flatten();
        let chat_ml = || {
            Some(Self::ChatMl {
                start: token("<|im_start|>")?,
                end: token("<|im_end|>")?,
                thoughts: token("<think>").zip(token("</think>")),
            })
        };
        let llama = || {
            Some(Self::Llama3 {
                begin: tokenizer.named("<|begin_of_text|>")?,
                open: token("<|start_header_id|>")?,
                close: token("<|end_header_id|>")?,
                end: token("<|eot_id|>")?,
            })
        };
        chat_ml().or_else(llama).ok_or(Error::Template)
    }

    /// The tokens of a question, up to where the answer begins.
    pub(super) fn prompt(self, tokenizer: &Tokenizer, system: &str, user: &str) -> Result<Vec<u32>, Error> {
        let mut tokens = Vec::new();
        let text = |tokens: &mut Vec<u32>, text: &str| {
            tokens.extend(tokenizer.encode(text)?);
            Ok::<(), Error>(())
        };
        match self {
            Self::ChatMl { start, end, thoughts } => {
                for (role, content) in [("system", system), ("user", user)] {
                    tokens.push(start);
                    text(&mut tokens, &format!("{role}\n{content}"))?;
                    tokens.push(end);
                    text(&mut tokens, "\n")?;
                }
                tokens.push(start);
                text(&mut tokens, "assistant\n")?;
                if let Some((open, close)) = thoughts {
                    tokens.push(open);
                    text(&mut tokens, "\n\n")?;
                    tokens.push(close);
                    text(&mut tokens, "\n\n")?;
                }
            }
            Self::Llama3 {
                begin,
                open,
                close,
                end,
            } => {
                tokens.push(begin);
                for (role, content) in [("system", system), ("user", user), ("assistant", "")] {
                    tokens.push(open);
                    text(&mut tokens, role)?;
                    tokens.push(close);
                    text(&mut tokens, &format!("\n\n{content}"))?;
                    if role != "assistant" {
                        tokens.push(end);
                    }
                }
            }
        }
        Ok(tokens)
    }
}
