//! The catalogue door: from any place in its history to the newest, whole or not at all.

use crate::support::catalogue::{Copy, import};
use crate::support::http::{get, refusal};
use crate::support::register::Register;
use crate::support::shop::Shop;
use pos_protocol::catalog::Cursor;
use pos_protocol::codes::Code;
use pos_protocol::hash::Hash;
use reqwest::StatusCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cursor_that_is_not_ours_is_sent_back_to_the_start() {
    let shop = Shop::open().await;
    let head = import(
        &shop,
        "A1,Mug,Kitchen,,each,1,,,\nA2,Cup,Kitchen,,each,1,,,\n",
    )
    .await
    .cursor;
    let token = Register::enrolled(&shop).await.token(&shop).await;
    let other = Hash::of(b"another history");
    let ahead = Cursor { version: 3, ..head };
    let before = Cursor { version: 1, ..head };
    let far = Cursor {
        version: u64::MAX,
        ..head
    };
    let none = Cursor {
        version: 0,
        hash: other,
    };
    let restored = Cursor {
        hash: other,
        ..head
    };
    let texts = [ahead, before, far, none, restored].map(|cursor| cursor.to_string());
    let garbage = ["x", "1", "1.zz", "-1.00", "2."].map(str::to_owned);
    for text in texts.iter().chain(&garbage) {
        let path = format!("/v1/catalog/changes?cursor={text}");
        let refused = refusal(get(&shop, &path).bearer_auth(&token)).await;
        assert_eq!(refused, (StatusCode::GONE, Code::CursorUnknown), "{text}");
    }
    for query in ["cursor=1&cursor=2", "cursor=%00"] {
        let path = format!("/v1/catalog/changes?{query}");
        let refused = refusal(get(&shop, &path).bearer_auth(&token)).await;
        assert_eq!(refused.1, Code::InvalidRequest, "{query}");
    }
    for empty in ["", "?cursor="] {
        let path = format!("/v1/catalog/changes{empty}");
        let answer = get(&shop, &path).bearer_auth(&token).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
    }
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_place_in_history_leads_to_the_same_end() {
    let shop = Shop::open().await;
    let mut copies = vec![Copy::empty(&shop).await];
    for round in 0..4 {
        let price = |row: i32| (row * 7 + round) % 3 + 1;
        let rows: String = (0..30)
            .map(|row| format!("P{row},Thing {row},All,,each,{},VAT,20,true\n", price(row)))
            .collect();
        import(&shop, &rows).await;
        let mut copy = Copy::empty(&shop).await;
        copy.pull(&shop).await;
        copies.push(copy);
    }
    for copy in &mut copies {
        copy.pull(&shop).await;
        let nothing = copy.pull(&shop).await;
        assert_eq!((nothing.rows.len(), nothing.base), (0, nothing.target));
    }
    let (last, others) = copies.split_last().unwrap();
    for copy in others {
        assert_eq!(copy.products, last.products);
        assert_eq!(copy.cursor, last.cursor);
    }

    // The history is without gaps, and each hash covers the one before it and the line.
    let history: Vec<(i64, Vec<u8>, String)> =
        sqlx::query_as("select version, hash, line from catalog.change order by version")
            .fetch_all(shop.db())
            .await
            .unwrap();
    let mut hash = [0; 32];
    for ((version, kept, line), expected) in history.iter().zip(1..) {
        hash = Hash::of(&[&hash, line.as_bytes()].concat()).0;
        assert_eq!((version, &kept[..]), (&expected, &hash[..]));
    }
    assert_eq!(
        last.cursor,
        Some(Cursor {
            version: history.len() as u64,
            hash: Hash(hash)
        })
    );
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_till_that_follows_many_writers_misses_nothing() {
    let shop = Arc::new(Shop::open().await);
    let mut copy = Copy::empty(&shop).await;
    let done = Arc::new(AtomicBool::new(false));
    let writers = futures::future::join_all((0..4).map(|writer| {
        let shop = shop.clone();
        tokio::spawn(async move {
            for price in 1..=12 {
                // Two of the four write the same product.
                let row = format!("W{},Thing,All,,each,{price}.{writer},,,\n", writer / 2);
                import(&shop, &row).await;
            }
        })
    }));
    let flag = done.clone();
    let writing = tokio::spawn(async move {
        for written in writers.await {
            written.unwrap();
        }
        flag.store(true, Ordering::SeqCst);
    });
    let mut pulls = 0;
    while !done.load(Ordering::SeqCst) {
        copy.pull(&shop).await;
        pulls += 1;
    }
    writing.await.unwrap();
    copy.pull(&shop).await;
    let mut fresh = Copy::empty(&shop).await;
    fresh.pull(&shop).await;
    assert_eq!(copy.products, fresh.products);
    assert_eq!(copy.cursor, fresh.cursor);
    assert_eq!(fresh.cursor.unwrap().version, 48);
    assert!(pulls > 1);
    Arc::into_inner(shop).unwrap().close().await;
}
