//! Finds a receipt: first on this till's own disk, then at the server, which has those of all registers.

use super::client::Client;
use super::client_error::ClientError;
use super::device_token::device_token;
use super::error::SyncError;
use super::hold::hold;
use crate::error::TillError;
use crate::features;
use crate::till::SharedTill;
use crate::views::ReceiptFound;
use pos_core::{SoldReceipt, receipt};
use pos_protocol::codes::Code;

/// Finds a receipt of any register. It blocks while the server is asked; the till goes on selling meanwhile.
pub fn find_receipt(till: &SharedTill, text: &str) -> Result<ReceiptFound, SyncError> {
    let own = {
        let till = hold(till);
        if features::is_own_receipt(&till, text)? || till.is_demo() {
            Some(features::find_receipt(&till, text)?)
        } else {
            None
        }
    };
    if let Some(found) = own {
        return Ok(found);
    }
    match ask(till, text) {
        Ok(receipt) => features::remember_receipt(&mut hold(till), receipt)?,
        // What the server told of it earlier has to do.
        Err(ClientError::Away { .. }) => {
            let found = features::find_receipt(&hold(till), text);
            return found.map_err(|error| match error {
                TillError::ReceiptUnknown(number) => TillError::ReceiptElsewhere(number).into(),
                error => error.into(),
            });
        }
        Err(ClientError::Problem {
            code: Code::NotFound,
            ..
        }) => return Ok(features::find_receipt(&hold(till), text)?),
        Err(error) => return Err(error.into()),
    }
    Ok(features::find_receipt(&hold(till), text)?)
}

fn ask(till: &SharedTill, text: &str) -> Result<SoldReceipt, ClientError> {
    let url = hold(till).enrolment().map(|shop| shop.server_url.clone());
    let client = Client::new(&url.unwrap_or_default())?;
    let (token, _) = device_token(till, &client)?;
    client.receipt(&token, &receipt::read_number(text).unwrap_or_default())
}
