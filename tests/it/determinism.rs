//! The same input gives the same bytes.

use std::ffi::OsStr;
use std::fs;

use crate::harness::{ARTICLES, Dir, fixture, recap};

#[test]
fn any_number_of_threads_writes_the_same_bytes() {
    let dir = Dir::new();
    for name in ARTICLES {
        let input = fixture(name);
        for format in ["md", "json"] {
            let outputs = ["1", "2", "8"].map(|threads| {
                let output = dir.path(format!("{name}-{threads}.{format}"));
                let args = ["-j", threads, "-f", format, "-o"].map(OsStr::new);
                let outcome = recap(args.into_iter().chain([output.as_os_str(), input.as_os_str()]));
                assert_eq!(outcome.code, 0, "{outcome:?}");
                fs::read_to_string(&output).expect("the output was written")
            });
            assert!(!outputs[0].is_empty());
            assert_eq!(outputs[0], outputs[1], "{name}: 1 and 2 threads differ");
            assert_eq!(outputs[0], outputs[2], "{name}: 1 and 8 threads differ");
        }
    }
}
