//! The services of one run folder: started here, or taken as `replay open` keeps them; and the file that names their URLs.

use std::collections::BTreeMap;
use std::fs;
use std::time::Instant;

use pos_stack::{Service, Stack, StackError, StackOptions};

use crate::error::{ReplayError, at};
use crate::layout::Layout;
use crate::progress::say;
use crate::server::{ServerSite, program};

/// The variable of the `env` file that says where the sync server is.
pub const SERVER_URL: &str = "EVERTILL_SERVER_URL";

/// What the `env` file says.
pub type Env = BTreeMap<String, String>;

/// Running services of a run folder.
pub struct Services {
    /// None when another command keeps them running.
    stack: Option<Stack>,
    /// Their URLs.
    pub env: Env,
}

impl Services {
    /// Starts all four for a new run and writes their URLs down as soon as they answer.
    ///
    /// # Errors
    /// When the machine can't run them or one does not come up.
    pub fn start_new(layout: &Layout) -> Result<Services, ReplayError> {
        let stack = started(layout, &Service::ALL)?;
        let mut env = stack.env();
        let port = pos_stack::free_port()?;
        env.insert(SERVER_URL.into(), format!("http://127.0.0.1:{port}"));
        let text: String = env
            .iter()
            .map(|(key, value)| format!("{key}={value}\n"))
            .collect();
        pos_stack::write_private(&layout.env(), text.as_bytes())?;
        Ok(Services {
            stack: Some(stack),
            env,
        })
    }

    /// Starts `wanted` of an earlier run on their ports, or takes them as another command keeps them.
    ///
    /// # Errors
    /// When they don't come up, or the folder is no run.
    pub fn of_run(layout: &Layout, wanted: &[Service]) -> Result<Services, ReplayError> {
        let env = read_env(layout)?;
        match started(layout, wanted) {
            Ok(stack) => Ok(Services {
                stack: Some(stack),
                env,
            }),
            Err(ReplayError::Stack(StackError::InUse(_))) => {
                say("the services are open already");
                Ok(Services { stack: None, env })
            }
            Err(error) => Err(error),
        }
    }

    /// Whether another command keeps them running.
    #[must_use]
    pub fn are_open_elsewhere(&self) -> bool {
        self.stack.is_none()
    }

    /// The services that were started here.
    #[must_use]
    pub fn stack(&self) -> Option<&Stack> {
        self.stack.as_ref()
    }

    /// One URL of the `env` file.
    ///
    /// # Errors
    /// When it is not there.
    pub fn url(&self, variable: &str) -> Result<&str, ReplayError> {
        let value = self.env.get(variable).map(String::as_str);
        value.ok_or_else(|| ReplayError::Unusable(format!("the env file names no {variable}")))
    }

    /// What is needed to run the sync server on these services.
    ///
    /// # Errors
    /// When its program can't be had.
    pub fn server_site(&self, layout: &Layout) -> Result<ServerSite, ReplayError> {
        let port = self
            .url(SERVER_URL)?
            .rsplit(':')
            .next()
            .and_then(|port| port.parse().ok());
        let port = port.ok_or_else(|| {
            ReplayError::Unusable(format!("{SERVER_URL} of the env file has no port"))
        })?;
        Ok(ServerSite {
            program: program()?,
            env: self.env.clone(),
            port,
            log: layout.server_log(),
        })
    }

    /// Stops those that were started here, cleanly.
    ///
    /// # Errors
    /// When one of them can't be stopped.
    pub fn stop(self) -> Result<(), ReplayError> {
        self.stack.map_or(Ok(()), |stack| Ok(stack.stop()?))
    }
}

fn started(layout: &Layout, wanted: &[Service]) -> Result<Stack, ReplayError> {
    let begun = Instant::now();
    let names: Vec<&str> = wanted.iter().map(|service| service.name()).collect();
    say(format!("starting {}", names.join(", ")));
    let stack = Stack::start(StackOptions::new(layout.services()).only(wanted))?;
    say(format!("they answer after {} s", begun.elapsed().as_secs()));
    Ok(stack)
}

fn read_env(layout: &Layout) -> Result<Env, ReplayError> {
    let path = layout.env();
    let text = fs::read_to_string(&path).map_err(at(&path))?;
    let pairs = text.lines().filter_map(|line| line.split_once('='));
    Ok(pairs
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect())
}
