//! Taxes of every kind get into the catalogue: percentages, sums for each unit, taxes on top of others.

use crate::support::http::{get, put, refusal};
use crate::support::login::access_token;
use crate::support::shop::Shop;
use pos_core::{Product, Tax, TaxKind};
use pos_protocol::codes::Code;
use reqwest::StatusCode;
use serde_json::{Value, json};
use sync_server::modules::catalog::contract::import_catalog;

async fn product(shop: &Shop, code: &str) -> Product {
    let request = get(shop, &format!("/v1/catalog/products/{code}"));
    let answer = request.bearer_auth(access_token("ada").await).send().await;
    answer.unwrap().json().await.unwrap()
}

fn all() -> Vec<Tax> {
    vec![
        Tax::percent("VAT", "20", true).unwrap(),
        Tax::new("Bottle deposit", TaxKind::Fixed, "0.25", true).unwrap(),
        Tax::percent("City", "2.5", false).unwrap().on_top(),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_product_takes_fixed_and_stacked_taxes() {
    let shop = Shop::open().await;
    let token = access_token("ada").await;
    let change = |taxes: Value| {
        let body = json!({ "name": "Cola", "category": "Drinks", "unit": "each", "unit_price": "1.5", "taxes": taxes });
        put(&shop, "/v1/catalog/products/C1")
            .json(&body)
            .bearer_auth(&token)
    };
    let taxes = json!([
        { "name": "VAT", "percent": "20", "included": true },
        { "name": "Bottle deposit", "kind": "fixed", "amount": "0.25", "included": true },
        { "name": "City", "kind": "percent", "percent": "2.5", "included": false, "on_top_of_previous": true },
    ]);
    let made = change(taxes).send().await.unwrap();
    assert_eq!(made.status(), StatusCode::OK);
    assert_eq!(product(&shop, "C1").await.taxes, all());
    let invalid = (StatusCode::UNPROCESSABLE_ENTITY, Code::InvalidRequest);
    for tax in [
        json!({ "name": "A", "included": true }),
        json!({ "name": "A", "percent": "20", "amount": "1", "included": true }),
        json!({ "name": "A", "kind": "fixed", "percent": "20", "included": true }),
        json!({ "name": "A", "kind": "fixed", "amount": "-1", "included": true }),
        json!({ "name": "A", "kind": "fixed", "amount": "1", "included": true, "on_top_of_previous": true }),
        json!({ "name": "A", "kind": "levy", "amount": "1", "included": true }),
    ] {
        assert_eq!(refusal(change(json!([tax]))).await, invalid, "{tax}");
    }
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_has_one_tax_in_columns_or_any_number_in_one() {
    let shop = Shop::open().await;
    let whole = "code,name,category,barcodes,unit,unit_price,taxes
A1,Cola,Drinks,,each,1.5,VAT 20% included; Bottle deposit 0.25 included;City 2.5% added on top
A2,Salt,Food,,each,1.5,
A3,Odd,Food,,each,1.5,VAT 20 percent
";
    let report = import_catalog(&shop.state, whole.as_bytes()).await.unwrap();
    assert_eq!((report.new, report.refused.len()), (2, 1));
    assert_eq!(
        (report.refused[0].row, report.refused[0].reason),
        (4, "tax_unusable")
    );
    assert_eq!(product(&shop, "A1").await.taxes, all());
    assert_eq!(product(&shop, "A2").await.taxes, []);

    let both = "code,name,category,barcodes,unit,unit_price,tax_name,tax_percent,tax_included,taxes
B1,Cola,Drinks,,each,1.5,VAT,20,true,Bottle deposit 0.25 included; City 2.5% added on top
";
    let report = import_catalog(&shop.state, both.as_bytes()).await.unwrap();
    assert_eq!((report.new, report.refused.len()), (1, 0));
    assert_eq!(product(&shop, "B1").await.taxes, all());
    let lacking = "code,name,category,barcodes,unit,unit_price,tax_name\n";
    assert!(
        import_catalog(&shop.state, lacking.as_bytes())
            .await
            .is_err()
    );
    shop.close().await;
}
