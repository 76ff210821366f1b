//! A till as the server knows it: a register with a real key that writes real entries, and a courier that delivers them.

use super::shop::Shop;
use ed25519_dalek::{Signer, SigningKey};
use pos_core::order::OrderDetails;
use pos_core::{
    Amount, Basket, BasketKind, Currency, Order, Paid, Product, Quantity, ShiftTotals, SoldLine,
    SoldReceipt, Tax, UnitPrice, receipt,
};
use pos_protocol::entry::{EntryBody, Sealed, StaffRef};
use pos_protocol::fact::{
    BasketVoided, BranchBegan, BranchReason, CashMoved, OrderCompleted, ShiftClosed, ShiftOpened,
};
use pos_protocol::sync::{HeldRequest, HeldResponse, PushRequest, PushResponse};
use pos_protocol::{Fact, Hash, PROTOCOL, PROTOCOL_HEADER, device};
use reqwest::StatusCode;
use serde_json::value::RawValue;
use uuid::Uuid;

/// A register and the journal that it writes.
pub struct Till {
    /// The register id.
    pub register: Uuid,
    /// Its device key.
    pub key: SigningKey,
    /// The body of the next entry; a test may bend it before it writes.
    pub next: EntryBody,
    /// The open shift.
    pub shift: Uuid,
    token: Option<String>,
    http: reqwest::Client,
    url: String,
}

impl Till {
    /// A register that the shop knows.
    pub async fn enrolled(shop: &Shop) -> Till {
        let mut till = Till::stranger(shop);
        sqlx::query(
            "insert into identity.register (id, store_id, code, name, enrolled_at)
             select $1, id, $2, 'test', now() from identity.store",
        )
        .bind(till.register)
        .bind(till.register.to_string())
        .execute(shop.db())
        .await
        .unwrap();
        sqlx::query("insert into identity.device_key values ($1, $2, now())")
            .bind(till.key.verifying_key().to_bytes())
            .bind(till.register)
            .execute(shop.db())
            .await
            .unwrap();
        till.token = Some(till.ask_for_token().await);
        till
    }

    /// A register that the shop has never heard of.
    pub fn stranger(shop: &Shop) -> Till {
        let register = Uuid::now_v7();
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).unwrap();
        Till {
            register,
            key: SigningKey::from_bytes(&seed),
            next: EntryBody {
                register,
                branch: "0a1b2c3d".to_owned(),
                seq: 1,
                parent: None,
                kind: String::new(),
                payload: raw("{}"),
                staff: Some(StaffRef {
                    id: "kim".to_owned(),
                    name: "Kim".to_owned(),
                }),
                grant_expired: false,
                business_day: Some("2026-11-23".to_owned()),
                wall_time: "2026-11-23T09:00:00Z".to_owned(),
                monotonic_ms: 1,
                offline: true,
            },
            shift: Uuid::now_v7(),
            token: None,
            http: reqwest::Client::new(),
            url: shop.url.clone(),
        }
    }

    async fn ask_for_token(&self) -> String {
        let post = |path: &str| {
            let request = self.http.post(format!("{}{path}", self.url));
            request.header(PROTOCOL_HEADER, PROTOCOL)
        };
        let nonce: device::Nonce = post("/v1/devices/nonce")
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        let message = device::token_message(self.register, &nonce.nonce);
        let request = device::TokenRequest {
            register: self.register,
            nonce: nonce.nonce,
            signature: self.key.sign(&message).to_bytes().to_vec(),
        };
        let answer = post("/v1/devices/token")
            .json(&request)
            .send()
            .await
            .unwrap();
        answer.json::<device::DeviceToken>().await.unwrap().token
    }

    /// Seals the next entry as it stands, and goes on behind it.
    pub fn seal(&mut self) -> Sealed {
        let sealed = Sealed::seal(&self.next, &self.key).unwrap();
        self.follow(sealed.hash);
        sealed
    }

    /// Goes on behind an entry.
    pub fn follow(&mut self, hash: Hash) {
        self.next.parent = Some(hash);
        self.next.seq += 1;
    }

    /// Writes a fact.
    pub fn write(&mut self, fact: &Fact) -> Sealed {
        self.write_raw(fact.kind(), fact.to_payload().unwrap().get())
    }

    /// Writes whatever it is told to.
    pub fn write_raw(&mut self, kind: &str, payload: &str) -> Sealed {
        self.next.kind = kind.to_owned();
        self.next.payload = raw(payload);
        self.seal()
    }

    /// The first entry.
    pub fn begin(&mut self) -> Sealed {
        let reason = BranchReason::First;
        self.write(&Fact::BranchBegan(BranchBegan { reason }))
    }

    /// Opens a shift with 100.00 in the drawer.
    pub fn open_shift(&mut self) -> Sealed {
        let fact = Fact::ShiftOpened(ShiftOpened {
            shift: self.shift.to_string(),
            number: 1,
            float: Amount::from_minor(10_000),
            currency: "GBP".to_owned(),
        });
        self.write(&fact)
    }

    /// Puts cash into the drawer, or takes it out when `amount` is negative.
    pub fn move_cash(&mut self, amount: i64, reason: &str) -> Sealed {
        let fact = Fact::CashMoved(CashMoved {
            shift: self.shift.to_string(),
            amount: Amount::from_minor(amount),
            currency: "GBP".to_owned(),
            reason: reason.to_owned(),
        });
        self.write(&fact)
    }

    /// Closes it with these totals.
    pub fn close_shift(&mut self, totals: ShiftTotals) -> Sealed {
        let expected = totals.expected_cash(Amount::from_minor(10_000)).unwrap();
        let fact = Fact::ShiftClosed(ShiftClosed {
            shift: self.shift.to_string(),
            perpetual: totals.sales_gross,
            expected_cash: expected,
            counted_cash: expected,
            totals,
            difference_reason: None,
            z_number: None,
        });
        self.write(&fact)
    }

    /// Sells or takes back.
    pub fn order(&mut self, order: &Order) -> Sealed {
        let fact = OrderCompleted {
            shift: self.shift.to_string(),
            basket: Uuid::now_v7().to_string(),
            order: order.clone(),
        };
        self.write(&Fact::OrderCompleted(Box::new(fact)))
    }

    /// Gives a basket up.
    pub fn void(&mut self) -> Sealed {
        let fact = Fact::BasketVoided(BasketVoided {
            basket: Uuid::now_v7().to_string(),
            shift: self.shift.to_string(),
            lines: 2,
            gross: Amount::from_minor(510),
            currency: "GBP".to_owned(),
            fence: None,
        });
        self.write(&fact)
    }

    /// Delivers entries and expects verdicts.
    pub async fn push(&self, entries: &[Sealed]) -> PushResponse {
        let entries = entries.to_vec();
        let json = serde_json::to_vec(&PushRequest { entries }).unwrap();
        let answer = self
            .push_bytes(zstd::encode_all(&json[..], 1).unwrap())
            .await;
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json().await.unwrap()
    }

    /// Delivers any bytes.
    pub async fn push_bytes(&self, body: Vec<u8>) -> reqwest::Response {
        self.post("/v1/sync/journal")
            .body(body)
            .send()
            .await
            .unwrap()
    }

    /// Asks what is held.
    pub async fn held(&self, hashes: Vec<Hash>) -> HeldResponse {
        let request = self.post("/v1/sync/held").json(&HeldRequest { hashes });
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json().await.unwrap()
    }

    /// A POST with the device's token.
    pub fn post(&self, path: &str) -> reqwest::RequestBuilder {
        self.request(reqwest::Method::POST, path)
    }

    /// A GET with the device's token.
    pub fn get(&self, path: &str) -> reqwest::RequestBuilder {
        self.request(reqwest::Method::GET, path)
    }

    fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.url));
        let request = request.header(PROTOCOL_HEADER, PROTOCOL);
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }
}

/// JSON text as it is.
pub fn raw(json: &str) -> Box<RawValue> {
    RawValue::from_string(json.to_owned()).unwrap()
}

/// An order of `quantity` mugs at 2.55, paid in cash with what they cost.
pub fn mugs(kind: BasketKind, quantity: i64, details: OrderDetails) -> Order {
    let mug = Product {
        code: "22423".to_owned(),
        name: "Mug".to_owned(),
        category: "Kitchen".to_owned(),
        barcodes: Vec::new(),
        unit: "each".to_owned(),
        unit_price: UnitPrice::parse("2.55").unwrap(),
        price_id: "22423@1".to_owned(),
        taxes: vec![Tax::percent("VAT", "20", true).unwrap()],
        scheduled: Vec::new(),
    };
    let mut basket = Basket::new(kind, Currency::GBP);
    let line = basket
        .add(&mug, 1, Quantity::pieces(quantity).unwrap())
        .unwrap();
    let due = basket.totals().gross;
    let paid = Paid::cash(due, due).unwrap();
    let details = OrderDetails {
        id: if details.id.is_empty() {
            Uuid::now_v7().to_string()
        } else {
            details.id
        },
        ..details
    };
    Order::complete(&basket, vec![line], paid, details).unwrap()
}

/// The receipt that `order` is, when it was entry `seq` of `till`.
pub fn receipt_of(till: &Till, order: &Order, seq: u64) -> SoldReceipt {
    SoldReceipt {
        order: order.id().to_owned(),
        number: receipt::number(&till.register.to_string(), &till.next.branch, seq),
        business_day: "2026-11-23".to_owned(),
        paid_at: "2026-11-23T09:00:00Z".to_owned(),
        currency: "GBP".to_owned(),
        lines: order.lines().iter().map(SoldLine::of).collect(),
    }
}

/// `quantity` mugs of a receipt's first line that come back, paid out in cash.
pub fn bring_back(receipt: &SoldReceipt, quantity: i64) -> Order {
    let mut basket = Basket::new(BasketKind::Exchange, Currency::GBP);
    let quantity = Quantity::pieces(quantity).unwrap();
    let line = basket
        .bring_back(receipt, &receipt.lines[0], quantity)
        .unwrap();
    let due = basket.totals().gross;
    let details = OrderDetails {
        id: Uuid::now_v7().to_string(),
        ..OrderDetails::default()
    };
    let paid = Paid::cash(due, due).unwrap();
    Order::complete(&basket, vec![line], paid, details).unwrap()
}

/// One mug, sold.
pub fn mug() -> Order {
    mugs(BasketKind::Sale, 1, OrderDetails::default())
}
