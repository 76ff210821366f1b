//! The thread that keeps a till in step with its server. It does what the plan says and decides nothing itself.

use super::board::{Board, Heard, Pushed, Woken};
use super::carry::Carrier;
use super::client::Client;
use super::hold::hold;
use super::jitter::random;
use super::listener::listen;
use super::plan::{Action, Event, Link, Moment, State, plan, wake_at};
use super::skew;
use super::status::{SyncState, SyncStatus};
use crate::clock::{Clock, SystemClock};
use crate::enrolment::Enrolment;
use crate::error::TillError;
use crate::till::SharedTill;
use pos_protocol::fact::BranchReason;
use std::io;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// The longest rest: a sale that nobody reported is noticed after it.
const REST: Duration = Duration::from_secs(1);

/// How often a drain tries at once what waits for its next try.
const DRAIN_NUDGE: Duration = Duration::from_millis(500);

/// How long a stop waits for a request in flight before it leaves the thread to itself.
const STOP: Duration = Duration::from_secs(3);

/// Starts runners.
#[derive(Debug)]
pub struct Runner;

/// A running runner. It stops when this is dropped.
pub struct RunnerHandle {
    till: SharedTill,
    board: Arc<Board>,
}

impl Runner {
    /// Starts the thread. A till that is not enrolled yet is synced as soon as it is; the demo never is.
    pub fn start(till: SharedTill) -> io::Result<RunnerHandle> {
        let board = Arc::new(Board::default());
        let (of_thread, on_board) = (Arc::clone(&till), Arc::clone(&board));
        let running = move || {
            run(&of_thread, &on_board);
            on_board.end();
        };
        thread::Builder::new()
            .name("sync".to_owned())
            .spawn(running)?;
        Ok(RunnerHandle { till, board })
    }
}

impl RunnerHandle {
    /// Says that something was written, so that it is sent now.
    pub fn wake(&self) {
        self.board.wake(Woken::Wake);
    }

    /// Tries now what waits for its next try.
    pub fn nudge(&self) {
        self.board.wake(Woken::Nudge);
    }

    /// How things stand.
    pub fn status(&self) -> SyncStatus {
        self.board.status()
    }

    /// Calls `listener` with the status now and with every change of it, on the runner's thread.
    pub fn subscribe(&self, listener: impl Fn(&SyncStatus) + Send + 'static) {
        self.board.subscribe(Box::new(listener));
    }

    /// Calls `watcher` with every push that is answered from now on, on the runner's thread.
    pub fn watch_pushes(&self, watcher: impl Fn(&Pushed<'_>) + Send + 'static) {
        self.board.watch(Box::new(watcher));
    }

    /// Waits until the server has all that is written now; whether it has in time.
    pub fn drain(&self, within: Duration) -> bool {
        let Ok(len) = hold(&self.till).journal_len() else {
            return false;
        };
        let until = Instant::now() + within;
        loop {
            self.nudge();
            let left = until.saturating_duration_since(Instant::now());
            if self.board.await_cursor(len, left.min(DRAIN_NUDGE)) {
                return true;
            }
            if left.is_zero() {
                return false;
            }
        }
    }

    /// Stops the thread; whether it has ended in time. A request in flight is left to itself.
    pub fn stop(&self) -> bool {
        self.board.wake(Woken::Stop);
        self.board.await_end(STOP)
    }
}

impl Drop for RunnerHandle {
    fn drop(&mut self) {
        self.board.wake(Woken::Stop);
    }
}

/// Runs until it is to stop, once for each enrolment.
fn run(till: &SharedTill, board: &Arc<Board>) {
    while !board.is_stopping() {
        let (enrolment, demo) = {
            let till = hold(till);
            (till.enrolment().cloned(), till.is_demo())
        };
        let line = enrolment.as_ref().map(|shop| Client::new(&shop.server_url));
        match (line, enrolment) {
            _ if demo => idle(board, SyncState::Demo, None),
            (Some(Ok(client)), Some(enrolment)) => sync(till, board, &client, &enrolment),
            (Some(Err(error)), _) => idle(board, SyncState::Offline, Some(error.to_string())),
            _ => idle(board, SyncState::NotEnrolled, None),
        }
    }
}

fn idle(board: &Board, state: SyncState, message: Option<String>) {
    board.publish(None, |status| {
        status.state = state;
        status.message = message;
    });
    board.rest(REST);
}

/// Syncs until it is to stop or the till has another enrolment.
fn sync(till: &SharedTill, board: &Arc<Board>, client: &Client, enrolment: &Enrolment) {
    let clock = SystemClock::new();
    let mut carrier = Carrier::new(till, client, board);
    let mut state = match started(till) {
        Ok(state) => state,
        Err(error) => return idle(board, SyncState::Offline, Some(error.to_string())),
    };
    let version = hold(till)
        .catalogue()
        .ok()
        .flatten()
        .map(|file| file.cursor.version);
    board.publish(None, |status| status.catalogue_version = version);
    // What waits is shown before the first request is out, which may take its time.
    show(&carrier, &state);
    let _listening = listen(Arc::downgrade(till), client.clone(), Arc::clone(board));
    let mut event = Event::Tick;
    loop {
        let mut next = Some(event);
        while let Some(event) = next.take() {
            let moment = Moment {
                now_ms: clock.monotonic_ms(),
                random: random(),
            };
            for action in plan(&mut state, moment, event) {
                // Whatever an answer has changed is shown before the next request, which may take its time.
                show(&carrier, &state);
                next = act(&mut carrier, action).or(next);
            }
            show(&carrier, &state);
            if board.is_stopping() {
                return;
            }
            next = next
                .or_else(|| written(till, &state))
                .or_else(|| heard(&mut carrier));
        }
        if hold(till).enrolment() != Some(enrolment) {
            return;
        }
        let wait = wake_at(&state).map_or(0, |at| at.saturating_sub(clock.monotonic_ms()));
        event = match board.rest(REST.min(Duration::from_millis(wait))) {
            Woken::Stop => return,
            Woken::Nudge => Event::Nudge,
            Woken::Wake => written(till, &state)
                .or_else(|| heard(&mut carrier))
                .unwrap_or(Event::Tick),
        };
    }
}

fn started(till: &SharedTill) -> Result<State, crate::TillError> {
    let till = hold(till);
    Ok(State::started(till.journal_len()?, till.server_cursor()?))
}

/// The news that the journal has grown, if it has.
fn written(till: &SharedTill, state: &State) -> Option<Event> {
    let len = hold(till).journal_len().ok()?;
    (len > state.journal_len()).then_some(Event::Wrote { len })
}

/// Takes what the server told of by itself, if it did.
fn heard(carrier: &mut Carrier<'_>) -> Option<Event> {
    Some(match carrier.board.take_heard()? {
        Heard::Sound => {
            carrier.listens();
            Event::Listening(true)
        }
        Heard::Silence => Event::Listening(false),
        Heard::News(news) => Event::CatalogueTold {
            held: carrier.told(&news),
        },
    })
}

/// Does one thing, and returns what is to be told to the plan about it.
fn act(carrier: &mut Carrier<'_>, action: Action) -> Option<Event> {
    match action {
        Action::Send { request, ask } => {
            let answer = carrier.carry(&ask);
            return Some(Event::Answered { request, answer });
        }
        Action::SaveCursor(n) => {
            if let Err(error) = hold(carrier.till).set_server_cursor(n) {
                tracing::warn!(%error, "the cursor was not kept; entries may be sent twice");
            }
        }
        Action::BeginBranch => {
            tracing::warn!("the server knows entries of this branch that this till does not");
            if let Err(error) = hold(carrier.till).begin_branch(BranchReason::Restored) {
                tracing::error!(%error, "no branch could be begun; it is tried again");
            }
        }
    }
    None
}

/// Puts how things stand on the board.
fn show(carrier: &Carrier<'_>, state: &State) {
    let (state_now, offline) = match state.link() {
        Link::Online => (SyncState::Online, false),
        Link::Offline => (SyncState::Offline, true),
        Link::ProtocolMismatch { server } => (SyncState::ProtocolMismatch { server }, true),
    };
    let message = match (state.trouble(), state_now) {
        (None, SyncState::Online) => None,
        // What the request itself said is more than its code.
        (Some(code), SyncState::Online) => {
            let said = carrier.complaint.clone();
            Some(said.unwrap_or_else(|| code.way_out().to_owned()))
        }
        _ => carrier.complaint.clone(),
    };
    let ahead = carrier.client.clock_ahead_s();
    let (waiting, damaged, prices_since) = {
        let mut till = hold(carrier.till);
        till.set_offline(offline);
        if let Some(ahead) = ahead
            && let Err(error) = till.note_clock(ahead)
        {
            tracing::warn!(%error, "the clock's difference was not recorded; it is tried again");
        }
        let prices_since = till.prices_since().ok().flatten();
        (
            till.waiting().ok(),
            till.catalogue_is_damaged(),
            prices_since,
        )
    };
    let wrong_clock = ahead.filter(|ahead| *ahead != 0);
    let message = message
        .or_else(|| damaged.then(|| TillError::CatalogueDamaged.message()))
        .or_else(|| wrong_clock.map(skew::words));
    carrier.board.publish(Some(state.cursor()), |status| {
        status.state = state_now;
        status.message = message;
        status.settled = state.is_settled();
        status.clock_ahead_s = wrong_clock;
        status.prices_since = prices_since;
        if let Some(waiting) = waiting {
            status.waiting_sales = waiting.sales;
            status.waiting_entries = waiting.entries;
            status.waiting_since = waiting.since;
        }
    });
}

#[cfg(test)]
#[path = "runner_tests.rs"]
mod tests;
