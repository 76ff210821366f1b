//! Where pushes wait for their turn at the books. Those that come while others are being taken in share the next
//! transaction: at a busy hour many tills wait for the disk once, and a till alone waits for nobody.

use crate::platform::culprits::is_about_the_data;
use crate::platform::metrics::Metrics;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use crate::sync::decide::Delivery;
use crate::sync::ingest::{self, Expecting};
use crate::sync::read::Delivered;
use crate::sync::{at_once, rows, traced};
use jiff::Timestamp;
use pos_protocol::codes::Code;
use pos_protocol::sync::PushResponse;
use sqlx::{Acquire, PgConnection};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot::error::RecvError;
use tokio::sync::{Semaphore, oneshot};
use uuid::Uuid;

/// How many transactions take in pushes at once: one may wait for the disk while two are at work.
const TURNS: usize = 3;
/// A transaction takes no further push aboard once it has so many entries.
const ENOUGH: usize = 500;

/// The pushes that wait. Clones are the same one.
#[derive(Debug, Clone)]
pub struct Intake {
    waiting: Arc<Mutex<VecDeque<Push>>>,
    turns: Arc<Semaphore>,
}

impl Default for Intake {
    fn default() -> Intake {
        Intake {
            waiting: Arc::default(),
            turns: Arc::new(Semaphore::new(TURNS)),
        }
    }
}

/// A push that waits.
#[derive(Debug)]
struct Push {
    courier: Uuid,
    batch: Arc<Vec<Delivered>>,
    answer: oneshot::Sender<Result<PushResponse, ApiError>>,
}

impl Push {
    fn delivery(&self) -> Delivery<'_> {
        Delivery {
            courier: self.courier,
            batch: &self.batch,
        }
    }
}

impl Intake {
    fn waiting(&self) -> MutexGuard<'_, VecDeque<Push>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Those that go next.
    fn next(&self) -> Vec<Push> {
        let mut waiting = self.waiting();
        let (mut next, mut entries) = (Vec::new(), 0);
        while entries < ENOUGH
            && let Some(push) = waiting.pop_front()
        {
            entries += push.batch.len();
            next.push(push);
        }
        next
    }

    /// Waits for what a push is answered, and has whoever waits taken in when there is a turn. An error means that whoever
    /// had it aboard is gone.
    async fn ride<T, F: Future<Output = ()>>(
        &self,
        mut answered: oneshot::Receiver<T>,
        take_in: impl Fn(Vec<Push>) -> F,
    ) -> Result<T, RecvError> {
        loop {
            tokio::select! {
                biased;
                answer = &mut answered => return answer,
                Ok(turn) = self.turns.acquire() => {
                    let next = self.next();
                    if next.is_empty() {
                        // Somebody has it aboard. To ask for turns until it is there would keep a core busy.
                        drop(turn);
                        return answered.await;
                    }
                    take_in(next).await;
                }
            }
        }
    }
}

/// Takes in what `courier` delivers.
pub(super) async fn ingest(
    state: &AppState,
    intake: &Intake,
    courier: Uuid,
    batch: Vec<Delivered>,
) -> Result<PushResponse, ApiError> {
    let batch = Arc::new(batch);
    let (answer, answered) = oneshot::channel();
    let push = Push {
        courier,
        batch: batch.clone(),
        answer,
    };
    intake.waiting().push_back(push);
    let taken = intake.ride(answered, |pushes| take_in(state, pushes));
    match taken.await {
        Ok(answer) => answer,
        // Who took it along has panicked over one of those aboard: whichever it is does so alone now.
        Err(_) => alone(state, courier, &batch).await,
    }
}

/// Takes in `pushes` together, or each by itself if that can't be, and tells each its answer.
async fn take_in(state: &AppState, pushes: Vec<Push>) {
    let deliveries: Vec<Delivery<'_>> = pushes.iter().map(Push::delivery).collect();
    let together = together(state, &deliveries).await;
    let mut answers = Vec::new();
    match together {
        Ok(all) => answers.extend(all.into_iter().map(Ok)),
        // One of them may be at fault for all.
        Err(sqlx::Error::Database(_)) if pushes.len() > 1 => {
            for push in &pushes {
                answers.push(alone(state, push.courier, &push.batch).await);
            }
        }
        Err(error) => answers.resize(pushes.len(), Err(ApiError::from(error))),
    }
    for (push, answer) in pushes.into_iter().zip(answers) {
        // Nobody may wait for it any more; then the till asks again.
        let _ = push.answer.send(answer);
    }
}

async fn alone(
    state: &AppState,
    courier: Uuid,
    batch: &[Delivered],
) -> Result<PushResponse, ApiError> {
    let answers = together(state, &[Delivery { courier, batch }]).await?;
    let none = || ApiError::internal(&"a push has no answer");
    answers.into_iter().next().ok_or_else(none)
}

/// Takes in all of `deliveries` in one transaction.
async fn together(
    state: &AppState,
    deliveries: &[Delivery<'_>],
) -> Result<Vec<PushResponse>, sqlx::Error> {
    if deliveries.is_empty() {
        return Ok(Vec::new());
    }
    let begun = state.clock.now();
    let mut db = state.db.acquire().await?;
    let answers = match taken(&mut db, begun, deliveries).await {
        Err(error) if is_about_the_data(&error) => {
            taken_locked(&mut db, begun, deliveries, Expecting::Culprits).await?
        }
        answers => answers?,
    };
    state.outbox_filled.notify_one();
    for (delivery, answer) in deliveries.iter().zip(&answers) {
        count(&state.metrics, answer);
        traced::taken_in(state, begun, delivery.batch, &answer.verdicts);
    }
    Ok(answers)
}

async fn taken(
    db: &mut PgConnection,
    begun: Timestamp,
    deliveries: &[Delivery<'_>],
) -> Result<Vec<PushResponse>, sqlx::Error> {
    match at_once::take(db, begun, deliveries).await? {
        Some(answers) => Ok(answers),
        None => taken_locked(db, begun, deliveries, Expecting::Good).await,
    }
}

async fn taken_locked(
    db: &mut PgConnection,
    begun: Timestamp,
    deliveries: &[Delivery<'_>],
    expecting: Expecting,
) -> Result<Vec<PushResponse>, sqlx::Error> {
    let mut tx = db.begin().await?;
    let answers = ingest::take(&mut tx, begun, deliveries, expecting).await?;
    tx.commit().await?;
    Ok(answers)
}

/// Counts what became of the entries.
fn count(metrics: &Metrics, answer: &PushResponse) {
    for verdict in &answer.verdicts {
        metrics.entry(rows::fate_text(verdict.fate));
        if verdict.code == Some(Code::Fork) {
            metrics.forks.inc();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[tokio::test]
    async fn who_is_aboard_takes_no_turns_while_it_waits() {
        let (intake, asked) = (Intake::default(), AtomicUsize::new(0));
        let (answer, answered) = oneshot::channel();
        let rides = intake.ride(answered, async |_| {
            asked.fetch_add(1, Ordering::Relaxed);
        });
        let arrives = async {
            tokio::task::yield_now().await;
            answer.send("taken in").unwrap();
        };
        let (taken, ()) = tokio::join!(rides, arrives);
        assert_eq!((taken, asked.into_inner()), (Ok("taken in"), 0));
    }
}
