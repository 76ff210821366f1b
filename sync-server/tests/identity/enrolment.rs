//! A register is enrolled once, by a code, whatever gets lost on the way.

use crate::support::clock::MovableClock;
use crate::support::http::{keyed, post, refusal};
use crate::support::login::access_token;
use crate::support::register::{Register, code};
use crate::support::shop::Shop;
use ed25519_dalek::Signer;
use pos_protocol::codes::Code;
use pos_protocol::device::{EnrolRequest, Enrolled, enrol_message};
use reqwest::StatusCode;
use serde_json::Value;

const CODES: &str = "/v1/identity/enrolment-codes";

/// Registers, keys and used codes.
const STATE: &str = "select (select count(*) from identity.register) * 10000
    + (select count(*) from identity.device_key) * 100
    + (select count(*) from identity.enrolment_code where used_key is not null)";

/// The curve's neutral point: as a key, and with a signature of it and nought, it would vouch for every text.
fn neutral() -> [u8; 32] {
    std::array::from_fn(|at| u8::from(at == 0))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_supervisors_code_enrols_one_register() {
    let shop = Shop::open().await;
    let supervisor = access_token("sam").await;
    let issued = keyed(&shop, CODES)
        .bearer_auth(&supervisor)
        .send()
        .await
        .unwrap();
    assert_eq!(issued.status(), StatusCode::OK);
    let issued: Value = issued.json().await.unwrap();
    let code = issued["code"].as_str().unwrap();
    assert_eq!(code.len(), 8);

    let register = Register::new();
    // People type a code as they hear it.
    let typed = format!("{}-{}", code[..4].to_lowercase(), &code[4..]);
    let first: Enrolled = answer(&shop, &register, &typed).await;
    assert_eq!(first.register, register.id);
    assert_eq!(first.register_code, "1");
    assert_eq!(first.register_name, "Front door");
    assert_eq!(first.store.currency, "GBP");
    assert_eq!(first.oidc_issuer, shop.state.settings.oidc_issuer);
    assert_eq!(first.oidc_client, "evertill-register");
    assert_eq!(first.server_key.len(), 32);

    // The answer got lost: the till asks again and hears the same.
    assert_eq!(answer(&shop, &register, &typed).await, first);
    assert_eq!(shop.count(STATE).await, 10_101);

    let second = Register::new();
    let code = self::code(&shop).await;
    assert_eq!(answer(&shop, &second, &code).await.register_code, "2");

    // A register that lost its key enrols with another one and stays who it was.
    let renewed = Register {
        id: register.id,
        ..Register::new()
    };
    let code = self::code(&shop).await;
    assert_eq!(answer(&shop, &renewed, &code).await.register_code, "1");
    assert_eq!(shop.count(STATE).await, 20_303);
    register.token(&shop).await;
    renewed.token(&shop).await;
    shop.close().await;
}

async fn answer(shop: &Shop, register: &Register, code: &str) -> Enrolled {
    let answer = register.enrol(shop, code).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    answer.json().await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bad_enrolment_changes_nothing() {
    let clock = MovableClock::new();
    let shop = Shop::open_as(clock.clone(), |_| {}).await;
    let expired = code(&shop).await;
    clock.forward(3601);
    let known = Register::enrolled(&shop).await;
    let used = code(&shop).await;
    assert!(
        Register::new()
            .enrol(&shop, &used)
            .send()
            .await
            .unwrap()
            .status()
            .is_success()
    );
    let revoked = Register::enrolled(&shop).await;
    sqlx::query("update identity.register set revoked_at = now() where id = $1")
        .bind(revoked.id)
        .execute(shop.db())
        .await
        .unwrap();
    let live = code(&shop).await;
    let before = shop.count(STATE).await;

    let stranger = Register::new();
    let with = |change: fn(&mut EnrolRequest)| {
        let mut request = stranger.enrolment(&live);
        change(&mut request);
        request
    };
    let thief = Register {
        id: stranger.id,
        key: known.key.clone(),
    };
    let mut renamed = stranger.enrolment(&live);
    renamed.name = "a\u{0}b".to_owned();
    let mut other_code = stranger.enrolment("AAAAAAAA");
    other_code.code = live.clone();
    let cases: [(&str, EnrolRequest, u16, Code); 12] = [
        (
            "no such code",
            stranger.enrolment("AAAAAAAA"),
            403,
            Code::EnrolmentCodeInvalid,
        ),
        (
            "empty code",
            stranger.enrolment(""),
            403,
            Code::EnrolmentCodeInvalid,
        ),
        (
            "expired code",
            stranger.enrolment(&expired),
            403,
            Code::EnrolmentCodeInvalid,
        ),
        (
            "code used by another key",
            stranger.enrolment(&used),
            403,
            Code::EnrolmentCodeInvalid,
        ),
        (
            "proof of another code",
            other_code,
            403,
            Code::EnrolmentProofInvalid,
        ),
        (
            "proof cut short",
            with(|r| r.proof.truncate(63)),
            403,
            Code::EnrolmentProofInvalid,
        ),
        (
            "key cut short",
            with(|r| r.public_key.truncate(31)),
            403,
            Code::EnrolmentProofInvalid,
        ),
        (
            "key that signs all there is",
            with(|r| (r.public_key, r.proof) = (neutral().to_vec(), [neutral(), [0; 32]].concat())),
            403,
            Code::EnrolmentProofInvalid,
        ),
        (
            "key of another register",
            thief.enrolment(&live),
            403,
            Code::EnrolmentProofInvalid,
        ),
        (
            "no name",
            with(|r| r.name = " ".to_owned()),
            422,
            Code::InvalidRequest,
        ),
        ("name with U+0000", renamed, 422, Code::InvalidRequest),
        (
            "revoked",
            Register {
                id: revoked.id,
                ..Register::new()
            }
            .enrolment(&live),
            403,
            Code::RegisterRevoked,
        ),
    ];
    for (case, request, status, code) in cases {
        let refused = refusal(post(&shop, "/v1/devices/enrol").json(&request)).await;
        assert_eq!((refused.0.as_u16(), refused.1), (status, code), "{case}");
        assert_eq!(shop.count(STATE).await, before, "{case}");
    }
    let no_json = post(&shop, "/v1/devices/enrol").header("content-type", "application/json");
    assert_eq!(refusal(no_json.body("{")).await.1, Code::InvalidRequest);

    // The code itself is still good.
    let message = enrol_message(&live, stranger.id);
    assert_eq!(
        stranger.enrolment(&live).proof,
        stranger.key.sign(&message).to_bytes()
    );
    answer(&shop, &stranger, &live).await;
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_supervisors_and_admins_ask_for_codes() {
    let shop = Shop::open().await;
    let register = Register::enrolled(&shop).await;
    let device = register.token(&shop).await;
    let cashier = access_token("carol").await;
    let before = shop
        .count("select count(*) from identity.enrolment_code")
        .await;
    let cases = [
        (
            "nobody",
            None,
            StatusCode::UNAUTHORIZED,
            Code::StaffUnauthorized,
        ),
        (
            "a register",
            Some(device),
            StatusCode::UNAUTHORIZED,
            Code::StaffUnauthorized,
        ),
        (
            "a cashier",
            Some(cashier),
            StatusCode::FORBIDDEN,
            Code::Forbidden,
        ),
    ];
    for (who, token, status, code) in cases {
        let request = keyed(&shop, CODES);
        let request = match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        };
        assert_eq!(refusal(request).await, (status, code), "{who}");
    }
    assert_eq!(
        shop.count("select count(*) from identity.enrolment_code")
            .await,
        before
    );
    let admin = access_token("ada").await;
    let ask = || post(&shop, CODES).bearer_auth(&admin);
    let missing = (StatusCode::BAD_REQUEST, Code::IdempotencyKeyMissing);
    assert_eq!(refusal(ask()).await, missing);
    let with_key = || ask().header("Idempotency-Key", "k1");
    let allowed = with_key().send().await.unwrap();
    assert_eq!(allowed.status(), StatusCode::OK);

    // The code was shown once: it is kept nowhere, so that nobody can ask for it again.
    let issued: Value = allowed.json().await.unwrap();
    let reused = (StatusCode::UNPROCESSABLE_ENTITY, Code::IdempotencyKeyReused);
    assert_eq!(refusal(with_key()).await, reused);
    let kept: String = sqlx::query_scalar("select body from platform.answered where key = 'k1'")
        .fetch_one(shop.db())
        .await
        .unwrap();
    assert_eq!(kept, "");
    let code = issued["code"].as_str().unwrap();
    assert_eq!(
        answer(&shop, &Register::new(), code).await.register_code,
        "2"
    );
    let codes = shop.count("select count(*) from identity.enrolment_code");
    assert_eq!(codes.await, before + 1);
    shop.close().await;
}
