//! `recap verify`: a recap against its article.

use anyhow::{Context, Result, bail};
use quickrecap::ground::{self, Checker};
use quickrecap::input::{Article, Format};
use quickrecap::{Document, Encoder, render};

use super::guard::{guarded, silence_panics};
use super::output::print;
use super::report::Report;
use super::source::Input;
use super::worker::Workers;
use super::{DONE, FAILED};

/// Checks `recap` against `source`, prints the table of claims and returns the exit code.
pub fn run(recap: &Input, source: &Input, format: Option<Format>, report: &Report) -> u8 {
    silence_panics();
    match guarded(|| verify(recap, source, format, report)) {
        Ok(true) => DONE,
        Ok(false) => FAILED,
        Err(error) => {
            report.error(&error);
            FAILED
        }
    }
}

/// Whether everything in the recap is supported.
fn verify(recap: &Input, source: &Input, format: Option<Format>, report: &Report) -> Result<bool> {
    if recap == source {
        bail!("{recap} cannot be both the recap and its article");
    }
    let text = recap.read_text().with_context(|| recap.to_string())?;
    let claims = ground::claims(&text).with_context(|| recap.to_string())?;
    let article = article(source, format, id(&text).as_deref()).with_context(|| source.to_string())?;
    let document = Document::new(article);
    let encoder = Encoder::embedded().context("the embedded encoder cannot be loaded")?;
    let findings = Checker::new(&document, &encoder)
        .and_then(|checker| checker.check_claims(&claims))
        .context("the encoder failed")?;
    print(&render::verdicts(&document, &claims, &findings))?;
    let unsupported = findings.iter().filter(|finding| finding.is_err()).count();
    report.summary(format_args!(
        "{} of {} claims supported",
        claims.len() - unsupported,
        claims.len()
    ));
    Ok(unsupported == 0)
}

/// The id that a JSON recap names.
fn id(recap: &str) -> Option<String> {
    let recap: serde_json::Value = serde_json::from_str(recap).ok()?;
    Some(recap.get("id")?.as_str()?.to_owned())
}

/// The article in `source`: the one with the id `id`, else the only one.
fn article(source: &Input, format: Option<Format>, id: Option<&str>) -> Result<Article> {
    let mut articles = Vec::new();
    let mut failure = None;
    for sourced in source.articles(format, &Workers::default())? {
        match sourced {
            Ok(sourced) => articles.push(sourced),
            Err(error) => failure = Some(error),
        }
    }
    if let Some(at) = articles.iter().position(|sourced| id == Some(&sourced.source.id)) {
        return Ok(articles.swap_remove(at).article);
    }
    match (articles.pop(), failure) {
        (Some(sourced), None) if articles.is_empty() => Ok(sourced.article),
        (None, Some(error)) => Err(error),
        _ => bail!("holds several articles, and none with the id of the recap: verify a JSON recap, which has an id"),
    }
}
