//! Ctrl-C: every child is ended, however deep, and the exit code is 130.

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process, set_child_subreaper};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

/// From here on an interrupt ends all children and this process with 130.
pub fn end_children_on_interrupt() -> Result<()> {
    // Grandchildren whose own parent has gone become our children, so that none is out of sight.
    set_child_subreaper(Some(rustix::process::getpid())).context("asking to adopt orphans")?;
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP]).context("listening for Ctrl-C")?;
    std::thread::spawn(move || {
        if signals.forever().next().is_some() {
            end_children();
            eprintln!("cargo xtask: interrupted");
            std::process::exit(130);
        }
    });
    Ok(())
}

/// Before this process becomes another program: that one looks after its own children.
pub fn leave_children_alone() {
    // Refused only by kernels that never adopted anyone either.
    let _ = set_child_subreaper(None);
}

/// Ends everything that descends from this process.
pub fn end_children() {
    // New ones may be born while the list is read: look until there are none but the dead.
    for _ in 0..20 {
        let below = pos_stack::descendants(std::process::id());
        if below.is_empty() {
            return;
        }
        for pid in below {
            if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
                // It may have ended by itself: then nothing is left to do.
                let _ = kill_process(pid, Signal::KILL);
            }
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}
