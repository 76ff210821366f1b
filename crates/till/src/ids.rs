//! Randomness for ids comes in through here, so that a test can hand it in.

use uuid::Uuid;

/// Where the till draws its ids.
pub trait Ids: Send + Sync {
    /// A new UUID version 7.
    fn uuid(&self) -> Uuid;
    /// A new branch id: eight hexadecimal digits.
    fn branch(&self) -> String;
}

/// Ids from the machine's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemIds;

impl Ids for SystemIds {
    fn uuid(&self) -> Uuid {
        Uuid::now_v7()
    }

    fn branch(&self) -> String {
        let random = Uuid::now_v7();
        hex::encode(&random.as_bytes()[12..])
    }
}
