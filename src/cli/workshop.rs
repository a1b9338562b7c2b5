//! One file of a folder in, its recaps out: the part of a folder run that many threads do at once.

use std::path::Path;

use anyhow::{Result, bail};

use super::guard::guarded;
use super::interrupt;
use super::maker::{Made, Maker, Remarks};
use super::plan::{Todo, made_of};
use super::settings::Settings;
use super::source::Input;
use super::worker::Workers;

/// Characters of a gist in the index.
const GIST_CHARS: usize = 160;

/// Where files are made into recaps, many at a time.
pub struct Workshop<'a> {
    pub settings: &'a Settings,
    pub fingerprint: &'a str,
    pub maker: Maker,
    pub workers: Workers,
}

impl Workshop<'_> {
    /// Makes the recaps of all articles in one file.
    ///
    /// # Errors
    /// When the file cannot be read as a whole, or Ctrl-C was pressed. What is wrong with one of several articles is in
    /// [`FileOfRecaps::errors`].
    pub fn file(&self, todo: &Todo) -> Result<FileOfRecaps> {
        let path = &todo.job.path;
        let mut file = FileOfRecaps {
            // Before it is read for good: if it changes in between, the recap is made again next time, and not kept
            // wrongly.
            of: match &todo.of {
                Some(of) => of.clone(),
                None => made_of(path, self.settings.input_format, self.fingerprint)?,
            },
            ..FileOfRecaps::default()
        };
        let input = Input::File(path.clone());
        for article in input.articles(self.settings.input_format, &self.workers)? {
            match article {
                Err(error) => file.errors.push(format!("{error:#}")),
                Ok(article) => match guarded(|| self.maker.make(&input, article)) {
                    Ok(made) => file.push(made, self.settings.product.separator()),
                    Err(error) => {
                        file.passing = true;
                        file.errors.push(format!("{error:#}"));
                    }
                },
            }
            if interrupt::requested() {
                bail!("interrupted");
            }
        }
        file.name(path);
        Ok(file)
    }
}

/// What is made of one file, which may hold many articles.
#[derive(Default)]
pub struct FileOfRecaps {
    /// [`Entry::of`](super::ledger::Entry::of).
    pub of: String,
    pub text: String,
    pub count: usize,
    pub title: String,
    pub gist: String,
    pub errors: Vec<String>,
    pub remarks: Vec<Remarks>,
    /// Whether what went wrong may go better the next time.
    pub passing: bool,
}

impl FileOfRecaps {
    fn push(&mut self, made: Made, separator: &str) {
        if self.count == 0 {
            self.title = made.title.unwrap_or_default();
            self.gist = shortened(&made.gist.unwrap_or_default());
        } else {
            self.text.push_str(separator);
        }
        self.text.push_str(&made.text);
        self.remarks.push(made.remarks);
        self.count += 1;
    }

    /// Titles the file by its name where its articles do not.
    fn name(&mut self, path: &Path) {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        if self.count > 1 {
            let first = if self.title.is_empty() { &self.gist } else { &self.title };
            self.gist = shortened(&format!("{} articles, the first: {first}", self.count));
        }
        if self.count > 1 || self.title.is_empty() {
            self.title = name.into_owned();
        }
        self.title = shortened(&self.title);
    }
}

/// `text` cut between words to fit a line of the index.
fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(GIST_CHARS) else {
        return text.to_owned();
    };
    let cut = text[..end].rfind(' ').unwrap_or(end);
    format!(
        "{}…",
        text[..cut].trim_end_matches(|c: char| c.is_whitespace() || ",;:–—-".contains(c))
    )
}
