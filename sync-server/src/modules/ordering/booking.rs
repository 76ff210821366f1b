//! Makes of a fact what the books take: ids and days that parse, a second computation of the figures, and the event.

use crate::modules::origin::{Origin, Unbookable, id};
use crate::platform::message_id::message_id;
use crate::platform::outbox::Outgoing;
use jiff::Timestamp;
use pos_core::{Amount, Order, receipt};
use pos_protocol::event::{CloudEvent, ORDER_COMPLETED, OrderCompletedEvent};
use pos_protocol::fact::{OrderCompleted, ShiftClosed, ShiftOpened};
use uuid::Uuid;

/// An order, ready to be booked.
#[derive(Debug, Clone)]
pub struct OrderBooking {
    pub(super) origin: Origin,
    pub(super) id: Uuid,
    pub(super) shift: Uuid,
    pub(super) basket: Uuid,
    /// The server's own computation came to other figures; the till's are booked.
    pub(super) figures_differ: bool,
    pub(super) order: Order,
    /// The part of its gross that came back.
    pub(super) returned_gross: Amount,
    /// As the receipt prints it.
    pub(super) receipt_number: String,
    pub(super) event: Outgoing,
}

/// An opened shift, ready to be booked.
#[derive(Debug, Clone)]
pub struct OpeningBooking {
    pub(super) origin: Origin,
    pub(super) shift: Uuid,
    pub(super) fact: ShiftOpened,
}

/// A closed shift, ready to be booked.
#[derive(Debug, Clone)]
pub struct ClosingBooking {
    pub(super) origin: Origin,
    pub(super) shift: Uuid,
    pub(super) fact: ShiftClosed,
}

impl OrderBooking {
    /// Reads an order's fact; `at` goes into its event.
    pub(super) fn new(
        origin: Origin,
        fact: OrderCompleted,
        at: Timestamp,
    ) -> Result<OrderBooking, Unbookable> {
        let order = fact.order;
        let id = id("the order's id", order.id())?;
        // A figure that can't even be computed differs from any.
        let figures_differ = order.recompute().map_or(true, |found| !found.is_empty());
        let back = order
            .lines()
            .iter()
            .filter(|line| line.quantity.is_negative());
        let returned_gross = Amount::sum(back.map(|line| line.figures.gross))
            .map_err(|error| Unbookable::because("what came back", &error))?;
        for of in order
            .lines()
            .iter()
            .filter_map(|line| line.returned.as_ref())
        {
            self::id("the order that a line brings back of", &of.order)?;
        }
        let seq = origin.seq.cast_unsigned();
        let basket = self::id("the order's basket", &fact.basket)?;
        let event = event(&origin, id, basket, &order, returned_gross, at)?;
        Ok(OrderBooking {
            id,
            shift: self::id("the order's shift", &fact.shift)?,
            basket,
            figures_differ,
            order,
            returned_gross,
            receipt_number: receipt::number(&origin.register_code, &origin.branch, seq),
            event,
            origin,
        })
    }
}

impl OpeningBooking {
    /// Reads a shift's opening.
    pub(super) fn new(origin: Origin, fact: ShiftOpened) -> Result<OpeningBooking, Unbookable> {
        origin.day()?;
        let shift = id("the shift's id", &fact.shift)?;
        Ok(OpeningBooking {
            origin,
            shift,
            fact,
        })
    }
}

impl ClosingBooking {
    /// Reads a shift's closing.
    pub(super) fn new(origin: Origin, fact: ShiftClosed) -> Result<ClosingBooking, Unbookable> {
        let shift = id("the shift's id", &fact.shift)?;
        Ok(ClosingBooking {
            origin,
            shift,
            fact,
        })
    }
}

fn event(
    origin: &Origin,
    order_id: Uuid,
    basket: Uuid,
    order: &Order,
    returned_gross: Amount,
    at: Timestamp,
) -> Result<Outgoing, Unbookable> {
    let message = message_id(order_id.into(), origin.entry);
    let totals = order.totals();
    let event = CloudEvent {
        specversion: "1.0".to_owned(),
        id: message,
        source: format!("/registers/{}", origin.register),
        kind: ORDER_COMPLETED.to_owned(),
        time: at.to_string(),
        subject: order_id.to_string(),
        datacontenttype: "application/json".to_owned(),
        data: OrderCompletedEvent {
            order: order_id,
            basket: Some(basket),
            external_reference: order.external_reference().map(str::to_owned),
            kind: order.kind(),
            business_day: origin.day()?.to_owned(),
            register: origin.register,
            lines: totals.lines,
            gross: totals.gross,
            tax: totals.tax,
            returned_gross: Some(returned_gross),
            currency: order.currency().code().to_owned(),
        },
    };
    Ok(Outgoing {
        id: message,
        kind: ORDER_COMPLETED.to_owned(),
        subject: order_id.to_string(),
        body: serde_json::to_string(&event)
            .map_err(|error| Unbookable::because("the order's event", &error))?,
    })
}
