//! Identity over the real Keycloak and Postgres.

mod enrolment;
mod first_admin;
mod grants;
mod lists;
mod revocation;
mod revoked_staff;
mod staff_tokens;
mod tokens;
