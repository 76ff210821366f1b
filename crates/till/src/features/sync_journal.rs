//! What the sync needs of the journal: entries out, the server's cursor in, a new branch when the server knows better.

use crate::error::TillError;
use crate::journal;
use crate::store::{journal as rows, orders, sync_state};
use crate::till::Till;
use crate::views::Waiting;
use pos_protocol::fact::BranchReason;
use pos_protocol::{Hash, Sealed};

impl Till {
    /// How many entries the journal has.
    pub fn journal_len(&self) -> Result<u64, TillError> {
        rows::len(self.db()?)
    }

    /// The hash of entry `n`, from 1.
    pub fn entry_hash(&self, n: u64) -> Result<Option<Hash>, TillError> {
        rows::hash_of(self.db()?, n)
    }

    /// The place of the entry with this hash.
    pub fn find_entry(&self, hash: &Hash) -> Result<Option<u64>, TillError> {
        rows::find(self.db()?, hash)
    }

    /// The entries after `n`: at most `max` of them and `bytes` of bodies, but always one if there is any.
    pub fn entries_after(
        &self,
        n: u64,
        max: usize,
        bytes: usize,
    ) -> Result<Vec<Sealed>, TillError> {
        rows::after(self.db()?, n, max, bytes)
    }

    /// The newest entry that the server is known to hold; 0 for none.
    pub fn server_cursor(&self) -> Result<u64, TillError> {
        sync_state::cursor(self.db()?)
    }

    /// Keeps what the server said it holds. The cursor may move back.
    pub fn set_server_cursor(&mut self, n: u64) -> Result<(), TillError> {
        let known = n.min(self.journal_len()?);
        if known == self.server_cursor()? {
            return Ok(());
        }
        self.write(|writing| sync_state::set_cursor(writing.tx, known))
    }

    /// Begins a branch now.
    pub fn begin_branch(&mut self, reason: BranchReason) -> Result<(), TillError> {
        self.write(|writing| journal::begin_branch(writing, reason).map(|_| ()))
    }

    /// The branch of the newest entry; none in an empty journal.
    pub fn current_branch(&self) -> Result<Option<String>, TillError> {
        Ok(rows::newest(self.db()?)?.map(|newest| newest.branch))
    }

    /// What the server hasn't got yet.
    pub fn waiting(&self) -> Result<Waiting, TillError> {
        let db = self.db()?;
        let cursor = sync_state::cursor(db)?;
        let (sales, first) = orders::after(db, cursor)?;
        let since = rows::wall_time(db, first.unwrap_or(cursor + 1))?;
        Ok(Waiting {
            sales,
            entries: rows::len(db)?.saturating_sub(cursor),
            since: since.and_then(|text| text.parse().ok()),
        })
    }
}
