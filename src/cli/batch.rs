//! Many articles at once, results in order.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

/// So many items for each thread may be done or in work before the first of them is taken: enough that one long article
/// does not hold up the others, few enough that memory stays flat.
const AHEAD: usize = 32;

/// Where the threads are.
#[derive(Default)]
struct Gate {
    /// Items asked for.
    begun: usize,
    /// Items in work.
    busy: usize,
    /// Results taken.
    taken: usize,
    /// Nothing more is wanted, or there.
    over: bool,
}

/// Does `work` on each of `items`, on so many threads, and gives the results to `take`, on this one, in the order of the
/// items. Ends early when `take` says `false`; what is in work then is finished and dropped.
///
/// An item that is alone in work may use rayon's pool. Where there are others, each keeps to a thread of its own: threads
/// that share out the parts of every article wait for each other at the end of every article.
pub fn in_order<I: Send, T: Send>(
    threads: usize,
    items: impl Iterator<Item = I> + Send,
    work: impl Fn(I) -> T + Sync,
    mut take: impl FnMut(T) -> bool,
) {
    let items = Mutex::new(items.enumerate());
    let gate = Mutex::new(Gate::default());
    let moved = Condvar::new();
    let next = || {
        let full = |gate: &mut Gate| !gate.over && gate.begun >= gate.taken + threads * AHEAD;
        let mut free = moved
            .wait_while(lock(&gate), full)
            .unwrap_or_else(PoisonError::into_inner);
        if free.over {
            return None;
        }
        free.begun += 1;
        drop(free);
        // The gate is open meanwhile: the next item may be long in coming.
        let item = lock(&items).next();
        let mut gate = lock(&gate);
        let Some(item) = item else {
            gate.over = true;
            moved.notify_all();
            return None;
        };
        gate.busy += 1;
        Some((item, gate.busy == 1))
    };
    thread::scope(|scope| {
        let (sender, results) = mpsc::channel();
        for _ in 0..threads {
            let (sender, next, work) = (sender.clone(), &next, &work);
            let gate = &gate;
            scope.spawn(move || {
                // Made when a second item comes. Without it, the shared pool does all: slower, not worse.
                let own = LazyCell::new(|| rayon::ThreadPoolBuilder::new().num_threads(1).build().ok());
                while let Some(((index, item), alone)) = next() {
                    let own = if alone { None } else { own.as_ref() };
                    let result = match own {
                        Some(own) => own.install(|| work(item)),
                        None => work(item),
                    };
                    lock(gate).busy -= 1;
                    // Nobody listens any more once `take` has said so.
                    let _ = sender.send((index, result));
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut taken = 0;
        for (index, result) in results {
            early.insert(index, result);
            while let Some(result) = early.remove(&taken) {
                taken += 1;
                let going_on = take(result);
                let mut gate = lock(&gate);
                gate.taken = taken;
                gate.over |= !going_on;
                moved.notify_all();
                if !going_on {
                    return;
                }
            }
        }
    });
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn results_come_in_order_and_all_of_them() {
        for threads in [1, 2, 7] {
            let mut taken = Vec::new();
            let slow_at_first = |item: usize| {
                if item.is_multiple_of(50) {
                    thread::sleep(std::time::Duration::from_millis(5));
                }
                item * 2
            };
            in_order(threads, 0..1000, slow_at_first, |result| {
                taken.push(result);
                true
            });
            assert_eq!(taken, (0..1000).map(|item| item * 2).collect::<Vec<_>>(), "{threads}");
        }
    }

    #[test]
    fn it_ends_when_told_and_runs_no_further_ahead_than_it_may() {
        let begun = AtomicUsize::new(0);
        let count = |item: usize| {
            begun.fetch_add(1, Ordering::Relaxed);
            item
        };
        let mut taken = 0;
        in_order(3, 0.., count, |item| {
            taken = item;
            item < 10
        });
        assert_eq!(taken, 10);
        assert!(begun.load(Ordering::Relaxed) <= 11 + 3 * AHEAD + 3);
    }

    #[test]
    fn nothing_gives_nothing() {
        in_order(2, std::iter::empty::<()>(), |()| (), |()| panic!("no result"));
    }
}
