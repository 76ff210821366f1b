//! What a search finds: words however they are joined, and numbers however they are printed.

use crate::support::catalogue::import;
use crate::support::http::get;
use crate::support::login::access_token;
use crate::support::shop::Shop;
use reqwest::{StatusCode, Url};
use serde_json::Value;

const ROWS: &str = "SET/20,Tea/coffee.set for-two,Kitchen,036000291452,each,2.55,VAT,20,true
G.1,Größe_5 www.example.com,Linen,042100005264,each,2.55,VAT,20,true
";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_are_found_whatever_joins_them_and_numbers_in_every_spelling() {
    let shop = Shop::open().await;
    assert_eq!(import(&shop, ROWS).await.new, 2);
    for (search, want) in [
        ("20", "SET/20"),
        ("SET/20", "SET/20"),
        ("set 20", "SET/20"),
        ("coffee", "SET/20"),
        ("set+tea", "SET/20"),
        ("two", "SET/20"),
        ("größe", "G.1"),
        ("example", "G.1"),
        ("g.1", "G.1"),
        // As it is printed, with the zero before it, and as the box has it.
        ("036000291452", "SET/20"),
        ("0036000291452", "SET/20"),
        (" 00036000291452 ", "SET/20"),
        // The UPC-E of 042100005264.
        ("04252614", "G.1"),
    ] {
        let list = format!("{}/v1/catalog/products", shop.url);
        let asked = Url::parse_with_params(&list, [("search", search)]).unwrap();
        let path = asked.as_str().strip_prefix(&shop.url).unwrap();
        let request = get(&shop, path).bearer_auth(access_token("ada").await);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{search}");
        let page: Value = answer.json().await.unwrap();
        let items = page["items"].as_array().unwrap().iter();
        let found: Vec<_> = items.map(|item| item["code"].as_str().unwrap()).collect();
        assert_eq!(found, [want], "{search}");
    }
    shop.close().await;
}
