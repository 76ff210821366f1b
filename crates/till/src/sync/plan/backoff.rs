//! How long to wait before the next try.

/// The longest wait, in milliseconds: a cashier who looks at the screen sees the server return.
pub const CAP_MS: u64 = 8_000;

const FIRST_MS: u64 = 250;

/// The wait after `tries` in a row that brought nothing: doubled each time up to [`CAP_MS`], of which the upper half
/// is drawn.
pub fn delay_ms(tries: u32, random: u32) -> u64 {
    let doublings = tries.saturating_sub(1).min(16);
    let whole = (FIRST_MS << doublings).min(CAP_MS);
    whole / 2 + u64::from(random) % (whole / 2 + 1)
}
