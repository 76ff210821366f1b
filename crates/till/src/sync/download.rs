//! A catalogue on its way: it ends when the runner is to stop, and what is of no use is fetched again.

use super::board::Board;
use super::plan::Failure;
use std::io::{self, Read};

/// The failure after which the catalogue is fetched again; the log says why.
pub(super) fn broken(error: &dyn std::error::Error) -> Failure {
    tracing::warn!(%error, "the catalogue was not taken over; it is fetched again");
    Failure::Broken
}

/// A stream that ends when the runner is to stop.
pub(super) struct Stoppable<'a, R> {
    pub stream: R,
    pub board: &'a Board,
}

impl<R: Read> Read for Stoppable<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.board.is_stopping() {
            return Err(io::Error::other("the register is closing"));
        }
        self.stream.read(buffer)
    }
}
