//! How a command ends: one of the exit codes that scripts rely on, and a line that says why.

use std::process::ExitCode;

use pos_stack::StackError;

/// The end of a command.
#[derive(Debug)]
pub struct Ending {
    code: u8,
    message: Option<String>,
}

impl Ending {
    /// It holds.
    pub fn holds() -> Ending {
        Ending {
            code: 0,
            message: None,
        }
    }

    /// The product is wrong; what is wrong has been said already.
    pub fn wrong() -> Ending {
        Ending {
            code: 1,
            message: None,
        }
    }

    /// Usage or unreadable input.
    pub fn usage(message: impl Into<String>) -> Ending {
        Ending {
            code: 2,
            message: Some(message.into()),
        }
    }

    /// The machine lacks something.
    pub fn lacks(message: impl Into<String>) -> Ending {
        Ending {
            code: 3,
            message: Some(message.into()),
        }
    }

    /// True when the product is wrong, not the usage or the machine.
    pub fn is_wrong(&self) -> bool {
        self.code == 1
    }

    /// Says why on stderr and turns into the exit code.
    pub fn report(self) -> ExitCode {
        if let Some(message) = self.message {
            eprintln!("cargo xtask: {message}");
        }
        ExitCode::from(self.code)
    }
}

impl From<StackError> for Ending {
    fn from(error: StackError) -> Ending {
        Ending {
            code: error.exit_code(),
            message: Some(error.to_string()),
        }
    }
}

impl From<anyhow::Error> for Ending {
    fn from(error: anyhow::Error) -> Ending {
        Ending {
            code: 1,
            message: Some(format!("{error:#}")),
        }
    }
}
