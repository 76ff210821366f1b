//! What the other modules and the doors may know of identity: who is asking, and which keys a register ever had.

pub use super::caller::Caller;
pub use super::device::Device;
pub use super::features::enrolment_code::{IssuedCode, issue};
pub use super::features::store_set::{StoreChange, set_store};
pub use super::staff::Staff;
pub use super::store::RegisterKeys;

use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// The roles of staff.
pub mod roles {
    /// Sells.
    pub const CASHIER: &str = "cashier";
    /// Allows what a cashier may not do alone, and enrols registers.
    pub const SUPERVISOR: &str = "supervisor";
    /// Keeps the catalogue and the books.
    pub const ADMIN: &str = "admin";
    /// All of them.
    pub const ALL: [&str; 3] = [CASHIER, SUPERVISOR, ADMIN];
}

/// Every key that each of `registers` was ever enrolled with. A register that is not in the answer was never enrolled.
pub async fn register_keys(
    db: &mut PgConnection,
    registers: &[Uuid],
) -> Result<HashMap<Uuid, RegisterKeys>, sqlx::Error> {
    super::store::register_keys(db, registers).await
}
