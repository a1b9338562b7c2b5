//! Names of the files that a folder run writes: the input tree mirrored, no two inputs on one file, nothing outside.

use std::ffi::{OsStr, OsString};
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

use super::source::hex;

/// Most bytes of a file name, on every file system in common use.
const MOST_BYTES: usize = 255;
/// Digits of the hash in a name that had to change.
const HASH_DIGITS: usize = 12;
/// Names at the top of the output folder that are the run's own.
const RESERVED: [&str; 3] = ["index.md", "errors.jsonl", ".recap"];

/// Where the recap of the article at `relative` goes, relative to the output folder: the same folders, and the whole
/// input name before the new extension, so that `a.html` and `a.pdf` do not meet.
///
/// A name that would be too long, one of the run's own, or `taken` by a folder of the input, carries a hash of itself
/// instead of its end. Anything in `relative` that is not a plain name is left out: the result never leads elsewhere.
pub fn mirrored(relative: &Path, extension: &str, taken: impl Fn(&Path) -> bool) -> PathBuf {
    let mut names: Vec<&OsStr> = plain(relative).collect();
    let file = names.pop().unwrap_or(OsStr::new("article"));
    let mut path = PathBuf::new();
    for name in names {
        let own = path.as_os_str().is_empty() && is_reserved(name);
        path.push(if own { with_hash(name, "") } else { name.to_owned() });
    }
    let mut name = file.to_owned();
    name.push(".");
    name.push(extension);
    let own = path.as_os_str().is_empty() && is_reserved(&name);
    if own || name.len() > MOST_BYTES || taken(&path.join(&name)) {
        name = with_hash(file, &format!(".{extension}"));
    }
    path.join(name)
}

fn plain(path: &Path) -> impl Iterator<Item = &OsStr> {
    path.components().filter_map(|component| match component {
        Component::Normal(name) => Some(name),
        _ => None,
    })
}

fn is_reserved(name: &OsStr) -> bool {
    // Some file systems take no notice of case.
    RESERVED.iter().any(|own| name.eq_ignore_ascii_case(own))
}

/// As much of `name` as fits, then its hash and `ending`.
fn with_hash(name: &OsStr, ending: &str) -> OsString {
    let hash = &hex(&Sha256::digest(name.as_encoded_bytes()))[..HASH_DIGITS];
    let room = MOST_BYTES - hash.len() - 1 - ending.len();
    let name = name.to_string_lossy();
    let kept = &name[..name.floor_char_boundary(room)];
    format!("{kept}-{hash}{ending}").into()
}

/// The bytes of `relative` with `/` between its names, whatever the platform: what outputs are sorted and recorded by.
pub fn key(relative: &Path) -> Vec<u8> {
    let names: Vec<&[u8]> = plain(relative).map(OsStr::as_encoded_bytes).collect();
    names.join(&b'/')
}

/// The path whose [`key`] is `key`; `None` if it could lead out of the folder it is relative to.
pub fn path_of_key(key: &[u8]) -> Option<PathBuf> {
    #[cfg(unix)]
    let path = PathBuf::from(<OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(key));
    #[cfg(not(unix))]
    let path = PathBuf::from(String::from_utf8(key.to_vec()).ok()?);
    let inside = path
        .components()
        .all(|component| matches!(component, Component::Normal(_)));
    (inside && !key.is_empty()).then_some(path)
}

/// `key` as a relative reference: RFC 3986 unreserved characters and `/` as they are, all else percent-encoded.
pub fn link(key: &[u8]) -> String {
    let mut link = String::with_capacity(key.len());
    for &byte in key {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            link.push(char::from(byte));
        } else {
            link.push_str(&format!("%{byte:02X}"));
        }
    }
    link
}

/// The key whose [`link`] is `link`; `None` when it is no such thing.
pub fn key_of_link(link: &str) -> Option<Vec<u8>> {
    let mut parts = link.split('%');
    let mut key = parts.next()?.as_bytes().to_vec();
    for part in parts {
        key.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        key.extend_from_slice(&part.as_bytes()[2..]);
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(input: &str) -> String {
        mirrored(Path::new(input), "md", |_| false)
            .to_str()
            .expect("UTF-8")
            .to_owned()
    }

    #[test]
    fn the_tree_is_mirrored() {
        assert_eq!(name("a.html"), "a.html.md");
        assert_eq!(
            name("sub/a.pdf"),
            Path::new("sub").join("a.pdf.md").to_str().expect("UTF-8")
        );
        assert_eq!(name("..a"), "..a.md");
    }

    #[test]
    fn nothing_leads_outside() {
        assert_eq!(name("../../a.txt"), "a.txt.md");
        assert_eq!(
            name("/etc/../a.txt"),
            Path::new("etc").join("a.txt.md").to_str().expect("UTF-8")
        );
        assert_eq!(path_of_key(b"../a.md"), None);
        assert_eq!(path_of_key(b"/a.md"), None);
    }

    #[test]
    fn long_and_own_names_carry_a_hash() {
        let (one, two) = (name(&"é".repeat(127)), name(&("é".repeat(126) + "è")));
        assert!(
            one.len() <= MOST_BYTES && two.len() <= MOST_BYTES && one != two,
            "{one} {two}"
        );
        assert!(name("index").starts_with("index-") && name("Index").starts_with("Index-"));
        assert_eq!(
            name("sub/index"),
            Path::new("sub").join("index.md").to_str().expect("UTF-8")
        );
        let taken = mirrored(Path::new("a"), "md", |path| path == Path::new("a.md"));
        assert!(taken.to_str().expect("UTF-8").starts_with("a-"));
    }

    #[test]
    fn links_lead_back() {
        let key = b"a b/\xff\n%41(c)\xc3\xa9.md".to_vec();
        assert_eq!(link(&key), "a%20b/%FF%0A%2541%28c%29%C3%A9.md");
        assert_eq!(key_of_link(&link(&key)), Some(key));
        assert_eq!(key_of_link("a%4"), None);
    }
}
