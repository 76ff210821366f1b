//! Who has a held basket. Pure: how it stands and what is asked or written come in, how it stands then goes out.
//!
//! A basket is one register's at a time. The server hands it out and raises its fence with it; whoever writes under an
//! older one no longer had it. What he wrote happened all the same, so it is kept as a fork.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What has become of a held basket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    /// It waits for somebody.
    Held,
    /// It was handed out; the register has not said yet that it goes on with it.
    Claimed,
    /// Somebody goes on with it.
    Resumed,
    /// It was paid. Nothing undoes that.
    Paid,
    /// It was given up.
    Voided,
}

impl State {
    const ALL: [State; 5] = [
        State::Held,
        State::Claimed,
        State::Resumed,
        State::Paid,
        State::Voided,
    ];

    /// As the tables have it.
    pub fn text(self) -> &'static str {
        match self {
            State::Held => "held",
            State::Claimed => "claimed",
            State::Resumed => "resumed",
            State::Paid => "paid",
            State::Voided => "voided",
        }
    }

    /// What the tables have.
    pub fn read(text: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.text() == text)
    }

    /// Whether something may still become of the basket.
    pub fn is_open(self) -> bool {
        !matches!(self, State::Paid | State::Voided)
    }
}

/// How a basket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Custody {
    /// Who has it, or had it last.
    pub register: Uuid,
    /// The fence that he has it under.
    pub fence: i64,
    /// What has become of it.
    pub state: State,
}

/// Why a basket is not handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Somebody else has it, or nobody can have it any more.
    Taken,
    /// It has been handed out and held again since the caller saw it.
    Stale,
}

/// What a register wrote of a basket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    /// Who wrote it.
    pub register: Uuid,
    /// The fence that he wrote it under, where he says.
    pub fence: Option<i64>,
    /// What became of the basket by it: never [`State::Claimed`].
    pub act: State,
}

/// How a basket stands after something was written, and whether that was a fork.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Outcome {
    /// How it stands.
    pub custody: Custody,
    /// The writer no longer had it.
    pub fork: bool,
}

/// Hands the basket to the register `by`, who saw the fence `seen`. Asked again after a lost answer, it is the same claim.
pub(super) fn claim(now: Custody, by: Uuid, seen: Option<i64>) -> Result<Custody, Refusal> {
    match now.state {
        State::Claimed if now.register == by => Ok(now),
        State::Held if now.register != by && seen.is_some_and(|seen| seen < now.fence) => {
            Err(Refusal::Stale)
        }
        State::Held => Ok(Custody {
            register: by,
            // A claim that was forgotten with a restored database must not be given out twice.
            fence: now.fence.max(seen.unwrap_or(0)) + 1,
            state: State::Claimed,
        }),
        State::Claimed | State::Resumed | State::Paid | State::Voided => Err(Refusal::Taken),
    }
}

/// Whether `by` has the basket, so that it may change it, be paid for it or give it up.
pub(super) fn is_had_by(now: Custody, by: Uuid) -> bool {
    now.register == by && now.state.is_open()
}

/// What comes of what a register wrote.
pub(super) fn write(now: Custody, written: Written) -> Outcome {
    let Written {
        register,
        fence,
        act,
    } = written;
    let newer = fence.is_some_and(|fence| fence > now.fence);
    let had_it = now.register == register || newer;
    let paid = now.state == State::Paid;
    if paid || !had_it && act != State::Paid {
        let custody = now;
        return Outcome {
            custody,
            fork: true,
        };
    }
    let custody = Custody {
        register,
        fence: now.fence.max(fence.unwrap_or(0)),
        state: act,
    };
    Outcome {
        custody,
        fork: !had_it,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Uuid = Uuid::from_u128(1);
    const B: Uuid = Uuid::from_u128(2);
    const C: Uuid = Uuid::from_u128(3);

    fn stands(register: Uuid, fence: i64, state: State) -> Custody {
        Custody {
            register,
            fence,
            state,
        }
    }

    fn wrote(now: Custody, register: Uuid, fence: i64, act: State) -> (Custody, bool) {
        let fence = Some(fence);
        let outcome = write(
            now,
            Written {
                register,
                fence,
                act,
            },
        );
        (outcome.custody, outcome.fork)
    }

    #[test]
    fn one_register_gets_it_and_may_ask_again() {
        let held = stands(A, 1, State::Held);
        let claimed = claim(held, B, Some(1)).unwrap();
        assert_eq!(claimed, stands(B, 2, State::Claimed));
        assert_eq!(claim(claimed, B, Some(1)), Ok(claimed));
        assert_eq!(claim(claimed, C, Some(1)), Err(Refusal::Taken));
        assert_eq!(
            claim(claimed, A, Some(1)),
            Err(Refusal::Taken),
            "nor who held it"
        );
        let again = stands(B, 2, State::Held);
        assert_eq!(claim(again, C, Some(1)), Err(Refusal::Stale));
        assert_eq!(claim(again, C, Some(2)), Ok(stands(C, 3, State::Claimed)));
        assert_eq!(claim(again, C, None), Ok(stands(C, 3, State::Claimed)));
        for over in [State::Resumed, State::Paid, State::Voided] {
            assert_eq!(claim(stands(A, 1, over), B, None), Err(Refusal::Taken));
        }
    }

    #[test]
    fn who_has_it_writes_and_who_had_it_forks() {
        let claimed = stands(B, 2, State::Claimed);
        assert_eq!(
            wrote(claimed, B, 2, State::Resumed),
            (stands(B, 2, State::Resumed), false)
        );
        for act in [State::Held, State::Resumed, State::Voided] {
            assert_eq!(wrote(claimed, A, 1, act), (claimed, true), "{act:?}");
        }
        // A claim that the server has forgotten, because it was restored from a backup.
        let restored = stands(A, 1, State::Held);
        assert_eq!(
            wrote(restored, B, 2, State::Resumed),
            (stands(B, 2, State::Resumed), false)
        );
        // A claim whose answer was lost: the register went on by itself, and it was its own.
        let own = stands(A, 2, State::Claimed);
        assert_eq!(
            wrote(own, A, 1, State::Held),
            (stands(A, 2, State::Held), false)
        );
    }

    #[test]
    fn who_has_it_has_it_until_it_is_paid_or_given_up() {
        for (state, has) in [
            (State::Held, true),
            (State::Claimed, true),
            (State::Resumed, true),
            (State::Paid, false),
            (State::Voided, false),
        ] {
            assert_eq!(is_had_by(stands(A, 1, state), A), has, "{state:?}");
            assert!(!is_had_by(stands(A, 1, state), B), "{state:?}");
        }
    }

    #[test]
    fn a_payment_stands_whoever_took_it() {
        let claimed = stands(B, 2, State::Claimed);
        let (paid, fork) = wrote(claimed, A, 1, State::Paid);
        assert_eq!((paid, fork), (stands(A, 2, State::Paid), true));
        for act in [State::Held, State::Resumed, State::Voided, State::Paid] {
            assert_eq!(wrote(paid, B, 2, act), (paid, true), "{act:?}");
        }
        let own = wrote(claimed, B, 2, State::Paid);
        assert_eq!(own, (stands(B, 2, State::Paid), false));
    }
}
