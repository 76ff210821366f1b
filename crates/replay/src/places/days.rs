//! Sums by trading day and register, which shifts and the consumer keep beside the orders: they must fit them too.

use std::collections::BTreeMap;

use super::Difference;
use crate::file::Kind;
use crate::sheet::Sheet;

/// What one register traded on one day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DaySums {
    /// How many sales.
    pub sales: i64,
    /// How many refunds.
    pub refunds: i64,
    /// What the sales come to.
    pub sales_gross: i64,
    /// What the refunds come to, negative.
    pub refunds_gross: i64,
    /// All tax.
    pub tax: i64,
    /// The cash taken less what was paid out, where the place keeps that.
    pub cash: Option<i64>,
}

/// The sums of a place, by day and id of the register.
pub type Days = BTreeMap<(String, String), DaySums>;

impl DaySums {
    /// With another part of the same day.
    pub fn add(&mut self, other: &DaySums) {
        self.sales += other.sales;
        self.refunds += other.refunds;
        self.sales_gross = self.sales_gross.saturating_add(other.sales_gross);
        self.refunds_gross = self.refunds_gross.saturating_add(other.refunds_gross);
        self.tax = self.tax.saturating_add(other.tax);
        let cash = other
            .cash
            .map(|cash| self.cash.unwrap_or_default().saturating_add(cash));
        self.cash = cash.or(self.cash);
    }
}

/// Notes where the sums that `place` keeps in `table` are not those of the sheet.
pub fn compare(
    place: &str,
    table: &str,
    sheet: &Sheet,
    found: &Days,
    differences: &mut Vec<Difference>,
) {
    let want = of(sheet);
    let nothing = DaySums::default();
    let keys: std::collections::BTreeSet<_> = want.keys().chain(found.keys()).collect();
    for key in keys {
        let (want, got) = (
            want.get(key).unwrap_or(&nothing),
            found.get(key).unwrap_or(&nothing),
        );
        let register = sheet.registers.iter().position(|id| *id == key.1);
        let register = register.map_or_else(|| key.1.clone(), |place| (place + 1).to_string());
        let mut fields = vec![
            ("sales", want.sales, got.sales),
            ("refunds", want.refunds, got.refunds),
            ("sales_gross", want.sales_gross, got.sales_gross),
            ("refunds_gross", want.refunds_gross, got.refunds_gross),
            ("tax", want.tax, got.tax),
        ];
        fields.extend(
            got.cash
                .map(|cash| ("cash", want.cash.unwrap_or_default(), cash)),
        );
        for (field, want, got) in fields.into_iter().filter(|(_, want, got)| want != got) {
            differences.push(Difference {
                place: place.to_owned(),
                invoice: format!("(all of {}, register {register})", key.0),
                field: format!("{table}.{field}"),
                want,
                got,
            });
        }
    }
}

fn of(sheet: &Sheet) -> Days {
    let mut days = Days::new();
    for row in &sheet.rows {
        let register = sheet
            .registers
            .get(row.register)
            .cloned()
            .unwrap_or_default();
        let mut one = DaySums {
            tax: row.tax,
            cash: Some(row.gross),
            ..DaySums::default()
        };
        match row.kind {
            Kind::Sale => (one.sales, one.sales_gross) = (1, row.gross),
            Kind::Refund => (one.refunds, one.refunds_gross) = (1, row.gross),
        }
        days.entry((row.business_day.clone(), register))
            .or_default()
            .add(&one);
    }
    days
}
