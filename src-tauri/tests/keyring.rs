//! A real keyring on a bus of its own, and a bus without one. The test runs itself again inside each.

use pos_desktop::keyring::store_for;
use pos_till::{FileKeyStore, KeyStore, Secret};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Set for the run inside, to a home of its own.
const INSIDE: &str = "EVERTILL_KEYRING_TEST";

/// A bus that starts nothing by itself, so that there is no keyring on it.
const BARE_BUS: &str = "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>\
    <policy context='default'><allow send_destination='*' eavesdrop='true'/><allow eavesdrop='true'/><allow own='*'/>\
    </policy></busconfig>";

/// Runs `test` of this program again under a session bus of its own, after `before`.
fn inside(test: &str, bus: Option<&str>, before: &str) {
    let home = tempfile::tempdir().unwrap();
    let this = std::env::current_exe().unwrap();
    let script = format!("{before} exec \"$0\" --exact {test} --nocapture");
    let mut session = Command::new("dbus-run-session");
    if let Some(bus) = bus {
        let file = home.path().join("bus.conf");
        std::fs::write(&file, bus).unwrap();
        session.arg("--config-file").arg(file);
    }
    let status = session
        .args(["--", "sh", "-ec", &script])
        .arg(this)
        .env(INSIDE, home.path())
        .env("HOME", home.path())
        .env("XDG_DATA_HOME", home.path().join("data"))
        .env("XDG_RUNTIME_DIR", home.path())
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .status()
        .expect("dbus-run-session, of the package dbus");
    assert!(status.success(), "{test} inside its own session");
}

/// The till's folder of the run inside; none in the run outside.
fn folder() -> Option<PathBuf> {
    let dir = std::env::var_os(INSIDE).map(|home| Path::new(&home).join("till"))?;
    std::fs::create_dir_all(&dir).unwrap();
    Some(dir)
}

const UNLOCKED: &str =
    "printf secret | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null;";

#[test]
fn a_key_moves_from_its_file_into_the_keyring_and_stays_there() {
    let Some(dir) = folder() else {
        let test = "a_key_moves_from_its_file_into_the_keyring_and_stays_there";
        return inside(test, None, UNLOCKED);
    };
    let files = FileKeyStore::in_dir(&dir);
    files.store(Secret::DeviceKey, &[7; 32]).unwrap();
    let store = store_for(&dir);
    assert!(store.is_exposed());
    assert_eq!(store.load(Secret::DeviceKey).unwrap(), Some([7; 32]));
    assert!(!files.path(Secret::DeviceKey).exists(), "moved");
    assert!(!store.is_exposed() && store.describe().contains("keyring"));
    assert_eq!(store.load(Secret::PinSecret).unwrap(), None);
    store.store(Secret::PinSecret, &[8; 32]).unwrap();

    // The next start finds both by the note; another till of the same person has its own.
    let again = store_for(&dir);
    assert_eq!(again.load(Secret::DeviceKey).unwrap(), Some([7; 32]));
    assert_eq!(again.load(Secret::PinSecret).unwrap(), Some([8; 32]));
    let other = dir.join("other");
    std::fs::create_dir_all(&other).unwrap();
    assert_eq!(store_for(&other).load(Secret::DeviceKey).unwrap(), None);

    // A file that is there counts: somebody put an older copy of the folder back.
    files.store(Secret::DeviceKey, &[9; 32]).unwrap();
    let found = store_for(&dir).load(Secret::DeviceKey).unwrap();
    assert_eq!(found, Some([9; 32]));
}

#[test]
fn without_a_keyring_a_key_is_in_a_file_and_one_that_moved_is_never_drawn_anew() {
    let Some(dir) = folder() else {
        let test = "without_a_keyring_a_key_is_in_a_file_and_one_that_moved_is_never_drawn_anew";
        return inside(test, Some(BARE_BUS), "");
    };
    let store = store_for(&dir);
    store.store(Secret::DeviceKey, &[7; 32]).unwrap();
    assert!(store.is_exposed() && dir.join("device.key").exists());

    // The note says that the key is in a keyring, and there is none here.
    let moved = dir.join("moved");
    std::fs::create_dir_all(&moved).unwrap();
    std::fs::write(moved.join("keyring.name"), "0191\n").unwrap();
    let error = store_for(&moved).load(Secret::DeviceKey).unwrap_err();
    assert!(error.to_string().contains("Unlock the keyring"), "{error}");
}
