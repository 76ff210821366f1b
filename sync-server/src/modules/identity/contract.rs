//! What the other modules and the doors may know of identity: who is asking, and which keys a register ever had.

pub use super::api_register::api_register;
pub use super::caller::Caller;
pub use super::device::Device;
pub use super::features::enrolment_code::{IssuedCode, issue};
pub use super::features::store_set::{StoreChange, set_store};
pub use super::server_key::signer;
pub use super::staff::{Staff, revoked as staff_revoked};
pub(crate) use super::store::in_turn;
pub use super::store::{
    Enrolled, RegisterKeys, RegisterName, RegisterSeen, register_names, registers_seen,
};

use pos_protocol::device::Store;
use sqlx::PgConnection;
use uuid::Uuid;

/// The roles of staff.
pub mod roles {
    use crate::platform::oidc::Bearer;

    /// Sells.
    pub const CASHIER: &str = "cashier";
    /// Allows what a cashier may not do alone, and enrols registers.
    pub const SUPERVISOR: &str = "supervisor";
    /// Keeps the catalogue and the books.
    pub const ADMIN: &str = "admin";
    /// All of them.
    pub const ALL: [&str; 3] = [CASHIER, SUPERVISOR, ADMIN];

    /// Those of a bearer's roles that a shop knows. Whom the settings name as the first admin is one as long as the
    /// provider gives them no role of the shop.
    pub fn of(bearer: &Bearer) -> Vec<String> {
        let known = |role: &&String| ALL.contains(&role.as_str());
        let roles: Vec<String> = bearer.roles.iter().filter(known).cloned().collect();
        if roles.is_empty() && bearer.is_first_admin {
            return vec![ADMIN.to_owned()];
        }
        roles
    }
}

/// The server's own register, with what it needs to write its next entry.
#[derive(Clone)]
pub struct ApiRegister {
    /// Its id.
    pub register: Uuid,
    /// The branch of its journal.
    pub branch: String,
    /// Its secret key.
    pub secret: [u8; 32],
}

/// The shop's particulars.
pub async fn shop(db: &mut PgConnection) -> Result<Store, sqlx::Error> {
    super::store::shop(db).await
}

/// Which of `registers` were enrolled, with every key that each ever had, and as [`revoked_staff`].
pub async fn enrolled(db: &mut PgConnection, registers: &[Uuid]) -> Result<Enrolled, sqlx::Error> {
    super::store::enrolled(db, registers).await
}

/// As [`enrolled`], with the registers locked until the caller's transaction ends, so that the couriers of each take turns.
/// Who has read without a lock meanwhile finds the turn moved.
pub async fn lock_registers(
    tx: &mut PgConnection,
    registers: &[Uuid],
) -> Result<Enrolled, sqlx::Error> {
    super::store::lock_registers(tx, registers).await
}

/// Whether an admin has revoked the member of staff `subject`, who then may do nothing here, whatever their roles.
pub async fn is_staff_revoked(db: &mut PgConnection, subject: &str) -> Result<bool, sqlx::Error> {
    super::store::is_staff_revoked(db, subject).await
}

/// The subjects of everybody whom an admin has revoked: their registers are told, and what they sell is flagged.
pub async fn revoked_staff(db: &mut PgConnection) -> Result<Vec<String>, sqlx::Error> {
    super::store::revoked_staff(db).await
}
