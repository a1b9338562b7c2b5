//! How far a folder run is: one line on a terminal that is drawn again and again.

use std::time::{Duration, Instant};

use super::report::Report;

/// Drawn no more often.
const INTERVAL: Duration = Duration::from_millis(100);
/// Before this, a guess at the time left is worth nothing.
const FIRST_GUESS: Duration = Duration::from_secs(2);

/// Counts articles done and says so.
#[derive(Debug)]
pub struct Progress<'a> {
    report: &'a Report,
    shown: bool,
    start: Instant,
    drawn: Option<Instant>,
    files: usize,
    files_done: usize,
    /// The time an article takes goes by its length.
    bytes: u64,
    bytes_done: u64,
}

impl<'a> Progress<'a> {
    /// A run over so many files of so many bytes altogether.
    pub fn new(report: &'a Report, files: usize, bytes: u64) -> Self {
        Self {
            report,
            shown: report.shows_status(),
            start: Instant::now(),
            drawn: None,
            files,
            files_done: 0,
            bytes,
            bytes_done: 0,
        }
    }

    /// One more file of `bytes` is done.
    pub fn done(&mut self, bytes: u64) {
        self.files_done += 1;
        self.bytes_done += bytes;
    }

    /// Draws the line if there is a terminal and it is time.
    pub fn draw(&mut self) {
        if self.shown && self.drawn.is_none_or(|drawn| drawn.elapsed() >= INTERVAL) {
            self.drawn = Some(Instant::now());
            self.report.status(&self.line(self.start.elapsed()));
        }
    }

    fn line(&self, elapsed: Duration) -> String {
        let mut line = format!("{} of {} articles", self.files_done, self.files);
        if elapsed >= FIRST_GUESS && self.files_done > 0 && self.bytes_done > 0 {
            let seconds = elapsed.as_secs_f64();
            let rate = self.files_done as f64 / seconds;
            let left = seconds * self.bytes.saturating_sub(self.bytes_done) as f64 / self.bytes_done as f64;
            line += &format!(", {rate:.1} a second, {} left", rough(left));
        }
        line
    }
}

/// A time as people say it.
fn rough(seconds: f64) -> String {
    match seconds.ceil() as u64 {
        s @ 0..=90 => format!("{s} s"),
        s @ 91..=5400 => format!("{} min", s.div_ceil(60)),
        s => format!("{:.1} h", s as f64 / 3600.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::report::Verbosity;

    #[test]
    fn the_time_left_goes_by_bytes() {
        let report = Report::new(Verbosity::Errors, true);
        let mut progress = Progress::new(&report, 3, 4000);
        assert_eq!(progress.line(Duration::from_secs(9)), "0 of 3 articles");
        progress.done(1000);
        assert_eq!(
            progress.line(Duration::from_secs(10)),
            "1 of 3 articles, 0.1 a second, 30 s left"
        );
        assert_eq!(rough(91.0), "2 min");
        assert_eq!(rough(9000.0), "2.5 h");
    }
}
