//! Documents in parallel, results in order, memory bounded.
//!
//! One thread lists and cuts inputs, others work, and the calling one takes the results in the order of the inputs while
//! later ones are still worked on. However fast one of them is, only so many bytes are on their way.

use factrow::formats::input::{Failure, File, Item, Listing, ReadOptions, expand};
use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What is handed to a thread at once: enough to make the handing over cheap, and what is done with short texts side by side.
const GROUP_BYTES: u64 = 64 << 10;
const GROUP_TASKS: usize = 128;

/// Bytes of input on their way for each thread: what is made of them takes many times as much.
const AHEAD: u64 = 128 << 10;

/// What a task takes that reads nothing.
const LEAST: u64 = 256;

/// How often is looked whether the user wants to stop.
const LOOK: Duration = Duration::from_millis(50);

/// Hands on the items of all files in their order, until `take` returns false.
pub(crate) fn items(listing: impl Iterator<Item = Result<File, Failure>>, options: &ReadOptions, take: &mut dyn FnMut(Item) -> bool) {
    for listed in listing {
        let go_on = match listed {
            Ok(file) => expand(file, options, take),
            Err(failure) => take(Item::Failed(failure)),
        };
        if !go_on {
            return;
        }
    }
}

/// Works through the items of all files: `work` makes of some of them a result for each, on any thread; `done` runs in the
/// order of the files on this one, and returns whether to go on.
pub(crate) fn run<R: Send + 'static, S: Default>(
    listing: Listing,
    options: &ReadOptions,
    work: impl Fn(&mut S, Vec<Item>) -> Vec<R> + Sync,
    done: impl FnMut(R) -> anyhow::Result<bool>,
) -> anyhow::Result<()> {
    let options = options.clone();
    let produce = move |take: &mut dyn FnMut(Item, u64) -> bool| {
        items(listing, &options, &mut |item| {
            let size = item.size();
            take(item, size)
        });
    };
    run_tasks(produce, work, done, &|| false)
}

/// The same for tasks of any kind. `produce` runs on a thread of its own, which is left behind if it hangs when all others
/// have been told to stop; `stop` is asked again and again.
pub(crate) fn run_tasks<T: Send + 'static, R: Send + 'static, S: Default>(
    produce: impl FnOnce(&mut dyn FnMut(T, u64) -> bool) + Send + 'static,
    work: impl Fn(&mut S, Vec<T>) -> Vec<R> + Sync,
    mut done: impl FnMut(R) -> anyhow::Result<bool>,
    stop: &dyn Fn() -> bool,
) -> anyhow::Result<()> {
    let threads = rayon::current_num_threads();
    let line = Arc::new(Line::<T, R>::new(AHEAD * threads as u64));
    let producing = Arc::clone(&line);
    std::thread::Builder::new().name("factrow-inputs".to_owned()).spawn(move || producing.fill(produce))?;
    std::thread::scope(|scope| {
        // whatever way this ends, nobody waits any more
        let _stopped = Stopped(&line);
        for i in 0..threads {
            let worker = || line.work(&work);
            std::thread::Builder::new().name(format!("factrow-{i}")).spawn_scoped(scope, worker)?;
        }
        let mut next = 0;
        while let Some(results) = line.take(next, stop)? {
            next += 1;
            for result in results {
                if !done(result)? {
                    return Ok(());
                }
            }
        }
        Ok(())
    })
}

/// What is on its way.
struct Line<T, R> {
    state: Mutex<State<T, R>>,
    changed: Condvar,
    /// Most bytes on their way, but for a single task that is larger.
    room: u64,
}

struct State<T, R> {
    /// Groups of tasks by number, and their bytes.
    waiting: VecDeque<(u64, u64, Vec<T>)>,
    finished: BTreeMap<u64, (u64, Vec<R>)>,
    groups: u64,
    bytes: u64,
    ended: bool,
    stopped: bool,
    /// A thread has failed where nothing ought to.
    broken: bool,
}

struct Stopped<'l, T, R>(&'l Line<T, R>);

impl<T, R> Drop for Stopped<'_, T, R> {
    fn drop(&mut self) {
        self.0.state().stopped = true;
        self.0.changed.notify_all();
    }
}

impl<T, R> Line<T, R> {
    fn new(room: u64) -> Line<T, R> {
        let state =
            State { waiting: VecDeque::new(), finished: BTreeMap::new(), groups: 0, bytes: 0, ended: false, stopped: false, broken: false };
        Line { state: Mutex::new(state), changed: Condvar::new(), room }
    }

    fn state(&self) -> MutexGuard<'_, State<T, R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'g>(&self, state: MutexGuard<'g, State<T, R>>) -> MutexGuard<'g, State<T, R>> {
        self.changed.wait_timeout(state, LOOK).unwrap_or_else(PoisonError::into_inner).0
    }

    /// Puts in what is produced.
    fn fill(&self, produce: impl FnOnce(&mut dyn FnMut(T, u64) -> bool)) {
        let mut group = Vec::new();
        let mut size = 0;
        let produced = catch_unwind(AssertUnwindSafe(|| {
            produce(&mut |task, bytes| {
                group.push(task);
                size += bytes.max(LEAST);
                if size < GROUP_BYTES && group.len() < GROUP_TASKS {
                    return true;
                }
                self.put(std::mem::take(&mut group), std::mem::take(&mut size))
            });
        }));
        if !group.is_empty() {
            self.put(group, size);
        }
        let mut state = self.state();
        state.ended = true;
        state.broken |= produced.is_err();
        self.changed.notify_all();
    }

    /// Waits until there is room; false when nobody wants more.
    fn put(&self, tasks: Vec<T>, size: u64) -> bool {
        let mut state = self.state();
        while state.bytes > 0 && state.bytes + size > self.room && !state.stopped {
            state = self.wait(state);
        }
        if state.stopped {
            return false;
        }
        let number = state.groups;
        state.groups += 1;
        state.bytes += size;
        state.waiting.push_back((number, size, tasks));
        self.changed.notify_all();
        true
    }

    /// Works until there is nothing left.
    fn work<S: Default>(&self, work: &impl Fn(&mut S, Vec<T>) -> Vec<R>) {
        let mut scratch = S::default();
        loop {
            let mut state = self.state();
            let (number, size, tasks) = loop {
                if state.stopped {
                    return;
                }
                match state.waiting.pop_front() {
                    Some(group) => break group,
                    None if state.ended => return,
                    None => state = self.wait(state),
                }
            };
            drop(state);
            let results = catch_unwind(AssertUnwindSafe(|| work(&mut scratch, tasks)));
            let mut state = self.state();
            match results {
                Ok(results) => drop(state.finished.insert(number, (size, results))),
                Err(_) => state.broken = true,
            }
            self.changed.notify_all();
        }
    }

    /// The results of a group; nothing behind the last one, or when the user wants to stop.
    fn take(&self, number: u64, stop: &dyn Fn() -> bool) -> anyhow::Result<Option<Vec<R>>> {
        let mut state = self.state();
        loop {
            if let Some((size, results)) = state.finished.remove(&number) {
                state.bytes -= size;
                self.changed.notify_all();
                return Ok(Some(results));
            }
            if state.broken {
                anyhow::bail!("internal error; please report it");
            }
            if stop() || state.ended && number == state.groups {
                return Ok(None);
            }
            state = self.wait(state);
        }
    }
}
