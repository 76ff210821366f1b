//! The device key and the secret of the PINs: where they rest, and what the till says about the place.

use ed25519_dalek::SigningKey;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why a key could not be read or kept.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the register's key in {place} can't be used: {reason}")]
pub struct KeyError {
    /// Where the key rests.
    pub place: String,
    /// What went wrong.
    pub reason: String,
}

/// What a register keeps to itself. Both are 32 bytes of randomness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Secret {
    /// The Ed25519 key that signs the journal.
    DeviceKey,
    /// What PINs are hashed with: without it the file's hashes are worth nothing.
    PinSecret,
}

impl Secret {
    /// What it is called where it rests.
    pub fn name(self) -> &'static str {
        match self {
            Secret::DeviceKey => "device.key",
            Secret::PinSecret => "pin.secret",
        }
    }
}

/// Where the register's secrets rest.
pub trait KeyStore: Send + Sync {
    /// The secret, if there is one.
    fn load(&self, secret: Secret) -> Result<Option<[u8; 32]>, KeyError>;
    /// Keeps the secret, durably.
    fn store(&self, secret: Secret, bytes: &[u8; 32]) -> Result<(), KeyError>;
    /// Where they rest, in words for the screen.
    fn describe(&self) -> String;
    /// Whether anybody who can read this user's files can read them too: the screen says so.
    fn is_exposed(&self) -> bool;
}

/// Files that only their owner can read.
#[derive(Debug, Clone)]
pub struct FileKeyStore {
    dir: PathBuf,
}

impl FileKeyStore {
    /// The key files of the till in `dir`.
    pub fn in_dir(dir: &Path) -> FileKeyStore {
        FileKeyStore {
            dir: dir.to_owned(),
        }
    }

    /// The file of `secret`.
    pub fn path(&self, secret: Secret) -> PathBuf {
        self.dir.join(secret.name())
    }

    /// Takes the file of `secret` away, durably; it may be gone already.
    pub fn remove(&self, secret: Secret) -> Result<(), KeyError> {
        let removed = match fs::remove_file(self.path(secret)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => File::open(&self.dir).and_then(|dir| dir.sync_all()),
        };
        removed.map_err(|error| self.error(secret, error))
    }

    fn error(&self, secret: Secret, reason: impl ToString) -> KeyError {
        KeyError {
            place: self.path(secret).display().to_string(),
            reason: reason.to_string(),
        }
    }

    fn write(&self, secret: Secret, bytes: &[u8; 32]) -> std::io::Result<()> {
        write_private(&self.path(secret), &hex::encode(bytes))
    }
}

/// Writes a line that only the owner can read in the place of whatever is there, durably.
pub fn write_private(path: &Path, line: &str) -> std::io::Result<()> {
    let mut fresh = path.as_os_str().to_owned();
    fresh.push(".new");
    let fresh = PathBuf::from(fresh);
    // A half-written file of an earlier try holds nothing that was ever used.
    let _ = fs::remove_file(&fresh);
    let mut file = private(&fresh)?;
    writeln!(file, "{line}")?;
    file.sync_all()?;
    fs::rename(&fresh, path)?;
    if let Some(dir) = path.parent() {
        File::open(dir)?.sync_all()?;
    }
    Ok(())
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
    fn load(&self, secret: Secret) -> Result<Option<[u8; 32]>, KeyError> {
        let text = match fs::read_to_string(self.path(secret)) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.error(secret, error)),
        };
        let mut bytes = [0; 32];
        hex::decode_to_slice(text.trim(), &mut bytes)
            .map_err(|_| self.error(secret, "it is not 64 hexadecimal digits"))?;
        Ok(Some(bytes))
    }

    fn store(&self, secret: Secret, bytes: &[u8; 32]) -> Result<(), KeyError> {
        self.write(secret, bytes)
            .map_err(|error| self.error(secret, error))
    }

    fn describe(&self) -> String {
        format!(
            "The register's key is in a file that only its owner can read: {}",
            self.path(Secret::DeviceKey).display()
        )
    }

    fn is_exposed(&self) -> bool {
        true
    }
}

/// 32 bytes from the machine's randomness.
pub fn random() -> Result<[u8; 32], KeyError> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(|error| KeyError {
        place: "this machine's randomness".to_owned(),
        reason: error.to_string(),
    })?;
    Ok(secret)
}

/// A new key from the machine's randomness.
pub fn generate() -> Result<SigningKey, KeyError> {
    Ok(SigningKey::from_bytes(&random()?))
}
