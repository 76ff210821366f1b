//! A power cut takes what a service had not written, and nothing else: the same port and data serve again.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use pos_stack::{Service, Stack, StackOptions, http_get};
use serde_json::Value;

fn signing_keys(stack: &Stack) -> Vec<String> {
    let issuer = stack.url(Service::Keycloak);
    let port = issuer
        .split(['/', ':'])
        .nth(4)
        .and_then(|p| p.parse().ok())
        .expect("the issuer has a port");
    let answer =
        http_get(port, "/realms/evertill/protocol/openid-connect/certs").expect("Keycloak answers");
    let keys = answer.json()["keys"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    keys.iter()
        .filter_map(|k| k["kid"].as_str().map(str::to_owned))
        .collect()
}

fn broker(stack: &Stack, path: &str) -> Value {
    let env = stack.env();
    let (user, host) = env["BROKER_ADMIN_URL"]
        .trim_start_matches("http://")
        .split_once('@')
        .expect("user and host");
    let out = std::process::Command::new("curl")
        .args(["--silent", "--user", user, &format!("http://{host}{path}")])
        .output()
        .expect("curl is there");
    serde_json::from_slice(&out.stdout).expect("the broker answers in JSON")
}

#[test]
fn each_service_comes_back_from_a_power_cut_with_what_it_had() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let stack = Stack::start(StackOptions::new(dir.path())).expect("the services start");
    let urls: Vec<String> = Service::ALL.map(|s| stack.url(s)).into();

    let versions = stack.versions().expect("each reports its version");
    for (name, major) in [
        ("postgres", "17."),
        ("redis", "8."),
        ("rabbitmq", "4."),
        ("keycloak", "26.7."),
    ] {
        assert!(
            versions[name].starts_with(major),
            "{name} reports {}",
            versions[name]
        );
    }

    stack
        .psql("create table kept (n int); insert into kept values (41), (1)")
        .expect("written");
    let keys = signing_keys(&stack);
    assert!(!keys.is_empty());
    let before = stack.pids();
    for service in Service::ALL {
        stack.kill(service);
        assert!(
            !fs::exists(format!("/proc/{}", before[&service])).expect("readable"),
            "{service} outlived its power cut"
        );
        assert!(
            !stack.is_ready(service),
            "{service} answers after its power cut"
        );
        stack
            .restart(service)
            .unwrap_or_else(|e| panic!("{service} does not come back: {e}"));
    }
    assert_eq!(stack.psql("select sum(n) from kept").expect("read"), "42");
    assert_eq!(
        signing_keys(&stack),
        keys,
        "tokens from before the cut must still verify"
    );
    let queue = broker(&stack, "/api/queues/%2f/ordering.books");
    assert_eq!(queue["arguments"]["x-delivery-limit"], 1000, "{queue}");
    assert_eq!(queue["arguments"]["x-queue-type"], "quorum");
    assert_eq!(
        Vec::from(Service::ALL.map(|s| stack.url(s))),
        urls,
        "a restart changes no URL"
    );

    let staff = stack.staff().expect("the staff are written down");
    let names: Vec<&str> = staff.iter().map(|s| s.username.as_str()).collect();
    assert_eq!(names, ["carol", "sam", "ada"]);
    for file in ["staff.json", "secrets.json"] {
        let mode = fs::metadata(dir.path().join(file))
            .expect("there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{file} is for its owner alone");
    }

    let last = stack.pids();
    assert_eq!(last.len(), 4);
    drop(stack);
    for (service, pid) in last {
        assert!(
            !fs::exists(format!("/proc/{pid}")).expect("readable"),
            "{service} outlived its stack"
        );
    }
}

#[test]
fn a_folder_is_used_by_one_command_at_a_time_and_keeps_its_data_and_ports() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let options = || {
        StackOptions::new(dir.path())
            .only(&[Service::Postgres])
            .without_fsync()
    };
    let first = Stack::start(options()).expect("Postgres starts");
    let url = first.url(Service::Postgres);
    first
        .psql("create table kept (n int); insert into kept values (7)")
        .expect("written");
    let error = Stack::start(options()).expect_err("the folder is in use");
    assert_eq!(error.exit_code(), 2, "{error}");
    assert!(
        first.psql("select nothing_of_that_name").is_err(),
        "a refused statement is an error"
    );
    first.stop().expect("stopped");
    drop(first);

    let second = Stack::start(options()).expect("Postgres starts again");
    assert_eq!(second.url(Service::Postgres), url);
    assert_eq!(second.psql("select n from kept").expect("read"), "7");
}
