//! The spans of what a cashier does to a basket. They are worked out beside the command and after it: what a command does
//! and answers is the same with and without them.

mod push;
#[cfg(test)]
mod tests;

pub use push::pushed;

use crate::errors::Answer;
use jiff::Timestamp;
use pos_till::{Clock, SystemClock, Till, features};
use pos_traces::{Span, SpanId, Traces};
use std::time::{Duration, SystemTime};
use uuid::Uuid;

/// What a command is to the open basket.
#[derive(Debug, Clone, Copy)]
pub struct Deed {
    /// The span's name.
    name: &'static str,
    /// The command.
    command: &'static str,
    /// The order that it may complete.
    order: Option<Uuid>,
}

impl Deed {
    /// Goods come into the basket.
    pub const SCAN: Deed = Deed::named("scan", "add_line");
    /// The basket is put aside.
    pub const HOLD: Deed = Deed::named("hold", "hold_basket");
    /// The basket is given up.
    pub const VOID: Deed = Deed::named("void", "void_basket");

    /// A line, or what the basket comes to, becomes another one.
    pub const fn change(command: &'static str) -> Deed {
        Deed::named("change", command)
    }

    /// A tender is taken for the order of this id.
    pub fn pay(order: &str) -> Deed {
        Deed {
            order: Uuid::try_parse(order).ok(),
            ..Deed::named("pay", "take_tender")
        }
    }

    const fn named(name: &'static str, command: &'static str) -> Deed {
        Deed {
            name,
            command,
            order: None,
        }
    }
}

/// Does `work` to the open basket, and hands in its span.
pub fn traced<T>(
    traces: &Traces,
    deed: Deed,
    till: &mut Till,
    work: impl FnOnce(&mut Till) -> Answer<T>,
) -> Answer<T> {
    if !traces.are_on() {
        return work(till);
    }
    let clock = SystemClock::new();
    let (begun, before) = (clock.now(), open_basket(till));
    let answer = work(till);
    let (ended, after) = (clock.now(), open_basket(till));
    let Some(basket) = before.or(after) else {
        return answer;
    };
    let span = span(basket, deed, begun, ended, &answer);
    let is_over = before.is_some() && after.is_none();
    traces.record(match deed.order {
        // The server knows this span by the order alone. A tender before the last one is a span like any other.
        Some(order) if is_over => span.known_as(SpanId::pay(order)),
        _ => span,
    });
    if is_over && deed.name != Deed::HOLD.name {
        traces.record(life(basket, ended));
    }
    answer
}

/// Hands in the span of a basket that was resumed from where it was held.
pub fn resumed<T>(traces: &Traces, basket: &str, begun: Timestamp, answer: &Answer<T>) {
    let deed = Deed::named("resume", "resume_basket");
    if let Ok(basket) = Uuid::try_parse(basket) {
        traces.record(span(basket, deed, begun, now(), answer));
    }
}

/// Hands in the spans of a basket that was given up where it was held.
pub fn given_up<T>(traces: &Traces, basket: &str, begun: Timestamp, answer: &Answer<T>) {
    let deed = Deed::named("void", "void_held");
    if let Ok(basket) = Uuid::try_parse(basket) {
        traces.record(span(basket, deed, begun, now(), answer));
        if answer.is_ok() {
            traces.record(life(basket, now()));
        }
    }
}

/// The time of spans.
pub fn now() -> Timestamp {
    SystemClock::new().now()
}

fn open_basket(till: &Till) -> Option<Uuid> {
    let id = features::basket_id(till).ok().flatten()?;
    Uuid::try_parse(&id).ok()
}

fn span<T>(
    basket: Uuid,
    deed: Deed,
    begun: Timestamp,
    ended: Timestamp,
    answer: &Answer<T>,
) -> Span {
    let span = Span::of(basket, deed.name, begun.into(), ended.into())
        .with("evertill.command", deed.command);
    match answer {
        Ok(_) => span,
        Err(refusal) => span.failed(refusal.code.clone()),
    }
}

/// From the moment that is in the basket's id, at whichever register that was, until now.
fn life(basket: Uuid, ended: Timestamp) -> Span {
    let ended = SystemTime::from(ended);
    let made = basket.get_timestamp().map(|at| at.to_unix());
    let begun = made.map_or(ended, |(seconds, nanoseconds)| {
        SystemTime::UNIX_EPOCH + Duration::new(seconds, nanoseconds)
    });
    Span::life(basket, begun, ended)
}
