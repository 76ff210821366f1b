//! Held baskets of other programs: entries of the server's own register, in one list with the tills'.

use crate::support::http::{get, problem};
use crate::support::journal::{Till, mug};
use crate::support::program::{DAY, Program, path, seen};
use crate::support::shop::Shop;
use pos_protocol::codes::Code;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What the register `api` wrote, in its order.
async fn written(shop: &Shop) -> Vec<String> {
    sqlx::query_scalar(
        "select e.kind from sync.entry e join identity.register r on r.id = e.register_id
         where r.code = 'api' and e.fate = 'accepted' order by e.seq",
    )
    .fetch_all(shop.db())
    .await
    .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_basket_is_put_changed_and_checked_out_once() {
    let shop = Shop::open().await;
    let program = Program::of(&shop).await;
    program.stock().await;
    let (id, first) = program.put_new(&[("A1", 2_000)]).await;
    assert_eq!(
        (&first.body["state"], &first.body["gross"]),
        (&json!("held"), &json!(510))
    );
    assert_eq!(first.body["lines"][0]["unit_price"], 25_500);
    let read = program.read(id).await;
    assert_eq!((&read.etag, &read.body), (&first.etag, &first.body));

    // 1.234 x 3.999 = 4.934766.
    let lines = format!("{}/lines", path(id));
    let line = json!({ "business_day": DAY, "code": "W1", "quantity": 1_234 });
    let more = async |key: &str, etag: &str| {
        let answer = program.send_as(key, Method::POST, &lines, Some(etag), Some(&line));
        answer.await
    };
    let added = more("one", &first.etag).await;
    assert_eq!(added.status(), StatusCode::CREATED);
    let added = seen(added).await;
    assert_eq!(added.body["gross"], 510 + 493);
    let again = more("one", &first.etag).await;
    assert_eq!(again.headers()["idempotent-replayed"], "true");
    assert_eq!(seen(again).await.body, added.body);
    let (status, code) = problem(more("two", &first.etag).await).await;
    assert_eq!((status.as_u16(), code), (412, Code::PreconditionFailed));

    let gone = format!("{lines}/1?business_day={DAY}");
    let kept = program.send(Method::DELETE, &gone, Some(&added.etag), None);
    let kept = seen(kept.await).await;
    assert_eq!(kept.body["lines"].as_array().unwrap().len(), 1);
    assert_eq!(kept.body["gross"], 493);
    let last = format!("{lines}/2?business_day={DAY}");
    let (status, code) = problem(
        program
            .send(Method::DELETE, &last, Some(&kept.etag), None)
            .await,
    )
    .await;
    assert_eq!((status.as_u16(), code), (422, Code::InvalidRequest));

    let whole = program.put(id, Some(&kept.etag), &[("A1", 1_000)]).await;
    assert_eq!(whole.status(), StatusCode::OK);
    let whole = seen(whole).await;
    assert_eq!(whole.body["lines"][0]["number"], 3, "no number comes twice");
    let sold = program.check_out(id, &whole.etag).await;
    assert_eq!(sold.status(), StatusCode::CREATED);
    let order: Value = sold.json().await.unwrap();
    assert_eq!(
        (&order["basket"], &order["gross"]),
        (&json!(id), &json!(255))
    );
    assert_eq!(order["external_reference"], "web-7");
    let (status, code) = problem(program.check_out(id, &whole.etag).await).await;
    assert_eq!((status.as_u16(), code), (409, Code::BasketTaken));
    assert_eq!(program.read(id).await.body["state"], "paid");

    let want = [
        "branch.began.v1",
        "basket.held.v1",
        "basket.held.v1",
        "basket.held.v1",
        "basket.held.v1",
        "shift.opened.v1",
        "order.completed.v1",
    ];
    assert_eq!(written(&shop).await, want);
    shop.until("select count(*) = 1 from ordering.books").await;
    assert_eq!(shop.count("select count(*) from basket.fork").await, 0);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_changes_a_basket_names_what_was_read() {
    let shop = Shop::open().await;
    let program = Program::of(&shop).await;
    program.stock().await;
    let (id, first) = program.put_new(&[("A1", 2_000)]).await;
    let second = seen(program.put(id, Some(&first.etag), &[("A1", 3_000)]).await).await;
    let known = get(&shop, &path(id)).header("If-None-Match", &second.etag);
    let token = crate::support::login::access_token("carol").await;
    let answer = known.bearer_auth(token).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NOT_MODIFIED);

    let day = json!({ "business_day": DAY, "code": "A1", "quantity": 1_000 });
    let paid = json!({ "business_day": DAY, "tender": { "kind": "cash" } });
    let lines = format!("{}/lines", path(id));
    let query = format!("?business_day={DAY}");
    let asked = [
        (Method::POST, lines.clone(), Some(&day)),
        (Method::POST, format!("{}/checkout", path(id)), Some(&paid)),
        (Method::DELETE, format!("{lines}/1{query}"), None),
        (Method::DELETE, format!("{}{query}", path(id)), None),
    ];
    for (method, path, body) in asked {
        for (etag, want) in [
            (None, (428, Code::PreconditionRequired)),
            (Some(first.etag.as_str()), (412, Code::PreconditionFailed)),
        ] {
            let answer = program.send(method.clone(), &path, etag, body).await;
            let (status, code) = problem(answer).await;
            assert_eq!((status.as_u16(), code), want, "{method} {path} {etag:?}");
        }
    }
    let (status, _) = problem(program.put(id, None, &[("A1", 1_000)]).await).await;
    assert_eq!(status, StatusCode::PRECONDITION_REQUIRED);
    let never = program.put(Uuid::now_v7(), Some(&first.etag), &[("A1", 1_000)]);
    let (status, _) = problem(never.await).await;
    assert_eq!(status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(program.read(id).await.etag, second.etag);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_all_who_ask_at_once_is_paid() {
    let shop = Shop::open().await;
    let program = Program::of(&shop).await;
    program.stock().await;
    let (id, first) = program.put_new(&[("A1", 2_000)]).await;
    let all = (0..6).map(|_| program.check_out(id, &first.etag));
    let all = futures::future::join_all(all).await;
    let sold = all
        .iter()
        .filter(|answer| answer.status() == StatusCode::CREATED);
    assert_eq!(sold.count(), 1);
    let taken = all
        .iter()
        .filter(|answer| answer.status() == StatusCode::CONFLICT);
    assert_eq!(taken.count(), 5);
    assert_eq!(shop.count("select count(*) from ordering.orders").await, 1);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_have_every_basket_once_and_voided_ones_leave_the_list() {
    let shop = Shop::open().await;
    let program = Program::of(&shop).await;
    program.stock().await;
    let till = Till::enrolled(&shop).await;
    let mut all = BTreeSet::new();
    let mut last = None;
    for _ in 0..5 {
        let (id, seen) = program.put_new(&[("A1", 1_000)]).await;
        all.insert(id.to_string());
        last = Some((id, seen));
    }
    let paged = async |state: &str| {
        let (mut found, mut next) = (Vec::new(), String::new());
        loop {
            let page = format!("/v1/baskets?state={state}&limit=2{next}");
            let page = program.get(&page).await;
            let items = page["items"].as_array().unwrap();
            assert!(items.len() <= 2);
            found.extend(items.iter().map(|i| i["id"].as_str().unwrap().to_owned()));
            match page["next"].as_str() {
                Some(cursor) => next = format!("&cursor={cursor}"),
                None => break found,
            }
        }
    };
    let found = paged("held").await;
    assert_eq!(found.len(), 5);
    assert_eq!(BTreeSet::from_iter(found), all);
    assert_eq!(till.look().await.baskets.len(), 5);

    let (id, seen) = last.unwrap();
    let gone = format!("{}?business_day={DAY}", path(id));
    let gone = program.send(Method::DELETE, &gone, Some(&seen.etag), None);
    let gone: Value = gone.await.json().await.unwrap();
    assert_eq!(gone["state"], "voided");
    assert_eq!(paged("held").await.len(), 4);
    assert_eq!(paged("voided").await, [id.to_string()]);
    assert_eq!(till.look().await.baskets.len(), 4);
    assert_eq!(shop.count("select count(*) from basket.voided").await, 1);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_can_not_be_a_basket_changes_nothing() {
    let shop = Shop::open().await;
    let program = Program::of(&shop).await;
    program.stock().await;
    let whole = json!({ "business_day": DAY, "lines": [{ "code": "A1", "quantity": 1_000 }] });
    let changed = |field: &str, value: Value| {
        let mut body = whole.clone();
        body[field] = value;
        body
    };
    let line = |code: &str, quantity: i64| json!([{ "code": code, "quantity": quantity }]);
    for body in [
        changed("business_day", json!("yesterday")),
        changed("lines", json!([])),
        changed("lines", line("ZZ", 1_000)),
        changed("lines", line("A1", 0)),
        changed("lines", line("A1", -1_000)),
        changed("lines", line("A1", i64::MAX)),
        changed("name", json!("x".repeat(61))),
        changed("name", json!("a\u{0}b")),
        changed("note", json!("x".repeat(201))),
        changed("colour", json!("red")),
    ] {
        let place = path(Uuid::now_v7());
        let put = program.send(Method::PUT, &place, None, Some(&body));
        let (status, code) = problem(put.await).await;
        assert_eq!(
            (status.as_u16(), code),
            (422, Code::InvalidRequest),
            "{body}"
        );
    }
    assert_eq!(shop.count("select count(*) from sync.entry").await, 0);
    assert_eq!(shop.count("select count(*) from basket.held").await, 0);

    let (id, first) = program.put_new(&[("A1", 1_000)]).await;
    let little = json!({ "business_day": DAY, "tender": { "kind": "cash", "given": 1 } });
    let checkout = format!("{}/checkout", path(id));
    let refused = program.send(Method::POST, &checkout, Some(&first.etag), Some(&little));
    assert_eq!(
        refused.await.status(),
        StatusCode::UNPROCESSABLE_ENTITY,
        "too little"
    );
    let (claim, dayless) = (format!("{}/claim", path(id)), json!({}));
    let dayless = program.send(Method::POST, &claim, None, Some(&dayless));
    assert_eq!(
        dayless.await.status(),
        StatusCode::UNPROCESSABLE_ENTITY,
        "no day"
    );
    let list = program.send(Method::GET, "/v1/baskets?state=sold", None, None);
    assert_eq!(list.await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let nowhere = format!("{}/lines/9?business_day={DAY}", path(id));
    let nowhere = program.send(Method::DELETE, &nowhere, Some(&first.etag), None);
    assert_eq!(nowhere.await.status(), StatusCode::NOT_FOUND);
    assert_eq!(program.read(id).await.etag, first.etag);
    assert_eq!(shop.count("select count(*) from ordering.orders").await, 0);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cashier_may_look_and_nobody_else_may_anything() {
    let shop = Shop::open().await;
    let program = Program::of(&shop).await;
    program.stock().await;
    let (id, first) = program.put_new(&[("A1", 1_000)]).await;
    let cashier = Program::run_by(&shop, "carol").await;
    assert_eq!(cashier.read(id).await.body, first.body);
    let lines = format!("{}/lines", path(id));
    let body = json!({ "business_day": DAY, "code": "A1", "quantity": 1_000,
        "tender": { "kind": "cash" }, "lines": [] });
    for (method, path) in [
        (Method::PUT, path(id)),
        (Method::DELETE, format!("{}?business_day={DAY}", path(id))),
        (Method::POST, lines.clone()),
        (Method::DELETE, format!("{lines}/1?business_day={DAY}")),
        (Method::POST, format!("{}/claim", path(id))),
        (Method::POST, format!("{}/checkout", path(id))),
    ] {
        let anonymous = crate::support::http::request(&shop, method.clone(), &path);
        let (status, code) = problem(anonymous.json(&body).send().await.unwrap()).await;
        assert_eq!(
            (status.as_u16(), code),
            (401, Code::StaffUnauthorized),
            "{path}"
        );
    }
    // The body is read after the roles where it can be.
    let gone = format!("{}?business_day={DAY}", path(id));
    let answer = cashier.send(Method::DELETE, &gone, Some(&first.etag), None);
    assert_eq!(answer.await.status(), StatusCode::FORBIDDEN);
    assert_eq!(
        cashier.claim(id, None).await.status(),
        StatusCode::FORBIDDEN
    );
    let sold = cashier.check_out(id, &first.etag).await;
    assert_eq!(sold.status(), StatusCode::FORBIDDEN);
    let put = cashier.put(id, Some(&first.etag), &[("A1", 2_000)]).await;
    assert_eq!(put.status(), StatusCode::FORBIDDEN);
    assert_eq!(program.read(id).await.etag, first.etag);
    let mut till = Till::enrolled(&shop).await;
    let entries = [till.begin(), till.order(&mug())];
    till.push(&entries).await;
    let by_till = till.get(&path(id)).send().await.unwrap();
    assert_eq!(by_till.status(), StatusCode::OK, "a register may look, too");
    shop.close().await;
}
