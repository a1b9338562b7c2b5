//! `recap models`: the models that are not part of the program.

use std::fmt::Write;

use anyhow::{Context, Result, bail};
use quickrecap::models::{self, Model};

use super::flags::ModelsAction;
use super::output::print;
use super::report::Report;
use super::{DONE, FAILED};

/// Carries out `action` and returns the exit code.
pub fn run(action: ModelsAction, report: &Report) -> u8 {
    match act(action, report) {
        Ok(()) => DONE,
        Err(error) => {
            report.error(&error);
            FAILED
        }
    }
}

fn act(action: ModelsAction, report: &Report) -> Result<()> {
    match action {
        ModelsAction::List => list(),
        ModelsAction::Pull { name, offline } => {
            let model = named(name.as_deref())?.unwrap_or_else(Model::default_writer);
            if !offline {
                report.summary(format_args!(
                    "{}: {} MB, {}",
                    model.name,
                    model.bytes / 1_000_000,
                    model.licence
                ));
            }
            let (path, pulled) = models::pull(model, offline)?;
            let done = if pulled { "pulled" } else { "already there" };
            report.summary(format_args!("{}: {done}, hash checked", model.name));
            print(&format!("{}\n", path.display()))
        }
        ModelsAction::Verify { name } => verify(named(name.as_deref())?),
        ModelsAction::Path { name } => {
            let path = match named(name.as_deref())? {
                Some(model) => model.path()?,
                None => models::folder()?,
            };
            print(&format!("{}\n", path.display()))
        }
    }
}

/// The model called `name`, if a name is given.
fn named(name: Option<&str>) -> Result<Option<&'static Model>> {
    let Some(name) = name else {
        return Ok(None);
    };
    Model::named(name)
        .map(Some)
        .with_context(|| format!("there is no model {name:?}: recap models list shows those there are"))
}

fn list() -> Result<()> {
    let mut out = String::new();
    for model in Model::all() {
        let state = if model.path()?.is_file() {
            "installed"
        } else {
            "not installed"
        };
        let size = model.bytes / 1_000_000;
        writeln!(
            out,
            "{}\t{size} MB\t{}\t{state}\t{}",
            model.name, model.licence, model.description
        )
        .expect("a String takes every write");
    }
    print(&out)
}

/// Checks `wanted`, or all that are installed.
fn verify(wanted: Option<&'static Model>) -> Result<()> {
    let mut out = String::new();
    for model in Model::all()
        .iter()
        .filter(|model| wanted.is_none_or(|wanted| wanted == *model))
    {
        let path = model.path()?;
        if path.is_file() {
            model.verify(&path)?;
            writeln!(out, "{}\tok\t{}", model.name, path.display()).expect("a String takes every write");
        } else if wanted.is_some() {
            bail!("{} is not installed", model.name);
        }
    }
    print(&out)
}
