//! Identity over the real Keycloak and Postgres.

mod enrolment;
mod grants;
mod staff_tokens;
mod tokens;
