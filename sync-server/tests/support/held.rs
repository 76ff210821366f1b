//! Baskets that a register puts aside, claims, goes on with and is paid for.

use super::journal::{Till, mugs};
use pos_core::order::OrderDetails;
use pos_core::{Basket, BasketKind, Currency, Order};
use pos_protocol::Fact;
use pos_protocol::basket::{ClaimRequest, Claimed, HeldBasket, HeldList};
use pos_protocol::codes::Problem;
use pos_protocol::entry::Sealed;
use pos_protocol::fact::{BasketHeld, BasketResumed, BasketVoided, OrderCompleted};
use reqwest::StatusCode;
use uuid::Uuid;

/// A basket of `quantity` mugs at 2.55.
pub fn basket(name: &str, quantity: i64) -> HeldBasket {
    let order = mugs(BasketKind::Sale, quantity, OrderDetails::default());
    let line = order.lines()[0].clone();
    let mut basket = Basket::new(BasketKind::Sale, Currency::GBP);
    let product = pos_core::Product {
        code: line.code.clone(),
        name: line.name.clone(),
        category: String::new(),
        barcodes: Vec::new(),
        unit: line.unit.clone(),
        unit_price: line.unit_price,
        price_id: line.price_id.clone(),
        taxes: line.taxes.clone(),
        scheduled: Vec::new(),
    };
    let line = basket.add(&product, 1, line.quantity).unwrap();
    HeldBasket {
        id: Uuid::now_v7().to_string(),
        fence: 1,
        name: name.to_owned(),
        basket,
        lines: vec![line],
        authorised_by: None,
        external_reference: None,
        note: None,
    }
}

/// What a register was told when it claimed a basket.
pub type Told = Result<HeldBasket, (StatusCode, Problem)>;

impl Till {
    /// The register's first entry, and one more.
    pub fn begin_and(&mut self, write: impl FnOnce(&mut Till) -> Sealed) -> Vec<Sealed> {
        let began = self.begin();
        vec![began, write(self)]
    }

    /// Puts a basket aside.
    pub fn hold(&mut self, basket: &HeldBasket) -> Sealed {
        let fact = BasketHeld {
            shift: self.shift.to_string(),
            basket: basket.clone(),
        };
        self.write(&Fact::BasketHeld(Box::new(fact)))
    }

    /// Goes on with one.
    pub fn resume(&mut self, basket: &HeldBasket) -> Sealed {
        let fact = BasketResumed {
            basket: basket.id.clone(),
            shift: self.shift.to_string(),
            fence: basket.fence,
            claimed: basket.fence > 1,
        };
        self.write(&Fact::BasketResumed(fact))
    }

    /// Gives one up.
    pub fn give_up(&mut self, basket: &HeldBasket) -> Sealed {
        let fact = BasketVoided {
            basket: basket.id.clone(),
            shift: self.shift.to_string(),
            lines: 1,
            gross: basket.gross().unwrap(),
            currency: "GBP".to_owned(),
            fence: Some(basket.fence),
        };
        self.write(&Fact::BasketVoided(fact))
    }

    /// Is paid for one.
    pub fn pay(&mut self, basket: &HeldBasket, order: &Order) -> Sealed {
        let fact = OrderCompleted {
            shift: self.shift.to_string(),
            basket: basket.id.clone(),
            order: order.clone(),
        };
        self.write(&Fact::OrderCompleted(Box::new(fact)))
    }

    /// Asks for one.
    pub async fn claim(&self, id: &str, fence: Option<u64>) -> Told {
        let request = self.post(&format!("/v1/baskets/{id}/claim"));
        let answer = request.json(&ClaimRequest { fence }).send().await.unwrap();
        let status = answer.status();
        if status == StatusCode::OK {
            return Ok(answer.json::<Claimed>().await.unwrap().basket);
        }
        Err((status, answer.json().await.unwrap()))
    }

    /// Looks at what is held.
    pub async fn look(&self) -> HeldList {
        let answer = self.get("/v1/baskets?state=held").send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json().await.unwrap()
    }

    /// The names of what is held.
    pub async fn names(&self) -> Vec<String> {
        let held = self.look().await.baskets;
        held.into_iter().map(|basket| basket.name).collect()
    }
}
