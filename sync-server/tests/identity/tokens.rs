//! Device tokens: on the server's time, for the key that signed the server's nonce, and for nobody else.

use crate::support::clock::MovableClock;
use crate::support::http::{get, post, refusal};
use crate::support::login::access_token;
use crate::support::register::{Register, nonce};
use crate::support::shop::Shop;
use pos_protocol::codes::Code;
use pos_protocol::device::TokenRequest;
use reqwest::StatusCode;

const CHANGES: &str = "/v1/catalog/changes";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bad_proof_gets_no_token() {
    let clock = MovableClock::new();
    let shop = Shop::open_as(clock.clone(), |_| {}).await;
    let other = Shop::open().await;
    let register = Register::enrolled(&shop).await;
    let stranger = Register::new();
    let thief = Register {
        id: register.id,
        ..Register::new()
    };
    let old = nonce(&shop).await;
    clock.forward(61);
    let live = nonce(&shop).await;
    let mut longer = live.clone();
    // A later expiry than the one that was signed.
    longer.replace_range(0..8, "AAAAAP__");
    let cases: [(&str, TokenRequest, u16, Code); 7] = [
        (
            "expired nonce",
            register.proof(&old),
            401,
            Code::DeviceUnauthorized,
        ),
        (
            "altered nonce",
            register.proof(&longer),
            401,
            Code::DeviceUnauthorized,
        ),
        (
            "no nonce",
            register.proof(""),
            401,
            Code::DeviceUnauthorized,
        ),
        (
            "short nonce",
            register.proof("AAAA"),
            401,
            Code::DeviceUnauthorized,
        ),
        (
            "nonce of another server",
            register.proof(&nonce(&other).await),
            401,
            Code::DeviceUnauthorized,
        ),
        (
            "another key",
            thief.proof(&live),
            401,
            Code::DeviceUnauthorized,
        ),
        (
            "unknown register",
            stranger.proof(&live),
            404,
            Code::UnknownRegister,
        ),
    ];
    for (case, proof, status, code) in cases {
        let refused = refusal(post(&shop, "/v1/devices/token").json(&proof)).await;
        assert_eq!((refused.0.as_u16(), refused.1), (status, code), "{case}");
    }
    let good = post(&shop, "/v1/devices/token").json(&register.proof(&live));
    assert_eq!(good.send().await.unwrap().status(), StatusCode::OK);
    shop.close().await;
    other.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_works_for_a_quarter_of_an_hour_here_and_nowhere_else() {
    let clock = MovableClock::new();
    let shop = Shop::open_as(clock.clone(), |_| {}).await;
    let other = Shop::open().await;
    let register = Register::enrolled(&shop).await;
    let token = register.token(&shop).await;
    let foreign = Register::enrolled(&other).await.token(&other).await;
    let staff = access_token("ada").await;
    let (head, rest) = token.split_once('.').unwrap();
    let (claims, signature) = rest.split_once('.').unwrap();
    let unsigned = format!("{head}.{claims}.");
    let swapped = format!("{head}.{}.{signature}", foreign.split('.').nth(1).unwrap());

    for (case, token) in [
        ("another server's", foreign.as_str()),
        ("a member of staff's", &staff),
        ("unsigned", &unsigned),
        ("others' claims", &swapped),
        ("no token", "x"),
    ] {
        let refused = refusal(get(&shop, CHANGES).bearer_auth(token)).await;
        assert_eq!(
            refused,
            (StatusCode::UNAUTHORIZED, Code::DeviceUnauthorized),
            "{case}"
        );
    }
    let allowed = |token: &str| get(&shop, CHANGES).bearer_auth(token).send();
    clock.forward(14 * 60);
    assert_eq!(allowed(&token).await.unwrap().status(), StatusCode::OK);
    clock.forward(61);
    let late = refusal(get(&shop, CHANGES).bearer_auth(&token)).await;
    assert_eq!(late, (StatusCode::UNAUTHORIZED, Code::DeviceUnauthorized));
    let fresh = register.token(&shop).await;
    assert_eq!(allowed(&fresh).await.unwrap().status(), StatusCode::OK);
    shop.close().await;
    other.close().await;
}
