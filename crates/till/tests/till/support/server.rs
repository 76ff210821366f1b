//! A sync server as far as one till needs it: it takes every entry, says what it holds, and hands a catalogue out. What
//! it says can be bent. The real server is tested by its own tests and by the replay; this one can lie.

use super::stream;
use ed25519_dalek::SigningKey;
use jiff::Timestamp;
use pos_core::SoldReceipt;
use pos_protocol::catalog::Cursor;
use pos_protocol::sync::{
    Fate, Head, HeldRequest, HeldResponse, PushRequest, PushResponse, Verdict,
};
use pos_protocol::{Hash, PROTOCOL, PROTOCOL_HEADER, Sealed, TIME_HEADER};
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// What the server holds and how it answers.
pub struct Memory {
    /// The key that countersigns.
    pub key: SigningKey,
    /// The clock that its answers show; none leaves it out.
    pub clock: Option<Timestamp>,
    /// The entries, in the order in which they came.
    pub entries: Vec<Sealed>,
    /// The receipts that it tells of.
    pub receipts: Vec<SoldReceipt>,
    /// How often the whole catalogue was asked for.
    pub whole_catalogues: u32,
}

/// Starts one; its address and its memory.
pub fn start(key: SigningKey) -> (String, Arc<Mutex<Memory>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let memory = Arc::new(Mutex::new(Memory {
        key,
        clock: None,
        entries: Vec::new(),
        receipts: Vec::new(),
        whole_catalogues: 0,
    }));
    let shared = Arc::clone(&memory);
    std::thread::spawn(move || {
        for connection in listener.incoming().map_while(Result::ok) {
            serve(&connection, &mut shared.lock().unwrap());
        }
    });
    (url, memory)
}

fn serve(mut connection: &TcpStream, memory: &mut Memory) {
    let mut request = BufReader::new(connection.try_clone().unwrap());
    let (mut first, mut length) = (String::new(), 0);
    request.read_line(&mut first).unwrap();
    loop {
        let mut line = String::new();
        if request.read_line(&mut line).is_ok_and(|read| read <= 2) {
            break;
        }
        let line = line.to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    request.read_exact(&mut body).unwrap();
    let path = first.split(' ').nth(1).unwrap_or_default();
    let answer = memory.answer(path, &body);
    let clock = memory.clock.map(|now| format!("{TIME_HEADER}: {now}\r\n"));
    let head = format!(
        "HTTP/1.1 200 OK\r\n{PROTOCOL_HEADER}: {PROTOCOL}\r\n{}content-length: {}\r\nconnection: close\r\n\r\n",
        clock.unwrap_or_default(),
        answer.len()
    );
    // The register may have gone away; that is its right.
    let _ = connection.write_all(&[head.as_bytes(), &answer].concat());
}

impl Memory {
    fn answer(&mut self, path: &str, body: &[u8]) -> Vec<u8> {
        let json = match path {
            "/v1/devices/nonce" => json!({ "nonce": "n" }),
            "/v1/devices/token" => json!({ "token": "t", "expires_in": 3_600 }),
            "/v1/sync/journal" => {
                let unpacked = zstd::decode_all(body).unwrap();
                let request: PushRequest = serde_json::from_slice(&unpacked).unwrap();
                json!(self.take(request))
            }
            "/v1/sync/held" => {
                let request: HeldRequest = serde_json::from_slice(body).unwrap();
                json!(self.held(&request))
            }
            // Nothing is told without being asked.
            "/v1/events" => return Vec::new(),
            path => match path.strip_prefix("/v1/ordering/receipts/") {
                Some(number) => {
                    let mut receipts = self.receipts.iter();
                    json!(receipts.find(|receipt| receipt.number == number))
                }
                None => return self.catalogue(path),
            },
        };
        json.to_string().into_bytes()
    }

    fn take(&mut self, request: PushRequest) -> PushResponse {
        let verdict = |sealed: &Sealed| Verdict {
            hash: sealed.hash,
            fate: Fate::Accepted,
            code: None,
        };
        let verdicts = request.entries.iter().map(verdict).collect();
        self.entries.extend(request.entries);
        PushResponse {
            verdicts,
            heads: self.heads(),
            revoked_staff: None,
        }
    }

    fn held(&self, request: &HeldRequest) -> HeldResponse {
        let has = |hash: &&Hash| self.entries.iter().any(|entry| entry.hash == **hash);
        HeldResponse {
            held: request.hashes.iter().filter(has).copied().collect(),
            heads: self.heads(),
            revoked_staff: None,
        }
    }

    fn heads(&self) -> Vec<Head> {
        let mut heads = BTreeMap::new();
        for sealed in &self.entries {
            let body = sealed.open().unwrap();
            let mut head = Head {
                register: body.register,
                branch: body.branch.clone(),
                seq: body.seq,
                hash: sealed.hash,
                countersignature: Vec::new(),
            };
            head.countersign(&self.key);
            heads.insert(body.branch, head);
        }
        heads.into_values().collect()
    }

    fn catalogue(&mut self, path: &str) -> Vec<u8> {
        let from_nothing = format!("cursor={}", Cursor::ZERO);
        let lines = if path.contains("cursor=") && !path.ends_with(&from_nothing) {
            stream::between(stream::cursor(1), stream::cursor(1), &[], &[])
        } else {
            self.whole_catalogues += 1;
            stream::full(&stream::products())
        };
        zstd::encode_all(lines.as_slice(), 1).unwrap()
    }
}
