//! Where a fact comes from: what every module is told of the journal entry that carries it.

use pos_protocol::Hash;
use pos_protocol::entry::StaffRef;
use thiserror::Error;
use uuid::Uuid;

/// The entry that carries a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Its hash.
    pub entry: Hash,
    /// The register that wrote it.
    pub register: Uuid,
    /// What that register's receipt numbers begin with.
    pub register_code: String,
    /// The branch of that register's journal.
    pub branch: String,
    /// The place in the branch.
    pub seq: i64,
    /// Another entry has the same place.
    pub fork: bool,
    /// Who was signed in.
    pub staff: Option<StaffRef>,
    /// Their grant had ended when they did it.
    pub grant_expired: bool,
    /// An admin had revoked them before the entry came in.
    pub staff_revoked: bool,
    /// The trading day, as the till wrote it.
    pub business_day: Option<String>,
    /// The till's wall clock, as it wrote it.
    pub wall_time: String,
}

/// A fact that its module can't book. Its entry is kept for an admin.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct Unbookable(pub String);

impl Unbookable {
    /// With the name of what is wrong.
    pub fn because(what: &str, why: &dyn std::fmt::Display) -> Unbookable {
        Unbookable(format!("{what}: {why}"))
    }
}

impl Origin {
    /// The id of the member of staff.
    pub fn staff_id(&self) -> Option<&str> {
        self.staff.as_ref().map(|staff| staff.id.as_str())
    }

    /// The name of the member of staff.
    pub fn staff_name(&self) -> Option<&str> {
        self.staff.as_ref().map(|staff| staff.name.as_str())
    }

    /// The trading day, if it is one.
    pub fn day(&self) -> Result<&str, Unbookable> {
        let day = self.business_day.as_deref();
        day.ok_or_else(|| Unbookable("the entry names no business day".to_owned()))
            .and_then(day_of_calendar)
    }
}

/// A business day, if it is written `YYYY-MM-DD` and is in the calendar. Postgres takes many other spellings, such as
/// `yesterday`.
pub fn day_of_calendar(text: &str) -> Result<&str, Unbookable> {
    let day: Option<jiff::civil::Date> = text.parse().ok();
    match day {
        Some(day) if day.year() > 0 && day.to_string() == text => Ok(text),
        _ => Err(Unbookable(format!(
            "{text:?} is not a business day, YYYY-MM-DD"
        ))),
    }
}

/// Reads an id that a fact carries as text.
pub fn id(what: &str, text: &str) -> Result<Uuid, Unbookable> {
    Uuid::parse_str(text).map_err(|error| Unbookable::because(what, &error))
}
