//! A catalogue that is too large to be kept in the cache goes from the database to the till as it is read.

use crate::support::catalogue::{Copy, import};
use crate::support::shop::Shop;
use std::fmt::Write;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_catalogue_streams_and_its_delta_is_small() {
    let shop = Shop::open().await;
    let mut rows = String::new();
    for row in 0..50_500 {
        writeln!(rows, "P{row},Thing {row},All,,each,1.5,VAT,20,true").unwrap();
    }
    let report = import(&shop, &rows).await;
    assert_eq!((report.new, report.cursor.version), (50_500, 50_500));
    let mut copy = Copy::empty(&shop).await;
    let stream = copy.pull(&shop).await;
    assert_eq!((stream.rows.len(), stream.target), (50_500, report.cursor));
    import(&shop, "P7,Thing 7,All,,each,2.5,VAT,20,true\n").await;
    let delta = copy.pull(&shop).await;
    assert_eq!(
        (delta.rows.len(), delta.rows[0].unit_price.e4()),
        (1, 25_000)
    );
    shop.close().await;
}
