//! Signs a member of the test stack's staff in at the real login page and prints the access token, for programs that test
//! the server's routes from outside.
//!
//! Reads `OIDC_ISSUER`, `OIDC_CLIENT` and `EVERTILL_STAFF` of the environment; the one argument is the user's name.

use std::path::Path;
use std::process::ExitCode;

use pos_replay::error::ReplayError;
use pos_replay::signin::sign_in;
use pos_stack::StaffUser;
use serde::Deserialize;

/// The client that registers sign in with.
const CLIENT: &str = "evertill-register";

#[derive(Deserialize)]
struct Staff {
    users: Vec<StaffUser>,
}

fn main() -> ExitCode {
    match token() {
        Ok(token) => {
            println!("{token}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(error.exit_code())
        }
    }
}

fn token() -> Result<String, ReplayError> {
    let name = std::env::args().nth(1).unwrap_or_default();
    let file = variable("EVERTILL_STAFF")?;
    let staff: Option<Staff> = pos_stack::read_json(Path::new(&file))?;
    let users = staff.map(|staff| staff.users).unwrap_or_default();
    let user = users.iter().find(|user| user.username == name);
    let user = user.ok_or_else(|| wrong(format!("there is no {name:?} among the staff")))?;
    let client = std::env::var("OIDC_CLIENT").unwrap_or_else(|_| CLIENT.to_owned());
    sign_in(&variable("OIDC_ISSUER")?, &client, user)
}

fn variable(name: &str) -> Result<String, ReplayError> {
    std::env::var(name).map_err(|_| wrong(format!("{name} is not set")))
}

fn wrong(why: String) -> ReplayError {
    ReplayError::wrong("signing in", why)
}
