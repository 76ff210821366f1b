//! From the arguments to an open window.

use crate::arguments::Arguments;
use crate::keyring;
use crate::profile::Profile;
use crate::shell::Shell;
use crate::{bindings, diagnostics, drawing, first_look, logs};
use pos_till::{Till, TillEnv, TillError, features};
use pos_traces::{Exporting, Traces};
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::thread;
use tauri::{App, Manager, RunEvent, WebviewWindowBuilder};
use thiserror::Error;

/// Why no window opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// There is no screen.
    #[error(
        "there is no display to open a window on. Start it in a graphical session, or under xvfb-run"
    )]
    NoDisplay,
    /// The system names no folder for a user's data.
    #[error("this system names no folder for data. Name one with --data-dir")]
    NoDataFolder,
    /// The diagnostics can't be written.
    #[error("the diagnostics can't be written: {0}. Name another file")]
    Diagnostics(std::io::Error),
    /// The till can't be opened; most likely another window has it.
    #[error("{}", .0.message())]
    Till(#[from] TillError),
    /// No thread for the till or for the sync.
    #[error("a thread could not be started: {0}. Close other programs and open the register again")]
    Thread(std::io::Error),
    /// The window can't be made.
    #[error("the window could not be opened: {0}")]
    Window(#[from] tauri::Error),
}

impl OpenError {
    /// 3 when the machine lacks something, else 1.
    pub fn exit_code(&self) -> u8 {
        match self {
            OpenError::NoDisplay => 3,
            _ => 1,
        }
    }
}

/// Does what the arguments say: writes diagnostics, or opens the register.
pub fn run(arguments: Arguments) -> Result<(), OpenError> {
    drawing::with_the_processor();
    let folder = folder(&arguments)?;
    if let Some(file) = &arguments.diagnostics {
        return diagnostics::write(&arguments.profile, &folder, file)
            .map_err(OpenError::Diagnostics);
    }
    logs::start(&folder);
    open(arguments)
}

/// Opens the register and returns when it was closed.
fn open(arguments: Arguments) -> Result<(), OpenError> {
    if !has_display() {
        return Err(OpenError::NoDisplay);
    }
    // The till opens while the toolkit starts, which takes longer.
    let opening = thread::Builder::new().name("open".to_owned());
    let opening = opening
        .spawn(move || {
            let shell = shell(arguments)?;
            let look = first_look::script(&shell);
            Ok::<_, OpenError>((shell, look))
        })
        .map_err(OpenError::Thread)?;
    let builder = bindings::builder();
    let app = tauri::Builder::default()
        .invoke_handler(builder.invoke_handler())
        .build(tauri::generate_context!())?;
    let (shell, look) = opening
        .join()
        .unwrap_or_else(|panic| resume_unwind(panic))?;
    builder.mount_events(&app);
    shell.sync().tell(app.handle().clone());
    app.manage(shell);
    show(&app, look.as_deref())?;
    app.run(|app, event| {
        if let RunEvent::Exit = event {
            let shell = app.state::<Shell>();
            shell.sync().stop();
            // The window is gone already; a collector that is away holds nobody up.
            shell.traces().stop();
        }
    });
    Ok(())
}

/// Opens the window, with what it shows first.
fn show(app: &App, look: Option<&str>) -> tauri::Result<()> {
    for config in &app.config().app.windows {
        let mut window = WebviewWindowBuilder::from_config(app, config)?;
        if let Some(look) = look {
            window = window.initialization_script(look);
        }
        window.build()?;
    }
    Ok(())
}

/// Opens the till of this profile; a second register on the same folder is refused by the till's lock.
fn shell(arguments: Arguments) -> Result<Shell, OpenError> {
    let folder = folder(&arguments)?;
    let env = TillEnv {
        keys: keyring::store_for(&folder),
        ..TillEnv::system(&folder)
    };
    let mut till = Till::open(&folder, env)?;
    if arguments.profile == Profile::Demo {
        features::demo_setup(&mut till)?;
    }
    let traces = Traces::start(&Exporting::from_env(
        "evertill-register",
        env!("CARGO_PKG_VERSION"),
    ));
    Shell::new(till, arguments.profile, arguments.ready_file, traces).map_err(OpenError::Thread)
}

/// The folder of the profile's data.
fn folder(arguments: &Arguments) -> Result<PathBuf, OpenError> {
    let named = arguments.data_dir.clone();
    named
        .or_else(|| arguments.profile.default_folder())
        .ok_or(OpenError::NoDataFolder)
}

fn has_display() -> bool {
    let named = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}
