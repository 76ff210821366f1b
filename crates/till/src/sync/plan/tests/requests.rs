//! Requests that bring nothing: how long it waits, and what it says.

use super::*;

#[test]
fn waits_longer_each_time_up_to_the_cap_and_a_nudge_ends_the_wait() {
    let mut world = World::with_token(1, 0, 0);
    let mut waits = Vec::new();
    for _ in 0..9 {
        world.fail(Failure::Away { wait_ms: None });
        assert_eq!(world.state.link(), Link::Offline);
        world.event(Event::Wrote { len: 1 });
        assert!(world.flight.is_none(), "a new sale does not end the wait");
        waits.push(world.sleep());
    }
    assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]), "{waits:?}");
    assert!((125..=250).contains(&waits[0]), "{waits:?}");
    assert!((CAP_MS / 2..=CAP_MS).contains(&waits[8]), "{waits:?}");
    world.fail(Failure::Away { wait_ms: None });
    world.event(Event::Nudge);
    assert!(world.flight.is_some());
}

#[test]
fn honours_retry_after_up_to_the_cap() {
    for (asked, waited) in [(3_000, 3_000), (600_000, CAP_MS)] {
        let mut world = World::with_token(1, 0, 0);
        world.fail(Failure::Away {
            wait_ms: Some(asked),
        });
        assert_eq!(world.sleep(), waited);
    }
}

#[test]
fn the_wait_is_drawn_from_its_upper_half() {
    for tries in 1..40 {
        let whole = (250_u64 << tries.min(6)) / 2;
        for random in [0, 1, 77_777, u32::MAX] {
            let wait = delay_ms(tries, random);
            assert!(
                wait >= whole.min(CAP_MS) / 2 && wait <= CAP_MS,
                "{tries} {random} {wait}"
            );
        }
    }
}

#[test]
fn a_token_that_is_not_taken_is_renewed_once_at_once_then_slowly() {
    let mut world = World::with_token(1, 0, 0);
    world.fail(Failure::Unauthorized);
    assert_eq!(world.asked.last(), Some(&Ask::Token));
    world.answer(Answer::Token { lives_ms: 900_000 });
    world.fail(Failure::Unauthorized);
    assert!(world.flight.is_none());
    assert_eq!(world.state.trouble(), Some(Code::DeviceUnauthorized));
    assert!(world.sleep() > 0);
    assert_eq!(world.asked.last(), Some(&Ask::Token));
    world.settle();
}

#[test]
fn a_token_is_renewed_before_it_ends() {
    let mut world = World::with_token(1, 0, 0);
    world.settle();
    world.now += 870_001;
    world.event(Event::Tick);
    assert_eq!(world.asked.last(), Some(&Ask::Token));
}

#[test]
fn another_protocol_is_said_and_asked_again_slowly() {
    let mut world = World::with_token(1, 0, 0);
    world.fail(Failure::ProtocolMismatch { server: Some(2) });
    assert_eq!(
        world.state.link(),
        Link::ProtocolMismatch { server: Some(2) }
    );
    assert_eq!(world.sleep(), MISMATCH_MS);
    world.settle();
    assert_eq!(world.state.link(), Link::Online);
}

#[test]
fn a_batch_that_is_too_large_is_halved_and_grows_again() {
    let mut world = World::with_token(500, 0, 0);
    let none = world.honest();
    world.answer(none);
    world.answer(Answer::Pulled);
    world.fail(Failure::TooLarge);
    assert_eq!(world.asked.last(), Some(&Ask::Push { after: 0, max: 100 }));
    world.fail(Failure::TooLarge);
    assert_eq!(world.asked.last(), Some(&Ask::Push { after: 0, max: 50 }));
    let answer = world.honest();
    world.answer(answer);
    assert_eq!(
        world.asked.last(),
        Some(&Ask::Push {
            after: 50,
            max: 100
        })
    );
    for _ in 0..7 {
        world.fail(Failure::TooLarge);
        world.sleep();
    }
    assert_eq!(world.asked.last(), Some(&Ask::Push { after: 50, max: 1 }));
    world.settle();
}

#[test]
fn an_unknown_catalogue_cursor_takes_the_whole_catalogue() {
    let mut world = World::with_token(0, 0, 0);
    assert_eq!(world.asked.last(), Some(&Ask::Pull { whole: false }));
    world.fail(Failure::CursorUnknown);
    assert_eq!(world.asked.last(), Some(&Ask::Pull { whole: true }));
    world.fail(Failure::CursorUnknown);
    assert!(
        world.flight.is_none(),
        "a server that never takes a cursor is not asked in a loop"
    );
    world.sleep();
    world.answer(Answer::Pulled);
    world.now += PULL_MS;
    world.event(Event::Tick);
    assert_eq!(world.asked.last(), Some(&Ask::Pull { whole: false }));
}

#[test]
fn a_catalogue_that_fails_does_not_hold_up_the_journal() {
    let mut world = World::with_token(1, 0, 0);
    let none = world.honest();
    world.answer(none);
    assert_eq!(world.asked.last(), Some(&Ask::Pull { whole: false }));
    world.fail(Failure::Broken);
    let Some((_, Ask::Held { .. })) = world.flight else {
        panic!("{:?}", world.asked)
    };
    world.settle();
}

#[test]
fn an_answer_of_the_wrong_number_counts_for_nothing() {
    let mut world = World::with_token(3, 0, 0);
    let (request, _) = world.flight.clone().unwrap();
    let seen = Seen {
        newest: Some(3),
        ..Seen::default()
    };
    let before = world.state.clone();
    for other in [request - 1, request + 1] {
        let answer = Answer::Seen(seen);
        world.event(Event::Answered {
            request: other,
            answer,
        });
    }
    assert_eq!(world.state, before);
    assert_eq!(world.saved, 0);
}

#[test]
fn the_state_survives_serialisation() {
    let world = World::with_token(300, 7, 0);
    let text = serde_json::to_string(&world.state).unwrap();
    let again: State = serde_json::from_str(&text).unwrap();
    assert_eq!(again, world.state);
}
