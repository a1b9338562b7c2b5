//! The binary, driven as a user would.

mod bad_input;
mod command_line;
mod determinism;
mod files;
mod folders;
mod ground;
mod grounding;
mod harness;
mod hostile;
mod kinds;
mod markdown;
mod readme;
mod writer;
