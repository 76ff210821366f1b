//! What the program says and ends with when it is handed something that it can't work with: no service is started for that.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn replay(dir: &Path, arguments: &[&str], stdin: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_replay"));
    command
        .args(arguments)
        .current_dir(dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    // A program that does not read its input may have gone before all is written.
    let _ = child
        .stdin
        .take()
        .expect("piped")
        .write_all(stdin.as_bytes());
    child.wait_with_output().expect("it ends")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn unusable_input_ends_with_2_and_says_why() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let at = dir.path();
    fs::write(at.join("wrong.csv"), "a,b,c\n1,2,3\n").expect("written");
    fs::create_dir(at.join("full")).expect("made");
    fs::write(at.join("full/x"), "").expect("written");
    let good = include_str!("fixtures/corner-shop.csv");
    fs::write(at.join("good.csv"), good).expect("written");
    fs::write(at.join("cut.csv.gz"), [0x1f, 0x8b, 8, 0]).expect("written");
    let cases: [(&[&str], &str, &str); 11] = [
        (&[], "", "FILE"),
        (&["absent.csv"], "", "absent.csv"),
        (&["wrong.csv", "--json", "-"], "", "lacks InvoiceNo"),
        (&["-"], "", "lacks InvoiceNo"),
        (&["-"], "InvoiceNo,StockCode\n", "lacks Description"),
        (&["cut.csv.gz"], "", "can't be read"),
        (&["good.csv", "--out", "full"], "", "not empty"),
        (&["good.csv", "--registers", "0"], "", "--registers"),
        (&["verify", "--run", "absent"], "", "not a folder"),
        (&["verify", "--run", "full"], "", "no finished replay"),
        (
            &["resend", "--run", "full", "--json", "-"],
            "",
            "no finished replay",
        ),
    ];
    for (arguments, stdin, why) in cases {
        let output = replay(at, arguments, stdin);
        assert_eq!(
            output.status.code(),
            Some(2),
            "{arguments:?}: {}",
            said(&output)
        );
        assert!(
            said(&output).contains(why),
            "{arguments:?}: {}",
            said(&output)
        );
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}

#[test]
fn every_command_helps_with_an_example() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for arguments in [
        &["--help"][..],
        &["verify", "--help"],
        &["resend", "--help"],
        &["open", "--help"],
    ] {
        let output = replay(dir.path(), arguments, "");
        let help = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(0));
        assert!(
            help.contains("Example") && help.contains("cargo xtask replay"),
            "{help}"
        );
    }
}
