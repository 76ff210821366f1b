//! Keycloak itself: fetched through Maven and built once for the way we run it, kept beside the folder of packages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::folder::{self, Folder};
use crate::sandbox::Sandbox;
use crate::{Service, StackError, cache, host, manifest, progress};

/// The release that compose names too.
pub(crate) const VERSION: &str = "26.7.4";
const BUILD_OPTIONS: [&str; 3] = ["--db=dev-file", "--health-enabled=true", "--cache=local"];
const PLACES: [(Service, &str, &str); 4] = [
    (Service::Keycloak, "bin", "kc"),
    (Service::Keycloak, "lib", "quarkus-run"),
    (Service::Keycloak, "lib/quarkus", ""),
    (Service::Keycloak, "lib/lib/main", ""),
];

/// The name that tells one build from another.
pub(crate) fn name() -> String {
    let text = format!("{VERSION}{BUILD_OPTIONS:?}{PLACES:?}{}", folder::hash());
    format!(
        "keycloak-{VERSION}-{}",
        cache::short_hash(&[text.as_bytes()])
    )
}

/// Fails when a Keycloak that is already built lacks a part.
pub(crate) fn check() -> Result<(), StackError> {
    let built = cache::cache_dir()?.join(name());
    if built.is_dir() {
        manifest::check(&built, Service::Keycloak)
    } else {
        Ok(())
    }
}

/// Finds the built Keycloak, or builds it when it is absent.
pub(crate) fn find_or_build(folder: &Folder) -> Result<PathBuf, StackError> {
    let built = cache::built_once(&name(), |beside| build(folder, beside))?;
    manifest::check(&built, Service::Keycloak)?;
    Ok(built)
}

fn build(folder: &Folder, beside: &Path) -> Result<(), StackError> {
    progress(&format!(
        "building Keycloak {VERSION}, once for this machine"
    ));
    let maven = host::ensure_program("mvn", "maven")?;
    let work = beside.with_extension("zip");
    cache::remove_tree(&work)?;
    fs::create_dir_all(&work).map_err(StackError::at(&work))?;
    host::run(
        "fetching Keycloak through Maven",
        Command::new(maven)
            .args([
                "-q",
                "-B",
                "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy",
            ])
            .arg(format!(
                "-Dartifact=org.keycloak:keycloak-quarkus-dist:{VERSION}:zip"
            ))
            .arg(format!("-DoutputDirectory={}", work.display())),
    )?;
    let zip = format!("/data/keycloak-quarkus-dist-{VERSION}.zip");
    let mut unzip = Sandbox::new(&folder.root)
        .bind(&work, "/data")
        .command("unzip");
    host::run(
        "unpacking Keycloak",
        unzip.args(["-q", &zip, "-d", "/data/unpacked"]),
    )?;
    let unpacked = work.join(format!("unpacked/keycloak-{VERSION}"));
    cache::remove_tree(beside)?;
    fs::rename(&unpacked, beside).map_err(StackError::at(&unpacked))?;
    cache::remove_tree(&work)?;
    // The mount point of each run's own data.
    let data = beside.join("data");
    fs::create_dir_all(&data).map_err(StackError::at(&data))?;
    let mut kc = Sandbox::new(&folder.root)
        .bind(beside, "/opt/keycloak")
        .env("HOME", "/tmp")
        .command("/opt/keycloak/bin/kc.sh");
    host::run("preparing Keycloak", kc.arg("build").args(BUILD_OPTIONS))?;
    cache::remove_tree(&data)?;
    fs::create_dir_all(&data).map_err(StackError::at(&data))?;
    manifest::write(beside, &PLACES)
}

#[cfg(test)]
mod tests {
    use super::VERSION;

    const COMPOSE: &str = include_str!("../../../../docker-compose.yml");

    #[test]
    fn compose_runs_the_same_releases_and_knows_no_password() {
        for image in [
            "postgres:17",
            "redis:8",
            "rabbitmq:4.0-management",
            &format!("keycloak/keycloak:{VERSION}"),
        ] {
            assert!(COMPOSE.contains(&format!("image: {image}\n")), "{image}");
        }
        for line in COMPOSE
            .lines()
            .filter(|l| l.contains("PASS") && l.contains(": "))
        {
            assert!(
                line.contains(":?required}"),
                "a password must be asked for, never given: {line}"
            );
        }
    }
}
