//! Reads server-sent events, line by line.

use std::io::{self, BufRead, BufReader, Read};

/// A line can't be longer: a broken sender must not fill the memory.
const MAX_LINE: u64 = 256 * 1024;

/// What a stream said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// That it is still there.
    Nothing,
    /// An event.
    Event {
        /// Its name.
        name: String,
        /// Its text.
        data: String,
    },
}

/// A stream of events.
pub(super) struct Events<R> {
    reader: BufReader<R>,
    line: Vec<u8>,
    name: String,
    data: Option<String>,
}

impl<R: Read> Events<R> {
    /// Reads from `reader` as soon as something comes.
    pub fn of(reader: R) -> Events<R> {
        Events {
            reader: BufReader::new(reader),
            line: Vec::new(),
            name: String::new(),
            data: None,
        }
    }

    /// What is said next: an event, or the comment that says nothing. The end of the stream is an error.
    pub fn next(&mut self) -> io::Result<Said> {
        loop {
            self.line.clear();
            let mut limited = (&mut self.reader).take(MAX_LINE);
            limited.read_until(b'\n', &mut self.line)?;
            let line = self
                .line
                .strip_suffix(b"\n")
                .ok_or(io::ErrorKind::UnexpectedEof)?;
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let line = std::str::from_utf8(line).map_err(|_| io::ErrorKind::InvalidData)?;
            let (field, value) = line.split_once(':').unwrap_or((line, ""));
            let value = value.strip_prefix(' ').unwrap_or(value);
            match field {
                "" if !line.is_empty() => return Ok(Said::Nothing),
                "" => {
                    let name = std::mem::take(&mut self.name);
                    if let Some(data) = self.data.take() {
                        return Ok(Said::Event { name, data });
                    }
                }
                "event" => value.clone_into(&mut self.name),
                "data" => match &mut self.data {
                    Some(data) => {
                        data.push('\n');
                        data.push_str(value);
                    }
                    None => self.data = Some(value.to_owned()),
                },
                // Fields that this program does not use.
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_events_and_signs_of_life() {
        let text = ":\n\nevent: catalog\r\ndata: {\"a\":1}\n\nid: 7\ndata:one\ndata: two\n\nevent: x\n\n: hm\n";
        let mut events = Events::of(text.as_bytes());
        let event = |name: &str, data: &str| Said::Event {
            name: name.to_owned(),
            data: data.to_owned(),
        };
        assert_eq!(events.next().unwrap(), Said::Nothing);
        assert_eq!(events.next().unwrap(), event("catalog", "{\"a\":1}"));
        assert_eq!(events.next().unwrap(), event("", "one\ntwo"));
        assert_eq!(events.next().unwrap(), Said::Nothing);
        assert!(events.next().is_err(), "the stream has ended");
    }

    #[test]
    fn a_line_without_end_is_an_error() {
        let endless = io::repeat(b'x');
        assert!(Events::of(endless).next().is_err());
        assert!(Events::of(&b"data: \xff\n"[..]).next().is_err());
    }
}
