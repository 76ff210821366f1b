//! Where a case is computed: in the pure core, in a till and on the server.

pub mod core;
pub mod server;
pub mod till;
