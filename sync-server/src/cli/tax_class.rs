//! `tax-class`: names taxes once for all products that bear them.

use super::Failure;
use crate::app::AppState;
use crate::modules::catalog::contract::set_tax_class;

/// Adds or changes the class, and prints what became of it.
pub async fn set(state: &AppState, name: &str, taxes: &str) -> Result<(), Failure> {
    let changed = set_tax_class(state, name, taxes).await?;
    let text =
        serde_json::to_string(&changed).map_err(|cause| Failure::Wrong(cause.to_string()))?;
    println!("{text}");
    Ok(())
}
