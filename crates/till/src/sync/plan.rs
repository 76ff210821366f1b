//! What a till does next to bring its journal to the server and the catalogue to itself. Pure: answers, time and
//! randomness come in as arguments, so the simulation runs this very function through thousands of bad days.
//!
//! Two facts carry it. The journal on disk is one list, and to hold an entry is to hold all entries before it, so
//! one number says what the server has: the cursor. And only the server's answers move it, in both directions: a
//! server that was restored from a backup simply has less.
//!
//! Nothing here waits for a person. What the server refuses is searched for ([`locate`]) and sent again, at once the
//! first time and ever more slowly after that.

mod action;
mod backoff;
mod event;
pub mod locate;
mod state;

#[cfg(test)]
mod tests;

pub use action::{Action, Ask};
pub use backoff::{CAP_MS, delay_ms};
pub use event::{Answer, Event, Failure, Moment, Seen};
pub use state::{Link, State};

use locate::Search;
use pos_protocol::codes::Code;
use state::Flight;

/// How often an idle till asks whether the server still has all it had, in milliseconds.
pub const PROBE_MS: u64 = 10_000;

/// How often a till asks for catalogue changes, in milliseconds.
pub const PULL_MS: u64 = 5_000;

/// How often it does when the server tells of them by itself, in milliseconds.
pub const PULL_LISTENING_MS: u64 = 60_000;

/// How long a till waits before it asks a server of another protocol again, in milliseconds.
pub const MISMATCH_MS: u64 = 30_000;

/// Takes `event` into `state` and says what to do now, in order. At most one request is ever in flight.
pub fn plan(state: &mut State, at: Moment, event: Event) -> Vec<Action> {
    let mut actions = Vec::new();
    match event {
        Event::Tick => {}
        Event::Wrote { len } => state.len = state.len.max(len),
        Event::Nudge => state.retry_at = at.now_ms,
        Event::Listening(listening) => {
            state.listening = listening;
            // What was not told in between is asked for soon.
            state.pull_at = state.pull_at.min(at.now_ms + PULL_MS);
        }
        Event::CatalogueTold { held: true } => state.pull_at = at.now_ms + pull_every(state),
        Event::CatalogueTold { held: false } => {
            state.told = true;
            state.pull_at = at.now_ms;
        }
        Event::Answered { request, answer } => {
            // An answer that comes after its request was given up says how things were then. It counts for nothing.
            if state.flight.as_ref().is_some_and(|(id, _)| *id == request)
                && let Some((_, flight)) = state.flight.take()
            {
                answered(state, at, flight, answer, &mut actions);
            }
        }
    }
    if let Some(ask) = next(state, at) {
        state.last_request += 1;
        state.flight = Some((state.last_request, Flight::of(&ask, state.search)));
        actions.push(Action::Send {
            request: state.last_request,
            ask,
        });
    }
    actions
}

/// When [`plan`] wants to hear of the time again, if nothing else happens before.
pub fn wake_at(state: &State) -> Option<u64> {
    if state.flight.is_some() {
        return None;
    }
    let due = if has_work(state) {
        0
    } else {
        state.probe_at.min(state.pull_at)
    };
    Some(due.max(state.retry_at))
}

fn pull_every(state: &State) -> u64 {
    if state.listening {
        PULL_LISTENING_MS
    } else {
        PULL_MS
    }
}

fn has_work(state: &State) -> bool {
    state.search.is_some() || state.cursor < state.len
}

/// The next request, if one is due.
fn next(state: &mut State, at: Moment) -> Option<Ask> {
    let now = at.now_ms;
    if state.flight.is_some() || now < state.retry_at {
        return None;
    }
    let probe = now >= state.probe_at;
    let pull = now >= state.pull_at;
    if !(probe || pull || has_work(state)) {
        return None;
    }
    if now >= state.token_until {
        return Some(Ask::Token);
    }
    if probe && state.search.is_none() && state.len > 0 {
        state.search = Some(Search::of(state.len, state.cursor));
    }
    if let Some(search) = state.search {
        return Some(Ask::Held {
            places: search.places(),
        });
    }
    if pull {
        state.told = false;
        return Some(Ask::Pull { whole: state.whole });
    }
    if state.cursor < state.len {
        return Some(Ask::Push {
            after: state.cursor,
            max: state.batch,
        });
    }
    // A till without any entry has nothing to ask about yet.
    state.probe_at = now + PROBE_MS;
    None
}

fn answered(state: &mut State, at: Moment, flight: Flight, answer: Answer, out: &mut Vec<Action>) {
    let reached = !matches!(answer, Answer::Failed(_));
    if reached && flight != Flight::Token {
        state.trouble = None;
    }
    match (answer, flight) {
        (Answer::Failed(failure), flight) => failed(state, at, flight, failure),
        (Answer::Token { lives_ms }, _) => {
            // Renewed while it is still good, but not at every request when it lives very short.
            let lives_ms = lives_ms.max(1_000);
            state.token_until = at.now_ms + lives_ms - (lives_ms / 2).min(30_000);
        }
        (Answer::Seen(seen), Flight::Push { after }) => pushed(state, at, after, seen, out),
        (Answer::Seen(seen), Flight::Held { search }) => searched(state, at, search, seen, out),
        (Answer::Pulled, _) => {
            state.whole = false;
            state.pull_failures = 0;
            // The server may have read its catalogue before the change that it told of meanwhile.
            state.pull_at = at.now_ms + if state.told { 0 } else { pull_every(state) };
        }
        // An answer of another kind than its request: as if it had never come.
        (Answer::Seen(_), _) => failed(state, at, flight, Failure::Away { wait_ms: None }),
    }
    if reached {
        state.link = Link::Online;
    }
}

fn pushed(state: &mut State, at: Moment, after: u64, seen: Seen, out: &mut Vec<Action>) {
    state.failures = 0;
    state.probe_at = at.now_ms + PROBE_MS;
    if let Some(newest) = seen.newest.filter(|newest| *newest > after) {
        state.batch = (state.batch * 2).min(pos_protocol::limits::MAX_BATCH_ENTRIES);
        move_cursor(state, newest, out);
    } else {
        state.setbacks += 1;
        state.refused = seen.refused;
        state.search = Some(Search::of(state.len, state.cursor));
        if state.setbacks > 1 {
            state.retry_at = at.now_ms + delay_ms(state.setbacks, at.random);
        }
    }
    notice_twin(seen, out);
}

fn searched(state: &mut State, at: Moment, search: Search, seen: Seen, out: &mut Vec<Action>) {
    state.failures = 0;
    state.search = search.narrowed(&seen);
    if state.search.is_none() {
        state.probe_at = at.now_ms + PROBE_MS;
        move_cursor(state, search.found(&seen), out);
    }
    notice_twin(seen, out);
}

fn move_cursor(state: &mut State, to: u64, out: &mut Vec<Action>) {
    state.sure = true;
    if to != state.cursor {
        state.cursor = to;
        out.push(Action::SaveCursor(to));
    }
    if state.cursor >= state.len {
        state.setbacks = 0;
        state.refused = None;
    }
}

/// Somebody else writes on this till's branch: it runs on an older copy of its disk, or beside a clone.
fn notice_twin(seen: Seen, out: &mut Vec<Action>) {
    if seen.twin {
        out.push(Action::BeginBranch);
    }
}

fn failed(state: &mut State, at: Moment, flight: Flight, failure: Failure) {
    let now = at.now_ms;
    match (failure, flight) {
        (Failure::ProtocolMismatch { server }, _) => {
            state.link = Link::ProtocolMismatch { server };
            state.trouble = Some(Code::ProtocolMismatch);
            state.retry_at = now + MISMATCH_MS;
        }
        (Failure::Unauthorized, _) => {
            state.token_until = 0;
            state.failures += 1;
            if state.failures > 1 {
                state.link = Link::Online;
                state.trouble = Some(Code::DeviceUnauthorized);
                state.retry_at = now + delay_ms(state.failures, at.random);
            }
        }
        (Failure::CursorUnknown, Flight::Pull) if !state.whole => state.whole = true,
        (_, Flight::Pull) => {
            // The catalogue can wait; whether the server is there at all, the journal finds out.
            state.pull_failures += 1;
            state.pull_at = now + delay_ms(state.pull_failures, at.random);
            state.probe_at = state.probe_at.min(now);
        }
        (Failure::TooLarge, Flight::Push { .. }) if state.batch > 1 => state.batch /= 2,
        (Failure::Away { wait_ms }, _) => {
            state.failures += 1;
            state.link = Link::Offline;
            state.trouble = None;
            let asked = wait_ms.unwrap_or(0).min(CAP_MS);
            state.retry_at = now + asked.max(delay_ms(state.failures, at.random));
        }
        (failure, _) => {
            state.failures += 1;
            state.link = Link::Online;
            state.trouble = Some(failure.code());
            state.retry_at = now + delay_ms(state.failures, at.random);
        }
    }
}
