//! RabbitMQ 4: a node of its own with its own port mapper, furnished over its HTTP interface.

use std::process::Command;

use crate::site::Site;
use crate::{Service, StackError, http, manifest, saved};

const ME: Service = Service::RabbitMq;
/// Exchanges, queues and bindings, which compose loads too.
const DEFINITIONS: &str = include_str!("../../../../deploy/rabbitmq/definitions.json");
const PLUGINS: &str = include_str!("../../../../deploy/rabbitmq/enabled_plugins");

pub(super) fn prepare(site: &Site) -> Result<Command, StackError> {
    let (data, ports) = (site.data(ME), &site.ports);
    let settings = format!(
        "listeners.tcp.1 = 127.0.0.1:{}\nmanagement.tcp.ip = 127.0.0.1\nmanagement.tcp.port = {}\n\
         default_user = evertill\ndefault_pass = {}\nlog.console = true\nlog.console.level = warning\nlog.file = false\n\
         vm_memory_high_watermark.absolute = 512MB\ndisk_free_limit.absolute = 50MB\n",
        ports.rabbitmq, ports.rabbitmq_management, site.secrets.rabbitmq
    );
    saved::write_private(&data.join("rabbitmq.conf"), settings.as_bytes())?;
    saved::write_private(&data.join("enabled_plugins"), PLUGINS.as_bytes())?;
    let server = manifest::resolve(
        &site.folder.root,
        "usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server",
    )
    .ok_or_else(|| StackError::MissingProgram {
        service: ME,
        program: "rabbitmq-server".into(),
        folder: site.folder.root.clone(),
    })?;
    let sandbox = site
        .sandbox(ME)
        .outlives_us(site.detached)
        .env("RABBITMQ_NODENAME", "evertill@localhost")
        .env("RABBITMQ_CONF_ENV_FILE", "/dev/null")
        .env("RABBITMQ_CONFIG_FILE", "/data/rabbitmq.conf")
        .env("RABBITMQ_MNESIA_BASE", "/data/mnesia")
        .env("RABBITMQ_LOG_BASE", "/data/log")
        .env("RABBITMQ_ENABLED_PLUGINS_FILE", "/data/enabled_plugins")
        .env(
            "RABBITMQ_DIST_PORT",
            ports.rabbitmq_distribution.to_string(),
        )
        .env("ERL_EPMD_PORT", ports.rabbitmq_epmd.to_string())
        .env("ERL_EPMD_ADDRESS", "127.0.0.1");
    Ok(sandbox.command(&format!("/{server}")))
}

pub(super) fn is_ready(site: &Site) -> bool {
    let check = format!("/api/health/checks/port-listener/{}", site.ports.rabbitmq);
    call(site, "GET", &check, None).is_ok_and(|answer| answer.status == 200)
}

pub(super) fn furnish(site: &Site) -> Result<(), StackError> {
    let answer = call(site, "POST", "/api/definitions", Some(DEFINITIONS))
        .map_err(|e| StackError::answer(ME, "its definitions", e))?;
    if answer.ok() {
        Ok(())
    } else {
        Err(StackError::answer(
            ME,
            "its definitions",
            format!("{} {}", answer.status, answer.body),
        ))
    }
}

pub(super) fn version(site: &Site) -> Result<String, StackError> {
    let answer = call(site, "GET", "/api/overview", None)
        .map_err(|e| StackError::answer(ME, "/api/overview", e))?;
    let version = answer.json()["rabbitmq_version"]
        .as_str()
        .map(str::to_owned);
    version.ok_or_else(|| StackError::answer(ME, "/api/overview", answer.status))
}

fn call(
    site: &Site,
    method: &str,
    path: &str,
    body: Option<&str>,
) -> std::io::Result<http::HttpAnswer> {
    let authorization = http::basic("evertill", &site.secrets.rabbitmq);
    http::call(
        site.ports.rabbitmq_management,
        method,
        path,
        Some(&authorization),
        body.map(|b| ("application/json", b)),
    )
}
