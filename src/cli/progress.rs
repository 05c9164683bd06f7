//! What is said while long work goes on: documents, bytes, how fast, how long still.

use super::args::When;
use super::console::{Console, grouped};
use factrow::formats::input::Listing;
use indicatif::{HumanBytes, HumanDuration, ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Where nobody sees a bar move, a line is written this often.
const PAUSE: Duration = Duration::from_secs(10);

const COUNTING: &str = "{msg}, {binary_bytes}, {binary_bytes_per_sec}";
const COUNTED: &str = "{bar:25} {msg}, {binary_bytes} of {binary_total_bytes}, {binary_bytes_per_sec}, {eta} left";

/// A bar on a terminal, lines elsewhere if they were asked for, or nothing.
pub(crate) struct Progress {
    bar: ProgressBar,
    console: Console,
    lines: bool,
    /// The number of bytes to come is known.
    counted: std::sync::Arc<AtomicBool>,
    documents: u64,
    said: Instant,
}

impl Progress {
    /// Begins. What there is to read is counted meanwhile, by a list of its own.
    pub(crate) fn new(when: When, console: Console, listing: impl FnOnce() -> Option<Listing> + Send + 'static) -> Progress {
        let terminal = std::io::stderr().is_terminal();
        let show = match when {
            When::Always => true,
            When::Never => false,
            When::Auto => !console.is_quiet() && terminal,
        };
        let bar = if show && terminal { ProgressBar::no_length() } else { ProgressBar::hidden() };
        set(&bar, COUNTING);
        let counted = std::sync::Arc::new(AtomicBool::new(false));
        if show {
            let (bar, counted) = (bar.clone(), counted.clone());
            std::thread::spawn(move || {
                let sizes = listing().into_iter().flatten().filter_map(Result::ok).map(|f| f.size);
                let bytes: u64 = sizes.sum();
                // of pipes nothing is known
                if bytes > 0 {
                    set(&bar, COUNTED);
                    bar.set_length(bytes);
                    counted.store(true, Ordering::SeqCst);
                }
            });
        }
        Progress { bar, console, lines: show && !terminal, counted, documents: 0, said: Instant::now() }
    }

    /// What counts bytes on any thread.
    pub(crate) fn bytes(&self) -> impl Fn(u64) + Sync + use<> {
        let bar = self.bar.clone();
        move |n| bar.inc(n)
    }

    /// A document is done.
    pub(crate) fn document(&mut self) {
        self.documents += 1;
        if self.lines && self.said.elapsed() >= PAUSE {
            self.say();
            self.said = Instant::now();
        } else if !self.bar.is_hidden() {
            self.bar.set_message(format!("{} documents", grouped(self.documents)));
        }
    }

    /// Says something else in between.
    pub(crate) fn suspend(&self, say: impl FnOnce()) {
        self.bar.suspend(say);
    }

    /// Ends.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
        if self.lines {
            self.say();
        }
    }

    fn say(&self) {
        let seconds = self.bar.elapsed().as_secs_f64().max(0.001);
        let done = self.bar.position();
        let rate = done as f64 / seconds;
        let mut line = format!("{} documents, {}", grouped(self.documents), HumanBytes(done));
        if let Some(all) = self.bar.length().filter(|_| self.counted.load(Ordering::SeqCst)) {
            line.push_str(&format!(" of {}", HumanBytes(all)));
        }
        line.push_str(&format!(", {}/s", HumanBytes(rate as u64)));
        if let Some(all) = self.bar.length().filter(|all| *all > done && rate > 0.0) {
            let left = Duration::from_secs_f64((all - done) as f64 / rate);
            line.push_str(&format!(", {} left", HumanDuration(left)));
        }
        self.console.progress(&line);
    }
}

fn set(bar: &ProgressBar, template: &str) {
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
}
