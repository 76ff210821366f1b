//! Signatures hold together as they hold alone, whatever their makers do.

use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};
use curve25519_dalek::scalar::Scalar;
use ed25519_dalek::{Signer, SigningKey};
use pos_protocol::{Hash, Sealed, signatures};
use proptest::prelude::*;
use sha2::{Digest, Sha512};

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn signed(n: u8, key: &SigningKey) -> Sealed {
    let hash = Hash([n; 32]);
    Sealed {
        hash,
        signature: key.sign(&hash.0).to_bytes().to_vec(),
        body: String::new(),
    }
}

/// A signature by the key's holder that the textbook's two equations judge differently: a point of order eight is added to R.
fn twisted(n: u8, key: &SigningKey) -> Sealed {
    let hash = Hash([n; 32]);
    let nonce = Scalar::from(u64::from(n) + 1);
    let r = (nonce * ED25519_BASEPOINT_POINT + EIGHT_TORSION[1]).compress();
    let challenge = Sha512::new()
        .chain_update(r.as_bytes())
        .chain_update(key.verifying_key().as_bytes())
        .chain_update(hash.0);
    let challenge = Scalar::from_bytes_mod_order_wide(&challenge.finalize().into());
    let s = nonce + challenge * key.to_scalar();
    Sealed {
        hash,
        signature: [r.to_bytes(), s.to_bytes()].concat(),
        body: String::new(),
    }
}

fn all_hold(entries: &[Sealed]) -> bool {
    let signed = entries.iter().map(|it| (&it.hash, it.signature.as_slice()));
    signatures::all_hold(signed, &key().verifying_key())
}

fn holds(entry: &Sealed) -> bool {
    signatures::holds(&entry.hash, &entry.signature, &key().verifying_key())
}

#[test]
fn what_holds_alone_holds_among_others() {
    let twisted: Vec<Sealed> = (0..64).map(|n| twisted(n, &key())).collect();
    for entry in &twisted {
        assert!(holds(entry));
        let signature = entry.signature.as_slice().try_into().unwrap();
        let strict = key()
            .verifying_key()
            .verify_strict(&entry.hash.0, &signature);
        assert!(strict.is_err(), "it is one that others judge differently");
    }
    // Each of them would be refused seven times of eight by an equation that the point of order eight does not fall out of.
    assert!(all_hold(&twisted));
    for pair in twisted.chunks(2) {
        assert!(all_hold(pair));
    }
}

#[test]
fn another_key_s_signature_is_noticed() {
    let other = SigningKey::from_bytes(&[8; 32]);
    let mut entries: Vec<Sealed> = (0..9).map(|n| signed(n, &key())).collect();
    assert!(all_hold(&entries));
    entries.push(signed(9, &other));
    assert!(!all_hold(&entries));
    entries[9].signature.clear();
    assert!(!all_hold(&entries));
}

proptest! {
    #[test]
    fn one_flipped_bit_among_many_is_noticed(
        of in 2_u8..40,
        entry in any::<prop::sample::Index>(),
        at in 0_usize..96,
        bit in 0_u8..8,
    ) {
        let mut entries: Vec<Sealed> = (0..of).map(|n| signed(n, &key())).collect();
        let bad = &mut entries[entry.index(usize::from(of))];
        match at.checked_sub(64) {
            None => bad.signature[at] ^= 1 << bit,
            Some(at) => bad.hash.0[at] ^= 1 << bit,
        }
        prop_assert!(!holds(bad));
        prop_assert!(!all_hold(&entries));
    }
}
