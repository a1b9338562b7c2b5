//! Ctrl-C: the first ends a folder run between two articles, the second ends it at once.

use std::sync::atomic::{AtomicBool, Ordering};

use super::INTERRUPTED;

static INTERRUPT: AtomicBool = AtomicBool::new(false);

/// Takes over Ctrl-C. Where that is impossible it goes on ending the program at once, which is as safe.
pub fn take_over() {
    let _ = ctrlc::set_handler(|| {
        if INTERRUPT.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED.into());
        }
    });
}

/// Whether Ctrl-C was pressed.
pub fn requested() -> bool {
    INTERRUPT.load(Ordering::Relaxed)
}
