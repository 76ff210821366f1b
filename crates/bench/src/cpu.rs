//! How long the processor worked, as the kernel counts it.

use std::time::Duration;

/// The kernel's clock ticks in a second, the same on every Linux that this runs on.
const TICKS: u64 = 100;

/// What the calling thread has used so far.
pub fn of_this_thread() -> Duration {
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = counted.split(' ').next().and_then(|text| text.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or_default())
}

/// What this whole process has used so far.
pub fn of_this_process() -> Duration {
    of(std::process::id())
}

/// What the running processes below this one that are called `name` have used so far.
pub fn of_children_named(name: &str) -> Duration {
    let called = |pid: &u32| {
        let comm = std::fs::read_to_string(format!("/proc/{pid}/comm"));
        comm.is_ok_and(|comm| comm.trim() == name)
    };
    let below = pos_stack::descendants(std::process::id());
    below.into_iter().filter(called).map(of).sum()
}

/// What the process of `pid` has used so far.
pub fn of(pid: u32) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // The name may have spaces in it; behind it the user's and the kernel's ticks are the twelfth and thirteenth.
    let fields = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace();
    let ticks: u64 = fields
        .skip(11)
        .take(2)
        .filter_map(|text| text.parse::<u64>().ok())
        .sum();
    Duration::from_millis(ticks * 1_000 / TICKS)
}
