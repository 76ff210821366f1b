//! The server's signed word that a member of staff may use a register.

use crate::support::http::{post, refusal};
use crate::support::login::access_token;
use crate::support::register::Register;
use crate::support::shop::Shop;
use ed25519_dalek::VerifyingKey;
use jiff::Timestamp;
use pos_protocol::codes::Code;
use pos_protocol::device::Enrolled;
use pos_protocol::grant::{GrantError, GrantRequest, SignedGrant};
use reqwest::{RequestBuilder, StatusCode};
use uuid::Uuid;

fn ask(shop: &Shop, device: &str, access_token: &str) -> RequestBuilder {
    let access_token = access_token.to_owned();
    post(shop, "/v1/devices/grant")
        .bearer_auth(device)
        .json(&GrantRequest { access_token })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn staff_get_a_grant_for_thirty_days_on_one_register() {
    let shop = Shop::open().await;
    let register = Register::new();
    let code = crate::support::register::code(&shop).await;
    let enrolled = register.enrol(&shop, &code).send().await.unwrap();
    let enrolled: Enrolled = enrolled.json().await.unwrap();
    let device = register.token(&shop).await;

    let answer = ask(&shop, &device, &access_token("sam").await)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let signed: SignedGrant = answer.json().await.unwrap();
    let key: [u8; 32] = enrolled.server_key.try_into().unwrap();
    let key = VerifyingKey::from_bytes(&key).unwrap();
    let grant = signed.open(&key, register.id).unwrap();
    assert_eq!(grant.staff.name, "Sam Okafor");
    assert!(grant.has_role("supervisor") && grant.has_role("cashier") && !grant.has_role("admin"));
    assert_eq!(grant.roles.len(), 2);
    let time = |text: &str| text.parse::<Timestamp>().unwrap().as_second();
    assert_eq!(
        time(&grant.expires_at) - time(&grant.issued_at),
        30 * 24 * 3600
    );
    assert_eq!(
        signed.open(&key, Uuid::nil()),
        Err(GrantError::OtherRegister)
    );

    let seen: (String, String, Vec<String>) =
        sqlx::query_as("select subject, name, roles from identity.staff_seen")
            .fetch_one(shop.db())
            .await
            .unwrap();
    assert_eq!(seen, (grant.staff.id, grant.staff.name, grant.roles));
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_grant_needs_both_an_enrolled_register_and_a_member_of_staff() {
    let shop = Shop::open().await;
    let register = Register::enrolled(&shop).await;
    let device = register.token(&shop).await;
    let staff = access_token("sam").await;
    let cases = [
        (
            "no register",
            ask(&shop, "x", &staff),
            StatusCode::UNAUTHORIZED,
            Code::DeviceUnauthorized,
        ),
        (
            "no staff",
            ask(&shop, &device, "x"),
            StatusCode::UNAUTHORIZED,
            Code::StaffUnauthorized,
        ),
        (
            "the register as staff",
            ask(&shop, &device, &device),
            StatusCode::UNAUTHORIZED,
            Code::StaffUnauthorized,
        ),
    ];
    for (case, request, status, code) in cases {
        assert_eq!(refusal(request).await, (status, code), "{case}");
    }
    sqlx::query("update identity.register set revoked_at = now()")
        .execute(shop.db())
        .await
        .unwrap();
    // What it holds must still come in, so it gets a token; nobody signs in on it any more.
    let device = register.token(&shop).await;
    let refused = refusal(ask(&shop, &device, &staff)).await;
    assert_eq!(refused, (StatusCode::FORBIDDEN, Code::RegisterRevoked));
    assert_eq!(
        shop.count("select count(*) from identity.staff_seen").await,
        0
    );
    shop.close().await;
}
