//! A server that tells of its catalogue by itself.

use super::*;

/// With everything settled, the catalogue pulled a moment ago.
fn at_rest() -> World {
    let mut world = World::with_token(1, 0, 0);
    world.settle();
    while world.flight.is_some() {
        let answer = world.honest();
        world.answer(answer);
    }
    world
}

fn pulls(world: &World) -> usize {
    let pulls = world.asked.iter();
    pulls.filter(|ask| matches!(ask, Ask::Pull { .. })).count()
}

#[test]
fn what_is_told_is_asked_for_at_once_and_what_is_held_is_not() {
    let mut world = at_rest();
    let before = pulls(&world);
    world.event(Event::CatalogueTold { held: true });
    assert!(world.flight.is_none());
    world.event(Event::CatalogueTold { held: false });
    assert_eq!(pulls(&world), before + 1);
    world.answer(Answer::Pulled);
    assert!(world.flight.is_none(), "it is asked for once");
}

#[test]
fn asks_less_often_while_it_hears_and_soon_again_when_it_does_not() {
    let mut world = at_rest();
    let before = pulls(&world);
    world.event(Event::Listening(true));
    world.event(Event::CatalogueTold { held: true });
    world.now += PULL_LISTENING_MS - 1;
    world.event(Event::Tick);
    while world.flight.is_some() {
        let answer = world.honest();
        world.answer(answer);
    }
    assert_eq!(pulls(&world), before);
    world.event(Event::CatalogueTold { held: true });
    world.event(Event::Listening(false));
    assert_eq!(pulls(&world), before);
    world.now += PULL_MS;
    world.event(Event::Tick);
    while world.flight.is_some() {
        let answer = world.honest();
        world.answer(answer);
    }
    assert_eq!(pulls(&world), before + 1);
}

#[test]
fn what_is_told_during_a_pull_is_pulled_again() {
    let mut world = at_rest();
    world.event(Event::Listening(true));
    world.event(Event::CatalogueTold { held: false });
    let before = pulls(&world);
    world.event(Event::CatalogueTold { held: false });
    assert_eq!(pulls(&world), before, "one request in flight");
    world.answer(Answer::Pulled);
    assert_eq!(pulls(&world), before + 1);
    world.answer(Answer::Pulled);
    assert!(world.flight.is_none());
}

#[test]
fn what_is_told_waits_while_the_server_wants_to_be_left_alone() {
    let mut world = at_rest();
    world.write(1);
    let before = pulls(&world);
    world.fail(Failure::Away {
        wait_ms: Some(3_000),
    });
    world.event(Event::CatalogueTold { held: false });
    assert!(world.flight.is_none());
    assert_eq!(world.sleep(), 3_000);
    assert_eq!(pulls(&world), before + 1);
}
