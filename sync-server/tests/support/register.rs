//! A register that enrols as a till does, over HTTP.

use super::http::post;
use super::shop::Shop;
use ed25519_dalek::{Signer, SigningKey};
use jiff::SignedDuration;
use pos_protocol::device::{
    DeviceToken, EnrolRequest, Enrolled, Nonce, TokenRequest, enrol_message, token_message,
};
use reqwest::{RequestBuilder, StatusCode};
use sync_server::modules::identity::contract::issue;
use uuid::Uuid;

/// A register and its key.
#[derive(Clone)]
pub struct Register {
    /// Its id.
    pub id: Uuid,
    /// Its key.
    pub key: SigningKey,
}

impl Register {
    /// One that nobody knows yet.
    pub fn new() -> Register {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).unwrap();
        Register {
            id: Uuid::now_v7(),
            key: SigningKey::from_bytes(&seed),
        }
    }

    /// One that was enrolled.
    pub async fn enrolled(shop: &Shop) -> Register {
        let register = Register::new();
        let code = code(shop).await;
        let answer = register.enrol(shop, &code).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json::<Enrolled>().await.unwrap();
        register
    }

    /// What it sends to be enrolled.
    pub fn enrolment(&self, code: &str) -> EnrolRequest {
        EnrolRequest {
            code: code.to_owned(),
            register: self.id,
            public_key: self.key.verifying_key().to_bytes().to_vec(),
            name: "Front door".to_owned(),
            proof: self
                .key
                .sign(&enrol_message(code, self.id))
                .to_bytes()
                .to_vec(),
        }
    }

    /// The request for it.
    pub fn enrol(&self, shop: &Shop, code: &str) -> RequestBuilder {
        post(shop, "/v1/devices/enrol").json(&self.enrolment(code))
    }

    /// What it sends for a token.
    pub fn proof(&self, nonce: &str) -> TokenRequest {
        TokenRequest {
            register: self.id,
            nonce: nonce.to_owned(),
            signature: self
                .key
                .sign(&token_message(self.id, nonce))
                .to_bytes()
                .to_vec(),
        }
    }

    /// A device token.
    pub async fn token(&self, shop: &Shop) -> String {
        let proof = self.proof(&nonce(shop).await);
        let answer = post(shop, "/v1/devices/token")
            .json(&proof)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json::<DeviceToken>().await.unwrap().token
    }
}

/// A code that enrols one register.
pub async fn code(shop: &Shop) -> String {
    let issued = issue(&shop.state, "test", SignedDuration::from_mins(60)).await;
    issued.unwrap().code
}

/// A nonce of the server.
pub async fn nonce(shop: &Shop) -> String {
    let answer = post(shop, "/v1/devices/nonce").send().await.unwrap();
    answer.json::<Nonce>().await.unwrap().nonce
}
