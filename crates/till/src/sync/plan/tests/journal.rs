//! The journal arrives, whatever the server has of it.

use super::*;
use pos_protocol::limits::{MAX_BATCH_ENTRIES, MAX_HELD_HASHES};
use proptest::prelude::*;

#[test]
fn asks_what_is_held_before_it_sends_anything() {
    let world = World::with_token(5, 5, 5);
    assert_eq!(world.asked.last(), Some(&Ask::Held { places: vec![5] }));
}

#[test]
fn sends_in_batches_and_saves_the_cursor_only_when_an_answer_says_so() {
    let mut world = World::with_token(450, 0, 0);
    let none = world.honest();
    world.answer(none);
    assert_eq!(world.asked.last(), Some(&Ask::Pull { whole: false }));
    world.answer(Answer::Pulled);
    for (after, saved) in [(0, 200), (200, 400), (400, 450)] {
        let max = MAX_BATCH_ENTRIES;
        assert_eq!(world.asked.last(), Some(&Ask::Push { after, max }));
        assert_eq!(world.saved, after, "not before the answer");
        let answer = world.honest();
        world.answer(answer);
        assert_eq!(world.saved, saved);
    }
    assert!(world.state.is_settled());
    assert_eq!(world.state.link(), Link::Online);
}

#[test]
fn the_cursor_moves_back_with_the_server() {
    let mut world = World::with_token(10, 10, 10);
    world.settle();
    world.held = 4;
    world.now += PROBE_MS;
    world.event(Event::Tick);
    world.settle();
    assert_eq!((world.held, world.saved), (10, 10));
}

#[test]
fn a_gap_in_the_middle_is_found_at_once() {
    let mut world = World::with_token(10, 10, 10);
    world.settle();
    world.held = 0;
    world.write(1);
    let before = world.now;
    world.settle();
    assert_eq!((world.held, world.now), (11, before));
}

#[test]
fn an_entry_that_is_never_taken_is_tried_ever_more_slowly() {
    let mut world = World::with_token(3, 0, 0);
    let mut pushes = 0;
    let start = world.now;
    while world.now < start + 120_000 {
        world.sleep();
        let Some((_, ask)) = &world.flight else {
            continue;
        };
        let answer = match ask {
            Ask::Push { .. } => {
                pushes += 1;
                Answer::Seen(Seen {
                    newest: None,
                    refused: Some(Code::UnknownRegister),
                    ..Seen::default()
                })
            }
            _ => world.honest(),
        };
        world.answer(answer);
    }
    assert!((15..45).contains(&pushes), "{pushes} pushes in two minutes");
    assert_eq!(world.state.trouble(), Some(Code::UnknownRegister));
    assert_eq!(world.saved, 0);
    world.settle();
    assert_eq!(world.state.trouble(), None);
}

#[test]
fn a_refused_entry_does_not_hold_up_those_that_are_taken_behind_it() {
    let mut world = World::with_token(9, 0, 0);
    let answer = world.honest();
    world.answer(answer);
    world.answer(Answer::Pulled);
    world.held = 9;
    world.answer(Answer::Seen(Seen {
        newest: Some(9),
        refused: Some(Code::BadHash),
        ..Seen::default()
    }));
    assert!(world.state.is_settled());
}

#[test]
fn a_twin_makes_it_begin_a_branch() {
    let mut world = World::with_token(7, 7, 7);
    world.answer(Answer::Seen(Seen {
        newest: Some(5),
        twin: true,
        stranger: true,
        ..Seen::default()
    }));
    assert_eq!((world.branches, world.len), (1, 8));
    world.write(0);
    world.settle();
    assert_eq!(world.held, 8);
}

#[test]
fn the_heads_say_where_the_server_stands() {
    for (cursor, held) in [(0, 0), (0, 700_000), (900_000, 700_000), (900_000, 0)] {
        let mut world = World::with_token(1_000_000, cursor, held);
        let answer = world.honest();
        world.answer(answer);
        assert_eq!(world.state.cursor(), held, "asked {:?}", world.asked);
    }
}

#[test]
fn what_has_no_place_in_a_branch_is_not_sent_again_and_again() {
    let mut world = World::with_token(10, 10, 10);
    world.unplaced = 3;
    let end = world.now + 60_000;
    while world.now < end {
        world.sleep();
        if world.flight.is_some() {
            let answer = world.honest();
            world.answer(answer);
        }
    }
    let pushes = |ask: &&Ask| matches!(ask, Ask::Push { .. });
    assert_eq!(world.asked.iter().filter(pushes).count(), 0);
    assert!(world.state.is_settled());
}

#[test]
fn beside_a_stranger_a_million_entries_take_five_questions() {
    for held in [0, 1, 2, 255, 256, 257, 400_000, 999_998, 999_999, 1_000_000] {
        let mut search = Search::of(1_000_000, 300);
        let mut rounds = 0;
        let found = loop {
            rounds += 1;
            let places = search.places();
            assert!((1..=MAX_HELD_HASHES).contains(&places.len()));
            let seen = Seen {
                newest: places.into_iter().filter(|n| *n <= held).max(),
                stranger: true,
                ..Seen::default()
            };
            match search.narrowed(&seen) {
                Some(next) => search = next,
                None => break search.found(&seen),
            }
        };
        assert_eq!(found, held);
        assert!(rounds <= 5, "{rounds} rounds for {held}");
    }
}

#[derive(Debug, Clone)]
enum Day {
    Write(u64),
    ServerLoses(u64),
    Answer,
    Fail(Failure),
    Sleep(u64),
    Late(u64),
    Stranger(bool),
    Unplaced(u64),
}

fn day() -> impl Strategy<Value = Day> {
    use Failure::*;
    prop_oneof![
        (1..400_u64).prop_map(Day::Write),
        (0..900_u64).prop_map(Day::ServerLoses),
        Just(Day::Answer),
        Just(Day::Answer),
        prop_oneof![
            Just(Away { wait_ms: None }),
            Just(Away {
                wait_ms: Some(5_000)
            }),
            Just(Unauthorized),
            Just(TooLarge),
            Just(CursorUnknown),
            Just(ProtocolMismatch { server: Some(2) }),
            Just(Problem(Code::MalformedBatch)),
            Just(Broken),
        ]
        .prop_map(Day::Fail),
        (0..20_000_u64).prop_map(Day::Sleep),
        (0..5_u64).prop_map(Day::Late),
        any::<bool>().prop_map(Day::Stranger),
        (0..4_u64).prop_map(Day::Unplaced),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1_000, ..ProptestConfig::default() })]

    /// Whatever has happened: once server and network are well again, everything arrives.
    #[test]
    fn every_day_ends_with_everything_there(days in proptest::collection::vec(day(), 1..60)) {
        let mut world = World::new(0, 0, 0);
        for day in days {
            match day {
                Day::Write(entries) => world.write(entries),
                Day::ServerLoses(entries) => world.held = world.held.saturating_sub(entries),
                Day::Answer if world.flight.is_some() => {
                    let answer = world.honest();
                    world.answer(answer);
                }
                Day::Fail(failure) if world.flight.is_some() => world.fail(failure),
                Day::Sleep(ms) => {
                    world.now += ms;
                    world.event(Event::Tick);
                }
                Day::Late(request) => {
                    let seen = Seen { newest: Some(u64::MAX), ..Seen::default() };
                    if world.flight.as_ref().is_none_or(|(flight, _)| *flight != request) {
                        world.event(Event::Answered { request, answer: Answer::Seen(seen) });
                    }
                }
                Day::Stranger(here) => world.stranger = here,
                Day::Unplaced(rows) => world.unplaced = rows,
                Day::Answer | Day::Fail(_) => {}
            }
        }
        // The last probe may be older than the last loss.
        if world.flight.is_none() {
            world.now += PROBE_MS;
            world.event(Event::Tick);
        } else {
            world.fail(Failure::Away { wait_ms: None });
        }
        world.settle();
        prop_assert!(world.state.cursor() == world.len);
    }
}
