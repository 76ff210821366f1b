//! Basket: baskets that were given up, which loss prevention looks at.

pub mod contract;
mod store;
