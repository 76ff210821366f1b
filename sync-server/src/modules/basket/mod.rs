//! Basket: held baskets, which one register at a time has, and baskets that were given up, which loss prevention looks at.

mod announce;
mod booking;
mod consumers;
pub mod contract;
mod custody;
mod features;
mod in_hand;
mod refusal;
mod store;
mod view;

use crate::platform::api::{Routes, routes};

/// The module's routes that only read. What changes a basket is an entry of a journal; see `sync::api`.
pub fn router() -> Routes {
    Routes::default()
        .routes(routes!(features::list::list))
        .routes(routes!(features::basket::basket))
}
