//! What the server's tests share: a server of their own over the real services, and tills that write real entries.

pub mod broker;
pub mod catalogue;
pub mod clock;
pub mod http;
pub mod issuer;
pub mod journal;
pub mod login;
pub mod register;
pub mod shop;
