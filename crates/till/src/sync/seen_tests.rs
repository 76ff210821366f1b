//! Answers of the journal door, looked up in a journal of hashes and branches.

use super::*;
use pos_protocol::sync::{Fate, Verdict};
use std::convert::Infallible;

const US: Uuid = Uuid::from_u128(1);

/// Rows of (hash, branch).
struct Rows(Vec<(Hash, &'static str)>);

impl Journal for Rows {
    type Error = Infallible;

    fn register(&self) -> Uuid {
        US
    }

    fn branch(&self) -> Result<Option<String>, Infallible> {
        Ok(self.0.last().map(|(_, branch)| (*branch).to_owned()))
    }

    fn find(&self, hash: &Hash) -> Result<Option<u64>, Infallible> {
        let at = self.0.iter().position(|(own, _)| own == hash);
        Ok(at.map(|at| at as u64 + 1))
    }

    fn branch_at(&self, n: u64) -> Result<Option<String>, Infallible> {
        Ok(self
            .0
            .get(n as usize - 1)
            .map(|(_, branch)| (*branch).to_owned()))
    }
}

fn hash(n: u8) -> Hash {
    Hash([n; 32])
}

/// Two entries on branch `old`, two on branch `now`.
fn journal() -> Rows {
    Rows(vec![
        (hash(1), "old"),
        (hash(2), "old"),
        (hash(3), "now"),
        (hash(4), "now"),
    ])
}

fn head(register: Uuid, branch: &str, n: u8) -> Head {
    Head {
        countersignature: Vec::new(),
        register,
        branch: branch.to_owned(),
        seq: 1,
        hash: hash(n),
    }
}

fn verdict(n: u8, fate: Fate, code: Option<Code>) -> Verdict {
    Verdict {
        hash: hash(n),
        fate,
        code,
    }
}

fn seen(verdicts: Vec<Verdict>, heads: Vec<Head>) -> Seen {
    let answer = PushResponse {
        verdicts,
        heads,
        revoked_staff: None,
    };
    let Ok(seen) = of_push(&journal(), &answer);
    seen
}

#[test]
fn the_newest_of_heads_and_held_verdicts_counts() {
    let by_heads = seen(vec![], vec![head(US, "now", 3), head(US, "old", 2)]);
    assert_eq!(by_heads.newest, Some(3));
    // A foreign head hides how far the branch has come; the verdicts still say it.
    for fate in [
        Fate::Accepted,
        Fate::Duplicate,
        Fate::Stored,
        Fate::Quarantined,
    ] {
        let by_verdict = seen(vec![verdict(4, fate, None)], vec![head(US, "old", 2)]);
        assert_eq!(by_verdict.newest, Some(4), "{fate:?}");
    }
}

#[test]
fn the_last_that_is_held_and_known_here_is_the_newest() {
    let held = |n| verdict(n, Fate::Accepted, None);
    let gap = verdict(4, Fate::Refused, Some(Code::Gap));
    let answer = vec![held(2), held(3), gap, held(9)];
    assert_eq!(seen(answer, vec![]).newest, Some(3));
    assert_eq!(
        seen(vec![held(2)], vec![head(US, "now", 3)]).newest,
        Some(3)
    );
}

#[test]
fn what_is_refused_does_not_count_and_its_first_code_is_told() {
    let refused = vec![
        verdict(3, Fate::Refused, Some(Code::BadHash)),
        verdict(4, Fate::Refused, Some(Code::Gap)),
    ];
    let seen = seen(refused, vec![head(US, "old", 2)]);
    assert_eq!((seen.newest, seen.refused), (Some(2), Some(Code::BadHash)));
}

#[test]
fn a_twin_writes_on_the_branch_that_is_written_now() {
    let rows = [
        (head(US, "now", 9), (true, true)),
        (head(US, "old", 9), (false, true)),
        (head(US, "other", 9), (false, true)),
        (head(US, "now", 4), (false, false)),
        (head(Uuid::from_u128(2), "now", 9), (false, false)),
    ];
    for (head, want) in rows {
        let seen = seen(vec![], vec![head.clone()]);
        assert_eq!((seen.twin, seen.stranger), want, "{head:?}");
    }
    let fork = Some(Code::Fork);
    assert!(seen(vec![verdict(4, Fate::Accepted, fork)], vec![]).twin);
    assert!(!seen(vec![verdict(2, Fate::Accepted, fork)], vec![]).twin);
}

#[test]
fn held_hashes_count_like_heads() {
    let answer = HeldResponse {
        held: vec![hash(1), hash(3)],
        heads: vec![head(US, "now", 9)],
        revoked_staff: None,
    };
    let Ok(seen) = of_held(&journal(), &answer);
    assert_eq!((seen.newest, seen.twin), (Some(3), true));
}
