//! What the README shows is what the program does.

use std::path::Path;

use crate::harness::{fixture, recap};

#[test]
fn the_readmes_example_is_the_programs_output() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(readme).expect("the README is there");
    let (_, from) = readme.split_once("```markdown\n").expect("an example");
    let (shown, _) = from.split_once("```").expect("an end of the example");
    assert_eq!(shown, recap([fixture("dairy-closure.txt")]).stdout);
}
