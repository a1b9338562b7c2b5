//! Mails saved as text: the header, "On Monday … wrote:" and the signature are no part of what they say.
//!
//! Only a text that opens with a header, or holds a line that introduces what somebody wrote, is taken for a mail.

use super::lines::{Line, Look};
use crate::span::one_line;

/// Names of header fields (lower case).
const FIELDS: &[&str] = &["from", "to", "cc", "bcc", "subject", "date", "sent", "reply-to"];
/// What a subject says about the thread (lower case).
const THREAD: &[&str] = &["fwd:", "fw:", "re:", "aw:", "sv:"];

/// What a header says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    /// The subject, without "Re:" and "Fwd:".
    pub title: Option<String>,
    /// The sender's name, without the address.
    pub byline: Option<String>,
    /// The day it was sent.
    pub date: Option<jiff::civil::Date>,
}

/// Makes separators of the lines that frame a mail, and reads its header; `None` where `lines` of `text` are no mail with
/// one. Linear.
pub(super) fn unframe(text: &str, lines: &mut [Line]) -> Option<Header> {
    let header = header(text, lines);
    let introduces = |line: &Line| is_introduction(text[line.body.clone()].trim());
    if header.is_none() && !lines.iter().any(introduces) {
        return None;
    }
    let mut signed = false;
    for line in lines.iter_mut() {
        let words = text[line.inked.clone()].trim();
        signed = (signed || words == "--") && line.look != Look::Quote;
        if signed || introduces(line) {
            line.look = Look::Rule;
        }
    }
    header
}

/// The header that `lines` open with, made separators.
fn header(text: &str, lines: &mut [Line]) -> Option<Header> {
    let start = lines.iter().position(|line| line.look != Look::Blank)?;
    let field = |line: &Line| {
        let (name, value) = text[line.inked.clone()].split_once(':')?;
        let name = name.to_lowercase();
        FIELDS.contains(&name.as_str()).then(|| (name, value.trim()))
    };
    let length = lines[start..].iter().take_while(|line| field(line).is_some()).count();
    let fields: Vec<(String, &str)> = lines[start..start + length].iter().filter_map(field).collect();
    let value = |wanted: &[&str]| {
        let found = fields.iter().find(|(name, _)| wanted.contains(&name.as_str()));
        found.map(|(_, value)| *value)
    };
    let from = value(&["from"])?;
    let subject = value(&["subject"])?;
    let mut title = subject;
    while let Some(rest) = THREAD.iter().find_map(|mark| {
        let head = title.get(..mark.len())?;
        head.eq_ignore_ascii_case(mark)
            .then(|| title[mark.len()..].trim_start())
    }) {
        title = rest;
    }
    let byline = from.split('<').next().unwrap_or_default().trim().trim_matches('"');
    let filled = |words: &str| Some(one_line(words)).filter(|words| !words.is_empty());
    let header = Header {
        title: filled(title),
        byline: filled(byline).filter(|name| !name.contains('@')),
        date: value(&["date", "sent"]).and_then(|day| Some(jiff::fmt::rfc2822::parse(day).ok()?.date())),
    };
    for line in &mut lines[start..start + length] {
        line.look = Look::Rule;
    }
    Some(header)
}

/// "On Sun, Feb 2, 2025 at 6:01 PM Ada Marsh <ada@orrin.example> wrote:", "---- Forwarded message ----".
fn is_introduction(line: &str) -> bool {
    let wrote = line.starts_with("On ") && line.ends_with("wrote:") && line.contains(|c: char| c.is_ascii_digit());
    let marked = line.starts_with("---") && (line.contains("Original Message") || line.contains("orwarded message"));
    wrote || marked
}
