//! The other end of the browser's redirect: one address of this machine, open while somebody signs in (RFC 8252).

use super::cancel::Cancel;
use super::sign_in_error::SignInError;
use openidconnect::url::Url;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

const PATH: &str = "/callback";

/// The longest request that is read, in bytes.
const MAX_REQUEST: usize = 16 * 1024;

/// How long a connection may take to say what it wants. Browsers open some that they never use.
const PATIENCE: Duration = Duration::from_secs(5);

/// How often it looks up from the door.
const LOOK: Duration = Duration::from_millis(20);

/// An open port on 127.0.0.1.
pub(super) struct Loopback {
    listener: TcpListener,
    port: u16,
}

/// What the browser brought back, and the line on which it waits for a page.
pub(super) struct Callback {
    pairs: Vec<(String, String)>,
    stream: TcpStream,
}

impl Loopback {
    /// Opens a free port.
    pub fn bind() -> io::Result<Loopback> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        Ok(Loopback { listener, port })
    }

    /// The address to come back to.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}{PATH}", self.port)
    }

    /// Waits for the browser to come back with `state`. Whoever comes without it is turned away.
    pub fn wait(
        &self,
        state: &str,
        within: Duration,
        cancel: &Cancel,
    ) -> Result<Callback, SignInError> {
        let until = Instant::now() + within;
        let (found, callbacks) = mpsc::channel();
        while Instant::now() < until {
            if cancel.is_cancelled() {
                return Err(SignInError::Cancelled);
            }
            match self.listener.accept() {
                // Each on a thread of its own, so that an idle connection does not hold up the one that matters.
                Ok((stream, _)) => attend(stream, &found),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(SignInError::NoPort(error.to_string())),
            }
            if let Some(callback) = with_state(&callbacks, state) {
                return Ok(callback);
            }
            thread::sleep(LOOK);
        }
        Err(SignInError::TimedOut)
    }
}

fn with_state(callbacks: &Receiver<Callback>, state: &str) -> Option<Callback> {
    let callback = callbacks.try_recv().ok()?;
    if callback.value("state") == Some(state) {
        return Some(callback);
    }
    callback.answer(false);
    None
}

fn attend(stream: TcpStream, found: &Sender<Callback>) {
    let found = found.clone();
    thread::spawn(move || {
        // A connection that says nothing sensible is dropped: the browser has others.
        if let Ok(callback) = receive(stream) {
            let _ = found.send(callback);
        }
    });
}

fn receive(mut stream: TcpStream) -> io::Result<Callback> {
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut request = Vec::new();
    let mut part = [0; 2048];
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = stream.read(&mut part)?;
        if read == 0 || request.len() + read > MAX_REQUEST {
            return Err(io::ErrorKind::InvalidData.into());
        }
        request.extend_from_slice(&part[..read]);
    }
    match pairs_of(&request) {
        Some(pairs) => Ok(Callback { pairs, stream }),
        None => {
            respond(&mut stream, "404 Not Found", "There is nothing here.")?;
            Err(io::ErrorKind::NotFound.into())
        }
    }
}

/// The query of `GET /callback?...`; none of any other request.
fn pairs_of(request: &[u8]) -> Option<Vec<(String, String)>> {
    let line = request.split(|byte| *byte == b'\r').next()?;
    let target = std::str::from_utf8(line).ok()?.strip_prefix("GET ")?;
    let target = target
        .strip_suffix(" HTTP/1.1")
        .or_else(|| target.strip_suffix(" HTTP/1.0"))?;
    let url = Url::parse("http://127.0.0.1").ok()?.join(target).ok()?;
    let pairs = url
        .query_pairs()
        .map(|(name, value)| (name.into_owned(), value.into_owned()));
    (url.path() == PATH).then(|| pairs.collect())
}

impl Callback {
    /// The value of `name`; none when it is missing or comes twice.
    pub fn value(&self, name: &str) -> Option<&str> {
        let mut values = self.pairs.iter().filter(|(pair, _)| pair == name);
        let value = values.next()?;
        values.next().is_none().then_some(value.1.as_str())
    }

    /// Shows the browser how it went.
    pub fn answer(mut self, signed_in: bool) {
        let (status, text) = match signed_in {
            true => ("200 OK", "You are signed in. Go back to the register."),
            false => (
                "400 Bad Request",
                "The sign-in did not work. Go back to the register and try again.",
            ),
        };
        // Whoever has closed the window already does not need the page.
        let _ = respond(&mut self.stream, status, text);
    }
}

fn respond(stream: &mut TcpStream, status: &str, text: &str) -> io::Result<()> {
    let page = include_str!("signed_in.html").replace("{text}", text);
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\
         Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n\
         Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n",
        page.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(page.as_bytes())?;
    stream.flush()
}

#[cfg(test)]
#[path = "loopback_tests.rs"]
mod tests;
