//! Builds the whole catalogue as a till's file, once for many tills: packed, under its hash, kept in Postgres.

use super::snapshot::Snapshot;
use crate::modules::catalog::contract as catalog;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::body::Bytes;
use pos_catalogue_file::{FORMAT, build_at};
use pos_protocol::catalog::{Cursor, SnapshotOffer};
use pos_protocol::hash::Hash;
use sqlx::{PgConnection, PgPool};
use std::fs::File;
use std::io::{self, Read};
use tokio::sync::mpsc;

/// An image that is no more versions behind than this is not built anew: the rest comes as changes.
const BEHIND: u64 = 1_000;

/// How hard the file is packed: zstd's own default.
const LEVEL: i32 = 3;

/// How many pieces of the stream wait for the file to be written.
const PIECES: usize = 8;

/// An image that a till can take now, built if there is none.
pub async fn image(state: &AppState) -> Result<SnapshotOffer, ApiError> {
    let mut db = state.db.acquire().await?;
    let there = newest(&mut db).await?;
    drop(db);
    if let Some(image) = there {
        return Ok(image);
    }
    let (db, building) = (state.db.clone(), state.building.clone());
    let build = async move {
        // Before a connection is taken: whoever waits with one in hand leaves none to whoever builds.
        let _turn = building.lock().await;
        let mut tx = db.begin().await?;
        take_time(&mut tx).await?;
        catalog::lock_images(&mut tx).await?;
        // Somebody else may have built it meanwhile.
        if let Some(image) = newest(&mut tx).await? {
            return Ok(image);
        }
        let (cursor, products, bytes) = packed(&db).await?;
        let image = SnapshotOffer {
            hash: Hash::of(&bytes),
            bytes: bytes.len() as u64,
            products,
            cursor,
        };
        catalog::save_image(&mut tx, image, FORMAT, &bytes).await?;
        tx.commit().await?;
        Ok(image)
    };
    state.writes.run(build).await
}

async fn newest(db: &mut PgConnection) -> Result<Option<SnapshotOffer>, sqlx::Error> {
    let head = catalog::head(db).await?;
    catalog::newest_image(db, FORMAT, head.version.saturating_sub(BEHIND)).await
}

/// Building may take longer than a request, and so may waiting for somebody else who builds.
async fn take_time(tx: &mut PgConnection) -> Result<(), sqlx::Error> {
    for limit in [
        "set local statement_timeout = '1min'",
        "set local lock_timeout = '15s'",
        "set local idle_in_transaction_session_timeout = '5min'",
    ] {
        sqlx::query(limit).execute(&mut *tx).await?;
    }
    Ok(())
}

/// The catalogue of this moment as a file, packed; where it is, and how many products it has.
async fn packed(db: &PgPool) -> Result<(Cursor, u64, Vec<u8>), ApiError> {
    let (pieces, rest) = mpsc::channel(PIECES);
    let file = tokio::task::spawn_blocking(move || write_and_pack(Pieces::of(rest)));
    let sent = send(db, pieces).await;
    let file = file.await.map_err(|gone| ApiError::internal(&gone))?;
    // A stream that failed is the cause, a file that was cut the effect.
    sent?;
    file.map_err(|cause| ApiError::internal(&cause))
}

/// Sends the whole catalogue, piece by piece, as the stream of somebody who has nothing.
async fn send(db: &PgPool, pieces: mpsc::Sender<Bytes>) -> Result<(), ApiError> {
    let mut snapshot = Snapshot::open(db, Cursor::ZERO).await?;
    snapshot.wait_for_slow_readers().await?;
    let mut encoder = snapshot.plain()?;
    while snapshot.read_into(&mut encoder).await? {
        if pieces.send(encoder.take_plain()).await.is_err() {
            // The other side has failed, and says why.
            return Ok(());
        }
    }
    let _ = pieces.send(encoder.finish()?.into()).await;
    Ok(())
}

fn write_and_pack(stream: impl Read) -> io::Result<(Cursor, u64, Vec<u8>)> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("catalogue.db");
    File::create_new(&path)?;
    let (cursor, products) = build_at(&path, stream).map_err(io::Error::other)?;
    Ok((
        cursor,
        products,
        zstd::encode_all(File::open(&path)?, LEVEL)?,
    ))
}

/// Pieces of a stream that are read one after the other.
struct Pieces {
    more: mpsc::Receiver<Bytes>,
    piece: Bytes,
}

impl Pieces {
    fn of(more: mpsc::Receiver<Bytes>) -> Pieces {
        Pieces {
            more,
            piece: Bytes::new(),
        }
    }
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            match self.more.blocking_recv() {
                Some(piece) => self.piece = piece,
                None => return Ok(0),
            }
        }
        let count = buffer.len().min(self.piece.len());
        buffer[..count].copy_from_slice(&self.piece.split_to(count));
        Ok(count)
    }
}
