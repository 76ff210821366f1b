//! Outbox, relay, inbox and parked messages, through a real RabbitMQ.

mod broker_away;
mod consumer;
mod parked;
mod relay;
mod traces;
