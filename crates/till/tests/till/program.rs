//! The program `journal`, as people and scripts run it: its exit codes, its words and its JSON.

use crate::support::*;
use rusqlite::Connection;
use std::path::Path;
use std::process::Command;

fn run(args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_journal"))
        .args(args)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn says_0_when_it_holds_and_1_with_branch_and_seq_when_not() {
    let shop = Shop::new();
    let mut till = shop.selling();
    sell(&mut till, &["85123A"], None);
    let branch = till.current_branch().unwrap().unwrap();
    let db = shop.db();
    let (code, out, _) = run(&["verify", path(&db)]);
    assert!(
        code == 0 && out.starts_with("4 entries hold"),
        "{code} {out}"
    );
    drop(till);
    let change = "UPDATE journal SET body = replace(body, '255', '254') WHERE n = 4";
    Connection::open(&db).unwrap().execute(change, []).unwrap();
    let (code, out, err) = run(&["verify", path(&db), "--json", "-"]);
    assert_eq!(code, 1, "{err}");
    assert!(
        err.contains(&format!("entry 4 of branch {branch}")),
        "{err}"
    );
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["schema"], "evertill.journal-verify.v1");
    assert_eq!(json["broken"]["seq"], 4);
    assert_eq!(json["broken"]["branch"], branch);
    assert!(json["duration_ms"].is_u64() && json["version"].is_string());
    let file = shop.dir().join("report.json");
    assert_eq!(run(&["verify", path(&db), "--json", path(&file)]).0, 1);
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains("broken"), "{text}");
}

#[test]
fn says_2_for_what_it_can_not_use() {
    let (code, _, err) = run(&["verify", "no-such-till.db"]);
    assert!(code == 2 && err.contains("no such file"), "{code} {err}");
    let (code, _, err) = run(&["prove"]);
    assert!(code == 2 && err.contains("Usage"), "{code} {err}");
    let (code, out, _) = run(&["--help"]);
    assert!(code == 0 && out.contains("Example"), "{code} {out}");
}
