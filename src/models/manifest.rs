//! `models/manifest.toml`, compiled in.

use std::sync::LazyLock;

use serde::Deserialize;

/// A model that can be pulled.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Model {
    /// What it is called.
    pub name: String,
    /// What it is, in a few words.
    pub description: String,
    /// Its licence's SPDX identifier.
    pub licence: String,
    /// The name of its file in the models folder.
    #[serde(rename = "path")]
    pub file: String,
    /// The file's size.
    pub bytes: u64,
    /// The file's SHA-256 in lower-case hexadecimal.
    pub sha256: String,
    /// The package of the Python package index that holds it, with its version.
    pub package: String,
    /// The file's path in the package.
    #[serde(rename = "file")]
    pub packaged: String,
}

#[derive(Deserialize)]
struct Manifest {
    writer: Vec<Model>,
}

static MANIFEST: LazyLock<Manifest> =
    LazyLock::new(|| toml::from_str(include_str!("../../models/manifest.toml")).expect("a test reads the manifest"));

impl Model {
    /// All models of the manifest, in its order.
    pub fn all() -> &'static [Self] {
        &MANIFEST.writer
    }

    /// The model named `name`, whatever its case.
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::all().iter().find(|model| model.name.eq_ignore_ascii_case(name))
    }

    /// The writer that is taken where none is named.
    pub fn default_writer() -> &'static Self {
        &Self::all()[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_names_files_and_hashes() {
        assert_eq!(Model::default_writer().name, "SmolLM2-135M-Instruct");
        for model in Model::all() {
            assert!(model.sha256.len() == 64 && model.sha256.bytes().all(|b| b.is_ascii_hexdigit()));
            assert!(!model.file.contains(['/', '\\']), "{} stays in its folder", model.file);
            assert!(model.package.contains("=="), "{} is pinned", model.package);
            assert_eq!(Model::named(&model.name.to_lowercase()), Some(model));
        }
    }
}
