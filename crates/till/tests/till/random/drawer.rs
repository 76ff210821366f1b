//! The drawer and the shift: cash in and out, counts, opening, closing, X and Z.

use super::model::Shift;
use super::world::World;
use crate::support::amount;
use pos_till::features::*;
use pos_till::views::ShiftReport;
use serde_json::json;

impl World {
    /// Cash in, or out when it is negative.
    pub fn move_cash(&mut self, minor: i64, reason: &str) {
        let mut why = self.model.shut();
        why.extend((minor == 0).then_some("no_cash"));
        why.extend(reason.is_empty().then_some("no_reason"));
        let empty = self.model.shift.is_some() && minor < 0 && self.model.drawer() + minor < 0;
        why.extend(empty.then_some("drawer_too_empty"));
        let request = MoveCash {
            amount: amount(minor.abs()),
            reason: reason.to_owned(),
        };
        let moved = if minor < 0 { pay_out } else { pay_in };
        let done = moved(&mut self.till, &request);
        if self.judged(&why, done).is_some() {
            let shift = self.model.shift.as_mut().unwrap();
            *(if minor < 0 {
                &mut shift.paid_out
            } else {
                &mut shift.paid_in
            }) += minor;
            shift.movements += 1;
            let says = vec![("/amount", json!(minor)), ("/reason", json!(reason))];
            self.model.tell("cash.moved.v1", says);
        }
    }

    pub fn open_drawer(&mut self, reason: &str) {
        let mut why = self.model.shut();
        why.extend(reason.is_empty().then_some("no_reason"));
        let done = open_drawer(&mut self.till, reason);
        if self.judged(&why, done).is_some() {
            self.model.shift.as_mut().unwrap().opened += 1;
            self.model
                .tell("drawer.opened.v1", vec![("/reason", json!(reason))]);
        }
    }

    /// Counts the drawer blind.
    pub fn count(&mut self, counted: i64) {
        let mut why = self.model.shut();
        why.extend((counted < 0).then_some("negative_cash"));
        let done = count_drawer(&mut self.till, amount(counted));
        if let Some(report) = self.judged(&why, done) {
            let expected = self.model.drawer();
            assert_eq!(report.difference, Some(amount(counted - expected)));
            let says = vec![("/counted", json!(counted)), ("/expected", json!(expected))];
            self.model.tell("drawer.counted.v1", says);
        }
    }

    pub fn open_shift(&mut self, float: i64, day: &str) {
        let mut why = self.model.people.away();
        why.extend((float < 0).then_some("negative_cash"));
        why.extend(day.contains('/').then_some("bad_business_day"));
        why.extend(self.model.shift.is_some().then_some("shift_open"));
        let request = OpenShift {
            float: amount(float),
            business_day: day.to_owned(),
        };
        let done = open_shift(&mut self.till, &request);
        if let Some(view) = self.judged(&why, done) {
            self.model.shifts += 1;
            let number = self.model.shifts;
            assert_eq!(view.number, number);
            self.model.shift = Some(Shift {
                number,
                float,
                ..Shift::default()
            });
            let says = vec![("/number", json!(number)), ("/float", json!(float))];
            self.model.tell("shift.opened.v1", says);
        }
    }

    /// Closes the shift with so much more counted than should be there.
    pub fn close_shift(&mut self, off: i64, reason: Option<&str>) {
        let mut why = self.model.shut();
        let expected = if self.model.shift.is_some() {
            self.model.drawer()
        } else {
            0
        };
        let counted = expected + off;
        why.extend((counted < 0).then_some("negative_cash"));
        why.extend(self.model.is_busy().then_some("basket_open"));
        why.extend((off != 0 && reason.is_none()).then_some("difference_without_reason"));
        let request = CloseShift {
            counted: amount(counted),
            reason: reason.map(str::to_owned),
        };
        let done = close_shift(&mut self.till, &request);
        let Some(report) = self.judged(&why, done) else {
            return;
        };
        let perpetual = self.model.perpetual();
        let shift = self.model.shift.take().unwrap();
        assert_eq!(figures(&report), shift.figures(expected, perpetual));
        assert_eq!(report.difference, Some(amount(off)));
        assert_eq!(report.z_number, Some(shift.number));
        assert_eq!(
            report.difference_reason.as_deref(),
            reason.filter(|_| off != 0)
        );
        self.model.basket = None;
        let says = vec![
            ("/expected_cash", json!(expected)),
            ("/counted_cash", json!(counted)),
            ("/perpetual", json!(perpetual)),
            ("/z_number", json!(shift.number)),
            ("/totals/sales_gross", json!(shift.sales_gross)),
            ("/totals/refunds_gross", json!(shift.refunds_gross)),
            ("/totals/tax", json!(shift.tax)),
            ("/totals/cash", json!(shift.cash)),
            ("/totals/card", json!(shift.card)),
            ("/totals/voucher", json!(shift.voucher)),
        ];
        self.model.tell("shift.closed.v1", says);
    }
}

/// All sums of a report, X or Z, in one row.
pub fn figures(report: &ShiftReport) -> [i64; 18] {
    let opened = report
        .movements
        .iter()
        .filter(|moved| moved.amount.is_none())
        .count();
    let moved = report.movements.len() - opened;
    [
        i64::from(report.number),
        report.float.minor(),
        i64::from(report.sales),
        i64::from(report.refunds),
        report.sales_gross.minor(),
        report.refunds_gross.minor(),
        report.tax.minor(),
        report.discounts.minor(),
        i64::from(report.voids),
        report.voids_gross.minor(),
        report.cash.minor(),
        report.card.minor(),
        report.voucher.minor(),
        report.paid_in.minor(),
        report.paid_out.minor(),
        i64::try_from(moved * 1_000 + opened).unwrap(),
        report.expected_cash.minor(),
        report.perpetual.minor(),
    ]
}

impl Shift {
    /// The same row.
    pub fn figures(&self, expected: i64, perpetual: i64) -> [i64; 18] {
        [
            i64::from(self.number),
            self.float,
            i64::from(self.sales),
            i64::from(self.refunds),
            self.sales_gross,
            self.refunds_gross,
            self.tax,
            self.off,
            i64::from(self.voids),
            self.voids_gross,
            self.cash,
            self.card,
            self.voucher,
            self.paid_in,
            self.paid_out,
            i64::from(self.movements * 1_000 + self.opened),
            expected,
            perpetual,
        ]
    }
}
