//! One thread that starts every child and lives as long as the process.
//!
//! Linux ties "die with the parent" to the thread that started the child, not to its process: a service
//! started from a test's own thread would end with that test.

use std::io;
use std::process::{Child, Command};
use std::sync::mpsc::{Sender, channel};
use std::sync::{LazyLock, Mutex, PoisonError};

type Order = (Command, Sender<io::Result<Child>>);

static SPAWNER: LazyLock<Mutex<Sender<Order>>> = LazyLock::new(|| {
    let (orders, incoming) = channel::<Order>();
    std::thread::spawn(move || {
        for (mut command, answer) in incoming {
            // A caller that no longer waits has no use for the answer.
            drop(answer.send(command.spawn()));
        }
    });
    Mutex::new(orders)
});

/// Starts a command from the long-lived thread.
pub(crate) fn spawn(command: Command) -> io::Result<Child> {
    let (answer, child) = channel();
    let gone = || io::Error::other("the thread that starts children has ended");
    SPAWNER
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .send((command, answer))
        .map_err(|_| gone())?;
    child.recv().map_err(|_| gone())?
}
