//! What the server's tests share: a server of their own over the real services, and tills that write real entries.

pub mod bad_line;
pub mod broker;
pub mod catalogue;
pub mod clock;
pub mod collector;
pub mod counter;
pub mod events;
pub mod held;
pub mod http;
pub mod issuer;
pub mod journal;
pub mod login;
pub mod messages;
pub mod office;
pub mod program;
pub mod register;
pub mod restored;
pub mod shop;
pub mod till;
pub mod waiting;
