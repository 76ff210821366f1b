//! Baskets that go from tills to other programs and back: one has each, and what both were paid for is flagged.

use crate::support::held::basket;
use crate::support::http::problem;
use crate::support::journal::{Till, mug};
use crate::support::program::{DAY, Program, path, seen};
use crate::support::shop::Shop;
use pos_protocol::codes::Code;
use pos_protocol::sync::Fate;
use reqwest::{Method, Response, StatusCode};
use serde_json::json;
use uuid::Uuid;

async fn taken(answer: Response) -> String {
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    let problem: pos_protocol::codes::Problem = answer.json().await.unwrap();
    assert_eq!(problem.code, Code::BasketTaken);
    problem.detail
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_claims_what_a_till_holds_and_keeps_it_until_it_puts_it_aside() {
    let shop = Shop::open().await;
    let program = Program::of(&shop).await;
    program.stock().await;
    let mut till = Till::enrolled(&shop).await;
    let held = basket("Mrs Miller", 2);
    let id: Uuid = held.id.parse().unwrap();
    let entries = till.begin_and(|till| till.hold(&held));
    till.push(&entries).await;

    let theirs = program.read(id).await;
    let why = taken(program.check_out(id, &theirs.etag).await).await;
    assert!(why.contains("Claim it first"), "{why}");
    let (status, code) = problem(program.claim(Uuid::now_v7(), None).await).await;
    assert_eq!((status.as_u16(), code), (404, Code::NotFound));

    let claims = (0..4).map(|_| program.claim(id, Some(1)));
    let claims = futures::future::join_all(claims).await;
    let (won, lost): (Vec<_>, Vec<_>) = claims
        .into_iter()
        .partition(|answer| answer.status() == StatusCode::OK);
    assert_eq!((won.len(), lost.len()), (1, 3), "the programs are many");
    let mine = seen(won.into_iter().next().unwrap()).await;
    assert_eq!(
        (&mine.body["state"], &mine.body["fence"]),
        (&json!("resumed"), &json!(2))
    );
    assert!(till.claim(&held.id, None).await.is_err());

    let lines = format!("{}/lines", path(id));
    let line = json!({ "business_day": DAY, "code": "A1", "quantity": 1_000 });
    let more = program.send(Method::POST, &lines, Some(&mine.etag), Some(&line));
    let more = seen(more.await).await;
    assert_eq!(more.body["state"], "resumed", "it is still in hand");
    assert_eq!(till.names().await, [""; 0]);
    let aside = program.put(id, Some(&more.etag), &[("A1", 1_000)]).await;
    assert_eq!(seen(aside).await.body["state"], "held");
    assert_eq!(till.names().await, ["Web order 7"]);
    assert_eq!(shop.count("select count(*) from basket.fork").await, 0);

    // And back.
    let back = till.claim(&held.id, Some(2)).await.unwrap();
    assert_eq!((back.fence, back.lines.len()), (3, 1));
    let now = program.read(id).await;
    let why = taken(program.put(id, Some(&now.etag), &[("A1", 1_000)]).await).await;
    assert!(why.contains("already taken at test"), "{why}");
    let entries = [till.resume(&back), till.pay(&back, &mug())];
    till.push(&entries).await;
    let why = taken(program.check_out(id, &now.etag).await).await;
    assert!(why.contains("already paid at test"), "{why}");
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_till_was_paid_for_meanwhile_is_booked_and_both_are_flagged() {
    let shop = Shop::open().await;
    let program = Program::of(&shop).await;
    program.stock().await;
    let mut till = Till::enrolled(&shop).await;
    let held = basket("Mrs Miller", 2);
    let id: Uuid = held.id.parse().unwrap();
    let entries = till.begin_and(|till| till.hold(&held));
    till.push(&entries).await;
    let mine = seen(program.claim(id, Some(1)).await).await;
    assert_eq!(
        program.check_out(id, &mine.etag).await.status(),
        StatusCode::CREATED
    );
    // The till heard nothing of it: it went on with its own basket, and was paid.
    let entries = [till.resume(&held), till.pay(&held, &mug())];
    let answer = till.push(&entries).await;
    assert!(answer.verdicts.iter().all(|v| v.fate == Fate::Accepted));
    shop.until("select count(*) = 2 from ordering.orders where flags = array['double_sale']")
        .await;
    shop.until("select count(*) = 2 from ordering.books").await;
    let notes =
        "select count(*) = 2 and count(*) filter (where forked) = 1 from ordering.order_basket";
    shop.until(notes).await;
    shop.close().await;
}
