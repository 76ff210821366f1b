//! The tables of till.db, one file each. Only these files hold its SQL.

pub(crate) mod basket_lines;
pub(crate) mod baskets;
pub(crate) mod cash;
pub(crate) mod catalogue_pointer;
pub(crate) mod device_keys;
pub(crate) mod enrolments;
pub(crate) mod figures;
pub(crate) mod grants;
pub(crate) mod held_baskets;
pub(crate) mod journal;
pub(crate) mod meta;
pub(crate) mod order_lines;
pub(crate) mod orders;
pub(crate) mod other_receipts;
pub(crate) mod pins;
pub(crate) mod server_heads;
pub(crate) mod shifts;
pub(crate) mod staff;
pub(crate) mod sync_state;
pub(crate) mod tenders;
pub(crate) mod write_mark;

/// A count as SQLite holds it. No table of a till comes near the end of the range.
pub(crate) fn int(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A count as SQLite gave it; what is below nothing is nothing.
pub(crate) fn count(int: i64) -> u64 {
    u64::try_from(int).unwrap_or(0)
}
