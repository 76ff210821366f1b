//! Brings the catalogue to the till: what has changed into the file in use, or all of it into a file beside it.

use super::board::Board;
use super::client::{Bearer, Client};
use super::client_error::ClientError;
use super::download::{Stoppable, broken};
use super::hold::hold;
use super::plan::Failure;
use super::snapshot::take_snapshot;
use crate::catalogue::{StreamError, Writer, build_full};
use crate::till::SharedTill;
use pos_protocol::catalog::{CatalogNews, Cursor, SnapshotOffer};
use pos_protocol::codes::Code;
use std::io::Read;
use std::path::Path;

/// From how many changes on their coming is shown.
const WORTH_SHOWING: u64 = 1_000;

/// Pulls the catalogue: what has changed, or what the server offers in its place. `whole` takes all of it as a stream,
/// which is slower than the image that the server would offer, but needs nothing of what may have failed.
pub(super) fn pull(
    till: &SharedTill,
    client: &Client,
    device: &Bearer,
    whole: bool,
    board: &Board,
    file: &mut Option<Writer>,
) -> Result<(), Failure> {
    match changes(till, client, device, whole, board, file) {
        Err(Lack::Image(offer)) => {
            *file = None;
            take_snapshot(till, client, device, &offer, board)?;
            // What has changed since it was built. A server that offers an image again is asked another time.
            changes(till, client, device, false, board, file).map_err(Lack::failure)?;
        }
        done => done.map_err(Lack::failure)?,
    }
    ready(till, file);
    Ok(())
}

/// Why there are no changes.
enum Lack {
    /// There is an image to take.
    Image(SnapshotOffer),
    /// It failed.
    Failed(Failure),
}

impl Lack {
    fn failure(self) -> Failure {
        match self {
            Lack::Image(_) => Failure::CursorUnknown,
            Lack::Failed(failure) => failure,
        }
    }
}

impl From<Failure> for Lack {
    fn from(failure: Failure) -> Lack {
        Lack::Failed(failure)
    }
}

impl From<ClientError> for Lack {
    fn from(error: ClientError) -> Lack {
        match error {
            ClientError::Problem {
                code: Code::CursorUnknown,
                snapshot: Some(offer),
                ..
            } => Lack::Image(*offer),
            error => Lack::Failed(error.failure()),
        }
    }
}

/// Pulls what has changed, into the file in use or into a new one.
fn changes(
    till: &SharedTill,
    client: &Client,
    device: &Bearer,
    whole: bool,
    board: &Board,
    file: &mut Option<Writer>,
) -> Result<(), Lack> {
    let (dir, in_use) = {
        let till = hold(till);
        let in_use = till.catalogue().map_err(|error| broken(&error))?;
        (till.dir().to_owned(), in_use.filter(|_| !whole))
    };
    let cursor = match &in_use {
        Some(file) => Some(file.cursor),
        None if whole => None,
        None => Some(Cursor::ZERO),
    };
    let stream = client.catalogue(device, cursor)?;
    let stream = Stoppable { stream, board };
    let progress = |done, total| {
        if total >= WORTH_SHOWING {
            board.publish(None, |status| {
                status.catalogue_progress = Some((done, total))
            });
        }
    };
    let version = match in_use {
        Some(in_use) => {
            apply(file, &in_use.path, stream, progress)
                .map_err(|error| stream_failure(&error))?
                .version
        }
        None => {
            *file = None;
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

/// Opens the file in use for what the server is going to tell: the first price that is told needs no longer than the next.
pub(super) fn ready(till: &SharedTill, file: &mut Option<Writer>) {
    let in_use = hold(till).catalogue();
    if file.is_none()
        && let Ok(Some(in_use)) = in_use
    {
        // Where it can't be opened or written, what is told will say why.
        *file = Writer::open(&in_use.path)
            .and_then(|mut writer| writer.warm().map(|()| writer))
            .ok();
    }
}

/// Takes what the server told without being asked; whether the till now has what there is.
pub(super) fn told(
    till: &SharedTill,
    news: &CatalogNews,
    board: &Board,
    file: &mut Option<Writer>,
) -> bool {
    let in_use = hold(till).catalogue();
    let Ok(Some(in_use)) = in_use else {
        return false;
    };
    if in_use.cursor == news.cursor {
        return true;
    }
    let Some(changes) = &news.changes else {
        return false;
    };
    match apply(file, &in_use.path, changes.as_bytes(), |_, _| {}) {
        Ok(cursor) => {
            board.publish(None, |status| {
                status.catalogue_version = Some(cursor.version)
            });
            true
        }
        Err(error) => {
            // They lead there from another place than this till's.
            tracing::debug!(%error, "the changes that were told are asked for");
            false
        }
    }
}

/// Applies changes to the file at `path`, with the writer that is open already if it is that file's.
fn apply(
    kept: &mut Option<Writer>,
    path: &Path,
    stream: impl Read,
    progress: impl FnMut(u64, u64),
) -> Result<Cursor, StreamError> {
    let mut writer = match kept.take() {
        Some(writer) if writer.path() == path => writer,
        _ => Writer::open(path)?,
    };
    let cursor = writer.apply(stream, progress)?;
    // One that failed is opened anew.
    *kept = Some(writer);
    Ok(cursor)
}

fn stream_failure(error: &StreamError) -> Failure {
    match error {
        StreamError::WrongBase { .. } | StreamError::Damaged(_) => Failure::CursorUnknown,
        StreamError::Cut(_) => Failure::Away { wait_ms: None },
        other => broken(other),
    }
}
