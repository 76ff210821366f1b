//! Why a request to the server brought nothing: what the plan makes of it, and what people are told.

use super::plan::Failure;
use pos_protocol::PROTOCOL;
use pos_protocol::catalog::SnapshotOffer;
use pos_protocol::codes::Code;
use std::collections::BTreeMap;
use std::time::Duration;
use thiserror::Error;

/// Why a request brought nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ClientError {
    /// No server, no network, or no answer in time.
    #[error("The server can't be reached: {reason}. It is tried again by itself.")]
    Away {
        /// What went wrong, for people.
        reason: String,
        /// How long the server asks to be left alone.
        wait: Option<Duration>,
    },
    /// The server says no, and why.
    #[error("{detail} {}", code.way_out())]
    Problem {
        /// The stable code.
        code: Code,
        /// What happened, in the server's words.
        detail: String,
        /// What those words speak of, by name.
        details: BTreeMap<String, String>,
        /// What the server offers instead.
        snapshot: Option<Box<SnapshotOffer>>,
    },
    /// The server speaks another protocol.
    #[error(
        "The server speaks protocol {}, this register speaks {PROTOCOL}. Selling goes on; update the older side.",
        server.map_or_else(|| "another".to_owned(), |number| number.to_string())
    )]
    OtherProtocol {
        /// Which, if it says so.
        server: Option<u16>,
    },
    /// The answer is none that this program knows.
    #[error("The server's answer can't be read: {0}. Check the server's address.")]
    Unreadable(String),
    /// The address is none.
    #[error("{0:?} is no server address. Type it as it was given, such as https://sync.example.")]
    BadAddress(String),
}

impl ClientError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            ClientError::Away { .. } => "server_away",
            ClientError::Problem { code, .. } => code.as_str(),
            ClientError::OtherProtocol { .. } => Code::ProtocolMismatch.as_str(),
            ClientError::Unreadable(_) => "unreadable_answer",
            ClientError::BadAddress(_) => "bad_server_address",
        }
    }

    /// What the plan makes of it.
    pub fn failure(&self) -> Failure {
        let ms = |wait: Duration| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        match self {
            ClientError::Away { wait, .. } => Failure::Away {
                wait_ms: wait.map(ms),
            },
            ClientError::OtherProtocol { server } => Failure::ProtocolMismatch { server: *server },
            ClientError::Problem { code, .. } => match code {
                Code::DeviceUnauthorized => Failure::Unauthorized,
                Code::BatchTooLarge => Failure::TooLarge,
                Code::CursorUnknown => Failure::CursorUnknown,
                Code::ProtocolMismatch => Failure::ProtocolMismatch { server: None },
                code => Failure::Problem(*code),
            },
            ClientError::Unreadable(_) | ClientError::BadAddress(_) => Failure::Broken,
        }
    }
}

/// What the head of an answer says, before its body is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct AnswerHead {
    /// The HTTP status.
    pub status: u16,
    /// The server's protocol, if it names one.
    pub protocol: Option<u16>,
    /// Seconds of `Retry-After`.
    pub retry_after: Option<u64>,
}

impl AnswerHead {
    /// The error that an answer with this head and `body` is; none when it is a good one.
    pub fn error(&self, body: impl FnOnce() -> Vec<u8>) -> Option<ClientError> {
        if let Some(server) = self.protocol.filter(|server| *server != PROTOCOL) {
            return Some(ClientError::OtherProtocol {
                server: Some(server),
            });
        }
        if (200..300).contains(&self.status) {
            // Something answers, but no Evertill server: a captive portal, a proxy's page.
            let foreign = ClientError::Away {
                reason: "something else answers at its address".to_owned(),
                wait: None,
            };
            return self.protocol.is_none().then_some(foreign);
        }
        let problem: Option<pos_protocol::codes::Problem> = serde_json::from_slice(&body()).ok();
        let tired = self.status >= 500 || self.status == 429;
        Some(match problem {
            _ if tired => ClientError::Away {
                reason: problem.map_or_else(|| format!("status {}", self.status), |p| p.detail),
                wait: self.retry_after.map(Duration::from_secs),
            },
            Some(problem) => ClientError::Problem {
                code: problem.code,
                detail: problem.detail,
                details: problem.details,
                snapshot: problem.snapshot.map(Box::new),
            },
            None => ClientError::Unreadable(format!("status {}", self.status)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pos_protocol::codes::Problem;

    fn head(status: u16) -> AnswerHead {
        AnswerHead {
            status,
            protocol: Some(PROTOCOL),
            retry_after: None,
        }
    }

    fn problem(code: Code) -> Vec<u8> {
        let problem = Problem {
            kind: String::new(),
            title: String::new(),
            status: 0,
            detail: "So it is.".to_owned(),
            code,
            details: BTreeMap::new(),
            snapshot: None,
        };
        serde_json::to_vec(&problem).unwrap()
    }

    #[test]
    fn each_answer_is_what_the_plan_needs() {
        let away = |wait_ms| Some(Failure::Away { wait_ms });
        let problem_of = |code| Some(Failure::Problem(code));
        let mismatch = |server| Some(Failure::ProtocolMismatch { server });
        let slow = AnswerHead {
            retry_after: Some(2),
            ..head(503)
        };
        let foreign = |status| AnswerHead {
            protocol: None,
            ..head(status)
        };
        let newer = |status| AnswerHead {
            protocol: Some(2),
            ..head(status)
        };
        let rows = [
            (head(200), vec![], None),
            (
                head(401),
                problem(Code::DeviceUnauthorized),
                Some(Failure::Unauthorized),
            ),
            (
                head(413),
                problem(Code::BatchTooLarge),
                Some(Failure::TooLarge),
            ),
            (
                head(410),
                problem(Code::CursorUnknown),
                Some(Failure::CursorUnknown),
            ),
            (head(400), problem(Code::ProtocolMismatch), mismatch(None)),
            (
                head(400),
                problem(Code::MalformedBatch),
                problem_of(Code::MalformedBatch),
            ),
            (
                head(403),
                problem(Code::RegisterRevoked),
                problem_of(Code::RegisterRevoked),
            ),
            (head(503), problem(Code::Unavailable), away(None)),
            (slow, problem(Code::Unavailable), away(Some(2_000))),
            (head(500), problem(Code::Internal), away(None)),
            (head(502), b"<html>".to_vec(), away(None)),
            (head(404), b"<html>".to_vec(), Some(Failure::Broken)),
            (
                foreign(200),
                b"<html>Sign in to the wifi".to_vec(),
                away(None),
            ),
            (newer(200), vec![], mismatch(Some(2))),
            (
                newer(400),
                b"{\"code\":\"from_the_future\"}".to_vec(),
                mismatch(Some(2)),
            ),
        ];
        for (head, body, want) in rows {
            let got = head.error(|| body.clone()).map(|error| error.failure());
            assert_eq!(got, want, "{head:?} {}", String::from_utf8_lossy(&body));
        }
    }

    #[test]
    fn says_what_to_do() {
        let refused = head(403)
            .error(|| problem(Code::EnrolmentCodeInvalid))
            .unwrap();
        assert_eq!(refused.code(), "enrolment_code_invalid");
        assert_eq!(
            refused.to_string(),
            "So it is. Ask a supervisor for a new code."
        );
        let newer = ClientError::OtherProtocol { server: Some(2) }.to_string();
        assert!(
            newer.contains("protocol 2") && newer.contains("Selling goes on"),
            "{newer}"
        );
    }
}
