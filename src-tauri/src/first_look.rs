//! What the window shows first. It is handed over with the page, which would only wait for the answers if it asked.

use crate::commands::{catalogue, register};
use crate::errors::Answer;
use crate::shell::Shell;
use crate::views::{ProductHit, RegisterState};
use pos_till::features;
use serde::Serialize;
use std::sync::PoisonError;

/// What the page would ask for.
#[derive(Debug, Clone, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FirstLook {
    /// How the register stands.
    state: RegisterState,
    /// The categories of the tiles.
    categories: Vec<String>,
    /// The popular tiles.
    tiles: Vec<ProductHit>,
}

/// What puts the first look where the page finds it, before anything of the page runs. Without one the page asks, and says why
/// there is no answer.
pub fn script(shell: &Shell) -> Option<String> {
    let look = look(shell);
    let look = look.map_err(|error| tracing::error!(?error, "the first look can't be read"));
    let json = serde_json::to_string(&look.ok()?);
    let json = json.map_err(|error| tracing::error!(%error, "the first look can't be written"));
    Some(format!("globalThis.firstLook = {};", json.ok()?))
}

fn look(shell: &Shell) -> Answer<FirstLook> {
    let status = shell.sync().status();
    let till = shell.till().lock().unwrap_or_else(PoisonError::into_inner);
    Ok(FirstLook {
        state: register::seen(&till, shell.profile(), &status)?,
        categories: features::categories(&till)?,
        tiles: catalogue::tiles_of(&till, None)?,
    })
}
