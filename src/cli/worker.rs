//! Markdown, pages and PDFs are read in processes of their own: what makes a foreign parser overflow its stack, eat all memory or
//! never end costs that process, and one input.
//!
//! [`Workers`] hands out inputs; [`serve`] is the other end. A worker reads one input after the other, ends itself when
//! one takes too long, and ends when nobody asks any more.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use quickrecap::Span;
use quickrecap::input::{self, Article, Block, BlockKind, Error, Format, Meta};
use serde::{Deserialize, Serialize};

use super::DONE;

/// Name of the hidden subcommand.
pub const NAME: &str = "__worker";

/// Seconds that reading one input may take. The longest honest ones take two or three.
const MOST_SECONDS: u64 = 8;
/// Exit code of a worker that ran out of time.
const OUT_OF_TIME: u8 = 124;
/// Most bytes of address space of a worker, where the system can limit that.
#[cfg(unix)]
const MOST_MEMORY: u64 = 4 << 30;

/// Goes before the bytes of an input.
#[derive(Serialize, Deserialize)]
struct Request {
    format: Format,
    bytes: usize,
}

/// What the worker says of it.
#[derive(Serialize, Deserialize)]
enum Reply {
    Article {
        text: String,
        blocks: Vec<(BlockKind, usize, usize)>,
        meta: Meta,
    },
    Error(String),
}

/// Whether inputs of this format are read by workers: those whose parsers are not ours.
pub fn reads(format: Format) -> bool {
    matches!(format, Format::Markdown | Format::Html | Format::Mhtml | Format::Pdf)
}

/// Workers that wait for inputs, as many as ever read at the same time.
#[derive(Debug, Default)]
pub struct Workers {
    idle: Mutex<Vec<Worker>>,
}

impl Workers {
    /// Like [`input::read`] with this format.
    ///
    /// # Errors
    /// Those of [`input::read`], as [`Error::Reported`]; [`Error::TooSlow`]; [`Error::Damaged`] when the reader fell
    /// over it; [`Error::Io`] when there is no worker to be had.
    pub fn read(&self, bytes: &[u8], format: Format) -> Result<Article, Error> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = idle().pop();
        // One that has worked before may have died of something else, of Ctrl-C or of what it read before.
        if let Some(mut worker) = waiting
            && let Ok(reply) = worker.ask(bytes, format)
        {
            idle().push(worker);
            return reply.into();
        }
        let mut worker = Worker::start().map_err(|source| Error::Io { source })?;
        match worker.ask(bytes, format) {
            Ok(reply) => {
                idle().push(worker);
                reply.into()
            }
            Err(_) => Err(worker.post_mortem(format)),
        }
    }
}

/// A process that reads.
#[derive(Debug)]
struct Worker {
    child: Child,
    requests: ChildStdin,
    replies: BufReader<ChildStdout>,
}

impl Worker {
    fn start() -> io::Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg(NAME)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // What a dying process says there is nothing a reader of the recap could use.
            .stderr(Stdio::null())
            .spawn()?;
        let (Some(requests), Some(replies)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("a pipe is missing"));
        };
        Ok(Self {
            child,
            requests,
            replies: BufReader::new(replies),
        })
    }

    fn ask(&mut self, bytes: &[u8], format: Format) -> io::Result<Reply> {
        let request = Request {
            format,
            bytes: bytes.len(),
        };
        send(&mut self.requests, &request)?;
        self.requests.write_all(bytes)?;
        self.requests.flush()?;
        receive(&mut self.replies)?.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    /// What to say of the input that this worker died of.
    fn post_mortem(mut self, format: Format) -> Error {
        let status = self.child.wait();
        if status.is_ok_and(|status| status.code() == Some(OUT_OF_TIME.into())) {
            return Error::TooSlow {
                format,
                seconds: MOST_SECONDS,
            };
        }
        Error::Damaged {
            format,
            reason: "it breaks its reader".to_owned(),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Nothing it could still be doing is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl From<Result<Article, Error>> for Reply {
    fn from(read: Result<Article, Error>) -> Self {
        match read {
            Ok(article) => {
                let place = |block: &Block| (block.kind, block.span.start(), block.span.end());
                Self::Article {
                    blocks: article.blocks.iter().map(place).collect(),
                    text: article.text,
                    meta: article.meta,
                }
            }
            Err(error) => Self::Error(format!("{:#}", anyhow::Error::new(error))),
        }
    }
}

impl From<Reply> for Result<Article, Error> {
    fn from(reply: Reply) -> Self {
        match reply {
            Reply::Article { text, blocks, meta } => {
                let block = |(kind, start, end)| Span::new(&text, start..end).map(|span| Block { kind, span });
                let blocks = blocks.into_iter().filter_map(block).collect();
                Ok(Article { blocks, text, meta })
            }
            Reply::Error(message) => Err(Error::Reported { message }),
        }
    }
}

/// The life of a worker: reads what comes on standard input and answers on standard output. Returns the exit code.
pub fn serve() -> u8 {
    limit_memory();
    // Errors are told; panics are errors by then, and a message would go nowhere.
    std::panic::set_hook(Box::new(|_| {}));
    let clock = Clock::start();
    let mut requests = io::stdin().lock();
    let mut replies = io::stdout().lock();
    let mut bytes = Vec::new();
    while let Ok(Some(Request { format, bytes: length })) = receive(&mut requests) {
        bytes.clear();
        let sent = (&mut requests).take(length as u64).read_to_end(&mut bytes);
        if sent.is_err() || bytes.len() != length {
            break;
        }
        clock.begin();
        let reply = Reply::from(input::read(&bytes, None, Some(format)));
        clock.end();
        if send(&mut replies, &reply).and_then(|()| replies.flush()).is_err() {
            break;
        }
    }
    DONE
}

/// Ends the process when something has begun and does not end in time.
struct Clock(mpsc::Sender<()>);

impl Clock {
    fn start() -> Self {
        let (sender, ticks) = mpsc::channel();
        std::thread::spawn(move || {
            while ticks.recv().is_ok() {
                if ticks.recv_timeout(Duration::from_secs(MOST_SECONDS)) == Err(RecvTimeoutError::Timeout) {
                    std::process::exit(OUT_OF_TIME.into());
                }
            }
        });
        Self(sender)
    }

    fn begin(&self) {
        let _ = self.0.send(());
    }

    fn end(&self) {
        let _ = self.0.send(());
    }
}

fn limit_memory() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, getrlimit, setrlimit};
        let mut limit = getrlimit(Resource::As);
        limit.current = Some(limit.maximum.map_or(MOST_MEMORY, |most| most.min(MOST_MEMORY)));
        let _ = setrlimit(Resource::As, limit);
    }
}

/// One message, on a line of its own.
fn send(to: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *to, message)?;
    to.write_all(b"\n")
}

/// The next message; `None` at the end.
fn receive<T: for<'de> Deserialize<'de>>(from: &mut impl BufRead) -> io::Result<Option<T>> {
    let mut line = Vec::new();
    if from.read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    Ok(Some(serde_json::from_slice(&line)?))
}
