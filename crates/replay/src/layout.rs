//! Where everything of one run lies in its folder.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{ReplayError, at};

/// The folder of one run.
#[derive(Debug, Clone)]
pub struct Layout {
    dir: PathBuf,
}

impl Layout {
    /// The folder of a new run: absent or empty.
    ///
    /// # Errors
    /// When something lies in it, or it can't be made.
    pub fn new_run(dir: &Path) -> Result<Layout, ReplayError> {
        fs::create_dir_all(dir).map_err(at(dir))?;
        if fs::read_dir(dir).map_err(at(dir))?.next().is_some() {
            let text = format!(
                "{} is not empty; name a folder that is empty or not there yet",
                dir.display()
            );
            return Err(ReplayError::Unusable(text));
        }
        Layout::over(dir)
    }

    /// The folder of a run that was made before.
    ///
    /// # Errors
    /// When there is no such folder.
    pub fn of_run(dir: &Path) -> Result<Layout, ReplayError> {
        if !dir.is_dir() {
            return Err(ReplayError::Unusable(format!(
                "{} is not a folder; name the folder of a replay",
                dir.display()
            )));
        }
        Layout::over(dir)
    }

    /// A folder for a run that nobody named one for: the next free number below the build folder.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn unnamed() -> Result<Layout, ReplayError> {
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| PathBuf::from("target"), PathBuf::from);
        let runs = target.join("replay");
        fs::create_dir_all(&runs).map_err(at(&runs))?;
        for number in 1_u32.. {
            let dir = runs.join(number.to_string());
            // Making it is taking it: two commands at once get two folders.
            match fs::create_dir(&dir) {
                Ok(()) => return Layout::over(&dir),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(at(&dir)(error)),
            }
        }
        Err(ReplayError::Unusable(format!(
            "{} has no free number left",
            runs.display()
        )))
    }

    fn over(dir: &Path) -> Result<Layout, ReplayError> {
        let dir = std::path::absolute(dir).map_err(at(dir))?;
        Ok(Layout { dir })
    }

    /// The folder itself.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The services' data, ports, passwords and logs.
    #[must_use]
    pub fn services(&self) -> PathBuf {
        self.dir.join("services")
    }

    /// The folder of one till, by its number from 1.
    #[must_use]
    pub fn till(&self, number: usize) -> PathBuf {
        self.dir.join("tills").join(number.to_string())
    }

    /// The file of one till, by its number from 1.
    #[must_use]
    pub fn till_db(&self, number: usize) -> PathBuf {
        self.till(number).join("till.db")
    }

    /// The rows that are no till work.
    #[must_use]
    pub fn refused(&self) -> PathBuf {
        self.dir.join("refused.csv")
    }

    /// The catalogue as it is imported.
    #[must_use]
    pub fn catalogue(&self) -> PathBuf {
        self.dir.join("catalogue.csv")
    }

    /// The file's reading, a row per order.
    #[must_use]
    pub fn sheet(&self) -> PathBuf {
        self.dir.join("reading.json")
    }

    /// The result of the run.
    #[must_use]
    pub fn result(&self) -> PathBuf {
        self.dir.join("result.json")
    }

    /// The URLs of the services, for people and scripts.
    #[must_use]
    pub fn env(&self) -> PathBuf {
        self.dir.join("env")
    }

    /// What the sync server says.
    #[must_use]
    pub fn server_log(&self) -> PathBuf {
        self.dir.join("sync-server.log")
    }
}
