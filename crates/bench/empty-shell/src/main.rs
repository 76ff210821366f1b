//! An empty window, built as the register is: what row h of the bench holds the register against.

use std::path::PathBuf;
use tauri::State;

struct ReadyFile(PathBuf);

/// Called by the page as soon as it is there.
#[tauri::command]
fn ready(file: State<'_, ReadyFile>) -> Result<(), String> {
    std::fs::write(&file.0, "ready\n").map_err(|error| error.to_string())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args_os().nth(1);
    let file = file.ok_or("usage: empty-shell FILE, which is written when its page is there")?;
    tauri::Builder::default()
        .manage(ReadyFile(file.into()))
        .invoke_handler(tauri::generate_handler![ready])
        .run(tauri::generate_context!())?;
    Ok(())
}
