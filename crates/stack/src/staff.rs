//! The shop's staff in Keycloak: three people with passwords generated for one run folder.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::keycloak::Admin;
use crate::{StackError, saved, secrets};

/// One member of staff, with the password that signs them in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffUser {
    /// What is typed on the login page.
    pub username: String,
    /// The generated password.
    pub password: String,
    /// The full name.
    pub name: String,
    /// The realm roles.
    pub roles: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct StaffFile {
    users: Vec<StaffUser>,
}

const STAFF: [(&str, &str, &str, &[&str]); 3] = [
    ("carol", "Carol", "Dean", &["cashier"]),
    ("sam", "Sam", "Okafor", &["cashier", "supervisor"]),
    (
        "ada",
        "Ada",
        "Lindqvist",
        &["cashier", "supervisor", "admin"],
    ),
];

/// Where the staff of a run folder are written down.
pub(crate) fn file(dir: &Path) -> PathBuf {
    dir.join("staff.json")
}

/// Reads them back.
pub(crate) fn load(dir: &Path) -> Result<Vec<StaffUser>, StackError> {
    Ok(saved::read_json::<StaffFile>(&file(dir))?
        .map(|f| f.users)
        .unwrap_or_default())
}

/// Makes them in a running Keycloak, and writes them down when that is done.
pub(crate) fn make(dir: &Path, admin: &Admin) -> Result<(), StackError> {
    let mut users = Vec::new();
    let mut accounts = Vec::new();
    for (username, first, last, roles) in STAFF {
        let password = secrets::word()?;
        accounts.push(json!({
            "username": username,
            "enabled": true,
            "firstName": first,
            "lastName": last,
            "email": format!("{username}@staff.evertill.example"),
            "emailVerified": true,
            "credentials": [{ "type": "password", "value": password, "temporary": false }],
            "realmRoles": roles,
        }));
        users.push(StaffUser {
            username: username.into(),
            password,
            name: format!("{first} {last}"),
            roles: roles.iter().map(ToString::to_string).collect(),
        });
    }
    let import = json!({ "ifResourceExists": "OVERWRITE", "users": accounts });
    admin.call(
        "POST",
        "/admin/realms/evertill/partialImport",
        Some(&import),
    )?;
    saved::write_json(&file(dir), &StaffFile { users })
}
