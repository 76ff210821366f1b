//! The till's HTTP: one function per request of the protocol, with time limits and typed errors.
//!
//! It blocks, so it is called from the sync runner's thread or another one that may wait, never from an async one.

use super::client_error::{AnswerHead, ClientError};
use super::http::{self, WHOLE};
use super::skew::Skew;
use crate::clock::{Clock, SystemClock};
use pos_core::SoldReceipt;
use pos_protocol::basket::{ClaimRequest, Claimed, HeldList};
use pos_protocol::device::{DeviceToken, EnrolRequest, Enrolled, Nonce, TokenRequest};
use pos_protocol::grant::{GrantRequest, SignedGrant};
use pos_protocol::sync::{HeldRequest, HeldResponse, PushRequest, PushResponse};
use pos_protocol::{Hash, PROTOCOL, PROTOCOL_HEADER, TIME_HEADER, UNSENT_HEADER, catalog::Cursor};
use reqwest::StatusCode;
use reqwest::blocking::{RequestBuilder, Response};
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, IF_RANGE, RANGE, RETRY_AFTER};
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::fmt;
use std::io::Read;
use std::time::Duration;
use uuid::Uuid;
use zstd::zstd_safe::{CCtx, compress_bound, get_error_name};

/// How long somebody who stands at the counter waits for an answer.
const ASKED: Duration = Duration::from_secs(6);
/// How hard a push is packed. What a till writes gets no smaller at the usual 3, which takes twice as long.
const LEVEL: i32 = 1;

/// A token that goes into `Authorization: Bearer`. It is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Bearer(String);

impl Bearer {
    /// Wraps a token.
    pub fn new(token: impl Into<String>) -> Bearer {
        Bearer(token.into())
    }
}

impl fmt::Debug for Bearer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bearer(..)")
    }
}

/// A line to one server.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::blocking::Client,
    base: String,
    skew: Skew,
}

impl Client {
    /// A line to the server at `url`. Nothing is sent yet.
    pub fn new(url: &str) -> Result<Client, ClientError> {
        let bad = || ClientError::BadAddress(url.to_owned());
        let base = url.trim().trim_end_matches('/');
        let parsed = reqwest::Url::parse(base).map_err(|_| bad())?;
        if !matches!(parsed.scheme(), "http" | "https") || !parsed.has_host() {
            return Err(bad());
        }
        let http = http::for_answers().map_err(|error| away(&error))?;
        Ok(Client {
            http,
            base: base.to_owned(),
            skew: Skew::default(),
        })
    }

    /// The server's address.
    pub fn server_url(&self) -> &str {
        &self.base
    }

    /// Seconds that this computer's clock is ahead of the server's; 0 when that is little, none while nothing was answered.
    pub fn clock_ahead_s(&self) -> Option<i64> {
        self.skew.ahead_s()
    }

    /// Asks a server to take this register in.
    pub fn enrol(&self, request: &EnrolRequest) -> Result<Enrolled, ClientError> {
        self.read_json(
            self.post("/v1/devices/enrol", None)
                .json(request)
                .timeout(WHOLE),
        )
    }

    /// What to sign for a device token.
    pub fn nonce(&self) -> Result<Nonce, ClientError> {
        self.read_json(self.post("/v1/devices/nonce", None).timeout(WHOLE))
    }

    /// A device token for the register's signature.
    pub fn token(&self, request: &TokenRequest) -> Result<DeviceToken, ClientError> {
        self.read_json(
            self.post("/v1/devices/token", None)
                .json(request)
                .timeout(WHOLE),
        )
    }

    /// The server's signed word that whoever has this access token may use the register.
    pub fn grant(&self, device: &Bearer, access: &Bearer) -> Result<SignedGrant, ClientError> {
        let request = GrantRequest {
            access_token: access.0.clone(),
        };
        let post = self.post("/v1/devices/grant", Some(device));
        self.read_json(post.json(&request).timeout(WHOLE))
    }

    /// Delivers entries; `unsent` says how many more wait behind them.
    pub fn push(
        &self,
        device: &Bearer,
        request: &PushRequest,
        unsent: u64,
    ) -> Result<PushResponse, ClientError> {
        let packed = pack(request).map_err(ClientError::Unreadable)?;
        let post = self.post("/v1/sync/journal", Some(device));
        let post = post.header(UNSENT_HEADER, unsent.to_string());
        let post = post.header(CONTENT_TYPE, "application/json");
        let post = post.header(CONTENT_ENCODING, "zstd");
        self.read_json(post.body(packed).timeout(WHOLE))
    }

    /// Which of these does the server hold? `unsent` says how many wait here.
    pub fn held(
        &self,
        device: &Bearer,
        request: &HeldRequest,
        unsent: u64,
    ) -> Result<HeldResponse, ClientError> {
        let post = self.post("/v1/sync/held", Some(device));
        let post = post.header(UNSENT_HEADER, unsent.to_string());
        self.read_json(post.json(request).timeout(WHOLE))
    }

    /// The receipt with this number, whichever register printed it.
    pub fn receipt(&self, device: &Bearer, number: &str) -> Result<SoldReceipt, ClientError> {
        let mut url = reqwest::Url::parse(&self.base)
            .map_err(|_| ClientError::BadAddress(self.base.clone()))?;
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty()
                .extend(["v1", "ordering", "receipts", number]);
        }
        self.read_json(with_token(self.http.get(url), Some(device)).timeout(ASKED))
    }

    /// The baskets that are held anywhere in the shop.
    pub fn held_baskets(&self, device: &Bearer) -> Result<HeldList, ClientError> {
        let get = self
            .http
            .get(format!("{}/v1/baskets?state=held", self.base));
        self.read_json(with_token(get, Some(device)).timeout(ASKED))
    }

    /// Asks for a held basket. Asking again after a lost answer is the same claim.
    pub fn claim(
        &self,
        device: &Bearer,
        basket: Uuid,
        request: &ClaimRequest,
    ) -> Result<Claimed, ClientError> {
        let post = self.post(&format!("/v1/baskets/{basket}/claim"), Some(device));
        self.read_json(post.json(request).timeout(ASKED))
    }

    /// What has changed in the catalogue since `cursor`; all of it without one. The lines come unpacked.
    pub fn catalogue(
        &self,
        device: &Bearer,
        cursor: Option<Cursor>,
    ) -> Result<impl Read + use<>, ClientError> {
        // A cursor is digits, letters and a point: nothing that an address would have to escape.
        let since = cursor.map_or_else(String::new, |cursor| format!("?cursor={cursor}"));
        let get = self
            .http
            .get(format!("{}/v1/catalog/changes{since}", self.base));
        let response = self.send(with_token(get, Some(device)))?;
        zstd::Decoder::new(response).map_err(|error| ClientError::Unreadable(error.to_string()))
    }

    /// The image of this hash from the byte `from` on, and whether it begins there and not at its start.
    pub(super) fn snapshot(
        &self,
        device: &Bearer,
        hash: Hash,
        from: u64,
    ) -> Result<(bool, Response), ClientError> {
        let get = self
            .http
            .get(format!("{}/v1/catalog/snapshots/{hash}", self.base));
        let get = match from {
            0 => get,
            from => get
                .header(RANGE, format!("bytes={from}-"))
                .header(IF_RANGE, format!("\"{hash}\"")),
        };
        let response = self.send(with_token(get, Some(device)))?;
        Ok((response.status() == StatusCode::PARTIAL_CONTENT, response))
    }

    /// What the server tells from now on, as server-sent events.
    pub(super) fn events(&self, device: &Bearer) -> Result<Response, ClientError> {
        let patient = http::for_events().map_err(|error| away(&error))?;
        let get = patient.get(format!("{}/v1/events", self.base));
        self.send(with_token(get, Some(device)))
    }

    fn post(&self, path: &str, device: Option<&Bearer>) -> RequestBuilder {
        with_token(self.http.post(format!("{}{path}", self.base)), device)
    }

    fn send(&self, request: RequestBuilder) -> Result<Response, ClientError> {
        let response = request.send().map_err(|error| away(&error))?;
        if let Some(sent) = sent_at(response.headers()) {
            self.skew.saw(sent, SystemClock::new().now());
        }
        let head = head_of(response.status().as_u16(), response.headers());
        let mut response = Some(response);
        let error = head.error(|| {
            let body = response.take().map(Response::bytes);
            body.and_then(Result::ok).map(Vec::from).unwrap_or_default()
        });
        match (error, response) {
            (None, Some(response)) => Ok(response),
            (Some(error), _) => Err(error),
            (None, None) => Err(ClientError::Unreadable("its body is gone".to_owned())),
        }
    }

    fn read_json<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, ClientError> {
        let body = self.send(request)?.bytes().map_err(|error| away(&error))?;
        serde_json::from_slice(&body).map_err(|error| ClientError::Unreadable(error.to_string()))
    }
}

fn with_token(request: RequestBuilder, device: Option<&Bearer>) -> RequestBuilder {
    let request = request.header(PROTOCOL_HEADER, PROTOCOL.to_string());
    let request = request.header(TIME_HEADER, SystemClock::new().now().to_string());
    match device {
        Some(token) => request.bearer_auth(&token.0),
        None => request,
    }
}

thread_local! {
    /// A thread's packer. To make one asks the processor what it can do, which in a virtual machine takes longer than to pack an
    /// order.
    static PACKER: RefCell<CCtx<'static>> = RefCell::new(CCtx::create());
}

fn pack(request: &PushRequest) -> Result<Vec<u8>, String> {
    let json = serde_json::to_vec(request).map_err(|error| error.to_string())?;
    let mut packed = Vec::with_capacity(compress_bound(json.len()));
    // At once and not as a stream: for a single order the tables are as small as it is.
    PACKER
        .with_borrow_mut(|packer| packer.compress(&mut packed, &json, LEVEL))
        .map_err(|code| get_error_name(code).to_owned())?;
    Ok(packed)
}

/// The server's clock when it answered.
fn sent_at(headers: &HeaderMap) -> Option<jiff::Timestamp> {
    headers.get(TIME_HEADER)?.to_str().ok()?.parse().ok()
}

fn head_of(status: u16, headers: &HeaderMap) -> AnswerHead {
    let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<u64>().ok();
    AnswerHead {
        status,
        protocol: number(PROTOCOL_HEADER).and_then(|number| u16::try_from(number).ok()),
        retry_after: number(RETRY_AFTER.as_str()),
    }
}

fn away(error: &reqwest::Error) -> ClientError {
    let reason = if error.is_timeout() {
        "it does not answer in time".to_owned()
    } else if error.is_connect() {
        "nothing answers at its address".to_owned()
    } else {
        "the connection broke".to_owned()
    };
    ClientError::Away { reason, wait: None }
}
