//! The program's two HTTP clients. To make one reads all certificates that the computer trusts, some hundred files, so
//! each is made once.

use reqwest::blocking::Client;
use reqwest::redirect::Policy;
use std::sync::OnceLock;
use std::time::Duration;

/// How long the server may take to take the call.
const CONNECT: Duration = Duration::from_secs(2);

/// How long a whole request may take. A stream may take this long for each part.
pub(super) const WHOLE: Duration = Duration::from_secs(20);

/// How long the server may say nothing on the event stream, which it never does for as long as half of this.
const SILENCE: Duration = Duration::from_secs(12);

/// For requests and their answers.
pub(super) fn for_answers() -> reqwest::Result<Client> {
    static CLIENT: OnceLock<Client> = OnceLock::new();
    once(&CLIENT, WHOLE)
}

/// For the event stream.
pub(super) fn for_events() -> reqwest::Result<Client> {
    static CLIENT: OnceLock<Client> = OnceLock::new();
    once(&CLIENT, SILENCE)
}

/// A client that waits at most `silence` for the next part of an answer, and follows no redirect.
fn once(made: &OnceLock<Client>, silence: Duration) -> reqwest::Result<Client> {
    if let Some(client) = made.get() {
        return Ok(client.clone());
    }
    let client = Client::builder()
        .connect_timeout(CONNECT)
        .timeout(silence)
        .redirect(Policy::none())
        .build()?;
    Ok(made.get_or_init(|| client).clone())
}
