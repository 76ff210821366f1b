//! The till's HTTP: one function per request of the protocol, with time limits and typed errors.
//!
//! It blocks, so it is called from the sync runner's thread or another one that may wait, never from an async one.

use super::client_error::{AnswerHead, ClientError};
use pos_protocol::device::{DeviceToken, EnrolRequest, Enrolled, Nonce, TokenRequest};
use pos_protocol::grant::{GrantRequest, SignedGrant};
use pos_protocol::sync::{HeldRequest, HeldResponse, PushRequest, PushResponse};
use pos_protocol::{PROTOCOL, PROTOCOL_HEADER, catalog::Cursor};
use reqwest::blocking::{RequestBuilder, Response};
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use serde::de::DeserializeOwned;
use std::fmt;
use std::io::Read;
use std::time::Duration;

/// How long the server may take to take the call.
const CONNECT: Duration = Duration::from_secs(2);

/// How long a whole request may take. A stream may take this long for each part.
const WHOLE: Duration = Duration::from_secs(20);

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
        let http = http_client().map_err(|error| away(&error))?;
        Ok(Client {
            http,
            base: base.to_owned(),
        })
    }

    /// The server's address.
    pub fn server_url(&self) -> &str {
        &self.base
    }

    /// Asks a server to take this register in.
    pub fn enrol(&self, request: &EnrolRequest) -> Result<Enrolled, ClientError> {
        read_json(
            self.post("/v1/devices/enrol", None)
                .json(request)
                .timeout(WHOLE),
        )
    }

    /// What to sign for a device token.
    pub fn nonce(&self) -> Result<Nonce, ClientError> {
        read_json(self.post("/v1/devices/nonce", None).timeout(WHOLE))
    }

    /// A device token for the register's signature.
    pub fn token(&self, request: &TokenRequest) -> Result<DeviceToken, ClientError> {
        read_json(
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
        read_json(post.json(&request).timeout(WHOLE))
    }

    /// Delivers entries.
    pub fn push(
        &self,
        device: &Bearer,
        request: &PushRequest,
    ) -> Result<PushResponse, ClientError> {
        let packed = pack(request).map_err(ClientError::Unreadable)?;
        let post = self.post("/v1/sync/journal", Some(device));
        let post = post.header(CONTENT_TYPE, "application/json");
        let post = post.header(CONTENT_ENCODING, "zstd");
        read_json(post.body(packed).timeout(WHOLE))
    }

    /// Which of these does the server hold?
    pub fn held(
        &self,
        device: &Bearer,
        request: &HeldRequest,
    ) -> Result<HeldResponse, ClientError> {
        let post = self.post("/v1/sync/held", Some(device));
        read_json(post.json(request).timeout(WHOLE))
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
        let response = send(with_token(get, Some(device)))?;
        zstd::Decoder::new(response).map_err(|error| ClientError::Unreadable(error.to_string()))
    }

    fn post(&self, path: &str, device: Option<&Bearer>) -> RequestBuilder {
        with_token(self.http.post(format!("{}{path}", self.base)), device)
    }
}

/// An HTTP client with this program's time limits, which follows no redirect.
pub(super) fn http_client() -> reqwest::Result<reqwest::blocking::Client> {
    reqwest::blocking::Client::builder()
        .connect_timeout(CONNECT)
        .timeout(WHOLE)
        .redirect(reqwest::redirect::Policy::none())
        .build()
}

fn with_token(request: RequestBuilder, device: Option<&Bearer>) -> RequestBuilder {
    let request = request.header(PROTOCOL_HEADER, PROTOCOL.to_string());
    match device {
        Some(token) => request.bearer_auth(&token.0),
        None => request,
    }
}

fn pack(request: &PushRequest) -> Result<Vec<u8>, String> {
    let json = serde_json::to_vec(request).map_err(|error| error.to_string())?;
    zstd::encode_all(json.as_slice(), 0).map_err(|error| error.to_string())
}

fn send(request: RequestBuilder) -> Result<Response, ClientError> {
    let response = request.send().map_err(|error| away(&error))?;
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

fn read_json<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, ClientError> {
    let body = send(request)?.bytes().map_err(|error| away(&error))?;
    serde_json::from_slice(&body).map_err(|error| ClientError::Unreadable(error.to_string()))
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
