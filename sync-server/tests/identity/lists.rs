//! Registers, staff and grants, as an admin lists them.

use crate::support::http::{get, post, problem};
use crate::support::login::access_token;
use crate::support::register::Register;
use crate::support::shop::Shop;
use pos_protocol::codes::Code;
use reqwest::StatusCode;
use serde_json::{Value, json};

async fn read(shop: &Shop, path: &str) -> Value {
    let request = get(shop, path).bearer_auth(access_token("ada").await);
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    answer.json().await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_admin_lists_who_and_what_was_enrolled() {
    let shop = Shop::open().await;
    let (one, two) = (
        Register::enrolled(&shop).await,
        Register::enrolled(&shop).await,
    );
    for register in [&one, &two] {
        let token = json!({ "access_token": access_token("carol").await });
        let asked = post(&shop, "/v1/devices/grant").bearer_auth(register.token(&shop).await);
        let answer = asked.json(&token).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
    }
    let registers = read(&shop, "/v1/identity/registers?limit=1").await;
    assert_eq!(registers["items"][0]["id"], json!(one.id.min(two.id)));
    assert!(registers["next"].is_string());
    let path = format!("/v1/identity/registers/{}", two.id);
    let register = read(&shop, &path).await;
    let seen = (
        &register["name"],
        &register["keys"],
        &register["revoked_at"],
    );
    assert_eq!(seen, (&json!("Front door"), &json!(1), &Value::Null));

    let staff = read(&shop, "/v1/identity/staff").await;
    assert_eq!(staff["items"].as_array().unwrap().len(), 1);
    let carol = staff["items"][0]["id"].as_str().unwrap();
    let grants = read(&shop, &format!("/v1/identity/grants?staff={carol}")).await;
    assert_eq!(grants["items"].as_array().unwrap().len(), 2);
    let grants = read(&shop, &format!("/v1/identity/grants?register={}", one.id)).await;
    assert_eq!(grants["items"][0]["register"], json!(one.id));
    assert_eq!(grants["items"].as_array().unwrap().len(), 1);

    let nobody = format!("/v1/identity/registers/{}", uuid::Uuid::nil());
    let cashier = access_token("carol").await;
    for (path, token, want) in [
        (nobody, access_token("ada").await, (404, Code::NotFound)),
        (
            "/v1/identity/staff".to_owned(),
            cashier.clone(),
            (403, Code::Forbidden),
        ),
        (
            "/v1/identity/registers".to_owned(),
            cashier.clone(),
            (403, Code::Forbidden),
        ),
        (
            "/v1/identity/grants".to_owned(),
            cashier,
            (403, Code::Forbidden),
        ),
    ] {
        let request = get(&shop, &path).bearer_auth(token);
        let (status, code) = problem(request.send().await.unwrap()).await;
        assert_eq!((status.as_u16(), code), want, "{path}");
    }
    shop.close().await;
}
