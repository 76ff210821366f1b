//! The promises of the commands that scripts rely on: exit codes, what stderr names, what stdout holds.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use pos_stack::{Service, cache_dir};

fn xtask(arguments: &[&str], env: &[(&str, &Path)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .args(arguments)
        .envs(env.iter().copied())
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY");
    command.output().expect("xtask runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Copies what the real cache folder `name` lists as programs, each as an empty file.
fn hollow_copy(name: &str, cache: &Path) -> (PathBuf, serde_json::Value) {
    let real = cache_dir().expect("a cache").join(name);
    let listed = fs::read_to_string(real.join("programs.json")).expect("the folder has its list");
    let copy = cache.join("evertill").join(name);
    let programs: serde_json::Value = serde_json::from_str(&listed).expect("JSON");
    for program in programs
        .as_object()
        .into_iter()
        .flat_map(|o| o.values())
        .filter_map(|v| v.as_array())
        .flatten()
    {
        let path = copy.join(program.as_str().expect("a path"));
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, "").expect("written");
    }
    fs::write(copy.join("programs.json"), listed).expect("written");
    (copy, programs)
}

#[test]
fn a_missing_program_of_any_service_is_a_3_that_names_it_and_the_folder() {
    // Built when this machine has none yet; hollow copies of them are then short of one program at a time.
    let names = pos_stack::built_folders().expect("the folders are built");
    for (folder, service) in names.iter().flat_map(|f| Service::ALL.map(|s| (f, s))) {
        let cache = tempfile::tempdir().expect("a temporary folder");
        let copies: Vec<_> = names
            .iter()
            .map(|n| (n, hollow_copy(n, cache.path())))
            .collect();
        let (_, (copy, programs)) = copies
            .iter()
            .find(|(n, _)| *n == folder)
            .expect("it is one of them");
        let Some(program) = programs[service.name()][0].as_str() else {
            continue;
        };
        fs::remove_file(copy.join(program)).expect("removed");

        let out = xtask(
            &["test", "--suite", "sqlx"],
            &[
                ("XDG_CACHE_HOME", cache.path()),
                ("CARGO_TARGET_DIR", cache.path()),
            ],
        );
        let said = text(&out.stderr);
        assert_eq!(out.status.code(), Some(3), "{said}");
        assert!(
            said.contains(service.name()) && said.contains(program),
            "{said}"
        );
        assert!(said.contains(&copy.display().to_string()), "{said}");
    }
}

#[test]
fn with_no_display_the_register_is_a_3_before_anything_is_built() {
    let out = xtask(&["run"], &[]);
    assert_eq!(out.status.code(), Some(3));
    assert!(
        text(&out.stderr).contains("display"),
        "{}",
        text(&out.stderr)
    );
}

#[test]
fn wrong_usage_is_a_2_and_help_shows_an_example() {
    for wrong in [
        &["stack"][..],
        &["test", "--suite", "nonsense"],
        &["replay"],
        &["torture", "sim"],
        &["journal", "verify"],
        &["nonsense"],
    ] {
        assert_eq!(xtask(wrong, &[]).status.code(), Some(2), "{wrong:?}");
    }
    for command in [
        &["run"][..],
        &["test"],
        &["stack"],
        &["replay"],
        &["journal", "verify"],
        &["torture", "sim"],
    ] {
        let mut arguments = command.to_vec();
        arguments.push("--help");
        let out = xtask(&arguments, &[]);
        assert_eq!(out.status.code(), Some(0), "{command:?}");
        assert!(
            text(&out.stdout).contains("cargo xtask "),
            "{command:?} shows no example"
        );
    }
}

#[test]
fn the_status_of_a_stack_that_is_down_is_a_1_and_pure_json() {
    let state = tempfile::tempdir().expect("a temporary folder");
    let out = xtask(
        &["stack", "status", "--json", "-"],
        &[("XDG_STATE_HOME", state.path())],
    );
    assert_eq!(out.status.code(), Some(1));
    let value: serde_json::Value =
        serde_json::from_slice(&out.stdout).expect("stdout is JSON and nothing else");
    assert_eq!(value["schema"], "evertill.stack.v1");
    let services = value["services"].as_array().expect("a list");
    assert_eq!(services.len(), 5);
    assert!(services.iter().all(|s| s["healthy"] == false), "{value}");
}

#[test]
fn a_reset_without_a_terminal_or_a_yes_deletes_nothing() {
    let state = tempfile::tempdir().expect("a temporary folder");
    let out = xtask(&["stack", "reset"], &[("XDG_STATE_HOME", state.path())]);
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("--yes"));
}
