//! The command line: what each command does, and the exit codes that scripts rely on.

mod import;
mod settings;
mod tax_class;

use crate::app::{self, AppState};
use crate::config::Settings;
use crate::modules::identity::contract as identity;
use crate::platform::{db, resend, shutdown};
use crate::problem::ApiError;
use clap::{Parser, Subcommand};
use jiff::SignedDuration;
use pos_protocol::codes::Code;
use settings::StoreCommand;
use std::path::PathBuf;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Evertill's sync server: keeps what the tills write and hands the catalogue out.
#[derive(Parser)]
#[command(
    version,
    after_help = "Exit codes: 0 done, 1 the program is wrong, 2 usage or unusable input, 3 a service or a port is missing.\n\nExample: DATABASE_URL=postgres://evertill@db/evertill sync-server import-catalog products.csv"
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve until SIGTERM (the default).
    Serve,
    /// Bring the database's schemas up to date and end.
    Migrate,
    /// Import products from a CSV file; bad rows are reported, good rows go in.
    ImportCatalog {
        /// Columns: code,name,category,barcodes,unit,unit_price,tax_name,tax_percent,tax_included; instead of the last three, or
        /// beside them, taxes: "VAT 20% included; Deposit 0.25 included; City 2.5% added on top"; or tax_class, with the name
        /// of a class in rows that have no taxes of their own.
        file: PathBuf,
        /// Where to write the report; - is the standard output.
        #[arg(long)]
        json: Option<PathBuf>,
    },
    /// Print a code that enrols one register.
    EnrolmentCode {
        /// How long it lives.
        #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(i64).range(1..=1440))]
        minutes: i64,
    },
    /// The shop's particulars.
    #[command(subcommand)]
    Store(StoreCommand),
    /// Add or change a tax class: all products of it bear the new taxes from now on.
    #[command(
        after_help = "Example: sync-server tax-class drinks 'VAT 20% included; Deposit 0.25 included'"
    )]
    TaxClass {
        /// What products call it.
        name: String,
        /// All of its taxes, as a catalogue file has them; an empty text for no tax.
        taxes: String,
    },
    /// Mark every event as unsent, so that a running server sends all of them again; consumers know them by their ids.
    Republish,
}

/// Why a command failed.
#[derive(Debug, Error)]
pub enum Failure {
    /// Something that was handed in can't be used: exit code 2.
    #[error("{0}")]
    Usage(String),
    /// A service or a port that the machine lacks: exit code 3.
    #[error("{0}")]
    Missing(String),
    /// The program is wrong: exit code 1.
    #[error("{0}")]
    Wrong(String),
}

impl Failure {
    /// The process's exit code.
    pub fn exit_code(&self) -> u8 {
        match self {
            Failure::Wrong(_) => 1,
            Failure::Usage(_) => 2,
            Failure::Missing(_) => 3,
        }
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Failure {
        match error.code {
            Code::Unavailable => Failure::Missing(error.detail),
            Code::InvalidRequest => Failure::Usage(error.detail),
            _ => Failure::Wrong(error.to_string()),
        }
    }
}

/// Runs the command.
pub async fn run(arguments: Arguments) -> Result<(), Failure> {
    let settings = Settings::load().map_err(|cause| Failure::Usage(cause.to_string()))?;
    let state = AppState::new(settings).map_err(|cause| Failure::Usage(cause.to_string()))?;
    match arguments.command.unwrap_or(Command::Serve) {
        Command::Serve => serve(state).await,
        Command::Migrate => migrate(&state).await,
        Command::ImportCatalog { file, json } => {
            migrate(&state).await?;
            import::import(&state, &file, json.as_deref()).await
        }
        Command::EnrolmentCode { minutes } => {
            migrate(&state).await?;
            let lifetime = SignedDuration::from_mins(minutes);
            let issued = identity::issue(&state, "command line", lifetime).await?;
            println!("{}", issued.code);
            Ok(())
        }
        Command::Store(command) => {
            migrate(&state).await?;
            settings::run(&state, command).await
        }
        Command::TaxClass { name, taxes } => {
            migrate(&state).await?;
            tax_class::set(&state, &name, &taxes).await
        }
        Command::Republish => {
            let events = resend::republish(&state.db).await.map_err(ApiError::from)?;
            println!("{events} events wait to be sent again");
            Ok(())
        }
    }
}

async fn migrate(state: &AppState) -> Result<(), Failure> {
    db::migrate(&state.db).await.map_err(|cause| {
        let text = format!("the database can't be brought up to date: {cause}");
        if db::is_away_for_now(&cause) {
            Failure::Missing(text)
        } else {
            Failure::Wrong(text)
        }
    })
}

/// Migrates when Postgres is there, and serves when it isn't: the tills are told to come again.
async fn serve(state: AppState) -> Result<(), Failure> {
    match migrate(&state).await {
        Err(Failure::Missing(cause)) => tracing::warn!(cause, "Postgres is away at the start"),
        migrated => migrated?,
    }
    let address = state.settings.listen;
    let missing = |cause| Failure::Missing(format!("can't listen on {address}: {cause}"));
    let listener = TcpListener::bind(address).await.map_err(missing)?;
    let bound = listener.local_addr().map_err(missing)?;
    println!("listening on http://{bound}");
    let stop = CancellationToken::new();
    let stopper = stop.clone();
    tokio::spawn(async move {
        if let Err(cause) = shutdown::asked().await {
            tracing::error!(%cause, "no signals can be heard; stopping");
        }
        stopper.cancel();
    });
    app::serve(state, listener, stop)
        .await
        .map_err(|cause| Failure::Wrong(cause.to_string()))
}
