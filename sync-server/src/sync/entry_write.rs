//! A row of the journal that is to be stored, and what is to be booked with it.

use pos_protocol::codes::Code;
use pos_protocol::entry::StaffRef;
use pos_protocol::sync::Fate;
use pos_protocol::{EntryBody, Fact, Hash};
use uuid::Uuid;

/// What else an entry says about the moment it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Who was signed in.
    pub staff: Option<StaffRef>,
    /// Their grant had ended.
    pub grant_expired: bool,
    /// The trading day.
    pub business_day: Option<String>,
    /// The till's wall clock, RFC 3339.
    pub wall_time: String,
    /// Whether the till had no server then.
    pub offline: bool,
}

/// One row of the journal to be stored, and what is to be booked with it.
#[derive(Debug, Clone)]
pub struct EntryWrite {
    /// Which entry of the batch it is.
    pub index: usize,
    /// Its identity.
    pub hash: Hash,
    /// The register whose chain it is in; the courier where the bytes don't say.
    pub register: Uuid,
    /// The branch; empty when the entry has no place.
    pub branch: String,
    /// The place in the branch; 0 when the entry has none.
    pub seq: u64,
    /// The entry before it.
    pub parent: Option<Hash>,
    /// What kind of fact it says it is; empty when that can't be read.
    pub kind: String,
    /// Accepted, stored or quarantined.
    pub fate: Fate,
    /// Why, where the fate needs a word.
    pub code: Option<Code>,
    /// Why it can't be booked, in words for an admin.
    pub reason: Option<String>,
    /// Another entry has the same place.
    pub fork: bool,
    /// The same bytes are held already under a signature of nobody, and this is the true one.
    pub replaces: bool,
    /// What to book; only when accepted.
    pub fact: Option<Fact>,
    /// What else it says; none when its bytes can't be read.
    pub header: Option<Header>,
}

impl EntryWrite {
    /// Judges a readable entry in its place: whether its register `signed` it, and was `revoked`.
    pub(super) fn take_up(&mut self, signed: bool, revoked: bool, body: &EntryBody) {
        use pos_protocol::fact::FactError;
        (self.fact, self.reason) = (None, None);
        (self.fate, self.code) = if !signed {
            (Fate::Quarantined, Some(Code::BadSignature))
        } else if revoked {
            (Fate::Quarantined, Some(Code::RegisterRevoked))
        } else {
            match Fact::read(&body.kind, body.payload.get()) {
                Ok(fact) => {
                    self.fact = Some(fact);
                    (Fate::Accepted, self.fork.then_some(Code::Fork))
                }
                Err(FactError::UnknownKind(_)) => (Fate::Stored, Some(Code::UnknownKind)),
                Err(error @ FactError::Malformed { .. }) => {
                    self.reason = Some(error.to_string());
                    (Fate::Quarantined, Some(Code::Unbookable))
                }
            }
        };
        (self.branch, self.seq, self.kind) = (body.branch.clone(), body.seq, body.kind.clone());
        self.header = Some(Header {
            staff: body.staff.clone(),
            grant_expired: body.grant_expired,
            business_day: body.business_day.clone(),
            wall_time: body.wall_time.clone(),
            offline: body.offline,
        });
    }
}
