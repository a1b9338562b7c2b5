//! A longer fuzz run than the test suite has: the fixtures, mutilated, through every reader and every rule.
//!
//!     cargo run --release --example fuzz -- [SECONDS] [SEED] [FOLDER]...
//!
//! FOLDERs hold further files to start from, such as one's own saved pages. Ends with 1 if anything panicked. The input at
//! hand is in `fuzz-input` in the folder for temporary files, should a reader take the whole process down.

mod random;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use std::{env, fs, panic};

use quickrecap::input::{self, Format};
use quickrecap::model::Tags;
use quickrecap::{Document, facts};

use random::Random;

/// Longer inputs test patience more than readers.
const MOST_BYTES: usize = 200_000;

/// Pieces that formats are made of, to be put where they do not belong.
const PIECES: &[&[u8]] = &[
    b"<div>",
    b"</table>",
    b"<table><tr><td>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"&#x0;",
    b"&nbsp",
    b"<b><i><p>",
    b"<svg>",
    b"\"'>",
    b"---\n",
    b"```\n",
    b"\n> ",
    b"\n- ",
    b"| a | b |\n|--|--|\n",
    b"[^1]: ",
    b"](",
    b"**",
    b"stream\n",
    b"endobj",
    b"<< /Kids [2 0 R] >>",
    b"/Length 99999999",
    b"/Filter /FlateDecode",
    b"0000000000 65535 f",
    b"\r\n\r\n",
    b"=\r\n",
    b"=E2=80",
    b"Content-Transfer-Encoding: base64\r\n",
    b"--",
    b"{\"text\":",
    b"\\u0000",
    b"\\ud800",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xe2\x80",
    b"\xf0\x9f",
    "\u{202e}".as_bytes(),
    "\u{a0}\n".as_bytes(),
    "“".as_bytes(),
    b"$1.5bn",
    b"1,2,3,4",
    b"5 to 6 per cent",
    b"last last Monday",
    b"\"said he \"said",
    b"Mr. St. U.S. ",
];

/// What a fuzz input is made from.
type Seed = (Format, Vec<u8>);

/// Where panics happened, and how often.
static PANICS: Mutex<BTreeMap<String, usize>> = Mutex::new(BTreeMap::new());

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let seconds = arguments.next().map_or(Ok(60), |given| given.parse())?;
    let seed = arguments.next().map_or(Ok(1), |given| given.parse())?;
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut folders = vec![fixtures.join("input"), fixtures.join("articles")];
    folders.extend(arguments.map(PathBuf::from));
    let seeds = seeds(&folders)?;
    panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(String::new, ToString::to_string);
        *PANICS
            .lock()
            .expect("no panic while it is locked")
            .entry(place)
            .or_default() += 1;
    }));

    let mut random = Random(seed);
    let copy = env::temp_dir().join("fuzz-input");
    let mut read: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let mut slowest = (Duration::ZERO, "", 0);
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(seconds) {
        let (format, bytes) = pick(&seeds, &mut random);
        let other = &pick(&seeds, &mut random).1;
        let bytes = mutilated(bytes, other, &mut random);
        fs::write(&copy, &bytes)?;
        // Sometimes whatever it looks like, mostly what it was.
        let given = (random.below(8) > 0).then_some(*format);
        let begun = Instant::now();
        let article = through(&bytes, given);
        slowest = slowest.max((begun.elapsed(), format.name(), bytes.len()));
        read.entry(format.name()).or_default()[usize::from(article)] += 1;
    }
    fs::remove_file(&copy)?;

    for (format, [refused, articles]) in &read {
        println!(
            "{format:<12} {:>8} inputs, {articles} of them still articles",
            refused + articles
        );
    }
    println!(
        "slowest: {:.1} s, {} of {} bytes",
        slowest.0.as_secs_f64(),
        slowest.1,
        slowest.2
    );
    let panics = PANICS.lock().expect("no panic while it is locked");
    println!("panics: {}", panics.values().sum::<usize>());
    for (place, count) in panics.iter() {
        println!("  {count:>6} at {place}");
    }
    Ok(ExitCode::from(u8::from(!panics.is_empty())))
}

/// Through reader, document and rules. Whether there was an article in it.
fn through(bytes: &[u8], format: Option<Format>) -> bool {
    let read = panic::catch_unwind(|| {
        let Ok(article) = input::read(bytes, None, format) else {
            return false;
        };
        let document = Document::new(article);
        for mention in facts::find(&document, &Tags::default()) {
            assert!(!mention.span.slice(document.text()).is_empty());
        }
        true
    });
    read.unwrap_or(false)
}

fn seeds(folders: &[PathBuf]) -> Result<Vec<Seed>, Box<dyn Error>> {
    let mut paths = Vec::new();
    for folder in folders {
        for entry in fs::read_dir(folder)? {
            paths.push(entry?.path());
        }
    }
    paths.sort();
    let mut seeds = Vec::new();
    for path in paths.into_iter().filter(|path| path.is_file()) {
        let bytes = fs::read(&path)?;
        if let Ok(format) = input::detect(&bytes, Some(&path)) {
            seeds.push((format, bytes));
        }
    }
    Ok(seeds)
}

/// `bytes` after one to eight accidents, some of them with parts of `other`.
fn mutilated(bytes: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(8) {
        let at = random.below(bytes.len() + 1);
        let length = random.below(64.min(bytes.len() - at) + 1);
        match random.below(8) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..at + length)),
            2 => bytes[at..at + length]
                .iter_mut()
                .for_each(|byte| *byte ^= 1 << random.below(8)),
            3 => bytes[at..at + length]
                .iter_mut()
                .for_each(|byte| *byte = random.below(256) as u8),
            4 => insert(&mut bytes, at, PIECES[random.below(PIECES.len())]),
            5 => {
                let from = random.below(other.len() + 1);
                let most = 2_000.min(other.len() - from);
                insert(&mut bytes, at, &other[from..from + random.below(most + 1)]);
            }
            6 => {
                let part = bytes[at..at + length].repeat(1 << random.below(10));
                insert(&mut bytes, at, &part);
            }
            _ => {
                let piece = PIECES[random.below(PIECES.len())].repeat(1 << random.below(12));
                insert(&mut bytes, at, &piece);
            }
        }
        bytes.truncate(MOST_BYTES);
    }
    bytes
}

fn insert(bytes: &mut Vec<u8>, at: usize, part: &[u8]) {
    bytes.splice(at..at, part.iter().copied());
}

fn pick<'a, T>(from: &'a [T], random: &mut Random) -> &'a T {
    &from[random.below(from.len())]
}
