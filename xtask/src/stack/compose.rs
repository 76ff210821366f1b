//! The same services in containers, for machines that have an engine.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, anyhow};
use serde_json::Value;

use super::report::Line;
use crate::ending::Ending;
use crate::workspace;

/// Every variable that docker-compose.yml asks for.
const SECRETS: [&str; 5] = [
    "EVERTILL_POSTGRES_PASSWORD",
    "EVERTILL_REDIS_PASSWORD",
    "EVERTILL_RABBITMQ_PASSWORD",
    "EVERTILL_KEYCLOAK_DATABASE_PASSWORD",
    "EVERTILL_KEYCLOAK_ADMIN_PASSWORD",
];

/// Starts the containers and waits for their health checks.
pub fn up() -> Result<Vec<Line>, Ending> {
    compose(&["up", "--detach", "--wait"])?;
    status()
}

/// Stops them; their volumes stay.
pub fn down() -> Result<Vec<Line>, Ending> {
    compose(&["down"])?;
    status()
}

/// Stops them and deletes their volumes.
pub fn reset() -> Result<Vec<Line>, Ending> {
    compose(&["down", "--volumes"])?;
    status()
}

/// What the engine says of each of them.
pub fn status() -> Result<Vec<Line>, Ending> {
    let out = compose(&["ps", "--all", "--format", "json"])?;
    // Older releases print one array, newer ones one object a line.
    let rows: Vec<Value> = match serde_json::from_str(&out) {
        Ok(Value::Array(rows)) => rows,
        _ => out
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect(),
    };
    let of = |name: &str| rows.iter().find(|row| row["Service"] == name);
    let lines = ["postgres", "redis", "rabbitmq", "keycloak"].map(|name| Line {
        name: name.into(),
        url: of(name).map(published).unwrap_or_default(),
        pid: None,
        version: of(name).and_then(|row| {
            row["Image"]
                .as_str()?
                .rsplit_once(':')
                .map(|(_, tag)| tag.to_owned())
        }),
        healthy: of(name).is_some_and(|row| row["Health"] == "healthy"),
    });
    Ok(lines.into())
}

fn published(row: &Value) -> String {
    let port = row["Publishers"]
        .as_array()
        .into_iter()
        .flatten()
        .find_map(|p| p["PublishedPort"].as_u64().filter(|p| *p > 0));
    port.map(|port| format!("tcp://127.0.0.1:{port}"))
        .unwrap_or_default()
}

fn compose(arguments: &[&str]) -> Result<String, Ending> {
    let mut command = engine()?;
    command
        .current_dir(workspace::root())
        .arg("--env-file")
        .arg(env_file()?)
        .args(arguments);
    let out = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .context("running compose")?;
    if out.status.success() {
        Ok(String::from_utf8_lossy(&out.stdout).into_owned())
    } else {
        Err(anyhow!("compose {} failed", arguments.join(" ")).into())
    }
}

fn engine() -> Result<Command, Ending> {
    for words in [&["docker", "compose"][..], &["docker-compose"]] {
        let answers = |mut c: Command| {
            c.arg("version")
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .is_ok_and(|s| s.success())
        };
        let make = || {
            let mut command = Command::new(words[0]);
            command.args(&words[1..]);
            command
        };
        if answers(make()) {
            return Ok(make());
        }
    }
    Err(Ending::lacks(
        "this machine lacks compose: install docker and its compose plugin, or leave out --mode compose",
    ))
}

/// Generated once per checkout, readable by its owner alone.
fn env_file() -> Result<PathBuf, Ending> {
    let file = workspace::state()?.join("compose.env");
    if !file.is_file() {
        let folder = workspace::state()?;
        std::fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
        let mut text = String::new();
        for name in SECRETS {
            text.push_str(&format!("{name}={}\n", pos_stack::new_secret()?));
        }
        pos_stack::write_private(&file, text.as_bytes())?;
    }
    Ok(file)
}
