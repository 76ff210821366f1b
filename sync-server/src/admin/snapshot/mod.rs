//! What the page shows, section by section. Times are instants, never ages, so that what stands still says nothing new.

mod history;
mod queues;
mod readings;

pub(super) use history::Histories;
pub(super) use queues::{BrokerState, QueueRow, QueueWatcher};
pub(super) use readings::{NewSection, Readings};
