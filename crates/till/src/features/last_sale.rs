//! The newest sale, read back from its journal entry: what a register shows when it starts again.

use crate::error::TillError;
use crate::store::{journal, orders};
use crate::till::Till;
use crate::views::SaleDone;
use pos_core::receipt::Shop;
use pos_core::{Order, Receipt};
use pos_protocol::Fact;
use pos_protocol::device::Enrolled;
use pos_protocol::grant::Grant;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

/// Shop, register and staff as the receipt names them: a copy of it is the same years later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Heading {
    shop: Shop,
    register: String,
    staff: String,
}

impl Heading {
    /// What the receipt names now.
    pub fn of(enrolled: &Enrolled, grant: Option<&Grant>) -> Heading {
        Heading {
            shop: Shop {
                name: enrolled.store.name.clone(),
                address: enrolled.store.address.clone(),
                vat_number: enrolled.store.vat_number.clone(),
            },
            register: enrolled.register_name.clone(),
            staff: grant.map_or_else(String::new, |grant| grant.staff.name.clone()),
        }
    }

    /// The receipt of `order` under this heading.
    pub fn done(
        self,
        number: String,
        business_day: String,
        paid_at: String,
        order: Order,
    ) -> SaleDone {
        SaleDone {
            change: order.paid().change(),
            receipt: Receipt {
                number,
                shop: self.shop,
                register: self.register,
                staff: self.staff,
                business_day,
                paid_at,
                order,
            },
        }
    }
}

/// The newest sale or refund of this register, if there is one.
pub fn last_sale(till: &Till) -> Result<Option<SaleDone>, TillError> {
    let db = till.db()?;
    orders::last(db)?.map(|found| read(db, &found)).transpose()
}

/// The answer that paying gave, read back.
pub(super) fn read(db: &Connection, found: &orders::Found) -> Result<SaleDone, TillError> {
    let lost = || TillError::Damaged(format!("the entry of receipt {}", found.receipt_number));
    let entry = journal::read(db, found.n)?.ok_or_else(lost)?.open()?;
    let fact = Fact::read(&entry.kind, entry.payload.get());
    let Ok(Fact::OrderCompleted(fact)) = fact else {
        return Err(lost());
    };
    let heading: Heading = serde_json::from_str(&found.heading)?;
    let day = entry.business_day.unwrap_or_default();
    let number = found.receipt_number.clone();
    Ok(heading.done(number, day, entry.wall_time, fact.order))
}
