//! PostgreSQL 17: the role and the database are both `evertill`.

use std::fs;
use std::process::Command;

use crate::site::Site;
use crate::{Service, StackError, cache, host, saved};

const ME: Service = Service::Postgres;

/// For every cluster.
const ALWAYS: [&str; 5] = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=300",
    "timezone=UTC",
    "log_timezone=UTC",
];
/// For one that keeps what it is told, beside its [`buffers`]: after each checkpoint every page that is touched goes whole
/// into the log.
const DURABLE: [&str; 2] = ["max_wal_size=4GB", "wal_compression=lz4"];
/// For one that nobody misses.
const FORGETFUL: [&str; 3] = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
];
/// The least and the most of its buffers, in MiB.
const LEAST: u64 = 128;
const MOST: u64 = 8 * 1024;

pub(super) fn prepare(site: &Site) -> Result<Command, StackError> {
    let data = site.data(ME);
    if !data.join("pg").is_dir() {
        init(site)?;
    }
    let mut command = site
        .sandbox(ME)
        .outlives_us(site.detached)
        .command("postgres");
    command.args(["-D", "/data/pg", "-p", &site.ports.postgres.to_string()]);
    for setting in ALWAYS {
        command.args(["-c", setting]);
    }
    if site.fsync {
        let buffers = format!("shared_buffers={}MB", buffers());
        command.args(["-c", &buffers]);
    }
    let durability: &[&str] = if site.fsync { &DURABLE } else { &FORGETFUL };
    for setting in durability {
        command.args(["-c", setting]);
    }
    Ok(command)
}

/// A quarter of this machine's memory, in MiB, as Postgres' manual advises: years of trade don't fit into the 128 that it
/// takes unasked. What is not used is not taken.
fn buffers() -> u64 {
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let total = memory.lines().find_map(|line| {
        let kib = line.strip_prefix("MemTotal:")?.trim();
        kib.strip_suffix(" kB")?.parse::<u64>().ok()
    });
    total.map_or(LEAST, |kib| (kib / 1024 / 4).clamp(LEAST, MOST))
}

/// Makes the cluster beside and renames it, so that a cut leaves none half made.
fn init(site: &Site) -> Result<(), StackError> {
    let data = site.data(ME);
    cache::remove_tree(&data.join("pg.new"))?;
    let password = data.join("password");
    saved::write_private(&password, site.secrets.postgres.as_bytes())?;
    let mut initdb = site.sandbox(ME).command("initdb");
    initdb.args([
        "-D",
        "/data/pg.new",
        "-U",
        "evertill",
        "--pwfile=/data/password",
        "-A",
        "scram-sha-256",
    ]);
    initdb.args(["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]);
    host::run("making the Postgres cluster", &mut initdb)?;
    fs::remove_file(&password).map_err(StackError::at(&password))?;
    fs::rename(data.join("pg.new"), data.join("pg")).map_err(StackError::at(&data))
}

pub(super) fn is_ready(site: &Site) -> bool {
    ask(site, "postgres", "show data_directory").is_ok_and(|answer| answer == "/data/pg")
}

pub(super) fn furnish(site: &Site) -> Result<(), StackError> {
    if ask(
        site,
        "postgres",
        "select count(*) from pg_database where datname = 'evertill'",
    )? == "0"
    {
        ask(site, "postgres", "create database evertill")?;
    }
    Ok(())
}

pub(super) fn version(site: &Site) -> Result<String, StackError> {
    let answer = ask(site, "evertill", "show server_version")?;
    answer
        .split_whitespace()
        .next()
        .map(str::to_owned)
        .ok_or_else(|| StackError::answer(ME, "show server_version", "nothing"))
}

/// One statement on the database `evertill`.
pub(crate) fn psql(site: &Site, sql: &str) -> Result<String, StackError> {
    ask(site, "evertill", sql)
}

fn ask(site: &Site, database: &str, sql: &str) -> Result<String, StackError> {
    let mut psql = site
        .sandbox(ME)
        .env("PGPASSWORD", &site.secrets.postgres)
        .env("PGCONNECT_TIMEOUT", "5")
        .command("psql");
    psql.args([
        "-X",
        "-q",
        "-A",
        "-t",
        "-v",
        "ON_ERROR_STOP=1",
        "-h",
        "127.0.0.1",
        "-p",
        &site.ports.postgres.to_string(),
    ]);
    psql.args(["-U", "evertill", "-d", database, "-c", sql]);
    Ok(host::run("asking Postgres", &mut psql)?.trim().to_owned())
}
