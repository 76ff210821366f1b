//! Postgres restored from a dump an hour old: the tills send the hour again, their catalogue is replaced by the one that
//! there is now, and four places agree.

use crate::support::catalogue::import;
use crate::support::counter::Counter;
use crate::support::http::{get, refusal};
use crate::support::login::access_token;
use crate::support::register::{Register, code};
use crate::support::shop::Shop;
use crate::support::till::blocking;
use pos_core::{Amount, Order, Quantity};
use pos_protocol::Fact;
use pos_protocol::catalog::Cursor;
use pos_protocol::codes::Code;
use pos_till::features::{self, BringBack, CloseShift, DiscountLine, MoveCash};
use pos_till::sync::resume_held;
use pos_till::verify::verify_journal;
use reqwest::StatusCode;
use std::sync::{Arc, Mutex};

const MORNING: &str =
    "A1,Mug,Kitchen,,each,2.55,VAT,20,true\nB1,Plate,Kitchen,,each,4.10,VAT,5,false\n";

/// Orders, lines, gross and tax, of sales and of returns.
type Sums = [[i64; 4]; 2];

/// What the receipts say that were printed.
type Receipts = Arc<Mutex<Vec<Order>>>;

fn add(sums: &mut Sums, order: &Order) {
    let totals = order.totals();
    let side = &mut sums[usize::from(totals.gross < Amount::ZERO)];
    let lines = i64::from(totals.lines);
    for (sum, more) in side
        .iter_mut()
        .zip([1, lines, totals.gross.minor(), totals.tax.minor()])
    {
        *sum += more;
    }
}

fn pay(counter: &Counter, receipts: &Receipts) -> String {
    let receipt = counter.pay().receipt;
    receipts.lock().unwrap().push(receipt.order);
    receipt.number
}

fn sell(counter: &Counter, receipts: &Receipts, mugs: i64, plates: i64) -> String {
    counter.ring("A1", mugs);
    counter.ring("B1", plates);
    pay(counter, receipts)
}

/// Both sell, and one puts a basket aside.
fn morning(a: &Counter, b: &Counter, receipts: &Receipts) -> (String, String) {
    let sold = sell(a, receipts, 3, 1);
    sell(b, receipts, 1, 2);
    let held = a.hold_mugs("Mrs Miller");
    a.drained();
    b.drained();
    (sold, held)
}

/// All that a server is told of in an hour: sales, a return, cash, a basket that changes hands, a shift that closes.
fn hour(a: &Counter, b: &Counter, receipts: &Receipts, (sold, held): (String, String)) {
    for (mugs, plates) in [(1, 1), (2, 5), (7, 1)] {
        sell(a, receipts, mugs, plates);
        sell(b, receipts, plates, mugs);
    }
    let lines = vec![(1, Quantity::pieces(2).unwrap())];
    features::bring_back(
        &mut a.hold(),
        &BringBack {
            receipt: sold,
            lines,
        },
    )
    .unwrap();
    pay(a, receipts);
    resume_held(&b.till, &held, Some(1)).unwrap();
    let discount = Some(pos_core::Discount::percent("12.5").unwrap());
    features::discount_line(
        &mut b.hold(),
        DiscountLine {
            number: 1,
            discount,
        },
    )
    .unwrap();
    pay(b, receipts);
    let request = MoveCash {
        amount: Amount::from_minor(1_500),
        reason: "Milk".to_owned(),
    };
    features::pay_out(&mut b.hold(), &request).unwrap();
    b.ring("A1", 1);
    features::void_basket(&mut b.hold()).unwrap();
    let counted = features::shift_report(&a.hold()).unwrap().expected_cash;
    let request = CloseShift {
        counted,
        reason: None,
    };
    features::close_shift(&mut a.hold(), &request).unwrap();
    a.open_shift();
    sell(a, receipts, 1, 1);
    a.drained();
    b.drained();
}

/// The tills' own word: what their journals, which verify, have of orders.
fn of_tills(counters: [&Counter; 2]) -> Sums {
    let mut sums = Sums::default();
    for counter in counters {
        let till = counter.hold();
        let entries = till.entries_after(0, usize::MAX, usize::MAX).unwrap();
        let verified = verify_journal(&counter.db()).unwrap();
        assert_eq!(verified.entries, entries.len() as u64);
        assert_eq!((verified.unsent, verified.countersigned), (0, 1));
        for sealed in entries {
            let body = sealed.open().unwrap();
            if let Fact::OrderCompleted(fact) = Fact::read(&body.kind, body.payload.get()).unwrap()
            {
                add(&mut sums, &fact.order);
            }
        }
    }
    sums
}

async fn of_table(shop: &Shop, table: &str) -> Sums {
    let sql = format!(
        "select count(*), coalesce(sum(lines), 0)::bigint, coalesce(sum(gross), 0)::bigint,
                coalesce(sum(tax), 0)::bigint
         from {table} where (gross < 0) = $1"
    );
    let mut sums = Sums::default();
    for (back, side) in sums.iter_mut().enumerate() {
        let row: (i64, i64, i64, i64) = sqlx::query_as(sqlx::AssertSqlSafe(sql.clone()))
            .bind(back == 1)
            .fetch_one(shop.db())
            .await
            .unwrap();
        *side = row.into();
    }
    sums
}

/// What of the books is not as it should be.
const WRONG: &str = "
    select (select count(*) from sync.entry where fate <> 'accepted')
         + (select count(*) from ordering.orders where flags <> '{}')
         + (select count(*) from ordering.shift_closings where figures_differ)
         + (select count(*) from ordering.orders o where gross <>
               (select sum(gross) from ordering.order_lines l where l.order_id = o.id))
         + (select count(*) from ordering.orders o where gross <>
               (select sum(amount) from ordering.payments p where p.order_id = o.id) - change)
         + (select count(*) from basket.fork)
         + (select count(*) from basket.held where state <> 'paid')";

/// Receipts, tills, tables and consumer have the same, and nothing is twice.
async fn agrees(shop: &Shop, a: &Counter, b: &Counter, receipts: &Receipts) {
    shop.until("select not exists (select from platform.outbox where sent_at is null)")
        .await;
    shop.until(
        "select (select count(*) from ordering.books) = (select count(*) from ordering.orders)",
    )
    .await;
    let mut printed = Sums::default();
    receipts
        .lock()
        .unwrap()
        .iter()
        .for_each(|order| add(&mut printed, order));
    assert_eq!(of_tills([a, b]), printed);
    assert_eq!(of_table(shop, "ordering.orders").await, printed);
    assert_eq!(of_table(shop, "ordering.books").await, printed);
    let days = "select (sum(sales_gross) + sum(refunds_gross))::bigint from ordering.daily_sales";
    assert_eq!(shop.count(days).await, printed[0][2] + printed[1][2]);
    let entries = a.hold().journal_len().unwrap() + b.hold().journal_len().unwrap();
    assert_eq!(
        shop.count("select count(*) from sync.entry")
            .await
            .cast_unsigned(),
        entries
    );
    assert_eq!(shop.count(WRONG).await, 0);
    assert_eq!(shop.count("select count(*) from basket.voided").await, 1);
    assert_eq!(
        shop.count("select sum(amount)::bigint from ordering.cash_movements")
            .await,
        -1_500
    );
}

/// Keeps every number of entries that the till was ever seen to wait with.
fn watched(counter: &Counter) -> Arc<Mutex<Vec<u64>>> {
    let seen = Arc::<Mutex<Vec<u64>>>::default();
    let notes = Arc::clone(&seen);
    let note = move |status: &pos_till::sync::SyncStatus| {
        notes.lock().unwrap().push(status.waiting_entries)
    };
    counter.runner().subscribe(note);
    seen
}

fn catalogue(counter: &Counter) -> (Cursor, i64) {
    let till = counter.hold();
    let mug = features::find_product(&till, "A1").unwrap();
    (
        till.catalogue().unwrap().unwrap().cursor,
        mug.unit_price.e4(),
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_tills_bring_the_lost_hour_again_and_four_places_agree() {
    let shop = Shop::open().await;
    import(&shop, MORNING).await;
    let (first, second) = (code(&shop).await, code(&shop).await);
    let (access, url) = (access_token("carol").await, shop.url.clone());
    let receipts = Receipts::default();
    let (a, b, begun) = blocking({
        let receipts = Arc::clone(&receipts);
        move || {
            let a = Counter::open(&url, &first, "Front door", &access);
            let b = Counter::open(&url, &second, "Back door", &access);
            let begun = morning(&a, &b, &receipts);
            (a, b, begun)
        }
    })
    .await;
    let dump = shop.dump().await;
    let had = [&a, &b].map(|counter| counter.hold().journal_len().unwrap());

    import(&shop, "A1,Mug,Kitchen,,each,2.75,VAT,20,true\n").await;
    let head = import(&shop, "B1,Plate,Kitchen,,each,4.20,VAT,5,false\n")
        .await
        .cursor;
    let (a, b) = blocking({
        let receipts = Arc::clone(&receipts);
        move || {
            for counter in [&a, &b] {
                counter.until("the new prices are there", |till| {
                    till.catalogue().unwrap().unwrap().cursor == head
                });
            }
            hour(&a, &b, &receipts, begun);
            (a, b)
        }
    })
    .await;
    agrees(&shop, &a, &b, &receipts).await;
    let lost = [&a, &b].map(catalogue);
    assert_eq!(lost, [(head, 27_500); 2]);

    let seen = [&a, &b].map(watched);
    let shop = shop.restored(dump).await;
    let has = "select coalesce(sum(seq), 0)::bigint from sync.head";
    assert_eq!(
        shop.count(has).await.cast_unsigned(),
        had.iter().sum::<u64>()
    );
    // As many changes as were lost, and others: the version is the same, and what it stands for is not.
    import(&shop, "A1,Mug,Kitchen,,each,2.65,VAT,20,true\n").await;
    let now = import(&shop, "C1,Bowl,Kitchen,,each,3.00,VAT,20,true\n")
        .await
        .cursor;
    assert_eq!(now.version, head.version);
    let token = Register::enrolled(&shop).await.token(&shop).await;
    let path = format!("/v1/catalog/changes?cursor={head}");
    let refused = refusal(get(&shop, &path).bearer_auth(&token)).await;
    assert_eq!(refused, (StatusCode::GONE, Code::CursorUnknown));

    let (a, b) = blocking(move || {
        for (counter, (seen, had)) in [&a, &b].into_iter().zip(seen.into_iter().zip(had)) {
            let again = counter.hold().journal_len().unwrap() - had;
            counter.until("the server has less than it had", |_| {
                seen.lock().unwrap().contains(&again)
            });
            counter.drained();
            counter.until("the catalogue is the one of now", |till| {
                till.catalogue().unwrap().unwrap().cursor == now
            });
        }
        (a, b)
    })
    .await;
    assert_eq!([&a, &b].map(catalogue), [(now, 26_500); 2]);
    agrees(&shop, &a, &b, &receipts).await;

    // And both sell on.
    blocking(move || {
        for counter in [&a, &b] {
            counter.ring("C1", 1);
            pay(counter, &receipts);
            counter.drained();
        }
        drop((a, b));
    })
    .await;
    shop.close().await;
}
