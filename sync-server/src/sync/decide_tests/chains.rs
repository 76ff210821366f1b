//! Chains: heads, forks, branches, couriers and entries that are sent again.

use super::*;

#[test]
fn a_revoked_register_is_kept_in_quarantine() {
    let mut shop = Shop::new();
    shop.known
        .registers
        .get_mut(&shop.register)
        .unwrap()
        .revoked = true;
    let decision = shop.decide(&shop.chain(2));
    let want = (Fate::Quarantined, Some(Code::RegisterRevoked));
    assert_eq!(fates(&decision), [want, want]);
    assert_eq!(decision.heads.values().next().unwrap().seq, 2);
}

#[test]
fn any_key_ever_enrolled_verifies() {
    let mut shop = Shop::new();
    let newer = SigningKey::from_bytes(&[8; 32]);
    let keys = &mut shop.known.registers.get_mut(&shop.register).unwrap().keys;
    keys.push(newer.verifying_key());
    let first = shop.entry(1, None);
    let second = Sealed::seal(&shop.body(2, Some(&first)), &newer).unwrap();
    let decision = shop.decide(&[first, second]);
    assert!(decision.verdicts.iter().all(|v| v.fate == Fate::Accepted));
}

#[test]
fn entries_sent_again_are_duplicates_and_write_nothing() {
    let mut shop = Shop::new();
    let chain = shop.chain(5);
    shop.store(&chain[..3]);
    let overlap = shop.store(&chain[1..]);
    let want: Vec<_> = [
        Fate::Duplicate,
        Fate::Duplicate,
        Fate::Accepted,
        Fate::Accepted,
    ]
    .map(|fate| (fate, None))
    .to_vec();
    assert_eq!(fates(&overlap), want);
    let again = shop.store(&chain);
    assert!(again.verdicts.iter().all(|v| v.fate == Fate::Duplicate));
    assert!(again.writes.is_empty());
    assert_eq!(again.heads, overlap.heads);
}

#[test]
fn a_fork_is_booked_and_flagged_and_the_first_stays_the_head() {
    let mut shop = Shop::new();
    let chain = shop.chain(3);
    shop.store(&chain);
    let mut body = shop.body(3, Some(&chain[1]));
    body.monotonic_ms = 77;
    let twin = shop.seal(&body);
    let decision = shop.store(std::slice::from_ref(&twin));
    assert_eq!(fates(&decision), [(Fate::Accepted, Some(Code::Fork))]);
    assert!(decision.writes[0].fork && decision.writes[0].fact.is_some());
    let key = (shop.register, BRANCH.to_owned());
    assert_eq!(decision.heads[&key].hash, chain[2].hash);
    let longer = shop.store(&[shop.entry(4, Some(&twin))]);
    assert_eq!(fates(&longer), [(Fate::Accepted, None)]);
    assert_eq!(longer.heads[&key].seq, 4);
}

#[test]
fn a_branch_begins_at_one_behind_the_last_entry_of_another() {
    let mut shop = Shop::new();
    let chain = shop.chain(2);
    shop.store(&chain);
    let mut body = shop.body(1, Some(&chain[1]));
    body.branch = OTHER.to_owned();
    let began = shop.seal(&body);
    body.seq = 3;
    let leap = shop.seal(&body);
    let decision = shop.store(&[began.clone(), leap]);
    let want = [
        (Fate::Accepted, None),
        (Fate::Quarantined, Some(Code::MalformedEntry)),
    ];
    assert_eq!(fates(&decision), want);
    let heads: Vec<_> = decision.heads.values().map(|head| head.hash).collect();
    assert_eq!(heads, [chain[1].hash, began.hash]);
}

#[test]
fn an_orphan_that_is_not_first_is_malformed() {
    let shop = Shop::new();
    let decision = shop.decide(&[shop.entry(4, None)]);
    let want = (Fate::Quarantined, Some(Code::MalformedEntry));
    assert_eq!(fates(&decision), [want]);
    assert!(decision.heads.is_empty() && decision.writes[0].branch.is_empty());
}

#[test]
fn another_device_of_the_shop_may_deliver() {
    let mut shop = Shop::new();
    let courier = Uuid::from_u128(8);
    shop.known
        .registers
        .insert(courier, RegisterKeys::default());
    let decision = decide(&shop.known, courier, &shop.chain(2));
    assert!(decision.writes.iter().all(|w| w.register == shop.register));
    let unreadable = decide(&shop.known, courier, &[raw("?", &shop.key)]);
    assert_eq!(unreadable.writes[0].register, courier);
}

#[test]
fn a_courier_can_not_sign_for_another_register() {
    let mut shop = Shop::new();
    let (courier, thief) = (Uuid::from_u128(8), SigningKey::from_bytes(&[8; 32]));
    let keys = RegisterKeys {
        keys: vec![thief.verifying_key()],
        revoked: false,
    };
    shop.known.registers.insert(courier, keys);
    let first = Sealed::seal(&shop.body(1, None), &thief).unwrap();
    let second = Sealed::seal(&shop.body(2, Some(&first)), &thief).unwrap();
    let decision = decide(&shop.known, courier, &[first, second]);
    let forged = (Fate::Quarantined, Some(Code::BadSignature));
    assert_eq!(fates(&decision), [forged, forged]);
}

#[test]
fn entries_of_before_and_after_a_new_key_come_together() {
    let mut shop = Shop::new();
    let old = shop.chain(2);
    shop.key = SigningKey::from_bytes(&[9; 32]);
    let mut all = old;
    all.push(shop.entry(3, Some(&all[1])));
    let keys = shop.known.registers.get_mut(&shop.register).unwrap();
    keys.keys.insert(0, shop.key.verifying_key());
    let accepted = (Fate::Accepted, None);
    assert_eq!(fates(&shop.decide(&all)), [accepted; 3]);
    assert_eq!(fates(&shop.decide(&all[..2])), [accepted; 2]);
}

#[test]
fn unreadable_bytes_behind_a_refused_entry_are_a_gap() {
    let shop = Shop::new();
    let lost = shop.entry(1, None);
    let orphan = shop.entry(2, Some(&lost));
    let decision = shop.decide(&[orphan, raw("?", &shop.key)]);
    let gap = (Fate::Refused, Some(Code::Gap));
    assert_eq!(fates(&decision), [gap, gap]);
}

#[test]
fn a_forged_entry_moves_no_head() {
    let mut shop = Shop::new();
    let chain = shop.chain(1);
    let before = shop.store(&chain).heads;
    let forged = Sealed {
        signature: vec![0; 64],
        ..shop.entry(2, Some(&chain[0]))
    };
    assert_eq!(shop.decide(&[forged]).heads, before);
}

#[test]
fn the_true_entry_replaces_a_forged_copy_and_is_no_fork_of_it() {
    let forged = |entry: &Sealed| Sealed {
        signature: vec![0; 64],
        ..entry.clone()
    };
    let quarantined = (Fate::Quarantined, Some(Code::BadSignature));
    let mut shop = Shop::new();
    let chain = shop.chain(3);
    shop.store(&chain[..1]);
    shop.store(&[forged(&chain[1]), forged(&chain[2])]);
    let again = shop.store(&[forged(&chain[1])]);
    assert_eq!(fates(&again), [(Fate::Duplicate, None)]);
    let true_ones = shop.store(&chain[1..]);
    assert_eq!(fates(&true_ones), [(Fate::Accepted, None); 2]);
    let writes = &true_ones.writes;
    assert!(
        writes
            .iter()
            .all(|w| w.replaces && !w.fork && w.fact.is_some())
    );
    assert_eq!(true_ones.heads.values().next().unwrap().hash, chain[2].hash);
    assert_eq!(shop.decide(&chain).writes.len(), 0);

    let shop = Shop::new();
    let first = shop.entry(1, None);
    let both = shop.decide(&[forged(&first), first.clone(), first.clone(), forged(&first)]);
    let duplicate = (Fate::Duplicate, None);
    let want = [quarantined, (Fate::Accepted, None), duplicate, duplicate];
    assert_eq!(fates(&both), want);
}
