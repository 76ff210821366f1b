//! Every kind of push, good and bad: what is answered, and what is in the database afterwards.

use crate::support::journal::{Till, mug, mugs};
use crate::support::shop::Shop;
use pos_core::BasketKind;
use pos_core::order::OrderDetails;
use pos_protocol::Hash;
use pos_protocol::codes::{Code, Problem};
use pos_protocol::entry::Sealed;
use pos_protocol::limits::{MAX_BATCH_BYTES, MAX_BATCH_ENTRIES, MAX_ENTRY_BYTES};
use pos_protocol::sync::{Fate, PushRequest, PushResponse};

/// Who plays in a case.
struct Cast {
    /// Enrolled; its branch and its shift have begun, and the server holds both entries.
    till: Till,
    /// Those two entries.
    sent: Vec<Sealed>,
    /// Never enrolled.
    stranger: Till,
    /// Enrolled, and revoked.
    revoked: Till,
}

/// What is expected of a push.
enum Want {
    /// 200 with these verdicts.
    Verdicts(&'static [(Fate, Option<Code>)]),
    /// A problem; nothing is stored.
    Problem(u16, Code),
}

/// How many rows a case adds: entries held, of these in quarantine, orders, events.
type Rows = [i64; 4];

struct Case {
    name: &'static str,
    body: fn(&mut Cast) -> Vec<u8>,
    want: Want,
    adds: Rows,
}

const COUNTS: [&str; 4] = [
    "select count(*) from sync.entry",
    "select count(*) from sync.entry where fate = 'quarantined'",
    "select count(*) from ordering.orders",
    "select count(*) from platform.outbox",
];

const ACCEPTED: (Fate, Option<Code>) = (Fate::Accepted, None);
const DUPLICATE: (Fate, Option<Code>) = (Fate::Duplicate, None);
const UNBOOKABLE: (Fate, Option<Code>) = (Fate::Quarantined, Some(Code::Unbookable));

const CASES: &[Case] = &[
    Case {
        name: "an order",
        body: |cast| zipped(vec![cast.till.order(&mug())]),
        want: Want::Verdicts(&[ACCEPTED]),
        adds: [1, 0, 1, 1],
    },
    Case {
        name: "the same entry twice",
        body: |cast| {
            let order = cast.till.order(&mug());
            zipped(vec![order.clone(), order])
        },
        want: Want::Verdicts(&[ACCEPTED, DUPLICATE]),
        adds: [1, 0, 1, 1],
    },
    Case {
        name: "an overlap",
        body: |cast| {
            let mut entries = cast.sent.clone();
            entries.push(cast.till.order(&mug()));
            zipped(entries)
        },
        want: Want::Verdicts(&[DUPLICATE, DUPLICATE, ACCEPTED]),
        adds: [1, 0, 1, 1],
    },
    Case {
        name: "a gap",
        body: |cast| {
            cast.till.order(&mug());
            zipped(vec![cast.till.order(&mug())])
        },
        want: Want::Verdicts(&[(Fate::Refused, Some(Code::Gap))]),
        adds: [0; 4],
    },
    Case {
        name: "a fork",
        body: |cast| {
            let (parent, seq) = (cast.till.next.parent, cast.till.next.seq);
            let one = cast.till.order(&mug());
            (cast.till.next.parent, cast.till.next.seq) = (parent, seq);
            zipped(vec![one, cast.till.order(&mug())])
        },
        want: Want::Verdicts(&[ACCEPTED, (Fate::Accepted, Some(Code::Fork))]),
        adds: [2, 0, 2, 2],
    },
    Case {
        name: "an unknown register",
        body: |cast| zipped(vec![cast.stranger.begin()]),
        want: Want::Verdicts(&[(Fate::Refused, Some(Code::UnknownRegister))]),
        adds: [0; 4],
    },
    Case {
        name: "an unknown kind, and what follows it",
        body: |cast| {
            let unknown = cast.till.write_raw("drawer.opened.v9", "{}");
            zipped(vec![unknown, cast.till.order(&mug())])
        },
        want: Want::Verdicts(&[(Fate::Stored, Some(Code::UnknownKind)), ACCEPTED]),
        adds: [2, 0, 1, 1],
    },
    Case {
        name: "a bad hash, and what follows it",
        body: |cast| {
            let mut bent = cast.till.order(&mug());
            bent.body = bent.body.replace("\"Mug\"", "\"Jug\"");
            zipped(vec![bent, cast.till.order(&mug())])
        },
        want: Want::Verdicts(&[
            (Fate::Refused, Some(Code::BadHash)),
            (Fate::Refused, Some(Code::Gap)),
        ]),
        adds: [0; 4],
    },
    Case {
        name: "a bad signature, and what follows it",
        body: |cast| {
            let mut forged = cast.till.order(&mug());
            forged.signature[7] ^= 1;
            zipped(vec![forged, cast.till.order(&mug())])
        },
        want: Want::Verdicts(&[(Fate::Quarantined, Some(Code::BadSignature)), ACCEPTED]),
        adds: [2, 1, 1, 1],
    },
    Case {
        name: "bytes that are no entry, and what follows them",
        body: |cast| {
            let broken = sealed_text("{\"register\": \u{0} what");
            cast.till.next.seq -= 1;
            cast.till.follow(broken.hash);
            zipped(vec![broken, cast.till.order(&mug())])
        },
        want: Want::Verdicts(&[(Fate::Quarantined, Some(Code::MalformedEntry)), ACCEPTED]),
        adds: [2, 1, 1, 1],
    },
    Case {
        name: "a seq that leaves one out",
        body: |cast| {
            cast.till.next.seq += 1;
            zipped(vec![cast.till.order(&mug())])
        },
        want: Want::Verdicts(&[(Fate::Quarantined, Some(Code::MalformedEntry))]),
        adds: [1, 1, 0, 0],
    },
    Case {
        name: "a payload that does not fit its kind",
        body: |cast| {
            zipped(vec![
                cast.till.write_raw("order.completed.v1", "{\"order\": 1}"),
            ])
        },
        want: Want::Verdicts(&[UNBOOKABLE]),
        adds: [1, 1, 0, 0],
    },
    Case {
        name: "an order on no day of the calendar",
        body: |cast| {
            cast.till.next.business_day = Some("2026-02-30".to_owned());
            zipped(vec![cast.till.order(&mug())])
        },
        want: Want::Verdicts(&[UNBOOKABLE]),
        adds: [1, 1, 0, 0],
    },
    Case {
        name: "U+0000 in a note between two good orders",
        body: |cast| {
            let note = OrderDetails {
                note: Some("a\0b".to_owned()),
                ..OrderDetails::default()
            };
            let noted = mugs(BasketKind::Sale, 1, note);
            let entries = [mug(), noted, mug()];
            zipped(entries.iter().map(|order| cast.till.order(order)).collect())
        },
        want: Want::Verdicts(&[ACCEPTED, UNBOOKABLE, ACCEPTED]),
        adds: [3, 1, 2, 2],
    },
    Case {
        name: "one order id in two entries",
        body: |cast| {
            let order = mug();
            zipped(vec![cast.till.order(&order), cast.till.order(&order)])
        },
        want: Want::Verdicts(&[ACCEPTED, UNBOOKABLE]),
        adds: [2, 1, 1, 1],
    },
    Case {
        name: "entries of a revoked register",
        body: |cast| zipped(vec![cast.revoked.begin(), cast.revoked.order(&mug())]),
        want: Want::Verdicts(&[
            (Fate::Quarantined, Some(Code::RegisterRevoked)),
            (Fate::Quarantined, Some(Code::RegisterRevoked)),
        ]),
        adds: [2, 2, 0, 0],
    },
    Case {
        name: "an entry beyond the limit",
        body: |_| zipped(vec![sealed_text(&" ".repeat(MAX_ENTRY_BYTES + 1))]),
        want: Want::Verdicts(&[(Fate::Refused, Some(Code::EntryTooLarge))]),
        adds: [0; 4],
    },
    Case {
        name: "nothing",
        body: |_| zipped(Vec::new()),
        want: Want::Verdicts(&[]),
        adds: [0; 4],
    },
    Case {
        name: "no zstd",
        body: |_| b"{\"entries\": []}".to_vec(),
        want: Want::Problem(400, Code::MalformedBatch),
        adds: [0; 4],
    },
    Case {
        name: "no JSON",
        body: |_| zstd::encode_all(&b"entries"[..], 1).unwrap(),
        want: Want::Problem(400, Code::MalformedBatch),
        adds: [0; 4],
    },
    Case {
        name: "a body cut in the middle",
        body: |cast| {
            let mut whole = zipped(vec![cast.till.order(&mug())]);
            whole.truncate(whole.len() / 2);
            whole
        },
        want: Want::Problem(400, Code::MalformedBatch),
        adds: [0; 4],
    },
    Case {
        name: "too many entries, though all are good",
        body: |cast| {
            let entries = (0..=MAX_BATCH_ENTRIES).map(|_| cast.till.order(&mug()));
            zipped(entries.collect())
        },
        want: Want::Problem(413, Code::BatchTooLarge),
        adds: [0; 4],
    },
    Case {
        name: "few bytes that unpack to too many",
        body: |_| zstd::encode_all(&vec![b' '; MAX_BATCH_BYTES + 1][..], 1).unwrap(),
        want: Want::Problem(413, Code::BatchTooLarge),
        adds: [0; 4],
    },
    Case {
        name: "too many bytes as they are",
        body: |_| vec![0; MAX_BATCH_BYTES + 1],
        want: Want::Problem(413, Code::BatchTooLarge),
        adds: [0; 4],
    },
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_push_gets_its_answer_and_leaves_what_it_should() {
    let shop = Shop::open().await;
    for case in CASES {
        let mut cast = cast(&shop).await;
        let before = rows(&shop).await;
        let body = (case.body)(&mut cast);
        let answer = cast.till.push_bytes(body).await;
        let (name, status) = (case.name, answer.status().as_u16());
        match &case.want {
            Want::Verdicts(want) => {
                assert_eq!(status, 200, "{name}");
                let answer: PushResponse = answer.json().await.unwrap();
                let got = answer.verdicts.iter().map(|v| (v.fate, v.code));
                assert_eq!(got.collect::<Vec<_>>(), *want, "{name}");
            }
            Want::Problem(want, code) => {
                assert_eq!(status, *want, "{name}");
                let problem: Problem = answer.json().await.unwrap();
                assert_eq!((problem.code, problem.status), (*code, *want), "{name}");
            }
        }
        let after = rows(&shop).await;
        let added: Vec<i64> = after.iter().zip(before).map(|(a, b)| a - b).collect();
        assert_eq!(added, case.adds, "{name}");
    }
    shop.close().await;
}

async fn cast(shop: &Shop) -> Cast {
    let mut till = Till::enrolled(shop).await;
    let sent = vec![till.begin(), till.open_shift()];
    till.push(&sent).await;
    let revoked = Till::enrolled(shop).await;
    sqlx::query("update identity.register set revoked_at = now() where id = $1")
        .bind(revoked.register)
        .execute(shop.db())
        .await
        .unwrap();
    Cast {
        till,
        sent,
        stranger: Till::stranger(shop),
        revoked,
    }
}

async fn rows(shop: &Shop) -> Rows {
    let mut rows = [0; 4];
    for (row, query) in rows.iter_mut().zip(COUNTS) {
        *row = shop.count(query).await;
    }
    rows
}

fn zipped(entries: Vec<Sealed>) -> Vec<u8> {
    let json = serde_json::to_vec(&PushRequest { entries }).unwrap();
    zstd::encode_all(&json[..], 1).unwrap()
}

/// An entry of these bytes, with their hash and no good signature.
fn sealed_text(body: &str) -> Sealed {
    Sealed {
        hash: Hash::of(body.as_bytes()),
        signature: vec![0; 64],
        body: body.to_owned(),
    }
}
