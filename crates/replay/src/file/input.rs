//! Opens FILE: plain or gzipped CSV, or stdin; line ends are made alike, so that line numbers can be counted.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

use crate::error::{ReplayError, at};

const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Opens `file`, or stdin for `-`. What is inside decides whether it is gzipped; its name says nothing.
///
/// # Errors
/// When it can't be opened or read.
pub fn open(file: &Path) -> Result<LineFeeds, ReplayError> {
    if file == Path::new("-") {
        return plain(BufReader::new(io::stdin())).map_err(at(file));
    }
    let opened = File::open(file).map_err(at(file))?;
    plain(BufReader::with_capacity(1 << 16, opened)).map_err(at(file))
}

/// The same over anything that can be read.
///
/// # Errors
/// When the first bytes can't be read.
pub fn plain(mut input: impl BufRead + 'static) -> io::Result<LineFeeds> {
    let zipped = input.fill_buf()?.starts_with(&GZIP_MAGIC);
    let inner: Box<dyn BufRead> = if zipped {
        Box::new(BufReader::new(MultiGzDecoder::new(input)))
    } else {
        Box::new(input)
    };
    Ok(LineFeeds {
        inner,
        ready: Vec::new(),
        given: 0,
        held_return: false,
        last: None,
    })
}

/// Bytes in which every line ends in one line feed, the last one too.
pub struct LineFeeds {
    inner: Box<dyn BufRead>,
    /// What was made ready, and how much of it was given out.
    ready: Vec<u8>,
    given: usize,
    /// A carriage return whose follower isn't known yet.
    held_return: bool,
    last: Option<u8>,
}

impl Read for LineFeeds {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() {
            if !self.refill()? {
                return Ok(0);
            }
        }
        let taken = self.ready[self.given..].as_ref().read(out)?;
        self.given += taken;
        Ok(taken)
    }
}

impl LineFeeds {
    /// Makes more bytes ready; false when there are no more.
    fn refill(&mut self) -> io::Result<bool> {
        self.ready.clear();
        self.given = 0;
        let bytes = self.inner.fill_buf()?;
        let used = bytes.len();
        if used == 0 {
            self.held_return = false;
            if self.last.take().is_some_and(|byte| byte != b'\n') {
                self.ready.push(b'\n');
            }
            return Ok(!self.ready.is_empty());
        }
        for byte in bytes {
            if self.held_return && *byte != b'\n' {
                self.ready.push(b'\r');
            }
            self.held_return = *byte == b'\r';
            if !self.held_return {
                self.ready.push(*byte);
            }
            self.last = Some(*byte);
        }
        self.inner.consume(used);
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn read(bytes: &'static [u8]) -> Vec<u8> {
        let mut all = Vec::new();
        let mut input = plain(BufReader::with_capacity(3, bytes)).unwrap();
        input.read_to_end(&mut all).unwrap();
        all
    }

    #[test]
    fn every_line_ends_in_one_line_feed() {
        assert_eq!(read(b"a\r\nb\r\n\r\nc"), b"a\nb\n\nc\n");
        assert_eq!(read(b"a\rb\r\r\nc\n"), b"a\rb\r\nc\n");
        assert_eq!(read(b"a\r"), b"a\n");
        assert_eq!(read(b""), b"");
    }

    #[test]
    fn gzip_is_known_by_its_bytes() {
        let mut zip = GzEncoder::new(Vec::new(), Compression::fast());
        zip.write_all(b"a,b\r\n1,2").unwrap();
        let bytes: &'static [u8] = zip.finish().unwrap().leak();
        assert_eq!(read(bytes), b"a,b\n1,2\n");
        let cut: &'static [u8] = &bytes[..bytes.len() - 6];
        let mut all = Vec::new();
        assert!(plain(cut).unwrap().read_to_end(&mut all).is_err());
    }
}
