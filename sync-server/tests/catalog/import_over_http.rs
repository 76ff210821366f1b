//! A catalogue file over HTTP: an admin's, for real and as a dry run.

use crate::support::catalogue::HEADER;
use crate::support::http::{keyed, post, refusal};
use crate::support::login::access_token;
use crate::support::shop::Shop;
use pos_protocol::codes::Code;
use reqwest::StatusCode;
use serde_json::Value;

const ROWS: &str = "A1,Mug,Kitchen,,each,2.55,VAT,20,true\nB1,,Kitchen,,each,2.55,VAT,20,true\n";

async fn send(shop: &Shop, path: &str, rows: &str) -> Value {
    let request = keyed(shop, path)
        .bearer_auth(access_token("ada").await)
        .header("content-type", "text/csv; charset=utf-8")
        .body(format!("{HEADER}{rows}"));
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    answer.json().await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dry_run_reports_the_same_and_writes_nothing() {
    let shop = Shop::open().await;
    let dry = send(&shop, "/v1/catalog/import?dry_run=true", ROWS).await;
    assert_eq!((&dry["new"], &dry["rows"]), (&1.into(), &2.into()));
    assert_eq!(dry["refused"][0]["row"], 3);
    assert_eq!(dry["refused"][0]["reason"], "name_unusable");
    assert_eq!(shop.count("select count(*) from catalog.product").await, 0);
    assert_eq!(shop.count("select version from catalog.counter").await, 0);

    let real = send(&shop, "/v1/catalog/import", ROWS).await;
    assert_eq!(real["refused"], dry["refused"]);
    assert_eq!(real["new"], 1);
    assert_ne!(real["cursor"], dry["cursor"]);
    assert_eq!(shop.count("select count(*) from catalog.product").await, 1);
    let again = send(&shop, "/v1/catalog/import?dry_run=true", ROWS).await;
    assert_eq!((&again["new"], &again["unchanged"]), (&0.into(), &1.into()));
    assert_eq!(again["cursor"], real["cursor"]);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_file_or_no_admins_is_refused_in_words() {
    let shop = Shop::open().await;
    let ada = access_token("ada").await;
    let path = "/v1/catalog/import";
    let csv = |body: Vec<u8>| {
        keyed(&shop, path)
            .header("content-type", "text/csv")
            .body(body)
    };
    let too_large = (StatusCode::PAYLOAD_TOO_LARGE, Code::BodyTooLarge);
    let missing = (StatusCode::BAD_REQUEST, Code::IdempotencyKeyMissing);
    let invalid = (StatusCode::UNPROCESSABLE_ENTITY, Code::InvalidRequest);
    let good = format!("{HEADER}{ROWS}").into_bytes();
    for (request, expected) in [
        (
            csv(good.clone()),
            (StatusCode::UNAUTHORIZED, Code::StaffUnauthorized),
        ),
        (csv(b"a,b\n1,2\n".to_vec()).bearer_auth(&ada), invalid),
        (
            csv(vec![b'x'; 33 * 1024 * 1024]).bearer_auth(&ada),
            too_large,
        ),
        (keyed(&shop, path).json("x").bearer_auth(&ada), invalid),
        (post(&shop, path).body("x").bearer_auth(&ada), missing),
        (
            keyed(&shop, &format!("{path}?dry_run=perhaps")).bearer_auth(&ada),
            invalid,
        ),
    ] {
        assert_eq!(refusal(request).await, expected);
    }
    assert_eq!(shop.count("select count(*) from catalog.product").await, 0);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_is_sent_again_is_imported_once_and_a_dry_run_is_another_request() {
    let shop = Shop::open().await;
    let ada = access_token("ada").await;
    let ask = |query: &str| {
        post(&shop, &format!("/v1/catalog/import{query}"))
            .bearer_auth(&ada)
            .header("content-type", "text/csv")
            .header("Idempotency-Key", "k1")
            .body(format!("{HEADER}{ROWS}"))
    };
    let first = ask("").send().await.unwrap();
    assert_eq!(first.status(), StatusCode::OK);
    let first: Value = first.json().await.unwrap();
    let again = ask("").send().await.unwrap();
    assert_eq!(again.headers()["idempotent-replayed"], "true");
    assert_eq!(again.json::<Value>().await.unwrap(), first);
    let reused = (StatusCode::UNPROCESSABLE_ENTITY, Code::IdempotencyKeyReused);
    assert_eq!(refusal(ask("?dry_run=true")).await, reused);
    assert_eq!(shop.count("select version from catalog.counter").await, 1);
    shop.close().await;
}
