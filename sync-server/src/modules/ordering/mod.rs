//! Ordering: the orders, shifts and books that the tills' facts make.

mod booking;
mod cash;
mod consumers;
pub mod contract;
mod features;
mod store;

use crate::platform::api::Routes;
use crate::platform::message::Consumer;

/// The module's routes.
pub fn router() -> Routes {
    features::router()
}

/// The module's consumers.
pub fn consumers() -> &'static [&'static dyn Consumer] {
    &[
        &consumers::order_completed::OrderBooks,
        &consumers::double_sale::DoubleSales,
        &consumers::basket_checked_out::OrderBaskets,
        &consumers::stock::OrderStock,
    ]
}
