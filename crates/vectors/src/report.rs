//! The result, for people and for scripts.

use serde::Serialize;

use crate::figures::Difference;

/// What a file of cases came to.
#[derive(Debug, Serialize)]
pub struct Report {
    /// `evertill.vectors.result.v1`
    pub schema: &'static str,
    /// Of this program.
    pub version: &'static str,
    /// How long it took.
    pub duration_ms: u64,
    /// How many cases the file has.
    pub cases: usize,
    /// How many of them each place computed: all of them, when all is well.
    pub computed: Computed,
    /// Every figure that is not what the file wants, in any place.
    pub differences: Vec<Difference>,
}

/// How many cases each place came to figures for.
#[derive(Debug, Default, Serialize)]
pub struct Computed {
    /// The pure core.
    pub core: usize,
    /// The tills.
    pub till: usize,
    /// The running server.
    pub server: usize,
}
