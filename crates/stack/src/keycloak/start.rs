//! How a built Keycloak is started, for the import of the realm and for every run folder.

use std::path::Path;
use std::process::Command;

use crate::sandbox::Sandbox;

/// The command that starts a built Keycloak on one data folder.
pub(crate) fn command(
    sandbox: Sandbox,
    built: &Path,
    data: &Path,
    port: u16,
    management: u16,
) -> Command {
    let mut command = sandbox
        .bind_read_only(built, "/opt/keycloak")
        .bind(data, "/opt/keycloak/data")
        .env("HOME", "/tmp")
        .env("JAVA_OPTS_KC_HEAP", "-Xms128m -Xmx512m")
        // The quick compiler alone: a start takes a third less, and no test signs in often enough to miss the other.
        .env("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1")
        .command("/opt/keycloak/bin/kc.sh");
    command.args([
        "start",
        "--optimized",
        "--import-realm",
        "--http-enabled=true",
        "--http-host=127.0.0.1",
        "--cache=local",
    ]);
    command
        .arg(format!("--http-port={port}"))
        .arg(format!("--http-management-port={management}"));
    command.arg(format!("--hostname=http://127.0.0.1:{port}"));
    command
}
