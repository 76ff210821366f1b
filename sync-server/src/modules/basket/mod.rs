//! Basket: held baskets, which one register at a time has, and baskets that were given up, which loss prevention looks at.

mod booking;
pub mod contract;
mod custody;
mod features;
mod store;

use crate::platform::api::{Routes, routes};

/// The module's routes.
pub fn router() -> Routes {
    Routes::default()
        .routes(routes!(features::list::list))
        .routes(routes!(features::claim::claim))
}
