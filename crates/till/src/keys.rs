//! The device key: where it rests, and what the till says about the place.

use ed25519_dalek::SigningKey;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why a key could not be read or kept.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the device key in {place} can't be used: {reason}")]
pub struct KeyError {
    /// Where the key rests.
    pub place: String,
    /// What went wrong.
    pub reason: String,
}

/// Where the register's private key rests.
pub trait KeyStore: Send + Sync {
    /// The key, if there is one.
    fn load(&self) -> Result<Option<SigningKey>, KeyError>;
    /// Keeps the key, durably.
    fn store(&self, key: &SigningKey) -> Result<(), KeyError>;
    /// Where it rests, in words for the screen.
    fn describe(&self) -> String;
}

/// A file that only its owner can read.
#[derive(Debug, Clone)]
pub struct FileKeyStore {
    path: PathBuf,
}

impl FileKeyStore {
    /// The key file `device.key` of the till in `dir`.
    pub fn in_dir(dir: &Path) -> FileKeyStore {
        FileKeyStore {
            path: dir.join("device.key"),
        }
    }

    fn error(&self, reason: impl ToString) -> KeyError {
        KeyError {
            place: self.path.display().to_string(),
            reason: reason.to_string(),
        }
    }

    fn write(&self, key: &SigningKey) -> std::io::Result<()> {
        let fresh = self.path.with_extension("key.new");
        // A half-written file of an earlier try holds no key that anything was signed with.
        let _ = fs::remove_file(&fresh);
        let mut file = private(&fresh)?;
        writeln!(file, "{}", hex::encode(key.to_bytes()))?;
        file.sync_all()?;
        fs::rename(&fresh, &self.path)?;
        if let Some(dir) = self.path.parent() {
            File::open(dir)?.sync_all()?;
        }
        Ok(())
    }
}

#[cfg(unix)]
fn private(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

impl KeyStore for FileKeyStore {
    fn load(&self) -> Result<Option<SigningKey>, KeyError> {
        let text = match fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.error(error)),
        };
        let mut bytes = [0; 32];
        hex::decode_to_slice(text.trim(), &mut bytes)
            .map_err(|_| self.error("it is not 64 hexadecimal digits"))?;
        Ok(Some(SigningKey::from_bytes(&bytes)))
    }

    fn store(&self, key: &SigningKey) -> Result<(), KeyError> {
        self.write(key).map_err(|error| self.error(error))
    }

    fn describe(&self) -> String {
        format!(
            "The register's key is in a file that only its owner can read: {}",
            self.path.display()
        )
    }
}

/// A new key from the machine's randomness.
pub fn generate() -> Result<SigningKey, KeyError> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(|error| KeyError {
        place: "this machine's randomness".to_owned(),
        reason: error.to_string(),
    })?;
    Ok(SigningKey::from_bytes(&secret))
}
