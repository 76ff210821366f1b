//! Two real tills and a real server: one holds a basket, the other one gets it, and both are paid for it offline.

use crate::support::catalogue::import;
use crate::support::counter::Counter;
use crate::support::login::access_token;
use crate::support::register::code;
use crate::support::shop::Shop;
use pos_core::Amount;
use pos_till::features;
use pos_till::sync::{held_elsewhere, resume_held};

fn both_are_paid_for_one_basket(mut a: Counter, mut b: Counter) -> (Counter, Counter) {
    let id = a.hold_mugs("Mrs Miller");
    a.drained();
    assert_eq!(
        held_elsewhere(&a.till).unwrap(),
        [],
        "its own is not elsewhere"
    );
    let seen = held_elsewhere(&b.till).unwrap().remove(0);
    assert_eq!(
        (seen.id.as_str(), seen.name.as_str()),
        (id.as_str(), "Mrs Miller")
    );
    assert_eq!(seen.register_name, "Front door");
    let resumed = resume_held(&b.till, &seen.id, Some(seen.fence)).unwrap();
    assert_eq!(resumed.basket.totals.gross, Amount::from_minor(510));
    b.drained();

    a.unplug();
    b.unplug();
    let alone = resume_held(&a.till, &id, None).unwrap();
    assert_eq!(alone.basket.lines, resumed.basket.lines);
    a.pay();
    b.pay();
    a.plug_in();
    b.plug_in();
    a.drained();
    b.drained();
    (a, b)
}

/// Who is online is told that another one was quicker, and by whom.
fn the_second_one_is_told(a: &Counter, b: &mut Counter) {
    let id = a.hold_mugs("Mr Brown");
    a.drained();
    resume_held(&b.till, &id, Some(1)).unwrap();
    b.drained();
    let late = resume_held(&a.till, &id, None).unwrap_err();
    assert_eq!(late.code(), "basket_taken");
    assert_eq!(late.details()["register"], "Back door");
    assert_eq!(features::held_baskets(&a.hold()).unwrap(), []);
    assert_eq!(features::basket(&a.hold()).unwrap(), None);
    b.pay();
    b.drained();

    // What lies at A can't be had without the server, and B says so.
    let id = a.hold_mugs("Mrs Green");
    a.drained();
    b.unplug();
    let away = "http://127.0.0.1:1";
    let mut shop = b.hold().enrolment().unwrap().clone();
    shop.server_url = away.to_owned();
    features::enrol(&mut b.hold(), shop).unwrap();
    let refused = resume_held(&b.till, &id, Some(1)).unwrap_err();
    assert_eq!(refused.code(), "held_elsewhere");
    assert!(refused.message().contains("Go on at that register"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_holds_the_other_claims_and_both_are_paid_offline() {
    let shop = Shop::open().await;
    import(&shop, "A1,Mug,Kitchen,,each,2.55,VAT,20,true\n").await;
    let (first, second) = (code(&shop).await, code(&shop).await);
    let access = access_token("carol").await;
    let url = shop.url.clone();
    let played = move || {
        let a = Counter::open(&url, &first, "Front door", &access);
        let b = Counter::open(&url, &second, "Back door", &access);
        let (a, mut b) = both_are_paid_for_one_basket(a, b);
        the_second_one_is_told(&a, &mut b);
    };
    tokio::task::spawn_blocking(played).await.unwrap();
    shop.until("select count(*) = 2 from ordering.orders where flags = array['double_sale']")
        .await;
    assert_eq!(shop.count("select count(*) from ordering.orders").await, 3);
    let forks = "select count(*) from basket.fork where act in ('resumed', 'paid')";
    assert!(shop.count(forks).await >= 2, "whichever came first");
    let lost = "select count(*) from sync.entry where fate <> 'accepted'";
    assert_eq!(shop.count(lost).await, 0);
    shop.close().await;
}
