//! Any day at a register, with power cuts anywhere, beside a model that keeps its own accounts: a command is done or
//! refused as the model says, no order doesn't sum, no restart changes a thing, no drawer is off by a penny, and every
//! fact is in the chain once.

mod basket;
mod catalogue;
mod check;
mod crash;
mod drawer;
mod due;
mod frac;
mod holding;
mod journal;
mod model;
mod money;
mod paying;
mod people;
mod returning;
mod selling;
mod step;
mod wares;
mod world;

use proptest::prelude::*;
use step::step;
use world::World;

/// One day in a shop that trades as the list says.
fn day(trade: usize, steps: &[(step::Step, u8)]) {
    let mut world = World::open(wares::TRADES[trade]);
    let db = |world: &World| world.dir.join("till.db");
    for (at, (step, luck)) in steps.iter().enumerate() {
        world.make_ready(*luck, step);
        world.act(step);
        if let Err(difference) = check::differs(&world.model, &world.till, &db(&world)) {
            panic!("step {at}, {step:?}: {difference}");
        }
    }
    journal::holds(&world.model, &db(&world));
    world.restart();
    check::differs(&world.model, &world.till, &db(&world)).unwrap();
    journal::holds(&world.model, &db(&world));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn sums_hold_and_crashes_change_nothing(
        trade in 0..wares::TRADES.len(),
        steps in prop::collection::vec((step(), any::<u8>()), 1..120),
    ) {
        day(trade, &steps);
    }
}
