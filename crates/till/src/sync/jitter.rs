//! What keeps the tills of a shop from coming back at the same moment.

/// A number that other tills of the shop don't draw too. Without randomness they come back together, which is no harm.
pub(super) fn random() -> u32 {
    let mut bytes = [0; 4];
    getrandom::fill(&mut bytes).map_or(0, |()| u32::from_le_bytes(bytes))
}
