//! A price that changes while a basket is open: tills that are online are told of it and don't have to ask, and the
//! basket says so, line by line, before it is paid.

use crate::support::catalogue::import;
use crate::support::counter::Counter;
use crate::support::http::get;
use crate::support::login::access_token;
use crate::support::register::code;
use crate::support::shop::Shop;
use crate::support::till::blocking;
use pos_core::UnitPrice;
use pos_till::features::{self, TakeNewPrice, basket_changes};

/// How often tills have asked what has changed in the catalogue.
async fn asked(shop: &Shop) -> u64 {
    let text = get(shop, "/metrics")
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let route = r#"evertill_http_requests_total{method="GET",route="/v1/catalog/changes""#;
    let counts = text.lines().filter(|line| line.starts_with(route));
    counts
        .map(|line| line.rsplit_once(' ').unwrap().1.parse::<u64>().unwrap())
        .sum()
}

/// Enough changes that tills which ask for each would be found out.
const CHANGES: u64 = 12;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn online_tills_are_told_of_a_price_and_an_open_basket_says_so() {
    let shop = Shop::open().await;
    let priced = |pence: u64| {
        format!(
            "A1,Mug,Kitchen,,each,{}.{:02},VAT,20,true\n",
            pence / 100,
            pence % 100
        )
    };
    import(&shop, &priced(255)).await;
    let (first, second) = (code(&shop).await, code(&shop).await);
    let (access, url) = (access_token("carol").await, shop.url.clone());
    let mut counters = blocking(move || {
        let counters = [
            Counter::open(&url, &first, "Front door", &access),
            Counter::open(&url, &second, "Back door", &access),
        ];
        for counter in &counters {
            counter.ring("A1", 2);
        }
        counters
    })
    .await;
    let before = asked(&shop).await;
    for change in 1..=CHANGES {
        let now = 255 + change * 10;
        import(&shop, &priced(now)).await;
        let now = UnitPrice::from_e4(i64::try_from(now * 100).unwrap()).unwrap();
        counters = blocking(move || {
            for counter in &counters {
                counter.until("the open basket says what its line costs now", |till| {
                    let told = basket_changes(till).unwrap();
                    told.len() == 1 && (told[0].line, told[0].now) == (1, Some(now))
                });
            }
            counters
        })
        .await;
    }
    let asks = asked(&shop).await - before;
    assert!(
        asks < CHANGES,
        "{CHANGES} changes, and the tills asked {asks} times"
    );
    blocking(move || {
        // A line keeps its price until somebody takes the new one.
        let [kept, taken] = &counters;
        features::take_new_price(&mut taken.hold(), TakeNewPrice { number: 1 }).unwrap();
        assert_eq!(basket_changes(&taken.hold()).unwrap(), []);
        let paid = [kept, taken].map(|counter| counter.pay().receipt.order.totals().gross.minor());
        assert_eq!(paid, [510, 750]);
        for counter in &counters {
            counter.drained();
        }
    })
    .await;
    shop.close().await;
}
