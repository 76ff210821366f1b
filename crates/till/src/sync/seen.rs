//! Reads an answer of the journal door against the till's own journal: hashes become local rows.

use super::plan::Seen;
use pos_protocol::Hash;
use pos_protocol::codes::Code;
use pos_protocol::sync::{Head, HeldResponse, PushResponse};
use uuid::Uuid;

/// A till's journal, as far as answers are looked up in it.
pub trait Journal {
    /// Why it can't be read.
    type Error;
    /// The register that writes it.
    fn register(&self) -> Uuid;
    /// The branch that the next entry goes to; none when nothing was written yet.
    fn branch(&self) -> Result<Option<String>, Self::Error>;
    /// The local row of the entry with this hash.
    fn find(&self, hash: &Hash) -> Result<Option<u64>, Self::Error>;
    /// The branch of the entry in row `n`.
    fn branch_at(&self, n: u64) -> Result<Option<String>, Self::Error>;
}

/// What the answer to a push means.
pub fn of_push<J: Journal>(journal: &J, answer: &PushResponse) -> Result<Seen, J::Error> {
    let mut seen = of_heads(journal, &answer.heads)?;
    for verdict in &answer.verdicts {
        if !verdict.fate.is_held() {
            seen.refused = seen.refused.or(verdict.code);
        } else if verdict.code == Some(Code::Fork)
            && let Some(row) = journal.find(&verdict.hash)?
        {
            seen.twin |= journal.branch_at(row)? == journal.branch()?;
        }
    }
    // They come in the order of the entries, so that of those that are held the last is the newest: no other is looked for.
    for verdict in answer.verdicts.iter().rev() {
        if verdict.fate.is_held()
            && let Some(row) = journal.find(&verdict.hash)?
        {
            seen.newest = seen.newest.max(Some(row));
            break;
        }
    }
    Ok(seen)
}

/// What the answer to the question what is held means.
pub fn of_held<J: Journal>(journal: &J, answer: &HeldResponse) -> Result<Seen, J::Error> {
    let mut seen = of_heads(journal, &answer.heads)?;
    for hash in &answer.held {
        seen.newest = seen.newest.max(journal.find(hash)?);
    }
    Ok(seen)
}

fn of_heads<J: Journal>(journal: &J, heads: &[Head]) -> Result<Seen, J::Error> {
    let mut seen = Seen::default();
    let current = journal.branch()?;
    for head in heads
        .iter()
        .filter(|head| head.register == journal.register())
    {
        match journal.find(&head.hash)? {
            Some(row) => seen.newest = seen.newest.max(Some(row)),
            None => {
                seen.stranger = true;
                seen.twin |= current.as_deref() == Some(head.branch.as_str());
            }
        }
    }
    Ok(seen)
}

#[cfg(test)]
#[path = "seen_tests.rs"]
mod tests;
