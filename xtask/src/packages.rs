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

/// To drive the window in a test and to look at it.
pub const WINDOW_TEST: [&str; 9] = [
    "at-spi2-core",
    "chromium",
    "dbus",
    "dbus-x11",
    "fonts-dejavu-core",
    "imagemagick",
    "webkit2gtk-driver",
    "xauth",
    "xvfb",
];
