//! Orders of an ordinary shop, rung on real tills through the commands that a finger reaches.

use crate::goods;
use pos_core::{Amount, Quantity};
use pos_replay::ring::pay_exactly;
use pos_till::features::{AddLine, OpenShift, add_line, open_shift, shift};
use pos_till::{Till, TillError};

/// Lines of an order.
const LINES: u64 = 3;

/// Rings `count` orders of goods below `products`.
pub fn ring(till: &mut Till, count: u64, products: u64) -> Result<(), TillError> {
    if shift(till)?.is_none() {
        let business_day = till.suggested_business_day();
        open_shift(
            till,
            &OpenShift {
                float: Amount::ZERO,
                business_day,
            },
        )?;
    }
    for order in 0..count {
        for line in 0..LINES {
            let text = goods::barcode((order * LINES + line) * 7_919 % products);
            add_line(
                till,
                &AddLine {
                    text,
                    quantity: Quantity::ONE,
                },
            )?;
        }
        pay_exactly(till, None)?;
    }
    Ok(())
}
