//! Passwords, generated for one run folder and known nowhere else.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::{StackError, saved};

/// The passwords of one run folder.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Secrets {
    pub postgres: String,
    pub redis: String,
    pub rabbitmq: String,
    pub keycloak_admin: String,
}

impl Secrets {
    /// The saved passwords, or new ones, saved before they are used.
    pub(crate) fn load_or_make(dir: &Path) -> Result<Secrets, StackError> {
        let file = dir.join("secrets.json");
        if let Some(secrets) = saved::read_json(&file)? {
            return Ok(secrets);
        }
        let secrets = Secrets {
            postgres: word()?,
            redis: word()?,
            rabbitmq: word()?,
            keycloak_admin: word()?,
        };
        saved::write_json(&file, &secrets)?;
        Ok(secrets)
    }
}

/// A random word of 32 hexadecimal digits: it needs no escaping in any URL, shell or configuration file.
///
/// # Errors
/// When the system has no random bytes to give.
pub fn word() -> Result<String, StackError> {
    let mut bytes = [0u8; 16];
    getrandom::fill(&mut bytes).map_err(|e| StackError::Io {
        what: "asking the system for random bytes".into(),
        source: std::io::Error::other(e),
    })?;
    Ok(hex::encode(bytes))
}
