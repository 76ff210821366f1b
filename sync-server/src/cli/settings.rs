//! `store set`: what registers and receipts call the shop.

use super::Failure;
use crate::app::AppState;
use crate::modules::identity::contract::{StoreChange, set_store};
use clap::Subcommand;
use pos_core::TaxRounding;

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
        /// Where taxes are rounded: `line` or `order`.
        #[arg(long, value_parser = tax_rounding)]
        tax_rounding: Option<TaxRounding>,
        /// The smallest coin, such as 0.05; 0 rounds no cash.
        #[arg(long)]
        smallest_coin: Option<String>,
        /// How the codes of the shop's own scales are built, such as 21IIIIIPPPPPC: digits as they are, I item, P price in
        /// minor units, W weight in grams, V their check digit, C the code's. Once for each; they take the place of those
        /// before, and an empty one of all.
        #[arg(long = "barcode-pattern", value_name = "PATTERN")]
        barcode_patterns: Vec<String>,
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
        tax_rounding,
        smallest_coin,
        barcode_patterns,
    } = command;
    let change = StoreChange {
        name,
        address,
        vat_number: vat,
        currency,
        time_zone,
        tax_rounding,
        smallest_coin,
        barcode_patterns: (!barcode_patterns.is_empty()).then_some(barcode_patterns),
    };
    let shop = set_store(state, change).await?;
    let text = serde_json::to_string(&shop).map_err(|cause| Failure::Wrong(cause.to_string()))?;
    println!("{text}");
    Ok(())
}

fn tax_rounding(text: &str) -> Result<TaxRounding, String> {
    match text {
        "line" => Ok(TaxRounding::Line),
        "order" => Ok(TaxRounding::Order),
        other => Err(format!("{other} is neither line nor order")),
    }
}
