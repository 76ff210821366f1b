//! Keycloak: starts on a copy of an imported database, so that a new run folder costs seconds, not a first start.

use std::path::Path;
use std::process::Command;

use crate::http::{self, HttpAnswer};
use crate::sandbox::Sandbox;
use crate::site::Site;
use crate::{Service, StackError, keycloak_build, keycloak_template, saved, staff};

const ME: Service = Service::Keycloak;

pub(super) fn prepare(site: &Site) -> Result<Command, StackError> {
    let built = keycloak_build::find_or_build(&site.folder)?;
    let data = site.data(ME).join("data");
    if !data.is_dir() {
        let template = keycloak_template::find_or_make(&site.folder, &built)?;
        let copy = site.data(ME).join("data.new");
        crate::cache::remove_tree(&copy)?;
        saved::copy_tree(&template.data(), &copy)?;
        std::fs::rename(&copy, &data).map_err(StackError::at(&data))?;
    }
    let sandbox = Sandbox::new(&site.folder.root).outlives_us(site.detached);
    Ok(server_command(
        sandbox,
        &built,
        &data,
        site.ports.keycloak,
        site.ports.keycloak_management,
    ))
}

/// The command that starts a built Keycloak on one data folder.
pub(crate) fn server_command(
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

pub(super) fn is_ready(site: &Site) -> bool {
    http::get(site.ports.keycloak_management, "/health/ready")
        .is_ok_and(|answer| answer.status == 200)
}

/// Gives this run folder an administrator's password and staff of its own.
pub(super) fn furnish(site: &Site) -> Result<(), StackError> {
    if staff::file(&site.dir).is_file() {
        return Ok(());
    }
    let built = keycloak_build::find_or_build(&site.folder)?;
    let template = keycloak_template::find_or_make(&site.folder, &built)?;
    let port = site.ports.keycloak;
    // A run that was cut after the change of password has the new one already.
    let admin = Admin::sign_in(port, &site.secrets.keycloak_admin)
        .or_else(|_| Admin::sign_in(port, &template.password()?))?;
    admin.change_password(&site.secrets.keycloak_admin)?;
    staff::make(&site.dir, &admin)
}

pub(super) fn version(site: &Site) -> Result<String, StackError> {
    let admin = Admin::sign_in(site.ports.keycloak, &site.secrets.keycloak_admin)?;
    let answer = admin.call("GET", "/admin/serverinfo", None)?;
    let version = answer.json()["systemInfo"]["version"]
        .as_str()
        .map(str::to_owned);
    version.ok_or_else(|| ME.answer("/admin/serverinfo", "no version"))
}

/// The administrator of one running Keycloak, signed in.
#[derive(Debug)]
pub(crate) struct Admin {
    port: u16,
    bearer: String,
}

impl Admin {
    pub(crate) const NAME: &'static str = "evertill-admin";

    pub(crate) fn sign_in(port: u16, password: &str) -> Result<Admin, StackError> {
        let form = format!(
            "grant_type=password&client_id=admin-cli&username={}&password={password}",
            Admin::NAME
        );
        let path = "/realms/master/protocol/openid-connect/token";
        let answer = http::call(
            port,
            "POST",
            path,
            None,
            Some(("application/x-www-form-urlencoded", &form)),
        )
        .map_err(|e| ME.answer("the administrator's sign-in", e))?;
        match answer.json()["access_token"].as_str() {
            Some(token) => Ok(Admin {
                port,
                bearer: format!("Bearer {token}"),
            }),
            None => Err(ME.answer("the administrator's sign-in", answer.status)),
        }
    }

    /// One call of the admin interface; a status that is no success is an error.
    pub(crate) fn call(
        &self,
        method: &str,
        path: &str,
        body: Option<&serde_json::Value>,
    ) -> Result<HttpAnswer, StackError> {
        let text = body.map(ToString::to_string);
        let body = text.as_deref().map(|t| ("application/json", t));
        let answer = http::call(self.port, method, path, Some(&self.bearer), body)
            .map_err(|e| ME.answer(path, e))?;
        if answer.ok() {
            Ok(answer)
        } else {
            Err(ME.answer(path, format!("{} {}", answer.status, answer.body)))
        }
    }

    fn change_password(&self, password: &str) -> Result<(), StackError> {
        let found = self.call(
            "GET",
            &format!(
                "/admin/realms/master/users?exact=true&username={}",
                Admin::NAME
            ),
            None,
        )?;
        let id = found.json()[0]["id"].as_str().map(str::to_owned);
        let id = id.ok_or_else(|| ME.answer("the administrator's id", "nothing"))?;
        let credential =
            serde_json::json!({ "type": "password", "value": password, "temporary": false });
        self.call(
            "PUT",
            &format!("/admin/realms/master/users/{id}/reset-password"),
            Some(&credential),
        )?;
        Ok(())
    }
}
