//! Recaps of saved articles that can be trusted: a short summary, a *Quick Recap* table and the key facts, each tied to
//! the words of the article that support it.
//!
//! The flow is a line of modules, each knowing only those to its left:
//!
//! ```text
//! input → document → model → summary / facts → entities → recap → render
//! ```
//!
//! ```
//! use quickrecap::{Document, Encoder, Options, Recap, input, render};
//!
//! let bytes = b"Mill closes\n\nThe Orrin mill shut on Friday. It had run for 90 years and employed 140 people.\n";
//! let document = Document::new(input::read(bytes, None, None)?);
//! let encoder = Encoder::embedded()?;
//! let recap = Recap::new(&document, &encoder, &Options::default())?;
//! println!("{}", render::markdown(&document, &recap, &render::Source::default()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![warn(missing_docs)]

pub mod document;
mod english;
pub mod entities;
pub mod facts;
pub mod ground;
pub mod input;
pub mod model;
pub mod models;
pub mod reading;
pub mod recap;
pub mod render;
mod span;
pub mod summary;
pub mod writer;

pub use document::Document;
pub use model::Encoder;
pub use recap::{Options, Recap};
pub use span::{Evidence, Span, one_line};
pub use writer::Writer;
