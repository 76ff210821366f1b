//! Reads the server's catalogue stream line by line and believes it only when its end says the same.

use crate::damage::is_damage;
use pos_core::Product;
use pos_protocol::Hash;
use pos_protocol::catalog::{CatalogLine, Cursor};
use sha2::{Digest, Sha256};
use std::io::{BufRead, BufReader, Read};
use thiserror::Error;

/// Why a stream was not applied. The catalogue is as it was before.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StreamError {
    /// The stream ended before its end line.
    #[error(
        "The catalogue stream was cut after {0} lines. Nothing was applied; it is fetched again."
    )]
    Cut(u64),
    /// A line that is none.
    #[error("Line {line} of the catalogue stream can't be read: {reason}. Nothing was applied.")]
    Malformed {
        /// Its number, from 1.
        line: u64,
        /// What does not fit.
        reason: String,
    },
    /// The end's count or checksum is another.
    #[error("The catalogue stream does not add up: {0}. Nothing was applied; it is fetched again.")]
    Mismatch(&'static str),
    /// The stream begins elsewhere than the file stands.
    #[error("The catalogue stream begins at {found}, the file is at {here}. It is fetched again.")]
    WrongBase {
        /// Where the stream begins.
        found: Cursor,
        /// Where the file stands.
        here: Cursor,
    },
    /// The file's bytes are wrong.
    #[error("The catalogue file is damaged: {0}. It is fetched anew.")]
    Damaged(String),
    /// The file can't be written.
    #[error("The catalogue file can't be written: {0}. Check the disk.")]
    File(String),
}

impl StreamError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            StreamError::Cut(_) => "catalogue_cut",
            StreamError::Malformed { .. } => "catalogue_malformed",
            StreamError::Mismatch(_) => "catalogue_mismatch",
            StreamError::WrongBase { .. } => "catalogue_wrong_base",
            StreamError::Damaged(_) => "catalogue_damaged",
            StreamError::File(_) => "catalogue_file",
        }
    }
}

impl From<rusqlite::Error> for StreamError {
    fn from(error: rusqlite::Error) -> Self {
        if is_damage(&error) {
            StreamError::Damaged(error.to_string())
        } else {
            StreamError::File(error.to_string())
        }
    }
}

/// One change of the catalogue.
pub(crate) enum Change {
    /// New or changed.
    Row(Box<Product>),
    /// No longer sold.
    Tombstone(String),
}

/// A line can't be longer: a broken sender must not fill the memory.
const MAX_LINE: u64 = 1024 * 1024;

/// A stream whose first line has been read.
pub(crate) struct Changes<R> {
    reader: BufReader<R>,
    buffer: Vec<u8>,
    line: u64,
    count: u64,
    sum: Sha256,
    /// Where the receiver has to be.
    pub base: Cursor,
    /// Where it will be.
    pub target: Cursor,
    /// How many changes are announced.
    pub total: u64,
}

impl<R: Read> Changes<R> {
    /// Reads the first line.
    pub fn begin(reader: R) -> Result<Changes<R>, StreamError> {
        let mut changes = Changes {
            reader: BufReader::new(reader),
            buffer: Vec::new(),
            line: 0,
            count: 0,
            sum: Sha256::new(),
            base: Cursor::ZERO,
            target: Cursor::ZERO,
            total: 0,
        };
        match changes.read_line()? {
            CatalogLine::Begin {
                base,
                target,
                total,
            } => {
                changes.base = base;
                changes.target = target;
                changes.total = total;
                Ok(changes)
            }
            _ => Err(changes.malformed("the first line is not a begin")),
        }
    }

    /// How many changes have been read.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The next change; none when the end has come and adds up.
    pub fn next(&mut self) -> Result<Option<Change>, StreamError> {
        let change = match self.read_line()? {
            CatalogLine::Row { product } => Change::Row(Box::new(product)),
            CatalogLine::Tombstone { code } => Change::Tombstone(code),
            CatalogLine::Begin { .. } => return Err(self.malformed("a second begin")),
            CatalogLine::End {
                count,
                checksum,
                cursor,
            } => {
                self.check_end(count, checksum, cursor)?;
                return Ok(None);
            }
        };
        self.count += 1;
        self.sum.update(&self.buffer);
        Ok(Some(change))
    }

    fn check_end(&self, count: u64, checksum: Hash, cursor: Cursor) -> Result<(), StreamError> {
        if count != self.count {
            return Err(StreamError::Mismatch("the count is another"));
        }
        if Hash(self.sum.clone().finalize().into()) != checksum {
            return Err(StreamError::Mismatch("the checksum is another"));
        }
        if cursor != self.target {
            return Err(StreamError::Mismatch("it ends elsewhere than it said"));
        }
        Ok(())
    }

    fn read_line(&mut self) -> Result<CatalogLine, StreamError> {
        self.buffer.clear();
        let mut limited = (&mut self.reader).take(MAX_LINE);
        // A reader that fails in the middle is a stream that was cut.
        let read = limited.read_until(b'\n', &mut self.buffer);
        if read.is_err() || !self.buffer.ends_with(b"\n") {
            if self.buffer.len() as u64 == MAX_LINE {
                return Err(self.malformed("it is longer than a line may be"));
            }
            return Err(StreamError::Cut(self.line));
        }
        self.line += 1;
        serde_json::from_slice(&self.buffer).map_err(|error| StreamError::Malformed {
            line: self.line,
            reason: error.to_string(),
        })
    }

    fn malformed(&self, reason: &str) -> StreamError {
        StreamError::Malformed {
            line: self.line,
            reason: reason.to_owned(),
        }
    }
}
