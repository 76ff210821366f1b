//! Who is signed in, and who else may be.

use serde::Serialize;

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StaffView {
    /// The identity provider's subject.
    pub id: String,
    /// The name that receipts print.
    pub name: String,
    /// For the badge on the bar.
    pub initials: String,
    /// `cashier`, `supervisor`, `admin`.
    pub roles: Vec<String>,
    /// Whether the server's grant has ended: it still sells, supervisor powers lapse.
    pub expired: bool,
}

/// Somebody who may open this register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct KnownStaff {
    /// Who.
    pub staff: StaffView,
    /// Whether they have a PIN here.
    pub has_pin: bool,
    /// Until when no PIN of theirs is taken, RFC 3339.
    pub wait_until: Option<String>,
}

impl From<pos_till::views::KnownStaff> for KnownStaff {
    fn from(known: pos_till::views::KnownStaff) -> KnownStaff {
        KnownStaff {
            staff: known.staff.into(),
            has_pin: known.has_pin,
            wait_until: known.wait_until,
        }
    }
}

impl From<pos_till::views::StaffView> for StaffView {
    fn from(staff: pos_till::views::StaffView) -> StaffView {
        StaffView {
            initials: initials(&staff.name),
            id: staff.id,
            name: staff.name,
            roles: staff.roles,
            expired: staff.expired,
        }
    }
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_those_of_the_first_and_the_last_word() {
        let cases = [
            ("Carol Dean", "CD"),
            ("carol", "C"),
            ("Ana María de la Cruz", "AC"),
            ("  élodie   ångström ", "ÉÅ"),
            ("", ""),
        ];
        for (name, want) in cases {
            assert_eq!(initials(name), want, "{name:?}");
        }
    }
}
