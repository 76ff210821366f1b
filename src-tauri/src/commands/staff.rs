//! Who is at the register.

use crate::errors::Answer;
use crate::shell::Shell;
use crate::views::StaffView;
use pos_till::features;
use tauri::State;

/// Opens the shop's sign-in page in the system's browser and waits until somebody has signed in.
#[tauri::command]
#[specta::specta]
pub async fn sign_in(shell: State<'_, Shell>) -> Answer<StaffView> {
    let staff = crate::sign_in::through_the_browser(&shell).await?;
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
