//! `store set`: what registers and receipts call the shop.

use super::Failure;
use crate::app::AppState;
use crate::modules::identity::contract::{StoreChange, set_store};
use clap::Subcommand;

/// The commands of the shop's particulars.
#[derive(Subcommand)]
pub enum StoreCommand {
    /// Change some of them and print all.
    #[command(
        after_help = "Example: sync-server store set --name 'The Corner Shop' --time-zone Europe/London"
    )]
    Set {
        /// The trading name.
        #[arg(long)]
        name: Option<String>,
        /// One line of address.
        #[arg(long)]
        address: Option<String>,
        /// The VAT number; an empty one takes it away.
        #[arg(long)]
        vat: Option<String>,
        /// ISO 4217 code.
        #[arg(long)]
        currency: Option<String>,
        /// IANA time zone.
        #[arg(long)]
        time_zone: Option<String>,
    },
}

/// Runs the command.
pub async fn run(state: &AppState, command: StoreCommand) -> Result<(), Failure> {
    let StoreCommand::Set {
        name,
        address,
        vat,
        currency,
        time_zone,
    } = command;
    let change = StoreChange {
        name,
        address,
        vat_number: vat,
        currency,
        time_zone,
    };
    let shop = set_store(state, change).await?;
    let text = serde_json::to_string(&shop).map_err(|cause| Failure::Wrong(cause.to_string()))?;
    println!("{text}");
    Ok(())
}
