//! Who is at the register. The browser proves who somebody is, the shop's server makes a grant of it, the till keeps it.

use crate::errors::Answer;
use crate::shell::{Shell, off_the_window};
use crate::views::StaffView;
use pos_till::{features, sync};
use serde::Deserialize;
use std::time::Duration;
use tauri::State;

/// How long somebody may take on the sign-in page.
const PATIENCE: Duration = Duration::from_secs(300);

/// Who, and the PIN that only they know: to sign in, or to allow one thing on the spot.
#[derive(Clone, Deserialize, specta::Type)]
pub struct Authorisation {
    staff: String,
    pin: String,
}

impl From<Authorisation> for features::Authorisation {
    fn from(given: Authorisation) -> features::Authorisation {
        features::Authorisation {
            staff: given.staff,
            pin: given.pin,
        }
    }
}

/// A PIN of one's own.
#[derive(Clone, Deserialize, specta::Type)]
pub struct SetPin {
    pin: String,
    /// The one before it; not needed right after a sign-in with the browser.
    current: Option<String>,
}

/// Why the register locks.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct Lock {
    /// Nobody has touched it for a while.
    idle: bool,
}

/// Opens the shop's sign-in page in the system's browser and waits until somebody has signed in.
#[tauri::command]
#[specta::specta]
pub async fn sign_in(shell: State<'_, Shell>) -> Answer<StaffView> {
    let till = shell.till().clone();
    let cancel = shell.sign_in().begin();
    let staff = off_the_window(move || {
        Ok(sync::sign_in(&till, sync::open_system_browser, PATIENCE, &cancel)?.into())
    })
    .await?;
    shell.sync().wake();
    Ok(staff)
}

/// Gives the running sign-in up.
#[tauri::command]
#[specta::specta]
pub async fn cancel_sign_in(shell: State<'_, Shell>) -> Answer<()> {
    shell.sign_in().cancel();
    Ok(())
}

/// Signs out; the shift stays open.
#[tauri::command]
#[specta::specta]
pub async fn sign_out(shell: State<'_, Shell>) -> Answer<()> {
    shell.on_till(|till| Ok(features::sign_out(till)?)).await
}

/// Opens the register with a PIN: after a lock, after a start, or in the place of whoever was there.
#[tauri::command]
#[specta::specta]
pub async fn sign_in_by_pin(shell: State<'_, Shell>, request: Authorisation) -> Answer<StaffView> {
    let staff = shell
        .on_till(move |till| Ok(features::sign_in_by_pin(till, &request.into())?.into()))
        .await;
    shell.sync().wake();
    staff
}

/// Chooses a PIN for whoever is signed in.
#[tauri::command]
#[specta::specta]
pub async fn set_pin(shell: State<'_, Shell>, request: SetPin) -> Answer<()> {
    let request = features::SetPin {
        pin: request.pin,
        current: request.current,
    };
    shell
        .on_till(move |till| Ok(features::set_pin(till, &request)?))
        .await?;
    shell.sync().wake();
    Ok(())
}

/// Locks the register; the basket stays.
#[tauri::command]
#[specta::specta]
pub async fn lock(shell: State<'_, Shell>, request: Lock) -> Answer<()> {
    shell
        .on_till(move |till| Ok(features::lock(till, request.idle)?))
        .await?;
    shell.sync().wake();
    Ok(())
}
