//! Panics as errors: a bug that one article brings to light must not cost the others.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, PoisonError};

use anyhow::{Result, anyhow};

/// What the last panic said, and where.
static LAST: Mutex<Option<String>> = Mutex::new(None);

/// From now on panics say nothing by themselves; [`guarded`] tells of them.
pub fn silence_panics() {
    panic::set_hook(Box::new(|info| {
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(info.to_string());
    }));
}

/// Does `work`, and makes an error of a panic. `work` must not leave half-done what is used afterwards.
///
/// # Errors
/// Those of `work`, and panics.
pub fn guarded<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let said = LAST.lock().unwrap_or_else(PoisonError::into_inner).take();
        Err(anyhow!(
            "this is a bug of recap, please report it: {}",
            said.as_deref().unwrap_or("panicked")
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error() {
        let error = guarded::<()>(|| panic!("row without words")).expect_err("a panic");
        assert!(error.to_string().contains("bug"), "{error}");
        assert_eq!(guarded(|| Ok(1)).expect("no panic"), 1);
    }
}
