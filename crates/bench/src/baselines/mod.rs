//! The plainest fast code for each row's work: what the machine can do when nothing else is asked of it.

pub mod catalogue;
pub mod listen;
pub mod publish;
mod queues;
pub mod scan;
pub mod search;
pub mod unnest;
