//! What the rest of the server may ask of ordering: to book the facts of the tills, in the caller's transaction.

pub use crate::modules::ordering::features::order::{WholeOrder, whole};
pub use crate::modules::ordering::store::api_orders::{
    Booked, Voidable, booked, day_shift, lock_for_void,
};
pub use crate::modules::ordering::store::baskets::{OrderBasket, basket_of, payers};
pub use crate::modules::ordering::store::orders::OrderRows;
pub(crate) use crate::modules::ordering::store::orders::{none_closed, orders_with};
pub use crate::modules::ordering::store::receipts::{SoldBefore, find as find_receipt};
pub use crate::modules::ordering::store::today::{
    OpenShift, SalesOfDays, open_shifts, sales_of_days,
};

use crate::modules::ordering::booking::{ClosingBooking, OpeningBooking, OrderBooking};
use crate::modules::ordering::cash::CashBooking;
use crate::modules::ordering::store::{cash, orders, shifts};
use crate::modules::origin::{Origin, Unbookable};
use crate::platform::message::Consumer;
use jiff::Timestamp;
use pos_protocol::fact::{CashMoved, DrawerCounted, DrawerOpened};
use pos_protocol::fact::{OrderCompleted, ShiftClosed, ShiftOpened};
use sqlx::PgConnection;
use uuid::Uuid;

/// A fact that ordering can book, as far as can be told without the database.
#[derive(Debug, Clone)]
pub enum Booking {
    /// An order was paid.
    Order(Box<OrderBooking>),
    /// A shift opened.
    Opening(Box<OpeningBooking>),
    /// A shift closed.
    Closing(Box<ClosingBooking>),
    /// Something happened to the drawer between two sales.
    Cash(Box<CashBooking>),
}

impl Booking {
    /// An order was paid. `at` is the time of its event.
    pub fn order(
        origin: Origin,
        fact: OrderCompleted,
        at: Timestamp,
    ) -> Result<Booking, Unbookable> {
        OrderBooking::new(origin, fact, at).map(|booking| Booking::Order(Box::new(booking)))
    }

    /// A shift opened.
    pub fn shift_opened(origin: Origin, fact: ShiftOpened) -> Result<Booking, Unbookable> {
        OpeningBooking::new(origin, fact).map(|booking| Booking::Opening(Box::new(booking)))
    }

    /// A shift closed.
    pub fn shift_closed(origin: Origin, fact: ShiftClosed) -> Result<Booking, Unbookable> {
        ClosingBooking::new(origin, fact).map(|booking| Booking::Closing(Box::new(booking)))
    }

    /// Cash went in or out.
    pub fn cash_moved(origin: Origin, fact: CashMoved) -> Result<Booking, Unbookable> {
        CashBooking::moved(origin, fact).map(|booking| Booking::Cash(Box::new(booking)))
    }

    /// The drawer was opened for nothing.
    pub fn drawer_opened(origin: Origin, fact: DrawerOpened) -> Result<Booking, Unbookable> {
        CashBooking::opened(origin, fact).map(|booking| Booking::Cash(Box::new(booking)))
    }

    /// The drawer was counted.
    pub fn drawer_counted(origin: Origin, fact: DrawerCounted) -> Result<Booking, Unbookable> {
        CashBooking::counted(origin, fact).map(|booking| Booking::Cash(Box::new(booking)))
    }
}

/// The rows of `bookings`, for [`orders_with`]; none if there is anything else among them than orders.
pub fn order_rows<'a>(bookings: &[&'a Booking]) -> Option<OrderRows<'a>> {
    let orders = bookings.iter().map(|booking| match booking {
        Booking::Order(order) => Some(&**order),
        Booking::Opening(_) | Booking::Closing(_) | Booking::Cash(_) => None,
    });
    let orders: Option<Vec<&OrderBooking>> = orders.collect();
    Some(OrderRows::of(&orders?))
}

/// Books all of `bookings` with their lines, payments and events. On an error the caller rolls back.
pub async fn book(tx: &mut PgConnection, bookings: &[&Booking]) -> Result<(), sqlx::Error> {
    let (mut paid, mut opened, mut closed) = (Vec::new(), Vec::new(), Vec::new());
    let mut moved = Vec::new();
    for booking in bookings {
        match booking {
            Booking::Order(order) => paid.push(&**order),
            Booking::Opening(opening) => opened.push(&**opening),
            Booking::Closing(closing) => closed.push(&**closing),
            Booking::Cash(cash) => moved.push(&**cash),
        }
    }
    let mut late = false;
    if !paid.is_empty() {
        late = orders::insert(tx, &paid).await?;
    }
    if !opened.is_empty() {
        shifts::open(tx, &opened).await?;
    }
    if !moved.is_empty() {
        cash::insert(tx, &moved).await?;
    }
    if !closed.is_empty() {
        shifts::close(tx, &closed).await?;
    }
    // Nearly always it is orders alone that come, of a shift that is open.
    if !late && opened.is_empty() && moved.is_empty() && closed.is_empty() {
        return Ok(());
    }
    // Last, because a closing is compared with all of its shift, of which some may have come with it.
    let mut touched: Vec<Uuid> = paid.iter().map(|order| order.shift).collect();
    touched.extend(opened.iter().map(|opening| opening.shift));
    touched.extend(moved.iter().map(|cash| cash.shift));
    touched.extend(closed.iter().map(|closing| closing.shift));
    touched.sort_unstable();
    touched.dedup();
    shifts::fold_again(tx, &touched).await
}

/// Ordering's consumers, for whoever replays what they could not deal with.
pub fn consumers() -> &'static [&'static dyn Consumer] {
    super::consumers()
}
