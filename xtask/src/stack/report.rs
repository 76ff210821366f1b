//! What `stack` says: a table for people, JSON for scripts.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use serde::Serialize;
use serde_json::json;

use crate::json;

/// One service.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    pub name: String,
    pub url: String,
    pub pid: Option<u32>,
    pub version: Option<String>,
    pub healthy: bool,
}

/// Shows the services.
pub fn show(lines: &[Line], target: Option<&Path>, took: Duration) -> Result<()> {
    if let Some(target) = target {
        let value = json!({
            "schema": "evertill.stack.v1",
            "version": env!("CARGO_PKG_VERSION"),
            "duration_ms": u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            "services": lines,
        });
        json::write(target, &value)?;
    }
    if json::owns_stdout(target) {
        return Ok(());
    }
    for line in lines {
        let state = if line.healthy { "healthy" } else { "down" };
        let version = line.version.as_deref().unwrap_or("-");
        let pid = line.pid.map_or_else(|| "-".into(), |p| p.to_string());
        println!(
            "{:<12} {:<8} {:<10} pid {:<8} {}",
            line.name,
            state,
            version,
            pid,
            without_password(&line.url)
        );
    }
    Ok(())
}

/// A terminal is looked at over shoulders and pasted into tickets: passwords stay in the 0600 files.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.into();
    };
    match rest.rsplit_once('@') {
        Some((user, host)) => format!(
            "{scheme}://{}:***@{host}",
            user.split(':').next().unwrap_or_default()
        ),
        None => url.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn a_shown_url_has_no_password() {
        assert_eq!(
            without_password("postgres://evertill:abc@127.0.0.1:5/evertill"),
            "postgres://evertill:***@127.0.0.1:5/evertill"
        );
        assert_eq!(
            without_password("redis://:abc@127.0.0.1:5/0"),
            "redis://:***@127.0.0.1:5/0"
        );
        assert_eq!(
            without_password("http://127.0.0.1:5/x"),
            "http://127.0.0.1:5/x"
        );
    }
}
