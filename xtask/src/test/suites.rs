//! The list of suites, cheap ones first, so that a slip is told before the long builds begin.

use super::bench::Bench;
use super::count::Count;
use super::{api, hygiene, package, rust, screens, sqlx, vectors};
use crate::ending::Ending;
use crate::packages;

/// One suite.
pub struct Suite {
    /// The name for `--suite` and the JSON.
    pub name: &'static str,
    /// What it looks at.
    pub about: &'static str,
    /// Whether it talks to the four services.
    pub needs_services: bool,
    /// The Debian packages without which it can't run.
    pub packages: &'static [&'static [&'static str]],
    /// Runs it.
    pub run: fn(&Bench) -> Result<Count, Ending>,
}

/// All suites, in the order in which they run.
pub const SUITES: [Suite; 13] = [
    Suite {
        name: "format",
        about: "rustfmt",
        needs_services: false,
        packages: &[],
        run: hygiene::format,
    },
    Suite {
        name: "typos",
        about: "spelling",
        needs_services: false,
        packages: &[],
        run: hygiene::typos,
    },
    Suite {
        name: "deny",
        about: "licences, sources and bans of what we depend on",
        needs_services: false,
        packages: &[],
        run: hygiene::deny,
    },
    Suite {
        name: "screens",
        about: "the screens: build, lint, types, tests",
        needs_services: false,
        packages: &[],
        run: screens::by_themselves,
    },
    Suite {
        name: "clippy",
        about: "lints of all Rust, warnings forbidden",
        needs_services: false,
        packages: &[&packages::DESKTOP],
        run: rust::clippy,
    },
    Suite {
        name: "rust",
        about: "every Rust test",
        needs_services: true,
        packages: &[&packages::DESKTOP, &packages::KEYRING_TEST],
        run: rust::tests,
    },
    Suite {
        name: "sqlx",
        about: "the generated query data is the committed one",
        needs_services: true,
        packages: &[],
        run: sqlx::prepared,
    },
    Suite {
        name: "simulation",
        about: "1,000 seeds over the pure functions",
        needs_services: false,
        packages: &[],
        run: rust::simulation,
    },
    Suite {
        name: "vectors",
        about: "golden cases of money in core, tills and a running server",
        needs_services: false,
        packages: &[],
        run: vectors::golden,
    },
    Suite {
        name: "api",
        about: "schemathesis against the served OpenAPI document",
        needs_services: true,
        packages: &[&packages::PYTHON],
        run: api::schemathesis,
    },
    Suite {
        name: "admin",
        about: "the back office in a real browser on the real services",
        needs_services: true,
        packages: &[&packages::ADMIN_TEST],
        run: screens::office,
    },
    Suite {
        name: "window",
        about: "the real window on the real services",
        needs_services: true,
        packages: &[&packages::DESKTOP, &packages::WINDOW_TEST],
        run: screens::window,
    },
    Suite {
        name: "package",
        about: "the .deb: installed, started, upgraded over unsent entries, removed",
        needs_services: false,
        packages: &[&packages::DESKTOP, &packages::WINDOW_TEST],
        run: package::installed,
    },
];

/// The names that `--suite` takes.
pub fn names() -> Vec<&'static str> {
    SUITES.iter().map(|s| s.name).collect()
}
