//! A shop with one register, for the tests of `decide`.

mod chains;
mod fates;

use super::*;
use ed25519_dalek::SigningKey;
use pos_protocol::Fact;
use pos_protocol::entry::EntryBody;
use pos_protocol::fact::{BranchBegan, BranchReason};

const BRANCH: &str = "0a1b2c3d";
const OTHER: &str = "ffeeddcc";

struct Shop {
    register: Uuid,
    key: SigningKey,
    known: Known,
}

impl Shop {
    fn new() -> Shop {
        let key = SigningKey::from_bytes(&[7; 32]);
        let register = Uuid::from_u128(7);
        let mut known = Known::default();
        let keys = RegisterKeys {
            keys: vec![key.verifying_key()],
            revoked: false,
        };
        known.registers.insert(register, keys);
        Shop {
            register,
            key,
            known,
        }
    }

    fn body(&self, seq: u64, parent: Option<&Sealed>) -> EntryBody {
        let fact = Fact::BranchBegan(BranchBegan {
            reason: BranchReason::First,
        });
        EntryBody {
            register: self.register,
            branch: BRANCH.to_owned(),
            seq,
            parent: parent.map(|parent| parent.hash),
            kind: fact.kind().to_owned(),
            payload: fact.to_payload().unwrap(),
            staff: None,
            grant_expired: false,
            business_day: None,
            wall_time: format!("2026-11-02T09:00:{seq:02}Z"),
            monotonic_ms: seq,
            offline: false,
        }
    }

    fn seal(&self, body: &EntryBody) -> Sealed {
        Sealed::seal(body, &self.key).unwrap()
    }

    fn entry(&self, seq: u64, parent: Option<&Sealed>) -> Sealed {
        self.seal(&self.body(seq, parent))
    }

    fn chain(&self, length: u64) -> Vec<Sealed> {
        let mut chain: Vec<Sealed> = Vec::new();
        for seq in 1..=length {
            chain.push(self.entry(seq, chain.last()));
        }
        chain
    }

    fn decide(&self, batch: &[Sealed]) -> Decision {
        decide(&self.known, self.register, batch)
    }

    /// Takes what was decided into what is known, as the store does.
    fn store(&mut self, batch: &[Sealed]) -> Decision {
        let decision = self.decide(batch);
        for write in &decision.writes {
            let place = (!write.branch.is_empty()).then(|| (write.branch.clone(), write.seq));
            self.known.held.insert(write.hash, place);
            if write.code == Some(Code::BadSignature) {
                self.known.forged.insert(write.hash);
                continue;
            }
            self.known.forged.remove(&write.hash);
            let taken = (write.register, write.branch.clone(), write.seq);
            self.known.taken.insert(taken);
        }
        self.known.heads = decision.heads.clone();
        decision
    }
}

fn raw(body: &str, key: &SigningKey) -> Sealed {
    use ed25519_dalek::Signer;
    let hash = Hash::of(body.as_bytes());
    Sealed {
        hash,
        signature: key.sign(&hash.0).to_bytes().to_vec(),
        body: body.to_owned(),
    }
}

fn fates(decision: &Decision) -> Vec<(Fate, Option<Code>)> {
    let pair = |verdict: &Verdict| (verdict.fate, verdict.code);
    decision.verdicts.iter().map(pair).collect()
}
