//! The PIN: Argon2id over its digits and a secret of this machine, so that a copied till.db gives none away.

use crate::error::TillError;
use argon2::{Algorithm, Argon2, Params, Version};
use sha2::{Digest, Sha256};

/// Fewest and most digits of a PIN.
const DIGITS: std::ops::RangeInclusive<usize> = 4..=8;

/// What one guess costs. It is kept beside every hash, so that it can grow without anybody's PIN being lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PinCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
}

impl PinCost {
    /// What a register takes: a quarter of a second, and 64 MiB.
    pub const REGISTER: PinCost = PinCost {
        memory_kib: 64 * 1024,
        passes: 3,
    };
    /// For a PIN that is no secret: the demo's, which stands on the screen, and those of tests.
    pub const OPEN: PinCost = PinCost {
        memory_kib: 8,
        passes: 1,
    };
}

/// What the file keeps of a PIN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PinHash {
    pub hash: Vec<u8>,
    pub salt: Vec<u8>,
    pub cost: PinCost,
    /// Which secret of a machine it was made with.
    pub secret_mark: Vec<u8>,
}

/// A PIN is 4 to 8 digits.
pub(crate) fn check_digits(pin: &str) -> Result<(), TillError> {
    let digits = pin.bytes().all(|byte| byte.is_ascii_digit());
    if digits && DIGITS.contains(&pin.len()) {
        return Ok(());
    }
    Err(TillError::BadPin)
}

/// Makes the hash of a new PIN under a salt of its own.
pub(crate) fn make(pin: &str, secret: &[u8; 32], cost: PinCost) -> Result<PinHash, TillError> {
    check_digits(pin)?;
    let mut salt = vec![0; 16];
    getrandom::fill(&mut salt).map_err(|error| TillError::PinHash(error.to_string()))?;
    Ok(PinHash {
        hash: digest(pin, secret, &salt, cost)?,
        salt,
        cost,
        secret_mark: mark(secret),
    })
}

/// Whether `pin` is the one. Takes as long for a wrong one as for the right one.
pub(crate) fn matches(pin: &str, secret: &[u8; 32], kept: &PinHash) -> Result<bool, TillError> {
    let made = digest(pin, secret, &kept.salt, kept.cost)?;
    let differs = made
        .iter()
        .zip(&kept.hash)
        .fold(0, |all, (a, b)| all | (a ^ b));
    Ok(differs == 0 && made.len() == kept.hash.len())
}

/// What tells one secret from another and gives nothing of either away.
pub(crate) fn mark(secret: &[u8; 32]) -> Vec<u8> {
    let mut hasher = Sha256::new();
    hasher.update(b"evertill pin secret\n");
    hasher.update(secret);
    hasher.finalize()[..8].to_vec()
}

fn digest(pin: &str, secret: &[u8; 32], salt: &[u8], cost: PinCost) -> Result<Vec<u8>, TillError> {
    let failed = |error: argon2::Error| TillError::PinHash(error.to_string());
    let params = Params::new(cost.memory_kib, cost.passes, 1, Some(32)).map_err(failed)?;
    let hasher = Argon2::new_with_secret(secret, Algorithm::Argon2id, Version::V0x13, params)
        .map_err(failed)?;
    let mut out = vec![0; 32];
    hasher
        .hash_password_into(pin.as_bytes(), salt, &mut out)
        .map_err(failed)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_needs_its_secret_and_its_salt() {
        let (secret, other) = ([1; 32], [2; 32]);
        let kept = make("2580", &secret, PinCost::OPEN).unwrap();
        assert!(matches("2580", &secret, &kept).unwrap());
        assert!(!matches("2581", &secret, &kept).unwrap());
        assert!(!matches("2580", &other, &kept).unwrap());
        let again = make("2580", &secret, PinCost::OPEN).unwrap();
        assert_ne!(again.hash, kept.hash, "two people may have the same PIN");
        assert_eq!(kept.secret_mark, mark(&secret));
        assert_ne!(kept.secret_mark, mark(&other));
    }

    #[test]
    fn the_cost_is_that_of_the_hash() {
        let secret = [1; 32];
        let dear = PinCost {
            memory_kib: 64,
            passes: 2,
        };
        let mut kept = make("12345678", &secret, dear).unwrap();
        assert!(matches("12345678", &secret, &kept).unwrap());
        kept.cost = PinCost::OPEN;
        assert!(!matches("12345678", &secret, &kept).unwrap());
    }

    #[test]
    fn only_four_to_eight_digits_are_a_pin() {
        for pin in ["1234", "00000000"] {
            check_digits(pin).unwrap();
        }
        for pin in ["", "123", "123456789", "12a4", "１２３４", " 1234"] {
            assert_eq!(check_digits(pin).unwrap_err().code(), "bad_pin", "{pin:?}");
        }
    }
}
