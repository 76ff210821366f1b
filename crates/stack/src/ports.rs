//! Free ports on 127.0.0.1, chosen once for a run folder and kept, so that a restart changes no URL.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::{StackError, saved};

/// Below the range from which Linux takes ports for outgoing connections: a port kept for a stopped
/// service must not be taken by a client's retry meanwhile.
const LOWEST: u16 = 12_000;
const HIGHEST: u16 = 32_000;

/// The ports of one run folder.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Ports {
    pub postgres: u16,
    pub redis: u16,
    pub rabbitmq: u16,
    pub rabbitmq_management: u16,
    pub rabbitmq_distribution: u16,
    pub rabbitmq_epmd: u16,
    pub keycloak: u16,
    pub keycloak_management: u16,
}

impl Ports {
    pub(crate) fn load_or_choose(dir: &Path) -> Result<Ports, StackError> {
        let file = dir.join("ports.json");
        if let Some(ports) = saved::read_json(&file)? {
            return Ok(ports);
        }
        let mut taken = BTreeSet::new();
        let mut next = || choose(&mut taken);
        let ports = Ports {
            postgres: next()?,
            redis: next()?,
            rabbitmq: next()?,
            rabbitmq_management: next()?,
            rabbitmq_distribution: next()?,
            rabbitmq_epmd: next()?,
            keycloak: next()?,
            keycloak_management: next()?,
        };
        saved::write_json(&file, &ports)?;
        Ok(ports)
    }
}

/// One free port on 127.0.0.1, outside the range of outgoing connections.
///
/// # Errors
/// When none can be found.
pub fn free_port() -> Result<u16, StackError> {
    choose(&mut BTreeSet::new())
}

fn choose(taken: &mut BTreeSet<u16>) -> Result<u16, StackError> {
    for _ in 0..1000 {
        let mut bytes = [0u8; 2];
        getrandom::fill(&mut bytes).map_err(|e| StackError::Io {
            what: "choosing a port".into(),
            source: std::io::Error::other(e),
        })?;
        let port = LOWEST + u16::from_be_bytes(bytes) % (HIGHEST - LOWEST);
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() && taken.insert(port) {
            return Ok(port);
        }
    }
    Err(StackError::MachineLacks {
        what: "free ports on 127.0.0.1".into(),
        how: "stop what listens there".into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chosen_ports_are_different_and_kept() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let first = Ports::load_or_choose(dir.path()).expect("chosen");
        let again = Ports::load_or_choose(dir.path()).expect("read");
        let text = |p: &Ports| serde_json::to_value(p).expect("plain numbers");
        assert_eq!(text(&first), text(&again));
        let all: BTreeSet<u64> = text(&first)
            .as_object()
            .into_iter()
            .flat_map(|o| o.values())
            .filter_map(|v| v.as_u64())
            .collect();
        assert_eq!(all.len(), 8);
    }
}
