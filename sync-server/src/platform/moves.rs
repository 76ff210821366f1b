//! Where the catalogue has come, for whoever tells the tills: what this process has just written it need not read again.

use pos_protocol::catalog::Cursor;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// How many steps are kept. One that is dropped is read from the database.
const MOST: usize = 64;

/// What leads from one place of the catalogue to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The place before.
    pub from: Cursor,
    /// The place after.
    pub to: Cursor,
    /// The lines of the stream, each with its line feed.
    pub lines: Vec<String>,
}

/// What there is to tell after a place.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing that is known of.
    Nothing,
    /// This step.
    Step(Step),
    /// Something that was written elsewhere.
    Unknown,
}

/// The steps that this process makes, and the places that the catalogue is said to have reached.
#[derive(Default)]
pub struct Moves {
    notes: Mutex<Notes>,
    woken: Notify,
}

#[derive(Default)]
struct Notes {
    expected: VecDeque<Step>,
    reached: Vec<Cursor>,
    elsewhere: bool,
}

impl Moves {
    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// This process is about to commit `step`, or to fail.
    pub fn expect(&self, step: Step) {
        let mut notes = self.notes();
        if notes.expected.len() >= MOST {
            notes.expected.pop_front();
        }
        notes.expected.push_back(step);
    }

    /// It is committed that the catalogue was at `place`, as this process knows itself or Postgres says.
    pub fn reached(&self, place: Cursor) {
        self.notes().reached.push(place);
        self.woken.notify_one();
    }

    /// The catalogue has moved, and nobody says where to.
    pub fn elsewhere(&self) {
        self.notes().elsewhere = true;
        self.woken.notify_one();
    }

    /// Returns when something was said, if nobody has waited for it yet.
    pub async fn woken(&self) {
        self.woken.notified().await;
    }

    /// What is to be told to whoever was told of `told`. A step is handed out once its commit is certain.
    pub fn after(&self, told: Cursor) -> Next {
        let mut notes = self.notes();
        notes.expected.retain(|step| step.to.version > told.version);
        notes
            .reached
            .retain(|place| place.version >= told.version && *place != told);
        let mine = notes
            .expected
            .iter()
            .position(|step| step.from == told && notes.reached.contains(&step.to));
        if let Some(step) = mine.and_then(|at| notes.expected.remove(at)) {
            return Next::Step(step);
        }
        if std::mem::take(&mut notes.elsewhere) || !notes.reached.is_empty() {
            notes.reached.clear();
            return Next::Unknown;
        }
        Next::Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pos_protocol::hash::Hash;

    fn place(version: u64) -> Cursor {
        Cursor {
            version,
            hash: Hash([7; 32]),
        }
    }

    fn step(from: u64) -> Step {
        Step {
            from: place(from),
            to: place(from + 1),
            lines: vec![format!("line {from}")],
        }
    }

    #[test]
    fn a_step_is_told_once_when_it_is_certain() {
        let moves = Moves::default();
        moves.expect(step(1));
        assert_eq!(moves.after(place(1)), Next::Nothing, "it may still fail");
        moves.reached(place(2));
        assert_eq!(moves.after(place(1)), Next::Step(step(1)));
        // Postgres says so, too.
        moves.reached(place(2));
        assert_eq!(moves.after(place(2)), Next::Nothing);
    }

    #[test]
    fn steps_are_told_in_their_order() {
        let moves = Moves::default();
        moves.expect(step(2));
        moves.expect(step(1));
        moves.reached(place(3));
        moves.reached(place(2));
        assert_eq!(moves.after(place(1)), Next::Step(step(1)));
        assert_eq!(moves.after(place(2)), Next::Step(step(2)));
        assert_eq!(moves.after(place(3)), Next::Nothing);
    }

    #[test]
    fn what_others_wrote_is_looked_for() {
        let moves = Moves::default();
        moves.reached(place(2));
        assert_eq!(moves.after(place(1)), Next::Unknown);
        assert_eq!(moves.after(place(2)), Next::Nothing);
        moves.elsewhere();
        assert_eq!(moves.after(place(2)), Next::Unknown);
        // A step that failed: somebody else has made another one in its place.
        moves.expect(step(2));
        let other = Cursor {
            version: 3,
            hash: Hash([8; 32]),
        };
        moves.reached(other);
        assert_eq!(moves.after(place(2)), Next::Unknown);
        assert_eq!(moves.after(other), Next::Nothing);
        // A database of before, put back in the place of this one, says so of a version that was told already.
        moves.reached(place(3));
        assert_eq!(moves.after(other), Next::Unknown);
    }

    #[test]
    fn what_is_kept_has_an_end() {
        let moves = Moves::default();
        for from in 0..2 * MOST as u64 {
            moves.expect(step(from));
        }
        moves.reached(place(1));
        assert_eq!(moves.after(place(0)), Next::Unknown, "the oldest is gone");
        assert_eq!(moves.notes().expected.len(), MOST);
    }
}
