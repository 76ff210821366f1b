//! The plainest fast code for each row's work: what the machine can do when nothing else is asked of it.

pub mod catalogue;
pub mod listen;
pub mod publish;
mod queues;
pub mod scan;
pub mod search;
pub mod unnest;

use serde::{Deserialize, Serialize};

/// What a piece of work came to.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Done {
    /// Seconds on the wall.
    pub wall_s: f64,
    /// Processor seconds.
    pub cpu_s: f64,
}
