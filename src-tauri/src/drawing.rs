//! How the window is drawn.

use tauri::{App, Manager};

/// Has the page drawn without the graphics card. A register shows text and boxes; for the card's path WebKit would compile
/// shaders before the first picture, and keep some 100 MiB more, in software where a cheap desktop has no card to speak of.
pub fn plainly(app: &App) -> tauri::Result<()> {
    #[cfg(target_os = "linux")]
    for window in app.webview_windows().values() {
        window.with_webview(|page| {
            use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};
            if let Some(settings) = page.inner().settings() {
                settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
            }
        })?;
    }
    #[cfg(not(target_os = "linux"))]
    let _ = app;
    Ok(())
}
