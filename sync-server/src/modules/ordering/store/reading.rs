//! The SQL that reads orders for people and programs: lists, one order, and its lines and payments.

use serde::Serialize;
use serde_json::Value;
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

/// Which orders are wanted. What is none doesn't matter.
#[derive(Debug, Default)]
pub struct Wanted {
    /// This one.
    pub id: Option<Uuid>,
    /// Of this trading day.
    pub business_day: Option<String>,
    /// Of this register.
    pub register: Option<Uuid>,
    /// Of this kind.
    pub kind: Option<String>,
    /// Of this member of staff.
    pub staff: Option<String>,
    /// With this flag.
    pub flag: Option<String>,
    /// With this receipt number.
    pub receipt_number: Option<String>,
    /// With this number of another system.
    pub external_reference: Option<String>,
    /// Older than this one.
    pub before: Option<Uuid>,
    /// So many.
    pub most: i64,
}

/// An order as the books have it. Money is in minor units; refunds are negative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OrderRow {
    /// Its id.
    pub id: Uuid,
    /// `sale`, `refund` or `exchange`.
    pub kind: String,
    /// As its receipt prints it.
    pub receipt_number: Option<String>,
    /// The number that another system knows it by.
    pub external_reference: Option<String>,
    /// The register that took it.
    pub register: Uuid,
    /// The shift that it belongs to.
    pub shift: Uuid,
    /// The basket that it was.
    pub basket: Uuid,
    /// The trading day, `YYYY-MM-DD`.
    pub business_day: String,
    /// ISO 4217 code.
    pub currency: String,
    /// How many lines it has.
    pub line_count: i32,
    /// Without tax.
    pub net: i64,
    /// The tax.
    pub tax: i64,
    /// With tax.
    pub gross: i64,
    /// The part of the gross that came back.
    pub returned_gross: i64,
    /// What was given back to the customer.
    pub change: i64,
    /// What rounding to the smallest coin added.
    pub cash_rounding: i64,
    /// What an admin should look at, such as `figures_differ` or `fork`.
    pub flags: Vec<String>,
    /// The cashier's note.
    pub note: Option<String>,
    /// The register's wall clock when it was paid.
    pub paid_at: String,
    /// The id of the member of staff.
    pub staff_id: Option<String>,
    /// Their name.
    pub staff_name: Option<String>,
    /// Who allowed it, where somebody had to.
    pub authorised_by: Option<String>,
    /// When the server booked it, RFC 3339.
    pub booked_at: String,
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LineRow {
    /// Its number in the order.
    pub number: i32,
    /// The product's code.
    pub code: String,
    /// The product's name.
    pub name: String,
    /// What it is sold by.
    pub unit: String,
    /// Which price of the catalogue was taken.
    pub price_id: String,
    /// Thousandths; negative when goods came back.
    pub quantity: i64,
    /// Ten-thousandths of the major unit.
    pub unit_price: i64,
    /// Whether that is another price than the catalogue's.
    pub overridden: bool,
    /// Why it is.
    pub reason: Option<String>,
    /// What the line's own discount took off.
    pub discount: i64,
    /// Its share of the basket's discount.
    pub basket_discount: i64,
    /// Without tax.
    pub net: i64,
    /// The tax.
    pub tax: i64,
    /// With tax.
    pub gross: i64,
    /// `[{"name", "rate", "included", "amount"}]` in the line's order; null where only the journal has them.
    pub taxes: Option<Value>,
}

/// A payment of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PaymentRow {
    /// Its number in the order.
    pub number: i32,
    /// How it was paid: `cash`, `card` or `voucher`.
    pub kind: String,
    /// What was given.
    pub amount: i64,
    /// The terminal's number of a card payment, or what the voucher says on it.
    pub reference: Option<String>,
    /// The card's scheme.
    pub brand: Option<String>,
    /// The last four digits of the card's number.
    pub last_four: Option<String>,
}

/// Orders, the newest ids first.
pub async fn list(db: &mut PgConnection, wanted: &Wanted) -> Result<Vec<OrderRow>, sqlx::Error> {
    sqlx::query_as!(
        OrderRow,
        r#"select id, kind, receipt_number, external_reference, register_id as register, shift_id as shift,
               basket_id as basket, business_day::text as "business_day!", currency, lines as line_count, net, tax,
               gross, returned_gross, change, cash_rounding, flags, note, paid_at, staff_id, staff_name, authorised_by,
               to_char(booked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "booked_at!"
           from ordering.orders
           where ($1::uuid is null or id = $1) and ($2::text is null or business_day = $2::text::date)
               and ($3::uuid is null or register_id = $3) and ($4::text is null or kind = $4)
               and ($5::text is null or staff_id = $5) and ($6::text is null or $6 = any(flags))
               and ($7::text is null or receipt_number = $7) and ($8::text is null or external_reference = $8)
               and ($9::uuid is null or id < $9)
           order by id desc limit $10"#,
        wanted.id,
        wanted.business_day,
        wanted.register,
        wanted.kind,
        wanted.staff,
        wanted.flag,
        wanted.receipt_number,
        wanted.external_reference,
        wanted.before,
        wanted.most
    )
    .fetch_all(db)
    .await
}

/// The lines of an order.
pub async fn lines(db: &mut PgConnection, order: Uuid) -> Result<Vec<LineRow>, sqlx::Error> {
    sqlx::query_as!(
        LineRow,
        "select number, code, name, unit, price_id, quantity, unit_price, overridden, reason, discount,
             basket_discount, net, tax, gross, taxes
         from ordering.order_lines where order_id = $1 order by number",
        order
    )
    .fetch_all(db)
    .await
}

/// The payments of an order.
pub async fn payments(db: &mut PgConnection, order: Uuid) -> Result<Vec<PaymentRow>, sqlx::Error> {
    sqlx::query_as!(
        PaymentRow,
        "select number, kind, amount, reference, brand, last_four from ordering.payments where order_id = $1 order by number",
        order
    )
    .fetch_all(db)
    .await
}
