//! All chance of a day comes from here, and all of it from the day's seed.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};
use uuid::Uuid;

/// The day's randomness.
pub struct Dice(Xoshiro256PlusPlus);

impl Dice {
    /// The dice of a seed.
    pub fn of(seed: u64) -> Dice {
        Dice(Xoshiro256PlusPlus::seed_from_u64(seed))
    }

    /// Whether something happens that happens `per_mille` times in a thousand.
    pub fn happens(&mut self, per_mille: u32) -> bool {
        self.0.random_range(0..1000) < per_mille
    }

    /// A number from `from` up to but not `to`.
    pub fn between(&mut self, from: u64, to: u64) -> u64 {
        self.0.random_range(from..to)
    }

    /// An index into `len` things.
    pub fn index(&mut self, len: usize) -> usize {
        self.0.random_range(0..len)
    }

    /// A random number for the plan.
    pub fn number(&mut self) -> u32 {
        self.0.random()
    }

    /// A fresh id.
    pub fn uuid(&mut self) -> Uuid {
        Uuid::from_u128(self.0.random())
    }

    /// A fresh branch.
    pub fn branch(&mut self) -> String {
        format!("{:08x}", self.number())
    }

    /// A secret for a key.
    pub fn secret(&mut self) -> [u8; 32] {
        self.0.random()
    }
}
