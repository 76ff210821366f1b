//! The sales by business day and register, as an admin asks for them.

use crate::support::http::{get, problem};
use crate::support::journal::{Till, mug, mugs};
use crate::support::login::access_token;
use crate::support::shop::Shop;
use pos_core::BasketKind;
use pos_core::order::OrderDetails;
use pos_protocol::codes::Code;
use reqwest::StatusCode;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_admin_reads_what_was_sold_day_by_day() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let mut entries = vec![till.begin(), till.order(&mug()), till.order(&mug())];
    let refund = mugs(BasketKind::Refund, 1, OrderDetails::default());
    entries.push(till.order(&refund));
    till.next.business_day = Some("2026-11-24".to_owned());
    entries.push(till.order(&mug()));
    till.push(&entries).await;
    shop.until("select count(*) = 4 from ordering.books").await;

    let day = |day: &str, sales: i64, refunds: i64| {
        json!({ "business_day": day, "register": till.register, "sales": sales, "refunds": refunds,
            "sales_gross": 255 * sales, "refunds_gross": -255 * refunds, "tax": 43 * (sales - refunds) })
    };
    let (first, second) = (day("2026-11-23", 2, 1), day("2026-11-24", 1, 0));
    for (from, to, want) in [
        ("2026-11-23", "2026-11-24", vec![first.clone(), second]),
        ("2026-11-01", "2026-11-23", vec![first]),
        ("2026-11-25", "2026-12-31", vec![]),
    ] {
        let path = format!("/v1/ordering/sales?from={from}&to={to}");
        let request = get(&shop, &path).bearer_auth(access_token("ada").await);
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        assert_eq!(answer, json!({ "sales": want }), "{from} {to}");
    }
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn others_and_bad_days_are_refused() {
    let shop = Shop::open().await;
    let days = "/v1/ordering/sales?from=2026-11-23&to=2026-11-23";
    let wrong = "/v1/ordering/sales?from=yesterday&to=2026-11-23";
    let (admin, cashier) = (access_token("ada").await, access_token("carol").await);
    for (path, token, want) in [
        (
            days,
            None,
            (StatusCode::UNAUTHORIZED, Code::StaffUnauthorized),
        ),
        (
            days,
            Some(&cashier),
            (StatusCode::FORBIDDEN, Code::Forbidden),
        ),
        (
            wrong,
            Some(&admin),
            (StatusCode::UNPROCESSABLE_ENTITY, Code::InvalidRequest),
        ),
        (
            "/v1/ordering/sales?from=2026-11-23",
            Some(&admin),
            (StatusCode::UNPROCESSABLE_ENTITY, Code::InvalidRequest),
        ),
    ] {
        let request = get(&shop, path);
        let request = match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        };
        assert_eq!(problem(request.send().await.unwrap()).await, want, "{path}");
    }
    shop.close().await;
}
