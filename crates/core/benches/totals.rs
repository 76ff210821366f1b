//! What a basket comes to: with one line more, and with all of its lines taken together.

use criterion::{BenchmarkId, Criterion};
use pos_core::{
    Basket, BasketKind, Currency, Line, Product, Quantity, Tax, TaxRounding, UnitPrice,
};
use std::hint::black_box;

/// One line, a big basket, and the longest invoice of the real trade.
const LINES: [usize; 3] = [1, 100, 1_114];

fn mug() -> Product {
    Product {
        code: "A1".into(),
        name: "Mug".into(),
        category: "Kitchen".into(),
        barcodes: Vec::new(),
        unit: "each".into(),
        unit_price: UnitPrice::parse("12.34").expect("a price"),
        price_id: "p".into(),
        taxes: vec![Tax::percent("VAT", "20", true).expect("a tax")],
        scheduled: Vec::new(),
    }
}

fn basket(lines: usize, rounding: TaxRounding) -> (Basket, Vec<Line>) {
    let currency = Currency::from_code("GBP").expect("a currency");
    let mut basket = Basket::new(BasketKind::Sale, currency).rounding_taxes(rounding);
    let product = mug();
    let add = |_| basket.add(&product, 1, Quantity::ONE).expect("room");
    let lines = (0..lines).map(add).collect();
    (basket, lines)
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut adding = criterion.benchmark_group("add a line");
    for count in LINES {
        let (basket, _) = basket(count, TaxRounding::Line);
        let product = mug();
        adding.bench_function(BenchmarkId::from_parameter(count), |bench| {
            bench.iter(|| {
                let mut basket = basket.clone();
                black_box(basket.add(&product, 1, Quantity::ONE)).map(|_| basket)
            });
        });
    }
    adding.finish();
    let mut settling = criterion.benchmark_group("settle all lines");
    for count in LINES {
        let (basket, lines) = basket(count, TaxRounding::Order);
        settling.bench_function(BenchmarkId::from_parameter(count), |bench| {
            bench.iter(|| black_box(basket.settle(lines.clone())));
        });
    }
    settling.finish();
    criterion.final_summary();
}
