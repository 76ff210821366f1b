//! Identity over the real Keycloak and Postgres.

mod enrolment;
mod grants;
mod lists;
mod revocation;
mod staff_tokens;
mod tokens;
