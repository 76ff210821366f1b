//! Why services could not be had, and whether the machine or the caller is to blame.

use std::io;
use std::path::{Path, PathBuf};

use crate::Service;

/// What went wrong with the native services.
#[derive(Debug, thiserror::Error)]
pub enum StackError {
    /// The folder is there, but a service's program is not in it. It is never repaired behind anyone's back.
    #[error(
        "{service}: its program {program} is missing from {folder}; delete that folder and run the command again, then it is built anew"
    )]
    MissingProgram {
        /// The service that can't be started.
        service: Service,
        /// The program, as a path inside the folder.
        program: String,
        /// The folder to delete.
        folder: PathBuf,
    },
    /// Something that has to come from the machine isn't there and could not be installed.
    #[error("this machine lacks {what}: {how}")]
    MachineLacks {
        /// What is missing.
        what: String,
        /// How to get it.
        how: String,
    },
    /// Another process holds this run folder.
    #[error("{0} is in use by another running command; wait for it or choose another folder")]
    InUse(PathBuf),
    /// A file or a process could not be worked with.
    #[error("{what}: {source}")]
    Io {
        /// What was being done.
        what: String,
        /// What the system said.
        source: io::Error,
    },
    /// A program that was run to its end failed.
    #[error("{what} failed ({status}): {output}")]
    Command {
        /// What the program was to do.
        what: String,
        /// Its exit status.
        status: String,
        /// The end of its output.
        output: String,
    },
    /// A service did not come up.
    #[error("{service} {reason}; its log is {log}, which ends with:\n{tail}")]
    NotReady {
        /// The service.
        service: Service,
        /// What was waited for.
        reason: String,
        /// Its log file.
        log: PathBuf,
        /// The last lines of it.
        tail: String,
    },
    /// A running service gave an answer that can't be used.
    #[error("{service} answered {asked} with {answer}")]
    Answer {
        /// The service.
        service: Service,
        /// What it was asked.
        asked: String,
        /// What it said.
        answer: String,
    },
    /// A saved file of the run folder is unreadable.
    #[error("{file} can't be read ({reason}); delete the folder it lies in to begin anew")]
    Saved {
        /// The file.
        file: PathBuf,
        /// Why not.
        reason: String,
    },
}

impl StackError {
    /// True when the machine lacks something: such an error is exit code 3.
    #[must_use]
    pub fn machine_lacks(&self) -> bool {
        matches!(
            self,
            StackError::MissingProgram { .. } | StackError::MachineLacks { .. }
        )
    }

    /// The exit code of a command that ends with this error.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            StackError::MissingProgram { .. } | StackError::MachineLacks { .. } => 3,
            StackError::InUse(_) | StackError::Saved { .. } => 2,
            _ => 1,
        }
    }

    pub(crate) fn io(what: impl Into<String>) -> impl FnOnce(io::Error) -> StackError {
        let what = what.into();
        move |source| StackError::Io { what, source }
    }

    pub(crate) fn answer(service: Service, asked: &str, answer: impl ToString) -> StackError {
        StackError::Answer {
            service,
            asked: asked.into(),
            answer: answer.to_string(),
        }
    }

    pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> StackError {
        StackError::io(path.display().to_string())
    }
}
