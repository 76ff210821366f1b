//! The stream's lines, with the checksum that the last one names; as they go over the wire, under zstd.

use axum::body::Bytes;
use pos_protocol::catalog::{CatalogLine, Cursor};
use pos_protocol::hash::Hash;
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// zstd's own default.
const LEVEL: i32 = 3;

/// The writer that packs a stream.
type Zstd = zstd::stream::write::Encoder<'static, Vec<u8>>;

/// A stream under way.
pub struct Encoder<W = Zstd> {
    out: W,
    checksum: Sha256,
    count: u64,
    target: Cursor,
}

impl Encoder {
    /// Begins the packed stream from `base` to `target` with `total` lines.
    pub fn packed(base: Cursor, target: Cursor, total: u64) -> io::Result<Encoder> {
        Encoder::begin(Zstd::new(Vec::new(), LEVEL)?, base, target, total)
    }

    /// The bytes that are ready so far.
    pub fn take(&mut self) -> Bytes {
        std::mem::take(self.out.get_mut()).into()
    }

    /// Ends the stream; the bytes since the last [`Encoder::take`].
    pub fn end(self) -> io::Result<Bytes> {
        Ok(self.finish()?.finish()?.into())
    }
}

impl Encoder<Vec<u8>> {
    /// The bytes that are ready so far.
    pub fn take_plain(&mut self) -> Bytes {
        std::mem::take(&mut self.out).into()
    }
}

impl<W: Write> Encoder<W> {
    /// Begins the stream from `base` to `target` with `total` lines, written to `out`.
    pub fn begin(out: W, base: Cursor, target: Cursor, total: u64) -> io::Result<Encoder<W>> {
        let mut encoder = Encoder {
            out,
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
        self.out.write_all(line.as_bytes())
    }

    /// Writes the last line and gives the writer back.
    pub fn finish(mut self) -> io::Result<W> {
        let checksum = Hash(self.checksum.clone().finalize().into());
        self.frame(&CatalogLine::End {
            count: self.count,
            checksum,
            cursor: self.target,
        })?;
        Ok(self.out)
    }

    fn frame(&mut self, line: &CatalogLine) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, line)?;
        self.out.write_all(b"\n")
    }
}
