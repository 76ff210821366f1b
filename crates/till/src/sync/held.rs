//! Held baskets while somebody waits at the screen: what the other registers hold, and going on with one of them.

use super::client::{Bearer, Client};
use super::client_error::ClientError;
use super::device_token::device_token;
use super::error::SyncError;
use super::hold::hold;
use crate::error::TillError;
use crate::features;
use crate::till::SharedTill;
use crate::views::{HeldView, Resumed};
use pos_protocol::basket::{ClaimRequest, HeldSummary};
use pos_protocol::codes::Code;
use uuid::Uuid;

/// What the other registers of the shop hold, the newest first.
pub fn held_elsewhere(till: &SharedTill) -> Result<Vec<HeldView>, SyncError> {
    let (client, device) = line(till)?;
    let own = hold(till).register();
    let held = client.held_baskets(&device)?.baskets;
    let others = held.into_iter().filter(|basket| basket.register != own);
    Ok(others.map(view).collect())
}

fn view(held: HeldSummary) -> HeldView {
    HeldView {
        id: held.id.to_string(),
        fence: held.fence,
        here: false,
        name: held.name,
        register_name: held.register_name,
        held_by: held.held_by,
        forked: held.forked,
        kind: held.kind,
        lines: held.lines,
        gross: held.gross,
        held_at: held.held_at,
    }
}

/// Goes on with a held basket: the server hands it out, so that nobody else gets it too. What this register holds
/// itself it can go on with when there is no server. `fence` is what the list said of another register's basket.
pub fn resume_held(till: &SharedTill, id: &str, fence: Option<u64>) -> Result<Resumed, SyncError> {
    let basket = Uuid::parse_str(id).map_err(|_| TillError::UnknownHeld)?;
    let own = features::own_held(&hold(till), id)?;
    let alone = own.as_ref().is_some_and(|own| own.alone);
    if alone {
        return resume_own(till, id, None);
    }
    let request = ClaimRequest {
        fence: own.as_ref().map(|own| own.fence).or(fence),
    };
    let claimed =
        line(till).and_then(|(client, device)| Ok(client.claim(&device, basket, &request)?));
    match (claimed, own) {
        // What lies here is the newest that there is; the server's word is wanted for the fence alone.
        (Ok(claimed), Some(_)) => resume_own(till, id, Some(claimed.basket.fence)),
        (Ok(claimed), None) => Ok(features::resume_claimed(&mut hold(till), claimed)?),
        (Err(SyncError::Client(error)), own) => match (&error, own) {
            (
                ClientError::Problem {
                    code: Code::BasketTaken | Code::BasketStale,
                    ..
                },
                Some(_),
            ) => {
                features::forget_held(&mut hold(till), id)?;
                Err(error.into())
            }
            (_, Some(_)) => resume_own(till, id, None),
            (ClientError::Problem { .. }, None) => Err(error.into()),
            (_, None) => Err(SyncError::HeldElsewhere),
        },
        (Err(error), _) => Err(error),
    }
}

fn resume_own(till: &SharedTill, id: &str, fence: Option<u64>) -> Result<Resumed, SyncError> {
    let request = features::ResumeBasket {
        id: id.to_owned(),
        fence,
    };
    Ok(features::resume_basket(&mut hold(till), &request)?)
}

/// The way to the shop's server, and the token to ask it with.
fn line(till: &SharedTill) -> Result<(Client, Bearer), SyncError> {
    let server_url = {
        let till = hold(till);
        if till.is_demo() {
            return Err(TillError::Demo.into());
        }
        let shop = till.enrolment().ok_or(TillError::NotEnrolled)?;
        shop.server_url.clone()
    };
    let client = Client::new(&server_url)?;
    let (device, _) = device_token(till, &client)?;
    Ok((client, device))
}
