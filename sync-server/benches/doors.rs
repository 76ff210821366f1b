//! The pure work at the two doors: deciding a push, and encoding what changed in the catalogue.

use criterion::{BenchmarkId, Criterion};
use ed25519_dalek::SigningKey;
use pos_protocol::catalog::Cursor;
use pos_protocol::entry::{EntryBody, Sealed};
use pos_protocol::fact::{BranchBegan, BranchReason};
use pos_protocol::{Fact, Hash};
use std::hint::black_box;
use sync_server::sync::catalogue::Encoder;
use sync_server::sync::decide::{Known, RegisterKeys, decide};
use uuid::Uuid;

const REGISTER: Uuid = Uuid::from_u128(7);

/// A chain of entries, as a till writes it.
fn chain(length: u64, key: &SigningKey) -> Vec<Sealed> {
    let fact = Fact::BranchBegan(BranchBegan {
        reason: BranchReason::First,
    });
    let mut chain: Vec<Sealed> = Vec::new();
    for seq in 1..=length {
        let body = EntryBody {
            register: REGISTER,
            branch: "0a1b2c3d".into(),
            seq,
            parent: chain.last().map(|parent| parent.hash),
            kind: fact.kind().into(),
            payload: fact.to_payload().expect("a payload"),
            staff: None,
            grant_expired: false,
            business_day: None,
            wall_time: "2026-11-02T09:00:00Z".into(),
            monotonic_ms: seq,
            offline: true,
        };
        chain.push(Sealed::seal(&body, key).expect("a sealed entry"));
    }
    chain
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let key = SigningKey::from_bytes(&[7; 32]);
    let mut known = Known::default();
    let keys = RegisterKeys {
        keys: vec![key.verifying_key()],
        revoked: false,
    };
    known.registers.insert(REGISTER, keys);
    let mut deciding = criterion.benchmark_group("decide entries");
    for length in [1, 100] {
        let batch = chain(length, &key);
        deciding.bench_function(BenchmarkId::from_parameter(length), |bench| {
            bench.iter(|| black_box(decide(&known, REGISTER, &batch)));
        });
    }
    deciding.finish();
    let line = "{\"row\":{\"product\":{\"code\":\"A1\",\"name\":\"Mug\",\"unit_price\":123400}}}\n";
    let target = Cursor {
        version: 1_000,
        hash: Hash([1; 32]),
    };
    criterion.bench_function("encode 1,000 lines", |bench| {
        bench.iter(|| {
            let mut encoder = Encoder::packed(Cursor::ZERO, target, 1_000).expect("a stream");
            for _ in 0..1_000 {
                encoder.line(line).expect("room");
            }
            black_box(encoder.end().expect("an end"))
        });
    });
    criterion.final_summary();
}
