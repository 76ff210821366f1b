//! The shop's particulars, as registers and receipts name them.

use crate::modules::identity::{clean, store};
use crate::platform::state::AppState;
use crate::problem::ApiError;
use pos_core::barcode::Pattern;
use pos_core::{Amount, Currency, TaxRounding, decimal};
use pos_protocol::codes::Code;
use pos_protocol::device::Store;

/// What is to change; the rest stays.
#[derive(Debug, Clone, Default)]
pub struct StoreChange {
    /// The trading name.
    pub name: Option<String>,
    /// One line of address.
    pub address: Option<String>,
    /// The VAT number; an empty one takes it away.
    pub vat_number: Option<String>,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// IANA time zone.
    pub time_zone: Option<String>,
    /// Where taxes are rounded.
    pub tax_rounding: Option<TaxRounding>,
    /// The smallest coin as a decimal of the currency, such as `0.05`; `0` rounds no cash.
    pub smallest_coin: Option<String>,
    /// How the codes of the shop's own scales are built, all of them; a single empty one means none.
    pub barcode_patterns: Option<Vec<String>>,
}

/// Changes the shop's particulars and answers with all of them.
pub async fn set_store(state: &AppState, change: StoreChange) -> Result<Store, ApiError> {
    let invalid = |why: String| ApiError::new(Code::InvalidRequest, why);
    if let Some(currency) = &change.currency {
        Currency::from_code(currency).map_err(|cause| invalid(cause.to_string()))?;
    }
    if let Some(zone) = &change.time_zone {
        jiff::tz::TimeZone::get(zone).map_err(|cause| invalid(cause.to_string()))?;
    }
    let name = change
        .name
        .map(|name| clean::text("name", &name, 100))
        .transpose()?;
    let address = change
        .address
        .map(|address| clean::text("address", &address, 200))
        .transpose()?;
    let vat_number = match change.vat_number.as_deref().map(str::trim) {
        None => None,
        Some("") => Some(None),
        Some(number) => Some(Some(clean::text("vat", number, 30)?)),
    };
    let barcode_patterns = change
        .barcode_patterns
        .as_deref()
        .map(patterns)
        .transpose()?;
    let db = state.db.clone();
    state
        .writes
        .run(async move {
            let mut tx = db.begin().await?;
            let old = store::shop(&mut tx).await?;
            let currency = change.currency.unwrap_or(old.currency);
            let smallest_coin = match &change.smallest_coin {
                Some(text) => coin(text, &currency)?,
                None => old.smallest_coin,
            };
            let shop = Store {
                id: old.id,
                name: name.unwrap_or(old.name),
                address: address.unwrap_or(old.address),
                vat_number: vat_number.unwrap_or(old.vat_number),
                currency,
                time_zone: change.time_zone.unwrap_or(old.time_zone),
                tax_rounding: change.tax_rounding.unwrap_or(old.tax_rounding),
                smallest_coin,
                barcode_patterns: barcode_patterns.unwrap_or(old.barcode_patterns),
            };
            store::write_shop(&mut tx, &shop).await?;
            tx.commit().await?;
            Ok(shop)
        })
        .await
}

/// The patterns, each checked and none twice.
fn patterns(texts: &[String]) -> Result<Vec<String>, ApiError> {
    let mut patterns: Vec<String> = Vec::new();
    for text in texts.iter().filter(|text| !text.trim().is_empty()) {
        let pattern = Pattern::parse(text)
            .map_err(|cause| ApiError::new(Code::InvalidRequest, cause.to_string()))?;
        if !patterns.iter().any(|known| known == pattern.as_str()) {
            patterns.push(pattern.as_str().to_owned());
        }
    }
    Ok(patterns)
}

/// The smallest coin in minor units of `currency`.
fn coin(text: &str, currency: &str) -> Result<Amount, ApiError> {
    let parsed = Currency::from_code(currency)
        .and_then(|currency| decimal::parse(text.trim(), currency.exponent() as usize));
    match parsed {
        Ok(minor) if minor >= 0 => Ok(Amount::from_minor(minor)),
        _ => Err(ApiError::new(
            Code::InvalidRequest,
            format!(
                "The smallest coin {text} can't be used: write it as 0.05 in {currency}, or 0 for none."
            ),
        )),
    }
}
