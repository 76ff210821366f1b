//! A Keycloak database into which the realm was imported once; every run folder starts from a copy of it.
//!
//! It holds the realm and its client, and an administrator whose password is changed in each copy before use.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::process::Signal;

use crate::folder::Folder;
use crate::keycloak::{Admin, build, start};
use crate::process::{Process, wait_for};
use crate::sandbox::Sandbox;
use crate::{Service, StackError, cache, host, http, ports, progress, saved, secrets};

/// The realm, which compose imports too.
const REALM: &str = include_str!("../../../../deploy/keycloak/evertill-realm.json");

/// The imported database.
#[derive(Debug)]
pub(crate) struct Template {
    folder: PathBuf,
}

impl Template {
    /// The data folder to copy.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// The administrator's password in a fresh copy.
    pub(crate) fn password(&self) -> Result<String, StackError> {
        let file = self.folder.join("password");
        fs::read_to_string(&file).map_err(StackError::at(&file))
    }
}

pub(crate) fn find_or_make(folder: &Folder, built: &Path) -> Result<Template, StackError> {
    let hash = cache::short_hash(&[REALM.as_bytes(), build::name().as_bytes()]);
    let folder = cache::built_once(&format!("realm-{hash}"), |beside| {
        make(folder, built, beside)
    })?;
    Ok(Template { folder })
}

fn make(folder: &Folder, built: &Path, beside: &Path) -> Result<(), StackError> {
    progress("importing the realm, once for each version of it");
    let (data, log, password) = (
        beside.join("data"),
        beside.join("import.log"),
        secrets::word()?,
    );
    saved::private_folder(&data.join("import"))?;
    let realm = data.join("import/evertill-realm.json");
    fs::write(&realm, REALM).map_err(StackError::at(&realm))?;
    saved::write_private(&beside.join("password"), password.as_bytes())?;

    let (port, management) = (ports::free_port()?, ports::free_port()?);
    let sandbox = Sandbox::new(&folder.root)
        .env("KC_BOOTSTRAP_ADMIN_USERNAME", Admin::NAME)
        .env("KC_BOOTSTRAP_ADMIN_PASSWORD", &password);
    let mut server = Process::start(
        start::command(sandbox, built, &data, port, management),
        &log,
    )?;
    let ready = || http::get(management, "/health/ready").is_ok_and(|answer| answer.status == 200);
    let came_up =
        wait_for(Duration::from_secs(240), || ready() || !server.is_alive()) && server.is_alive();
    // A clean end, so that the copied database needs no recovery.
    server.stop(
        Service::Keycloak.process_name(),
        Signal::TERM,
        Duration::from_secs(60),
    );
    if !came_up {
        return Err(StackError::NotReady {
            service: Service::Keycloak,
            reason: "did not import the realm".into(),
            tail: host::tail_of(&log),
            log,
        });
    }
    fs::remove_file(&realm).map_err(StackError::at(&realm))
}
