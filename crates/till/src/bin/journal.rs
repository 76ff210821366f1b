//! `journal verify DB`: proves a register's chain, or names the first entry that does not hold.

use pos_till::verify::{Verified, VerifyError, verify_journal};
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "\
Verifies the journal of a till: every hash, signature, parent and place, the orders
beside it, and that what the server has countersigned is still there.

Usage: journal verify DB [--json FILE|-]
Example: journal verify ~/.local/share/evertill/shop/till.db

Exit codes: 0 it holds, 1 an entry does not hold (branch and seq are named), 2 usage or unreadable input";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["--help" | "-h"] | ["verify", "--help" | "-h"] => {
            println!("{USAGE}");
            ExitCode::SUCCESS
        }
        ["verify", db] => verify(db, None),
        ["verify", db, "--json", json] | ["verify", "--json", json, db] => verify(db, Some(json)),
        _ => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn verify(db: &str, json: Option<&str>) -> ExitCode {
    let started = std::time::Instant::now();
    let outcome = verify_journal(Path::new(db));
    let code = match &outcome {
        Ok(_) => 0,
        Err(VerifyError::Broken(_)) => 1,
        Err(VerifyError::Unreadable(_)) => 2,
    };
    match &outcome {
        Ok(holds) if json != Some("-") => println!(
            "{} entries hold, head {}",
            holds.entries,
            holds
                .head
                .map_or_else(|| "none".to_owned(), |hash| hash.to_string())
        ),
        Ok(_) => {}
        Err(error) => eprintln!("{error}"),
    }
    if let Some(target) = json {
        let duration = started.elapsed().as_millis();
        let text = report(&outcome, duration).to_string();
        let written = match target {
            "-" => {
                println!("{text}");
                Ok(())
            }
            file => std::fs::write(file, text),
        };
        if let Err(error) = written {
            eprintln!("{target}: {error}");
            return ExitCode::from(2);
        }
    }
    ExitCode::from(code)
}

fn report(outcome: &Result<Verified, VerifyError>, duration_ms: u128) -> serde_json::Value {
    let (holds, broken) = match outcome {
        Ok(holds) => (Some(holds), None),
        Err(VerifyError::Broken(broken)) => (None, Some(broken)),
        Err(VerifyError::Unreadable(_)) => (None, None),
    };
    serde_json::json!({
        "schema": "evertill.journal-verify.v1",
        "version": env!("CARGO_PKG_VERSION"),
        "duration_ms": u64::try_from(duration_ms).unwrap_or(u64::MAX),
        "entries": holds.map(|holds| holds.entries),
        "unsent": holds.map(|holds| holds.unsent),
        "countersigned": holds.map(|holds| holds.countersigned),
        "head": holds.and_then(|holds| holds.head).map(|hash| hash.to_string()),
        "broken": broken.map(|broken| serde_json::json!({
            "branch": broken.branch, "seq": broken.seq, "reason": broken.reason,
        })),
        "error": outcome.as_ref().err().map(ToString::to_string),
    })
}
