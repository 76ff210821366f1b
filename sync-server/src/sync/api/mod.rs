//! The server as a register of its own, `api`: what the shop's own programs sell or void over HTTP is an entry of its
//! journal and passes the same door as every till's.

mod create_order;
mod journey;
mod new_order;
mod void_order;
mod writer;

use crate::platform::api::{Routes, routes};

/// The routes.
pub fn router() -> Routes {
    Routes::default()
        .routes(routes!(create_order::create_order))
        .routes(routes!(void_order::void_order))
        .routes(routes!(journey::journey))
}
