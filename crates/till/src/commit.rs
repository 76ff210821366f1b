//! One transaction of the till: begun at once, committed durably, and looked up in the file when the commit failed.

use crate::error::TillError;
use crate::store::write_mark;
use crate::till::Till;
use crate::tilldb;
use crate::writing::Writing;
use rusqlite::TransactionBehavior;

impl Till {
    /// Runs `change` in one transaction. An error of `change` leaves everything as it was.
    pub(crate) fn write<T>(
        &mut self,
        change: impl FnOnce(&mut Writing<'_>) -> Result<T, TillError>,
    ) -> Result<T, TillError> {
        self.reopen_if_lost()?;
        let db = self.db.as_mut().ok_or_else(TillError::not_open)?;
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut writing = Writing {
            tx: &tx,
            env: &self.env,
            key: &self.key,
            register: self.register,
            enrolment: self.enrolment.clone(),
            session: self.grant.clone(),
            offline: self.offline,
            branch_due: self.branch_due,
        };
        let answer = change(&mut writing)?;
        let branch_due = writing.branch_due;
        let mark = write_mark::raise(&tx)?;
        let committed = tx.commit();
        if let Err(error) = committed {
            self.look_again(mark, &error)?;
        }
        self.branch_due = branch_due;
        Ok(answer)
    }

    /// After a failed commit nobody knows whether it is on disk: the file is opened again, and it says.
    fn look_again(&mut self, mark: i64, error: &rusqlite::Error) -> Result<(), TillError> {
        tracing::error!(%error, "a commit failed; the till's file is read again");
        self.db = None;
        let unknown = |why: &dyn std::fmt::Display| TillError::SavedUnknown(why.to_string());
        self.reopen_if_lost().map_err(|again| unknown(&again))?;
        let db = self.db.as_ref().ok_or_else(TillError::not_open)?;
        let found = write_mark::read(db).map_err(|again| unknown(&again))?;
        if found < mark {
            return Err(TillError::NotSaved(error.to_string()));
        }
        // The pages may be in memory only, their first fsync having failed: a checkpoint writes them anew.
        let busy: i64 = db
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
            .map_err(|again| unknown(&again))?;
        if busy != 0 {
            return Err(unknown(error));
        }
        Ok(())
    }

    fn reopen_if_lost(&mut self) -> Result<(), TillError> {
        if self.db.is_none() {
            self.db = Some(tilldb::open(&self.dir.join(tilldb::FILE))?);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::TillEnv;
    use crate::store::sync_state;

    fn till() -> (tempfile::TempDir, Till) {
        let folder = tempfile::tempdir().unwrap();
        let till = Till::open(folder.path(), TillEnv::system(folder.path())).unwrap();
        (folder, till)
    }

    /// A constraint that SQLite checks at the commit: the one way to make a real commit fail.
    const DEFERRED: &str =
        "CREATE TABLE broken (id INTEGER REFERENCES missing (id) DEFERRABLE INITIALLY DEFERRED);
                            CREATE TABLE missing (id INTEGER PRIMARY KEY)";

    #[test]
    fn a_commit_that_failed_and_is_not_in_the_file_is_said_and_the_till_goes_on() {
        let (_folder, mut till) = till();
        till.write(|writing| Ok(writing.tx.execute_batch(DEFERRED)?))
            .unwrap();
        let error = till
            .write(|writing| {
                sync_state::set_cursor(writing.tx, 7)?;
                Ok(writing.tx.execute_batch("INSERT INTO broken VALUES (1)")?)
            })
            .unwrap_err();
        assert_eq!(error.code(), "not_saved");
        assert_eq!(till.server_cursor().unwrap(), 0);
        till.write(|writing| sync_state::set_cursor(writing.tx, 3))
            .unwrap();
        assert_eq!(till.server_cursor().unwrap(), 3);
    }

    #[test]
    fn a_commit_that_failed_and_is_in_the_file_after_all_counts() {
        let (_folder, mut till) = till();
        till.write(|writing| sync_state::set_cursor(writing.tx, 5))
            .unwrap();
        let there = write_mark::read(till.db().unwrap()).unwrap();
        let failed = rusqlite::Error::QueryReturnedNoRows;
        till.look_again(there, &failed).unwrap();
        assert_eq!(till.server_cursor().unwrap(), 5);
        let error = till.look_again(there + 1, &failed).unwrap_err();
        assert_eq!(error.code(), "not_saved");
    }

    #[test]
    fn a_file_that_can_not_be_opened_again_is_unknown_until_it_can() {
        let (folder, mut till) = till();
        let file = folder.path().join(tilldb::FILE);
        let away = folder.path().join("away");
        till.db = None;
        std::fs::rename(&file, &away).unwrap();
        std::fs::create_dir(&file).unwrap();
        let failed = rusqlite::Error::QueryReturnedNoRows;
        let error = till.look_again(1, &failed).unwrap_err();
        assert_eq!(error.code(), "saved_unknown");
        assert_eq!(till.server_cursor().unwrap_err().code(), "saved_unknown");
        std::fs::remove_dir(&file).unwrap();
        std::fs::rename(&away, &file).unwrap();
        till.write(|writing| sync_state::set_cursor(writing.tx, 2))
            .unwrap();
        assert_eq!(till.server_cursor().unwrap(), 2);
    }
}
