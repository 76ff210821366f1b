//! A register: its disk, the copies of it, and its program while that runs.

use crate::disk::Disk;
use pos_till::sync::plan::State;

/// A register's program in memory. A crash loses it.
pub struct Process {
    /// The plan's memory.
    pub state: State,
    /// The request whose answer the client still waits for.
    pub flight: Option<u64>,
    /// The newest request whose answer has come.
    pub answered: u64,
    /// The device token.
    pub token: Option<u64>,
    /// When the plan is told of the time next.
    pub tick_at: Option<u64>,
}

impl Process {
    /// The program as it starts from `disk`.
    pub fn start(disk: &Disk) -> Process {
        Process {
            state: State::started(disk.len(), disk.cursor),
            flight: None,
            answered: 0,
            token: None,
            tick_at: None,
        }
    }
}

/// A register.
pub struct Register {
    /// Its disk.
    pub disk: Disk,
    /// Older copies of that disk.
    pub copies: Vec<Disk>,
    /// Its program, while it runs.
    pub process: Option<Process>,
    /// Counts its starts: what was meant for an earlier run of the program is void.
    pub boot: u32,
    /// How many commands its people still give.
    pub left: u32,
    /// Its network is down until then.
    pub cut_until: u64,
    /// How many requests it has sent.
    pub requests: u64,
}

impl Register {
    /// A register with its program running.
    pub fn new(disk: Disk, commands: u32) -> Register {
        Register {
            process: Some(Process::start(&disk)),
            disk,
            copies: Vec::new(),
            boot: 0,
            left: commands,
            cut_until: 0,
            requests: 0,
        }
    }

    /// Whether everything on its disk is known to be on the server.
    pub fn is_settled(&self) -> bool {
        let process = self.process.as_ref();
        process.is_some_and(|process| process.state.is_settled())
            && self.disk.cursor == self.disk.len()
    }
}
