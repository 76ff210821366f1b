//! The stack that stays, run natively: four services and the sync server.

use std::path::PathBuf;

use anyhow::{Context, Result, anyhow};
use pos_stack::{Service, Stack, StackOptions};

use super::Server;
use super::report::Line;
use crate::ending::Ending;
use crate::workspace;

fn dir() -> Result<PathBuf> {
    Ok(workspace::state()?.join("stack"))
}

/// Starts what is not running yet.
pub fn up() -> Result<Vec<Line>, Ending> {
    let dir = dir()?;
    pos_stack::check_programs(&Service::ALL)?;
    let build = std::thread::spawn(Server::build);
    let stack = Stack::start(StackOptions::new(&dir).detached())?;
    let program = build
        .join()
        .map_err(|_| anyhow!("the build of the sync server panicked"))??;
    let mut env = stack.env();
    let server = Server::start(&dir, &program, &env)?;
    env.insert("EVERTILL_SERVER".into(), server.url());
    let text: String = env
        .iter()
        .map(|(name, value)| format!("{name}={value}\n"))
        .collect();
    pos_stack::write_private(&dir.join("env"), text.as_bytes())?;
    eprintln!(
        "stack: the URLs with their passwords are in {}",
        dir.join("env").display()
    );
    Ok(lines(&stack, Some(server)))
}

/// Stops everything cleanly.
pub fn down() -> Result<Vec<Line>, Ending> {
    let Some(stack) = attach()? else {
        return Ok(nothing());
    };
    if let Some(server) = Server::attach(stack.dir())? {
        server.stop(stack.dir())?;
    }
    stack.stop()?;
    Ok(lines(&stack, None))
}

/// Looks, and changes nothing.
pub fn status() -> Result<Vec<Line>, Ending> {
    let Some(stack) = attach()? else {
        return Ok(nothing());
    };
    let server = Server::attach(stack.dir())?;
    Ok(lines(&stack, server))
}

/// Stops everything and deletes its data.
pub fn reset() -> Result<Vec<Line>, Ending> {
    down()?;
    let dir = dir()?;
    if dir.exists() {
        std::fs::remove_dir_all(&dir).with_context(|| format!("deleting {}", dir.display()))?;
    }
    Ok(nothing())
}

/// The stack that an earlier `up` of this checkout left, running or not.
fn attach() -> Result<Option<Stack>, Ending> {
    let dir = dir()?;
    if !dir.join("processes.json").is_file() {
        return Ok(None);
    }
    Ok(Some(Stack::attach(StackOptions::new(dir).detached())?))
}

fn lines(stack: &Stack, server: Option<Server>) -> Vec<Line> {
    let pids = stack.pids();
    let mut lines: Vec<Line> = Service::ALL
        .into_iter()
        .map(|service| {
            let healthy = stack.is_ready(service);
            let version = if healthy {
                stack.version(service).ok()
            } else {
                None
            };
            Line {
                name: service.name().into(),
                url: stack.url(service),
                pid: pids.get(&service).copied(),
                version,
                healthy,
            }
        })
        .collect();
    lines.push(server.map_or_else(Server::none, |s| s.line()));
    lines
}

fn nothing() -> Vec<Line> {
    let names = Service::ALL.into_iter().map(Service::name);
    let mut lines: Vec<Line> = names
        .map(|name| Line {
            name: name.into(),
            url: String::new(),
            pid: None,
            version: None,
            healthy: false,
        })
        .collect();
    lines.push(Server::none());
    lines
}
