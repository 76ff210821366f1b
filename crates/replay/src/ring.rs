//! Rings every order up, on all tills at once, through the commands that a cashier's finger would reach.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use pos_core::{Amount, Quantity, UnitPrice};
use pos_till::features::{
    AddLine, BeginPayment, CloseShift, OpenShift, OverridePrice, PayCash, add_line, begin_payment,
    close_shift, open_shift, override_price, pay_cash, shift, shift_report, start_refund,
};
use pos_till::{Clock, SystemClock, Till, TillError};

use crate::error::{ReplayError, during};
use crate::file::{Invoice, Kind, Reading};
use crate::progress::{Pace, say};
use crate::registers::Register;

/// Why a line costs something else than the catalogue says: the file knows no more.
const REASON: &str = "agreed price";
/// The cash that every drawer begins a day with, in pence.
const FLOAT: Amount = Amount::from_minor(10_000);

/// What ringing came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rung {
    /// When the first order began, by the machine's clock.
    pub first_at: Timestamp,
    /// When the last one was paid.
    pub last_at: Timestamp,
    /// How many lines were sold at another price than the catalogue's.
    pub overrides: u64,
}

/// The time zone of the file's wall clock.
///
/// # Errors
/// When the machine does not know it.
pub fn zone() -> Result<TimeZone, ReplayError> {
    TimeZone::get("Europe/London").map_err(|_| {
        ReplayError::Lacks("the time zone Europe/London; install the package tzdata".into())
    })
}

/// The moment of a wall clock time. One that the clocks jumped over in spring is the moment after the jump.
///
/// # Errors
/// When it lies outside of all time.
pub fn moment(at: DateTime, zone: &TimeZone) -> Result<Timestamp, ReplayError> {
    let zoned = at
        .to_zoned(zone.clone())
        .map_err(during("reading an InvoiceDate"))?;
    Ok(zoned.timestamp())
}

/// Rings all invoices, the first on the first till, the second on the second and so on.
///
/// # Errors
/// When a till says no.
pub fn ring(registers: &[Register], reading: &Reading) -> Result<Rung, ReplayError> {
    let (done, overrides, failed) = (
        AtomicUsize::new(0),
        AtomicUsize::new(0),
        AtomicBool::new(false),
    );
    let zone = zone()?;
    let clock = SystemClock::new();
    let first_at = clock.now();
    let all = reading.invoices.len();
    std::thread::scope(|scope| {
        let rings: Vec<_> = registers
            .iter()
            .enumerate()
            .map(|(place, register)| {
                let mine = reading.invoices.iter().skip(place).step_by(registers.len());
                let (zone, done, overrides, failed) = (&zone, &done, &overrides, &failed);
                scope.spawn(move || {
                    let rung = ring_on(register, reading, mine, zone, |changed| {
                        done.fetch_add(1, Ordering::Relaxed);
                        overrides.fetch_add(changed, Ordering::Relaxed);
                        !failed.load(Ordering::Relaxed)
                    });
                    failed.fetch_or(rung.is_err(), Ordering::Relaxed);
                    rung
                })
            })
            .collect();
        let mut pace = Pace::new();
        while !rings.iter().all(std::thread::ScopedJoinHandle::is_finished) {
            pace.say(|| format!("rung {} of {all} orders", done.load(Ordering::Relaxed)));
            std::thread::sleep(Duration::from_millis(50));
        }
        let panicked = || ReplayError::wrong("ringing", "a till's thread panicked");
        rings
            .into_iter()
            .try_for_each(|ring| ring.join().unwrap_or_else(|_| Err(panicked())))
    })?;
    let last_at = clock.now();
    say(format!("rung {all} of {all} orders"));
    Ok(Rung {
        first_at,
        last_at,
        overrides: overrides.load(Ordering::Relaxed) as u64,
    })
}

/// Rings `mine` on one till; `paid` hears after each order how many prices were changed, and says whether to go on.
fn ring_on<'a>(
    register: &Register,
    reading: &'a Reading,
    mine: impl Iterator<Item = &'a Invoice>,
    zone: &TimeZone,
    paid: impl Fn(usize) -> bool,
) -> Result<(), ReplayError> {
    for invoice in mine {
        let changed = ring_invoice(register, reading, invoice, zone)?;
        if !paid(changed) {
            return Ok(());
        }
    }
    close(&mut register.hold()).map_err(register.failed("closing the shift"))
}

/// Rings one invoice on one till, in the shift of its day; returns how many prices were changed.
///
/// # Errors
/// When the till says no.
pub fn ring_invoice(
    register: &Register,
    reading: &Reading,
    invoice: &Invoice,
    zone: &TimeZone,
) -> Result<usize, ReplayError> {
    let mut till = register.hold();
    register.clock.set(moment(invoice.at, zone)?);
    let day = invoice.at.date().to_string();
    trade_on(&mut till, &day).map_err(register.failed("changing the shift"))?;
    let doing = || {
        format!(
            "ringing invoice {} at till {}",
            invoice.number, register.number
        )
    };
    order(&mut till, reading, invoice).map_err(|error| during(doing())(error))
}

/// Makes sure that the shift of `day` is open.
fn trade_on(till: &mut Till, day: &str) -> Result<(), pos_till::TillError> {
    match shift(till)? {
        Some(open) if open.business_day == day => return Ok(()),
        Some(_) => close(till)?,
        None => {}
    }
    open_shift(
        till,
        &OpenShift {
            float: FLOAT,
            business_day: day.to_owned(),
        },
    )
    .map(|_| ())
}

/// Closes the shift, if one is open, with as much cash counted as there should be. Less than nothing can't be counted.
fn close(till: &mut Till) -> Result<(), pos_till::TillError> {
    if shift(till)?.is_none() {
        return Ok(());
    }
    let expected = shift_report(till)?.expected_cash;
    let request = CloseShift {
        counted: expected.max(Amount::ZERO),
        reason: (expected < Amount::ZERO).then(|| "Nothing left to count".to_owned()),
    };
    close_shift(till, &request).map(|_| ())
}

/// Rings one order up and takes the money, or gives it back; returns how many prices were changed.
fn order(
    till: &mut Till,
    reading: &Reading,
    invoice: &Invoice,
) -> Result<usize, pos_till::TillError> {
    if invoice.kind == Kind::Refund {
        start_refund(till)?;
    }
    let mut changed = 0;
    for line in &invoice.lines {
        let code = &reading.products[line.product as usize].code;
        let quantity = Quantity::pieces(line.quantity.abs())?;
        let rung = add_line(
            till,
            &AddLine {
                text: code.clone(),
                quantity,
            },
        )?
        .line;
        let price = UnitPrice::from_e4(line.price_e4)?;
        if rung.unit_price != price {
            override_price(
                till,
                &OverridePrice {
                    number: rung.number,
                    price,
                    reason: REASON.into(),
                },
            )?;
            changed += 1;
        }
    }
    pay_exactly(till, Some(invoice.number.clone()))?;
    Ok(changed)
}

/// Pays what is in the basket in cash, to the penny.
///
/// # Errors
/// As the till has it.
pub fn pay_exactly(till: &mut Till, external_reference: Option<String>) -> Result<(), TillError> {
    let details = BeginPayment {
        external_reference,
        note: None,
    };
    let payment = begin_payment(till, &details)?;
    pay_cash(
        till,
        &PayCash {
            order_id: payment.order_id,
            given: payment.due,
        },
    )?;
    Ok(())
}
