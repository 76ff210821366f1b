//! After the sale: every till brings its journal to the server, and the server's events reach the consumer.

use std::time::{Duration, Instant};

use pos_till::sync::{Runner, RunnerHandle};
use sqlx::Row;

use crate::cache;
use crate::error::{ReplayError, during};
use crate::places::sql::Database;
use crate::progress::{Pace, Watchdog, say};
use crate::registers::Register;

/// How long nothing may move before it is given up.
const PATIENCE: Duration = Duration::from_secs(90);
/// How often the database is asked, and how often the tills are: the half of a small drain goes by quickly.
const LOOK: Duration = Duration::from_millis(200);
const GLANCE: Duration = Duration::from_millis(5);

/// Starts a runner for each till.
///
/// # Errors
/// When the system gives no thread.
pub fn runners(registers: &[Register]) -> Result<Vec<RunnerHandle>, ReplayError> {
    let start = |register: &Register| {
        Runner::start(register.till.clone()).map_err(register.failed("starting the sync"))
    };
    registers.iter().map(start).collect()
}

/// Stops them all.
///
/// # Errors
/// When one does not end.
pub fn stop(runners: Vec<RunnerHandle>) -> Result<(), ReplayError> {
    if runners.iter().all(RunnerHandle::stop) {
        return Ok(());
    }
    Err(ReplayError::wrong(
        "stopping the sync",
        "a till's runner did not end in time",
    ))
}

/// Waits until every till has the whole catalogue and the server has all that the tills wrote so far.
///
/// # Errors
/// When that does not come about.
pub fn settle(
    registers: &[Register],
    runners: &[RunnerHandle],
    products: usize,
) -> Result<(), ReplayError> {
    for (register, runner) in registers.iter().zip(runners) {
        let begun = Instant::now();
        loop {
            let drained = runner.drain(Duration::from_secs(1));
            let version = runner.status().catalogue_version.unwrap_or_default();
            if drained && version >= u64::from(products > 0) {
                break;
            }
            if begun.elapsed() > PATIENCE {
                let told = runner
                    .status()
                    .message
                    .unwrap_or_else(|| "it says nothing".into());
                let doing = format!("waiting for the catalogue at till {}", register.number);
                return Err(ReplayError::wrong(doing, told));
            }
        }
    }
    Ok(())
}

/// Drains all tills, empties the cache half way, and returns when nothing waits any more.
///
/// # Errors
/// When nothing moves for too long.
pub fn drain(
    registers: &[Register],
    database: &mut Database,
    cache_url: &str,
) -> Result<(), ReplayError> {
    let all = waiting(registers)?;
    let runners = runners(registers)?;
    let mut dog = Watchdog::new(PATIENCE);
    let mut left = all;
    while left * 2 > all {
        std::thread::sleep(GLANCE);
        left = waiting(registers)?;
        if dog.barks_at(left) {
            return Err(stuck(&runners, &format!("{left} entries")));
        }
    }
    cache::flush(cache_url)?;
    say(format!(
        "emptied the cache, with {left} of {all} entries still to be sent"
    ));
    all_booked(registers, &runners, database)?;
    say("every entry is on the server, every event is booked");
    stop(runners)
}

/// Returns when the server has every entry and the consumer every event.
fn all_booked(
    registers: &[Register],
    runners: &[RunnerHandle],
    database: &mut Database,
) -> Result<(), ReplayError> {
    let (mut pace, mut dog) = (Pace::new(), Watchdog::new(PATIENCE));
    loop {
        let left = left(registers, database)?;
        if left == Left::default() && runners.iter().all(|runner| runner.status().settled) {
            return Ok(());
        }
        if dog.barks_at(left) {
            return Err(stuck(runners, &format!("{left:?}")));
        }
        let Left {
            entries,
            unsent,
            unbooked,
        } = left;
        pace.say(|| {
            format!("{entries} entries to send, {unsent} events to publish, {unbooked} to consume")
        });
        std::thread::sleep(LOOK);
    }
}

fn stuck(runners: &[RunnerHandle], left: &str) -> ReplayError {
    let told: Vec<_> = runners
        .iter()
        .filter_map(|runner| runner.status().message)
        .collect();
    let reason = format!(
        "nothing moves any more with {left} left; {}",
        told.join("; ")
    );
    ReplayError::wrong("draining the tills", reason)
}

/// How many entries of all tills the server is not known to have.
fn waiting(registers: &[Register]) -> Result<u64, ReplayError> {
    let of = |register: &Register| {
        let waiting = register.hold().waiting();
        waiting
            .map(|waiting| waiting.entries)
            .map_err(register.failed("reading the journal"))
    };
    registers.iter().map(of).sum()
}

/// What is still on its way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Left {
    entries: u64,
    unsent: i64,
    unbooked: i64,
}

const LEFT: &str = "
    select (select count(*) from platform.outbox where sent_at is null) as unsent,
           (select count(*) from platform.outbox where kind = 'evertill.order.completed.v1')
             - (select count(*) from platform.inbox where consumer = 'ordering.books') as unbooked";

fn left(registers: &[Register], database: &mut Database) -> Result<Left, ReplayError> {
    let entries = waiting(registers)?;
    let rows = database.rows(LEFT)?;
    let row = rows
        .first()
        .ok_or_else(|| ReplayError::wrong("reading the outbox", "no answer"))?;
    let read = || {
        Ok::<_, sqlx::Error>(Left {
            entries,
            unsent: row.try_get("unsent")?,
            unbooked: row.try_get("unbooked")?,
        })
    };
    read().map_err(during("reading the outbox"))
}
