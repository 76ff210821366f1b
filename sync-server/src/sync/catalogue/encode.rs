//! The stream's bytes: lines under zstd, with the checksum that the last line names.

use axum::body::Bytes;
use pos_protocol::catalog::{CatalogLine, Cursor};
use pos_protocol::hash::Hash;
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// zstd's own default.
const LEVEL: i32 = 3;

/// A stream under way.
pub struct Encoder {
    zstd: zstd::stream::write::Encoder<'static, Vec<u8>>,
    checksum: Sha256,
    count: u64,
    target: Cursor,
}

impl Encoder {
    /// Begins the stream from `base` to `target` with `total` lines.
    pub fn begin(base: Cursor, target: Cursor, total: u64) -> io::Result<Encoder> {
        let mut encoder = Encoder {
            zstd: zstd::stream::write::Encoder::new(Vec::new(), LEVEL)?,
            checksum: Sha256::new(),
            count: 0,
            target,
        };
        encoder.frame(&CatalogLine::Begin {
            base,
            target,
            total,
        })?;
        Ok(encoder)
    }

    /// Adds a row or a tombstone; `line` ends with its line feed.
    pub fn line(&mut self, line: &str) -> io::Result<()> {
        self.checksum.update(line.as_bytes());
        self.count += 1;
        self.zstd.write_all(line.as_bytes())
    }

    /// The bytes that are ready so far.
    pub fn take(&mut self) -> Bytes {
        std::mem::take(self.zstd.get_mut()).into()
    }

    /// Ends the stream; the bytes since the last [`Encoder::take`].
    pub fn end(mut self) -> io::Result<Bytes> {
        let checksum = Hash(self.checksum.clone().finalize().into());
        self.frame(&CatalogLine::End {
            count: self.count,
            checksum,
            cursor: self.target,
        })?;
        Ok(self.zstd.finish()?.into())
    }

    fn frame(&mut self, line: &CatalogLine) -> io::Result<()> {
        serde_json::to_writer(&mut self.zstd, line)?;
        self.zstd.write_all(b"\n")
    }
}
