//! Schemathesis reads the served OpenAPI document and sends what it allows, and what it doesn't, with an admin's token: no
//! answer may be a fault of the server's (5xx), and none may be undocumented in status, media type, header or shape.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use pos_stack::Service;
use serde_json::Value;

use super::bench::{Bench, watched};
use super::count::Count;
use super::tools;
use crate::artifacts;
use crate::ending::Ending;
use crate::stack::Server;

/// One version, so that two runs send the same requests.
const VERSION: &str = "4.32.5";

/// Whose token: an admin sees the most.
const ADMIN: &str = "ada";

/// The database of the server that is tested.
const DATABASE: &str = "api_suite";

/// Runs it; every operation of the document is a test.
pub fn schemathesis(bench: &Bench) -> Result<Count, Ending> {
    let program = tools::python_tool("schemathesis", "st", VERSION)?;
    let sign_in = artifacts::build("access-token", &[])?;
    let server = Server::build()?;
    let stack = bench.services()?;
    stack.psql(&format!("create database {DATABASE}"))?;
    let mut env = stack.env();
    let own = stack.url(Service::Postgres);
    if let Some((server, _)) = own.rsplit_once('/') {
        env.insert("DATABASE_URL".into(), format!("{server}/{DATABASE}"));
    }
    let token = Command::new(sign_in)
        .arg(ADMIN)
        .envs(&env)
        .output()
        .context("signing an admin in")?;
    ensure(token.status.success(), "no admin could sign in")?;
    let token = String::from_utf8_lossy(&token.stdout).trim().to_owned();

    let dir = bench.scratch.join("api");
    std::fs::create_dir_all(dir.join("logs")).with_context(|| dir.display().to_string())?;
    let server = Server::start(&dir, &server, &env)?;
    let told = ask(bench, &program, &server.url(), &token, &dir);
    server.stop(&dir)?;
    Ok(told?)
}

fn ensure(holds: bool, otherwise: &'static str) -> Result<()> {
    ensure!(holds, otherwise);
    Ok(())
}

/// No 5xx, and nothing that the document doesn't say: status, media type, headers, shape, methods.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
    response_headers_conformance,response_schema_conformance,unsupported_method";

/// Requests of each operation in the random part; those at the limits of every field come on top.
const EXAMPLES: &str = "15";

/// With two, some runs died in Python's parser, not in the server: before 3.11.8 and 3.12.2 its threads share one
/// count of how deep it is (CPython issue 106905). Python may be the machine's own, so its version is not ours to choose.
const ONE_THREAD: &str = "1";

/// What Schemathesis can't send by itself.
const ZSTD: (&str, &str) = ("zstd_body.py", include_str!("zstd_body.py"));

fn ask(bench: &Bench, program: &Path, server: &str, token: &str, dir: &Path) -> Result<Count> {
    let report = dir.join("schemathesis.json");
    let (hooks, source) = ZSTD;
    std::fs::write(dir.join(hooks), source).context("writing the hooks")?;
    let mut command = Command::new(program);
    command
        .arg("run")
        .arg(format!("{server}/openapi.json"))
        .args(["--header", &format!("Authorization: Bearer {token}")])
        .args(["--phases", "examples,coverage,fuzzing"])
        .args(["--checks", CHECKS, "--max-examples", EXAMPLES])
        .args(["--seed", "1", "--generation-database", "none"])
        .args(["--workers", ONE_THREAD, "--continue-on-failure"])
        .args(["--report", "json", "--report-json-path"])
        .arg(&report)
        .env("SCHEMATHESIS_HOOKS", hooks);
    let (output, succeeded) = watched(command.current_dir(dir))?;
    bench.name_failing(&output);
    let told = pos_stack::read_json(&report)?.unwrap_or_default();
    Ok(Count::of_program(cases(&told), succeeded))
}

/// Every request is a test, and so is that no operation was left out.
fn cases(told: &Value) -> Option<Count> {
    let number = |path: &str| told.pointer(path).and_then(Value::as_u64);
    let failed = number("/test_cases/with_failures")? + number("/test_cases/errored")?;
    let passed = number("/test_cases/generated")?.checked_sub(failed)?;
    let all = number("/operations/total")?;
    let asked = Count {
        passed,
        failed,
        skipped: 0,
    };
    let every_one = all > 0 && number("/operations/tested") == Some(all);
    Some(asked.and(Count::one(every_one)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_request_counts_and_so_does_an_operation_that_was_left_out() {
        let told = |tested: u64| {
            json!({ "operations": { "total": 3, "tested": tested },
                "test_cases": { "generated": 90, "with_failures": 2, "errored": 1 } })
        };
        let count = |passed, failed| {
            Some(Count {
                passed,
                failed,
                skipped: 0,
            })
        };
        assert_eq!(cases(&told(3)), count(88, 3));
        assert_eq!(cases(&told(2)), count(87, 4));
        assert_eq!(cases(&Value::Null), None);
    }
}
