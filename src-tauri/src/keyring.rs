//! The operating system's keyring keeps the register's key and the secret of its PINs. Where there is none, they are in
//! files that only their owner can read, and the screen says so.
//!
//! A key is never lost on the way. A file that is there counts before the keyring. It is taken away only after the
//! keyring has given the same bytes back and a note beside till.db says under which name they rest there. With that note
//! a keyring that does not answer is an error, never a reason to draw a new key.

use keyring::{Entry, Error};
use pos_till::keys::write_private;
use pos_till::{FileKeyStore, KeyError, KeyStore, Secret};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use uuid::Uuid;

/// What the entries are filed under.
const SERVICE: &str = "evertill-register";

/// The note beside till.db: the name under which this register's secrets rest in the keyring.
const NOTE: &str = "keyring.name";

/// How long a keyring that nobody relies on yet may take to answer at all.
const PROBE: Duration = Duration::from_secs(4);

/// How long it may take to answer when the secrets are in it: somebody may be typing the password that unlocks it.
const PATIENCE: Duration = Duration::from_secs(90);

/// The place for the secrets of the till in `dir`.
pub fn store_for(dir: &Path) -> Arc<dyn KeyStore> {
    let note = dir.join(NOTE);
    let name = std::fs::read_to_string(&note).ok();
    let name = name.map(|text| text.trim().to_owned());
    let known = name.filter(|name| !name.is_empty());
    if known.is_none() && !answers() {
        return Arc::new(FileKeyStore::in_dir(dir));
    }
    Arc::new(KeyringStore {
        name: known.unwrap_or_else(|| Uuid::now_v7().to_string()),
        note,
        files: FileKeyStore::in_dir(dir),
    })
}

/// Whether there is a keyring that answers in time.
fn answers() -> bool {
    let probe = || match Entry::store_status() {
        Ok(()) => Ok(()),
        Err(error) => Err(error.to_string()),
    };
    match within(PROBE, probe) {
        Ok(()) => true,
        Err(reason) => {
            tracing::warn!(reason, "no keyring; the keys are in files");
            false
        }
    }
}

/// The keyring, and the files that came before it.
struct KeyringStore {
    name: String,
    note: PathBuf,
    files: FileKeyStore,
}

impl KeyringStore {
    fn user(&self, secret: Secret) -> String {
        format!("{} {}", self.name, secret.name())
    }

    fn error(&self, reason: String) -> KeyError {
        KeyError {
            place: "the keyring".to_owned(),
            reason: format!("{reason}. Unlock the keyring and start the register again"),
        }
    }

    fn get(&self, secret: Secret) -> Result<Option<[u8; 32]>, String> {
        let user = self.user(secret);
        let found = within(PATIENCE, move || {
            let read = Entry::new(SERVICE, &user).and_then(|entry| entry.get_secret());
            match read {
                Ok(bytes) => Ok(Some(bytes)),
                Err(Error::NoEntry) => Ok(None),
                Err(error) => Err(error.to_string()),
            }
        })?;
        let Some(bytes) = found else {
            return Ok(None);
        };
        let bytes = <[u8; 32]>::try_from(bytes.as_slice());
        bytes
            .map(Some)
            .map_err(|_| "what it holds is no key of 32 bytes".to_owned())
    }

    /// Puts the secret into the keyring, and believes it only when it comes back.
    fn put(&self, secret: Secret, bytes: &[u8; 32]) -> Result<(), String> {
        let (user, own) = (self.user(secret), *bytes);
        within(PATIENCE, move || {
            let written = Entry::new(SERVICE, &user).and_then(|entry| entry.set_secret(&own));
            written.map_err(|error| error.to_string())
        })?;
        if self.get(secret)? != Some(*bytes) {
            return Err("it gave back something else than was put in".to_owned());
        }
        write_private(&self.note, &self.name).map_err(|error| error.to_string())
    }
}

impl KeyStore for KeyringStore {
    fn load(&self, secret: Secret) -> Result<Option<[u8; 32]>, KeyError> {
        let Some(bytes) = self.files.load(secret)? else {
            return self.get(secret).map_err(|reason| self.error(reason));
        };
        match self.put(secret, &bytes) {
            Ok(()) => self.files.remove(secret)?,
            Err(reason) => tracing::warn!(reason, "the key stays in its file"),
        }
        Ok(Some(bytes))
    }

    fn store(&self, secret: Secret, bytes: &[u8; 32]) -> Result<(), KeyError> {
        match self.put(secret, bytes) {
            Ok(()) => Ok(()),
            Err(reason) => {
                tracing::warn!(reason, "the key goes into a file");
                self.files.store(secret, bytes)
            }
        }
    }

    fn describe(&self) -> String {
        if self.is_exposed() {
            return self.files.describe();
        }
        "The register's key is in this computer's keyring".to_owned()
    }

    fn is_exposed(&self) -> bool {
        let secrets = [Secret::DeviceKey, Secret::PinSecret];
        secrets
            .iter()
            .any(|secret| self.files.path(*secret).exists())
    }
}

/// What `work` says, if it says anything in time. A keyring that hangs keeps its thread and nothing else.
fn within<T: Send + 'static>(
    wait: Duration,
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, String> {
    let (say, hear) = mpsc::channel();
    let started = thread::Builder::new()
        .name("keyring".to_owned())
        .spawn(move || say.send(work()));
    started.map_err(|error| error.to_string())?;
    let silent = |_| format!("it did not answer within {} seconds", wait.as_secs());
    hear.recv_timeout(wait).map_err(silent)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyring_that_hangs_is_given_up() {
        let wait = Duration::from_millis(30);
        let never: Result<(), _> = within(wait, || {
            thread::sleep(Duration::from_secs(5));
            Ok(())
        });
        assert!(never.unwrap_err().contains("did not answer"));
        assert_eq!(within(PROBE, || Ok(7)), Ok(7));
    }
}
