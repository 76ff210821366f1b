//! A real till: each case is rung up through the commands of the register, paid in cash, and read back from `till.db`.

use std::io::Write;
use std::path::Path;

use pos_core::{Amount, Paid, Product, Quantity};
use pos_protocol::Hash;
use pos_protocol::catalog::{CatalogLine, Cursor};
use pos_replay::error::{ReplayError, at, during};
use pos_till::catalogue::build_full;
use pos_till::features::{
    AddLine, BeginPayment, DiscountLine, OpenShift, PayCash, StartBasket, add_line, begin_payment,
    discount_basket, discount_line, open_shift, pay_cash, start_basket, void_basket,
};
use pos_till::{Till, TillError};
use rusqlite::{Connection, OpenFlags};

use crate::case::Case;
use crate::figures::{Figures, LineFigures};

/// A case with its number in the file, which its order bears as its external reference.
pub type Numbered<'a> = (usize, &'a Case);

/// Gives the till a catalogue in which every line of every case is a product.
///
/// # Errors
/// When the file can't be built.
pub fn stock(till: &mut Till, cases: &[Numbered<'_>]) -> Result<(), ReplayError> {
    let doing = "building the cases' catalogue";
    let mut rows = Vec::new();
    let mut total = 0;
    for (number, case) in cases {
        for (place, line) in case.lines.iter().enumerate() {
            let product = Product {
                code: code(*number, place),
                name: format!("{} {}", case.name, place + 1),
                category: "Cases".to_owned(),
                barcodes: Vec::new(),
                unit: "each".to_owned(),
                unit_price: line.unit_price,
                price_id: code(*number, place),
                taxes: line.taxes.clone(),
                scheduled: Vec::new(),
            };
            push(&mut rows, &CatalogLine::Row { product }).map_err(during(doing))?;
            total += 1;
        }
    }
    let checksum = Hash::of(&rows);
    let target = Cursor {
        version: 1,
        hash: checksum,
    };
    let (base, count) = (Cursor::ZERO, total);
    let mut stream = Vec::new();
    let begin = CatalogLine::Begin {
        base,
        target,
        total,
    };
    push(&mut stream, &begin).map_err(during(doing))?;
    stream.extend_from_slice(&rows);
    let cursor = target;
    let end = CatalogLine::End {
        count,
        checksum,
        cursor,
    };
    push(&mut stream, &end).map_err(during(doing))?;
    let new = build_full(till.dir(), stream.as_slice(), |_, _| {}).map_err(during(doing))?;
    till.switch_catalogue(&new).map_err(during(doing))
}

fn push(stream: &mut Vec<u8>, line: &CatalogLine) -> Result<(), std::io::Error> {
    serde_json::to_writer(&mut *stream, line)?;
    stream.write_all(b"\n")
}

fn code(number: usize, place: usize) -> String {
    format!("{number}.{place}")
}

/// Opens the shift that all cases belong to.
///
/// # Errors
/// When the till says no.
pub fn open(till: &mut Till) -> Result<(), ReplayError> {
    let request = OpenShift {
        float: Amount::ZERO,
        business_day: till.suggested_business_day(),
    };
    open_shift(till, &request).map_err(during("opening the shift"))?;
    Ok(())
}

/// Rings one case up and pays it. What the till refuses is given up, so that the next case finds no basket.
///
/// # Errors
/// The till's own words.
pub fn ring(till: &mut Till, (number, case): Numbered<'_>) -> Result<(), TillError> {
    let kind = case.kind();
    start_basket(till, StartBasket { kind })?;
    let rung = ring_lines(till, number, case);
    if rung.is_err() {
        void_basket(till)?;
    }
    rung
}

fn ring_lines(till: &mut Till, number: usize, case: &Case) -> Result<(), TillError> {
    let refund = case.kind() == pos_core::BasketKind::Refund;
    for (place, line) in case.lines.iter().enumerate() {
        let quantity = typed(line.quantity, refund);
        let text = code(number, place);
        let rung = add_line(till, &AddLine { text, quantity })?.line.number;
        if line.discount.is_some() {
            let discount = line.discount;
            discount_line(
                till,
                DiscountLine {
                    number: rung,
                    discount,
                },
            )?;
        }
    }
    if case.discount.is_some() {
        discount_basket(till, case.discount)?;
    }
    let payment = begin_payment(
        till,
        &BeginPayment {
            external_reference: Some(number.to_string()),
            note: None,
        },
    )?;
    let request = PayCash {
        given: payment.due,
        order_id: payment.order_id,
    };
    pay_cash(till, &request)?;
    Ok(())
}

/// In a refund people type how many come back.
fn typed(quantity: Quantity, refund: bool) -> Quantity {
    if refund { quantity.negated() } else { quantity }
}

const SELECT: &str = "
    SELECT o.net, o.gross, l.net, l.gross, l.number, j.body
    FROM orders o JOIN order_lines l ON l.order_id = o.id JOIN journal j ON j.n = o.n
    WHERE o.external_reference = ?1 ORDER BY l.number";

/// What `case` came to on the till whose file is `db`; none when it has no such order.
///
/// # Errors
/// When the file can't be read.
pub fn read(db: &Path, (number, case): Numbered<'_>) -> Result<Option<Figures>, ReplayError> {
    let open = Connection::open_with_flags(db, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(at(db))?;
    let mut select = open.prepare_cached(SELECT).map_err(at(db))?;
    let mut rows = select.query([number.to_string()]).map_err(at(db))?;
    let mut figures: Option<Figures> = None;
    let mut entry = serde_json::Value::Null;
    while let Some(row) = rows.next().map_err(at(db))? {
        let sum = |column| row.get(column).map(Amount::from_minor);
        let (net, gross) = (sum(0).map_err(at(db))?, sum(1).map_err(at(db))?);
        if figures.is_none() {
            let body: String = row.get(5).map_err(at(db))?;
            entry = serde_json::from_str(&body).map_err(at(db))?;
        }
        let order = &entry["payload"]["order"];
        let paid: Paid = serde_json::from_value(order["paid"].clone()).map_err(at(db))?;
        let rounding = paid.rounding().map_or(Amount::ZERO, |by| by.difference);
        let own = figures.get_or_insert_with(|| Figures {
            net,
            gross,
            cash_rounding: rounding,
            ..Figures::default()
        });
        // What went into the drawer: the tenders less the change.
        own.to_pay = paid.kept().map_err(at(db))?;
        let taxes = &order["lines"][own.lines.len()]["figures"]["taxes"];
        let taxes: Vec<Amount> = serde_json::from_value(taxes.clone()).map_err(at(db))?;
        if let Some(line) = case.lines.get(own.lines.len()) {
            own.add_taxes(&line.taxes, &taxes).map_err(at(db))?;
        }
        own.lines.push(LineFigures {
            net: sum(2).map_err(at(db))?,
            taxes,
            gross: sum(3).map_err(at(db))?,
        });
    }
    Ok(figures)
}
