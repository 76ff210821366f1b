//! The program as scripts use it: what it prints, and its exit codes.

use crate::support::catalogue::HEADER;
use crate::support::register::Register;
use crate::support::shop::Shop;
use reqwest::StatusCode;
use secrecy::ExposeSecret;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::{Command, Output, Stdio};

/// The program on this database.
fn program(database_url: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sync-server"));
    command
        .env("DATABASE_URL", database_url)
        .env("LISTEN", "127.0.0.1:0");
    command
}

fn run(shop: &Shop, arguments: &[&str]) -> Output {
    let url = shop.state.settings.database_url.expose_secret();
    program(url).args(arguments).output().unwrap()
}

fn text(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap().trim()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_do_what_they_say() {
    let shop = Shop::open().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("products.csv");
    let file = file.to_str().unwrap();
    std::fs::write(file, format!("{HEADER}A1,Mug,Kitchen,,each,1,,,\nA2\n")).unwrap();

    let imported = run(&shop, &["import-catalog", file, "--json", "-"]);
    assert_eq!(imported.status.code(), Some(0));
    let report: Value = serde_json::from_slice(&imported.stdout).unwrap();
    assert_eq!(report["schema"], "evertill.import.v1");
    assert!(report["duration_ms"].is_u64() && report["version"].is_string());
    assert_eq!(
        (&report["new"], &report["refused"][0]["row"]),
        (&1.into(), &3.into())
    );

    let set = [
        "store",
        "set",
        "--name",
        "The Corner",
        "--vat",
        "GB1",
        "--time-zone",
        "Europe/Paris",
        "--barcode-pattern",
        "21IIIIIPPPPPC",
        "--barcode-pattern",
        " 29IIIIIWWWWWC",
    ];
    let store: Value = serde_json::from_slice(&run(&shop, &set).stdout).unwrap();
    assert_eq!(
        (&store["name"], &store["currency"]),
        (&"The Corner".into(), &"GBP".into())
    );

    let issued = run(&shop, &["enrolment-code", "--minutes", "5"]);
    let enrolled = Register::new()
        .enrol(&shop, text(&issued))
        .send()
        .await
        .unwrap();
    assert_eq!(enrolled.status(), StatusCode::OK);
    let enrolled: Value = enrolled.json().await.unwrap();
    assert_eq!(enrolled["store"]["time_zone"], "Europe/Paris");
    assert_eq!(
        enrolled["store"]["barcode_patterns"],
        serde_json::json!(["21IIIIIPPPPPC", "29IIIIIWWWWWC"])
    );
    let none = run(&shop, &["store", "set", "--barcode-pattern", ""]);
    let none: Value = serde_json::from_slice(&none.stdout).unwrap();
    assert_eq!(none["barcode_patterns"], serde_json::json!([]));
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bad_commands_end_with_their_code_and_change_nothing() {
    let shop = Shop::open().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("products.csv");
    let file = file.to_str().unwrap();
    std::fs::write(file, "code,price\nA1,2\n").unwrap();
    let cases: [(&[&str], &str); 8] = [
        (&["import-catalog", "/no/such/file"], "can't be read"),
        (&["import-catalog", file], "the header has no column name"),
        (&["import-catalog"], "required"),
        (&["sell"], "unrecognized"),
        (&["enrolment-code", "--minutes", "0"], "0 is not in"),
        (&["store", "set", "--currency", "XYZW"], "ISO 4217"),
        (
            &["store", "set", "--time-zone", "Mars/Olympus"],
            "Mars/Olympus",
        ),
        (
            &["store", "set", "--barcode-pattern", "21IIIII"],
            "21IIIII is no barcode pattern",
        ),
    ];
    for (arguments, message) in cases {
        let refused = run(&shop, arguments);
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}");
        let said = String::from_utf8_lossy(&refused.stderr);
        assert!(said.contains(message), "{arguments:?}: {said}");
    }
    assert_eq!(shop.count("select version from catalog.counter").await, 0);
    assert_eq!(shop.count("select count(*) from identity.store where currency = 'GBP' and time_zone = 'Europe/London'").await, 1);
    let away = program("postgres://127.0.0.1:1/none")
        .arg("migrate")
        .output()
        .unwrap();
    assert_eq!(away.status.code(), Some(3));
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_says_where_it_listens_and_ends_when_asked() {
    let shop = Shop::open().await;
    for database in [
        shop.state.settings.database_url.expose_secret(),
        "postgres://127.0.0.1:1/none",
    ] {
        let mut server = program(database)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(server.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let url = line.trim().strip_prefix("listening on ").unwrap();
        let live = reqwest::get(format!("{url}/health/live")).await.unwrap();
        assert_eq!(live.status(), StatusCode::OK);
        let asked = Command::new("kill")
            .args(["-TERM", &server.id().to_string()])
            .status();
        assert!(asked.unwrap().success());
        assert_eq!(server.wait().unwrap().code(), Some(0));
    }
    shop.close().await;
}
