//! Output: a recap as Markdown or JSON.
//!
//! Owns escaping and layout. Decides nothing about content.

mod escape;
mod explain;
mod index;
mod json;
mod markdown;
mod ours;
mod verdicts;

pub use escape::{for_terminal, is_unseen};
pub use explain::explain;
pub use index::{INDEX_HEADING, IndexItem, index};
pub use json::{Extras, json, json_line};
pub use markdown::{cited_markdown, markdown};
pub use ours::is_recap;
pub use verdicts::verdicts;

use serde::Serialize;

/// Where an article came from: what its own text cannot say. The rest of a recap's source line is in the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The input's identifier in output: its own id, else its path, else "-".
    pub id: String,
    /// The path it was read from; `None` for standard input.
    pub path: Option<String>,
    /// SHA-256 of the input's bytes (of the `text`, for JSONL), lower-case hex.
    pub sha256: String,
}
