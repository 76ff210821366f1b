//! Keycloak: starts on a copy of an imported database, so that a new run folder costs seconds, not a first start.

use std::process::Command;

use crate::http;
use crate::keycloak::{Admin, build, start, template};
use crate::sandbox::Sandbox;
use crate::site::Site;
use crate::{Service, StackError, saved, staff};

const ME: Service = Service::Keycloak;

pub(super) fn prepare(site: &Site) -> Result<Command, StackError> {
    let built = build::find_or_build(&site.folder)?;
    let data = site.data(ME).join("data");
    if !data.is_dir() {
        let imported = template::find_or_make(&site.folder, &built)?;
        let copy = site.data(ME).join("data.new");
        crate::cache::remove_tree(&copy)?;
        saved::copy_tree(&imported.data(), &copy)?;
        std::fs::rename(&copy, &data).map_err(StackError::at(&data))?;
    }
    let sandbox = Sandbox::new(&site.folder.root).outlives_us(site.detached);
    Ok(start::command(
        sandbox,
        &built,
        &data,
        site.ports.keycloak,
        site.ports.keycloak_management,
    ))
}

pub(super) fn is_ready(site: &Site) -> bool {
    http::get(site.ports.keycloak_management, "/health/ready")
        .is_ok_and(|answer| answer.status == 200)
}

/// Gives this run folder an administrator's password and staff of its own.
pub(super) fn furnish(site: &Site) -> Result<(), StackError> {
    if staff::file(&site.dir).is_file() {
        return Ok(());
    }
    let built = build::find_or_build(&site.folder)?;
    let imported = template::find_or_make(&site.folder, &built)?;
    let port = site.ports.keycloak;
    // A run that was cut after the change of password has the new one already.
    let admin = Admin::sign_in(port, &site.secrets.keycloak_admin)
        .or_else(|_| Admin::sign_in(port, &imported.password()?))?;
    admin.change_password(&site.secrets.keycloak_admin)?;
    staff::make(&site.dir, &admin)
}

pub(super) fn version(site: &Site) -> Result<String, StackError> {
    let admin = Admin::sign_in(site.ports.keycloak, &site.secrets.keycloak_admin)?;
    let answer = admin.call("GET", "/admin/serverinfo", None)?;
    let version = answer.json()["systemInfo"]["version"]
        .as_str()
        .map(str::to_owned);
    version.ok_or_else(|| StackError::answer(ME, "/admin/serverinfo", "no version"))
}
