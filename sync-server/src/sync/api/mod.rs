//! The server as a register of its own, `api`: what the shop's own programs sell or void over HTTP is an entry of its
//! journal and passes the same door as every till's.

mod add_basket_line;
mod baskets;
mod checkout_basket;
mod claim_basket;
mod create_order;
mod entry;
mod journey;
mod new_order;
mod put_basket;
mod receipt;
mod remove_basket_line;
mod void_basket;
mod void_order;
mod writer;

use crate::platform::api::{Routes, routes};

/// The routes.
pub fn router() -> Routes {
    Routes::default()
        .routes(routes!(create_order::create_order))
        .routes(routes!(void_order::void_order))
        .routes(routes!(journey::journey))
        .routes(routes!(put_basket::put_basket, void_basket::void_basket))
        .routes(routes!(add_basket_line::add_basket_line))
        .routes(routes!(remove_basket_line::remove_basket_line))
        .routes(routes!(claim_basket::claim_basket))
        .routes(routes!(checkout_basket::checkout_basket))
        .routes(routes!(receipt::receipt))
}
