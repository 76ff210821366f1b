//! Tax classes: products name one, and bear its taxes, whatever they become.

use crate::support::catalogue::Copy;
use crate::support::http::{get, problem, put, request};
use crate::support::login::access_token;
use crate::support::shop::Shop;
use pos_core::Tax;
use pos_protocol::codes::Code;
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use sync_server::modules::catalog::contract::{import_catalog, set_tax_class};

const CLASSES: &str = "/v1/catalog/tax-classes";

/// Asks as an admin.
async fn admin(request: RequestBuilder) -> Response {
    let request = request.bearer_auth(access_token("ada").await);
    request.send().await.unwrap()
}

/// What a product or a class was answered with, which has to be well.
async fn well(answer: Response) -> Value {
    let status = answer.status();
    let body: Value = answer.json().await.unwrap();
    assert_eq!(status, StatusCode::OK, "{body}");
    body
}

fn vat(percent: &str) -> Value {
    json!({ "taxes": [{ "name": "VAT", "percent": percent, "included": true }] })
}

fn class(shop: &Shop, name: &str, body: &Value) -> RequestBuilder {
    put(shop, &format!("{CLASSES}/{name}")).json(body)
}

/// A mug with these fields besides.
fn product(shop: &Shop, code: &str, fields: Value) -> RequestBuilder {
    let mut body =
        json!({ "name": "Mug", "category": "Kitchen", "unit": "each", "unit_price": "2" });
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    put(shop, &format!("/v1/catalog/products/{code}")).json(&body)
}

fn of(class: &str) -> Value {
    json!({ "tax_class": class })
}

fn rate(percent: &str) -> Vec<Tax> {
    vec![Tax::percent("VAT", percent, true).unwrap()]
}

async fn refused(answer: Response) -> (u16, Code, String) {
    let status = answer.status().as_u16();
    let body: Value = answer.json().await.unwrap();
    let code = serde_json::from_value(body["code"].clone()).unwrap();
    (status, code, body["detail"].as_str().unwrap().to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_class_changes_its_products_and_no_others() {
    let shop = Shop::open().await;
    let made = well(admin(class(&shop, "standard", &vat("20"))).await).await;
    assert_eq!(
        (&made["changed"], &made["products"]),
        (&true.into(), &0.into())
    );
    for code in ["A1", "A2", "A3"] {
        well(admin(product(&shop, code, of("standard"))).await).await;
    }
    well(admin(product(&shop, "B1", vat("20"))).await).await;
    well(admin(product(&shop, "A4", of("standard"))).await).await;
    let gone = request(&shop, Method::DELETE, "/v1/catalog/products/A4");
    well(admin(gone).await).await;
    let mut copy = Copy::empty(&shop).await;
    copy.pull(&shop).await;
    assert_eq!(copy.products["A1"].taxes, rate("20"));
    let price = copy.products["A1"].price_id.clone();

    let path = format!("{CLASSES}/standard");
    let read = admin(get(&shop, &path)).await;
    let old = read.headers()["etag"].clone();
    assert_eq!(well(read).await["taxes"], json!(rate("20")));
    let same = well(admin(class(&shop, "standard", &vat("20.0"))).await).await;
    assert_eq!(same["changed"], false);
    let known = get(&shop, &path).header("If-None-Match", &old);
    assert_eq!(admin(known).await.status(), StatusCode::NOT_MODIFIED);
    let held = admin(get(&shop, "/v1/catalog/products/A1")).await;
    let held = held.headers()["etag"].clone();

    let changed = class(&shop, "standard", &vat("21")).header("If-Match", &old);
    let changed = admin(changed).await;
    let new = changed.headers()["etag"].clone();
    assert_eq!(well(changed).await["products"], 3);
    assert_eq!(admin(get(&shop, &path)).await.headers()["etag"], new);
    let stream = copy.pull(&shop).await;
    let mut codes: Vec<&str> = stream.rows.iter().map(|row| row.code.as_str()).collect();
    codes.sort_unstable();
    assert_eq!(
        (codes, stream.tombstones.len()),
        (vec!["A1", "A2", "A3"], 0)
    );
    assert!(stream.rows.iter().all(|row| row.taxes == rate("21")));
    assert_eq!(stream.base.version + 3, stream.target.version);
    assert_eq!(copy.products["B1"].taxes, rate("20"));
    assert_eq!(copy.products["A1"].price_id, price);
    let gaps = "select count(*) from generate_series(1, (select version from catalog.counter)) v
                where not exists (select from catalog.change c where c.version = v)";
    assert_eq!(shop.count(gaps).await, 0);

    // Whoever read class or product before has to read it again.
    for (request, etag) in [
        (class(&shop, "standard", &vat("5")), &old),
        (product(&shop, "A1", of("standard")), &held),
    ] {
        let stale = problem(admin(request.header("If-Match", etag)).await).await;
        let failed = (StatusCode::PRECONDITION_FAILED, Code::PreconditionFailed);
        assert_eq!(stale, failed);
    }
    let anew = class(&shop, "standard", &vat("5")).header("If-None-Match", "*");
    assert_eq!(admin(anew).await.status(), StatusCode::PRECONDITION_FAILED);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_product_has_a_class_or_taxes_of_its_own() {
    let shop = Shop::open().await;
    set_tax_class(&shop.state, "standard", "VAT 20% included")
        .await
        .unwrap();
    set_tax_class(&shop.state, "free", "").await.unwrap();
    let mut both = vat("20");
    both["tax_class"] = json!("standard");
    for (fields, code) in [
        (both.clone(), "taxes_and_class: "),
        (
            of("reduced"),
            "tax_class_unknown: There is no tax class reduced",
        ),
        (of("a\0"), "tax_class_unknown: "),
        (of(""), "tax_class_unknown: "),
    ] {
        let (status, kind, detail) = refused(admin(product(&shop, "A1", fields)).await).await;
        assert_eq!((status, kind), (422, Code::InvalidRequest));
        assert!(detail.starts_with(code), "{detail}");
    }
    assert_eq!(shop.count("select version from catalog.counter").await, 0);

    let path = "/v1/catalog/products/A1";
    let read = async || well(admin(get(&shop, path)).await).await;
    let patch = async |body: Value| {
        let etag = admin(get(&shop, path)).await.headers()["etag"].clone();
        let asked = request(&shop, Method::PATCH, path).header("If-Match", etag);
        admin(asked.json(&body)).await
    };
    well(admin(product(&shop, "A1", of("standard"))).await).await;
    assert_eq!(read().await["tax_class"], "standard");
    // What says nothing of taxes leaves the class as it is.
    let patched = well(patch(json!({ "name": "Cup" })).await).await;
    assert_eq!(
        (&patched["tax_class"], &patched["name"]),
        (&json!("standard"), &json!("Cup"))
    );
    let price = put(&shop, "/v1/catalog/products/A1/price");
    well(admin(price.json(&json!({ "unit_price": "3" }))).await).await;
    assert_eq!(read().await["tax_class"], "standard");
    let (status, _, detail) = refused(patch(both).await).await;
    assert!(
        status == 422 && detail.starts_with("taxes_and_class: "),
        "{detail}"
    );

    // The same taxes as its own: another product to whoever reads it, though not to a register.
    let own = well(patch(vat("20")).await).await;
    assert_eq!(
        (own.get("tax_class"), &own["taxes"]),
        (None, &json!(rate("20")))
    );
    assert_eq!(read().await.get("tax_class"), None);
    let free = well(patch(of("free")).await).await;
    assert_eq!(
        (&free["tax_class"], &free["taxes"]),
        (&json!("free"), &json!([]))
    );
    let list = well(admin(get(&shop, "/v1/catalog/products")).await).await;
    assert_eq!(list["items"], json!([free]));
    well(admin(product(&shop, "A1", json!({}))).await).await;
    assert_eq!(read().await.get("tax_class"), None);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_class_that_is_named_stays() {
    let shop = Shop::open().await;
    let path = format!("{CLASSES}/standard");
    let delete = async || admin(request(&shop, Method::DELETE, &path)).await;
    let missing = (StatusCode::NOT_FOUND, Code::NotFound);
    assert_eq!(problem(delete().await).await, missing);
    assert_eq!(problem(admin(get(&shop, &path)).await).await, missing);
    well(admin(class(&shop, "standard", &vat("20"))).await).await;
    well(admin(class(&shop, "reduced", &vat("5"))).await).await;
    let classes = well(admin(get(&shop, CLASSES)).await).await;
    let names: Vec<&Value> = classes["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|class| &class["name"])
        .collect();
    assert_eq!(names, ["reduced", "standard"]);

    well(admin(product(&shop, "A1", of("standard"))).await).await;
    let (status, code, detail) = refused(delete().await).await;
    assert_eq!((status, code), (409, Code::TaxClassInUse));
    assert!(
        detail.contains("1 products") && detail.contains("A1"),
        "{detail}"
    );
    let gone = request(&shop, Method::DELETE, "/v1/catalog/products/A1");
    well(admin(gone).await).await;
    let stale = request(&shop, Method::DELETE, &path).header("If-Match", "\"x\"");
    assert_eq!(admin(stale).await.status(), StatusCode::PRECONDITION_FAILED);
    assert_eq!(delete().await.status(), StatusCode::NO_CONTENT);
    assert_eq!(problem(delete().await).await, missing);

    // Only an admin writes, and a name is one word.
    let cashier = access_token("carol").await;
    for request in [
        class(&shop, "standard", &vat("20")),
        request(&shop, Method::DELETE, &path),
    ] {
        let answer = request.bearer_auth(&cashier).send().await.unwrap();
        assert_eq!(
            problem(answer).await,
            (StatusCode::FORBIDDEN, Code::Forbidden)
        );
    }
    let read = get(&shop, CLASSES).bearer_auth(&cashier);
    assert_eq!(read.send().await.unwrap().status(), StatusCode::OK);
    let (status, _, detail) = refused(admin(class(&shop, "VAT%2020", &vat("20"))).await).await;
    assert!(
        status == 422 && detail.starts_with("tax_class_unusable: "),
        "{detail}"
    );
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_files_rows_name_classes() {
    let shop = Shop::open().await;
    set_tax_class(&shop.state, "standard", "VAT 20% included")
        .await
        .unwrap();
    let file = "code,name,category,barcodes,unit,unit_price,tax_name,tax_percent,tax_included,taxes,tax_class
A1,Mug,Kitchen,,each,2,,,,, standard
A2,Mug,Kitchen,,each,2,VAT,20,true,,
A3,Mug,Kitchen,,each,2,,,true,,standard
B1,Mug,Kitchen,,each,2,,,,,reduced
B2,Mug,Kitchen,,each,2,VAT,20,true,,standard
B3,Mug,Kitchen,,each,2,,,,VAT 20% included,standard
";
    let report = import_catalog(&shop.state, file.as_bytes()).await.unwrap();
    let refused: Vec<(u64, &str)> = report
        .refused
        .iter()
        .map(|row| (row.row, row.reason))
        .collect();
    let expected = [
        (5, "tax_class_unknown"),
        (6, "taxes_and_class"),
        (7, "taxes_and_class"),
    ];
    assert_eq!((report.new, refused), (3, expected.to_vec()));
    let changed = set_tax_class(&shop.state, "standard", "VAT 21% included").await;
    assert_eq!(changed.unwrap().products, 2);
    let mut copy = Copy::empty(&shop).await;
    copy.pull(&shop).await;
    let taxes = |code: &str| copy.products[code].taxes.clone();
    assert_eq!(
        [taxes("A1"), taxes("A2"), taxes("A3")],
        [rate("21"), rate("20"), rate("21")]
    );

    // The class is all that a row needs to say of taxes.
    let short = "code,name,category,barcodes,unit,unit_price,tax_class
A1,Mug,Kitchen,,each,2,standard
A2,Mug,Kitchen,,each,2,standard
C1,Mug,Kitchen,,each,2,
";
    let report = import_catalog(&shop.state, short.as_bytes()).await.unwrap();
    assert_eq!(
        (report.new, report.changed, report.unchanged),
        (1, 1, 1),
        "{:?}",
        report.refused
    );
    copy.pull(&shop).await;
    assert_eq!(copy.products["A2"].taxes, rate("21"));
    assert_eq!(copy.products["C1"].taxes, []);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_product_that_joins_while_its_class_changes_bears_the_new_taxes() {
    let shop = Shop::open().await;
    set_tax_class(&shop.state, "standard", "VAT 20% included")
        .await
        .unwrap();
    for round in 1..=8u8 {
        let percent = (20 + round).to_string();
        let joins = (0..4).map(|n| product(&shop, &format!("A{round}-{n}"), of("standard")));
        let all = joins.chain([class(&shop, "standard", &vat(&percent))]);
        for answer in futures::future::join_all(all.map(admin)).await {
            well(answer).await;
        }
        let mut copy = Copy::empty(&shop).await;
        copy.pull(&shop).await;
        assert_eq!(copy.products.len(), 4 * usize::from(round));
        for product in copy.products.values() {
            assert_eq!(product.taxes, rate(&percent), "{}", product.code);
        }
    }
    shop.close().await;
}
