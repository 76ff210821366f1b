//! The kinds of faults, and how often each has struck.

use std::collections::BTreeMap;

macro_rules! faults {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)+) => {
        /// A kind of fault.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Fault { $($(#[$doc])* $variant),+ }

        impl Fault {
            /// Every kind.
            pub const ALL: &[Fault] = &[$(Fault::$variant),+];

            /// Its name in the report.
            pub fn name(self) -> &'static str {
                match self { $(Fault::$variant => $name),+ }
            }
        }
    };
}

faults! {
    /// A request never arrives.
    RequestLost = "request_lost",
    /// A request arrives after the till has given it up.
    RequestLate = "request_late",
    /// A request arrives twice.
    RequestDoubled = "request_doubled",
    /// An answer never arrives.
    AnswerLost = "answer_lost",
    /// An answer arrives after the till has given it up.
    AnswerLate = "answer_late",
    /// An answer arrives twice.
    AnswerDoubled = "answer_doubled",
    /// An answer arrives after the answer to a later request.
    AnswerReordered = "answer_reordered",
    /// A till's network is down when it wants to send.
    NetworkDown = "network_down",
    /// A till's program dies.
    TillCrash = "till_crash",
    /// It dies when an answer has arrived and the cursor is not saved yet.
    TillCrashBeforeCursor = "till_crash_before_cursor",
    /// It dies when a fact is on disk and nobody has been told.
    TillCrashAfterWrite = "till_crash_after_write",
    /// The server dies with a request in its hands that it has not committed.
    ServerCrashBeforeCommit = "server_crash_before_commit",
    /// The server dies when it has committed and not answered.
    ServerCrashAfterCommit = "server_crash_after_commit",
    /// A request finds no server.
    ServerDown = "server_down",
    /// A request finds the server without its database.
    DatabaseAway = "database_away",
    /// A device token is not taken.
    TokenRefused = "token_refused",
    /// A push is larger than something on the way allows.
    BatchRefused = "batch_refused",
    /// A request finds a server of another protocol.
    OtherProtocol = "other_protocol",
    /// A till goes on from an older copy of its disk.
    DiskRestored = "disk_restored",
    /// A second till runs beside the first from a copy of its disk.
    DiskCloned = "disk_cloned",
    /// The server goes on from an older dump of its database.
    DatabaseRestored = "database_restored",
    /// And that dump doesn't know a register that is trading.
    EnrolmentLost = "enrolment_lost",
}

/// How often each kind has struck.
#[derive(Debug, Clone, Default)]
pub struct Faults(BTreeMap<Fault, u64>);

impl Faults {
    /// One more.
    pub fn strike(&mut self, fault: Fault) {
        *self.0.entry(fault).or_default() += 1;
    }

    /// Those of another day too.
    pub fn add(&mut self, other: &Faults) {
        for (fault, count) in &other.0 {
            *self.0.entry(*fault).or_default() += count;
        }
    }

    /// How often `fault` has struck.
    pub fn count(&self, fault: Fault) -> u64 {
        self.0.get(&fault).copied().unwrap_or(0)
    }

    /// Each kind with its count, the zeros too.
    pub fn table(&self) -> BTreeMap<&'static str, u64> {
        Fault::ALL
            .iter()
            .map(|fault| (fault.name(), self.count(*fault)))
            .collect()
    }
}
