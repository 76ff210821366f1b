//! Ctrl-C: the run ends with 130 and no child is left behind.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use pos_stack::descendants;
use rustix::process::{Pid, Signal, getpid, kill_process, set_child_subreaper};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::error::{ReplayError, during};
use crate::progress::say;

/// The exit code of a command that was interrupted.
pub const INTERRUPTED: u8 = 130;

static GENTLE: AtomicBool = AtomicBool::new(false);
static ASKED: AtomicBool = AtomicBool::new(false);

/// From here on Ctrl-C ends every child and this process.
///
/// # Errors
/// When the system lets nobody listen.
pub fn listen() -> Result<(), ReplayError> {
    // Grandchildren whose own parent has gone become our children, so that none is out of sight.
    set_child_subreaper(Some(getpid())).map_err(during("asking to adopt orphans"))?;
    let mut signals =
        Signals::new([SIGINT, SIGTERM, SIGHUP]).map_err(during("listening for Ctrl-C"))?;
    std::thread::spawn(move || {
        for _ in signals.forever() {
            let before = ASKED.swap(true, Ordering::SeqCst);
            // Where somebody waits for it, the first one is left to him; the second time nobody waits for a clean stop.
            if GENTLE.load(Ordering::SeqCst) && !before {
                continue;
            }
            GENTLE.store(false, Ordering::SeqCst);
            end_children();
            say("interrupted");
            std::process::exit(i32::from(INTERRUPTED));
        }
    });
    Ok(())
}

/// Waits for Ctrl-C and leaves the stopping to the caller.
pub fn wait_gently() {
    GENTLE.store(true, Ordering::SeqCst);
    while !ASKED.load(Ordering::SeqCst) {
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// To be called before this process ends: what failed because its children were ended is no result, and 130 is on its way.
pub fn before_the_end() {
    while ASKED.load(Ordering::SeqCst) && !GENTLE.load(Ordering::SeqCst) {
        std::thread::park();
    }
}

fn end_children() {
    // New ones may be born while the list is read: look until there are none.
    for _ in 0..50 {
        let below = descendants(std::process::id());
        if below.is_empty() {
            return;
        }
        for pid in below {
            if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
                // It may have ended by itself: then nothing is left to do.
                let _ = kill_process(pid, Signal::KILL);
            }
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}
