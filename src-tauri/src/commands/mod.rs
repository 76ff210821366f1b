//! The window's commands, one file per area: each hands over to `pos-till` and answers with a view.

pub mod adjust;
#[cfg(test)]
mod bad_input;
pub mod basket;
pub mod catalogue;
pub mod drawer;
pub mod held;
pub mod payment;
pub mod register;
pub mod returns;
pub mod shift;
pub mod staff;
