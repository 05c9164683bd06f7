//! Being asked to stop: by SIGINT (Ctrl-C) or SIGTERM, at the next document; the second time at once.

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Exit codes by signal, as shells have them.
const SIGNALS: [(i32, u8); 2] = [(SIGINT, 130), (SIGTERM, 143)];

/// Whether and how the user wants to stop.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stop {
    asked: Arc<AtomicBool>,
    code: Arc<AtomicUsize>,
}

impl Stop {
    /// Begins to watch.
    pub(crate) fn watch() -> std::io::Result<Stop> {
        let stop = Stop::default();
        for (signal, code) in SIGNALS {
            flag::register_conditional_shutdown(signal, i32::from(code), Arc::clone(&stop.asked))?;
            flag::register_usize(signal, Arc::clone(&stop.code), usize::from(code))?;
            flag::register(signal, Arc::clone(&stop.asked))?;
        }
        Ok(stop)
    }

    /// Whether the user wants to stop.
    pub(crate) fn is_asked(&self) -> bool {
        self.asked.load(Ordering::SeqCst)
    }

    /// The exit code that says so.
    pub(crate) fn code(&self) -> u8 {
        u8::try_from(self.code.load(Ordering::SeqCst)).unwrap_or(SIGNALS[0].1)
    }
}
