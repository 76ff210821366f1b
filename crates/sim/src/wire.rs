//! What travels between a till and the server.

use pos_protocol::sync::{HeldResponse, PushResponse};
use pos_protocol::{Hash, Sealed};
use pos_till::sync::plan::Failure;
use std::rc::Rc;
use uuid::Uuid;

/// A request.
#[derive(Debug, Clone)]
pub struct Message {
    /// Which register sends it.
    pub courier: Uuid,
    /// The device token that it carries.
    pub token: Option<u64>,
    /// What it wants.
    pub wish: Wish,
}

/// What a request wants.
#[derive(Debug, Clone)]
pub enum Wish {
    /// A device token.
    Token,
    /// To deliver entries.
    Push(Rc<Vec<Sealed>>),
    /// To know what is held.
    Held(Rc<Vec<Hash>>),
    /// What has changed in the catalogue since this one.
    Pull(Option<u64>),
}

/// An answer.
#[derive(Debug, Clone)]
pub enum WireAnswer {
    /// A device token.
    Token(u64),
    /// Verdicts and heads.
    Pushed(Rc<PushResponse>),
    /// Hashes and heads.
    Held(Rc<HeldResponse>),
    /// The catalogue.
    Pulled(u64),
    /// Nothing of use.
    Failed(Failure),
}
