//! What a caller may choose about a set of services.

use std::path::PathBuf;

use crate::Service;

/// Which services to run, where they keep their data, and how.
#[derive(Debug, Clone)]
pub struct StackOptions {
    /// Data, ports, passwords and logs. What an earlier run left there is used again.
    pub dir: PathBuf,
    /// Which services to start.
    pub services: Vec<Service>,
    /// Whether Postgres waits for the disk. Tests may do without; runs whose numbers or losses count may not.
    pub fsync: bool,
    /// Whether the services live on when this process ends.
    pub detached: bool,
}

impl StackOptions {
    /// All four services, durable, ending with this process.
    #[must_use]
    pub fn new(dir: impl Into<PathBuf>) -> StackOptions {
        StackOptions {
            dir: dir.into(),
            services: Service::ALL.to_vec(),
            fsync: true,
            detached: false,
        }
    }

    /// Only these services.
    #[must_use]
    pub fn only(mut self, services: &[Service]) -> StackOptions {
        self.services = services.to_vec();
        self
    }

    /// Without waiting for the disk.
    #[must_use]
    pub fn without_fsync(mut self) -> StackOptions {
        self.fsync = false;
        self
    }

    /// Living on when this process ends.
    #[must_use]
    pub fn detached(mut self) -> StackOptions {
        self.detached = true;
        self
    }
}
