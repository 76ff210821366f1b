//! Reads a stream's lines from one snapshot of the database, whole or as they go out.

use super::encode::Encoder;
use super::unknown;
use crate::modules::catalog::contract as catalog;
use crate::platform::moves::Step;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::body::{Body, Bytes};
use pos_protocol::catalog::Cursor;
use sqlx::{PgPool, Postgres, Transaction};
use std::io::Write;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

/// How many pieces wait for a slow till.
const PIECES: usize = 8;

/// The most lines, and the most bytes, of a stream that is told rather than asked for.
const INLINE_LINES: i64 = 32;
const INLINE_BYTES: usize = 4 * 1024;

/// Why there is no whole stream.
#[derive(Debug, Clone)]
pub enum BuildError {
    /// The catalogue is no longer at that target.
    Moved,
    /// It failed.
    Failed(ApiError),
}

impl<E: Into<ApiError>> From<E> for BuildError {
    fn from(error: E) -> BuildError {
        BuildError::Failed(error.into())
    }
}

impl From<std::io::Error> for ApiError {
    fn from(error: std::io::Error) -> ApiError {
        ApiError::internal(&error)
    }
}

/// The whole stream from `base` to `target`.
pub async fn whole(state: AppState, base: Cursor, target: Cursor) -> Result<Bytes, BuildError> {
    let db = state.db.clone();
    let built = state.writes.run(async move {
        let mut snapshot = Snapshot::open(&db, base).await?;
        if snapshot.target != target {
            return Ok(None);
        }
        let mut encoder = snapshot.begin()?;
        while snapshot.read_into(&mut encoder).await? {}
        Ok(Some(encoder.end()?))
    });
    built.await?.ok_or(BuildError::Moved)
}

/// Where the catalogue is, and the stream from `base` to there, unpacked; that only when it is small.
pub async fn news_since(db: &PgPool, base: Cursor) -> Result<(Cursor, Option<String>), ApiError> {
    let seen = catalog::step(&mut *db.acquire().await?, base, INLINE_LINES + 1).await?;
    // What is not ours is forgotten, or was so before the database was restored from a backup.
    if !seen.ours || seen.lines.len() as u64 > INLINE_LINES.unsigned_abs() {
        return Ok((seen.head, None));
    }
    let step = Step {
        from: base,
        to: seen.head,
        lines: seen.lines,
    };
    Ok((step.to, inline(&step)?))
}

/// `step` as a stream, unpacked; only when it is small.
pub fn inline(step: &Step) -> Result<Option<String>, ApiError> {
    let mut encoder = Encoder::begin(Vec::new(), step.from, step.to, step.lines.len() as u64)?;
    for line in &step.lines {
        encoder.line(line)?;
    }
    let text = String::from_utf8(encoder.finish()?).map_err(|cause| ApiError::internal(&cause))?;
    Ok((text.len() <= INLINE_BYTES).then_some(text))
}

/// The stream from `base` to wherever the catalogue is, sent while it is read.
///
/// When something fails in its middle the till misses the last line and applies nothing.
pub async fn stream(state: &AppState, base: Cursor) -> Result<Body, ApiError> {
    let db = state.db.clone();
    let mut snapshot = state
        .writes
        .run(async move {
            let mut snapshot = Snapshot::open(&db, base).await?;
            snapshot.wait_for_slow_readers().await?;
            Ok(snapshot)
        })
        .await?;
    let mut encoder = snapshot.begin()?;
    let (pieces, out) = mpsc::channel::<Result<Bytes, ApiError>>(PIECES);
    let sent = state.metrics.catalogue_bytes.clone();
    state.writes.start(async move {
        loop {
            let piece = match snapshot.read_into(&mut encoder).await {
                Ok(true) => Ok(encoder.take()),
                Ok(false) => {
                    let end = encoder.end().map_err(ApiError::from);
                    sent.inc_by(end.as_ref().map_or(0, Bytes::len) as u64);
                    // A till that has gone needs no end.
                    let _ = pieces.send(end).await;
                    return;
                }
                Err(error) => Err(error),
            };
            let failed = piece.is_err();
            sent.inc_by(piece.as_ref().map_or(0, Bytes::len) as u64);
            if pieces.send(piece).await.is_err() || failed {
                return;
            }
        }
    });
    Ok(Body::from_stream(ReceiverStream::new(out)))
}

/// A transaction that sees the catalogue at one moment.
pub(super) struct Snapshot {
    tx: Transaction<'static, Postgres>,
    base: Cursor,
    target: Cursor,
    total: u64,
    after: i64,
}

impl Snapshot {
    pub async fn open(db: &PgPool, base: Cursor) -> Result<Snapshot, ApiError> {
        let mut tx = db
            .begin_with("begin isolation level repeatable read read only")
            .await?;
        if !catalog::is_ours(&mut tx, base).await? {
            return Err(unknown(&base.to_string()));
        }
        Ok(Snapshot {
            target: catalog::head(&mut tx).await?,
            total: catalog::count_since(&mut tx, base).await?,
            after: i64::try_from(base.version).map_err(|cause| ApiError::internal(&cause))?,
            base,
            tx,
        })
    }

    /// The stream, unpacked.
    pub fn plain(&self) -> Result<Encoder<Vec<u8>>, ApiError> {
        Ok(Encoder::begin(
            Vec::new(),
            self.base,
            self.target,
            self.total,
        )?)
    }

    fn begin(&self) -> Result<Encoder, ApiError> {
        Ok(Encoder::packed(self.base, self.target, self.total)?)
    }

    /// Between two pieces a slow reader may keep the transaction idle for longer than a request may.
    pub async fn wait_for_slow_readers(&mut self) -> Result<(), sqlx::Error> {
        sqlx::query("set local idle_in_transaction_session_timeout = '30s'")
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    /// Reads the next lines; `false` when there are none.
    pub async fn read_into<W: Write>(
        &mut self,
        encoder: &mut Encoder<W>,
    ) -> Result<bool, ApiError> {
        let lines = catalog::lines_since(&mut self.tx, self.base, self.after).await?;
        let Some((last, _)) = lines.last() else {
            return Ok(false);
        };
        self.after = *last;
        for (_, line) in &lines {
            encoder.line(line)?;
        }
        Ok(true)
    }
}
