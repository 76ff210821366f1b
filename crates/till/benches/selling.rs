//! What a cashier waits for: a line, and what a search finds.

use criterion::Criterion;
use pos_core::Quantity;
use pos_till::features::{AddLine, Search, add_line, demo_setup, search, void_basket};
use pos_till::{Till, TillEnv};
use std::hint::black_box;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut till = Till::open(folder.path(), TillEnv::system(folder.path())).expect("a till in it");
    demo_setup(&mut till).expect("the demo shop");
    let request = AddLine {
        text: "KI01".into(),
        quantity: Quantity::ONE,
    };
    let mut lines = 0;
    criterion.bench_function("add a line", |bench| {
        bench.iter(|| {
            black_box(add_line(&mut till, &request)).expect("a line");
            lines += 1;
            // A basket of ordinary length, over and over.
            if lines % 50 == 0 {
                void_basket(&mut till).expect("an open basket");
            }
        });
    });
    for text in ["m", "mug", "enamel mug w"] {
        let request = Search {
            text: text.into(),
            limit: 20,
        };
        criterion.bench_function(&format!("search {text:?}"), |bench| {
            bench.iter(|| black_box(search(&till, &request)).expect("hits"));
        });
    }
    criterion.final_summary();
}
