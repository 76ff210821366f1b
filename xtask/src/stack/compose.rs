//! The same services in containers, for machines that have an engine.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, anyhow};
use serde_json::Value;

use super::report::Line;
use crate::ending::Ending;
use crate::workspace;

/// Every variable that docker-compose.yml asks for.
const SECRETS: [&str; 6] = [
    "EVERTILL_POSTGRES_PASSWORD",
    "EVERTILL_REDIS_PASSWORD",
    "EVERTILL_RABBITMQ_PASSWORD",
    "EVERTILL_KEYCLOAK_DATABASE_PASSWORD",
    "EVERTILL_KEYCLOAK_ADMIN_PASSWORD",
    "EVERTILL_SEQ_PASSWORD",
];

/// The services of docker-compose.yml, in the order in which they are shown.
const SERVICES: [&str; 6] = [
    "postgres",
    "redis",
    "rabbitmq",
    "keycloak",
    "seq",
    "sync-server",
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
    let lines = SERVICES.map(|name| Line {
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
    let folder = workspace::state()?;
    let file = folder.join("compose.env");
    std::fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    // A file of an older checkout lacks what has been added since; what is there stays.
    let known = std::fs::read_to_string(&file).unwrap_or_default();
    let mut text = known.clone();
    for name in SECRETS {
        let prefix = format!("{name}=");
        if !known.lines().any(|line| line.starts_with(&prefix)) {
            text.push_str(&format!("{prefix}{}\n", pos_stack::new_secret()?));
        }
    }
    if text != known {
        pos_stack::write_private(&file, text.as_bytes())?;
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The file's services: each with its lines, indented as they are.
    fn services() -> Vec<(String, Vec<String>)> {
        let file = workspace::root().join("docker-compose.yml");
        let text = std::fs::read_to_string(file).expect("docker-compose.yml");
        let of_services = text.lines().skip_while(|line| *line != "services:").skip(1);
        let mut found: Vec<(String, Vec<String>)> = Vec::new();
        for line in of_services.take_while(|line| line.is_empty() || line.starts_with(' ')) {
            match line
                .strip_prefix("  ")
                .and_then(|rest| rest.strip_suffix(':'))
            {
                Some(name) if !name.starts_with(' ') => found.push((name.to_owned(), Vec::new())),
                _ => {
                    let (_, lines) = found.last_mut().expect("a service before its lines");
                    lines.push(line.to_owned());
                }
            }
        }
        found
    }

    #[test]
    fn every_service_is_shown_pinned_and_checked() {
        let services = services();
        let names: Vec<&str> = services.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, SERVICES);
        for (name, lines) in &services {
            let image = lines
                .iter()
                .find_map(|line| line.strip_prefix("    image: "));
            let tag = image
                .and_then(|image| image.rsplit_once(':'))
                .map(|(_, tag)| tag);
            assert!(
                tag.is_some_and(|tag| tag.starts_with(|c: char| c.is_ascii_digit())),
                "{name}"
            );
            let checked = ["    healthcheck:", "      test:", "      retries:"];
            for wanted in checked {
                assert!(
                    lines.iter().any(|line| line.starts_with(wanted)),
                    "{name}: {wanted}"
                );
            }
        }
    }

    #[test]
    fn every_secret_that_is_asked_for_is_generated() {
        let file = workspace::root().join("docker-compose.yml");
        let text = std::fs::read_to_string(file).expect("docker-compose.yml");
        let asked = text.match_indices(":?required}").map(|(end, _)| {
            let begin = text[..end].rfind("${").expect("its begin") + 2;
            &text[begin..end]
        });
        let asked: std::collections::BTreeSet<&str> = asked.collect();
        assert_eq!(asked, SECRETS.into_iter().collect());
    }

    #[test]
    fn the_image_runs_as_nobody_special_and_is_checked() {
        let file = workspace::root().join("deploy/Dockerfile");
        let text = std::fs::read_to_string(file).expect("the Dockerfile");
        let last = text.rsplit("\nFROM ").next().expect("the last stage");
        for wanted in ["\nUSER 10001", "\nHEALTHCHECK ", "\nCMD [\"sync-server\""] {
            assert!(last.contains(wanted), "{wanted}");
        }
        assert!(text.contains("cargo chef cook --release --locked --package sync-server"));
    }
}
