//! An entry is its bytes: any change to them, to its hash or to its signature is noticed.

use ed25519_dalek::SigningKey;
use pos_protocol::fact::{BranchBegan, BranchReason};
use pos_protocol::grant::{Grant, GrantError, SignedGrant};
use pos_protocol::{EntryBody, Fact, Sealed, SealedError, limits};
use proptest::prelude::*;
use uuid::Uuid;

fn body(wall_time: &str) -> EntryBody {
    let fact = Fact::BranchBegan(BranchBegan {
        reason: BranchReason::First,
    });
    EntryBody {
        register: Uuid::nil(),
        branch: "9f3a0001".into(),
        seq: 1,
        parent: None,
        kind: fact.kind().into(),
        payload: fact.to_payload().unwrap(),
        staff: None,
        grant_expired: false,
        business_day: Some("2010-12-01".into()),
        wall_time: wall_time.into(),
        monotonic_ms: 7,
        offline: true,
    }
}

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

#[test]
fn a_sealed_entry_opens_again() {
    let sealed = Sealed::seal(&body("2010-12-01T08:26:00Z"), &key()).unwrap();
    sealed.check_hash().unwrap();
    sealed.check_signature(&[key().verifying_key()]).unwrap();
    let again = sealed.open().unwrap();
    let fact = Fact::read(&again.kind, again.payload.get()).unwrap();
    assert_eq!(fact.kind(), "branch.began.v1");
    let text = serde_json::to_string(&sealed).unwrap();
    assert_eq!(serde_json::from_str::<Sealed>(&text).unwrap(), sealed);
}

#[test]
fn an_entry_that_could_not_be_sent_is_not_made() {
    let long = "x".repeat(limits::MAX_ENTRY_BYTES);
    assert_eq!(
        Sealed::seal(&body(&long), &key()),
        Err(SealedError::TooLarge)
    );
}

#[test]
fn only_this_shops_server_grants_and_only_for_one_register() {
    let grant = Grant {
        staff: pos_protocol::entry::StaffRef {
            id: "1".into(),
            name: "Carol Dean".into(),
        },
        register: Uuid::nil(),
        roles: vec!["cashier".into()],
        issued_at: "2026-11-01T08:00:00Z".into(),
        expires_at: "2026-12-01T08:00:00Z".into(),
    };
    let signed = SignedGrant::sign(&grant, &key()).unwrap();
    let open = |key: &SigningKey, register| signed.open(&key.verifying_key(), register);
    assert_eq!(open(&key(), Uuid::nil()), Ok(grant));
    assert_eq!(open(&key(), Uuid::max()), Err(GrantError::OtherRegister));
    let other = SigningKey::from_bytes(&[8; 32]);
    assert_eq!(open(&other, Uuid::nil()), Err(GrantError::BadSignature));
}

proptest! {
    #[test]
    fn any_flipped_bit_is_noticed(at in any::<prop::sample::Index>(), bit in 0_u8..7) {
        let good = Sealed::seal(&body("2010-12-01T08:26:00Z"), &key()).unwrap();
        let mut bytes = good.body.clone().into_bytes();
        let place = at.index(bytes.len());
        bytes[place] ^= 1 << bit;
        // A flip that leaves UTF-8 can't even be carried as text.
        if let Ok(body) = String::from_utf8(bytes) {
            let bad = Sealed { body, ..good.clone() };
            prop_assert_eq!(bad.check_hash(), Err(SealedError::BadHash));
        }
        let mut signature = good.signature.clone();
        let place = at.index(signature.len());
        signature[place] ^= 1 << bit;
        let bad = Sealed { signature, ..good };
        prop_assert_eq!(bad.check_signature(&[key().verifying_key()]), Err(SealedError::BadSignature));
    }
}
