//! Days that end well, and ends that are tampered with.

use super::*;
use crate::register::Register;
use pos_protocol::Hash;

fn settled(seed: u64) -> World {
    let mut world = World::morning(seed, false).unwrap();
    while !world.evening() && world.step().unwrap() {}
    world.settle_down().unwrap();
    world
}

/// An entry in the middle of the first till's journal.
fn middle(tills: &[Register]) -> Hash {
    let rows = &tills[0].disk.rows;
    let orders = rows
        .iter()
        .skip(rows.len() / 2)
        .filter(|row| row.order.is_some());
    orders.map(|row| row.sealed.hash).next().unwrap()
}

#[test]
fn the_same_seed_is_the_same_day() {
    let (first, second) = (live(5, true).unwrap(), live(5, true).unwrap());
    assert!(first.trace.len() > 500);
    assert_eq!(first.trace, second.trace);
    assert_ne!(first.trace, live(6, true).unwrap().trace);
}

#[test]
fn a_few_days_end_well() {
    for seed in 0..4 {
        let day = live(seed, false).unwrap();
        assert_eq!(day.objections, []);
        assert!(day.commands >= 200);
    }
}

/// Whatever is tampered with at the end of a good day, the oracle names it.
#[test]
fn the_oracle_sees_what_is_wrong() {
    type Tamper = fn(&mut World, Hash);
    let rows: [(&str, Tamper); 7] = [
        ("every_fact_booked_once", |world, hash| {
            world
                .server
                .database
                .entries
                .get_mut(&hash)
                .unwrap()
                .bookings = 0;
        }),
        ("every_order_booked_once", |world, hash| {
            world
                .server
                .database
                .entries
                .get_mut(&hash)
                .unwrap()
                .bookings = 2;
        }),
        ("ancestors_are_held", |world, hash| {
            world.server.database.entries.remove(&hash);
        }),
        ("heads_are_the_newest", |world, _| {
            world.server.database.known.heads.clear();
        }),
        ("cursors_at_the_end", |world, _| {
            world.tills[0].disk.cursor -= 1
        }),
        ("twins_are_noticed", |world, hash| {
            for head in world.server.database.known.heads.values_mut() {
                head.hash = Hash::of(&hash.0);
            }
        }),
        ("lost_only_to_restores", |world, _| {
            for till in &mut world.tills {
                till.disk.rows.clear();
            }
            world.server.database.entries.clear();
        }),
    ];
    for (check, tamper) in rows {
        let mut world = settled(1);
        assert_eq!(world.witness.objections, []);
        let hash = middle(&world.tills);
        tamper(&mut world, hash);
        oracle::judge(&world.tills, &world.server, &mut world.witness);
        let objections = &world.witness.objections;
        assert!(
            objections.iter().any(|(name, _)| *name == check),
            "{check}: {objections:?}"
        );
    }
}
