//! Services that outlive their command: taken up again by the next one, and gone without a trace when they are stopped.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use pos_stack::{Service, Stack, StackOptions};

/// Every process that was told of this run folder: bubblewrap's own, of which one keeps each namespace alive.
fn kept_by(dir: &Path) -> Vec<u32> {
    let dir = dir.display().to_string();
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").expect("readable").flatten() {
        let command = fs::read(entry.path().join("cmdline")).unwrap_or_default();
        if String::from_utf8_lossy(&command).contains(&dir) {
            found.extend(
                entry
                    .file_name()
                    .to_str()
                    .and_then(|n| n.parse::<u32>().ok()),
            );
        }
    }
    found.sort_unstable();
    found
}

/// Whether a process is there and more than a memory of its end.
fn lives(pid: &str) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let state = stat
        .rsplit(") ")
        .next()
        .and_then(|rest| rest.chars().next());
    state.is_some_and(|state| !"ZX".contains(state))
}

#[test]
fn a_detached_stack_is_taken_up_again_and_stops_without_a_trace() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let options = || {
        StackOptions::new(dir.path())
            .only(&[Service::Redis, Service::RabbitMq])
            .detached()
    };
    let first = Stack::start(options()).expect("started");
    let pids = first.pids();
    drop(first);

    let again = Stack::attach(options()).expect("taken up");
    assert_eq!(
        again.pids(),
        pids,
        "the end of a command does not end a detached stack"
    );
    assert!(again.is_ready(Service::Redis) && again.is_ready(Service::RabbitMq));
    // The port mapper of RabbitMQ outlives its broker: it must not outlive the stop.
    again.stop().expect("stopped");
    assert_eq!(kept_by(dir.path()), Vec::<u32>::new());
}

#[test]
fn what_a_killed_keeper_left_behind_does_not_hold_the_next_start() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let options = || {
        StackOptions::new(dir.path())
            .only(&[Service::Redis])
            .detached()
    };
    drop(Stack::start(options()).expect("started"));
    let keeper = kept_by(dir.path())[0].to_string();
    assert!(
        Command::new("kill")
            .args(["-KILL", &keeper])
            .status()
            .expect("kill runs")
            .success()
    );
    // A busy machine takes a moment to end it.
    while lives(&keeper) {
        std::thread::sleep(Duration::from_millis(10));
    }

    let again = Stack::start(options()).expect("started on the same port");
    assert!(again.is_ready(Service::Redis));
    again.stop().expect("stopped");
    assert_eq!(kept_by(dir.path()), Vec::<u32>::new());
}
