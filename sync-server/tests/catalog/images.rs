//! The whole catalogue as a file: offered to whom changes don't help, the same for everybody, fetched in parts.

use crate::support::bad_line::BadLine;
use crate::support::catalogue::{Copy, import};
use crate::support::clock::MovableClock;
use crate::support::http::{get, problem, refusal};
use crate::support::register::{Register, code};
use crate::support::shop::Shop;
use crate::support::till::{RealTill, blocking, till};
use futures::future::join_all;
use pos_protocol::catalog::{Cursor, SnapshotOffer};
use pos_protocol::codes::{Code, Problem};
use pos_protocol::hash::Hash;
use reqwest::{Response, StatusCode};
use std::fmt::Write;
use sync_server::modules::catalog::contract::forget_changes;

const NOT_OURS: Cursor = Cursor {
    version: 7,
    hash: Hash([7; 32]),
};

/// What the answer to this cursor offers.
async fn offered(shop: &Shop, token: &str, cursor: Cursor) -> Option<SnapshotOffer> {
    let path = format!("/v1/catalog/changes?cursor={cursor}");
    let answer = get(shop, &path).bearer_auth(token).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::GONE);
    let problem: Problem = answer.json().await.unwrap();
    assert_eq!(problem.code, Code::CursorUnknown);
    problem.snapshot
}

async fn fetch(shop: &Shop, token: &str, hash: Hash, headers: &[(&str, &str)]) -> Response {
    let mut request = get(shop, &format!("/v1/catalog/snapshots/{hash}")).bearer_auth(token);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap()
}

/// So many products that their image has more than one chunk.
fn many(rows: usize) -> String {
    let mut text = String::new();
    let mut dice = 1_u64;
    for row in 0..rows {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        writeln!(text, "P{row},Thing {dice},All,,each,1.5,VAT,20,true").unwrap();
    }
    text
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_image_for_all_in_parts_that_fit_together() {
    let shop = Shop::open().await;
    let other = shop.beside().await;
    let head = import(&shop, &many(40_000)).await.cursor;
    let token = Register::enrolled(&shop).await.token(&shop).await;
    let asking = (0..6).map(|n| offered(if n % 2 == 0 { &shop } else { &other }, &token, NOT_OURS));
    let offers: Vec<_> = join_all(asking).await.into_iter().flatten().collect();
    assert_eq!(offers.len(), 6);
    let offer = offers[0];
    assert!(
        offers.iter().all(|other| *other == offer),
        "it was built once"
    );
    assert_eq!(offer.cursor, head);
    assert_eq!(shop.count("select count(*) from catalog.image").await, 1);
    assert!(shop.count("select count(*) from catalog.image_chunk").await > 1);

    let whole = fetch(&shop, &token, offer.hash, &[]).await;
    assert_eq!(whole.status(), StatusCode::OK);
    let tag = format!("\"{}\"", offer.hash);
    assert_eq!(whole.headers()["etag"], tag.as_str());
    assert!(
        whole.headers()["cache-control"]
            .to_str()
            .unwrap()
            .contains("immutable")
    );
    assert_eq!(whole.content_length(), Some(offer.bytes));
    let whole = whole.bytes().await.unwrap();
    assert_eq!(Hash::of(&whole), offer.hash);
    // The other process has it too, and each part is the same part.
    let end = offer.bytes;
    for (start, last) in [
        (0, 0),
        (1_048_570, 1_048_580),
        (end - 5, end - 1),
        (9, end - 1),
    ] {
        let range = format!("bytes={start}-{last}");
        let part = fetch(
            &other,
            &token,
            offer.hash,
            &[("range", &range), ("if-range", &tag)],
        )
        .await;
        assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT, "{range}");
        let place = format!("bytes {start}-{last}/{end}");
        assert_eq!(part.headers()["content-range"], place.as_str());
        let (start, end) = (start as usize, last as usize + 1);
        assert_eq!(part.bytes().await.unwrap(), whole[start..end], "{range}");
    }
    let stale = [("range", "bytes=5-"), ("if-range", "\"another\"")];
    assert_eq!(
        fetch(&shop, &token, offer.hash, &stale).await.status(),
        StatusCode::OK
    );
    let known = fetch(&shop, &token, offer.hash, &[("if-none-match", &tag)]).await;
    assert_eq!(known.status(), StatusCode::NOT_MODIFIED);
    let beyond = fetch(&shop, &token, offer.hash, &[("range", "bytes=999999999-")]).await;
    assert_eq!(
        beyond.headers()["content-range"],
        format!("bytes */{end}").as_str()
    );
    let refused = problem(beyond).await;
    assert_eq!(
        refused,
        (StatusCode::RANGE_NOT_SATISFIABLE, Code::RangeUnsatisfiable)
    );
    let missing = fetch(&shop, &token, Hash([0; 32]), &[]).await;
    assert_eq!(problem(missing).await.1, Code::NotFound);
    let nobody = get(&shop, &format!("/v1/catalog/snapshots/{}", offer.hash));
    assert_eq!(refusal(nobody).await.1, Code::DeviceUnauthorized);
    other.close().await;
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_away_for_longer_than_the_horizon_takes_an_image() {
    let clock = MovableClock::new();
    let shop = Shop::open_as(clock, |settings| settings.catalog_horizon_days = 30).await;
    let mut places = Vec::new();
    for price in 1..=4 {
        places.push(
            import(&shop, &format!("A1,Mug,Kitchen,,each,{price},,,\n"))
                .await
                .cursor,
        );
    }
    sqlx::query(
        "update catalog.change set made_at = now() - interval '31 days' where version <= 3",
    )
    .execute(shop.db())
    .await
    .unwrap();
    // The server does it by itself too, some time after its start.
    while forget_changes(&shop.state).await.unwrap() {}
    shop.until("select min(version) = 3 from catalog.change")
        .await;
    let mut copy = Copy::empty(&shop).await;
    copy.cursor = Some(places[2]);
    assert_eq!(
        copy.pull(&shop).await.rows.len(),
        1,
        "it lacks nothing from before"
    );
    let token = Register::enrolled(&shop).await.token(&shop).await;
    for place in &places[..2] {
        let offer = offered(&shop, &token, *place).await.expect("an image");
        assert_eq!(offer.cursor, places[3]);
    }
    // A few changes later it still serves, and the rest comes as changes.
    let head = import(&shop, "A1,Mug,Kitchen,,each,9,,,\n").await.cursor;
    let offer = offered(&shop, &token, places[0]).await.unwrap();
    assert_eq!(offer.cursor, places[3]);
    copy.cursor = Some(offer.cursor);
    assert_eq!(copy.pull(&shop).await.target, head);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_till_takes_a_large_catalogue_as_an_image_and_goes_on_with_changes() {
    let shop = Shop::open().await;
    import(&shop, &many(50_200)).await;
    let till = till(&shop).await;
    let till = blocking(move || {
        till.until("P50199", |thing| thing.is_some());
        till
    })
    .await;
    assert_eq!(shop.count("select count(*) from catalog.image").await, 1);
    import(&shop, "P7,Thing seven,All,,each,2.5,VAT,20,true\n").await;
    let till = blocking(move || {
        till.until("P7", |thing| {
            thing.is_some_and(|thing| thing.unit_price.e4() == 25_000)
        });
        till
    })
    .await;
    // Nothing of the download is left.
    let names = std::fs::read_dir(till.dir.path()).unwrap().flatten();
    let left = names.filter(|entry| entry.file_name().to_string_lossy().ends_with(".part"));
    assert_eq!(left.count(), 0);

    // The server is restored from a backup that never saw these changes: the till takes what it has now.
    sqlx::query("update catalog.change set hash = sha256(hash)")
        .execute(shop.db())
        .await
        .unwrap();
    sqlx::query("delete from catalog.image")
        .execute(shop.db())
        .await
        .unwrap();
    sqlx::query("update catalog.counter set hash = sha256(hash)")
        .execute(shop.db())
        .await
        .unwrap();
    let head = import(&shop, "P8,Thing eight,All,,each,3.5,VAT,20,true\n")
        .await
        .cursor;
    let till = blocking(move || {
        till.until("P8", |thing| {
            thing.is_some_and(|thing| thing.unit_price.e4() == 35_000)
        });
        till
    })
    .await;
    let cursor = till
        .till
        .lock()
        .unwrap()
        .catalogue()
        .unwrap()
        .unwrap()
        .cursor;
    assert_eq!(cursor, head);
    blocking(move || drop(till)).await;
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_download_that_is_cut_goes_on_where_it_was() {
    let shop = Shop::open().await;
    import(&shop, &many(50_200)).await;
    let line = BadLine::to(&shop.url, 600_000, 2).await;
    let (url, code) = (line.url.clone(), code(&shop).await);
    blocking(move || {
        let till = RealTill::open(&url, &code, |env| env);
        till.until("P50199", |thing| thing.is_some());
    })
    .await;
    let starts: Vec<u64> = line
        .ranges()
        .iter()
        .map(|range| {
            range
                .strip_prefix("bytes=")
                .unwrap()
                .trim_end_matches('-')
                .parse()
                .unwrap()
        })
        .collect();
    assert_eq!(starts.len(), 2, "{starts:?}");
    assert!(
        500_000 < starts[0] && starts[0] + 500_000 < starts[1],
        "{starts:?}"
    );
    shop.close().await;
}
