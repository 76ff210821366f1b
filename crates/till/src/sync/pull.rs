//! Brings the catalogue to the till: what has changed into the file in use, or all of it into a file beside it.

use super::board::Board;
use super::client::{Bearer, Client};
use super::hold::hold;
use super::plan::Failure;
use crate::catalogue::{StreamError, apply_delta, build_full};
use crate::till::SharedTill;
use std::io::{self, Read};

/// From how many changes on their coming is shown.
const WORTH_SHOWING: u64 = 1_000;

/// Pulls the catalogue; all of it when `whole` is asked for or the till has none.
pub(super) fn pull(
    till: &SharedTill,
    client: &Client,
    device: &Bearer,
    whole: bool,
    board: &Board,
) -> Result<(), Failure> {
    let (dir, file) = {
        let till = hold(till);
        let file = till.catalogue().map_err(|error| broken(&error))?;
        (till.dir().to_owned(), file.filter(|_| !whole))
    };
    let cursor = file.as_ref().map(|file| file.cursor);
    let stream = client
        .catalogue(device, cursor)
        .map_err(|error| error.failure())?;
    let stream = Stoppable { stream, board };
    let progress = |done, total| {
        if total >= WORTH_SHOWING {
            board.publish(None, |status| {
                status.catalogue_progress = Some((done, total))
            });
        }
    };
    let version = match file {
        Some(file) => {
            apply_delta(&file.path, stream, progress)
                .map_err(|error| stream_failure(&error))?
                .version
        }
        None => {
            let new = build_full(&dir, stream, progress).map_err(|error| stream_failure(&error))?;
            hold(till)
                .switch_catalogue(&new)
                .map_err(|error| broken(&error))?;
            new.cursor.version
        }
    };
    board.publish(None, |status| status.catalogue_version = Some(version));
    Ok(())
}

fn stream_failure(error: &StreamError) -> Failure {
    match error {
        StreamError::WrongBase { .. } => Failure::CursorUnknown,
        StreamError::Cut(_) => Failure::Away { wait_ms: None },
        other => broken(other),
    }
}

fn broken(error: &dyn std::error::Error) -> Failure {
    tracing::warn!(%error, "the catalogue was not taken over; it is fetched again");
    Failure::Broken
}

/// A stream that ends when the runner is to stop.
struct Stoppable<'a, R> {
    stream: R,
    board: &'a Board,
}

impl<R: Read> Read for Stoppable<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.board.is_stopping() {
            return Err(io::Error::other("the register is closing"));
        }
        self.stream.read(buffer)
    }
}
