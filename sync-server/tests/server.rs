//! The server over real Postgres, Redis, RabbitMQ and Keycloak. One program, so that it is linked once; a folder per
//! part of the server.

mod admin;
mod basket;
mod catalog;
mod frame;
mod identity;
mod journal;
mod messages;
mod ordering;
mod support;
