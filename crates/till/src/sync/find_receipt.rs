//! Finds a receipt: the server is asked, which knows what came back at every register, and where it can't be, this till's
//! own disk has to do.

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
///
/// # Errors
/// [`TillError::ReceiptElsewhere`] where the server can't be asked and this disk doesn't have it, [`TillError::ReceiptUnknown`]
/// where no register printed it.
pub fn find_receipt(till: &SharedTill, text: &str) -> Result<ReceiptFound, SyncError> {
    let (here, held) = {
        let till = hold(till);
        let here = features::find_receipt(&till, text);
        match &here {
            Ok(_) | Err(TillError::ReceiptUnknown(_)) if !till.is_demo() => {}
            _ => return Ok(here?),
        }
        (here, till.server_cursor()?)
    };
    let error = match (ask(till, text), here) {
        (Ok(receipt), _) => {
            let mut till = hold(till);
            features::remember_receipt(&mut till, receipt, held)?;
            return Ok(features::find_receipt(&till, text)?);
        }
        // It was printed here, or the server told of it earlier: nothing that is wrong with the server keeps goods out.
        (Err(error), Ok(found)) => {
            tracing::info!(%error, "the server did not tell of a receipt; it is taken as it is known here");
            return Ok(found);
        }
        (Err(ClientError::Away { .. }), Err(TillError::ReceiptUnknown(number))) => {
            TillError::ReceiptElsewhere(number).into()
        }
        (
            Err(ClientError::Problem {
                code: Code::NotFound,
                ..
            }),
            Err(unknown),
        ) => unknown.into(),
        (Err(error), Err(_)) => error.into(),
    };
    Err(error)
}

fn ask(till: &SharedTill, text: &str) -> Result<SoldReceipt, ClientError> {
    let url = hold(till).enrolment().map(|shop| shop.server_url.clone());
    let client = Client::new(&url.unwrap_or_default())?;
    let (token, _) = device_token(till, &client)?;
    client.receipt(&token, &receipt::read_number(text).unwrap_or_default())
}
