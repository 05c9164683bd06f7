//! Readers that may panic, run into endless recursion or never come to an end cost one file, not the run.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::time::Duration;

/// Name of the threads whose panics are caught and reported as the failure of one file. A program that shows panics can
/// leave theirs out.
pub const GUARDED: &str = "factrow-guarded";

/// Far more than any reader needs that is not in an endless recursion.
#[cfg_attr(not(feature = "pdf"), allow(dead_code))]
const STACK: usize = 256 << 20;

/// Runs `work` on a thread of its own.
///
/// # Errors
/// What it reports itself, its panic, or that it took longer than `limit`; then its thread is left behind.
#[cfg_attr(not(feature = "pdf"), allow(dead_code))]
pub(super) fn guarded<T: Send + 'static>(limit: Duration, work: impl FnOnce() -> Result<T, String> + Send + 'static) -> Result<T, String> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let run = move || {
        let result = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
            let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
            Err(format!("its reader failed: {}", said.unwrap_or("panic").lines().next().unwrap_or("")))
        });
        // nobody waits any more for what comes too late
        let _ = sender.send(result);
    };
    std::thread::Builder::new().name(GUARDED.to_owned()).stack_size(STACK).spawn(run).map_err(|e| e.to_string())?;
    receiver.recv_timeout(limit).unwrap_or_else(|_| Err(format!("its reader took longer than {} s", limit.as_secs())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panics_and_endless_work_are_errors() {
        let second = Duration::from_secs(1);
        assert_eq!(guarded(second, || Ok(7)), Ok(7));
        assert_eq!(guarded(second, || Err::<(), _>("no".to_owned())), Err("no".to_owned()));
        assert_eq!(guarded::<()>(second, || panic!("index {} out of range", 9)), Err("its reader failed: index 9 out of range".to_owned()));
        let endless = move || loop {
            std::thread::sleep(second);
        };
        assert_eq!(guarded::<()>(Duration::ZERO, endless), Err("its reader took longer than 0 s".to_owned()));
    }
}
