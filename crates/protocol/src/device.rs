//! A register's enrolment and the short-lived token that it then gets for its key.

use pos_core::{Amount, TaxRounding};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// `POST /v1/devices/enrol`. Idempotent on (code, public key).
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EnrolRequest {
    /// The short-lived code that a supervisor read out.
    pub code: String,
    /// The register id that the till drew itself.
    pub register: Uuid,
    /// The Ed25519 public key, 32 bytes in base64.
    #[serde(with = "base64_bytes")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Byte))]
    pub public_key: Vec<u8>,
    /// What people call this register.
    pub name: String,
    /// Ed25519 signature of [`enrol_message`] by that key: proof that the till holds it.
    #[serde(with = "base64_bytes")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Byte))]
    pub proof: Vec<u8>,
}

/// The bytes that the enrolling till signs.
pub fn enrol_message(code: &str, register: Uuid) -> Vec<u8> {
    format!("evertill enrol\n{code}\n{register}").into_bytes()
}

/// The answer to an enrolment: all that a register has to know of its shop.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolled {
    /// The register id.
    pub register: Uuid,
    /// The short code that receipt numbers begin with, such as `2`.
    pub register_code: String,
    /// The register's name.
    pub register_name: String,
    /// The shop that it stands in.
    pub store: Store,
    /// The server's Ed25519 public key, which signs grants, in base64.
    #[serde(with = "base64_bytes")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Byte))]
    pub server_key: Vec<u8>,
    /// The OpenID issuer that staff sign in at.
    pub oidc_issuer: String,
    /// The OpenID client id of the registers.
    pub oidc_client: String,
}

/// The shop, as its registers and receipts name it.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Store {
    /// The shop's id.
    pub id: Uuid,
    /// The trading name.
    pub name: String,
    /// One line of address.
    pub address: String,
    /// The VAT number, when there is one.
    pub vat_number: Option<String>,
    /// ISO 4217 code.
    pub currency: String,
    /// IANA time zone, such as `Europe/London`.
    pub time_zone: String,
    /// Where taxes are rounded.
    #[serde(default)]
    pub tax_rounding: TaxRounding,
    /// The smallest coin, in minor units; zero where cash is not rounded.
    #[serde(default)]
    pub smallest_coin: Amount,
    /// How the codes are built that the shop's own scales print, such as `21IIIIIPPPPPC`.
    #[serde(default)]
    pub barcode_patterns: Vec<String>,
}

/// The answer of `POST /v1/devices/nonce`: what the device signs next.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Nonce {
    /// Opaque text of the server.
    pub nonce: String,
}

/// `POST /v1/devices/token`.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TokenRequest {
    /// The register.
    pub register: Uuid,
    /// The server's nonce.
    pub nonce: String,
    /// Ed25519 signature of [`token_message`], in base64.
    #[serde(with = "base64_bytes")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Byte))]
    pub signature: Vec<u8>,
}

/// The bytes that a device signs to get a token.
pub fn token_message(register: Uuid, nonce: &str) -> Vec<u8> {
    format!("evertill token\n{register}\n{nonce}").into_bytes()
}

/// A device token: a bearer token on the server's time.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeviceToken {
    /// Goes into `Authorization: Bearer`.
    pub token: String,
    /// Seconds from now that it lives.
    pub expires_in: u64,
}

/// Bytes as standard base64 text.
pub mod base64_bytes {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    /// Writes base64.
    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(bytes))
    }

    /// Reads base64.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        STANDARD.decode(text).map_err(D::Error::custom)
    }
}
