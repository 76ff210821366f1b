//! The folder of Debian 13 packages in which the services run, built without root and shared by all checkouts.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::sandbox::Sandbox;
use crate::{Service, StackError, apt, cache, host, manifest, progress};

/// What is asked of Debian; the folder's name is the hash of this list.
const PACKAGES: [&str; 19] = [
    "postgresql-17",
    "redis-server",
    "rabbitmq-server",
    "openjdk-21-jre-headless",
    "bash",
    "ca-certificates",
    "coreutils",
    "dash",
    "findutils",
    "gawk",
    "grep",
    "hostname",
    "libc-bin",
    "mawk",
    "procps",
    "sed",
    "tar",
    "unzip",
    "util-linux",
];

/// Where each service's programs lie in the folder.
const PLACES: [(Service, &str, &str); 9] = [
    (Service::Postgres, "usr/lib/postgresql/17/bin", ""),
    (Service::Redis, "usr/bin", "redis-"),
    (
        Service::RabbitMq,
        "usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin",
        "",
    ),
    (Service::RabbitMq, "usr/sbin", "rabbitmq"),
    (Service::RabbitMq, "usr/lib/erlang/bin", ""),
    (Service::RabbitMq, "usr/lib/erlang/erts-*/bin", ""),
    (Service::RabbitMq, "usr/bin", "erl"),
    (Service::Keycloak, "usr/lib/jvm/java-21-openjdk-*/bin", ""),
    (
        Service::Keycloak,
        "usr/lib/jvm/java-21-openjdk-*/lib/server",
        "",
    ),
];

/// The built folder.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    /// The root file system of the services.
    pub root: PathBuf,
}

impl Folder {
    /// Finds the folder.
    pub(crate) fn find() -> Result<Option<Folder>, StackError> {
        let root = cache::cache_dir()?.join(name());
        Ok(root.is_dir().then_some(Folder { root }))
    }

    /// Finds the folder, or builds it when it is absent.
    pub(crate) fn find_or_build() -> Result<Folder, StackError> {
        let root = cache::built_once(&name(), build)?;
        Ok(Folder { root })
    }

    /// Fails when a program of one of these services was removed from the folder.
    pub(crate) fn check(&self, services: &[Service]) -> Result<(), StackError> {
        services
            .iter()
            .try_for_each(|service| manifest::check(&self.root, *service))
    }
}

/// The folder's name in the cache.
pub(crate) fn name() -> String {
    format!("services-{}", hash())
}

/// The hash of everything that decides what is in the folder.
pub(crate) fn hash() -> String {
    let text = format!("{PACKAGES:?}{PLACES:?}");
    cache::short_hash(&[text.as_bytes()])
}

fn build(root: &Path) -> Result<(), StackError> {
    progress(
        "building the folder of services: fetching some 150 packages, about 200 MB, once for this machine",
    );
    host::ensure_program("bwrap", "bubblewrap")?;
    let work = root.with_extension("packages");
    cache::remove_tree(&work)?;
    let files = apt::download(&work, &PACKAGES)?;
    progress(&format!("unpacking {} packages", files.len()));
    for file in &files {
        unpack(file, root)?;
    }
    cache::remove_tree(&work)?;
    complete(root)?;
    manifest::write(root, &PLACES)
}

fn unpack(file: &Path, root: &Path) -> Result<(), StackError> {
    let what = format!("unpacking {}", file.display());
    let mut reader = Command::new("dpkg-deb")
        .arg("--fsys-tarfile")
        .arg(file)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .map_err(StackError::io(&what))?;
    let mut tar = Command::new("tar");
    tar.args(["-x", "--no-same-owner", "-C"]).arg(root);
    if let Some(stream) = reader.stdout.take() {
        tar.stdin(stream);
    }
    let unpacked = tar.status().map_err(StackError::io(&what))?;
    let read = reader.wait().map_err(StackError::io(&what))?;
    if unpacked.success() && read.success() {
        Ok(())
    } else {
        Err(StackError::Command {
            what,
            status: unpacked.to_string(),
            output: "the package is damaged".into(),
        })
    }
}

/// What the packages' own scripts would have made: no script was run.
fn complete(root: &Path) -> Result<(), StackError> {
    for (file, text) in [
        (
            "etc/passwd",
            "evertill:x:1000:1000:Evertill:/data:/bin/sh\n",
        ),
        ("etc/group", "evertill:x:1000:\n"),
        ("etc/hosts", "127.0.0.1 localhost\n"),
    ] {
        let path = root.join(file);
        fs::write(&path, text).map_err(StackError::at(&path))?;
    }
    for folder in ["data", "opt/keycloak", "etc/ssl/certs/java"] {
        let path = root.join(folder);
        fs::create_dir_all(&path).map_err(StackError::at(&path))?;
    }
    let awk = root.join("usr/bin/awk");
    if !awk.exists() {
        std::os::unix::fs::symlink("mawk", &awk).map_err(StackError::at(&awk))?;
    }
    // Keycloak refuses to start without a trust store; an empty one does.
    let keytool = |arguments: &[&str]| {
        let store = [
            "-keystore",
            "/etc/ssl/certs/java/cacerts",
            "-storepass",
            "changeit",
            "-alias",
            "none",
        ];
        let mut command = Sandbox::new(root).writable_root().command("keytool");
        host::run(
            "making an empty trust store",
            command.args(arguments).args(store),
        )
    };
    keytool(&[
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=none",
        "-storetype",
        "PKCS12",
    ])?;
    keytool(&["-delete"])?;
    Ok(())
}
