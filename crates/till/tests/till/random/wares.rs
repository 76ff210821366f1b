//! What the shop sells, and what can be scanned of it.

use super::money::{Levy, Trade};
use crate::support::stream;
use pos_core::{Product, Tax, TaxKind, UnitPrice, barcode};

/// One product; its price is the catalogue's affair.
pub struct Ware {
    pub code: &'static str,
    pub name: &'static str,
    pub barcode: &'static str,
    pub unit: &'static str,
    /// In ten-thousandths, when the day begins.
    pub e4: i64,
    pub levies: &'static [Levy],
}

const fn levy(name: &'static str, e4: i64, included: bool, on_top: bool) -> Levy {
    Levy {
        name,
        fixed: false,
        e4,
        included,
        on_top,
    }
}

const DEPOSIT: Levy = Levy {
    name: "Deposit",
    fixed: true,
    e4: 2_500,
    included: false,
    on_top: false,
};

/// How many there are.
pub const COUNT: usize = 6;

/// Taxes of every kind: included and added, on top of another one, a fixed one, none.
pub static WARES: [Ware; COUNT] = [
    Ware {
        code: "85123A",
        name: "White Hanging Heart",
        barcode: "2000000000015",
        unit: "each",
        e4: 25_500,
        levies: &[levy("VAT", 200_000, true, false)],
    },
    Ware {
        code: "85123a",
        name: "Cream Hanging Heart",
        barcode: "2000000000022",
        unit: "each",
        e4: 29_500,
        levies: &[levy("VAT", 200_000, true, false)],
    },
    Ware {
        code: "71053",
        name: "White Metal Lantern",
        barcode: "036000291452",
        unit: "each",
        e4: 33_999,
        levies: &[
            levy("VAT", 55_000, true, false),
            levy("Service", 150_000, false, true),
        ],
    },
    Ware {
        code: "M5",
        name: "Pot 5\" \"Deluxe\" Crème",
        barcode: "20000004",
        unit: "each",
        e4: 127_500,
        levies: &[
            levy("VAT", 200_000, false, false),
            levy("Levy", 25_000, true, true),
        ],
    },
    Ware {
        code: "22720",
        name: "Crate of Lemonade",
        barcode: "2000000000046",
        unit: "each",
        e4: 49_500,
        levies: &[DEPOSIT, levy("VAT", 200_000, true, true)],
    },
    Ware {
        code: "00042",
        name: "Fudge, loose",
        barcode: "2000000000053",
        unit: "kg",
        e4: 145_000,
        levies: &[],
    },
];

/// How the shop's scales print weights.
pub const SCALE: &str = "29IIIIIWWWWWC";

impl Ware {
    /// As the catalogue has it at this price.
    pub fn product(&self, e4: i64) -> Product {
        let tax = |levy: &Levy| Tax {
            name: levy.name.to_owned(),
            kind: match levy.fixed {
                true => TaxKind::Fixed,
                false => TaxKind::Percent,
            },
            rate_e4: levy.e4.unsigned_abs(),
            included: levy.included,
            on_top_of_previous: levy.on_top,
        };
        Product {
            unit: self.unit.to_owned(),
            unit_price: UnitPrice::from_e4(e4).unwrap(),
            price_id: format!("p-{}-{e4}", self.code),
            taxes: self.levies.iter().map(tax).collect(),
            ..stream::product(self.code, self.name, self.barcode, "0")
        }
    }
}

/// What a text means to the till.
pub struct Scan {
    pub text: String,
    /// Which ware.
    pub ware: Option<usize>,
    /// Thousandths of it, where the label weighs it.
    pub weighs: Option<i64>,
    /// Why it is nothing, where the catalogue has no such ware.
    pub otherwise: &'static str,
}

/// How many texts there are to scan.
pub const SCANS: usize = 13;

/// The text in this place of the list: codes, barcodes in two spellings, labels of the scales, and misreads.
pub fn scan(place: usize) -> Scan {
    let label = |body: &str| barcode::complete(body).unwrap();
    let (text, ware, weighs, otherwise) = match place {
        0 => ("85123A".to_owned(), Some(0), None, "unknown_product"),
        1 => ("85123a".to_owned(), Some(1), None, "unknown_product"),
        2 => ("71053".to_owned(), Some(2), None, "unknown_product"),
        3 => ("036000291452".to_owned(), Some(2), None, "unknown_barcode"),
        4 => ("0036000291452".to_owned(), Some(2), None, "unknown_barcode"),
        5 => (" M5 ".to_owned(), Some(3), None, "unknown_product"),
        6 => ("2000000000046".to_owned(), Some(4), None, "unknown_barcode"),
        7 => ("00042".to_owned(), Some(5), None, "unknown_product"),
        8 => (label("290004200450"), Some(5), Some(450), "unknown_barcode"),
        9 => (
            label("290004201237"),
            Some(5),
            Some(1_237),
            "unknown_barcode",
        ),
        10 => ("none".to_owned(), None, None, "unknown_product"),
        11 => (label("200000000009"), None, None, "unknown_barcode"),
        _ => ("2000000000016".to_owned(), None, None, "bad_check_digit"),
    };
    Scan {
        text,
        ware,
        weighs,
        otherwise,
    }
}

/// Ways to trade: other currencies, other coins, taxes rounded per line and per order.
pub const TRADES: [Trade; 5] = [
    trade("GBP", 2, 0, false),
    trade("CHF", 2, 5, false),
    trade("CHF", 2, 5, true),
    trade("JPY", 0, 10, true),
    trade("KWD", 3, 5, false),
];

const fn trade(currency: &'static str, decimals: u32, coin: i64, per_order: bool) -> Trade {
    Trade {
        currency,
        decimals,
        coin,
        per_order,
    }
}
