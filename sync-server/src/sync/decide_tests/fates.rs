//! One row per fate and code, each asserting verdicts and rows.

use super::*;
use serde_json::value::RawValue;

/// The second entry of a batch of three is spoilt; the fates of all three, and how many rows there are.
#[test]
fn each_code_has_its_fate() {
    use Code::*;
    use Fate::*;
    const OK: (Fate, Option<Code>) = (Accepted, None);
    type Spoil = fn(&mut Shop, &Sealed) -> Sealed;
    type Row = (&'static str, Spoil, [(Fate, Option<Code>); 3], usize);
    let rows: Vec<Row> = vec![
        (
            "sound",
            |shop, first| shop.entry(2, Some(first)),
            [OK, OK, OK],
            3,
        ),
        (
            "bad hash",
            |shop, first| Sealed {
                body: "{}".into(),
                ..shop.entry(2, Some(first))
            },
            [OK, (Refused, Some(BadHash)), (Refused, Some(Gap))],
            1,
        ),
        (
            "bad signature",
            |shop, first| Sealed {
                signature: vec![1; 64],
                ..shop.entry(2, Some(first))
            },
            [OK, (Quarantined, Some(BadSignature)), OK],
            3,
        ),
        (
            "short signature",
            |shop, first| Sealed {
                signature: vec![],
                ..shop.entry(2, Some(first))
            },
            [OK, (Quarantined, Some(BadSignature)), OK],
            3,
        ),
        (
            "gap",
            |shop, _| {
                let lost = shop.entry(9, None);
                shop.entry(2, Some(&lost))
            },
            [OK, (Refused, Some(Gap)), (Refused, Some(Gap))],
            1,
        ),
        (
            "unknown register",
            |shop, first| {
                let mut body = shop.body(2, Some(first));
                body.register = Uuid::from_u128(99);
                shop.seal(&body)
            },
            [OK, (Refused, Some(UnknownRegister)), (Refused, Some(Gap))],
            1,
        ),
        (
            "too large",
            |shop, first| {
                let mut body = shop.body(2, Some(first));
                body.wall_time = "x".repeat(limits::MAX_ENTRY_BYTES);
                raw(&serde_json::to_string(&body).unwrap(), &shop.key)
            },
            [OK, (Refused, Some(EntryTooLarge)), (Refused, Some(Gap))],
            1,
        ),
        (
            "duplicate",
            |_, first| first.clone(),
            [OK, (Duplicate, None), (Quarantined, Some(MalformedEntry))],
            2,
        ),
        (
            "no JSON",
            |shop, _| raw("not an entry", &shop.key),
            [OK, (Quarantined, Some(MalformedEntry)), OK],
            3,
        ),
        (
            "a chained entry of another shape",
            |shop, first| {
                let (register, parent) = (shop.register, first.hash);
                let text = format!(r#"{{"register":"{register}","parent":"{parent}","v":2}}"#);
                raw(&text, &shop.key)
            },
            [OK, (Quarantined, Some(MalformedEntry)), OK],
            3,
        ),
        (
            "seq leaps",
            |shop, first| shop.entry(7, Some(first)),
            [OK, (Quarantined, Some(MalformedEntry)), OK],
            3,
        ),
        (
            "U+0000 in the kind",
            |shop, first| {
                let mut body = shop.body(2, Some(first));
                body.kind = "a\0b".into();
                shop.seal(&body)
            },
            [OK, (Quarantined, Some(MalformedEntry)), OK],
            3,
        ),
        (
            "unknown kind",
            |shop, first| {
                let mut body = shop.body(2, Some(first));
                body.kind = "drawer.sung.v9".into();
                shop.seal(&body)
            },
            [OK, (Stored, Some(UnknownKind)), OK],
            3,
        ),
        (
            "unbookable",
            |shop, first| {
                let mut body = shop.body(2, Some(first));
                body.payload = RawValue::from_string("[1]".into()).unwrap();
                shop.seal(&body)
            },
            [OK, (Quarantined, Some(Unbookable)), OK],
            3,
        ),
    ];
    for (name, spoil, want, writes) in rows {
        let mut shop = Shop::new();
        let first = shop.entry(1, None);
        let second = spoil(&mut shop, &first);
        let third = shop.entry(3, Some(&second));
        let decision = shop.decide(&[first, second, third]);
        assert_eq!(fates(&decision), want, "{name}");
        assert_eq!(decision.writes.len(), writes, "{name}: rows");
        for write in &decision.writes {
            let booked = write.fate == Accepted;
            assert_eq!(
                write.fact.is_some(),
                booked,
                "{name}: only what is accepted is booked"
            );
        }
    }
}
