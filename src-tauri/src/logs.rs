//! The register's log: one file a day in the till's folder, the oldest removed. One JSON object a line.

use jiff::civil::Date;
use pos_till::{Clock, SystemClock};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// How many days are kept.
const KEPT: usize = 14;

/// The folder of the logs in the till's folder.
const FOLDER: &str = "logs";

/// Logs into the folder `dir` of the till; `EVERTILL_LOG` says how much. What can't be written is not logged: a full disk
/// must not stop a sale.
pub fn start(dir: &Path) {
    let filter = EnvFilter::try_from_env("EVERTILL_LOG")
        .unwrap_or_else(|_| EnvFilter::new("warn,pos_desktop=info"));
    tracing_subscriber::fmt()
        .json()
        .with_span_list(false)
        .with_env_filter(filter)
        .with_writer(Daily::new(dir))
        .init();
}

/// The log files of the till in `dir`, oldest first.
pub fn files(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir.join(FOLDER))
        .into_iter()
        .flatten()
        .flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "log"))
        .collect();
    // The day is their name.
    files.sort();
    files
}

/// Writes into the file of the day that it is.
struct Daily {
    dir: PathBuf,
    clock: SystemClock,
    today: Mutex<Option<(Date, File)>>,
}

impl Daily {
    fn new(dir: &Path) -> Daily {
        Daily {
            dir: dir.to_owned(),
            clock: SystemClock::new(),
            today: Mutex::default(),
        }
    }

    fn write(&self, line: &[u8]) -> io::Result<()> {
        let day = self.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
        self.write_on(day, line)
    }

    fn write_on(&self, day: Date, line: &[u8]) -> io::Result<()> {
        let mut today = self.today.lock().unwrap_or_else(PoisonError::into_inner);
        if today.as_ref().is_none_or(|(open, _)| *open != day) {
            let folder = self.dir.join(FOLDER);
            fs::create_dir_all(&folder)?;
            let path = folder.join(format!("register-{day}.log"));
            let file = OpenOptions::new().create(true).append(true).open(path)?;
            *today = Some((day, file));
            let files = files(&self.dir);
            for old in files.iter().take(files.len().saturating_sub(KEPT)) {
                // Another time, if not now.
                let _ = fs::remove_file(old);
            }
        }
        match today.as_mut() {
            Some((_, file)) => file.write_all(line),
            None => Ok(()),
        }
    }
}

/// One line's way into the file.
struct Line<'a>(&'a Daily);

impl Write for Line<'_> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.write(line)?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Daily {
    type Writer = Line<'a>;

    fn make_writer(&'a self) -> Line<'a> {
        Line(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_day_has_its_file_and_the_oldest_go() {
        let folder = tempfile::tempdir().unwrap();
        let daily = Daily::new(folder.path());
        let first: Date = "2026-10-25".parse().unwrap();
        for day in 0..20 {
            let day = first.checked_add(jiff::Span::new().days(day)).unwrap();
            daily.write_on(day, b"one\n").unwrap();
            daily.write_on(day, b"two\n").unwrap();
        }
        let files = files(folder.path());
        assert_eq!(files.len(), KEPT);
        assert!(files[0].ends_with("register-2026-10-31.log"), "{files:?}");
        assert_eq!(fs::read_to_string(&files[13]).unwrap(), "one\ntwo\n");
    }
}
