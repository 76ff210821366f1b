//! Records that this computer's clock is off the server's, and that it is right again: receipts show the clock's time.

use crate::error::TillError;
use crate::journal;
use crate::store::meta;
use crate::till::Till;
use pos_protocol::Fact;
use pos_protocol::fact::ClockChecked;

/// A difference that has moved by less than so many seconds is no news.
const NEWS_S: i64 = 300;

impl Till {
    /// Records the difference when it is news; 0 stands for a clock that is right.
    pub fn note_clock(&mut self, ahead_s: i64) -> Result<(), TillError> {
        let noted = meta::clock_ahead(self.db()?)?;
        let news = ahead_s.saturating_sub(noted).saturating_abs() >= NEWS_S;
        if !news && (ahead_s != 0 || noted == 0) {
            return Ok(());
        }
        self.write(|writing| {
            meta::note_clock_ahead(writing.tx, ahead_s)?;
            let fact = Fact::ClockChecked(ClockChecked { ahead_s });
            journal::append(writing, &fact, None).map(|_| ())
        })
    }
}
