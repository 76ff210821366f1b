//! What the desktop needs of a Debian machine.

/// To build the register and to open its window.
pub const DESKTOP: [&str; 9] = [
    "build-essential",
    "libayatana-appindicator3-dev",
    "libgtk-3-dev",
    "librsvg2-dev",
    "libsoup-3.0-dev",
    "libssl-dev",
    "libwebkit2gtk-4.1-dev",
    "libxdo-dev",
    "pkg-config",
];

/// To run tools that are written in Python.
pub const PYTHON: [&str; 2] = ["python3", "python3-venv"];

/// To keep a key in a real keyring in a test.
pub const KEYRING_TEST: [&str; 2] = ["dbus", "gnome-keyring"];

/// To drive the window in a test, to look at it, and to read what it has kept.
pub const WINDOW_TEST: [&str; 10] = [
    "at-spi2-core",
    "chromium",
    "dbus",
    "dbus-x11",
    "fonts-dejavu-core",
    "imagemagick",
    "sqlite3",
    "webkit2gtk-driver",
    "xauth",
    "xvfb",
];

/// To open the back office in a test.
pub const ADMIN_TEST: [&str; 2] = ["chromium", "fonts-dejavu-core"];
