//! Who gets a held basket, and what the others are told.

use crate::support::held::basket;
use crate::support::http::{get, post, refusal};
use crate::support::journal::{Till, mug};
use crate::support::login::access_token;
use crate::support::shop::Shop;
use futures::future::join_all;
use pos_core::Amount;
use pos_protocol::basket::{ClaimRequest, HeldList};
use pos_protocol::codes::Code;
use pos_protocol::sync::Fate;
use reqwest::StatusCode;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_that_ask_at_once_exactly_one_gets_it() {
    let shop = Shop::open().await;
    let mut holder = Till::enrolled(&shop).await;
    let mut tills = Vec::new();
    for _ in 0..8 {
        tills.push(Till::enrolled(&shop).await);
    }
    for round in 0..5 {
        let held = basket("Mrs Miller", 2);
        let entries = match round {
            0 => holder.begin_and(|holder| holder.hold(&held)),
            _ => vec![holder.hold(&held)],
        };
        holder.push(&entries).await;
        let told = join_all(tills.iter().map(|till| till.claim(&held.id, Some(1)))).await;
        let (won, lost): (Vec<_>, Vec<_>) = told.into_iter().partition(Result::is_ok);
        assert_eq!((won.len(), lost.len()), (1, 7), "round {round}");
        let given = won.into_iter().next().unwrap().unwrap();
        assert_eq!((given.fence, &given.lines), (2, &held.lines));
        for told in lost {
            let (status, problem) = told.unwrap_err();
            assert_eq!(
                (status, problem.code),
                (StatusCode::CONFLICT, Code::BasketTaken)
            );
            assert_eq!(problem.details["register"], "test");
            assert_eq!(problem.details["state"], "claimed");
        }
    }
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_basket_goes_from_hand_to_hand_and_is_paid_once() {
    let shop = Shop::open().await;
    let (mut a, mut b, c) = (
        Till::enrolled(&shop).await,
        Till::enrolled(&shop).await,
        Till::enrolled(&shop).await,
    );
    let held = basket("Mrs Miller", 2);
    let unknown = c.claim(&held.id, None).await.unwrap_err();
    assert_eq!(
        (unknown.0, unknown.1.code),
        (StatusCode::NOT_FOUND, Code::NotFound)
    );
    let entries = a.begin_and(|a| a.hold(&held));
    let answer = a.push(&entries).await;
    assert!(answer.verdicts.iter().all(|v| v.fate == Fate::Accepted));

    let seen = c.look().await.baskets.remove(0);
    assert_eq!(
        (seen.id.to_string(), seen.fence, seen.register),
        (held.id.clone(), 1, a.register)
    );
    assert_eq!((seen.lines, seen.gross), (1, Amount::from_minor(510)));
    assert_eq!(seen.held_by.as_deref(), Some("Kim"));
    assert!(!seen.forked);

    let mine = b.claim(&held.id, Some(1)).await.unwrap();
    assert_eq!(c.names().await, [""; 0], "it is out of the list");
    // The answer may have been lost: then it is there to be asked for again.
    assert_eq!(b.names().await, ["Mrs Miller"]);
    assert_eq!(b.claim(&held.id, Some(1)).await.unwrap(), mine);
    let mut grown = mine.clone();
    grown.name = "Mr Miller".to_owned();
    let entries = b.begin_and(|b| b.resume(&mine));
    b.push(&entries).await;
    assert_eq!(b.names().await, [""; 0]);
    let again = b.hold(&grown);
    b.push(&[again]).await;
    let stale = c.claim(&held.id, Some(1)).await.unwrap_err();
    assert_eq!(
        (stale.0, stale.1.code),
        (StatusCode::CONFLICT, Code::BasketStale)
    );
    let own = b.claim(&held.id, Some(2)).await.unwrap();
    assert_eq!((own.fence, own.name.as_str()), (3, "Mr Miller"));
    let entries = [b.resume(&own), b.pay(&own, &mug())];
    b.push(&entries).await;
    let late = c.claim(&held.id, None).await.unwrap_err();
    assert_eq!(late.1.code, Code::BasketTaken);
    assert!(late.1.detail.contains("already paid"), "{}", late.1.detail);
    assert_eq!(shop.count("select count(*) from basket.fork").await, 0);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_given_up_is_gone_and_who_is_nobody_gets_nothing() {
    let shop = Shop::open().await;
    let mut a = Till::enrolled(&shop).await;
    let b = Till::enrolled(&shop).await;
    let (kept, given_up) = (basket("kept", 1), basket("given up", 1));
    let entries = a.begin_and(|a| a.hold(&kept));
    a.push(&entries).await;
    let entries = [a.hold(&given_up), a.give_up(&given_up)];
    a.push(&entries).await;
    assert_eq!(b.names().await, ["kept"]);
    assert_eq!(shop.count("select count(*) from basket.voided").await, 1);
    let gone = b.claim(&given_up.id, None).await.unwrap_err();
    assert_eq!(gone.1.details["state"], "voided");

    let path = format!("/v1/baskets/{}/claim", kept.id);
    let unauthorised = (StatusCode::UNAUTHORIZED, Code::StaffUnauthorized);
    let request = ClaimRequest::default();
    assert_eq!(
        refusal(post(&shop, &path).json(&request)).await,
        unauthorised
    );
    let token = access_token("carol").await;
    let by_staff = post(&shop, &path).json(&request).bearer_auth(&token);
    assert_eq!(
        refusal(by_staff).await,
        (StatusCode::FORBIDDEN, Code::Forbidden)
    );
    let invalid = (StatusCode::UNPROCESSABLE_ENTITY, Code::InvalidRequest);
    // One more than i64::MAX would be no fence any more.
    for fence in [u64::MAX, i64::MAX.cast_unsigned()] {
        let odd = serde_json::json!({ "fence": fence });
        assert_eq!(refusal(b.post(&path).json(&odd)).await, invalid, "{fence}");
    }
    assert_eq!(refusal(b.get("/v1/baskets?state=sold")).await, invalid);
    let nobody = b.post("/v1/baskets/nothing/claim").json(&request);
    assert_eq!(refusal(nobody).await.1, Code::NotFound);

    sqlx::query("update identity.register set revoked_at = now() where id = $1")
        .bind(b.register)
        .execute(shop.db())
        .await
        .unwrap();
    let revoked = b.claim(&kept.id, None).await.unwrap_err();
    assert_eq!(
        (revoked.0, revoked.1.code),
        (StatusCode::FORBIDDEN, Code::RegisterRevoked)
    );
    let list = get(&shop, "/v1/baskets").bearer_auth(&token);
    let list: HeldList = list.send().await.unwrap().json().await.unwrap();
    assert_eq!(list.baskets.len(), 1, "staff may look");
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_basket_that_does_not_add_up_is_an_admins_business() {
    let shop = Shop::open().await;
    let mut a = Till::enrolled(&shop).await;
    let mut bent = basket("bent", 2);
    bent.lines.clear();
    let (mut nameless, mut early) = (basket("nameless", 1), basket("early", 1));
    nameless.id = "7".to_owned();
    early.fence = 0;
    let mut entries = a.begin_and(|a| a.hold(&bent));
    entries.extend([
        a.hold(&nameless),
        a.hold(&early),
        a.hold(&basket("good", 1)),
    ]);
    let answer = a.push(&entries).await;
    let quarantined = answer
        .verdicts
        .iter()
        .filter(|v| v.fate == Fate::Quarantined && v.code == Some(Code::Unbookable));
    assert_eq!(quarantined.count(), 3);
    assert_eq!(a.names().await, ["good"]);
    shop.close().await;
}
